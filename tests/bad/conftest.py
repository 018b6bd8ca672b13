"""Fixtures of the tests of bad inputs."""

from __future__ import annotations

from pathlib import Path

import pytest
from bad_support import Check, Run, quizkit
from typer.testing import Result


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """`quizkit` in an empty folder."""
    monkeypatch.chdir(tmp_path)
    return quizkit


@pytest.fixture
def check(run: Run) -> Check:
    """Writes `deck.yaml` beside nothing else and checks it."""

    def check(content: str | bytes, *options: str) -> Result:
        file = Path("bad.yaml")
        file.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8", "surrogatepass"))
        return run("check", file, *options)

    return check
