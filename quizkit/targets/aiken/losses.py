"""What Aiken does not say of a deck and its questions."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from quizkit import media
from quizkit.model.deck import Deck
from quizkit.model.questions import Choice, Question, TrueFalse
from quizkit.papers import Item
from quizkit.targets.base import Loss
from quizkit.targets.simpler import simplified
from quizkit.words import right_to_left, words


def of_deck(deck: Deck, written: Collection[int]) -> Iterator[Loss]:
    """What is lost of the deck's own fields, and the pictures of the questions at the places `written`."""
    yield Loss("lost", ("title",), "titles of decks")
    if deck.description:
        yield Loss("lost", ("description",), "descriptions of decks")
    if deck.tags:
        yield Loss("lost", ("tags",), "tags")
    if right_to_left(deck.lang):
        yield Loss("lost", ("lang",), "directions of writing")
    used = {deck.questions[index].passage for index in written}
    passages = {index for index, passage in enumerate(deck.passages) if passage.id in used}
    kept = {"questions": written, "passages": passages}
    for loc, _ in media.names(deck):
        if len(loc) > 1 and loc[1] in kept.get(str(loc[0]), ()):
            yield Loss("lost", loc, "pictures")
    for index in sorted(passages):
        if deck.passages[index].source:
            yield Loss("lost", ("passages", index, "source"), "sources")


def of_question(index: int, item: Item, lang: str) -> Iterator[Loss]:
    """What is lost of the question at `index`, which is written."""
    place = ("questions", index)
    question = item.question
    if isinstance(question, TrueFalse):
        table = words(lang)
        what = f"students choose between “{table.true}” and “{table.false}”"
        yield Loss("lowered", place, what, "choices")
    for field, what in _PARTS.items():
        if getattr(question, field):
            yield Loss("lost", (*place, field), what)
    if question.points is not None and question.points != 1:
        yield Loss("lost", (*place, "points"), "points")
    if isinstance(question, Choice):
        if any(option.feedback for option in question.options):
            yield Loss("lost", place, "feedback on options")
        if question.last or not question.shuffle:
            yield Loss("lost", place, "fixed orders of options")
    for what in sorted(set().union(*map(simplified, _texts(question, item)))):
        yield Loss("lost", place, what)


_PARTS = {
    "explanation": "explanations",
    "facts": "facts",
    "hint": "hints",
    "tags": "tags",
    "difficulty": "levels of difficulty",
}


def _texts(question: Question, item: Item) -> Iterator[str]:
    yield question.prompt
    yield from item.shown
    if item.passage and item.passage.text:
        yield item.passage.text
