"""The hook for pre-commit: its file is one, and what it calls is there."""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest
import yaml
from typer.testing import CliRunner

from quizkit.cli import app

FILE = Path(__file__).parent.parent / ".pre-commit-hooks.yaml"
CARD = "questions:\n  - {id: q, type: flashcard, prompt: p, answer: a}\n"


@pytest.fixture(name="hook")
def _hook() -> dict[str, object]:
    (found,) = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    assert isinstance(found, dict)
    return found


def test_the_file_is_what_pre_commit_wants(hook: dict[str, object]) -> None:
    assert {"id", "name", "entry", "language"} <= hook.keys()
    assert (hook["id"], hook["language"], hook["types"]) == ("quizkit-check", "python", ["yaml"])
    assert hook["require_serial"] is True
    assert hook.get("pass_filenames", True) is True


def run(hook: dict[str, object], *files: str) -> tuple[int, str]:
    """What pre-commit does: the entry with the names of the changed files."""
    program, *words = shlex.split(str(hook["entry"]))
    assert program == "quizkit"
    result = CliRunner().invoke(app, [*words, *files])
    return result.exit_code, result.stdout


def test_a_file_of_a_folder_deck_stands_for_its_deck(
    hook: dict[str, object], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    folder = Path("decks/volcanoes")
    folder.mkdir(parents=True)
    (folder / "deck.yaml").write_text("deck: v\ntitle: T\nlang: en\n", encoding="utf-8")
    (folder / "one.yaml").write_text(CARD, encoding="utf-8")
    (folder / "two.yaml").write_text(CARD.replace("id: q", "id: r"), encoding="utf-8")
    assert run(hook, "decks/volcanoes/one.yaml", "decks/volcanoes/two.yaml")[0] == 0
    (folder / "two.yaml").write_text(CARD, encoding="utf-8")
    code, shown = run(hook, "decks/volcanoes/one.yaml")
    assert code == 1
    assert "QK107" in shown, "the twin stands in the file that was not named"


def test_a_mistake_stops_the_commit(
    hook: dict[str, object], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.yaml").write_text(
        "deck: a\ntitle: T\nlang: en\n" + CARD.replace("answer", "anser"), encoding="utf-8"
    )
    code, shown = run(hook, "a.yaml")
    assert code == 1
    assert "did you mean `answer`" in shown
