"""QK242: a fact that is older than the deck allows."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from datetime import MINYEAR, date

from quizkit.diagnostics import Finding
from quizkit.rules.base import Context, Rule
from quizkit.rules.view import View


def _find(view: View, context: Context) -> Iterator[Finding]:
    limit = view.deck.fresh_for
    if limit is None or (oldest := before(context.today, limit)) is None:
        return
    for index, fact in enumerate(view.deck.facts):
        if fact.as_of is not None and until(fact.as_of) < oldest:
            message = f"the fact `{fact.id}` is from {fact.as_of}: older than {limit}"
            hint = "look it up again, correct what has changed, and write the new date at `as_of`"
            yield Finding("QK242", message, ("facts", index, "as_of"), hint=hint)


def before(today: date, period: str) -> date | None:
    """The day that lies a period such as `18 months` before `today`; None where there is no such day.

    The end of a month stays one: a month before 31 March is the last day of February.
    """
    count, unit = period.split()
    if unit.startswith("day"):
        reach = today.toordinal() - int(count)
        return date.fromordinal(reach) if reach >= 1 else None
    months = int(count) * (12 if unit.startswith("year") else 1)
    year, month = divmod(today.year * 12 + today.month - 1 - months, 12)
    if year < MINYEAR:
        return None
    return date(year, month + 1, min(today.day, monthrange(year, month + 1)[1]))


def until(written: str) -> date:
    """The last day of a year, a month or a day in ISO 8601."""
    year, *rest = (int(part) for part in written.split("-"))
    if year < MINYEAR:
        return date.min
    month = rest[0] if rest else 12
    last = monthrange(year, month)[1]
    return date(year, month, min(rest[1], last) if len(rest) > 1 else last)


RULE = Rule("QK242", "stale-fact", deck=_find)
