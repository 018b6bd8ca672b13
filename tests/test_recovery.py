"""A lost lock, recovered from the package that was published with it; and packages that are none."""

from __future__ import annotations

import json
import sqlite3
import zipfile
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest

from quizkit import files, lock, recovery
from quizkit.diagnostics import Finding
from quizkit.lock import Lock, Plan
from quizkit.media import Medium
from quizkit.model.deck import Deck
from quizkit.targets import anki
from quizkit.targets.anki import identity, notes, notetypes
from quizkit.targets.base import Job

QUESTIONS = [
    {"id": "members", "type": "flashcard", "prompt": "How *many*?", "answer": "32", "tags": ["nato", "ü"]},
    {"id": "where", "type": "cloze", "text": "{{c1::Kyiv}} and {{c2::Wiesbaden}}"},
    {"id": "map_1", "type": "flashcard", "prompt": "Where?", "answer": "There", "difficulty": "easy"},
]
NOW = identity.FIRST_PUBLISHED + 1_000_000


@pytest.fixture
def picture(tmp_path: Path) -> Medium:
    path = tmp_path / "map.png"
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + b"pixels")
    return Medium("map.png", path, "png", 14, sha256(path.read_bytes()).hexdigest(), 1, 1)


def deck(questions: list[dict[str, object]]) -> Deck:
    full = [dict(item) for item in questions]
    for item in full:
        if item["id"] == "map_1":
            item["image"] = {"file": "map.png", "alt": "A map"}
    return Deck.model_validate(
        {"deck": "nato", "title": "NATO", "lang": "en", "tags": ["t"], "questions": full}
    )


def release(known: Lock, of: Deck, picture: Medium, out: Path, now: int = NOW) -> Plan:
    """A whole build of one deck: notes, plan, package."""
    media = {picture.name: picture}
    prepared = notes.prepare(of, media)
    contents = {note.question: (note.note_type, note.digest) for note in prepared.notes}
    types = {
        kind: (notetypes.fingerprint(kind), identity.NOTE_TYPE_MODIFIED[kind])
        for kind in sorted({note.note_type for note in prepared.notes})
    }
    plan = lock.plan(known, of, contents, types, now, name="NATO::Kyiv")
    job = Job(deck=of, media=media, stamps=plan.stamps, note_types=plan.note_types)
    output = anki.compile(replace(job, anki_deck_name=plan.deck_name), prepared)
    files.write_all(out, [(file.name, file.write) for file in output.files])
    return plan


def recovered(package: Path) -> Lock:
    found = recovery.recover(package)
    assert not isinstance(found, Finding), found
    assert found.deck_id == "nato"
    return found.onto(Lock())


def without_blanks(known: Lock) -> Lock:
    entries = {key: replace(entry, blanks=(), was="") for key, entry in known.decks["nato"].notes.items()}
    return Lock({"nato": replace(known.decks["nato"], notes=entries)}, known.note_types)


def test_a_lost_lock_comes_back_from_the_package(tmp_path: Path, picture: Medium) -> None:
    first = release(Lock(), deck(QUESTIONS), picture, tmp_path)
    edited = [{**QUESTIONS[0], "answer": "31"}, *QUESTIONS[1:]]
    second = release(first.lock, deck(edited), picture, tmp_path)
    assert second.changes.edited == ("members",)
    found = recovered(tmp_path / "nato.apkg")
    assert found == without_blanks(second.lock)
    third = release(found, deck(edited), picture, tmp_path / "again")
    assert third.changes.untouched == ("members", "where", "map_1")
    assert third.lock == second.lock
    assert (tmp_path / "again" / "nato.apkg").read_bytes() == (tmp_path / "nato.apkg").read_bytes()


def test_a_question_that_was_renamed_keeps_its_guid(tmp_path: Path, picture: Medium) -> None:
    first = release(Lock(), deck(QUESTIONS), picture, tmp_path)
    renamed = [{**QUESTIONS[0], "id": "states", "was": "members"}, *QUESTIONS[1:]]
    second = release(first.lock, deck(renamed), picture, tmp_path, NOW)
    third = release(recovered(tmp_path / "nato.apkg"), deck(renamed), picture, tmp_path)
    assert third.findings == ()
    assert third.stamps == second.stamps
    assert third.stamps["states"].guid == first.stamps["members"].guid


def test_ids_in_any_script_come_back(tmp_path: Path, picture: Medium) -> None:
    ids = [
        "\u0939\u093f\u0928\u094d\u0926\u0940",
        "e\u0301t\u00e9",
        "1.10",
        "A_b-c",
    ]  # vowel signs, a combining accent
    questions: list[dict[str, object]] = [
        {"id": id, "type": "flashcard", "prompt": "x", "answer": "y"} for id in ids
    ]
    plan = release(Lock(), deck(questions), picture, tmp_path)
    assert recovered(tmp_path / "nato.apkg") == without_blanks(plan.lock)


def test_what_the_lock_knows_of_other_decks_stays(tmp_path: Path, picture: Medium) -> None:
    plan = release(Lock(), deck(QUESTIONS), picture, tmp_path)
    found = recovery.recover(tmp_path / "nato.apkg")
    assert isinstance(found, recovery.Recovered)
    known = Lock({"other": lock.Published("Other")}, {identity.BASIC: lock.NoteType("newer", NOW)})
    both = found.onto(known)
    assert both.decks["other"] == lock.Published("Other")
    assert both.note_types[identity.BASIC] == lock.NoteType("newer", NOW)
    assert both.note_types[identity.CLOZE] == plan.lock.note_types[identity.CLOZE]


# ---- packages that are none


Change = Callable[[sqlite3.Connection], object]


def broken(package: Path, change: Change) -> Path:
    """The package with its collection changed."""
    database = package.with_name("changed.anki2")
    with zipfile.ZipFile(package) as archive:
        database.write_bytes(archive.read("collection.anki2"))
        others = {name: archive.read(name) for name in archive.namelist() if name != "collection.anki2"}
    with closing(sqlite3.connect(database)) as connection:
        change(connection)
        connection.commit()
    target = package.with_name("changed.apkg")
    with zipfile.ZipFile(target, "w") as archive:
        archive.write(database, "collection.anki2")
        for name, data in others.items():
            archive.writestr(name, data)
    return target


def refused(package: Path) -> str:
    found = recovery.recover(package)
    assert isinstance(found, Finding), found
    assert found.code == "QK411"
    assert package.name in found.message
    return found.message


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda db: db.execute("CREATE TRIGGER t AFTER INSERT ON notes BEGIN SELECT 1; END"), "trigger"),
        (lambda db: db.execute("CREATE VIEW v AS SELECT 1"), "view"),
        (lambda db: db.execute("CREATE VIRTUAL TABLE f USING fts5(x)"), "holds a table"),
        (
            lambda db: db.executescript(
                "DROP TABLE notes; CREATE VIEW notes AS SELECT 1 AS guid, 1 AS mid, 1 AS mod, 1 AS tags, 1 AS flds"
            ),
            "view",
        ),
        (lambda db: db.execute("DROP TABLE notes"), "damaged"),
        (lambda db: db.execute("DELETE FROM notes"), "no note"),
        (lambda db: db.execute("DELETE FROM col"), "empty"),
        (lambda db: db.execute("UPDATE col SET models = '[]'"), "no sense"),
        (lambda db: db.execute("UPDATE col SET models = '{'"), "damaged"),
        (lambda db: db.execute("UPDATE col SET decks = '{}'"), "single deck"),
        (
            lambda db: db.execute("UPDATE col SET decks = replace(decks, 'NATO::Kyiv', '\\ud800')"),
            "damaged",
        ),
        (
            lambda db: db.execute("UPDATE col SET models = replace(models, '\"Id\"', '\"Ib\"')"),
            "other fields",
        ),
        (lambda db: db.execute("UPDATE notes SET mod = -1"), "no sense"),
        (lambda db: db.execute("UPDATE notes SET mod = 'x'"), "no sense"),
        (lambda db: db.execute("UPDATE notes SET guid = x'00'"), "no sense"),
        (lambda db: db.execute("UPDATE notes SET flds = replace(flds, 'nato/', '../')"), "no sense"),
        (lambda db: db.execute("UPDATE notes SET flds = 'short'"), "no sense"),
        (
            lambda db: db.execute("UPDATE notes SET flds = replace(flds, 'nato/map', 'other/map')"),
            "several decks",
        ),
    ],
)
def test_collections_that_are_not_ours(tmp_path: Path, picture: Medium, change: Change, words: str) -> None:
    release(Lock(), deck(QUESTIONS), picture, tmp_path)
    assert words in refused(broken(tmp_path / "nato.apkg", change))


def test_files_that_are_no_package(tmp_path: Path, picture: Medium) -> None:
    release(Lock(), deck(QUESTIONS), picture, tmp_path)
    whole = (tmp_path / "nato.apkg").read_bytes()
    for index, data in enumerate([b"", b"PK", whole[:-200], whole[: len(whole) // 2], b"x" * 1000]):
        path = tmp_path / f"{index}.apkg"
        path.write_bytes(data)
        refused(path)
    refused(tmp_path / "none.apkg")
    refused(tmp_path)


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_ways_of_packing_that_are_not_ours(tmp_path: Path, method: int) -> None:
    path = tmp_path / "packed.apkg"
    with zipfile.ZipFile(path, "w", method) as archive:
        archive.writestr("collection.anki2", b"x" * 1000)
    assert "never packs" in refused(path)


@pytest.mark.parametrize("offset", [0xFFFFFFF0, -4])
def test_a_directory_that_points_anywhere(tmp_path: Path, offset: int) -> None:
    path = tmp_path / "lost.apkg"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("collection.anki2", b"x")
    data = bytearray(path.read_bytes())
    at = data.index(b"PK\x01\x02") + 42
    data[at : at + 4] = (offset if offset > 0 else len(data) + offset).to_bytes(4, "little")
    path.write_bytes(data)
    assert "damaged" in refused(path)


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_archives_that_lie(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def packed(*entries: tuple[str, bytes]) -> Path:
        path = tmp_path / "lie.apkg"
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, data in entries:
                archive.writestr(name, data)
        return path

    assert "no single `collection.anki2`" in refused(packed(("media", b"{}")))
    twice = packed(("collection.anki2", b"x"), ("collection.anki2", b"y"), ("media", b"{}"))
    assert "no single `collection.anki2`" in refused(twice)
    assert "media makes no sense" in refused(packed(("collection.anki2", b"x"), ("media", b"[]")))
    assert "damaged" in refused(packed(("collection.anki2", b"x" * 5000), ("media", b"{}")))
    listed = json.dumps({"0": "qk-00000000.png"}).encode()
    assert "no single `0`" in refused(packed(("collection.anki2", b"x"), ("media", listed)))
    monkeypatch.setattr(recovery, "MAX_DATABASE", 1000)
    assert "too large" in refused(packed(("collection.anki2", b"\0" * 10_000_000), ("media", b"{}")))


def test_a_database_that_never_ends(tmp_path: Path, picture: Medium, monkeypatch: pytest.MonkeyPatch) -> None:
    release(Lock(), deck(QUESTIONS), picture, tmp_path)
    more = (
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20000) "
        "INSERT INTO notes SELECT i, 'g' || i, 5, 0, 0, '', '', '', 0, 0, '' FROM n"
    )
    package = broken(tmp_path / "nato.apkg", lambda db: db.execute(more))
    monkeypatch.setattr(recovery, "_MAX_STEPS", 20)
    assert "damaged" in refused(package)
