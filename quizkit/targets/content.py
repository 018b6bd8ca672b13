"""A question's texts as HTML for learning platforms: what students read, and what they are told after.

The platform's own module decides about pictures, formulas and escaping (`HtmlStyle`) and about the
shape of the question; here stand the parts that every platform shows alike.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from html import escape as quoted

from quizkit.markup import html, parse, plain
from quizkit.markup.check import inlines
from quizkit.markup.html import HtmlStyle
from quizkit.markup.parse import IS_PLAIN
from quizkit.markup.tree import Blank, Document, Paragraph
from quizkit.model.deck import Deck, Passage
from quizkit.model.parts import Criterion, Image
from quizkit.model.questions import Cloze, Essay, Question
from quizkit.papers.furniture import most
from quizkit.targets.lower import must_open
from quizkit.targets.sources import reference, references
from quizkit.words import right_to_left, words

Gap = Callable[[int, Blank], str]
"""The place of a blank among those that are asked for, from 0, and the blank → ready HTML."""


class Content:
    """Renders the texts of one deck in one style. Passages are rendered once."""

    def __init__(self, deck: Deck, style: HtmlStyle) -> None:
        self.deck = deck
        self.style = style
        self.words = words(deck.lang)
        self._rtl = right_to_left(deck.lang)
        self._facts = {fact.id: fact for fact in deck.facts}
        self._sources = {source.id: source for source in deck.sources}
        self._passages = {passage.id: passage for passage in deck.passages}
        self._shown: dict[str, str] = {}

    def html(self, text: str) -> str:
        """Markdown as HTML; a single paragraph without its `<p>`."""
        return self.style.escape(text.strip()) if IS_PLAIN(text) else html(text, self.style)

    def block(self, text: str) -> str:
        """Markdown as HTML of blocks: a single paragraph has its `<p>`."""
        if IS_PLAIN(text):
            return f"<p>{self.style.escape(text.strip())}</p>"
        document = parse(text)
        shown = html(document, self.style)
        return f"<p>{shown}</p>" if document.inline is not None else shown

    def text(self, text: str) -> str:
        """Plain text as HTML, also for the value of an attribute in double quotes."""
        return self.style.escape(text).replace('"', "&quot;")

    def stem(self, question: Question, prompt: str | None = None) -> str:
        """What students read first: the passage, the prompt (or the ready HTML `prompt`), the pictures.

        For a deck that is written from right to left, all of it says so.
        """
        passage = self.passage(question.passage) if question.passage else ""
        asked = self.block(question.prompt) if prompt is None else prompt
        return self.directed(f"{passage}{asked}{self.pictures(question.pictures)}")

    def directed(self, shown: str) -> str:
        """HTML of blocks with its direction, where the deck is written from right to left."""
        return f'<div dir="rtl" lang="{self.deck.lang}">{shown}</div>' if self._rtl and shown else shown

    def pictures(self, images: Sequence[Image]) -> str:
        """Pictures below a text, each in its paragraph."""
        return "".join(
            f'<p><img src="{quoted(self.style.image(image.file.strip()))}"'
            f' alt="{self.text(plain(image.alt))}"{self.style.void}</p>'
            for image in images
        )

    def passage(self, id: str) -> str:
        """A passage with its title, pictures and source, set off from what follows."""
        if id not in self._shown:
            self._shown[id] = self._passage(self._passages[id])
        return self._shown[id]

    def _passage(self, passage: Passage) -> str:
        title = f"<h4>{self.text(passage.title.strip())}</h4>" if passage.title else ""
        body = self.block(passage.text) if passage.text else ""
        source = ""
        if passage.source:
            places = [passage.source.at.strip()] if passage.source.at else []
            known = self._sources.get(passage.source.ref)
            named = reference(known, places, self.deck.lang, self.text, self.words.colon)
            source = f"<p><small>{named}</small></p>" if named else ""
        pictures = self.pictures(passage.images)
        return f"<blockquote>{title}{body}{pictures}{source}</blockquote>"

    def feedback(self, question: Question) -> str:
        """What students are told after their answer: explanation, facts, sources. "" where there is none."""
        facts = [self._facts[id] for id in question.facts if id in self._facts]
        explanation = self.block(question.explanation) if question.explanation else ""
        statements = "".join(self.block(fact.statement) for fact in facts)
        table = self.words
        lines = references(facts, self._sources, self.deck.lang, self.text, table.as_of, table.colon)
        source = f"{table.source}{table.colon} " if any(fact.source for fact in facts) else ""
        named = f"<p><small>{source}{'; '.join(lines)}</small></p>" if lines else ""
        return self.directed(f"{explanation}{statements}{named}")

    def cloze(self, question: Cloze, gap: Gap) -> str:
        """A cloze text as HTML, each outer blank as `gap` shows it.

        Raises `Unsupported` where a blank cannot be left open, as one in a picture's words.
        """
        must_open(question)
        document = parse(question.text, blanks=True)
        places = _outer(document)

        def shown(blank: Blank, inner: str) -> str:
            return gap(places[id(blank)], blank) if id(blank) in places else inner

        made = html(document, replace(self.style, blank=shown))
        return f"<p>{made}</p>" if document.inline is not None else made

    def model(self, question: Essay) -> str:
        """What an essay is marked by: its model answer and its rubric, each below its word."""
        answer = self.block(question.answer) if question.answer else ""
        named = ((self.words.model_answer, answer), (self.words.rubric, self.rubric(question.rubric)))
        return "".join(f"<p><strong>{self.text(word)}</strong></p>{shown}" for word, shown in named if shown)

    def rubric(self, rubric: Sequence[Criterion]) -> str:
        """The lines of a rubric as a list, each with the most points it gives."""
        lines = "".join(f"<li>{self.html(line.text)}{most(line, self.deck.lang)}</li>" for line in rubric)
        return f"<ul>{lines}</ul>" if lines else ""


def _outer(document: Document) -> dict[int, int]:
    """The blanks that stand in no other one, by `id` (equal ones may occur twice) → their place, from 0."""
    inside: set[int] = set()
    found: dict[int, int] = {}
    for node in inlines(document):
        if isinstance(node, Blank):
            if id(node) not in inside:
                found[id(node)] = len(found)
            inside |= {id(child) for child in inlines(Document((Paragraph(node.children),)))}
    return found
