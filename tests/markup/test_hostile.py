"""Texts that are meant to hurt: nothing raises, nothing is lost, and deep ones are refused."""

from __future__ import annotations

import pytest

from quizkit.markup import html, plain, problems
from quizkit.markup.typst import typst
from quizkit.model import cloze

MIB = 1 << 20

HOSTILE = {
    "brackets": "[" * 50_000,
    "a million brackets": "[" * MIB,
    "open emphasis": "*a " * 50_000,
    "nested emphasis": "*a " * 2_000 + " b*" * 2_000,
    "nested strong": "**a " * 1_000 + "b** " * 1_000,
    "links": "[a](" * 50_000,
    "links in angles": "[a](<b" * 50_000,
    "nested brackets": "[" * 3_000 + "](https://x)" * 3_000,
    "nested pictures": "![" * 200 + "x" + "](y)" * 200,
    "backticks ladder": " ".join("`" * length for length in range(1, 1_400)),
    "small ladder": " ".join("`" * length for length in range(1, 120)),
    "quotes": ">" * 10_000 + "\nx",
    "one line of quotes": ">" * 10_000,
    "nested lists": "\n".join("  " * depth + "- x" for depth in range(800)),
    "list markers": "- " * 800 + "x\ny",
    "many tables": "a|b\n-|-\n" * 4_000,
    "deep table": ">" * 60 + " |a|b|\n" + ">" * 60 + "|-|-|\n" + ">" * 60 + "|1|2|",
    "dollars": "$" * MIB,
    "angles": "<" * MIB,
    "backslashes": "\\" * MIB,
    "lines": "a\n" * (MIB // 2),
    "open blanks": "{{c1::" * 50_000,
    "few open blanks": "{{c1::" * 5_000,
    "nested blanks": "{{c1::" * 5_000 + "x" + "}}" * 5_000,
    "thirty nested blanks": "{{c1::" * 30 + "x" + "}}" * 30,
    "blanks": "{{c1::x}} " * 5_000,
    "braces in maths": "$" + "{" * 5_000 + "}" * 5_000 + "$",
    "roots": "$" + "\\sqrt" * 1_900 + " x$",
    "long formula": "$" + "x+" * (MIB // 2) + "x$",
}


@pytest.mark.parametrize("blanks", [False, True])
@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_no_hostile_text_raises_or_loses_a_letter(text: str, blanks: bool) -> None:
    problems(text, blanks=blanks)
    html(text, blanks=blanks)
    typst(text, str, blanks=blanks)
    shown = plain(text, blanks=blanks)
    if "{{" not in text and "](" not in text and "\\" not in text:
        assert [char for char in shown if char.isalnum()] == [char for char in text if char.isalnum()]


@pytest.mark.parametrize("name", ["quotes", "nested lists", "list markers", "nested emphasis"])
def test_what_is_nested_too_deep_is_refused_and_shown(name: str) -> None:
    text = HOSTILE[name]
    assert [found.code for found in problems(text)] == ["QK131"]
    assert [line.strip() for line in plain(text).split("\n")] == [
        line.strip() for line in text.strip().split("\n")
    ]


@pytest.mark.parametrize("name", ["roots", "braces in maths", "long formula"])
def test_a_hostile_formula_is_refused(name: str) -> None:
    assert [found.code for found in problems(HOSTILE[name])] == ["QK130"]


def test_the_depth_that_is_allowed_can_be_walked() -> None:
    text = ">" * 59 + " " + "*a " * 20 + " b*" * 20 + "\n\nx"
    assert problems(text) == ()
    assert html(text).count("<blockquote>") == 59
    assert html(text).count("<em>") == 20


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_the_scanner_of_blanks_survives(text: str) -> None:
    found, _ = cloze.scan(text)
    assert len(found) <= text.count("{{c")
    assert cloze.plain(text)
