"""Markdown source → the tree, and what is wrong with the source."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from quizkit.diagnostics import Finding, Severity
from quizkit.markup import quick
from quizkit.markup.tree import Break, Document, Inline, Paragraph, Text
from quizkit.model import cloze

IS_PLAIN = re.compile(r"[^\\`*_~\[<$\n\r{]*").fullmatch
"""Matches text that needs no parser: one line and nothing that Markdown could act on."""

MAX_MARKS = 10_000
"""Lines and characters that Markdown acts on, in one text; beyond this it is shown as written (1 s)."""

_MARKS = re.compile(r"[\\`*_~\[\]<$!{|\n]")
_BREAK = Break()
_STAND_INS = tuple(map(chr, range(0xFDD0, 0xFDF0)))


class Reading(NamedTuple):
    """A text that was read: its tree and the findings that reading alone brings to light."""

    document: Document
    findings: tuple[Finding, ...] = ()


def parse(text: str, *, blanks: bool = False) -> Document:
    """The tree of `text`. Never raises: what cannot be parsed stands there as written.

    With `blanks`, `{{c1::answer::hint}}` becomes a `Blank`; without, it is text.
    """
    return read(text, blanks=blanks).document


def read(text: str, *, blanks: bool = False) -> Reading:
    """The tree of `text` together with the findings (QK109, QK131, QK132, QK133)."""
    text = text.strip()
    if IS_PLAIN(text):
        return Reading(Document((Paragraph((Text(text),)),) if text else ()))
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if len(_MARKS.findall(text)) > MAX_MARKS:
        return Reading(as_written(text), (_too_much(),))
    deletions = cloze.scan(text)[0] if blanks and "{{c" in text else ()
    if not (blanks and cloze.OPEN.search(text) and not deletions) and (simple := quick.read(text, deletions)):
        return Reading(simple)
    if not deletions:
        return _read(text, (), "", frozenset(), blanks=blanks)[0]
    return _read_blanks(text, deletions)


def as_written(text: str) -> Document:
    """`text` letter for letter, line by line."""
    children: list[Inline] = []
    for line in text.split("\n"):
        if children:
            children.append(_BREAK)
        children.append(Text(line))
    return Document((Paragraph(tuple(children)),))


def _read_blanks(text: str, deletions: tuple[cloze.Deletion, ...]) -> Reading:
    """Reads with a pair of marks in each deletion's place; those that markup cuts in two stay text."""
    mark = next((char for char in _STAND_INS if char not in text), None)
    if mark is None:
        return _read(text, (), "", frozenset(), blanks=True)[0]
    in_hints = _inside_hints(deletions)
    skip = frozenset(in_hints)
    reading, broken = _read(text, deletions, mark, skip, blanks=True)
    if broken:
        skip |= broken
        reading, again = _read(text, deletions, mark, skip, blanks=True)
        if again:
            skip = frozenset(range(len(deletions)))
            reading, _ = _read(text, deletions, mark, skip, blanks=True)
    findings = [_in_hint(deletions[index]) for index in sorted(in_hints)]
    findings += [_crossing(deletions[index]) for index in sorted(broken)]
    return Reading(reading.document, (*findings, *reading.findings))


def _read(
    text: str, deletions: tuple[cloze.Deletion, ...], mark: str, skip: frozenset[int], *, blanks: bool
) -> tuple[Reading, frozenset[int]]:
    from quizkit.markup import build, grammar

    env: dict[str, Any] = {"mark": mark}
    try:
        tokens, refused = grammar.tokens(_marked(text, deletions, mark, skip), env)
        builder = build.Builder(deletions, mark, env.get("spilled", {}))
        document = builder.document(tokens)
    except (grammar.TooDeep, RecursionError):
        return Reading(
            as_written(text), (_too_deep("lists, quotes or emphasis are nested too deep"),)
        ), frozenset()
    findings = [_refused(url, text) for url in refused]
    findings += [_spilled(cells) for cells in env.get("spilled", {}).values()]
    if blanks and builder.blanks_in_maths:
        findings.append(_in_maths())
    return Reading(document, tuple(findings)), frozenset(builder.broken)


def _marked(text: str, deletions: tuple[cloze.Deletion, ...], mark: str, skip: frozenset[int]) -> str:
    """`text` with `{{c1::` and `::hint}}` replaced by marks that the grammar knows.

    A mark begins and ends with a brace as the deletion did, so that emphasis beside it opens and
    closes just as Markdown says.
    """
    edits: list[tuple[int, int, str]] = []
    for index, item in enumerate(deletions):
        if index not in skip:
            edits.append((item.start, item.inner[0], f"{{{mark}o{index}{mark}}}"))
            edits.append((item.inner[1], item.end, f"{{{mark}c{index}{mark}}}"))
    pieces: list[str] = []
    position = 0
    for start, end, replacement in sorted(edits):
        pieces += (text[position:start], replacement)
        position = end
    return "".join((*pieces, text[position:]))


def _inside_hints(deletions: tuple[cloze.Deletion, ...]) -> set[int]:
    """The positions of the deletions that stand in another's hint. They come sorted by their start."""
    inside: set[int] = set()
    around: list[int] = []
    for index, item in enumerate(deletions):
        while around and deletions[around[-1]].end <= item.start:
            around.pop()
        if around and (around[-1] in inside or item.start >= deletions[around[-1]].inner[1]):
            inside.add(index)
        around.append(index)
    return inside


_BLANK_HINT = (
    "keep a blank inside one paragraph, and wholly inside or outside of emphasis, links, code and formulas"
)


def _crossing(item: cloze.Deletion) -> Finding:
    return Finding("QK109", f"the blank c{item.number} crosses other markup or a paragraph", hint=_BLANK_HINT)


def _in_hint(item: cloze.Deletion) -> Finding:
    return Finding(
        "QK109", f"the blank c{item.number} stands in another blank's hint", hint="a hint is plain text"
    )


def _in_maths() -> Finding:
    hint = "put the whole formula into the blank: {{c1::$x^2$}}"
    return Finding("QK109", "a blank inside of a formula", hint=hint)


def _too_deep(message: str) -> Finding:
    return Finding("QK131", message, hint="split the text, or nest less")


def _too_much() -> Finding:
    message = f"more than {MAX_MARKS} lines and special characters: the text is shown as written"
    return Finding("QK131", message, severity=Severity.WARNING, hint="split the text")


def _spilled(cells: tuple[str, ...]) -> Finding:
    message = f"a table row has more cells than its header: `{_short(cells[0])}`"
    return Finding("QK132", message, hint=r"add a header cell, or write \| where you mean the character")


_SPACED = re.compile(
    r"!\[[^\]\n]{0,300}\]\(([^()<>\n]{1,200} [^()<>\n]{0,200}\.(?:png|jpe?g|gif|webp|svg))\)", re.IGNORECASE
)
"""A picture as people write it whose file has a space in its name: Markdown takes it for text."""


def _refused(url: str, text: str) -> Finding:
    for found in _SPACED.finditer(text):
        if found[1].startswith(f"{url} "):
            hint = f"a name with spaces stands in angle brackets: ![…](<{found[1]}>)"
            return _shown_as_written(f"no picture `{_short(found[1])}`", hint)
    return _shown_as_written(f"no link to `{_short(url)}`", "links begin with https://, http:// or mailto:")


def _shown_as_written(what: str, hint: str) -> Finding:
    return Finding("QK133", f"{what}: the text is shown as written", severity=Severity.WARNING, hint=hint)


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:57] + "…"
