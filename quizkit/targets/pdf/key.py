"""An answer key: made from the same paper as the worksheet, so that letters and numbers agree."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, assert_never

from quizkit.markup.typst import Value
from quizkit.model import cloze
from quizkit.model.deck import Fact
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
from quizkit.papers import Item, Paper, letter, parts
from quizkit.targets.pdf.document import Values, envelope, question, reference, sections, summary
from quizkit.targets.pdf.values import Scribe
from quizkit.words import amount, number

_PAGE = 26


def answer_key(scribe: Scribe, paper: Paper) -> Values:
    """The values of `template/key.typ`."""
    table = scribe.words
    values = envelope(scribe, paper.title, paper.version, table.answer_key)
    values["doc"] |= {"summary": summary(scribe, paper)}
    values["words"] |= {
        "correct": table.correct,
        "at-a-glance": table.at_a_glance,
        "criterion": table.criterion,
        "points": table.points,
    }
    values["sections"] = sections(scribe, paper, lambda item: _question(scribe, item), passages=False)
    values["glance"] = [[item.number, marks] for item in paper.items if (marks := _marks(scribe, item))]
    return values


def _marks(scribe: Scribe, item: Item) -> list[str]:
    """The answer at a glance; where it is a row of letters or numbers, one by one.

    Between Hebrew words, “A C B” and “2 3 1” in one piece would run in opposite directions.
    """
    if isinstance(item.question, Matching | Ordering):
        return list(item.solution)
    short = glance(scribe, item)
    return [short] if short else []


def glance(scribe: Scribe, item: Item) -> str:
    """The answer as a student writes it, where it is a letter, a number or a word of ours; else ""."""
    asked = item.question
    if isinstance(asked, TrueFalse):
        return scribe.words.true if asked.answer else scribe.words.false
    if isinstance(asked, Numeric):
        right = asked.bounds if asked.answer is None else (asked.answer,)
        shown = "–".join(dict.fromkeys(number(value, scribe.deck.lang) for value in right))
        return " ".join(filter(None, (shown, asked.unit and asked.unit.strip())))
    return ("" if isinstance(asked, Multiple) else " ").join(item.solution)


def _question(scribe: Scribe, item: Item) -> Values:
    asked = item.question
    shown: Values = {"answers": [], "remarks": [], "rubric": [], "prompt": None}
    shown |= _answer(scribe, item)
    if shown["prompt"] is None:
        shown["prompt"] = scribe.text(asked.prompt)
    shown["remarks"] = [*shown["remarks"], *_remarks(scribe, asked)]
    rows = (*shown["answers"], *shown["remarks"])
    texts = [shown["prompt"], *shown.get("options", ()), *filter(None, shown.get("feedback", ()))]
    texts += [*(row["value"] for row in rows), *(side for pair in shown.get("pairs", ()) for side in pair)]
    texts += [criterion for criterion, _ in shown["rubric"]]
    lines = sum(scribe.lines(text) for text in texts) + len(rows) + len(shown["rubric"])
    return question(scribe, item, asked.type) | shown | {"tall": lines > _PAGE}


def _answer(scribe: Scribe, item: Item) -> Values:
    """The right answer of each type."""
    asked = item.question
    table = scribe.words
    match asked:
        case Choice() | Multiple():
            options = [asked.options[index] for index in item.order]
            return {
                "options": scribe.texts(option.text for option in options),
                "marks": [index in asked.keys for index in item.order],
                "feedback": [option.feedback and scribe.text(option.feedback) for option in options],
            }
        case TrueFalse():
            marks = [asked.answer, not asked.answer]
            return {"options": [table.true, table.false], "marks": marks, "feedback": [None, None]}
        case Flashcard():
            return {"answers": [_row(table.answer, scribe.text(asked.answer))]}
        case ShortAnswer():
            return {
                "answers": [_row(table.answer, scribe.text(asked.answer))],
                "remarks": _accepted(scribe, asked),
            }
        case Numeric():
            return {
                "answers": [_row(table.answer, _numeric(scribe, asked))],
                "remarks": _range(scribe, asked),
            }
        case Cloze():
            return {"prompt": scribe.text(asked.text, blanks=True), "remarks": _alternatives(scribe, asked)}
        case Matching():
            return {
                "letters": list(item.solution),
                "pairs": [[scribe.text(pair.left), scribe.text(pair.right)] for pair in asked.pairs],
                "remarks": _spare(scribe, item, asked),
            }
        case Ordering():
            return {"letters": list(item.solution), "options": scribe.texts(item.shown)}
        case Essay():
            return {
                "answers": [],
                "remarks": [_row(table.model_answer, scribe.text(asked.answer))] if asked.answer else [],
                "rubric": [
                    [
                        scribe.text(line.text),
                        "–" if line.points is None else amount(line.points, scribe.deck.lang),
                    ]
                    for line in asked.rubric
                ],
            }
        case _:
            assert_never(asked)


def _row(label: str | None, value: Value, after: str = "") -> Values:
    return {"label": label, "value": value, "after": after}


def _accepted(scribe: Scribe, asked: ShortAnswer) -> list[Values]:
    rows = [_row(scribe.words.also_accepted, scribe.joined(asked.accept))] if asked.accept else []
    rules = [
        *([scribe.words.case_matters] if asked.case else []),
        *([] if asked.accents else [scribe.words.accents_free]),
    ]
    return [*rows, *([_row(None, " ".join(rules))] if rules else [])]


def _numeric(scribe: Scribe, asked: Numeric) -> str:
    if asked.answer is None:
        return _with_unit(_from_to(scribe, asked), asked)
    return _with_unit(number(asked.answer, scribe.deck.lang), asked)


def _with_unit(text: str, asked: Numeric) -> str:
    return f"{text}\N{NO-BREAK SPACE}{asked.unit.strip()}" if asked.unit else text


def _from_to(scribe: Scribe, asked: Numeric) -> str:
    low, high = (number(bound, scribe.deck.lang) for bound in asked.bounds)
    return scribe.words.from_to.format(low=low, high=high)


def _range(scribe: Scribe, asked: Numeric) -> list[Values]:
    """What else counts as right: the tolerance, or the range around a declared answer."""
    if asked.answer is None or (not asked.tolerance and asked.between is None):
        return []
    if asked.between is not None:
        return [_row(scribe.words.also_accepted, _with_unit(_from_to(scribe, asked), asked))]
    low, high = (number(bound, scribe.deck.lang) for bound in asked.bounds)
    tolerance = number(asked.tolerance, scribe.deck.lang)
    text = scribe.words.give_or_take.format(tolerance=tolerance, low=low, high=high)
    return [_row(scribe.words.also_accepted, text)]


def _alternatives(scribe: Scribe, asked: Cloze) -> list[Values]:
    """Other right answers, each after the answer that stands in the blank."""
    rows = []
    for accepted in asked.accept:
        answers = [
            cloze.plain(item.answer) for item in cloze.scan(asked.text)[0] if item.number == accepted.blank
        ]
        value: list[Any] = [*scribe.joined(answers[:1]), " → ", *scribe.joined(accepted.answers)]
        rows.append(_row(scribe.words.also_accepted, value))
    return rows


def _spare(scribe: Scribe, item: Item, asked: Matching) -> list[Values]:
    """The letters that belong to nothing."""
    rights = {pair.right for pair in asked.pairs}
    texts = parts(asked)
    spare = [(place, texts[index]) for place, index in enumerate(item.order) if texts[index] not in rights]
    if not spare:
        return []
    value: list[Any] = []
    for place, text in spare:
        value += [f"{' · ' if value else ''}{letter(place)}\N{NO-BREAK SPACE}", *scribe.joined([text])]
    return [_row(scribe.words.not_used, value)]


def _remarks(scribe: Scribe, asked: Question) -> Iterable[Values]:
    """What belongs to every type: explanation, hint, facts."""
    if asked.explanation:
        yield _row(scribe.words.explanation, scribe.text(asked.explanation))
    if asked.hint:
        yield _row(scribe.words.hint, scribe.text(asked.hint))
    for id in asked.facts:
        if fact := scribe.facts.get(id):
            yield _row(scribe.words.fact, scribe.text(fact.statement), _place(scribe, fact))


def _place(scribe: Scribe, fact: Fact) -> str:
    if fact.source:
        return f"{scribe.words.source}{scribe.words.colon} {reference(scribe, fact.source, fact.as_of)}"
    return ""
