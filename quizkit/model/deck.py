"""The deck: what is taught (facts), what is asked (questions), what is printed (worksheets)."""

from __future__ import annotations

from collections.abc import Collection
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, WithJsonSchema, model_validator
from pydantic_core import PydanticCustomError

from quizkit.diagnostics import Finding
from quizkit.model.base import Id, Lang, Line, Model, PartialDate, Period, Tag, Text
from quizkit.model.parts import Ignore, Image
from quizkit.model.questions import AnyQuestion, Question


class Source(Model):
    """Where facts come from: an article, a book, a page."""

    id: Id = Field(description="Its name in this deck.")
    title: Line = Field(description="Its title.")
    author: Line | None = Field(default=None, description="Who wrote it.")
    publisher: Line | None = Field(default=None, description="Who published it.")
    url: Line | None = Field(default=None, description="Its address on the web.")
    lang: Lang | None = Field(default=None, description="The language it is written in.")
    published: PartialDate | None = Field(default=None, description="When it was published.")


class Reference(Model):
    """A place in a source; written `{ref: article, at: bullet 2}` or as the source's id alone."""

    ref: Id = Field(description="The id of the source.")
    at: Line | None = Field(default=None, description="The place in the source: a page, a section.")

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, value: Any) -> Any:
        return {"ref": value} if isinstance(value, str) else value


class Fact(Model):
    """One statement that the deck teaches. `as_of`: when it was true, for facts that age."""

    id: Id = Field(description="Its name in this deck.")
    statement: Text = Field(description="What is so, in your own words.")
    source: Reference | None = Field(default=None, description="Where it is from.")
    as_of: PartialDate | None = Field(default=None, description="When it was true, for facts that age.")
    ignore: tuple[Ignore, ...] = Field(default=(), description="Rules that it breaks on purpose.")


class Passage(Model):
    """A text, table or picture that several questions share."""

    id: Id = Field(description="Its name in this deck.")
    text: Text | None = Field(
        default=None, description="The text or table; not needed where there are images."
    )
    title: Line | None = Field(default=None, description="Its heading.")
    images: tuple[Image, ...] = Field(default=(), description="Pictures.")
    source: Reference | None = Field(default=None, description="Where it is from.")

    @model_validator(mode="after")
    def _check(self) -> Passage:
        if self.text is None and not self.images:
            message = {
                "code": "QK102",
                "message": "missing field `text`",
                "at": ("text",),
                "hint": "a passage has a text or images",
            }
            raise PydanticCustomError("quizkit", "{message}", message)
        return self


class Section(Model):
    """A part of a worksheet: the named questions, or those that match `tags` and `types`.

    `tags`: a question needs one of them; `types`: its type is one of them. `pick`: how many of the
    candidates, chosen by the seed; all of them without it.
    """

    title: Line | None = Field(default=None, description="Its heading.")
    instructions: Text | None = Field(default=None, description="What to do, below the heading.")
    pick: Annotated[int, Field(ge=1)] | None = Field(
        default=None, description="How many questions to draw; without it, all."
    )
    tags: tuple[Tag, ...] = Field(default=(), description="Take questions with one of these tags.")
    types: tuple[str, ...] = Field(default=(), description="Take questions of these types.")
    questions: tuple[Id, ...] = Field(default=(), description="Take these questions.")


class Worksheet(Model):
    """A paper to hand out. `time` in minutes; `versions` from 1 (no letter) to 26 (A to Z)."""

    id: Id = Field(description="Part of its files' names.")
    title: Line | None = Field(default=None, description="Its heading; without it, the deck's title.")
    instructions: Text | None = Field(default=None, description="What to do, at the top of the paper.")
    time: Annotated[int, Field(ge=1, le=1440)] | None = Field(
        default=None, description="Minutes to work on it."
    )
    versions: Annotated[int, Field(ge=1, le=26)] = Field(
        default=1, description="How many versions: 2 for A and B."
    )
    sections: Annotated[tuple[Section, ...], Field(min_length=1)] = Field(
        description="Its parts, in their order."
    )


def _sources(value: Any) -> Any:
    """`{article: {title: …}}` as a row of sources: mappings are for writing, tuples for keeping."""
    if isinstance(value, dict):
        return tuple({"id": key, **body} if isinstance(body, dict) else body for key, body in value.items())
    return value


class Header(Model):
    """Everything of a deck but its questions."""

    deck: Id = Field(description="The deck's identity, and its files' name. Never change it once published.")
    title: Line = Field(description="What students see.")
    lang: Lang = Field(
        description="The deck's language, such as `en` or `fr-CA`: cards and paper take their words from it."
    )
    translation_of: Id | None = Field(
        default=None, description="The id of the deck that this one translates."
    )
    description: Text | None = Field(default=None, description="What the deck is about; Anki shows it.")
    tags: tuple[Tag, ...] = Field(default=(), description="Tags for every card of the deck.")
    sources: Annotated[
        tuple[Source, ...],
        BeforeValidator(_sources),
        WithJsonSchema({"type": "object", "description": "Source id → its title and where it is from."}),
    ] = Field(default=(), description="Where the facts are from: each with its id in front.")
    facts: tuple[Fact, ...] = Field(default=(), description="What the deck teaches.")
    passages: tuple[Passage, ...] = Field(
        default=(), description="Texts, tables or pictures that questions share."
    )
    worksheets: tuple[Worksheet, ...] = Field(
        default=(), description="Papers that you put together yourself."
    )
    fresh_for: Period | None = Field(
        default=None, description="How long facts with a date stay fresh: `18 months`, `2 years`."
    )
    ignore: tuple[Ignore, ...] = Field(
        default=(), description="Rules that the deck, or any of its questions, breaks on purpose."
    )


class Deck(Header):
    """A whole deck.

    Made from Python it raises `pydantic.ValidationError` for what `quizkit check` reports of a
    file: unknown fields, wrong values, duplicate ids, references to nothing.
    """

    questions: tuple[AnyQuestion, ...] = Field(default=(), description="The questions.")

    @model_validator(mode="after")
    def _check(self) -> Deck:
        from quizkit.model.integrity import findings

        problems: list[Finding] = [item for item in findings(self) if item.severity == "error"]
        if problems:
            message = "; ".join(item.message for item in problems[:10])
            raise PydanticCustomError("deck", "{message}", {"message": message})
        return self

    def question(self, id: str) -> Question:
        """The question with this id. Raises `KeyError` where there is none."""
        for item in self.questions:
            if item.id == id:
                return item
        raise KeyError(id)

    def without(self, places: Collection[int]) -> Deck:
        """The deck without the questions at these positions, from 0."""
        if not places:
            return self
        kept = (item for place, item in enumerate(self.questions) if place not in places)
        return self.model_copy(update={"questions": tuple(kept)})
