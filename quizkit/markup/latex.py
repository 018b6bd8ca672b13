r"""LaTeX → the tree of `maths.py`, by way of latex2mathml's elements.

latex2mathml takes `±` for a variable and writes the brackets of a matrix as loose operators; what
comes out is read element by element, and anything unexpected is a refusal, never a guess.
"""

from __future__ import annotations

import re
import unicodedata
from html import unescape
from typing import Any
from xml.etree.ElementTree import Element

from quizkit.markup import maths
from quizkit.markup.maths import Formula, Node, Operator, Refusal, Row, Space
from quizkit.markup.vocabulary import Refused, prepared, said

MAX_DEPTH = 64
"""Levels of latex2mathml's elements, so that every walk over a formula may recurse."""

_VARIANTS = {
    "bold": "BOLD", "double-struck": "DOUBLE-STRUCK", "script": "SCRIPT", "fraktur": "FRAKTUR",
    "monospace": "MONOSPACE", "sans-serif": "SANS-SERIF",
    "bold-italic": "BOLD ITALIC", "sans-serif-italic": "SANS-SERIF ITALIC",
}  # fmt: skip
_NAMED_WIDTHS = {
    "negativethinmathspace": -0.167, "negativemediummathspace": -0.222, "negativethickmathspace": -0.278,
    "thinmathspace": 0.167, "mediummathspace": 0.222, "thickmathspace": 0.278,
}  # fmt: skip
_OPENING = frozenset("([{|‖⟨⌊⌈")
_CLOSING = frozenset(")]}|‖⟩⌋⌉")
_MARKS: dict[str, maths.Mark] = {
    "^": "hat", "~": "tilde", "→": "arrow", "←": "arrow.l", "↔": "arrow.l.r", "¯": "macron", "˙": "dot",
    "¨": "dot.double", "⃛": "dot.triple", "⃜": "dot.quad", "´": "acute", "`": "grave", "˘": "breve",
    "ˇ": "caron", "˚": "circle",
}  # fmt: skip
_LINES: dict[str, str] = {
    "―": "line", "⏞": "brace", "⏟": "brace", "⎴": "bracket", "⎵": "bracket", "⏜": "paren", "⏝": "paren",
}  # fmt: skip


def read(tex: str) -> Formula | Refusal:
    """The tree of `tex`, which `maths.forbidden` has passed. Never raises."""
    from latex2mathml.converter import convert_to_element

    try:
        found = convert_to_element(prepared(tex))
        if _depth(found) > MAX_DEPTH:
            return Refusal("this formula is nested too deep", "split it")
        return Formula(_row(found))
    except Refused as problem:
        return problem.refusal
    except RecursionError:
        return Refusal("this formula is nested too deep", "split it")
    except Exception as problem:  # latex2mathml raises a dozen kinds, and IndexError where it gives up
        return Refusal(said(problem, tex), "look for a missing brace, exponent or \\end")


def _depth(element: Element) -> int:
    depth, level = 0, [element]
    while level:
        depth += 1
        level = [child for parent in level for child in parent]
    return depth


def _row(parent: Element) -> Node:
    return _grouped([_node(child) for child in parent])


def _grouped(nodes: list[Node]) -> Node:
    """One node for a run of nodes: numbers, names and brackets that belong together are joined."""
    out: list[Node] = []
    for node in nodes:
        if node in (Row(()), Space(0.0)) and (len(nodes) > 1):
            continue
        out.append(node)
        _join_number(out)
        _join_name(out)
        _join_brackets(out)
    return out[0] if len(out) == 1 else Row(tuple(out))


def _join_number(out: list[Node]) -> None:
    """`3{,}14`, the way TeX writes a decimal comma, is one number."""
    match out[-3:]:
        case [maths.Number(whole), Row(children=(Operator(","),)), maths.Number(part)]:
            out[-3:] = [maths.Number(f"{whole},{part}")]
        case [
            maths.Number(whole),
            Row(children=(Operator(","),)),
            maths.Script(base=maths.Number(part), sub=sub, sup=sup),
        ]:
            out[-3:] = [maths.Script(maths.Number(f"{whole},{part}"), sub, sup)]
        case _:
            pass


def _join_name(out: list[Node]) -> None:
    match out[-2:]:
        case [maths.Identifier(first, True), maths.Identifier(second, True)] if (
            len(second) == 1 and second.isalpha()
        ):
            out[-2:] = [maths.Identifier(first + second, True)]
        case _:
            pass


def _join_brackets(out: list[Node]) -> None:
    """Matrices and binomials: latex2mathml writes their brackets as loose operators."""
    match out[-3:]:
        case [Operator(opening), (maths.Table() | maths.Fraction(bar=False)) as body, Operator(closing)]:
            if opening in _OPENING and closing in _CLOSING:
                out[-3:] = [maths.Fenced(opening, body, closing)]
        case _:
            pass


def _node(element: Element) -> Node:
    children = list(element)
    match element.tag:
        case "mi" | "mn" | "mo" | "mtext":
            return _leaf(element)
        case "mrow" | "mstyle" | "mpadded" | "math":
            return _fenced(children) or _kept(element)
        case "mspace":
            return _space(element)
        case "mfrac":
            above, below = _exactly(children, 2)
            return maths.Fraction(above, below, bar=element.get("linethickness") != "0")
        case "msqrt":
            return maths.Root(_row(element))
        case "mroot":
            body, index = _exactly(children, 2)
            return maths.Root(body, index)
        case "msub" | "msup" | "msubsup":
            return _script(element.tag, _exactly(children, 3 if element.tag == "msubsup" else 2))
        case "munder" | "mover" | "munderover":
            return _under_over(element.tag, _exactly(children, 3 if element.tag == "munderover" else 2))
        case "mtable":
            return _table(children)
        case "menclose":
            return maths.Style(_row(element), "box" if element.get("notation") == "box" else "cancel")
        case "mphantom":
            return maths.Style(_row(element), "phantom")
        case other:
            raise Refused(f"`{other}` is not supported in formulas")


def _kept(element: Element) -> Node:
    """A group; one that holds a comma alone stays a group, which tells `3{,}14` from `3,14`."""
    inner = _row(element)
    return Row((inner,)) if inner == Operator(",") else inner


def _exactly(children: list[Element], count: int) -> list[Node]:
    if len(children) != count:
        raise Refused("this formula is incomplete", "a fraction has two parts, a root and an exponent one")
    return [_node(child) for child in children]


def _fenced(children: list[Element]) -> Node | None:
    if not children or children[0].get("form") != "prefix" or children[0].get("fence") != "true":
        return None
    last = children[-1]
    closing = _text(last) if last.get("form") == "postfix" else ""
    inner = children[1:-1] if last.get("form") == "postfix" else children[1:]
    return maths.Fenced(_text(children[0]), _grouped([_node(child) for child in inner]), closing)


def _text(element: Element) -> str:
    return unescape(element.text or "")


def _leaf(element: Element) -> Node:
    raw, text = element.text or "", _text(element)
    if element.tag == "mtext":
        if raw == "&#x029F8;":
            raise Refused(
                "`\\not` before this sign is not known in formulas", "use \\ne, \\notin or another sign"
            )
        plain = raw.replace("&#x000A0;", " ").replace("&nbsp;", " ")
        return maths.TextRun(plain)
    if raw.startswith("\\") and len(raw) > 1:
        raise Refused(f"the command `{raw}` is not known in formulas", "check its spelling")
    if raw in ("&", "{", "}"):
        raise Refused(f"a stray `{raw}` in a formula", f"write \\{raw} to show it")
    if not text:
        return Row(())
    variant = element.get("mathvariant", "")
    if variant in _VARIANTS:
        text = "".join(_styled(char, _VARIANTS[variant]) for char in text)
    if element.tag == "mn":
        return maths.Number(text)
    if element.tag == "mo" or _is_sign(text):
        return Operator(text)
    upright = (
        len(text) > 1 or variant == "normal" or (raw.startswith("&#") and text.isascii() and text.isalpha())
    )
    return maths.Identifier(text, upright)


def _is_sign(text: str) -> bool:
    """Signs that latex2mathml takes for variables: `±`, `⟨`, `⟹`; not `∞`, `∅`, `%`."""
    if text in ("′", "″", "‴", "⁗", "…"):
        return True
    return len(text) == 1 and unicodedata.category(text) in ("Sm", "Ps", "Pe") and text not in "∞∂∇∅∀∃"


def _styled(char: str, style: str) -> str:
    name = re.sub(r"^(?:LATIN|GREEK) (CAPITAL|SMALL) LETTER ", r"\1 ", unicodedata.name(char, ""))
    older = style.replace("FRAKTUR", "BLACK-LETTER")  # ℝ, ℒ and ℜ are older than the mathematical alphabets
    for candidate in (f"MATHEMATICAL {style} {name}", f"{older} {name}"):
        try:
            return unicodedata.lookup(candidate)
        except KeyError:
            continue
    return char


def _space(element: Element) -> Node:
    if element.get("linebreak"):
        raise Refused(
            "a line break `\\\\` outside of a table",
            "put the lines between \\begin{aligned} and \\end{aligned}",
        )
    width = element.get("width", "0em")
    if width in _NAMED_WIDTHS:
        return Space(_NAMED_WIDTHS[width])
    number = re.fullmatch(r"(-?[0-9]*\.?[0-9]+)(em|ex|mu|pt)?", width)
    if not number:
        raise Refused(f"the width `{width}` is not understood", "write \\quad or \\,")
    return Space(
        round(float(number[1]) * {"em": 1, "ex": 0.5, "mu": 1 / 18, "pt": 0.1}.get(number[2] or "em", 1), 3)
    )


def _script(tag: str, parts: list[Node]) -> Node:
    if tag == "msubsup":
        return maths.Script(*parts)
    return maths.Script(parts[0], sub=parts[1]) if tag == "msub" else maths.Script(parts[0], sup=parts[1])


def _under_over(tag: str, parts: list[Node]) -> Node:
    if tag == "munderover":
        return maths.UnderOver(*parts)
    base, sign = parts
    side: Any = "under" if tag == "munder" else "over"
    if isinstance(sign, Operator) and not isinstance(base, Operator):
        if sign.text in _LINES:
            kind: Any = _LINES[sign.text]
            return maths.Line(base, side, kind)
        if side == "over" and sign.text in _MARKS:
            return maths.Accent(base, _MARKS[sign.text])
    return maths.UnderOver(base, under=sign) if side == "under" else maths.UnderOver(base, over=sign)


def _table(rows: list[Element]) -> Node:
    cells = [[_row(cell) for cell in row] for row in rows]
    width = max((len(row) for row in cells), default=0)
    align: list[Any] = ["center"] * width
    for row in rows:
        for column, cell in enumerate(row):
            align[column] = cell.get("columnalign", align[column])
    filled = tuple((*row, *[Row(())] * (width - len(row))) for row in cells)
    return maths.Table(filled, tuple(align))
