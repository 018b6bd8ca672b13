"""The command `quizkit`: parse, call, print, exit code. One file a command; nothing heavy is
imported before a command runs, so that `--help` and `--version` answer at once.
"""

from __future__ import annotations

from typing import Annotated

import typer

from quizkit import __version__
from quizkit.cli.build import build
from quizkit.cli.check import check
from quizkit.cli.explain import explain
from quizkit.cli.new import new
from quizkit.cli.preview import preview
from quizkit.cli.schema import schema

app = typer.Typer(
    name="quizkit",
    help="Quizzes and flashcards from one source: Anki decks, printable worksheets and keys.",
    no_args_is_help=True,
    rich_markup_mode=None,  # rich costs 40 ms at every start
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
for command in (build, check, preview, new, explain, schema):
    app.command()(command)


def _version(value: bool) -> None:
    if value:
        typer.echo(f"quizkit {__version__}")
        raise typer.Exit


@app.callback()
def main(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version and exit.")
    ] = False,
) -> None:
    """Quizzes and flashcards from one source: Anki decks, printable worksheets and keys."""
