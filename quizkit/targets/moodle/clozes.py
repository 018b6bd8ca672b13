"""Texts with blanks: answers inside of the text where they are typed, gaps where there is a word bank."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from quizkit import papers
from quizkit.markup import plain
from quizkit.markup.tree import Blank
from quizkit.model import cloze
from quizkit.model.questions import Cloze
from quizkit.papers import Item, blanks
from quizkit.targets import answers
from quizkit.targets.base import Unsupported
from quizkit.targets.moodle import escape, lists
from quizkit.targets.moodle.fields import Fields, Piece
from quizkit.targets.moodle.numbers import MOST_POINTS


def embedded(item: Item, question: Cloze, fields: Fields, lose: Callable[..., None]) -> str:
    """The stem of Moodle's own cloze: `{1:SHORTANSWER:=answer~=other}` in each blank's place.

    Raises `Unsupported` where a blank cannot be left open, or typed.
    """
    found = blanks(question)
    mark = _mark(item.points, len(found), lose)
    ways = [_ways(question, blank, lose) for blank in found]

    def gap(place: int, blank: Blank) -> str:
        right = "~".join(f"={escape.embedded(escape.pattern(way))}" for way in ways[place])
        return f"{{{mark}:SHORTANSWER:{right}}}{_hint(blank, fields)}"

    return _stem(question, fields, gap)


def _ways(question: Cloze, blank: cloze.Deletion, lose: Callable[..., None]) -> list[str]:
    right = papers.answers(question, blank)
    typed = answers.typed(right)
    if not typed:
        raise Unsupported("a blank has no text that could be typed", ("text",))
    for what in answers.untyped(right[0]):
        lose(what)
    return typed


def _mark(points: Decimal, count: int, lose: Callable[..., None]) -> int:
    """The marks of each blank, a whole number in Moodle; the question is worth their sum."""
    share, rest = divmod(points, count)
    if share >= 1 and not rest and points <= MOST_POINTS:
        return int(share)
    lose("points that blanks cannot share in whole numbers (each blank is worth 1)")
    return 1


def gaps(item: Item, question: Cloze, fields: Fields) -> str:
    """The stem of a question with a word bank: `[[1]]` for the first word of the bank."""
    choices = lists.choices(item)
    words = _bank(item)
    places = [words.index(choices[cloze.plain(blank.answer)]) + 1 for blank in blanks(question)]

    def gap(place: int, blank: Blank) -> str:
        return f"[[{places[place]}]]{_hint(blank, fields)}"

    return _stem(question, fields, gap)


def bank(item: Item, question: Cloze, lose: Callable[..., None]) -> list[Piece]:
    """The words to choose from, each once, in the paper's order."""
    shown = {answers.line(plain(source)) for source in item.shown}
    if any(answers.line(plain(text)) in shown for other in question.accept for text in other.answers):
        lose("other accepted answers among the words of a word bank")
    return [
        f"<selectoption><text>{escape.cdata(word)}</text><group>1</group></selectoption>\n"
        for word in _bank(item)
    ]


def _bank(item: Item) -> list[str]:
    return list(dict.fromkeys(lists.choices(item).values()))


def _hint(blank: Blank, fields: Fields) -> str:
    return f" <small>({fields.content.text(blank.hint)})</small>" if blank.hint.strip() else ""


def _stem(question: Cloze, fields: Fields, gap: Callable[[int, Blank], str]) -> str:
    return fields.content.stem(question, fields.content.cloze(question, gap))
