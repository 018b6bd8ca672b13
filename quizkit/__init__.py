"""quizkit: quizzes and flashcards from one source.

    import quizkit

    deck = quizkit.load("decks/nato-kyiv/nato-kyiv-en.yaml")
    quizkit.build(deck, out="build", targets=["anki", "pdf"])

See docs/python-api.md. Names are imported when they are first used, so that `import quizkit` is cheap.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from quizkit.api import build, check, load
    from quizkit.diagnostics import DeckError, Diagnostic, Severity, Span
    from quizkit.model.deck import Deck, Fact, Passage, Reference, Section, Source, Worksheet
    from quizkit.model.parts import Criterion, Image, Option, Pair
    from quizkit.model.questions import (
        Choice,
        Cloze,
        Essay,
        Flashcard,
        Matching,
        Multiple,
        Numeric,
        Ordering,
        ShortAnswer,
        TrueFalse,
    )
    from quizkit.pipeline import Built

__version__ = "0.1.0"

_WHERE = {
    "quizkit.api": ("build", "check", "load"),
    "quizkit.pipeline": ("Built",),
    "quizkit.diagnostics": ("DeckError", "Diagnostic", "Severity", "Span"),
    "quizkit.model.deck": ("Deck", "Fact", "Passage", "Reference", "Section", "Source", "Worksheet"),
    "quizkit.model.parts": ("Criterion", "Image", "Option", "Pair"),
    "quizkit.model.questions": (
        *("Choice", "Cloze", "Essay", "Flashcard", "Matching", "Multiple"),
        *("Numeric", "Ordering", "ShortAnswer", "TrueFalse"),
    ),
}

__all__ = [
    "Built",
    "Choice",
    "Cloze",
    "Criterion",
    "Deck",
    "DeckError",
    "Diagnostic",
    "Essay",
    "Fact",
    "Flashcard",
    "Image",
    "Matching",
    "Multiple",
    "Numeric",
    "Option",
    "Ordering",
    "Pair",
    "Passage",
    "Reference",
    "Section",
    "Severity",
    "ShortAnswer",
    "Source",
    "Span",
    "TrueFalse",
    "Worksheet",
    "build",
    "check",
    "load",
]


def __getattr__(name: str) -> Any:
    from importlib import import_module

    for module, names in _WHERE.items():
        if name in names:
            value = getattr(import_module(module), name)
            globals()[name] = value
            return value
    raise AttributeError(f"module 'quizkit' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
