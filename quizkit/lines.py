"""Single lines of large texts."""

from __future__ import annotations

from bisect import bisect_left
from itertools import accumulate

_PIECE = 1 << 14


class Lines:
    """The lines of a text, by number from 1.

    Keeps only how many lines end before each piece of the text: a list of all lines of a file of
    64 MiB takes a gigabyte, and to look from the start for each of 10,000 findings takes minutes.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._ended: list[int] | None = None

    def __getitem__(self, number: int) -> str:
        """The line without its end; empty where there is none of that number."""
        text = self._text
        if self._ended is None:
            counts = (text.count("\n", at, at + _PIECE) for at in range(0, len(text), _PIECE))
            self._ended = list(accumulate(counts, initial=0))
        if number < 1 or number - 1 > self._ended[-1]:
            return ""
        piece = max(bisect_left(self._ended, number - 1) - 1, 0)
        start = piece * _PIECE
        for _ in range(number - 1 - self._ended[piece]):
            start = text.index("\n", start) + 1
        end = text.find("\n", start)
        return text[start:] if end < 0 else text[start:end]
