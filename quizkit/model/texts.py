"""Every piece of author's Markdown in a deck, with its place. One list for all who look at texts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import assert_never

from quizkit.diagnostics import Loc
from quizkit.model.deck import Header
from quizkit.model.parts import Option
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

Placed = tuple[Loc, str]


def of_question(question: Question) -> Iterator[Placed]:
    """The Markdown texts of one question, places relative to it. Cloze text comes with its blanks."""
    if question.explanation:
        yield ("explanation",), question.explanation
    if question.hint:
        yield ("hint",), question.hint
    yield from _own(question)


def _own(question: Question) -> Iterator[Placed]:
    match question:
        case Cloze():
            yield ("text",), question.text
            yield from _each("distractors", question.distractors)
            for index, item in enumerate(question.accept):
                yield from ((("accept", index, *loc[1:]), text) for loc, text in _each("", item.answers))
            return
        case Flashcard() | ShortAnswer():
            yield ("answer",), question.answer
        case Choice():
            yield from _options("", (question.answer,))
            yield from _options("distractors", question.distractors)
            if question.last:
                yield ("last",), question.last
        case Multiple():
            yield from _options("answers", question.answers)
            yield from _options("distractors", question.distractors)
        case TrueFalse() | Numeric():
            pass
        case Matching():
            for index, pair in enumerate(question.pairs):
                yield ("pairs", index, "left"), pair.left
                yield ("pairs", index, "right"), pair.right
            yield from _each("distractors", question.distractors)
        case Ordering():
            yield from _each("items", question.items)
        case Essay():
            if question.answer:
                yield ("answer",), question.answer
            yield from (
                (("rubric", index, "criterion"), item.text) for index, item in enumerate(question.rubric)
            )
        case _:
            assert_never(question)
    if isinstance(question, ShortAnswer):
        yield from _each("accept", question.accept)
    yield ("prompt",), question.prompt


def _each(field: str, texts: Sequence[str]) -> Iterator[Placed]:
    return (((field, index), text) for index, text in enumerate(texts))


def _options(field: str, options: Sequence[Option]) -> Iterator[Placed]:
    for index, option in enumerate(options):
        loc: Loc = (field, index) if field else ("answer",)
        yield (*loc, "text"), option.text
        if option.feedback:
            yield (*loc, "feedback"), option.feedback


def of_header(header: Header) -> Iterator[Placed]:
    """The Markdown texts of a deck outside its questions."""
    if header.description:
        yield ("description",), header.description
    for index, fact in enumerate(header.facts):
        yield ("facts", index, "statement"), fact.statement
    for index, passage in enumerate(header.passages):
        if passage.text:
            yield ("passages", index, "text"), passage.text
    for index, sheet in enumerate(header.worksheets):
        if sheet.instructions:
            yield ("worksheets", index, "instructions"), sheet.instructions
        for number, section in enumerate(sheet.sections):
            if section.instructions:
                yield ("worksheets", index, "sections", number, "instructions"), section.instructions
