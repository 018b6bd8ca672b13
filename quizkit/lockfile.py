"""The lock as a file: `quizkit.lock`, JSON with one line for each entry, sorted.

It stands in the folder of the deck files, is shared by the decks there and committed with them.
The layout is made for git: every entry is a line of its own that says all about itself and ends
in a comma (each list is closed by a `null`), so that lines from two branches can be put together
in any way. Where a merge left two lines for one note, the later one counts (see `_merged`);
`quizkit.lock merge=union` in `.gitattributes` makes git do so without asking.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, NoReturn

from quizkit.diagnostics import Diagnostic, Span

NAME = "quizkit.lock"
VERSION = 1
MAX_BYTES = 64 * 1024 * 1024
MAX_SECONDS = 2**40
_MAX_BRACKETS = 2_000_000  # what 64 MiB of lock can hold four times over; `[[[]…` would eat the memory

_NUMBER = re.compile(r"[1-9][0-9]{0,8}")

Key = tuple[str, str]
"""A note within its deck: question id and note type (a question of another type is another note)."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One published note. `digest` tells its content; empty, it differs from any content.

    `modified` is in seconds. `blanks` are the numbers of its cards where they can come and go, each
    with a mark of what it asks (quizkit.lockcards).
    `retired`: the question is gone from the deck. `was`: the id whose guid it took over.
    """

    guid: str
    digest: str
    modified: int
    retired: bool = False
    blanks: tuple[tuple[int, str], ...] = ()
    was: str = ""


@dataclass(frozen=True, slots=True)
class NoteType:
    """A published note type: what it looks like (`digest`) and since when, in seconds."""

    digest: str
    modified: int


@dataclass(frozen=True, slots=True)
class Published:
    """A published deck. `name` is its name in Anki, which recognises decks by nothing else."""

    name: str
    notes: Mapping[Key, Entry] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Lock:
    """All that was published from one folder: decks by id, note types by name."""

    decks: Mapping[str, Published] = field(default_factory=dict)
    note_types: Mapping[str, NoteType] = field(default_factory=dict)


class _Nonsense(Exception):
    def __init__(self, message: str, line: int = 0, hint: str = "") -> None:
        self.line = line
        self.hint = hint
        super().__init__(message)


_RESTORE = "put the file back from your backup (or from git); students' review history hangs on it"
_CONFLICT = (
    "keep the lines of both sides: delete only the lines with <<<<<<<, ||||||| , ======= and >>>>>>>, "
    "then build again; of two lines for one note the later `modified` counts"
)


def read(path: Path) -> Lock | Diagnostic:
    """The lock at `path`, empty where there is no file; an error QK405 where it makes no sense."""
    try:
        with path.open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
    except FileNotFoundError:
        return Lock()
    except OSError as error:
        message = f"cannot read the lock: {error.strerror or type(error).__name__}"
        return Diagnostic("QK405", message, Span(str(path)), hint="it must be a file that you may read")
    return parse(data, str(path))


def parse(data: bytes, path: str = NAME) -> Lock | Diagnostic:
    """The lock with these bytes; `path` is how an error QK405 calls the file."""
    try:
        text = _text(data)
        return _lock(_tree(text), text)
    except _Nonsense as problem:
        span = Span(path, problem.line, 1 if problem.line else 0)
        return Diagnostic("QK405", f"cannot read the lock: {problem}", span, hint=problem.hint or _RESTORE)


def _text(data: bytes) -> str:
    if len(data) > MAX_BYTES:
        raise _Nonsense("it is over 64 MiB")
    if data.count(b"[") + data.count(b"{") > _MAX_BRACKETS:
        raise _Nonsense("it has too many entries")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _Nonsense("it is not UTF-8", data.count(b"\n", 0, error.start) + 1) from None


def _tree(text: str) -> Any:
    try:
        return loads(text)
    except (ValueError, RecursionError) as error:
        marker = re.search(r"^(<{7}|\|{7}|={7}|>{7})", text, re.MULTILINE)
        if marker:
            line = text.count("\n", 0, marker.start()) + 1
            raise _Nonsense("a merge left its marks in it", line, _CONFLICT) from None
        if not text.strip():
            raise _Nonsense("it is empty") from None
        raise _Nonsense("it is damaged", getattr(error, "lineno", 0)) from None


def loads(text: str) -> Any:
    r"""What a JSON text holds. Raises `ValueError` also for half a character, `"\ud800"`: no file can hold it."""
    tree = json.loads(text)
    if "\\u" in text:  # never in a lock as we write it
        json.dumps(tree, ensure_ascii=False).encode()
    return tree


def _lock(tree: Any, text: str) -> Lock:
    if type(tree) is not dict:
        raise _Nonsense("it is no lock of quizkit's")
    version = tree.get("version")
    if version != VERSION or type(version) is not int:
        newer = type(version) is int and version > VERSION
        raise _Nonsense(f"version {version!r:.20}", 1, "install a newer quizkit" if newer else "")
    notes: dict[str, dict[Key, Entry]] = {}
    for row in _rows(tree, "notes"):
        _add_note(notes, row, text)
    names = {_word(row, "deck", text): _word(row, "name", text) for row in _rows(tree, "decks")}
    decks = {deck: Published(names.get(deck, ""), notes.get(deck, {})) for deck in {**names, **notes}}
    return Lock(decks, _note_types(tree, text))


def _rows(tree: dict[str, Any], name: str) -> Iterator[dict[str, Any]]:
    rows = tree.get(name)
    if type(rows) is not list:
        raise _Nonsense(f"the list `{name}` is missing")
    for row in rows:
        if type(row) is dict:
            yield row
        elif row is not None:
            raise _Nonsense(f"something in `{name}` is no entry")


def _add_note(notes: dict[str, dict[Key, Entry]], row: dict[str, Any], text: str) -> None:
    """On the hot path of a large deck, hence no helper for each field."""
    get = row.get
    deck, id, kind, guid, digest = get("deck"), get("id"), get("kind"), get("guid"), get("digest")
    modified, retired, blanks, was = get("modified"), get("retired", False), get("blanks"), get("was", "")
    if not (deck and id and kind and guid and type(deck) is type(id) is type(kind) is type(guid) is str):
        _refuse(row, text)
    if type(digest) is not str or type(was) is not str:
        _refuse(row, text)
    if type(retired) is not bool or type(modified) is not int or not 0 <= modified <= MAX_SECONDS:
        _refuse(row, text)
    entry = Entry(guid, digest, modified, retired, () if blanks is None else _blanks(blanks, row, text), was)
    entries = notes.setdefault(deck, {})
    key = (id, kind)
    entries[key] = _merged(entries[key], entry) if key in entries else entry


def _blanks(blanks: Any, row: dict[str, Any], text: str) -> tuple[tuple[int, str], ...]:
    if type(blanks) is not dict:
        _refuse(row, text)
    for number, mark in blanks.items():
        if not _NUMBER.fullmatch(number) or type(mark) is not str:
            _refuse(row, text)
    return tuple(sorted((int(number), mark) for number, mark in blanks.items()))


def _note_types(tree: dict[str, Any], text: str) -> dict[str, NoteType]:
    known: dict[str, NoteType] = {}
    for row in _rows(tree, "note_types"):
        name, digest, modified = _word(row, "note_type", text), row.get("digest"), row.get("modified")
        if type(digest) is not str or type(modified) is not int or not 0 <= modified <= MAX_SECONDS:
            _refuse(row, text)
        old, new = known.get(name), NoteType(digest, modified)
        if old is not None and old != new:
            later = max(old, new, key=lambda item: item.modified)
            new = later if old.modified != new.modified else NoteType("", modified)
        known[name] = new
    return known


def _word(row: dict[str, Any], name: str, text: str) -> str:
    value = row.get(name)
    if type(value) is not str or not value:
        _refuse(row, text)
    return value


def _merged(one: Entry, two: Entry) -> Entry:
    """Two lines for one note, left by a merge: the later counts, and a note in use is not retired.

    Where both were written at one time with different contents, some students have the one and
    some the other: no digest, so that the next build counts as an edit and reaches both.
    """
    early, late = sorted((one, two), key=lambda item: (item.modified, item.digest))
    digest = "" if early.modified == late.modified and early.digest != late.digest else late.digest
    heir = one if one.was and not two.was else late
    retired = one.retired and two.retired
    return replace(late, guid=heir.guid, was=heir.was, digest=digest, retired=retired)


def _refuse(row: dict[str, Any], text: str) -> NoReturn:
    """Looks up the line of an entry that makes no sense: one line is one entry, unless somebody reformatted."""
    for number, line in enumerate(text.split("\n"), 1):
        try:
            if json.loads(line.strip().rstrip(",")) == row:
                raise _Nonsense("an entry makes no sense", number)
        except (ValueError, RecursionError):
            continue
    raise _Nonsense("an entry makes no sense")


_quote = json.JSONEncoder(ensure_ascii=False).encode
_ABOUT = "What students already have. Written by quizkit; commit it with the decks, never delete it."


def dump(lock: Lock) -> bytes:
    """The bytes of the file: UTF-8, LF, sorted, the same for equal locks."""
    lines = [f'{{"version": {VERSION},', f'"about": {_quote(_ABOUT)},', '"decks": [']
    for id, deck in sorted(lock.decks.items()):
        if deck.name:  # a merge by hand can have lost it; the next build of that deck gives it one
            lines.append(f'{{"deck": {_quote(id)}, "name": {_quote(deck.name)}}},')
    lines += ["null],", '"note_types": [']
    for name, known in sorted(lock.note_types.items()):
        digest = _quote(known.digest)
        lines.append(f'{{"note_type": {_quote(name)}, "digest": {digest}, "modified": {known.modified}}},')
    lines += ["null],", '"notes": [']
    for id, deck in sorted(lock.decks.items()):
        start = f'{{"deck": {_quote(id)}, "id": '
        lines.extend(start + _note_line(key, deck.notes[key]) for key in sorted(deck.notes))
    lines += ["null]}", ""]
    return "\n".join(lines).encode()


def _note_line(key: Key, entry: Entry) -> str:
    line = (
        f'{_quote(key[0])}, "kind": {_quote(key[1])}, "guid": {_quote(entry.guid)}, '
        f'"digest": {_quote(entry.digest)}, "modified": {entry.modified}'
    )
    if entry.blanks:
        line += ', "blanks": {' + ", ".join(f'"{n}": {_quote(mark)}' for n, mark in entry.blanks) + "}"
    if entry.was:
        line += f', "was": {_quote(entry.was)}'
    if entry.retired:
        line += ', "retired": true'
    return line + "},"
