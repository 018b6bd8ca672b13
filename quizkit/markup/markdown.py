"""The tree → Markdown that shows the same on GitHub (GFM) and gives the same tree when we read it again.

Two grammars have to agree: ours has no raw HTML, entities, underlined headings or indented code, GFM has
them all. So every character that means something to either of the two is escaped.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import assert_never

from quizkit.markup.parse import IS_PLAIN, parse
from quizkit.markup.tree import (
    Blank,
    Block,
    Break,
    Code,
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
    Text,
)

_SPECIAL = re.compile(r"[\\`*_~\[\]<$]|&(?=[#A-Za-z])|\{(?=\{|\Z)|\}(?=\}|\Z)|#(?=\s*\Z)")
"""What means something in the middle of a line; entities are GFM's, double braces ours, `#` ends headings."""

_QUIET = re.compile(r"[^\\`*_~\[\]<$&{}#]*").fullmatch
_LINE_START = re.compile("\0([-+=>:#|]|[0-9]{1,9}(?=[.)]))?")
"""Where a line begins that is no block, and what would make it one; no text holds a null character."""

_BEFORE_BLOCK = re.compile(r"\\\n\0(?=\$\$(?:(?!\$\$).)*\$\$(?:\n|\Z))", re.DOTALL)
"""A line break before a formula on a line of its own: that is a block, which begins a new line anyway."""

_PLAIN_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9.+-]{1,31}:[^\s<>&]*").fullmatch
_ADDRESS = re.compile(r"(?i)\b(https?|ftp|mailto|xmpp)(?=:)|\bwww(?=\.)")
_RUN = re.compile("`+")
_SIGN = re.compile(r"(?:^|[^\\])(?:\\\\)*[*_]").search
_EMPHASIS = (("*", "**"), ("_", "**"), ("*", "__"), ("_", "__"))
"""Signs to try in turn: `***a***` is emphasis around strong text, and never the other way round."""


def _same(src: str) -> str | None:
    return src


def _dollars(math: Math) -> str:
    if not math.display:
        return f"${math.tex}$"
    return f"$${math.tex} $$" if math.tex[-1:] in ("$", "\\") else f"$${math.tex}$$"


def _deletion(blank: Blank, inner: str) -> str:
    hint = f"::{escape_text(blank.hint)}" if blank.hint else ""
    return f"{{{{c{blank.number}::{inner}{hint}}}}}"


@dataclass(frozen=True, slots=True)
class MarkdownStyle:
    """What a target decides: the address of a picture, formulas, blanks, and how far headings move down.

    `image` gives None for a picture that is not there: its description is shown.
    `math` and `blank` return ready Markdown, `blank` from the Markdown inside.
    """

    image: Callable[[str], str | None] = _same
    math: Callable[[Math], str] = _dollars
    blank: Callable[[Blank, str], str] = _deletion
    deeper: int = 0
    signs: tuple[str, str] = _EMPHASIS[0]


DEFAULT = MarkdownStyle()


def markdown(text: str | Document, style: MarkdownStyle = DEFAULT, *, blanks: bool = False) -> str:
    """Markdown of Markdown source (or of a tree), each block set in one way, without a line break at the end."""
    if isinstance(text, str):
        if IS_PLAIN(text):
            return paragraph((Text(text.strip()),), style) if text.strip() else ""
        text = parse(text, blanks=blanks)
    for signs in _EMPHASIS:
        shown = _document(text, replace(style, signs=signs))
        if not _SIGN(shown):
            return shown
        if parse(_document(text, replace(DEFAULT, signs=signs)), blanks=blanks) == text:
            return shown
    return _document(text, style)


def _document(document: Document, style: MarkdownStyle) -> str:
    shown = _blocks(document.blocks, style)
    if document.inline is None and "\n" not in shown:
        return _not_alone(shown)
    return shown


def _not_alone(line: str) -> str:
    """A list or a quote on two lines: a text on one line is never a block to our reader."""
    mark, space, rest = line.partition(" ")
    if mark == ">":
        return f">\n> {rest}"
    return f"{mark}\n{' ' * (len(mark) + 1)}{rest}" if space else line


def escape_text(text: str) -> str:
    """Plain text as Markdown of GitHub's kind, anywhere inside of a line."""
    if not _QUIET(text):
        text = _SPECIAL.sub(r"\\\g<0>", text)
    return _ADDRESS.sub(r"\g<0>\\", text) if ":" in text or "www." in text else text


def paragraph(children: Sequence[Inline], style: MarkdownStyle = DEFAULT) -> str:
    """A run of inline nodes as a paragraph of its own."""
    shown = _BEFORE_BLOCK.sub("\n\0", _inlines(children, style))
    return _LINE_START.sub(_no_block, "\0" + shown)


def _no_block(start: re.Match[str]) -> str:
    sign = start[1] or ""
    return f"{sign}\\" if sign.isdigit() else f"\\{sign}" if sign else ""


def inline_markdown(children: Iterable[Inline], style: MarkdownStyle = DEFAULT) -> str:
    """The Markdown of a run of inline nodes, to stand inside of a line."""
    return _inlines(children, style).replace("\0", "")


def _inlines(children: Iterable[Inline], style: MarkdownStyle) -> str:
    """Inline nodes; emphasis that touches other emphasis gets the other sign."""
    shown: list[str] = []
    touching = False
    for child in children:
        touching = _emphasized(child) and not touching and bool(shown) and shown[-1][-1:] in ("*", "_")
        if isinstance(child, Link) and shown and shown[-1].endswith("!"):
            shown[-1] = f"{shown[-1][:-1]}\\!"  # or the link would be a picture
        shown.append(_inline(child, _turned(style) if touching else style))
    return "".join(shown)


def _turned(style: MarkdownStyle) -> MarkdownStyle:
    em, strong = (("_" if mark[0] == "*" else "*") * len(mark) for mark in style.signs)
    return replace(style, signs=(em, strong))


def _inline(node: Inline, style: MarkdownStyle) -> str:
    match node:
        case Text(text):
            return escape_text(text)
        case Emphasis(children):
            return _around(style.signs[0], children, style)
        case Strong(children):
            return _around(style.signs[1], children, style)
        case Strike(children):
            return f"~~{_inlines(children, style)}~~"
        case Code(text):
            return _code(text)
        case Link(url, children):
            if children == (Text(url),) and _PLAIN_ADDRESS(url):
                return f"<{url}>"
            return f"[{_inlines(children, style)}]({_destination(url)})"
        case Image(src, alt):
            address = style.image(src)
            return escape_text(alt) if address is None else f"![{escape_text(alt)}]({_destination(address)})"
        case Math():
            return style.math(node)
        case Break():
            return "\\\n\0"
        case Blank(children=children):
            return style.blank(node, _inlines(children, style))
        case _:
            assert_never(node)


def _around(sign: str, children: tuple[Inline, ...], style: MarkdownStyle) -> str:
    """Emphasis; what is emphasized inside of it gets the other sign."""
    inner = _turned(style) if any(map(_emphasized, children)) else style
    return f"{sign}{_inlines(children, inner)}{sign}"


def _emphasized(node: Inline) -> bool:
    return isinstance(node, Emphasis | Strong)


def _code(text: str) -> str:
    """A code span: its fence longer than any run of backticks inside, spaces where they would be eaten."""
    fence = "`"
    lengths = {len(run[0]) for run in _RUN.finditer(text)}
    while len(fence) in lengths:
        fence += "`"
    edge = text[:1] + text[-1:]
    padded = "`" in edge or (text[:1] == " " and text[-1:] == " " and text.strip(" "))
    return f"{fence} {text} {fence}" if padded else f"{fence}{text}{fence}"


def _destination(url: str) -> str:
    """An address in angle brackets, where spaces and brackets may stand."""
    return "<" + re.sub(r"[\\<>&]", r"\\\g<0>", url) + ">"


def _blocks(blocks: Sequence[Block], style: MarkdownStyle) -> str:
    """Blocks with blank lines between them; lists that follow each other get other marks."""
    shown: list[str] = []
    other = False
    for place, block in enumerate(blocks):
        before = blocks[place - 1] if place else None
        follows = isinstance(block, List) and isinstance(before, List) and _marked_alike(block, before)
        other = follows and not other
        shown.append(_block(block, style, other=other))
    return "\n\n".join(shown)


def _marked_alike(one: List, other: List) -> bool:
    return (one.start is None) == (other.start is None)


def _block(node: Block, style: MarkdownStyle, *, other: bool = False) -> str:
    match node:
        case Paragraph(children):
            return paragraph(children, style)
        case Heading(level, children):
            return f"{'#' * min(level + style.deeper, 6)} {inline_markdown(children, style)}".rstrip(" ")
        case Quote(children):
            return _prefixed("> ", "> ", _blocks(children, style))
        case CodeBlock(text, language):
            return _fenced(text, language)
        case List():
            return _list(node, style, other=other)
        case Table():
            return _table(node, style)
        case Rule():
            return "___"  # dashes and stars would be part of a list's mark in front of them
        case _:
            assert_never(node)


def _prefixed(first: str, rest: str, text: str) -> str:
    lines = [rest + line if line else rest.rstrip(" ") for line in text.split("\n")]
    return "\n".join([(first + lines[0][len(rest) :]).rstrip(" "), *lines[1:]])


def _fenced(text: str, language: str) -> str:
    longest = max((len(run[0]) for run in _RUN.finditer(text)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}{language}\n{text}\n{fence}" if text else f"{fence}{language}\n{fence}"


def _list(node: List, style: MarkdownStyle, *, other: bool) -> str:
    close = all(map(_short, node.items))
    shown = []
    for number, item in enumerate(node.items):
        mark = (
            ("*" if other else "-") if node.start is None else f"{node.start + number}{')' if other else '.'}"
        )
        shown.append(_item(mark, item, style, close=close))
    return ("\n" if close else "\n\n").join(shown)


def _short(item: tuple[Block, ...]) -> bool:
    """An item that is set close to the next one: a paragraph, and perhaps a list of such below it."""
    if not item:
        return True
    head, *tail = item
    if not isinstance(head, Paragraph) or len(tail) > 1:
        return False
    return all(
        isinstance(block, List)
        and block.start in (None, 1)
        and all(map(_short, block.items))
        and block.items[0]
        for block in tail
    )


def _item(mark: str, item: tuple[Block, ...], style: MarkdownStyle, *, close: bool) -> str:
    if not item:
        return mark
    shown = "\n".join([_block(block, style) for block in item]) if close else _blocks(item, style)
    if not shown.strip("- ") or not shown.strip("* "):  # `- - -` would be a line across the page
        return _prefixed(f"{mark}\n{' ' * (len(mark) + 1)}", " " * (len(mark) + 1), shown)
    return _prefixed(f"{mark} ", " " * (len(mark) + 1), shown)


_SIDES = {"": "---", "left": ":--", "center": ":-:", "right": "--:"}


def _table(node: Table, style: MarkdownStyle) -> str:
    lines = [_row(node.header, style), f"| {' | '.join(_SIDES[side] for side in node.align)} |"]
    return "\n".join([*lines, *(_row(row, style) for row in node.rows)])


def _row(cells: tuple[tuple[Inline, ...], ...], style: MarkdownStyle) -> str:
    return f"| {' | '.join([_cell(cell, style) for cell in cells])} |"


def _cell(children: tuple[Inline, ...], style: MarkdownStyle) -> str:
    """A cell on one line. Its own line signs are escaped last: tables are cut before anything else is read."""
    return inline_markdown(children, style).replace("\\\n", " ").replace("\n", " ").replace("|", "\\|")
