"""A question → its stem and its answers in GIFT."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, localcontext
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
    QuestionBase,
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
    made = lower.cloze_short_answer(item)
    asked = made.question
    if len(item.order) < 2 or not isinstance(asked, ShortAnswer):
        return made
    key, *others = (Option.model_construct(text=text) for text in _bank(asked, question))
    shared = {name: getattr(question, name) for name in QuestionBase.model_fields}
    choice = Choice.model_construct(
        **shared, prompt=asked.prompt, answer=key, distractors=tuple(others), shuffle=True, last=None
    )
    return replace(item, question=choice)


def _bank(asked: ShortAnswer, question: Cloze) -> Iterable[str]:
    return dict.fromkeys((asked.answer, *question.distractors))


def _choice(question: Choice, item: Item, render: Render) -> Written:
    options = question.options
    form = render.form(question, _texts(options))
    lines = [
        f"{'=' if index in question.keys else '~'}{form.text(options[index].text)}"
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
    lines = [
        f"~%{marks.get(index, penalty)}%{form.text(options[index].text)}"
        f"{_remark(form.text(options[index].feedback or ''))}"
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
    middle, tolerance = _middle(question)
    answers = [f"{_number(middle)}:{_number(tolerance)}" if tolerance else _number(middle)]
    if question.answer is not None and question.answer != middle:
        answers.insert(0, _number(question.answer))  # the first is shown as the right one
    form = render.form(question, [question.unit.strip()] if question.unit else [])
    stem = form.stem(question)
    if question.unit:
        unit = f"({question.unit.strip()})"
        stem += escape(f"<p>{render.content.text(unit)}</p>" if form.html else f" {unit}")
    if len(answers) > 1 or answers[0] == "0":  # Moodle takes a lone 0 for no answer
        return Written(question, stem, f"#{' '.join(f'={text}' for text in answers)}")
    return Written(question, stem, f"#{answers[0]}")


def _middle(question: Numeric) -> tuple[Decimal, Decimal]:
    """The middle of the right numbers, and how far off it they may be: no reader has to calculate."""
    if question.between is None:
        assert question.answer is not None
        return question.answer, question.tolerance
    low, high = question.between
    with localcontext(prec=2000):  # the default rounds to 28 digits
        return (low + high) / 2, (high - low) / 2


def _number(value: Decimal) -> str:
    """Exactly this number, as PHP reads it: 3.10, 1440, 1E+400."""
    shown = format(value, "f")
    return shown if len(shown) < _LONG else str(value)


def _matching(question: Matching, render: Render) -> Written:
    form = render.form(question, [pair.left.strip() for pair in question.pairs])
    lines = [f"={form.text(pair.left)} -> {picked(pair.right)}" for pair in question.pairs]
    known = {line(pair.right) for pair in question.pairs}
    spare = dict.fromkeys(text for text in question.distractors if line(text) not in known)
    lines += [f"= -> {picked(text)}" for text in spare]
    return Written(question, form.stem(question), " ".join(lines))


def _essay(question: Essay, render: Render) -> Written:
    content, table = render.content, render.words
    more = ""
    if question.answer:
        more += f"<p><strong>{content.text(table.model_answer)}</strong></p>{content.block(question.answer)}"
    if question.rubric:
        more += f"<p><strong>{content.text(table.rubric)}</strong></p>{content.rubric(question.rubric)}"
    return Written(question, render.form(question).stem(question), more=more)
