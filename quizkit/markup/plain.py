"""The tree → text that reads well without any markup: for spreadsheets, alt texts, titles, comparison."""

from __future__ import annotations

from collections.abc import Iterable
from typing import assert_never

from quizkit.markup.parse import IS_PLAIN, parse
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


def plain(text: str | Document, *, blanks: bool = False) -> str:
    """Markdown source (or a tree) as plain text.

    Lists get dashes or numbers, table cells are parted by tabs, a picture is its alt, a formula a
    line of characters, a blank its answer; a link is followed by its address.
    """
    if isinstance(text, str):
        if IS_PLAIN(text):
            return text.strip()
        text = parse(text, blanks=blanks)
    if (children := text.inline) is not None:
        return inline_plain(children)
    return _blocks(text.blocks)


def inline_plain(children: Iterable[Inline]) -> str:
    """The plain text of a run of inline nodes."""
    return "".join([_inline(child) for child in children])


def _inline(node: Inline) -> str:
    match node:
        case Text(text) | Code(text):
            return text
        case Emphasis(children) | Strong(children) | Strike(children) | Blank(children=children):
            return inline_plain(children)
        case Link(url, children):
            shown = inline_plain(children)
            return shown if url.removeprefix("mailto:") in (shown, "") or url == shown else f"{shown} ({url})"
        case Image(alt=alt):
            return alt
        case Math(tex):
            from quizkit.markup.maths import linear

            return linear(tex)
        case Break():
            return "\n"
        case _:
            assert_never(node)


def _blocks(blocks: Iterable[Block]) -> str:
    return "\n\n".join([_block(block) for block in blocks])


def _block(node: Block) -> str:
    match node:
        case Paragraph(children) | Heading(children=children):
            return inline_plain(children)
        case Quote(children):
            return _indented("> ", "> ", _blocks(children))
        case CodeBlock(text):
            return text
        case List(items, start):
            marks = ["- " if start is None else f"{start + number}. " for number in range(len(items))]
            return "\n".join([_item(mark, item) for mark, item in zip(marks, items, strict=True)])
        case Table(header, rows):
            return "\n".join(["\t".join([_cell(cell) for cell in row]) for row in (header, *rows)])
        case Rule():
            return "---"
        case _:
            assert_never(node)


def _item(mark: str, item: tuple[Block, ...]) -> str:
    return _indented(mark, " " * len(mark), "\n".join([_block(block) for block in item]))


def _cell(children: tuple[Inline, ...]) -> str:
    return inline_plain(children).replace("\n", " ")


def _indented(first: str, rest: str, text: str) -> str:
    return first + text.replace("\n", "\n" + rest)
