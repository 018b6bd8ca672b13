"""Where facts are from, as lines of HTML: the same on cards and on learning platforms."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from quizkit.model.deck import Fact, Source
from quizkit.words import partial_date

Escape = Callable[[str], str]
"""Plain text → HTML, also for the value of an attribute."""


def references(
    facts: Sequence[Fact],
    sources: Mapping[str, Source],
    lang: str,
    escape: Escape,
    as_of: str,
    colon: str = ":",
) -> list[str]:
    """Each source of `facts` once, with all its places and the date that the facts were true.

    `as_of` is the pattern for that date, “as of {date}” in the deck's language.
    """
    places: dict[str, dict[str, None]] = {}
    dates = dict.fromkeys(partial_date(fact.as_of, lang) for fact in facts if fact.as_of)
    for fact in facts:
        if fact.source:
            at = places.setdefault(fact.source.ref, {})
            if fact.source.at:
                at[fact.source.at.strip()] = None
    lines = [reference(sources.get(ref), list(at), lang, escape, colon) for ref, at in places.items()]
    if dates:
        when = as_of.format(date=", ".join(dates))
        lines = [*lines[:-1], f"{lines[-1]} · {when}" if lines else when]
    return lines


def reference(
    source: Source | None, places: Sequence[str], lang: str, escape: Escape, colon: str = ":"
) -> str:
    """A source with the places in it; "" for one that the deck does not hold. `colon` is the language's."""
    if source is None:
        return ""
    foreign = f' lang="{source.lang}"' if source.lang and source.lang != lang else ""
    title = f"<cite{foreign}>{escape(source.title.strip())}</cite>"
    address = (source.url or "").strip()
    if address.startswith(("https://", "http://")):
        title, address = f'<a href="{escape(address)}">{title}</a>', ""
    published = partial_date(source.published, lang) if source.published else None
    about = [item.strip() for item in (source.author, source.publisher, published, address) if item]
    line = ", ".join([title, *map(escape, about)])
    return f"{line}{colon} {escape('; '.join(places))}" if places else line
