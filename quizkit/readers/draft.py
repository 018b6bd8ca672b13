"""A deck in the making: the values of its files, put together and validated."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from quizkit.diagnostics import Diagnostic, Finding, Severity, Span, closest, did_you_mean, has_errors
from quizkit.discovery import HEADER_FILE
from quizkit.model import integrity
from quizkit.model.base import share_field_names
from quizkit.model.deck import Deck, Header
from quizkit.model.questions import TYPES, Question
from quizkit.readers import schema
from quizkit.readers.base import Loaded
from quizkit.readers.guesses import field_meant
from quizkit.readers.places import File, Places, in_order

_LISTS = ("facts", "passages", "questions", "worksheets")
_SHARED = (*_LISTS, "sources")


@dataclass(slots=True)
class Draft:
    """A deck in the making."""

    path: str
    folder: Path
    diagnostics: list[Diagnostic] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    files: list[File] = field(default_factory=list)
    offsets: dict[str, list[tuple[int, int]]] = field(default_factory=dict)
    header: dict[str, Any] = field(default_factory=dict)
    questions: list[Any] = field(default_factory=list)
    whole: bool = True
    has_header: bool = False


def finish(draft: Draft, paths: Sequence[str]) -> Loaded:
    """The deck of all that was merged, or its mistakes in the order of `paths`."""
    places = Places(tuple(draft.files), {name: tuple(shares) for name, shares in draft.offsets.items()})
    deck = _deck(draft) if draft.files else None
    found = [_without_value(item, places) for item in draft.findings]
    warnings: tuple[Finding, ...] = ()
    if deck is not None and not has_errors(draft.diagnostics):
        warnings, found = tuple(found), []  # for whoever knows what the deck excuses
    known = {item.span for item in draft.diagnostics}  # a key that is no text is an unknown field too
    fresh = (item for item in map(places.diagnose, found) if item.code != "QK101" or item.span not in known)
    diagnostics = in_order([*draft.diagnostics, *fresh], paths)
    if has_errors(diagnostics):
        return Loaded(draft.path, draft.folder, None, tuple(diagnostics), places)
    return Loaded(draft.path, draft.folder, deck, tuple(diagnostics), places, warnings)


def _without_value(found: Finding, places: Places) -> Finding:
    """A field that is missing although its key stands there has no value: said at the key (Y06)."""
    if (
        found.code == "QK102"
        and found.loc
        and found.message.startswith("missing field")
        and isinstance(found.loc[-1], str)
        and places.written(found.loc)
    ):
        hint = "write it behind the colon"
        if "#" in places.rest_of_line(found.loc):
            hint = "a # starts a remark: text that starts with # must be in quotes"
        return replace(found, message=f"`{found.loc[-1]}` has no value", on_key=True, hint=hint)
    return found


def _at_key(draft: Draft, number: int, *loc: str) -> Span | None:
    """The place of a key in the file with this number, before all files are put together."""
    return Places((draft.files[number],)).span(loc, on_key=True)


def no_deck(shown: str, value: Any) -> Diagnostic:
    """What to say of a file (as it is shown) with such a value at its top."""
    what = (
        "the file is empty" if value is None else "this is not a deck: it has none of its fields at the top"
    )
    hint = "a deck begins with `deck: its-id`; `quizkit new NAME` writes one to start from"
    return Diagnostic("QK018", what, Span(shown, 1, 1, 2), hint=hint)


def _is_deck(value: dict[str, Any]) -> bool:
    """Whether any of the fields at the top is one of a deck's, or a slip for one."""
    known = (*Header.model_fields, "questions")
    return any(name in known for name in value) or any(closest(name, known) for name in list(value)[:50])


def merge(draft: Draft, value: dict[str, Any], number: int, *, is_header: bool) -> None:
    """Takes the fields of the file with this number into the draft; only a header may hold a deck's."""
    if is_header:
        if not _is_deck(value):
            draft.whole = False
            draft.diagnostics.append(no_deck(draft.files[number].path, value))
            return
        draft.has_header = True
        if "questions" not in value:
            _misspelt(draft, value, number)
        questions = value.pop("questions", None)
        draft.header = value
        for name in _SHARED:
            draft.offsets[name] = [(0, number)]
        if questions is not None:
            _extend(draft, "questions", draft.questions, questions, number)
        return
    for name, items in value.items():
        if name == "questions":
            _extend(draft, name, draft.questions, items, number)
        elif name in _SHARED:
            _join(draft, name, items, number)
        else:
            hint = did_you_mean(name, _SHARED)
            if (meant := closest(name, (*Header.model_fields, *_SHARED))) and meant not in _SHARED:
                hint = (
                    f"`{meant}` belongs into {HEADER_FILE}; a file beside it holds questions, facts, passages"
                )
            span = _at_key(draft, number, name)
            draft.diagnostics.append(Diagnostic("QK101", f"unknown field `{name}`", span, hint=hint))


def _misspelt(draft: Draft, value: dict[str, Any], number: int) -> None:
    """A top field that must have meant `questions`: one mistake, not that and a deck without any."""
    for name, items in value.items():
        if name not in Header.model_fields and closest(name, ["questions"]) and items is not None:
            span = _at_key(draft, number, name)
            hint = "did you mean `questions`?"
            draft.diagnostics.append(Diagnostic("QK101", f"unknown field `{name}`", span, hint=hint))
            del value[name]
            draft.whole = False
            return


def _extend(draft: Draft, name: str, target: list[Any], items: Any, number: int) -> None:
    if not isinstance(items, list):
        span = _at_key(draft, number, name)
        hint = "each entry starts with a dash: `- id: …`"
        draft.diagnostics.append(Diagnostic("QK103", f"`{name}` wants a list", span, hint=hint))
        draft.whole = False
        return
    shares = draft.offsets.setdefault(name, [])
    if shares and shares[-1][0] == len(target):
        shares.pop()  # the file before had none
    shares.append((len(target), number))
    target.extend(items)


def _join(draft: Draft, name: str, items: Any, number: int) -> None:
    """Adds a list (or the mapping of sources) of a question file to what the deck has of it."""
    before = draft.header.setdefault(name, {} if name == "sources" else [])
    if name == "sources" and isinstance(items, dict) and isinstance(before, dict):
        draft.offsets.setdefault(name, []).append((len(before), number))
        for key, source in items.items():
            if key in before:
                span = _at_key(draft, number, name, key)
                draft.diagnostics.append(
                    Diagnostic("QK107", f"the id `{key}` is used twice", span, hint="give each its own id")
                )
            before.setdefault(key, source)
    elif isinstance(before, list):
        _extend(draft, name, before, items, number)


def _deck(draft: Draft) -> Deck | None:
    """Validates what was read. Mistakes go to the draft; the deck comes back only without any."""
    ids: dict[str, Sequence[str | None]] = {
        "facts": _ids(_meant(draft.header, "facts")),
        "passages": _ids(_meant(draft.header, "passages")),
        "worksheets": _ids(_meant(draft.header, "worksheets")),
        "sources": [*sources] if isinstance(sources := _meant(draft.header, "sources"), dict) else [],
        "questions": _ids(draft.questions),
    }
    header = _header(draft) if draft.has_header else None
    questions = list(_questions(draft))
    if draft.whole and not draft.questions and draft.has_header:
        hint = "write at least one: `questions:`, then `- id: …`"
        draft.findings.append(Finding("QK102", "the deck has no questions", ("questions",), hint=hint))
    if draft.whole:
        draft.findings.extend(integrity.check(integrity.Parts(header, questions, ids)))
    if header is None or any(item.severity is Severity.ERROR for item in draft.findings):
        return None
    fields = {name: getattr(header, name) for name in Header.model_fields}
    return Deck.model_construct(**fields, questions=tuple(question for _, question in questions))


def _meant(header: dict[str, Any], field: str) -> Any:
    """The value of a field; that of a misspelt one too, or its slip would be said once a reference."""
    if field in header:
        return header[field]
    known = tuple(Header.model_fields)
    slips = (name for name in header if name not in known and field_meant(name, "Header", known, ()) == field)
    return next((header[name] for name in slips), None)


_ID = re.compile(r"[^\s/\\]{1,100}")
"""What can be meant as an id; the model is stricter, and says so at the id itself."""


def _ids(items: Any) -> list[str | None]:
    if not isinstance(items, list):
        return []
    found = (item.get("id") if isinstance(item, dict) else None for item in items)
    return [id if isinstance(id, str) and _ID.fullmatch(id) else None for id in found]


def _header(draft: Draft) -> Header | None:
    try:
        return Header.model_validate(draft.header)
    except ValidationError as error:
        draft.findings.extend(_without_header(schema.findings(error, Header, draft.header)))
        return None


def _without_header(found: list[Finding]) -> list[Finding]:
    """One mistake instead of three where a file has questions and nothing above them."""
    lacking = [
        item for item in found if item.code == "QK102" and item.loc in (("deck",), ("title",), ("lang",))
    ]
    if len(lacking) < 3:
        return found
    hint = "write `deck: its-id`, `title: …` and `lang: en` above the questions"
    message = "missing fields `deck`, `title` and `lang`"
    return [Finding("QK102", message, ("deck",), hint=hint), *(item for item in found if item not in lacking)]


def _questions(draft: Draft) -> Iterator[tuple[int, Question]]:
    """The questions that are valid, each with its position. The raw ones are dropped on the way."""
    for index, raw in enumerate(draft.questions):
        question = _question(draft, index, raw)
        if question is not None:
            draft.questions[index] = None
            yield index, question


def _question(draft: Draft, index: int, raw: Any) -> Question | None:
    loc = ("questions", index)
    if not isinstance(raw, dict):
        what = "is empty" if raw is None else "is no question: it has no fields"
        hint = "a question is a block: `- id: …`, then `type:`, `prompt:` and `answer:` below it"
        draft.findings.append(Finding("QK103", f"this entry {what}", loc, hint=hint))
        return None
    name = raw.get("type")
    if not isinstance(name, str):
        draft.findings.append(schema.without_type(raw, loc))
        return None
    model = TYPES.get(name)
    if model is None:
        draft.findings.append(schema.unknown_type(name, (*loc, "type")))
        return None
    try:
        question = model.model_validate(raw)
        share_field_names(question, *getattr(question, "options", ()))
        return question
    except ValidationError as error:
        draft.findings.extend(schema.findings(error, model, raw, loc))
        return None
