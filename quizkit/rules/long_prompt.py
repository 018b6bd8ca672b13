"""QK262: a prompt that is longer than a card on a phone."""

from __future__ import annotations

from collections.abc import Iterator

from quizkit.diagnostics import Finding, Severity
from quizkit.model.questions import TYPES, Cloze
from quizkit.rules.base import Context, Rule
from quizkit.rules.view import Item


def _find(item: Item, context: Context) -> Iterator[Finding]:
    question, most = item.question, context.limits["characters"]
    field = "text" if isinstance(question, Cloze) else "prompt"
    if len(getattr(question, field)) <= most or question.passage is not None:
        return
    if len(item.stem) > most:
        message = f"{len(item.stem)} characters are more than a phone shows at once"
        yield Finding("QK262", message, (field,), hint="put what is to be read first into a `passage`")


RULE = Rule(
    "QK262",
    "long-prompt",
    Severity.ADVICE,
    types=tuple(TYPES.values()),
    limits={"characters": 600},
    question=_find,
)
