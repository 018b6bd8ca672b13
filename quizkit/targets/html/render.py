"""The texts of one deck as HTML of a page that needs no other file."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from quizkit.markup import plain
from quizkit.markup.html import HtmlStyle, escape_text, mathml
from quizkit.markup.parse import IS_PLAIN
from quizkit.markup.tree import Math
from quizkit.media import Medium
from quizkit.model.deck import Deck, Passage
from quizkit.model.parts import Image
from quizkit.model.questions import Question
from quizkit.targets.content import Content
from quizkit.targets.html.words import table, tag_of
from quizkit.targets.sources import reference, references
from quizkit.words import points, right_to_left

_TOKEN = re.compile(r'<img src="picture:(\d*)" alt="([^"]*)">')
_KINDS = {"svg": "image/svg+xml"}


Place = tuple[str, ...]
"""A field of the deck, or `("questions", id)`."""

_SPECIAL = re.compile(r"[&<>\0]").search


def escape(text: str) -> str:
    """Text for the body of the page: `& < >` escaped, U+0000 replaced (a parser would do the same)."""
    return escape_text(text).replace("\0", "\ufffd") if _SPECIAL(text) else text


def _formula(math: Math) -> str:
    """MathML whose line above stretches in every browser: of the two characters for it, one does."""
    return mathml(math).replace('<mo stretchy="true">¯</mo>', '<mo stretchy="true">‾</mo>')


class Render(Content):
    """`Content` for pages: pictures become tokens, which `pieces` turns into data URIs.

    `missing` are the places that name a picture without a file: a field of the deck, or a question's id.
    """

    def __init__(self, deck: Deck, media: Mapping[str, Medium]) -> None:
        super().__init__(deck, HtmlStyle(escape=escape, image=self._token, math=_formula))
        self.said = table(deck.lang)
        self.missing: dict[Place, None] = {}
        self._said: dict[str, str] = {}
        self._worth: dict[Decimal, str] = {}
        tag = tag_of(deck.lang)
        self._foreign = f' lang="{tag}" dir="ltr"' if deck.lang.lower().split("-")[0] != tag else ""
        self._rtl = False  # the page itself says its direction
        self.rtl = right_to_left(deck.lang)
        self._numbers = {name: number for number, name in enumerate(media)}
        self._media = tuple(media.values())

    def say(self, key: str, **values: object) -> str:
        """Furniture as HTML; marked with its language where the deck has another one."""
        if values:
            return self.furniture(self.said[key].format(**values))
        if key not in self._said:
            self._said[key] = self.furniture(self.said[key])
        return self._said[key]

    def block(self, text: str) -> str:
        """As in `Content`, with a shorter way for a line of plain text."""
        return f"<p>{escape(text.strip())}</p>" if IS_PLAIN(text) else super().block(text)

    def worth(self, value: Decimal) -> str:
        """So many points, as HTML."""
        if value not in self._worth:
            self._worth[value] = self.furniture(points(value, self.deck.lang))
        return self._worth[value]

    def furniture(self, text: str) -> str:
        """Plain text in the furniture's language as HTML."""
        return f"<span{self._foreign}>{escape(text)}</span>" if self._foreign else escape(text)

    def label(self, key: str, **values: object) -> str:
        """Furniture for the value of an attribute."""
        return self.text(self.said[key].format(**values))

    @property
    def foreign(self) -> bool:
        """Whether the furniture is in another language than the deck."""
        return bool(self._foreign)

    def text(self, text: str) -> str:
        """Plain text as HTML, also for the value of an attribute in double quotes."""
        return escape(text).replace('"', "&quot;") if '"' in text else escape(text)

    def _token(self, name: str) -> str:
        return f"picture:{self._numbers.get(name.strip(), '')}"

    def pictures(self, images: Sequence[Image]) -> str:
        """Pictures in a row."""
        shown = "".join(
            f'<img src="{self._token(image.file)}" alt="{self.text(plain(image.alt))}">' for image in images
        )
        return f'<p class="pictures">{shown}</p>' if shown else ""

    def _passage(self, passage: Passage) -> str:
        body = self.block(passage.text) if passage.text else ""
        source = ""
        if passage.source:
            places = [passage.source.at.strip()] if passage.source.at else []
            known = self._sources.get(passage.source.ref)
            named = reference(known, places, self.deck.lang, self.text, self.words.colon)
            label = self.furniture(f"{self.words.source}{self.words.colon}")
            source = f'<p class="source">{label} {named}</p>' if named else ""
        return f"{body}{self.pictures(passage.images)}{source}"

    def feedback(self, question: Question) -> str:
        """What is told after the answer: explanation, facts, sources, tags, each under its heading."""
        facts = [self._facts[id] for id in question.facts if id in self._facts]
        parts = []
        if question.explanation:
            parts.append(self.part("explanation", self.block(question.explanation)))
        if facts:
            parts.append(self.part("facts", "".join(self.block(fact.statement) for fact in facts)))
        lines = references(
            facts, self._sources, self.deck.lang, self.text, self.words.as_of, self.words.colon
        )
        if lines:
            named = any(fact.source for fact in facts)
            label = self.furniture(f"{self.words.source}{self.words.colon}") + " " if named else ""
            parts.append(f'<p class="source">{label}{"; ".join(lines)}</p>')
        return "".join(parts) + self._labels(question)

    def part(self, name: str, body: str) -> str:
        """A part of what is told after the answer, under its heading."""
        return f'<div class="part-of-after {name}"><p class="term">{self.say(name)}</p>{body}</div>'

    def _labels(self, question: Question) -> str:
        labels = [f"<li>{self.text(tag)}</li>" for tag in question.tags]
        if question.difficulty:
            labels.append(f'<li class="difficulty">{self.say(question.difficulty)}</li>')
        if not labels:
            return ""
        return f'<ul class="tags" aria-label="{self.label("tags")}">{"".join(labels)}</ul>'

    def noted(self, shown: str, *place: str) -> str:
        """`shown`, after a look for pictures that have no file; `place` as in `missing`."""
        if '<img src="picture:"' in shown:
            self.missing[place] = None
        return shown

    def pieces(self, page: str) -> Iterator[bytes]:
        """The page in pieces of bytes: tokens become pictures, links open apart, wide tables can scroll.

        Only our own markup holds a `<`, so no author's text can look like any of these.
        """
        page = page.replace('<a href="http', '<a target="_blank" rel="noopener noreferrer" href="http')
        page = page.replace("<table>", '<div class="table"><table>').replace("</table>", "</table></div>")
        position = 0
        for token in _TOKEN.finditer(page):
            yield page[position : token.start()].encode()
            yield self._image(token[1], token[2])
            position = token.end()
        yield page[position:].encode()

    def _image(self, number: str, alt: str) -> bytes:
        if not number:
            return f'<em class="no-picture">{alt}</em>'.encode()
        medium = self._media[int(number)]
        size = f' width="{medium.width}" height="{medium.height}"' if medium.width and medium.height else ""
        kind = _KINDS.get(medium.kind, f"image/{medium.kind}")
        data = b64encode(medium.path.read_bytes()).decode()
        return f'<img src="data:{kind};base64,{data}" alt="{alt}"{size} decoding="async">'.encode()
