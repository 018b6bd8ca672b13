"""QK220: two questions that ask the same in nearly the same words."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import NamedTuple, assert_never

from quizkit.diagnostics import Finding
from quizkit.model import cloze
from quizkit.model.questions import (
    Choice,
    Cloze,
    Essay,
    Flashcard,
    Matching,
    Multiple,
    Numeric,
    Ordering,
    Question,
    ShortAnswer,
    TrueFalse,
)
from quizkit.rules.base import Context, Rule
from quizkit.rules.saying import short
from quizkit.rules.view import Item, View
from quizkit.rules.words_same import SAME, TRIVIAL, TURNS

_VALUE = re.compile(r"\d+(?:[.,]\d+)*|[-+\u2212×÷*/^=<>≤≥≠≈%°√∈⊂²³€$£&@#|]")
"""Numbers and signs of which none may differ."""

_FORMAL = re.compile(r"\$[^$]+\$|`[^`]+`")
_SYNONYMS = {
    lang: {word: row.split()[0] for row in rows for word in row.split()} for lang, rows in SAME.items()
}
_NONE: frozenset[str] = frozenset()
_ENDINGS = {
    "en": re.compile(r"(?<=[a-z]{3})(?:'s|es|s|ed|ing)$"),
    "fr": re.compile(r"(?<=[a-zà-ÿ]{3})(?:es|e|s|x)$"),
}

_ALIKE, _SLIP = 75, 85
"""The least likeness, in per cent, of two wordings in any order of words, and of a word and its misspelling."""

_BUCKET = 24
"""Of more questions than these with the same answer and the same rare word, only the first are compared."""

_PREFIX = 3
"""Wordings that differ in fewer words than these share one of so many of their rarest words."""

_OWN = 4
"""Words that no other question has; more of them, and a question is like no other."""

_SIGNS = re.compile(r"[\s.,;:!?…'\"“”«»()*_]+")


class _Asked(NamedTuple):
    """What a question asks: the words of its stem, those that count sorted (`kernel`), its answer folded."""

    item: Item
    tokens: tuple[str, ...]
    kernel: tuple[str, ...]
    answer: str


_Pair = tuple[_Asked, _Asked]


def _find(view: View, context: Context) -> Iterator[Finding]:
    """Compares questions of one type, with the same passage and the same pictures.

    Time grows with the deck, not with its square: only questions with the same words, or with the same
    answer and one of their three rarest words in common, are compared. Questions made of one frame
    (“What is the capital of …?”) differ in their rarest words, and so never meet.
    """
    groups: dict[tuple[object, ...], list[Item]] = defaultdict(list)
    for item in view.items:
        question = item.question
        pictures = tuple([each.file for each in question.pictures]) if question.pictures else ()
        groups[question.type, question.passage, pictures].append(item)
    found = [pair for group in groups.values() if len(group) > 1 for pair in _alike(_asked(group))]
    told: set[int] = set()
    for first, second in sorted(found, key=lambda pair: (pair[1].item.index, pair[0].item.index)):
        if second.item.index not in told:
            told.add(second.item.index)
            yield _finding(first, second)


def _finding(first: _Asked, second: _Asked) -> Finding:
    other = first.item.question.id
    message = f"`{short(second.item.stem)}` asks nearly the same as the question `{other}`"
    hint = "keep one of them, or let each ask for something else"
    field = "text" if isinstance(second.item.question, Cloze) else "prompt"
    related = ((("questions", first.item.index, field), "the other question"),)
    return Finding("QK220", message, ("questions", second.item.index, field), hint=hint, related=related)


def _asked(group: Sequence[Item]) -> list[_Asked]:
    """The questions of a group that may have a likeness.

    One that has a number of its own, or more words of its own than likeness allows, has none.
    """
    lang = group[0].lang
    trivial = TRIVIAL.get(lang, _NONE)
    frequency = Counter(chain.from_iterable([item.tokens for item in group]))
    stems = {token: _stem(token, lang) for token in frequency if token not in trivial}
    found = []
    for item in group:
        tokens = item.tokens
        alone = [token for token in tokens if frequency[token] == 1]
        if len(alone) <= _OWN and all(map(str.isalpha, alone)):
            kernel = sorted([stems[token] for token in tokens if token in stems])
            found.append(_Asked(item, tuple(tokens), tuple(kernel), _answer(item.question)))
    return found


def _stem(token: str, lang: str) -> str:
    known = _SYNONYMS.get(lang, {})
    if token in known or lang not in _ENDINGS:
        return known.get(token, token)
    return _ENDINGS[lang].sub("", token)


def _answer(question: Question) -> str:
    """What is right, folded: two questions with the same answer have the same text here."""
    match question:
        case Flashcard() | ShortAnswer():
            return _folded(question.answer)
        case Choice():
            return _folded(question.answer.text)
        case Multiple():
            return "\n".join(sorted(_folded(option.text) for option in question.answers))
        case TrueFalse():
            return str(question.answer)
        case Numeric():
            low, high = question.bounds
            return f"{low.normalize()} {high.normalize()} {question.unit}"
        case Cloze():
            return "\n".join([_folded(cloze.plain(each.answer)) for each in cloze.scan(question.text)[0]])
        case Matching():
            return "\n".join(
                sorted(f"{_folded(pair.left)}\t{_folded(pair.right)}" for pair in question.pairs)
            )
        case Ordering():
            return "\n".join(map(_folded, question.items))
        case Essay():
            return ""
        case _:
            assert_never(question)


def _folded(text: str) -> str:
    return " ".join(text.casefold().split()).rstrip(" .!")


def _alike(group: Sequence[_Asked]) -> Iterator[_Pair]:
    """Pairs that ask the same, the earlier question first; a pair may come twice."""
    wordings: dict[tuple[str, ...], list[_Asked]] = defaultdict(list)
    kernels: dict[tuple[tuple[str, ...], str], list[_Asked]] = defaultdict(list)
    for asked in group:
        wordings[asked.tokens].append(asked)
        kernels[asked.kernel, asked.answer].append(asked)
    for first, second in _pairs(wordings.values()):
        if _same_words(first, second):
            yield first, second
    for first, second in _pairs(kernels.values()):
        if _values(first) == _values(second) and _same_kernel(first, second):
            yield first, second
    if group and not isinstance(group[0].item.question, TrueFalse | Essay):  # their answers tell too little
        for first, second in _pairs(_by_rare_words(group)):
            if _nearly(first, second):
                yield first, second


def _pairs(buckets: Iterable[Sequence[_Asked]]) -> Iterator[_Pair]:
    for bucket in buckets:
        if len(bucket) > 1:
            few = bucket[:_BUCKET]
            yield from ((few[first], few[second]) for second in range(1, len(few)) for first in range(second))


def _by_rare_words(group: Sequence[_Asked]) -> Iterable[list[_Asked]]:
    frequency = Counter(token for asked in group for token in asked.kernel)
    buckets: dict[tuple[str, str], list[_Asked]] = defaultdict(list)
    for asked in group:
        if len(asked.kernel) > 1:
            rarest = sorted(set(asked.kernel), key=lambda token: (frequency[token], token))[:_PREFIX]
            for token in rarest:
                if frequency[token] > 1:
                    buckets[token, asked.answer].append(asked)
    return buckets.values()


def _same_words(one: _Asked, two: _Asked) -> bool:
    """Of two stems with the same words: whether they ask the same, whatever the answers are."""
    if not one.tokens or isinstance(one.item.question, Matching | Ordering):
        return one.answer == two.answer and _source(one) == _source(two)
    if one.answer == two.answer and len(one.tokens) > 1:
        return _formal(one) == _formal(two)
    if isinstance(one.item.question, Cloze):
        return False  # another blank of the same sentence
    if isinstance(one.item.question, Choice | Multiple):
        return set(one.item.options) == set(two.item.options)  # else the question is in the options
    return _source(one) == _source(two)


def _same_kernel(one: _Asked, two: _Asked) -> bool:
    """Of two stems with the same answer and the same words that count: whether they ask the same."""
    if not one.kernel or len(one.tokens) == len(two.tokens) == 1:
        return False  # single words: `rouge` and `rouges` are two forms to learn
    if isinstance(one.item.question, TrueFalse) or len(one.kernel) == 1:
        return _likeness(one, two) >= _ALIKE  # the answer tells little: the wording must
    return True


def _source(asked: _Asked) -> str:
    """The stem as written; without spaces, signs and capitals where it is no formula and no code."""
    text = asked.item.question.prompt
    return " ".join(text.split()) if "$" in text or "`" in text else _SIGNS.sub("", text).casefold()


def _values(asked: _Asked) -> list[str]:
    """Numbers and signs, in their order: 3 - 5 is not 5 - 3. Then formulas and code."""
    return _VALUE.findall(asked.item.stem) + _formal(asked)


def _formal(asked: _Asked) -> list[str]:
    """Formulas and code as written, without spaces."""
    question = asked.item.question
    source = question.text if isinstance(question, Cloze) else question.prompt
    if "$" not in source and "`" not in source:
        return []
    return ["".join(piece.split()) for piece in _FORMAL.findall(source)]


def _nearly(one: _Asked, two: _Asked) -> bool:
    """Of two stems with the same answer: whether one says a word more, or spells one in another way."""
    if one.kernel == two.kernel or _values(one) != _values(two):
        return False
    left, right = Counter(one.kernel), Counter(two.kernel)
    more, less = list((left - right).elements()), list((right - left).elements())
    if not more or not less:
        added = more or less
        room = 1 if min(len(one.kernel), len(two.kernel)) < 5 else 2
        known = one.item.stem if more else two.item.stem
        return len(added) <= room and not _telling(added, known) and _likeness(one, two) >= _ALIKE
    return len(more) == len(less) == 1 and len(one.kernel) > 3 and _misspelt(more[0], less[0], one, two)


def _telling(words: Iterable[str], stem: str) -> bool:
    """Whether one of `words` makes another question of it: a negation, a number, a name."""
    return any(
        word in TURNS or not word.isalpha() or re.search(rf"(?<!^)\b{word.capitalize()}", stem)
        for word in words
    )


def _misspelt(word: str, other: str, one: _Asked, two: _Asked) -> bool:
    from rapidfuzz import fuzz

    if (
        len(word) < 6
        or word[0] != other[0]
        or _telling([word], one.item.stem)
        or _telling([other], two.item.stem)
    ):
        return False
    return fuzz.ratio(word, other) >= _SLIP


def _likeness(one: _Asked, two: _Asked) -> float:
    from rapidfuzz import fuzz

    return fuzz.token_sort_ratio(" ".join(one.tokens), " ".join(two.tokens))


RULE = Rule("QK220", "near-duplicate", deck=_find)
