"""`quizkit build`: what is said and what is not."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from quizkit.cli import app

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
