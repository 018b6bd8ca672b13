"""Questions as a simpler type that a target has, where it lacks their own.

What comes out asks for the same, in the order that the paper shows: letters and numbers are those of
the answer key. Each function says what gets lost; the target reports it (`Loss`, kind `lowered`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, TypeVar, cast

from quizkit.markup import escape, parse, plain
from quizkit.markup.check import inlines
from quizkit.markup.parse import IS_PLAIN
from quizkit.markup.tree import Blank
from quizkit.model import cloze
from quizkit.model.deck import Deck
from quizkit.model.parts import Option, Pair
from quizkit.model.questions import (
    Choice,
    Cloze,
    Essay,
    Flashcard,
    Matching,
    Ordering,
    Question,
    QuestionBase,
    ShortAnswer,
    TrueFalse,
)
from quizkit.papers import Item, answers, blanks, parts
from quizkit.targets.base import Loss, Unsupported
from quizkit.targets.gaps import with_gaps
from quizkit.words import words

TYPED = ("short answers", "students type the back")
WRITTEN = ("essays", "students write the back, and you mark it")
"""What a flashcard becomes, and what differs for students: `to` and `what` of its `Loss`."""

_TYPED = 40
"""The most characters of a flashcard's back that students can be asked to type letter for letter."""

T = TypeVar("T", bound=QuestionBase)

_SHARED = tuple(QuestionBase.model_fields)


def true_false(item: Item, lang: str) -> Item:
    """A `TrueFalse` as a `Choice` between the words for true and false, true first. Nothing is lost."""
    asked = _of(item, TrueFalse)
    table = words(lang)
    key, other = (table.true, table.false) if asked.answer else (table.false, table.true)
    options = (Option.model_construct(text=escape(key)), Option.model_construct(text=escape(other)))
    made = _made(
        Choice, asked, prompt=asked.prompt, answer=options[0], distractors=options[1:], shuffle=False
    )
    return replace(item, question=made, order=(0, 1) if asked.answer else (1, 0))


def ordering(item: Item) -> Item:
    """An `Ordering` as a `Matching` of each item with the number of its place, 1 for the first.

    Lost: students pick numbers instead of moving items, and may pick one twice.
    """
    asked = _of(item, Ordering)
    pairs = [
        Pair.model_construct(left=left, right=place)
        for left, place in zip(item.shown, item.solution, strict=True)
    ]
    return _matched(item, asked, asked.prompt, pairs, ())


def flashcard(item: Item) -> Item:
    """A `Flashcard` as a `ShortAnswer` where its back is a few plain words, else as an `Essay`.

    Lost: students type the back and are marked by it; `reverse` makes no second question.
    """
    asked = _of(item, Flashcard)
    made: Question
    if typeable(asked.answer):
        made = _made(ShortAnswer, asked, prompt=asked.prompt, answer=asked.answer)
    else:
        made = _made(Essay, asked, prompt=asked.prompt, answer=asked.answer, lines=None)
    return replace(item, question=made, order=())


def typeable(answer: str) -> bool:
    """Whether an answer (Markdown) is short and plain enough to be typed: no formula, picture or list."""
    if len(answer) > _TYPED or "\n" in answer.strip():
        return False
    return IS_PLAIN(answer) is not None or re.search(r"[$!`]", answer) is None


def cloze_short_answer(item: Item) -> Item:
    """A `Cloze` with a single blank as a `ShortAnswer` with the text, its blank a line, as the prompt.

    Lost: the blank stands in the prompt, the answer is typed below; a hint of the blank follows the line.
    """
    asked = _of(item, Cloze)
    must_open(asked)
    (blank,) = blanks(asked)
    answer, *accept = answers(asked, blank)
    made = _made(ShortAnswer, asked, prompt=with_gaps(asked), answer=answer, accept=tuple(accept))
    return replace(item, question=made, order=())


def cloze_choice(item: Item) -> Item:
    """A `Cloze` with a single blank and a word bank as a `Choice` among the words, in the paper's order.

    Lost: the blank stands in the prompt, the word is picked below; `accept` is not used.
    """
    asked = _of(item, Cloze)
    must_open(asked)
    key, *others = (Option.model_construct(text=text) for text in parts(asked))
    made = _made(Choice, asked, prompt=with_gaps(asked), answer=key, distractors=tuple(others), last=None)
    return replace(item, question=made)


def cloze_matching(item: Item) -> Item:
    """A `Cloze` with two blanks or more as a `Matching` of the blanks' numbers with their answers.

    The text stands in the prompt with numbered blanks. Lost: without a word bank, students see the
    answers and pick one instead of typing it; other accepted answers (`accept`) are not used.
    """
    asked = _of(item, Cloze)
    must_open(asked)
    found = blanks(asked)
    pairs = [
        Pair.model_construct(left=f"({place})", right=cloze.plain(blank.answer))
        for place, blank in enumerate(found, start=1)
    ]
    return _matched(item, asked, with_gaps(asked), pairs, asked.distractors)


def must_open(asked: Cloze) -> None:
    """Raises `Unsupported` for a blank that cannot be left open: in a picture's words, over several blocks.

    Blanks in code or formulas are none to the model.
    """
    shown = sum(isinstance(node, Blank) for node in inlines(parse(asked.text, blanks=True)))
    if shown != len(cloze.scan(asked.text)[0]):
        raise Unsupported(
            "a blank in a picture, or over several paragraphs or cells, cannot be left open", ("text",)
        )


def askable(deck: Deck) -> tuple[Deck, tuple[Loss, ...]]:
    """The deck without the clozes that no paper can ask, and these refused; see `must_open`."""
    losses: dict[int, Loss] = {}
    for index, question in enumerate(deck.questions):
        if isinstance(question, Cloze):
            try:
                must_open(question)
            except Unsupported as error:
                losses[index] = Loss("refused", ("questions", index, *error.loc), str(error))
    return deck.without(losses.keys()), tuple(losses.values())


def _matched(
    item: Item, asked: Question, prompt: str, pairs: Sequence[Pair], distractors: Sequence[str]
) -> Item:
    """A matching whose right-hand sides stand by number or alphabet, so that their order tells nothing."""
    spare = tuple(text for text in distractors if text not in {pair.right for pair in pairs})
    made = _made(Matching, asked, prompt=prompt, pairs=tuple(pairs), distractors=spare)
    rights = parts(made)
    order = sorted(range(len(rights)), key=lambda index: _sorted_by(rights[index]))
    return replace(item, question=made, order=tuple(order))


def _sorted_by(text: str) -> tuple[int, str, str]:
    shown = plain(text)
    return (
        int(shown) if shown.isascii() and shown.isdigit() and len(shown) < 10 else 0,
        shown.casefold(),
        shown,
    )


def _of(item: Item, kind: type[T]) -> T:
    asked: QuestionBase = item.question
    assert isinstance(asked, kind), item.question.type
    return asked


def _made(kind: type[T], asked: Question, **own: Any) -> T:
    """A question of `kind` with all that `asked` shares with it. Not validated: its parts are."""
    made = kind.model_construct(**{name: getattr(asked, name) for name in _SHARED}, **own)
    return cast("T", made)
