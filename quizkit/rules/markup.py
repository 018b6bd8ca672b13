"""Every text can be read as what it claims to be: Markdown, maths, blanks, harmless links."""

from __future__ import annotations

from collections.abc import Iterator

from quizkit import markup
from quizkit.diagnostics import Finding, Loc, moved
from quizkit.markup.parse import IS_PLAIN
from quizkit.model import texts
from quizkit.model.deck import Deck
from quizkit.rules.view import View


def check(deck: Deck, view: View | None = None) -> Iterator[Finding]:
    """QK109 and QK130 to QK135 for every text of `deck`, each at its field."""
    for loc, text in texts.of_header(deck):
        yield from _problems(text, loc)
    each = (item.texts for item in view.items) if view else map(texts.of_question, deck.questions)
    for index, found in enumerate(each):
        for loc, text in found:
            if not IS_PLAIN(text):  # most are: nothing can be wrong with them
                yield from _problems(text, ("questions", index, *loc), blanks=loc == ("text",))


def _problems(text: str, loc: Loc, *, blanks: bool = False) -> Iterator[Finding]:
    for found in markup.problems(text, blanks=blanks):
        yield moved(found, loc)
