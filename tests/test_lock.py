"""The lock: what it remembers, what a plan makes of it, and what it says of damage."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizkit import lock
from quizkit.diagnostics import Diagnostic, Finding, Severity
from quizkit.lock import Entry, Lock, NoteType, Plan, Published
from quizkit.model.deck import Deck
from quizkit.targets.anki import identity

FIRST = identity.FIRST_PUBLISHED
NOW = FIRST + 1_000_000
TYPES = {identity.BASIC: ("css1", FIRST), identity.CLOZE: ("css1", FIRST)}


def deck(*questions: Any, id: str = "nato", title: str = "NATO") -> Deck:
    """A deck of flashcards (`"id"` or `{"id": …}`) and clozes (`{"id": …, "text": …}`)."""
    full = []
    for item in questions:
        row = {"id": item} if isinstance(item, str) else dict(item)
        if "text" in row:
            row.setdefault("type", "cloze")
        else:
            row = {"type": "flashcard", "prompt": row["id"], "answer": "x", **row}
        full.append(row)
    return Deck.model_validate({"deck": id, "title": title, "lang": "en", "questions": full})


def notes(of: Deck, **digests: str) -> dict[str, tuple[str, str]]:
    """Note type and digest of every question; the digest is that of its text unless given."""
    return {
        item.id: (identity.note_type_of(item), digests.get(item.id, f"of {item.prompt}"))
        for item in of.questions
    }


def build(before: Lock, of: Deck, now: int = NOW, touch: bool = False, **digests: str) -> Plan:
    """A plan, and through the file and back, so that every case also is one of the file's."""
    made = lock.plan(before, of, notes(of, **digests), TYPES, now, touch)
    assert lock.parse(lock.dump(made.lock)) == made.lock
    return made


def codes(made: Plan) -> list[tuple[str, str]]:
    return [(item.code, item.severity.value) for item in made.findings]


def quiet(made: Plan) -> Plan:
    assert made.findings == ()
    return made


def entry(made: Plan, id: str, kind: str = identity.BASIC) -> Entry:
    return made.lock.decks["nato"].notes[id, kind]


# ---- times and guids


def test_a_first_build_needs_no_clock() -> None:
    one, two = (quiet(build(Lock(), deck("a", "b"), now)) for now in (NOW, NOW + 99))
    assert one == two
    assert one.changes.new == ("a", "b")
    assert one.stamps["a"].modified == FIRST
    assert one.stamps["a"].guid == identity.guid("nato", "a", identity.BASIC)
    assert one.deck_name == "NATO"
    assert one.note_types == dict.fromkeys(TYPES, FIRST)


def test_an_untouched_note_keeps_its_time_and_an_edited_one_gets_now() -> None:
    first = build(Lock(), deck("a", "b", "c"))
    second = quiet(build(first.lock, deck("a", "b", "c"), b="edited"))
    assert second.changes == lock.Changes(edited=("b",), untouched=("a", "c"))
    assert [second.stamps[id].modified for id in "abc"] == [FIRST, NOW, FIRST]
    assert {id: stamp.guid for id, stamp in second.stamps.items()} == {
        id: stamp.guid for id, stamp in first.stamps.items()
    }
    third = quiet(build(second.lock, deck("a", "b", "c"), NOW + 50, b="edited"))
    assert third.lock == second.lock


@pytest.mark.parametrize("now", [NOW, NOW - 5000, 0])
def test_an_edit_is_always_later_even_where_the_clock_stands_still_or_runs_back(now: int) -> None:
    made = build(Lock(), deck("a"))
    made = build(made.lock, deck("a"), NOW, a="1")
    assert build(made.lock, deck("a"), now, a="2").stamps["a"].modified == NOW + 1


def test_the_guid_of_the_lock_counts_even_if_hashing_changed() -> None:
    made = build(Lock(), deck("a"))
    old = replace(entry(made, "a"), guid="from another age")
    known = Lock({"nato": Published("NATO", {("a", identity.BASIC): old})})
    assert build(known, deck("a")).stamps["a"].guid == "from another age"
    assert build(known, deck("a"), a="edited").stamps["a"].guid == "from another age"


def test_a_deck_keeps_the_name_it_was_published_under() -> None:
    made = build(Lock(), deck("a"))
    assert build(made.lock, deck("a", title="A better title")).deck_name == "NATO"
    given = lock.plan(Lock(), deck("a"), notes(deck("a")), TYPES, NOW, name="NATO::Kyiv")
    assert given.deck_name == given.lock.decks["nato"].name == "NATO::Kyiv"


def test_decks_share_a_lock_without_touching_each_other() -> None:
    one = build(Lock(), deck("a"))
    both = build(one.lock, deck("a", id="other"))
    assert both.lock.decks["nato"] == one.lock.decks["nato"]
    assert both.stamps["a"].guid != one.stamps["a"].guid
    assert build(both.lock, deck("a"), a="edited").lock.decks["other"] == both.lock.decks["other"]


def test_a_question_without_a_note_is_neither_new_nor_gone() -> None:
    made = build(Lock(), deck("a", "b"))
    without = lock.plan(made.lock, deck("a", "b"), notes(deck("a")), TYPES, NOW)
    assert without.findings == ()
    assert without.stamps.keys() == {"a"}
    assert without.lock == made.lock


# ---- note types


def test_a_note_types_time_rises_with_its_content_only() -> None:
    made = build(Lock(), deck("a"))
    plan = lock.plan(made.lock, deck("a"), notes(deck("a")), {**TYPES, identity.BASIC: ("css2", FIRST)}, NOW)
    assert plan.note_types == {identity.BASIC: NOW, identity.CLOZE: FIRST}
    again = lock.plan(plan.lock, deck("a"), notes(deck("a")), {identity.BASIC: ("css2", FIRST)}, NOW + 9)
    assert again.note_types == {identity.BASIC: NOW}
    assert again.lock.note_types[identity.CLOZE] == NoteType("css1", FIRST)
    behind = lock.plan(plan.lock, deck("a"), notes(deck("a")), {identity.BASIC: ("css3", FIRST)}, 0)
    assert behind.note_types == {identity.BASIC: NOW + 1}


def test_a_built_in_time_that_rose_is_enough() -> None:
    made = build(Lock(), deck("a"))
    types = {identity.BASIC: ("css2", FIRST + 7)}
    assert lock.plan(made.lock, deck("a"), notes(deck("a")), types, NOW).note_types == {
        identity.BASIC: FIRST + 7
    }


# ---- gone and back


def test_a_question_that_vanished_is_reported_once_and_remembered() -> None:
    first = build(Lock(), deck("how_many", "kyiv-post"))
    gone = build(first.lock, deck("kyiv-post"))
    assert codes(gone) == [("QK402", "warning")]
    assert r'"Id:nato/how\_many"' in gone.findings[0].hint
    assert "was:" in gone.findings[0].hint
    assert gone.changes.retired == ("how_many",)
    assert gone.stamps.keys() == {"kyiv-post"}
    assert entry(gone, "how_many").retired
    quiet(build(gone.lock, deck("kyiv-post")))


def test_a_question_that_returns_keeps_its_guid_and_gets_a_later_time() -> None:
    first = build(Lock(), deck("a", "b"))
    back = quiet(build(build(first.lock, deck("b")).lock, deck("a", "b")))
    assert back.changes.returned == ("a",)
    assert back.stamps["a"].guid == first.stamps["a"].guid
    assert back.stamps["a"].modified == NOW
    assert not entry(back, "a").retired
    assert quiet(build(back.lock, deck("a", "b"))).lock == back.lock


def test_what_looks_new_later_on_may_be_known_to_students_all_the_same() -> None:
    """A recovered lock has forgotten the retired: an edit of one of them must still arrive."""
    first = build(Lock(), deck("a", "b"))
    forgotten = build(build(first.lock, deck("b")).lock, deck("b")).lock
    entries = {key: found for key, found in forgotten.decks["nato"].notes.items() if not found.retired}
    back = build(Lock({"nato": Published("NATO", entries)}), deck("a", "b"), a="edited")
    assert back.changes.new == ("a",)
    assert back.stamps["a"].guid == first.stamps["a"].guid
    assert back.stamps["a"].modified == NOW > first.stamps["a"].modified


def test_the_first_build_of_a_deck_is_told_from_the_others() -> None:
    first = build(Lock(), deck("a"))
    assert first.changes.first
    assert not build(first.lock, deck("a")).changes.first


def test_a_search_for_many_finds_all_of_them() -> None:
    made = build(build(Lock(), deck(*(f"n{n}" for n in range(30)))).lock, deck("zzzzzz"))
    assert made.findings[0].hint.count('"Id:nato/') == 30


def test_another_case_is_a_new_id_that_is_pointed_at() -> None:
    made = build(build(Lock(), deck("A", "x")).lock, deck("a", "x"))
    assert "is it now called `a`?" in made.findings[0].message
    assert '"Id:nato/A"' in made.findings[0].hint


def test_a_renamed_question_is_recognised_and_pointed_at() -> None:
    first = build(Lock(), deck("why-wiesbaden", "members"))
    made = build(first.lock, deck("members", "why-wiesbaden-2"))
    assert codes(made) == [("QK402", "warning")]
    assert made.findings[0].loc == ("questions", 1, "id")
    assert "`was: why-wiesbaden`" in made.findings[0].hint


def test_many_vanished_questions_are_one_finding() -> None:
    ids = [f"{chr(97 + n)}{n}" for n in range(20)]
    made = build(build(Lock(), deck(*ids)).lock, deck("zzzzzz"))
    assert codes(made) == [("QK402", "warning")]
    assert "20 questions are gone" in made.findings[0].message


# ---- was


@pytest.mark.parametrize("in_between", [False, True], ids=["at once", "after a build that warned"])
def test_was_carries_guid_and_history_over(in_between: bool) -> None:
    first = build(Lock(), deck("old", "b"))
    known = build(first.lock, deck("new", "b")).lock if in_between else first.lock
    renamed = {"id": "new", "was": "old"}
    made = build(known, deck(renamed, "b"))
    assert codes(made) == ([("QK407", "advice")] if in_between else [])
    assert made.stamps["new"].guid == first.stamps["old"].guid
    assert made.stamps["new"].modified == NOW
    assert made.changes == lock.Changes(edited=("new",), untouched=("b",))
    assert ("old", identity.BASIC) not in made.lock.decks["nato"].notes
    assert quiet(build(made.lock, deck(renamed, "b"))).lock == made.lock
    without = quiet(build(made.lock, deck("new", "b")))
    assert without.stamps == made.stamps


def test_was_works_along_a_chain_and_from_the_retired() -> None:
    first = build(Lock(), deck("a", "x"))
    retired = build(first.lock, deck("x"))
    second = quiet(build(retired.lock, deck({"id": "b", "was": "a"}, "x")))
    third = quiet(build(second.lock, deck({"id": "c", "was": "b"}, "x")))
    assert third.stamps["c"].guid == first.stamps["a"].guid
    times = [made.stamps[id].modified for made, id in ((first, "a"), (second, "b"), (third, "c"))]
    assert times == sorted(set(times))


def test_an_old_id_used_anew_is_another_note() -> None:
    first = build(Lock(), deck("a"))
    renamed = build(first.lock, deck({"id": "b", "was": "a"}))
    both = quiet(build(renamed.lock, deck({"id": "b", "was": "a"}, "a")))
    assert both.changes.new == ("a",)
    assert both.stamps["b"].guid == first.stamps["a"].guid
    assert both.stamps["a"].guid not in {first.stamps["a"].guid, ""}
    assert quiet(build(both.lock, deck({"id": "b", "was": "a"}, "a"))).stamps == both.stamps


def test_was_without_any_lock_still_finds_the_old_guid() -> None:
    """A lost lock, or a deck published elsewhere: the guid is that of the old id."""
    made = quiet(build(Lock(), deck({"id": "b", "was": "a"})))
    assert made.stamps["b"].guid == identity.guid("nato", "a", identity.BASIC)
    quiet(build(made.lock, deck({"id": "b", "was": "a"})))


@pytest.mark.parametrize(
    ("questions", "words"),
    [
        (["members", {"id": "b", "was": "members"}], "still a question"),
        ([{"id": "b", "was": "menbers"}, "post"], "ever published"),
        ([{"id": "b", "was": "members"}, {"id": "c", "was": "members"}, "post"], "taken over"),
    ],
)
def test_was_that_cannot_be_followed(questions: list[Any], words: str) -> None:
    made = build(build(Lock(), deck("members", "post")).lock, deck(*questions))
    found = [item for item in made.findings if item.code == "QK407"]
    assert len(found) == 1
    assert words in found[0].message
    assert found[0].severity is Severity.ERROR
    assert found[0].loc[-1] == "was"
    assert found[0].hint


def test_an_unknown_was_gets_a_suggestion() -> None:
    made = build(build(Lock(), deck("members")).lock, deck({"id": "b", "was": "menbers"}))
    assert "did you mean `members`?" in next(item.hint for item in made.findings if item.code == "QK407")


def test_was_of_another_kind_makes_a_new_card() -> None:
    first = build(Lock(), deck("a", "x"))
    cloze = {"id": "b", "was": "a", "text": "{{c1::y}}"}
    made = build(first.lock, deck(cloze, "x"))
    assert codes(made) == [("QK403", "warning")]
    assert made.stamps["b"].guid == identity.guid("nato", "b", identity.CLOZE)
    assert entry(made, "a").retired
    quiet(build(made.lock, deck(cloze, "x")))


def test_was_of_another_kind_goes_back_to_the_old_type() -> None:
    first = build(Lock(), deck("a", "x"))
    other = build(first.lock, deck({"id": "b", "was": "a", "text": "{{c1::y}}"}, "x"))
    back = build(other.lock, deck({"id": "b", "was": "a"}, "x"))
    assert codes(back) == [("QK403", "warning")]  # of the cloze that some have by now
    assert back.stamps["b"].guid == first.stamps["a"].guid
    assert back.stamps["b"].modified == NOW
    assert quiet(build(back.lock, deck({"id": "b", "was": "a"}, "x"))).lock == back.lock


# ---- kinds and clozes


def test_a_changed_kind_is_a_new_card_and_changing_back_finds_the_old_one() -> None:
    first = build(Lock(), deck("a"))
    made = build(first.lock, deck({"id": "a", "text": "{{c1::y}}"}))
    assert codes(made) == [("QK403", "warning")]
    assert made.findings[0].loc == ("questions", 0, "type")
    assert f'"Id:nato/a" "note:{identity.BASIC}"' in made.findings[0].hint
    assert made.stamps["a"].guid == identity.guid("nato", "a", identity.CLOZE)
    assert entry(made, "a").retired
    quiet(build(made.lock, deck({"id": "a", "text": "{{c1::y}}"})))
    back = build(made.lock, deck("a"))
    assert back.stamps["a"].guid == first.stamps["a"].guid
    assert back.stamps["a"].modified == NOW


def test_a_change_within_one_note_type_is_an_edit() -> None:
    first = build(Lock(), deck("a"))
    essay = {"id": "a", "type": "essay", "prompt": "a", "answer": "x"}
    made = quiet(build(first.lock, deck(essay), a="as an essay"))
    assert made.changes.edited == ("a",)
    assert made.stamps["a"].guid == first.stamps["a"].guid


CLOZE = "{{c1::Kyiv}} and {{c2::Wiesbaden}}"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (CLOZE + ".", []),
        (CLOZE + " and {{c3::Brussels}}", []),
        ("{{c2::Wiesbaden}} and {{c1::Kyiv}}", []),
        ("{{c1::Kiev}} and {{c2::Wiesbaden::a city}}", []),
        ("{{c1::Kyiv}} and {{c2::Wiesbaden}}, {{c3::Kyiv}}", []),
        ("{{c1::Kyiv}} and Wiesbaden", [("QK404", "warning")]),
        ("Kyiv and {{c1::Wiesbaden}}", [("QK404", "error")]),
        ("{{c2::Kyiv}} and {{c1::Wiesbaden}}", [("QK404", "error")]),
        ("{{c1::Paris}}, {{c2::Kyiv}} and {{c3::Wiesbaden}}", [("QK404", "error")]),
        ("{{c3::Kyiv}}", [("QK404", "error"), ("QK404", "warning")]),
    ],
)
def test_blanks_keep_their_numbers(text: str, expected: list[tuple[str, str]]) -> None:
    first = build(Lock(), deck("x", {"id": "a", "text": CLOZE}))
    made = build(first.lock, deck("x", {"id": "a", "text": text}), a=text)
    assert codes(made) == expected
    assert all(item.loc == ("questions", 1, "text") for item in made.findings)
    if all(severity == "warning" for _, severity in expected):
        quiet(build(made.lock, deck("x", {"id": "a", "text": text}), a=text))


def test_an_answer_that_stood_under_two_numbers_may_stay_under_one() -> None:
    first = build(Lock(), deck({"id": "a", "text": "{{c1::Kyiv}} and {{c2::Kyiv}}"}))
    text = "{{c1::Lviv}} and {{c2::Kyiv}}"
    quiet(build(first.lock, deck({"id": "a", "text": text}), a=text))


@pytest.mark.parametrize(
    ("again", "expected"),
    [
        ("{{c1::Kyiv}} and {{c2::Wiesbaden}}", []),
        ("{{c1::Kyiv}} and {{c2::Berlin}}", [("QK404", "warning")]),
        ("{{c1::Kyiv}} and {{c3::Wiesbaden}}", []),
    ],
)
def test_the_number_of_a_removed_blank_is_not_for_another(
    again: str, expected: list[tuple[str, str]]
) -> None:
    first = build(Lock(), deck({"id": "a", "text": CLOZE}))
    shorter = build(first.lock, deck({"id": "a", "text": "{{c1::Kyiv}} only"}), a="shorter")
    assert codes(shorter) == [("QK404", "warning")]
    still = quiet(build(shorter.lock, deck({"id": "a", "text": "{{c1::Kyiv}} alone"}), a="still"))
    made = build(still.lock, deck({"id": "a", "text": again}), a="again")
    assert codes(made) == expected
    quiet(build(made.lock, deck({"id": "a", "text": again}), a="again"))


def test_a_reverse_that_goes_is_reported_and_may_come_back() -> None:
    first = build(Lock(), deck({"id": "a", "reverse": True}))
    made = build(first.lock, deck("a"), a="one way")
    assert codes(made) == [("QK404", "warning")]
    assert "reverse" in made.findings[0].message
    one_way = quiet(build(made.lock, deck("a"), a="still one way"))
    quiet(build(one_way.lock, deck({"id": "a", "reverse": True}), a="both"))


def test_renumbering_is_seen_through_a_new_id_as_well() -> None:
    first = build(Lock(), deck({"id": "a", "text": CLOZE}))
    swapped = {"id": "b", "was": "a", "text": "{{c2::Kyiv}} and {{c1::Wiesbaden}}"}
    assert codes(build(first.lock, deck(swapped))) == [("QK404", "error")]
    fresh = {"id": "b", "text": "{{c2::Kyiv}} and {{c1::Wiesbaden}}"}
    assert codes(build(first.lock, deck(fresh))) == [("QK402", "warning")]


def test_one_number_in_several_places_and_nested_blanks() -> None:
    text = "{{c1::a}} {{c1::b}} {{c2::outer {{c3::inner}}}}"
    made = build(Lock(), deck({"id": "a", "text": text}))
    assert [number for number, _ in entry(made, "a", identity.CLOZE).blanks] == [1, 2, 3]


# ---- touch


def test_touch_stamps_every_note_and_says_what_that_costs() -> None:
    first = build(build(Lock(), deck("a", "b")).lock, deck("a", "b"), a="edited")
    made = build(first.lock, deck("a", "b", "c"), NOW, touch=True, a="edited")
    assert codes(made) == [("QK410", "warning")]
    assert made.changes.touched == ("a", "b")
    assert [made.stamps[id].modified for id in "abc"] == [NOW + 1, NOW, NOW]
    assert made.note_types == first.note_types


def test_touch_over_a_lost_lock_is_later_than_what_was_published() -> None:
    made = build(Lock(), deck("a"), NOW, touch=True)
    assert made.stamps["a"].modified == NOW
    assert made.note_types[identity.BASIC] == NOW
    assert codes(made) == [("QK410", "warning")]


# ---- around the plan


def test_a_package_without_its_lock(tmp_path: Path) -> None:
    package = tmp_path / "nato.apkg"
    assert lock.missing(Lock(), "nato", package) is None
    package.write_bytes(b"x")
    finding = lock.missing(Lock(), "nato", package)
    assert finding is not None
    assert (finding.code, finding.severity) == ("QK401", Severity.ERROR)
    assert "--recover" in finding.hint
    assert lock.missing(build(Lock(), deck("a")).lock, "nato", package) is None


def test_a_deck_that_moved_left_its_lock_behind(tmp_path: Path) -> None:
    known = build(Lock(), deck("a")).lock
    above, here, below = tmp_path, tmp_path / "here", tmp_path / "here" / "below"
    below.mkdir(parents=True)
    for place in (above, below):
        (place / lock.NAME).write_bytes(lock.dump(known))
        found = lock.elsewhere(Lock(), "nato", here)
        assert found is not None
        assert found[0] == known
        assert (found[1].code, found[1].severity) == ("QK401", Severity.ERROR)
        assert str(place / lock.NAME) in found[1].message
        assert lock.elsewhere(known, "nato", here) is None
        assert lock.elsewhere(Lock(), "other", here) is None
        (place / "nato.yaml").write_text("deck: nato\n", encoding="utf-8")  # still there: `here` is a copy
        copied = lock.elsewhere(Lock(), "nato", here)
        assert copied is not None
        assert (copied[1].code, copied[1].severity) == ("QK401", Severity.WARNING)
        (place / "nato.yaml").unlink()
        (place / lock.NAME).unlink()
    assert lock.elsewhere(Lock(), "nato", here) is None


@pytest.mark.parametrize("header", ["deck: nato\n", '{"deck": "nato", "title": "x"}'])
def test_a_deck_under_another_id_is_pointed_at(tmp_path: Path, header: str) -> None:
    known = build(Lock(), deck("a", "b", "c")).lock
    finding = lock.another_id(known, "otan", ["a", "b", "d"], tmp_path)
    assert finding is not None
    assert (finding.code, finding.severity) == ("QK402", Severity.WARNING)
    assert "deck: nato" in finding.hint
    assert lock.another_id(known, "otan", ["a", "x", "y"], tmp_path) is None
    assert lock.another_id(known, "nato", ["a", "b", "c"], tmp_path) is None
    (tmp_path / "one.yaml").write_text("translation_of: nato\n")
    assert lock.another_id(known, "otan", ["a", "b", "c"], tmp_path) is not None
    (tmp_path / "two.yml").write_text(header)  # a translation has the same questions, and both are there
    assert lock.another_id(known, "otan", ["a", "b", "c"], tmp_path) is None


def test_locked_says_what_would_change() -> None:
    first = build(Lock(), deck("a", "b", "c")).lock
    assert lock.would_change(first, build(first, deck("a", "b", "c")).lock) is None
    finding = lock.would_change(first, build(first, deck("a", "b", "d"), a="edited").lock)
    assert finding is not None
    assert finding.code == "QK406"
    assert "1 new (`d`)" in finding.message
    assert "1 changed (`a`)" in finding.message
    assert "1 retired (`c`)" in finding.message
    renamed = lock.would_change(first, build(first, deck("a", "b", {"id": "d", "was": "c"})).lock)
    assert renamed is not None
    assert "1 new (`d`); 1 renamed (`c`)" in renamed.message
    fresh = lock.would_change(Lock(), first)
    assert fresh is not None
    assert "3 new" in fresh.message


def test_locked_names_the_decks_where_several_would_change() -> None:
    first = build(Lock(), deck("a")).lock
    second = build(build(first, deck("a", "b")).lock, deck("x", id="otan")).lock
    found = lock.would_change(first, second)
    assert found is not None
    assert found.message == "quizkit.lock is not up to date: `nato` 1 new (`b`); `otan` 1 new (`x`)"


@pytest.mark.parametrize(
    ("written", "seconds"),
    [
        ("1767225600", 1767225600),
        ("0", lock.EARLIEST),
        ("9999999999", lock.LATEST),
        (" 315532801 ", 315532801),
    ],
)
def test_source_date_epoch(written: str, seconds: int) -> None:
    assert lock.now({"SOURCE_DATE_EPOCH": written}) == seconds


@pytest.mark.parametrize("written", ["", "-1", "1.5", "now", "1e9", "١٢٣", "9" * 5000, "0x10"])
def test_source_date_epoch_that_is_no_time(written: str) -> None:
    finding = lock.now({"SOURCE_DATE_EPOCH": written})
    assert isinstance(finding, Finding)
    assert finding.code == "QK031"
    assert len(finding.message) < 120


@pytest.mark.parametrize(("clock", "seconds"), [(0.0, lock.EARLIEST), (5e9, lock.LATEST), (NOW + 0.9, NOW)])
def test_a_clock_out_of_its_mind(monkeypatch: pytest.MonkeyPatch, clock: float, seconds: int) -> None:
    monkeypatch.setattr("time.time", lambda: clock)
    assert lock.now({}) == seconds


# ---- the file

words = st.text(st.characters(codec="utf-8"), min_size=1, max_size=20)
times = st.integers(0, 2**40)
blanks = st.dictionaries(st.integers(1, 500), words, max_size=3).map(lambda it: tuple(sorted(it.items())))
entries = st.builds(Entry, words, words | st.just(""), times, st.booleans(), blanks, words | st.just(""))
locks = st.builds(
    Lock,
    st.dictionaries(
        words, st.builds(Published, words, st.dictionaries(st.tuples(words, words), entries, max_size=4))
    ),
    st.dictionaries(words, st.builds(NoteType, words, times), max_size=3),
)


@settings(deadline=None)
@given(locks)
def test_a_lock_comes_back_from_its_file(made: Lock) -> None:
    data = lock.dump(made)
    assert lock.parse(data) == made
    assert json.loads(data)["version"] == 1
    assert data.endswith(b"]}\n")
    assert b"\r" not in data


def test_the_file_is_sorted_with_a_line_for_each_entry() -> None:
    made = build(Lock(), deck("ü", "b", "a")).lock
    mixed = Lock(
        dict(reversed(made.decks.items())),
        made.note_types,
    )
    lines = lock.dump(made).decode().splitlines()
    assert lock.dump(mixed).decode().splitlines() == lines
    rows = [json.loads(line.rstrip(",")) for line in lines if '"id"' in line]
    assert [row["id"] for row in rows] == ["a", "b", "ü"]
    assert all(line.endswith(",") for line in lines if '"id"' in line)


def test_no_file_is_an_empty_lock(tmp_path: Path) -> None:
    assert lock.read(tmp_path / lock.NAME) == Lock()


def test_a_file_that_passed_through_windows_is_read(tmp_path: Path) -> None:
    made = build(Lock(), deck("a")).lock
    path = tmp_path / lock.NAME
    path.write_bytes(b"\xef\xbb\xbf" + lock.dump(made).replace(b"\n", b"\r\n"))
    assert lock.read(path) == made


GOOD = lock.dump(build(Lock(), deck("a", {"id": "c", "text": CLOZE})).lock).decode()


def refused(data: bytes) -> Diagnostic:
    found = lock.parse(data, "decks/quizkit.lock")
    assert isinstance(found, Diagnostic), found
    assert found.code == "QK405"
    assert found.span is not None
    assert found.span.path == "decks/quizkit.lock"
    assert found.hint
    return found


def line_of(words: str) -> int:
    return next(number for number, line in enumerate(GOOD.splitlines(), 1) if words in line)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"id": "a"', '"id": 7'),
        ('"id": "a"', '"id": ""'),
        ('"id": "a", ', ""),
        (
            f'"modified": {FIRST}}},\n{{"deck": "nato", "id": "c"',
            '"modified": true},\n{"deck": "nato", "id": "c"',
        ),
        (
            f'"modified": {FIRST}}},\n{{"deck": "nato", "id": "c"',
            '"modified": -1},\n{"deck": "nato", "id": "c"',
        ),
        (
            f'"modified": {FIRST}}},\n{{"deck": "nato", "id": "c"',
            '"modified": 1e99},\n{"deck": "nato", "id": "c"',
        ),
        ('"digest": "of a"', '"digest": ["of a"]'),
        ('"digest": "of a"', '"digest": "of a", "retired": 1'),
        ('"digest": "of a"', '"digest": "of a", "was": null'),
        ('"digest": "of a"', '"digest": "of a", "blanks": {"one": "x"}'),
        ('"digest": "of a"', '"digest": "of a", "blanks": []'),
    ],
)
def test_nonsense_in_an_entry_is_found_at_its_line(old: str, new: str) -> None:
    assert old in GOOD
    found = refused(GOOD.replace(old, new, 1).encode())
    assert found.span is not None
    assert found.span.line == line_of('"id": "a"')


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\n",
        b"[]",
        b"null",
        b"{}",
        b'{"version": 1}',
        b'{"version": true, "decks": [], "note_types": [], "notes": []}',
        b'{"version": "1", "decks": [], "note_types": [], "notes": []}',
        b'{"version": 1, "decks": {}, "note_types": [], "notes": []}',
        b'{"version": 1, "decks": [7], "note_types": [], "notes": []}',
        b'{"version": 1, "decks": [], "note_types": [{"note_type": "x"}], "notes": []}',
        b'{"version": 1, "decks": [], "note_types": [], "notes": [{}]}',
        b'{"version": ' + b"1" * 5000 + b"}",
        b"[" * 1_000_000,
        b"{" * 3_000_000,
        b"\xff\xfe",
        b"\x00" * 100,
        GOOD.encode()[: len(GOOD) // 2],
        GOOD.encode().replace(b"nato", b"\xe9"),
        GOOD.encode().replace(b"NATO", rb"\ud800"),
        GOOD.encode().replace(b"of a", rb"\udc00"),
    ],
    ids=lambda data: repr(data[:40]),
)
def test_files_that_are_no_lock(data: bytes) -> None:
    refused(data)


def test_a_lock_that_a_tool_wrote_in_ascii_is_read() -> None:
    found = lock.parse(GOOD.replace("NATO", r"NATO \ud83c\udf93 \u00e9").encode())
    assert isinstance(found, Lock)
    assert found.decks["nato"].name == "NATO 🎓 é"


def test_a_lock_from_the_future() -> None:
    assert "newer quizkit" in refused(GOOD.replace('"version": 1', '"version": 2').encode()).hint


def test_a_lock_that_is_too_large_or_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("quizkit.lockfile.MAX_BYTES", 100)
    assert "64 MiB" in refused(GOOD.encode()).message
    assert isinstance(lock.read(tmp_path), Diagnostic)


# ---- merging


def test_marks_of_a_merge_get_their_own_hint() -> None:
    lines = GOOD.splitlines()
    at = line_of('"id": "a"') - 1
    marked = [*lines[:at], "<<<<<<< HEAD", lines[at], "=======", lines[at], ">>>>>>> other", *lines[at + 1 :]]
    found = refused("\n".join(marked).encode())
    assert found.span is not None
    assert found.span.line == at + 1
    assert "both sides" in found.hint
    kept = [line for line in marked if line[:7] not in {"<" * 7, "=" * 7, ">" * 7}]
    assert lock.parse("\n".join(kept).encode()) == lock.parse(GOOD.encode())


def both(one: Plan, two: Plan) -> Lock:
    """What `merge=union` makes of two branches: the lines of both."""
    lines = lock.dump(one.lock).decode().splitlines()
    more = [line for line in lock.dump(two.lock).decode().splitlines() if '"id"' in line]
    found = lock.parse("\n".join([*lines[:-1], *more, lines[-1], ""]).encode())
    assert isinstance(found, Lock), found
    return found


def test_after_a_merge_the_later_edit_counts() -> None:
    base = build(Lock(), deck("a", "b")).lock
    ours, theirs = build(base, deck("a", "b"), NOW, a="1"), build(base, deck("a", "b"), NOW + 5, a="2")
    merged = both(ours, theirs)
    assert merged == both(theirs, ours) == theirs.lock
    assert build(merged, deck("a", "b"), 0, a="3").stamps["a"].modified == NOW + 6


def test_after_a_merge_of_two_edits_in_one_second_both_groups_of_students_get_the_result() -> None:
    base = build(Lock(), deck("a")).lock
    ours, theirs = build(base, deck("a"), NOW, a="1"), build(base, deck("a"), NOW, a="2")
    merged = both(ours, theirs)
    assert merged == both(theirs, ours)
    for digest in "12":
        assert build(merged, deck("a"), 0, a=digest).stamps["a"].modified == NOW + 1


def test_removed_here_and_edited_there() -> None:
    base = build(Lock(), deck("a", "b")).lock
    ours, theirs = build(base, deck("b")), build(base, deck("a", "b"), a="edited")
    merged = both(ours, theirs)
    assert merged == both(theirs, ours)
    kept = quiet(build(merged, deck("a", "b"), a="edited"))
    assert kept.stamps["a"].modified == NOW
    assert build(merged, deck("b")).changes.retired == ("a",)


def test_renamed_here_and_edited_there() -> None:
    base = build(Lock(), deck("a"))
    ours, theirs = (
        build(base.lock, deck({"id": "b", "was": "a"})),
        build(base.lock, deck("a"), NOW + 9, a="x"),
    )
    made = quiet(build(both(ours, theirs), deck({"id": "b", "was": "a"}), 0))
    assert made.stamps["b"].guid == base.stamps["a"].guid
    assert made.stamps["b"].modified == NOW + 10
    assert len(made.lock.decks["nato"].notes) == 1


def test_renamed_here_and_there() -> None:
    """Both new ids have one guid in the merged lock; in the package each must have its own."""
    start = build(Lock(), deck("a", "x"))
    here = build(start.lock, deck({"id": "b", "was": "a"}, "x"), NOW + 1)
    there = build(start.lock, deck({"id": "c", "was": "a"}, "x"), NOW + 2)
    both = deck({"id": "b", "was": "a"}, {"id": "c", "was": "a"}, "x")
    notes_of_both = {**here.lock.decks["nato"].notes, **there.lock.decks["nato"].notes}
    made = build(Lock({"nato": Published("NATO", notes_of_both)}), both, NOW + 3)
    assert codes(made) == [("QK407", "warning")]
    assert made.stamps["b"].guid == start.stamps["a"].guid
    assert made.stamps["b"].modified == NOW + 3  # later than what the other's students have
    assert len({stamp.guid for stamp in made.stamps.values()}) == 3
    assert made.changes.new == ("c",)
    assert quiet(build(made.lock, both, NOW + 4)).lock == made.lock


def test_renamed_here_and_published_anew_there() -> None:
    base = build(Lock(), deck("a", "x"))
    renamed = {"id": "b", "was": "a"}
    ours, anew = build(base.lock, deck(renamed, "x")), build(base.lock, deck("b", "x"))
    merged = both(ours, build(anew.lock, deck("b", "x"), NOW + 9, b="edited"))
    made = quiet(build(merged, deck(renamed, "x"), 0))
    assert made.stamps["b"].guid == base.stamps["a"].guid
    assert made.stamps["b"].modified > ours.stamps["b"].modified


@pytest.mark.skipif(shutil.which("git") is None, reason="needs git")
def test_real_git_merges_two_branches(tmp_path: Path) -> None:
    """Each branch edits a question, adds one at the same place and publishes a deck of its own."""

    def git(*words: str) -> None:
        who = ["-c", "user.name=T", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false"]
        subprocess.run(["git", *who, *words], cwd=tmp_path, check=True, capture_output=True)

    def commit(made: Lock) -> Lock:
        (tmp_path / lock.NAME).write_bytes(lock.dump(made))
        git("add", "-A")
        git("commit", "-qm", "build")
        return made

    git("init", "-q", "-b", "main")
    (tmp_path / ".gitattributes").write_text("quizkit.lock merge=union\n")
    base = commit(build(Lock(), deck("a", "b", "z")).lock)
    git("checkout", "-q", "-b", "other")
    other = build(base, deck("a", "b", "c", "z"), NOW + 5, b="2")
    commit(build(other.lock, deck("q", id="second")).lock)
    git("checkout", "-q", "main")
    ours = build(base, deck("a", "b", "d", "z"), NOW, b="1")
    commit(build(ours.lock, deck("q", id="third")).lock)
    git("merge", "-q", "other", "-m", "merge")
    merged = lock.read(tmp_path / lock.NAME)
    assert isinstance(merged, Lock), merged
    assert merged.decks.keys() == {"nato", "second", "third"}
    made = quiet(build(merged, deck("a", "b", "c", "d", "z"), NOW + 9, b="3"))
    assert made.changes == lock.Changes(edited=("b",), untouched=("a", "c", "d", "z"))
    assert made.lock.decks["nato"].name == "NATO"


def test_note_types_of_two_branches() -> None:
    line = f'{{"note_type": "quizkit Basic", "digest": "css1", "modified": {FIRST}}},'
    assert line in GOOD
    later = line.replace("css1", "css2").replace(str(FIRST), str(NOW))
    merged = lock.parse(GOOD.replace(line, line + later).encode())
    assert isinstance(merged, Lock)
    assert merged.note_types["quizkit Basic"] == NoteType("css2", NOW)
    merged = lock.parse(GOOD.replace(line, line + line.replace("css1", "css2")).encode())
    assert isinstance(merged, Lock)
    assert merged.note_types["quizkit Basic"] == NoteType("", FIRST)


# ---- any history


@settings(deadline=None)
@given(st.lists(st.dictionaries(st.sampled_from("abcd"), st.sampled_from("xyz"), min_size=1), max_size=6))
def test_whatever_happens_to_a_deck_its_notes_stay_recognisable(releases: list[Mapping[str, str]]) -> None:
    """A note's guid never changes, its time never falls, and rises exactly when students must see a change."""
    known, seen, here = Lock(), dict[str, tuple[str, int, str]](), set[str]()
    for digests in releases:
        made = build(known, deck(*sorted(digests)), NOW, **digests)
        assert made.stamps.keys() == digests.keys()
        assert len({stamp.guid for stamp in made.stamps.values()}) == len(digests)
        for id, stamp in made.stamps.items():
            guid, modified, digest = seen.get(id, (stamp.guid, 0, ""))
            assert stamp.guid == guid
            same = digest == digests[id] and id in here
            assert stamp.modified == modified if same else stamp.modified > modified
            seen[id] = (guid, stamp.modified, digests[id])
        known, here = made.lock, set(digests)


def test_the_browser_search_finds_the_notes_in_anki(tmp_path: Path) -> None:
    collection = pytest.importorskip("anki.collection").Collection(str(tmp_path / "collection.anki2"))
    try:
        kind = collection.models.new("Q")
        for name in ("Front", "Id"):
            collection.models.add_field(kind, collection.models.new_field(name))
        template = collection.models.new_template("Card 1")
        template["qfmt"], template["afmt"] = "{{Front}}", "{{Id}}"
        collection.models.add_template(kind, template)
        collection.models.add(kind)
        for id in ("how_many", "howXmany", "a.b-c", "ünï"):
            note = collection.new_note(kind)
            note["Front"], note["Id"] = id, f"nato/{id}"
            collection.add_note(note, 1)
        gone = build(build(Lock(), deck("how_many", "a.b-c", "ünï", "x")).lock, deck("x"))
        search = '"Id:' + gone.findings[0].hint.split('"Id:', 1)[1]
        found = {collection.get_note(id)["Front"] for id in collection.find_notes(search)}
        assert found == {"how_many", "a.b-c", "ünï"}
    finally:
        collection.close()
