"""Papers: which questions a worksheet asks, in which order, for how many points.

Targets that print (PDF, Word, HTML) draw what stands here and decide nothing of it themselves.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal

from quizkit.diagnostics import Finding
from quizkit.model.deck import Deck, Section as Wanted, Worksheet
from quizkit.model.questions import Cloze, Essay, Matching, Ordering, Question
from quizkit.papers.order import orders, rank
from quizkit.papers.paper import DEFAULT, Group, Item, Paper, Section, blanks, letter, parts
from quizkit.papers.select import select

__all__ = ["DEFAULT", "Group", "Item", "Paper", "Section", "assemble", "blanks", "findings", "letter", "parts", "points"]


def assemble(deck: Deck, worksheet: Worksheet | None, versions: int = 1, seed: str = "") -> tuple[Paper, ...]:
    """The papers of a worksheet of `deck`, one a version; the same input gives the same papers for ever.

    `worksheet` None is the sheet with all questions in the file's order. One version keeps the order
    of the questions and has no letter; more are lettered from A and each has its own order. Parts
    of questions are shuffled either way, for the model holds the right ones first. What a section
    asks for in vain is left out here and reported by `findings`.
    """
    letters = [letter(place) for place in range(versions)] if versions > 1 else [""]
    id = worksheet.id if worksheet else DEFAULT
    names = (seed, deck.deck, id)
    sections = _questions(deck, worksheet, seed)
    order = {item.id: orders(item, letters, *names) for _, questions in sections for item in questions}
    sequences = [_sequences(questions, letters, *names, str(place)) for place, (_, questions) in enumerate(sections)]
    return tuple(
        _paper(deck, worksheet, version, [
            (wanted, [(question, order[question.id][place]) for question in sequences[index][place]])
            for index, (wanted, _) in enumerate(sections)
        ])
        for place, version in enumerate(letters)
    )  # fmt: skip


def findings(deck: Deck, seed: str = "") -> tuple[Finding, ...]:
    """QK115 for every section that cannot get the questions it asks for, whatever the seed."""
    return tuple(
        found for index, worksheet in enumerate(deck.worksheets) for found in select(deck, worksheet, index, seed).findings
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
        return sum((line.points for line in question.rubric if line.points is not None), Decimal(0)) or Decimal(1)
    return Decimal(1)


def _questions(deck: Deck, worksheet: Worksheet | None, seed: str) -> list[tuple[Wanted, Sequence[Question]]]:
    if worksheet is None:
        return [(Wanted(), deck.questions)]
    index = deck.worksheets.index(worksheet) if worksheet in deck.worksheets else 0
    chosen = select(deck, worksheet, index, seed).sections
    return list(zip(worksheet.sections, chosen, strict=True))


def _sequences(questions: Sequence[Question], versions: Sequence[str], *names: str) -> list[list[Question]]:
    """For each version the order of the questions. Those of one passage stay together, in their order."""
    if versions == [""]:
        return [list(questions)]
    units: dict[str, list[Question]] = defaultdict(list)
    for question in questions:
        units[f"passage {question.passage}" if question.passage else f"question {question.id}"].append(question)
    found: list[list[str]] = []
    for version in versions:
        tries = ([*sorted(units, key=lambda unit: rank(*names, version, attempt, unit))] for attempt in range(8))  # noqa: B023
        order = next(tries)
        while order in found:
            order = next(tries, found[0] if len(units) < 2 else [*order[1:], order[0]])
            if len(units) < 3:
                break
        found.append(order)
    return [[question for unit in order for question in units[unit]] for order in found]


def _paper(
    deck: Deck, worksheet: Worksheet | None, version: str, sections: list[tuple[Wanted, list[tuple[Question, tuple[int, ...]]]]]
) -> Paper:
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
