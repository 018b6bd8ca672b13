"""What an answer key says below a question: answers, what else is right, why, and where it is from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import assert_never

from quizkit.model import cloze
from quizkit.model.deck import Fact, Source
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
from quizkit.papers.furniture import reference
from quizkit.papers.paper import Item, letter, parts
from quizkit.words import Words, number, words


@dataclass(frozen=True, slots=True)
class Markdown:
    """Text of an author in a row of our own."""

    text: str


Piece = str | Markdown
"""Plain text of ours, or an author's Markdown."""


@dataclass(frozen=True, slots=True)
class Row:
    """A label with what belongs to it. One piece of Markdown may be blocks; several stand in one line.

    `after` is plain text below it. `answer`: it is the right answer itself.
    """

    label: str | None
    pieces: tuple[Piece, ...]
    after: str = ""
    answer: bool = False


Known = tuple[Mapping[str, Fact], Mapping[str, Source]]
"""The facts and the sources of a deck by their ids."""


def rows(item: Item, known: Known, lang: str) -> Iterator[Row]:
    """Everything that a key says below a question but its options, pairs, items and rubric."""
    table = words(lang)
    yield from _own(item, table, lang)
    yield from _shared(item.question, known, table, lang)


def _own(item: Item, table: Words, lang: str) -> Iterable[Row]:
    """What is particular to the type of the question."""
    asked = item.question
    match asked:
        case Flashcard():
            return [_answer(table, Markdown(asked.answer))]
        case ShortAnswer():
            return [_answer(table, Markdown(asked.answer)), *_accepted(asked, table)]
        case Numeric():
            return [_answer(table, _numeric(asked, table, lang)), *_range(asked, table, lang)]
        case Cloze():
            return _alternatives(asked, table)
        case Matching():
            return _spare(item, asked, table)
        case Essay():
            return [Row(table.model_answer, (Markdown(asked.answer),))] if asked.answer else []
        case Choice() | Multiple() | TrueFalse() | Ordering():
            return []
        case _:
            assert_never(asked)


def _answer(table: Words, piece: Piece) -> Row:
    return Row(table.answer, (piece,), answer=True)


def _joined(texts: Iterable[str]) -> tuple[Piece, ...]:
    """Several short texts in one line, parted by middle dots."""
    line: list[Piece] = []
    for text in texts:
        line += [" · ", Markdown(text)] if line else [Markdown(text)]
    return tuple(line)


def _accepted(asked: ShortAnswer, table: Words) -> Iterator[Row]:
    if asked.accept:
        yield Row(table.also_accepted, _joined(asked.accept))
    rules = [
        *([table.case_matters] if asked.case else []),
        *([] if asked.accents else [table.accents_free]),
    ]
    if rules:
        yield Row(None, (" ".join(rules),))


def _numeric(asked: Numeric, table: Words, lang: str) -> str:
    shown = _from_to(asked, table, lang) if asked.answer is None else number(asked.answer, lang)
    return _with_unit(shown, asked)


def _with_unit(text: str, asked: Numeric) -> str:
    return f"{text}\N{NO-BREAK SPACE}{asked.unit.strip()}" if asked.unit else text


def _from_to(asked: Numeric, table: Words, lang: str) -> str:
    low, high = (number(bound, lang) for bound in asked.bounds)
    return table.from_to.format(low=low, high=high)


def _range(asked: Numeric, table: Words, lang: str) -> Iterator[Row]:
    """What else counts as right: the tolerance, or the range around a declared answer."""
    if asked.answer is None:
        return
    if asked.between is not None:
        yield Row(table.also_accepted, (_with_unit(_from_to(asked, table, lang), asked),))
    elif asked.tolerance:
        low, high = (number(bound, lang) for bound in asked.bounds)
        text = table.give_or_take.format(tolerance=number(asked.tolerance, lang), low=low, high=high)
        yield Row(table.also_accepted, (text,))


def _alternatives(asked: Cloze, table: Words) -> Iterator[Row]:
    """Other right answers, each after the answer that stands in the blank."""
    for accepted in asked.accept:
        answers = [
            cloze.plain(item.answer) for item in cloze.scan(asked.text)[0] if item.number == accepted.blank
        ]
        yield Row(table.also_accepted, (*_joined(answers[:1]), " → ", *_joined(accepted.answers)))


def _spare(item: Item, asked: Matching, table: Words) -> Iterator[Row]:
    """The letters that belong to nothing."""
    rights = {pair.right for pair in asked.pairs}
    texts = parts(asked)
    line: list[Piece] = []
    for place, index in enumerate(item.order):
        if texts[index] not in rights:
            line += [f"{' · ' if line else ''}{letter(place)}\N{NO-BREAK SPACE}", Markdown(texts[index])]
    if line:
        yield Row(table.not_used, tuple(line))


def _shared(asked: Question, known: Known, table: Words, lang: str) -> Iterator[Row]:
    """What belongs to every type: explanation, hint, facts."""
    facts, sources = known
    if asked.explanation:
        yield Row(table.explanation, (Markdown(asked.explanation),))
    if asked.hint:
        yield Row(table.hint, (Markdown(asked.hint),))
    for id in asked.facts:
        if fact := facts.get(id):
            after = ""
            if fact.source:
                place = reference(fact.source, sources, lang, fact.as_of)
                after = f"{table.source}{table.colon} {place}"
            yield Row(table.fact, (Markdown(fact.statement),), after)
