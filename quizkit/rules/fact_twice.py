"""QK243: two facts that state the same, or state it with different numbers."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from quizkit.diagnostics import Finding
from quizkit.rules.base import Context, Rule
from quizkit.rules.language import FUNCTION_WORDS, listed
from quizkit.rules.saying import short
from quizkit.rules.view import View, shown

_MONTHS = (
    "january|february|march|april|may|june|july|august|september|october|november|december"
    "|janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre"
)
_TOKEN = re.compile(
    rf"(?:\d{{1,2}}(?:er|st|nd|rd|th)? (?:of )?)?\b(?:{_MONTHS}) \d+(?:, \d{{4}})?\b"
    r"|[^\W\d_]+(?:['’][^\W\d_]+)?|\d+(?:[.,]\d+)*",
    re.IGNORECASE,
)
"""A date, a word or a number."""

_COUNTS = listed(
    """two three four five six seven eight nine ten eleven twelve hundred thousand million billion half quarter
    deux trois quatre cinq sept huit neuf dix onze douze vingt trente cent mille millions milliard milliards moitié"""
)
_ENDINGS = re.compile(r"(?<=\w{3})(?:ings?|ements?|ed|ées?|és|é|er|ent|es|s|e|x|t|y|ies)$")
_ELISION = re.compile(r"^(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu)['’](?=\w)|['’]s$", re.IGNORECASE)
_NEGATIONS = listed(
    "not no never nor neither without n't ne pas aucun aucune jamais ni sans non only seul seule"
)
_OPPOSITES = (
    listed(
        "upper lower left right north south east west northern southern eastern western inner outer first last"
    ),
    listed(
        "more less most fewer higher larger smaller longer shorter before after above below maximum minimum"
    ),
    listed(
        "max min early late male female men women boys girls positive negative hot cold old new big small"
    ),
    listed("high low long short import export imports exports increase decrease second third fourth fifth"),
    listed(
        "gauche droite nord sud est ouest supérieur supérieure inférieur inférieure premier première dernier"
    ),
    listed(
        "dernière deuxième troisième plus moins avant après haut haute bas basse maximum minimum hommes femmes"
    ),
)
_OPPOSITE = frozenset().union(*_OPPOSITES)
_NUMBERED = listed(
    """number no nr article chapter section page type class level version figure war step stage group room act
    line bullet unit part volume phase question law amendment century grade day week month year numéro chapitre
    classe niveau figure guerre étape groupe salle acte ligne unité partie volume loi siècle jour semaine mois"""
)
"""What a number stands behind as a name: `chapter 3` is another chapter than `chapter 4`."""

_ALIKE = 80
"""Out of 100, how alike two statements are at least (rapidfuzz, words sorted)."""

_SHARED = 0.75
"""The part of their words that two statements share at least, forms of a word counted as one."""

_NEAR = 0.5
"""The part of their words that two statements share letter for letter at least."""

_IN_ORDER = 0.85
"""How alike the order of words is at least, from 0 to 1, where the words are the same."""

_BUCKET = 40
"""A word that more facts have is not rare. Facts that share no word rarer than that are not compared."""


@dataclass(frozen=True, slots=True)
class _Fact:
    index: int
    line: str
    words: tuple[str, ...]
    """Words with a meaning in their order, in lower case and without their endings."""
    names: tuple[str, ...]
    numbers: tuple[str, ...]
    labels: frozenset[str]
    """Numbers that are names: `Apollo 11`, `chapter 3`, `2nd`, or the first word."""
    rare: frozenset[str]
    """Words with a meaning and numbers, each once."""
    tokens: frozenset[str]
    """All words in lower case."""
    turns: tuple[str, ...]
    """Words that turn the meaning round: not, only, upper, before."""


def _find(view: View, context: Context) -> Iterator[Finding]:
    if len(view.deck.facts) < 2:
        return
    facts = [_read(index, shown(fact.statement), view.lang) for index, fact in enumerate(view.deck.facts)]
    for one, other in _candidates(facts):
        if (said := _same(one, other)) is not None:
            first, second = view.deck.facts[one.index].id, view.deck.facts[other.index].id
            if said == "another number":
                message = f"the facts `{first}` and `{second}` state the same with different numbers"
                hint = "keep the one that is right"
            else:
                message = f"the facts `{first}` and `{second}` say {said}: {short(other.line)}"
                hint = "keep one of them, and name it in the questions that ask for it"
            related = ((("facts", one.index), "the other one"),)
            yield Finding("QK243", message, ("facts", other.index), hint=hint, related=related)


def _read(index: int, line: str, lang: str) -> _Fact:
    idle = FUNCTION_WORDS.get(lang, frozenset()) - _OPPOSITE - _NEGATIONS
    kept: list[str] = []
    names: list[str] = []
    numbers: list[str] = []
    turns: list[str] = []
    labels: set[str] = set()
    tokens: set[str] = set()
    before = ""
    for place, found in enumerate(_TOKEN.finditer(line)):
        token = _ELISION.sub("", found[0])
        lower = token.lower()
        tokens.add(lower)
        if any(map(str.isdigit, token)) or (lower in _COUNTS and place):
            number = lower.replace(",", "").rstrip(".")
            numbers.append(number)
            if _is_label(line, found, before, place):
                labels.add(number)
        elif lower in _NEGATIONS or lower in _OPPOSITE:
            turns.append(lower)
        elif lower not in idle and len(lower) > 1:
            kept.append(_ENDINGS.sub("", _ENDINGS.sub("", lower)))
            if place and token[0].isupper():
                names.append(lower)
        before = token
    rare, sign = frozenset({*kept, *numbers}), tuple(sorted(turns))
    return _Fact(
        index,
        line,
        tuple(kept),
        tuple(names),
        tuple(numbers),
        frozenset(labels),
        rare,
        frozenset(tokens),
        sign,
    )


def _is_label(line: str, found: re.Match[str], before: str, place: int) -> bool:
    if place == 0 or before.lower() in _NUMBERED or line[found.end() : found.end() + 1].isalpha():
        return True
    named = before[:1].isupper() and before.lower() not in FUNCTION_WORDS["en"] | FUNCTION_WORDS["fr"]
    return named and line[found.start() - 1 : found.start()] in (" ", "-")


def _candidates(facts: Sequence[_Fact]) -> Iterator[tuple[_Fact, _Fact]]:
    """Pairs that share one of their rarer words or numbers: two that share half of them must do so."""
    often = Counter(word for fact in facts for word in fact.rare)
    having: dict[str, list[_Fact]] = defaultdict(list)
    for fact in facts:
        rare = sorted(fact.rare, key=lambda word: (often[word], word))
        near: dict[int, _Fact] = {}
        for word in rare[: len(rare) - int(_NEAR * len(rare)) + 1]:
            if often[word] <= _BUCKET:
                near.update({other.index: other for other in having[word]})
                having[word].append(fact)
        for index in sorted(near):
            yield near[index], fact


def _same(one: _Fact, other: _Fact) -> str | None:
    """How `other` repeats `one`, for the message; None where it states something else."""
    if one.turns != other.turns or one.labels != other.labels:
        return None
    if len(one.rare & other.rare) < _NEAR * max(len(one.rare), len(other.rare)):
        return None
    a, b = _left(one.words, other.words)
    numbered = sorted(set(one.numbers) & set(other.numbers))
    shared = len(set(one.words)) - len(a) + len(numbered)
    most = max(len(set(one.words)), len(set(other.words))) + len(numbered)
    if shared < 2 or shared < _SHARED * most or not _same_names(one, other):
        return None
    from rapidfuzz import fuzz

    said = [" ".join((*fact.words, *numbered)) for fact in (one, other)]
    if fuzz.token_sort_ratio(*said) < _ALIKE:
        return None
    numbers, others = Counter(one.numbers), Counter(other.numbers)
    if numbers != others:
        changed = (numbers - others).total(), (others - numbers).total()
        return "another number" if changed == (1, 1) and not a and not b and _ordered(one, other) else None
    return _repeats(one, other, (a, b), shared)


def _repeats(one: _Fact, other: _Fact, left: tuple[list[str], list[str]], shared: int) -> str | None:
    """How two facts with the same names and numbers repeat each other; `left` are the words that differ."""
    a, b = left
    if not a and not b:
        return "the same" if _ordered(one, other) else None
    if not a or not b:
        return "nearly the same" if len(a) + len(b) == 1 and shared >= 3 else None
    if len(a) > 1 or len(b) > 1 or not (one.numbers or one.names):
        return None
    return "nearly the same" if shared >= 5 or (shared >= 3 and a[0][:2] == b[0][:2]) else None


def _left(one: Sequence[str], other: Sequence[str]) -> tuple[list[str], list[str]]:
    """The words that only one side has; two forms of a word (`human`, `humanity`) are one."""
    a, b = sorted(set(one) - set(other)), sorted(set(other) - set(one))
    for word in tuple(a):
        form = next((each for each in b if each[:4] == word[:4] and abs(len(each) - len(word)) <= 4), None)
        if form is not None and len(word) >= 4:
            a.remove(word)
            b.remove(form)
    return a, b


def _same_names(one: _Fact, other: _Fact) -> bool:
    """Whether both have the same names in the same order: not `Germany beat France`, `France beat Germany`."""
    if set(one.names) - one.tokens or set(other.names) - one.tokens or set(one.names) - other.tokens:
        return False
    mine = [name for name in one.names if name in other.names]
    return mine == [name for name in other.names if name in one.names]


def _ordered(one: _Fact, other: _Fact) -> bool:
    """Whether the same words stand in the same order, but for one part that was moved as a whole."""
    if one.words == other.words:
        return True
    turned = (one.words[cut:] + one.words[:cut] for cut in range(1, len(one.words)))
    if other.words in turned:
        return True
    from rapidfuzz.distance import Indel

    return Indel.normalized_similarity(one.words, other.words) >= _IN_ORDER


RULE = Rule("QK243", "fact-twice", deck=_find)
