"""The table as Python's `csv` reads it, which is not ours, and the cells as a spreadsheet would take them."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

import hostile
import pytest
from csv_support import CHOICE, bytes_of, made, output
from hypothesis import given, settings
from hypothesis import strategies as st

import quizkit
from quizkit.model.deck import Deck
from quizkit.papers import assemble
from quizkit.papers.cells import active, inert

ROOT = Path(__file__).parents[3]
Table = dict[str, dict[str, str]]


def cells(deck: Deck, seed: str = "") -> Table:
    """The rows by the question's id, each cell as it stands in the file."""
    text = bytes_of(output(deck, seed), ".csv").decode("utf-8-sig")
    return {row["id"]: row for row in csv.DictReader(io.StringIO(text, newline=""))}


def shown(deck: Deck, seed: str = "") -> Table:
    """The rows with each cell's own text."""
    return {id: {name: active(cell) for name, cell in row.items()} for id, row in cells(deck, seed).items()}


def check_everywhere(text: str) -> None:
    rows = shown(hostile.deck(text))
    gap = re.sub(":(?=:)", ": ", text)
    for kind in ("flashcard", "choice", "multiple", "true-false", "short-answer", "numeric", "matching",
                 "ordering", "essay"):  # fmt: skip
        assert rows[kind]["prompt"] == text
        assert rows[kind]["hint"] == rows[kind]["explanation"] == text
    assert rows["flashcard"]["answer"] == rows["short-answer"]["answer"] == rows["choice"]["answer"] == text
    assert rows["short-answer"]["also accepted"] == f"b {text}"
    assert {rows["choice"][mark] for mark in "ABC"} == {text, f"b {text}", f"c {text}"}
    assert {rows["choice"].get(f"feedback {mark}") or "" for mark in "ABC"} == {text, ""}
    assert rows["cloze"]["answer"] == f"1. x {gap} y\n2. z"
    assert rows["cloze"]["prompt"] == f"before (1) _____ {text} (2) _____ after"
    assert rows["matching"]["items"] == f"1. a {text}\n2. b {text}"
    assert rows["ordering"]["answer"] == f"1. a {text}\n2. b {text}\n3. c {text}"
    assert rows["essay"]["rubric"] == f"{text} (2)"


@pytest.mark.parametrize("text", [*hostile.TEXTS, hostile.LONG.strip()], ids=lambda text: repr(text[:20]))
def test_hostile_texts_come_back(text: str) -> None:
    check_everywhere(text)


@settings(max_examples=80, deadline=None)
@given(hostile.TEXT)
def test_any_text_comes_back(text: str) -> None:
    check_everywhere(text)


@given(st.one_of(st.text(), hostile.TEXT, st.from_regex(r"'{0,3}\s?[=+\-@'\t\r\n]\S*", fullmatch=True)))
def test_the_apostrophe_can_be_taken_off_again(text: str) -> None:
    assert active(inert(text)) == text


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+1",
        "-1+2",
        "@SUM(A1)",
        " =1+1",
        "\t=1",
        "\r=1",
        "\n=1",
        "＝1+1",
        "－1+2",
        "'=1+1",
        "- x",
        "-",
    ],
)
def test_no_cell_begins_like_a_formula(text: str) -> None:
    assert inert(text) == f"'{text}"


@pytest.mark.parametrize("text", ["-5", "-2.5", "-2,5", "1+1", "'x'", "x=1", "é", ""])
def test_what_is_harmless_stays_as_it_is(text: str) -> None:
    assert inert(text) == text


def test_no_cell_of_a_hostile_deck_begins_like_a_formula() -> None:
    for text in hostile.TEXTS:
        for row in cells(hostile.deck(text)).values():
            starts = {cell.lstrip()[:1] for cell in row.values() if cell and cell != "-1"}
            assert not starts & set("=+-@＝＋－＠")


def test_letters_and_key_are_those_of_the_worksheet() -> None:
    deck = quizkit.load(ROOT / "decks" / "tour")
    for seed in ("", "another"):
        rows = shown(deck, seed)
        for item in assemble(deck, None, 1, seed)[0].items:
            row = rows[item.question.id]
            assert row["number"] == str(item.number)
            if item.solution:
                assert row["key"] == " ".join(item.solution)
            if item.question.type == "choice":
                assert row[row["key"]] == row["answer"]


def test_excel_knows_the_encoding_and_lines_end_as_the_rfc_says() -> None:
    data = bytes_of(output(made(CHOICE | {"prompt": "é\n\nb"})), ".csv")
    assert data.startswith("\ufeffnumber,id,".encode())
    assert data.count(b"\r\n") == 2
    assert "é\n\nb".encode() in data


def test_columns_are_those_that_the_deck_needs() -> None:
    deck = made({"id": "q", "type": "true-false", "prompt": "?", "answer": True})
    assert [*cells(deck)["q"]] == [
        "number", "id", "type", "prompt", "key", "answer", "points", "tags", "deck", "language",
    ]  # fmt: skip


def test_more_right_hand_sides_than_letters() -> None:
    pairs = [[f"l{number}", f"r{number}"] for number in range(26)]
    deck = made(
        {"id": "q", "type": "matching", "prompt": "?", "pairs": pairs, "distractors": ["spare", "more"]}
    )
    row = shown(deck)["q"]
    assert {row[mark] for mark in ("Z", "AA", "AB")} <= {*(right for _, right in pairs), "spare", "more"}
    assert row["key"].split()[0] in row


def test_numbers_are_written_as_the_language_does() -> None:
    deck = made(
        {"id": "q", "type": "numeric", "prompt": "?", "answer": "2.50", "tolerance": "0.5", "unit": "m"},
        lang="fr",
    )
    row = shown(deck)["q"]
    assert (row["answer"], row["tolerance"], row["low"], row["high"], row["unit"]) == (
        "2,50 m", "0,5", "2,00", "3,00", "m",
    )  # fmt: skip


def test_pinned_and_sorted_options_are_told() -> None:
    last = CHOICE | {"id": "last", "last": "none"}
    rows = shown(made(CHOICE, last, CHOICE | {"id": "sorted", "shuffle": False}))
    assert (rows["q"]["shuffled"], rows["last"]["shuffled"], rows["sorted"]["shuffled"]) == (
        "",
        "all but D",
        "no",
    )


def test_what_a_table_cannot_hold_is_reported() -> None:
    deck = made(
        CHOICE | {"prompt": "$x^2$ ![a](a.png)"},
        {"id": "e", "type": "essay", "prompt": "?"},
        description="About",
        facts=[{"id": "f", "statement": "So."}],
        passages=[{"id": "p", "text": "Read."}],
    )
    losses = output(deck).losses
    assert {(loss.kind, loss.loc[0], loss.what.split(" (")[0]) for loss in losses} == {
        ("lost", "description", "descriptions of decks"),
        ("lost", "questions", "pictures"),
        ("lost", "questions", "typeset formulas"),
        ("lost", "questions", "essays without a model answer in the files for Quizlet and Anki"),
        ("lost", "facts", "facts that no question asks for"),
        ("lost", "passages", "passages that no question has"),
    }


def test_a_blank_in_a_formula_is_refused_and_the_rest_written() -> None:
    deck = made({"id": "c", "type": "cloze", "text": "*a {{c1::b* c}}"}, CHOICE)
    made_of_it = output(deck)
    assert [(loss.kind, loss.loc[:2]) for loss in made_of_it.losses] == [("refused", ("questions", 0))]
    assert [*cells(deck)] == ["q"]
    assert output(made(deck.questions[0].model_dump())).files == ()


def test_our_own_decks_lose_nothing_but_what_is_said() -> None:
    for path in ("tour", "nato-kyiv/nato-kyiv-en.yaml"):
        made_of_it = output(quizkit.load(ROOT / "decks" / path))
        assert {loss.kind for loss in made_of_it.losses} <= {"lost"}
        assert len(made_of_it.files) == 3


def test_options_that_plain_text_makes_alike_are_reported() -> None:
    alike = [
        {"id": "a", "type": "choice", "prompt": "p", "answer": "*word*", "distractors": ["word"]},
        {"id": "b", "type": "ordering", "prompt": "p", "items": ["![map](a.png)", "![map](b.png)"]},
        {"id": "c", "type": "choice", "prompt": "p", "answer": "*word*", "distractors": ["other"]},
    ]
    said = [loss for loss in output(made(*alike)).losses if "apart" in loss.what]
    assert [(loss.kind, loss.loc) for loss in said] == [
        ("lost", ("questions", 0)),
        ("lost", ("questions", 1)),
    ]


def test_one_question_is_one_row() -> None:
    assert output(made(CHOICE)).files[0].about == "1 row"
    assert output(made(CHOICE, CHOICE | {"id": "r"})).files[0].about == "2 rows"
