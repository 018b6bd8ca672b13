"""What a project says of the rules, where it stands, and what is said of its mistakes."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

import quizkit
from quizkit import pipeline, rules, settings
from quizkit.cli import app
from quizkit.diagnostics import Severity

ROOT = Path(quizkit.__file__).parent
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


def test_a_level_decides_the_exit_code_and_the_build(deck: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    expected = {"advice": (0, 0, 0), "warning": (0, 1, 0), "error": (1, 1, 1), "off": (0, 0, 0)}
    for level, codes in expected.items():
        (deck.parent / "quizkit.toml").write_text(f'[rules]\nQK201 = "{level}"\n')
        calls = (["check"], ["check", "--strict"], ["build", "-t", "markdown", "-o", str(out)])
        results = [CliRunner().invoke(app, [*call, str(deck)]) for call in calls]
        assert tuple(result.exit_code for result in results) == codes, level
        assert f"{level}[QK201]" in results[0].stdout or level == "off"
    assert (out / "rivers.md").exists()


def test_the_nearest_file_counts(deck: Path) -> None:
    (deck.parent.parent / "quizkit.toml").write_text('[rules]\nQK201 = "off"\n')
    assert found(deck) == []
    (deck.parent / "pyproject.toml").write_text('[tool.other]\nx = "tool.quizkit"\n')
    assert found(deck) == []
    (deck.parent / "quizkit.toml").write_text('[rules]\nQK201 = "advice"\n')
    assert found(deck) == [("QK201", "advice")]


def test_a_folder_that_is_only_passed_through_does_not_count(deck: Path) -> None:
    other = deck.parent.parent / "other"
    other.mkdir()
    (other / "quizkit.toml").write_text('[rules]\nQK201 = "off"\n')
    assert found(other / ".." / "decks" / deck.name) == [("QK201", "warning")]


def test_two_decks_have_each_their_own_settings(deck: Path) -> None:
    other = deck.parent.parent / "other" / "seas.yaml"
    other.parent.mkdir()
    other.write_text(FLAWED.replace("rivers", "seas"))
    (deck.parent / "quizkit.toml").write_text('[rules]\nQK201 = "off"\n')
    (other.parent / "quizkit.toml").write_text('[rules]\nQK201 = "error"\n')
    checked = pipeline.check([deck.parent.parent], lint=True)
    assert [(item.severity, item.span and item.span.path) for item in checked.diagnostics] == [
        (Severity.ERROR, str(other))
    ]
    assert [item.deck.deck for item in checked.decks] == ["rivers"]


@pytest.mark.parametrize(
    "text",
    [
        'rules.QK201 = "off"\n',
        "rules = {QK201 = 'off'}\n",
        "\ufeff[rules]\r\nQK201.level = 'off'\r\n",
        '["rules"]\n"QK201" = "off"\n',
    ],
)
def test_the_ways_of_toml(deck: Path, text: str) -> None:
    (deck.parent / "quizkit.toml").write_bytes(text.encode())
    assert found(deck) == []


def test_a_remark_or_a_text_is_no_setting(deck: Path) -> None:
    (deck.parent.parent / "quizkit.toml").write_text('[rules]\nQK201 = "advice"\n')
    shared = deck.parent / "pyproject.toml"
    shared.write_text('# [tool.quizkit.rules]\n# QK201 = "off"\n')
    for other in (
        "",
        'tool = 3\nx = """\n[tool.quizkit]\n"""\n',
        "[tool.quizkit-other]\nrules.QK201 = 'off'\n",
    ):
        shared.write_text(other)
        assert found(deck) == [("QK201", "advice")]


@pytest.mark.parametrize(
    "text",
    [
        "[tool]\nquizkit.rules.QK201 = 'off'\n",
        "tool.quizkit.rules.QK201 = 'off'\n",
        "[tool.'quizkit'.rules]\nQK201 = 'off'\n",
        "[tool]\nquizkit = {rules = {QK201 = 'off'}}\n",
    ],
)
def test_the_ways_of_toml_in_a_shared_file(deck: Path, text: str) -> None:
    (deck.parent / "pyproject.toml").write_text(text)
    assert found(deck) == []


def test_a_broken_shared_file_is_ours_to_report_where_it_names_us(deck: Path) -> None:
    (deck.parent / "pyproject.toml").write_text("[tool.quizkit.rules]\nQK201 = off\n")
    assert ("QK023", "error") in found(deck)
    (deck.parent / "pyproject.toml").write_text("[tool.other]\nquizkit = off\n")
    assert found(deck) == [("QK201", "warning")]


@pytest.mark.parametrize("number", [0, 0.5, settings.MAX_LIMIT])
def test_no_limit_stops_a_rule(deck: Path, number: float) -> None:
    lines = [f"{rule.code}.{name} = {number}\n" for rule in rules.RULES for name in rule.limits]
    (deck.parent / "quizkit.toml").write_text("[rules]\n" + "".join(lines))
    for path in [*(ROOT / "starters").glob("*.yaml"), deck]:
        (deck.parent / path.name).write_bytes(path.read_bytes())
    checked = pipeline.check([deck.parent], lint=True, everything=True)
    assert not [item for item in checked.diagnostics if item.code == "QK023"]


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
        ("[rules]\n\nQK201 = false\n", 3, "`false` is no level for QK201", '"off"'),
        ('[rules]\nQK2O1 = "off"\n', 2, "there is no rule `QK2O1`", "did you mean `QK201`?"),
        ('[rules]\nQK101 = "off"\n', 2, "`QK101` is no rule", "docs/rules.md"),
        ('[rule]\nQK201 = "off"\n', 1, "unknown setting `rule`", "did you mean `rules`?"),
        ('QK201 = "off"\n', 1, "unknown setting `QK201`", "`[rules]` above"),
        ("[rules]\nQK230 = 30\n", 2, "`30` is no level for QK230", "QK230 = { words = 30 }"),
        ("[rules]\nQK204 = “off”\n", 2, "this line cannot be read", "straight quotes"),
        ('rules = "off"\n', 1, "`rules` wants a table", "[rules]"),
        ("[rules]\nQK201 = { wrods = 3 }\n", 2, "QK201 has no setting `wrods`", "level"),
        ("[rules]\nQK230 = { words = -1 }\n", 2, "`words` of QK230 wants a number from 0", "words = 20"),
        (
            "[rules]\nQK230.words = nan\n",
            2,
            "`words` of QK230 wants a number from 0 to 1,000,000",
            "words = 20",
        ),
        ("[rules]\nQK230.words = inf\n", 2, "`words` of QK230 wants a number", "words = 20"),
        (f"[rules]\nQK230.words = 1{'0' * 400}\n", 2, "`words` of QK230 wants a number", "words = 20"),
        ("[rules]\nQK230.words = true\n", 2, "`words` of QK230 wants a number", "words = 20"),
        ("[rules]\nQK204.ratio = '2'\n", 2, "`ratio` of QK204 wants a number", "ratio = 1.25"),
        ("[rules]\n# QK201 = 'off'\n'QK201' = 'of'\n", 3, "`of` is no level for QK201", '"off"'),
        ("[rules]\r\n\r\nQK201 = []\r\n", 3, "`[]` is no level for QK201", '"off"'),
        ("[rules]\nQK201 = {level = {}}\n", 2, "`{}` is no level for QK201", '"off"'),
        ("x = " + "[" * 5000, 0, "nested too deep", "[rules]"),
        (f"x = {'1' * 5000}", 0, "a value is too long", "[rules]"),
        ("# x\n" * 300_000, 0, "is too large", "1 MiB"),
        ("[rules]\nQK201 = off\n", 2, "cannot be read", 'QK204 = "off"'),
        ("[rules\n", 1, "cannot be read", 'QK204 = "off"'),
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


def test_the_place_is_that_in_our_own_table(deck: Path) -> None:
    text = '[project]\nname = "x"\nrules = 1\n\n[tool.quizkit]\nname = "y"\n'
    (deck.parent / "pyproject.toml").write_text(text)
    (said,) = pipeline.check([deck]).diagnostics
    assert said.message == "unknown setting `name`"
    assert said.span is not None
    assert (said.span.line, said.span.column, said.span.end_column) == (6, 1, 5)


def test_mistakes_are_said_once_for_all_decks_and_stop_them(deck: Path, tmp_path: Path) -> None:
    (deck.parent / "seas.yaml").write_text(FLAWED.replace("rivers", "seas"))
    (deck.parent / "quizkit.toml").write_bytes(b"[rules]\nQK201 = \xff")
    result = CliRunner().invoke(app, ["check", str(deck.parent)])
    assert result.exit_code == 1
    assert result.stdout.count("QK023") == 1
    assert "save it as UTF-8" in result.stdout
    assert CliRunner().invoke(app, ["build", str(deck.parent), "-o", str(tmp_path / "out")]).exit_code == 1
    assert not (tmp_path / "out").exists()
