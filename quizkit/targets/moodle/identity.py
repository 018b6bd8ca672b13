"""What Moodle knows questions and categories by: names and id numbers."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from hashlib import sha256

from quizkit.markup import plain
from quizkit.model.deck import Deck
from quizkit.model.questions import Cloze, Question
from quizkit.targets import titles
from quizkit.targets.gaps import marked
from quizkit.targets.moodle.escape import line

_ID = 100
"""The most characters of an id number; Moodle stops at a longer one."""

_NAME = 100
"""Moodle has room for 255; in its list of questions the first words are what counts."""


def id_numbers(deck: Deck) -> list[str]:
    """For each question its id, which no other one in the deck's category has.

    Where databases that ignore case and accents would take two for the same, the end is a hash: Moodle
    drops the second of two equal ones without a word.
    """
    whole = [question.id for question in deck.questions]
    alike = Counter(map(_folded, whole))
    return [name if len(name) <= _ID and alike[_folded(name)] == 1 else _hashed(name, name) for name in whole]


def _folded(name: str) -> str:
    if name.isascii():
        return name.lower()
    apart = unicodedata.normalize("NFKD", name)
    return "".join(sign for sign in apart if not unicodedata.combining(sign)).casefold()


def _hashed(name: str, of: str) -> str:
    return f"{name[: _ID - 11]}~{sha256(of.encode()).hexdigest()[:10]}"


def name(question: Question) -> str:
    """The first words of the question, for Moodle's list; its id where there are none."""
    shown = marked(question, _GAP) if isinstance(question, Cloze) else question.prompt
    return line(plain(shown).replace(_GAP, "___"), _NAME) or question.id


_GAP = "\ufffc"
"""Stands for a blank as long as the text is Markdown, where low lines would mean something."""


def category(deck: Deck) -> str:
    """The path of the deck's category: its title, below the top of the bank that the teacher chose.

    A slash is doubled; one at the start needs a space before it, which Moodle takes off again.
    """
    title = line(deck.title, titles.CATEGORY)
    if re.fullmatch(r"top", title, re.IGNORECASE) or not title:
        title = f"{title} ({deck.deck})".strip()
    return f"top/{' ' if title.startswith('/') else ''}{title.replace('/', '//')}"


def category_id(deck: Deck) -> str:
    """The category's id number: the deck's id and a hash of its title.

    A new title makes a new category in Moodle, and an id number that is taken would stop the import.
    """
    return _hashed(deck.deck, deck.title)
