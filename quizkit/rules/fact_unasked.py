"""QK240: a fact that the deck declares and never asks for."""

from __future__ import annotations

from collections.abc import Iterator

from quizkit.diagnostics import Finding
from quizkit.rules.base import Context, Rule
from quizkit.rules.saying import short
from quizkit.rules.view import View, shown


def _find(view: View, context: Context) -> Iterator[Finding]:
    if not view.deck.facts:
        return
    asked = {fact for question in view.deck.questions for fact in question.facts}
    for index, fact in enumerate(view.deck.facts):
        if fact.id not in asked:
            message = f"no question asks for the fact `{fact.id}`: {short(shown(fact.statement))}"
            hint = f"write a question with `facts: [{fact.id}]`, or remove the fact"
            yield Finding("QK240", message, ("facts", index), hint=hint)


RULE = Rule("QK240", "fact-unasked", deck=_find)
