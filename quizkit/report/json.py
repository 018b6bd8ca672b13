"""Diagnostics for programs: a JSON list, one object each, stable keys."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from quizkit.diagnostics import Diagnostic, Span


def render(items: Sequence[Diagnostic], texts: Mapping[str, str]) -> str:  # noqa: ARG001 - all reports alike
    """All `items`, none left out, as indented ASCII-safe JSON."""
    return json.dumps([_one(item) for item in items], indent=2) + "\n"


def _one(item: Diagnostic) -> dict[str, Any]:
    return {
        "code": item.code,
        "severity": str(item.severity),
        "message": item.message,
        "hint": item.hint or item.label,
        "fixable": item.fixable,
        **_place(item.span),
        "related": [{"message": remark, **_place(span)} for span, remark in item.related],
    }


def _place(span: Span | None) -> dict[str, Any]:
    if span is None:
        return {"file": None, "line": None, "column": None, "end_column": None}
    line, column, end = (span.line, span.column, span.end_column) if span.line else (None, None, None)
    return {"file": span.path, "line": line, "column": column, "end_column": end}
