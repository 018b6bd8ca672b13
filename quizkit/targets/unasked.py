"""Facts and passages that no question shows, in files that hold questions alone."""

from __future__ import annotations

from collections.abc import Iterator

from quizkit.model.deck import Deck
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
