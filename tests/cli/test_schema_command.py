"""`quizkit schema`: on standard output, and to a file that editors can read on any system."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from quizkit.cli import app


@pytest.fixture(autouse=True)
def _in_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_a_file_in_utf8_says_the_same_as_standard_output() -> None:
    shown = CliRunner().invoke(app, ["schema"])
    written = CliRunner().invoke(app, ["schema", "--out", "decks/quizkit.schema.json"])
    assert (shown.exit_code, written.exit_code, written.stdout) == (0, 0, "")
    data = Path("decks/quizkit.schema.json").read_bytes()
    assert data.decode("utf-8") == shown.stdout
    assert data[:1] == b"{", "no byte order mark"
    assert b"\r" not in data
    assert "wrote" in written.stderr


def test_a_file_that_is_there_is_written_anew() -> None:
    """It is no work of the author's: it follows from the version of quizkit."""
    path = Path("quizkit.schema.json")
    path.write_text("old", encoding="utf-8")
    assert CliRunner().invoke(app, ["schema", "--out", str(path)]).exit_code == 0
    assert "properties" in json.loads(path.read_text(encoding="utf-8"))


def test_a_folder_is_no_file() -> None:
    result = CliRunner().invoke(app, ["schema", "--out", "."])
    assert result.exit_code == 2
    assert "is a folder" in result.stderr


def test_where_nothing_can_be_written() -> None:
    Path("file").write_text("x", encoding="utf-8")
    result = CliRunner().invoke(app, ["schema", "--out", "file/schema.json"])
    assert result.exit_code == 2
    assert "cannot write" in result.stderr
