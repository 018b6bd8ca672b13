"""The commonest marked-up lines without a parser: formulas, or blanks, in otherwise plain text.

Ten times as fast as markdown-it-py, and the same tree (tests/markup/test_quick.py compares the two).
Anything else is left to the parser.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from quizkit.markup.tree import Blank, Document, Inline, Math, Paragraph, Text
from quizkit.model.cloze import Deletion

_MATH = re.compile(r"\$\$(.+?)\$\$|\$(?=[^\s$])((?:\\.|[^\\$\n])*?)(?<=[^\s\\])\$(?!\d)", re.DOTALL)
"""As in grammar.py, which needs markdown-it-py to be imported."""

_MARKUP = re.compile(r"[\\`*_~\[<\n\r\ufdd0-\ufdef]").search
"""Anything that Markdown might act on outside of formulas and blanks."""


def read(text: str, deletions: Sequence[Deletion]) -> Document | None:
    """The tree of `text`, which comes stripped, or None where it takes a parser."""
    if deletions:
        children = None if "$" in text or _MARKUP(text) else _with_blanks(text, deletions)
    else:
        children = _with_maths(text)
    return None if children is None else Document((Paragraph(children),))


def _with_blanks(text: str, deletions: Sequence[Deletion]) -> tuple[Inline, ...] | None:
    out: list[Inline] = []
    position = 0
    for item in deletions:
        if item.depth or item.start < position:
            return None
        out.append(Text(text[position : item.start]))
        inner = (Text(item.answer),) if item.answer else ()
        out.append(Blank(item.number, inner, item.hint.strip()))
        position = item.end
    out.append(Text(text[position:]))
    return tuple(child for child in out if child != Text(""))


def _with_maths(text: str) -> tuple[Inline, ...] | None:
    if "$" not in text or "\n" in text or text.startswith("$$"):
        return None
    out: list[Inline] = []
    words, position = 0, 0  # where the running text began, and how far it was looked at
    while (sign := text.find("$", position)) >= 0:
        found = _MATH.match(text, sign)
        if found is None or not (found[1] or found[2]).strip():
            position = sign + 1
            continue
        out += [Text(text[words:sign]), Math((found[1] or found[2]).strip(), found[1] is not None)]
        words = position = found.end()
    out.append(Text(text[words:]))
    if any(isinstance(child, Text) and _MARKUP(child.text) for child in out):
        return None
    return tuple(child for child in out if child != Text(""))
