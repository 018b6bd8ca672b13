r"""The commonest formulas → their trees, in a tenth of the time: `3x + 1 = 7`, `x^2`, `\frac{1}{2}`, `\sqrt{a+b}`.

A tree from here is the one that `latex.read` makes; a test compares the two. What is not read here with
certainty is left to it.
"""

from __future__ import annotations

import re

from quizkit.markup.maths import Fraction, Identifier, Node, Number, Operator, Root, Row, Script

_LONGEST = 200
_TOKEN = re.compile(
    r"[ ]*(?:(\d+(?:\.\d+)?(?![\d.]))|([A-Za-z])|([-+=/()<>])|(\\(?:frac|sqrt)(?=\{))|([\^_])|([{}]))"
)
_TOKENS = re.compile(rf"(?:{_TOKEN.pattern})+[ ]*").fullmatch


def read(tex: str) -> Node | None:
    """The tree of `tex`; None where it takes more than this to read it."""
    if len(tex) > _LONGEST or not _TOKENS(tex):
        return None
    tokens = [(found.lastindex or 0, found[0].lstrip()) for found in _TOKEN.finditer(tex)]
    tokens.reverse()
    try:
        return _row(tokens, "")
    except _NotEveryday:
        return None


class _NotEveryday(Exception):
    """Raised where a formula is left to others."""


_NUMBER, _LETTER, _SIGN, _COMMAND, _SCRIPT, _BRACE = range(1, 7)
Tokens = list[tuple[int, str]]


def _row(tokens: Tokens, end: str) -> Node:
    """One node for all up to the brace that ends it, or to the end of the formula."""
    nodes: list[Node] = []
    while tokens and tokens[-1] != (_BRACE, "}"):
        nodes.append(_term(tokens))
    if not nodes or (tokens.pop()[1] if tokens else "") != end:
        raise _NotEveryday
    return nodes[0] if len(nodes) == 1 else Row(tuple(nodes))


def _term(tokens: Tokens) -> Node:
    kind, text = tokens.pop()
    node: Node
    if kind == _NUMBER:
        node = Number(text)
    elif kind == _LETTER:
        node = Identifier(text)
    elif kind == _SIGN:
        node = Operator("\N{MINUS SIGN}" if text == "-" else text)
    elif kind == _COMMAND:
        above = _group(tokens)
        node = Root(above) if text == "\\sqrt" else Fraction(above, _group(tokens))
    else:
        raise _NotEveryday
    return _scripted(node, tokens)


def _scripted(base: Node, tokens: Tokens) -> Node:
    if not tokens or tokens[-1][0] != _SCRIPT:
        return base
    if isinstance(base, Operator) and base.text != ")":
        raise _NotEveryday
    sign = tokens.pop()[1]
    script = _argument(tokens)
    if tokens and tokens[-1][0] == _SCRIPT:  # both, in any order
        raise _NotEveryday
    return Script(base, sup=script) if sign == "^" else Script(base, sub=script)


def _argument(tokens: Tokens) -> Node:
    """One letter, one digit, or a group."""
    if not tokens:
        raise _NotEveryday
    kind, text = tokens[-1]
    if kind == _BRACE:
        return _group(tokens)
    if len(text) > 1 or kind not in (_NUMBER, _LETTER):
        raise _NotEveryday
    tokens.pop()
    return Number(text) if kind == _NUMBER else Identifier(text)


def _group(tokens: Tokens) -> Node:
    if not tokens or tokens.pop() != (_BRACE, "{"):
        raise _NotEveryday
    return _row(tokens, "}")
