"""What must be accepted, with exactly the value that was written (Y01 to Y07, Y25, S06, S12)."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

import quizkit

HEAD = "deck: d\ntitle: T\nlang: en\nquestions:\n  - id: q\n    type: "


def _first(tmp_path: Path, rest: str) -> quizkit.Deck:
    file = tmp_path / "deck.yaml"
    file.write_text(HEAD + rest + "\n", encoding="utf-8")
    return quizkit.load(file)


TEXTS = (
    *("no", "on", "yes", "NO", "y", "off", "true", "False", "null", "~", "Null", "none"),
    *("1997-01-01", "2023-13-45", "2001-12-14t21:59:43.10-05:00", "0o17", "017", "0x1F", "0b11", "1_000"),
    *("3.10", "1e3", ".5", "+1", "08", "1:30", "12:30:45", "190:20:30", ".inf", ".NaN", "-0", "00", "1."),
    *("=", "<<", "5", "1,5", "685_230.15", "“x”", "«x»", "< 5", "a > b", "x & y", "50 %", "a*b*", "it's"),
    *('say "hi"', "a#b", "C#", "http://a.b/c", "12:30", "a, b", "-5", "--", "...x", "?x", ":x", "-x", "a]"),
    *("a}", "e{c}", "\u00a0x", "日本", "\u200fעברית", "x\ty"),
)  # fmt: skip


@pytest.mark.parametrize("text", TEXTS)
def test_a_text_stays_what_was_written(tmp_path: Path, text: str) -> None:
    question = _first(tmp_path, f"short-answer\n    prompt: P\n    answer: {text}").questions[0]
    assert isinstance(question, quizkit.ShortAnswer)
    assert question.answer == text


def test_entries_of_lists_stay_what_was_written(tmp_path: Path) -> None:
    question = _first(
        tmp_path, "short-answer\n    prompt: 1e3\n    answer: no\n    accept: [1789, no, 1:30, ~, 3.10]"
    ).questions[0]
    assert isinstance(question, quizkit.ShortAnswer)
    assert question.accept == ("1789", "no", "1:30", "~", "3.10")
    assert question.prompt == "1e3"


def test_quotes_make_no_difference(tmp_path: Path) -> None:
    plain = _first(tmp_path, "short-answer\n    prompt: P\n    answer: 5")
    assert _first(tmp_path, "short-answer\n    prompt: P\n    answer: '5'") == plain
    assert _first(tmp_path, 'short-answer\n    prompt: P\n    answer: "5"') == plain


@pytest.mark.parametrize("word", ["true", "True", "YES", "on", "y", "1", "vrai", "Vrai", "oui", "'true'"])
def test_true_in_every_spelling(tmp_path: Path, word: str) -> None:
    question = _first(tmp_path, f"true-false\n    prompt: P\n    answer: {word}").questions[0]
    assert isinstance(question, quizkit.TrueFalse)
    assert question.answer is True


@pytest.mark.parametrize("word", ["false", "False", "NO", "off", "n", "0", "faux", "FAUX", "non", "'no'"])
def test_false_in_every_spelling(tmp_path: Path, word: str) -> None:
    question = _first(tmp_path, f"true-false\n    prompt: P\n    answer: {word}").questions[0]
    assert isinstance(question, quizkit.TrueFalse)
    assert question.answer is False


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("3.10", "3.10"),
        (".5", "0.5"),
        ("+1", "1"),
        ("1e3", "1000"),
        ("-2", "-2"),
        ("\u22122", "-2"),
        ("08", "8"),
        ("'7'", "7"),
    ],
)
def test_numbers_where_the_field_wants_one(tmp_path: Path, written: str, value: str) -> None:
    question = _first(tmp_path, f"numeric\n    prompt: P\n    answer: {written}\n    points: 0").questions[0]
    assert isinstance(question, quizkit.Numeric)
    assert question.answer == Decimal(value)
    assert question.points == 0


def test_nested_blanks(tmp_path: Path) -> None:
    question = _first(tmp_path, "cloze\n    text: '{{c1::a {{c2::b}}}} c'").questions[0]
    assert isinstance(question, quizkit.Cloze)
    assert question.prompt == "a b c"


def test_from_one_to_26_options_that_differ_in_case(tmp_path: Path) -> None:
    options = ", ".join(f"o{number}" for number in range(25))
    question = _first(
        tmp_path, f"choice\n    prompt: P\n    answer: A\n    distractors: [{options}]"
    ).questions[0]
    assert isinstance(question, quizkit.Choice)
    assert len(question.options) == 26
    _first(tmp_path, "choice\n    prompt: P\n    answer: Polish\n    distractors: [polish]")
