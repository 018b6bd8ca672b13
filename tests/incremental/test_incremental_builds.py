"""What a build keeps, what it writes, and what it says."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from incremental_support import ALL, ASKED, DECK, EVERY, append, build, png, snapshot, written

import quizkit
from quizkit.incremental import Asked, manifest


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


CHANGES: dict[str, tuple[Callable[[], object], set[str]]] = {
    "one byte of a deck": (append("decks/a.yaml", "\n"), EVERY),
    "one byte of a part": (append("decks/b/one.yaml", "#"), ALL - EVERY),
    "a new part": (lambda: Path("decks/b/x.yml").write_text("facts: []\n"), ALL - EVERY),
    "a picture": (lambda: Path("decks/pics/square.png").write_bytes(png(101)), EVERY),
    "settings": (lambda: Path("quizkit.toml").write_text("[rules]\n"), ALL),
    "settings nearby": (lambda: Path("decks/b/quizkit.toml").write_text("[rules]\n"), ALL - EVERY),
    "a file that is gone": (lambda: Path("build/a.csv").unlink(), {"a.csv", "a-quizlet.tsv", "a-anki.txt"}),
    "a file that was edited": (append("build/b.gift.txt", " "), {"b.gift.txt"}),
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


def test_python_always_builds() -> None:
    build(Asked(targets=("csv",)))
    before = Path("build", manifest.NAME).read_bytes()
    built = quizkit.build("decks", targets="csv")
    assert {path.name for item in built.written for path, _ in item.files} == {
        name for name in ALL if name.endswith((".csv", ".tsv", ".txt")) and "gift" not in name
    }
    assert Path("build", manifest.NAME).read_bytes() == before
