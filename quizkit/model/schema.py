"""The JSON Schema of decks: what an editor needs to complete fields and to mark wrong ones."""

from __future__ import annotations

from typing import Any

from quizkit.model.base import ID_PATTERN
from quizkit.model.deck import Deck, Source
from quizkit.model.questions import TYPES

DIALECT = "http://json-schema.org/draft-07/schema#"
"""The dialect that YAML language servers know best."""

_SHORTHANDS: dict[str, list[dict[str, Any]]] = {
    "Option": [{"type": ["string", "number", "boolean"]}],
    "Criterion": [{"type": ["string", "number"]}],
    "Pair": [
        {"type": "array", "minItems": 2, "maxItems": 2, "items": {"type": ["string", "number", "boolean"]}}
    ],
    "Reference": [{"type": ["string", "number"], "pattern": ID_PATTERN}],
}
"""What may be written instead of the full form, by model: `32` for `{text: 32}`."""


def deck_schema() -> dict[str, Any]:
    """The schema of a deck file, of a deck.yaml without questions, and of a file of questions.

    Every scalar of the YAML is text to quizkit, so text fields admit numbers and booleans too.
    """
    schema = _draft7(Deck.model_json_schema(by_alias=True))
    definitions = schema.pop("$defs")
    for name, alternatives in _SHORTHANDS.items():
        definitions[name] = {"anyOf": [*alternatives, definitions[name]]}
    definitions["Source"] = _source()
    definitions["Section"]["properties"]["types"]["items"] = {"enum": [*TYPES]}
    definitions["Cloze"]["properties"]["text"]["pattern"] = r"\{\{c\d+::"
    schema["properties"]["sources"]["additionalProperties"] = {"$ref": "#/definitions/Source"}
    return {
        "$schema": DIALECT,
        "title": "A quizkit deck",
        "anyOf": [{"$ref": "#/definitions/Deck"}, {"$ref": "#/definitions/Part"}],
        "definitions": {**definitions, "Deck": schema, "Part": _part(schema)},
    }


def _source() -> dict[str, Any]:
    """A source without its id, which is its key in `sources`."""
    schema: dict[str, Any] = _draft7(Source.model_json_schema())
    schema["properties"].pop("id")
    schema["required"].remove("id")
    return schema


def _part(deck: dict[str, Any]) -> dict[str, Any]:
    """A file of questions beside a deck.yaml."""
    names = ("questions", "facts", "passages", "sources", "worksheets")
    return {
        "title": "Questions of a deck in a folder",
        "type": "object",
        "additionalProperties": False,
        "properties": {name: deck["properties"][name] for name in names},
        "not": {"required": ["deck"]},
    }


def _draft7(value: Any) -> Any:
    """References below `definitions`, and no titles that only repeat a field's name."""
    if isinstance(value, dict):
        kept = {key: item for key, item in value.items() if not (key == "title" and isinstance(item, str))}
        return {key: _draft7(item) for key, item in kept.items()}
    if isinstance(value, list):
        return [_draft7(item) for item in value]
    return value.replace("#/$defs/", "#/definitions/") if isinstance(value, str) else value
