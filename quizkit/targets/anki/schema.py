"""The fields of the note types, in their order. Frozen: see `anki.md`, rule 5.

Adding, removing or reordering a field cuts every student off from updates. What comes later goes
into an `Extra` field. Ids let a field be renamed; they are literal and belong to one field for ever.
"""

from __future__ import annotations

from quizkit.targets.anki.identity import BASIC, CHOICE, CLOZE, MATCH, ORDER, TYPED

_SHARED = (
    "Hint",
    "Explanation",
    "Facts",
    "Source",
    "Passage",
    "Images",
    "Points",
    "Id",
    "Lang",
    "Extra1",
    "Extra2",
    "Extra3",
    "Extra4",
)

FIELDS: dict[str, tuple[str, ...]] = {
    BASIC: ("Prompt", "Answer", "Kind", "Reverse", "Rubric", *_SHARED),
    CLOZE: ("Text", "Bank", "Accepted", *_SHARED),
    TYPED: (
        "Prompt",
        "Answer",
        "Shown",
        "Accepted",
        "Unit",
        "Range",
        "Low",
        "High",
        "Case",
        "Accents",
        *_SHARED,
    ),
    CHOICE: ("Prompt", "Options", "Key", "Answer", "Feedback", "Kind", "Order", *_SHARED),
    MATCH: ("Prompt", "Left", "Right", "Key", "Solution", *_SHARED),
    ORDER: ("Prompt", "Items", "Key", "Solution", *_SHARED),
}

NOTE_TYPE_IDS: dict[str, int] = {
    BASIC: 1_767_225_600_101,
    CLOZE: 1_767_225_600_102,
    TYPED: 1_767_225_600_103,
    CHOICE: 1_767_225_600_104,
    MATCH: 1_767_225_600_105,
    ORDER: 1_767_225_600_106,
}
