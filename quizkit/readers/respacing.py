"""Other white space in a text of a YAML or JSON file, every other character as it is written.

What a text means and how it is written differ: escapes, doubled quotes, lines that are folded, the
indentation of a block. Here both are parted into words and gaps, which are the same in number, and
only the gaps that are to change are written anew.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby

LINE_END = re.compile(r"\r\n|\r|\n")

_GAP = frozenset(" \t\r\n\u00a0\u202f")
"""What may be edited: what a reader sees as a gap. Other blanks are part of the words around them."""

_UNIT = re.compile(
    r"\\(?:x([0-9A-Fa-f]{2})|u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(?:\r\n|\r|\n)[ \t]*|[\s\S])|[\s\S]"
)
_ESCAPES = {r"\t": "\t", "\\\t": "\t", "\\ ": " ", r"\n": "\n", r"\r": "\r", r"\_": "\u00a0"}

_Unit = tuple[str, str]
"""A character as it is written, and what it stands for (of escapes: only where that is a blank)."""


def respaced(source: str, style: str, old: str, new: str) -> str | None:
    """The source of a scalar with the white space of `new`, the rest as it stands; None where that is not to be had."""
    head, tail = (1, len(source) - 1) if style in ("'", '"') else (0, len(source))
    if style in ("|", ">"):
        end = LINE_END.search(source)  # the header may have a comment
        head = end.end() if end else len(source)
    units = _escaped(source[head:tail]) if style == '"' else [(char, char) for char in source[head:tail]]
    found, was, now = _parted(units), _parted([(c, c) for c in old]), _parted([(c, c) for c in new])
    if not len(found) == len(was) == len(now) or was[1::2] != now[1::2]:
        return None
    made = [_gap(gap, now[at]) if not at % 2 and was[at] != now[at] else gap for at, gap in enumerate(found)]
    if style in ("|", ">") and was[-1] != now[-1]:
        made[-1] = []  # blanks before the last line's end, which is no part of the source
    if None in made:
        return None
    return source[:head] + "".join(piece for part in made for piece, _ in part or ()) + source[tail:]


def _escaped(source: str) -> list[_Unit]:
    units = []
    for unit in _UNIT.finditer(source):
        code = unit[1] or unit[2] or unit[3]
        units.append((unit[0], chr(int(code, 16)) if code else _ESCAPES.get(unit[0], unit[0])))
    return units


def _parted(units: Sequence[_Unit]) -> list[list[_Unit]]:
    """Gaps and words in turn, a gap first and last, be they empty."""
    parts = [(is_gap, list(part)) for is_gap, part in groupby(units, lambda unit: unit[1] in _GAP)]
    found = [part for _, part in parts]
    return [*([] if parts and parts[0][0] else [[]]), *found, *([] if parts and parts[-1][0] else [[]])]


def _gap(units: Sequence[_Unit], wanted: Sequence[_Unit]) -> list[_Unit] | None:
    """A gap as it should be: the signs that stay as they are written; before the end of a line, nothing."""
    for at, (piece, _) in enumerate(units):
        if piece in ("\r", "\n"):
            return [*units[at:]]
    kept, left = [], [char for _, char in wanted]
    for unit in units:
        if left and unit[1] == left[0]:
            kept.append(unit)
            del left[0]
    if not left:
        return kept
    return None if any(char in "\r\n" for _, char in wanted) else [*wanted]
