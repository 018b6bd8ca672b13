"""QK210: the key shares most of its parts with other options, so that the commonest parts make up the key."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from quizkit.diagnostics import Finding
from quizkit.model.questions import Choice
from quizkit.rules.base import Context, Rule
from quizkit.rules.language import FUNCTION_WORDS
from quizkit.rules.view import Item

_PARTS = re.compile(
    r"\s*(?:[,;/+&]|\band\b|\bwith\b|\bbut\b|\bet\b|\bavec\b|\bmais\b|\s[-–—]\s)\s*(?:(?:and|but"
    r"|et|mais)\b\s*)?",
    re.IGNORECASE,
)
_ARTICLE = re.compile(r"^(?:an?|the|its|un|une|des|du|de la|les?|la|l['’])\s*\b", re.IGNORECASE)
_LEAST = 4
"""Options that it takes: among three, parts are shared by chance."""


def _find(item: Item, context: Context) -> Iterator[Finding]:
    if len(item.options) < _LEAST or " " not in item.options[0]:
        return
    assert isinstance(item.question, Choice)
    if any("$" in option.text for option in item.question.options):
        return  # formulas have parts of their own
    first, *others = item.option_words
    if sum(any(word in other for other in others) for word in first) < 2:
        return
    parts = _features(item)
    if parts is None or len(parts[0]) < 2:
        return
    counts = Counter(part for option in parts for part in option)
    common = {part for part, count in counts.items() if count == len(parts)}
    shared = [part for part in parts[0] if counts[part] > 1 and part not in common]
    if len(shared) < 2:
        return
    scores = [sum(counts[part] - 1 for part in option if part not in common) for option in parts]
    if scores[0] > max(scores[1:]):
        named = " and ".join(f"`{part}`" for part in sorted(shared, key=lambda part: -counts[part])[:2])
        message = f"the right option is made of what the others share most: {named}"
        hint = "spread the parts evenly, so that counting them does not give the answer"
        yield Finding("QK210", message, item.place(0), hint=hint)


def _features(item: Item) -> tuple[tuple[str, ...], ...] | None:
    """The parts of each option; None where options are not made of parts."""
    by_mark = tuple([_split(option) for option in item.options])
    if sum(len(option) >= 2 for option in by_mark) >= len(by_mark) - 1:
        return by_mark
    if any(len(option) >= 2 for option in by_mark):
        return None
    idle = FUNCTION_WORDS[item.lang]
    by_word = tuple(
        [
            tuple(dict.fromkeys(w for w in words if w not in idle and len(w) > 2))
            for words in item.option_words
        ]
    )
    length = len(by_word[0])
    if 2 <= length <= 3 and all(len(option) == length for option in by_word):
        return by_word
    return None


def _split(option: str) -> tuple[str, ...]:
    pieces = (_ARTICLE.sub("", piece.strip(" .")).lower() for piece in _PARTS.split(option))
    return tuple(dict.fromkeys(piece for piece in pieces if piece))


RULE = Rule("QK210", "convergence", types=(Choice,), langs=("en", "fr"), question=_find)
