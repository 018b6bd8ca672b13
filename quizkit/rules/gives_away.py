"""QK219: the stem of one question says the answer of another one."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from typing import NamedTuple, assert_never

from quizkit.diagnostics import Finding, Loc
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
from quizkit.rules import language
from quizkit.rules.base import Context, Rule
from quizkit.rules.language import FUNCTION_WORDS, listed
from quizkit.rules.saying import short
from quizkit.rules.view import Item, View, shown
from quizkit.rules.words_same import PLAIN

_ARTICLES = listed("the a an le la les l un une des du d")
_WHICH = listed("which what quel quelle quels quelles")
_OF = listed("of de d type types kind kinds sort sorts form forms name names genre sorte")
"""`Which planet …`, `What type of rock …`: the kind of thing that is asked for tells nothing of it."""

_BLANK = re.compile(r"\{\{c\d{1,3}::([^{}$`\\:]+)(?:::[^{}$`\\]*)?\}\}")
"""A blank with nothing special in it; all others need the scanner."""

_LONGEST = 8
"""Answers of more words than these are no words to be met by chance or by design."""

_FEW = 3
"""A word in so few stems is distinctive in a deck of any size."""

_TOLD = 3
"""At most so many answers are named that one stem gives away."""

_SMALL = 1000
"""Numbers below this stand in other stems by chance."""

_NEGATIVE = listed("not except never pas sauf jamais excepté")

_LARGE = 100
"""In decks of more questions than these, stems share one word of three by chance."""

_NONE: frozenset[str] = frozenset()


class _Asked(NamedTuple):
    """A question as other questions see it: the words of its stem, and where its answers stand."""

    item: Item
    tokens: list[str]
    answers: list[tuple[Loc, str]]


class _Secret(NamedTuple):
    """An answer that stands in few stems: its place, its words, and the rarest of them."""

    owner: _Asked
    loc: Loc
    text: str
    words: tuple[str, ...]
    rarest: str


def _find(view: View, context: Context) -> Iterator[Finding]:
    """Looks each answer up in the stems that hold its rarest word: time grows with the deck.

    An answer whose words stand in more than 3 stems (in large decks 1 %, at most 20) is a word of the topic
    and not looked for.
    """
    asked = [_asked(item) for item in view.items]
    frequency = Counter(chain.from_iterable([each.tokens for each in asked]))
    secrets = list(_secrets(asked, frequency))
    if not secrets:
        return
    wanted = frozenset(secret.rarest for secret in secrets)
    holders: dict[str, list[_Asked]] = defaultdict(list)
    for each in asked:
        for token in wanted.intersection(each.tokens):
            holders[token].append(each)
    passages = {passage.id: language.tokens(passage.text or "") for passage in view.deck.passages}
    common = _Common(frequency, len(asked))
    given: dict[int, list[_Secret]] = defaultdict(list)
    for secret in secrets:
        if not _known(secret, passages):
            for giver in holders[secret.rarest]:
                if _gives(giver, secret, common):
                    given[giver.item.index].append(secret)
    for index in sorted(given):
        yield _finding(view.items[index], given[index])


def _finding(giver: Item, given: Sequence[_Secret]) -> Finding:
    first = given[0]
    other = first.owner.item.question.id
    message = f"this gives away the answer `{short(shown(first.text))}` of the question `{other}`"
    hint = "say it in other words here, or leave one of the two questions out"
    field = "text" if isinstance(giver.question, Cloze) else "prompt"
    places = [("questions", secret.owner.item.index, *secret.loc) for secret in given]
    related = tuple((place, "the answer that it gives away") for place in dict.fromkeys(places[:_TOLD]))
    return Finding("QK219", message, ("questions", giver.index, field), hint=hint, related=related)


def _asked(item: Item) -> _Asked:
    question = item.question
    if not isinstance(question, Cloze):
        return _Asked(item, item.tokens, _answers(question))
    pieces, answers = _cut(question.text)
    return _Asked(item, language.tokens(shown(" … ".join(pieces))), [(("text",), text) for text in answers])


def _cut(text: str) -> tuple[list[str], list[str]]:
    """What stands around the blanks of a cloze, as on paper, and what stands in them."""
    parts = _BLANK.split(text)
    if "{{c" not in "".join(parts[::2]):
        return parts[::2], parts[1::2]
    pieces, answers, position = [], [], 0
    for blank in cloze.scan(text)[0]:
        answers.append(cloze.plain(blank.answer))
        if blank.depth == 0:
            pieces.append(text[position : blank.start])
            position = blank.end
    return [*pieces, text[position:]], answers


def _secrets(asked: Sequence[_Asked], frequency: Mapping[str, int]) -> Iterator[_Secret]:
    few = max(_FEW, min(20, len(asked) // 100))
    for each in asked:
        for loc, text in each.answers:
            if text.isalnum() and frequency.get(text.lower(), few + 1) > few:
                continue  # one word, and no stem has it, or too many have
            words = _words(text, each.item.lang)
            if words and all(word in frequency for word in words):
                rarest = words[0] if len(words) == 1 else min(words, key=lambda word: (frequency[word], word))
                if frequency[rarest] <= few:
                    yield _Secret(each, loc, text, words, rarest)


def _known(secret: _Secret, passages: Mapping[str, Sequence[str]]) -> bool:
    """Whether the answer stands in its own stem or passage: then it is no secret."""
    passage = secret.owner.item.question.passage
    return _stands(secret.words, secret.owner.tokens) or bool(
        passage and _stands(secret.words, passages.get(passage, ()))
    )


def _stands(words: Sequence[str], tokens: Sequence[str]) -> bool:
    """Whether `words` stand in `tokens`, side by side."""
    if len(words) == 1 or words[0] not in tokens:
        return words[0] in tokens
    count, wanted = len(words), list(words)
    return any(list(tokens[place : place + count]) == wanted for place in range(len(tokens) - count + 1))


def _gives(giver: _Asked, secret: _Secret, deck: _Common) -> bool:
    """Whether the stem of `giver` holds the answer, and asks about the same thing.

    Not so between two flashcards: they are learned one at a time over months, not read side by side as on
    paper. A stem that names distractors as well does not say which option is right. A question that asks
    for what is not so is not answered by a stem that says what is.
    """
    owner, words = secret.owner, secret.words
    one, other = owner.item.question, giver.item.question
    if one is other or (isinstance(one, Flashcard) and isinstance(other, Flashcard)):
        return False
    if not _NEGATIVE.isdisjoint(owner.tokens):
        return False
    about = deck.about(owner)
    shared = (about & deck.about(giver)).difference(map(_root, words))
    if not deck.enough(len(shared), len(about)) or not _stands(words, giver.tokens):
        return False
    wrong = [language.tokens(text) for text in owner.item.distractors]
    return not any(_stands(distractor, giver.tokens) for distractor in wrong if distractor)


class _Common:
    """What stems are about: their words that mean something, and are not those of the deck's topic."""

    def __init__(self, frequency: Mapping[str, int], count: int) -> None:
        self._frequency = frequency
        self._most = max(_FEW, min(count // 3, 30 + count // 200))
        self._known: dict[int, set[str]] = {}
        self._alone = 3 if count <= _LARGE else 2

    def enough(self, shared: int, of: int) -> bool:
        """Whether stems that share so many words of those of the one are about the same thing."""
        return of <= self._alone if shared == 1 else 5 * shared > of

    def about(self, asked: _Asked) -> set[str]:
        index = asked.item.index
        if index not in self._known:
            self._known[index] = self._read(asked)
        return self._known[index]

    def _read(self, asked: _Asked) -> set[str]:
        frequency, most = self._frequency, self._most
        found = {token for token in asked.tokens if frequency[token] <= most and len(token) > 1}
        found -= FUNCTION_WORDS.get(asked.item.lang, _NONE)
        if found and not _WHICH.isdisjoint(asked.tokens):
            found -= _kinds(asked.tokens)
        return {_root(token) for token in found}


def _kinds(tokens: Sequence[str]) -> set[str]:
    found = set()
    for place, token in enumerate(tokens):
        if token in _WHICH:
            found.add(next((word for word in tokens[place + 1 :] if word not in _OF), ""))
    return found


def _root(word: str) -> str:
    """What the forms of a word share, roughly: discovered and discovery."""
    return word[:6].rstrip("s") if len(word) > 3 else word


def _answers(question: Question) -> list[tuple[Loc, str]]:
    """The answers that another stem could give away, each with its place; of a cloze, see `_cut`."""
    match question:
        case Flashcard() | ShortAnswer():
            return [(("answer",), question.answer)]
        case Choice():
            return [(("answer",), question.answer.text)]
        case Numeric():
            known = question.answer is not None and abs(question.answer) >= _SMALL
            return [(("answer",), f"{question.answer:f}")] if known else []
        case Cloze() | Multiple() | TrueFalse() | Matching() | Ordering() | Essay():
            return []  # several answers, or none that a stem could name
        case _:
            assert_never(question)


def _words(text: str, lang: str) -> tuple[str, ...]:
    """The words of an answer without its article; none where it is too long or too plain to be a secret."""
    if text.isdecimal() and text.isascii():
        return (text,) if len(text) > 3 else ()
    if len(text) > 80 or "$" in text or "`" in text or text.count(" ") > 2 * _LONGEST:
        return ()
    words = language.tokens(shown(text))
    if words and words[0] in _ARTICLES:
        del words[0]
    if not words or len(words) > _LONGEST:
        return ()
    idle, plain = FUNCTION_WORDS.get(lang, _NONE), PLAIN.get(lang, _NONE)
    telling = [word for word in words if word not in idle and word not in plain]
    if len(telling) > 1:
        return tuple(words)
    alone = telling[0] if telling else ""
    long = len(alone) > 3 or (len(alone) == 3 and (alone.isdecimal() or alone.upper() in text))
    return tuple(words) if long else ()


RULE = Rule("QK219", "gives-away", langs=("en", "fr"), deck=_find)
