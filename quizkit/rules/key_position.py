"""QK217: many questions with sorted options, and the key stands too often at the same place."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from quizkit.diagnostics import Finding, Loc
from quizkit.model.questions import Choice, Question
from quizkit.papers import letter
from quizkit.papers.order import orders
from quizkit.rules.base import Context, Rule
from quizkit.rules.chi_square import LEAST, LIMIT, survival
from quizkit.rules.view import View
from quizkit.rules.whole import uneven

_Placed = tuple[int, int]
"""Where the key of a question is printed, from 0, and how many options there are."""

_EXPECTED = 3
"""The fewest keys to be expected at each place for the test to be trusted; the places are equally likely."""


def _find(view: View, context: Context) -> Iterator[Finding]:
    """Only questions with `shuffle: false` count.

    Where options are shuffled, the places of the keys are random and change with the seed: what chance does
    there, no author can mend. Sorted options stand in the same order on every paper, in every version, with
    every seed.
    """
    return uneven(view, _sorted, _uneven)


def _sorted(question: Question) -> bool:
    return isinstance(question, Choice) and not question.shuffle


def _placed(questions: Iterable[Question]) -> list[_Placed]:
    found = []
    for question in questions:
        if isinstance(question, Choice) and not question.shuffle:
            (order,) = orders(question, ("",))
            found.append((order.index(0), len(order)))
    return found


def _uneven(where: str, questions: Sequence[Question], loc: Loc) -> Iterator[Finding]:
    placed = _placed(questions)
    if len(placed) < LEAST or probability(placed) >= LIMIT:
        return
    place, times = Counter(place for place, _ in placed).most_common(1)[0]
    message = (
        f"in {where}, {times} of the {len(placed)} questions with sorted options have the answer"
        f" {letter(place)}: far more than chance would give"
    )
    hint = "choose distractors so that the right option is sometimes the smallest, sometimes the largest"
    yield Finding("QK217", message, loc, hint=hint)


def probability(placed: Iterable[_Placed]) -> float:
    """How likely places at least as uneven as these are where all places of a question are equally likely.

    Questions with as many options are tested together (χ²), and the tests added up. A number of options
    that too few questions have is left out.
    """
    by_size: dict[int, Counter[int]] = defaultdict(Counter)
    for place, size in placed:
        by_size[size][place] += 1
    statistic, freedom = 0.0, 0
    for size, counts in by_size.items():
        expected = counts.total() / size
        if expected >= _EXPECTED:
            statistic += sum((counts[place] - expected) ** 2 / expected for place in range(size))
            freedom += size - 1
    return survival(statistic, freedom) if freedom else 1.0


RULE = Rule("QK217", "key-position", deck=_find)
