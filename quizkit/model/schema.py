"""The JSON Schema of decks: what an editor needs to complete fields, explain them and mark wrong ones.

Written for language servers (yaml-language-server, which VS Code and most other editors use) as much as
for validators. Three habits follow from that:

- Questions are told apart by `if`/`then` on `type`, not by `anyOf`: a server then offers the fields of one
  type only, and marks what is wrong with them at its place.
- `errorMessage`, `markdownDescription`, `enumDescriptions` and `defaultSnippets` are VS Code's extensions
  of JSON Schema (code.visualstudio.com/docs/languages/json); validators pass them over.
- “Nothing was written” and “true or false is text too” are said with `not`: said with `type`, a server
  would offer the words null, true and false wherever a text is wanted.
"""

from __future__ import annotations

from typing import Any

from quizkit.model.deck import Deck, Source
from quizkit.model.questions import TYPES

DIALECT = "http://json-schema.org/draft-07/schema#"
"""The dialect that YAML language servers know best."""

Schema = dict[str, Any]

PART_FIELDS = ("questions", "facts", "passages", "sources", "worksheets")
"""What a file of questions beside a deck.yaml may hold."""

STUDENTS = {
    "flashcard": "Students remember the back of a card, and the front if you like.",
    "choice": "Students choose the one right option.",
    "multiple": "Students choose every right option.",
    "true-false": "Students say whether a statement is true.",
    "short-answer": "Students type or write a few words.",
    "numeric": "Students give a number, exactly or within a tolerance.",
    "cloze": "Students fill the blanks of a text, with or without a word bank.",
    "matching": "Students match what belongs together.",
    "ordering": "Students put things in order.",
    "essay": "Students write a longer answer; you get a model answer and a rubric.",
}
"""What students do with a question of each type."""

_BODIES = {
    "flashcard": "prompt: $2\nanswer: $3",
    "choice": "prompt: $2\nanswer: $3\ndistractors:\n  - $4\n  - $5\n  - $6",
    "multiple": "prompt: $2\nanswers:\n  - $3\n  - $4\ndistractors:\n  - $5\n  - $6",
    "true-false": "prompt: $2\nanswer: ${3|true,false|}",
    "short-answer": "prompt: $2\nanswer: $3",
    "numeric": "prompt: $2\nanswer: $3",
    "cloze": "text: $2 {{c1::$3}} $4",
    "matching": "prompt: $2\npairs:\n  - [$3, $4]\n  - [$5, $6]\n  - [$7, $8]",
    "ordering": "prompt: $2\nitems:\n  - $3\n  - $4\n  - $5",
    "essay": "prompt: $2\nanswer: $3\nlines: ${4:8}",
}
"""What an editor writes for a new question of each type, below its id; the cursor goes from `$2` to `$3`."""

_KINDS = ("array", "boolean", "number", "object", "string")


def deck_schema() -> Schema:
    """The schema of a deck file, of a deck.yaml without questions, and of a file of questions.

    Every scalar of the YAML is text to quizkit, so text fields admit numbers and booleans too, and a field
    that may be left out may be left empty.
    """
    raw = Deck.model_json_schema(by_alias=True)
    definitions = _definitions(raw["$defs"])
    deck = _object(raw)
    deck["properties"]["sources"]["additionalProperties"] = {"$ref": "#/definitions/Source"}
    deck["properties"]["questions"]["items"] = {"$ref": "#/definitions/Question"}
    schema: Schema = {
        "$schema": DIALECT,
        "title": "A quizkit deck",
        "description": "Questions for Anki, paper and learning platforms.",
        **{key: deck[key] for key in ("type", "additionalProperties", "properties")},
        "allOf": _belongings(deck),
        "definitions": definitions,
    }
    finished: Schema = _explained(_inlined(schema, definitions))
    return finished


def _definitions(models: Schema) -> Schema:
    """What pydantic says of each model, for editors, and what it cannot say."""
    found = {name: _object(definition) for name, definition in models.items()}
    for name, question in TYPES.items():
        found[question.__name__] = _question_of(name, found[question.__name__])
    found["Question"] = _question()
    found["Source"] = _source()
    found["Numeric"] |= _numeric()
    found["Cloze"]["properties"]["text"]["anyOf"][0] |= {
        "pattern": r"\{\{c\d+::",
        "errorMessage": "No blank in this cloze: mark what to ask for, {{c1::answer}}.",
    }
    found["Passage"] |= {
        "if": {"required": ["images"]},
        "else": {"required": ["text"], "errorMessage": "A passage has a `text` or `images`."},
    }
    found["Section"]["properties"]["types"]["items"] = _types()
    for name, written in _shorthands(found).items():
        description = found[name].pop("description")
        found[name] = {"description": description, "anyOf": [*written, found[name]]}
    return found


def _belongings(deck: Schema) -> list[Schema]:
    """A file with a deck's id has its title and language too; without, it holds only what parts may hold."""
    others = [name for name in deck["properties"] if name not in (*PART_FIELDS, "deck")]
    required = [name for name in deck["required"] if name != "deck"]
    return [
        {"if": {"required": ["deck"]}, "then": {"required": required}},
        {"if": {"anyOf": [{"required": [name]} for name in others]}, "then": {"required": ["deck"]}},
    ]


def _question() -> Schema:
    """A question: its type decides which fields it has; behind a dash alone, editors offer whole questions."""
    arms = [
        {
            "if": {"type": "object", "properties": {"type": {"const": name}}, "required": ["type"]},
            "then": {"$ref": f"#/definitions/{model.__name__}"},
        }
        for name, model in TYPES.items()
    ]
    return {
        "title": "question",
        "type": "object",
        "description": "A question begins with its `id` and its `type`; the type decides what else it has.",
        "required": ["id", "type"],
        "properties": {
            "id": _id("Its identity in this deck. Never change it once published."),
            "type": {**_types(), "description": "What kind of question it is."},
        },
        "allOf": [*arms, {"if": {"type": "object"}, "else": _snippets()}],
    }


def _snippets() -> Schema:
    """A new question of each type, from behind its dash, for the cursor to go through.

    `bodyText`, because yaml-language-server offers a `body` twice, once with an empty line before it.
    """
    texts = {name: f"id: $1\ntype: {name}\n{_BODIES[name]}".replace("\n", "\n  ") for name in TYPES}
    found = [
        {"label": f"new {name}", "description": STUDENTS[name], "bodyText": text}
        for name, text in texts.items()
    ]
    return {"defaultSnippets": found}


def _question_of(name: str, definition: Schema) -> Schema:
    """One type of question, as a part of `Question`, which looks at `id` and `type`."""
    definition["properties"] |= {"id": {}, "type": {}}
    required = [field for field in definition["required"] if field != "id"]
    return {**definition, "title": f"{name} question", "description": STUDENTS[name], "required": required}


def _types() -> Schema:
    return {"enum": [*TYPES], "enumDescriptions": [STUDENTS[name] for name in TYPES]}


def _id(description: str) -> Schema:
    schema: Schema = Source.model_json_schema()["properties"]["id"]
    schema.pop("title", None)
    return {**schema, "description": description}


def _source() -> Schema:
    """A source without its id, which is its key in `sources`."""
    schema = _object(Source.model_json_schema())
    schema["properties"].pop("id")
    schema["required"].remove("id")
    return schema


def _numeric() -> Schema:
    """A numeric question has an answer or a range, and no tolerance around a range."""
    zero = {"maximum": 0, "pattern": r"^\s*[+-]?0*\.?0*\s*$"}
    return {
        "if": {"required": ["between"], "properties": {"between": {"not": {"type": "null"}}}},
        "then": {
            "properties": {
                "tolerance": {**zero, "errorMessage": "Use `between` or `tolerance`, not both together."}
            }
        },
        "else": {
            "required": ["answer"],
            "properties": {
                "answer": {
                    "type": ["string", "number"],
                    "errorMessage": "A number is wanted here.",
                    "doNotSuggest": True,
                }
            },
            "errorMessage": 'Missing property "answer": write `answer: …` or `between: [low, high]`.',
        },
    }


def _shorthands(definitions: Schema) -> dict[str, list[Schema]]:
    """What may be written instead of the full form, by model: `32` for `{text: 32}`."""
    text = definitions["Option"]["properties"]["text"]["anyOf"]
    sides: Schema = {"type": "array", "minItems": 2, "maxItems": 2, "items": {"anyOf": text}}
    reference = {key: item for key, item in _id("").items() if key != "description"}
    return {"Option": text, "Criterion": text, "Pair": [sides], "Reference": [reference]}


def _object(raw: Schema) -> Schema:
    """One model for editors: its name in plain words, no defaults, fields that may be empty."""
    required = raw.get("required", [])
    fields = {
        name: _field(value, empty=name not in required) for name, value in raw.get("properties", {}).items()
    }
    name = raw["title"].lower()
    kept = {key: value for key, value in raw.items() if key not in ("$defs", "title", "properties")}
    return {"title": name, **kept, "required": [*required], "properties": fields}


def _field(raw: Schema, *, empty: bool) -> Schema:
    """One field. pydantic says `X or null` where it may be missing; in YAML it is simply empty."""
    about = {"description": raw["description"]} if "description" in raw else {}
    choices = [item for item in raw.get("anyOf", [raw]) if item.get("type") != "null"]
    value = (
        {key: item for key, item in choices[0].items() if key not in ("title", "default", "description")}
        if len(choices) == 1
        else {"anyOf": choices}
    )
    if value.get("type") == "array":
        return about | _list(value, empty=empty)
    if value.get("type") == "object":
        return about | value | ({"type": ["object", "null"]} if empty else {})
    return about | (_scalar(value, empty=empty) if "anyOf" not in value else value)


def _list(value: Schema, *, empty: bool) -> Schema:
    """A list; where it may be empty, `type` is said only of what is neither a list nor nothing."""
    if "prefixItems" in value:  # a later dialect's word for a list with a place for each entry
        value["items"] = value.pop("prefixItems")[0]
    if "items" in value:
        value["items"] = _field(value["items"], empty=False)
    if not empty:
        return value
    kept = {key: item for key, item in value.items() if key != "type"}
    wrong = [kind for kind in _KINDS if kind != "array"]
    message = "A list is wanted here: each entry on a line of its own with a dash, or [one, two]."
    return kept | {"if": {"type": wrong}, "then": {"type": "array", "errorMessage": message}}


def _scalar(value: Schema, *, empty: bool) -> Schema:
    """A text, a number, a choice of words, or a reference to another model."""
    kinds = value.get("type", [])
    kinds = [kinds] if isinstance(kinds, str) else kinds
    is_text = "boolean" in kinds and "string" in kinds and "enum" not in value and "minimum" not in value
    if not (is_text or empty):
        return value
    excluded = [kind for kind in _KINDS if not (is_text and kind in ("boolean", "number"))]
    if not empty:
        excluded.append("null")
    shown = value | {"type": ["string", "number"]} if is_text else value
    return {"anyOf": [shown, {"not": {"type": sorted(excluded)}}]}


def _inlined(value: Any, definitions: Schema) -> Any:
    """References that stand beside a description become the definition: else its description would win."""
    if isinstance(value, dict):
        found = {key: _inlined(item, definitions) for key, item in value.items()}
        if "description" in found and "$ref" in found:
            name = found.pop("$ref").rpartition("/")[2]
            return _inlined(definitions[name], definitions) | found
        return found
    return [_inlined(item, definitions) for item in value] if isinstance(value, list) else value


def _explained(value: Any) -> Any:
    """Descriptions with `code` in them once more as Markdown: servers escape the plain ones."""
    if isinstance(value, dict):
        found = {key: _explained(item) for key, item in value.items()}
        text = found.get("description")
        if isinstance(text, str) and "`" in text:
            found["markdownDescription"] = text
        return found
    if isinstance(value, list):
        return [_explained(item) for item in value]
    return value.replace("#/$defs/", "#/definitions/") if isinstance(value, str) else value
