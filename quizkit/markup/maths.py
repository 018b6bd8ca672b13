"""Formulas as a small tree: what LaTeX becomes before a writer makes MathML, Typst values or words of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from quizkit.diagnostics import Finding

Mark = Literal[
    "hat", "tilde", "arrow", "arrow.l", "arrow.l.r", "macron", "dot", "dot.double", "dot.triple",
    "dot.quad", "acute", "grave", "breve", "caron", "circle",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Row:
    children: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Identifier:
    """A variable (one letter, slanted unless `upright`) or an upright name such as `sin`, `kg`."""

    text: str
    upright: bool = False


@dataclass(frozen=True, slots=True)
class Number:
    text: str


@dataclass(frozen=True, slots=True)
class Operator:
    """A sign between or before terms, or a name that takes limits (`lim`, `max`)."""

    text: str


@dataclass(frozen=True, slots=True)
class TextRun:
    """Ordinary words inside of a formula."""

    text: str


@dataclass(frozen=True, slots=True)
class Fraction:
    above: Node
    below: Node
    bar: bool = True


@dataclass(frozen=True, slots=True)
class Root:
    body: Node
    index: Node | None = None


@dataclass(frozen=True, slots=True)
class Script:
    base: Node
    sub: Node | None = None
    sup: Node | None = None


@dataclass(frozen=True, slots=True)
class UnderOver:
    base: Node
    under: Node | None = None
    over: Node | None = None


@dataclass(frozen=True, slots=True)
class Fenced:
    """Brackets that grow with their content; an empty string where there is none."""

    open: str
    body: Node
    close: str


@dataclass(frozen=True, slots=True)
class Table:
    rows: tuple[tuple[Node, ...], ...]
    align: tuple[Literal["left", "center", "right"], ...]


@dataclass(frozen=True, slots=True)
class Space:
    """`width` in em, negative to draw nearer."""

    width: float


@dataclass(frozen=True, slots=True)
class Accent:
    base: Node
    mark: Mark


@dataclass(frozen=True, slots=True)
class Line:
    """A line or brace along the whole base."""

    base: Node
    side: Literal["over", "under"]
    kind: Literal["line", "brace", "bracket", "paren"]


@dataclass(frozen=True, slots=True)
class Style:
    body: Node
    kind: Literal["box", "cancel", "phantom"]


Node = (
    Row | Identifier | Number | Operator | TextRun | Fraction | Root | Script | UnderOver | Fenced
    | Table | Space | Accent | Line | Style
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula that was understood."""

    tree: Node


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a formula was not understood, in words for its author."""

    message: str
    hint: str = ""


MAX_LENGTH = 10_000
MAX_NESTING = 24

_COMMAND = re.compile(r"\\([a-zA-Z]+|.)", re.DOTALL)
_NESTING = re.compile(r"\\[\\{}]|(\{)|(\})|\\(left|begin)(?![a-zA-Z])|\\(right|end)(?![a-zA-Z])")
_FORBIDDEN_WORDS = (
    "require unicode href url class cssId style bbox data tooltip texttip mathtip toggle action input include "
    "includegraphics def gdef edef let newcommand renewcommand providecommand newenvironment csname loop verb "
    "DeclareMathOperator catcode special write openout read HTML htmlClass htmlId htmlStyle htmlData"
)
_FORBIDDEN = frozenset(_FORBIDDEN_WORDS.split())


@lru_cache(maxsize=1024)
def formula(tex: str) -> Formula | Refusal:
    """The tree of a LaTeX formula (without its dollars), or why there is none. Never raises."""
    if reason := forbidden(tex):
        return reason
    from quizkit.markup import everyday

    if tree := everyday.read(tex):
        return Formula(tree)
    from quizkit.markup import latex

    return latex.read(tex)


def forbidden(tex: str) -> Refusal | None:
    """Why no target may show this formula at all: its size, or a command that does more than maths."""
    if len(tex) > MAX_LENGTH:
        return Refusal(f"this formula is longer than {MAX_LENGTH} characters", "split it")
    for command in _COMMAND.finditer(tex):
        if command[1] in _FORBIDDEN:
            return Refusal(f"`\\{command[1]}` is not allowed in a formula", "leave it out")
    depth = 0
    for sign in _NESTING.finditer(tex):
        depth += bool(sign[1] or sign[3]) - bool(sign[2] or sign[4])
        if depth > MAX_NESTING:
            return Refusal("this formula is nested too deep", "split it")
    return None


_RUN = r"[A-Za-z0-9 +\-=/.,()]"
_EVERYDAY = re.compile(
    rf"(?:{_RUN}|(?<=[A-Za-z0-9)])[\^_](?:[A-Za-z0-9]|\{{[A-Za-z0-9]{_RUN}*\}})(?![ ]*[\^_])"
    rf"|\\frac\{{[A-Za-z0-9]{_RUN}*\}}\{{[A-Za-z0-9]{_RUN}*\}}|\\sqrt\{{[A-Za-z0-9]{_RUN}*\}})+"
).fullmatch
"""Fractions, roots, powers and sums of letters and numbers: understood, and no need to convert them to know."""


def findings(tex: str) -> tuple[Finding, ...]:
    """QK130 where the formula is not understood."""
    if len(tex) < 200 and tex.strip() and _EVERYDAY(tex):
        return ()
    read = formula(tex)
    if isinstance(read, Formula):
        return ()
    return (Finding("QK130", read.message, hint=read.hint),)


def binomial(node: Node) -> Fraction | None:
    """The fraction in a binomial coefficient, None for any other node."""
    if isinstance(node, Fenced) and (node.open, node.close) == ("(", ")"):
        inner = node.body
        if isinstance(inner, Fraction) and not inner.bar:
            return inner
    return None


def linear(tex: str) -> str:
    """A formula as one line of characters, `(a + b)/2`; its TeX where it is not understood."""
    from quizkit.markup.spoken import on_one_line

    read = formula(tex)
    return on_one_line(read.tree) if isinstance(read, Formula) else tex


def speak(tree: Node, lang: str = "en") -> str:
    """A formula in words (English, or French where `lang` begins with `fr`), never empty."""
    from quizkit.markup.spoken import in_words

    return in_words(tree, lang)
