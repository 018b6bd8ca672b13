"""`quizkit check --fix`: edits of decks, made in the source text where they stand and nowhere else.

Comments, quotes, the order of fields, line ends and everything that no edit names stay as they are,
byte for byte. Every result is read again: where it holds anything but the old values with the edits
applied, the edit is left out. So a fix cannot do more than it says.
"""

from __future__ import annotations

import codecs
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from quizkit.diagnostics import Edit, Loc
from quizkit.readers import events
from quizkit.readers.places import Places
from quizkit.readers.scalars import Scalars, scan

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))


@dataclass(frozen=True, slots=True)
class Fixed:
    """One file with its edits: its new bytes, how many edits they hold, and how many could not be made."""

    path: Path
    content: bytes
    made: int
    left: int


@dataclass(frozen=True, slots=True)
class _Change:
    """Some characters of a source text to be replaced: from `start`, before `end`."""

    start: int
    end: int
    new: str


def fix(repairs: Iterable[tuple[Places, Edit]]) -> Iterator[Fixed]:
    """The files that `repairs` change, each with its new bytes; nothing is written.

    Raises `OSError` where a file can no longer be read. A file that changed since it was checked is
    left as it is.
    """
    by_file: dict[str, list[Edit]] = defaultdict(list)
    texts: dict[str, str] = {}
    for places, edit in repairs:
        file, loc = places.origin(edit.loc)
        texts[file.path] = file.text
        if (moved := Edit(loc, edit.text, edit.key)) not in by_file[file.path]:
            by_file[file.path].append(moved)
    for path, edits in by_file.items():
        yield _file(Path(path), texts[path], edits)


def _file(path: Path, checked: str, edits: Sequence[Edit]) -> Fixed:
    data = path.read_bytes()
    encoding, bom = next(((name, bom) for bom, name in _BOMS if data.startswith(bom)), ("utf-8", b""))
    text = data[len(bom) :].decode(encoding)
    if text.replace("\r\n", "\n").replace("\r", "\n") != checked:
        return Fixed(path, data, 0, len(edits))
    new, made = apply(text, edits, json=path.suffix.lower() == ".json")
    return Fixed(path, bom + new.encode(encoding), made, len(edits) - made)


def apply(text: str, edits: Sequence[Edit], *, json: bool = False) -> tuple[str, int]:
    """The text of a deck file with as many of `edits` as can be made, and how many those are."""
    kept, new = _all(text, edits, json=json)
    if kept is not None:
        return new, len(kept)
    made = 0
    for edit in edits:  # one of them cannot be made: each by itself
        kept, new = _all(text, [edit], json=json)
        if kept:
            text, made = new, made + 1
    return text, made


def _all(text: str, edits: Sequence[Edit], *, json: bool) -> tuple[Sequence[Edit] | None, str]:
    """The edits and the text with them, if they give what they say; None and the old text if not."""
    try:
        scalars = scan(text)
        values = events.parse(text).value
        placed = [Edit(_written(values, edit.loc), edit.text, edit.key) for edit in edits]
        changes = [_change(text, scalars, edit, json=json) for edit in placed]
        new = _spliced(text, [change for change in changes if change is not None])
        if None not in changes and new is not None and events.parse(new).value == _edited(values, placed):
            return edits, new
    except (events.Broken, LookupError, TypeError):
        pass
    return None, text


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


def _edited(values: Any, edits: Iterable[Edit]) -> Any:
    """The values of the file as they should be afterwards."""
    values = deepcopy(values)
    for edit in edits:
        *way, last = (*edit.loc, edit.key) if edit.key else edit.loc
        block = values
        for step in way:
            block = block[step]
        if not edit.key and not isinstance(block[last], str):
            raise LookupError(edit.loc)
        block[last] = edit.text
    return values


def _spliced(text: str, changes: Sequence[_Change]) -> str | None:
    pieces, position = [], 0
    for change in sorted(changes, key=lambda item: (item.start, item.end)):
        if change.start < position:
            return None
        pieces += [text[position : change.start], change.new]
        position = change.end
    return "".join([*pieces, text[position:]])


def _change(text: str, scalars: Scalars, edit: Edit, *, json: bool) -> _Change | None:
    if edit.key:
        return _field(text, scalars, edit, json=json)
    found = scalars[edit.loc]
    if found.value == edit.text:
        return None
    new = _rewritten(text[found.start : found.end], found.style, found.value, edit.text, json=json)
    return None if new is None else _Change(found.start, found.end, new)


def _field(text: str, scalars: Scalars, edit: Edit, *, json: bool) -> _Change | None:
    """A new field behind `type`, or another value for a field that is there."""
    known = scalars.get((*edit.loc, edit.key))
    if known is not None:
        return _Change(known.start, known.end, edit.text)
    anchor = scalars[*edit.loc, "type"]
    if anchor.key is None or anchor.style in ("|", ">"):
        return None
    name = f'"{edit.key}"' if json else edit.key
    if anchor.in_flow:
        return _Change(anchor.end, anchor.end, f", {name}: {edit.text}")
    end = re.compile(r"\r\n|\r|\n|\Z").search(text, anchor.end)
    assert end is not None
    line = text.rfind("\n", 0, anchor.key) + 1
    indent = re.sub(r"[^\s]", " ", text[line : anchor.key])
    return _Change(end.start(), end.start(), f"{end[0] or chr(10)}{indent}{name}: {edit.text}")


def _rewritten(source: str, style: str | None, old: str, new: str, *, json: bool) -> str | None:
    """The source of a scalar with another value, as near to what stood there as can be."""
    if json:
        return _json(new)
    if style in ("|", ">"):
        return _block(source, old, new) if style == "|" else _squeezed(source)
    if re.search(r"[\r\n]", source):
        return _squeezed(source)
    if style == "'":
        return "'" + new.replace("'", "''") + "'"
    if style == '"':
        return _json(new)
    return new


def _json(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _block(source: str, old: str, new: str) -> str | None:
    """A literal block: its lines are those of the value, each behind the block's indentation."""
    before, after = old.rstrip("\n").split("\n"), new.rstrip("\n").split("\n")
    head, *lines = source.split("\n")
    if len(before) != len(after) or len(lines) < len(before):
        return None
    made = []
    for line, was, now in zip(lines, before, after, strict=False):
        body = line.removesuffix("\r")
        if not body.endswith(was):
            return None
        made.append(body[: len(body) - len(was)] + now + line[len(body) :])
    return "\n".join([head, *made, *lines[len(before) :]])


_RUN = re.compile(r"(?<=[^\s])[ \t]{2,}(?=[^\s])|(?<=[^\s])\t(?=[^\s])")
_ENDS = re.compile(r"(?<=[^\s])[ \t]+(?=\r?\n)")


def _squeezed(source: str) -> str:
    """Single spaces inside the lines, none at their ends: all that can be mended where lines are folded."""
    return _ENDS.sub("", _RUN.sub(" ", source))
