"""Very long papers in several files: a file with ten thousand questions takes gigabytes to print."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from quizkit.papers.paper import Paper, Section

SIZE = 1000
"""The most questions in one file: as a PDF, about 2 s and 320 MB."""


def volumes(paper: Paper, title: str) -> tuple[Paper, ...]:
    """`paper` itself where it is short enough, else its parts, questions numbered on.

    `title` is a pattern for the parts' titles, with {title}, {part} and {parts}. Each part counts
    its own points.
    """
    if len(paper.items) <= SIZE:
        return (paper,)
    count = -(-len(paper.items) // SIZE)
    return tuple(
        replace(
            paper,
            title=title.format(title=paper.title.strip(), part=part, parts=count),
            sections=sections,
            points=sum((item.points for section in sections for item in section.items), Decimal(0)),
        )
        for part, sections in enumerate(_cut(paper.sections), start=1)
    )


def _cut(sections: tuple[Section, ...]) -> Iterator[tuple[Section, ...]]:
    """The sections in portions of `SIZE` questions; one that is cut goes on under its title."""
    portion: list[Section] = []
    room = SIZE
    for section in sections:
        items = section.items
        while len(items) > room:
            yield (*portion, replace(section, items=items[:room]))
            items, portion, room = items[room:], [], SIZE
        portion.append(replace(section, items=items))
        room -= len(items)
    if any(section.items for section in portion):
        yield tuple(portion)
