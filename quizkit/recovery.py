"""Reads back from a package of ours what its lost lock knew: guids, times, contents.

The package is read, never trusted: entries by name and capped in size, the database opened
read-only from a copy, its schema looked at before anything is selected. What a package cannot tell:
retired questions, and under which ids questions stood before (`was`).
"""

from __future__ import annotations

import json
import re
import sqlite3
import struct
import tempfile
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from quizkit.diagnostics import Finding
from quizkit.lockfile import MAX_SECONDS, Entry, Key, Lock, NoteType, Published, loads
from quizkit.targets.anki import identity
from quizkit.targets.anki.schema import FIELDS, NOTE_TYPE_IDS

MAX_DATABASE = 512 * 1024 * 1024
MAX_MEDIA = 512 * 1024 * 1024
_MAX_STEPS = 200_000  # times 1,000 instructions of SQLite: some seconds
_WORD = r"((?![.\-])[^\s/\\\x00-\x1f]{1,100})"  # no \w: Python's leaves out vowel signs, the model's does not
_ID = re.compile(f"{_WORD}/{_WORD}")
_MEDIUM = re.compile(r"_?qk-[0-9a-f]+\.[a-z]+")


@dataclass(frozen=True, slots=True)
class Recovered:
    """What a package knows of one deck; see `onto`."""

    deck_id: str
    published: Published
    note_types: Mapping[str, NoteType]

    def onto(self, lock: Lock) -> Lock:
        """`lock` with this deck in place of what it knew of it; note types it knows stay as they are."""
        types = {**self.note_types, **lock.note_types}
        return Lock({**lock.decks, self.deck_id: self.published}, types)


class _Foreign(Exception):
    pass


def recover(package: Path) -> Recovered | Finding:
    """The publication that `package` (an `.apkg` of ours) holds; an error QK411 where it holds none."""
    try:
        with zipfile.ZipFile(package) as archive, tempfile.TemporaryDirectory(prefix="quizkit-") as folder:
            database = Path(folder) / "collection.anki2"
            with database.open("wb") as stream:
                for piece in _pieces(archive, "collection.anki2", MAX_DATABASE):
                    stream.write(piece)
            return _recovered(database, _media_digests(archive))
    except _Foreign as reason:
        return _unusable(package, str(reason))
    except OSError as error:
        return _unusable(package, error.strerror or type(error).__name__)
    except (zipfile.BadZipFile, zlib.error, struct.error, EOFError, OverflowError, RuntimeError):
        return _unusable(package, "it is damaged, or no package")
    except (sqlite3.Error, ValueError):
        return _unusable(package, "its collection is damaged")


def _unusable(package: Path, reason: str) -> Finding:
    hint = "name the last package that students got; it must be made by quizkit"
    return Finding("QK411", f"cannot recover the lock from `{package.name}`: {reason}", hint=hint)


def _pieces(archive: zipfile.ZipFile, name: str, limit: int) -> Iterator[bytes]:
    """The bytes of one entry, counted as they come: what the directory says of sizes may be a lie."""
    entries = [entry for entry in archive.infolist() if entry.filename == name]
    if len(entries) != 1:
        raise _Foreign(f"it has no single `{name}`")
    if entries[0].compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise _Foreign(f"`{name}` is packed in a way that quizkit never packs")
    with archive.open(name) as stream:
        while piece := stream.read(1 << 20):
            limit -= len(piece)
            if limit < 0:
                raise _Foreign(f"`{name}` is too large")
            yield piece


def _media_digests(archive: zipfile.ZipFile) -> dict[str, str]:
    """SHA-256 of each picture by its name in Anki."""
    names = json.loads(b"".join(_pieces(archive, "media", 16 * 1024 * 1024)))
    if not isinstance(names, dict) or not all(isinstance(name, str) for name in names.values()):
        raise _Foreign("its list of media makes no sense")
    digests: dict[str, str] = {}
    left = MAX_MEDIA
    for entry, name in names.items():
        if not _MEDIUM.fullmatch(name):
            continue
        digest = sha256()
        for piece in _pieces(archive, entry, left):
            left -= len(piece)
            digest.update(piece)
        digests[name] = digest.hexdigest()
    return digests


def _recovered(database: Path, media: Mapping[str, str]) -> Recovered:
    with closing(sqlite3.connect(f"{database.as_uri()}?mode=ro&immutable=1", uri=True)) as connection:
        _restrain(connection)
        models, decks = (_object(text) for text in _one(connection, "SELECT models, decks FROM col"))
        _check_models(models)
        notes, deck_ids = _notes(connection, media)
    if len(deck_ids) != 1:
        raise _Foreign("it holds the notes of several decks" if deck_ids else "it holds no note of quizkit's")
    return Recovered(deck_ids.pop(), Published(_deck_name(decks), notes), _note_types(models))


def _restrain(connection: sqlite3.Connection) -> None:
    """A database from outside can hide programs in its schema: only plain tables, and not for ever."""
    steps = iter(range(_MAX_STEPS))
    connection.set_progress_handler(lambda: next(steps, None) is None, 1000)
    connection.execute("PRAGMA trusted_schema = OFF")
    for kind, sql in connection.execute("SELECT type, sql FROM sqlite_master"):
        plain = kind == "index" or (kind == "table" and str(sql).upper().startswith("CREATE TABLE"))
        if not plain:
            raise _Foreign(f"its collection holds a {kind}")


def _one(connection: sqlite3.Connection, query: str) -> tuple[Any, ...]:
    row: tuple[Any, ...] | None = connection.execute(query).fetchone()
    if row is None:
        raise _Foreign("its collection is empty")
    return row


def _object(text: object) -> dict[str, Any]:
    found = loads(text) if isinstance(text, str) else None
    if not isinstance(found, dict) or not all(isinstance(value, dict) for value in found.values()):
        raise _Foreign("its collection makes no sense")
    return found


def _check_models(models: Mapping[str, Any]) -> None:
    """Our note types have their fields for ever, so other fields mean another maker."""
    for name, id in NOTE_TYPE_IDS.items():
        model = models.get(str(id))
        if model is not None:
            fields = model.get("flds")
            found = [field.get("name") for field in fields] if _is_rows(fields) else []
            if found != list(FIELDS[name]):
                raise _Foreign(f"its note type `{name}` has other fields")


def _is_rows(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(row, dict) for row in value)


def _notes(connection: sqlite3.Connection, media: Mapping[str, str]) -> tuple[dict[Key, Entry], set[str]]:
    kinds = {id: name for name, id in NOTE_TYPE_IDS.items()}
    notes: dict[Key, Entry] = {}
    deck_ids: set[str] = set()
    for guid, model, modified, tags, text in connection.execute(
        "SELECT guid, mid, mod, tags, flds FROM notes"
    ):
        kind = kinds.get(model)
        if kind is None:
            continue
        if not (isinstance(guid, str) and guid and isinstance(tags, str) and isinstance(text, str)):
            raise _Foreign("a note makes no sense")
        values = text.split("\x1f")
        found = _ID.fullmatch(values[FIELDS[kind].index("Id")]) if len(values) == len(FIELDS[kind]) else None
        if found is None or not isinstance(modified, int) or not 0 <= modified <= MAX_SECONDS:
            raise _Foreign("a note makes no sense")
        digests = [media[name] for name in set(_MEDIUM.findall(text)) if name in media]
        deck_ids.add(found[1])
        notes[found[2], kind] = Entry(guid, identity.content_digest(values, tags.split(), digests), modified)
    return notes, deck_ids


def _deck_name(decks: Mapping[str, Any]) -> str:
    names = [deck.get("name") for id, deck in decks.items() if id != "1"]
    if len(names) != 1 or not isinstance(names[0], str) or not names[0]:
        raise _Foreign("it has no single deck")
    return names[0]


def _note_types(models: Mapping[str, Any]) -> dict[str, NoteType]:
    """A note type that looks as it does today has today's digest; any other has none, and is sent again."""
    from quizkit.targets.anki import notetypes

    found: dict[str, NoteType] = {}
    for name, id in NOTE_TYPE_IDS.items():
        model = models.get(str(id))
        modified = model.get("mod") if model is not None else None
        if type(modified) is int and 0 <= modified <= MAX_SECONDS:
            same = _looks(model) == _looks(notetypes.to_json(name, 0, 0))
            found[name] = NoteType(notetypes.fingerprint(name) if same else "", modified)
    return found


def _looks(model: Any) -> tuple[Any, ...]:
    templates = model.get("tmpls")
    sides = [(item.get("qfmt"), item.get("afmt")) for item in templates] if _is_rows(templates) else []
    return model.get("css"), sides
