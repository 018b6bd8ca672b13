"""The JSON Schema says what the reader says: no mark without a mistake, and few mistakes without a mark."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from quizkit.model.questions import TYPES, QuestionBase
from quizkit.model.schema import STUDENTS, deck_schema
from quizkit.readers import read

SCHEMA = jsonschema.Draft7Validator(deck_schema())

QUESTIONS: dict[str, dict[str, Any]] = {
    "flashcard": {"prompt": "p", "answer": "a"},
    "choice": {"prompt": "p", "answer": "a", "distractors": ["b", "c"]},
    "multiple": {"prompt": "p", "answers": ["a"], "distractors": ["b", "c"]},
    "true-false": {"prompt": "p", "answer": "true"},
    "short-answer": {"prompt": "p", "answer": "a"},
    "numeric": {"prompt": "p", "answer": "3"},
    "cloze": {"text": "{{c1::a}}"},
    "matching": {"prompt": "p", "pairs": [["a", "b"], ["c", "d"]]},
    "ordering": {"prompt": "p", "items": ["a", "b"]},
    "essay": {"prompt": "p"},
}
VALUES: tuple[Any, ...] = (
    None, "", " ", "x", "x y", "é", "3.10", "-1", "2,5", "Vrai", "0", "1", "maybe", "easy", "QK201", "2024-07",
    "{{c1::x}}", "a\nb", [], ["x"], ["x", "y"], ["x", ""], ["1", "2"], [["a", "b"], ["c", "d"]], [["a"]], {},
    {"text": "x"}, {"text": "x", "feedback": "y"}, {"txt": "x"}, {"left": "a", "right": "b"}, [{"text": "x"}],
    {"1": ["x"]}, {"1": "x"}, {"x": ["y"]}, {"criterion": "x", "points": "2"}, [{"criterion": "x"}], "200", "201",
    {"file": "a.png", "alt": "x"}, [{"file": "a.png", "alt": "x"}], [{"code": "QK201", "reason": "x"}],
)  # fmt: skip
"""What people may write behind a field; `None` is nothing at all."""

SCHEMA_CODES = frozenset({"QK101", "QK102", "QK103", "QK104", "QK105", "QK106"})
"""What the schema of a field is about. The others are about what several fields or texts say together."""

HARMLESS = {
    ("lines", "0"): "a number in quotes is a number to quizkit; nobody writes one",
    ("lines", "1"): "the same",
    ("lines", "200"): "the same",
    ("accept", "[]"): "an empty list is as good as an empty mapping; nobody writes one",
}
"""What quizkit takes and the schema marks."""


def written(value: Any) -> str:
    """The value in YAML's flow notation, every scalar as quoted text."""
    if value is None:
        return ""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{json.dumps(key)}: {written(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(written(item) for item in value) + "]"
    return json.dumps(value)


def deck(question: dict[str, Any]) -> dict[str, Any]:
    return {"deck": "d", "title": "T", "lang": "en", "questions": [question]}


def said(data: dict[str, Any], folder: Path) -> set[str]:
    """The codes of the errors that the reader finds in it."""
    path = folder / "d.yaml"
    path.write_text(written(data), encoding="utf-8")
    return {item.code for item in read(path).diagnostics if item.severity == "error"}


def variants(name: str) -> Iterator[tuple[str, Any, dict[str, Any]]]:
    """A question of this type with each of its fields set to each value, left out, or misspelt."""
    whole = {"id": "q", "type": name, **QUESTIONS[name]}
    for field in TYPES[name].model_fields:
        if field == "type" or (field in QuestionBase.model_fields and name != "choice"):
            continue
        for value in VALUES:
            yield field, value, whole | {field: value}
        yield field, "(left out)", {key: item for key, item in whole.items() if key != field}
    yield "nonsense", "x", whole | {"nonsense": "x"}


@pytest.mark.parametrize("name", TYPES)
def test_the_schema_marks_what_the_reader_refuses_and_nothing_else(name: str, tmp_path: Path) -> None:
    wrongly, missed, tried = [], [], 0
    for field, value, question in variants(name):
        data = deck(question)
        codes, accepted = said(data, tmp_path), SCHEMA.is_valid(data)
        tried += 1
        if not codes and not accepted and (field, str(value)) not in HARMLESS:
            wrongly.append((field, value))
        if accepted and codes & SCHEMA_CODES:
            missed.append((field, value, codes))
    assert tried > 80
    assert wrongly == []
    assert missed == []


@pytest.mark.parametrize("lines", [0, 8, 200])
def test_whole_numbers_as_yaml_has_them(lines: int) -> None:
    assert SCHEMA.is_valid(deck({"id": "q", "type": "essay", "prompt": "p", "lines": lines}))
    assert not SCHEMA.is_valid(deck({"id": "q", "type": "essay", "prompt": "p", "lines": 201}))


@pytest.mark.parametrize(
    "change",
    [
        {"title": None}, {"lang": "English!"}, {"nonsense": "x"}, {"questions": "x"}, {"facts": [{"id": "f"}]},
        {"sources": {"a": {"titel": "x"}}}, {"sources": ["a"]}, {"passages": [{"id": "p"}]},
        {"passages": [{"id": "p", "title": "x"}]}, {"worksheets": [{"id": "w"}]}, {"tags": "x y"},
        {"worksheets": [{"id": "w", "sections": []}]}, {"fresh_for": "2 weeks"}, {"deck": "a b"},
        {"worksheets": [{"id": "w", "versions": 0, "sections": [{}]}]},
        {"worksheets": [{"id": "w", "sections": [{"types": ["mcq"]}]}]},
        {"facts": [{"id": "f", "statement": "s", "as_of": "July"}]},
        {"facts": [{"id": "f", "statement": "s", "source": {"at": "x"}}]},
    ],
    ids=str,
)  # fmt: skip
def test_what_is_wrong_with_a_deck_is_refused_by_both(change: dict[str, Any], tmp_path: Path) -> None:
    data = deck({"id": "q", "type": "essay", "prompt": "p"}) | change
    assert said(data, tmp_path)
    assert not SCHEMA.is_valid(data)


@pytest.mark.parametrize(
    "change",
    [
        {}, {"tags": None}, {"description": None, "facts": None}, {"sources": None}, {"fresh_for": "18 months"},
        {"deck": "élan", "title": "3.10"}, {"sources": {"a": {"title": "x", "published": "2024-07"}}},
        {"sources": {"a": {"title": "x"}}, "facts": [{"id": "f", "statement": "s", "source": "a"}]},
        {"passages": [{"id": "p", "text": "t"}]}, {"worksheets": [{"id": "w", "sections": [{}]}]},
        {"worksheets": [{"id": "w", "sections": [{"types": ["essay"]}]}]},
    ],
    ids=str,
)  # fmt: skip
def test_what_is_right_in_a_deck_is_taken_by_both(change: dict[str, Any], tmp_path: Path) -> None:
    data = deck({"id": "q", "type": "essay", "prompt": "p"}) | change
    assert said(data, tmp_path) == set()
    assert [error.message for error in SCHEMA.iter_errors(data)] == []


def test_a_part_holds_what_a_part_may_hold() -> None:
    part = {"questions": [{"id": "q", "type": "essay", "prompt": "p"}], "facts": [], "sources": {}}
    assert SCHEMA.is_valid(part)
    assert SCHEMA.is_valid({"deck": "d", "title": "T", "lang": "en"})
    for field in ("title", "lang", "tags", "description", "fresh_for", "translation_of"):
        assert not SCHEMA.is_valid(part | {field: "x"})


def test_a_question_without_a_known_type_is_wrong() -> None:
    for question in (
        {"id": "q", "prompt": "p"},
        {"id": "q", "type": "mcq", "prompt": "p"},
        {"type": "essay"},
    ):
        assert not SCHEMA.is_valid(deck(question))


def test_every_type_says_what_students_do() -> None:
    assert [*STUDENTS] == [*TYPES]


def test_every_field_has_a_description() -> None:
    bare = [
        f"{name}.{field}"
        for name, definition in deck_schema()["definitions"].items()
        for alternative in (definition, *definition.get("anyOf", ()))
        for field, value in alternative.get("properties", {}).items()
        if "description" not in value and field not in ("id", "type")
    ]
    assert bare == []


def test_no_default_is_offered_as_if_it_had_to_be_written() -> None:
    text = json.dumps(deck_schema())
    assert '"default"' not in text
    assert '"null"' not in re.sub(r'"not": \{"type": (\[[^]]*\]|"null")\}', "", text).replace(
        '["object", "null"]', ""
    )


def test_references_lead_somewhere() -> None:
    schema = deck_schema()
    jsonschema.Draft7Validator.check_schema(schema)
    for part in json.dumps(schema).split('"$ref": "')[1:]:
        assert part.split('"')[0].removeprefix("#/definitions/") in schema["definitions"]
