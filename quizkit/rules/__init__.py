"""Rules: what is looked at beyond the schema. One file a rule; this table is all there is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from quizkit.diagnostics import Finding
from quizkit.model.deck import Deck
from quizkit.rules import markup, worksheets

Rule = Callable[[Deck], Iterable[Finding]]

RULES: dict[str, Rule] = {"markup": markup.check, "worksheets": worksheets.check}


def check(deck: Deck) -> Iterator[Finding]:
    """What all rules find in `deck`."""
    for rule in RULES.values():
        yield from rule(deck)
