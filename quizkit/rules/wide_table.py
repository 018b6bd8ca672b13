"""QK261: a table that is wider than paper, and far wider than a phone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from quizkit.diagnostics import Finding, Loc
from quizkit.markup.parse import parse
from quizkit.markup.plain import inline_plain
from quizkit.markup.tree import Block, List, Quote, Table
from quizkit.model.texts import of_header
from quizkit.rules.base import Context, Rule
from quizkit.rules.view import View


def _find(view: View, context: Context) -> Iterator[Finding]:
    for item in view.items:
        if "|" in item.source:
            for loc, text in item.texts:
                yield from _text(text, ("questions", item.index, *loc), context)
    for loc, text in of_header(view.deck):
        yield from _text(text, loc, context)


def _text(text: str, loc: Loc, context: Context) -> Iterator[Finding]:
    if "|" not in text or "\n" not in text or "-" not in text:
        return
    for table in _tables(parse(text, blanks=True).blocks):
        widths = _columns(table)
        columns = len(widths)
        if columns > context.limits["columns"]:
            message = f"a table of {columns} columns is too wide for paper"
        elif sum(min(width, _WRAPPED) for width in widths) > context.limits["characters"]:
            message = f"a table with rows of {sum(widths)} characters is too wide for paper"
        else:
            continue
        yield Finding(
            "QK261", message, loc, hint="turn rows into columns, shorten the cells, or split the table"
        )


def _tables(blocks: Iterable[Block]) -> Iterator[Table]:
    for block in blocks:
        if isinstance(block, Table):
            yield block
        elif isinstance(block, Quote):
            yield from _tables(block.children)
        elif isinstance(block, List):
            for item in block.items:
                yield from _tables(item)


_WRAPPED = 40
"""Characters that count of each cell: longer ones are set in several lines, which reads well in a few columns."""


def _columns(table: Table) -> list[int]:
    """The characters of the widest cell of each column."""
    rows = [[len(inline_plain(cell)) for cell in row] for row in (table.header, *table.rows)]
    return [max(column) for column in zip(*rows, strict=False)]


RULE = Rule("QK261", "wide-table", limits={"columns": 8, "characters": 110}, deck=_find)
