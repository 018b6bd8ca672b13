"""Decks with one question, and what one rule says of them."""

from __future__ import annotations

from quizkit import rules
from quizkit.diagnostics import Finding
from quizkit.model.deck import Deck
from quizkit.rules.base import Rule
from quizkit.rules.view import View


def deck(lang: str, **question: object) -> Deck:
    return Deck.model_validate(
        {"deck": "d", "title": "D", "lang": lang, "questions": [{"id": "q", **question}]}
    )


def choice(lang: str, prompt: str, *options: str, **more: object) -> Deck:
    """A choice whose first option is right."""
    return deck(lang, type="choice", prompt=prompt, answer=options[0], distractors=list(options[1:]), **more)


def multiple(lang: str, prompt: str, answers: list[str], distractors: list[str], **more: object) -> Deck:
    return deck(lang, type="multiple", prompt=prompt, answers=answers, distractors=distractors, **more)


def statement(lang: str, prompt: str, answer: bool) -> Deck:
    return deck(lang, type="true-false", prompt=prompt, answer=answer)


def found(rule: Rule, made: Deck, **limits: float) -> list[Finding]:
    plan = rules.Plan(((rule, rule.level),), {rule.code: limits})
    return list(rules.lint(View(made), plan))
