"""What all commands share: where output goes, colours, options, exit codes."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn, TextIO

import typer

if TYPE_CHECKING:
    from quizkit.diagnostics import Diagnostic
    from quizkit.report.text import Style

CLEAN, FINDINGS, USAGE, BUG, INTERRUPTED = 0, 1, 2, 101, 130
"""Exit codes: nothing found; findings; wrong usage, or a file that cannot be read or written; our bug; Ctrl-C."""

USAGE_CODES = frozenset({"QK001", "QK022", "QK030", "QK031", "QK505", "QK508", "QK509"})
"""Errors that are about the call or the disk, not about what somebody wrote in a deck."""


class Format(StrEnum):
    """How findings are printed."""

    TEXT = "text"
    JSON = "json"
    GITHUB = "github"
    SARIF = "sarif"


Paths = Annotated[
    list[Path] | None,
    typer.Argument(
        help="Decks: YAML or JSON files, or folders of YAML decks. Without any, the folder `decks`.",
        show_default=False,
    ),
]
FormatOption = Annotated[Format, typer.Option("--format", help="How findings are printed.")]


def chosen(paths: Sequence[Path] | None) -> list[Path]:
    """The paths of the call, or `decks` where it is there. Exits with 2 where there is nothing."""
    if not paths and not Path("decks").is_dir():
        fail("no deck was named, and there is no folder `decks` here", "name one: quizkit check my-deck.yaml")
    return list(paths or [Path("decks")])


def fail(message: str, hint: str = "") -> NoReturn:
    """Says what is wrong with the call and exits with 2."""
    say(f"quizkit: {message}" + (f"\n  hint: {hint}" if hint else ""))
    raise typer.Exit(USAGE)


def say(text: str) -> None:
    """A message for the person, on standard error; what a terminal would obey comes out spelled."""
    from quizkit.report.text import safe

    _write(sys.stderr, "".join(f"{safe(line)}\n" for line in text.rstrip("\n").split("\n")))


def out(text: str) -> None:
    """Data, on standard output."""
    _write(sys.stdout, text)


def _write(stream: TextIO, text: str) -> None:
    """Writes what the stream can encode; consoles of old spell the rest as escapes."""
    encoding = stream.encoding or "utf-8"
    stream.write(text.encode(encoding, errors="backslashreplace").decode(encoding))


def report(
    items: Sequence[Diagnostic], texts: Mapping[str, str], format: Format, *, to_stdout: bool = True
) -> None:
    """Prints findings in the format that was asked for."""
    from quizkit.report import FORMATS, text

    stream = sys.stdout if to_stdout or format is not Format.TEXT else sys.stderr
    if format is Format.TEXT:
        _write(stream, text.render(items, texts, _style(stream)))
    else:
        _write(stream, FORMATS[format](items, texts))


def _style(stream: TextIO) -> Style:
    from quizkit.report.text import Style

    colour = stream.isatty() and not os.environ.get("NO_COLOR") and _obeys_colours(os.environ)
    return Style(colour=colour, ascii=not _encodes(stream, "┌─│"))


def _obeys_colours(environ: Mapping[str, str], *, windows: bool = os.name == "nt") -> bool:
    """Whether the terminal takes ANSI sequences; the old console of Windows shows them as they are."""
    if windows:
        return bool(environ.keys() & {"WT_SESSION", "ANSICON", "TERM"}) and environ.get("TERM") != "dumb"
    return environ.get("TERM") != "dumb"


def _encodes(stream: TextIO, sample: str) -> bool:
    try:
        sample.encode(stream.encoding or "ascii")
    except UnicodeEncodeError:
        return False
    return True


def exit_code(items: Sequence[Diagnostic], *, strict: bool = False) -> int:
    """0 without errors, 2 where an error is about the call or the disk, 1 for the author's.

    With `strict`, warnings count as errors.
    """
    errors = [item for item in items if item.severity == "error" or (strict and item.severity == "warning")]
    if not errors:
        return CLEAN
    return USAGE if all(item.code in USAGE_CODES for item in errors) else FINDINGS
