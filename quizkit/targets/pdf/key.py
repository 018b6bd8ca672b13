"""An answer key: made from the same paper as the worksheet, so that letters and numbers agree."""

from __future__ import annotations

from typing import Any, assert_never

from quizkit.markup.typst import Value
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
from quizkit.papers import Item, Paper
from quizkit.papers.furniture import marks, summary
from quizkit.papers.remarks import Markdown, Piece, Row, rows
from quizkit.targets.pdf.document import Values, envelope, question, sections
from quizkit.targets.pdf.values import Scribe, is_blocks
from quizkit.words import amount

_PAGE = 26


def answer_key(scribe: Scribe, paper: Paper) -> Values:
    """The values of `template/key.typ`."""
    table = scribe.words
    values = envelope(scribe, paper.title, paper.version, table.answer_key)
    values["doc"] |= {"summary": summary(paper)}
    values["words"] |= {
        "correct": table.correct,
        "at-a-glance": table.at_a_glance,
        "criterion": table.criterion,
        "points": table.points,
    }
    values["sections"] = sections(scribe, paper, lambda item: _question(scribe, item), passages=False)
    values["glance"] = [
        [item.number, shown] for item in paper.items if (shown := marks(item, scribe.deck.lang))
    ]
    return values


def _question(scribe: Scribe, item: Item) -> Values:
    asked = item.question
    said = [(row.answer, _row(scribe, row)) for row in rows(item, scribe.known, scribe.deck.lang)]
    shown: Values = {"prompt": None, "rubric": []}
    shown |= _answer(scribe, item)
    if shown["prompt"] is None:
        shown["prompt"] = scribe.text(asked.prompt)
    shown["answers"] = [row for answer, row in said if answer]
    shown["remarks"] = [row for answer, row in said if not answer]
    texts = [shown["prompt"], *shown.get("options", ()), *filter(None, shown.get("feedback", ()))]
    texts += [*(row["value"] for _, row in said), *(side for pair in shown.get("pairs", ()) for side in pair)]
    texts += [criterion for criterion, _ in shown["rubric"]]
    lines = sum(scribe.lines(text) for text in texts) + len(said) + len(shown["rubric"])
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
        case Flashcard() | ShortAnswer() | Numeric():
            return {}
        case Cloze():
            return {"prompt": scribe.text(asked.text, blanks=True)}
        case Matching():
            return {
                "letters": list(item.solution),
                "pairs": [[scribe.text(pair.left), scribe.text(pair.right)] for pair in asked.pairs],
            }
        case Ordering():
            return {"letters": list(item.solution), "options": scribe.texts(item.shown)}
        case Essay():
            return {
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


def _row(scribe: Scribe, row: Row) -> Values:
    """A row for the template; several pieces stand in one line."""
    if len(row.pieces) == 1:
        return {"label": row.label, "value": _value(scribe, row.pieces[0]), "after": row.after}
    line: list[Any] = []
    for piece in row.pieces:
        value = _value(scribe, piece)
        line += [value] if isinstance(value, str) or is_blocks(value) else value
    return {"label": row.label, "value": line, "after": row.after}


def _value(scribe: Scribe, piece: Piece) -> Value:
    return scribe.text(piece.text) if isinstance(piece, Markdown) else piece
