"""QK216: a choice between two options, which every second guess gets right."""

from __future__ import annotations

from collections.abc import Iterator

from quizkit.diagnostics import Finding
from quizkit.model.questions import Choice
from quizkit.rules.base import Context, Rule
from quizkit.rules.view import Item

_FEWEST = 3
_JUDGED = ({"yes", "no"}, {"true", "false"}, {"right", "wrong"}, {"oui", "non"}, {"vrai", "faux"})


def _find(item: Item, context: Context) -> Iterator[Finding]:
    question = item.question
    if not isinstance(question, Choice) or len(question.distractors) + 1 >= _FEWEST:
        return
    if len(question.options) >= _FEWEST:
        return
    hint = "add a distractor that somebody might believe"
    if {option.lower().rstrip(" .!") for option in item.options} in _JUDGED:
        hint = "make it a statement with `type: true-false`, or add a distractor"
    message = "there are only two options, so every second guess is right"
    yield Finding("QK216", message, ("distractors",), hint=hint)


RULE = Rule("QK216", "few-options", types=(Choice,), question=_find)
