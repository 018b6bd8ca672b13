"""Questions as rows of Kahoot's template, and why others are none."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import assert_never

from quizkit import media
from quizkit.markup import parse, plain
from quizkit.markup.tree import CodeBlock, Table
from quizkit.model import texts
from quizkit.model.deck import Deck
from quizkit.model.questions import (
    Choice,
    Cloze,
    Essay,
    Flashcard,
    Matching,
    Multiple,
    Numeric,
    Ordering,
    Question,
    ShortAnswer,
    TrueFalse,
)
from quizkit.papers import Item, assemble
from quizkit.targets import lower
from quizkit.targets.base import Job, Loss, Output, OutputFile, Unsupported, counted
from quizkit.targets.simpler import simplified

MAX_QUESTION = 120
MAX_ANSWER = 75
MAX_ANSWERS = 4

_BREAKS = re.compile(r"[ \t]*[\n\t]\s*")
_EASY_TO_READ = ((100, 20), (200, 30))
"""Up to so many characters of question and answers: so many seconds. Of the template's 5, 10, 20, 30, 60…"""
_LONG = 60


@dataclass(frozen=True, slots=True)
class Row:
    """A question as the template wants it; `right` are places from 1."""

    question: str
    answers: tuple[str, ...]
    seconds: int
    right: tuple[int, ...]


def output(job: Job) -> Output:
    """The file of a deck, with what it lacks."""
    from quizkit.targets.kahoot import sheet

    deck = job.deck
    places = {question.id: index for index, question in enumerate(deck.questions)}
    rows: list[Row] = []
    losses: list[Loss] = []
    for item in assemble(deck, None, 1, job.options.seed)[0].items:
        here = ("questions", places[item.question.id])
        try:
            rows.append(_row(item, deck))
        except Unsupported as error:
            losses.append(Loss("refused", (*here, *error.loc), str(error)))
            continue
        if isinstance(item.question, TrueFalse):
            losses.append(Loss("lowered", here, "students pick one of the two words", "choices"))
        losses += _lost(item.question, here)
    refused = {loss.loc[1] for loss in losses if loss.kind == "refused"}
    losses += _of_deck(deck, refused)
    job.progress(len(deck.questions))
    if not rows:
        return Output((), losses=tuple(losses))
    about = counted(len(rows), "question")
    write = partial(sheet.write, deck.title, rows)
    return Output((OutputFile(f"{deck.deck}-kahoot.xlsx", write, about),), losses=tuple(losses))


def _row(item: Item, deck: Deck) -> Row:
    """The row of a question. Raises `Unsupported` for what the template has no place for."""
    asked = item.question
    match asked:
        case Choice() | Multiple():
            pass
        case TrueFalse():
            item = lower.true_false(item, deck.lang)
        case Flashcard() | ShortAnswer() | Numeric() | Cloze() | Matching() | Ordering() | Essay():
            raise Unsupported("Kahoot's spreadsheet takes questions with two to four given answers only")
        case _:
            assert_never(asked)
    return _checked(item, asked)


def _checked(item: Item, asked: Choice | Multiple | TrueFalse) -> Row:
    options = item.question
    assert isinstance(options, Choice | Multiple)
    for text in (asked.prompt, *item.shown):
        _must_be_a_line(text)
    question = one_line(asked.prompt)
    answers = tuple(map(one_line, item.shown))
    if excess := list(_excess(question, answers)):
        raise Unsupported("; ".join(excess))
    if not question or not all(answers):
        raise Unsupported("a question or an answer without any words, as a picture alone, has no cell")
    if len(set(answers)) < len(answers):
        raise Unsupported("two answers are the same without their formatting")
    right = tuple(place for place, index in enumerate(item.order, start=1) if index in options.keys)
    return Row(question, answers, seconds(question, answers), right)


def _excess(question: str, answers: tuple[str, ...]) -> Iterator[str]:
    """All that goes beyond Kahoot's limits, each with what it has and the limit."""
    if len(answers) > MAX_ANSWERS:
        yield f"it has {len(answers)} answers, and Kahoot takes {MAX_ANSWERS} at most"
    if (size := length(question)) > MAX_QUESTION:
        yield f"the question has {size:,} characters, and Kahoot takes {MAX_QUESTION} at most"
    for answer in answers:
        if (size := length(answer)) > MAX_ANSWER:
            shown = answer if len(answer) <= 30 else answer[:29] + "…"
            yield f"the answer `{shown}` has {size:,} characters, and Kahoot takes {MAX_ANSWER} at most"


def _must_be_a_line(text: str) -> None:
    """Raises `Unsupported` for what has no meaning on one line."""
    if "\n" not in text.strip():
        return
    for block in parse(text).blocks:
        if isinstance(block, Table):
            raise Unsupported("a table has no place in a cell of Kahoot's spreadsheet")
        if isinstance(block, CodeBlock) and "\n" in block.text:
            raise Unsupported("code of several lines has no place in a cell of Kahoot's spreadsheet")


def length(text: str) -> int:
    """Characters as spreadsheets and JavaScript count them: an emoji is two or more."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def seconds(question: str, answers: tuple[str, ...]) -> int:
    """The time to answer: 20, 30 or 60 seconds by how much there is to read."""
    size = len(question) + sum(map(len, answers))
    return next((limit for most, limit in _EASY_TO_READ if size <= most), _LONG)


def one_line(text: str) -> str:
    """Markdown as plain text on one line."""
    return _BREAKS.sub(" ", plain(text))


def _lost(asked: Question, here: tuple[str, int]) -> Iterator[Loss]:
    """What a question has beside its words and its key."""
    carried = {
        "explanation": ("explanations", asked.explanation),
        "hint": ("hints", asked.hint),
        "facts": ("facts and sources", asked.facts),
        "passage": ("passages (read them out, or add them in Kahoot)", asked.passage),
        "tags": ("tags", asked.tags),
        "difficulty": ("levels of difficulty", asked.difficulty),
        "points": ("points", asked.points is not None and asked.points != 1),
    }
    for field, (what, value) in carried.items():
        if value:
            yield Loss("lost", (*here, field), what)
    for loc, text in texts.of_question(asked):
        if loc[-1] == "feedback":
            yield Loss("lost", (*here, *loc), "feedback on options")
        elif loc[0] not in ("explanation", "hint"):
            shown = simplified(text)
            if "formulas" in shown:
                yield Loss("lost", (*here, *loc), "typeset formulas (they become plain characters)")
            if "formatting" in shown:
                yield Loss("lost", (*here, *loc), "formatting")


def _of_deck(deck: Deck, refused: set[str | int]) -> Iterator[Loss]:
    """What the deck has beside its questions, and pictures anywhere in what is written."""
    if deck.description:
        yield Loss("lost", ("description",), "descriptions of decks")
    if deck.tags:
        yield Loss("lost", ("tags",), "tags")
    for loc, _name in media.names(deck):
        if loc[0] == "questions" and loc[1] not in refused and loc[2] not in ("explanation", "hint"):
            yield Loss("lost", loc, "pictures (add them in Kahoot)")
