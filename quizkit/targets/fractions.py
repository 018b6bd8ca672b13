"""Moodle's list of marks that an answer may give, in percent, and how many right options share 100 of them.

Moodle refuses an answer whose mark is not on its list, and a question of several right options whose
marks do not add up to 100. All marks are exact strings, ready to be written.
"""

from __future__ import annotations

ALLOWED: tuple[str, ...] = (
    "100",
    "90",
    "83.3333333",
    "80",
    "75",
    "70",
    "66.6666667",
    "60",
    "50",
    "40",
    "33.3333333",
    "30",
    "25",
    "20",
    "16.6666667",
    "14.2857143",
    "12.5",
    "11.1111111",
    "10",
    "5",
    "0",
)
"""What an answer may give; each but `0` may also be taken off (`-50`)."""

_EQUAL = {1: "100", 2: "50", 3: "33.3333333", 4: "25", 5: "20", 6: "16.6666667", 7: "14.2857143", 8: "12.5",
          9: "11.1111111", 10: "10", 20: "5"}  # fmt: skip


def share(count: int) -> str:
    """The allowed mark nearest to 100 / `count`; of two equally near ones the larger."""
    return _EQUAL.get(count) or min(ALLOWED[:-1], key=lambda mark: abs(float(mark) - 100 / count))


def shares(count: int) -> tuple[str, ...]:
    """A mark for each of `count` right options, 100 together.

    Equal ones wherever the list allows (`equal`); 11 to 19 options give 10 or 5, the first ones
    more; of more than 20 only the first 20 give any.
    """
    if equal(count):
        return (share(count),) * count
    if count > 20:
        return ("5",) * 20 + ("0",) * (count - 20)
    return ("10",) * (20 - count) + ("5",) * (2 * count - 20)


def equal(count: int) -> bool:
    """Whether `count` right options can give the same mark each."""
    return count in _EQUAL


def penalty(wrong: int) -> str:
    """The mark of each of `wrong` wrong options, below zero: together they take off all that there is.

    So ticking everything gives nothing, and guessing wins nothing on average.
    """
    return "-" + next(mark for mark in reversed(ALLOWED[:-1]) if float(mark) * wrong > 99.999)
