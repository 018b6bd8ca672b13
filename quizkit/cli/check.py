"""`quizkit check`: every mistake in the decks, nothing written."""

from __future__ import annotations

import typer

from quizkit.cli.console import Format, FormatOption, Paths, chosen, exit_code, report, say


def check(paths: Paths = None, format: FormatOption = Format.TEXT) -> None:
    """Check decks for mistakes; write nothing.

    Exit code 0: no errors (there may be warnings). 1: errors. 2: a file cannot be read.
    """
    from quizkit import pipeline
    from quizkit.report.text import counted

    checked = pipeline.check(chosen(paths))
    report(checked.diagnostics, checked.texts, format)
    if not checked.diagnostics:
        questions = sum(len(item.deck.questions) for item in checked.decks)
        say(f"{_counted(len(checked.decks), 'deck')}, {_counted(questions, 'question')}: {counted(())}")
    raise typer.Exit(exit_code(checked.diagnostics))


def _counted(number: int, word: str) -> str:
    return f"{number:,} {word}{'' if number == 1 else 's'}"
