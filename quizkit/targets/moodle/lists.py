"""What students choose from in drop-down lists, which hold plain text alone.

Formulas, pictures and long texts stand below the question instead, lettered as on paper, and the lists
have the letters.
"""

from __future__ import annotations

from collections.abc import Sequence

from quizkit.markup import plain
from quizkit.papers import Item, letter
from quizkit.targets import answers
from quizkit.targets.moodle import escape
from quizkit.targets.moodle.fields import Fields

_MOST = 120
"""The most characters of a choice. A list gets unusable beyond, and Moodle's database breaks at 255."""


def choices(item: Item) -> dict[str, str]:
    """The parts of a question (Markdown) in the paper's order → what the list says: text or letter."""
    if lettered(item):
        return {source: letter(place) for place, source in enumerate(item.shown)}
    return {source: _text(source) for source in item.shown}


def lettered(item: Item) -> bool:
    """Whether some part cannot stand in a list as it is."""
    return any(answers.shown_only(source) or len(_text(source)) > _MOST for source in item.shown)


def below(item: Item, fields: Fields) -> str:
    """The parts with their letters, to stand below the question; "" where the lists have them."""
    return _letters(item.shown, fields) if lettered(item) else ""


def _letters(sources: Sequence[str], fields: Fields) -> str:
    items = "".join(f"<li>{fields.content.html(source)}</li>" for source in sources)
    return fields.content.directed(f'<ol style="list-style-type: upper-alpha">{items}</ol>')


def _text(source: str) -> str:
    return escape.choice(answers.line(plain(source)))
