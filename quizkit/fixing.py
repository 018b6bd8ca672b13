"""`quizkit check --fix`: edits of decks, made in the source text where they stand and nowhere else.

Comments, quotes, the order of fields, line ends and everything that no edit names stay as they are,
byte for byte; in a text, only white space is ever edited. Every result is read again: where it holds
anything but the old values with the edits applied, the edit is left out. So a fix cannot do more than
it says.
"""

from __future__ import annotations

import codecs
import json
import os
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from quizkit.diagnostics import Edit, Loc
from quizkit.readers import events
from quizkit.readers.places import Places
from quizkit.readers.respacing import LINE_END, respaced
from quizkit.readers.scalars import Scalars, scan

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))


@dataclass(frozen=True, slots=True)
class Fixed:
    """One file with its edits: its new bytes, how many edits they hold, and how many could not be made."""

    path: Path
    content: bytes
    made: int
    left: int


@dataclass(slots=True)
class _Job:
    """One file and what is to be changed in it; `checked` is its text as the check saw it."""

    path: Path
    checked: str
    edits: list[Edit] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Change:
    """Some characters of a source text to be replaced: from `start`, before `end`."""

    start: int
    end: int
    new: str


def fix(repairs: Iterable[tuple[Places, Edit]]) -> Iterator[Fixed | OSError]:
    """The files that `repairs` change, each with its new bytes; nothing is written.

    A file that can no longer be read gives the system's error instead. One that changed since it was
    checked is left as it is. Two names of one file (links) are one.
    """
    jobs: dict[str, _Job] = {}
    seen: set[tuple[str, Edit]] = set()
    for places, edit in repairs:
        file, loc = places.origin(edit.loc)
        name = os.path.realpath(file.path)
        moved = Edit(loc, edit.text, edit.key)
        if (name, moved) not in seen:
            seen.add((name, moved))
            jobs.setdefault(name, _Job(Path(file.path), file.text)).edits.append(moved)
    for job in jobs.values():
        try:
            yield _file(job)
        except OSError as error:
            yield error


def _file(job: _Job) -> Fixed:
    data = job.path.read_bytes()
    encoding, bom = next(((name, bom) for bom, name in _BOMS if data.startswith(bom)), ("utf-8", b""))
    text = data[len(bom) :].decode(encoding, errors="replace")
    unchanged = text.replace("\r\n", "\n").replace("\r", "\n") == job.checked
    if not unchanged or bom + text.encode(encoding, errors="replace") != data:
        return Fixed(job.path, data, 0, len(job.edits))
    new, made = apply(text, job.edits, json=job.path.suffix.lower() == ".json")
    return Fixed(job.path, bom + new.encode(encoding), made, len(job.edits) - made)


def apply(text: str, edits: Sequence[Edit], *, json: bool = False) -> tuple[str, int]:
    """The text of a deck file with as many of `edits` as can be made, and how many those are."""
    made, new = _all(text, edits, json=json)
    if made is not None:
        return new, made
    if len(edits) == 1:
        return text, 0
    half = len(edits) // 2  # one of them does what it should not: look for it in halves
    text, first = apply(text, edits[:half], json=json)
    text, second = apply(text, edits[half:], json=json)
    return text, first + second


def _all(text: str, edits: Sequence[Edit], *, json: bool) -> tuple[int | None, str]:
    """How many of the edits can be made, and the text with them; None where it says more than they do."""
    try:
        scalars = scan(text, json=json)
        values, complaints = _read(text, json=json)
    except (events.Broken, ValueError, RecursionError):
        return 0, text
    placed: list[tuple[Edit, _Change]] = []
    for edit in edits:
        try:
            here = Edit(_written(values, edit.loc), edit.text, edit.key)
            change = _change(text, scalars, values, here, json=json)
        except (LookupError, TypeError):
            continue
        if change is not None:
            placed.append((here, change))
    try:
        new = _spliced(text, [change for _, change in placed])
        wanted = _edited(values, [edit for edit, _ in placed], json=json)
        if new is not None and _read(new, json=json) == (wanted, complaints):
            return len(placed), new
    except (events.Broken, ValueError, LookupError, TypeError):
        pass
    return None, text


def _read(text: str, *, json: bool) -> tuple[Any, list[str]]:
    """What the readers see in the text, and the codes of what they have against its YAML.

    Raises `events.Broken`, or `ValueError` of JSON.
    """
    if json:
        return _from_json(text), []
    tree = events.parse(text)
    return tree.value, [mistake.code for mistake in tree.mistakes]


def _from_json(text: str) -> Any:
    def fields(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        return {unicodedata.normalize("NFC", key): value for key, value in pairs if value is not None}

    return json.loads(text, object_pairs_hook=fields, parse_int=str, parse_float=str)


def _written(values: Any, loc: Loc) -> Loc:
    """The place as the file has it: `32` may stand for `{text: 32}`, a list of two for left and right."""
    found: list[str | int] = []
    for step in loc:
        if isinstance(values, str):
            break
        here = step
        if isinstance(values, list) and isinstance(step, str):
            here = {"left": 0, "right": 1}[step]
        elif isinstance(values, dict) and isinstance(step, int):
            here = [*values][step]
        found.append(here)
        values = values[here]
    return tuple(found)


def _edited(values: Any, edits: Iterable[Edit], *, json: bool) -> Any:
    """The values of the file as they should be afterwards."""
    values = deepcopy(values)
    for edit in edits:
        *way, last = (*edit.loc, edit.key) if edit.key else edit.loc
        block = values
        for step in way:
            block = block[step]
        block[last] = _from_json(edit.text) if json and edit.key else edit.text
    return values


def _spliced(text: str, changes: Sequence[_Change]) -> str | None:
    pieces, position = [], 0
    for change in sorted(changes, key=lambda item: (item.start, item.end)):
        if change.start < position:
            return None
        pieces += [text[position : change.start], change.new]
        position = change.end
    return "".join([*pieces, text[position:]])


def _change(text: str, scalars: Scalars, values: Any, edit: Edit, *, json: bool) -> _Change | None:
    if edit.key:
        return _field(text, scalars, edit, json=json)
    old = values
    for step in edit.loc:
        old = old[step]
    found = scalars[edit.loc]
    if not isinstance(old, str) or old == edit.text:
        return None
    new = respaced(text[found.start : found.end], found.style, old, edit.text)
    return None if new is None else _Change(found.start, found.end, new)


def _field(text: str, scalars: Scalars, edit: Edit, *, json: bool) -> _Change | None:
    """A new field behind `type`, or another value for a field that is there."""
    known = scalars.get((*edit.loc, edit.key))
    if known is not None:
        glued = known.start == known.end and text[known.start - 1] == ":"  # a field without a value
        return _Change(known.start, known.end, f" {edit.text}" if glued else edit.text)
    anchor = scalars[*edit.loc, "type"]
    if anchor.key is None or anchor.style in ("|", ">"):
        return None
    line = max(text.rfind("\n", 0, anchor.key), text.rfind("\r", 0, anchor.key)) + 1
    if anchor.in_flow:
        name, gap = f'"{edit.key}"' if json else edit.key, " "
        if json and line and not text[line : anchor.key].strip():  # each field in its own line
            gap = ("\r\n" if text[line - 2 : line] == "\r\n" else text[line - 1]) + text[line : anchor.key]
        return _Change(anchor.end, anchor.end, f",{gap}{name}: {edit.text}")
    first, end = LINE_END.search(text), LINE_END.search(text, anchor.end)
    at = end.start() if end else len(text)
    indent = " " * (anchor.key - line)
    return _Change(at, at, f"{first[0] if first else chr(10)}{indent}{edit.key}: {edit.text}")
