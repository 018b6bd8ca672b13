"""A question → its item, one function for each type that Canvas knows."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import assert_never

from quizkit import papers
from quizkit.markup.parse import IS_PLAIN
from quizkit.model import cloze
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
from quizkit.papers import Item, blanks, parts
from quizkit.targets import answers, lower
from quizkit.targets.base import Loss, Unsupported
from quizkit.targets.canvas import qti
from quizkit.targets.canvas.escape import xml
from quizkit.targets.canvas.render import Renderer
from quizkit.targets.exact import digits
from quizkit.words import words

LONGEST = 16_000
"""The most characters of a stem's HTML: Canvas drops one of more than 16,384 and puts a notice there."""


def lowered(item: Item, lang: str) -> tuple[Item, Loss | None]:
    """`item` as a type that Canvas has, and what that means for students (its `loc` is left empty)."""
    question = item.question
    match question:
        case Flashcard():
            made = lower.flashcard(item)
            to, what = lower.TYPED if isinstance(made.question, ShortAnswer) else lower.WRITTEN
            return made, Loss("lowered", (), what, to)
        case Ordering():
            if all(map(_survives, question.items)):
                what = (
                    "in classic quizzes students pick the item for each place; New Quizzes keeps the ordering"
                )
                return item, Loss("lowered", (), what, "matching questions")
            what = "students pick the place of each item, and may pick one twice"
            return lower.ordering(item), Loss("lowered", (), what, "matching questions")
        case TrueFalse() if words(lang).tag != "en":
            # Canvas knows true-false questions by their English words alone, and would make choices itself.
            return lower.true_false(item, lang), None
        case _:
            return item, None


def _survives(text: str) -> bool:
    """Whether Canvas's own lowering of an ordering keeps this item: it cuts out whatever looks like HTML."""
    return IS_PLAIN(text) is not None and not set("<>&") & set(text)


def item(ident: str, asked: Item, render: Renderer) -> str:
    """The item of a question that `lowered` returned. Raises `Unsupported` for what Canvas cannot hold."""
    question = asked.question
    stem = render.stem(question)
    if isinstance(question, Numeric):
        stem = render.with_unit(stem, question.unit)
    if len(stem) > LONGEST:
        raise Unsupported(
            f"its text with all that belongs to it has {len(stem):,} characters as HTML; Canvas takes {LONGEST:,}"
        )
    return qti.item(
        ident,
        question.id,
        digits(asked.points),
        stem,
        _body(question, asked, render),
        render.general(question),
    )


def _body(question: Question, asked: Item, render: Renderer) -> qti.Body:
    match question:
        case Choice() | Multiple():
            return _options(question, asked, render)
        case TrueFalse():
            return _true_false(question)
        case ShortAnswer():
            return _short_answer(question, render)
        case Numeric():
            return _numeric(question, render)
        case Cloze():
            return _bank(question, asked, render) if question.has_bank else _blanks(question, render)
        case Matching():
            return _matching(question, asked, render)
        case Ordering():
            return _ordering(asked)
        case Essay():
            return qti.Body("essay_question", qti.typed(), qti.by_hand())
        case Flashcard():
            raise AssertionError("lowered before")
        case _:
            assert_never(question)


def _ident(place: int) -> str:
    """An answer's ident. It tells its place on the paper, never whether it is right."""
    return str(1001 + place)


def _options(question: Choice | Multiple, asked: Item, render: Renderer) -> qti.Body:
    labels, remarks = [], []
    right: list[str] = []
    wrong: list[str] = []
    for place, index in enumerate(asked.order):
        option, ident = question.options[index], _ident(place)
        labels.append((ident, render.option(option.text)))
        (right if index in question.keys else wrong).append(qti.equal(ident))
        if option.feedback:
            remarks.append((ident, render.remark(option.feedback)))
    if isinstance(question, Choice):
        kind, cardinality, condition = "multiple_choice_question", "Single", right[0]
    else:
        others = "".join(f"<not>{other}</not>" for other in wrong)
        condition = f"<and>{''.join(right)}{others}</and>"
        kind, cardinality = "multiple_answers_question", "Multiple"
    response = qti.choices("response1", labels, cardinality)
    return qti.Body(kind, response, qti.scores(condition), tuple(remarks))


def _true_false(question: TrueFalse) -> qti.Body:
    labels = [(_ident(0), qti.plain("True")), (_ident(1), qti.plain("False"))]
    right = _ident(0 if question.answer else 1)
    return qti.Body("true_false_question", qti.choices("response1", labels), qti.scores(qti.equal(right)))


def _short_answer(question: ShortAnswer, render: Renderer) -> qti.Body:
    right = (question.answer, *question.accept)
    render.lost.update(answers.untyped(question.answer))
    if question.case:
        render.lost.add("capital letters that matter")
    if not question.accents and answers.accented(right):
        render.lost.add(answers.WRONG_ACCENTS)
    conditions = "".join(qti.equal(xml(text)) for text in answers.typed(right, question.accents))
    if not conditions:
        raise Unsupported("its answer has no text that can be typed")
    return qti.Body("short_answer_question", qti.typed(), qti.scores(conditions))


def _numeric(question: Numeric, render: Renderer) -> qti.Body:
    low, high = question.bounds
    middle = low if question.answer is None else question.answer
    if any(Decimal(repr(float(value))) != value for value in (low, middle, high)):
        render.lost.add("digits beyond the fifteenth")
    within = f"{_bound('vargte', low)}{_bound('varlte', high)}"
    if question.between is None or low == high:
        within = f"<or>{qti.exactly(middle, question.tolerance)}<and>{within}</and></or>"
    return qti.Body("numerical_question", qti.typed(number=True), qti.scores(within))


def _bound(name: str, value: Decimal) -> str:
    return f'<{name} respident="response1">{value:f}</{name}>'


def _blanks(question: Cloze, render: Renderer) -> qti.Body:
    """Blanks to type in; every answer that is listed is right."""
    responses, conditions = [], []
    name, ident = render.blank_name(question), 0
    for place, blank in enumerate(blanks(question), 1):
        texts = papers.answers(question, blank)
        render.lost.update(answers.untyped(texts[0]))
        labels = []
        for text in answers.typed(texts):
            labels.append((_ident(ident), qti.plain(text)))
            ident += 1
        if not labels:
            raise Unsupported(f"the answer of blank {place} has no text that can be typed")
        responses.append(_blank(f"{name}{place}", labels))
        conditions.append(qti.equal(labels[0][0], f"response_{name}{place}"))
    return qti.Body("fill_in_multiple_blanks_question", "".join(responses), qti.shares(conditions))


def _bank(question: Cloze, asked: Item, render: Renderer) -> qti.Body:
    """Blanks with the word bank as a list to choose from, in the order of the paper."""
    if any(item.answers for item in question.accept):
        render.lost.add("other right answers where there is a word bank")
    bank, name = parts(question), render.blank_name(question)
    shown = [qti.plain(render.chosen(text)) for text in asked.shown]
    first = _first_alike(asked.shown, shown)
    responses, conditions, ident = [], [], 0
    for place, blank in enumerate(blanks(question), 1):
        labels = [(_ident(ident + index), word) for index, word in enumerate(shown) if first[index] == index]
        right = first[asked.order.index(bank.index(cloze.plain(blank.answer)))]
        responses.append(_blank(f"{name}{place}", labels))
        conditions.append(qti.equal(_ident(ident + right), f"response_{name}{place}"))
        ident += len(shown)
    return qti.Body("multiple_dropdowns_question", "".join(responses), qti.shares(conditions))


def _first_alike(sources: Sequence[str], shown: Sequence[str]) -> list[int]:
    """For each text of a list the place of the first that reads the same, which stands for all of them.

    Texts may differ in nothing but their formatting, and a list shows none. Raises `Unsupported` where
    a picture is what tells them apart.
    """
    first = [shown.index(text) for text in shown]
    alike = [source for place, source in enumerate(sources) if first[place] != place]
    if "pictures" in map(answers.shown_only, alike):
        raise Unsupported("two texts of a list look the same there, without pictures")
    return first


def _blank(name: str, labels: list[tuple[str, str]]) -> str:
    prompt = f"<material><mattext>{name}</mattext></material>"
    return qti.choices(f"response_{name}", labels, prompt=prompt)


def _matching(question: Matching, asked: Item, render: Renderer) -> qti.Body:
    rights = parts(question)
    first = _first_alike(asked.shown, [render.chosen(text) for text in asked.shown])
    labels = [
        (_ident(place), render.right(rights[index]))
        for place, index in enumerate(asked.order)
        if first[place] == place
    ]
    responses, conditions = [], []
    for number, pair in enumerate(question.pairs):
        response = f"response_{2001 + number}"
        responses.append(qti.choices(response, labels, prompt=render.left(pair.left)))
        right = _ident(first[asked.order.index(rights.index(pair.right))])
        conditions.append(qti.equal(right, response))
    return qti.Body("matching_question", "".join(responses), qti.shares(conditions))


def _ordering(asked: Item) -> qti.Body:
    """As New Quizzes exports it; a classic quiz makes a matching of it, place by place."""
    labels = [(_ident(place), qti.plain(text.strip())) for place, text in enumerate(asked.shown)]
    response = qti.choices("response1", labels, "Ordered")
    order = "".join(qti.equal(_ident(asked.order.index(index))) for index in range(len(asked.order)))
    return qti.Body("ordering_question", response, qti.scores(order))
