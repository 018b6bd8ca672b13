"""Readers: a file becomes a `Loaded`. One module a format."""

from __future__ import annotations

import re
from pathlib import Path

from quizkit import discovery
from quizkit.diagnostics import Diagnostic, Span
from quizkit.model.deck import Deck
from quizkit.readers import json, text, yaml
from quizkit.readers.base import Loaded

__all__ = ["Loaded", "discover", "neighbour", "read"]

_NEIGHBOURS = 200
_BEGINNING = 20_000


def read(path: Path, shown: str | None = None) -> Loaded:
    """Reads one deck, a file or a folder with a deck.yaml; its mistakes are in the result."""
    if path.suffix.lower() in json.ENDINGS and not path.is_dir():
        return json.read(path, shown)
    return yaml.read(path, shown)


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

    Looks at the beginnings of the first 200 files only, by their names.
    """
    try:
        here = folder.parent if (folder / discovery.HEADER_FILE).exists() else folder
        head = re.compile(rf"""^["']?deck["']?\s*:\s*["']?{re.escape(id)}["']?\s*(?:#.*)?$""", re.MULTILINE)
        for path in discovery.decks(here)[:_NEIGHBOURS]:
            file = path / discovery.HEADER_FILE if path.is_dir() else path
            with file.open(encoding="utf-8-sig", errors="replace") as stream:
                if head.search(stream.read(_BEGINNING)):
                    return read(path).deck
    except OSError:
        return None
    return None
