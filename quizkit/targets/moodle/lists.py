"""What students choose from in drop-down lists, which hold plain text alone.

Formulas, pictures, long texts and those that formatting alone tells apart stand below the question
instead, lettered as on paper, and the lists have the letters.
"""

from __future__ import annotations

from collections.abc import Sequence

from quizkit.markup import plain
from quizkit.papers import Item, letter
from quizkit.targets import answers
from quizkit.targets.moodle import escape
from quizkit.targets.moodle.fields import Fields
from quizkit.targets.simpler import is_only_text

_MOST = 120
"""The most characters of a choice. A list gets unusable beyond, and Moodle's database breaks at 255."""


def choices(item: Item) -> dict[str, str]:
    """The parts of a question (Markdown) in the paper's order → what the list says: text or letter."""
    if lettered(item):
        return {source: letter(place) for place, source in enumerate(item.shown)}
    return {source: _text(source) for source in item.shown}


def lettered(item: Item) -> bool:
    """Whether some part cannot stand in a list as it is, or two would look the same there."""
    texts = [_text(source) for source in item.shown]
    if any(answers.shown_only(source) for source in item.shown) or any(len(text) > _MOST for text in texts):
        return True
    return len(set(texts)) < len({answers.line(source) for source in item.shown})


def simplified(item: Item) -> bool:
    """Whether a list shows some part without its formatting."""
    return not all(map(is_only_text, item.shown)) and not lettered(item)


def below(item: Item, fields: Fields) -> str:
    """The parts with their letters, to stand below the question; "" where the lists have them."""
    return _letters(item.shown, fields) if lettered(item) else ""


def _letters(sources: Sequence[str], fields: Fields) -> str:
    items = "".join(f"<li>{fields.content.html(source)}</li>" for source in sources)
    return fields.content.directed(f'<ol style="list-style-type: upper-alpha">{items}</ol>')


def _text(source: str) -> str:
    return escape.choice(answers.line(plain(source)))
