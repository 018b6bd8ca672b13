"""What all sheets have in common: the page, the head, the sections and their groups."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from quizkit.model.deck import Passage
from quizkit.papers import Group, Item, Paper
from quizkit.papers.furniture import passage_for, reference
from quizkit.targets.pdf.values import Scribe
from quizkit.words import points, right_to_left

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
    text = scribe.text(passage.text) if passage.text else None
    source = reference(passage.source, scribe.sources, scribe.deck.lang) if passage.source else ""
    return {
        "index": scribe.deck.passages.index(passage),
        "about": passage_for(group, scribe.words),
        "title": passage.title and passage.title.strip(),
        "text": text,
        "pictures": scribe.pictures(passage.images),
        "source": f"{scribe.words.source}{scribe.words.colon} {source}" if source else None,
        "tall": (scribe.lines(text) if text else 0) + 16 * len(passage.images) > 20,
    }


def question(scribe: Scribe, item: Item, kind: str) -> Values:
    """What every question has: its number, its kind, its points; `index` is its place in the deck, from 0."""
    worth = points(item.points, scribe.deck.lang) if item.points else None
    index = scribe.places[item.question.id]
    return {"number": item.number, "index": index, "kind": kind, "points": worth}
