"""Targets of other packages: found, built with, and blamed for their own faults."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
EXAMPLE = ROOT / "tests" / "examples" / "quizkit-outline"
DECK = """\
deck: small
title: Small
lang: en
questions:
  - {id: sum, type: numeric, prompt: What is 2 + 2?, answer: 4, hint: Count.}
  - {id: sea, type: choice, prompt: Which is a sea?, answer: Baltic, distractors: [Danube, Alps]}
"""
ESSAY = "  - {id: why, type: essay, prompt: Why?}\n"


def install(folder: Path, module: Path, name: str) -> dict[str, str]:
    """What an installer leaves of a package: its module on the path, and its entry point by its side."""
    project = tomllib.loads((EXAMPLE / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    ((group, entries),) = project["entry-points"].items()
    info = folder / f"{name}-1.0.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n", encoding="utf-8")
    lines = "".join(f"{key} = {value}\n" for key, value in entries.items())
    (info / "entry_points.txt").write_text(f"[{group}]\n{lines}", encoding="utf-8")
    return {**os.environ, "PYTHONPATH": os.pathsep.join([str(folder), str(module)])}


def build(folder: Path, environment: dict[str, str], *options: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "quizkit", "build", "deck.yaml", "-t", "outline", *options]
    return subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, encoding="utf-8", check=False
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "deck.yaml").write_text(DECK, encoding="utf-8")
    return tmp_path


def test_the_example_builds_by_its_name(folder: Path) -> None:
    done = build(folder, install(folder / "site", EXAMPLE, "quizkit-outline"))
    assert done.returncode == 0, done.stderr
    text = (folder / "build" / "small-outline.txt").read_text(encoding="utf-8")
    assert text.splitlines()[0] == "1. What is 2 + 2? = 4"
    assert text.splitlines()[1] in {f"2. Which is a sea? = {letter}" for letter in "ABC"}
    assert "outline leaves out hints: `sum`" in done.stderr


def test_what_the_example_refuses_is_an_error_with_its_place_or_left_out(folder: Path) -> None:
    (folder / "deck.yaml").write_text(DECK + ESSAY, encoding="utf-8")
    environment = install(folder / "site", EXAMPLE, "quizkit-outline")
    refused = build(folder, environment)
    assert refused.returncode == 1
    assert "error[QK501]: `why` cannot be written for outline: an outline has no room" in refused.stderr
    assert "deck.yaml:7:5" in refused.stderr
    assert not (folder / "build").exists() or not list((folder / "build").iterdir())
    skipped = build(folder, environment, "--unsupported", "skip")
    assert skipped.returncode == 0
    assert "warning[QK501]: `why` is left out of outline" in skipped.stderr
    assert len((folder / "build" / "small-outline.txt").read_text(encoding="utf-8").splitlines()) == 2


HEAD = "from quizkit.targets.base import Job, Loss, Output, OutputFile, Unsupported\nNAME = SUMMARY = 'x'\n"
FAULTS = {
    "raises": ("def compile(job):\n    return 1 / 0\n", "QK509", "ZeroDivisionError"),
    "no output": ("def compile(job):\n    return None\n", "QK509", "returned NoneType"),
    "writes badly": (
        "def bad(stream):\n    raise KeyError('k')\n"
        "def compile(job):\n    return Output((OutputFile('a.txt', bad),))\n",
        "QK509",
        "KeyError",
    ),
    "a path": (
        "def compile(job):\n    return Output((OutputFile('../a.txt', lambda stream: None),))\n",
        "QK509",
        "`../a.txt` is no plain file name",
    ),
    "refuses all": ("def compile(job):\n    raise Unsupported('too new')\n", "QK501", "the deck cannot be"),
    "a place that is no tuple": (
        "def compile(job):\n    return Output((), losses=(Loss('lost', ['questions', 0], 'hints'),))\n",
        "QK509",
        "is no Loss or Finding",
    ),
    "refuses none of ours": (
        "def compile(job):\n    return Output((), losses=(Loss('refused', ('questions', 99), 'too new'),))\n",
        "QK501",
        "`questions` cannot be",
    ),
    "does not load": ("raise RuntimeError('broken')\n", "QK505", "cannot be loaded: broken"),
    "lacks compile": ("compile = None\ndel compile\n", "QK505", "lacks compile"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_broken_one_is_a_finding_and_nothing_is_written(fault: str, folder: Path) -> None:
    body, code, words = FAULTS[fault]
    module = folder / "module"
    module.mkdir()
    (module / "quizkit_outline.py").write_text(HEAD + body, encoding="utf-8")
    done = build(folder, install(folder / "site", module, "quizkit-outline"))
    assert done.returncode in (1, 2)
    assert f"error[{code}]" in done.stderr
    assert words in done.stderr
    assert "Traceback" not in done.stderr
    assert not list(folder.rglob("a.txt"))


def test_two_targets_never_write_one_file(folder: Path) -> None:
    module = folder / "module"
    module.mkdir()
    body = "def compile(job):\n    return Output((OutputFile('small-key.pdf', lambda stream: None),))\n"
    (module / "quizkit_outline.py").write_text(HEAD + body, encoding="utf-8")
    done = build(folder, install(folder / "site", module, "quizkit-outline"), "-t", "pdf")
    assert done.returncode == 1
    assert "error[QK503]: two targets would both write" in done.stderr


def test_an_unknown_target_is_answered_with_the_known_ones(folder: Path) -> None:
    done = build(folder, install(folder / "site", EXAMPLE, "quizkit-outline"), "-t", "outlin")
    assert "did you mean `outline`?" in done.stderr
