"""What is wrong with a text, and which pictures it shows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import assert_never

from quizkit.diagnostics import Finding, Severity
from quizkit.markup.parse import IS_PLAIN, parse, read
from quizkit.markup.tree import (
    Blank,
    Block,
    Break,
    Code,
    CodeBlock,
    Document,
    Emphasis,
    Heading,
    Image,
    Inline,
    Link,
    List,
    Math,
    Paragraph,
    Quote,
    Rule,
    Strike,
    Strong,
    Table,
    Text,
)

_TEMPLATE = re.compile(r"\{\{[^{}\n]{1,100}\}\}|\{\{c[0-9]+::")
_SOUND = re.compile(r"\[sound:[^\]\n]*\]?", re.IGNORECASE)

_SUSPECT = re.compile(r"[\[<|$]|\{\{").search
"""What every finding but QK131 needs one of: a link, a table, a formula, a blank."""

_TOO_SHORT_TO_NEST = 64
"""A text needs two characters for every level that it nests."""

MAX_MATHS = 30_000
"""Characters of formulas in one text: what is read in a second."""

_TOO_MUCH_MATHS = Finding(
    "QK130", f"more than {MAX_MATHS} characters of formulas in one text", hint="split the text"
)


def problems(text: str, *, blanks: bool = False) -> tuple[Finding, ...]:
    """What an author should know about `text`; each finding's `loc` is left to the caller.

    QK109 (blanks), QK130 (maths), QK131 (nesting), QK132 (table rows), QK133 (links), QK134 (card
    template syntax), QK135 (`[sound:…]`).
    """
    if IS_PLAIN(text) or (not _SUSPECT(text) and len(text) < _TOO_SHORT_TO_NEST):
        return ()
    document, findings = read(text, blanks=blanks)
    if any(item.code == "QK131" for item in findings):
        return findings
    found = list(findings)
    known = any(item.code == "QK109" for item in found)
    maths = 0
    for node in inlines(document):
        match node:
            case Text(shown) | Code(shown):
                found += _card_syntax(shown, blanks, known)
            case Math(tex):
                from quizkit.markup.maths import findings as maths_findings

                maths += len(tex)
                if maths > MAX_MATHS:
                    found.append(_TOO_MUCH_MATHS)
                    break
                found += maths_findings(tex)
            case _:
                pass
    return tuple(dict.fromkeys(found))


def images(text: str) -> tuple[Image, ...]:
    """The pictures in `text`, in their order."""
    if "![" not in text:
        return ()
    return tuple(node for node in inlines(parse(text)) if isinstance(node, Image))


def inlines(document: Document) -> Iterator[Inline]:
    """Every inline node of a tree, a parent before its children."""
    for block in document.blocks:
        yield from _in_block(block)


def _in_block(node: Block) -> Iterator[Inline]:
    match node:
        case Paragraph(children) | Heading(children=children):
            yield from _in_inline(children)
        case Quote(blocks):
            for block in blocks:
                yield from _in_block(block)
        case List(items):
            for item in items:
                for block in item:
                    yield from _in_block(block)
        case Table(header, rows):
            for row in (header, *rows):
                for cell in row:
                    yield from _in_inline(cell)
        case CodeBlock(text):
            yield Code(text)
        case Rule():
            return
        case _:
            assert_never(node)


def _in_inline(children: Iterable[Inline]) -> Iterator[Inline]:
    for node in children:
        yield node
        match node:
            case (
                Emphasis(inner) | Strong(inner) | Strike(inner) | Link(children=inner) | Blank(children=inner)
            ):
                yield from _in_inline(inner)
            case Text() | Code() | Image() | Math() | Break():
                pass
            case _:
                assert_never(node)


def _card_syntax(text: str, blanks: bool, known: bool) -> Iterator[Finding]:
    if not known and "{{" in text and (found := _TEMPLATE.search(text)):
        message = f"`{found[0]}` is shown as it stands"
        hint = (
            "a blank is written {{c1::answer}}"
            if blanks
            else "blanks need `type: cloze`; nothing else is filled in"
        )
        yield Finding("QK134", message, severity=Severity.WARNING, hint=hint)
    if "[" in text and (found := _SOUND.search(text)):
        message = f"`{found[0][:60]}` is shown as text and plays nothing"
        yield Finding(
            "QK135", message, severity=Severity.WARNING, hint="sounds in the text are not supported"
        )
