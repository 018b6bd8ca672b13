"""The union of question types, and what all who look at them rely on."""

from __future__ import annotations

from pathlib import Path
from typing import Any, get_args

import jsonschema
import pytest
from pydantic import ValidationError

import quizkit
from quizkit import Choice, Cloze, Deck, Matching, Numeric
from quizkit.model import texts
from quizkit.model.questions import TYPES, Question, QuestionBase
from quizkit.model.schema import deck_schema

CORPUS = Path(__file__).parent.parent / "corpus"


def test_the_table_of_types_is_the_union() -> None:
    assert set(TYPES.values()) == set(get_args(Question))
    assert {name: model.model_fields["type"].default for name, model in TYPES.items()} == {
        name: name for name in TYPES
    }


@pytest.mark.parametrize("name", TYPES)
def test_every_type_has_a_corpus_a_public_name_and_a_schema(name: str) -> None:
    model = TYPES[name]
    assert issubclass(model, QuestionBase)
    assert getattr(quizkit, model.__name__) is model
    assert model.__name__ in quizkit.__all__
    assert model.__name__ in deck_schema()["definitions"]
    assert {question.type for question in quizkit.load(CORPUS / f"{name}.yaml").questions} == {name}


@pytest.mark.parametrize("name", TYPES)
def test_texts_of_a_question_name_places_that_exist(name: str) -> None:
    """Each text is found again in the file, at the place that `texts` gives it."""
    from quizkit.readers import read

    loaded = read(CORPUS / f"{name}.yaml")
    assert loaded.deck is not None
    for index, question in enumerate(loaded.deck.questions):
        found = list(texts.of_question(question))
        assert found
        for loc, text in found:
            span = loaded.places.span(("questions", index, *loc))
            assert span is not None
            line = loaded.texts[span.path].split("\n")[span.line - 1]
            shown = line[span.column - 1 :]
            assert text.split()[0].strip("\"'")[:5] in shown or shown[:1] in "|>[\"'", (loc, line)


def _deck(**fields: object) -> Deck:
    return Deck(deck="d", title="T", lang="en", **fields)  # type: ignore[arg-type]


def test_decks_made_in_python_are_checked_too() -> None:
    twice = (Numeric(id="q", prompt="P", answer=1), Numeric(id="Q", prompt="P", answer=2))  # type: ignore[arg-type]
    with pytest.raises(ValidationError, match="differ only in case"):
        _deck(questions=twice)
    with pytest.raises(ValidationError, match="no fact has the id"):
        _deck(questions=[Numeric(id="q", prompt="P", answer=1, facts=["f"])])  # type: ignore[arg-type]
    with pytest.raises(ValidationError, match="stands twice"):
        Choice(id="q", prompt="P", answer="A", distractors=["B", "B"])  # type: ignore[arg-type]


def test_python_values_become_text_and_numbers() -> None:
    question = Choice(id="q", prompt="P", answer=32, distractors=[28, 30.5], points=2)  # type: ignore[arg-type]
    assert [option.text for option in question.options] == ["32", "28", "30.5"]


@pytest.mark.parametrize("name", TYPES)
def test_a_deck_survives_a_round_trip_through_plain_data(name: str) -> None:
    deck = quizkit.load(CORPUS / f"{name}.yaml")
    assert Deck.model_validate(deck.model_dump(by_alias=True)) == deck


def test_accepted_answers_and_pairs_in_all_their_forms() -> None:
    short = Cloze.model_validate(
        {
            "id": "q",
            "text": "{{c1::a}}",
            "accept": {
                1: ["b"],
            },
        }
    )
    assert Cloze.model_validate({"id": "q", "text": "{{c1::a}}", "accept": {"c1": ["b"]}}) == short
    pairs = Matching.model_validate(
        {"id": "q", "prompt": "P", "pairs": [["a", "b"], {"left": "c", "right": "d"}]}
    )
    assert [(pair.left, pair.right) for pair in pairs.pairs] == [("a", "b"), ("c", "d")]


def _takes(schema: dict[str, Any], value: str) -> bool:
    """Whether a string is fine by the schema of a field."""
    return jsonschema.Draft7Validator(schema).is_valid(value)


@pytest.mark.parametrize(
    ("model", "field", "good", "bad"),
    [
        (
            "Numeric",
            "answer",
            ("3.10", " -2", "\N{MINUS SIGN}2", ".5", "1e3"),
            ("2,5", "4 000", "many", ""),
        ),
        ("Numeric", "tolerance", ("3.10", ".5", "0"), ("-2", "2,5", "")),
        ("TrueFalse", "answer", ("yes", "Vrai", "NON"), ("maybe", "vraiment")),
        ("Fact", "as_of", ("2024", "2024-07", "2024-07-09"), ("14/07/1789", "1789-7")),
        ("Essay", "prompt", ("x", "a\nb"), ("", " \n")),
        ("Cloze", "text", ("{{c1::x}}",), ("x", "{{c1:x}}")),
    ],
)
def test_editors_mark_what_the_reader_refuses(
    model: str, field: str, good: tuple[str, ...], bad: tuple[str, ...]
) -> None:
    definition = deck_schema()["definitions"][model]["properties"][field]
    assert [value for value in good if not _takes(definition, value)] == []
    assert [value for value in bad if _takes(definition, value)] == []


def test_editors_offer_the_types_of_a_section() -> None:
    types = deck_schema()["definitions"]["Section"]["properties"]["types"]
    assert types["items"]["enum"] == [*TYPES]
