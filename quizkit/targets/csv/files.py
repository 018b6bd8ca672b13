"""The three files of a deck: what is in them, and what cannot be."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from typing import BinaryIO

from quizkit import media
from quizkit.model import texts
from quizkit.model.deck import Deck
from quizkit.papers import Item, assemble
from quizkit.targets.base import Job, Loss, Output, OutputFile
from quizkit.targets.csv import anki, cards, table
from quizkit.targets.csv.escape import inert
from quizkit.targets.csv.plain import Plain, has_formula
from quizkit.targets.lower import unopened


def output(job: Job) -> Output:
    """The files of a deck, with what they lack."""
    deck = job.deck
    refused = unopened(deck)
    left_out = {deck.questions[loss.loc[1]].id for loss in refused if isinstance(loss.loc[1], int)}
    paper = assemble(deck, None, 1, job.options.seed)[0]
    items = [item for item in paper.items if item.question.id not in left_out]
    losses = (*refused, *_lost(deck), *_without_back(deck, items))
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

    name, count = deck.deck, f"{len(items):,} rows"
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
            if "$" in text and has_formula(text):
                yield Loss(
                    "lost", ("questions", index, *loc), "typeset formulas (they become plain characters)"
                )
    asked = {id for question in deck.questions for id in question.facts}
    for index, fact in enumerate(deck.facts):
        if fact.id not in asked:
            yield Loss("lost", ("facts", index), "facts that no question asks for")
    read = {question.passage for question in deck.questions}
    for index, passage in enumerate(deck.passages):
        if passage.id not in read:
            yield Loss("lost", ("passages", index), "passages that no question has")


def _without_back(deck: Deck, items: Sequence[Item]) -> Iterator[Loss]:
    places = {question.id: index for index, question in enumerate(deck.questions)}
    for item in items:
        if not cards.has_back(item):
            what = "essays without a model answer in the files for Quizlet and Anki"
            yield Loss("lost", ("questions", places[item.question.id]), what)
