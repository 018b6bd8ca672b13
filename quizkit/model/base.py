"""The base of all models and the kinds of value that their fields hold.

The YAML reader hands over every scalar as the text that was written; these types turn text into
numbers, dates and switches where a field wants one, and leave it alone where a field wants text.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, StringConstraints, WithJsonSchema
from pydantic_core import PydanticCustomError


class Model(BaseModel):
    """Frozen, closed (an unknown field is an error), and silent about rendering.

    Python authors may write `answer=32` where text is wanted; YAML authors' scalars are text already.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", coerce_numbers_to_str=True)


_FIELD_SETS: dict[frozenset[str], set[str]] = {}


def share_field_names(*models: BaseModel) -> None:
    """Lets models with the same fields written share one set of their names.

    pydantic keeps such a set in every model; in 100,000 questions they took 110 MB. Nothing changes a
    frozen model's set, and copies of a model copy it.
    """
    for model in models:
        names = model.__pydantic_fields_set__
        object.__setattr__(model, "__pydantic_fields_set__", _FIELD_SETS.setdefault(frozenset(names), names))


_TEXT_SCHEMA = {"type": ["string", "number", "boolean"]}

LINE_PATTERN = r"^[^\n]*\S[^\n]*\n?$"
ID_PATTERN = r"^\w[\w.\-]*$"
_NO_LETTER = r"\s\x00-\x2c\x2f\x3a-\x40\x5b-\x5e\x60\x7b-\xa9\u2000-\u206f"
ID_PATTERN_FOR_EDITORS = rf"^[^{_NO_LETTER}.\-][^{_NO_LETTER}]*$"
"""The same for JavaScript, whose `\\w` knows no letter with an accent."""
TAG_PATTERN = r"^[^\s\u3000]+$"
LANG_PATTERN = r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$"
DATE_PATTERN = r"^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$"

Text = Annotated[
    str,
    StringConstraints(pattern=r"\S"),
    WithJsonSchema(
        {
            **_TEXT_SCHEMA,
            "pattern": r"\S",
            "description": "Text in Markdown; $…$ is maths.",
            "errorMessage": "A text is wanted here. One that begins with [ or { needs quotes.",
        }
    ),
]
"""Markdown text with at least one character that is not white space, kept as written."""

Line = Annotated[
    str,
    StringConstraints(pattern=LINE_PATTERN),
    WithJsonSchema(
        {
            **_TEXT_SCHEMA,
            "pattern": LINE_PATTERN,
            "description": "One line of plain text.",
            "errorMessage": "A text on one line is wanted here. One that begins with [ or { needs quotes.",
        }
    ),
]
"""Plain text on one line: titles, tags' furniture, units."""

Id = Annotated[
    str,
    StringConstraints(pattern=ID_PATTERN, max_length=100),
    WithJsonSchema(
        {
            "type": ["string", "number"],
            "pattern": ID_PATTERN_FOR_EDITORS,
            "maxLength": 100,
            "description": "Letters, digits, - _ and . without spaces; never changed once published.",
            "errorMessage": "An id has letters, digits, - _ and . only, no spaces.",
        }
    ),
]
"""An identity: at most 100 characters (the limit of Moodle's idnumber), usable in a file name."""

Tag = Annotated[
    str,
    StringConstraints(pattern=TAG_PATTERN, max_length=100),
    WithJsonSchema(
        {**_TEXT_SCHEMA, "pattern": r"^\S+$", "errorMessage": "A tag has no spaces; write - or _ instead."}
    ),
]
"""A tag without white space: Anki would split one at a space or U+3000."""

_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,3})?")


def parse_number(value: Any) -> Decimal:
    """`value` as an exact decimal number.

    Takes text in decimal notation (`3.10`, `-2`, `.5`, `1e3`) or a Python number. Raises
    `PydanticCustomError` for anything else, with a hint for the decimal comma.
    """
    if isinstance(value, bool):
        raise _no_number("wants a number", "write digits only, such as 32 or 0.5")
    if isinstance(value, Decimal | int):
        return _finite(Decimal(value))
    if isinstance(value, float):
        return _finite(Decimal(repr(value)))
    text = str(value).strip().replace("\N{MINUS SIGN}", "-") if isinstance(value, str) else ""
    if _NUMBER.fullmatch(text):
        return _finite(Decimal(text))
    raise _no_number("wants a number", _number_hint(text))


def _no_number(why: str, hint: str) -> PydanticCustomError:
    """`why` is the message's verb, between the field's name and what was written."""
    return PydanticCustomError("number", "{why}", {"why": why, "hint": hint})


def _finite(number: Decimal) -> Decimal:
    if not number.is_finite() or abs(number) >= Decimal("1e300"):
        raise _no_number("wants a finite number", "write an ordinary number")
    return number


def _number_hint(text: str) -> str:
    if re.fullmatch(r"[+-]?\d+,\d+", text):
        return f"write the decimal point as a point: {text.replace(',', '.')}"
    if re.fullmatch(r"[+-]?\d{1,3}([ \u00a0\u202f_',]\d{3})+(\.\d+)?", text):
        return "write the number without separators: " + re.sub(r"[^\d.+-]", "", text)
    if re.fullmatch(r"[+-]?\.?(inf|nan)", text, re.IGNORECASE):
        return "write a finite number"
    if re.match(r"[+-]?[\d.]+\s*[^\d\s.,]", text):
        return "write the number alone; what it counts goes into `unit:`, where the question has one"
    return "write digits only, such as 32 or 0.5"


def _not_negative(value: Any) -> Decimal:
    number = parse_number(value)
    if number < 0:
        raise _no_number("wants 0 or more", "write 0 or a number above it")
    return number


_NUMBER_SCHEMA = {
    "type": ["string", "number"],
    "pattern": rf"^\s*[\u2212]?{_NUMBER.pattern}\s*$",
    "errorMessage": "A number is wanted here, without separators and with a point for decimals: 4000 or 2.5.",
}
"""A number in quotes is a number too; a decimal comma makes text, which an editor should mark."""

Number = Annotated[Decimal, BeforeValidator(parse_number), WithJsonSchema(_NUMBER_SCHEMA)]
"""An exact decimal number; `3.10` stays 3.10."""

Amount = Annotated[
    Decimal,
    BeforeValidator(_not_negative),
    WithJsonSchema({**_NUMBER_SCHEMA, "pattern": rf"^\s*{_NUMBER.pattern[5:]}\s*$", "minimum": 0}),
]
"""A number that is 0 or more: points, tolerances."""

_TRUE = frozenset({"true", "yes", "on", "y", "1", "vrai", "oui"})
_FALSE = frozenset({"false", "no", "off", "n", "0", "faux", "non"})


_WORDS = ("true", "false", "yes", "no", "on", "off", "y", "n", "vrai", "faux", "oui", "non", "1", "0")
_SWITCH_SCHEMA = {
    "type": ["boolean", "integer", "string"],
    "minimum": 0,
    "maximum": 1,
    "pattern": "^(" + "|".join("".join(f"[{c.upper()}{c}]" for c in word) for word in _WORDS) + ")$",
    "errorMessage": "true or false is wanted here; yes, no, vrai and faux do too.",
}
"""JSON Schema knows no “in any case”, hence the letters one by one. Editors offer true and false."""


def _switch(value: Any) -> bool:
    if isinstance(value, bool):
        return value
    word = str(value).strip().casefold() if isinstance(value, str | int) else ""
    if word in _TRUE or word in _FALSE:
        return word in _TRUE
    raise PydanticCustomError("switch", "true or false is wanted")


Switch = Annotated[
    bool,
    BeforeValidator(_switch),
    WithJsonSchema(_SWITCH_SCHEMA),
]
"""True or false, as people write it: yes, no, on, off, vrai, faux, oui, non, in any case."""

PartialDate = Annotated[
    str,
    StringConstraints(pattern=DATE_PATTERN),
    WithJsonSchema(
        {
            "type": ["string", "integer"],
            "pattern": DATE_PATTERN,
            "description": "2024, 2024-07 or 2024-07-09",
            "errorMessage": "A date is a year, a month or a day: 2024, 2024-07 or 2024-07-09.",
        }
    ),
]
"""A year, a month or a day in ISO 8601: `2024`, `2024-07`, `2024-07-09`."""

PERIOD_PATTERN = r"^[1-9]\d{0,3} (days?|months?|years?)$"

Period = Annotated[
    str,
    StringConstraints(pattern=PERIOD_PATTERN),
    WithJsonSchema(
        {
            "type": "string",
            "pattern": PERIOD_PATTERN,
            "description": "90 days, 18 months or 2 years",
            "errorMessage": "A length of time is wanted here: 90 days, 18 months or 2 years.",
        }
    ),
]
"""A length of time in whole days, months or years: `18 months`."""

Lang = Annotated[
    str,
    StringConstraints(pattern=LANG_PATTERN, max_length=35),
    WithJsonSchema(
        {
            "type": "string",
            "pattern": LANG_PATTERN,
            "maxLength": 35,
            "errorMessage": "A language is written like en, fr or pt-BR.",
        }
    ),
]
"""A BCP 47 language tag: `en`, `fr-CA`, `he`."""
