"""A paper for students. Nothing of an answer gets into these values, so nothing can get into the file."""

from __future__ import annotations

from typing import Any, assert_never

from quizkit.markup.typst import Value
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
    ShortAnswer,
    TrueFalse,
)
from quizkit.papers import Item, Paper, blanks
from quizkit.targets.base import Unsupported
from quizkit.targets.pdf.document import Values, envelope, question, sections, summary
from quizkit.targets.pdf.values import Scribe, columns
from quizkit.words import amount

_PAGE = 22
"""Lines from which the template measures whether a question is taller than a page can hold."""


def worksheet(scribe: Scribe, paper: Paper) -> Values:
    """The values of `template/worksheet.typ`. Raises `Unsupported` for a cloze that would show its answer."""
    values = envelope(scribe, paper.title, paper.version)
    values["doc"] |= {
        "summary": summary(scribe, paper),
        "total": amount(paper.points, paper.lang),
        "instructions": scribe.text(paper.instructions)
        if paper.instructions
        else _instructions(scribe, paper),
        "own-instructions": paper.instructions is not None,
        "blank": blank_width(paper),
    }
    values["sections"] = sections(scribe, paper, lambda item: _question(scribe, item), passages=True)
    return values


def _instructions(scribe: Scribe, paper: Paper) -> str:
    """What a paper says that has no instructions of its own: one sentence for each sign in use."""
    table = scribe.words
    types = {item.question.type for item in paper.items}
    signs = {"choice": table.circle_one, "multiple": table.tick_all, "true-false": table.true_or_false}
    return " ".join([table.answer_all, *(sentence for type_, sentence in signs.items() if type_ in types)])


def blank_width(paper: Paper) -> float:
    """The width in em of every blank on a paper: all alike, so that none tells how long its answer is."""
    clozes = [item.question for item in paper.items if isinstance(item.question, Cloze)]
    longest = max((len(blank.answer) for each in clozes for blank in blanks(each)), default=0)
    return min(max(7.0, longest * 0.6 + 1), 14.0)


def _question(scribe: Scribe, item: Item) -> Values:
    pictures = scribe.pictures(item.question.pictures)
    parts = _parts(scribe, item)
    lines = (
        scribe.lines(parts["prompt"])
        + sum(map(scribe.lines, parts.get("options", ())))
        + max(sum(map(scribe.lines, parts.get(side, ()))) for side in ("left", "right"))
        + 2 * min(parts.get("lines", 0), 6)
        + 16 * len(pictures)
    )
    return question(scribe, item, parts.pop("kind")) | parts | {"pictures": pictures, "tall": lines > _PAGE}


def _parts(scribe: Scribe, item: Item) -> Values:
    """What is particular to the type of the question."""
    asked = item.question
    table = scribe.words
    match asked:
        case Choice() | Multiple():
            options = scribe.texts(item.shown)
            return _asking(
                scribe,
                asked.prompt,
                asked.type,
                table.choose_all if isinstance(asked, Multiple) else None,
                options=options,
                columns=columns(options, scribe.options.large_print),
            )
        case TrueFalse():
            return _asking(scribe, asked.prompt, asked.type)
        case Flashcard() | ShortAnswer():
            return _asking(scribe, asked.prompt, "lines", lines=_lines_for(asked.answer))
        case Numeric():
            return _asking(scribe, asked.prompt, asked.type, unit=asked.unit and asked.unit.strip())
        case Cloze():
            return _cloze(scribe, item, asked)
        case Matching():
            spare = len(item.order) > len({pair.right for pair in asked.pairs})
            return _asking(
                scribe,
                asked.prompt,
                asked.type,
                table.match_spare if spare else table.match,
                left=scribe.texts(pair.left for pair in asked.pairs),
                right=scribe.texts(item.shown),
            )
        case Ordering():
            note = table.order.format(count=len(asked.items))
            return _asking(scribe, asked.prompt, asked.type, note, options=scribe.texts(item.shown))
        case Essay():
            return _asking(scribe, asked.prompt, "lines", lines=_essay_lines(item, asked))
        case _:
            assert_never(asked)


def _asking(scribe: Scribe, prompt: str, kind: str, note: str | None = None, **rest: Any) -> Values:
    return {"prompt": scribe.text(prompt), "kind": kind, "note": note, **rest}


def _lines_for(answer: str) -> int:
    """Lines for a short answer: one, more only where nobody could write the answer on one."""
    return 1 if len(answer) <= 80 else 2 if len(answer) <= 200 else 3


def _essay_lines(item: Item, essay: Essay) -> int:
    """The lines asked for; else three a point; else, where no points are given either, eight."""
    if essay.lines is not None:
        return essay.lines
    if essay.points is None and not any(line.points for line in essay.rubric):
        return 8
    return min(max(4, int(item.points * 3)), 40)


def _cloze(scribe: Scribe, item: Item, asked: Cloze) -> Values:
    prompt = _emptied(scribe.text(asked.text, blanks=True))
    if _count(prompt) != len(blanks(asked)):
        message = "a blank of this cloze cannot be left open on paper: its answer would be printed"
        raise Unsupported(message, ("questions", scribe.places[asked.id], "text"))
    spare = len(item.order) > len({cloze.plain(blank.answer) for blank in blanks(asked)})
    note = (scribe.words.bank_spare if spare else scribe.words.use_bank) if item.order else None
    return {"prompt": prompt, "kind": "cloze", "note": note, "bank": scribe.texts(item.shown)}


def _emptied(value: Any) -> Value:
    """A value whose blanks hold nothing any more."""
    if isinstance(value, list):
        return [_emptied(part) for part in value]
    if not isinstance(value, dict):
        return value  # type: ignore[no-any-return]
    if value.get("t") == "blank":
        return {**value, "n": 0, "c": []}  # type: ignore[return-value]
    return {key: _emptied(part) if isinstance(part, list) else part for key, part in value.items()}  # type: ignore[return-value]


def _count(value: Any) -> int:
    if isinstance(value, list):
        return sum(map(_count, value))
    if not isinstance(value, dict):
        return 0
    return (
        1
        if value.get("t") == "blank"
        else sum(_count(part) for part in value.values() if isinstance(part, list))
    )
