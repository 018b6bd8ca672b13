"""What Typst refuses, told to a teacher: which character, which question, what to do."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from quizkit.diagnostics import Finding, Loc
from quizkit.model import texts
from quizkit.model.deck import Deck
from quizkit.targets.base import Loss, Unsupported
from quizkit.targets.pdf.engine import Refusal

Make = Callable[[Mapping[str, Any]], bytes | Refusal]

_FONT_HINT = "name a folder with a font that has it: --fonts FOLDER"
_SHOWN = 6


class Trouble:
    """Collects refusals of all sheets and makes one finding of each cause."""

    def __init__(self, deck: Deck) -> None:
        self._deck = deck
        self._missing: dict[str, None] = {}
        self._others: dict[Finding, None] = {}
        self.losses: dict[Loss, None] = {}

    def unsupported(self, error: Unsupported) -> None:
        """A question that paper cannot ask."""
        self.losses[Loss("refused", error.loc, str(error))] = None

    def refused(self, refusal: Refusal, loc: Loc, make: Make, values: Mapping[str, Any]) -> None:
        """Typst made no sheet of `values`; `make` tries again with fewer questions."""
        self._missing.update(dict.fromkeys(refusal.missing))
        if refusal.missing:
            return
        message, hint = f"this cannot be printed: {refusal.message}", ""
        if "missing alt text" in refusal.message:
            message, hint = "a picture without a description", "say what it shows: ![a red box](box.png)"
        self._others[Finding("QK504", message, _culprit(make, values) or loc, hint=hint)] = None

    def findings(self) -> Iterator[Finding]:
        """Everything collected, one finding for each text with characters that no font has."""
        yield from self._others
        left = dict(self._missing)
        for loc, text in _all_texts(self._deck):
            here = [chars for chars in self._missing if chars in text]
            for chars in here:
                left.pop(chars, None)
            if here:
                yield _glyph(here, loc)
        if left:
            yield _glyph(list(left), ())


def _glyph(missing: list[str], loc: Loc) -> Finding:
    # What only joins the parts of an emoji is not what the author sees.
    missing = [chars for chars in missing if chars.isprintable()] or missing
    names = ", ".join(f"{_printable(chars)} ({_code_points(chars)})" for chars in missing[:_SHOWN])
    more = f" and {len(missing) - _SHOWN} more" if len(missing) > _SHOWN else ""
    noun = "the character" if len(missing) == 1 else "the characters"
    return Finding("QK502", f"no font has {noun} {names}{more}", loc, hint=_FONT_HINT)


def _printable(chars: str) -> str:
    return f"“{chars}”" if chars.isprintable() else "that is not printable"


def _code_points(chars: str) -> str:
    return " ".join(f"U+{ord(char):04X}" for char in chars)


def _all_texts(deck: Deck) -> Iterator[tuple[Loc, str]]:
    """Every text of a deck that is printed, with its place."""
    yield ("title",), deck.title
    yield from texts.of_header(deck)
    for index, question in enumerate(deck.questions):
        yield from (((("questions", index, *loc)), text) for loc, text in texts.of_question(question))
        unit = getattr(question, "unit", None)
        if unit:
            yield ("questions", index, "unit"), unit
    for source in deck.sources:
        for field in ("title", "author", "publisher", "url"):
            if text := getattr(source, field):
                yield ("sources", source.id, field), text
    for index, passage in enumerate(deck.passages):
        if passage.title:
            yield ("passages", index, "title"), passage.title
    for index, sheet in enumerate(deck.worksheets):
        if sheet.title:
            yield ("worksheets", index, "title"), sheet.title
        for number, section in enumerate(sheet.sections):
            if section.title:
                yield ("worksheets", index, "sections", number, "title"), section.title


def _culprit(make: Make, values: Mapping[str, Any]) -> Loc | None:
    """The place of a question or passage that alone is refused, found by halving; None where none is."""
    groups = [group for part in values.get("sections", ()) for group in part["groups"]]
    suspects = [question for group in groups for question in group["questions"]]
    while len(suspects) > 1:
        half = suspects[: len(suspects) // 2]
        suspects = half if _refuses(make, values, half) else suspects[len(half) :]
    if suspects and _refuses(make, values, suspects):
        return ("questions", suspects[0]["index"])
    for group in groups:
        if group["passage"] and _refuses(make, values, [], group["passage"]):
            return ("passages", group["passage"]["index"])
    return None


def _refuses(make: Make, values: Mapping[str, Any], questions: list[Any], passage: Any = None) -> bool:
    """Whether Typst refuses a sheet with these questions alone, in one section."""
    groups = [{"passage": passage, "questions": questions}]
    sections = [{"title": None, "instructions": None, "groups": groups}]
    return isinstance(make({**values, "sections": sections}), Refusal)
