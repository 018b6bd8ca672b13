"""QK218: many statements to judge, and nearly all of them are true, or false."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from quizkit.diagnostics import Finding, Loc
from quizkit.model.questions import Question, TrueFalse
from quizkit.rules.base import Context, Rule
from quizkit.rules.chi_square import LEAST, LIMIT, survival
from quizkit.rules.view import View
from quizkit.rules.whole import uneven


def _find(view: View, context: Context) -> Iterator[Finding]:
    return uneven(view, _judged, _uneven)


def _judged(question: Question) -> bool:
    return isinstance(question, TrueFalse)


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
