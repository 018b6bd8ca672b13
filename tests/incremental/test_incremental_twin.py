"""Two copies of a project: one builds what changed, the other everything. They never differ.

The other one takes the way without a ledger. Compared are all files, the locks, and what is said.
"""

from __future__ import annotations

import random
import shutil
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import project_changes
import pytest

from quizkit import incremental, lock, pipeline
from quizkit.diagnostics import Diagnostic
from quizkit.incremental import Asked, manifest
from quizkit.targets.base import Options

BUILDS = 10


def _everything(paths: list[Path], asked: Asked) -> pipeline.Built:
    options = Options(asked.versions, asked.seed, asked.paper, asked.large_print, asked.fonts)
    request = pipeline.Request(
        asked.targets, asked.out, options, asked.unsupported, asked.locked, asked.touch, asked.recover
    )
    return pipeline.build(pipeline.check(paths), request)


def _files() -> dict[str, object]:
    found = [
        path for name in ("build", "decks") for path in Path(name).rglob("*") if path.name != manifest.NAME
    ]
    return {
        str(path): path.readlink() if path.is_symlink() else path.read_bytes() if path.is_file() else None
        for path in found
    }


def _said(found: tuple[Diagnostic, ...], root: Path) -> list[str]:
    return sorted(repr(item).replace(str(root), "…") for item in found)


@pytest.mark.parametrize("seed", range(8))
def test_after_any_changes_a_build_leaves_and_says_what_a_build_of_everything_does(
    seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rng, one, two = random.Random(seed), tmp_path / "one", tmp_path / "two"
    one.mkdir()
    monkeypatch.chdir(one)
    project_changes.begin(rng)
    asked, paths = project_changes.call(rng)
    for number in range(BUILDS):
        clock = SimpleNamespace(time=lambda now=1_700_000_000 + 10 * number: now)
        monkeypatch.setattr(lock, "time", clock)
        shutil.rmtree(two, ignore_errors=True)
        shutil.copytree(one, two, symlinks=True)
        found = incremental.build(paths, asked)
        mine = _files()
        monkeypatch.chdir(two)
        full = _everything(paths, asked)
        assert _said(found.diagnostics, one) == _said(full.diagnostics, two)
        assert mine == _files()
        monkeypatch.chdir(one)
        again = replace(asked, recover=False)
        assert not found.ok or not incremental.build(paths, again).paths
        if not found.ok and rng.random() < 0.7:
            project_changes.begin(rng)
        for change in rng.choices(project_changes.CHANGES, k=rng.choice([0, 1, 1, 2])):
            change(rng)
        if rng.random() < 0.4:  # the same targets, asked for in another way
            asked = replace(project_changes.call(rng)[0], targets=asked.targets)
        if rng.random() < 0.2 or not all(path.exists() for path in paths):
            asked, paths = project_changes.call(rng)
