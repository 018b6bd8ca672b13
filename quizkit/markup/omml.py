"""The tree of a formula → Office MathML, the native equations of Word: text to stand inside `w:p`.

The prefix `m` stands for http://schemas.openxmlformats.org/officeDocument/2006/math. The order of
elements is the one that the schema (shared-math.xsd) asks for: Word refuses files with another one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from html import escape
from typing import assert_never

from quizkit.markup import tree
from quizkit.markup.mathml import TAKES_LIMITS
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

_COMBINING: dict[Mark, str] = {
    "hat": "\u0302", "tilde": "\u0303", "arrow": "\u20d7", "arrow.l": "\u20d6", "arrow.l.r": "\u20e1",
    "macron": "\u0304", "dot": "\u0307", "dot.double": "\u0308", "dot.triple": "\u20db", "dot.quad": "\u20dc",
    "acute": "\u0301", "grave": "\u0300", "breve": "\u0306", "caron": "\u030c", "circle": "\u030a",
}  # fmt: skip
_GROUPS = {
    ("over", "brace"): "⏞", ("under", "brace"): "⏟", ("over", "bracket"): "⎴", ("under", "bracket"): "⎵",
    ("over", "paren"): "⏜", ("under", "paren"): "⏝",
}  # fmt: skip
_NARY = frozenset("∑∏∐⋃⋂⨁⨂⨀⋁⋀⨄⨆∫∬∭∮∯∰⨌")
_INTEGRALS = frozenset("∫∬∭∮∯∰⨌")
_ENDS_OPERAND = frozenset("=<>≤≥≠≈≡∼≃≅∝→←↔⇒⇐⇔⟹⟺⟶+-−±,;")
"""Operators at which what a sum or an integral is of comes to its end."""

_CLOSES = {"(": ")", "[": "]", "{": "}", "⟨": "⟩", "⌊": "⌋", "⌈": "⌉"}
_BRACKETS = frozenset("".join([*_CLOSES, *_CLOSES.values()]))
_BARS = frozenset("|‖")
_WORDLIKE = frozenset("#&%$@_")
_JOINING = frozenset("=<>≤≥≠≈≡∼≃≅∝→←↔⇒⇐⇔⟹⟺⟶∈∉⊂⊆⊃⊇∪∩∧∨×÷⋅·/:∣")
"""Signs that stand between two terms. LibreOffice refuses a formula where one of the two is missing."""

_MOST_BRACKETS = 12
_NAMES = (
    "arccos arcsin arctan arg cos cosh cot coth csc deg dim exp hom ker lg ln log sec sin sinh tan tanh "
    "det gcd inf lcm lim liminf limsup max min Pr sup"
)
_FUNCTIONS = frozenset(_NAMES.split())
"""Names that Word sets apart from what follows them."""

_NOTHING = "\u200b"
"""Word draws a dotted square where a part of a formula is empty; a character without width is not."""

_SPACES = (
    (0.9, "\u2003"),
    (0.45, "\u2002"),
    (0.26, "\u2005"),
    (0.2, "\u205f"),
    (0.1, "\u2006"),
    (0.03, "\u200a"),
)
"""Widths in em from which a character for spaces is the nearest."""


def omml(math: tree.Math) -> str:
    """`m:oMath` of a formula, in `m:oMathPara` where it stands on its own; "" where it is not understood."""
    read = formula(math.tex)
    if not isinstance(read, Formula):
        return ""
    inner = f"<m:oMath>{_some(read.tree, math.display)}</m:oMath>"
    return f"<m:oMathPara>{inner}</m:oMathPara>" if math.display else inner


def _some(node: Node | None, display: bool = False) -> str:
    """What stands in an argument; never empty."""
    if isinstance(node, Row) and len(node.children) == 1:
        node = node.children[0]
    if isinstance(node, Operator) and node.text not in _NARY:
        return _run(node.text, "name")  # a sign alone, as in H⁺
    return (_node(node, display) if node is not None else "") or _run(_NOTHING, "nor")


_FONT = '<w:rPr><w:rFonts w:ascii="Cambria Math" w:hAnsi="Cambria Math"/></w:rPr>'


def _run(text: str, kind: str) -> str:
    """A run of characters. `kind`: `i` slanted, `p` upright, `nor` ordinary words, `name` an upright name.

    Names are ordinary words in the letters of formulas: LibreOffice slants them otherwise.
    """
    style = f'<m:sty m:val="{kind}"/>' if kind in ("i", "p") else "<m:nor/>"
    font = _FONT if kind == "name" else ""
    return f'<m:r><m:rPr>{style}</m:rPr>{font}<m:t xml:space="preserve">{escape(text)}</m:t></m:r>'


def _tag(name: str, properties: str = "", **parts: str) -> str:
    """An element with its properties, and its arguments in the order given."""
    held = f"<m:{name}Pr>{properties}</m:{name}Pr>" if properties else ""
    return (
        f"<m:{name}>{held}{''.join([f'<m:{key}>{part}</m:{key}>' for key, part in parts.items()])}</m:{name}>"
    )


def _value(name: str, value: str) -> str:
    return f'<m:{name} m:val="{escape(value)}"/>'


def _node(node: Node, display: bool) -> str:
    match node:
        case Row(children):
            return _row(children, display)
        case Identifier(text, upright):
            if len(text) == 1 and not upright:
                return _run(text, "i" if text.isalpha() else "name")
            return _run(text, "name")
        case Number(text):
            return _run(text, "p")
        case Operator(text):
            wordlike = (text.isalpha() and len(text) > 1) or text in _BRACKETS or text in _WORDLIKE
            return _run(text, "name" if wordlike or text in _BARS else "p")
        case TextRun(text):
            return _run(text, "nor") if text else ""
        case Fraction(above, below, bar):
            kind = "" if bar else _value("type", "noBar")
            return _tag("f", kind, num=_some(above), den=_some(below))
        case Root(body, index):
            if index is None:
                return _tag("rad", _value("degHide", "1"), deg="", e=_some(body))
            return _tag("rad", deg=_some(index), e=_some(body))
        case Script(base, sub, sup):
            return _scripts(base, sub, sup, display)
        case UnderOver(base, under, over):
            return _limits(base, under, over, display)
        case Fenced(opening, body, closing):
            ends = _value("begChr", opening) + _value("endChr", closing)
            return _tag("d", ends, e=_some(body, display))
        case Table():
            return _table(node, display)
        case Space(width):
            shown = next((sign for least, sign in _SPACES if width >= least), "")
            return _run(shown, "nor") if shown else ""
        case Accent(base, mark):
            return _tag("acc", _value("chr", _COMBINING[mark]), e=_some(base))
        case Line():
            return _line(node, display)
        case Style(body, kind):
            return _style(_some(body, display), kind)
        case _:
            assert_never(node)


def _row(children: Sequence[Node], display: bool) -> str:
    """A row; a sum or an integral takes what follows it as its own, as Word wants it."""
    children = _bracketed(children)
    pieces: list[str] = []
    place = 0
    while place < len(children):
        child = children[place]
        place += 1
        if _is_nary(child) and place < len(children):
            end = _operand_end(children, place)
            operand = _row(children[place:end], display)
            if operand:
                pieces.append(_nary(child, operand, display))
                place = end
                continue
        shown = _node(child, display)
        if _is_function(child) and place < len(children) and (operand := _node(children[place], display)):
            shown = _tag("func", fName=shown, e=operand)
            place += 1
        pieces.append(shown)
    return "".join([*_missing(children[:1]), *pieces, *_missing(children[-1:], "+-−±")])


def _missing(end: Sequence[Node], more: str = "") -> list[str]:
    """A term without width for the end of a row where a sign has none."""
    lacking = any(isinstance(node, Operator) and (node.text in _JOINING or node.text in more) for node in end)
    return [_run(_NOTHING, "nor")] if lacking else []


def _is_function(node: Node) -> bool:
    base = node.base if isinstance(node, Script | UnderOver) else node
    return isinstance(base, Identifier | Operator) and "".join(base.text.split()) in _FUNCTIONS


def _bracketed(children: Sequence[Node]) -> Sequence[Node]:
    """A row whose brackets hold what is between them, as in Word; a power of the last one is the whole's.

    Brackets without a partner stay what they are.
    """
    signs = [_sign(child) for child in children]
    paired = {bar for bar in _BARS if signs.count(bar) and signs.count(bar) % 2 == 0}
    if not paired and not any(sign in _CLOSES for sign in signs):
        return children
    levels: list[tuple[str, list[Node]]] = [("", [])]
    for child, sign in zip(children, signs, strict=True):
        bar = sign in paired
        if sign in _CLOSES.values() and len(levels) > 2 and levels[-1][0] in _BARS:
            opening, inner = levels.pop()  # a bar inside of brackets that has no partner there
            levels[-1][1].extend([Operator(opening), *inner])
        if (sign in _CLOSES.values() or bar) and len(levels) > 1 and (not bar or levels[-1][0] == sign):
            opening, inner = levels.pop()
            held = Fenced(opening, Row(tuple(inner)), sign)
            levels[-1][1].append(replace(child, base=held) if isinstance(child, Script) else held)
        elif isinstance(child, Operator) and (sign in _CLOSES or bar) and len(levels) < _MOST_BRACKETS:
            levels.append((sign, []))
        else:
            levels[-1][1].append(child)
    row = levels[0][1]
    for opening, inner in levels[1:]:
        row += [Operator(opening), *inner]
    return row


def _sign(node: Node) -> str:
    base = node.base if isinstance(node, Script) else node
    return base.text if isinstance(base, Operator) else ""


def _operand_end(children: Sequence[Node], start: int) -> int:
    """Where the operand that begins at `start` ends; the first term belongs to it whatever it is."""
    for place in range(start + 1, len(children)):
        child = children[place]
        if isinstance(child, Operator) and child.text in _ENDS_OPERAND:
            return place
    return len(children)


def _is_nary(node: Node) -> bool:
    base = node.base if isinstance(node, Script | UnderOver) else node
    return isinstance(base, Operator) and base.text in _NARY


def _nary(node: Node, operand: str, display: bool) -> str:
    base, low, high, around = node, None, None, False
    if isinstance(node, Script):
        base, low, high = node.base, node.sub, node.sup
        around = display and isinstance(base, Operator) and base.text not in _INTEGRALS
    elif isinstance(node, UnderOver):
        base, low, high, around = node.base, node.under, node.over, True
    assert isinstance(base, Operator)
    properties = (
        _value("chr", base.text)
        + _value("limLoc", "undOvr" if around else "subSup")
        + (_value("subHide", "1") if low is None else "")
        + (_value("supHide", "1") if high is None else "")
    )
    return _tag("nary", properties, sub=_opt(low), sup=_opt(high), e=operand)


def _opt(node: Node | None) -> str:
    return "" if node is None else _some(node)


def _scripts(base: Node, sub: Node | None, sup: Node | None, display: bool) -> str:
    name = base.text.replace("\u2009", " ").replace("\u2006", " ") if isinstance(base, Operator) else ""
    if display and name in TAKES_LIMITS:
        return _limits(base, sub, sup, display)
    held = _some(base)
    if sub is not None and sup is not None:
        return _tag("sSubSup", e=held, sub=_some(sub), sup=_some(sup))
    if sub is not None:
        return _tag("sSub", e=held, sub=_some(sub))
    return _tag("sSup", e=held, sup=_some(sup)) if sup is not None else held


def _limits(base: Node, under: Node | None, over: Node | None, display: bool) -> str:
    made = _some(base, display)
    if over is not None:
        made = _tag("limUpp", e=made, lim=_some(over))
    return _tag("limLow", e=made, lim=_some(under)) if under is not None else made


def _table(node: Table, display: bool) -> str:
    """A matrix. Columns that face each other (right, left), as in `aligned`, have no gap between them."""
    sides = ("right", "left")
    facing = len(node.align) > 1 and all(side == sides[at % 2] for at, side in enumerate(node.align))
    gap = _value("cGpRule", "3") + _value("cGp", "60") if facing else ""
    columns = "".join(
        [f"<m:mc><m:mcPr>{_value('count', '1')}{_value('mcJc', side)}</m:mcPr></m:mc>" for side in node.align]
    )
    rows = "".join(
        [
            f"<m:mr>{''.join([f'<m:e>{_some(cell, display)}</m:e>' for cell in row])}</m:mr>"
            for row in node.rows
        ]
    )
    return f"<m:m><m:mPr>{_value('plcHide', '1')}{gap}<m:mcs>{columns}</m:mcs></m:mPr>{rows}</m:m>"


def _line(node: Line, display: bool) -> str:
    top = node.side == "over"
    body = _some(node.base, display)
    if node.kind == "line":
        return _tag("bar", _value("pos", "top" if top else "bot"), e=body)
    sign = _value("chr", _GROUPS[node.side, node.kind])
    place = _value("pos", "top" if top else "bot") + _value("vertJc", "bot" if top else "top")
    return _tag("groupChr", sign + place, e=body)


def _style(body: str, kind: str) -> str:
    if kind == "phantom":
        return _tag("phant", _value("show", "0"), e=body)
    if kind == "cancel":
        hidden = "".join([_value(f"hide{side}", "1") for side in ("Top", "Bot", "Left", "Right")])
        return _tag("borderBox", hidden + _value("strikeBLTR", "1"), e=body)
    return _tag("borderBox", e=body)
