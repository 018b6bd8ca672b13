"""Reports: diagnostics for people and programs. One file a format."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from quizkit.diagnostics import Diagnostic
from quizkit.report import github, json, sarif, text

Render = Callable[[Sequence[Diagnostic], Mapping[str, str]], str]

FORMATS: dict[str, Render] = {
    "text": text.render,
    "json": json.render,
    "github": github.render,
    "sarif": sarif.render,
}
"""What `--format` takes. Each gets the diagnostics and the texts of the files they speak of."""
