"""Questions as cards with a front and a back, and such cards as Quizlet reads them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol, assert_never

from quizkit.model import cloze
from quizkit.model.questions import (
    Choice,
    Cloze,
    Essay,
    Flashcard,
    Matching,
    Multiple,
    Numeric,
    Ordering,
    ShortAnswer,
    TrueFalse,
)
from quizkit.papers import Item, blanks, letter
from quizkit.papers.furniture import most
from quizkit.targets.csv.escape import line
from quizkit.targets.csv.plain import Plain


class Face(Protocol):
    """How a format shows one side of a card."""

    def text(self, source: str) -> str:
        """An author's Markdown."""
        ...

    def gaps(self, question: Cloze) -> str:
        """A cloze text with its blanks open."""
        ...

    def say(self, text: str) -> str:
        """Plain text."""
        ...

    def stack(self, parts: Sequence[str]) -> str:
        """Parts below each other."""
        ...


class PlainFace:
    """Cards of plain text."""

    def __init__(self, show: Plain) -> None:
        self.text = show.text
        self.gaps = show.gaps

    def say(self, text: str) -> str:
        """The text itself."""
        return text

    def stack(self, parts: Sequence[str]) -> str:
        """Parts a line each."""
        return "\n".join(parts)


def asked(item: Item, face: Face, show: Plain) -> str:
    """What the front asks, with everything that it takes to answer: options, items, the word bank."""
    question = item.question
    match question:
        case Choice() | Multiple():
            return face.stack([face.text(question.prompt), *_lettered(item.shown, face)])
        case Matching():
            lefts = _numbered([pair.left for pair in question.pairs], face)
            return face.stack([face.text(question.prompt), *lefts, *_lettered(item.shown, face)])
        case TrueFalse():
            either = f"{show.words.true} / {show.words.false}"
            return face.stack([face.text(question.prompt), face.say(either)])
        case Ordering():
            return face.stack([face.text(question.prompt), *_dotted(item.shown, face)])
        case Cloze():
            bank = [face.say(f"{show.words.word_bank}{show.words.colon}"), *_dotted(item.shown, face)]
            return face.stack([face.gaps(question), *(bank if item.shown else [])])
        case Numeric():
            unit = [face.say(f"_____ {question.unit.strip()}")] if question.unit else []
            return face.stack([face.text(question.prompt), *unit])
        case Flashcard() | ShortAnswer() | Essay():
            return face.text(question.prompt)
        case _:
            assert_never(question)


def answered(item: Item, face: Face, show: Plain) -> str:
    """The right answer for the back; "" for an essay without any."""
    question = item.question
    match question:
        case Choice() | Multiple():
            right = [(place, index) for place, index in enumerate(item.order) if index in question.keys]
            options = question.options
            shown = [
                face.say(f"{letter(place)}) ") + face.text(options[index].text) for place, index in right
            ]
            return face.stack(shown)
        case TrueFalse():
            return face.say(show.words.true if question.answer else show.words.false)
        case Flashcard() | ShortAnswer():
            return face.text(question.answer)
        case Numeric():
            return face.say(show.number(question))
        case Cloze():
            return face.stack(_numbered([cloze.plain(blank.answer) for blank in blanks(question)], face))
        case Matching():
            pairs = zip(question.pairs, item.solution, strict=True)
            return face.stack(
                [
                    face.text(pair.left) + face.say(f" = {mark}) ") + face.text(pair.right)
                    for pair, mark in pairs
                ]
            )
        case Ordering():
            return face.stack(_numbered(question.items, face))
        case Essay():
            return face.stack(_essay(question, face, show))
        case _:
            assert_never(question)


def _essay(question: Essay, face: Face, show: Plain) -> list[str]:
    model = [face.text(question.answer)] if question.answer else []
    criteria = [
        face.say("– ") + face.text(line.text) + face.say(most(line, show.lang)) for line in question.rubric
    ]
    return [*model, *criteria]


def _lettered(texts: Sequence[str], face: Face) -> list[str]:
    return [face.say(f"{letter(place)}) ") + face.text(text) for place, text in enumerate(texts)]


def _dotted(texts: Sequence[str], face: Face) -> list[str]:
    return [face.say("– ") + face.text(text) for text in texts]


def _numbered(texts: Sequence[str], face: Face) -> list[str]:
    """Texts with their numbers, where there are several."""
    if len(texts) == 1:
        return [face.text(texts[0])]
    return [face.say(f"({place}) ") + face.text(text) for place, text in enumerate(texts, start=1)]


def has_back(item: Item) -> bool:
    """Whether there is anything for the back of a card: an essay may have no answer and no rubric."""
    question = item.question
    return not isinstance(question, Essay) or bool(question.answer or question.rubric)


def tsv(items: Sequence[Item], show: Plain) -> bytes:
    """Terms and definitions for Quizlet: a card a line, a tab between; a matching is a card a pair."""
    face = PlainFace(show)
    lines = [f"{term}\t{definition}\n" for item in items for term, definition in _cards(item, face, show)]
    return "".join(lines).encode(errors="replace")


def _cards(item: Item, face: Face, show: Plain) -> Iterator[tuple[str, str]]:
    if not has_back(item):
        return
    question = item.question
    passage = line(show.passage(question.passage))
    before = [passage] if passage else []
    pictures = [line(show.pictures(question.pictures))] if question.pictures else []
    if isinstance(question, Matching):
        for pair in question.pairs:
            front = [*before, line(face.text(question.prompt)), *pictures, line(face.text(pair.left))]
            yield " / ".join(front), line(face.text(pair.right))
        return
    front = [*before, line(asked(item, face, show)), *pictures]
    yield " / ".join(front), line(answered(item, face, show))
