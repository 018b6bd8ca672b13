r"""Anki's cloze notation, `{{c1::answer::hint}}`, read by a scanner of our own.

Rules from Anki's parser: a number from 1, the first `::` inside starts the hint, deletions may
nest. Inside `$…$`, `$$…$$` and `` `…` `` braces belong to the maths or the code, except that a
deletion may start there as well as anywhere else in Anki; we keep them apart, so that
`{{c1::$\frac{1}{2}$}}` ends where its author meant it to.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

OPEN = re.compile(r"\{\{c(\d+)::")
_VERBATIM = re.compile(
    r"(`+)(?!`).+?(?<!`)\1(?!`)|\$\$.+?\$\$|\$(?=[^\s$])(?:\\.|[^\\$\n])*?(?<=[^\s\\])\$(?!\d)", re.DOTALL
)


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
    """A place that looks like a deletion and is none: `reason` is `unclosed`, `zero` or `empty`."""

    reason: str
    start: int


def scan(text: str) -> tuple[tuple[Deletion, ...], tuple[Broken, ...]]:
    """All deletions of `text`, in the order of their starts, and all broken ones."""
    found: list[Deletion] = []
    broken: list[Broken] = []
    stack: list[tuple[int, int, int, int | None]] = []  # number, start, inner start, offset of `::`
    position = 0
    while position < len(text):
        opening = OPEN.match(text, position)
        if opening:
            stack.append((int(opening[1]), position, opening.end(), None))
            position = opening.end()
        elif stack and text.startswith("}}", position):
            number, start, inner, hint_at = stack.pop()
            found.append(_deletion(text, number, start, inner, hint_at, position, len(stack)))
            position += 2
        elif verbatim := _VERBATIM.match(text, position):
            position = verbatim.end()
        elif stack and stack[-1][3] is None and text.startswith("::", position):
            stack[-1] = (*stack[-1][:3], position)
            position += 2
        else:
            position += 1
    broken.extend(Broken("unclosed", start) for _, start, _, _ in stack)
    broken.extend(Broken("zero", item.start) for item in found if item.number == 0)
    broken.extend(Broken("empty", item.start) for item in found if not item.answer.strip())
    return tuple(sorted(found, key=lambda item: item.start)), tuple(broken)


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
    return "".join(_plain(text, 0, len(text), scan(text)[0]))


def _plain(text: str, start: int, end: int, deletions: tuple[Deletion, ...]) -> Iterator[str]:
    position = start
    for item in deletions:
        if item.start < position or item.end > end:
            continue
        yield text[position : item.start]
        yield from _plain(text, *item.inner, tuple(other for other in deletions if other.start > item.start))
        position = item.end
    yield text[position:end]
