"""The cards of one note across releases: a cloze's blanks, and the reverse of a flashcard.

Anki knows a card by its number within the note. The lock remembers each number with a mark of what
it asks; a mark behind `-` is of a card that is gone, whose number no other answer may inherit.
"""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256

from quizkit.diagnostics import Finding, Loc, Severity
from quizkit.model import cloze
from quizkit.model.questions import Cloze, Flashcard, Question

Marks = tuple[tuple[int, str], ...]
"""`Entry.blanks`: card numbers, ascending, each with its mark."""

_REVERSE: Marks = ((2, "reverse"),)
_GONE = "-"


def marks(question: Question) -> Marks:
    """The numbers of a cloze with short hashes of what they hide (a number may stand in several places);
    that a flashcard has a reverse; nothing for others, which have one card for ever.
    """
    if isinstance(question, Flashcard):
        return _REVERSE if question.reverse else ()
    if not isinstance(question, Cloze):
        return ()
    answers: dict[int, list[str]] = {}
    for item in cloze.scan(question.text)[0]:
        answers.setdefault(item.number, []).append(" ".join(item.answer.split()))
    return tuple(
        (number, sha256("\x1f".join(answers[number]).encode()).hexdigest()[:8]) for number in sorted(answers)
    )


def remembered(old: Marks, new: Marks) -> Marks:
    """`new`, with those of `old` that are gone."""
    now = dict(new)
    gone = ((number, _GONE + mark.removeprefix(_GONE)) for number, mark in old if number not in now)
    return tuple(sorted([*new, *gone]))


def findings(question: Question, index: int, old: Marks, new: Marks) -> Iterator[Finding]:
    """What a student's cards suffer from the step from `old` to `new` (as `remembered`): QK404."""
    if isinstance(question, Cloze):
        yield from _blanks(dict(old), dict(new), ("questions", index, "text"))
    elif dict(old).get(2) == _REVERSE[0][1] != dict(new).get(2):
        hint = (
            "students keep an empty card; in Anki, Tools, Empty Cards removes it, and its history. "
            "With `reverse` again it goes on"
        )
        message = f"the reverse card of `{question.id}` is gone"
        yield Finding("QK404", message, ("questions", index), Severity.WARNING, hint=hint)


def _blanks(old: dict[int, str], new: dict[int, str], loc: Loc) -> Iterator[Finding]:
    """An answer that stands under another number (error); a number that is gone or used again (warnings).

    Under another number an answer inherits a stranger's schedule.
    """
    before = {number: mark for number, mark in old.items() if not mark.startswith(_GONE)}
    after = {number: mark for number, mark in new.items() if not mark.startswith(_GONE)}
    moved = {
        number: other
        for number, mark in before.items()
        for other, found in after.items()
        if found == mark and after.get(number) != mark and before.get(other) != mark
    }
    if moved:
        listed = ", ".join(f"c{number} is now c{other}" for number, other in moved.items())
        hint = "give the blanks their old numbers back (new blanks get new numbers), or the question a new id"
        yield Finding("QK404", f"the blanks were renumbered: {listed}", loc, hint=hint)
    dropped = [number for number in before if number not in after and number not in moved]
    if dropped:
        hint = (
            "students keep an empty card; in Anki, Tools, Empty Cards removes it. Never use the number again"
        )
        message = f"{_listed(dropped)} {'are' if len(dropped) > 1 else 'is'} gone from this cloze"
        yield Finding("QK404", message, loc, Severity.WARNING, hint=hint)
    again = [
        number
        for number, mark in after.items()
        if number in old and number not in before and old[number] != _GONE + mark
    ]
    if again:
        hint = "students who had it go on with the old card's history; give a new blank a number never used"
        message = (
            f"{_listed(again)} {'were' if len(again) > 1 else 'was'} removed before, with another answer"
        )
        yield Finding("QK404", message, loc, Severity.WARNING, hint=hint)


def _listed(numbers: list[int]) -> str:
    return " and ".join(f"c{number}" for number in numbers)
