"""QK212: two options are ranges of numbers that share a number, so that both may be right."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from quizkit.diagnostics import Finding
from quizkit.model.questions import Choice, Multiple
from quizkit.rules.base import Context, Rule
from quizkit.rules.saying import short
from quizkit.rules.view import Item

_INFINITE = float("inf")
_DIGIT = re.compile(r"\d")
_MONEY = r"[€$£]?\s?"
_NUMBER = r"[-\u2212]?\d{1,3}(?:[,\u202f\u00a0 ]\d{3})+(?:[.,]\d+)?|[-\u2212]?\d+(?:[.,]\d+)?"
_UNIT = r"[^\d\-–—<>≤≥+]*?"
_LOW, _HIGH = rf"{_MONEY}(?P<low>{_NUMBER})", rf"{_MONEY}(?P<high>{_NUMBER})"
_LOW_UNIT, _HIGH_UNIT = rf"(?P<low_unit>{_UNIT})", rf"(?P<unit>{_UNIT})"

_CLOSED = re.compile(
    rf"(?:(?P<pair>between |entre )|from |de |about )?{_LOW}{_LOW_UNIT}"
    rf"\s*(?:-|–|—|\bto\b|(?P<joint>\band\b|\bet\b)|\bà\b|\bthrough\b|\buntil\b)\s*{_HIGH}{_HIGH_UNIT}"
)
_BELOW = re.compile(
    r"(?:less than|fewer than|lower than|smaller than|under|below|before|moins de|moins d['’]|inférieure? à|avant"
    rf"|en dessous de|au-dessous de|<)\s*{_HIGH}{_HIGH_UNIT}"
)
_UP_TO = re.compile(
    rf"(?:up to|at most|no more than|not more than|jusqu['’]à|au plus|au maximum|≤)\s*{_HIGH}{_HIGH_UNIT}"
    rf"|{_MONEY}(?P<other>{_NUMBER})(?P<other_unit>{_UNIT})\s*"
    r"(?:or|and|ou|et) (?:less|fewer|under|below|younger|moins|au-dessous)"
)
_ABOVE = re.compile(
    r"(?:more than|greater than|higher than|larger than|over|above|after|plus de|plus d['’]|supérieure? à|après"
    rf"|au-dessus de|au-delà de|>)\s*{_LOW}{_HIGH_UNIT}"
)
_AT_LEAST = re.compile(
    rf"(?:at least|no less than|not less than|au moins|à partir de|≥)\s*{_LOW}{_HIGH_UNIT}"
    rf"|{_MONEY}(?P<other>{_NUMBER})(?P<other_unit>{_UNIT})\s*"
    r"(?:\+|(?:or|and|ou|et) (?:more|over|above|older|up|greater|higher|plus|davantage|au-dessus))"
)
_ITSELF = re.compile(
    r"\b(?:what|which) (?:is|are|was|were) the (?:\w+ )*(?:range|interval|score|ratio)|\b(?:score|ratio|odds)\b"
    r"|\bquelle? (?:est|était) l[ea' ’](?:\w+ )*(?:fourchette|intervalle|plage|score|rapport)|\bscore\b|\bproportion\b"
)
"""Stems for which a range as a whole is right or wrong, not a number in it."""

_LASTING = re.compile(
    r"\b(?:last|lasted|reign|reigned|rule|ruled|war|period|era|years of|live|lived|life|during|from when|dates? of"
    r"|between which|term|occupied|durée?|duré|régn|règne|guerre|période|époque|vécu|vie|pendant|dates|mandat)"
)
"""Stems for which a span of years as a whole is the answer."""


@dataclass(frozen=True, slots=True)
class _Range:
    """Numbers from `low` to `high`; `has_low`, `has_high`: whether the bounds belong to it."""

    low: float
    high: float
    has_low: bool = True
    has_high: bool = True
    unit: str = ""


def _find(item: Item, context: Context) -> Iterator[Finding]:
    numbered = [
        index for index, option in enumerate(item.options) if not option.isalnum() and _DIGIT.search(option)
    ]
    if len(numbered) < 2:
        return
    ranges = [(index, found) for index in numbered if (found := _read(item.options[index]))]
    if len(ranges) < 2 or _whole(item, [found for _, found in ranges]):
        return
    for (first, one), (second, two) in combinations(ranges[:26], 2):
        if one.unit == two.unit and _share(one, two):
            options = item.options
            message = f"`{short(options[first])}` and `{short(options[second])}` overlap: both may be right"
            hint = "let each range begin after the end of the one before"
            related = ((item.place(first), "the other range"),)
            yield Finding("QK212", message, item.place(second), hint=hint, related=related)
            return


def _share(one: _Range, two: _Range) -> bool:
    low, high = max(one.low, two.low), min(one.high, two.high)
    if low != high:
        return low < high
    ends = (one.has_low or one.low < low, two.has_low or two.low < low)
    tops = (one.has_high or one.high > high, two.has_high or two.high > high)
    return all(ends) and all(tops)


def _whole(item: Item, ranges: list[_Range]) -> bool:
    """Whether a range as a whole is the answer, as in “When did the war last?”, or no range at all."""
    stem = item.stem.lower()
    if _ITSELF.search(stem) or any(found.low > found.high for found in ranges):
        return True
    closed = [found for found in ranges if found.low > -_INFINITE and found.high < _INFINITE]
    if not closed or not all(found.low >= 1000 and found.high <= 2100 and not found.unit for found in closed):
        return False
    crossing = any(max(a.low, b.low) < min(a.high, b.high) for a, b in combinations(closed[:26], 2))
    return crossing or bool(_LASTING.search(stem))


def _read(option: str) -> _Range | None:
    text = option.strip(" .").lower()
    if len(text) > 60:
        return None
    if found := _CLOSED.fullmatch(text):
        low_unit, unit = found["low_unit"].strip(), found["unit"].strip()
        if low_unit not in ("", unit) or bool(found["joint"]) != bool(found["pair"]):
            return None
        return _Range(_value(found["low"]), _value(found["high"]), unit=unit)
    if found := _BELOW.fullmatch(text):
        return _Range(-_INFINITE, _value(found["high"]), has_high=False, unit=found["unit"].strip())
    if found := _ABOVE.fullmatch(text):
        return _Range(_value(found["low"]), _INFINITE, has_low=False, unit=found["unit"].strip())
    if found := _UP_TO.fullmatch(text):
        unit = (found["unit"] or found["other_unit"] or "").strip()
        return _Range(-_INFINITE, _value(found["high"] or found["other"]), unit=unit)
    if found := _AT_LEAST.fullmatch(text):
        unit = (found["unit"] or found["other_unit"] or "").strip()
        return _Range(_value(found["low"] or found["other"]), _INFINITE, unit=unit)
    return None


def _value(written: str) -> float:
    text = written.replace("\u2212", "-")
    if re.fullmatch(r"-?\d{1,3}(?:[,\u202f\u00a0 ]\d{3})+(?:[.,]\d+)?", text):
        text = re.sub(r"[,\u202f\u00a0 ](?=\d{3})", "", text)
    return float(text.replace(",", "."))


RULE = Rule("QK212", "overlapping-ranges", types=(Choice, Multiple), langs=("en", "fr"), question=_find)
