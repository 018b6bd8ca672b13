"""The blocks of an author's text as paragraphs and tables of Word."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, assert_never

from quizkit.markup import plain
from quizkit.markup.tree import (
    Blank,
    Break,
    CodeBlock,
    Document,
    Emphasis,
    Heading,
    Image,
    Inline,
    Link,
    List,
    Math,
    Paragraph,
    Quote,
    Rule,
    Strike,
    Strong,
    Table,
)
from quizkit.markup.tree import Block as TextBlock
from quizkit.targets.docx import xml
from quizkit.targets.docx.measure import width
from quizkit.targets.docx.numbering import BULLETS
from quizkit.targets.docx.page import Page
from quizkit.targets.docx.xml import Block, Look, Para, lines

if TYPE_CHECKING:
    from quizkit.targets.docx.text import Writer


@dataclass(frozen=True, slots=True)
class Place:
    """Where a text stands: the style of its first paragraph and of the others, and where those begin.

    `room` is the width that tables and pictures may have, `number` the list that the first belongs to
    where its style does not say it. `numbered`: the first carries a number or a letter, so it is there
    even where the text begins with a table. `items` is the style of lists.
    """

    first: str
    rest: str
    indent: int
    room: int
    number: tuple[int, int] | None = None
    numbered: bool = False
    items: str = "ListParagraph"


After = Callable[[str], str]
"""The words of a paragraph → runs for its end."""

Gap = Callable[[Blank, Look], str]
"""A blank → the runs that show it."""


class Blocks:
    """The blocks of one text."""

    def __init__(self, writer: Writer, place: Place, look: Look, blank: Gap | None) -> None:
        self.writer, self.place, self.look, self.blank = writer, place, look, blank

    def all(self, document: Document, before: str, after: str | After) -> list[Block]:
        """All blocks; the first paragraph is there even where the text begins with a table."""
        opening, blocks = _opening(document.blocks)
        first, *others = _split(opening) or [()]
        if len(first) == 1 and isinstance(first[0], Math) and first[0].display:
            others, first = [first, *others], ()
        end = after if isinstance(after, str) else after(_words(first, self.writer.blank))
        made: list[Block] = []
        if first or before or end or self.place.numbered or self.place.number:
            made.append(Para(self.place.first, f"{before}{self._runs(first)}{end}", self.place.number))
        made += [self._paragraph(part, self.place.indent) for part in others]
        for block in blocks:
            made += self._block(block, self.place.indent, 0)
        return made

    def _runs(self, nodes: Sequence[Inline], look: Look | None = None) -> str:
        alone = len(nodes) == 1 and isinstance(nodes[0], Image)
        return self.writer.runs(nodes, look or self.look, self.blank, room=self.place.room if alone else None)

    def _paragraph(self, nodes: Sequence[Inline], indent: int) -> Para:
        if len(nodes) == 1 and isinstance(nodes[0], Math) and nodes[0].display:
            return Para("Formula", self._runs(nodes), indent=(indent, 0))
        own = None if indent == self.place.indent else (indent, 0)
        return Para(self.place.rest, self._runs(nodes), indent=own)

    def _block(self, block: TextBlock, indent: int, depth: int) -> list[Block]:
        match block:
            case Paragraph(children):
                return [self._paragraph(part, indent) for part in _split(children)]
            case Heading(children=children):
                return [Para("Heading3", self._runs(children), indent=(indent, 0))]
            case Quote(inner):
                return self._quote(inner, indent, depth)
            case CodeBlock(text):
                look = Look()
                return [Para("Code", lines(text, look), indent=(indent, 0), align="left")]
            case List():
                return self._list(block, indent, depth)
            case Table():
                return [self._table(block, indent)]
            case Rule():
                return [Para("Divider", indent=(indent, 0))]
            case _:
                assert_never(block)

    def _quote(self, inner: Sequence[TextBlock], indent: int, depth: int) -> list[Block]:
        indent += self.writer.page.em(1.5)
        shown = [made for block in inner for made in self._block(block, indent, depth)]
        return [
            replace(made, style="Quote", indent=(indent, 0))
            if isinstance(made, Para) and made.style == self.place.rest and not made.number
            else made
            for made in shown
        ]

    def _list(self, block: List, indent: int, depth: int) -> list[Block]:
        step = self.writer.page.em(1.6)
        number = BULLETS if block.start is None else self.writer.numbered(block.start)
        level = min(depth, 8) if block.start is None else 0
        made: list[Block] = []
        for item in block.items:
            opening, parts = _opening(item)
            first, *others = _split(opening) or [()]
            made.append(
                Para(self.place.items, self._runs(first), (number, level), indent=(indent + step, step))
            )
            made += [self._paragraph(part, indent + step) for part in others]
            for part in parts:
                made += self._block(part, indent + step, depth + 1)
        return made

    def _table(self, block: Table, indent: int) -> xml.Table:
        bold = replace(self.look, bold=True)
        rows = [
            [
                [Para("TableText", self._runs(cell, bold), align=side)]
                for cell, side in self._cells(block.header, block)
            ],
            *(
                [[Para("TableText", self._runs(cell), align=side)] for cell, side in self._cells(row, block)]
                for row in block.rows
            ),
        ]
        columns = list(zip(block.header, *block.rows, strict=True))
        page = self.writer.page
        wishes = [
            (max(wish for wish, _ in cells), max(word for _, word in cells))
            for cells in ([_wide(cell) for cell in column] for column in columns)
        ]
        widths = shares(wishes, self.place.room, page)
        return xml.Table("DataTable", rows, widths, indent=indent, header=True, rtl=page.rtl)

    def _cells(self, row: Sequence[Sequence[Inline]], block: Table) -> list[tuple[Sequence[Inline], str]]:
        return [
            (cell, _SIDES[side] if not self.writer.page.rtl else _SIDES_RTL[side])
            for cell, side in zip(row, block.align, strict=True)
        ]


_SIDES = {"left": "", "": "", "center": "center", "right": "right"}
_SIDES_RTL = {"left": "right", "": "", "center": "center", "right": ""}
"""In a paragraph from right to left, Word takes `left` for the side where lines begin, the right one."""


def _opening(blocks: Sequence[TextBlock]) -> tuple[Sequence[Inline], Sequence[TextBlock]]:
    """The words of a first paragraph, none where there is no such, and the other blocks."""
    if blocks and isinstance(blocks[0], Paragraph):
        return blocks[0].children, blocks[1:]
    return (), blocks


def _split(nodes: Sequence[Inline]) -> list[Sequence[Inline]]:
    """A paragraph cut where a formula stands on its own: it is a paragraph in Word."""
    if not any(isinstance(node, Math) and node.display for node in nodes):
        return [nodes] if nodes else []
    parts: list[list[Inline]] = [[]]
    for node in nodes:
        if isinstance(node, Math) and node.display:
            parts += [[node], []]
        elif parts[-1] or not isinstance(node, Break):
            parts[-1].append(node)
    return [part for part in parts if part]


def _words(nodes: Sequence[Inline], blank: float) -> str:
    """Words about as wide as a paragraph is shown, where blanks are `blank` em wide (0: filled)."""
    return "".join([_word(node, blank) for node in nodes])


def _word(node: Inline, blank: float) -> str:
    # A blank's answer is not looked at: not even where the points stand may depend on its length.
    if isinstance(node, Blank) and blank:
        return "m" * round(blank / width("m")) + (f" {node.hint}" if node.hint else "")
    if isinstance(node, Emphasis | Strong | Strike | Link | Blank):
        return _words(node.children, blank)
    return plain(Document((Paragraph((node,)),)))


def _wide(nodes: Sequence[Inline]) -> tuple[float, float]:
    """How wide a cell would like to be, and how wide it has to be for its longest word, in em."""
    if any(isinstance(node, Image) for node in nodes):
        return 15, 8
    text = plain(Document((Paragraph(tuple(nodes)),)))
    return width(text) * 1.1, max(map(width, text.split()), default=0) * 1.1


def shares(wishes: Sequence[tuple[float, float]], room: int, page: Page) -> list[int]:
    """Widths of columns in twips: as wide as they wish to be, or shares of the room.

    `wishes` are what `_wide` says of each column. Every column gets its longest word where there is room.
    """
    inner = page.em(1.4)
    wanted = [inner + page.em(max(wish, 1.5)) for wish, _ in wishes]
    if sum(wanted) <= room:
        return wanted
    least = [inner + page.em(max(word, 1.5)) for _, word in wishes]
    if sum(least) > room:
        return [room * each // sum(least) for each in least]
    rest = room - sum(least)
    more = [most - low for most, low in zip(wanted, least, strict=True)]
    return [low + rest * each // max(sum(more), 1) for low, each in zip(least, more, strict=True)]
