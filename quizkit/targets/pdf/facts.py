"""The fact sheet: what the deck teaches, by source."""

from __future__ import annotations

from quizkit.model.deck import Fact, Source
from quizkit.targets.pdf.document import Values, envelope
from quizkit.targets.pdf.values import Scribe
from quizkit.words import partial_date


def fact_sheet(scribe: Scribe) -> Values:
    """The values of `template/facts.typ`."""
    deck, table = scribe.deck, scribe.words
    values = envelope(scribe, deck.title, kind=table.fact_sheet)
    values["doc"] |= {"instructions": scribe.text(deck.description) if deck.description else None}
    by_source: dict[str, list[Fact]] = {}
    for fact in deck.facts:
        by_source.setdefault(fact.source.ref if fact.source else "", []).append(fact)
    values["parts"] = [_part(scribe, ref, facts) for ref, facts in by_source.items()]
    return values


def _part(scribe: Scribe, ref: str, facts: list[Fact]) -> Values:
    source = scribe.sources.get(ref)
    title = source.title.strip() if source else ref or scribe.words.no_source
    return {
        "title": title,
        "about": _about(scribe, source) if source else None,
        "facts": [
            {"statement": scribe.text(fact.statement), "place": _place(scribe, fact)} for fact in facts
        ],
    }


def _about(scribe: Scribe, source: Source) -> str | None:
    """Who published a source, when and where."""
    pieces = [piece.strip() for piece in (source.author, source.publisher) if piece]
    if source.published:
        date = partial_date(source.published, scribe.deck.lang)
        pieces.append(scribe.words.published.format(date=date))
    if source.url:
        pieces.append(source.url.strip())
    return ", ".join(pieces) or None


def _place(scribe: Scribe, fact: Fact) -> str | None:
    """Where in the source, and when it was true."""
    pieces = [fact.source.at.strip()] if fact.source and fact.source.at else []
    if fact.as_of:
        pieces.append(scribe.words.as_of.format(date=partial_date(fact.as_of, scribe.deck.lang)))
    return " · ".join(pieces) or None
