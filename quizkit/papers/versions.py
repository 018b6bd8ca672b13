"""The map of a worksheet's versions, for spreadsheets: what stands where, and its key."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from quizkit.model import cloze
from quizkit.model.deck import Deck
from quizkit.model.questions import Cloze, Flashcard, ShortAnswer
from quizkit.papers.cells import inert
from quizkit.papers.furniture import glance
from quizkit.papers.paper import Item, Paper, blanks
from quizkit.words import amount

COLUMNS = ("version", "number", "section", "question", "type", "position", "points", "order", "key")
"""`position`: the question's place in the deck, from 1. `order`: for each part shown its place in the
deck, from 1, where the right options come first. `key`: letters, numbers or words."""


def version_map(deck: Deck, papers: Sequence[Paper]) -> bytes:
    """CSV (UTF-8 with a byte order mark, CRLF) with a row for each question of each version."""
    places = {question.id: place for place, question in enumerate(deck.questions, start=1)}
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for paper in papers:
        for section in paper.sections:
            for item in section.items:
                row = _row(paper, section.index + 1, item, places[item.question.id])
                writer.writerow(map(inert, row))
    return text.getvalue().encode("utf-8-sig")


def _row(paper: Paper, section: int, item: Item, place: int) -> tuple[str, ...]:
    return (
        paper.version,
        str(item.number),
        str(section),
        item.question.id,
        item.question.type,
        str(place),
        amount(item.points, "en"),
        " ".join(str(index + 1) for index in item.order),
        _key(item, paper.lang),
    )


def _key(item: Item, lang: str) -> str:
    """The answer as `glance` gives it, and for written answers their words."""
    asked = item.question
    if isinstance(asked, Flashcard | ShortAnswer):
        return asked.answer.strip()
    if isinstance(asked, Cloze):
        return " | ".join(cloze.plain(blank.answer).strip() for blank in blanks(asked))
    return glance(item, lang)
