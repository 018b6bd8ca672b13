"""QK241: a question that rests on nothing, in a deck that says what it rests on."""

from __future__ import annotations

from collections.abc import Iterator

from quizkit.diagnostics import Finding
from quizkit.rules.base import Context, Rule
from quizkit.rules.view import View


def _find(view: View, context: Context) -> Iterator[Finding]:
    deck = view.deck
    if not deck.facts:
        return
    sourced = {passage.id for passage in deck.passages if passage.source is not None}
    for index, question in enumerate(deck.questions):
        if not question.facts and question.passage not in sourced:
            message = f"the question `{question.id}` names no fact, though the deck declares facts"
            hint = "add `facts: [id]`, or a `passage` that has a source"
            yield Finding("QK241", message, ("questions", index), hint=hint)


RULE = Rule("QK241", "question-without-fact", deck=_find)
