"""QK250: questions that only one of a deck and its translation has."""

from __future__ import annotations

from collections.abc import Iterator

from quizkit.diagnostics import Finding
from quizkit.rules.base import Context, Rule
from quizkit.rules.saying import named
from quizkit.rules.view import View


def _find(original: View, view: View, context: Context) -> Iterator[Finding]:
    there = {question.id for question in original.deck.questions}
    here = {question.id for question in view.deck.questions}
    missing = [question.id for question in original.deck.questions if question.id not in here]
    if missing:
        what = "a question" if len(missing) == 1 else f"{len(missing)} questions"
        message = f"{what} of `{original.deck.deck}` not translated: {named(missing)}"
        yield Finding("QK250", message, ("deck",), hint="translate it under the same id")
    for index, question in enumerate(view.deck.questions):
        if question.id not in there:
            message = (
                f"there is no question `{question.id}` in `{original.deck.deck}`, which this deck translates"
            )
            hint = "give it the id it has there, or add it there"
            yield Finding("QK250", message, ("questions", index, "id"), hint=hint)


RULE = Rule("QK250", "translation-missing", pair=_find)
