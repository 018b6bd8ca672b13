"""What stands on a sheet of paper: sections, numbered questions, and the order in which each shows its parts.

A worksheet and its answer key are both made from the same `Paper`, so that they cannot disagree.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from itertools import chain, groupby

from quizkit.model import cloze
from quizkit.model.deck import Passage
from quizkit.model.questions import Choice, Cloze, Matching, Multiple, Ordering, Question

DEFAULT = "worksheet"
"""The id of the worksheet with all questions that every deck has without declaring it."""


@dataclass(frozen=True, slots=True)
class Item:
    """A question on a paper.

    `order` says how its parts are shown: `order[place]` is the index in `parts(question)` of what
    stands at `place`. It is empty for questions without parts to shuffle.
    """

    number: int
    question: Question
    points: Decimal
    order: tuple[int, ...] = ()
    passage: Passage | None = None

    @property
    def shown(self) -> tuple[str, ...]:
        """The parts (Markdown) in the order in which the paper shows them."""
        texts = parts(self.question)
        return tuple(texts[index] for index in self.order)

    @property
    def solution(self) -> tuple[str, ...]:
        """What a student writes, in letters and numbers.

        Choices: the letters of the right options. Matching: for each pair the letter of its right-hand
        side. Ordering: for each item shown, the number of its place. Empty for all others.
        """
        question = self.question
        places = {index: place for place, index in enumerate(self.order)}
        if isinstance(question, Choice | Multiple):
            return tuple(letter(place) for place in sorted(places[key] for key in question.keys))
        if isinstance(question, Matching):
            rights = parts(question)
            return tuple(letter(places[rights.index(pair.right)]) for pair in question.pairs)
        if isinstance(question, Ordering):
            return tuple(str(index + 1) for index in self.order)
        return ()


@dataclass(frozen=True, slots=True)
class Group:
    """Questions that follow each other under one passage, or one row of questions without any."""

    passage: Passage | None
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a paper. `index` is its place among the worksheet's declared sections."""

    title: str | None
    instructions: str | None
    items: tuple[Item, ...]
    index: int = 0

    @property
    def groups(self) -> tuple[Group, ...]:
        """The items in their order, cut where the passage changes."""
        runs = groupby(self.items, key=lambda item: item.passage.id if item.passage else None)
        return tuple(Group(items[0].passage, items) for items in (tuple(run) for _, run in runs))


@dataclass(frozen=True, slots=True)
class Paper:
    """One version of a worksheet. `version` is its letter, or "" where there is only one.

    `worksheet` is the worksheet's id (`DEFAULT` where the deck declares none), `time` in minutes,
    `points` the sum over all questions.
    """

    worksheet: str
    version: str
    title: str
    instructions: str | None
    time: int | None
    sections: tuple[Section, ...]
    points: Decimal
    lang: str

    @property
    def items(self) -> tuple[Item, ...]:
        """All questions, in the order of their numbers."""
        return tuple(item for section in self.sections for item in section.items)


def letter(place: int) -> str:
    """The letter of an option, from A for 0 to Z for 25, then AA, AB, …"""
    head, tail = divmod(place, 26)
    return (letter(head - 1) if head else "") + chr(ord("A") + tail)


def parts(question: Question) -> tuple[str, ...]:
    """The parts of a question that a paper shuffles, as Markdown in canonical order.

    Options of a choice; the right-hand column of a matching (each text once, spare ones last); the
    items to be ordered; the words of a word bank (answers, then distractors, each once). Empty for
    all others.
    """
    if isinstance(question, Choice | Multiple):
        return tuple(option.text for option in question.options)
    if isinstance(question, Matching):
        return tuple(dict.fromkeys((*(pair.right for pair in question.pairs), *question.distractors)))
    if isinstance(question, Ordering):
        return question.items
    if isinstance(question, Cloze) and question.has_bank:
        return tuple(
            dict.fromkeys((*(cloze.plain(item.answer) for item in blanks(question)), *question.distractors))
        )
    return ()


def blanks(question: Cloze) -> tuple[cloze.Deletion, ...]:
    """The blanks that a paper shows: a deletion inside another one has no line of its own."""
    return tuple(item for item in cloze.scan(question.text)[0] if item.depth == 0)


def answers(question: Cloze, blank: cloze.Deletion) -> tuple[str, ...]:
    """All that is right in a blank, as Markdown: what stands there, then what else its number accepts."""
    others = (item.answers for item in question.accept if item.blank == blank.number)
    return (cloze.plain(blank.answer), *chain.from_iterable(others))
