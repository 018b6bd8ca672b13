"""A paper for students. Nothing of an answer gets into these values, so nothing can get into the file."""

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
from quizkit.papers import Item, Paper, blanks
from quizkit.papers.furniture import blank_width, essay_lines, instructions, lines_for, note, summary
from quizkit.targets.base import Unsupported
from quizkit.targets.pdf.document import Values, envelope, question, sections
from quizkit.targets.pdf.values import Scribe, columns
from quizkit.words import amount

_PAGE = 22
"""Lines from which the template measures whether a question is taller than a page can hold."""


def worksheet(scribe: Scribe, paper: Paper) -> Values:
    """The values of `template/worksheet.typ`. Raises `Unsupported` for a cloze that would show its answer."""
    values = envelope(scribe, paper.title, paper.version)
    values["doc"] |= {
        "summary": summary(paper),
        "total": amount(paper.points, paper.lang),
        "instructions": scribe.text(paper.instructions) if paper.instructions else instructions(paper),
        "own-instructions": paper.instructions is not None,
        "blank": blank_width(paper),
    }
    values["sections"] = sections(scribe, paper, lambda item: _question(scribe, item), passages=True)
    return values


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
    shown = {**parts, "note": note(item, scribe.words), "pictures": pictures, "tall": lines > _PAGE}
    return question(scribe, item, shown.pop("kind")) | shown


def _parts(scribe: Scribe, item: Item) -> Values:
    """What is particular to the type of the question."""
    asked = item.question
    match asked:
        case Choice() | Multiple():
            options = scribe.texts(item.shown)
            return _asking(
                scribe,
                asked.prompt,
                asked.type,
                options=options,
                columns=columns(options, scribe.options.large_print),
            )
        case TrueFalse():
            return _asking(scribe, asked.prompt, asked.type)
        case Flashcard() | ShortAnswer():
            return _asking(scribe, asked.prompt, "lines", lines=lines_for(asked.answer))
        case Numeric():
            return _asking(scribe, asked.prompt, asked.type, unit=asked.unit and asked.unit.strip())
        case Cloze():
            return _cloze(scribe, item, asked)
        case Matching():
            return _asking(
                scribe,
                asked.prompt,
                asked.type,
                left=scribe.texts(pair.left for pair in asked.pairs),
                right=scribe.texts(item.shown),
            )
        case Ordering():
            return _asking(scribe, asked.prompt, asked.type, options=scribe.texts(item.shown))
        case Essay():
            return _asking(scribe, asked.prompt, "lines", lines=essay_lines(item, asked))
        case _:
            assert_never(asked)


def _asking(scribe: Scribe, prompt: str, kind: str, **rest: Any) -> Values:
    return {"prompt": scribe.text(prompt), "kind": kind, **rest}


def _cloze(scribe: Scribe, item: Item, asked: Cloze) -> Values:
    prompt = _emptied(scribe.text(asked.text, blanks=True))
    if _count(prompt) != len(blanks(asked)):
        message = "a blank of this cloze cannot be left open on paper: its answer would be printed"
        raise Unsupported(message, ("questions", scribe.places[asked.id], "text"))
    return {"prompt": prompt, "kind": "cloze", "bank": scribe.texts(item.shown)}


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
