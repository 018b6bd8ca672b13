"""Which questions stand in which section of a worksheet.

A question stands at most once on a worksheet. Questions named outright are kept for their section;
the rest go to the sections that ask by tag or type. A section is only left short where no
distribution could fill it: `pick: 5` of everything does not take the last question from a
later section that asks for one tag.
"""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass

from quizkit.diagnostics import Finding, Loc
from quizkit.model.deck import Deck, Section, Worksheet
from quizkit.model.questions import Question
from quizkit.papers.order import rank


@dataclass(frozen=True, slots=True)
class Selection:
    """For each section its questions, in the order in which the section shows them."""

    sections: tuple[tuple[Question, ...], ...]
    findings: tuple[Finding, ...]


def select(deck: Deck, worksheet: Worksheet, seed: str) -> Selection:
    """Distributes the deck's questions over the sections of a worksheet; findings have places in it.

    The seed decides which questions are picked, never how many; every version gets the same ones.
    """
    by_id = {question.id: question for question in deck.questions}
    reserved = frozenset(id for section in worksheet.sections for id in section.questions)
    pools = _pools(deck, worksheet, by_id, reserved)
    ranked = [_ranked(pool, seed, deck.deck, worksheet.id, str(place)) for place, pool in enumerate(pools)]
    owner = _distribute(ranked, [section.pick or 1 for section in worksheet.sections])
    _fill(worksheet.sections, pools, owner)
    chosen = [tuple(id for id in pool if owner.get(id) == place) for place, pool in enumerate(pools)]
    findings = [
        finding
        for place, section in enumerate(worksheet.sections)
        for finding in _short(section, len(pools[place]), len(chosen[place]), ("sections", place))
    ]
    return Selection(tuple(tuple(by_id[id] for id in got) for got in chosen), tuple(findings))


def _ranked(pool: Sequence[str], *names: str) -> list[str]:
    return sorted(pool, key=lambda name: rank(*names, "pick", name))


def _pools(
    deck: Deck, worksheet: Worksheet, known: Container[str], reserved: frozenset[str]
) -> list[tuple[str, ...]]:
    """For each section the ids that may stand in it: those it names, or all that fit, in the deck's order.

    A question named by two sections stays with the first (the model reports it as QK107).
    """
    pools: list[tuple[str, ...]] = []
    seen: set[str] = set()
    for section in worksheet.sections:
        named = tuple(id for id in dict.fromkeys(section.questions) if id in known and id not in seen)
        seen.update(named)
        fitting = (item.id for item in deck.questions if item.id not in reserved and _fits(item, section))
        pools.append(named if section.questions else tuple(fitting))
    return pools


def _fits(question: Question, section: Section) -> bool:
    tagged = not section.tags or any(tag in section.tags for tag in question.tags)
    return tagged and (not section.types or question.type in section.types)


def _distribute(pools: Sequence[Sequence[str]], demands: Sequence[int]) -> dict[str, int]:
    """Question id → section, so that as many demands as possible are met; first ids of a pool first.

    Augmenting paths: a section that finds nothing free takes a question from another one that can
    replace it.
    """
    owner: dict[str, int] = {}
    for place, demand in enumerate(demands):
        got = 0
        for id in pools[place]:
            if got == demand:
                break
            if id not in owner:
                owner[id] = place
                got += 1
        while got < demand and _augment(place, pools, owner):
            got += 1
    return owner


def _augment(place: int, pools: Sequence[Sequence[str]], owner: dict[str, int]) -> bool:
    """Depth first, on a stack of its own: a path may be as long as there are sections."""
    asked = {place}
    path = [(place, iter(pools[place]))]
    wanted: list[str] = []  # what each section on the path but the last takes from the next one
    while path:
        for id in path[-1][1]:
            holder = owner.get(id)
            if holder is None:
                owner |= {wish: taker for (taker, _), wish in zip(path, [*wanted, id], strict=True)}
                return True
            if holder not in asked:
                asked.add(holder)
                wanted.append(id)
                path.append((holder, iter(pools[holder])))
                break
        else:
            path.pop()
            del wanted[-1:]
    return False


def _fill(sections: Sequence[Section], pools: Sequence[Sequence[str]], owner: dict[str, int]) -> None:
    """Sections without `pick` take all that is left for them."""
    for place, (section, pool) in enumerate(zip(sections, pools, strict=True)):
        if section.pick is None:
            for id in pool:
                owner.setdefault(id, place)


def _short(section: Section, fitting: int, got: int, loc: Loc) -> list[Finding]:
    if section.pick is not None and got < section.pick:
        message = f"pick {section.pick}: only {_count(got)}" + (" left" if got < fitting else "")
        hint = "other sections take the rest; write more questions or a smaller number"
        if got == fitting:
            hint = f"{_asked(section)}; write more questions or a smaller number"
        return [Finding("QK115", message, (*loc, "pick"), hint=hint)]
    if not got:
        hint = "other sections take them all" if fitting else _asked(section)
        return [Finding("QK115", "this section has no questions", loc, hint=hint)]
    return []


def _count(number: int) -> str:
    return "1 question" if number == 1 else f"{number or 'no'} questions"


def _asked(section: Section) -> str:
    """What the section asks for, in words."""
    wishes = [
        *([f"one of the tags {', '.join(section.tags)}"] if section.tags else []),
        *([f"one of the types {', '.join(section.types)}"] if section.types else []),
    ]
    if section.questions:
        return "it names its questions itself"
    return "it asks for " + (" and ".join(wishes) or "every question not named elsewhere")
