"""The real Anki decides: what a student has after an import, and after the next one."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from anki_support import QUESTIONS, Student, build, deck, everything, picture, png, text

from quizkit.targets.anki import identity, notes
from quizkit.targets.base import Stamp

LATER = identity.FIRST_PUBLISHED + 1000


def stamps(deck: object, *raised: str) -> dict[str, Stamp]:
    """The lock's stamps with a later time for the questions `raised`."""
    prepared = notes.prepare(deck, {})  # type: ignore[arg-type]
    first = identity.FIRST_PUBLISHED
    return {
        note.question: Stamp(note.guid, LATER if note.question in raised else first)
        for note in prepared.notes
    }


def test_every_note_has_its_cards_and_they_render(student: Student, tmp_path: Path) -> None:
    log = student.take(build(tmp_path, everything(), media=picture(tmp_path)))
    assert len(log.new) == len(QUESTIONS)
    assert student.col.card_count() == len(QUESTIONS) + 2  # the reverse card, the second blank
    for id in student.col.find_cards(""):
        card = student.col.get_card(id)
        front, back = text(card.question()).strip(), text(card.answer()).strip()
        assert front
        assert "{{" not in front
        assert "{{" not in back
        assert back != front, card.note()["Id"]
        assert not card.note().fields_check()


def test_no_card_is_lost_to_anki_s_own_checks(student: Student, tmp_path: Path) -> None:
    student.take(build(tmp_path, everything(), media=picture(tmp_path)))
    assert not student.col.get_empty_cards().notes
    assert student.col.fix_integrity()[1]


def test_no_picture_is_missing_or_superfluous(student: Student, tmp_path: Path) -> None:
    media = picture(tmp_path) | {"unused.png": next(iter(picture(tmp_path, data=png((1, 2, 3))).values()))}
    student.take(build(tmp_path, everything(), media=media))
    found = student.col.media.check()
    assert not list(found.missing)
    assert not list(found.unused)
    assert [path.name for path in Path(student.col.media.dir()).iterdir()] == [
        f"qk-{media['flag.png'].digest[:16]}.png"
    ]


def test_the_deck_has_the_title_and_the_questions_order(student: Student, tmp_path: Path) -> None:
    student.take(build(tmp_path, everything(title="NATO :: Kyiv", description="One *line*.")))
    names = [item.name for item in student.col.decks.all_names_and_ids() if item.id != 1]
    assert names == ["NATO : : Kyiv"]
    ids = student.col.find_cards("", order="c.due, c.ord")
    shown = list(dict.fromkeys(student.col.get_card(id).note()["Id"].partition("/")[2] for id in ids))
    assert shown == list(QUESTIONS)


def test_a_published_deck_keeps_its_name(student: Student, tmp_path: Path) -> None:
    student.take(build(tmp_path, everything(title="New title"), anki_deck_name="Old title"))
    assert student.col.decks.by_name("Old title")
    assert not student.col.decks.by_name("New title")


def test_importing_twice_changes_nothing(student: Student, tmp_path: Path) -> None:
    package = build(tmp_path, everything(), media=picture(tmp_path))
    student.take(package)
    before = [tuple(row) for row in student.col.db.execute("select id, guid, mod, flds, tags from notes")]
    types = student.note_types()
    log = student.take(package)
    assert not log.new
    assert not log.updated
    assert [
        tuple(row) for row in student.col.db.execute("select id, guid, mod, flds, tags from notes")
    ] == before
    assert student.note_types() == types == sorted(identity.NOTE_TYPE_MODIFIED)


def test_an_edit_arrives_and_what_a_student_did_elsewhere_stays(student: Student, tmp_path: Path) -> None:
    student.take(build(tmp_path, everything()))
    own = student.card("essay").note()
    own["Extra1"], own.tags = "my own words", [*own.tags, "marked"]
    student.col.update_note(own)
    studied = student.card("choice")
    history = "ivl = 30, reps = 4, type = 2, queue = 2, flags = 3"
    student.col.db.execute(f"update cards set {history} where id = ?", studied.id)

    edited = {"id": "choice", "type": "choice", **QUESTIONS["choice"], "prompt": "Edited"}
    new = deck(edited, {"id": "essay", "type": "essay", **QUESTIONS["essay"]})
    log = student.take(build(tmp_path, new, stamps=stamps(new, "choice")))
    assert len(log.updated) == 1
    after = student.card("choice")
    assert after.id == studied.id
    assert (after.ivl, after.reps, after.queue, after.user_flag()) == (30, 4, 2, 3)
    assert after.note()["Prompt"] == "Edited"
    untouched = student.card("essay").note()
    assert untouched["Extra1"] == "my own words"
    assert "marked" in untouched.tags


def test_a_note_type_s_style_arrives_with_a_later_time_only(
    student: Student, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    student.take(build(tmp_path, everything()))
    from quizkit.targets.anki import notetypes

    model = notetypes.model(identity.CHOICE)
    monkeypatch.setattr(model, "css", model.css + "/* new */")
    student.take(build(tmp_path, everything()))
    assert "/* new */" not in student.style(identity.CHOICE)
    later = {identity.CHOICE: LATER}
    question = {"id": "added", "type": "true-false", "prompt": "p", "answer": False}
    student.take(build(tmp_path, deck(question), note_types=later))
    assert "/* new */" in student.style(identity.CHOICE)
    assert student.note_types() == sorted(identity.NOTE_TYPE_MODIFIED)


def test_a_reverse_card_can_be_added_and_a_blank_too(student: Student, tmp_path: Path) -> None:
    def release(reverse: bool, text: str) -> object:
        return deck(
            {"id": "f", "type": "flashcard", "prompt": "a", "answer": "b", "reverse": reverse},
            {"id": "c", "type": "cloze", "text": text},
        )

    first, second = release(False, "{{c1::x}} y"), release(True, "{{c1::x}} {{c2::y}}")
    student.take(build(tmp_path, first))  # type: ignore[arg-type]
    assert student.col.card_count() == 2
    student.take(build(tmp_path, second, stamps=stamps(second, "f", "c")))  # type: ignore[arg-type]
    assert student.col.card_count() == 4


def test_a_choice_that_becomes_a_multiple_is_the_same_note(student: Student, tmp_path: Path) -> None:
    first = deck({"id": "q", "type": "choice", "prompt": "p", "answer": "a", "distractors": ["b"]})
    second = deck({"id": "q", "type": "multiple", "prompt": "p", "answers": ["a", "b"], "distractors": ["c"]})
    student.take(build(tmp_path, first))
    student.take(build(tmp_path, second, stamps=stamps(second, "q")))
    assert student.col.note_count() == 1
    assert student.card("q").note()["Kind"] == "multiple"


def test_a_renamed_question_keeps_its_history(student: Student, tmp_path: Path) -> None:
    student.take(build(tmp_path, deck({"id": "old", "type": "essay", "prompt": "p"})))
    renamed = deck({"id": "new", "was": "old", "type": "essay", "prompt": "p"})
    student.take(build(tmp_path, renamed, stamps=stamps(renamed, "new")))
    assert student.col.note_count() == 1
    assert student.card("new").note()["Prompt"] == "p"


def test_a_changed_picture_arrives(student: Student, tmp_path: Path) -> None:
    question = {"id": "choice", "type": "choice", **QUESTIONS["choice"]}
    student.take(build(tmp_path, deck(question), media=picture(tmp_path)))
    new = picture(tmp_path, data=png((200, 10, 10)))
    student.take(build(tmp_path, deck(question), media=new, stamps=stamps(deck(question), "choice")))
    stored = Path(student.col.media.dir()) / f"qk-{new['flag.png'].digest[:16]}.png"
    assert stored.read_bytes() == new["flag.png"].path.read_bytes()
    assert not list(student.col.media.check().missing)


def test_two_decks_share_note_types_and_keep_apart(student: Student, tmp_path: Path) -> None:
    student.take(build(tmp_path, everything()))
    student.take(build(tmp_path, everything(deck="demo-fr", title="Une démo", lang="fr")))
    assert student.col.note_count() == 2 * len(QUESTIONS)
    assert student.note_types() == sorted(identity.NOTE_TYPE_MODIFIED)


def test_the_browser_search_finds_questions(student: Student, tmp_path: Path) -> None:
    questions = [{"id": id, "type": "essay", "prompt": id} for id in ("a_b", "aXb", "a.b-c", "ünï", "A_B2")]
    student.take(build(tmp_path, deck(*questions)))
    found = student.col.find_notes(identity.search("demo", ["a_b", "ünï"]))
    assert sorted(student.col.get_note(id)["Prompt"] for id in found) == ["a_b", "ünï"]


def test_many_notes_get_through(student: Student, tmp_path: Path) -> None:
    many = deck(
        *({"id": f"q{n}", "type": "flashcard", "prompt": f"p{n}", "answer": "a"} for n in range(2000))
    )
    student.take(build(tmp_path, many))
    assert student.col.card_count() == 2000
    student.take(build(tmp_path, everything(deck="other", title="Other")))
    assert student.col.note_count() == 2000 + len(QUESTIONS)


_BUILD = """
import sys; sys.path.insert(0, {here!r})
from pathlib import Path
from anki_support import build, everything, picture
folder = Path({folder!r}); build(folder, everything(), media=picture(folder))
"""


def test_the_same_bytes_in_another_process_time_zone_and_hash_seed(tmp_path: Path) -> None:
    results = set()
    for seed, zone in (("0", "UTC"), ("1", "Pacific/Auckland"), ("2", "America/New_York")):
        folder = tmp_path / seed
        folder.mkdir()
        script = _BUILD.format(here=str(Path(__file__).parent), folder=str(folder))
        env = {"PYTHONHASHSEED": seed, "TZ": zone, "PATH": "/usr/bin:/bin", "PYTHONPATH": ":".join(sys.path)}
        subprocess.run([sys.executable, "-c", script], check=True, env=env)
        results.add((folder / "demo.apkg").read_bytes())
    assert len(results) == 1
