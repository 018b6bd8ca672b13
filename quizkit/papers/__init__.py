"""Papers: which questions a worksheet asks, in which order, for how many points.

Targets that print (PDF, Word, HTML) draw what stands here and decide nothing of it themselves.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal

from quizkit.diagnostics import Finding, moved
from quizkit.model.deck import Deck, Worksheet
from quizkit.model.deck import Section as Wanted
from quizkit.model.questions import Cloze, Essay, Matching, Ordering, Question
from quizkit.papers.order import orders, rank
from quizkit.papers.paper import DEFAULT, Group, Item, Paper, Section, answers, blanks, letter, parts
from quizkit.papers.select import select

__all__ = [
    "DEFAULT",
    "Group",
    "Item",
    "Paper",
    "Section",
    "answers",
    "assemble",
    "blanks",
    "findings",
    "letter",
    "parts",
    "points",
]


def assemble(deck: Deck, worksheet: Worksheet | None, versions: int = 1, seed: str = "") -> tuple[Paper, ...]:
    """The papers of a worksheet of `deck`, one a version; the same input gives the same papers for ever.

    `worksheet` None is the sheet with all questions in the file's order. One version keeps the order
    of the questions, save that those of one passage stand together, and has no letter; more are
    lettered from A and each has its own order. Parts of questions are shuffled either way, for the
    model holds the right ones first. What a section asks for in vain is left out here and reported
    by `findings`.
    """
    letters = [letter(place) for place in range(versions)] if versions > 1 else [""]
    names = (seed, deck.deck, worksheet.id if worksheet else DEFAULT)
    sections = _questions(deck, worksheet, seed)
    parts_in = {item.id: orders(item, letters, *names) for _, chosen in sections for item in chosen}
    rows = [_sequences(chosen, letters, *names, str(place)) for place, (_, chosen) in enumerate(sections)]
    papers = []
    for place, version in enumerate(letters):
        shown = [
            (wanted, [(question, parts_in[question.id][place]) for question in row[place]])
            for (wanted, _), row in zip(sections, rows, strict=True)
        ]
        papers.append(_paper(deck, worksheet, version, shown))
    return tuple(papers)


def findings(deck: Deck, seed: str = "") -> tuple[Finding, ...]:
    """QK115 for every section that cannot get the questions it asks for, whatever the seed."""
    return tuple(
        moved(finding, ("worksheets", index))
        for index, sheet in enumerate(deck.worksheets)
        for finding in select(deck, sheet, seed).findings
    )


def points(question: Question) -> Decimal:
    """What a question is worth: its own `points`, else one for each part that is marked by itself.

    The parts are the pairs of a matching, the blanks of a cloze, the items of an ordering; an essay
    has the sum of its rubric. Every other question is worth 1.
    """
    if question.points is not None:
        return question.points
    if isinstance(question, Matching):
        return Decimal(len(question.pairs))
    if isinstance(question, Cloze):
        return Decimal(len(blanks(question)))
    if isinstance(question, Ordering):
        return Decimal(len(question.items))
    if isinstance(question, Essay):
        return sum((line.points or Decimal(0) for line in question.rubric), Decimal(0)) or Decimal(1)
    return Decimal(1)


def _questions(deck: Deck, worksheet: Worksheet | None, seed: str) -> list[tuple[Wanted, Sequence[Question]]]:
    if worksheet is None:
        return [(Wanted(), deck.questions)]
    chosen = select(deck, worksheet, seed).sections
    return list(zip(worksheet.sections, chosen, strict=True))


def _sequences(questions: Sequence[Question], versions: Sequence[str], *names: str) -> list[list[Question]]:
    """For each version the order of the questions. Those of one passage stay together, in their order.

    A single version keeps the order of the questions otherwise.
    """
    units: dict[tuple[str, str], list[Question]] = defaultdict(list)
    for question in questions:
        units[("passage", question.passage) if question.passage else ("question", question.id)].append(
            question
        )
    if versions == [""]:
        return [[question for unit in units.values() for question in unit]]
    found: list[list[tuple[str, str]]] = []
    for version in versions:
        found.append(_new_order(list(units), found, *names, version))
    return [[question for unit in order for question in units[unit]] for order in found]


def _new_order(
    units: list[tuple[str, str]], others: list[list[tuple[str, str]]], *names: str
) -> list[tuple[str, str]]:
    """The units in a shuffled order that no other version has, as far as there are so many orders."""
    order: list[tuple[str, str]] = []
    for attempt in range(8):
        order = sorted(units, key=lambda unit: rank(*names, attempt, *unit))
        if order not in others:
            break
    return order


_Shown = list[tuple[Wanted, list[tuple[Question, tuple[int, ...]]]]]


def _paper(deck: Deck, worksheet: Worksheet | None, version: str, sections: _Shown) -> Paper:
    passages = {passage.id: passage for passage in deck.passages}
    made: list[Section] = []
    number = 0
    for index, (wanted, questions) in enumerate(sections):
        items = []
        for question, order in questions:
            number += 1
            passage = passages.get(question.passage) if question.passage else None
            items.append(Item(number, question, points(question), order, passage))
        made.append(Section(wanted.title, wanted.instructions, tuple(items), index))
    return Paper(
        worksheet=worksheet.id if worksheet else DEFAULT,
        version=version,
        title=(worksheet.title if worksheet else None) or deck.title,
        instructions=worksheet.instructions if worksheet else None,
        time=worksheet.time if worksheet else None,
        sections=tuple(made),
        points=sum((item.points for section in made for item in section.items), Decimal(0)),
        lang=deck.lang,
    )
