"""QK204: the key is longer than every distractor, and long answers are guessed to be right."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from types import MappingProxyType

from quizkit.diagnostics import Finding
from quizkit.model.questions import Choice
from quizkit.rules.all_of_the_above import stands_for_all
from quizkit.rules.base import Context, Rule
from quizkit.rules.none_of_the_above import denies_all
from quizkit.rules.view import Item
from quizkit.rules.words_options import is_title

_FORMAL = re.compile(r"[`$]|!\[")
"""Code, formulas and pictures: their length is given by what they are."""
_JOINED = re.compile(r"[,;]|\b(?:and|or|et|ou|und|oder|y|o)\b")
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u9fff]")
"""Letters of writing without spaces: Thai, Lao, Burmese, Khmer, Chinese, Japanese."""

_NAME = 5
"""Words; what has more of them with capitals is a heading rather than a name."""

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
    if (" " not in options[0] and not _UNSPACED.search(options[0])) or _names(options):
        return  # a word or a name is as long as it is
    message = f"the right option is the longest by far: {key} characters, the next has {longest}"
    hint = "shorten it (what it explains belongs in `explanation`), or say as much in the others"
    yield Finding("QK204", message, item.place(0), hint=hint)


def _names(options: Sequence[str]) -> bool:
    """Whether the key is a name of several words among names: Equatorial Guinea, Libya, Angola."""
    first, *others = options
    return (
        is_title(first)
        and not _JOINED.search(first)
        and len(first.split()) <= _NAME
        and sum(is_title(text) or (" " not in text and text[:1].isupper()) for text in others)
        >= len(others) - 1
    )


RULE = Rule(
    "QK204",
    "longest-is-key",
    types=(Choice,),
    limits=MappingProxyType({"ratio": 1.25, "characters": 8}),
    question=_find,
)
