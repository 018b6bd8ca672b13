"""The tree of a formula → MathML."""

from __future__ import annotations

from html import escape

from quizkit.markup.tree import Math


def mathml(math: Math) -> str:
    """MathML of `math`, or its TeX as code where it is not understood."""
    return f"<code>{escape(math.tex)}</code>"
