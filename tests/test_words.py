"""The words on paper, in every language."""

from __future__ import annotations

from dataclasses import fields
from decimal import Decimal
from string import Formatter

import pytest

from quizkit.words import ENGLISH, WORDS, Words, amount, number, partial_date, points, right_to_left, words

TEXTS = [field.name for field in fields(Words) if field.type == "str"]


@pytest.mark.parametrize("tag", WORDS)
def test_every_language_has_every_word(tag: str) -> None:
    table = WORDS[tag]
    assert table.tag == tag
    assert [name for name in TEXTS if not getattr(table, name).strip()] == []
    assert len({*table.months}) == 12


@pytest.mark.parametrize("tag", WORDS)
def test_every_language_fills_in_the_same_places(tag: str) -> None:
    def places(text: str) -> set[str]:
        return {name for _, name, _, _ in Formatter().parse(text) if name}

    for name in TEXTS:
        assert places(getattr(WORDS[tag], name)) == places(getattr(ENGLISH, name)), name


@pytest.mark.parametrize(
    ("lang", "tag"), [("fr", "fr"), ("fr-CA", "fr"), ("FR-ca", "fr"), ("de-AT", "en"), ("en-GB", "en")]
)
def test_words_fall_back_to_the_language_and_then_to_english(lang: str, tag: str) -> None:
    assert words(lang).tag == tag


@pytest.mark.parametrize(
    ("value", "lang", "text"),
    [
        ("3.10", "en", "3.10"),
        ("3.10", "fr", "3,10"),
        ("-2", "en", "−2"),
        ("1e3", "en", "1000"),
        ("6.02e23", "en", "6.02 × 10²³"),
        ("1e-9", "fr", "1 × 10⁻⁹"),
        ("0", "en", "0"),
    ],
)
def test_numbers(value: str, lang: str, text: str) -> None:
    assert number(Decimal(value), lang) == text


@pytest.mark.parametrize(
    ("value", "lang", "text"),
    [
        ("1", "en", "1 point"),
        ("2.50", "en", "2.5 points"),
        ("0.5", "en", "0.5 points"),
        ("10", "en", "10 points"),
        ("1e2", "en", "100 points"),
        ("1.5", "fr", "1,5 point"),
        ("2.0", "fr", "2 points"),
    ],
)
def test_points(value: str, lang: str, text: str) -> None:
    assert points(Decimal(value), lang) == text.replace(" ", "\N{NO-BREAK SPACE}")


def test_amounts_of_any_size() -> None:
    """What a deck may say, `points: 1e40`, is more than the 28 digits of decimal's arithmetic."""
    assert amount(Decimal("1e40"), "en") == "1 × 10⁴⁰"
    assert amount(Decimal("1" + "0" * 40), "en") == "1 × 10⁴⁰"
    assert amount(Decimal("1e-40"), "fr") == "1 × 10⁻⁴⁰"


def test_amounts_have_no_zeros_at_their_end() -> None:
    assert [amount(Decimal(text), "en") for text in ("1.0", "1.50", "100", "0.00")] == [
        "1",
        "1.5",
        "100",
        "0",
    ]


@pytest.mark.parametrize(
    ("value", "lang", "text"),
    [
        ("2024", "en", "2024"),
        ("2024-07", "en", "July 2024"),
        ("2024-07-09", "en", "9 July 2024"),
        ("2024-08-01", "fr", "1er août 2024"),
    ],
)
def test_dates(value: str, lang: str, text: str) -> None:
    assert partial_date(value, lang) == text


@pytest.mark.parametrize(
    ("lang", "expected"),
    [("he", True), ("ar-EG", True), ("az-Arab", True), ("en", False), ("uz-Latn", False)],
)
def test_direction(lang: str, expected: bool) -> None:
    assert right_to_left(lang) is expected
