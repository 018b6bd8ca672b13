"""`ignore:` in a deck, a question or a fact: which findings it excuses, and which excuses are idle."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from quizkit.diagnostics import Finding, Loc, Severity
from quizkit.model.deck import Deck
from quizkit.model.parts import Ignore

Excuses = dict[Loc, tuple[Ignore, ...]]


@dataclass(frozen=True, slots=True)
class Sifted:
    """What is left of some findings; which excuses were used, (place of the block, code), and which met an error."""

    kept: tuple[Finding, ...]
    used: frozenset[tuple[Loc, str]] = frozenset()
    refused: frozenset[tuple[Loc, str]] = frozenset()


def written(deck: Deck) -> Excuses:
    """Where the deck has `ignore:`: the place of the block that it stands in, and what it says."""
    found: Excuses = {(): deck.ignore} if deck.ignore else {}
    found |= {("questions", index): item.ignore for index, item in enumerate(deck.questions) if item.ignore}
    found |= {("facts", index): item.ignore for index, item in enumerate(deck.facts) if item.ignore}
    return found


def sift(findings: Iterable[Finding], excuses: Excuses) -> Sifted:
    """Drops what is excused at its question or fact, or for the whole deck. Errors never are."""
    if not excuses:
        return Sifted(tuple(findings))
    kept: list[Finding] = []
    used: set[tuple[Loc, str]] = set()
    refused: set[tuple[Loc, str]] = set()
    codes = {(loc, item.code) for loc, items in excuses.items() for item in items}
    for found in findings:
        places = ((found.loc[:2], found.code), ((), found.code))
        hit = next((place for place in places if place in codes), None)
        if hit is not None and found.severity is not Severity.ERROR:
            used.add(hit)
            continue
        kept.append(found)
        if hit is not None:
            refused.add(hit)
    return Sifted(tuple(kept), frozenset(used), frozenset(refused))


def idle(
    excuses: Excuses, sifted: Sifted, running: Collection[str], known: Collection[str]
) -> Iterator[Finding]:
    """QK290 for excuses that nothing needed, QK291 for codes that cannot be excused. `running`: what was looked for.

    A question or fact with an error is not looked at by rules, so nothing is said of its excuses.
    """
    broken = {found.loc[:2] for found in sifted.kept if found.severity is Severity.ERROR} - {()}
    for loc, items in excuses.items():
        seen: set[str] = set()
        for index, item in enumerate(items):
            place = (*loc, "ignore", index)
            if item.code not in known:
                message = f"{item.code} is no warning, and only warnings and advice can be ignored"
                hint = "mend the question; `quizkit explain` lists all codes"
                yield Finding("QK291", message, (*place, "code"), Severity.WARNING, hint=hint)
            elif item.code in seen:
                message = f"{item.code} stands twice in this `ignore`"
                yield Finding("QK290", message, place, Severity.WARNING, hint="remove one of the two")
            elif (loc, item.code) in sifted.refused:
                message = f"this project makes {item.code} an error, and errors cannot be ignored"
                hint = "mend the question, or change the level in the project's settings"
                yield Finding("QK291", message, (*place, "code"), Severity.WARNING, hint=hint)
            elif item.code in running and loc not in broken and (loc, item.code) not in sifted.used:
                message = f"nothing here gives {item.code}"
                hint = "remove this entry of `ignore`"
                yield Finding("QK290", message, place, Severity.WARNING, hint=hint)
            seen.add(item.code)
