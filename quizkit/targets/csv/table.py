"""A deck as a table: one row a question, columns for all that the model holds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import assert_never

from quizkit.model.deck import Deck
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
from quizkit.papers import Item, letter
from quizkit.papers.furniture import most
from quizkit.targets.csv.plain import Plain
from quizkit.words import amount, number

Row = dict[str, str]

_YES = "yes"

ALWAYS = ("number", "id", "type", "prompt", "key", "answer", "points", "tags")
"""The columns of every file. The others are there where a question of the deck needs them."""


def columns(marks: Sequence[str]) -> tuple[str, ...]:
    """All columns in their order, with one for each of the letters `marks`.

    `A`… are the options, and the right-hand sides of a matching; `items` its left-hand sides, or what is
    to be put in order. `key`: letters and numbers as on the printed key; `answer`: the same in words.
    """
    return (
        "number", "id", "type", "passage", "prompt", "pictures", "items", *marks, "word bank",
        "key", "answer", "also accepted", "case matters", "accents matter", "tolerance", "low", "high",
        "unit", "rubric", "shuffled", "reverse", "points", "hint", *(f"feedback {mark}" for mark in marks),
        "explanation", "facts", "sources", "difficulty", "tags", "deck", "language", "translation of",
    )  # fmt: skip


def rows(deck: Deck, items: Sequence[Item], show: Plain) -> list[list[str]]:
    """The header and a row for each item. The cells are texts as they are: see `papers.cells.inert`."""
    shared = {"deck": deck.title.strip(), "language": deck.lang}
    if deck.translation_of:
        shared["translation of"] = deck.translation_of
    found = [_row(item, deck, show) for item in items]
    used = {name for row in found for name, cell in row.items() if cell} | shared.keys() | {*ALWAYS}
    most = max((len(item.order) for item in items), default=0)
    wanted = [name for name in columns(_letters(most)) if name in used]
    made = [wanted]
    made += [[(row | shared).get(name, "") for name in wanted] for row in found]
    return made


def _row(item: Item, deck: Deck, show: Plain) -> Row:
    asked = item.question
    row = {
        "number": str(item.number),
        "id": asked.id,
        "type": asked.type,
        "points": amount(item.points, deck.lang),
        "tags": " ".join(dict.fromkeys((*deck.tags, *asked.tags))),
    }
    row |= _own(item, asked, show)
    if "prompt" not in row:
        row["prompt"] = show.text(asked.prompt)
    return row | _shared(asked, show)


def _shared(asked: Question, show: Plain) -> Row:
    """What every question may carry; what it lacks is left out."""
    row: Row = {}
    if asked.passage:
        row["passage"] = show.passage(asked.passage)
    if asked.image or asked.images:
        row["pictures"] = show.pictures(asked.pictures)
    if asked.hint:
        row["hint"] = show.text(asked.hint)
    if asked.explanation:
        row["explanation"] = show.text(asked.explanation)
    if asked.facts:
        row |= {"facts": show.facts(asked.facts), "sources": show.sources(asked.facts)}
    if asked.difficulty:
        row["difficulty"] = asked.difficulty
    return row


def _own(item: Item, asked: Question, show: Plain) -> Row:
    match asked:
        case Choice() | Multiple():
            return _options(item, asked, show)
        case TrueFalse():
            word = show.words.true if asked.answer else show.words.false
            return {"key": word, "answer": word}
        case Flashcard():
            return {"answer": show.text(asked.answer), "reverse": _YES if asked.reverse else ""}
        case ShortAnswer():
            return {
                "answer": show.text(asked.answer),
                "also accepted": "\n".join(map(show.text, asked.accept)),
                "case matters": _YES if asked.case else "no",
                "accents matter": _YES if asked.accents else "no",
            }
        case Numeric():
            return _numeric(asked, show)
        case Cloze():
            return {
                "prompt": show.gaps(asked),
                "word bank": "\n".join(map(show.text, item.shown)),
                "answer": _numbered(show.answers(asked)),
                "also accepted": show.accepted(asked),
            }
        case Matching():
            pairs = [f"{show.text(pair.left)} = {show.text(pair.right)}" for pair in asked.pairs]
            return {
                "items": _numbered([show.text(pair.left) for pair in asked.pairs]),
                **dict(zip(_letters(len(item.order)), map(show.text, item.shown), strict=True)),
                "key": " ".join(item.solution),
                "answer": "\n".join(pairs),
            }
        case Ordering():
            return {
                "items": "\n".join(map(show.text, item.shown)),
                "key": " ".join(item.solution),
                "answer": _numbered([show.text(text) for text in asked.items]),
            }
        case Essay():
            return {"answer": show.text(asked.answer or ""), "rubric": _rubric(asked, show)}
        case _:
            assert_never(asked)


def _options(item: Item, asked: Choice | Multiple, show: Plain) -> Row:
    options = [asked.options[index] for index in item.order]
    marks = _letters(len(options))
    row = {mark: show.text(option.text) for mark, option in zip(marks, options, strict=True)}
    right = [row[marks[place]] for place, index in enumerate(item.order) if index in asked.keys]
    row |= {"key": " ".join(item.solution), "answer": "\n".join(right)}
    if not asked.shuffle:
        row["shuffled"] = "no"
    elif isinstance(asked, Choice) and asked.last:
        row["shuffled"] = f"all but {marks[-1]}"
    for mark, option in zip(marks, options, strict=True):
        if option.feedback:
            row[f"feedback {mark}"] = show.text(option.feedback)
    return row


def _letters(count: int) -> list[str]:
    return [letter(place) for place in range(count)]


def _numeric(asked: Numeric, show: Plain) -> Row:
    row = {"answer": show.number(asked), "unit": asked.unit.strip() if asked.unit else ""}
    if asked.tolerance or asked.between:
        low, high = (number(bound, show.lang) for bound in asked.bounds)
        row |= {"low": low, "high": high}
    if asked.tolerance:
        row["tolerance"] = number(asked.tolerance, show.lang)
    return row


def _rubric(asked: Essay, show: Plain) -> str:
    """The criteria, one a line, each with the most points it gives."""
    return "\n".join(show.text(line.text) + most(line, show.lang) for line in asked.rubric)


def _numbered(texts: Sequence[str]) -> str:
    """Texts a line each, numbered where there are several."""
    if len(texts) < 2:
        return "".join(texts)
    return "\n".join(f"{place}. {text}" for place, text in enumerate(texts, start=1))
