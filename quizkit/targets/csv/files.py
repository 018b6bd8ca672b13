"""The three files of a deck: what is in them, and what cannot be."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from typing import BinaryIO

from quizkit import media
from quizkit.markup import plain
from quizkit.markup.parse import IS_PLAIN
from quizkit.model import texts
from quizkit.model.deck import Deck
from quizkit.papers import Item, assemble, parts
from quizkit.papers.cells import inert
from quizkit.targets import unasked
from quizkit.targets.base import Job, Loss, Output, OutputFile, counted
from quizkit.targets.csv import anki, cards, table
from quizkit.targets.csv.plain import Plain
from quizkit.targets.lower import askable
from quizkit.targets.simpler import has_formula


def output(job: Job) -> Output:
    """The files of a deck, with what they lack."""
    deck = job.deck
    asked, refused = askable(deck)
    items = assemble(asked, None, 1, job.options.seed)[0].items
    losses = (*refused, *_lost(deck), *_alike(deck), *_without_back(deck, items))
    job.progress(len(deck.questions))
    if not items:
        return Output((), losses=losses)

    show = Plain(deck)

    def spreadsheet(stream: BinaryIO) -> None:
        stream.write(_csv(table.rows(deck, items, show)))

    def quizlet(stream: BinaryIO) -> None:
        stream.write(cards.tsv(items, show))

    def anki_text(stream: BinaryIO) -> None:
        stream.write(anki.text(deck, items, show))

    name, count = deck.deck, counted(len(items), "row")
    made = [OutputFile(f"{name}.csv", spreadsheet, count)]
    if any(cards.has_back(item) for item in items):
        made += [
            OutputFile(f"{name}-quizlet.tsv", quizlet, "for Quizlet"),
            OutputFile(f"{name}-anki.txt", anki_text, "for Anki's text import"),
        ]
    return Output(tuple(made), losses=losses)


def _csv(rows: Sequence[Sequence[str]]) -> bytes:
    """UTF-8 with a byte order mark, by which Excel knows it; lines end in CRLF, as RFC 4180 says."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(rows[0])
    writer.writerows([[inert(cell) if cell else cell for cell in row] for row in rows[1:]])
    return text.getvalue().encode("utf-8-sig", "replace")


def _lost(deck: Deck) -> Iterator[Loss]:
    """What a table of plain text has no place for."""
    if deck.description:
        yield Loss("lost", ("description",), "descriptions of decks")
    for loc, _name in media.names(deck):
        yield Loss("lost", loc, "pictures (their names and descriptions are there)")
    for index, question in enumerate(deck.questions):
        for loc, text in texts.of_question(question):
            if has_formula(text):
                yield Loss(
                    "lost", ("questions", index, *loc), "typeset formulas (they become plain characters)"
                )
    yield from unasked.facts(deck)
    yield from unasked.passages(deck)
    yield from unasked.nested(deck)


def _alike(deck: Deck) -> Iterator[Loss]:
    """The questions of which two parts read the same as plain text."""
    for index, question in enumerate(deck.questions):
        sources = parts(question)
        if not all(map(IS_PLAIN, sources)) and len(set(map(plain, sources))) < len(sources):
            what = "formatting and pictures that alone tell options apart"
            yield Loss("lost", ("questions", index), what)


def _without_back(deck: Deck, items: Sequence[Item]) -> Iterator[Loss]:
    places = {question.id: index for index, question in enumerate(deck.questions)}
    for item in items:
        if not cards.has_back(item):
            what = "essays without a model answer in the files for Quizlet and Anki"
            yield Loss("lost", ("questions", places[item.question.id]), what)
