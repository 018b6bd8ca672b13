"""Pydantic's findings in words for a teacher, one per cause."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from pydantic import BaseModel, ValidationError

from quizkit.diagnostics import Finding, Loc, closest
from quizkit.model.deck import Fact, Passage, Reference, Section, Source, Worksheet
from quizkit.model.questions import TYPES, Criterion, Ignore, Image, Option, Pair

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

# What people write who know other tools, and what it is called here.
_SYNONYMS: Mapping[str, str] = {
    "alternatives": "distractors",
    "back": "answer",
    "choices": "distractors",
    "comment": "explanation",
    "correct": "answer",
    "correct_answer": "answer",
    "front": "prompt",
    "incorrect": "distractors",
    "key": "answer",
    "language": "lang",
    "name": "title",
    "options": "distractors",
    "question": "prompt",
    "rationale": "explanation",
    "solution": "answer",
    "statement": "prompt",
    "stem": "prompt",
    "stimulus": "passage",
    "wrong": "distractors",
}

_TYPE_SYNONYMS: Mapping[str, str] = {
    "basic": "flashcard",
    "boolean": "true-false",
    "checkbox": "multiple",
    "fill-in": "cloze",
    "gap": "cloze",
    "mc": "choice",
    "mcq": "choice",
    "mqc": "choice",
    "multi": "multiple",
    "multiple-answer": "multiple",
    "multiple-choice": "choice",
    "multiple_choice": "choice",
    "number": "numeric",
    "numerical": "numeric",
    "open": "essay",
    "order": "ordering",
    "match": "matching",
    "single": "choice",
    "single-choice": "choice",
    "tf": "true-false",
    "true_false": "true-false",
    "truefalse": "true-false",
}


def unknown_type(written: str, loc: Loc) -> Finding:
    """The finding for a question type that does not exist; `loc` is that of the value."""
    folded = written.casefold().strip()
    match = _TYPE_SYNONYMS.get(folded) or closest(folded, TYPES)
    hint = f"did you mean `{match}`?" if match else "known: " + ", ".join(TYPES)
    return Finding("QK105", f"no question type `{written}`", loc, hint=hint)


def findings(error: ValidationError, model: type[BaseModel], value: Any, prefix: Loc = ()) -> list[Finding]:
    """What `error` says of `value`, which was to become a `model`; places below `prefix`."""
    raw = error.errors(include_url=False, include_input=False)
    extras = [item["loc"] for item in raw if item["type"] == "extra_forbidden"]
    missing = [item["loc"] for item in raw if item["type"] == "missing"]
    meant = _meant(extras, missing, model)
    said_elsewhere = {(*loc[:-1], meant[loc]) for loc in meant}
    result = []
    for item in raw:
        loc: Loc = tuple(item["loc"])
        if item["type"] == "missing" and loc in said_elsewhere:
            continue
        if item["type"] == "extra_forbidden":
            result.append(_extra(loc, meant.get(loc), model, value, prefix))
        else:
            result.append(_other(dict(item), loc, value, prefix))
    return _without_prefixes(result)


def _meant(extras: Iterable[Loc], missing: Iterable[Loc], model: type[BaseModel]) -> dict[Loc, str]:
    """Which known field each unknown one stands for: a missing one before any other."""
    absent = {(tuple(loc[:-1]), str(loc[-1])) for loc in missing}
    result: dict[Loc, str] = {}
    for loc in extras:
        name, parent = str(loc[-1]), tuple(loc[:-1])
        fields = _fields(loc, model)
        wanted = [field for place, field in absent if place == parent]
        synonym = _SYNONYMS.get(name.casefold())
        match = closest(name, wanted) or (synonym if synonym in fields else None) or closest(name, fields)
        if match is not None:
            result[tuple(loc)] = match
    return result


def _fields(loc: Loc, model: type[BaseModel]) -> list[str]:
    names = [part for part in loc[:-1] if isinstance(part, str)]
    owner = _NESTED.get(names[-1], model) if names else model
    return [
        info.validation_alias if isinstance(info.validation_alias, str) else name
        for name, info in owner.model_fields.items()
    ]


def _extra(loc: Loc, meant: str | None, model: type[BaseModel], value: Any, prefix: Loc) -> Finding:
    name = _visible(str(loc[-1]))
    parent = _at(value, loc[:-1])
    fields = _fields(loc, model)
    hint = "known: " + ", ".join(f"`{field}`" for field in fields if field not in ("type", "was"))
    others = [type_name for type_name, other in TYPES.items() if name in other.model_fields]
    if meant is not None:
        taken = isinstance(parent, dict) and meant in parent
        hint = f"did you mean `{meant}`?" + (" It is there already" if taken else "")
        if name in ("options", "choices", "alternatives"):
            hint = "write the right option as `answer` (`answers` in a `multiple`) and the others as `distractors`"
    elif model in TYPES.values() and len(loc) == 1 and others:
        hint = "it is a field of: " + ", ".join(others)
    return Finding("QK101", f"unknown field `{name}`", prefix + loc, hint=hint, on_key=True)


def _visible(name: str) -> str:
    """The name with what nobody sees spelled out (a no-break space pasted from Word, Y24)."""
    return "".join(char if char.isprintable() else f"U+{ord(char):04X}" for char in name)


def _at(value: Any, loc: Loc) -> Any:
    """The raw value at `loc`; a list position inside a mapping means its nth entry."""
    for part in loc:
        if isinstance(value, dict):
            value = value.get(part) if isinstance(part, str) else list(value.values())[part]
        elif isinstance(value, list) and isinstance(part, int) and part < len(value):
            value = value[part]
        else:
            return None
    return value


def _other(item: dict[str, Any], loc: Loc, value: Any, prefix: Loc) -> Finding:
    ctx: dict[str, Any] = item.get("ctx", {})
    name = next((str(part) for part in reversed(loc) if isinstance(part, str)), "")
    raw = _at(value, loc)
    here = prefix + loc
    match item["type"]:
        case "quizkit":
            at: Loc = tuple(ctx["at"])
            return Finding(ctx["code"], ctx["message"], here + at, hint=ctx["hint"])
        case "missing":
            return Finding("QK102", f"missing field `{loc[-1]}`", here)
        case "string_type" | "string_sub_type":
            return _no_text(name, raw, here)
        case "string_pattern_mismatch":
            return _pattern(name, str(raw), ctx.get("pattern", ""), here)
        case "string_too_long":
            return Finding(
                "QK106", f"`{name}` is longer than {ctx['max_length']} characters", here, hint="shorten it"
            )
        case "list_type" | "tuple_type":
            shown = f"[{raw}]" if isinstance(raw, str) and len(raw) < 40 else "[…, …]"
            return Finding(
                "QK103",
                f"`{name}` wants a list",
                here,
                hint=f"write `{name}: {shown}`, or one item a line, each behind a dash",
            )
        case "model_type" | "dict_type" | "model_attributes_type":
            return Finding("QK103", f"`{name}` wants fields, not {_kind(raw)}", here, hint=_block_hint(name))
        case "bool_parsing" | "bool_type":
            return Finding(
                "QK105", f"`{name}` is true or false, not {_kind(raw)}", here, hint="write true or false"
            )
        case "int_parsing" | "int_type" | "int_from_float" | "int_parsing_size":
            return Finding(
                "QK104",
                f"`{name}` wants a whole number, not {_kind(raw)}",
                here,
                hint="write digits only, such as 3",
            )
        case "number":
            return Finding(
                "QK104",
                f"`{name}` wants a number, not {_kind(raw)}: {item['msg']}",
                here,
                hint=ctx.get("hint", ""),
            )
        case "greater_than_equal" | "less_than_equal":
            limit = f"at least {ctx['ge']}" if "ge" in ctx else f"at most {ctx['le']}"
            return Finding("QK104", f"`{name}` is {limit}", here)
        case "too_short" | "too_long":
            limit = f"at least {ctx['min_length']}" if "min_length" in ctx else f"at most {ctx['max_length']}"
            return Finding(
                "QK113" if name in ("pairs", "items") else "QK103",
                f"`{name}` wants {limit}, not {ctx['actual_length']}",
                here,
            )
        case "missing_argument" | "unexpected_positional_argument" | "pair":
            return Finding(
                "QK113",
                f"a pair has two sides, not {ctx.get('count', 'this')}",
                here,
                hint="write `[left, right]`",
            )
        case "literal_error":
            expected = str(ctx.get("expected", "")).replace("'", "`")
            return Finding("QK105", f"`{name}` is {expected}, not {_kind(raw)}", here)
        case _:
            return Finding("QK103", f"`{name}`: {item['msg']}", here)


def _kind(raw: Any) -> str:
    if isinstance(raw, str):
        return f"`{raw if len(raw) <= 40 else raw[:39] + '…'}`"
    return "a list" if isinstance(raw, list) else "fields" if isinstance(raw, dict) else "nothing"


def _no_text(name: str, raw: Any, here: Loc) -> Finding:
    if raw is None:
        return Finding(
            "QK102", f"an entry of `{name}` is empty", here, hint="write its text or delete the line"
        )
    hint = "text that starts with { or [ or holds a colon must be in quotes"
    if isinstance(raw, list) and name in ("answer", "prompt"):
        hint = (
            "one text is wanted; a question with several right options is of `type: multiple` with `answers`"
        )
    return Finding("QK103", f"`{name}` wants text, not {_kind(raw)}", here, hint=hint)


_PATTERNS: Mapping[str, tuple[str, str, str]] = {
    r"\S": ("QK112", "`{name}` is empty", "write its text or delete the field"),
    r"^[^\n]*\S[^\n]*\n?$": ("QK112", "`{name}` wants one line of text", "write it on one line"),
    r"^\w[\w.\-]*$": (
        "QK106",
        "{raw} is no id",
        "use letters, digits, - _ and . without spaces, such as `capital-of-france`",
    ),
    r"^[^\s\u3000]+$": ("QK106", "{raw} is no tag", "a tag has no spaces: use - or _"),
    r"^QK\d{3}$": ("QK105", "{raw} is no code", "a code is QK and three digits"),
    r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$": (
        "QK117",
        "{raw} is no language",
        "write its code: en, fr, de, es …",
    ),
}


def _pattern(name: str, raw: str, pattern: str, here: Loc) -> Finding:
    if not raw.strip():
        return Finding("QK112", f"`{name}` is empty", here, hint="write its text or delete the field")
    fallback = ("QK116", "{raw} is no date", "write 2024, 2024-07 or 2024-07-09")
    code, message, hint = _PATTERNS.get(pattern, fallback)
    return Finding(code, message.format(name=name, raw=_kind(raw)), here, hint=hint)


def _block_hint(name: str) -> str:
    if name in ("image", "images"):
        return "write `{file: picture.png, alt: what it shows}`"
    model = _NESTED.get(name)
    if model is None:
        return "its fields go on the next lines, indented: `name: value`"
    return "its fields are: " + ", ".join(f"`{field}`" for field in model.model_fields)


def _without_prefixes(found: list[Finding]) -> list[Finding]:
    """Drops a finding whose place contains another's: one cause, one diagnostic."""
    places = [item.loc for item in found if not item.on_key]
    return [
        item
        for item in found
        if item.on_key
        or not any(len(loc) > len(item.loc) and loc[: len(item.loc)] == item.loc for loc in places)
    ]
