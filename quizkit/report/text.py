r"""Diagnostics for people: message, source frame with a caret, hint.

Author text is shown, never obeyed: control characters and those that turn the reading direction
come out spelled (`\x1b`, `<U+202E>`), so that no file writes to a reader's terminal.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass

from quizkit.diagnostics import Diagnostic, Severity, Span
from quizkit.lines import Lines

LIMIT = 50
"""How many diagnostics are shown in full; the rest is counted."""

LONGEST = 116
"""The most characters of a line with a caret and a hint behind it; a longer hint gets a line of its own."""

WIDTH = 100
"""The most characters of a source line that are shown."""

_UNSAFE = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff]")
_COLOURS = {"error": "31;1", "warning": "33;1", "advice": "36;1", "frame": "34", "hint": "36", "bold": "1"}


@dataclass(frozen=True, slots=True)
class Style:
    """`colour`: ANSI colours. `ascii`: no box characters, for consoles without Unicode."""

    colour: bool = False
    ascii: bool = False


def safe(text: str) -> str:
    """`text` with every character spelled out that a terminal would act on."""
    return _UNSAFE.sub(lambda found: _spelled(found[0]), text)


def _spelled(char: str) -> str:
    if char == "\t":
        return "\\t"
    return f"\\x{ord(char):02x}" if ord(char) < 0x100 else f"<U+{ord(char):04X}>"


def render(items: Sequence[Diagnostic], texts: Mapping[str, str], style: Style = Style()) -> str:
    """All `items` as text, with frames from `texts` (file path → text), and a last line that counts."""
    lines: list[str] = []
    sources = {path: Lines(text) for path, text in texts.items()}
    for item in _weightiest(items):
        lines.extend(_one(item, sources, style))
        lines.append("")
    if len(items) > LIMIT:
        lines += [f"{'...' if style.ascii else '…'} and {len(items) - LIMIT:,} more", ""]
    if items:
        lines.append(counted(items))
    if mendable := sum(item.fixable for item in items):
        lines.append(
            f"quizkit check --fix mends {'it' if mendable == len(items) == 1 else f'{mendable:,} of them'}"
        )
    return "\n".join(lines) + ("\n" if lines else "")


def _weightiest(items: Sequence[Diagnostic]) -> Sequence[Diagnostic]:
    """All, or where they are too many the first errors, then the first warnings: advice must not hide them."""
    if len(items) <= LIMIT:
        return items
    kept = sorted(range(len(items)), key=lambda index: [*Severity].index(items[index].severity))[:LIMIT]
    return [items[index] for index in sorted(kept)]


def counted(items: Sequence[Diagnostic]) -> str:
    """`2 errors, 1 warning`."""
    parts = []
    for severity in Severity:
        if number := sum(item.severity is severity for item in items):
            plural = "s" if number != 1 and severity is not Severity.ADVICE else ""
            parts.append(f"{number:,} {severity}{plural}")
    return ", ".join(parts) or "no findings"


def _paint(text: str, colour: str, style: Style) -> str:
    return f"\x1b[{_COLOURS[colour]}m{text}\x1b[0m" if style.colour else text


def _one(item: Diagnostic, sources: Mapping[str, Lines], style: Style) -> Iterator[str]:
    head = _paint(f"{item.severity}[{item.code}]", item.severity, style)
    yield f"{head}: {_paint(safe(item.message), 'bold', style)}"
    gutter = max(
        (len(str(span.line)) for span in (item.span, *(span for span, _ in item.related)) if span), default=1
    )
    hint = safe(item.label or item.hint)
    shown = False
    if item.span is not None:
        shown = yield from _frame(item.span, hint, gutter, sources, style, may_wait=not item.label)
    for span, remark in item.related:
        yield from _frame(span, safe(remark), gutter, sources, style)
    rest = item.hint if item.label or not shown else ""
    if rest:
        yield f"{' ' * gutter} = {_paint('hint', 'hint', style)}: {safe(rest)}"


def _frame(
    span: Span,
    remark: str,
    gutter: int,
    sources: Mapping[str, Lines],
    style: Style,
    *,
    may_wait: bool = False,
) -> Generator[str, None, bool]:
    """The place and its line with a caret; returns whether the remark was shown there.

    A remark that may wait is not, where the line would be too long for a terminal.
    """
    corner, bar = ("-->", "|") if style.ascii else ("┌─", "│")
    place = f"{safe(span.path)}:{span.line}:{span.column}" if span.line else safe(span.path)
    yield f"{' ' * gutter} {_paint(corner, 'frame', style)} {place}"
    shown = sources[span.path][span.line] if span.path in sources else ""
    if not shown.strip():
        return False
    before, marked, after = _cut(shown, span)
    yield f"{_paint(f'{span.line:>{gutter}} {bar}', 'frame', style)} {before}{marked}{after}".rstrip()
    signs = "^" * max(_width(marked), 1)
    carets = _paint(signs, "error" if remark else "frame", style)
    if too_long := may_wait and gutter + _width(before) + len(signs) + _width(remark) > LONGEST:
        remark = ""
    yield f"{' ' * gutter} {_paint(bar, 'frame', style)} {' ' * _width(before)}{carets} {remark}".rstrip()
    return not too_long


def _cut(text: str, span: Span) -> tuple[str, str, str]:
    """The line in three parts, shortened where it is too long, safe to print."""
    start = span.column - 1
    end = max(span.end_column - 1, start + 1)
    before, marked, after = text[:start], text[start:end], text[end:]
    if len(text) > WIDTH:
        before = "…" + before[-WIDTH // 3 :] if len(before) > WIDTH // 3 else before
        marked = marked[: WIDTH // 2 - 1] + "…" if len(marked) > WIDTH // 2 else marked
        room = max(WIDTH - len(before) - len(marked), 10)
        after = after[:room] + "…" if len(after) > room else after
    return _flat(before), _flat(marked), _flat(after)


def _flat(text: str) -> str:
    return safe(text.replace("\t", "  "))


def _width(text: str) -> int:
    """How many columns `text` takes in a terminal."""
    return sum(
        0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in "WF" else 1
        for char in text
    )
