"""Inputs made to exhaust: refused or read within 2 s of CPU and 300 MB (Y36 to Y43, S13, H14, H15, R02)."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

HEAD = "deck: d\ntitle: T\nlang: en\nquestions:\n"
PROMPT = HEAD + "  - id: q\n    type: essay\n    prompt: "
CLOZE = HEAD + "  - id: q\n    type: cloze\n    text: |\n      "
BLOCK = PROMPT + "|\n      "

# Text, exit code, what is said first.
BOMBS: dict[str, tuple[Callable[[], str], int, str]] = {
    "merge keys": (
        lambda: "a0: &a0 {x: y}\n" + "".join(f"a{n}: &a{n}\n  <<: [*a{n - 1}, *a{n - 1}]\n" for n in range(1, 40)),
        1,
        "QK012",
    ),
    "aliases": (lambda: "a: &a " + "x" * 100_000 + "\nb:\n" + "- *a\n" * 20_000, 1, "QK012"),
    "brackets": (lambda: "[" * 1_000_000, 1, "QK016"),
    "braces": (lambda: "{" * 1_000_000, 1, "QK006"),
    "question marks": (lambda: "? " * 10_000, 1, "QK006"),
    "dashes": (lambda: "- " * 500_000, 1, "QK016"),
    "nested blocks": (lambda: "".join(f"{' ' * n}a:\n" for n in range(800)), 1, "QK016"),
    "a long key": (lambda: "k" * 2_000_000 + ": x", 1, "QK004"),
    "a key of 1,025": (lambda: HEAD + "k" * 1025 + ": x", 1, "QK017"),
    "a long text": (lambda: PROMPT + "x" * 30_000_000, 1, "QK004"),
    "many keys": (lambda: "".join(f"k{n}: v\n" for n in range(300_000)), 1, "QK004"),
    "many keys in a question": (lambda: PROMPT + "x\n" + "".join(f"    k{n}: v\n" for n in range(300_000)), 1, "QK004"),
    "a large file": (lambda: "#" * (65 << 20), 1, "QK004"),
    "comments": (lambda: "# c\n" * (4 << 20), 1, "QK018"),
    "line ends": (lambda: "\r\n" * 2_000_000, 1, "QK018"),
    "tabs": (lambda: "\t" * 500_000, 1, "QK008"),
    "spaces": (lambda: PROMPT + "a" + " " * 500_000 + "b #", 0, ""),
    "the same key": (lambda: "a: b\n" * 200_000, 1, "QK015"),
    "10,000 errors": (lambda: HEAD + "".join(f"  - id: q{n}\n    type: mqc\n" for n in range(10_000)), 1, "QK105"),
    "10,000 typos": (
        lambda: HEAD + "".join(f"  - id: q{n}\n    type: essay\n    promt{n}: x\n" for n in range(10_000)),
        1,
        "QK101",
    ),
    "one id": (lambda: HEAD + "  - {id: q, type: essay, prompt: x}\n" * 10_000, 1, "QK107"),
    "references to nothing": (
        lambda: "facts:\n" + "".join(f"- {{id: fact{n}, statement: x}}\n" for n in range(300)) + HEAD
        + "".join(f"  - {{id: q{n}, type: essay, prompt: x, facts: [fakt{n}]}}\n" for n in range(10_000)),
        1,
        "QK108",
    ),
    "100 long options": (
        lambda: HEAD + "  - id: q\n    type: choice\n    prompt: x\n    answer: a\n    distractors:\n"
        + "".join(f"    - {n}{'x' * 100_000}\n" for n in range(100)),
        1,
        "QK111",
    ),
    "50,000 pairs": (
        lambda: HEAD + "  - id: q\n    type: matching\n    prompt: x\n    pairs:\n"
        + "".join(f"    - [{n}, {n}]\n" for n in range(50_000)),
        1,
        "QK113",
    ),
    "cut off texts": (
        lambda: HEAD + "".join(f"  - {{id: q{n}, type: essay, prompt: x #3\n}}\n" for n in range(5_000)), 0, "QK011",
    ),
    "quotes in Markdown": (lambda: BLOCK + ">" * 10_000, 0, "QK262"),
    "lists in Markdown": (lambda: PROMPT + "|\n" + "".join(f"      {'  ' * n}- x\n" for n in range(800)), 1, "QK131"),
    "square brackets": (lambda: BLOCK + "[" * 50_000, 0, "QK131"),
    "stars": (lambda: BLOCK + "*a " * 50_000, 0, "QK131"),
    "a ladder of backticks": (lambda: BLOCK + " ".join("`" * n for n in range(600)), 0, "QK131"),
    "links": (lambda: BLOCK + "[a](" * 50_000, 0, "QK131"),
    "dollars": (lambda: BLOCK + "$a " * 50_000, 0, "QK131"),
    "blanks that are never closed": (lambda: CLOZE + "{{c1::" * 20_000, 1, "QK109"),
    "blanks in blanks": (lambda: CLOZE + "{{c1::" * 5_000 + "x" + "}}" * 5_000, 1, "QK109"),
    "a blank with a huge number": (lambda: CLOZE + "{{c1::a}} {{c999999999::b}}", 1, "QK109"),
    "colons in a blank": (lambda: CLOZE + "{{c1::x" + "::" * 50_000 + "}}", 0, ""),
    "a long formula": (lambda: BLOCK + "$" + "x+" * 400_000 + "x$", 1, "QK130"),
    "a deep formula": (lambda: BLOCK + "$" + "\\frac{" * 2_000 + "x" + "}" * 2_000 + "$", 1, "QK130"),
}  # fmt: skip

MEASURED = """
import resource, subprocess, sys
done = subprocess.run([sys.executable, "-m", "quizkit", "check", "bad.yaml"], capture_output=True)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
sys.stdout.buffer.write(b"%d %.3f %d\\n" % (done.returncode, used.ru_utime + used.ru_stime, used.ru_maxrss // 1024))
sys.stdout.buffer.write(done.stdout[:200] + b"..." + done.stdout[-200:] + done.stderr)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="counts with getrusage")
@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb(name: str, tmp_path: Path) -> None:
    text, code, first = BOMBS[name]
    (tmp_path / "bad.yaml").write_text(text(), encoding="utf-8", newline="\n")
    done = subprocess.run(
        [sys.executable, "-c", MEASURED],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
        timeout=60,
    )
    numbers, _, said = done.stdout.partition("\n")
    status, seconds, megabytes = numbers.split()
    assert int(status) == code, said
    assert f"[{first}]" in said[:40] if first else said.startswith("...1 deck, 1 question")
    assert float(seconds) <= 2
    assert int(megabytes) <= 300


def test_the_first_50_are_shown_and_all_counted(tmp_path: Path) -> None:
    (tmp_path / "bad.yaml").write_text(BOMBS["10,000 errors"][0](), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "quizkit", "check", "bad.yaml"],
        cwd=tmp_path,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.stdout.count("error[QK105]") == 50
    assert done.stdout.endswith("… and 9,950 more\n\n10,000 errors\n")
