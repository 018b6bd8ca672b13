"""The original of a translation is looked for beside it, and nowhere else."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from quizkit import readers

DECK = "deck: {}\ntitle: T\nlang: en\nquestions:\n  - {{id: a, type: essay, prompt: Why is it so?}}\n"


def deck(path: Path, id: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(DECK.format(id), encoding="utf-8")


def found(folder: Path, id: str) -> str | None:
    here = readers.neighbour(folder, id)
    return here.deck if here is not None else None


def test_files_and_folders_beside_a_deck(tmp_path: Path) -> None:
    deck(tmp_path / "x.yaml", "one-more")
    deck(tmp_path / "y.yml", "'one'  # its id")
    deck(tmp_path / "z" / "deck.yaml", "two")
    assert found(tmp_path, "one") == "one"
    assert found(tmp_path, "two") == "two"
    assert found(tmp_path / "z", "one") == "one"
    assert found(tmp_path, "on") is None
    assert found(tmp_path, "o.*") is None
    assert found(tmp_path / "nowhere", "one") is None


def test_not_in_the_folders_below_however_many_there_are(tmp_path: Path) -> None:
    """Who keeps a deck in the home folder does not wait until all of it was searched."""
    deck(tmp_path / "a" / "b" / "c.yaml", "one")
    deck(tmp_path / "a" / "d.yaml", "one")
    deck(tmp_path / ".hidden.yaml", "one")
    assert found(tmp_path, "one") is None


def test_a_broken_namesake_does_not_hide_the_deck(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("deck: one\ntitle: [\n", encoding="utf-8")
    deck(tmp_path / "b.yaml", "one")
    assert found(tmp_path, "one") == "one"
    (tmp_path / "b.yaml").unlink()
    assert found(tmp_path, "one") is None


@pytest.mark.skipif(sys.platform == "win32", reason="pipes")
def test_what_is_no_file_is_passed_over(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.yaml")
    (tmp_path / "b.yaml").mkdir()
    (tmp_path / "c.yaml").symlink_to("nowhere")
    deck(tmp_path / "d.yaml", "one")
    assert found(tmp_path, "one") == "one"
