"""`ignore:` in a deck, a question or a fact: which findings it excuses, and which excuses are idle."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from quizkit.diagnostics import Finding, Loc, Severity, did_you_mean
from quizkit.model.deck import Deck
from quizkit.model.parts import Ignore

Excuses = dict[Loc, tuple[Ignore, ...]]


@dataclass(frozen=True, slots=True)
class Sifted:
    """What is left of some findings, and which excuses were used: (place of the block, code)."""

    kept: tuple[Finding, ...]
    used: frozenset[tuple[Loc, str]]


def written(deck: Deck) -> Excuses:
    """Where the deck has `ignore:`: the place of the block that it stands in, and what it says."""
    found: Excuses = {(): deck.ignore} if deck.ignore else {}
    found |= {("questions", index): item.ignore for index, item in enumerate(deck.questions) if item.ignore}
    found |= {("facts", index): item.ignore for index, item in enumerate(deck.facts) if item.ignore}
    return found


def sift(findings: Iterable[Finding], excuses: Excuses) -> Sifted:
    """Drops what is excused at its question or fact, or for the whole deck. Errors never are."""
    if not excuses:
        return Sifted(tuple(findings), frozenset())
    kept, used = [], set()
    codes = {(loc, item.code) for loc, items in excuses.items() for item in items}
    for found in findings:
        hit = next(
            (place for place in ((found.loc[:2], found.code), ((), found.code)) if place in codes), None
        )
        if hit is None or found.severity is Severity.ERROR:
            kept.append(found)
        else:
            used.add(hit)
    return Sifted(tuple(kept), frozenset(used))


def idle(
    excuses: Excuses, used: Collection[tuple[Loc, str]], running: Collection[str], known: Sequence[str]
) -> Iterator[Finding]:
    """QK290 for excuses that nothing needed, QK291 for codes that are none. `running`: what was looked for."""
    for loc, items in excuses.items():
        for index, item in enumerate(items):
            place = (*loc, "ignore", index)
            if item.code not in known:
                hint = did_you_mean(item.code, known) or "`quizkit explain` lists all codes"
                message = f"there is no warning `{item.code}` to ignore"
                yield Finding("QK291", message, (*place, "code"), Severity.WARNING, hint=hint)
            elif item.code in running and (loc, item.code) not in used:
                message = f"nothing here gives {item.code}"
                hint = "remove this entry of `ignore`"
                yield Finding("QK290", message, place, Severity.WARNING, hint=hint)
