"""What a project says of the rules, where it stands, and what is said of its mistakes."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from quizkit import pipeline, settings
from quizkit.cli import app
from quizkit.diagnostics import Severity

FLAWED = """\
deck: rivers
title: Rivers
lang: en
questions:
  - id: danube
    type: choice
    prompt: Through which of these countries does the Danube flow?
    answer: All of the above
    distractors: [Austria, Hungary, Serbia]
"""


@pytest.fixture
def deck(tmp_path: Path) -> Path:
    path = tmp_path / "decks" / "rivers.yaml"
    path.parent.mkdir()
    path.write_text(FLAWED)
    return path


def found(deck: Path, *, lint: bool = True) -> list[tuple[str, str]]:
    return [(item.code, str(item.severity)) for item in pipeline.check([deck], lint=lint).diagnostics]


@pytest.mark.parametrize(
    ("level", "said"),
    [("off", []), ("advice", [("QK201", "advice")]), ("error", [("QK201", "error")])],
)
@pytest.mark.parametrize("name", ["quizkit.toml", "pyproject.toml"])
def test_a_project_sets_levels(deck: Path, name: str, level: str, said: list[tuple[str, str]]) -> None:
    table = "rules" if name == "quizkit.toml" else "tool.quizkit.rules"
    (deck.parent.parent / name).write_text(f'[{table}]\nQK201 = "{level}"\n')
    assert found(deck) == said


def test_rules_run_in_a_build_only_where_a_project_makes_them_errors(deck: Path) -> None:
    assert found(deck, lint=False) == []
    (deck.parent / "quizkit.toml").write_text('[rules]\nQK201 = "error"\n')
    assert found(deck, lint=False) == [("QK201", "error")]
    assert not pipeline.check([deck]).decks


def test_the_nearest_file_counts(deck: Path) -> None:
    (deck.parent.parent / "quizkit.toml").write_text('[rules]\nQK201 = "off"\n')
    assert found(deck) == []
    (deck.parent / "pyproject.toml").write_text('[tool.other]\nx = "tool.quizkit"\n')
    assert found(deck) == []
    (deck.parent / "quizkit.toml").write_text('[rules]\nQK201 = "advice"\n')
    assert found(deck) == [("QK201", "advice")]


def test_limits_are_numbers_of_a_rule(tmp_path: Path) -> None:
    (tmp_path / "quizkit.toml").write_text('[rules.QK230]\nlevel = "advice"\nwords = 25\n')
    read = settings.read(tmp_path)
    assert read.diagnostics == ()
    assert read.levels == {"QK230": Severity.ADVICE}
    assert read.limits == {"QK230": {"words": 25}}


@pytest.mark.parametrize(
    ("text", "line", "message", "hint"),
    [
        ('[rules]\nQK201 = "of"\n', 2, "`of` is no level for QK201", '"off"'),
        ("[rules]\n\nQK201 = false\n", 3, "`False` is no level for QK201", '"off"'),
        ('[rules]\nQK2O1 = "off"\n', 2, "there is no rule `QK2O1`", "did you mean `QK201`?"),
        ('[rules]\nQK101 = "off"\n', 2, "there is no rule `QK101`", "quizkit explain"),
        ('[rule]\nQK201 = "off"\n', 1, "unknown setting `rule`", "did you mean `rules`?"),
        ('rules = "off"\n', 1, "`rules` wants a table", "[rules]"),
        ("[rules]\nQK201 = { wrods = 3 }\n", 2, "QK201 has no setting `wrods`", "level"),
        ("[rules]\nQK230 = { words = -1 }\n", 2, "`words` of QK230 wants a number from 0", "words = 20"),
        ("[rules]\nQK201 = off\n", 2, "this is no TOML", 'QK204 = "off"'),
        ("[rules\n", 1, "this is no TOML", 'QK204 = "off"'),
    ],
)
def test_mistakes_are_said_with_their_line(deck: Path, text: str, line: int, message: str, hint: str) -> None:
    (deck.parent / "quizkit.toml").write_text(text)
    checked = pipeline.check([deck])
    (said,) = checked.diagnostics
    assert said.code == "QK023"
    assert said.severity is Severity.ERROR
    assert said.span is not None
    assert said.span.line == line
    assert message in said.message
    assert hint in said.hint
    assert Path(said.span.path).name == "quizkit.toml"


def test_mistakes_are_said_once_for_all_decks_and_stop_them(deck: Path, tmp_path: Path) -> None:
    (deck.parent / "seas.yaml").write_text(FLAWED.replace("rivers", "seas"))
    (deck.parent / "quizkit.toml").write_bytes(b"[rules]\nQK201 = \xff")
    result = CliRunner().invoke(app, ["check", str(deck.parent)])
    assert result.exit_code == 1
    assert result.stdout.count("QK023") == 1
    assert "save it as UTF-8" in result.stdout
    assert CliRunner().invoke(app, ["build", str(deck.parent), "-o", str(tmp_path / "out")]).exit_code == 1
    assert not (tmp_path / "out").exists()
