"""The tree of a formula → MathML Core, out of a fixed set of elements and attributes."""

from __future__ import annotations

from html import escape
from typing import assert_never

from quizkit.markup import tree
from quizkit.markup.maths import (
    Accent,
    Fenced,
    Formula,
    Fraction,
    Identifier,
    Line,
    Mark,
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
    formula,
)

_MARKS: dict[Mark, str] = {
    "hat": "^", "tilde": "~", "arrow": "→", "arrow.l": "←", "arrow.l.r": "↔", "macron": "¯", "dot": "˙",
    "dot.double": "¨", "dot.triple": "⃛", "dot.quad": "⃜", "acute": "´", "grave": "`", "breve": "˘", "caron": "ˇ",
    "circle": "˚",
}  # fmt: skip
_LINES = {
    ("over", "line"): "¯", ("under", "line"): "_", ("over", "brace"): "⏞", ("under", "brace"): "⏟",
    ("over", "bracket"): "⎴", ("under", "bracket"): "⎵", ("over", "paren"): "⏜", ("under", "paren"): "⏝",
}  # fmt: skip
_BRACKETS = frozenset("()[]{}|‖⟨⟩⌊⌋⌈⌉")
TAKES_LIMITS = frozenset("∑∏∐⋃⋂⨁⨂⋁⋀") | {
    "lim",
    "max",
    "min",
    "sup",
    "inf",
    "lim sup",
    "lim inf",
    "arg max",
    "arg min",
}
"""Operators whose scripts stand above and below in a displayed formula."""


def mathml(math: tree.Math) -> str:
    """MathML of `math`, or its TeX as code where it is not understood."""
    read = formula(math.tex)
    if not isinstance(read, Formula):
        return f"<code>{escape(math.tex)}</code>"
    display = ' display="block"' if math.display else ""
    return f"<math{display}>{_mrow(read.tree, math.display)}</math>"


def _mrow(node: Node, display: bool) -> str:
    inner = _node(node, display)
    return inner if isinstance(node, Row) else f"<mrow>{inner}</mrow>"


def _tag(name: str, *parts: Node | None, attributes: str = "") -> str:
    return (
        f"<{name}{attributes}>{''.join([_node(part, False) for part in parts if part is not None])}</{name}>"
    )


def _node(node: Node, display: bool) -> str:
    match node:
        case Row(children):
            return f"<mrow>{''.join([_node(child, display) for child in children])}</mrow>"
        case Identifier(text, upright):
            normal = ' mathvariant="normal"' if upright and len(text) == 1 else ""
            return f"<mi{normal}>{escape(text)}</mi>"
        case Number(text):
            return f"<mn>{escape(text)}</mn>"
        case Operator(text):
            fixed = ' stretchy="false"' if text in _BRACKETS else ""
            return f"<mo{fixed}>{escape(text)}</mo>"
        case TextRun(text):
            return f"<mtext>{escape(text).replace(' ', chr(0xA0))}</mtext>"
        case Fraction(above, below, bar):
            return _tag("mfrac", above, below, attributes="" if bar else ' linethickness="0"')
        case Root(body, index):
            return _tag("msqrt", body) if index is None else _tag("mroot", body, index)
        case Script(base, sub, sup):
            return _scripts(base, sub, sup, display)
        case UnderOver(base, under, over):
            return _tag(_which("munder", "mover", "munderover", under, over), base, under, over)
        case Fenced(opening, body, closing):
            return (
                f"<mrow>{_fence(opening, 'prefix')}{_node(body, display)}{_fence(closing, 'postfix')}</mrow>"
            )
        case Table():
            return _table(node, display)
        case Space(width):
            return f'<mspace width="{width:g}em"></mspace>'
        case Accent(base, mark):
            return f'<mover accent="true">{_node(base, False)}<mo>{escape(_MARKS[mark])}</mo></mover>'
        case Line(base, side, kind):
            name = "mover" if side == "over" else "munder"
            return f'<{name}>{_node(base, display)}<mo stretchy="true">{_LINES[side, kind]}</mo></{name}>'
        case Style(body, kind):
            inner = _node(body, display)
            return (
                f"<mphantom>{inner}</mphantom>"
                if kind == "phantom"
                else f'<mrow class="{kind}">{inner}</mrow>'
            )
        case _:
            assert_never(node)


def _scripts(base: Node, sub: Node | None, sup: Node | None, display: bool) -> str:
    if (
        display
        and isinstance(base, Operator)
        and base.text.replace("\u2009", " ").replace("\u2006", " ") in TAKES_LIMITS
    ):
        return _tag(_which("munder", "mover", "munderover", sub, sup), base, sub, sup)
    return _tag(_which("msub", "msup", "msubsup", sub, sup), base, sub, sup)


def _which(low: str, high: str, both: str, under: Node | None, over: Node | None) -> str:
    if under is not None and over is not None:
        return both
    return low if over is None else high


def _fence(sign: str, form: str) -> str:
    return f'<mo stretchy="true" fence="true" form="{form}">{escape(sign)}</mo>' if sign else ""


def _table(node: Table, display: bool) -> str:
    rows = [
        "".join(
            [
                f'<mtd class="{side}">{_node(cell, display)}</mtd>'
                for cell, side in zip(row, node.align, strict=True)
            ]
        )
        for row in node.rows
    ]
    return f"<mtable>{''.join([f'<mtr>{row}</mtr>' for row in rows])}</mtable>"
