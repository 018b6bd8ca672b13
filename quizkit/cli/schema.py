"""`quizkit schema`: the JSON Schema of decks, for editors."""

from __future__ import annotations

from quizkit.cli.console import out


def schema() -> None:
    """Print the JSON Schema of decks, which editors use to complete and check while you write.

    Save it (quizkit schema > quizkit.schema.json) and begin each deck with the line
    # yaml-language-server: $schema=quizkit.schema.json
    """
    import json

    from quizkit.model.schema import deck_schema

    out(json.dumps(deck_schema(), indent=2) + "\n")
