"""`quizkit check`: every mistake in the decks, and with `--fix` the certain ones mended."""

from __future__ import annotations

import errno
import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from quizkit.cli.console import USAGE, Format, FormatOption, Paths, chosen, exit_code, report, say

if TYPE_CHECKING:
    from quizkit.fixing import Fixed
    from quizkit.pipeline import Check


def check(
    paths: Paths = None,
    fix: Annotated[
        bool, typer.Option("--fix", help="Mend in the files what can be mended without any doubt.")
    ] = False,
    advice: Annotated[
        bool, typer.Option("--advice", help="Run the rules that are off by default, too.")
    ] = False,
    strict: Annotated[
        bool, typer.Option("--strict", help="Exit with 1 where there are warnings, too.")
    ] = False,
    format: FormatOption = Format.TEXT,
) -> None:
    """Check decks for mistakes and for flaws of questions.

    Without --fix, nothing is written. Exit code 0: no errors (there may be warnings and advice). 1:
    errors, with --strict also warnings. 2: a file cannot be read or written.
    """
    from quizkit.report.text import counted

    named = chosen(paths)
    checked = _checked(named, everything=advice)
    refused = False
    if fix and checked.repairs:
        refused = not _mend(checked)
        checked = _checked(named, everything=advice)
    said = [replace(item, fixable=False) for item in checked.diagnostics] if fix else checked.diagnostics
    report(said, checked.texts, format)
    if not said:
        questions = sum(len(item.deck.questions) for item in checked.decks)
        say(f"{_counted(len(checked.decks), 'deck')}, {_counted(questions, 'question')}: {counted(())}")
    raise typer.Exit(USAGE if refused else exit_code(said, strict=strict))


def _checked(paths: Sequence[Path], *, everything: bool) -> Check:
    from quizkit import pipeline

    return pipeline.check(paths, lint=True, everything=everything)


def _mend(checked: Check) -> bool:
    """Writes what the repairs change, says so, and says what could not be mended; whether all could be written."""
    from quizkit import files, fixing

    written = True
    for fixed in fixing.fix(checked.repairs):
        try:
            if isinstance(fixed, OSError):
                raise fixed
            if fixed.made:
                _write(fixed)
                say(f"{fixed.path}: {_counted(fixed.made, 'repair')} made")
            if fixed.left:
                say(f"{fixed.path}: {_counted(fixed.left, 'repair')} to be made by hand")
        except OSError as error:
            say(f"quizkit: {files.cannot_write(Path(error.filename or '.'), error).message}")
            written = False
    return written


def _write(fixed: Fixed) -> None:
    """Raises `OSError`. What a link leads to is written, and the link stays; a read-only file is left alone."""
    from functools import partial

    from quizkit import files
    from quizkit.targets.base import write_ready

    if not os.access(fixed.path, os.W_OK):
        raise PermissionError(errno.EPERM, "read-only", str(fixed.path))
    try:
        files.write_one(Path(os.path.realpath(fixed.path)), partial(write_ready, fixed.content))
    except OSError as error:
        raise OSError(
            error.errno, error.strerror, str(fixed.path)
        ) from error  # not the temporary file's name


def _counted(number: int, word: str) -> str:
    return f"{number:,} {word}{'' if number == 1 else 's'}"
