"""The tree of a formula → values for the Typst template; their form is described in `typst.py`."""

from __future__ import annotations

from typing import Any, assert_never

from quizkit.markup.maths import (
    Accent,
    Fenced,
    Fraction,
    Identifier,
    Line,
    Node,
    Number,
    Operator,
    Root,
    Row,
    Script,
    Space,
    Style,
    Table,
    TextRun,
    UnderOver,
    binomial,
)


def value(node: Node) -> Any:
    """An `mnode`: a list for a row, else a dict."""
    if found := binomial(node):
        return {"m": "binom", "a": value(found.above), "b": value(found.below)}
    match node:
        case Row(children):
            return [value(child) for child in children]
        case Identifier(text, upright):
            return {"m": "up" if upright else "id", "v": text}
        case Number(text):
            return {"m": "num", "v": text}
        case Operator(text):
            return {"m": "op", "v": text}
        case TextRun(text):
            return {"m": "text", "v": text}
        case Fraction(above, below, bar):
            return {"m": "frac" if bar else "stack", "a": value(above), "b": value(below)}
        case Root(body, index):
            return {"m": "root", "b": value(body), "i": _optional(index)}
        case Script(base, sub, sup):
            return {"m": "script", "b": value(base), "sub": _optional(sub), "sup": _optional(sup)}
        case UnderOver(base, under, over):
            return {"m": "limits", "b": value(base), "under": _optional(under), "over": _optional(over)}
        case Fenced(opening, body, closing):
            return {"m": "fence", "l": opening, "b": value(body), "r": closing}
        case Table(rows, align):
            return {
                "m": "table",
                "rows": [[value(cell) for cell in row] for row in rows],
                "align": list(align),
            }
        case Space(width):
            return {"m": "space", "w": width}
        case Accent(base, mark):
            return {"m": "accent", "b": value(base), "v": mark}
        case Line(base, side, kind):
            return {"m": "line", "b": value(base), "side": side, "v": kind}
        case Style(body, kind):
            return {"m": "style", "b": value(body), "v": kind}
        case _:
            assert_never(node)


def _optional(node: Node | None) -> Any:
    return None if node is None else value(node)
