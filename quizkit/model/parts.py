"""The pieces that questions are made of: pictures, options, pairs, rubrics."""

from __future__ import annotations

import re
from typing import Annotated, Any

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from quizkit.model.base import Amount, Line, Model, Text


def problem(code: str, message: str, at: tuple[str | int, ...], hint: str = "") -> PydanticCustomError:
    """A mistake that only several fields together show; `at` is its place inside the question."""
    return PydanticCustomError(
        "quizkit", "{message}", {"code": code, "message": message, "at": at, "hint": hint}
    )


class Image(Model):
    """A picture: `file` relative to the deck's file, `alt` what it shows for those who do not see it."""

    file: Line = Field(description="The file, in the deck's folder or below it: `media/map.png`.")
    alt: Text = Field(description="What the picture shows, for those who do not see it.")


CODE_PATTERN = r"^QK\d{3}$"


class Ignore(Model):
    """A rule that this question breaks on purpose, and why."""

    code: Annotated[
        str,
        Field(
            pattern=CODE_PATTERN,
            description="The code of the rule.",
            json_schema_extra={"errorMessage": "A code is QK and three digits, such as QK203."},
        ),
    ]
    reason: Text = Field(description="Why this question is right as it is.")


class _Texty(Model):
    """A model that may be written as its text alone."""

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, value: Any) -> Any:
        return value if isinstance(value, dict | cls) else {"text": value}


class Option(_Texty):
    """One of the options of a choice. `feedback` is shown to those who picked it."""

    text: Text = Field(description="The option.")
    feedback: Text | None = Field(default=None, description="What to tell those who picked it.")


class Criterion(_Texty):
    """A line of a rubric and the most points it gives."""

    text: Text = Field(alias="criterion", description="What a good answer does.")
    points: Amount | None = Field(default=None, description="The most points it gives.")

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, value: Any) -> Any:
        return value if isinstance(value, dict | cls) else {"criterion": value}


class Pair(Model):
    """A left-hand side and the right-hand side that belongs to it; written `[left, right]`."""

    left: Text = Field(description="What is given.")
    right: Text = Field(description="What belongs to it.")

    @model_validator(mode="before")
    @classmethod
    def _from_list(cls, value: Any) -> Any:
        if isinstance(value, list | tuple):
            if len(value) != 2:
                raise problem("QK113", f"a pair has two sides, not {len(value)}", (), "write `[left, right]`")
            return {"left": value[0], "right": value[1]}
        if isinstance(value, dict) and len(value) == 1 and not value.keys() & {"left", "right"}:
            raise problem("QK113", "a pair is a list of two sides", (), _pair_hint(*value.items()))
        return value


def _pair_hint(sides: tuple[object, object]) -> str:
    known = isinstance(sides[1], str | int) and len(f"{sides}") < 80
    return f"write `[{sides[0]}, {sides[1]}]`" if known else "write `[left, right]`"


def pairs_as_written(value: Any) -> Any:
    """The pairs as written, unless somebody wrote no lists at all: then that is the one mistake."""
    if isinstance(value, list | tuple) and value and all(isinstance(item, str) for item in value):
        raise problem(
            "QK113", "each pair is a list of its own", (), "write `pairs: [[left, right], [left, right]]`"
        )
    if isinstance(value, list) and len(value) > 1000:
        raise problem("QK113", f"{len(value):,} pairs are too many", (), "a question has from 2 to 26 pairs")
    if isinstance(value, dict):
        raise problem(
            "QK113", "the pairs are a list of lists", (), "write `pairs: [[left, right], [left, right]]`"
        )
    return value


class Accepted(Model):
    """Other right answers for one blank of a cloze; written `{1: [answer, answer]}`."""

    blank: Annotated[int, Field(ge=1)]
    answers: tuple[Text, ...]


def accepted_as_written(value: Any) -> Any:
    """`{1: [answer]}` as a row of `Accepted`."""
    if not isinstance(value, dict):
        if isinstance(value, tuple | list) and all(isinstance(item, Accepted | dict) for item in value):
            return value
        raise problem("QK103", "`accept` says for which blank", (), "write `accept: {1: [other, answer]}`")
    for index, (blank, answers) in enumerate(value.items()):
        if not re.fullmatch(r"c?[1-9][0-9]{0,2}", str(blank)):
            raise problem("QK104", f"`{blank}` is no number of a blank", (index,), "write `1` for {{c1::…}}")
        if isinstance(answers, str) or answers is None:
            raise problem(
                "QK103", "the accepted answers are a list", (index,), f"write `{blank}: [answer, answer]`"
            )
    return tuple({"blank": str(blank).lstrip("c"), "answers": answers} for blank, answers in value.items())


ACCEPT_SCHEMA = {
    "type": "object",
    "description": "Blank number → list of other right answers.",
    "patternProperties": {
        r"^c?[1-9]\d{0,2}$": {
            "type": "array",
            "items": {"type": ["string", "number", "boolean"]},
            "errorMessage": "The answers of a blank are a list: `1: [answer, answer]`.",
        }
    },
    "additionalProperties": False,
    "errorMessage": "Write the number of a blank and a list of answers: `accept: {1: [answer, answer]}`.",
}
