"""The fact sheet: what the deck teaches, by source."""

from __future__ import annotations

from quizkit.model.deck import Fact
from quizkit.papers.furniture import fact_place, facts_by_source, published
from quizkit.targets.pdf.document import Values, envelope
from quizkit.targets.pdf.values import Scribe


def fact_sheet(scribe: Scribe) -> Values:
    """The values of `template/facts.typ`."""
    deck, table = scribe.deck, scribe.words
    values = envelope(scribe, deck.title, kind=table.fact_sheet)
    values["doc"] |= {"instructions": scribe.text(deck.description) if deck.description else None}
    values["parts"] = [_part(scribe, ref, facts) for ref, facts in facts_by_source(deck).items()]
    return values


def _part(scribe: Scribe, ref: str, facts: list[Fact]) -> Values:
    source = scribe.sources.get(ref)
    title = source.title.strip() if source else ref or scribe.words.no_source
    return {
        "title": title,
        "about": ", ".join(published(source, scribe.deck.lang)) or None if source else None,
        "facts": [
            {"statement": scribe.text(fact.statement), "place": fact_place(fact, scribe.deck.lang)}
            for fact in facts
        ],
    }
