"""In which order a paper shows the parts of a question, and its questions.

Every order comes from SHA-256 over names, never from `random`, whose sequences may change between
Python releases: a worksheet printed again next year must still fit the key that was kept.
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256

from quizkit.model.questions import Choice, Cloze, Matching, Multiple, Ordering, Question
from quizkit.papers.amounts import sizes
from quizkit.papers.paper import parts

Order = tuple[int, ...]

_ATTEMPTS = 32


def rank(*names: str | int) -> bytes:
    """A number that looks random and depends on nothing but `names`."""
    return sha256("\x1f".join(map(str, names)).encode()).digest()


def orders(question: Question, versions: Sequence[str], *names: str) -> tuple[Order, ...]:
    """For each version the order of the question's parts; `names` are the seed, the deck, the worksheet.

    Versions differ from each other, and the place of the key differs too, as far as the number of
    parts allows.
    """
    count = len(parts(question))
    if not count:
        return ((),) * len(versions)
    if isinstance(question, Choice | Multiple) and not question.shuffle:
        return (_pinned(question, by_value(parts(question))),) * len(versions)
    found: list[Order] = []
    for version in versions:
        found.append(_best(question, count, found, (*names, version, question.id)))
    return tuple(found)


def _best(question: Question, count: int, others: list[Order], names: tuple[str, ...]) -> Order:
    """The first of some shuffled orders with the least to be said against it."""
    best, least = tuple(range(count)), (True, True, True)
    taken = {_key(question, order) for order in others}
    for attempt in range(_ATTEMPTS):
        order = _pinned(question, shuffled(count, *names, attempt))
        fault = (_telling(question, order), order in others, _key(question, order) in taken)
        if fault < least:
            best, least = order, fault
        if not any(fault):
            break
    return best if not _telling(question, best) else (*range(1, count), 0)


def shuffled(count: int, *names: str | int) -> Order:
    """The numbers below `count` in an order that depends on `names` alone."""
    return tuple(sorted(range(count), key=lambda index: rank(*names, "part", index)))


def _pinned(question: Question, order: Order) -> Order:
    """`order` with the pinned option at its end."""
    last = question.pinned if isinstance(question, Choice) else None
    return order if last is None else (*(index for index in order if index != last), last)


def _telling(question: Question, order: Order) -> bool:
    """Whether the order itself is the answer.

    Two parts may stand in the right order: if they never did, the other order would be the answer.
    """
    if len(order) < 3:
        return False
    if isinstance(question, Ordering | Cloze):
        return order == tuple(range(len(order)))
    if isinstance(question, Matching):
        rights = parts(question)
        aligned = tuple(rights.index(pair.right) for pair in question.pairs)
        return order[: len(aligned)] == aligned
    return False


def _key(question: Question, order: Order) -> Order:
    """The places of what is right: two neighbours with different papers should not find the same."""
    if isinstance(question, Choice | Multiple):
        return tuple(place for place, index in enumerate(order) if index in question.keys)
    return order


def by_value(texts: Sequence[str]) -> Order:
    """The positions of `texts`: quantities by their value where all have the same unit, else by the alphabet."""
    if found := sizes(texts):
        # Equal amounts (3, 3.0) go by their texts: in the model's order, the right one would come first.
        return tuple(sorted(range(len(texts)), key=lambda index: (found[index], texts[index])))
    return tuple(sorted(range(len(texts)), key=lambda index: (texts[index].casefold(), texts[index])))
