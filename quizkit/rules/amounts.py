"""The numbers in a text, whatever language writes them: `1,000`, `1 000`, `1.5` and `1,5`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

Amount = frozenset[Decimal]
"""One number as written: all that it may mean. `1,500` is fifteen hundred in English, one and a half in French."""

_NUMBER = re.compile(
    r"(?<![\w.,])([-\u2212](?=\d))?"
    r"(\d{1,3}(?:[ \u00a0\u202f\u2009'’]\d{3})+(?!\d)(?:[.,]\d+)?|\d+(?:[.,]\d+)*)"
    r"(?:[ \u00a0\u202f-]?(thousand|mille|million|milliard|billion|trillion)s?\b)?"
    r"|(?<=[^\W\d_])(\d+(?:[.,]\d+)*)",
    re.IGNORECASE,
)
_SCALES = {
    "thousand": (3,),
    "mille": (3,),
    "million": (6,),
    "milliard": (9,),
    "billion": (9, 12),
    "trillion": (12, 18),
}
_CLOCK = re.compile(r"\d\s?[ap]\.?\s?m\b", re.IGNORECASE).search
_SHORTENED = re.compile(r"(?:\d[-\u2013/]|['’]|\bannées )\Z").search
"""What stands before the last two digits of a year: `1914–18`, `the ’90s`, `les années 90`."""

_GROUPS = re.compile(r"\d{1,3}(?:[.,]\d{3})+").fullmatch
_LETTERS = re.compile(r"[^\W\d_]+")
_SMALL = (
    "one un une|two deux|three trois|four quatre|five cinq|six|seven sept|eight huit|nine neuf|ten dix|eleven onze"
    "|twelve douze"
)
_WORDS = {word: value for value, names in enumerate(_SMALL.split("|"), 1) for word in names.split()}
_MANY = 200
"""Numbers in one text; more are not compared."""

_LONGEST = 40
"""Digits; more are no number that anybody compares."""


class Amounts(NamedTuple):
    """The numbers of a text in their order: in digits, and in words as far as they are small."""

    digits: tuple[Amount, ...] = ()
    words: tuple[Amount, ...] = ()


def amounts(text: str) -> Amounts | None:
    """The numbers of `text`; None where they cannot be compared (times with am and pm)."""
    if _CLOCK(text):
        return None
    found: list[Amount] = []
    for match in _NUMBER.finditer(text):
        if match[4] is not None:
            found += _values(match[4])
            continue
        values = _values(match[2])
        if len(match[2]) == 2 and _SHORTENED(text, max(0, match.start() - 8), match.start()):
            values = [frozenset(Decimal(int(match[2]) + century) for century in (0, 1700, 1800, 1900, 2000))]
        if match[1] and len(values) == 1:
            values = [frozenset(-value for value in values[0])]
        if match[3] and values:
            scales = _SCALES[match[3].lower()]
            values[-1] = frozenset(value.scaleb(scale) for value in values[-1] for scale in scales)
        found += values
    words = (_WORDS.get(word) for word in _LETTERS.findall(text.lower()))
    return Amounts(tuple(found), tuple(frozenset({Decimal(word)}) for word in words if word is not None))


def together(texts: Sequence[Amounts | None]) -> Amounts | None:
    """The numbers of several texts; None where those of one cannot be compared."""
    known = [each for each in texts if each is not None]
    if len(known) < len(texts):
        return None
    return Amounts(
        tuple(amount for each in known for amount in each.digits),
        tuple(amount for each in known for amount in each.words),
    )


def _values(written: str) -> list[Amount]:
    digits = re.sub(r"[^\d.,]", "", written)
    if len(digits) > _LONGEST:
        return []
    signs = [sign for sign in digits if sign in ".,"]
    if not signs:
        return [frozenset({Decimal(digits)})]
    values = set()
    if _GROUPS(digits) and len(set(signs)) == 1:
        values.add(Decimal(re.sub(r"[.,]", "", digits)))
    last = max(digits.rfind("."), digits.rfind(","))
    whole, part = digits[:last], digits[last + 1 :]
    if len(signs) == 1 or (_GROUPS(whole) and digits[last] not in whole):
        values.add(Decimal(re.sub(r"[.,]", "", whole) + "." + part))
    return (
        [frozenset(values)] if values else [frozenset({Decimal(each)}) for each in re.split("[.,]", digits)]
    )


def missing(ones: Amounts, others: Amounts) -> list[Amount]:
    """Those of `ones` in digits that are not among `others`; each of `others` counts once."""
    left = [*others.digits, *others.words]
    gone = []
    for one in ones.digits:
        match = next((place for place, other in enumerate(left) if one & other), None)
        if match is None:
            gone.append(one)
        else:
            del left[match]
    return gone


def differ(ones: Amounts | None, others: Amounts | None) -> bool:
    """Whether both have numbers in digits that the other lacks."""
    if not ones or not others or max(len(ones.digits), len(others.digits)) > _MANY:
        return False
    return bool(missing(ones, others)) and bool(missing(others, ones))


def said(amount: Amount) -> str:
    """An amount for a message."""
    return " or ".join(format(value, "f") for value in sorted(amount))
