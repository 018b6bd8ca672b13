"""Frames for people: carets under the right characters, nothing that a terminal obeys."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizkit.cli import console
from quizkit.diagnostics import Diagnostic, Severity, Span
from quizkit.report import FORMATS, github, text
from quizkit.report.text import LIMIT, Style

PLAIN = Style()


def frame(line: str, column: int, end: int = 0, *, hint: str = "hint", style: Style = PLAIN) -> list[str]:
    item = Diagnostic("QK101", "message", Span("d.yaml", 1, column, end), hint=hint)
    return text.render([item], {"d.yaml": line}, style).splitlines()


def test_a_frame() -> None:
    assert frame("  distractor: [28]", 3, 13) == [
        "error[QK101]: message",
        "  ┌─ d.yaml:1:3",
        "1 │   distractor: [28]",
        "  │   ^^^^^^^^^^ hint",
        "",
        "1 error",
    ]


def test_a_frame_in_ascii_and_in_colour() -> None:
    assert frame("ab", 2, 3, style=Style(ascii=True))[1:4] == ["  --> d.yaml:1:2", "1 | ab", "  |  ^ hint"]
    coloured = frame("ab", 2, 3, style=Style(colour=True))
    plain = [re.sub(r"\x1b\[[0-9;]*m", "", line) for line in coloured]
    assert plain == frame("ab", 2, 3)
    assert coloured[0].startswith("\x1b[31;1merror[QK101]\x1b[0m")


@pytest.mark.parametrize(
    ("line", "column", "end", "shown", "carets"),
    [
        ("\tanswer: x", 2, 8, "1 │   answer: x", "  │   ^^^^^^ hint"),
        ("日本: x", 1, 3, "1 │ 日本: x", "  │ ^^^^ hint"),
        ("日本: x", 5, 6, "1 │ 日本: x", "  │       ^ hint"),
        ("e\u0301a: x", 3, 4, "1 │ e\u0301a: x", "  │  ^ hint"),
        ("a\x1b[2Jb", 2, 3, "1 │ a\\x1b[2Jb", "  │  ^^^^ hint"),
        ("a\u202eb", 3, 4, "1 │ a<U+202E>b", "  │          ^ hint"),
        ("ab", 3, 0, "1 │ ab", "  │   ^ hint"),
        ("ab", 9, 12, "1 │ ab", "  │   ^ hint"),
    ],
)
def test_carets_stand_under_what_they_mean(line: str, column: int, end: int, shown: str, carets: str) -> None:
    assert frame(line, column, end)[2:4] == [shown, carets]


def test_long_lines_are_cut_around_the_place() -> None:
    shown, carets = frame("a" * 500 + "HERE" + "b" * 500, 501, 505)[2:4]
    assert len(shown) <= text.WIDTH + 10
    assert shown[carets.index("^") :].startswith("HERE")
    shown, carets = frame("x" * 500, 1, 501)[2:4]
    assert len(carets) <= text.WIDTH + 10


def test_gutters_are_as_wide_as_the_largest_number() -> None:
    source = "\n" * 120 + "second"
    first = (Span("d.yaml", 121, 1, 7), "first here")
    item = Diagnostic("QK107", "twice", Span("d.yaml", 121, 2, 3), related=(first,), hint="hint")
    lines = text.render([item], {"d.yaml": source}).splitlines()
    assert lines[1:7] == [
        "    ┌─ d.yaml:121:2",
        "121 │ second",
        "    │  ^ hint",
        "    ┌─ d.yaml:121:1",
        "121 │ second",
        "    │ ^^^^^^ first here",
    ]


def test_without_a_line_the_hint_stands_alone() -> None:
    item = Diagnostic("QK001", "cannot read", Span("d.yaml"), hint="check")
    assert text.render([item], {}).splitlines() == [
        "error[QK001]: cannot read",
        "  ┌─ d.yaml",
        "  = hint: check",
        "",
        "1 error",
    ]
    item = Diagnostic("QK503", "no target", hint="check")
    assert text.render([item], {}).splitlines() == [
        "error[QK503]: no target",
        "  = hint: check",
        "",
        "1 error",
    ]


def test_a_label_and_a_hint() -> None:
    item = Diagnostic("QK101", "m", Span("d.yaml", 1, 1, 2), label="label", hint="hint")
    assert text.render([item], {"d.yaml": "ab"}).splitlines()[3:5] == ["  │ ^ label", "  = hint: hint"]


def _items(count: int) -> list[Diagnostic]:
    return [Diagnostic("QK101", f"number {n}", Span("d.yaml", 1, 1, 2)) for n in range(count)]


def test_fifty_are_shown_and_all_are_counted() -> None:
    shown = text.render([*_items(1234), Diagnostic("QK110", "w", severity=Severity.WARNING)], {"d.yaml": "a"})
    assert shown.count("error[QK101]") == 50
    assert shown.endswith("… and 1,185 more\n\n1,234 errors, 1 warning\n")
    assert text.render([], {}) == ""


@pytest.mark.parametrize("name", ["json", "github"])
def test_programs_get_all_of_them(name: str) -> None:
    assert FORMATS[name](_items(1234), {"d.yaml": "a"}).count("number ") == 1234


def test_json_says_everything() -> None:
    span = Span("d.yaml", 3, 4, 6)
    item = Diagnostic(
        "QK107", "a “b”", span, Severity.WARNING, "", "h", ((Span("e.yaml", 1, 2, 3), "first"),)
    )
    assert json.loads(FORMATS["json"]([item], {})) == [
        {
            "code": "QK107",
            "severity": "warning",
            "message": "a “b”",
            "hint": "h",
            "fixable": False,
            "file": "d.yaml",
            "line": 3,
            "column": 4,
            "end_column": 6,
            "related": [{"message": "first", "file": "e.yaml", "line": 1, "column": 2, "end_column": 3}],
        }
    ]
    nowhere = json.loads(FORMATS["json"]([Diagnostic("QK503", "m")], {}))[0]
    assert (nowhere["file"], nowhere["line"], nowhere["column"]) == (None, None, None)


def test_github_cannot_be_talked_into_another_command() -> None:
    item = Diagnostic(
        "QK101", "100%\n::error::pwn", Span("a,b:c\n.yaml", 1, 2, 3), hint="x\r\n::set-output::"
    )
    shown = github.render([item], {})
    assert shown.count("\n") == 1
    assert shown.startswith(
        "::error file=a%2Cb%3Ac\\x0a.yaml,line=1,col=2,endColumn=3,title=QK101::100%25\\x0a"
    )


ANY = st.text(st.characters(codec=None, exclude_characters="\n"), max_size=60)


@given(ANY, ANY, st.integers(1, 80), st.integers(0, 90))
def test_no_text_reaches_a_terminal_as_it_is(line: str, said: str, column: int, end: int) -> None:
    items: Sequence[Diagnostic] = [
        Diagnostic("QK101", said, Span(said, 1, column, end), hint=said, label=said[:3])
    ]
    for name, render in FORMATS.items():
        shown = render(items, {said: line})
        bad = [
            char for char in shown if unicodedata.category(char) in ("Cc", "Zl", "Zp", "Cs") and char != "\n"
        ]
        assert not bad, name
        assert not re.search("[\u200e\u200f\u202a-\u202e\u2066-\u2069\u061c]", shown)


@pytest.mark.parametrize(
    ("environ", "windows", "colours"),
    [
        ({}, False, True),
        ({"TERM": "dumb"}, False, False),
        ({}, True, False),
        ({"WT_SESSION": "x"}, True, True),
        ({"TERM": "xterm"}, True, True),
        ({"TERM": "dumb", "WT_SESSION": "x"}, True, False),
    ],
)
def test_colours_only_where_the_terminal_takes_them(
    environ: dict[str, str], windows: bool, colours: bool
) -> None:
    assert console._obeys_colours(environ, windows=windows) is colours


def test_advice_does_not_push_errors_out_of_sight() -> None:
    noise = [Diagnostic("QK209", f"m{n}", severity=Severity.ADVICE) for n in range(LIMIT + 5)]
    error = Diagnostic("QK101", "the error", severity=Severity.ERROR)
    shown = text.render([*noise, error], {}, PLAIN)
    assert "the error" in shown
    assert f"m{LIMIT - 2}\n" in shown
    assert f"m{LIMIT - 1}\n" not in shown
    assert "and 6 more" in shown
    assert "1 error, 55 advice" in shown


def test_what_can_be_mended_is_said() -> None:
    one = Diagnostic("QK264", "m", severity=Severity.WARNING, fixable=True)
    assert text.render([one], {}, PLAIN).endswith("1 warning\nquizkit check --fix mends it\n")
    assert text.render([one, one, Diagnostic("QK101", "m")], {}, PLAIN).endswith(
        "quizkit check --fix mends 2 of them\n"
    )
