"""The scanner of `{{c1::answer::hint}}`."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizkit.model import cloze

PIECES = st.sampled_from(
    [
        "{{c1::",
        "{{c2::",
        "{{c0::",
        "{{c12::",
        "}}",
        "}",
        "{{",
        "{",
        "::",
        ":",
        "a",
        " ",
        "$",
        "$$",
        "`",
        "``",
        "\\",
        "\n",
        "é",
    ]
)


def _seen(text: str) -> list[tuple[int, str, str, int]]:
    return [(item.number, item.answer, item.hint, item.depth) for item in cloze.scan(text)[0]]


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("a {{c1::b}} c", [(1, "b", "", 0)]),
        ("{{c1::b::h}}", [(1, "b", "h", 0)]),
        ("{{c1::b::h::i}}", [(1, "b", "h::i", 0)]),
        ("{{c1::a {{c2::b}} c}}", [(1, "a {{c2::b}} c", "", 0), (2, "b", "", 1)]),
        (r"{{c1::$\frac{1}{2}$}}", [(1, r"$\frac{1}{2}$", "", 0)]),
        ("{{c1::`}}`}}", [(1, "`}}`", "", 0)]),
        ("{{c10::a}}{{c2::b}}", [(10, "a", "", 0), (2, "b", "", 0)]),
        ("{{c1:a}} {{C1::a}} {c1::a} {{c::a}} {{cx::a}}", []),
        ("", []),
    ],
)
def test_what_is_a_blank(text: str, seen: list[tuple[int, str, str, int]]) -> None:
    assert _seen(text) == seen
    assert not cloze.scan(text)[1]


@pytest.mark.parametrize(
    ("text", "reasons"),
    [
        ("{{c1::a", ["unclosed"]),
        ("{{c1::a}", ["unclosed"]),
        ("{{c0::a}}", ["zero"]),
        ("{{c500::a}}", ["high"]),
        ("{{c1::}}", ["empty"]),
        ("{{c1::::h}}", ["empty"]),
        ("{{c1:: }} {{c0::b}}", ["empty", "zero"]),
    ],
)
def test_what_is_broken(text: str, reasons: list[str]) -> None:
    assert [item.reason for item in cloze.scan(text)[1]] == reasons


@given(st.lists(PIECES, max_size=40).map("".join))
def test_any_text_is_read(text: str) -> None:
    found, broken = cloze.scan(text)
    for item in found:
        whole = text[item.start : item.end]
        assert whole.startswith("{{c")
        assert whole.endswith("}}")
        assert text[slice(*item.inner)] == item.answer
    assert all(text.startswith("{{c", item.start) for item in broken)
    assert isinstance(cloze.plain(text), str)
    assert list(cloze.numbers(text)) == sorted({item.number for item in found})


def test_plain_fills_the_blanks() -> None:
    assert cloze.plain("a {{c1::b {{c2::c}}::hint}} d") == "a b c d"
