"""QK232: a cloze that makes more cards than one text can carry."""

from __future__ import annotations

from collections.abc import Iterator

from quizkit.diagnostics import Finding
from quizkit.model import cloze
from quizkit.model.questions import Cloze
from quizkit.rules.base import Context, Rule
from quizkit.rules.view import Item


def _find(item: Item, context: Context) -> Iterator[Finding]:
    assert isinstance(item.question, Cloze)
    text, most = item.question.text, context.limits["blanks"]
    if text.count("{{c") <= most:
        return
    numbers = cloze.numbers(text)
    if len(numbers) > most:
        message = f"{len(numbers)} different blanks in one text, and each is a card"
        hint = "split the text, or give blanks that belong together the same number"
        yield Finding("QK232", message, ("text",), hint=hint)


RULE = Rule("QK232", "many-blanks", types=(Cloze,), limits={"blanks": 3}, question=_find)
