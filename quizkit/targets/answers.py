"""What students may type for an answer: as it is written, and as keyboards write it.

Learning platforms compare letter for letter, so every way to write an answer is an answer of its own.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from itertools import combinations

from quizkit.markup import parse, plain
from quizkit.markup.check import inlines
from quizkit.markup.parse import IS_PLAIN
from quizkit.markup.tree import Image, Math

_KEYS = str.maketrans(
    {
        "\u2019": "'", "\u2018": "'", "\u02bc": "'", "\u201c": '"', "\u201d": '"', "\u201e": '"',
        "\u00a0": " ", "\u202f": " ", "\u2009": " ", "\u2010": "-", "\u2011": "-", "\u2013": "-",
        "\u2014": "-", "\u2212": "-", "\u2026": "...",
        **{chr(0x2080 + digit): str(digit) for digit in range(10)},
    }
)  # fmt: skip
"""Signs of the printer's that keyboards lack; lowered digits too (H₂O is typed H2O)."""

_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻ⁿ", "0123456789+-n")
_RAISED_RUN = re.compile("[⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻ⁿ]+")
"""Powers are typed with `^`: 10² is 10^2, never 102."""

WRONG_ACCENTS = "answers with wrong accents (they are right without any)"
"""What is lost where accents do not matter: only answers with fewer accents can be listed."""

_MARKS = re.compile(r"[\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u064b-\u0652\u0670]+")
_MOST = 4
"""Accents of one answer that may be left out one by one; with more, all of them or none."""


def typed(answers: Iterable[str], accents: bool = True) -> list[str]:
    """All that is right, each once, for answers in Markdown: the first as it is written stands first."""
    shown = [line(plain(answer)) for answer in answers]
    ways = [way for answer in shown for way in ([answer] if accents else _with_fewer_accents(answer))]
    return list(dict.fromkeys(way for way in (*ways, *map(_by_keyboard, ways)) if way))


def _by_keyboard(answer: str) -> str:
    raised = _RAISED_RUN.sub(lambda found: f"^{found[0].translate(_RAISED)}", answer)
    return line(raised.translate(_KEYS))


def accented(answers: Iterable[str]) -> bool:
    """Whether there is a letter with an accent in one of the answers."""
    return any(_accents(plain(answer)) for answer in answers)


def shown_only(answer: str) -> str:
    """What of an answer (Markdown) cannot be typed or stand in a list: “formulas”, “pictures” or “”."""
    if IS_PLAIN(answer):
        return ""
    for node in inlines(parse(answer)):
        if isinstance(node, Math | Image):
            return "formulas" if isinstance(node, Math) else "pictures"
    return ""


def untyped(answer: str) -> tuple[str, ...]:
    """What is lost of an answer (Markdown) that students type: such parts become plain characters."""
    shown = shown_only(answer)
    return (f"{shown} in answers that are typed",) if shown else ()


def line(answer: str) -> str:
    """Text on one line, as HTML shows it and people type it: no break, no two spaces in a row."""
    return re.sub(r"[ \t\n]+", " ", answer).strip()


def _accents(answer: str) -> list[int]:
    """The positions of the letters with an accent."""
    return [place for place, letter in enumerate(answer) if _bare(letter) != letter]


def _bare(letter: str) -> str:
    return unicodedata.normalize("NFC", _MARKS.sub("", unicodedata.normalize("NFD", letter)))


def _with_fewer_accents(answer: str) -> list[str]:
    answer = unicodedata.normalize("NFC", answer)
    places = _accents(answer)
    sizes = range(len(places) + 1) if len(places) <= _MOST else (0, len(places))
    return [_without(answer, chosen) for size in sizes for chosen in combinations(places, size)]


def _without(answer: str, places: tuple[int, ...]) -> str:
    return "".join(_bare(letter) if place in places else letter for place, letter in enumerate(answer))
