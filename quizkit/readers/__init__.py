"""Readers: a file becomes a `Loaded`. One module a format."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from quizkit.diagnostics import Diagnostic, Span
from quizkit.readers import json, text, yaml
from quizkit.readers.base import Loaded
from quizkit.readers.draft import HEADER_FILE

__all__ = ["Loaded", "discover", "read"]


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
        if not path.is_dir():
            return [yaml.whole(path)], None
        found = list(_walk(path))
    except OSError as error:  # a folder that may not be read, a name that is too long
        return [], text.unreadable(str(path), error)
    if found:
        return found, None
    hint = "a deck is a .yaml file; `quizkit new NAME` writes one to start from"
    if any(path.glob("*.json")):
        hint = "in a folder, only .yaml files are decks; name a deck in JSON by its file"
    return [], Diagnostic("QK022", f"no deck in {path}", Span(str(path)), hint=hint)


def _walk(folder: Path) -> Iterator[Path]:
    if (folder / HEADER_FILE).exists():
        yield folder
        return
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.name.startswith("."):
            continue
        if entry.is_dir() and not entry.is_symlink():
            yield from _walk(entry)
        elif entry.suffix.lower() in yaml.ENDINGS:
            yield entry
