"""Rules: what is looked at beyond the schema. One file a rule; the tables here are all there is.

What `check` looks at must hold for a deck to be built. `RULES` know how good questions are
written: each has a level, can be turned off for a project (quizkit.settings) and excused in a
question (`ignore:`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from quizkit.diagnostics import Finding, Severity, moved
from quizkit.model.deck import Deck
from quizkit.model.questions import Question
from quizkit.rules import markup, worksheets
from quizkit.rules.base import Context, OfQuestion, Rule
from quizkit.rules.view import View

if TYPE_CHECKING:
    from quizkit.rules.registry import RULES

__all__ = ["RULES", "Levels", "Plan", "check", "find", "lint", "plan", "translation"]


def __getattr__(name: str) -> Any:
    """`RULES`: read with their word lists when they are wanted, which a build as a rule does not."""
    if name == "RULES":
        from quizkit.rules.registry import RULES

        return RULES
    raise AttributeError(name)


Levels = Mapping[str, Severity | None]
"""What a project says of rules: code → level, None for off."""


@dataclass(frozen=True, slots=True)
class Plan:
    """The rules that run, each with its level, and what they may know."""

    rules: tuple[tuple[Rule, Severity], ...] = ()
    limits: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    today: date = date.min

    @property
    def codes(self) -> frozenset[str]:
        """The codes of the rules that run."""
        return frozenset(rule.code for rule, _ in self.rules)

    def context(self, rule: Rule) -> Context:
        """What `rule` may know."""
        return Context({**rule.limits, **self.limits.get(rule.code, {})}, self.today)


def check(deck: Deck, view: View | None = None) -> Iterator[Finding]:
    """What makes `deck` unfit to be built. `view` is the deck's, where rules will look at it too."""
    yield from markup.check(deck, view)
    yield from worksheets.check(deck)


def plan(
    levels: Levels,
    limits: Mapping[str, Mapping[str, float]],
    today: date,
    *,
    everything: bool = False,
    errors_only: bool = False,
) -> Plan:
    """Which rules run: those that are on, as the project's `levels` change it.

    `everything`: those that are off by default too; `errors_only`: only those that a project made errors.
    """
    if errors_only and Severity.ERROR not in levels.values():
        return Plan((), limits, today)
    from quizkit.rules.registry import RULES

    chosen = []
    for rule in RULES:
        level = levels.get(rule.code, rule.level if rule.on or everything else None)
        if level is not None and (not errors_only or level is Severity.ERROR):
            chosen.append((rule, level))
    return Plan(tuple(chosen), limits, today)


def lint(view: View, chosen: Plan) -> Iterator[Finding]:
    """What the rules that look at questions and decks find, places in the deck."""
    yield from _questions(view, chosen)
    for rule, level in chosen.rules:
        if rule.deck is not None and _speaks(rule, view):
            yield from (_at(level, rule, found) for found in rule.deck(view, chosen.context(rule)))


def translation(original: View, view: View, chosen: Plan) -> Iterator[Finding]:
    """What the rules that compare a translation with its original find, places in the translation."""
    for rule, level in chosen.rules:
        if rule.pair is not None:
            found = rule.pair(original, view, chosen.context(rule))
            yield from (_at(level, rule, item) for item in found)


def _questions(view: View, chosen: Plan) -> Iterator[Finding]:
    by_type: dict[type[Question], list[tuple[OfQuestion, Context, Rule, Severity]]] = defaultdict(list)
    for rule, level in chosen.rules:
        if rule.question is not None and _speaks(rule, view):
            for kind in rule.types:
                by_type[kind].append((rule.question, chosen.context(rule), rule, level))
    for item in view.items:
        for look, context, rule, level in by_type[type(item.question)]:
            for found in look(item, context):  # nothing, as a rule: this runs 20 times a question
                yield moved(_at(level, rule, found), ("questions", item.index))


def _speaks(rule: Rule, view: View) -> bool:
    return not rule.langs or view.lang in rule.langs


def _at(level: Severity, rule: Rule, found: Finding) -> Finding:
    if found.code != rule.code:
        raise ValueError(f"the rule {rule.code} reports {found.code}")
    return found if found.severity is level else replace(found, severity=level)


def find(code: str) -> Rule | None:
    """The rule with this code."""
    from quizkit.rules.registry import RULES

    return next((rule for rule in RULES if rule.code == code), None)
