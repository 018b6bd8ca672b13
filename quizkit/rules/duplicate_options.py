"""QK215: two options that differ in nothing but capital letters and spaces."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from quizkit.diagnostics import Finding, Loc
from quizkit.model.questions import Choice, Matching, Multiple
from quizkit.rules.base import Context, Rule
from quizkit.rules.saying import short
from quizkit.rules.view import Item

_Placed = tuple[Loc, str]

_ABOUT_LETTERS = re.compile(
    r"\b(?:capital|lower|upper)[\s-]?(?:case|letter)s?|capitali[sz]|\bspel(?:l|t)|\bwritten\b|\bwrite\b"
    r"|majuscule|minuscule|orthograph|\bépel|\bécri[ts]|\bécrire\b|\bunits?\b|\bsymbol|\bunités?\b",
    re.IGNORECASE,
)
"""What a stem says for which capital letters matter."""


def _find(item: Item, context: Context) -> Iterator[Finding]:
    question = item.question
    if isinstance(question, Matching):
        yield from _repeated(item, _right_hand(question))
        return
    if not isinstance(question, Choice | Multiple):
        return
    texts = [option.text for option in question.options]
    if len({_folded(text) for text in texts}) < len(texts):
        yield from _repeated(item, ((item.place(index), text) for index, text in enumerate(texts)))


def _right_hand(question: Matching) -> Iterator[_Placed]:
    """What stands on the right, once; several pairs may share one right-hand side."""
    seen: set[str] = set()
    for index, pair in enumerate(question.pairs):
        if pair.right not in seen:
            seen.add(pair.right)
            yield ("pairs", index, "right"), pair.right
    yield from ((("distractors", index), text) for index, text in enumerate(question.distractors))


def _repeated(item: Item, options: Iterable[_Placed]) -> Iterator[Finding]:
    first: dict[str, _Placed] = {}
    for loc, text in options:
        before, earlier = first.setdefault(_folded(text), (loc, text))
        if before != loc and not _meant(item, earlier, text):
            message = f"the option `{short(' '.join(text.split()))}` stands here twice"
            related = ((before, "the same option"),)
            yield Finding("QK215", message, loc, hint="each option should differ", related=related)


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()


def _meant(item: Item, earlier: str, text: str) -> bool:
    """Whether the capital letters are what is asked: Co and CO, mW and MW, `True` and `true`."""
    if earlier.split() == text.split():
        return False
    if "`" in text or "$" in text or _symbol(text) or _symbol(earlier):
        return True
    return bool(_ABOUT_LETTERS.search(item.stem))


def _symbol(text: str) -> bool:
    """Whether `text` looks like a unit or a formula: one or two letters, or capitals after small ones."""
    word = text.strip()
    return " " not in word and (len(word) < 3 or not (word.islower() or word.isupper() or word.istitle()))


RULE = Rule("QK215", "duplicate-options", types=(Choice, Multiple, Matching), question=_find)
