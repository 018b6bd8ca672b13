"""A deck as a whole, then its worksheets: for rules that count answers over many questions."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from quizkit.diagnostics import Finding, Loc
from quizkit.model.questions import Question
from quizkit.papers.select import select
from quizkit.rules.chi_square import LEAST
from quizkit.rules.view import View

Uneven = Callable[[str, Sequence[Question], Loc], Iterable[Finding]]
"""What is uneven in these questions, which stand together there (in words, and as a place)."""


def uneven(view: View, counts: Callable[[Question], bool], find: Uneven) -> Iterator[Finding]:
    """What `find` says of the deck's questions that count; where they are even, of each worksheet's.

    A section that draws its questions (`pick`) has others with the next seed, so that an uneven draw is
    nothing an author could mend: such worksheets are not looked at.
    """
    deck = view.deck
    counted = [item.question for item in view.items if counts(item.question)]
    if len(counted) < LEAST:
        return
    found = list(find("the deck", counted, ("questions",)))
    yield from found
    if found:
        return
    for place, sheet in enumerate(deck.worksheets):
        if not any(section.pick for section in sheet.sections):
            chosen = [question for section in select(deck, sheet, "").sections for question in section]
            yield from find(f"the worksheet `{sheet.id}`", chosen, ("worksheets", place))
