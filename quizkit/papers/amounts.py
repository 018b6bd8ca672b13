"""Options that are quantities: what they are sorted by where a question says `shuffle: false`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

Size = tuple[Decimal | Fraction, Decimal | Fraction]
"""The least and the most that a quantity may be; the same twice but for ranges."""

_GROUPED = r"\d{1,3}(?:[,'\u2019\s]\d{3})+(?:\.\d+)?"
_DIGITS = rf"{_GROUPED}|\d+(?:[.,]\d+)?|\.\d+"
_FRACTION = re.compile(r"([-+\u2212]?)(?:\\[dt]?frac\{(?=\d))?(\d{1,9})(?:\}\{|/)(0*[1-9]\d{0,8})\}?")
_AMOUNT = re.compile(rf"([-+\u2212]?)({_DIGITS})\s*(.*)", re.DOTALL)
_RANGE = re.compile(
    rf"(?:(?:from|between|de|entre)\s+)?([-+\u2212]?)({_DIGITS})\s*(\D*?)"
    rf"\s*(?:[-\u2013\u2014]|\b(?:to|and|à|et)\b)\s*([-+\u2212]?)({_DIGITS})\s*(\D*)",
    re.IGNORECASE,
)
_BELOW = re.compile(
    r"(?:<|≤|(?:less|fewer|lower) than|under|below|up to|at most|moins de|au plus|jusqu['’]à)\s*(?=[\d.-])(.*)",
    re.IGNORECASE,
)
_ABOVE = re.compile(
    r"(?:>|≥|(?:more|greater|higher) than|over|above|at least|plus de|au moins)\s*(?=[\d.-])(.*)",
    re.IGNORECASE,
)
_OR_MORE = re.compile(
    r"(.*\d[^\d]*?)\s*(?:\+|\bor (?:more|over|above)|\bou plus|\band (?:more|over|above)|\bet plus)",
    re.IGNORECASE,
)
_ABOUT = re.compile(
    r"^(?:(?:about|around|circa|approximately|roughly|nearly|in|environ|près de|vers|en)\s+|[~≈]\s*)?[$€£¥]?\s*"
    r"(?=[\d.+\u2212-])",
    re.IGNORECASE,
)
_LONGEST = 200
"""Characters of a quantity; a longer option is prose."""
_LEAST, _MOST = Decimal("-Infinity"), Decimal("Infinity")


def sizes(texts: Sequence[str]) -> list[Size] | None:
    """What each of the texts measures; None where they are not all quantities of one unit."""
    if all(text.isdecimal() for text in texts):
        return [(value, value) for value in map(Decimal, texts)]
    found = [_size(text.strip().strip("$`").strip()) for text in texts]
    known = [item for item in found if item is not None]
    if len(known) < len(found) or len({_unit(unit) for _, unit in known}) != 1:
        return None
    if any(isinstance(edge, Fraction) for size, _ in known for edge in size):  # no Decimal compares with one
        return [(Fraction(low), Fraction(high)) for (low, high), _ in known] if _finite(known) else None
    return [size for size, _ in known]


def _unit(text: str) -> str:
    """A unit whatever its capitals and its number: `year` for `Years`, but `ms` is not `m`."""
    return text.casefold().removesuffix("s") if len(text) > 2 else text


def _finite(known: Sequence[tuple[Size, str]]) -> bool:
    return not any(edge in (_LEAST, _MOST) for size, _ in known for edge in size)


def _size(text: str) -> tuple[Size, str] | None:
    r"""How much an option is and what follows the number: `1,200 km` is (1200, 1200), "km".

    Fractions are numbers too, as `3/4` and as `$\frac{3}{4}$`; marks of code around a number do not count.
    Ranges have two ends, of which `under 10` and `10 or more` leave one open.
    """
    if fraction := _FRACTION.fullmatch(text):
        value = Fraction(int(f"{fraction[1]}{fraction[2]}".replace("\u2212", "-")), int(fraction[3]))
        return (value, value), ""
    if len(text) > _LONGEST:
        return None
    if found := _RANGE.fullmatch(text):
        sign, digits, unit, other_sign, other_digits, other_unit = found.groups()
        if unit in ("", other_unit):
            return (_number(sign, digits), _number(other_sign, other_digits)), other_unit
    if (found := _BELOW.fullmatch(text)) and (known := _amount(found[1])):
        return (_LEAST, known[0]), known[1]
    if (found := _ABOVE.fullmatch(text) or _OR_MORE.fullmatch(text)) and (known := _amount(found[1])):
        return (known[0], _MOST), known[1]
    known = _amount(_ABOUT.sub("", text, count=1))
    return known and ((known[0], known[0]), known[1])


def _amount(text: str) -> tuple[Decimal, str] | None:
    found = _AMOUNT.fullmatch(text)
    return (_number(found[1], found[2]), found[3]) if found else None


def _number(sign: str, digits: str) -> Decimal:
    grouped = re.fullmatch(_GROUPED, digits)
    plain = re.sub(r"[,'\u2019\s]", "", digits) if grouped else digits.replace(",", ".")
    return Decimal(("-" if sign in ("-", "\u2212") else "") + plain)
