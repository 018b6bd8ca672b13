"""What a build left in its output folder, and from what: `.quizkit-build.json`, one line an entry, sorted.

An entry is a statement that stays true whatever happens to the folder: “from these inputs came
files with these contents, and this was said”. It is believed only where the inputs and the files
are found to be just so. Hence a lost, old or damaged manifest, or one of another quizkit, costs a
build and nothing else.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from quizkit import files
from quizkit.diagnostics import Diagnostic, Severity, Span

NAME = ".quizkit-build.json"
VERSION = 1
_MAX_BYTES = 64 * 1024 * 1024
_ABOUT = "What quizkit made from what, so that it writes only what changed. Safe to delete."

Key = tuple[str, str]
"""A deck's id and a target."""


@dataclass(frozen=True, slots=True)
class Made:
    """A file that was written: its name, the SHA-256 of its bytes, the word about it in the summary."""

    name: str
    digest: str
    about: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """What one target made of one deck.

    `source` tells the deck's files, wherever they lie, `inputs` everything it came from that is known before
    the deck is read; `media` the SHA-256 of each picture by name; `lock` what quizkit.lock said of the deck,
    and `lock_file` the whole file. `original` is the id of the deck of which it is a translation, if any.
    `checked` is what was said of the deck, `said` what of this target; in place of a path stands the
    number of the deck's file.
    """

    id: str
    target: str
    original: str
    source: str
    inputs: str
    media: Mapping[str, str] = field(default_factory=dict)
    lock: str = ""
    lock_file: str = ""
    files: tuple[Made, ...] = ()
    checked: tuple[Diagnostic, ...] = ()
    said: tuple[Diagnostic, ...] = ()

    @property
    def key(self) -> Key:
        return self.id, self.target


def read(out: Path) -> dict[Key, Entry]:
    """The entries of the manifest in `out`: none of what is not there or makes no sense."""
    try:
        with (out / NAME).open("rb") as stream:
            data = stream.read(_MAX_BYTES + 1)
        if len(data) > _MAX_BYTES:
            return {}
        tree = json.loads(data)
        if type(tree["version"]) is not int or tree["version"] != VERSION:
            return {}
        rows = tree["made"]
        found = [entry for row in rows if (entry := _entry(row)) is not None]
    except (OSError, ValueError, LookupError, TypeError, RecursionError):
        return {}
    return {entry.key: entry for entry in found}


def _entry(row: Any) -> Entry | None:
    try:
        return Entry(
            **{name: _text(row[name]) for name in _WORDS},
            media={_text(name): _text(digest) for name, digest in row["media"].items()},
            files=tuple(_made(item) for item in row["files"]),
            checked=tuple(map(_diagnostic, row["checked"])),
            said=tuple(map(_diagnostic, row["said"])),
        )
    except (ValueError, LookupError, TypeError, AttributeError):
        return None


_WORDS = ("id", "target", "original", "source", "inputs", "lock", "lock_file")


def _text(value: Any) -> str:
    if type(value) is not str:
        raise TypeError("no text")
    return value


def _made(row: Any) -> Made:
    name, digest, about = map(_text, row)
    if not files.is_plain_name(name):
        raise ValueError(name)
    return Made(name, digest, about)


def _diagnostic(row: Any) -> Diagnostic:
    severity = Severity(row["severity"])
    if severity is Severity.ERROR:  # nothing with an error is ever written down
        raise ValueError(row)
    return Diagnostic(
        _text(row["code"]),
        _text(row["message"]),
        _span(row["span"]) if row.get("span") else None,
        severity,
        _text(row.get("label", "")),
        _text(row.get("hint", "")),
        tuple((_span(span), _text(remark)) for span, remark in row.get("related", ())),
        row.get("fixable", False) is True,
    )


def _span(row: Any) -> Span:
    path, *numbers = row
    if len(numbers) != 3 or not all(type(number) is int and number >= 0 for number in numbers):
        raise ValueError(row)
    return Span(_text(path), *numbers)


def dump(entries: Iterable[Entry]) -> bytes:
    """The bytes of the file: UTF-8, LF, sorted, the same for equal entries; no clock, no path."""
    rows = [_line(entry) for entry in sorted(entries, key=lambda entry: entry.key)]
    start = f'{{"version": {VERSION},\n"about": {json.dumps(_ABOUT)},\n"made": [\n'
    return (start + ",\n".join(rows) + "\n]}\n").encode()


def _line(entry: Entry) -> str:
    row: dict[str, Any] = {name: getattr(entry, name) for name in _WORDS}
    row["media"] = dict(sorted(entry.media.items()))
    row["files"] = [[made.name, made.digest, made.about] for made in entry.files]
    row["checked"] = [_said(item) for item in entry.checked]
    row["said"] = [_said(item) for item in entry.said]
    return json.dumps(row)  # ASCII: half a character in a file name is written as an escape


def _said(item: Diagnostic) -> dict[str, Any]:
    row: dict[str, Any] = {"code": item.code, "message": item.message, "severity": str(item.severity)}
    if item.span is not None:
        row["span"] = _numbers(item.span)
    for name in ("label", "hint", "fixable"):
        if value := getattr(item, name):
            row[name] = value
    if item.related:
        row["related"] = [[_numbers(span), remark] for span, remark in item.related]
    return row


def _numbers(span: Span) -> list[str | int]:
    return [span.path, span.line, span.column, span.end_column]
