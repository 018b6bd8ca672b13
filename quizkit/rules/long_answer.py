"""QK230: more words to recall than anybody recalls word by word."""

from __future__ import annotations

from collections.abc import Iterator

from quizkit.diagnostics import Finding
from quizkit.model import cloze
from quizkit.model.questions import Cloze, Flashcard, ShortAnswer
from quizkit.rules.base import Context, Rule
from quizkit.rules.list_answer import things
from quizkit.rules.saying import short
from quizkit.rules.view import Item, shown
from quizkit.rules.words_cards import prose, recalled, word_count


def _find(item: Item, context: Context) -> Iterator[Finding]:
    most = int(context.limits["words"])
    if isinstance(item.question, Cloze):
        yield from _blanks(item.question, most)
        return
    for loc, text in recalled(item):
        if text.count(" ") + text.count("\n") < most:
            continue
        count = word_count(prose(text))
        if count > most and len(things(text, item.stem, item.lang)) < 3:  # a list is QK231's matter
            message = f"{count} words to recall: `{short(shown(text))}`"
            hint = "ask for less, or make several cards of it; details belong into `explanation`"
            yield Finding("QK230", message, loc, hint=hint)


def _blanks(question: Cloze, most: int) -> Iterator[Finding]:
    if question.text.count(" ") < most:
        return
    for blank in cloze.scan(question.text)[0]:
        if blank.answer.count(" ") >= most:
            count = word_count(prose(cloze.plain(blank.answer)))
            if count > most:
                message = f"a blank with {count} words to recall: `{short(shown(cloze.plain(blank.answer)))}`"
                yield Finding("QK230", message, ("text",), hint="leave out one word, or one name or number")
                return


RULE = Rule(
    "QK230", "long-answer", types=(Flashcard, ShortAnswer, Cloze), limits={"words": 20}, question=_find
)
