from __future__ import annotations

import io
import json
import sqlite3
import tempfile
import zipfile
from contextlib import closing
from pathlib import Path
from typing import Any

import genanki
import pytest
from anki_support import build, deck, everything, picture, png

from quizkit.targets import anki
from quizkit.targets.anki import identity, notes, notetypes, package
from quizkit.targets.anki.schema import NOTE_TYPE_IDS
from quizkit.targets.base import Job, Stamp


def rows(path: Path, folder: Path) -> dict[str, list[tuple[Any, ...]]]:
    with zipfile.ZipFile(path) as archive:
        archive.extract("collection.anki2", folder)
    with closing(sqlite3.connect(folder / "collection.anki2")) as db:
        tables = ("notes", "cards", "col", "revlog", "graves")
        return {table: db.execute(f"select * from {table}").fetchall() for table in tables}


def by_genanki(folder: Path, source: Any) -> Path:
    """The same deck by genanki's own writer."""
    prepared = notes.prepare(source, {})
    first = package.first_id(source.deck)
    made = genanki.Deck(first, source.title, "")
    for position, note in enumerate(prepared.notes):
        fields, model = note.fields.split("\x1f"), notetypes.model(note.note_type)
        made.add_note(genanki.Note(model, fields, tags=list(note.tags), guid=note.guid, due=position))
    path = folder / "genanki.apkg"
    with closing(sqlite3.connect(":memory:")) as db:
        cursor = db.cursor()
        genanki.Package(made).write_to_db(cursor, identity.FIRST_PUBLISHED, iter(range(first, first + 1000)))
        db.commit()
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("collection.anki2", db.serialize())
    return path


@pytest.mark.filterwarnings("ignore:Field contained the following invalid HTML tags")
def test_the_rows_are_genanki_s(tmp_path: Path) -> None:
    source = everything()
    ours, theirs = rows(build(tmp_path, source), tmp_path), rows(by_genanki(tmp_path, source), tmp_path)
    assert ours["notes"] == theirs["notes"]
    assert ours["cards"] == theirs["cards"]
    assert ours["col"][0][:9] == theirs["col"][0][:9]
    assert json.loads(ours["col"][0][9]) == json.loads(theirs["col"][0][9])
    assert json.loads(ours["col"][0][10]) == json.loads(theirs["col"][0][10])
    assert ours["col"][0][11:] == theirs["col"][0][11:]
    assert not ours["revlog"]
    assert not ours["graves"]


def test_the_tables_are_genanki_s(tmp_path: Path) -> None:
    schemas = []
    for path in (build(tmp_path, everything()), by_genanki(tmp_path, everything())):
        rows(path, tmp_path)
        with closing(sqlite3.connect(tmp_path / "collection.anki2")) as db:
            schemas.append(sorted(db.execute("select type, name, sql from sqlite_master").fetchall()))
    assert schemas[0] == schemas[1]


def test_the_archive_tells_nothing_of_time_or_machine(tmp_path: Path) -> None:
    path = build(tmp_path, everything(), media=picture(tmp_path))
    with zipfile.ZipFile(path) as archive:
        assert archive.namelist() == ["collection.anki2", "media", "0"]
        for entry in archive.infolist():
            assert entry.date_time == (1980, 1, 1, 0, 0, 0)
            assert (entry.create_system, entry.external_attr) == (3, 0o644 << 16)
        assert archive.read("collection.anki2")[96:100] == b"\0\0\0\0"
        assert archive.testzip() is None


def test_pictures_are_named_by_their_bytes(tmp_path: Path) -> None:
    one, two = picture(tmp_path, "a/pic.png"), picture(tmp_path, "b/pic.png", png((9, 9, 9)))
    same = picture(tmp_path, "c/again.png")
    texts = [f"![x]({name})" for name in ("a/pic.png", "b/pic.png", "c/again.png")]
    questions = [{"id": f"q{n}", "type": "essay", "prompt": text} for n, text in enumerate(texts)]
    path = build(tmp_path, deck(*questions), media=one | two | same)
    with zipfile.ZipFile(path) as archive:
        names = json.loads(archive.read("media"))
        assert sorted(names.values()) == sorted({f"qk-{m.digest[:16]}.png" for m in (one | two).values()})
        for index, name in names.items():
            medium = next(m for m in (one | two).values() if m.digest[:16] in name)
            assert archive.read(index) == medium.path.read_bytes()


def test_stamps_of_the_lock_are_taken(tmp_path: Path) -> None:
    source = everything()
    stamps = {"choice": Stamp("given", 1_800_000_000)}
    found = rows(build(tmp_path, source, stamps=stamps, note_types={identity.CHOICE: 7}), tmp_path)
    times = {row[1]: row[3] for row in found["notes"]}
    assert times.pop("given") == 1_800_000_000
    assert set(times.values()) == {identity.FIRST_PUBLISHED}
    models = json.loads(found["col"][0][9])
    assert models[str(NOTE_TYPE_IDS[identity.CHOICE])]["mod"] == 7
    assert models[str(NOTE_TYPE_IDS[identity.BASIC])]["mod"] == identity.NOTE_TYPE_MODIFIED[identity.BASIC]


def test_ids_are_unique_and_in_the_past(tmp_path: Path) -> None:
    found = rows(build(tmp_path, everything()), tmp_path)
    ids = [row[0] for row in found["notes"]] + [row[0] for row in found["cards"]]
    assert len(set(ids)) == len(ids)
    assert max(ids) < identity.FIRST_PUBLISHED * 1000 + 1_000_000
    assert package.first_id("a") != package.first_id("b")


def test_no_temporary_file_is_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(scratch))
    build(tmp_path, everything(), media=picture(tmp_path))
    assert not list(scratch.iterdir())

    class Full(io.BytesIO):
        def write(self, data: Any) -> int:
            raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space"):
        anki.compile(Job(deck=everything())).files[0].write(Full())
    assert not list(scratch.iterdir())


def test_a_deck_without_questions_is_a_package_too(tmp_path: Path) -> None:
    output = anki.compile(Job(deck=deck()))
    assert output.files[0].about == "0 notes, 0 cards"
    assert rows(build(tmp_path, deck()), tmp_path)["notes"] == []


def test_the_summary_counts_cards() -> None:
    output = anki.compile(Job(deck=everything()))
    assert output.files[0].name == "demo.apkg"
    assert output.files[0].about == "10 notes, 12 cards"


def test_progress_counts_every_question() -> None:
    seen: list[int] = []
    many = deck(*({"id": f"q{n}", "type": "essay", "prompt": "p"} for n in range(1234)))
    anki.compile(Job(deck=many, progress=seen.append))
    assert sum(seen) == 1234
    assert len(seen) < 10


def test_a_missing_picture_is_reported() -> None:
    output = anki.compile(Job(deck=everything()))
    assert [(item.code, item.loc) for item in output.findings] == [("QK121", ("questions", 1))]
