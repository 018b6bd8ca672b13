"""Readers: a file becomes a `Loaded`. One module a format."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import islice
from pathlib import Path

from quizkit import discovery
from quizkit.diagnostics import Diagnostic, Span
from quizkit.model.deck import Deck
from quizkit.readers import json, text, yaml
from quizkit.readers.base import Loaded

__all__ = ["Loaded", "discover", "neighbour", "read", "stranger"]

_DECK = re.compile(r"""^\s*[{,]?\s*["']?(?:deck|questions)["']?\s*:""", re.MULTILINE)
_NO_TEXT = re.compile("[\x00-\x08\ufffd]")
_NEIGHBOURS = 200
_BEGINNING = 20_000


def read(path: Path, shown: str | None = None) -> Loaded:
    """Reads one deck, a file or a folder with a deck.yaml; its mistakes are in the result."""
    if path.suffix.lower() in json.ENDINGS and not path.is_dir():
        return json.read(path, shown)
    loaded = yaml.read(path, shown)
    if loaded.deck is None and (found := stranger(path, shown)):
        return replace(loaded, diagnostics=(found,))
    return loaded


def stranger(path: Path, shown: str | None = None) -> Diagnostic | None:
    """QK018 for a text file of another kind: one by whose name and contents nobody would take it for a deck."""
    if path.suffix.lower() in (*discovery.ENDINGS, *json.ENDINGS) or not path.is_file():
        return None
    beginning = _beginning(path)
    if _NO_TEXT.search(beginning):  # which has a sentence of its own
        return None
    if path.suffix != ".lock" and _DECK.search(beginning):  # our lock names its decks
        return None
    hint = "a deck is a .yaml file that begins with `deck: its-id`; name that one"
    return Diagnostic("QK018", f"{path.name} is no deck", Span(shown or str(path)), hint=hint)


def discover(path: Path) -> tuple[list[Path], Diagnostic | None]:
    """The decks at `path`: itself, or those in it and its folders; and what is wrong where there are none.

    A folder with a deck.yaml is one deck, and so is each of its files; hidden files and folders are passed over.
    JSON is read where it is named: folders are full of other programs' JSON, and of our own output.
    """
    try:
        found = discovery.decks(path)
    except OSError as error:  # a folder that may not be read, a name that is too long
        return [], text.unreadable(str(path), error)
    if found:
        return found, None
    hint = "a deck is a .yaml file; `quizkit new NAME` writes one to start from"
    if any(path.glob("*.json")):
        hint = "in a folder, only .yaml files are decks; name a deck in JSON by its file"
    return [], Diagnostic("QK022", f"no deck in {path}", Span(str(path)), hint=hint)


def neighbour(folder: Path, id: str) -> Deck | None:
    """The deck with this id among those beside the deck in `folder`, if it can be read.

    Looks at the files of one folder and at the deck.yaml of each folder in it: at the beginnings of
    the first 200, by their names.
    """
    head = re.compile(rf"""^["']?deck["']?\s*:\s*["']?{re.escape(id)}["']?\s*(?:#.*)?$""", re.MULTILINE)
    found = (path for path in _beside(folder) if head.search(_beginning(path)))
    decks = (read(path.parent if path.name == discovery.HEADER_FILE else path).deck for path in found)
    return next((deck for deck in decks if deck is not None and deck.deck == id), None)


def _beside(folder: Path) -> list[Path]:
    """The files that may hold the ids of the decks beside the deck in `folder`."""
    header = folder / discovery.HEADER_FILE
    try:
        names = sorted((folder.parent if header.is_file() else folder).iterdir())
    except OSError:
        return []
    visible = (path for path in names if not path.name.startswith("."))
    files = (
        path if path.suffix.lower() in discovery.ENDINGS else path / discovery.HEADER_FILE for path in visible
    )
    found = (path for path in files if path.is_file())
    return [header, *islice(found, _NEIGHBOURS)] if header.is_file() else [*islice(found, _NEIGHBOURS)]


def _beginning(path: Path) -> str:
    try:
        with path.open(encoding="utf-8-sig", errors="replace") as stream:
            return stream.read(_BEGINNING)
    except OSError:
        return ""
