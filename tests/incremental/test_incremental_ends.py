"""Builds that end in between."""

from __future__ import annotations

import errno
import os
import shutil
import signal
from pathlib import Path

import pytest
from incremental_support import ALL, DECK, build, snapshot

from quizkit import files, lockfile
from quizkit.incremental import Asked, manifest


@pytest.mark.parametrize("kind", ["kill", "full"])
@pytest.mark.parametrize("back", [False, True], ids=["forward", "back"])
@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_a_build_that_ends_in_between_is_never_believed(kind: str, back: bool) -> None:
    """At every renaming; then the deck stays as it is now, or is set back to what it was before."""
    old = DECK.format(id="a")
    asked = Asked(targets=("csv", "gift", "anki"))
    for at in range(8):
        shutil.rmtree("build", ignore_errors=True)
        Path("decks/quizkit.lock").unlink(missing_ok=True)
        Path("decks/a.yaml").write_text(old, encoding="utf-8")
        build(asked, "decks/a.yaml")
        Path("decks/a.yaml").write_text(old.replace("Look up", "Look down"), encoding="utf-8")
        struck = _build_until(at, kind, asked)
        assert struck is (at < 7)  # the lock, five files, the manifest
        if back:
            Path("decks/a.yaml").write_text(old, encoding="utf-8")
        build(asked, "decks/a.yaml")
        found = snapshot()
        build(Asked(targets=asked.targets, force=True), "decks/a.yaml")
        assert found == snapshot()


def _build_until(at: int, kind: str, asked: Asked) -> bool:
    """Builds in a process of its own that is stopped at one renaming; whether it came to that."""
    child = os.fork()
    if child == 0:
        seen = 0
        replace = files._replace

        def fault(temporary: Path, target: Path) -> None:
            nonlocal seen
            seen += 1
            if seen - 1 == at:
                if kind == "full":
                    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
                os.kill(os.getpid(), signal.SIGKILL)
            replace(temporary, target)

        files._replace = fault
        code = 2
        try:
            code = 0 if build(asked, "decks/a.yaml").ok else 1
        finally:
            os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) != 0


def test_the_manifest_is_written_last(monkeypatch: pytest.MonkeyPatch) -> None:
    order: list[str] = []
    replace = files._replace

    def seen(temporary: Path, target: Path) -> None:
        order.append(target.name)
        replace(temporary, target)

    monkeypatch.setattr(files, "_replace", seen)
    build()
    assert order[-1] == manifest.NAME
    assert set(order[:2]) == {lockfile.NAME}
    assert set(order[2:-1]) == ALL
