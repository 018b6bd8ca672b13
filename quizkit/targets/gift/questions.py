"""A question → its stem and its answers in GIFT."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import assert_never

from quizkit.markup import escape as as_markdown
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
from quizkit.papers import Item, blanks
from quizkit.targets import answers, fractions, lower
from quizkit.targets.base import Unsupported
from quizkit.targets.gift.escape import escape
from quizkit.targets.gift.render import Render, answer, line, picked

_LONG = 40
"""Numbers with more digits than this are written with an exponent."""


@dataclass(frozen=True, slots=True)
class Written:
    """A question in GIFT: its stem, and what stands in the braces before the general feedback.

    `question` is what was asked in the end, where the deck's own type was lowered. `more` is HTML
    for the general feedback, `lost` names parts that are left out.
    """

    question: Question
    stem: str
    answers: str = ""
    more: str = ""
    lost: tuple[str, ...] = ()


def written(item: Item, render: Render) -> Written:
    """The question of `item`. Raises `Unsupported` where GIFT cannot ask it."""
    question = item.question
    match question:
        case Choice():
            return _choice(question, item, render)
        case Multiple():
            return _multiple(question, item, render)
        case TrueFalse():
            stem = render.form(question).stem(question)
            return Written(question, stem, "TRUE" if question.answer else "FALSE")
        case ShortAnswer():
            return _short_answer(question, render)
        case Numeric():
            return _numeric(question, render)
        case Matching():
            return _matching(question, render)
        case Essay():
            return _essay(question, render)
        case Ordering():
            return written(lower.ordering(item), render)
        case Flashcard():
            return written(lower.flashcard(item), render)
        case Cloze():
            return written(_cloze(question, item), render)
        case _:
            assert_never(question)


def _cloze(question: Cloze, item: Item) -> Item:
    if len(blanks(question)) > 1:
        return lower.cloze_matching(item)
    return lower.cloze_choice(item) if len(item.order) > 1 else lower.cloze_short_answer(item)


def _choice(question: Choice, item: Item, render: Render) -> Written:
    options = question.options
    form = render.form(question, _texts(options))
    texts = _told_apart([form.text(option.text) for option in options])
    lines = [
        f"{'=' if index in question.keys else '~'}{texts[index]}"
        f"{_remark(form.text(options[index].feedback or ''))}"
        for index in item.order
    ]
    lost = ("fixed orders of options",) if question.last or not question.shuffle else ()
    return Written(question, form.stem(question), " ".join(lines), lost=lost)


def _multiple(question: Multiple, item: Item, render: Render) -> Written:
    options, keys = question.options, sorted(question.keys)
    form = render.form(question, _texts(options))
    marks = dict(zip(keys, fractions.shares(len(keys)), strict=True))
    wrong = len(options) - len(keys)
    penalty = fractions.penalty(wrong) if wrong else ""
    texts = _told_apart([form.text(option.text) for option in options])
    lines = [
        f"~%{marks.get(index, penalty)}%{texts[index]}{_remark(form.text(options[index].feedback or ''))}"
        for index in item.order
    ]
    lost: tuple[str, ...] = () if question.shuffle else ("fixed orders of options",)
    if not fractions.equal(len(keys)):
        lost += ("equal shares of so many right options",)
    return Written(question, form.stem(question), " ".join(lines), lost=lost)


def _texts(options: Sequence[Option]) -> Iterable[str]:
    for option in options:
        yield option.text.strip()
        if option.feedback:
            yield option.feedback.strip()


def _told_apart(texts: Sequence[str]) -> Sequence[str]:
    """The texts. Raises `Unsupported` where nobody could tell two of them apart."""
    if len(set(texts)) < len(texts):
        raise Unsupported("two of its texts look the same in GIFT, which has no pictures")
    return texts


def _remark(text: str) -> str:
    return f"#{text}" if text else ""


def _short_answer(question: ShortAnswer, render: Render) -> Written:
    right, lost = (question.answer, *question.accept), []
    if not question.accents and answers.accented(right):
        lost.append(answers.WRONG_ACCENTS)
    ways = map(as_markdown, answers.typed(right, question.accents))
    made = list(dict.fromkeys(_accepted([question.answer, *ways], lost)))
    if question.case:
        lost.append("capital letters that matter")
    stem = render.form(question).stem(question)
    if "->" in made[0]:  # with any `=` beside it, Moodle reads a matching
        if len(made) > 1:
            lost.append("other accepted answers")
        return Written(question, stem, made[0], lost=tuple(lost))
    kept = [text for text in made if "->" not in text]
    if len(kept) < len(made):
        lost.append("other accepted answers")
    return Written(question, stem, " ".join(f"={text}" for text in kept), lost=tuple(lost))


def _accepted(texts: Sequence[str], lost: list[str]) -> Iterable[str]:
    """The answers in GIFT; one that cannot be written is lost, unless it is the first."""
    yield answer(texts[0])
    for text in texts[1:]:
        try:
            yield answer(text)
        except Unsupported:
            lost.append("other accepted answers")


def _numeric(question: Numeric, render: Render) -> Written:
    middle, tolerance = question.middle  # no reader has to calculate
    answers = [f"{_number(middle)}:{_number(tolerance)}" if tolerance else _number(middle)]
    if question.answer is not None and question.answer != middle:
        answers.insert(0, _number(question.answer))  # the first is shown as the right one
    form = render.form(question, [question.unit.strip()] if question.unit else [])
    stem = form.stem(question)
    if question.unit:
        unit = f"({question.unit.strip()})"
        shown = render.content.directed(f"<p>{render.content.text(unit)}</p>") if form.html else f" {unit}"
        stem += escape(shown)
    if len(answers) > 1 or answers[0] == "0":  # Moodle takes a lone 0 for no answer
        return Written(question, stem, f"#{' '.join(f'={text}' for text in answers)}")
    return Written(question, stem, f"#{answers[0]}")


def _number(value: Decimal) -> str:
    """Exactly this number, as PHP reads it: 3.10, 1440, 1E+400."""
    shown = format(value, "f")
    return shown if len(shown) < _LONG else str(value)


def _matching(question: Matching, render: Render) -> Written:
    form = render.form(question, [pair.left.strip() for pair in question.pairs])
    lefts = _told_apart([form.text(pair.left) for pair in question.pairs])
    lines = [f"={left} -> {picked(pair.right)}" for left, pair in zip(lefts, question.pairs, strict=True)]
    rights = list(dict.fromkeys((*(pair.right for pair in question.pairs), *question.distractors)))
    if "pictures" in map(answers.shown_only, rights):
        _told_apart(list(map(line, rights)))
    known = {line(pair.right) for pair in question.pairs}
    spare = dict.fromkeys(text for text in question.distractors if line(text) not in known)
    lines += [f"= -> {picked(text)}" for text in spare]
    return Written(question, form.stem(question), " ".join(lines))


def _essay(question: Essay, render: Render) -> Written:
    stem = render.form(question).stem(question)
    return Written(question, stem, more=render.content.model(question))
