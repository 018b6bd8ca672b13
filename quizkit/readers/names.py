"""The names that fields have anywhere in a deck."""

from __future__ import annotations

from quizkit.model.deck import Fact, Header, Passage, Reference, Section, Source, Worksheet
from quizkit.model.parts import Criterion, Ignore, Image, Option, Pair
from quizkit.model.questions import TYPES

FIELDS: frozenset[str] = frozenset(
    name
    for model in (
        *(Header, Source, Fact, Passage, Reference, Worksheet, Section),
        *(*TYPES.values(), Option, Pair, Criterion, Image, Ignore),
    )
    for name in model.model_fields
)
"""A field of such a name that has no value is taken for one that is not written; another is a mistake."""
