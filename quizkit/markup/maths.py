"""LaTeX formulas → a small tree of our own."""

from __future__ import annotations

from quizkit.diagnostics import Finding


def refused(tex: str) -> str:
    return ""


def linear(tex: str) -> str:
    return tex


def findings(tex: str) -> tuple[Finding, ...]:
    return ()
