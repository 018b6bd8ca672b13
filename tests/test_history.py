"""The promise that matters most: a student studies for months, the deck changes, nothing of theirs is lost.

The real deck, the real command, the real Anki: import, study, flag, tag and edit; then a new
release with an edited, a new, a removed question, another order and another title.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from anki.collection import Collection, ImportAnkiPackageOptions, ImportAnkiPackageRequest

from quizkit.readers.events import parse

DECKS = Path(__file__).parents[1] / "decks" / "nato-kyiv"
EDITED, REMOVED, MARKED, REWORDED = "new-hq-city", "staff-plan", "first-report", "centre-since"
SCHEDULING = "type, queue, due, ivl, factor, reps, lapses, left, odue, odid, flags, data, did"


@pytest.fixture
def teacher(tmp_path: Path) -> Path:
    """A folder with the two decks, as a teacher has it before the first release."""
    folder = tmp_path / "teacher"
    folder.mkdir()
    for path in DECKS.glob("*.yaml"):
        shutil.copy(path, folder)
    return folder


@pytest.fixture
def collection(tmp_path: Path) -> Iterator[Collection]:
    (tmp_path / "student").mkdir()
    col = Collection(str(tmp_path / "student" / "collection.anki2"))
    yield col
    col.close()


def build(teacher: Path, *options: str) -> subprocess.CompletedProcess[str]:
    command = [
        sys.executable,
        "-m",
        "quizkit",
        "build",
        str(teacher),
        "-t",
        "anki",
        "-o",
        str(teacher / "out"),
        *options,
    ]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def release(teacher: Path, *options: str) -> subprocess.CompletedProcess[str]:
    done = build(teacher, *options)
    assert done.returncode == 0, done.stderr
    return done


def take(col: Collection, teacher: Path) -> list[Any]:
    """Imports both packages with the options that Anki's dialog starts with."""
    logs = []
    for name in ("nato-kyiv-en", "nato-kyiv-fr"):
        path = str(teacher / "out" / f"{name}.apkg")
        options = ImportAnkiPackageOptions()
        logs.append(col.import_anki_package(ImportAnkiPackageRequest(package_path=path, options=options)).log)
    return logs


def note(col: Collection, question: str) -> Any:
    (found,) = col.find_notes(f'"Id:nato-kyiv-en/{question}"')
    return col.get_note(found)


def study(col: Collection) -> None:
    """Three sessions' worth of answers of all kinds, by the real scheduler."""
    for deck in col.decks.all_names_and_ids():
        col.decks.select(deck.id)  # type: ignore[arg-type]
        for turn in range(25):
            card = col.sched.getCard()
            if card is None:
                break
            card.start_timer()
            col.sched.answerCard(card, (turn % 4) + 1)  # type: ignore[arg-type]
    # A month later: intervals and lapses as a long-time student has them.
    col.db.execute("update cards set ivl = 40 + id % 9, factor = 2350, lapses = 1 where queue = 2")


def own_traces(col: Collection) -> None:
    """What students do with their cards besides answering them."""
    marked = note(col, MARKED)
    marked.tags += ["marked", "exam::june"]
    marked["Extra1"] = "my own mnemonic"
    col.update_note(marked)
    reworded = note(col, REWORDED)
    reworded["Hint"] = "what helps me"
    col.update_note(reworded)
    col.set_user_flag_for_cards(4, note(col, MARKED).card_ids())
    col.sched.suspend_cards(note(col, "summit-city").card_ids())


def scheduling(col: Collection) -> dict[tuple[str, int], tuple[Any, ...]]:
    columns = ", ".join(f"cards.{name.strip()}" for name in SCHEDULING.split(","))
    rows = col.db.execute(f"select notes.guid, cards.ord, {columns} from cards join notes on notes.id = nid")
    return {(row[0], row[1]): tuple(row[2:]) for row in rows}


def change(path: Path) -> None:
    """The next release: one edited, one new, one removed, the rest in reverse order, another title."""
    deck = parse(path.read_text(encoding="utf-8")).value
    questions = [item for item in deck["questions"] if item["id"] != REMOVED]
    for item in questions:
        if item["id"] == EDITED:
            item["prompt"] += " (new wording)"
    added = {"id": "brand-new", "type": "flashcard", "prompt": "What is new?", "answer": "This."}
    deck["questions"] = [added, *reversed(questions)]
    deck["title"] = "Another title"
    deck.pop("worksheets")
    path.write_text(json.dumps(deck, ensure_ascii=False), encoding="utf-8")


def test_a_new_release_costs_a_student_nothing(teacher: Path, collection: Collection) -> None:
    first = release(teacher)
    assert "37 new, 0 edited, 0 untouched, 0 retired" in first.stdout
    take(collection, teacher)
    study(collection)
    own_traces(collection)
    before, revlog = scheduling(collection), collection.db.scalar("select count() from revlog")
    assert sum(row[5] > 0 for row in before.values()) >= 20  # reps: cards that were answered
    types = {item.name for item in collection.models.all_names_and_ids()}

    change(teacher / "nato-kyiv-en.yaml")
    second = release(teacher)
    assert "1 new, 1 edited, 35 untouched, 1 retired" in second.stdout
    english, french = take(collection, teacher)
    assert (len(english.new), len(english.updated), len(english.conflicting)) == (1, 1, 0)
    assert (len(french.new), len(french.updated)) == (0, 0)

    after = scheduling(collection)
    assert {key: after[key] for key in before} == before
    assert collection.db.scalar("select count() from revlog") == revlog
    assert len(after) == len(before) + 1
    assert {item.name for item in collection.models.all_names_and_ids()} == types
    assert collection.db.scalar("select count() from notes") == collection.db.scalar(
        "select count(distinct guid) from notes"
    )
    assert note(collection, EDITED)["Prompt"].endswith("(new wording)")
    marked = note(collection, MARKED)
    assert marked["Extra1"] == "my own mnemonic"
    assert {"marked", "exam::june"} <= set(marked.tags)
    assert note(collection, REWORDED)["Hint"] == "what helps me"
    assert note(collection, REMOVED)  # what was removed stays with the student …
    assert_search_finds(collection, second.stderr)  # … and the build says how to find it


def assert_search_finds(col: Collection, said: str) -> None:
    assert "QK402" in said
    found = re.search(r'"Id:[^"]+"', said)
    assert found is not None
    assert [col.get_note(id)["Id"] for id in col.find_notes(found[0])] == [f"nato-kyiv-en/{REMOVED}"]


def test_an_unchanged_deck_is_a_no_op(teacher: Path, collection: Collection) -> None:
    release(teacher)
    take(collection, teacher)
    study(collection)
    own_traces(collection)
    packages = {path.name: path.read_bytes() for path in (teacher / "out").iterdir()}
    lock = (teacher / "quizkit.lock").read_bytes()
    rows = "select * from notes order by id", "select * from cards order by id", "select * from revlog"
    before = [list(collection.db.execute(query)) for query in rows]
    assert "nato-kyiv-en: unchanged, 1 file kept" in release(teacher).stdout
    done = release(teacher, "--force")
    assert "0 new, 0 edited, 37 untouched, 0 retired" in done.stdout
    assert {path.name: path.read_bytes() for path in (teacher / "out").iterdir()} == packages
    assert (teacher / "quizkit.lock").read_bytes() == lock
    for log in take(collection, teacher):
        assert (len(log.new), len(log.updated), len(log.conflicting)) == (0, 0, 0)
    assert [list(collection.db.execute(query)) for query in rows] == before
    assert build(teacher, "--locked").returncode == 0


def test_locked_refuses_what_the_lock_does_not_know(teacher: Path) -> None:
    release(teacher)
    package = (teacher / "out" / "nato-kyiv-en.apkg").read_bytes()
    change(teacher / "nato-kyiv-en.yaml")
    done = build(teacher, "--locked")
    assert done.returncode == 1
    assert "QK406" in done.stderr
    assert (teacher / "out" / "nato-kyiv-en.apkg").read_bytes() == package


def test_a_deck_that_moves_to_another_folder_keeps_its_students(
    teacher: Path, collection: Collection
) -> None:
    release(teacher)
    take(collection, teacher)
    shutil.rmtree(teacher / "out")  # nothing but the old lock knows of the release
    (teacher / "moved").mkdir()
    for path in teacher.glob("*.yaml"):
        path.rename(teacher / "moved" / path.name)
    change(teacher / "moved" / "nato-kyiv-en.yaml")
    refused = build(teacher)
    assert refused.returncode == 1
    assert refused.stderr.count("error[QK401]") == 2
    assert build(teacher, "--recover").returncode == 0
    english, french = take(collection, teacher)
    assert (len(english.new), len(english.updated), len(french.updated)) == (1, 1, 0)
    assert note(collection, EDITED)["Prompt"].endswith("(new wording)")


def test_touch_sends_everything_again_and_says_what_that_costs(teacher: Path, collection: Collection) -> None:
    release(teacher)
    take(collection, teacher)
    done = build(teacher, "--touch")
    assert done.returncode == 0
    assert "QK410" in done.stderr
    english, french = take(collection, teacher)
    assert (len(english.updated), len(french.updated)) == (37, 37)
