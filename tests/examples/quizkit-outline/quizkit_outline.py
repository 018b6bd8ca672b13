"""An outline of a deck: one line a question, with its key. A whole target, to start your own from."""

from __future__ import annotations

from functools import partial
from typing import BinaryIO, assert_never

from quizkit.markup import plain
from quizkit.model.questions import (
    Choice,
    Cloze,
    Essay,
    Flashcard,
    Matching,
    Multiple,
    Numeric,
    Ordering,
    ShortAnswer,
    TrueFalse,
)
from quizkit.papers import Item, assemble
from quizkit.targets.base import Job, Loss, Output, OutputFile, Unsupported
from quizkit.words import number, words

NAME = "outline"
SUMMARY = "An outline: one line a question, with its key"


def compile(job: Job) -> Output:
    """The outline of the deck in its one file; questions without a short key are refused."""
    (paper,) = assemble(job.deck, None, 1, job.options.seed)  # the order and the letters of the printed sheet
    places = {question.id: place for place, question in enumerate(job.deck.questions)}
    lines: list[str] = []
    losses: list[Loss] = []
    for item in paper.items:
        loc = ("questions", places[item.question.id])
        try:
            lines.append(
                f"{item.number}. {_line(item.question.prompt)} = {_line(_key(item, job.deck.lang))}\n"
            )
        except Unsupported as reason:
            losses.append(Loss("refused", (*loc, *reason.loc), str(reason)))
        if item.question.hint:
            losses.append(Loss("lost", (*loc, "hint"), "hints"))
    file = OutputFile(f"{job.deck.deck}-outline.txt", partial(_write, "".join(lines)), f"{len(lines)} lines")
    return Output((file,) if lines else (), losses=tuple(losses))


def _key(item: Item, lang: str) -> str:
    """The answer, as Markdown. One arm for each type: mypy names the one that a new quizkit adds."""
    asked = item.question
    match asked:
        case Choice() | Multiple() | Matching() | Ordering():
            return " ".join(item.solution)
        case TrueFalse():
            return words(lang).true if asked.answer else words(lang).false
        case Flashcard() | ShortAnswer():
            return asked.answer
        case Numeric():
            return "–".join(dict.fromkeys(number(value, lang) for value in asked.bounds))
        case Cloze() | Essay():
            raise Unsupported("an outline has no room for an answer of this kind")
        case _:
            assert_never(asked)


def _line(text: str) -> str:
    return " ".join(plain(text).split())


def _write(text: str, stream: BinaryIO) -> None:
    stream.write(text.encode())
