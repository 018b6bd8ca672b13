"""Word lists and helpers that the rules about cards share: what a card asks one to recall."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final, assert_never

from quizkit.diagnostics import Loc
from quizkit.markup.parse import IS_PLAIN, parse
from quizkit.markup.tree import (
    Blank,
    Block,
    Break,
    Code,
    Emphasis,
    Heading,
    Image,
    Inline,
    Link,
    List,
    Math,
    Paragraph,
    Quote,
    Strike,
    Strong,
    Table,
    Text,
)
from quizkit.model.questions import Flashcard, ShortAnswer
from quizkit.rules.view import Item

ONE_WORD: Final = "x"
"""Stands for a formula, a piece of code or a picture: something to recall, but no run of words."""


def recalled(item: Item) -> Iterator[tuple[Loc, str]]:
    """The sides of a card that have to be recalled, as written, with their places."""
    question = item.question
    if isinstance(question, Flashcard | ShortAnswer):
        yield ("answer",), question.answer
    if isinstance(question, Flashcard) and question.reverse:
        yield ("prompt",), question.prompt


def prose(text: str, stand_in: str = ONE_WORD, *, quotes: bool = True) -> str:
    """The running text of Markdown, block by block; `stand_in` for each formula, picture and piece of code.

    Blocks of code are left out; so are quoted blocks without `quotes`.
    """
    if IS_PLAIN(text):
        return text
    return "\n".join(_blocks(parse(text, blanks=True).blocks, stand_in, quotes))


def _blocks(blocks: Iterable[Block], stand_in: str, quotes: bool) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Paragraph | Heading):
            yield _run(block.children, stand_in)
        elif isinstance(block, Table):
            yield from (_run(cell, stand_in) for row in (block.header, *block.rows) for cell in row)
        elif isinstance(block, List):
            for item in block.items:
                yield from _blocks(item, stand_in, quotes)
        elif isinstance(block, Quote) and quotes:
            yield from _blocks(block.children, stand_in, quotes)


def _run(children: Iterable[Inline], stand_in: str) -> str:
    return "".join([_inline(node, stand_in) for node in children])


def _inline(node: Inline, stand_in: str) -> str:
    match node:
        case Text(text):
            return text
        case Break():
            return "\n"
        case Code() | Math() | Image():
            return stand_in
        case Emphasis(inner) | Strong(inner) | Strike(inner) | Link(children=inner) | Blank(children=inner):
            return _run(inner, stand_in)
        case _:
            assert_never(node)


def word_count(text: str) -> int:
    """How many words running text has: what stands between spaces and holds a letter or a digit."""
    return sum(any(map(str.isalnum, word)) for word in text.split())
