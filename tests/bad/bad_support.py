"""Runs the command in this process, and what holds for every bad input."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from pathlib import Path

from typer.testing import CliRunner, Result

from quizkit.cli import app

UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]")

Run = Callable[..., Result]
Check = Callable[..., Result]


def quizkit(*arguments: str | Path, codes: Sequence[int] = (0, 1, 2)) -> Result:
    """The command's result; it ends properly and prints nothing that a terminal would obey."""
    result = CliRunner().invoke(app, [str(item) for item in arguments])
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    assert result.exit_code in codes
    for said in (result.stdout, result.stderr):
        assert not UNPRINTABLE.search(said)
        assert "Traceback" not in said
    return result
