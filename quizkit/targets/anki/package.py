"""Notes → the bytes of an `.apkg`, in bulk and the same every time.

The rows are genanki's, to the letter: its Model and Deck make the JSON, its schema makes the tables,
and a test compares the rows with those of its own writer. That writer inserts note by note, with a
transaction for each statement, and leaves a temporary file behind; this one does neither.
"""

from __future__ import annotations

import errno
import hashlib
import json
import sqlite3
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from quizkit.media import Medium
from quizkit.targets import archive
from quizkit.targets.anki import notetypes
from quizkit.targets.anki.identity import FIRST_PUBLISHED, NOTE_TYPE_MODIFIED
from quizkit.targets.anki.notes import Note
from quizkit.targets.anki.schema import NOTE_TYPE_IDS
from quizkit.targets.base import Stamp

_NOTE = "INSERT INTO notes VALUES(?,?,?,?,-1,?,?,?,0,0,'')"
_CARD = "INSERT INTO cards VALUES(?,?,?,?,?,-1,0,0,?,0,0,0,0,0,0,0,0,'')"
_DISK = {
    sqlite3.SQLITE_FULL: errno.ENOSPC,
    sqlite3.SQLITE_IOERR: errno.EIO,
    sqlite3.SQLITE_CANTOPEN: errno.EACCES,
}
_ID_RANGE = 30 * 24 * 60 * 60 * 1000


@dataclass(frozen=True, slots=True)
class Package:
    """What goes into one file. `stamps` by question id and `note_types` by name come from the lock."""

    deck_id: str
    deck_name: str
    description: str
    notes: Sequence[Note]
    media: Mapping[str, Medium]
    stamps: Mapping[str, Stamp]
    note_types: Mapping[str, int]


def write(package: Package, stream: BinaryIO) -> None:
    """Writes the `.apkg` to `stream`. Raises `OSError` where a picture or the disk fails."""
    with tempfile.TemporaryDirectory(prefix="quizkit-") as folder:
        database = Path(folder) / "collection.anki2"
        _make(package, database)
        names = {str(index): name for index, name in enumerate(package.media)}
        pictures = [(str(index), medium) for index, medium in enumerate(package.media.values())]
        archive.write(
            stream,
            [
                ("collection.anki2", database),
                ("media", json.dumps(names, ensure_ascii=False)),
                *((name, medium.path) for name, medium in pictures),
            ],
            stored=(name for name, medium in pictures if medium.kind != "svg"),
        )


def _make(package: Package, database: Path) -> None:
    try:
        with closing(sqlite3.connect(database, isolation_level=None)) as connection:
            _fill(package, connection)
    except sqlite3.OperationalError as error:  # what SQLite makes of a disk that is full or fails
        number = _DISK.get(error.sqlite_errorcode & 0xFF)
        if number is None:
            raise
        raise OSError(number, str(error), str(database)) from error
    _forget_version(database)


def first_id(deck_id: str) -> int:
    """The first of the ids that a deck's notes and cards count up from: milliseconds, in the past.

    Anki moves an id that is taken; decks start far apart so that it hardly ever has to.
    """
    offset = int.from_bytes(hashlib.sha256(deck_id.encode()).digest()[:8]) % _ID_RANGE
    return FIRST_PUBLISHED * 1000 - offset


def _fill(package: Package, connection: sqlite3.Connection) -> None:
    from genanki.apkg_col import APKG_COL
    from genanki.apkg_schema import APKG_SCHEMA

    tables, index, indexes = APKG_SCHEMA.partition("CREATE INDEX")
    connection.executescript(
        f"PRAGMA page_size=4096; PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; BEGIN; {tables} {APKG_COL}"
    )
    models, decks = _models(package), _decks(package, connection)
    connection.execute("UPDATE col SET models = ?, decks = ?", (json.dumps(models), json.dumps(decks)))
    connection.executemany(_NOTE, _note_rows(package))
    connection.executemany(_CARD, _card_rows(package))
    for statement in (index + indexes).split(";"):  # not `executescript`: it would commit here
        connection.execute(statement)
    connection.execute("COMMIT")


def _models(package: Package) -> dict[int, Any]:
    used = {note.note_type for note in package.notes}
    return {
        NOTE_TYPE_IDS[name]: notetypes.to_json(
            name, first_id(package.deck_id), package.note_types.get(name, modified)
        )
        for name, modified in NOTE_TYPE_MODIFIED.items()
        if name in used
    }


def _decks(package: Package, connection: sqlite3.Connection) -> dict[str, Any]:
    import genanki

    deck = genanki.Deck(first_id(package.deck_id), package.deck_name, package.description)
    decks: dict[str, Any] = json.loads(connection.execute("SELECT decks FROM col").fetchone()[0])
    return {**decks, str(deck.deck_id): deck.to_json()}


def _note_rows(package: Package) -> Iterator[tuple[int, str, int, int, str, str, str]]:
    id = first_id(package.deck_id)
    for note in package.notes:
        guid, modified = _stamp(package, note)
        first = note.fields.partition("\x1f")[0]
        yield (
            id,
            guid,
            NOTE_TYPE_IDS[note.note_type],
            modified,
            f" {' '.join(note.tags)} ",
            note.fields,
            first,
        )
        id += 1 + len(note.ordinals)


def _card_rows(package: Package) -> Iterator[tuple[int, int, int, int, int, int]]:
    deck = id = first_id(package.deck_id)
    for position, note in enumerate(package.notes):
        modified = _stamp(package, note)[1]
        for place, ordinal in enumerate(note.ordinals, 1):
            yield id + place, id, deck, ordinal, modified, position
        id += 1 + len(note.ordinals)


def _stamp(package: Package, note: Note) -> tuple[str, int]:
    stamp = package.stamps.get(note.question)
    return (stamp.guid, stamp.modified) if stamp else (note.guid, FIRST_PUBLISHED)


def _forget_version(database: Path) -> None:
    """SQLite writes its own version into bytes 96 to 99 of the file; readers ignore it."""
    with database.open("r+b") as file:
        file.seek(96)
        file.write(b"\0\0\0\0")
