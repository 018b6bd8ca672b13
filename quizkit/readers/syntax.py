"""libyaml's complaints in words for a teacher, at the place where the mistake was made."""

from __future__ import annotations

import re
from typing import Any

from quizkit.readers.events import Mark, Mistake

_VALUE = re.compile(r"^\s*(?:-\s+)*(?:[^\s:#\"'\[{][^:]*:\s+)?(?:-\s+)*(?=\S)")
_FIRST = {
    "*": "text that starts with * must be in quotes",
    "&": "text that starts with & must be in quotes",
    "!": "text that starts with ! must be in quotes",
    "@": "text that starts with @ must be in quotes",
    "`": "text that starts with ` must be in quotes",
    "%": "text that starts with % must be in quotes",
    "|": "after | the text starts on the next line, indented; otherwise put the text in quotes",
    ">": "after > the text starts on the next line, indented; otherwise put the text in quotes",
    "-": "text that starts with a dash and a space must be in quotes",
    "?": "text that starts with ? and a space must be in quotes",
    "{": "text that starts with { must be in quotes, or under a |; a blank {{c1::…}} too",
    "[": "text that starts with [ must be in quotes, or under a |",
    ",": "text that starts with a comma must be in quotes",
    "]": "text that starts with ] must be in quotes",
    "}": "text that starts with } must be in quotes",
}

# Commands whose first letter YAML's double quotes take for an escape (\n, \t, \r, and the rest).
_LATEX = re.compile(
    r"\\(?:n(?:u|e|eq|ot|abla|i|in|ewline|ot|mid|subseteq|leq|geq|left|right|exists|earrow|warrow|obreakspace)"
    r"|t(?:heta|imes|au|an|anh|ext\w*|o|frac|op|riangle\w*|ilde|herefore|ag)"
    r"|r(?:ho|ight\w*|angle|m|ceil|floor|e)|n?left\w*)(?![A-Za-z])"
)
_ALWAYS_EATEN = re.compile(r"\\[abefv][A-Za-z]|\\[N_LP][A-Za-z]|\\0[A-Za-z]")
_EATEN = re.compile(r"\\[abefvntrN_LP0][A-Za-z]")


_CONFLICT = re.compile(r"^<{7} ", re.MULTILINE)
"""Of git, at the margin; in a block of text such lines are indented."""


def explain(error: Any, text: str, quoted: Any) -> Mistake:
    """The mistake behind an error of libyaml. `quoted` is the last quoted scalar before it, if any."""
    mark = getattr(error, "problem_mark", None)
    if mark is None:
        return Mistake("QK005", "this is not YAML", (1, 1), 0, "a deck is made of lines such as `title: …`")
    at: Mark = (mark.line + 1, mark.column + 1)
    if conflict := _CONFLICT.search(text):
        place = (text.count("\n", 0, conflict.start()) + 1, 1)
        hint = "keep one of the two versions, and delete the lines with <<<<<<<, ======= and >>>>>>>"
        return Mistake("QK005", "a merge left its marks here", place, 8, hint)
    problem = str(error.problem or "")
    context = str(error.context or "")
    opened = getattr(error, "context_mark", None)
    if "mapping values are not allowed" in problem:
        return _colon(text, at)
    if "block sequence entries are not allowed" in problem:
        return Mistake("QK006", "a text cannot start with `-` here", at, at[1] + 1, _FIRST["-"])
    if "unknown escape" in problem or "did not find expected hexdecimal" in problem:
        return Mistake(
            "QK010", "this backslash means nothing in double quotes", at, at[1] + 1, _BACKSLASH_HINT
        )
    if "invalid Unicode character escape code" in problem:
        return Mistake("QK010", "this escape stands for no character", at, at[1] + 1, _BACKSLASH_HINT)
    if "quoted scalar" in context and opened is not None:
        start = (opened.line + 1, opened.column + 1)
        return Mistake(
            "QK009",
            "a quote is opened here and never closed",
            start,
            start[1] + 1,
            "close it with the same quote",
        )
    if mistake := _after_quote(text, at, quoted):
        return mistake
    if found := _tabbed(text, at):
        return found
    if "simple key" in context or "could not find expected ':'" in problem:
        return _no_colon(text, at, opened)
    if mistake := _leading(text, at):
        return mistake
    if opened is not None and "scanning" in context and (mistake := _leading(text, (opened.line + 1, 1))):
        return mistake
    if "flow" in context and opened is not None:
        return _flow(text, at, (opened.line + 1, opened.column + 1))
    if (sign := _character(text, at)) in ("]", "}"):
        hint = "delete it, or put text with brackets in quotes"
        return Mistake("QK009", f"`{sign}` closes nothing that is open", at, at[1] + 1, hint)
    if "block" in context or "expected" in problem:
        hint = "fields of one block start in the same column; text with a colon or a line break needs quotes or |"
        return Mistake("QK005", "this line does not fit the lines above it", at, 0, hint)
    sign = _character(text, at)
    if sign in _FIRST:
        return Mistake("QK006", f"a text cannot start with `{sign}` here", at, at[1] + 1, _FIRST[sign])
    hint = "put the text in quotes, or under a |; compare with the lines above"
    return Mistake("QK005", "this line cannot be read", at, 0, hint)


_BACKSLASH_HINT = "write the text in single quotes, or under a |: there a backslash stays a backslash"


def _line(text: str, number: int) -> str:
    """The line, cut where no position matters any more: the patterns here may be quadratic."""
    return text.split("\n", number)[number - 1][:2000] if text.count("\n") >= number - 1 else ""


def _character(text: str, at: Mark) -> str:
    return _line(text, at[0])[at[1] - 1 : at[1]]


def _colon(text: str, at: Mark) -> Mistake:
    line = _line(text, at[0])
    if re.match(r"\s*\t", line):
        return Mistake("QK008", "a tab at the start of the line", (at[0], 1), 2, "indent with spaces")
    if at[1] > 1024:
        return Mistake(
            "QK017",
            "a key is longer than 1,024 characters",
            (at[0], 1),
            0,
            "a key is a short name before a colon",
        )
    if found := re.match(r"\s*(?:-\s+)*([\w-]+):[^\s:/]", _line(text, at[0] - 1) if at[0] > 1 else ""):
        place = (at[0] - 1, found.start(1) + 1)
        return Mistake(
            "QK005", f"a space is missing behind `{found[1]}:`", place, 0, f"write `{found[1]}: …`"
        )
    first = re.match(r"\s*(?:-\s+)*[^\s:]+:\s+\S", line)
    if first and first.end() <= at[1]:
        return Mistake("QK007", "a second colon in this line", at, at[1] + 1, _colon_hint(line))
    hint = "fields of one block start in the same column; text with a colon must be in quotes"
    return Mistake("QK007", "a colon where none is expected", at, at[1] + 1, hint)


def _colon_hint(line: str) -> str:
    """In which quotes: those that the line itself does not contain."""
    if "'" not in line:
        return "text with a colon and a space must be in quotes: '…: …'"
    if '"' not in line and "\\" not in line:
        return 'text with a colon and a space must be in quotes: "…: …"'
    return "text with a colon and a space goes on the next line, indented, behind a |"


def _after_quote(text: str, at: Mark, quoted: Any) -> Mistake | None:
    """Text behind a closed quote: quotes inside quotes, or an opening quote that was never closed."""
    if quoted is None or quoted.end_mark.line + 1 != at[0] or quoted.end_mark.column + 1 > at[1]:
        return None
    if _line(text, at[0])[quoted.end_mark.column : at[1] - 1].strip():
        return None
    if quoted.end_mark.line > quoted.start_mark.line:
        start = (quoted.start_mark.line + 1, quoted.start_mark.column + 1)
        return Mistake(
            "QK009",
            "a quote is opened here and not closed in its line",
            start,
            start[1] + 1,
            "close it with the same quote",
        )
    other = (
        "single quotes (') outside, or | and a new line"
        if quoted.style == '"'
        else "double quotes (\") outside, or write two ('')"
    )
    return Mistake(
        "QK009", "the text goes on behind its closing quote", at, 0, f"for quotes inside a text use {other}"
    )


def _tabbed(text: str, at: Mark) -> Mistake | None:
    if _character(text, at) == "\t" or re.match(r" *\t", _line(text, at[0])):
        column = _line(text, at[0]).find("\t") + 1
        return Mistake(
            "QK008",
            "a tab where spaces are expected",
            (at[0], column),
            column + 1,
            "indent with spaces, not tabs",
        )
    return None


def _flow(text: str, at: Mark, start: Mark) -> Mistake:
    """A list in brackets or a block in braces that does not end, or has a hole in it."""
    if (sign := _character(text, at)) in ("-", "?"):
        return Mistake("QK006", f"a text cannot start with `{sign}` here", at, at[1] + 1, _FIRST[sign])
    if _character(text, start) not in ("[", "{"):
        if _character(text, at) == ",":
            hint = "write an entry between the commas, or one comma less"
            return Mistake("QK005", "an entry is missing before this comma", at, at[1] + 1, hint)
        start = _unbalanced(text, at) or start
    sign = _character(text, start)
    if sign not in ("[", "{"):
        return Mistake(
            "QK005", "this line does not fit the lines above it", at, 0, "close [ with ] and { with }"
        )
    hint = "close it; inside […], text with { } [ ] or a comma must be in quotes"
    return Mistake("QK009", f"`{sign}` is opened here and not closed", start, start[1] + 1, hint)


def _unbalanced(text: str, at: Mark) -> Mark | None:
    """The last bracket before `at` that nothing closes."""
    depth = 0
    for number in range(at[0], max(at[0] - 200, 0), -1):
        line = re.split(r"(?:^|\s)#", _line(text, number), maxsplit=1)[0]
        for column in range(min(at[1] - 1 if number == at[0] else len(line), len(line)), 0, -1):
            if line[column - 1] in "]}":
                depth += 1
            elif line[column - 1] in "[{":
                if not depth:
                    return number, column
                depth -= 1
    return None


def _no_colon(text: str, at: Mark, opened: Any) -> Mistake:
    place = (opened.line + 1, opened.column + 1) if opened is not None else at
    if mistake := _leading(text, place):
        return mistake
    line = _line(text, place[0]).strip()
    if len(line) > 1024:
        return Mistake(
            "QK017", "a key is longer than 1,024 characters", place, 0, "a key is a short name before a colon"
        )
    if field := re.match(r"([\w-]+):\S", line):
        name = field[1]
        return Mistake("QK005", f"a space is missing behind `{name}:`", place, 0, f"write `{name}: …`")
    hint = "write `name: value`; a text over several lines goes under `name: |`, indented"
    return Mistake("QK005", "a colon is missing in this line", place, 0, hint)


def _leading(text: str, at: Mark) -> Mistake | None:
    """A value in this line whose first character means something else to YAML."""
    line = _line(text, at[0])
    found = _VALUE.match(line)
    if found is None:
        return None
    sign = line[found.end() : found.end() + 1]
    if sign not in _FIRST or (sign in "-?" and line[found.end() + 1 : found.end() + 2] not in (" ", "")):
        return None
    if sign in "[{" and not _closed_too_early(line[found.end() :]):
        return None
    start = (at[0], found.end() + 1)
    return Mistake("QK006", f"a text cannot start with `{sign}` here", start, start[1] + 1, _FIRST[sign])


def _closed_too_early(value: str) -> bool:
    """Whether `value` opens a list or block and goes on as text behind its end, as `{{c1::x}} y` does."""
    return value.startswith("{{") or re.match(r"[\[{][^\[\]{}]*[\]}]\s*[^\s#,\]}]", value) is not None


def eaten_backslash(text: str, start: int, end: int) -> Mistake | None:
    r"""The first backslash between `start` and `end` that double quotes took from its word, or None.

    `\n` and `\t` before a letter are what some mean; they count where the word is a command of
    LaTeX, where dollars stand around, and in paths such as `C:\new`. The others nobody means.
    """
    piece = text[start:end]
    found = _ALWAYS_EATEN.search(piece) or _LATEX.search(piece)
    if found is None and (
        "$" in text[max(0, start - 200) : end] or re.search(r"[A-Za-z]:$", text[max(0, start - 2) : start])
    ):
        found = _EATEN.search(piece)
    if found is None or piece[: found.start()].endswith("\\"):
        return None
    index = start + found.start()
    line_start = text.rfind("\n", 0, index) + 1
    at = (text.count("\n", 0, index) + 1, index - line_start + 1)
    word = re.match(r"\\\w+", text[index:end])
    shown = word[0] if word else found[0]
    return Mistake(
        "QK010",
        f"double quotes turn `{shown[:2]}` of `{shown}` into a control character",
        at,
        at[1] + len(shown),
        _BACKSLASH_HINT,
    )
