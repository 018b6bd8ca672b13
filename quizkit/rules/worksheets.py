"""Every section of a worksheet finds the questions that it asks for."""

from __future__ import annotations

from collections.abc import Iterator

from quizkit import papers
from quizkit.diagnostics import Finding
from quizkit.model.deck import Deck


def check(deck: Deck) -> Iterator[Finding]:
    """QK115 for each section that cannot be filled, whatever the seed."""
    yield from papers.findings(deck)
