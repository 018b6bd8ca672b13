"""Numbers for other programs, exactly as they are."""

from __future__ import annotations

from decimal import Decimal


def digits(value: Decimal) -> str:
    """A number in digits alone, without zeros at the end of its decimals: 1E+3 is 1000, 2.50 is 2.5.

    Not by `Decimal.normalize`, which rounds to 28 digits.
    """
    shown = format(value, "f")
    return shown.rstrip("0").rstrip(".") if "." in shown else shown
