"""A question → the values of its note's fields."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import assert_never

from quizkit.model.parts import Criterion
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
from quizkit.papers.order import by_value
from quizkit.targets.anki import arrange
from quizkit.targets.anki_html import Renderer
from quizkit.words import amount, number, words

Values = dict[str, str]
"""Field name → HTML; fields that are not named stay empty."""


def values(question: Question, render: Renderer) -> Values:
    """The fields of `question`'s note type that are its own (see `shared` for the others)."""
    match question:
        case Flashcard():
            return _flashcard(question, render)
        case Essay():
            return _essay(question, render)
        case Cloze():
            return _cloze(question, render)
        case ShortAnswer():
            return _short_answer(question, render)
        case Numeric():
            return _numeric(question, render)
        case Choice() | Multiple():
            return _options(question, render)
        case TrueFalse():
            return _true_false(question, render)
        case Matching():
            return _matching(question, render)
        case Ordering():
            return _ordering(question, render)
        case _:
            assert_never(question)


def _flashcard(question: Flashcard, render: Renderer) -> Values:
    return {
        "Prompt": render.block(question.prompt),
        "Answer": render.block(question.answer),
        "Kind": "flashcard",
        "Reverse": "1" if question.reverse else "",
    }


def _essay(question: Essay, render: Renderer) -> Values:
    return {
        "Prompt": render.block(question.prompt),
        "Answer": render.block(question.answer) if question.answer else "",
        "Kind": "essay",
        "Rubric": _rubric(question.rubric, render),
    }


def _rubric(rubric: Sequence[Criterion], render: Renderer) -> str:
    if not rubric:
        return ""
    if all(item.points is None for item in rubric):
        return render.items("ul", [item.text for item in rubric])
    rows = "".join(
        f"<tr><td{render.direction(item.text)}>{render.html(item.text)}</td>"
        f'<td class="right">{"" if item.points is None else amount(item.points, render.deck.lang)}</td></tr>'
        for item in rubric
    )
    return f"<table><tbody>{rows}</tbody></table>"


def _cloze(question: Cloze, render: Renderer) -> Values:
    text = render.cloze(question.text)
    bank = ""
    if question.has_bank:
        words = list(dict.fromkeys([*render.blanks(question.text), *question.distractors]))
        order = arrange.not_in_order(question.id, words)
        bank = render.items("ul", [words[index] for index in order])
    either = f" {render.word('or')} "
    accepted = "".join(
        f'<li value="{item.blank}">{either.join(render.html(text) for text in item.answers)}</li>'
        for item in question.accept
        if item.answers
    )
    return {"Text": text, "Bank": bank, "Accepted": f"<ol>{accepted}</ol>" if accepted else ""}


def _short_answer(question: ShortAnswer, render: Renderer) -> Values:
    return {
        "Prompt": render.block(question.prompt),
        "Answer": render.plain(question.answer),
        "Shown": render.block(question.answer),
        "Accepted": render.items("ul", question.accept) if question.accept else "",
        "Case": "1" if question.case else "",
        "Accents": "1" if question.accents else "",
    }


def _numeric(question: Numeric, render: Renderer) -> Values:
    lang = render.deck.lang
    low, high = question.bounds
    shown = [number(end, lang) for end in (low, high)]
    if question.answer is not None:
        answer, solution = _typed(question.answer, lang), number(question.answer, lang)
    else:
        answer, solution = (
            "–".join(dict.fromkeys([_typed(low, lang), _typed(high, lang)])),
            "–".join(dict.fromkeys(shown)),
        )
    return {
        "Prompt": render.block(question.prompt),
        "Answer": answer,
        "Shown": solution,
        "Unit": render.text(question.unit.strip()) if question.unit else "",
        "Range": render.word("range").format(low=shown[0], high=shown[1]) if low != high else "",
        "Low": format(low, "f"),
        "High": format(high, "f"),
        "Accents": "1",
    }


def _typed(value: Decimal, lang: str) -> str:
    """A number as it is typed in the language: `1E+3` is 1000, and 0.5 is 0,5 in French."""
    return format(value, "f").replace(".", words(lang).decimal)


def _options(question: Choice | Multiple, render: Renderer) -> Values:
    texts = [option.text for option in question.options]
    order = arrange.by_hash(question.id, texts) if question.shuffle else by_value(texts)
    order = arrange.last(order, question.pinned)
    keys = sorted(question.keys, key=order.index)
    kind = "single" if isinstance(question, Choice) else "multiple"
    right = [texts[index] for index in keys]
    feedback = [(place, question.options[index].feedback) for place, index in enumerate(order, 1)]
    return {
        "Prompt": render.block(question.prompt),
        "Options": render.items("ol", [texts[index] for index in order]),
        "Key": arrange.places(order, keys),
        "Answer": render.block(right[0]) if len(right) == 1 else render.items("ul", right),
        "Feedback": _feedback([(place, text) for place, text in feedback if text], render),
        "Kind": kind,
        "Order": "fixed" if not question.shuffle else "shuffle" if question.pinned is None else "pinned",
    }


def _feedback(remarks: Sequence[tuple[int, str]], render: Renderer) -> str:
    lines = [
        f'<li value="{place}"{render.direction(text)}>{render.html(text)}</li>' for place, text in remarks
    ]
    return f"<ol>{''.join(lines)}</ol>" if lines else ""


def _true_false(question: TrueFalse, render: Renderer) -> Values:
    words = (render.word("true"), render.word("false"))
    return {
        "Prompt": render.block(question.prompt),
        "Options": f"<ol><li>{words[0]}</li><li>{words[1]}</li></ol>",
        "Key": "1" if question.answer else "2",
        "Answer": words[0] if question.answer else words[1],
        "Kind": "truefalse",
        "Order": "fixed",
    }


def _matching(question: Matching, render: Renderer) -> Values:
    rights = list(dict.fromkeys([*(pair.right for pair in question.pairs), *question.distractors]))
    order = arrange.not_in_order(question.id, rights)
    rows = "".join(
        f"<tr><td{render.direction(pair.left)}>{render.html(pair.left)}</td>"
        f"<td{render.direction(pair.right)}>{render.html(pair.right)}</td></tr>"
        for pair in question.pairs
    )
    return {
        "Prompt": render.block(question.prompt),
        "Left": render.items("ol", [pair.left for pair in question.pairs]),
        "Right": render.items("ol", [rights[index] for index in order]),
        "Key": arrange.places(order, [rights.index(pair.right) for pair in question.pairs]),
        "Solution": f"<table><tbody>{rows}</tbody></table>",
    }


def _ordering(question: Ordering, render: Renderer) -> Values:
    order = arrange.not_in_order(question.id, question.items)
    return {
        "Prompt": render.block(question.prompt),
        "Items": render.items("ol", [question.items[index] for index in order]),
        "Key": arrange.places(order, range(len(order))),
        "Solution": render.items("ol", question.items),
    }
