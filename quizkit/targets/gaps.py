"""A cloze text with its blanks open, as plain text or Markdown: numbered lines, each with its hint."""

from __future__ import annotations

from collections.abc import Sequence

from quizkit.markup import escape, plain
from quizkit.markup.parse import IS_PLAIN
from quizkit.model import cloze
from quizkit.model.questions import Cloze
from quizkit.papers import blanks

GAP = "\\_\\_\\_\\_\\_"
"""A blank as Markdown: five low lines."""


def plain_gaps(question: Cloze) -> str | None:
    """What `Plain.gaps` shows, without a parser; None where the text has markup."""
    found = blanks(question)
    head, *rest = _around(question, found)
    if not all(map(IS_PLAIN, (head, *rest, *(blank.hint for blank in found)))):
        return None
    shown = [head]
    for place, (blank, after) in enumerate(zip(found, rest, strict=True)):
        hint = f" ({blank.hint.strip()})" if blank.hint.strip() else ""
        shown.append(f"{_mark(place, found)}_____{hint}{after}")
    return "".join(shown).strip()


def with_gaps(question: Cloze) -> str:
    """The Markdown of a cloze text with a line for each blank, as `Plain.gaps` shows it."""
    found = blanks(question)
    head, *rest = _around(question, found)
    shown = [head]
    for place, (blank, after) in enumerate(zip(found, rest, strict=True)):
        hint = f" ({escape(plain(blank.hint))})" if blank.hint.strip() else ""
        shown += [_mark(place, found), GAP, hint, after]
    return "".join(shown)


def marked(question: Cloze, mark: str) -> str:
    """The text (Markdown) with `mark` in the place of each blank, for names and titles."""
    return mark.join(_around(question, blanks(question)))


def _around(question: Cloze, found: Sequence[cloze.Deletion]) -> list[str]:
    """What stands before the first blank, between the blanks and after the last one."""
    ends = [0, *(blank.end for blank in found)]
    starts = [*(blank.start for blank in found), len(question.text)]
    return [question.text[end:start] for end, start in zip(ends, starts, strict=True)]


def _mark(place: int, found: Sequence[cloze.Deletion]) -> str:
    """The number of a blank in front of it, where there are several."""
    return f"({place + 1}) " if len(found) > 1 else ""
