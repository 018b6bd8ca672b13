"""What is in a deck and not in files of questions: unused facts and passages, blanks inside other blanks."""

from __future__ import annotations

from collections.abc import Iterator

from quizkit.model import cloze
from quizkit.model.deck import Deck
from quizkit.model.questions import Cloze
from quizkit.targets.base import Loss


def facts(deck: Deck) -> Iterator[Loss]:
    """A loss for each fact that no question names."""
    asked = {id for question in deck.questions for id in question.facts}
    for index, fact in enumerate(deck.facts):
        if fact.id not in asked:
            yield Loss("lost", ("facts", index), "facts that no question asks for")


def passages(deck: Deck) -> Iterator[Loss]:
    """A loss for each passage that no question has."""
    read = {question.passage for question in deck.questions}
    for index, passage in enumerate(deck.passages):
        if passage.id not in read:
            yield Loss("lost", ("passages", index), "passages that no question has")


def nested(deck: Deck) -> Iterator[Loss]:
    """A loss for each cloze with a blank inside another one: only Anki asks for both."""
    for index, question in enumerate(deck.questions):
        if isinstance(question, Cloze) and any(blank.depth for blank in cloze.scan(question.text)[0]):
            yield Loss("lost", ("questions", index, "text"), "blanks inside other blanks")
