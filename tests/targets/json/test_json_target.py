"""JSON that quizkit wrote, read by Python's `json`, by `jsonschema` and back into a `Deck`."""

from __future__ import annotations

import io
import json
from decimal import Decimal
from pathlib import Path

import hostile
import jsonschema
import pytest
from hypothesis import given, settings

import quizkit
from quizkit.model.deck import Deck
from quizkit.model.parts import Accepted
from quizkit.model.schema import deck_schema
from quizkit.targets import json as target
from quizkit.targets.base import Job
from quizkit.targets.json.deck import dumps

ROOT = Path(__file__).parents[3]
DECKS = (
    *sorted((ROOT / "tests" / "corpus").glob("*.yaml")),
    ROOT / "tests" / "corpus" / "parts" / "parts.yaml",
    ROOT / "decks" / "tour",
    ROOT / "decks" / "nato-kyiv" / "nato-kyiv-fr.yaml",
)
SCHEMA = jsonschema.Draft7Validator(deck_schema())


def written(deck: Deck) -> bytes:
    output = target.compile(Job(deck))
    assert output.losses == output.findings == ()
    (file,) = output.files
    assert file.name == f"{deck.deck}.json"
    stream = io.BytesIO()
    file.write(stream)
    return stream.getvalue()


def made(*questions: dict[str, object], **header: object) -> Deck:
    return Deck.model_validate({"deck": "d", "title": "T", "lang": "en", **header, "questions": questions})


@pytest.mark.parametrize("path", DECKS, ids=lambda path: path.stem)
def test_a_deck_comes_back_and_fits_the_schema_of_yaml(path: Path, tmp_path: Path) -> None:
    deck = quizkit.load(path)
    data = written(deck)
    assert Deck.model_validate_json(data) == deck
    assert [error.message for error in SCHEMA.iter_errors(json.loads(data))] == []
    (tmp_path / "deck.json").write_bytes(data)
    assert quizkit.load(tmp_path / "deck.json") == deck


@pytest.mark.parametrize("text", [*hostile.TEXTS, hostile.LONG], ids=lambda text: repr(text[:20]))
def test_hostile_texts_come_back(text: str) -> None:
    deck = hostile.deck(text)
    data = written(deck)
    shown = json.loads(data)["questions"][1]
    assert shown["prompt"] == deck.questions[1].prompt
    assert Deck.model_validate_json(data) == deck


@settings(max_examples=150, deadline=None)
@given(hostile.TEXT)
def test_any_text_comes_back(text: str) -> None:
    deck = hostile.deck(text)
    assert Deck.model_validate_json(written(deck)) == deck


def test_numbers_keep_their_digits() -> None:
    deck = made(
        {"id": "n", "type": "numeric", "prompt": "?", "answer": "3.10", "tolerance": "1e-7", "points": "2.50"}
    )
    question = json.loads(written(deck))["questions"][0]
    assert (question["answer"], question["tolerance"], question["points"]) == ("3.10", "1E-7", "2.50")
    again = Deck.model_validate_json(written(deck)).questions[0]
    assert again.type == "numeric"
    assert str(again.answer) == "3.10"


def test_a_number_with_a_long_exponent_can_be_read_back() -> None:
    deck = made({"id": "n", "type": "numeric", "prompt": "?", "answer": Decimal("1e-1200")})
    assert Deck.model_validate_json(written(deck)) == deck


def test_defaults_are_left_out_and_the_type_never() -> None:
    deck = made({"id": "q", "type": "true-false", "prompt": "?", "answer": False})
    assert json.loads(written(deck))["questions"] == [
        {"id": "q", "type": "true-false", "prompt": "?", "answer": False}
    ]


def test_the_fields_people_look_for_stand_first() -> None:
    deck = made(
        {"id": "q", "type": "choice", "prompt": "?", "answer": "a", "distractors": ["b"], "hint": "h"}
    )
    assert [*json.loads(written(deck))["questions"][0]] == [
        "id", "type", "prompt", "answer", "distractors", "hint",
    ]  # fmt: skip


def test_two_lists_for_one_blank_stay_two() -> None:
    accept = (Accepted(blank=1, answers=("b",)), Accepted(blank=1, answers=("c",)))
    deck = made({"id": "q", "type": "cloze", "text": "{{c1::a}}", "accept": accept})
    assert Deck.model_validate_json(written(deck)) == deck


def test_sources_are_named_by_their_ids_as_in_yaml() -> None:
    deck = made(
        {"id": "q", "type": "true-false", "prompt": "?", "answer": True, "facts": ["f"]},
        sources={"b": {"title": "Book"}, "a": {"title": "Article"}},
        facts=[{"id": "f", "statement": "So.", "source": "a"}],
    )
    shown = json.loads(written(deck))
    assert [*shown["sources"].items()] == [("b", {"title": "Book"}), ("a", {"title": "Article"})]
    assert Deck.model_validate_json(written(deck)).sources == deck.sources


def test_the_same_bytes_twice_in_utf8() -> None:
    deck = hostile.deck("é 漢字")
    assert written(deck) == written(deck) == dumps(deck)
    assert "é 漢字".encode() in written(deck)


@pytest.mark.parametrize(
    ("text", "message", "place"),
    [
        ('{"deck": "d",\n "title": "T",\n}', "a comma with nothing behind it", (2, 14)),
        ('{"tags": ["a", ]}', "a comma with nothing behind it", (1, 14)),
        ('{“deck”: "d"}', "`“` is a typographic quote", (1, 2)),
        ("{'deck': 'd'}", "a text in single quotes", (1, 2)),
        ('{"deck": "d", // my deck\n "title": "T"}', "JSON has no remarks", (1, 15)),
        ("deck: d\ntitle: T\n", "this is not JSON", (1, 1)),
        ('{"deck": "d",\n "title": NaN}', "`NaN` is no number", (2, 11)),
    ],
)
def test_the_commonest_slips_in_json_have_their_own_words(
    text: str, message: str, place: tuple[int, int], tmp_path: Path
) -> None:
    file = tmp_path / "d.json"
    file.write_text(text, encoding="utf-8")
    (found,) = [item for item in quizkit.check(file) if item.severity == "error"]
    assert (found.code, found.message) == ("QK005", message)
    assert found.span is not None
    assert (found.span.line, found.span.column) == place
    assert found.hint
