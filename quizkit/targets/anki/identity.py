"""What makes a note the same note in the next release. Light: no genanki, no markup.

Anki recognises a note by its guid alone, and takes an update only from a file whose time for that
note is later. So the guid is a hash of what never changes, and the times are literals here, or come
from the lock; a clock has no say in either.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import assert_never

from quizkit.model.questions import (
    Choice,
    Cloze,
    Essay,
    Flashcard,
    Matching,
    Multiple,
    Numeric,
    Ordering,
    Question,
    ShortAnswer,
    TrueFalse,
)

BASIC = "quizkit Basic"
CLOZE = "quizkit Cloze"
TYPED = "quizkit Typed"
CHOICE = "quizkit Choice"
MATCH = "quizkit Match"
ORDER = "quizkit Order"

FIRST_PUBLISHED = 1_767_225_600
"""The modification time of a note that no lock knows: 2026-01-01 in UTC. New notes need no clock."""

NOTE_TYPE_MODIFIED: dict[str, int] = {
    BASIC: 1_767_225_600,
    CLOZE: 1_767_225_600,
    TYPED: 1_767_225_600,
    CHOICE: 1_767_225_600,
    MATCH: 1_767_225_600,
    ORDER: 1_767_225_600,
}
"""When each note type's templates or style last changed, in seconds. Raise it with every change:
Anki replaces a student's templates only by later ones. A test compares the content's hashes."""

RENDERING_VERSION = "1"
"""Part of every content digest: raise it where all notes must be sent again though no field differs."""


def note_type_of(question: Question) -> str:
    """The name of the note type that shows `question`."""
    match question:
        case Flashcard() | Essay():
            return BASIC
        case Cloze():
            return CLOZE
        case ShortAnswer() | Numeric():
            return TYPED
        case Choice() | Multiple() | TrueFalse():
            return CHOICE
        case Matching():
            return MATCH
        case Ordering():
            return ORDER
        case _:
            assert_never(question)


def guid(deck_id: str, question_id: str, note_type: str) -> str:
    """The note's identity in Anki: 32 hexadecimal digits.

    The note type belongs to it because Anki refuses an update that changes a note's type.
    """
    return _digest("quizkit note", deck_id, question_id, note_type)[:32]


def guid_of(deck_id: str, question: Question) -> str:
    """The guid where no lock says otherwise; a question that was renamed once (`was`) keeps its own."""
    return guid(deck_id, question.was or question.id, note_type_of(question))


def content_digest(values: Iterable[str], tags: Iterable[str], media: Iterable[str]) -> str:
    """A hash of all that a student sees of a note: 32 hexadecimal digits.

    `values` are the rendered fields in order, `media` the digests of the pictures they show.
    The note's modification time rises when this changes, and only then.
    """
    return _digest(RENDERING_VERSION, *values, "\x1e", *tags, "\x1e", *sorted(set(media)))[:32]


def search(deck_id: str, question_ids: Iterable[str]) -> str:
    """What to type into Anki's Browser to find the notes of these questions, whatever their deck is called."""
    names = (f"{deck_id}/{question_id}" for question_id in question_ids)
    return " OR ".join('"Id:{}"'.format(name.replace("_", r"\_")) for name in names)


def _digest(*parts: str) -> str:
    """SHA-256 over the parts, told apart by a character that no checked text holds."""
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()
