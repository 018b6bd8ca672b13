"""QK204: the key is longer than every distractor, and long answers are guessed to be right."""

from __future__ import annotations

import re
from collections.abc import Iterator
from types import MappingProxyType

from quizkit.diagnostics import Finding
from quizkit.model.questions import Choice
from quizkit.rules.all_of_the_above import stands_for_all
from quizkit.rules.base import Context, Rule
from quizkit.rules.none_of_the_above import denies_all
from quizkit.rules.view import Item

_FORMAL = re.compile(r"[`$]|!\[")
"""Code, formulas and pictures: their length is given by what they are."""
_LETTERS = re.compile(r"[^\W\d_]{3}")


def _find(item: Item, context: Context) -> Iterator[Finding]:
    options = item.options
    key = len(options[0])
    if key <= context.limits["characters"] or len(options) < 3:
        return
    longest = max(map(len, options[1:]))
    if key < longest * context.limits["ratio"] or key - longest < context.limits["characters"]:
        return
    assert isinstance(item.question, Choice)
    if _FORMAL.search(item.question.answer.text) or not _LETTERS.search(options[0]):
        return
    if stands_for_all(item, options[0]) or denies_all(item, options[0]):
        return  # has a rule of its own
    message = f"the right option is the longest by far: {key} characters, the next has {longest}"
    hint = "shorten it (what it explains belongs in `explanation`), or say as much in the others"
    yield Finding("QK204", message, item.place(0), hint=hint)


RULE = Rule(
    "QK204",
    "longest-is-key",
    types=(Choice,),
    limits=MappingProxyType({"ratio": 1.25, "characters": 8}),
    question=_find,
)
