"""How wide text is, near enough to know how full its last line gets. Widths are those of Calibri."""

from __future__ import annotations

import unicodedata

_LETTERS = {
    "a": 0.48, "b": 0.53, "c": 0.42, "d": 0.53, "e": 0.50, "f": 0.31, "g": 0.47, "h": 0.53, "i": 0.23, "j": 0.24,
    "k": 0.46, "l": 0.23, "m": 0.80, "n": 0.53, "o": 0.53, "p": 0.53, "q": 0.53, "r": 0.35, "s": 0.39, "t": 0.33,
    "u": 0.53, "v": 0.45, "w": 0.72, "x": 0.43, "y": 0.45, "z": 0.40, "I": 0.25, "J": 0.32, "M": 0.86, "W": 0.89,
    " ": 0.23, "\u00a0": 0.23, ".": 0.25, ",": 0.25, ":": 0.27, ";": 0.27, "'": 0.22, "’": 0.25, "“": 0.40, "”": 0.40,
    "(": 0.30, ")": 0.30, "-": 0.31, "–": 0.50, "—": 0.91, "?": 0.46, "!": 0.33, "/": 0.39,
}  # fmt: skip
_CAPITAL, _OTHER = 0.59, 0.51


def width(text: str) -> float:
    """The width of a line of text, in em."""
    return sum(map(_width, text))


def _width(char: str) -> float:
    known = _LETTERS.get(char)
    if known is not None:
        return known
    if char.isascii():
        return _CAPITAL if char.isupper() else _OTHER
    if unicodedata.combining(char):
        return 0
    base = unicodedata.normalize("NFD", char)[0]
    if base in _LETTERS:
        return _LETTERS[base]
    return 1 if unicodedata.east_asian_width(char) in "WF" else _OTHER


def last_line(text: str, room: float) -> tuple[float, int]:
    """The width of the last line of a text set in lines of `room` em, and how many lines it has."""
    at, lines = 0.0, 1
    for word in text.split(" "):
        size = width(word)
        if at and at + size > room:
            at, lines = 0.0, lines + 1
        if size > room:
            lines += int(size // room)
            size %= room
        at += size + _LETTERS[" "]
    return max(at - _LETTERS[" "], 0), lines
