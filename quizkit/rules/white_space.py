"""QK264: white space in a text that looks like a slip: two spaces, a tab, blanks at the end of a line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

from quizkit.diagnostics import Edit, Finding, Loc, Severity
from quizkit.markup.parse import parse
from quizkit.markup.tree import Blank, Table, Text
from quizkit.model.cloze import MATHS
from quizkit.model.texts import of_header
from quizkit.rules.base import Context, Rule
from quizkit.rules.saying import short
from quizkit.rules.view import View

_GAP = r"[ \t\u00a0\u202f]"
_HARD = re.compile(rf"[\u00a0\u202f](?:{_GAP}|\n)|[ \t][\u00a0\u202f]").search
"""A no-break space beside another blank; alone, they are part of good French."""


_SLIP = re.compile(
    r"(?P<kept>\\[\\`$]"
    r"|(?<!`)(?P<ticks>`+)(?!`)[\s\S]*?(?<!`)(?P=ticks)(?!`)"
    rf"|\$\$[\s\S]+?\$\$|{MATHS}"
    r"|^[ \t]*(?:```+|~~~+)[^\n]*(?:\n(?![ \t]*(?:```|~~~))[^\n]*)*(?:\n[^\n]*)?"
    r"|^[ \t]*(?:(?:[-+*>]|\d{1,9}[.)]|\#{1,6})[ \t]+)+"
    r"|!?\[[^\]\n]{0,300}\]\([^)\n]{0,300}\))"
    rf"|(?<=\S)(?P<end>{_GAP}+)(?=\n)"
    rf"|(?<=\S)(?P<gap>{_GAP}{{2,}}|\t)(?=\S)",
    re.MULTILINE,
)
"""Code, formulas, addresses and what begins a line, to be left as it is; or a slip."""

_BREAK = re.compile(r" {2,}").fullmatch
_ANY_GAP = re.compile(rf"{_GAP}+")
_AROUND_NEWLINE = re.compile(r" *\n *")


_LONGEST = 20_000
"""Characters; longer texts are not looked at."""


def _suspect(text: str) -> bool:
    """Whether `text` may have a slip: true for few texts, and quickly false for the others."""
    if "  " in text or "\t" in text or " \n" in text:
        return True
    return not text.isascii() and _HARD(text) is not None


def _find(view: View, context: Context) -> Iterator[Finding]:
    for item in view.items:
        if _suspect(item.source):
            for loc, text in item.texts:
                yield from _text(text, ("questions", item.index, *loc))
    for loc, text in of_header(view.deck):
        yield from _text(text, loc)


def _text(text: str, loc: Loc) -> Iterator[Finding]:
    if not _suspect(text) or len(text) > _LONGEST:
        return
    before = parse(text, blanks=True)
    if any(isinstance(block, Table) for block in before.blocks):
        return
    slips: list[re.Match[str]] = []

    def mended(found: re.Match[str]) -> str:
        new = _mended(found, text)
        if new != found[0]:
            slips.append(found)
        return new

    new = _SLIP.sub(mended, text)
    if slips and _tidy(before) == _tidy(parse(new, blanks=True)):
        more = f" (and {len(slips) - 1} more)" if len(slips) > 1 else ""
        hint = "`quizkit check --fix` mends it"
        yield Finding("QK264", f"{_said(slips[0], text)}{more}", loc, hint=hint, fix=(Edit(loc, new),))


def _mended(found: re.Match[str], text: str) -> str:
    """What should stand there: one space, the no-break one where there is one; nothing at a line's end."""
    if found["kept"] is not None:
        return found[0]
    if (end := found["end"]) is not None:
        breaks = _BREAK(end) and text[found.end() + 1 : found.end() + 2].strip()
        return found[0] if breaks else ""
    gap = found["gap"]
    hard = [char for char in gap if char in "\u00a0\u202f"]
    if len(hard) > 2:
        return gap  # a gap to write into, made on purpose
    return hard[0] if hard else " "


def _said(found: re.Match[str], text: str) -> str:
    line = text[text.rfind("\n", 0, found.start()) + 1 : found.start()]
    before = short(line.split()[-1]) if line.split() else ""
    if found["end"] is not None:
        return f"a blank at the end of the line, behind `{before}`"
    gap = found["gap"]
    what = "a tab" if gap == "\t" else f"{len(gap)} spaces in a row"
    return f"{what} behind `{before}`"


def _tidy(node: Any) -> Any:
    """A tree to be compared, with single spaces in its texts; code and formulas stay as they are."""
    if isinstance(node, Text):
        return _AROUND_NEWLINE.sub("\n", _ANY_GAP.sub(" ", node.text))
    if isinstance(node, Blank):
        return ("blank", node.number, _ANY_GAP.sub(" ", node.hint), _tidy(node.children))
    if isinstance(node, tuple):
        return [_tidy(child) for child in node]
    if is_dataclass(node):
        return [type(node).__name__, *(_tidy(getattr(node, each.name)) for each in fields(node))]
    return node


RULE = Rule("QK264", "white-space", Severity.ADVICE, deck=_find)
