"""Numbers and units as Moodle wants them."""

from __future__ import annotations

from decimal import Decimal

from quizkit.model.questions import Numeric
from quizkit.targets.moodle.escape import cdata

MOST_POINTS = Decimal(99_999)
"""Moodle's database has room for no more."""


def ranges(question: Numeric) -> list[tuple[Decimal, Decimal]]:
    """What is right, each as a number and a tolerance. Moodle shows the first number as the answer."""
    whole = question.middle
    return [whole] if question.answer in (None, whole[0]) else [(question.answer, Decimal(0)), whole]


def units(unit: str) -> str:
    """The unit may be typed behind the number and need not be; without one, none may.

    Moodle has room for 50 characters of it, and takes spaces out of what is typed.
    """
    known = [way for way in dict.fromkeys((unit, "".join(unit.split()))) if way and len(way) <= 50]
    known_units = "".join(
        f"<unit><multiplier>1</multiplier><unit_name>{cdata(way)}</unit_name></unit>" for way in known
    )
    return (
        f"{f'<units>{known_units}</units>' if known else ''}<unitgradingtype>0</unitgradingtype>"
        f"<unitpenalty>0.1</unitpenalty><showunits>{0 if unit else 3}</showunits><unitsleft>0</unitsleft>\n"
    )
