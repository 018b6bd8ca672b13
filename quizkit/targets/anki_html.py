"""One deck's texts → HTML for Anki's fields, and the fields that every note type shares."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence

from quizkit.markup import html, plain
from quizkit.markup.html import HtmlStyle, mathjax, mathjax_cloze
from quizkit.markup.parse import IS_PLAIN
from quizkit.markup.tree import Blank
from quizkit.media import Medium
from quizkit.model import cloze
from quizkit.model.deck import Deck, Fact, Reference
from quizkit.model.parts import Image
from quizkit.model.questions import Question
from quizkit.targets import anki_escape as escape
from quizkit.targets import anki_words as words
from quizkit.targets.sources import reference, references
from quizkit.words import right_to_left

_RTL = re.compile(r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001eeff]")

_NO_PICTURE = re.compile(r'<img src="" alt="([^"]*)">')


def media_name(medium: Medium) -> str:
    """The picture's name in a student's collection: a changed picture is a new file there.

    64 bits of the hash: with 32, one deck of 1,000 pictures in 10,000 would lose one.
    """
    return f"qk-{medium.digest[:16]}{medium.suffix}"


class Renderer:
    """Renders texts of one deck and remembers the pictures that the current note uses.

    `used` and `missing` hold pictures as the author names them; the caller empties them for each
    note. `numbers` are the blanks of the last cloze.
    """

    def __init__(self, deck: Deck, media: Mapping[str, Medium]) -> None:
        self.deck = deck
        self.media = media
        self.used: dict[str, Medium] = {}
        self.missing: dict[str, None] = {}
        self.numbers: set[int] = set()
        self._rtl = right_to_left(deck.lang)
        self._facts = {fact.id: fact for fact in deck.facts}
        self._sources = {source.id: source for source in deck.sources}
        self._passages = {passage.id: passage for passage in deck.passages}
        self._cache: dict[object, tuple[str, dict[str, Medium], dict[str, None]]] = {}
        self._style = HtmlStyle(escape=escape.text, image=self._picture, math=mathjax)
        self._gaps = HtmlStyle(
            escape=escape.cloze, image=self._picture, math=mathjax_cloze, blank=self._blank
        )

    def word(self, key: str) -> str:
        """A furniture word in the deck's language."""
        return words.word(self.deck.lang, key)

    def html(self, text: str) -> str:
        """Markdown as HTML, without a wrapper."""
        if IS_PLAIN(text):
            return escape.text(text.strip())
        return self._finish(html(text, self._style))

    def _finish(self, shown: str) -> str:
        """A picture that is not there becomes its description: Anki garbles an empty address."""
        shown = escape.finish(shown)
        return _NO_PICTURE.sub(r"<em>\1</em>", shown) if '<img src=""' in shown else shown

    def block(self, text: str) -> str:
        """Markdown as HTML; text that runs against the deck's direction says so itself."""
        direction = self.direction(text)
        return f"<div{direction}>{self.html(text)}</div>" if direction else self.html(text)

    def items(self, tag: str, texts: Sequence[str]) -> str:
        """A list of Markdown texts; `tag` is `ol` or `ul`."""
        lines = "".join([f"<li{self.direction(text)}>{self.html(text)}</li>" for text in texts])
        return f"<{tag}>{lines}</{tag}>"

    def text(self, text: str) -> str:
        """Plain text as HTML."""
        return escape.finish(escape.text(text))

    def plain(self, text: str) -> str:
        """Markdown as the plain text that a typed answer is compared with."""
        return escape.text(plain(text))

    def cloze(self, text: str) -> str:
        """Cloze text as HTML with Anki's own blanks; their numbers are in `numbers` afterwards."""
        self.numbers = set()
        direction = self.direction(cloze.plain(text))
        inner = self._finish(html(text, self._gaps, blanks=True))
        return f"<div{direction}>{inner}</div>" if direction else inner

    def blanks(self, text: str) -> list[str]:
        """The answers of all blanks, in the order of the text, as Markdown."""
        return [cloze.plain(item.answer) for item in cloze.scan(text)[0]]

    def direction(self, text: str) -> str:
        """A `dir` attribute where most letters of `text` run the other way than the deck's language."""
        if not self._rtl and (text.isascii() or not _RTL.search(text)):
            return ""
        kinds = [unicodedata.bidirectional(char) for char in text]
        left, right = kinds.count("L"), kinds.count("R") + kinds.count("AL")
        if self._rtl:
            return ' dir="ltr"' if left > right else ""
        return ' dir="rtl"' if right > left else ""

    def _blank(self, blank: Blank, inner: str) -> str:
        self.numbers.add(blank.number)
        hint = f"::{escape.cloze(blank.hint)}" if blank.hint else ""
        return f"{{{{c{blank.number}::{inner}{hint}}}}}"

    def _picture(self, src: str) -> str:
        medium = self.media.get(src)
        if medium is None:
            self.missing[src] = None
            return ""
        self.used[src] = medium
        return media_name(medium)

    def pictures(self, images: Sequence[Image]) -> str:
        """Pictures beside a text."""
        if not images:
            return ""
        shown = [
            f'<img src="{self._picture(image.file.strip())}" alt="{escape.text(plain(image.alt))}">'
            for image in images
        ]
        return self._finish("".join(shown))

    def shared(self, question: Question) -> dict[str, str]:
        """The fields that all note types have, by name."""
        facts = [self._facts[id] for id in question.facts if id in self._facts]
        return {
            "Hint": self.block(question.hint) if question.hint else "",
            "Explanation": self.block(question.explanation) if question.explanation else "",
            "Facts": self._once(("facts", question.facts), lambda: self._statements(facts)),
            "Source": self._once(("source", question.facts), lambda: self._references(facts)),
            "Passage": self._once(question.passage, lambda: self._passage(question.passage)),
            "Images": self.pictures(question.pictures),
            "Points": format(question.points, "f") if question.points is not None else "",
            "Id": f"{self.deck.deck}/{question.id}",
            "Lang": self.deck.lang,
        }

    def _statements(self, facts: Sequence[Fact]) -> str:
        texts = [fact.statement for fact in facts]
        return self.block(texts[0]) if len(texts) == 1 else self.items("ul", texts) if texts else ""

    def _references(self, facts: Sequence[Fact]) -> str:
        """The sources of `facts`, a line each."""
        lines = references(facts, self._sources, self.deck.lang, self.text, self.word("as_of"))
        return "".join(f"<div>{line}</div>" for line in lines)

    def _once(self, key: object, make: Callable[[], str]) -> str:
        """Many questions share facts and passages: they are rendered once, their pictures noted for each."""
        if key not in self._cache:
            before = self.used, self.missing
            self.used, self.missing = {}, {}
            self._cache[key] = (make(), self.used, self.missing)
            self.used, self.missing = before
        shown, used, missing = self._cache[key]
        self.used |= used
        self.missing |= missing
        return shown

    def _passage(self, id: str | None) -> str:
        passage = self._passages.get(id) if id else None
        if passage is None:
            return ""
        title = f"<h3>{self.text(passage.title.strip())}</h3>" if passage.title else ""
        body = self.block(passage.text) if passage.text else ""
        source = self._place(passage.source) if passage.source else ""
        return f"{title}{body}{self.pictures(passage.images)}{source}"

    def _place(self, source: Reference) -> str:
        places = [source.at.strip()] if source.at else []
        named = reference(self._sources.get(source.ref), places, self.deck.lang, self.text)
        return f'<p class="qk-place">{named}</p>'
