"""What is wrong with an author's input, as values.

A user's mistake is a `Diagnostic`; a caller's mistake is an exception; see docs/codes for the
page of each code. This module imports nothing of quizkit, so that every room can speak of
mistakes without knowing where they are shown.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

Loc = tuple[str | int, ...]
"""Where a value stands in its file: keys and list positions from the top, `("questions", 3, "prompt")`."""


class Severity(StrEnum):
    """How much a finding weighs. Only errors stop a build."""

    ERROR = "error"
    WARNING = "warning"
    ADVICE = "advice"


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a source file. Lines and columns count from 1, columns in characters.

    `path` is the file as the user named it. `line` 0 means the file as a whole. `end_column`
    is the first column after the stretch, on the same line.
    """

    path: str
    line: int = 0
    column: int = 0
    end_column: int = 0


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One mistake or remark: what, where, how to mend it.

    `code` is `QK` and three digits and never changes its meaning. `label` stands behind the caret
    in the source frame, `hint` below it. `related` names other places that belong to the cause
    (the first of two duplicates), each with its own remark. `fixable`: `quizkit check --fix` mends it.
    """

    code: str
    message: str
    span: Span | None = None
    severity: Severity = Severity.ERROR
    label: str = ""
    hint: str = ""
    related: tuple[tuple[Span, str], ...] = ()
    fixable: bool = False


@dataclass(frozen=True, slots=True)
class Edit:
    """A change of a deck that mends a finding without any doubt.

    Without `key`, the text at `loc` becomes `text`, which differs in its white space only; with it, the
    block at `loc` gets the field `key` with this value.
    """

    loc: Loc
    text: str
    key: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """A mistake known by its place in the tree (`loc`), before anybody has looked up the line.

    Rooms that hold a model but no file (the model's own checks, rules, targets) report these;
    whoever holds the positions makes `Diagnostic`s of them. `on_key` points at the key, not at
    its value. `related` are other places of the same deck, with a remark each. `fix` mends it, where
    there is one way only.
    """

    code: str
    message: str
    loc: Loc = ()
    severity: Severity = Severity.ERROR
    label: str = ""
    hint: str = ""
    on_key: bool = False
    related: tuple[tuple[Loc, str], ...] = ()
    fix: tuple[Edit, ...] = ()


class DeckError(Exception):
    """Raised where a deck with errors was asked for as if it had none (`quizkit.load`).

    `diagnostics` holds all of them, warnings included.
    """

    def __init__(self, diagnostics: Iterable[Diagnostic]) -> None:
        self.diagnostics = tuple(diagnostics)
        errors = [item for item in self.diagnostics if item.severity is Severity.ERROR]
        lines = [f"{_place(item)}{item.code}: {item.message}" for item in errors[:10]]
        if len(errors) > len(lines):
            lines.append(f"and {len(errors) - len(lines)} more")
        super().__init__("\n".join(lines))


def _place(item: Diagnostic) -> str:
    if item.span is None:
        return ""
    if not item.span.line:
        return f"{item.span.path}: "
    return f"{item.span.path}:{item.span.line}:{item.span.column}: "


def has_errors(diagnostics: Iterable[Diagnostic]) -> bool:
    """Whether any of `diagnostics` is an error (warnings and advice do not stop a build)."""
    return any(item.severity is Severity.ERROR for item in diagnostics)


def closest(word: str, words: Iterable[str]) -> str | None:
    """The one of `words` that a slip of the pen would turn into `word`, or None."""
    from difflib import get_close_matches

    by_folded = {item.casefold(): item for item in sorted(words, reverse=True)}
    found = get_close_matches(word.casefold(), by_folded, n=1, cutoff=0.6)
    return by_folded[found[0]] if found else None


def did_you_mean(word: str, words: Iterable[str]) -> str:
    """A hint with the closest of `words`, or with all of them where they are few, or none."""
    known = sorted(words)
    if match := closest(word, known):
        return f"did you mean `{match}`?"
    return "known: " + ", ".join(known) if 0 < len(known) <= 12 else ""


def moved(finding: Finding, prefix: Loc) -> Finding:
    """`finding` with all its places below `prefix`."""
    related = tuple((prefix + loc, remark) for loc, remark in finding.related)
    fix = tuple(replace(edit, loc=prefix + edit.loc) for edit in finding.fix)
    return replace(finding, loc=prefix + finding.loc, related=related, fix=fix)
