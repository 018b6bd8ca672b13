"""QK205: numbers in a random order, and the fix that sorts them."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rules_support_options import choice, found, multiple
from typer.testing import CliRunner

from quizkit.cli import app
from quizkit.diagnostics import Edit
from quizkit.papers.order import by_value
from quizkit.pipeline import check
from quizkit.rules.numbers_out_of_order import RULE

FIXED = (
    ("en", ("32", "28", "30", "31")),
    ("en", ("1945", "1918", "1939")),
    ("en", ("9", "10", "100")),
    ("en", ("12 km", "5 km", "120 km")),
    ("en", ("50%", "5%", "25%")),
    ("en", ("1,200", "1,000", "12,000")),
    ("en", ("0.5", "0.25", "0.125")),
    ("en", ("-3", "5", "-10")),
    ("en", ("$5", "$10", "$100")),
    ("fr", ("1 200 km", "900 km", "10 000 km")),
    ("fr", ("0,5", "0,25", "12,5")),
    ("fr", ("32 pays", "28 pays", "30 pays")),
    ("de", ("1", "2", "3")),
    ("de", ("0,5", "2,25", "3")),
    ("en", ("1.5 km", "1.25 km", "2 km")),
    ("en", ("1.5", "2.5", "0.5")),
    ("en", ("3 years", "30 years", "12 years")),
)
FLAGGED_ONLY = (
    ("en", ("10–20", "5–10", "20–30")),
    ("en", ("1 year", "2 years", "10 years")),
    ("en", ("between 5 and 10", "between 10 and 20", "less than 5")),
    ("en", ("about 5", "about 50", "about 500")),
    ("en", ("1914–1918", "1939–1945", "1870–1871")),
    ("en", ("44 BC", "31 BC", "27 BC")),
    ("en", ("1/2", "1/4", "3/4")),
    ("en", (r"$\frac{1}{2}$", "$2$", "$3$")),
    ("en", ("10 °C", "20 °C", "-5 °C")),
    ("fr", ("de 10 à 20", "de 20 à 30", "de 5 à 10")),
    ("fr", ("moins de 5", "plus de 10", "entre 5 et 10")),
    ("fr", ("1,234", "2,5", "3")),
    ("fr", ("en 1789", "en 1792", "en 1815")),
    ("en", ("1,5", "1,25", "3")),
    ("en", ("3.9", "3.10", "3.11")),
    ("en", ("1.5", "2", "1.25")),
    ("de", ("1,200", "2", "3")),
    ("de", ("1.200", "2", "3")),
    ("fr", ("1.5", "2.5", "3.5")),
    ("en", ("`6`", "`12`", "`9`")),
    ("en", ("10 to 20", "20 to 30", "less than 10")),
)
PASSED = (
    ("en", ("30 minutes", "1 hour", "2 hours")),
    ("en", ("44 BC", "31 BC", "14 AD")),
    ("en", ("$3 \\cdot 10^8$ m/s", "$3 \\cdot 10^6$ m/s", "$3 \\cdot 10^5$ m/s")),
    ("en", ("5 million", "50 million", "1 billion")),
    ("fr", ("1 heure", "2 heures", "30 minutes")),
    ("en", ("**6**", "12", "9")),
    ("en", ("one", "two", "three")),
    ("en", ("32", "28", "more than the others")),
    ("en", ("None", "1", "2")),
    ("en", ("2 apples and a pear", "3 men in a boat", "4 weddings and a funeral")),
    ("en", ("7 Samurai", "3 Idiots", "2 Days in Paris")),
    ("en", ("1 and 2", "1 and 3", "2 and 3")),
    ("fr", ("1 et 2", "1 et 3", "2 et 3")),
    ("en", ("1, 2 and 3", "2, 3 and 4", "1 and 4")),
    ("en", ("Paris", "Rome", "Oslo")),
    ("en", ("A4", "A5", "A3")),
    ("en", ("x = 3", "x = 4", "x = 5")),
    ("en", ("H2O", "CO2", "O2")),
    ("en", ("4 July 1776", "14 July 1789", "a day in 1848")),
    ("fr", ("le 14 juillet", "le 4 août", "le 10 août")),
)


@pytest.mark.parametrize(("lang", "options"), FIXED)
def test_numbers_that_can_be_sorted(lang: str, options: tuple[str, ...]) -> None:
    (finding,) = found(RULE, choice(lang, "?", *options))
    assert (finding.code, finding.loc) == ("QK205", ("questions", 0, "answer"))
    assert finding.fix == (Edit(("questions", 0), "false", "shuffle"),)
    assert "sorts them by size" in finding.hint


@pytest.mark.parametrize(("lang", "options"), FLAGGED_ONLY)
def test_numbers_that_no_one_should_sort_unasked(lang: str, options: tuple[str, ...]) -> None:
    (finding,) = found(RULE, choice(lang, "?", *options))
    assert (finding.code, finding.fix) == ("QK205", ())
    assert "`shuffle: false`" in finding.hint


@pytest.mark.parametrize(("lang", "options"), PASSED)
def test_options_that_are_no_numbers(lang: str, options: tuple[str, ...]) -> None:
    assert found(RULE, choice(lang, "?", *options)) == []


def test_sorted_and_pinned_options_are_fine() -> None:
    assert found(RULE, choice("en", "?", "3", "1", "2", shuffle=False)) == []
    assert found(RULE, choice("en", "?", "3", "1", "2", last="2")) == []
    assert found(RULE, multiple("en", "?", ["3"], ["1", "2"], shuffle=False)) == []


def test_what_an_author_wrote_is_not_written_over() -> None:
    (finding,) = found(RULE, choice("en", "?", "3", "1", "2", shuffle=True))
    assert finding.fix == ()


def test_multiple() -> None:
    (finding,) = found(RULE, multiple("en", "?", ["3", "5"], ["4", "6"]))
    assert finding.loc == ("questions", 0, "answers", 0)
    assert finding.fix


@given(st.lists(st.integers(-10_000, 10_000), min_size=3, max_size=6, unique=True))
def test_the_fix_sorts_by_size(numbers: list[int]) -> None:
    texts = [str(number) for number in numbers]
    (finding,) = found(RULE, choice("en", "?", *texts))
    assert finding.fix
    assert [numbers[index] for index in by_value(texts)] == sorted(numbers)


DECK = """\
# numbers
deck: d
title: D
lang: en
questions:
  - id: q   # kept
    type: choice
    prompt: How many?
    answer: 32
    distractors: [28, 100, 30]
"""


def test_check_fix_writes_it_and_leaves_the_rest_alone(tmp_path: Path) -> None:
    file = tmp_path / "d.yaml"
    file.write_text(DECK, encoding="utf-8")
    assert CliRunner().invoke(app, ["check", "--fix", str(file)]).exit_code == 0
    fixed = file.read_text(encoding="utf-8")
    assert [line for line in fixed.splitlines() if line not in DECK.splitlines()] == ["    shuffle: false"]
    assert [line for line in fixed.splitlines() if "shuffle" not in line] == DECK.splitlines()
    assert [item.code for item in check([file], lint=True, everything=True).diagnostics] == []
