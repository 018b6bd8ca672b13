"""The commonest marked-up lines without a parser: formulas and emphasis, or blanks, in plain text.

Ten times as fast as markdown-it-py, and the same tree (tests/markup/test_quick.py compares the two).
Anything else is left to the parser.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from quizkit.markup.tree import Blank, Document, Emphasis, Inline, Math, Paragraph, Strong, Text
from quizkit.model.cloze import MATHS, Deletion

_WORDS = r"([^\W_]|[^\W_][^\\`*_~\[<\n\r$]*[^\W_])"
_TOKEN = re.compile(
    rf"\$\$(.+?)\$\$|{MATHS}"
    rf"|(?<![\w*])\*\*{_WORDS}\*\*(?![\w*])|(?<![\w*])\*{_WORDS}\*(?![\w*])",
    re.DOTALL,
)
"""Maths as in grammar.py (which needs markdown-it-py to be imported); `**whole words**`; `*whole words*`."""

_MARKUP = re.compile(r"[\\`*_~\[<\n\r\ufdd0-\ufdef]").search
"""Anything that Markdown might act on outside of formulas and blanks."""


def read(text: str, deletions: Sequence[Deletion]) -> Document | None:
    """The tree of `text`, which comes stripped, or None where it takes a parser."""
    if deletions:
        children = None if "$" in text or _MARKUP(text) else _with_blanks(text, deletions)
    else:
        children = _with_tokens(text)
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


def _with_tokens(text: str) -> tuple[Inline, ...] | None:
    if "\n" in text or text.startswith("$$"):
        return None
    out: list[Inline] = []
    position = 0
    for found in _TOKEN.finditer(text):
        if _MARKUP(text, position, found.start()) or not (found[1] or "x").strip():
            return None
        out += [Text(text[position : found.start()]), _token(found)]
        position = found.end()
    if not position or _MARKUP(text, position):
        return None
    out.append(Text(text[position:]))
    return tuple(child for child in out if child != Text(""))


def _token(found: re.Match[str]) -> Inline:
    display, formula, strong, emphasis = found.groups()
    if strong is not None:
        return Strong((Text(strong),))
    if emphasis is not None:
        return Emphasis((Text(emphasis),))
    return Math((display or formula).strip(), display is not None)
