"""QK241: a question that rests on nothing, in a deck that says what it rests on."""

from __future__ import annotations

from collections.abc import Iterator

from quizkit.diagnostics import Finding
from quizkit.rules.base import Context, Rule
from quizkit.rules.saying import MANY, named
from quizkit.rules.view import View


def _find(view: View, context: Context) -> Iterator[Finding]:
    deck = view.deck
    if not deck.facts:
        return
    sourced = {passage.id for passage in deck.passages if passage.source is not None}
    bare = [
        index
        for index, question in enumerate(deck.questions)
        if not question.facts and question.passage not in sourced
    ]
    hint = "add `facts: [id]`, or a `passage` that has a source"
    if len(bare) > MANY and 2 * len(bare) > len(
        deck.questions
    ):  # somebody has just begun to write down facts
        ids = named([deck.questions[index].id for index in bare])
        message = f"{len(bare):,} of {len(deck.questions):,} questions name no fact: {ids}"
        yield Finding("QK241", message, ("facts",), hint=hint, on_key=True)
        return
    for index in bare:
        message = f"the question `{deck.questions[index].id}` names no fact, though the deck declares facts"
        yield Finding("QK241", message, ("questions", index), hint=hint)


RULE = Rule("QK241", "question-without-fact", deck=_find)
