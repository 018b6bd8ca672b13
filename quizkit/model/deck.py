"""The deck: what is taught (facts), what is asked (questions), what is printed (worksheets)."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BeforeValidator, Field, WithJsonSchema, model_validator
from pydantic_core import PydanticCustomError

from quizkit.diagnostics import Finding
from quizkit.model.base import Id, Lang, Line, Model, PartialDate, Tag, Text
from quizkit.model.questions import AnyQuestion, Image, Question


class Source(Model):
    """Where facts come from: an article, a book, a page."""

    id: Id
    title: Line
    author: Line | None = None
    publisher: Line | None = None
    url: Line | None = None
    lang: Lang | None = None
    published: PartialDate | None = None


class Reference(Model):
    """A place in a source; written `{ref: article, at: bullet 2}` or as the source's id alone."""

    ref: Id
    at: Line | None = None

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, value: Any) -> Any:
        return {"ref": value} if isinstance(value, str) else value


class Fact(Model):
    """One statement that the deck teaches. `as_of`: when it was true, for facts that age."""

    id: Id
    statement: Text
    source: Reference | None = None
    as_of: PartialDate | None = None


class Passage(Model):
    """A text, table or picture that several questions share."""

    id: Id
    text: Text | None = None
    title: Line | None = None
    images: tuple[Image, ...] = ()
    source: Reference | None = None

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

    title: Line | None = None
    instructions: Text | None = None
    pick: Annotated[int, Field(ge=1)] | None = None
    tags: tuple[Tag, ...] = ()
    types: tuple[str, ...] = ()
    questions: tuple[Id, ...] = ()


class Worksheet(Model):
    """A paper to hand out. `time` in minutes; `versions` from 1 (no letter) to 26 (A to Z)."""

    id: Id
    title: Line | None = None
    instructions: Text | None = None
    time: Annotated[int, Field(ge=1, le=1440)] | None = None
    versions: Annotated[int, Field(ge=1, le=26)] = 1
    sections: Annotated[tuple[Section, ...], Field(min_length=1)]


def _sources(value: Any) -> Any:
    """`{article: {title: …}}` as a row of sources: mappings are for writing, tuples for keeping."""
    if isinstance(value, dict):
        return tuple({"id": key, **body} if isinstance(body, dict) else body for key, body in value.items())
    return value


class Header(Model):
    """Everything of a deck but its questions."""

    deck: Id
    title: Line
    lang: Lang
    translation_of: Id | None = None
    description: Text | None = None
    tags: tuple[Tag, ...] = ()
    sources: Annotated[
        tuple[Source, ...],
        BeforeValidator(_sources),
        WithJsonSchema({"type": "object", "description": "Source id → its title and where it is from."}),
    ] = ()
    facts: tuple[Fact, ...] = ()
    passages: tuple[Passage, ...] = ()
    worksheets: tuple[Worksheet, ...] = ()


class Deck(Header):
    """A whole deck.

    Made from Python it raises `pydantic.ValidationError` for what `quizkit check` reports of a
    file: unknown fields, wrong values, duplicate ids, references to nothing.
    """

    questions: tuple[AnyQuestion, ...] = ()

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
