"""What a paper says and shows beside its questions, the same in every format that prints."""

from __future__ import annotations

from collections.abc import Mapping

from quizkit.model import cloze
from quizkit.model.deck import Deck, Fact, Reference, Source
from quizkit.model.parts import Criterion
from quizkit.model.questions import Cloze, Essay, Matching, Multiple, Numeric, Ordering, TrueFalse
from quizkit.papers.paper import Group, Item, Paper, blanks
from quizkit.words import Words, amount, counted, number, partial_date, points, words


def summary(paper: Paper) -> str:
    """How many questions, how many points, how much time."""
    table, lang = words(paper.lang), paper.lang
    facts = [
        counted(len(paper.items), table.question_one, table.question_other, lang),
        points(paper.points, lang),
    ]
    if paper.time is not None:
        facts.append(counted(paper.time, table.minute_one, table.minute_other, lang))
    return " · ".join(facts)


def note(item: Item, table: Words) -> str | None:
    """What to do, in words of ours, where the sign beside a question does not say it."""
    asked = item.question
    if isinstance(asked, Multiple):
        return table.choose_all
    if isinstance(asked, Matching):
        spare = len(item.order) > len({pair.right for pair in asked.pairs})
        return table.match_spare if spare else table.match
    if isinstance(asked, Ordering):
        return table.order.format(count=len(asked.items))
    if isinstance(asked, Cloze) and item.order:
        spare = len(item.order) > len({cloze.plain(blank.answer) for blank in blanks(asked)})
        return table.bank_spare if spare else table.use_bank
    return None


def instructions(paper: Paper, **others: str) -> str:
    """What a paper says that has no instructions of its own: one sentence for each sign in use.

    `others` are the sentences, by type, of a format that has other signs for it.
    """
    table = words(paper.lang)
    types = {item.question.type for item in paper.items}
    signs = {"choice": table.circle_one, "multiple": table.tick_all, "true-false": table.true_or_false}
    signs |= others
    return " ".join([table.answer_all, *(sentence for type_, sentence in signs.items() if type_ in types)])


def blank_width(paper: Paper) -> float:
    """The width in em of every blank on a paper: all alike, so that none tells how long its answer is."""
    clozes = [item.question for item in paper.items if isinstance(item.question, Cloze)]
    longest = max((len(blank.answer) for each in clozes for blank in blanks(each)), default=0)
    return min(max(7.0, longest * 0.6 + 1), 14.0)


def lines_for(answer: str) -> int:
    """Lines for a short answer: one, more only where nobody could write the answer on one."""
    return 1 if len(answer) <= 80 else 2 if len(answer) <= 200 else 3


def essay_lines(item: Item, essay: Essay) -> int:
    """The lines asked for; else three a point; else, where no points are given either, eight."""
    if essay.lines is not None:
        return essay.lines
    if essay.points is None and not any(line.points for line in essay.rubric):
        return 8
    return min(max(4, int(item.points * 3)), 40)


def most(line: Criterion, lang: str) -> str:
    """The most points that a criterion gives, in brackets behind it; "" where none are given."""
    return "" if line.points is None else f" ({amount(line.points, lang)})"


def passage_for(group: Group, table: Words) -> str:
    """For which questions a passage is to be read."""
    first, last = group.items[0].number, group.items[-1].number
    pattern = (table.for_question, table.for_two, table.for_questions)[min(last - first, 2)]
    return pattern.format(first=first, last=last)


def marks(item: Item, lang: str) -> list[str]:
    """The answer at a glance; where it is a row of letters or numbers, one by one.

    Between Hebrew words, “A C B” and “2 3 1” in one piece would run in opposite directions.
    """
    if isinstance(item.question, Matching | Ordering):
        return list(item.solution)
    short = glance(item, lang)
    return [short] if short else []


def glance(item: Item, lang: str) -> str:
    """The answer as a student writes it, where it is a letter, a number or a word of ours; else ""."""
    asked = item.question
    if isinstance(asked, TrueFalse):
        return words(lang).true if asked.answer else words(lang).false
    if isinstance(asked, Numeric):
        right = asked.bounds if asked.answer is None else (asked.answer,)
        shown = "–".join(dict.fromkeys(number(value, lang) for value in right))
        return " ".join(filter(None, (shown, asked.unit and asked.unit.strip())))
    return ("" if isinstance(asked, Multiple) else " ").join(item.solution)


def reference(source: Reference, sources: Mapping[str, Source], lang: str, as_of: str | None = None) -> str:
    """A place in a source, in one line of plain text: author, title, place, date."""
    known = sources.get(source.ref)
    named = [known.author, known.title] if known else [source.ref]
    pieces = [piece.strip() for piece in (*named, source.at) if piece]
    if as_of:
        pieces.append(words(lang).as_of.format(date=partial_date(as_of, lang)))
    return ", ".join(pieces)


def facts_by_source(deck: Deck) -> dict[str, list[Fact]]:
    """The facts under the ids of their sources, "" for none, in the order of their first facts."""
    by_source: dict[str, list[Fact]] = {}
    for fact in deck.facts:
        by_source.setdefault(fact.source.ref if fact.source else "", []).append(fact)
    return by_source


def published(source: Source, lang: str) -> tuple[str, ...]:
    """Who published a source and when, piece by piece; its address, where it has one, comes last."""
    pieces = [piece.strip() for piece in (source.author, source.publisher) if piece]
    if source.published:
        pieces.append(words(lang).published.format(date=partial_date(source.published, lang)))
    if source.url:
        pieces.append(source.url.strip())
    return tuple(pieces)


def fact_place(fact: Fact, lang: str) -> str | None:
    """Where in its source a fact stands, and when it was true."""
    pieces = [fact.source.at.strip()] if fact.source and fact.source.at else []
    if fact.as_of:
        pieces.append(words(lang).as_of.format(date=partial_date(fact.as_of, lang)))
    return " · ".join(pieces) or None
