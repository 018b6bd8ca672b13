r"""Anki's cloze notation, `{{c1::answer::hint}}`, read by a scanner of our own.

Rules from Anki's parser: a number from 1, the first `::` inside starts the hint, deletions may
nest. Inside `$…$`, `$$…$$` and `` `…` `` braces belong to the maths or the code, except that a
deletion may start there as well as anywhere else in Anki; we keep them apart, so that
`{{c1::$\frac{1}{2}$}}` ends where its author meant it to.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

OPEN = re.compile(r"\{\{c([0-9]{1,9})::")
MAX_NUMBER = 499
"""The highest blank for which Anki makes a card."""

MAX_DEPTH = 32
"""Deletions inside one another; a deeper one counts as broken."""

_STOP = re.compile(r"\{\{c[0-9]{1,9}::|\}\}|::|`+|\$|\\[\\$`]")
MATHS = r"\$(?=[^\s$])((?:\\.|[^\\$\n])*?)(?<=[^\s\\])\$(?!\d)"
"""A formula in a line, with one group for its inside; prices (`$5 and $6`) are none. Wants DOTALL."""

_MATHS = re.compile(MATHS, re.DOTALL)


@dataclass(frozen=True, slots=True)
class Deletion:
    """One blank. `answer` is the source text inside (Markdown, nested deletions included).

    `start` and `end` are the offsets of the whole `{{…}}` in the text, `inner` those of the answer.
    """

    number: int
    answer: str
    hint: str
    start: int
    end: int
    inner: tuple[int, int]
    depth: int = 0


@dataclass(frozen=True, slots=True)
class Broken:
    """A place that looks like a deletion and is none: `reason` is `unclosed`, `zero`, `high` or `empty`."""

    reason: str
    start: int


def scan(text: str) -> tuple[tuple[Deletion, ...], tuple[Broken, ...]]:
    """All deletions of `text`, in the order of their starts, and all broken ones. Time is linear."""
    if "{{c" not in text:
        return (), ()
    return _remembered(text) if len(text) < 4096 else _scan(text)


def _scan(text: str) -> tuple[tuple[Deletion, ...], tuple[Broken, ...]]:
    found: list[Deletion] = []
    broken: list[Broken] = []
    stack: list[tuple[int, int, int, int | None]] = []  # number, start, inner start, offset of `::`
    verbatim = _Verbatim(text)
    position = 0
    while stop := _STOP.search(text, position):
        sign, position = stop[0], stop.end()
        if sign[0] == "{" and len(stack) == MAX_DEPTH:
            broken.append(Broken("unclosed", stop.start()))
        elif sign[0] == "{":
            stack.append((int(sign[3:-2]), stop.start(), position, None))
        elif sign == "}}" and stack:
            number, start, inner, hint_at = stack.pop()
            found.append(_deletion(text, number, start, inner, hint_at, stop.start(), len(stack)))
        elif sign == "::" and stack and stack[-1][3] is None:
            stack[-1] = (*stack[-1][:3], stop.start())
        elif sign[0] in "`$":
            position = verbatim.end(stop.start(), position)
        elif sign in ("}}", "::"):
            position = stop.start() + 1
    broken.extend(Broken("unclosed", start) for _, start, _, _ in stack)
    broken.extend(Broken("zero", item.start) for item in found if item.number == 0)
    broken.extend(Broken("high", item.start) for item in found if item.number > MAX_NUMBER)
    broken.extend(Broken("empty", item.start) for item in found if not item.answer.strip())
    by_start = sorted(found, key=lambda item: item.start)
    return tuple(by_start), tuple(sorted(broken, key=lambda item: item.start))


_remembered = lru_cache(maxsize=512)(_scan)
"""Every text is scanned some times in a row: by the model, by its checks, by whoever shows it."""


class _Verbatim:
    """Where the code or maths that starts at some place ends. Remembers what does not occur again."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.runs: dict[int, list[int]] | None = None  # starts of backtick runs by their length, last first
        self.display_from = 0  # no `$$` closes from here on

    def end(self, start: int, after: int) -> int:
        """The offset after the code or maths at `start`; `after` the sign where there is none."""
        if self.text[start] == "`":
            return self._code(start, after)
        if self.text.startswith("$$", start) and self.display_from >= 0:
            closing = self.text.find("$$", start + 3)
            if closing > 0 and self.text[start + 2 : closing].strip():
                return closing + 2
            self.display_from = closing
        maths = _MATHS.match(self.text, start)
        return maths.end() if maths else after

    def _code(self, start: int, after: int) -> int:
        if self.runs is None:
            self.runs = {}
            for run in reversed(list(re.finditer("`+", self.text))):
                self.runs.setdefault(len(run[0]), []).append(run.start())
        starts = self.runs.get(after - start, [])
        while starts and starts[-1] < after:
            starts.pop()
        return starts[-1] + after - start if starts else after


def _deletion(
    text: str, number: int, start: int, inner: int, hint_at: int | None, end: int, depth: int
) -> Deletion:
    answer_end = end if hint_at is None else hint_at
    hint = "" if hint_at is None else text[hint_at + 2 : end]
    return Deletion(number, text[inner:answer_end], hint, start, end + 2, (inner, answer_end), depth)


def numbers(text: str) -> tuple[int, ...]:
    """The blanks' numbers in `text`, each once, ascending."""
    return tuple(sorted({item.number for item in scan(text)[0]}))


def plain(text: str) -> str:
    """`text` with every deletion replaced by its answer."""
    found = scan(text)[0]
    cuts = [(item.start, item.inner[0]) for item in found] + [(item.inner[1], item.end) for item in found]
    pieces: list[str] = []
    position = 0
    for start, end in sorted(cuts):
        if start >= position:
            pieces.append(text[position:start])
            position = end
    return "".join((*pieces, text[position:]))
