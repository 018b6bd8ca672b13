"""The labelled set and what the rules make of it: see docs/rules.md and benchmarks/rules.py."""

from __future__ import annotations

import sys
from functools import cache
from pathlib import Path
from types import ModuleType

import pytest

from quizkit.rules import RULES
from quizkit.rules.base import Rule

ROOT = Path(__file__).parents[1]
ENOUGH = 0.8
"""The least precision of a rule that is on by default."""


def _measuring() -> ModuleType:
    sys.path.insert(0, str(ROOT))
    try:
        from benchmarks import rules
    finally:
        sys.path.remove(str(ROOT))
    return rules


measuring = _measuring()


@cache
def half(name: str) -> measuring.Measured:  # type: ignore[name-defined]
    return measuring.measure(name)


def precision(rule: Rule) -> tuple[float, int]:
    """A rule's precision on the whole set, and how often it flags."""
    hit, false, _ = (half("dev") + half("held-out")).counts(rule.code)
    return (hit / (hit + false) if hit + false else 0.0), hit + false


def test_the_set_is_large_and_half_of_it_flawed() -> None:
    whole = half("dev") + half("held-out")
    assert whole.items >= 300
    assert 0.35 < whole.flawed / whole.items < 0.65  # some decks are all clean, for rules about whole decks
    assert {code for _, _, code in whole.labelled} <= {rule.code for rule in RULES}
    assert half("held-out").items >= 100


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_a_rule_that_is_on_is_right_four_times_of_five(rule: Rule) -> None:
    share, count = precision(rule)
    assert count >= 4, "too few cases to say anything"
    assert share >= ENOUGH or not rule.on


def test_at_least_twenty_rules_are_precise() -> None:
    assert sum(precision(rule)[0] >= ENOUGH for rule in RULES) >= 20
