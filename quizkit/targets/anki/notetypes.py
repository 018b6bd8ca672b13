"""The note types: schema, templates and style, as Anki and genanki want them.

The templates are files in `templates/`. A comment `<!--part-->` in one stands for the file
`_part.html`, `<!--name.js-->` for that script; everything ends up in the template itself, because a
script that comes as a media file never changes once a student has it.
"""

from __future__ import annotations

import hashlib
import re
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

from quizkit.targets import anki_words as words
from quizkit.targets.anki.identity import BASIC, CHOICE, CLOZE, MATCH, ORDER, TYPED
from quizkit.targets.anki.schema import FIELDS, NOTE_TYPE_IDS

if TYPE_CHECKING:
    from genanki import Model

TEMPLATES: dict[str, tuple[tuple[str, str], ...]] = {
    BASIC: (("Card", "basic"), ("Reverse", "reverse")),
    CLOZE: (("Cloze", "cloze"),),
    TYPED: (("Card", "typed"),),
    CHOICE: (("Card", "choice"),),
    MATCH: (("Card", "match"),),
    ORDER: (("Card", "order"),),
}
"""Each note type's templates, frozen like the fields: Anki's name for it, and its files' name."""

# Which fields must not be empty for a card to exist. genanki guesses this by rendering with another
# template engine, which knows no filters; Anki computes it anew only when a student edits the type.
_REQUIRED: dict[str, list[list[Any]]] = {
    BASIC: [[0, "any", [0]], [1, "all", [1, 3]]],
    CLOZE: [[0, "any", [0]]],
    TYPED: [[0, "any", [0]]],
    CHOICE: [[0, "any", [0]]],
    MATCH: [[0, "any", [0]]],
    ORDER: [[0, "any", [0]]],
}

_INCLUDE = re.compile(r"<!--([a-z]+)(\.js)?-->\n?")


@cache
def model(name: str) -> Model:
    """The note type as genanki's `Model`. Shared: do not change it."""
    import genanki

    made = genanki.Model(
        model_id=NOTE_TYPE_IDS[name],
        name=name,
        fields=[_field(name, ordinal, field) for ordinal, field in enumerate(FIELDS[name])],
        templates=[_template(name, ordinal, *names) for ordinal, names in enumerate(TEMPLATES[name])],
        css=css(),
        model_type=genanki.Model.CLOZE if name == CLOZE else genanki.Model.FRONT_BACK,
    )
    made.__dict__["_req"] = _REQUIRED[name]  # a cached property: ours is there before genanki's guess
    return made


def to_json(name: str, deck_id: int, modified: int) -> dict[str, Any]:
    """The note type as it stands in the package's `col.models`."""
    made: dict[str, Any] = model(name).to_json(modified, deck_id)
    return made


def fingerprint(name: str) -> str:
    """A hash of all that an update of the note type would change on a student's side."""
    made = model(name)
    parts = [made.css, *(template[side] for template in made.templates for side in ("name", "qfmt", "afmt"))]
    parts += [field["name"] for field in made.fields]
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:16]


def _field(name: str, ordinal: int, field: str) -> dict[str, Any]:
    return {"name": field, "id": NOTE_TYPE_IDS[name] * 1000 + ordinal, "font": "Arial", "size": 20}


def _template(name: str, ordinal: int, title: str, file: str) -> dict[str, Any]:
    return {
        "name": title,
        "id": NOTE_TYPE_IDS[name] * 1000 + 500 + ordinal,
        "qfmt": _read(f"{file}.front.html"),
        "afmt": _read(f"{file}.back.html"),
    }


@cache
def css() -> str:
    """The style that all note types share, with the furniture's words in all languages."""
    return _file("card.css") + "\n" + words.stylesheet()


def _read(name: str) -> str:
    return _INCLUDE.sub(_included, _file(name)).strip()


def _included(found: re.Match[str]) -> str:
    if found[2]:
        return _file(f"{found[1]}.js")
    return _file(f"_{found[1]}.html")


@cache
def _file(name: str) -> str:
    return resources.files("quizkit.targets.anki").joinpath("templates", name).read_text("utf-8")
