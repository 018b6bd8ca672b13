"""What a build costs that has nothing to do: `python benchmarks/incremental.py [SIZE …]`.

Beside it, in the same run on the same deck: a full build, what it takes to read the deck's bytes and
to hash them and the files once, Python with nothing to do, and the command's own start (`--version`).
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

import bank
from run import PYTHON, Cost, cost

TARGETS = "anki,moodle,csv"
"""Not `pdf`: setting 10,000 questions takes minutes, and what is kept costs the same whatever made it."""

_BYTES = "import sys; open(sys.argv[1], 'rb').read()"
_HASHES = """
import hashlib, sys
from pathlib import Path
for path in [Path(sys.argv[1]), *(item for item in Path(sys.argv[2]).iterdir())]:
    with path.open('rb') as stream:
        hashlib.file_digest(stream, 'sha256')
"""
_READ = """
import sys
from pathlib import Path
from quizkit import readers
readers.read(Path(sys.argv[1]))
"""


def measure(folder: Path, size: int, runs: int) -> None:
    """Prints the costs for a deck of `size` questions."""
    deck, out = bank.write(folder / "bank.yaml", size), folder / "out"
    build = (PYTHON, "-m", "quizkit", "build", str(deck), "--target", TARGETS, "--out", str(out))
    first = cost(*build, runs=1)
    costs: dict[str, Cost] = {
        "python -c pass": cost(PYTHON, "-c", "pass", runs=runs),
        "quizkit --version": cost(PYTHON, "-m", "quizkit", "--version", runs=runs),
        "read the deck's bytes": cost(PYTHON, "-c", _BYTES, str(deck), runs=runs),
        "hash deck and files": cost(PYTHON, "-c", _HASHES, str(deck), str(out), runs=runs),
        "build, nothing to do": cost(*build, runs=runs),
        "read the deck (parse)": cost(PYTHON, "-c", _READ, str(deck), runs=runs),
        "build, first": first,
        "build --force": cost(*build, "--force", runs=min(runs, 2)),
    }
    least = costs["build, nothing to do"].seconds
    print(f"\n{size:,} questions, {TARGETS}, {deck.stat().st_size / 1e6:.1f} MB")
    for name, value in costs.items():
        print(f"  {name:24} {value} {value.seconds / least:7.2f} x nothing to do")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sizes", nargs="*", type=int, default=[10_000], help="numbers of questions")
    parser.add_argument("--runs", type=int, default=5)
    arguments = parser.parse_args()
    for size in arguments.sizes:
        with tempfile.TemporaryDirectory() as folder:
            measure(Path(folder), size, arguments.runs)


if __name__ == "__main__":
    main()
