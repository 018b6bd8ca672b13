"""What a rule is: a code, a level, and a function that looks at questions, at a deck or at a translation."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

from quizkit.diagnostics import Finding, Severity
from quizkit.model.questions import Question
from quizkit.rules.view import Item, View

Limits = Mapping[str, float]
_NO_LIMITS: Limits = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Context:
    """What a rule may know besides the deck: its limits as the project sets them, and today's date."""

    limits: Limits = field(default_factory=lambda: _NO_LIMITS)
    today: date = date.min


OfQuestion = Callable[[Item, Context], Iterable[Finding]]
OfDeck = Callable[[View, Context], Iterable[Finding]]
OfPair = Callable[[View, View, Context], Iterable[Finding]]


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule about good questions. `quizkit/codes/<code>.md` is its page, with evidence and examples.

    `level` is how much its findings weigh; `on`: whether it runs unless a project turns it off (rules
    whose measured precision is under 0.8 do not). `langs` are the languages it has words for, none
    for all. `limits` are the numbers that a project may set, with our defaults.

    Exactly one of the functions is there. `question` looks at questions of `types` one by one and
    gives findings whose places are relative to the question; `deck` at a whole deck, with places in
    the deck; `pair` at a deck and its translation, with places in the translation.
    """

    code: str
    name: str
    level: Severity = Severity.WARNING
    on: bool = True
    types: tuple[type[Question], ...] = ()
    langs: tuple[str, ...] = ()
    limits: Limits = field(default_factory=lambda: _NO_LIMITS)
    question: OfQuestion | None = None
    deck: OfDeck | None = None
    pair: OfPair | None = None
