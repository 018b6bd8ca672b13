"""The model as JSON: the fields of the deck's file by their names there, defaults left out.

`sources` and `accept` are objects as in YAML, so that one schema (`quizkit schema`) holds for both and
a deck can be read back by `quizkit.load`, or by `Deck.model_validate_json` without any file. Numbers
are strings: JSON's own become binary fractions in most programs, and 3.10 is not 3.1 on paper.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache
from typing import Any, BinaryIO

from pydantic import BaseModel

from quizkit.model.base import Model
from quizkit.model.deck import Deck
from quizkit.model.parts import Accepted
from quizkit.model.questions import QuestionBase
from quizkit.targets.base import Job, Output, OutputFile

_FIRST = ("id", "type", "prompt", "text")
"""The fields that stand first; then those of the type, then those that every question may have."""

_LONG_EXPONENT = re.compile(r"E[+-]\d{4,}$")


def output(job: Job) -> Output:
    """The file of a deck; its text is made when it is written."""

    def write(stream: BinaryIO) -> None:
        stream.write(dumps(job.deck))

    job.progress(len(job.deck.questions))
    return Output((OutputFile(f"{job.deck.deck}.json", write),))


def dumps(deck: Deck) -> bytes:
    """The deck as JSON in UTF-8, indented, with a line break at its end."""
    from pydantic_core import to_json

    return to_json(values(deck), indent=2) + b"\n"


def values(deck: Deck) -> dict[str, Any]:
    """The deck as dicts, lists, strings, whole numbers and booleans."""
    shown = _model(deck)
    if deck.sources:
        shown["sources"] = {source.id: _without_id(source) for source in deck.sources}
    shown["questions"] = shown.pop("questions", [])
    return shown


def _without_id(model: Model) -> dict[str, Any]:
    return {name: value for name, value in _model(model).items() if name != "id"}


def _model(model: BaseModel) -> dict[str, Any]:
    shown: dict[str, Any] = {}
    for name, shown_name, default in _fields(type(model)):
        value = getattr(model, name)
        if value is default or value == default:
            continue
        kind = type(value)
        if kind is str or kind is bool or kind is int:
            shown[shown_name] = value
        elif name == "accept" and value and isinstance(value[0], Accepted):
            shown[shown_name] = _accept(value)
        else:
            shown[shown_name] = _value(value)
    return shown


def _value(value: Any) -> Any:
    if isinstance(value, BaseModel):
        return _model(value)
    if isinstance(value, tuple):
        return [item if type(item) is str else _value(item) for item in value]
    return _decimal(value) if isinstance(value, Decimal) else value


def _accept(accepted: tuple[Accepted, ...]) -> Any:
    """`{"1": [answer, answer]}`; a blank that has two lists (only Python makes such) keeps them apart."""
    blanks = [str(item.blank) for item in accepted]
    if len(set(blanks)) < len(blanks):
        return [_model(item) for item in accepted]
    return {blank: list(item.answers) for blank, item in zip(blanks, accepted, strict=True)}


def _decimal(number: Decimal) -> str:
    """The number, its digits as written; the reader takes exponents of up to three digits."""
    text = str(number)
    return f"{number:f}" if _LONG_EXPONENT.search(text) else text


_NO_DEFAULT = object()


@cache
def _fields(model: type[BaseModel]) -> tuple[tuple[str, str, Any], ...]:
    """For each field its name, its name in files, and the value that need not be written."""
    found = []
    for name in sorted(model.model_fields, key=_place_in(model)):
        info = model.model_fields[name]
        default = _NO_DEFAULT if info.is_required() or name == "type" else info.default
        found.append((name, info.alias or name, default))
    return tuple(found)


def _place_in(model: type[BaseModel]) -> Any:
    if not issubclass(model, QuestionBase):
        return list(model.model_fields).index
    shared = tuple(QuestionBase.model_fields)
    places = {name: (2 if name in shared else 1, place) for place, name in enumerate(model.model_fields)}
    places |= {name: (0, place) for place, name in enumerate(_FIRST) if name in places}
    return places.__getitem__
