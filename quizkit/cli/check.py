"""`quizkit check`: every mistake in the decks, and with `--fix` the certain ones mended."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from quizkit.cli.console import Format, FormatOption, Paths, chosen, exit_code, fail, report, say

if TYPE_CHECKING:
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
    if fix and checked.repairs:
        _mend(checked)
        checked = _checked(named, everything=advice)
    report(checked.diagnostics, checked.texts, format)
    if not checked.diagnostics:
        questions = sum(len(item.deck.questions) for item in checked.decks)
        say(f"{_counted(len(checked.decks), 'deck')}, {_counted(questions, 'question')}: {counted(())}")
    raise typer.Exit(exit_code(checked.diagnostics, strict=strict))


def _checked(paths: Sequence[Path], *, everything: bool) -> Check:
    from quizkit import pipeline

    return pipeline.check(paths, lint=True, everything=everything)


def _mend(checked: Check) -> None:
    """Writes what the repairs change, says so, and says what could not be mended."""
    from functools import partial

    from quizkit import files, fixing
    from quizkit.targets.base import write_ready

    try:
        for fixed in fixing.fix(checked.repairs):
            if fixed.made:
                files.write_one(fixed.path, partial(write_ready, fixed.content))
                say(f"{fixed.path}: {_counted(fixed.made, 'repair')} made")
            if fixed.left:
                say(f"{fixed.path}: {_counted(fixed.left, 'repair')} to be made by hand")
    except OSError as error:
        found = files.cannot_write(Path(error.filename or "."), error)
        fail(found.message, found.hint)


def _counted(number: int, word: str) -> str:
    return f"{number:,} {word}{'' if number == 1 else 's'}"
