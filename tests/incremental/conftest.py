"""Every test of incremental builds starts in a folder of its own, with the same two decks."""

from __future__ import annotations

from pathlib import Path

import pytest
from incremental_support import DECK, png

from quizkit.incremental import fingerprint


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    now = fingerprint.environment()  # whoever edits quizkit while its tests run shall not make them fail
    monkeypatch.setattr(fingerprint, "installed", lambda: now)
    Path("decks/pics").mkdir(parents=True)
    Path("decks/pics/square.png").write_bytes(png(100))
    Path("decks/a.yaml").write_text(DECK.format(id="a"), encoding="utf-8")
    Path("decks/b").mkdir()
    text = DECK.format(id="b").replace("![a square](pics/square.png)", "")
    header, questions = text.split("questions:\n")
    Path("decks/b/deck.yaml").write_text(header, encoding="utf-8")
    Path("decks/b/one.yaml").write_text("questions:\n" + questions, encoding="utf-8")
