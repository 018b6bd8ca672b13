"""Cards for Anki's text import (File, Import): a line a note with guid, front, back and tags.

https://docs.ankiweb.net/importing/text-files.html. Those who import the same deck again and again
want the target `anki`: it keeps what students learnt. The guids here let a second import of this file
update the notes of the first.
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256

from quizkit.model.deck import Deck
from quizkit.model.questions import Cloze
from quizkit.papers import Item
from quizkit.targets import anki_escape as escape
from quizkit.targets.anki_html import Renderer
from quizkit.targets.csv.cards import answered, asked, has_back
from quizkit.targets.csv.plain import Plain
from quizkit.targets.gaps import with_gaps
from quizkit.words import right_to_left

_HEADER = "#separator:tab\n#html:true\n#notetype:Basic\n#deck:{deck}\n#guid column:1\n#tags column:4\n"


class HtmlFace:
    """Cards of HTML, as Anki's fields want it."""

    def __init__(self, deck: Deck) -> None:
        self.render = Renderer(deck, {})
        self._direction = ' dir="rtl"' if right_to_left(deck.lang) else ""

    def text(self, source: str) -> str:
        """The Markdown as HTML; formulas for Anki's MathJax, pictures by their descriptions."""
        return self.render.html(source)

    def gaps(self, question: Cloze) -> str:
        """A cloze text with its blanks open."""
        return self.text(with_gaps(question))

    def say(self, text: str) -> str:
        """The text, escaped."""
        return self.render.text(text) if text else ""

    def stack(self, parts: Sequence[str]) -> str:
        """Parts below each other."""
        return "".join([f"<div>{part}</div>" for part in parts]) if len(parts) > 1 else "".join(parts)

    def directed(self, side: str) -> str:
        """A side of a card with the direction of the deck's language; `Basic` notes do not know it."""
        return f"<div{self._direction}>{side}</div>" if self._direction else side


def text(deck: Deck, items: Sequence[Item], show: Plain) -> bytes:
    """The file; questions without anything for the back are left out."""
    face = HtmlFace(deck)
    lines = [_HEADER.format(deck=escape.deck_name(deck.title))]
    for item in items:
        if has_back(item):
            sides = (face.directed(_front(item, face, show)), face.directed(_back(item, face, show)))
            fields = (guid(deck, item), *sides, _tags(item, deck))
            lines.append("\t".join(map(_one_line, fields)) + "\n")
    return "".join(lines).encode(errors="replace")


def guid(deck: Deck, item: Item) -> str:
    """The note's identity: another one than in the package, whose notes have other types."""
    return sha256(f"quizkit/text/{deck.deck}/{item.question.id}".encode()).hexdigest()[:16]


def _one_line(field: str) -> str:
    """White space that HTML shows in code blocks only, so that a note stays one line."""
    if "\n" not in field and "\t" not in field:
        return field
    return field.replace("\t", "&#9;").replace("\n", "&#10;")


def _front(item: Item, face: HtmlFace, show: Plain) -> str:
    question = item.question
    parts = [asked(item, face, show)]
    if question.passage or question.pictures:
        shared = face.render.shared(question)
        parts = [part for part in (shared["Passage"], *parts, shared["Images"]) if part]
    return face.stack(parts)


def _back(item: Item, face: HtmlFace, show: Plain) -> str:
    question = item.question
    parts = [answered(item, face, show)]
    if question.explanation:
        parts.append(face.render.block(question.explanation))
    if question.facts:
        shared = face.render.shared(question)
        parts += [part for part in (shared["Facts"], shared["Source"]) if part]
    return face.stack(parts)


def _tags(item: Item, deck: Deck) -> str:
    own = [*deck.tags, *item.question.tags]
    if item.question.difficulty:
        own.append(f"difficulty::{item.question.difficulty}")
    return " ".join(dict.fromkeys(map(escape.tag, own)))
