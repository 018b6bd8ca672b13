"""What only the whole deck shows: duplicate ids, references to nothing, sheets that cannot be.

Used twice: a `Deck` made from Python refuses to exist with such errors; the reader reports them
with their places, also for a file some of whose questions could not be read.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from quizkit.diagnostics import Finding, Loc, Severity, did_you_mean
from quizkit.model import cloze
from quizkit.model.questions import TYPES, Cloze, Question

if TYPE_CHECKING:
    from quizkit.model.deck import Deck, Fact, Header, Passage, Worksheet

_RESERVED_NAMES = {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))}
_OWN_SHEETS = {
    "worksheet": "the sheet with all questions",
    "key": "its answer key",
    "facts": "the fact sheet",
}


@dataclass(frozen=True, slots=True)
class Parts:
    """What could be read of a deck. `questions` with their positions in the file.

    `ids` are all ids as written, by field, those of unreadable items included (None: no id).
    """

    header: Header | None
    questions: Sequence[tuple[int, Question]]
    ids: dict[str, Sequence[str | None]]


def findings(deck: Deck) -> list[Finding]:
    """All mistakes of a complete deck."""
    ids: dict[str, Sequence[str | None]] = {
        "sources": [item.id for item in deck.sources],
        "facts": [item.id for item in deck.facts],
        "passages": [item.id for item in deck.passages],
        "questions": [item.id for item in deck.questions],
        "worksheets": [item.id for item in deck.worksheets],
    }
    return list(check(Parts(deck, list(enumerate(deck.questions)), ids)))


def check(parts: Parts) -> Iterator[Finding]:
    """All mistakes of what could be read of a deck."""
    for field, ids in parts.ids.items():
        yield from _duplicates(field, ids)
    known = {
        field: Names(field.removesuffix("s"), {*filter(None, ids)}, None not in ids)
        for field, ids in parts.ids.items()
    }
    for index, question in parts.questions:
        yield from _question(question, ("questions", index), known)
    if parts.header is not None:
        yield from _header(parts.header, known)


@dataclass(slots=True)
class Names:
    """The ids of one kind that a deck has. Guesses what was meant so often only: each takes a millisecond."""

    kind: str
    ids: set[str]
    complete: bool = True
    guesses: int = 100

    def __contains__(self, id: object) -> bool:
        """Whether there is such an id, or may be: one of this kind could not be read."""
        return id in self.ids or not self.complete

    def unknown(self, id: str, loc: Loc) -> Finding:
        """The finding for a reference to `id`, which is none of these."""
        hint = f"the deck has no {self.kind}s: declare it under `{self.kind}s:`"
        if self.ids:
            hint = did_you_mean(id, self.ids) if self.guesses > 0 else ""
            hint = hint or f"use the `id` of a {self.kind} of this deck"
            self.guesses -= 1
        return Finding("QK108", f"no {self.kind} has the id `{id}`", loc, hint=hint)


def _fold(id: str) -> str:
    return id.lower() if id.isascii() else unicodedata.normalize("NFC", id).casefold()


def _duplicates(field: str, ids: Sequence[str | None]) -> Iterator[Finding]:
    first: dict[str, int] = {}
    for index, id in enumerate(ids):
        if id is None:
            continue
        before = first.setdefault(_fold(id), index)
        if before == index:
            continue
        same = ids[before] == id
        message = (
            f"the id `{id}` is used twice"
            if same
            else f"the ids `{ids[before]}` and `{id}` differ only in case or form"
        )
        related = (((field, before, "id"), "first used here"),)
        yield Finding("QK107", message, (field, index, "id"), hint="give each its own id", related=related)


def _question(question: Question, loc: Loc, known: dict[str, Names]) -> Iterator[Finding]:
    for index, fact in enumerate(question.facts):
        if fact not in known["facts"]:
            yield known["facts"].unknown(fact, (*loc, "facts", index))
    if question.passage is not None and question.passage not in known["passages"]:
        yield known["passages"].unknown(question.passage, (*loc, "passage"))
    if question.was == question.id:
        yield Finding("QK407", "`was` repeats the question's own id", (*loc, "was"), hint="delete it")
    if isinstance(question, Cloze):
        yield from _gap(question, (*loc, "text"))


def _gap(question: Cloze, loc: Loc) -> Iterator[Finding]:
    numbers = cloze.numbers(question.text)
    missing = sorted(set(range(1, max(numbers, default=0))) - set(numbers))
    if missing:
        names = ", ".join(f"c{number}" for number in missing[:5])
        message = f"the blanks skip {names}"
        hint = "fine where a published blank was removed; otherwise number them 1, 2, 3 …"
        yield Finding("QK110", message, loc, Severity.WARNING, hint=hint)


def _header(header: Header, known: dict[str, Names]) -> Iterator[Finding]:
    if _fold(header.deck).split(".")[0] in _RESERVED_NAMES or header.deck.endswith("."):
        yield Finding(
            "QK106", f"`{header.deck}` cannot be a file name on Windows", ("deck",), hint="choose another id"
        )
    if header.translation_of == header.deck:
        yield Finding(
            "QK108",
            "a deck is no translation of itself",
            ("translation_of",),
            hint="name the other deck's id",
        )
    yield from _references("facts", header.facts, known["sources"])
    yield from _references("passages", header.passages, known["sources"])
    for index, sheet in enumerate(header.worksheets):
        yield from _worksheet(sheet, ("worksheets", index), known["questions"])


def _references(field: str, items: Sequence[Fact | Passage], sources: Names) -> Iterator[Finding]:
    for index, item in enumerate(items):
        if item.source is not None and item.source.ref not in sources:
            yield sources.unknown(item.source.ref, (field, index, "source", "ref"))


def _worksheet(sheet: Worksheet, loc: Loc, questions: Names) -> Iterator[Finding]:
    if sheet.id.lower() in _OWN_SHEETS:
        message = f"`{sheet.id}` is the name of {_OWN_SHEETS[sheet.id.lower()]}"
        yield Finding("QK106", message, (*loc, "id"), hint="choose another id")
    named: dict[str, Loc] = {}
    for number, section in enumerate(sheet.sections):
        place = (*loc, "sections", number)
        for index, id in enumerate(section.questions):
            here = (*place, "questions", index)
            if id not in questions:
                yield questions.unknown(id, here)
            elif id in named:
                yield Finding(
                    "QK107",
                    f"`{id}` is on this worksheet twice",
                    here,
                    hint="delete one of the two",
                    related=((named[id], "first here"),),
                )
            named.setdefault(id, here)
        for index, name in enumerate(section.types):
            if name not in TYPES:
                yield Finding(
                    "QK105",
                    f"no question type `{name}`",
                    (*place, "types", index),
                    hint=did_you_mean(name, TYPES),
                )
