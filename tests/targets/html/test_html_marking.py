"""Marking: the script's own functions, called in a real Chromium (its RegExp, Unicode and whole numbers)."""

from __future__ import annotations

import json
from collections.abc import Callable
from importlib.resources import files
from typing import Any

import pytest

Mark = Callable[..., dict[str, Any]]


@pytest.fixture(scope="module")
def mark(browser: Any) -> Mark:
    """`mark(key, given, lang=…, decimal=…)` as the page calls it."""
    assets = files("quizkit.targets.html") / "assets"
    source = "\n".join(
        (assets / name).read_text(encoding="utf-8") for name in ("text.js", "number.js", "mark.js")
    )
    page = browser.new_page()

    def marked(key: dict[str, Any], given: list[Any], lang: str = "en", decimal: str = ".") -> dict[str, Any]:
        call = json.dumps([key, given, {"lang": lang, "decimal": decimal}])
        found: dict[str, Any] = page.evaluate(f'() => {{ "use strict"; {source}\nreturn mark(...{call}); }}')
        return found

    return marked


@pytest.mark.parametrize(
    ("right", "given", "share"),
    [
        ([1], [1], 1), ([1], [0], 0), ([1], [], 0),
        ([0, 2], [0, 2], 1), ([0, 2], [0], 0.5), ([0, 2], [0, 1], 0), ([0, 2], [0, 1, 2], 0.5),
        ([0, 2], [1, 3], 0), ([0, 1, 2, 3], [0, 1, 2], 0.75), ([0], [0, 1, 2, 3], 0),
    ],
)  # fmt: skip
def test_options(mark: Mark, right: list[int], given: list[int], share: float) -> None:
    found = mark({"kind": "pick", "right": right}, given)
    assert found["share"] == share
    assert found["empty"] is (given == [])


@pytest.mark.parametrize(
    ("given", "answer", "rules", "is_right"),
    [
        ("  le   Rhône ", "le Rhône", "", True),
        ("Le RHÔNE", "le Rhône", "", True),
        ("le Rhone", "le Rhône", "", False),
        ("le Rhone", "le Rhône", "accents free", True),
        ("rhône", "Rhône", "case", False),
        ("e\u0301te\u0301", "été", "", True),
        ("l'été", "l’été", "", True),
        ("H2O", "H₂O", "case", True),
        ("x2", "x²", "", False),
        ("10\u202fm", "10 m", "", True),
        ("", "a", "", False),
        ("ИЇ", "иї", "", True),
        ("ии", "иї", "accents free", False),  # ї is и with two dots only in form, but both are letters
        ("שלום", "שָׁלוֹם", "accents free", True),
        ("a.c", "abc", "", False),
        (".*", "abc", "", False),
        ("constructor", "a", "", False),
    ],
)
def test_typed_words(mark: Mark, given: str, answer: str, rules: str, is_right: bool) -> None:
    key = {"kind": "typed", "right": [[answer]], "case": "case" in rules, "accents": "free" not in rules}
    assert mark(key, [given])["share"] == int(is_right)


def test_each_blank_counts_and_has_its_own_answers(mark: Mark) -> None:
    key = {"kind": "typed", "right": [["a", "b"], ["c"], ["d"]], "case": False, "accents": True}
    assert mark(key, ["B", "x", ""]) == {"share": 1 / 3, "parts": [True, False, False], "empty": False}
    assert mark(key, [" ", "", "\t"])["empty"] is True


@pytest.mark.parametrize(
    ("given", "low", "high", "decimal", "is_right"),
    [
        ("0.3", "0.3", "0.3", ".", True),
        ("0.30000000000000004", "0.3", "0.3", ".", False),
        ("0.1", "0.1", "0.3", ".", True),
        ("0.3", "0.1", "0.3", ".", True),
        ("0.0999999999999999999999", "0.1", "0.3", ".", False),
        ("9007199254740993", "9007199254740993", "9007199254740993", ".", True),
        ("9007199254740992", "9007199254740993", "9007199254740993", ".", False),
        ("2,5", "2.5", "2.5", ".", True),
        ("2,5", "2.5", "2.5", ",", True),
        ("1,440", "1440", "1440", ".", True),
        ("1.440", "1440", "1440", ".", False),
        ("1.440", "1440", "1440", ",", True),
        ("1,440", "1440", "1440", ",", False),
        ("1,440", "1.44", "1.44", ".", True),
        ("1 234 567,5", "1234567.5", "1234567.5", ",", True),
        ("1.234.567,5", "1234567.5", "1234567.5", ",", True),
        ("1,234,567.5", "1234567.5", "1234567.5", ".", True),
        ("12'345", "12345", "12345", ".", True),
        ("−5", "-5", "-5", ".", True),
        ("-5", "5", "5", ".", False),
        ("+5", "5", "5", ".", True),
        (".5", "0.5", "0.5", ".", True),
        ("5.", "5", "5", ".", True),
        ("3e8", "300000000", "300000000", ".", True),
        ("3 × 10⁸", "300000000", "300000000", ".", True),
        ("3*10^8", "300000000", "300000000", ".", True),
        ("6,02·10²³", "602000000000000000000000", "602000000000000000000000", ",", True),
        ("1.6 × 10⁻¹⁹", "0.00000000000000000016", "0.00000000000000000016", ".", True),
        ("9.81 m/s", "9.81", "9.81", ".", True),
        ("9.81 m", "9.81", "9.81", ".", False),
        ("ten", "10", "10", ".", False),
        ("1e999999999", "1", "2", ".", False),
        ("9" * 100_000, "1", "2", ".", False),
        ("0x10", "16", "16", ".", False),
        ("1/2", "0.5", "0.5", ".", False),
        ("Infinity", "1", "2", ".", False),
        ("-", "0", "0", ".", False),
        (".", "0", "0", ".", False),
    ],
)
def test_numbers(mark: Mark, given: str, low: str, high: str, decimal: str, is_right: bool) -> None:
    key = {"kind": "number", "low": low, "high": high, "unit": "m/s"}
    assert mark(key, [given], decimal=decimal)["share"] == int(is_right)


def test_parts(mark: Mark) -> None:
    key = {"kind": "parts", "right": [["0"], ["2", "1"], ["1"]]}
    assert mark(key, ["0", "1", "2"]) == {"share": 2 / 3, "parts": [True, True, False], "empty": False}
    assert mark(key, ["", "", ""]) == {"share": 0, "parts": [False] * 3, "empty": True}
