"""QK263: options that are too long or too many to be seen together."""

from __future__ import annotations

from collections.abc import Iterator

from quizkit.diagnostics import Finding, Loc, Severity
from quizkit.model.questions import Choice, Matching, Multiple
from quizkit.rules.base import Context, Rule
from quizkit.rules.saying import short
from quizkit.rules.view import Item, shown


def _find(item: Item, context: Context) -> Iterator[Finding]:
    question, limits = item.question, context.limits
    if isinstance(question, Matching):
        count, field = len(question.pairs) + len(question.distractors), "pairs"
    else:
        assert isinstance(question, Choice | Multiple)
        count, field = len(question.options), "distractors"
    if count > limits["options"]:
        yield Finding("QK263", f"{count} options are too many to choose from", (field,), hint=_FEWER)
    if len(item.source) <= limits["characters"]:
        return
    for loc, text in _options(item):
        if len(text) > limits["characters"] and (length := len(shown(text))) > limits["characters"]:
            message = f"an option of {length} characters: `{short(shown(text))}`"
            yield Finding(
                "QK263", message, loc, hint="shorten it; what all options share belongs in the prompt"
            )


_FEWER = "three to five options are enough; make two questions of it"


def _options(item: Item) -> Iterator[tuple[Loc, str]]:
    """The options as written; both sides of a matching's pairs, and its spare right-hand sides."""
    question = item.question
    if isinstance(question, Matching):
        for index, pair in enumerate(question.pairs):
            yield ("pairs", index, "left"), pair.left
            yield ("pairs", index, "right"), pair.right
        yield from ((("distractors", index), text) for index, text in enumerate(question.distractors))
    elif isinstance(question, Choice | Multiple):
        for index, option in enumerate(question.options):
            yield item.place(index), option.text


RULE = Rule(
    "QK263",
    "long-options",
    Severity.ADVICE,
    types=(Choice, Multiple, Matching),
    limits={"characters": 200, "options": 10},
    question=_find,
)
