"""What targets could not write, as findings: refused questions one by one, the rest gathered.

A bank of thousands of questions may lose the same thing in each: one finding says it, with the first
place and the names.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Literal

from quizkit.diagnostics import Finding, Severity
from quizkit.model.deck import Deck
from quizkit.model.questions import Question
from quizkit.targets.base import Loss

Unsupported = Literal["error", "skip"]
"""What becomes of a question that a target refuses: the build fails, or the question is left out."""

_NAMED = 8
"""How many questions a gathered finding names."""


def findings(losses: Iterable[Loss], deck: Deck, target: str, unsupported: Unsupported) -> Iterator[Finding]:
    """QK501 for each refused question, QK506 for lowered ones, QK507 for lost parts; places in `deck`.

    `target` is the name that the user typed. Refused questions are errors, or warnings with `skip`.
    """
    gathered: dict[tuple[str, str, str, str], list[Loss]] = defaultdict(list)
    for loss in dict.fromkeys(losses):
        if loss.kind == "refused":
            yield _refused(loss, deck, target, unsupported)
        else:
            kind = _type(loss, deck) if loss.kind == "lowered" else ""
            gathered[loss.kind, loss.what, loss.to, kind].append(loss)
    for (kind, *_), alike in gathered.items():
        yield _lowered(alike, deck, target) if kind == "lowered" else _lost(alike, deck, target)


def nothing_left(deck: Deck, target: str) -> Finding:
    """What to say where a target had nothing to write: an older file of its may still be there."""
    message = f"nothing of `{deck.deck}` is left for {target}: no file is written"
    hint = "a file of an earlier build stays as it was; delete it"
    return Finding("QK501", message, (), Severity.WARNING, hint=hint)


def _refused(loss: Loss, deck: Deck, target: str, unsupported: Unsupported) -> Finding:
    name = _name(loss, deck)
    if unsupported == "skip":
        return Finding("QK501", f"{name} is left out of {target}: {loss.what}", loss.loc, Severity.WARNING)
    hint = "build with --unsupported skip to leave it out, or without this target"
    return Finding("QK501", f"{name} cannot be written for {target}: {loss.what}", loss.loc, hint=hint)


def _lowered(alike: list[Loss], deck: Deck, target: str) -> Finding:
    first = alike[0]
    which = _name(first, deck) if len(alike) == 1 else f"{len(alike):,} questions"
    message = f"{target} has no {_type(first, deck)} questions, {which} written as {first.to}; {first.what}"
    return Finding("QK506", message, first.loc, Severity.WARNING, hint=_names(alike, deck))


def _lost(alike: list[Loss], deck: Deck, target: str) -> Finding:
    first = alike[0]
    names = dict.fromkeys(_name(loss, deck) for loss in alike)
    noun = "questions" if all(loss.loc[:1] == ("questions",) for loss in alike) else "places"
    where = _name(first, deck) if len(names) == 1 else f"{len(names):,} {noun}"
    message = f"{target} leaves out {first.what}: {where}"
    return Finding("QK507", message, first.loc, Severity.WARNING, hint=_names(alike, deck))


def _names(alike: list[Loss], deck: Deck) -> str:
    names = list(dict.fromkeys(_name(loss, deck) for loss in alike))
    if len(names) == 1:
        return ""
    more = f" and {len(names) - _NAMED:,} more" if len(names) > _NAMED else ""
    return f"{', '.join(names[:_NAMED])}{more}"


def _name(loss: Loss, deck: Deck) -> str:
    """How a message calls the place: questions, facts and passages by their ids, anything else by its field."""
    if question := _question(loss, deck):
        return f"`{question.id}`"
    if not loss.loc:
        return "the deck"
    return f"`{_id_in_list(loss, deck) or loss.loc[0]}`"


def _id_in_list(loss: Loss, deck: Deck) -> str | None:
    """The id of the fact, passage or worksheet that a loss is about."""
    place = loss.loc[1] if len(loss.loc) > 1 else None
    items = getattr(deck, str(loss.loc[0]), None)
    if not isinstance(items, tuple) or not isinstance(place, int) or not 0 <= place < len(items):
        return None
    return getattr(items[place], "id", None)


def _type(loss: Loss, deck: Deck) -> str:
    question = _question(loss, deck)
    return question.type if question else ""


def _question(loss: Loss, deck: Deck) -> Question | None:
    """The question that a loss is about; None for any other place, and one that the deck does not have."""
    place = loss.loc[1] if loss.loc[:1] == ("questions",) and len(loss.loc) > 1 else None
    return deck.questions[place] if isinstance(place, int) and 0 <= place < len(deck.questions) else None
