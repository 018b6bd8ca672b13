"""Diagnostics as workflow commands, which GitHub shows at the lines of a pull request.

The format: docs.github.com, "Workflow commands for GitHub Actions".
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from quizkit.diagnostics import Diagnostic, Severity
from quizkit.report.text import safe

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.ADVICE: "notice"}


def render(items: Sequence[Diagnostic], texts: Mapping[str, str]) -> str:  # noqa: ARG001 - all reports alike
    """One line an item."""
    return "".join(f"{_one(item)}\n" for item in items)


def _one(item: Diagnostic) -> str:
    properties = {}
    if item.span is not None:
        properties["file"] = item.span.path.replace("\\", "/")
        if item.span.line:
            properties |= {"line": str(item.span.line), "col": str(item.span.column)}
            if item.span.end_column:
                properties["endColumn"] = str(item.span.end_column)
    properties["title"] = item.code
    listed = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    message = f"{item.message} ({item.hint})" if item.hint else item.message
    message += "".join(f"; {remark}: {span.path}:{span.line}" for span, remark in item.related)
    return f"::{_LEVELS[item.severity]} {listed}::{_data(message)}"


def _data(text: str) -> str:
    return safe(text.replace("%", "%25"))


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
