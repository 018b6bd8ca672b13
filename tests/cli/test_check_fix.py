"""`quizkit check --fix` as people call it: which files it writes, what it says, exit codes."""

from __future__ import annotations

import json
import os
import stat
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from quizkit.cli import app

DECK = """\
deck: d
title: T
lang: en
questions:
  - {id: q, type: flashcard, prompt: What  is a leap year?, answer: A year with 366 days}  # two  spaces
"""
MENDED = DECK.replace("What  is", "What is")


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("d.yaml").write_text(DECK, encoding="utf-8")


def check(*arguments: str) -> tuple[int, str, str]:
    result = CliRunner().invoke(app, ["check", *arguments])
    return result.exit_code, result.stdout, result.stderr


def test_it_says_what_it_did() -> None:
    assert "quizkit check --fix mends it" in check("d.yaml")[1]
    assert Path("d.yaml").read_text(encoding="utf-8") == DECK
    assert check("d.yaml", "--fix") == (0, "", "d.yaml: 1 repair made\n1 deck, 1 question: no findings\n")
    assert Path("d.yaml").read_text(encoding="utf-8") == MENDED
    assert check("d.yaml", "--fix") == (0, "", "1 deck, 1 question: no findings\n")


@pytest.mark.parametrize("format", ["json", "sarif", "github"])
def test_nothing_but_data_stands_on_standard_output(format: str) -> None:
    code, data, said = check("d.yaml", "--fix", "--format", format)
    assert (code, said.splitlines()[0]) == (0, "d.yaml: 1 repair made")
    match format:
        case "json":
            assert json.loads(data) == []
        case "sarif":
            assert json.loads(data)["runs"][0]["results"] == []
        case _:
            assert data == ""


@pytest.mark.skipif(sys.platform == "win32", reason="links and permissions")
def test_a_link_stays_a_link_and_the_permissions_stay() -> None:
    Path("real").mkdir()
    Path("d.yaml").rename("real/deck-file.yaml")
    Path("real/deck-file.yaml").chmod(0o640)
    Path("d.yaml").symlink_to("real/deck-file.yaml")
    assert check("d.yaml", "--fix")[0] == 0
    assert Path("d.yaml").is_symlink()
    assert Path("real/deck-file.yaml").read_text(encoding="utf-8") == MENDED
    assert stat.S_IMODE(Path("real/deck-file.yaml").stat().st_mode) == 0o640
    assert sorted(path.name for path in Path("real").iterdir()) == ["deck-file.yaml"]


def test_a_read_only_file_is_left_alone_and_the_others_are_mended(monkeypatch: pytest.MonkeyPatch) -> None:
    Path("e.yaml").write_text(DECK.replace("deck: d", "deck: e"), encoding="utf-8")
    Path("d.yaml").chmod(0o444)
    access = os.access

    def may(path: Path, mode: int) -> bool:  # root may do everything
        return access(path, mode) and not (mode == os.W_OK and Path(path).name == "d.yaml")

    monkeypatch.setattr(os, "access", may)
    code, shown, said = check("d.yaml", "e.yaml", "--fix", "--format", "json")
    assert code == 2
    assert "cannot write `d.yaml`: you may not write there" in said
    assert [(item["file"], item["code"], item["fixable"]) for item in json.loads(shown)] == [
        ("d.yaml", "QK264", False)
    ]
    assert Path("d.yaml").read_text(encoding="utf-8") == DECK
    assert Path("e.yaml").read_text(encoding="utf-8") == MENDED.replace("deck: d", "deck: e")


@pytest.mark.parametrize(
    ("before", "after", "code"),
    [
        ("lang: en", "lang: en\nignore: [{code: QK264, reason: It is meant so.}]", 0),
        ("id: q,", "id: q, ignore: [{code: QK264, reason: It is meant so.}],", 0),
        ("lang: en", "lang: en\nnonsense: 1", 1),
    ],
)
def test_what_is_excused_or_cannot_be_read_is_not_mended(before: str, after: str, code: int) -> None:
    text = DECK.replace(before, after)
    Path("d.yaml").write_text(text, encoding="utf-8")
    assert check("d.yaml", "--fix")[0] == code
    assert Path("d.yaml").read_text(encoding="utf-8") == text


def test_a_rule_that_is_off_mends_nothing_and_one_that_is_an_error_does() -> None:
    Path("quizkit.toml").write_text('[rules]\nQK264 = "off"\n', encoding="utf-8")
    check("d.yaml", "--fix")
    assert Path("d.yaml").read_text(encoding="utf-8") == DECK
    Path("quizkit.toml").write_text('[rules]\nQK264 = "error"\n', encoding="utf-8")
    assert check("d.yaml")[0] == 1
    assert check("d.yaml", "--fix")[0] == 0
    assert Path("d.yaml").read_text(encoding="utf-8") == MENDED


def test_what_is_left_is_not_said_to_be_mended_by_the_same_command() -> None:
    text = DECK.replace("What  is a leap year?", '"What\\\\_ is a leap year?"')
    text = text.replace("\\\\", "\\")
    Path("d.yaml").write_text(text, encoding="utf-8")
    code, shown, said = check("d.yaml", "--fix")
    assert (code, said) == (0, "d.yaml: 1 repair to be made by hand\n")
    assert "QK264" in shown
    assert "check --fix mends" not in shown.replace("`quizkit check --fix` mends", "")
    assert Path("d.yaml").read_text(encoding="utf-8") == text
