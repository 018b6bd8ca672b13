"""Text on its way into a cell of a spreadsheet, which must not take it for a formula."""

from __future__ import annotations

import re

_ACTIVE = re.compile(r"'*\s*[=+\-@＝＋－＠]|'*[\t\r\n]")
_NUMBER = re.compile(r"-\d+(?:[.,]\d+)?")
_HIDDEN = re.compile(r"''*(?:\s*[=+\-@＝＋－＠]|[\t\r\n])")


def inert(text: str) -> str:
    """A cell that no spreadsheet takes for a formula: an apostrophe in front keeps it text.

    A plain negative number stays as it is: it is harmless, and mathematics is full of them.
    """
    return f"'{text}" if _ACTIVE.match(text) and not _NUMBER.fullmatch(text) else text


def active(cell: str) -> str:
    """The text that `inert` made the cell of."""
    return cell[1:] if _HIDDEN.match(cell) else cell
