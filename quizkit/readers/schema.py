"""Pydantic's findings in words for a teacher, one per cause."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from pydantic import BaseModel, ValidationError

from quizkit.diagnostics import Finding, Loc
from quizkit.model.base import (
    DATE_PATTERN,
    ID_PATTERN,
    LANG_PATTERN,
    LINE_PATTERN,
    PERIOD_PATTERN,
    TAG_PATTERN,
)
from quizkit.model.deck import Fact, Header, Passage, Reference, Section, Source, Worksheet
from quizkit.model.parts import CODE_PATTERN, Criterion, Ignore, Image, Option, Pair
from quizkit.model.questions import TYPES
from quizkit.readers import guesses, remedies, wordings
from quizkit.readers.inline import is_number, slug

_NESTED: Mapping[str, type[BaseModel]] = {
    "answer": Option,
    "answers": Option,
    "distractors": Option,
    "facts": Fact,
    "ignore": Ignore,
    "image": Image,
    "images": Image,
    "pairs": Pair,
    "passages": Passage,
    "rubric": Criterion,
    "sections": Section,
    "source": Reference,
    "sources": Source,
    "worksheets": Worksheet,
}

_EXAMPLES: Mapping[str, str] = {
    "alt": "what the picture shows, for those who do not see it: `alt: …`",
    "answer": "write `answer: …`",
    "answers": "write a list: `answers: [first, second]`",
    "deck": "an id that never changes: `deck: capitals-of-europe`",
    "distractors": "the wrong options, as a list: `distractors: [first, second]`",
    "id": "a name that never changes: `id: capital-of-france`",
    "items": "the items in their right order, as a list: `items: [first, second, third]`",
    "lang": "the language of the deck: `lang: en`",
    "left": "write `[left, right]`",
    "pairs": "write `pairs: [[left, right], [left, right]]`",
    "right": "write `[left, right]`",
    "sections": "write `sections:`, then `- pick: 10` or `- questions: [id, id]`",
    "text": "write `text: …`",
    "title": "write `title: …`",
}


def unknown_type(written: str, loc: Loc) -> Finding:
    """The finding for a question type that does not exist; `loc` is that of the value."""
    match = guesses.type_meant(written)
    hint = f"did you mean `{match}`?" if match else "known: " + ", ".join(TYPES)
    return Finding("QK105", f"no question type {_kind(written)}", loc, hint=hint)


def without_type(raw: Mapping[str, Any], loc: Loc) -> Finding:
    """The finding for a question (at `loc`) whose type is missing, misspelt or no word."""
    known = ", ".join(TYPES)
    if raw.get("type") is not None:
        return Finding(
            "QK105", f"`type` is one word, not {_kind(raw['type'])}", (*loc, "type"), hint=f"one of: {known}"
        )
    fields = {field for model in TYPES.values() for field in model.model_fields}
    for name in raw:
        if name not in fields and guesses.field_meant(name, "", (), ("type",)):
            return Finding(
                "QK101",
                f"unknown field `{_visible(name)}`",
                (*loc, name),
                hint="did you mean `type`?",
                on_key=True,
            )
    return Finding("QK102", "missing field `type`", (*loc, "type"), hint=f"one of: {known}")


def findings(error: ValidationError, model: type[BaseModel], value: Any, prefix: Loc = ()) -> list[Finding]:
    """What `error` says of `value`, which was to become a `model`; places below `prefix`."""
    blocks: dict[Loc, _Block] = {}
    result: list[Finding] = []
    for item in error.errors(include_url=False):
        *above, last = item["loc"] or ("",)
        if item["type"] in ("missing", "extra_forbidden") and isinstance(last, str):
            loc = tuple(above)
            block = blocks.setdefault(loc, _Block(loc, _owner(loc, model), _at(value, loc)))
            (block.missing if item["type"] == "missing" else block.unknown).append(last)
        else:
            result.append(other(item["type"], item.get("ctx", {}), tuple(item["loc"]), value, prefix))
    return _without_prefixes(
        [*(found for block in blocks.values() for found in block.findings(prefix)), *result]
    )


@dataclass(slots=True)
class _Block:
    """A block of fields, `raw`, at `loc`, that has fields unknown to `model` or lacks some."""

    loc: Loc
    model: type[BaseModel]
    raw: Any
    unknown: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)

    def findings(self, prefix: Loc) -> list[Finding]:
        here = prefix + self.loc
        if self._is_text():
            return [_colon_text(self.raw, here, self.model)]
        if self.model is Ignore and (hint := remedies.excuse(self.raw)):
            return [Finding("QK103", "the fields are `code` and `reason`", here, hint=f"write `{hint}`")]
        meant = {name: self._meant(name) for name in self.unknown}
        said = {*meant.values()}
        if guesses.OPTION_LISTS.intersection(self.unknown):
            said |= {"answer", "answers", "distractors"}
        found = [self._unknown(name, meant[name], here) for name in self.unknown]
        lacking = [name for name in self.missing if name not in said]
        return found + [_missing(name, (*here, name)) for name in lacking]

    def _is_text(self) -> bool:
        """Whether this is a text with a colon, which YAML made a field: `- Rome: the capital`."""
        if self.model not in (Option, Criterion) or not isinstance(self.raw, dict) or len(self.raw) != 1:
            return False
        return bool(self.unknown) and self._meant(self.unknown[0]) is None

    def _meant(self, name: str) -> str | None:
        return guesses.field_meant(name, self.model.__name__, fields(self.model), tuple(self.missing))

    def _unknown(self, name: str, meant: str | None, here: Loc) -> Finding:
        shown = [item for item in fields(self.model) if item not in ("type", "was")]
        hint = "known: " + ", ".join(f"`{item}`" for item in shown)
        others = [other for other, model in TYPES.items() if name in fields(model)]
        if name == "<<":
            hint = "decks have no merge keys: write the fields out"
        elif special := guesses.HINTS.get((self.model.__name__, name)):
            hint = special.replace("::…", f"::{remedies.answer(self.raw, name)}")
        elif meant is not None:
            taken = isinstance(self.raw, dict) and meant in self.raw
            hint = f"did you mean `{meant}`?" + (" It is there already" if taken else "")
        elif self.model in TYPES.values() and others:
            hint = "it is a field of: " + ", ".join(others)
        elif self.model is Header and name in {item for model in TYPES.values() for item in fields(model)}:
            hint = f"`{name}` belongs to a question: indent it below its `- id: …`"
        return Finding("QK101", f"unknown field `{_visible(name)}`", (*here, name), hint=hint, on_key=True)


@cache
def fields(model: type[BaseModel]) -> tuple[str, ...]:
    """The fields of `model` as authors write them."""
    return tuple(
        [
            info.validation_alias if isinstance(info.validation_alias, str) else name
            for name, info in model.model_fields.items()
        ]
    )


def _owner(loc: Loc, model: type[BaseModel]) -> type[BaseModel]:
    names = [part for part in loc if isinstance(part, str)]
    return _NESTED.get(names[-1], model) if names else model


def _missing(name: str, loc: Loc) -> Finding:
    return Finding("QK102", f"missing field `{name}`", loc, hint=_EXAMPLES.get(name, f"write `{name}: …`"))


def _colon_text(raw: Any, loc: Loc, model: type[BaseModel] = Option) -> Finding:
    hint = "text with a colon and a space must be in quotes: '…: …'"
    if isinstance(raw, dict) and len(raw) == 1:
        [(key, value)] = raw.items()
        if model is Criterion and isinstance(value, str) and is_number(value):
            hint = f"write `{remedies.criterion(key, value)}`"
        elif value is None and len(key) < 60 and "'" not in key:
            hint = f"text with a colon at its end must be in quotes: '{key}:'"
        elif isinstance(value, str) and len(key) + len(value) < 60 and "'" not in key + value:
            hint = f"text with a colon must be in quotes: '{key}: {value}'"
    return Finding("QK103", "a text is wanted here, not a field with a value", loc, hint=hint)


def _visible(name: str) -> str:
    """The name with what nobody sees spelled out (a no-break space pasted from Word)."""
    return "".join(char if char.isprintable() else f"<U+{ord(char):04X}>" for char in name)


def _at(value: Any, loc: Loc) -> Any:
    """The raw value at `loc`, or where a shorthand stands for it: `32` for an option's `text`."""
    for part in loc:
        value = _step(value, part)[0]
    return value


def _step(value: Any, part: str | int) -> tuple[Any, bool]:
    """One step down, and whether `part` is a name that the author wrote (or should have written)."""
    if isinstance(value, dict):
        if isinstance(part, str):
            return value.get(part), True
        items = list(value.values())
        return (items[part] if part < len(items) else None), False
    if isinstance(value, list):
        if part in ("left", "right"):
            part = 0 if part == "left" else 1
        if isinstance(part, int):
            return (value[part] if part < len(value) else None), False
    return value, False


def _subject(value: Any, loc: Loc) -> tuple[str, str]:
    """How a message calls the value at `loc`, and the name of the field that it is in."""
    name, entry = "", False
    for part in loc:
        value, written = _step(value, part)
        if written:
            name, entry = str(part), False
        elif isinstance(part, int):
            entry = True
    return (f"an entry of `{name}`" if entry else f"`{name}`"), name


def other(kind: str, ctx: Mapping[str, Any], loc: Loc, value: Any, prefix: Loc) -> Finding:
    """The finding for one of pydantic's errors, of the type `kind`, that is about a value."""
    here, raw = prefix + loc, _at(value, loc)
    subject, name = _subject(value, loc)
    match kind:
        case "quizkit":
            hint = remedies.better(ctx["code"], loc, raw) or ctx["hint"]
            return Finding(ctx["code"], ctx["message"], here + tuple(ctx["at"]), hint=hint)
        case "string_type" | "string_sub_type":
            return _no_text(subject, name, raw, here)
        case "string_pattern_mismatch":
            return _pattern(subject, str(raw), ctx["pattern"], here)
        case "string_too_long":
            message = f"{subject} has more than {ctx['max_length']} characters"
            return Finding("QK106", message, here, hint="choose a shorter one")
        case "list_type" | "tuple_type":
            return Finding(
                "QK103", f"{subject} wants a list, not {_kind(raw)}", here, hint=_list_hint(name, raw, here)
            )
        case "model_type" | "dict_type" | "model_attributes_type":
            return Finding(
                "QK103", f"{subject} wants fields, not {_kind(raw)}", here, hint=_block_hint(name, raw, loc)
            )
        case "switch":
            meant = wordings.switch(raw)
            hint = f"write `{meant}`" if meant else "write true or false"
            return Finding("QK105", f"{subject} is true or false, not {_kind(raw)}", here, hint=hint)
        case "literal_error":
            expected = str(ctx.get("expected", "")).replace("'", "`")
            meant = wordings.level(raw)
            hint = f"write `{meant}`" if meant else "choose one of them"
            return Finding("QK105", f"{subject} is {expected}, not {_kind(raw)}", here, hint=hint)
        case _:
            return _amount(kind, ctx, subject, name, raw, here)


def _amount(kind: str, ctx: Mapping[str, Any], subject: str, name: str, raw: Any, here: Loc) -> Finding:
    """The finding for a number, or a number of things, that is not as it should be."""
    if name == "between" and kind in ("missing", "too_short", "too_long"):
        shown = remedies.listed(name, raw) or wordings.between(raw) or "between: [1, 5]"
        hint = f"write the lowest and the highest right number: `{shown}`"
        return Finding("QK103", "`between` wants two numbers", here[: here.index("between") + 1], hint=hint)
    match kind:
        case "int_parsing" | "int_type" | "int_from_float" | "int_parsing_size":
            return Finding(
                "QK104",
                f"{subject} wants a whole number, not {_kind(raw)}",
                here,
                hint=wordings.whole(name, raw),
            )
        case "number":
            hint = wordings.number(name, raw) or ctx["hint"]
            return Finding("QK104", f"{subject} {ctx['why']}, not {_kind(raw)}", here, hint=hint)
        case "greater_than_equal" | "less_than_equal":
            limit = f"at least {ctx['ge']}" if "ge" in ctx else f"at most {ctx['le']}"
            return Finding(
                "QK104", f"{subject} is {limit}, not {_kind(raw)}", here, hint="write a number in that range"
            )
        case "too_short" | "too_long":
            limit = f"at least {ctx['min_length']}" if "min_length" in ctx else f"at most {ctx['max_length']}"
            code = "QK113" if name in ("pairs", "items") else "QK103"
            hint = "add some" if "min_length" in ctx else "split the question"
            entries = "entry" if limit.endswith(" 1") else "entries"
            return Finding(
                code, f"{subject} wants {limit} {entries}, not {ctx['actual_length']}", here, hint=hint
            )
        case _:
            return Finding("QK103", f"{subject} cannot be {_kind(raw)}", here, hint="see docs/deck-format.md")


def _kind(raw: Any) -> str:
    if isinstance(raw, str):
        return f"`{_visible(raw if len(raw) <= 40 else raw[:39] + '…')}`"
    return "a list" if isinstance(raw, list) else "a block of fields" if isinstance(raw, dict) else "nothing"


def _no_text(subject: str, name: str, raw: Any, here: Loc) -> Finding:
    if raw is None:
        return Finding("QK102", f"{subject} is empty", here, hint="write its text or delete the line")
    if isinstance(raw, list) and name == "answer":
        hint = "one right answer is wanted; a question with several right options is of `type: multiple`"
        if shown := remedies.only(name, raw):
            hint = f"write `{shown}`; {hint}"
        return Finding("QK103", f"{subject} wants text, not a list", here, hint=hint)
    if shown := remedies.only(name, raw):
        return Finding("QK103", f"{subject} wants text, not a list", here, hint=f"write `{shown}`")
    if isinstance(raw, dict) and len(raw) == 1:
        return _colon_text(raw, here)
    hint = "text that starts with { or [ must be in quotes"
    return Finding("QK103", f"{subject} wants text, not {_kind(raw)}", here, hint=hint)


_PLACE = re.compile(r"([\w.\-]+)[,:]?\s+([^\n']{1,60})")
"""A source's id with a place behind it: `manual, p. 34`."""

_PATTERNS: Mapping[str, tuple[str, str, str]] = {
    LINE_PATTERN: ("QK112", "{subject} wants one line of text", "write it on one line"),
    ID_PATTERN: (
        "QK106",
        "{raw} is no id",
        "use letters, digits, - _ and . without spaces",
    ),
    TAG_PATTERN: ("QK106", "{raw} is no tag", "a tag has no spaces: use - or _"),
    CODE_PATTERN: ("QK105", "{raw} is no code", "a code is QK and three digits"),
    LANG_PATTERN: ("QK117", "{raw} is no language", "write its code: en, fr, de, es …"),
    DATE_PATTERN: ("QK116", "{raw} is no date", "write 2024, 2024-07 or 2024-07-09"),
    PERIOD_PATTERN: ("QK116", "{raw} is no length of time", "write 90 days, 18 months or 2 years"),
}


_MEANT: Mapping[str, Callable[[str], str | None]] = {
    ID_PATTERN: slug,
    TAG_PATTERN: remedies.tag,
    CODE_PATTERN: remedies.code,
    LANG_PATTERN: wordings.language,
    DATE_PATTERN: wordings.date,
    PERIOD_PATTERN: wordings.period,
}
"""What was meant, where that can be told."""


def _pattern(subject: str, raw: str, pattern: str, here: Loc) -> Finding:
    if not raw.strip():
        return Finding("QK112", f"{subject} is empty", here, hint="write its text or delete the field")
    code, message, hint = _PATTERNS[pattern]
    if pattern == ID_PATTERN and "source" in here and (found := _PLACE.fullmatch(raw)):
        hint = f"write the place in the source apart: {{ref: {found[1]}, at: '{found[2]}'}}"
    elif pattern in _MEANT and (meant := _MEANT[pattern](raw)):
        hint = f"write `{meant}`" if pattern not in (ID_PATTERN, TAG_PATTERN) else f"{hint}: `{meant}`"
    return Finding(code, message.format(subject=subject, raw=_kind(raw)), here, hint=hint)


def _list_hint(name: str, raw: Any, here: Loc) -> str:
    refers = name == "facts" and here[0] == "questions"
    if found := remedies.listed(name, raw, refers=refers):
        more = ", or one item a line, each behind a dash" if isinstance(raw, str) and ": [" in found else ""
        return f"write `{found}`" + ("" if name in ("between", "ignore", "tags") else more)
    if isinstance(raw, dict) and name in _NESTED:
        return "put a dash before its first field: `- …`"
    if isinstance(raw, dict):
        return "put a dash before each entry, and text with a colon in quotes"
    return f"write `{name}: […, …]`, or one item a line, each behind a dash"


def _block_hint(name: str, raw: Any, loc: Loc) -> str:
    in_list = name != "sources" or isinstance(loc[-1], int)
    if made := remedies.entry(name, raw, in_list=in_list):
        return f"write `{made}`"
    if name in ("image", "images"):
        return "write `{file: picture.png, alt: what it shows}`"
    model = _NESTED.get(name)
    if model is None:
        return "its fields go on the next lines, indented: `name: value`"
    return "its fields are: " + ", ".join(f"`{item}`" for item in fields(model))


def _without_prefixes(found: list[Finding]) -> list[Finding]:
    """Drops a finding whose place contains another's: one cause, one diagnostic."""
    places = [item.loc for item in found]
    return [
        item
        for item in found
        if item.on_key
        or not any(len(loc) > len(item.loc) and loc[: len(item.loc)] == item.loc for loc in places)
    ]
