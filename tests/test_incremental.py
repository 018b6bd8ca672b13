"""Builds that write only what changed: every kind of input is noticed, and nothing that was said is lost."""

from __future__ import annotations

import errno
import json
import os
import re
import shutil
import signal
import struct
import subprocess
import sys
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import quizkit
from quizkit import discovery, files, incremental, lockfile, readers
from quizkit.incremental import Asked, Outcome, fingerprint, manifest
from quizkit.targets import TARGETS

DECK = """\
deck: {id}
title: A title
lang: en
questions:
  - id: red
    type: choice
    prompt: "Which is red? ![a square](pics/square.png)"
    answer: The left one
    distractors: [The right one, None]
  - {{id: essay, type: essay, prompt: 'Why {{{{x}}}}?'}}
  - {{id: blue, type: short-answer, prompt: Which is blue?, answer: The sky, hint: Look up}}
"""
ASKED = Asked(targets=("anki", "csv", "gift"))


def png(colour: int) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    pixels = zlib.compress(b"".join(b"\0" + bytes([colour] * 8) for _ in range(8)))
    header = struct.pack(">IIBBBBB", 8, 8, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("decks/pics").mkdir(parents=True)
    Path("decks/pics/square.png").write_bytes(png(100))
    Path("decks/a.yaml").write_text(DECK.format(id="a"), encoding="utf-8")
    Path("decks/b").mkdir()
    text = DECK.format(id="b").replace("![a square](pics/square.png)", "")
    header, questions = text.split("questions:\n")
    Path("decks/b/deck.yaml").write_text(header, encoding="utf-8")
    Path("decks/b/one.yaml").write_text("questions:\n" + questions, encoding="utf-8")


def build(asked: Asked = ASKED, *paths: str) -> Outcome:
    return incremental.build([Path(path) for path in paths or ("decks",)], asked)


def written(outcome: Outcome) -> set[str]:
    assert outcome.ok, outcome.diagnostics
    return {path.name for path in outcome.paths}


def snapshot() -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in Path("build").iterdir()}


EVERY = {"a.apkg", "a.csv", "a-quizlet.tsv", "a-anki.txt", "a.gift.txt"}
ALL = EVERY | {name.replace("a", "b", 1) for name in EVERY}


def test_nothing_is_written_where_nothing_changed(monkeypatch: pytest.MonkeyPatch) -> None:
    assert written(build()) == ALL
    before, times = snapshot(), {path: path.stat().st_mtime_ns for path in Path("build").iterdir()}

    def never(*_: object, **__: object) -> None:
        raise AssertionError("a deck was read")

    monkeypatch.setattr("quizkit.readers.read", never)
    again = build()
    assert written(again) == set()
    assert [item.kept.deck for item in again.results if item.kept] == ["a", "b"]
    assert {path.name for item in again.results if item.kept for path in item.kept.files} == ALL
    assert snapshot() == before
    assert {path: path.stat().st_mtime_ns for path in Path("build").iterdir()} == times


def test_what_was_said_is_said_again() -> None:
    first = build()
    assert [item.code for item in first.diagnostics].count("QK134") == 2
    assert "QK507" in {item.code for item in first.diagnostics}
    again = build()
    assert again.diagnostics == first.diagnostics
    assert again.texts.keys() >= {"decks/a.yaml", "decks/b/one.yaml"}
    assert again.texts["decks/a.yaml"] == Path("decks/a.yaml").read_text(encoding="utf-8")
    assert again.fresh == ()


def test_what_is_said_is_what_a_full_build_says() -> None:
    build()
    Path("decks/a.yaml").write_text(DECK.format(id="a").replace("Look up", "Look down"), encoding="utf-8")
    partly = build()
    assert written(partly) == EVERY
    force = build(Asked(targets=ASKED.targets, force=True))
    assert written(force) == ALL
    assert build().diagnostics == force.diagnostics
    assert sorted(map(repr, partly.diagnostics)) == sorted(map(repr, force.diagnostics))


def test_news_of_the_lock_are_told_once_as_ever() -> None:
    build()
    text = DECK.format(id="a")
    Path("decks/a.yaml").write_text(text[: text.index("  - {id: blue")], encoding="utf-8")
    assert "QK402" in {item.code for item in build().diagnostics}
    again = build()
    assert written(again) == set()
    assert "QK402" not in {item.code for item in again.diagnostics}
    assert again.diagnostics == build(Asked(targets=ASKED.targets, force=True)).diagnostics


def test_the_second_build_after_an_edit_has_nothing_to_do() -> None:
    """The lock changed with the first one: that is no news for the second."""
    build()
    Path("decks/a.yaml").write_text(DECK.format(id="a").replace("Look up", "Look down"), encoding="utf-8")
    assert written(build()) == EVERY
    assert written(build()) == set()


def test_paths_may_be_written_in_another_way(monkeypatch: pytest.MonkeyPatch) -> None:
    first = build()
    assert written(build(ASKED, "decks/b/one.yaml", "decks/a.yaml")) == set()
    here = Path.cwd()
    monkeypatch.chdir("decks")
    asked = Asked(targets=ASKED.targets, out=Path("../build"))
    moved = build(asked, ".")
    assert written(moved) == set()
    assert [item.message for item in moved.diagnostics] == [item.message for item in first.diagnostics]
    assert {item.span.path for item in moved.diagnostics if item.span} == {"a.yaml", "b/one.yaml"}
    monkeypatch.chdir(here)
    assert str(here) not in Path("build", manifest.NAME).read_text(encoding="utf-8")


def _append(path: str, text: str) -> Callable[[], None]:
    def change() -> None:
        with Path(path).open("a", encoding="utf-8") as stream:
            stream.write(text)

    return change


CHANGES: dict[str, tuple[Callable[[], object], set[str]]] = {
    "one byte of a deck": (_append("decks/a.yaml", "\n"), EVERY),
    "one byte of a part": (_append("decks/b/one.yaml", "#"), ALL - EVERY),
    "a new part": (lambda: Path("decks/b/x.yml").write_text("facts: []\n"), ALL - EVERY),
    "a picture": (lambda: Path("decks/pics/square.png").write_bytes(png(101)), EVERY),
    "settings": (lambda: Path("quizkit.toml").write_text("[rules]\n"), ALL),
    "settings nearby": (lambda: Path("decks/b/quizkit.toml").write_text("[rules]\n"), ALL - EVERY),
    "a file that is gone": (lambda: Path("build/a.csv").unlink(), {"a.csv", "a-quizlet.tsv", "a-anki.txt"}),
    "a file that was edited": (_append("build/b.gift.txt", " "), {"b.gift.txt"}),
    "a file that is a link": (
        lambda: (Path("build/a.apkg").rename("x"), Path("build/a.apkg").symlink_to(Path("x").resolve())),
        {"a.apkg"},
    ),
    "the manifest": (lambda: Path("build", manifest.NAME).unlink(), ALL),
}


@pytest.mark.parametrize("what", CHANGES)
def test_every_change_is_noticed_and_only_what_it_touches_is_written(what: str) -> None:
    change, expected = CHANGES[what]
    build()
    change()
    assert written(build()) == expected
    assert written(build()) == set()


def test_a_lock_that_was_set_back_is_noticed() -> None:
    build(Asked(targets=("anki",)))
    text = Path("decks/a.yaml").read_text(encoding="utf-8")
    Path("decks/a.yaml").write_text(text.replace("Look up", "Look down"), encoding="utf-8")
    build(Asked(targets=("anki",)))
    lock = Path("decks/quizkit.lock")
    lock.write_text(re.sub(r'"modified": (\d+)', '"modified": 1300000000', lock.read_text(encoding="utf-8")))
    assert "a.apkg" in written(build(Asked(targets=("anki",))))


def test_other_decks_in_the_lock_do_not_matter() -> None:
    Path("decks/c.yaml").write_text(DECK.format(id="c"), encoding="utf-8")
    build()
    Path("decks/c.yaml").write_text(DECK.format(id="c").replace("Look up", "Look down"), encoding="utf-8")
    assert {name[0] for name in written(build())} == {"c"}
    assert written(build()) == set()


def test_a_lost_or_broken_lock_is_said_though_nothing_else_changed() -> None:
    build()
    lock = Path("decks/quizkit.lock")
    text = lock.read_text(encoding="utf-8")
    lock.unlink()
    assert "QK401" in {item.code for item in build().diagnostics}
    lock.write_text(text + "<<<<<<< HEAD\n", encoding="utf-8")
    assert "QK405" in {item.code for item in build().diagnostics}
    lock.write_text(text, encoding="utf-8")
    assert written(build()) == set()


def test_locked_fails_as_before() -> None:
    build()
    locked = Asked(targets=ASKED.targets, locked=True)
    assert written(build(locked)) == set()
    _append("decks/a.yaml", "  - {id: fresh, type: essay, prompt: New}\n")()
    assert "QK406" in {item.code for item in build(locked).diagnostics}
    assert "QK406" in {item.code for item in build(locked).diagnostics}
    build()
    assert build(locked).ok


OPTIONS = [
    {"versions": 2},
    {"seed": "x"},
    {"paper": "letter"},
    {"large_print": True},
    {"unsupported": "skip"},
    {"fonts": (Path("fonts"),)},
    {"force": True},
    {"recover": True},
]


@pytest.mark.parametrize("options", OPTIONS, ids=lambda item: next(iter(item)))
def test_every_option_is_noticed(options: dict[str, object]) -> None:
    Path("fonts").mkdir()
    Path("fonts/x.ttf").write_bytes(b"x")
    build()
    assert written(build(Asked(targets=ASKED.targets, **options))) == ALL  # type: ignore[arg-type]


def test_every_option_is_in_this_test() -> None:
    named = {name for item in OPTIONS for name in item} | {"targets", "out", "locked", "touch"}
    assert set(Asked.__dataclass_fields__) == named


def test_fonts_are_compared_by_content() -> None:
    Path("fonts/deep").mkdir(parents=True)
    font = Path("fonts/deep/x.ttf")
    font.write_bytes(b"x")
    asked = Asked(targets=("csv",), fonts=(Path("fonts"),))
    build(asked)
    os.utime(font, (1, 1))
    assert written(build(asked)) == set()
    font.write_bytes(b"y")
    assert "a.csv" in written(build(asked))


def test_touch_stamps_every_note_and_is_not_believed_to_be_news_afterwards() -> None:
    build()
    touched = build(Asked(targets=ASKED.targets, touch=True))
    assert "QK410" in {item.code for item in touched.diagnostics}
    again = build()
    assert written(again) == set()
    assert "QK410" not in {item.code for item in again.diagnostics}


@pytest.mark.parametrize("value", ["1600000000", "1700000000"])
def test_the_environment_is_noticed(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    build()
    monkeypatch.setenv("SOURCE_DATE_EPOCH", value)
    assert written(build()) == ALL
    assert written(build()) == set()
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "soon")
    assert "QK031" in {item.code for item in build().diagnostics}


def _environment() -> str:
    return fingerprint.environment.__wrapped__()


def test_another_quizkit_is_noticed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The version, the code (one byte of any file that matters), a library."""
    before = _environment()
    assert _environment() == before
    monkeypatch.setattr(fingerprint, "__version__", "99")
    assert _environment() != before
    monkeypatch.undo()
    copy = tmp_path / "copy" / "quizkit"
    shutil.copytree(Path(quizkit.__file__).parent, copy, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(fingerprint, "__file__", str(copy / "incremental" / "fingerprint.py"))
    assert _environment() == before
    for name in ("words.py", "targets/pdf/template/content.typ", "markup/build.py"):
        data = (copy / name).read_bytes()
        (copy / name).write_bytes(data + b"\n")
        assert _environment() != before, name
        (copy / name).write_bytes(data)
    assert _environment() == before
    (tmp_path / "site" / "typst-99.dist-info").mkdir(parents=True)
    monkeypatch.syspath_prepend(str(tmp_path / "site"))
    assert _environment() != before


def test_the_libraries_are_found() -> None:
    found = {re.split(r"-\d", name)[0].lower() for name in fingerprint._libraries()}
    assert {
        "genanki",
        "typst",
        "pydantic",
        "pydantic_core",
        "pyyaml",
        "latex2mathml",
        "markdown_it_py",
    } <= found


def test_a_new_version_builds_everything(monkeypatch: pytest.MonkeyPatch) -> None:
    build()
    monkeypatch.setattr(fingerprint, "environment", lambda: "another")
    assert written(build()) == ALL
    assert written(build()) == set()


def test_a_new_target_is_written_alone() -> None:
    build(Asked(targets=("csv",)))
    assert written(build(Asked(targets=("csv", "gift")))) == {"a.gift.txt", "b.gift.txt"}
    partly = build(Asked(targets=("gift", "json")))
    assert written(partly) == {"a.json", "b.json"}
    assert [item.kept.targets for item in partly.results if item.kept] == [("gift",), ("gift",)]
    assert written(build(Asked(targets=("JSON", "csv", "gift")))) == set()


def test_every_target_of_ours_is_kept() -> None:
    asked = Asked(targets=tuple(TARGETS), unsupported="skip")
    first = build(asked)
    assert first.ok
    again = build(asked)
    assert written(again) == set()
    assert again.diagnostics == first.diagnostics


def test_a_file_that_two_targets_share_is_no_clash() -> None:
    sheet = "worksheets:\n  - {id: test, title: T, versions: 2, sections: [{title: S, pick: 2}]}\n"
    Path("decks/a.yaml").write_text(DECK.format(id="a") + sheet, encoding="utf-8")
    build(Asked(targets=("docx",)), "decks/a.yaml")
    assert "a-test-versions.csv" in snapshot()
    both = build(Asked(targets=("docx", "html")), "decks/a.yaml")
    assert both.ok
    assert written(build(Asked(targets=("docx", "html")), "decks/a.yaml")) == set()


def test_two_decks_of_one_id_are_found_though_one_did_not_change() -> None:
    build()
    Path("decks/copy.yaml").write_text(DECK.format(id="a") + "\n", encoding="utf-8")
    assert [item.code for item in build().diagnostics if item.severity == "error"] == ["QK107"]
    shutil.copy("decks/a.yaml", "decks/copy.yaml")
    assert [item.code for item in build().diagnostics if item.severity == "error"] == ["QK107"]
    Path("decks/copy.yaml").unlink()
    assert written(build()) == set()


def test_two_decks_that_write_one_file_are_found_though_one_did_not_change() -> None:
    asked = Asked(targets=("html",))
    Path("decks/other.yaml").write_text(DECK.format(id="a-test"), encoding="utf-8")
    build(asked)
    sheet = "worksheets:\n  - {id: test, title: T, sections: [{title: S, pick: 2}]}\n"
    Path("decks/a.yaml").write_text(DECK.format(id="a") + sheet, encoding="utf-8")
    before = snapshot()
    found = [item for item in build(asked).diagnostics if item.severity == "error"]
    assert [item.code for item in found] == ["QK503"]
    assert snapshot() == before


def test_a_deck_with_an_error_keeps_all_as_it_was_and_is_not_written_down() -> None:
    first = build()
    before = snapshot()
    Path("decks/a.yaml").write_text(DECK.format(id="a").replace("essay,", "esay,"), encoding="utf-8")
    broken = build()
    assert not broken.ok
    assert snapshot() == before
    of_b = [item for item in first.diagnostics if item.span and item.span.path.startswith("decks/b")]
    assert [item for item in broken.diagnostics if item in of_b] == of_b
    Path("decks/a.yaml").write_text(DECK.format(id="a"), encoding="utf-8")
    assert written(build()) == set()


def test_a_picture_that_is_gone_is_an_error() -> None:
    build()
    Path("decks/pics/square.png").unlink()
    assert "QK121" in {item.code for item in build().diagnostics}


def test_a_project_is_strict_where_its_settings_may_make_errors() -> None:
    Path("quizkit.toml").write_text('[rules]\nQK299 = "error"\n', encoding="utf-8")
    source = fingerprint.source(Path("decks/a.yaml"))
    assert source.strict
    Path("quizkit.toml").write_text("[rules]\n", encoding="utf-8")
    assert not fingerprint.source(Path("decks/a.yaml")).strict


def test_translations_of_a_strict_project_follow_their_original() -> None:
    Path("quizkit.toml").write_text("# no error so far\n", encoding="utf-8")
    Path("decks/fr.yaml").write_text(
        DECK.format(id="fr").replace("lang: en", "lang: fr\ntranslation_of: a"), encoding="utf-8"
    )
    asked = Asked(targets=("csv",))
    build(asked)
    assert written(build(asked)) == set()
    _append("decks/a.yaml", "\n")()
    assert {name[0] for name in written(build(asked))} == {"a", "f"}
    assert written(build(asked)) == set()
    _append("decks/fr.yaml", "\n")()
    alone = build(asked)
    assert {name[0] for name in written(alone)} == {"f"}
    assert [item.kept.deck for item in alone.results if item.kept] == ["a", "b"]
    assert [item.written is None for item in alone.results] == [True, True, False]
    assert written(build(asked)) == set()
    assert {name[0] for name in written(build(asked, "decks/fr.yaml"))} == {"f"}
    assert written(build(asked, "decks/fr.yaml")) == set()
    _append("decks/a.yaml", "\n")()
    assert {name[0] for name in written(build(asked, "decks/fr.yaml"))} == {"f"}


@pytest.mark.parametrize("edited", ["original", "translation"])
@pytest.mark.parametrize("alone", [False, True])
def test_a_translation_that_no_longer_fits_is_found_whichever_side_changed(edited: str, alone: bool) -> None:
    Path("quizkit.toml").write_text('[rules]\nQK251 = "error"\n', encoding="utf-8")
    for id in ("one", "two"):
        Path(f"decks/{id}").mkdir()
    deck = "deck: {}\ntitle: T\nlang: {}\nquestions:\n  - {{id: q, type: numeric, prompt: How many?, answer: 7}}\n"
    original, translation = Path("decks/one/en.yaml"), Path("decks/two/fr.yaml")
    if alone:
        translation = Path("decks/one/fr.yaml")  # the original is looked for beside it
    original.write_text(deck.format("en", "en"), encoding="utf-8")
    translation.write_text(deck.format("fr", "fr\ntranslation_of: en"), encoding="utf-8")
    paths = [str(translation)] if alone else [str(original), str(translation)]
    asked = Asked(targets=("csv",))
    assert written(build(asked, *paths))
    assert written(build(asked, *paths)) == set()
    path = original if edited == "original" else translation
    path.write_text(path.read_text(encoding="utf-8").replace("answer: 7", "answer: 8"), encoding="utf-8")
    for _ in range(2):
        assert [item.code for item in build(asked, *paths).diagnostics] == ["QK251"]


@pytest.mark.parametrize("what", ["deck", "picture"])
def test_what_is_saved_while_it_is_built_is_not_written_down(
    monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    """The files may be of the old state or of the new one: neither may be believed to be there."""
    from quizkit import pipeline

    path = Path("decks/a.yaml" if what == "deck" else "decks/pics/square.png")
    old, compile_all = path.read_bytes(), pipeline._compile_and_write

    def saved(*arguments: object) -> object:
        path.write_bytes(old + b"\n")
        return compile_all(*arguments)  # type: ignore[arg-type]

    with monkeypatch.context() as patch:
        patch.setattr(pipeline, "_compile_and_write", saved)
        assert written(build()) == ALL
    path.write_bytes(old)
    assert written(build()) == EVERY


# ---- What the manifest says, and what it may hold --------------------------------------------------


def test_the_manifest_has_the_same_bytes_for_the_same_build(monkeypatch: pytest.MonkeyPatch) -> None:
    build()
    before = Path("build", manifest.NAME).read_bytes()
    assert manifest.dump(manifest.read(Path("build")).values()) == before
    shutil.rmtree("build")
    Path("elsewhere").mkdir()
    shutil.copytree("decks", "elsewhere/decks")
    monkeypatch.chdir("elsewhere")
    os.utime("decks/a.yaml", (1, 1))
    build(ASKED, str(Path("decks").resolve()))
    assert Path("build", manifest.NAME).read_bytes() == before


def test_what_another_build_wrote_down_stays() -> None:
    build(ASKED, "decks/b")
    build(ASKED, "decks/a.yaml")
    assert {id for id, _ in manifest.read(Path("build"))} == {"a", "b"}
    assert written(build()) == set()
    Path("build/b.csv").unlink()
    _append("decks/a.yaml", "\n")()
    build(ASKED, "decks/a.yaml")
    assert ("b", "csv") not in manifest.read(Path("build"))
    assert ("b", "gift") in manifest.read(Path("build"))


def test_a_build_that_writes_nothing_makes_no_folder() -> None:
    Path("decks/a.yaml").write_text(
        "deck: a\ntitle: T\nlang: en\nquestions:\n  - {id: q, type: essay, prompt: P}\n"
    )
    assert build(Asked(targets=("aiken",), unsupported="skip"), "decks/a.yaml").ok
    assert not Path("build").exists()


@pytest.mark.parametrize(
    "damage",
    [
        b"", b"null", b"[]", b"{}", b"\xff\xfe", b"[" * 100_000, b'{"version": 1}', b'{"version": 1, "made": 3}',
        b'{"version": 1, "made": [null, 3, {}, []]}', b'{"version": 1, "made": {"a": 1}}',
        b'{"version": 99, "made": []}', b'{"version": true, "made": []}', b'{"version": 1e999, "made": []}',
    ],
)  # fmt: skip
def test_a_manifest_that_makes_no_sense_is_as_none(damage: bytes) -> None:
    build()
    Path("build", manifest.NAME).write_bytes(damage)
    assert manifest.read(Path("build")) == {}
    assert written(build()) == ALL
    assert written(build()) == set()


def test_a_manifest_may_be_a_folder_or_a_link() -> None:
    build()
    path = Path("build", manifest.NAME)
    path.rename("elsewhere")
    path.symlink_to(Path("elsewhere").resolve())
    assert written(build()) == set()
    path.unlink()
    path.mkdir()
    assert manifest.read(Path("build")) == {}
    refused = build()
    assert [item.code for item in refused.diagnostics if item.severity == "error"] == ["QK030"]


def test_a_newer_manifest_is_not_believed() -> None:
    build()
    path = Path("build", manifest.NAME)
    path.write_text(path.read_text().replace('"version": 1', '"version": 2'))
    assert written(build()) == ALL


_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-2, 2) | st.text(max_size=3) | st.just("../../x"),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=4,
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_no_entry_that_was_tampered_with_breaks_a_build(data: st.DataObject) -> None:
    if not Path("build").exists():
        build(Asked(targets=("csv",)))
        shutil.copy(Path("build", manifest.NAME), "good")
    tree = json.loads(Path("good").read_bytes())
    row = data.draw(st.sampled_from(tree["made"]))
    row[data.draw(st.sampled_from(sorted(row)))] = data.draw(_VALUES)
    Path("build", manifest.NAME).write_text(json.dumps(tree))
    assert build(Asked(targets=("csv",))).ok
    assert build(Asked(targets=("csv",))).paths == frozenset()


def test_a_file_outside_of_the_folder_is_never_looked_at() -> None:
    build()
    path = Path("build", manifest.NAME)
    path.write_text(path.read_text().replace('"a.csv"', '"../build/a.csv"'))
    assert ("a", "csv") not in manifest.read(Path("build"))
    assert ("a", "gift") in manifest.read(Path("build"))


# ---- Builds that end in between ---------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["kill", "full"])
@pytest.mark.parametrize("back", [False, True], ids=["forward", "back"])
@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_a_build_that_ends_in_between_is_never_believed(kind: str, back: bool) -> None:
    """At every renaming; then the deck stays as it is now, or is set back to what it was before."""
    old = DECK.format(id="a")
    asked = Asked(targets=("csv", "gift", "anki"))
    for at in range(8):
        shutil.rmtree("build", ignore_errors=True)
        Path("decks/quizkit.lock").unlink(missing_ok=True)
        Path("decks/a.yaml").write_text(old, encoding="utf-8")
        build(asked, "decks/a.yaml")
        Path("decks/a.yaml").write_text(old.replace("Look up", "Look down"), encoding="utf-8")
        struck = _build_until(at, kind, asked)
        assert struck is (at < 7)  # the lock, five files, the manifest
        if back:
            Path("decks/a.yaml").write_text(old, encoding="utf-8")
        build(asked, "decks/a.yaml")
        found = snapshot()
        build(Asked(targets=asked.targets, force=True), "decks/a.yaml")
        assert found == snapshot()


def _build_until(at: int, kind: str, asked: Asked) -> bool:
    """Builds in a process of its own that is stopped at one renaming; whether it came to that."""
    child = os.fork()
    if child == 0:
        seen = 0
        replace = files._replace

        def fault(temporary: Path, target: Path) -> None:
            nonlocal seen
            seen += 1
            if seen - 1 == at:
                if kind == "full":
                    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
                os.kill(os.getpid(), signal.SIGKILL)
            replace(temporary, target)

        files._replace = fault
        code = 2
        try:
            code = 0 if build(asked, "decks/a.yaml").ok else 1
        finally:
            os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) != 0


def test_the_manifest_is_written_last(monkeypatch: pytest.MonkeyPatch) -> None:
    order: list[str] = []
    replace = files._replace

    def seen(temporary: Path, target: Path) -> None:
        order.append(target.name)
        replace(temporary, target)

    monkeypatch.setattr(files, "_replace", seen)
    build()
    assert order[-1] == manifest.NAME
    assert set(order[:2]) == {lockfile.NAME}
    assert set(order[2:-1]) == ALL


# ---- Any sequence of changes and builds ---------------------------------------------------------------

_WORDS = st.sampled_from(["up", "down", "around"])
_STEPS = st.one_of(
    st.tuples(st.just("edit"), st.sampled_from("ab"), _WORDS),
    st.tuples(st.just("picture"), st.integers(100, 101)),
    st.tuples(
        st.just("spoil"), st.sampled_from(sorted(ALL - {"a.apkg", "b.apkg"})), st.sampled_from(["", "x"])
    ),
    st.tuples(st.just("settings"), st.booleans()),
    st.tuples(
        st.just("build"),
        st.lists(st.sampled_from(["csv", "gift", "anki", "json"]), min_size=1, max_size=3, unique=True),
        st.sampled_from([("decks",), ("decks/a.yaml",), ("decks/b",), ("decks/b", "decks/a.yaml")]),
        st.sampled_from(["", "monday"]),
    ),
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(_STEPS, min_size=2, max_size=9))
def test_after_any_changes_the_files_are_those_of_a_full_build(steps: list[tuple[object, ...]]) -> None:
    for folder in ("build", "full"):
        shutil.rmtree(folder, ignore_errors=True)
    for lock in Path("decks").rglob(lockfile.NAME):
        lock.unlink()
    Path("quizkit.toml").unlink(missing_ok=True)
    Path("decks/pics/square.png").write_bytes(png(100))
    for deck in "ab":
        _edit(deck, "up")
    for step in [*steps, ("build", ["csv", "anki"], ("decks",), "")]:
        match step:
            case ("edit", str(deck), str(word)):
                _edit(deck, word)
            case ("picture", int(colour)):
                Path("decks/pics/square.png").write_bytes(png(colour))
            case ("spoil", str(name), str(text)) if Path("build", name).exists():
                Path("build", name).write_text(text) if text else Path("build", name).unlink()
            case ("settings", bool(there)):
                Path("quizkit.toml").write_text("[rules]\n") if there else Path("quizkit.toml").unlink(
                    missing_ok=True
                )
            case ("build", list(targets), tuple(paths), str(seed)):
                _compare(tuple(targets), paths, seed)


def _edit(deck: str, word: str) -> None:
    path = Path("decks/a.yaml" if deck == "a" else "decks/b/one.yaml")
    path.write_text(re.sub(r"Look \w+", f"Look {word}", path.read_text(encoding="utf-8")), encoding="utf-8")


def _compare(targets: tuple[str, ...], paths: tuple[str, ...], seed: str) -> None:
    """A build, and a full one of the same into another folder: same files, same words."""
    found = build(Asked(targets=targets, seed=seed), *paths)
    shutil.rmtree("full", ignore_errors=True)
    full = build(Asked(targets=targets, seed=seed, force=True, out=Path("full")), *paths)
    assert found.ok
    for path in full.paths:
        assert path.read_bytes() == Path("build", path.name).read_bytes(), path.name
    lasting = {"QK402", "QK403"}
    said = [item for item in found.diagnostics if item.code not in lasting]
    assert sorted(map(repr, said)) == sorted(
        map(repr, full.diagnostics)
    )  # two of one place may be in another order
    assert build(Asked(targets=targets, seed=seed), *paths).paths == frozenset()


# ---- What it costs, and what it knows twice -----------------------------------------------------------

LOADED = """
import sys
sys.argv = ["quizkit", "build", "decks/b", "--target", "csv,anki"]
from quizkit.__main__ import run
try:
    run()
except SystemExit as end:
    assert not end.code, end.code
sys.stderr.write("modules: " + " ".join(sorted({name.split(".")[0] for name in sys.modules})))
"""


def test_a_build_without_work_imports_nothing_heavy() -> None:
    loaded = []
    for _ in range(2):
        done = subprocess.run(
            [sys.executable, "-c", LOADED], capture_output=True, encoding="utf-8", check=True
        )
        loaded.append(set(done.stderr.partition("modules: ")[2].split()))
    heavy = {"pydantic", "yaml", "genanki", "markdown_it", "watchfiles"}
    assert {"pydantic", "yaml", "genanki"} <= loaded[0]
    assert not loaded[1] & heavy


def test_the_files_of_a_deck_are_those_that_are_read() -> None:
    Path("decks/b/Deck.yml").write_text("questions: []\n")
    Path("decks/b/deep/er").mkdir(parents=True)
    Path("decks/b/deep/er/two.YAML").write_text("facts: []\n")
    for deck in (Path("decks/b"), Path("decks/a.yaml")):
        read = [file.path for file in readers.read(deck).places.files]
        assert [str(part) for part in discovery.parts(deck)] == read


def test_python_always_builds() -> None:
    build(Asked(targets=("csv",)))
    before = Path("build", manifest.NAME).read_bytes()
    built = quizkit.build("decks", targets="csv")
    assert {path.name for item in built.written for path, _ in item.files} == {
        name for name in ALL if name.endswith((".csv", ".tsv", ".txt")) and "gift" not in name
    }
    assert Path("build", manifest.NAME).read_bytes() == before


def test_settings_are_compared_by_content() -> None:
    Path("quizkit.toml").write_text('[rules]\nQK250 = "off"\n', encoding="utf-8")
    asked = Asked(targets=("csv",))
    build(asked)
    Path("quizkit.toml").write_text('[rules]\nQK251 = "off"\n', encoding="utf-8")
    assert {"a.csv", "b.csv"} <= written(build(asked))


def test_two_decks_of_one_id_are_found_where_no_file_is_written() -> None:
    text = "deck: {}\ntitle: T\nlang: en\nquestions:\n  - {{id: q, type: essay, prompt: P}}\n"
    Path("decks/a.yaml").write_text(text.format("a"), encoding="utf-8")
    build(Asked(targets=("csv",)))
    asked = Asked(targets=("aiken",), unsupported="skip")
    build(asked, "decks/a.yaml")
    assert ("a", "aiken") in manifest.read(Path("build"))
    Path("decks/copy.yaml").write_text(text.format("A"), encoding="utf-8")
    found = build(asked, "decks/a.yaml", "decks/copy.yaml")
    assert [item.code for item in found.diagnostics if item.severity == "error"] == ["QK107"]
