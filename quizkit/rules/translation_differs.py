"""QK251: a question whose translation has another key: other numbers, other counts, another right answer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import assert_never

from quizkit.diagnostics import Finding, Loc, moved
from quizkit.model import cloze
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
from quizkit.rules.amounts import Amount, amounts, differ, missing, said, together
from quizkit.rules.base import Context, Rule
from quizkit.rules.saying import short
from quizkit.rules.view import View, shown


@dataclass(frozen=True, slots=True)
class _Part:
    """Something both sides must have alike: so many texts, with these numbers in them.

    `each`: every text stands at a place of its own, below `loc`. `ordered`: the first text belongs to the
    first of the other side. `exact` is compared as it is.
    """

    loc: Loc
    name: str
    texts: Sequence[str] = ()
    each: bool = False
    ordered: bool = False
    exact: str = ""


def _find(original: View, view: View, context: Context) -> Iterator[Finding]:
    there = {question.id: question for question in original.deck.questions}
    for index, question in enumerate(view.deck.questions):
        other = there.get(question.id)
        if other is not None:
            for found in _differences(other, question):
                yield moved(found, ("questions", index))


def _differences(one: Question, other: Question) -> Iterator[Finding]:
    """What differs, `one` being the original; places in `other`. One finding for numbers is enough."""
    if one.type != other.type:
        yield _finding(("type",), f"`{other.id}` is of type {other.type}, in the original {one.type}")
        return
    told = False
    for mine, yours in zip(_parts(one), _parts(other), strict=False):
        if mine.name != yours.name:
            yield _finding(yours.loc, f"the original has {mine.name} where this has {yours.name}")
            return
        if mine.exact != yours.exact:
            yield _finding(yours.loc, f"{yours.name} is {yours.exact}, in the original {mine.exact}")
        elif len(mine.texts) != len(yours.texts):
            yield _finding(yours.loc, f"{len(yours.texts)} {yours.name}, in the original {len(mine.texts)}")
            return
        elif not told and (found := _numbers(mine, yours)) is not None:
            told = True
            yield found


def _finding(loc: Loc, message: str) -> Finding:
    return Finding("QK251", message, loc, hint="correct the one that is wrong")


def _numbers(mine: _Part, yours: _Part) -> Finding | None:
    if not any(any(map(str.isdigit, text)) for text in yours.texts):
        return None
    ours, theirs = (
        [amounts(shown(text)) for text in mine.texts],
        [amounts(shown(text)) for text in yours.texts],
    )
    if yours.ordered:
        for place, (here, there) in enumerate(zip(ours, theirs, strict=True)):
            if here and there and differ(here, there):
                return _other(mine.texts[place], missing(there, here), yours, place)
        return None
    before, after = together(ours), together(theirs)
    if before is None or after is None or not differ(before, after):
        return None
    new = missing(after, before)
    place = next(
        place for place, each in enumerate(theirs) if each and any(one in new for one in each.digits)
    )
    return _other(
        " / ".join(mine.texts), [one for one in new if one in (theirs[place] or after).digits], yours, place
    )


def _other(original: str, new: Sequence[Amount], yours: _Part, place: int) -> Finding:
    number = f" {said(new[0])}" if len(new[0]) == 1 else ""
    loc = (*yours.loc, place) if yours.each else yours.loc
    return _finding(loc, f"another number{number} than in the original: `{short(shown(original))}`")


def _parts(question: Question) -> Iterator[_Part]:
    match question:
        case Flashcard() | ShortAnswer():
            yield _Part(("answer",), "answer", (question.answer,))
        case TrueFalse():
            yield _Part(("answer",), "the right answer", exact="true" if question.answer else "false")
        case Numeric():
            loc = ("answer",) if question.between is None else ("between",)
            yield _Part(loc, "the right number", exact=_range(question))
        case Choice():
            yield _Part(("answer",), "right options", (question.answer.text,))
            yield _Part(("distractors",), "wrong options", _texts(question.wrong))
        case Multiple():
            yield _Part(("answers",), "right options", _texts(question.answers), each=True)
            yield _Part(("distractors",), "wrong options", _texts(question.distractors), each=True)
        case Cloze():
            yield from _blanks(question)
            yield _Part(("distractors",), "distractors", question.distractors, each=True)
            return
        case Matching():
            pairs = [f"{pair.left} · {pair.right}" for pair in question.pairs]
            yield _Part(("pairs",), "pairs", pairs, each=True)
            yield _Part(("distractors",), "distractors", question.distractors, each=True)
        case Ordering():
            yield _Part(("items",), "items", question.items, each=True, ordered=True)
        case Essay():
            pass
        case _:
            assert_never(question)
    yield _Part(("prompt",), "prompt", (question.prompt,))


def _texts(options: Sequence[Option]) -> list[str]:
    return [option.text for option in options]


def _range(question: Numeric) -> str:
    low, high = (value.normalize() + 0 for value in question.bounds)
    return f"{low:f}" if low == high else f"{low:f} to {high:f}"


def _blanks(question: Cloze) -> Iterator[_Part]:
    """Which blanks there are, then what stands in each: a number may stand at more than one place."""
    found = cloze.scan(question.text)[0]
    numbers = sorted({item.number for item in found})
    yield _Part(("text",), "blanks", [f"c{number}" for number in numbers])
    for number in numbers:
        answers = [cloze.plain(item.answer) for item in found if item.number == number]
        yield _Part(("text",), f"a blank c{number}", (" / ".join(answers),))


RULE = Rule("QK251", "translation-differs", pair=_find)
