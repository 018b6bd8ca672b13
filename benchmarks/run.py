"""Measures quizkit against its baselines and prints a table: `python benchmarks/run.py [SIZE …]`.

Every figure is a whole process: seconds of CPU (user and system, the best of some runs) and peak
memory. Ratios come from one run on one machine; the seconds drift with it.
"""

from __future__ import annotations

import argparse
import json
import os
import pickle
import resource
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import bank

HERE = Path(__file__).parent
PYTHON = sys.executable


@dataclass(frozen=True)
class Cost:
    """CPU seconds and peak memory in MiB of one process."""

    seconds: float
    memory: float

    def __str__(self) -> str:
        return f"{self.seconds:7.2f} s {self.memory:6.0f} MiB"


def cost(*command: str, runs: int = 3, before: Any = None, ok: tuple[int, ...] = (0,)) -> Cost:
    """The cheapest of some runs of a command; `before` is called ahead of each."""
    return min((_once(command, before, ok) for _ in range(runs)), key=lambda item: item.seconds)


def _once(command: tuple[str, ...], before: Any, ok: tuple[int, ...]) -> Cost:
    if before:
        before()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    assert process.stderr is not None
    said = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in ok:
        raise SystemExit(f"{' '.join(command)} failed:\n{said.decode()}")
    scale = 1024 if sys.platform != "darwin" else 1024 * 1024
    return Cost(usage.ru_utime + usage.ru_stime, usage.ru_maxrss / scale)


def anki(folder: Path, size: int, runs: int) -> None:
    """`quizkit build --target anki` beside the plain script and the limit."""
    deck = bank.write(folder / "bank.yaml", size)
    lock, out = folder / "quizkit.lock", folder / "out"

    def fresh() -> None:
        lock.unlink(missing_ok=True)
        shutil.rmtree(out, ignore_errors=True)

    quizkit = (PYTHON, "-m", "quizkit", "build", str(deck), "--target", "anki", "--out", str(out), "--force")
    first = cost(*quizkit, runs=runs, before=fresh)
    again = cost(*quizkit, runs=runs)
    check = cost(PYTHON, "-c", MISTAKES, str(deck), runs=runs)
    fields, rows = _extract(deck, out / f"bank-{size}.apkg", folder)
    script = str(HERE / "baselines.py")
    plain = cost(
        PYTHON, script, "plain", str(deck), str(fields), str(folder / "plain.apkg"), runs=min(runs, 2)
    )
    limit = cost(PYTHON, script, "limit", str(deck), str(rows), str(folder / "limit.apkg"), runs=runs)
    print(f"\n{size:,} questions, anki")
    for name, value in (
        ("read and checked", check),
        ("quizkit build, first", first),
        ("quizkit build, again", again),
        ("plain script", plain),
        ("raw limit", limit),
    ):
        ratios = f"{value.seconds / plain.seconds:6.2f} x plain {value.seconds / limit.seconds:6.2f} x limit"
        print(f"  {name:22} {value} {ratios}")


def _extract(deck: Path, package: Path, folder: Path) -> tuple[Path, Path]:
    """The rendered fields for the plain script, the finished rows for the limit."""
    from quizkit import readers
    from quizkit.targets.anki.notes import prepare

    loaded = readers.read(deck)
    assert loaded.deck is not None
    fields = [(note.note_type, note.fields, note.tags) for note in prepare(loaded.deck, {}).notes]
    (folder / "fields.pickle").write_bytes(pickle.dumps(fields))
    with zipfile.ZipFile(package) as archive:
        archive.extract("collection.anki2", folder)
    connection = sqlite3.connect(folder / "collection.anki2")
    schema = ";".join(
        row[0] for row in connection.execute("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL")
    )
    rows: dict[str, Any] = {
        name: list(connection.execute(f"SELECT * FROM {name}")) for name in ("notes", "cards")
    }
    connection.close()
    (folder / "rows.pickle").write_bytes(pickle.dumps(rows | {"schema": schema}))
    return folder / "fields.pickle", folder / "rows.pickle"


def pdf(folder: Path, size: int, runs: int) -> None:
    """`quizkit build --target pdf` beside Typst alone on the data that quizkit hands it."""
    deck = bank.write(folder / "bank.yaml", size)
    out, data = folder / "pdf", folder / "typst"
    build = (PYTHON, "-m", "quizkit", "build", str(deck), "--target", "pdf", "--out", str(out), "--force")
    whole = cost(*build, runs=runs)
    subprocess.run([PYTHON, str(HERE / "typst_alone.py"), "save", str(deck), str(data)], check=True)
    alone = cost(PYTHON, str(HERE / "typst_alone.py"), "compile", str(data), runs=runs)
    print(f"\n{size:,} questions, pdf (worksheet and key)")
    print(f"  quizkit build          {whole} {whole.seconds / alone.seconds:6.2f} x Typst alone")
    print(f"  Typst alone            {alone}")


FORMATS = ("moodle", "gift", "aiken", "qti21", "canvas", "html", "csv", "markdown", "json")
"""What is text, or XML in a zip. Word and Excel files are made by other people's libraries."""


def formats(folder: Path, size: int, runs: int) -> None:
    """`quizkit build` for each text format beside reading and checking the same deck, without the rules."""
    deck = bank.write(folder / "bank.yaml", size)
    check = cost(PYTHON, "-c", MISTAKES, str(deck), runs=runs)
    print(f"\n{size:,} questions, text formats")
    print(f"  {'read and checked':22} {check}")
    for name in FORMATS:
        rest = ("--target", name, "--unsupported", "skip", "--force", "--out", str(folder / name))
        built = cost(PYTHON, "-m", "quizkit", "build", str(deck), *rest, runs=runs)
        files = sum(path.stat().st_size for path in (folder / name).iterdir())
        ratio = f"{built.seconds / check.seconds:6.2f} x check"
        print(f"  {name:22} {built} {ratio} {files / 1024 / 1024:6.1f} MiB")


READ = "import sys, pathlib; from quizkit import readers; assert readers.read(pathlib.Path(sys.argv[1])).ok"
MISTAKES = "import sys, pathlib; from quizkit import pipeline; assert pipeline.check([pathlib.Path(sys.argv[1])]).decks"
"""A deck read; and what a build does before it writes: pictures, markup, references, but no rules."""


def lint(folder: Path, size: int, runs: int) -> None:
    """`quizkit check` with every rule beside the reading of the same deck."""
    deck = bank.write(folder / "bank.yaml", size)
    read = cost(PYTHON, "-c", READ, str(deck), runs=runs)
    mistakes = cost(PYTHON, "-c", MISTAKES, str(deck), runs=runs)
    check = cost(PYTHON, "-m", "quizkit", "check", str(deck), "--advice", runs=runs)
    print(f"\n{size:,} questions, rules")
    for name, value in (("read", read), ("read and checked", mistakes), ("quizkit check --advice", check)):
        print(f"  {name:22} {value} {value.seconds / read.seconds:6.2f} x read")


def start(runs: int) -> None:
    """`quizkit --version` beside an empty Typer program."""
    with tempfile.TemporaryDirectory() as folder:
        empty = Path(folder) / "empty.py"
        empty.write_text(
            "import typer\napp = typer.Typer(rich_markup_mode=None, pretty_exceptions_enable=False)\n"
            "@app.command()\ndef main() -> None: ...\napp()\n"
        )
        nothing = cost(PYTHON, str(empty), runs=runs * 3)
    version = cost(PYTHON, "-m", "quizkit", "--version", runs=runs * 3)
    helped = cost(PYTHON, "-m", "quizkit", "build", "--help", runs=runs * 3)
    print("\nstart")
    print(f"  empty typer program    {nothing}")
    print(f"  quizkit --version      {version} {version.seconds / nothing.seconds:6.2f} x empty")
    print(f"  quizkit build --help   {helped} {helped.seconds / nothing.seconds:6.2f} x empty")


def main() -> None:
    """Parses the call and runs what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sizes", nargs="*", type=int, default=[1_000, 10_000, 100_000])
    parser.add_argument("--only", choices=["anki", "pdf", "formats", "lint", "start"])
    parser.add_argument("--runs", type=int, default=3)
    arguments = parser.parse_args()
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    print(json.dumps({"python": sys.version.split()[0], "cores": os.cpu_count()}))
    if arguments.only in (None, "start"):
        start(arguments.runs)
    for size in arguments.sizes:
        with tempfile.TemporaryDirectory() as folder:
            if arguments.only in (None, "anki"):
                anki(Path(folder), size, arguments.runs if size < 100_000 else 1)
            if arguments.only in (None, "lint"):
                lint(Path(folder), size, arguments.runs if size < 100_000 else 1)
            if arguments.only in (None, "formats") and size == 10_000:
                formats(Path(folder), size, arguments.runs)
            if arguments.only in (None, "pdf") and size <= 1_000:
                pdf(Path(folder), size, arguments.runs)


if __name__ == "__main__":
    main()
