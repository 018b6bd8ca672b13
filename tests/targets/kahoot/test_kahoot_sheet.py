"""The workbook as openpyxl reads it, and the limits of Kahoot's template."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import hostile
import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import quizkit
from quizkit.model.deck import Deck
from quizkit.papers import assemble
from quizkit.targets import kahoot as target
from quizkit.targets.base import Job, Output
from quizkit.targets.kahoot.quiz import length, one_line, seconds

ROOT = Path(__file__).parents[3]
ALLOWED = {5, 10, 20, 30, 60, 90, 120, 240}
CHOICE = {"id": "q", "type": "choice", "prompt": "Which?", "answer": "right", "distractors": ["b", "c"]}


def made(*questions: dict[str, object], **header: object) -> Deck:
    return Deck.model_validate({"deck": "d", "title": "T", "lang": "en", **header, "questions": questions})


def output(deck: Deck) -> Output:
    return target.compile(Job(deck))


def package(deck: Deck) -> bytes:
    (file,) = output(deck).files
    assert file.name == f"{deck.deck}-kahoot.xlsx"
    stream = io.BytesIO()
    file.write(stream)
    return stream.getvalue()


def unescaped(cell: object) -> object:
    """`_x005F_` as spreadsheets read it; openpyxl leaves it as it is."""
    return re.sub(r"_x005F_(?=x[0-9A-Fa-f]{4}_)", "_", cell) if isinstance(cell, str) else cell


def rows(deck: Deck) -> list[list[object]]:
    """The cells A to H from row 9 on."""
    book = openpyxl.load_workbook(io.BytesIO(package(deck)))
    assert len(book.worksheets) == 1
    sheet = book.worksheets[0]
    for row in sheet.iter_rows():
        assert all(cell.data_type in ("s", "n") for cell in row), "a formula"
    return [[unescaped(cell.value) for cell in row] for row in sheet.iter_rows(min_row=9, max_col=8)]


def refusals(deck: Deck) -> list[str]:
    return [loss.what for loss in output(deck).losses if loss.kind == "refused"]


def test_the_layout_is_that_of_the_template() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(package(made(CHOICE)))).worksheets[0]
    headers = [cell.value for cell in sheet[8]]
    assert headers[0] is None
    assert [str(header).split(" - ")[0].split(" (")[0] for header in headers[1:]] == [
        "Question", "Answer 1", "Answer 2", "Answer 3", "Answer 4", "Time limit", "Correct answer(s)",
    ]  # fmt: skip
    number, question, *answers, empty, limit, right = [cell.value for cell in sheet[9]]
    assert (number, question, empty, limit) == (1, "Which?", None, 20)
    assert sorted(answers) == ["b", "c", "right"]
    assert isinstance(right, str)
    assert answers[int(right) - 1] == "right"
    assert sheet.max_row == 9


def check(value: str) -> None:
    if length(f"b {value}") > 75:
        return
    first, second, third = rows(hostile.deck(value))
    assert first[1] == second[1] == third[1] == value
    assert {*first[2:5]} == {value, f"b {value}", f"c {value}"}
    assert first[2:6][int(str(first[7])) - 1] == value
    assert {second[2:6][int(place) - 1] for place in str(second[7]).split(",")} == {value, f"a {value}"}
    assert third[2:6] == ["True", "False", None, None]
    assert third[7] == "1"


@pytest.mark.parametrize(
    "value", [*hostile.TEXTS, "_x0041_", "a_x000D_b"], ids=lambda value: repr(value[:20])
)
def test_hostile_texts_come_back(value: str) -> None:
    check(value)


@settings(max_examples=40, deadline=None)
@given(hostile.TEXT)
def test_any_text_comes_back(value: str) -> None:
    check(value)


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"prompt": "x" * 121}, "the question has 121 characters, and Kahoot takes 120 at most"),
        ({"prompt": "👍" * 61}, "the question has 122 characters, and Kahoot takes 120 at most"),
        ({"answer": "x" * 76}, f"the answer `{'x' * 29}…` has 76 characters, and Kahoot takes 75 at most"),
        ({"distractors": list("bcde")}, "it has 5 answers, and Kahoot takes 4 at most"),
        ({"prompt": "a\n\n| b | c |\n|--|--|\n| d | e |"}, "a table has no place in a cell of Kahoot's spreadsheet"),
        ({"prompt": "a\n```\nb\nc\n```"}, "code of several lines has no place in a cell of Kahoot's spreadsheet"),
        ({"answer": "*word*", "distractors": ["word"]}, "two answers are the same without their formatting"),
        ({"prompt": "x" * 3000}, "the question has 3,000 characters, and Kahoot takes 120 at most"),
        ({"prompt": "![](a.png)"}, "a question or an answer without any words, as a picture alone, has no cell"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_refused_with_the_limit(fields: dict[str, object], why: str) -> None:
    deck = made(CHOICE | fields, CHOICE | {"id": "ok"})
    assert refusals(deck) == [why]
    assert len(rows(deck)) == 1
    assert output(made(CHOICE | fields)).files == ()


@pytest.mark.parametrize(
    "fields",
    [{"prompt": "x" * 120}, {"prompt": "👍" * 60}, {"answer": "x" * 75}, {"distractors": list("bcd")}],
)
def test_the_limits_themselves_fit(fields: dict[str, object]) -> None:
    assert refusals(made(CHOICE | fields)) == []


def test_other_types_are_refused_one_by_one() -> None:
    losses = output(hostile.deck("x")).losses
    assert len({loss.loc for loss in losses if loss.kind == "refused"}) == 7
    assert [loss.to for loss in losses if loss.kind == "lowered"] == ["choices"]


def test_everything_that_is_left_out_is_named() -> None:
    deck = made(
        CHOICE | {
            "hint": "h", "explanation": "e", "facts": ["f"], "passage": "p", "tags": ["t"], "points": 2,
            "difficulty": "easy", "image": {"file": "a.png", "alt": "a"}, "prompt": "$x$?",
            "answer": {"text": "right", "feedback": "Yes."},
        },
        facts=[{"id": "f", "statement": "So."}], passages=[{"id": "p", "text": "Read."}], description="D",
    )  # fmt: skip
    assert sorted(loss.what.split(" (")[0] for loss in output(deck).losses) == [
        "descriptions of decks", "explanations", "facts and sources", "feedback on options",
        "hints", "levels of difficulty", "passages", "pictures", "points", "tags", "typeset formulas",
    ]  # fmt: skip


def test_formatting_is_reported_where_it_was() -> None:
    asked = CHOICE | {"prompt": "- a\n- b", "answer": "`x`", "hint": "*h*"}
    said = [loss.loc for loss in output(made(asked)).losses if loss.what == "formatting"]
    assert said == [("questions", 0, "answer", "text"), ("questions", 0, "prompt")]


def test_one_point_is_what_every_question_has() -> None:
    assert output(made(CHOICE | {"points": 1})).losses == ()


def test_letters_are_those_of_the_worksheet() -> None:
    deck = quizkit.load(ROOT / "decks" / "nato-kyiv" / "nato-kyiv-en.yaml")
    keys = {
        str(row[1]): "".join("ABCD"[int(place) - 1] for place in str(row[7]).split(",")) for row in rows(deck)
    }
    printed = {
        one_line(item.question.prompt): "".join(item.solution) for item in assemble(deck, None)[0].items
    }
    matched = [prompt for prompt in keys if printed.get(prompt)]
    assert len(matched) > 5
    assert all(keys[prompt] == printed[prompt] for prompt in matched)


@given(st.text(max_size=120), st.lists(st.text(max_size=75), min_size=2, max_size=4))
def test_seconds_are_of_the_list_and_grow_with_the_text(question: str, answers: list[str]) -> None:
    here = seconds(question, tuple(answers))
    assert here in ALLOWED
    assert seconds(question + "x" * 100, tuple(answers)) >= here


def test_seconds_by_the_length() -> None:
    assert [seconds("x" * size, ("", "")) for size in (1, 100, 101, 200, 201)] == [20, 20, 30, 30, 60]


def test_the_same_bytes_twice_without_dates_of_today() -> None:
    deck = hostile.deck("x")
    assert package(deck) == package(deck)
    with zipfile.ZipFile(io.BytesIO(package(deck))) as archive:
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        core = archive.read("docProps/core.xml").decode()
    assert re.findall(r">(\d{4}-[^<]*)<", core) == ["1980-01-01T00:00:00Z"] * 2


def test_characters_that_xml_forbids_do_not_break_the_file() -> None:
    assert rows(made(CHOICE | {"prompt": "a\ufffeb"}))[0][1] == "a\ufffdb"
