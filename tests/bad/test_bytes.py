"""What is in the file before it is YAML: encodings, line ends, characters nobody sees (Y30 to Y34, H17)."""

from __future__ import annotations

from pathlib import Path

import pytest
from bad_support import Check, Run

DECK = "deck: d\ntitle: T\nlang: en\nquestions:\n  - id: q\n    type: short-answer\n    prompt: é\n    answer: x\n"
TYPO = DECK.replace("    answer", "    anser")


@pytest.mark.parametrize(
    "content",
    [
        ("\ufeff" + DECK).encode("utf-8"),
        ("\ufeff" + DECK).encode("utf-16-le"),
        ("\ufeff" + DECK).encode("utf-16-be"),
        DECK.replace("\n", "\r\n").encode(),
        DECK.replace("\n", "\r").encode(),
        DECK.rstrip("\n").encode(),
        ("%YAML 1.1\n---\n" + DECK).encode(),
        ("---\n" + DECK + "...\n").encode(),
    ],
    ids=["bom", "utf-16-le", "utf-16-be", "crlf", "cr", "no-last-line-end", "yaml-1.1", "one-document"],
)
def test_other_ways_to_write_a_text_are_read(check: Check, content: bytes) -> None:
    result = check(content)
    assert (result.exit_code, result.stdout) == (0, "")


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (("\ufeff" + TYPO).encode("utf-8"), 8),
        (("\ufeff" + TYPO).encode("utf-16-le"), 8),
        (TYPO.replace("\n", "\r\n").encode(), 8),
        (TYPO.replace("\n", "\r").encode(), 8),
        (("# é 𝄞 日本\n" + TYPO).encode(), 9),
    ],
    ids=["bom", "utf-16", "crlf", "cr", "wide"],
)
def test_places_stay_right(check: Check, content: bytes, line: int) -> None:
    result = check(content)
    assert f"bad.yaml:{line}:5" in result.stdout
    assert "did you mean `answer`?" in result.stdout


def test_columns_count_characters(check: Check) -> None:
    assert "bad.yaml:7:15" in check(DECK.replace("é", "𝄞é: x")).stdout


@pytest.mark.parametrize(
    ("content", "code", "place", "says"),
    [
        (DECK.encode("latin-1"), "QK002", "7:13", "byte 0xE9"),
        (DECK.encode("cp1252"), "QK002", "7:13", "save it as UTF-8"),
        (DECK.encode("utf-16-le"), "QK002", "", "looks like UTF-16"),
        (DECK.replace("é", "e").encode("utf-16-le"), "QK003", "1:2", "looks like UTF-16"),
        (("\ufeff" + DECK).encode("utf-16-le")[:-1], "QK002", "8:14", "not UTF-16"),
        (DECK.encode("utf-32"), "QK003", "1:1", "looks like UTF-16"),
        (DECK.replace("é", "\ud800"), "QK002", "7:13", "byte 0xED"),
        (b"PK\x03\x04 and so on", "QK002", "1:1", "an archive or an Office file"),
        (b"%PDF-1.7\n%\xe2\xe3", "QK002", "1:1", "a PDF"),
        (b"\x89PNG\r\n\x1a\n", "QK002", "1:1", "a picture"),
        (DECK.replace("é", "\0"), "QK003", "7:13", "U+0000"),
        (DECK.replace("é", "a\x07"), "QK003", "7:14", "U+0007"),
        (DECK.replace("é", "a\x1b[2J"), "QK003", "7:14", "U+001B"),
        (DECK.replace("é", "\x9b31m"), "QK003", "7:13", "U+009B"),
        (DECK.replace("é", "a\x1fb"), "QK003", "7:14", "U+001F"),
        (DECK.replace("é", "\x7f"), "QK003", "7:13", "U+007F"),
        (DECK.replace("é", "\ufffe"), "QK003", "7:13", "U+FFFE"),
        (DECK.replace("é", "a\u2028b"), "QK019", "7:14", "U+2028"),
        (DECK.replace("é", "a\u2029b"), "QK019", "7:14", "U+2029"),
        (DECK.replace("é", "a\x85b"), "QK019", "7:14", "U+0085"),
        (b"\xff\xfe", "QK018", "1:1", "empty"),
        (b"", "QK018", "1:1", "empty"),
    ],
)
def test_bytes_that_are_no_deck(check: Check, content: bytes | str, code: str, place: str, says: str) -> None:
    result = check(content)
    assert result.exit_code == 1
    assert result.stdout.startswith(f"error[{code}]")
    assert f"bad.yaml:{place}" in result.stdout
    assert says in result.stdout
    assert result.stdout.endswith("\n1 error\n")


@pytest.mark.parametrize("char", ["\u202e", "\u202d", "\u2066", "\u2069"])
def test_characters_that_turn_the_direction_are_a_warning(check: Check, char: str) -> None:
    result = check(DECK.replace("é", f"a{char}b"))
    assert result.exit_code == 0
    assert result.stdout.startswith("warning[QK020]")
    assert "bad.yaml:7:14" in result.stdout


@pytest.mark.parametrize(
    "char", ["\u200e", "\u200b", "\u00ad", "\ufffd", "\ue000", "\U0010fffd", "日", "\u0301", "🇫🇷"]
)
def test_other_characters_are_nobodys_business(check: Check, char: str) -> None:
    assert check(DECK.replace("é", f"a{char}b")).exit_code == 0


@pytest.mark.parametrize("name", ["quizkit.lock", "README.md", "settings.toml", "notes.txt"])
def test_a_text_of_another_kind_is_no_deck(run: Run, name: str) -> None:
    """One sentence instead of a list of what YAML holds against it."""
    lines = {
        "quizkit.lock": '{"version": 1, "decks": [\n{"deck": "a"}]}',
        "settings.toml": "[rules]\nQK204 = 'off'\n",
    }
    Path(name).write_text(lines.get(name, "# Notes\n\nA colon: here.\nNo deck: here.\n"))
    for command in ("check", "build"):
        result = run(command, name)
        said = result.stdout + result.stderr
        assert (said.count("error["), result.exit_code) == (1, 1)
        assert f"error[QK018]: {name} is no deck" in said


def test_a_deck_by_another_name_is_read(run: Run) -> None:
    """Windows hides the ending that Notepad adds."""
    Path("deck.yaml.txt").write_text("deck: d\ntitel: T\nlang: en\nquestions: []\n")
    assert "unknown field `titel`" in run("check", "deck.yaml.txt").stdout
