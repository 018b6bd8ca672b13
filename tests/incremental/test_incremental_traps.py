"""What a build may easily take for unchanged, and what it may easily not say."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from importlib import metadata
from pathlib import Path

import pytest
from incremental_support import ASKED, EVERY, append, build, png, written

from quizkit import lockfile, pipeline
from quizkit.diagnostics import Diagnostic, Severity
from quizkit.incremental import Asked, fingerprint, fonts, manifest
from quizkit.rules import RULES

PLAIN = (
    "deck: {id}\ntitle: T\nlang: en\nquestions:\n  - {{id: q, type: short-answer, prompt: P, answer: A}}\n"
)


def test_fonts_behind_a_link_are_noticed() -> None:
    """Typst follows links to folders, even in circles."""
    Path("elsewhere").mkdir()
    Path("elsewhere/x.ttf").write_bytes(b"x")
    Path("fonts").mkdir()
    Path("fonts/link").symlink_to(Path("elsewhere").resolve())
    Path("elsewhere/back").symlink_to(Path("fonts").resolve())
    asked = Asked(targets=("csv",), fonts=(Path("fonts"),))
    build(asked)
    assert written(build(asked)) == set()
    Path("elsewhere/x.ttf").write_bytes(b"y")
    assert "a.csv" in written(build(asked))


def test_fonts_of_the_system_are_noticed_where_paper_is_made(monkeypatch: pytest.MonkeyPatch) -> None:
    """A character that no font had may have one now."""
    place = Path("system/deep")
    place.mkdir(parents=True)
    monkeypatch.setattr(fonts, "folders", lambda: (Path("system").resolve(),))
    Path("decks/p.yaml").write_text(PLAIN.format(id="p"), encoding="utf-8")
    asked = Asked(targets=("pdf", "csv"))
    build(asked, "decks/p.yaml")
    assert written(build(asked, "decks/p.yaml")) == set()
    (place / "new.otf").write_bytes(b"x")
    assert written(build(asked, "decks/p.yaml")) == {"p-worksheet.pdf", "p-key.pdf"}
    assert written(build(asked, "decks/p.yaml")) == set()
    (place / "read me.txt").write_bytes(b"no font")
    assert written(build(asked, "decks/p.yaml")) == set()


def test_fonts_that_change_while_it_is_built_are_not_believed(monkeypatch: pytest.MonkeyPatch) -> None:
    font, compile_all = Path("fonts/x.ttf"), pipeline._compile_and_write
    font.parent.mkdir()
    font.write_bytes(b"x")
    asked = Asked(targets=("csv",), fonts=(Path("fonts"),))

    def changed(*arguments: object) -> object:
        font.write_bytes(b"y")
        return compile_all(*arguments)  # type: ignore[arg-type]

    with monkeypatch.context() as patch:
        patch.setattr(pipeline, "_compile_and_write", changed)
        build(asked)
    font.write_bytes(b"x")
    assert "a.csv" in written(build(asked))


def test_a_quizkit_that_changes_while_it_runs_is_not_believed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Half of its modules may be of the old version, half of the new one."""
    with monkeypatch.context() as patch:
        patch.setattr(fingerprint, "installed", lambda: "another")
        build()
    assert written(build())


def test_every_library_that_outputs_come_from_is_noticed() -> None:
    """All that quizkit requires, and what that requires, but for the command line and the watch."""
    waiting, found = ["quizkit"], set()
    while waiting:
        name = waiting.pop()
        for line in metadata.requires(name) or ():
            requirement, _, marker = line.partition(";")
            wanted = "extra" not in marker or (name == "quizkit" and re.search(r"docx|xlsx", marker))
            other = re.split(r"[^\w.-]", requirement.strip())[0]
            if wanted and other not in found and other not in ("typer", "watchfiles", "quizkit"):
                try:
                    metadata.distribution(other)
                except metadata.PackageNotFoundError:
                    continue
                found.add(other)
                waiting.append(other)
    typing = {"annotated_types", "typing_extensions", "typing_inspection"}
    assert {re.sub(r"[-_.]+", "_", name).lower() for name in found} - typing <= fingerprint._LIBRARIES


def test_names_that_differ_by_case_alone_are_one_file_though_both_were_built_before() -> None:
    sheet = "worksheets:\n  - {id: Test, title: T, sections: [{title: S, pick: 1}]}\n"
    Path("decks/a.yaml").write_text(PLAIN.format(id="a") + sheet, encoding="utf-8")
    Path("decks/other.yaml").write_text(PLAIN.format(id="a-test"), encoding="utf-8")
    asked = Asked(targets=("html",))
    assert written(build(asked, "decks/a.yaml")) == {"a.html", "a-Test.html"}
    assert written(build(asked, "decks/other.yaml")) == {"a-test.html"}
    both = build(asked, "decks/a.yaml", "decks/other.yaml")
    assert [item.code for item in both.diagnostics if item.severity == "error"] == ["QK503"]


@pytest.mark.parametrize("targets", [("csv", "CSV"), ("csv", "csv")])
def test_a_target_named_twice_is_one(targets: tuple[str, ...]) -> None:
    assert "a.csv" in written(build(Asked(targets=targets)))
    assert written(build(Asked(targets=targets))) == set()


def test_what_targets_said_is_not_repeated_where_the_check_already_failed() -> None:
    """As in a build of everything: first the mistakes."""
    build()
    Path("decks/c.yaml").write_text(PLAIN.format(id="c").replace("short-answer", "short"), encoding="utf-8")
    full = pipeline.build(pipeline.check([Path("decks")]), pipeline.Request(ASKED.targets))
    assert build().diagnostics == full.diagnostics
    Path("decks/c.yaml").unlink()
    assert "QK507" in {item.code for item in build().diagnostics}


def test_an_original_whose_settings_run_no_rules_is_looked_for_beside_the_translation() -> None:
    """The rules compare with the original of the call only where they run for it, too."""
    deck = "deck: {}\ntitle: T\nlang: {}\nquestions:\n  - {{id: q, type: numeric, prompt: How many?, answer: 7}}\n"
    for name in ("one", "two"):
        Path(name).mkdir()
    Path("two/quizkit.toml").write_text('[rules]\nQK251 = "error"\n', encoding="utf-8")
    Path("one/en.yaml").write_text(deck.format("en", "en"), encoding="utf-8")
    Path("two/en.yaml").write_text(deck.format("en", "en"), encoding="utf-8")
    Path("two/fr.yaml").write_text(deck.format("fr", "fr\ntranslation_of: en"), encoding="utf-8")
    asked = Asked(targets=("csv",))
    paths = ("one/en.yaml", "two/fr.yaml")
    assert written(build(asked, *paths))
    assert written(build(asked, *paths)) == set()
    Path("two/en.yaml").write_text(
        deck.format("en", "en").replace("answer: 7", "answer: 8"), encoding="utf-8"
    )
    assert [item.code for item in build(asked, *paths).diagnostics] == ["QK251"]


def test_a_picture_of_the_same_size_and_time_is_noticed() -> None:
    import os

    build()
    picture = Path("decks/pics/square.png")
    times, size = picture.stat(), picture.stat().st_size
    data = png(101).ljust(size, b"\0")[:size]
    picture.write_bytes(data)
    os.utime(picture, ns=(times.st_atime_ns, times.st_mtime_ns))
    assert written(build()) == EVERY


def test_a_picture_that_is_now_a_link_to_another_is_noticed() -> None:
    build()
    picture = Path("decks/pics/square.png")
    picture.with_name("other.png").write_bytes(png(101))
    picture.unlink()
    picture.symlink_to("other.png")
    assert written(build()) == EVERY
    Path("outside.png").write_bytes(png(101))
    picture.unlink()
    picture.symlink_to("../../outside.png")
    assert "QK120" in {item.code for item in build().diagnostics}


def test_a_deck_that_moves_with_its_lock_is_kept() -> None:
    build(ASKED, "decks/a.yaml")
    Path("decks").rename("moved")
    assert written(build(ASKED, "moved/a.yaml")) == set()


def test_locked_in_a_fresh_clone_with_and_without_what_was_built_before() -> None:
    build()
    locked = Asked(targets=ASKED.targets, locked=True)
    Path("build").rename("cache")
    assert "a.apkg" in written(build(locked))
    for path in Path("build").iterdir():
        assert path.read_bytes() == Path("cache", path.name).read_bytes(), path.name
    append("decks/a.yaml", "  - {id: fresh, type: essay, prompt: New}\n")()
    refused = build(locked)
    assert "QK406" in {item.code for item in refused.diagnostics}
    assert not refused.paths


def test_a_deck_of_another_place_with_the_same_id_is_not_taken_for_it() -> None:
    """Same id, other words, one output folder."""
    for name in ("one", "two"):
        Path(name).mkdir()
        Path(name, "x.yaml").write_text(PLAIN.format(id="x").replace("P,", f"{name},"), encoding="utf-8")
    asked = Asked(targets=("csv",))
    for name in ("one", "two", "one"):
        assert "x.csv" in written(build(asked, f"{name}/x.yaml"))
        assert name in Path("build/x.csv").read_text(encoding="utf-8-sig")


def test_a_deck_in_json_is_kept() -> None:
    build(Asked(targets=("json",), out=Path("given")), "decks/b")
    asked = Asked(targets=("csv", "anki"))
    assert "b.csv" in written(build(asked, "given/b.json"))
    assert written(build(asked, "given/b.json")) == set()
    text = Path("given/b.json").read_text(encoding="utf-8")
    Path("given/b.json").write_text(text.replace("Look up", "Look down"), encoding="utf-8")
    assert "b.csv" in written(build(asked, "given/b.json"))


def test_a_record_that_cannot_be_written_is_said_before_anything_is() -> None:
    Path("build", manifest.NAME).mkdir(parents=True)
    refused = build()
    assert [item.code for item in refused.diagnostics if item.severity == "error"] == ["QK030"]
    assert "it is a folder" in refused.diagnostics[-1].message
    assert [path.name for path in Path("build").iterdir()] == [manifest.NAME]
    assert not list(Path("decks").rglob(lockfile.NAME))


def test_no_rule_is_an_error_by_itself() -> None:
    """Else every deck would have to be judged by the calendar and by its translations, not the strict ones alone."""
    assert not [rule.code for rule in RULES if rule.level is Severity.ERROR]


def test_what_was_said_with_a_place_in_another_deck_is_not_written_down(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    check = pipeline.check

    def with_a_remark(paths: Sequence[Path]) -> pipeline.Check:
        found = check(paths)
        spans = [item.places.span(("deck",)) for item in found.decks]
        if len(spans) < 2 or not spans[0] or not spans[1]:
            return found
        remark = Diagnostic("QK999", "alike", spans[0], Severity.WARNING, related=((spans[1], "here"),))
        return replace(found, diagnostics=(*found.diagnostics, remark))

    monkeypatch.setattr(pipeline, "check", with_a_remark)
    assert "QK999" in {item.code for item in build().diagnostics}
    assert {id for id, _ in manifest.read(Path("build"))} == {"b"}
    assert written(build()) == EVERY
