"""The ten question types. What they hold, not how anything shows them."""

from __future__ import annotations

from decimal import Decimal, localcontext
from typing import Annotated, Literal, Self

from pydantic import BeforeValidator, Field, WithJsonSchema, model_validator

from quizkit.model import cloze
from quizkit.model.base import Amount, Id, Line, Model, Number, Switch, Tag, Text
from quizkit.model.parts import (
    ACCEPT_SCHEMA,
    Accepted,
    Criterion,
    Ignore,
    Image,
    Option,
    Pair,
    accepted_as_written,
    pairs_as_written,
    problem,
)

Difficulty = Literal["easy", "medium", "hard"]


class QuestionBase(Model):
    """What every question may carry."""

    id: Id = Field(description="Its identity in this deck. Never change it once published.")
    explanation: Text | None = Field(
        default=None, description="Why the answer is right: on the card's back and on the key."
    )
    hint: Text | None = Field(default=None, description="Help for those who want it.")
    facts: tuple[Id, ...] = Field(default=(), description="The ids of the facts that it asks for.")
    passage: Id | None = Field(default=None, description="The id of the passage to read first.")
    tags: tuple[Tag, ...] = Field(
        default=(), description="For choosing questions on worksheets; tags in Anki."
    )
    difficulty: Difficulty | None = Field(default=None, description="How hard it is; a tag in Anki.")
    points: Amount | None = Field(default=None, description="What it is worth.")
    image: Image | None = Field(default=None, description="A picture below the prompt.")
    images: tuple[Image, ...] = Field(default=(), description="Several pictures below the prompt.")
    ignore: tuple[Ignore, ...] = Field(default=(), description="Rules that it breaks on purpose.")
    was: Id | None = Field(default=None, description="The id under which it was published before.")

    @property
    def pictures(self) -> tuple[Image, ...]:
        """`image` and `images` in one row."""
        return ((self.image,) if self.image else ()) + self.images


class Flashcard(QuestionBase):
    """A front and a back; with `reverse`, a second card from back to front."""

    type: Literal["flashcard"] = "flashcard"
    prompt: Text = Field(description="The front.")
    answer: Text = Field(description="The back.")
    reverse: Switch = Field(default=False, description="Whether to make a second card, from back to front.")


class _Optioned(QuestionBase):
    """Options of which some are right. See `options` for their canonical order."""

    shuffle: Switch = Field(
        default=True, description="`false` sorts the options: numbers by size, texts by the alphabet."
    )

    def _checked(self, keys: tuple[Option, ...], distractors: tuple[Option, ...]) -> None:
        seen: dict[str, str] = {}
        for place, options in (("answers", keys), ("distractors", distractors)):
            for index, option in enumerate(options):
                text = " ".join(option.text.split())
                if text in seen:
                    field = place if place == "distractors" or len(keys) > 1 else "answer"
                    raise problem(
                        "QK111", f"the option `{text}` stands twice", (field, index), "each option differs"
                    )
                seen[text] = place
        if not 2 <= len(seen) <= 26:
            place_of = ("distractors",)
            count = "only one option" if len(seen) == 1 else f"{len(seen)} options are too many"
            raise problem("QK111", count, place_of, "a question has from 2 to 26 options")


class Choice(_Optioned):
    """Exactly one right option. `last` names the option that stays at the end, or adds one."""

    type: Literal["choice"] = "choice"
    prompt: Text = Field(description="The question.")
    answer: Option = Field(description="The right option.")
    distractors: tuple[Option, ...] = Field(description="The wrong options.")
    last: Text | None = Field(
        default=None, description="The option that stays at the end: one of the others, or one more."
    )

    @model_validator(mode="after")
    def _check(self) -> Self:
        self._checked((self.answer,), self.wrong)
        return self

    @property
    def wrong(self) -> tuple[Option, ...]:
        """The distractors, with `last` among them where it is an option of its own."""
        if self.last is None:
            return self.distractors
        known = {option.text for option in (self.answer, *self.distractors)}
        return self.distractors + (() if self.last in known else (Option(text=self.last),))

    @property
    def options(self) -> tuple[Option, ...]:
        """The options in canonical order: the key first, then the distractors as written."""
        return (self.answer, *self.wrong)

    @property
    def keys(self) -> frozenset[int]:
        """Which of `options` are right."""
        return frozenset({0})

    @property
    def pinned(self) -> int | None:
        """The position in `options` of the option that stays last."""
        if self.last is None:
            return None
        return [option.text for option in self.options].index(self.last)


class Multiple(_Optioned):
    """Any number of right options, at least one."""

    type: Literal["multiple"] = "multiple"
    prompt: Text = Field(description="The question.")
    answers: Annotated[tuple[Option, ...], Field(min_length=1)] = Field(description="The right options.")
    distractors: tuple[Option, ...] = Field(default=(), description="The wrong options.")

    @model_validator(mode="after")
    def _check(self) -> Self:
        self._checked(self.answers, self.distractors)
        return self

    @property
    def options(self) -> tuple[Option, ...]:
        """The options in canonical order: the keys first, then the distractors as written."""
        return self.answers + self.distractors

    @property
    def keys(self) -> frozenset[int]:
        """Which of `options` are right."""
        return frozenset(range(len(self.answers)))

    @property
    def pinned(self) -> int | None:
        """No option is pinned."""
        return None


class TrueFalse(QuestionBase):
    """A statement that is true or false."""

    type: Literal["true-false"] = "true-false"
    prompt: Text = Field(description="The statement.")
    answer: Switch = Field(description="Whether the statement is true.")


class ShortAnswer(QuestionBase):
    """A few typed words. `accept` are other right answers; `case`, `accents`: whether they matter."""

    type: Literal["short-answer"] = "short-answer"
    prompt: Text = Field(description="The question.")
    answer: Text = Field(description="The right answer.")
    accept: tuple[Text, ...] = Field(default=(), description="Other right answers.")
    case: Switch = Field(default=False, description="Whether capital letters matter.")
    accents: Switch = Field(default=True, description="Whether accents matter.")


_EXACT = 2000
"""Digits for sums of numbers of any size; by itself, Python would round to 28."""


class Numeric(QuestionBase):
    """A number: `answer` give or take `tolerance`, or any value `between` two, both included."""

    type: Literal["numeric"] = "numeric"
    prompt: Text = Field(description="The question.")
    answer: Number | None = Field(default=None, description="The right number; not needed with `between`.")
    tolerance: Amount = Field(
        default=Decimal(0), description="How far off an answer may be and still be right."
    )
    between: tuple[Number, Number] | None = Field(
        default=None, description="`[low, high]`: these numbers and all in between are right."
    )
    unit: Line | None = Field(default=None, description="What stands behind the number.")

    @model_validator(mode="after")
    def _check(self) -> Self:
        if self.answer is None and self.between is None:
            raise problem(
                "QK102", "missing field `answer`", ("answer",), "write `answer: …` or `between: [low, high]`"
            )
        if self.between is None:
            return self
        low, high = self.between
        if low > high:
            raise problem(
                "QK114", f"{low} is more than {high}", ("between",), f"write `between: [{high}, {low}]`"
            )
        if self.tolerance:
            raise problem("QK114", "`between` and `tolerance` together", ("tolerance",), "use one of the two")
        if self.answer is not None and not low <= self.answer <= high:
            raise problem(
                "QK114",
                f"the answer {self.answer} is not between {low} and {high}",
                ("answer",),
                "`between` says which numbers are right, so the answer is one of them",
            )
        return self

    @property
    def bounds(self) -> tuple[Decimal, Decimal]:
        """The lowest and the highest number that is right."""
        if self.between is not None:
            return self.between
        assert self.answer is not None
        with localcontext(prec=_EXACT):
            return self.answer - self.tolerance, self.answer + self.tolerance

    @property
    def middle(self) -> tuple[Decimal, Decimal]:
        """The middle of `bounds`, and how far off it an answer may be."""
        if self.between is None:
            assert self.answer is not None
            return self.answer, self.tolerance
        low, high = self.between
        with localcontext(prec=_EXACT):
            return (low + high) / 2, (high - low) / 2


class Cloze(QuestionBase):
    """A text with blanks in Anki's notation. `distractors` join the answers in the word bank."""

    type: Literal["cloze"] = "cloze"
    text: Text = Field(description="The text with its blanks: `{{c1::answer}}` or `{{c1::answer::hint}}`.")
    accept: Annotated[
        tuple[Accepted, ...], BeforeValidator(accepted_as_written), WithJsonSchema(ACCEPT_SCHEMA)
    ] = Field(
        default=(), description="Other right answers by the number of the blank: `{1: [answer, answer]}`."
    )
    word_bank: Switch = Field(default=False, description="Whether to show the answers, mixed, in a box.")
    distractors: tuple[Text, ...] = Field(
        default=(), description="Words that join the answers in the word bank."
    )

    @model_validator(mode="after")
    def _check(self) -> Self:
        deletions, broken = cloze.scan(self.text)
        for item in broken:
            shown = self.text[item.start : item.start + 30].split("\n")[0]
            raise problem(
                "QK109",
                f"{_BROKEN[item.reason]}: `{shown}`",
                ("text",),
                "a blank is written {{c1::answer}} or {{c1::answer::hint}}",
            )
        if not deletions:
            raise problem(
                "QK109", "no blank in this cloze", ("text",), "mark what to ask for: {{c1::answer}}"
            )
        known = {item.number for item in deletions}
        for index, accepted in enumerate(self.accept):
            if accepted.blank not in known:
                raise problem(
                    "QK109",
                    f"there is no blank c{accepted.blank}",
                    ("accept", index),
                    "use the number of a blank in `text`",
                )
        return self

    @property
    def has_bank(self) -> bool:
        """Whether a word bank is shown: where it is asked for, or where there are words for it alone."""
        return self.word_bank or bool(self.distractors)

    @property
    def prompt(self) -> str:
        """The text with every blank filled, for listings."""
        return cloze.plain(self.text)


_BROKEN = {
    "unclosed": "a blank is not closed",
    "high": f"Anki makes cards for the blanks c1 to c{cloze.MAX_NUMBER} only",
    "zero": "blanks are numbered from 1, and Anki makes no card for this one",
    "empty": "a blank has no answer",
}


class Matching(QuestionBase):
    """Left-hand sides to be matched with right-hand sides; `distractors` are spare right-hand sides."""

    type: Literal["matching"] = "matching"
    prompt: Text = Field(description="What to match.")
    pairs: Annotated[
        tuple[Pair, ...], Field(min_length=2, max_length=26), BeforeValidator(pairs_as_written)
    ] = Field(description="What belongs together.")
    distractors: tuple[Text, ...] = Field(
        default=(), description="Spare right-hand sides that belong to nothing."
    )

    @model_validator(mode="after")
    def _check(self) -> Self:
        lefts: set[str] = set()
        for index, pair in enumerate(self.pairs):
            if pair.left in lefts:
                raise problem(
                    "QK113",
                    f"`{pair.left}` stands twice on the left",
                    ("pairs", index),
                    "each left-hand side differs",
                )
            lefts.add(pair.left)
        rights = {pair.right for pair in self.pairs}
        for index, text in enumerate(self.distractors):
            if text in rights:
                raise problem(
                    "QK113",
                    f"the distractor `{text}` is a right answer too",
                    ("distractors", index),
                    "a spare right-hand side matches nothing on the left",
                )
        return self


class Ordering(QuestionBase):
    """Items in their right order."""

    type: Literal["ordering"] = "ordering"
    prompt: Text = Field(description="What to put in order, and by what.")
    items: Annotated[tuple[Text, ...], Field(min_length=2, max_length=26)] = Field(
        description="The items in their right order."
    )

    @model_validator(mode="after")
    def _check(self) -> Self:
        for index, item in enumerate(self.items):
            if item in self.items[:index]:
                raise problem(
                    "QK113", f"the item `{item}` stands twice", ("items", index), "each item differs"
                )
        return self


class Essay(QuestionBase):
    """A long answer. `answer` is a model answer, `lines` the room to write on paper."""

    type: Literal["essay"] = "essay"
    prompt: Text = Field(description="The question.")
    answer: Text | None = Field(default=None, description="A model answer.")
    rubric: tuple[Criterion, ...] = Field(default=(), description="What counts, criterion by criterion.")
    lines: Annotated[int, Field(ge=0, le=200)] | None = Field(
        default=None, description="How many lines to write on, on paper."
    )


Question = (
    Flashcard | Choice | Multiple | TrueFalse | ShortAnswer | Numeric | Cloze | Matching | Ordering | Essay
)
"""Any question. Per-type code is one `match` over this union, closed with `assert_never`."""

AnyQuestion = Annotated[Question, Field(discriminator="type")]

TYPES: dict[str, type[Question]] = {
    "flashcard": Flashcard,
    "choice": Choice,
    "multiple": Multiple,
    "true-false": TrueFalse,
    "short-answer": ShortAnswer,
    "numeric": Numeric,
    "cloze": Cloze,
    "matching": Matching,
    "ordering": Ordering,
    "essay": Essay,
}
