"""Small decks for the tests of the rules about cards, facts, translations and print."""

from __future__ import annotations

from datetime import date
from typing import Any

from quizkit import rules
from quizkit.diagnostics import Finding
from quizkit.model.deck import Deck
from quizkit.rules.base import Rule
from quizkit.rules.view import View

TODAY = date(2026, 11, 24)


def deck(*questions: dict[str, Any], lang: str = "en", **header: Any) -> Deck:
    """A deck of these questions; those without an `id` are `q0`, `q1` …"""
    rows = [{"id": f"q{index}", **question} for index, question in enumerate(questions)]
    return Deck.model_validate({"deck": f"d-{lang}", "title": "D", "lang": lang, "questions": rows, **header})


def lint(rule: Rule, checked: Deck, today: date = TODAY, **limits: float) -> list[Finding]:
    """What `rule` finds in a deck, with these limits of a project."""
    plan = rules.Plan(((rule, rule.level),), {rule.code: limits}, today)
    return list(rules.lint(View(checked), plan))


def compare(rule: Rule, original: Deck, translation: Deck) -> list[Finding]:
    """What `rule` finds in a translation."""
    plan = rules.Plan(((rule, rule.level),), {}, TODAY)
    return list(rules.translation(View(original), View(translation), plan))


def card(prompt: str, answer: str, **more: Any) -> dict[str, Any]:
    """A flashcard."""
    return {"type": "flashcard", "prompt": prompt, "answer": answer, **more}
