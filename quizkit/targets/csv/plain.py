"""The texts of a deck as plain text: passages, facts with their sources, blanks, accepted answers."""

from __future__ import annotations

from collections.abc import Sequence

from quizkit.markup import plain
from quizkit.markup.parse import IS_PLAIN
from quizkit.model import cloze
from quizkit.model.deck import Deck, Fact, Reference
from quizkit.model.parts import Image
from quizkit.model.questions import Cloze, Numeric
from quizkit.papers import blanks
from quizkit.targets.gaps import plain_gaps, with_gaps
from quizkit.words import number, partial_date, words


class Plain:
    """Renders the texts of one deck, each once: all three files show most of them."""

    def __init__(self, deck: Deck) -> None:
        self.lang = deck.lang
        self.words = words(deck.lang)
        self._facts = {fact.id: fact for fact in deck.facts}
        self._sources = {source.id: source for source in deck.sources}
        self._passages = {passage.id: passage for passage in deck.passages}
        self._shown: dict[str, str] = {}
        self._texts: dict[str, str] = {}

    def text(self, source: str) -> str:
        """Markdown as plain text."""
        if IS_PLAIN(source):
            return source.strip()
        if source not in self._texts:
            self._texts[source] = plain(source)
        return self._texts[source]

    def passage(self, id: str | None) -> str:
        """A passage with its title, pictures and source; "" without one."""
        if id is None or id not in self._passages:
            return ""
        if id not in self._shown:
            passage = self._passages[id]
            lines = [passage.title.strip()] if passage.title else []
            lines += [self.text(passage.text)] if passage.text else []
            lines += [self.pictures(passage.images)] if passage.images else []
            lines += [self.reference(passage.source)] if passage.source else []
            self._shown[id] = "\n\n".join(lines)
        return self._shown[id]

    def facts(self, ids: Sequence[str]) -> str:
        """The facts' statements, one a line, each with the date when it was true."""
        return "\n".join(self._fact(self._facts[id]) for id in ids if id in self._facts)

    def _fact(self, fact: Fact) -> str:
        when = f" ({self._as_of(fact.as_of)})" if fact.as_of else ""
        return self.text(fact.statement) + when

    def _as_of(self, date: str) -> str:
        return self.words.as_of.format(date=partial_date(date, self.lang))

    def sources(self, ids: Sequence[str]) -> str:
        """Where the facts are from, each place once, one a line."""
        found = (self._facts[id].source for id in ids if id in self._facts)
        return "\n".join(dict.fromkeys(self.reference(source) for source in found if source))

    def reference(self, place: Reference) -> str:
        """A place in a source: title, author, publisher, date, address: place."""
        source = self._sources.get(place.ref)
        named = [place.ref]
        if source:
            published = partial_date(source.published, self.lang) if source.published else None
            named = [
                piece.strip()
                for piece in (source.title, source.author, source.publisher, published, source.url)
                if piece
            ]
        at = f"{self.words.colon} {place.at.strip()}" if place.at else ""
        return ", ".join(named) + at

    def pictures(self, images: Sequence[Image]) -> str:
        """Pictures by their files' names and what they show, one a line."""
        return "\n".join(f"{image.file.strip()}{self.words.colon} {self.text(image.alt)}" for image in images)

    def gaps(self, question: Cloze) -> str:
        """The text with a line for each blank, numbered where there are several, its hint behind it."""
        shown = plain_gaps(question)
        return self.text(with_gaps(question)) if shown is None else shown

    def answers(self, question: Cloze) -> list[str]:
        """The answers of the blanks that are open, in the order of the text."""
        return [self.text(cloze.plain(blank.answer)) for blank in blanks(question)]

    def accepted(self, question: Cloze) -> str:
        """Other right answers, a line for each blank: `answer → other · other`."""
        first: dict[int, str] = {}
        for blank in cloze.scan(question.text)[0]:
            first.setdefault(blank.number, self.text(cloze.plain(blank.answer)))
        lines = [
            f"{first.get(item.blank, item.blank)} → {' · '.join(map(self.text, item.answers))}"
            for item in question.accept
        ]
        return "\n".join(lines)

    def number(self, question: Numeric) -> str:
        """The right number with its unit, or the range of them."""
        low, high = (number(bound, self.lang) for bound in question.bounds)
        if question.answer is None:
            shown = self.words.from_to.format(low=low, high=high)
        else:
            shown = number(question.answer, self.lang)
        return f"{shown} {question.unit.strip()}" if question.unit else shown
