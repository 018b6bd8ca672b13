"""`quizkit build`: what is said and what is not."""

from __future__ import annotations

import errno
import json
import os
import sqlite3
from pathlib import Path

import pytest
from typer.testing import CliRunner

import quizkit
from quizkit.cli import app
from quizkit.cli.build import TARGETS as NAMED
from quizkit.targets import EXTRAS, TARGETS
from quizkit.targets.anki import package

GOOD = "deck: d\ntitle: T\nlang: en\nquestions:\n  - {id: q, type: essay, prompt: P}\n"


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("d.yaml").write_text(GOOD, encoding="utf-8")


def test_an_unknown_target_is_a_wrong_call() -> None:
    result = CliRunner().invoke(app, ["build", "--target", "anki,pfd", "d.yaml"])
    assert result.exit_code == 2
    assert result.stderr.startswith("error[QK505]: no target `pfd`")
    assert "did you mean `pdf`?" in result.stderr
    assert not Path("build").exists()


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("word", "did you mean `docx`?"),
        ("Quizlet", "did you mean `csv`?"),
        ("moodle html", "write a comma between the names: moodle,html"),
        ("zzz", "one of aiken, anki, "),
    ],
)
def test_names_that_people_think_of_lead_to_a_target(name: str, hint: str) -> None:
    result = CliRunner().invoke(app, ["build", "--target", name, "d.yaml"])
    assert result.exit_code == 2
    assert hint in result.stderr


def test_a_target_s_name_may_have_capitals() -> None:
    assert CliRunner().invoke(app, ["build", "--target", "JSON", "d.yaml"]).exit_code == 0
    assert Path("build/d.json").exists()


def test_where_nothing_is_left_it_is_said_that_no_file_was_written() -> None:
    result = CliRunner().invoke(app, ["build", "--target", "aiken", "--unsupported", "skip", "d.yaml"])
    assert result.exit_code == 0
    assert "warning[QK501]: nothing of `d` is left for aiken: no file is written" in result.stderr
    assert not list(Path().glob("build/*"))


def test_the_help_names_every_target() -> None:
    assert tuple(TARGETS) == NAMED


def test_a_missing_extra_is_one_sentence_with_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    for target, (module, extra) in EXTRAS.items():
        monkeypatch.setattr("importlib.util.find_spec", lambda name, gone=module: None if name == gone else 1)
        result = CliRunner().invoke(app, ["build", "--target", target, "d.yaml"])
        assert result.exit_code == 2
        assert result.stderr.startswith(
            f"error[QK508]: the target `{target}` needs a package that is not installed\n"
        )
        assert f'pip install "quizkit[{extra}]"' in result.stderr
        assert not Path("build").exists()


def test_findings_go_to_stderr_and_the_summary_to_stdout() -> None:
    Path("d.yaml").write_text(GOOD.replace(": P}", ": '{{x}}'}"), encoding="utf-8")
    result = CliRunner().invoke(app, ["build", "--target", "anki", "d.yaml"])
    assert result.exit_code == 0
    assert result.stderr.startswith("warning[QK134]")
    assert "d.apkg" in result.stdout


def test_findings_as_json_are_the_only_output() -> None:
    result = CliRunner().invoke(app, ["build", "--target", "anki", "--format", "json", "d.yaml"])
    assert json.loads(result.stdout) == []
    assert Path("build/d.apkg").is_file()


def test_one_bad_deck_keeps_all_from_being_written() -> None:
    Path("e.yaml").write_text(GOOD.replace("deck: d", "deck: e").replace("essay", "esay"), encoding="utf-8")
    assert CliRunner().invoke(app, ["build", "--target", "anki", "d.yaml", "e.yaml"]).exit_code == 1
    assert not Path("build").exists()


def test_two_decks_of_one_id() -> None:
    Path("e.yaml").write_text(GOOD, encoding="utf-8")
    result = CliRunner().invoke(app, ["build", "--target", "anki", "d.yaml", "e.yaml"])
    assert result.exit_code == 1
    assert "error[QK107]" in result.stderr


def test_two_ids_that_are_one_file_on_a_mac() -> None:
    for name, id in (("c", "caf\u00e9"), ("e", "cafe\u0301")):
        Path(f"{name}.yaml").write_text(GOOD.replace("deck: d", f"deck: {id}"), encoding="utf-8")
    result = CliRunner().invoke(app, ["build", "--target", "anki", "c.yaml", "e.yaml"])
    assert result.exit_code == 1
    assert "error[QK107]" in result.stderr


@pytest.mark.parametrize("target", ["anki", "pdf"])
def test_no_room_for_temporary_files(monkeypatch: pytest.MonkeyPatch, target: str) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), "/tmp/quizkit-x/file")

    monkeypatch.setattr("tempfile.TemporaryDirectory.__init__", full)
    result = CliRunner().invoke(app, ["build", "--target", target, "d.yaml"])
    assert result.exit_code == 2
    assert "error[QK030]" in result.stderr
    assert "the disk is full" in result.stderr
    assert not Path("build/d.apkg").exists()


def test_a_disk_that_fills_up_under_the_database(monkeypatch: pytest.MonkeyPatch) -> None:
    fill = package._fill

    def cramped(content: package.Package, connection: sqlite3.Connection) -> None:
        connection.execute("PRAGMA max_page_count = 4")
        fill(content, connection)

    monkeypatch.setattr(package, "_fill", cramped)
    result = CliRunner().invoke(app, ["build", "--target", "anki", "d.yaml"])
    assert result.exit_code == 2
    assert "the disk is full" in result.stderr
    assert not Path("build/d.apkg").exists()


def test_two_decks_of_one_id_from_python() -> None:
    """A file and a deck made in Python, or two calls' worth of files: `check` says what `build` would."""
    deck = quizkit.Deck(deck="D", title="T", lang="en")
    assert [item.code for item in quizkit.check("d.yaml", deck)] == ["QK107"]
    Path("e.yaml").write_text(GOOD, encoding="utf-8")
    assert [item.code for item in quizkit.check("d.yaml", "e.yaml")] == ["QK107"]
    with pytest.raises(quizkit.DeckError, match="QK107"):
        quizkit.build(deck, "d.yaml", targets=["anki"])


def test_a_lock_is_named_as_the_deck_was() -> None:
    """GitHub finds no file by a place on the build server's disk."""
    Path("a deck").mkdir()
    Path("a deck/d.yaml").write_text(
        "deck: d\ntitle: T\nlang: en\nquestions:\n  - {id: q, type: essay, prompt: P}\n", encoding="utf-8"
    )
    call = ["build", "a deck", "--target", "anki", "--locked", "--format", "json"]
    (found,) = json.loads(CliRunner().invoke(app, call).stdout)
    assert (found["code"], Path(found["file"])) == ("QK406", Path("a deck/quizkit.lock"))


def test_one_target_and_one_folder_of_fonts_from_python(tmp_path: Path) -> None:
    deck = quizkit.Deck(deck="py", title="T", lang="en", questions=[quizkit.Essay(id="q", prompt="P")])
    built = quizkit.build(deck, targets="pdf", fonts=tmp_path, out="out")
    assert [path.suffix for path, _ in built.written[0].files] == [".pdf", ".pdf"]
    with pytest.raises(ValueError, match="no folder nowhere with fonts"):
        quizkit.build(deck, targets="pdf", fonts=["nowhere"], out="out")


def test_the_summary_says_what_was_kept() -> None:
    assert "first build" in CliRunner().invoke(app, ["build", "-t", "anki", "d.yaml"]).stdout
    result = CliRunner().invoke(app, ["build", "-t", "anki", "d.yaml"])
    assert result.exit_code == 0
    assert result.stdout == "d: unchanged, 1 file kept\n(--force writes unchanged files again)\n"
    result = CliRunner().invoke(app, ["build", "-t", "anki,csv", "d.yaml"])
    assert result.stdout.splitlines() == [
        "d: 1 question",
        f"  {Path('build/d.csv')}  1 row",
        "  unchanged: anki, 1 file kept",
        "(--force writes unchanged files again)",
    ]
    result = CliRunner().invoke(app, ["build", "-t", "anki", "--force", "d.yaml"])
    assert "since the last build: 0 new, 0 edited, 1 untouched, 0 retired" in result.stdout


@pytest.mark.parametrize("format", ["text", "json", "github"])
def test_warnings_of_what_was_kept_are_said_again(format: str) -> None:
    Path("d.yaml").write_text(GOOD.replace(": P}", ": '{{x}}'}"), encoding="utf-8")
    command = ["build", "-t", "gift", "--format", format, "d.yaml"]
    first, again = CliRunner().invoke(app, command), CliRunner().invoke(app, command)
    assert "QK134" in first.output
    assert again.stderr == first.stderr
    if format != "text":
        assert again.stdout == first.stdout
