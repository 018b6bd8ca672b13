"""`quizkit schema`: the JSON Schema of decks, for editors."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, BinaryIO

import typer

from quizkit.cli.console import fail, out, say


def schema(
    to: Annotated[
        Path | None,
        typer.Option("--out", "-o", help="Write it to this file, in UTF-8.", show_default=False),
    ] = None,
) -> None:
    """Give the JSON Schema of decks, which editors use to complete and check while you write.

    Save it beside your decks (quizkit schema --out decks/quizkit.schema.json) and begin each deck with
    # yaml-language-server: $schema=quizkit.schema.json
    """
    import json

    from quizkit.model.schema import deck_schema

    text = json.dumps(deck_schema(), indent=2) + "\n"
    if to is None:
        out(text)
        return
    _write(to, text.encode())


def _write(path: Path, data: bytes) -> None:
    """Writes the file whole or not at all."""
    from quizkit import files

    def write(stream: BinaryIO) -> None:
        stream.write(data)

    if path.is_dir():
        fail(f"{path} is a folder", "name a file: quizkit schema --out decks/quizkit.schema.json")
    try:
        files.write_one(path, write)
    except OSError as error:
        fail(f"cannot write {path}: {error.strerror}")
    say(f"wrote {path}")
