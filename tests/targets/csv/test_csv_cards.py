"""Cards for Quizlet, split as Quizlet splits them, and for Anki, imported by the real Anki."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import hostile
import pytest
from anki.collection import Collection
from anki.import_export_pb2 import ImportCsvRequest
from csv_support import CHOICE, bytes_of, made, output
from hypothesis import HealthCheck, given, settings

import quizkit
from quizkit.model.deck import Deck
from quizkit.targets.csv.escape import line

ROOT = Path(__file__).parents[3]
Notes = dict[str, tuple[str, str, str]]


@pytest.fixture
def collection(tmp_path: Path) -> Iterator[Collection]:
    opened = Collection(str(tmp_path / "collection.anki2"))
    yield opened
    opened.close()


def imported(collection: Collection, deck: Deck, folder: Path) -> Notes:
    """The notes by their front's first words: front, back, tags."""
    path = folder / "cards.txt"
    path.write_bytes(bytes_of(output(deck), "-anki.txt"))
    metadata = collection.get_csv_metadata(path=str(path), delimiter=None)
    assert metadata.is_html
    assert metadata.guid_column == 1
    assert metadata.tags_column == 4
    collection.import_csv(ImportCsvRequest(path=str(path), metadata=metadata))
    rows = collection.db.all("select guid, flds, tags from notes")
    return {guid: (*fields.split("\x1f"), tags.strip()) for guid, fields, tags in rows}


def text(field: str) -> str:
    """A field as a browser shows it; MathJax leaves what stands in `tex2jax_ignore` alone."""
    field = re.sub(r"</div>\s*<div>", "\n", field)
    return html.unescape(re.sub(r"<[^>]*>", "", field))


def in_order(collection: Collection, deck: Deck, folder: Path) -> list[tuple[str, str]]:
    notes = imported(collection, deck, folder)
    lines = bytes_of(output(deck), "-anki.txt").decode().split("\n")[6:-1]
    return [(text(notes[entry.split("\t")[0]][0]), text(notes[entry.split("\t")[0]][1])) for entry in lines]


def check_in_anki(value: str, collection: Collection, folder: Path) -> None:
    value = unicodedata.normalize("NFC", value)  # as Anki itself does
    deck = hostile.deck(value)
    cards = in_order(collection, deck, folder)
    assert len(cards) == 10
    by_type = dict(zip([question.type for question in deck.questions], cards, strict=True))
    assert by_type["flashcard"] == (value, f"{value}\n{value}")
    assert by_type["short-answer"] == (value, f"{value}\n{value}")
    front, back = by_type["choice"]
    assert front.startswith(f"{value}\nA) ")
    assert back.split(") ", 1)[1] == f"{value}\n{value}"
    assert by_type["ordering"][1] == f"(1) a {value}\n(2) b {value}\n(3) c {value}\n{value}"
    gap = re.sub(":(?=:)", ": ", value)
    assert by_type["cloze"][1] == f"(1) x {gap} y\n(2) z\n{value}"


@pytest.mark.parametrize("start", range(0, len(hostile.TEXTS), 25))
def test_hostile_texts_come_back_from_anki(start: int, collection: Collection, tmp_path: Path) -> None:
    """The real importer; each deck updates the notes of the one before, for the ids are the same."""
    for value in hostile.TEXTS[start : start + 25]:
        check_in_anki(value, collection, tmp_path)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(hostile.TEXT)
def test_any_text_comes_back_from_anki(collection: Collection, tmp_path: Path, value: str) -> None:
    check_in_anki(value, collection, tmp_path)


def test_a_second_import_updates_the_first(collection: Collection, tmp_path: Path) -> None:
    first = imported(collection, made(CHOICE, tags=["t"]), tmp_path)
    again = imported(collection, made(CHOICE | {"prompt": "Changed?"}, tags=["t"]), tmp_path)
    assert [*first] == [*again]
    assert [note[0].split("</div>")[0] for note in again.values()] == ["<div>Changed?"]


def test_deck_tags_and_note_type_are_those_of_the_header(collection: Collection, tmp_path: Path) -> None:
    deck = made(CHOICE | {"tags": ["a::b"], "difficulty": "hard"}, title="Kyiv :: 2024\n", tags=["x"])
    (note,) = imported(collection, deck, tmp_path).values()
    assert note[2] == "a::b difficulty::hard x"
    assert [item.name for item in collection.decks.all_names_and_ids()][1:] == ["Kyiv : : 2024"]
    (kind,) = collection.db.list("select distinct mid from notes")
    assert collection.models.get(kind)["name"] == "Basic"


def test_formulas_are_for_mathjax_and_code_keeps_its_lines(collection: Collection, tmp_path: Path) -> None:
    deck = made({"id": "f", "type": "flashcard", "prompt": "What is $x^2$?", "answer": "```\na\n\tb\n```"})
    (note,) = imported(collection, deck, tmp_path).values()
    assert note[0] == r"What is \(x^2\)?"
    assert html.unescape(note[1]) == "<pre><code>a\n\tb</code></pre>"


def test_a_deck_from_right_to_left_says_so(collection: Collection, tmp_path: Path) -> None:
    deck = made({"id": "f", "type": "flashcard", "prompt": "שלום", "answer": "peace"}, lang="he")
    (note,) = imported(collection, deck, tmp_path).values()
    assert note[0] == '<div dir="rtl">שלום</div>'


def quizlet(deck: Deck) -> list[list[str]]:
    """As Quizlet's import does it: a card a line, a tab between term and definition."""
    data = bytes_of(output(deck), "-quizlet.tsv").decode()
    assert data.endswith("\n")
    return [entry.split("\t") for entry in data[:-1].split("\n")]


@pytest.mark.parametrize("value", [*hostile.TEXTS, hostile.LONG.strip()], ids=lambda value: repr(value[:20]))
def test_hostile_texts_come_back_from_quizlet(value: str) -> None:
    cards = quizlet(hostile.deck(value))
    assert all(len(card) == 2 for card in cards)
    assert len(cards) == 11  # the matching is two
    assert cards[0] == [value, value]
    assert cards[3] == [f"{value} / True / False", "True"]
    assert [f"{value} / a {value}", f"a {value}"] in cards


def test_lines_and_tables_stay_on_a_line() -> None:
    deck = made(
        {
            "id": "f",
            "type": "flashcard",
            "prompt": "List:\n\n- a\n- b",
            "answer": "| x | y |\n|--|--|\n| 1 | 2 |",
        }
    )
    assert quizlet(deck) == [["List: / - a / - b", "x | y / 1 | 2"]]
    assert line("a\n\n  b\tc") == "a / b | c"


def test_a_passage_stands_on_the_front() -> None:
    deck = made(
        {"id": "f", "type": "flashcard", "prompt": "Who?", "answer": "She", "passage": "p"},
        passages=[{"id": "p", "title": "A tale", "text": "Once."}],
    )
    assert quizlet(deck) == [["A tale / Once. / Who?", "She"]]


def test_the_unit_stands_on_the_front() -> None:
    asked = {"id": "q", "type": "numeric", "prompt": "How warm?", "answer": 20, "unit": "°C"}
    assert quizlet(made(asked)) == [["How warm? / _____ °C", "20 °C"]]


def test_an_essay_without_an_answer_is_no_card() -> None:
    deck = made({"id": "e", "type": "essay", "prompt": "Why?"})
    assert [file.name for file in output(deck).files] == ["d.csv"]


def test_our_own_deck_is_whole_in_anki(collection: Collection, tmp_path: Path) -> None:
    deck = quizkit.load(ROOT / "decks" / "tour")
    without = sum("essays without" in loss.what for loss in output(deck).losses)
    assert len(imported(collection, deck, tmp_path)) == len(deck.questions) - without
