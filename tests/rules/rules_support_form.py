"""Small decks, and what one rule finds in them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from quizkit import rules
from quizkit.diagnostics import Finding
from quizkit.model.deck import Deck
from quizkit.rules.base import Rule
from quizkit.rules.view import View


def deck(*questions: dict[str, Any], lang: str = "en", **header: Any) -> Deck:
    """A deck of these questions; those without an id are called q0, q1, …"""
    made = [{"id": f"q{index}", **question} for index, question in enumerate(questions)]
    return Deck.model_validate({"deck": "d", "title": "T", "lang": lang, **header, "questions": made})


def found(rule: Rule, of: Deck) -> list[Finding]:
    return list(rules.lint(View(of), rules.Plan(((rule, rule.level),))))


def choice(options: Sequence[str], prompt: str = "Which one is it?", **fields: Any) -> dict[str, Any]:
    """A choice whose first option is the key."""
    return {
        "type": "choice",
        "prompt": prompt,
        "answer": options[0],
        "distractors": list(options[1:]),
        **fields,
    }


def statement(text: str, answer: bool = True) -> dict[str, Any]:
    return {"type": "true-false", "prompt": text, "answer": answer}


def short(prompt: str, answer: str, **fields: Any) -> dict[str, Any]:
    return {"type": "short-answer", "prompt": prompt, "answer": answer, **fields}


def card(prompt: str, answer: str, **fields: Any) -> dict[str, Any]:
    return {"type": "flashcard", "prompt": prompt, "answer": answer, **fields}
