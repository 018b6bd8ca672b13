"""What all sheets have in common: the page, the head, the sections and their groups."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from quizkit.model.deck import Passage, Reference
from quizkit.papers import Group, Item, Paper
from quizkit.targets.pdf.values import Scribe
from quizkit.words import counted, partial_date, points, right_to_left

Values = dict[str, Any]


def envelope(scribe: Scribe, name: str, version: str = "", kind: str = "") -> Values:
    """The values that every template reads. `version` is the letter of the paper or "".

    `kind` says what it is where it is not the worksheet itself: the answer key, the fact sheet.
    """
    table = scribe.words
    base, *rest = scribe.deck.lang.split("-")
    region = next((part for part in rest if len(part) == 2 and part.isalpha()), None)
    large = scribe.options.large_print
    letter = f"{table.version} {version}" if version else ""
    heading = f"{name.strip()} – {kind}" if kind else name.strip()
    foreign = base.lower() != table.tag.split("-")[0]
    return {
        "doc": {
            "title": f"{heading}, {letter}" if version else heading,
            "heading": heading,
            "name": name.strip(),
            "kind": kind,
            "version": letter,
            "lang": base.lower(),
            "region": region and region.upper(),
            "rtl": right_to_left(scribe.deck.lang),
            "foreign": table.tag if foreign else None,
            "foreign-rtl": right_to_left(table.tag),
            "paper": scribe.options.paper,
            "large": large,
            "size": 18 if large else 11,
            "page-of": table.page_of,
        },
        "words": {
            "colon": table.colon,
            "name": table.name,
            "class": table.class_,
            "date": table.date,
            "score": table.score,
            "true": table.true,
            "false": table.false,
            "word-bank": table.word_bank,
        },
        "images": scribe.assets.sizes,
    }


def summary(scribe: Scribe, paper: Paper) -> str:
    """How many questions, how many points, how much time."""
    table, lang = scribe.words, scribe.deck.lang
    facts = [
        counted(len(paper.items), table.question_one, table.question_other, lang),
        points(paper.points, lang),
    ]
    if paper.time is not None:
        facts.append(counted(paper.time, table.minute_one, table.minute_other, lang))
    return " · ".join(facts)


def sections(scribe: Scribe, paper: Paper, show: Callable[[Item], Values], *, passages: bool) -> list[Values]:
    """The sections with questions in them, each question as `show` makes it."""
    return [
        {
            "title": section.title and section.title.strip(),
            "instructions": section.instructions and scribe.text(section.instructions) if passages else None,
            "groups": [
                {
                    "passage": _passage(scribe, group) if passages and group.passage else None,
                    "questions": [show(item) for item in group.items],
                }
                for group in section.groups
            ],
        }
        for section in paper.sections
        if section.items
    ]


def _passage(scribe: Scribe, group: Group) -> Values:
    passage: Passage | None = group.passage
    assert passage is not None
    first, last = group.items[0].number, group.items[-1].number
    patterns = (scribe.words.for_question, scribe.words.for_two)
    pattern = patterns[last - first] if last - first < 2 else scribe.words.for_questions
    text = scribe.text(passage.text) if passage.text else None
    source = reference(scribe, passage.source) if passage.source else ""
    return {
        "index": scribe.deck.passages.index(passage),
        "about": pattern.format(first=first, last=last),
        "title": passage.title and passage.title.strip(),
        "text": text,
        "pictures": scribe.pictures(passage.images),
        "source": f"{scribe.words.source}{scribe.words.colon} {source}" if source else None,
        "tall": (scribe.lines(text) if text else 0) + 16 * len(passage.images) > 20,
    }


def reference(scribe: Scribe, source: Reference, as_of: str | None = None) -> str:
    """A place in a source, in one line of plain text: title, author, date, place."""
    known = scribe.sources.get(source.ref)
    named = [known.author, known.title] if known else [source.ref]
    pieces = [piece.strip() for piece in (*named, source.at) if piece]
    if as_of:
        pieces.append(scribe.words.as_of.format(date=partial_date(as_of, scribe.deck.lang)))
    return ", ".join(pieces)


def question(scribe: Scribe, item: Item, kind: str) -> Values:
    """What every question has: its number, its kind, its points; `index` is its place in the deck, from 0."""
    worth = points(item.points, scribe.deck.lang) if item.points else None
    index = scribe.places[item.question.id]
    return {"number": item.number, "index": index, "kind": kind, "points": worth}
