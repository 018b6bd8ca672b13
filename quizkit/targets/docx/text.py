"""Author's text as runs and paragraphs of Word."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import assert_never

from quizkit.diagnostics import Loc
from quizkit.markup import parse, plain
from quizkit.markup.omml import omml
from quizkit.markup.parse import IS_PLAIN
from quizkit.markup.tree import (
    Blank,
    Break,
    Code,
    Document,
    Emphasis,
    Heading,
    Image,
    Inline,
    Link,
    Math,
    Paragraph,
    Strike,
    Strong,
    Text,
)
from quizkit.model.deck import Deck
from quizkit.model.parts import Image as Shown
from quizkit.targets.docx.blocks import After, Blocks, Gap, Place
from quizkit.targets.docx.numbering import ENUMERATION
from quizkit.targets.docx.page import Page
from quizkit.targets.docx.pictures import Album, drawing
from quizkit.targets.docx.xml import Block, Links, Look, Para, lines, run
from quizkit.words import Words, words

_LEFT_TO_RIGHT = "\N{LEFT-TO-RIGHT MARK}"


class Writer:
    """Makes the text of one document and remembers what it refers to."""

    def __init__(self, deck: Deck, page: Page, album: Album, places: Mapping[str, int]) -> None:
        self.deck = deck
        self.places = places
        self.sources = {source.id: source for source in deck.sources}
        self.known = ({fact.id: fact for fact in deck.facts}, self.sources)
        self.page = page
        self.album = album
        self.words: Words = words(deck.lang)
        self.links = Links()
        self.starts: list[int] = []
        self.loc: Loc = ()
        self.look = Look(rtl=page.rtl)
        foreign = deck.lang.lower().split("-")[0] != self.words.tag.split("-")[0]
        self._ours = Look(lang=self.words.tag) if foreign else self.look
        self._mark = _LEFT_TO_RIGHT if foreign and page.rtl else ""
        self._pictures = 0
        self.blank = 0.0

    def say(self, text: str, **changes: object) -> str:
        """Words of ours, marked where they are in another language than the deck."""
        return run(f"{self._mark}{text}{self._mark}", replace(self._ours, **changes))  # type: ignore[arg-type]

    def label(self, text: str, **changes: object) -> str:
        """A word of ours with a colon and a space behind it."""
        return self.say(f"{text}{self.words.colon}", **changes) + run(" ", self.look)

    def plain(self, text: str, **changes: object) -> str:
        """An author's plain text on one line."""
        return run(text.replace("\t", " "), replace(self.look, **changes))  # type: ignore[arg-type]

    def line(self, text: str, look: Look | None = None) -> str:
        """Markdown as runs of one line; where it has several blocks, they follow each other."""
        look = look or self.look
        if IS_PLAIN(text):
            return run(_spaced(text.strip()), look)
        shown = [
            self.runs(block.children, look)
            if isinstance(block, Paragraph | Heading)
            else run(plain(Document((block,))).replace("\n", " "), look)
            for block in parse(text).blocks
        ]
        return run(" ", look).join(shown)

    def blocks(
        self,
        text: str,
        place: Place,
        *,
        before: str = "",
        after: str | After = "",
        look: Look | None = None,
        blanks: bool = False,
        blank: Gap | None = None,
    ) -> list[Block]:
        """Markdown as paragraphs. `before` and `after` are runs around the first one's own.

        `after` may depend on the words of the first paragraph.
        """
        look = look or self.look
        if IS_PLAIN(text):
            text = _spaced(text.strip())
            end = after if isinstance(after, str) else after(text)
            return [Para(place.first, f"{before}{run(text, look)}{end}", place.number)]
        document = parse(text, blanks=blanks)
        return Blocks(self, place, look, blank).all(document, before, after)

    def runs(
        self,
        nodes: Sequence[Inline],
        look: Look,
        blank: Gap | None = None,
        *,
        room: int | None = None,
    ) -> str:
        """Inline nodes as runs. `room`: the width in twips for a picture that stands alone."""
        return "".join([self._inline(node, look, blank, room) for node in nodes])

    def _inline(self, node: Inline, look: Look, blank: Gap | None, room: int | None) -> str:
        match node:
            case Text(text):
                return run(_spaced(text), look)
            case Emphasis(children):
                return self.runs(children, replace(look, italic=True), blank)
            case Strong(children):
                return self.runs(children, replace(look, bold=True), blank)
            case Strike(children):
                return self.runs(children, replace(look, strike=True), blank)
            case Code(text):
                return lines(text, replace(look, style="CodeText", rtl=False))
            case Link(url, children):
                inner = self.runs(children, replace(look, style="Hyperlink"), blank)
                return f'<w:hyperlink r:id="{self.links.address(url)}" w:history="1">{inner}</w:hyperlink>'
            case Image(src, alt):
                return self.picture(src, alt, room)
            case Math():
                return omml(node) or lines(node.tex, replace(look, style="CodeText", rtl=False))
            case Break():
                return "<w:r><w:br/></w:r>"
            case Blank(children=children):
                return blank(node, look) if blank else self.runs(children, look)
            case _:
                assert_never(node)

    def picture(self, src: str, alt: str, room: int | None = None) -> str:
        """A picture, or what it shows in words where Word cannot show it. `room` None: among words."""
        found = self.album.find(src, self.loc)
        if found is None:
            return run(f" {alt} ", replace(self.look, style="Missing"))
        self._pictures += 1
        points = (self.page.width if room is None else room) / 20
        return drawing(found, alt, self._pictures, self.links, among_words=room is None, room=points)

    def pictures(self, images: Sequence[Shown], style: str, indent: int, room: int) -> list[Block]:
        """Pictures below a text, each in its paragraph."""
        return [
            Para(style, self.picture(image.file, plain(image.alt), room), indent=(indent, 0))
            for image in images
        ]

    def numbered(self, start: int) -> int:
        """The id of a new numbered list."""
        self.starts.append(start)
        return ENUMERATION + len(self.starts) - 1


def _spaced(text: str) -> str:
    """A tab would jump to a stop of the style: a space, as in HTML."""
    return text.replace("\t", " ") if "\t" in text else text
