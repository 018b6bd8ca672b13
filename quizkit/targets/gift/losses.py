"""What GIFT does not say of a deck and its questions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import assert_never

from quizkit import media
from quizkit.model.deck import Deck
from quizkit.model.questions import (
    Choice,
    Cloze,
    Essay,
    Flashcard,
    Matching,
    Multiple,
    Numeric,
    Ordering,
    Question,
    ShortAnswer,
    TrueFalse,
)
from quizkit.targets import lower, titles, unasked
from quizkit.targets.base import Loss
from quizkit.targets.gift.escape import taggable
from quizkit.targets.gift.questions import Written
from quizkit.targets.simpler import simplified


def of_deck(deck: Deck) -> Iterator[Loss]:
    """What is lost of the deck's own fields, and all its pictures."""
    if len(deck.title) > titles.CATEGORY:
        yield Loss("lost", ("title",), titles.BEYOND)
    if deck.description:
        yield Loss("lost", ("description",), "descriptions of decks")
    if not all(map(taggable, deck.tags)):
        yield Loss("lost", ("tags",), "some characters in tags")
    yield from unasked.facts(deck)
    yield from unasked.passages(deck)
    yield from unasked.nested(deck)
    for loc, _ in media.names(deck):
        if loc[0] in ("questions", "passages", "facts"):
            yield Loss("lost", loc, "pictures")


def of_question(index: int, question: Question, made: Written) -> Iterator[Loss]:
    """What is lost of the question at `index` where it is written as `made`."""
    place = ("questions", index)
    if lowered := _lowered(question, made.question):
        to, what = lowered
        yield Loss("lowered", place, what, to)
    if question.hint:
        yield Loss("lost", (*place, "hint"), "hints")
    if question.points is not None and question.points != 1:
        yield Loss("lost", (*place, "points"), "points")
    if question.tags and not all(map(taggable, question.tags)):
        yield Loss("lost", (*place, "tags"), "some characters in tags")
    for what in sorted({*made.lost, *_more(question, made.question), *_simplified(made.question)}):
        yield Loss("lost", place, what)


def _lowered(question: Question, made: Question) -> tuple[str, str] | None:
    """What a type that GIFT lacks becomes, and what differs for students."""
    match question:
        case Ordering():
            return "matching questions", "students pick a number for each item instead of moving it"
        case Cloze():
            if isinstance(made, Matching):
                return "matching questions", "students pick each answer from a list"
            if isinstance(made, Choice):
                return "choices", "students pick the answer from the word bank"
            return "short answers", "students type the answer below the text"
        case Flashcard():
            if isinstance(made, Essay):
                return lower.WRITTEN
            return lower.TYPED
        case Choice() | Multiple() | TrueFalse() | ShortAnswer() | Numeric() | Matching() | Essay():
            return None
        case _:
            assert_never(question)


def _more(question: Question, made: Question) -> Iterator[str]:
    """What goes with the type that a question had."""
    if isinstance(question, Flashcard) and question.reverse:
        yield "cards from back to front"
    if isinstance(question, Cloze) and question.accept and not isinstance(made, ShortAnswer):
        yield "other accepted answers"


def _simplified(made: Question) -> set[str]:
    """What is lost of texts that have to be plain: answers to be typed, and those of a list to pick from."""
    plain: Sequence[str] = ()
    if isinstance(made, ShortAnswer):
        plain = (made.answer, *made.accept)
    elif isinstance(made, Matching):
        plain = (*(pair.right for pair in made.pairs), *made.distractors)
    return {_IN_ANSWERS[what] for text in plain for what in simplified(text)}


_IN_ANSWERS = {"formulas": "formulas in answers", "formatting": "formatting of answers"}
