"""QK218: many statements to judge, and nearly all of them are true, or false."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from quizkit.diagnostics import Finding, Loc
from quizkit.model.questions import Question, TrueFalse
from quizkit.papers.select import select
from quizkit.rules.base import Context, Rule
from quizkit.rules.chi_square import LEAST, LIMIT, survival
from quizkit.rules.view import View


def _find(view: View, context: Context) -> Iterator[Finding]:
    """The deck as a whole; where it is even, the worksheets that always ask the same questions.

    A section that draws its questions (`pick`) has others with the next seed, so that an uneven draw is
    nothing an author could mend: such worksheets are not looked at.
    """
    deck = view.deck
    statements = [item.question for item in view.items if isinstance(item.question, TrueFalse)]
    if len(statements) < LEAST:
        return
    uneven = list(_uneven("the deck", statements, ("questions",)))
    yield from uneven
    if uneven:
        return
    for place, sheet in enumerate(deck.worksheets):
        if not any(section.pick for section in sheet.sections):
            chosen = [question for section in select(deck, sheet, "").sections for question in section]
            yield from _uneven(f"the worksheet `{sheet.id}`", chosen, ("worksheets", place))


def _uneven(where: str, questions: Sequence[Question], loc: Loc) -> Iterator[Finding]:
    answers = [question.answer for question in questions if isinstance(question, TrueFalse)]
    count, right = len(answers), sum(answers)
    if count < LEAST or survival((2 * right - count) ** 2 / count, 1) >= LIMIT:
        return
    many, word, other = (right, "true", "false") if 2 * right > count else (count - right, "false", "true")
    message = f"{many} of the {count} true-false statements in {where} are {word}: who guesses “{word}” wins"
    hint = f"make some of them {other}, or ask in another way"
    yield Finding("QK218", message, loc, hint=hint)


RULE = Rule("QK218", "true-false-balance", deck=_find)
