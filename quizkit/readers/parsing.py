"""One file's text → its values, and what YAML itself has against it as diagnostics."""

from __future__ import annotations

from typing import Any

from quizkit.diagnostics import Diagnostic, Severity, Span
from quizkit.readers import events
from quizkit.readers.places import File


def parse(file: File) -> tuple[Any, list[Diagnostic], bool]:
    """The values of `file`, what is wrong with its YAML, and whether that stopped the reading."""
    try:
        tree = events.parse(file.text)
        if tree.mistakes:  # once more, now with places, for “first here”
            tree = events.parse(file.text, places=True)
    except events.Broken as broken:
        if broken.earlier:
            broken = _again(file.text) or broken
        mistakes = (*broken.earlier, *_stops(file.text, broken))
        return None, [_said(item, file.path) for item in mistakes], True
    file.starts = tree.starts
    return tree.value, [_said(item, file.path) for item in tree.mistakes], False


def _stops(text: str, broken: events.Broken) -> list[events.Mistake]:
    """What stopped the reading, and the next second colons: French texts are full of ` : `."""
    found = [broken.mistake]
    while found[-1].code == "QK007" and len(found) < _MAX_COLONS and len(text) < _MAX_AGAIN:
        text = _without_colons(text, found[-1].at)
        try:
            events.parse(text)
        except events.Broken as further:
            if further.mistake.code == "QK007" and further.mistake.at[0] > found[-1].at[0]:
                found.append(further.mistake)
                continue
        break
    return found


_MAX_COLONS = 20
_MAX_AGAIN = 1_000_000


def _without_colons(text: str, at: events.Mark) -> str:
    """The text with the colons of one line from `at` on replaced, so that all other places stay."""
    lines = text.split("\n")
    line = lines[at[0] - 1]
    lines[at[0] - 1] = line[: at[1] - 1] + line[at[1] - 1 :].replace(":", "_")
    return "\n".join(lines)


def _again(text: str) -> events.Broken | None:
    """The same trouble once more, now with places."""
    try:
        events.parse(text, places=True)
    except events.Broken as broken:
        return broken
    return None


def _said(mistake: events.Mistake, path: str) -> Diagnostic:
    line, column = mistake.at
    span = Span(path, line, column, mistake.end or column + 1)
    related = (
        ((Span(path, *mistake.first, mistake.first[1] + 1), mistake.first_remark),) if mistake.first else ()
    )
    severity = Severity.WARNING if mistake.warning else Severity.ERROR
    return Diagnostic(mistake.code, mistake.message, span, severity, hint=mistake.hint, related=related)
