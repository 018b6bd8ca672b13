"""What a build writes: the names that others rely on, and the same bytes wherever it runs."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from quizkit.targets import TARGETS

ROOT = Path(__file__).parents[1]
DECKS = ROOT / "decks"
EVERYTHING = ("--target", ",".join(TARGETS), "--unsupported", "skip")
REFUSING = {"gift", "aiken", "kahoot"}
"""Targets that cannot hold all of our decks, on purpose."""
NO_LOCK = shutil.ignore_patterns("quizkit.lock")


def build(decks: Path, out: Path, *options: str, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "quizkit", "build", str(decks), "--out", str(out), *options]
    return subprocess.run(
        command,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
        cwd=decks.parent,
    )


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("built")
    shutil.copytree(DECKS, folder / "decks", ignore=NO_LOCK)
    done = build(folder / "decks", folder / "out", *EVERYTHING)
    assert done.returncode == 0, done.stderr
    return folder / "out"


def test_names(built: Path) -> None:
    names = {path.name for path in built.iterdir()}
    for deck in ("nato-kyiv-en", "nato-kyiv-fr", "tour"):
        assert {f"{deck}.apkg", f"{deck}-worksheet.pdf", f"{deck}-key.pdf", f"{deck}-facts.pdf"} <= names
    versions = {
        f"nato-kyiv-fr-class-test-{part}"
        for part in ("A.pdf", "A-key.pdf", "B.pdf", "B-key.pdf", "versions.csv")
    }
    assert versions <= names
    assert {"nato-kyiv-en-exit-ticket.pdf", "nato-kyiv-en-exit-ticket-key.pdf"} <= names
    assert "nato-kyiv-en-class-test.pdf" not in names
    assert [name for name in names if name.startswith(".")] == [".quizkit-build.json"]


ENDINGS = {
    "moodle": ["-moodle.xml"],
    "gift": [".gift.txt"],
    "aiken": [".aiken.txt"],
    "qti21": ["-qti21.zip"],
    "canvas": ["-canvas.zip"],
    "html": [".html"],
    "docx": ["-worksheet.docx", "-key.docx"],
    "kahoot": ["-kahoot.xlsx"],
    "csv": [".csv", "-quizlet.tsv", "-anki.txt"],
    "markdown": [".md"],
    "json": [".json"],
}


@pytest.mark.parametrize("target", [name for name in TARGETS if name not in ("anki", "pdf")])
def test_every_target_writes_its_files(built: Path, target: str) -> None:
    for deck in ("nato-kyiv-en", "nato-kyiv-fr", "tour"):
        for ending in ENDINGS[target]:
            assert (built / f"{deck}{ending}").stat().st_size > 100


def test_our_decks_fit_into_every_target_that_has_no_limits(tmp_path: Path) -> None:
    shutil.copytree(DECKS, tmp_path / "decks", ignore=NO_LOCK)
    names = ",".join(name for name in TARGETS if name not in REFUSING)
    done = build(tmp_path / "decks", tmp_path / "out", "--target", names)
    assert done.returncode == 0, done.stderr


def test_without_paths_the_folder_decks_is_built(built: Path, tmp_path: Path) -> None:
    shutil.copytree(DECKS / "tour", tmp_path / "decks" / "tour", ignore=NO_LOCK)
    done = subprocess.run(
        [sys.executable, "-m", "quizkit", "build", "-t", "anki"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "build" / "tour.apkg").read_bytes() == (built / "tour.apkg").read_bytes()


@pytest.mark.parametrize(
    "environment",
    [
        {"PYTHONHASHSEED": "1", "TZ": "Asia/Tokyo", "LC_ALL": "C"},
        {"PYTHONHASHSEED": "77", "TZ": "America/Lima", "LC_ALL": "C.UTF-8"},
    ],
)
def test_the_same_bytes_everywhere(built: Path, tmp_path: Path, environment: dict[str, str]) -> None:
    """Without a lock, in another folder, another process, hash seed, time zone and locale."""
    shutil.copytree(DECKS, tmp_path / "elsewhere" / "decks", ignore=NO_LOCK)
    done = build(tmp_path / "elsewhere" / "decks", tmp_path / "out", *EVERYTHING, **environment)
    assert done.returncode == 0, done.stderr
    first = {path.name: path.read_bytes() for path in built.iterdir()}
    second = {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()}
    assert [name for name in first if first[name] != second.get(name)] == []
    assert first.keys() == second.keys()


def test_nothing_of_the_key_is_in_the_student_s_files(built: Path) -> None:
    import pikepdf

    for path in built.glob("*.pdf"):
        if path.stem.endswith(("-key", "-facts")):
            continue
        with pikepdf.open(path) as pdf:
            said = str(dict(pdf.docinfo)) + str(pdf.open_metadata())
            for word in ("Explanation", "Explication", "Answer key", "Corrigé", "answer:"):
                assert word not in said


def test_the_locks_of_our_own_decks_are_up_to_date(tmp_path: Path) -> None:
    """Whoever edits a deck builds it and commits its lock, as the README asks of everybody."""
    shutil.copytree(DECKS, tmp_path / "decks")
    done = build(tmp_path / "decks", tmp_path / "out", "--target", "anki", "--locked")
    assert done.returncode == 0, done.stderr
