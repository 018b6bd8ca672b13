"""No text of any kind stops a rule about options, and what they give is well formed."""

from __future__ import annotations

import hostile
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rules_support_options import choice, found, multiple, statement

from quizkit.model.deck import Deck
from quizkit.rules import registry
from quizkit.rules.base import Rule

CODES = ("QK201", "QK202", "QK203", "QK204", "QK205", "QK206", "QK207", "QK208", "QK209", "QK210")
MINE = [rule for rule in registry.RULES if rule.code in CODES]
FIELDS = {"prompt", "answer", "answers", "distractors", "last"}
WORDS = st.lists(
    st.sampled_from(
        [
            "which",
            "not",
            "never",
            "is",
            "a",
            "an",
            "the",
            "all",
            "of",
            "above",
            "none",
            "these",
            "only",
            "often",
            "12",
            "3",
            "km",
            "%",
            "and,",
            "___",
            "…",
            "ne",
            "pas",
            "n'est",
            "qui",
            "quel",
            "sauf",
            "toutes",
            "ces",
            "réponses",
            "une",
            "la",
            "le",
            "l'",
            "est",
            "volcano",
            "volcanic",
            "**not**",
            '"',
            "«",
            "»",
            "'",
            "’",
            "(",
            ")",
            ":",
            "?",
            ".",
            "-",
            "–",
            "$1",
            "½",
        ]
    ),
    min_size=1,
    max_size=12,
).map(" ".join)


def _look(rule: Rule, deck: Deck) -> None:
    for finding in found(rule, deck):
        assert finding.code == rule.code
        assert finding.loc[0] == "questions"
        assert finding.loc[2] in FIELDS
        assert len(finding.message) < 200


def test_all_are_registered_in_order() -> None:
    assert tuple(rule.code for rule in MINE) == CODES


@pytest.mark.parametrize("rule", MINE, ids=CODES)
@pytest.mark.parametrize("lang", ["en", "fr", "de"])
def test_hostile_texts(rule: Rule, lang: str) -> None:
    for text in (*hostile.TEXTS, hostile.LONG):
        _look(rule, hostile.deck(text, lang=lang))


@given(st.sampled_from(["en", "fr"]), st.lists(WORDS, min_size=4, max_size=6, unique=True), st.booleans())
def test_made_up_texts(lang: str, texts: list[str], right: bool) -> None:
    prompt, *options = texts
    try:
        decks = [
            choice(lang, prompt, *options),
            multiple(lang, prompt, options[:1], options[1:]),
            statement(lang, prompt, right),
        ]
    except ValueError:
        return  # two options that differ in white space only
    for deck in decks:
        for rule in MINE:
            _look(rule, deck)


@given(hostile.TEXT)
def test_any_texts(text: str) -> None:
    for rule in MINE:
        _look(rule, hostile.deck(text, lang="fr"))
        _look(rule, hostile.deck(text, lang="en"))


@pytest.mark.parametrize("lang", ["en", "fr"])
@pytest.mark.parametrize(
    "text",
    [
        "which " * 5_000 + "is not",
        "is not " * 5_000,
        "quel " * 5_000 + "n'est pas",
        "n'est pas " * 5_000 + "?",
        "qui ne " * 5_000,
        "all these " * 5_000 + "except",
        "a " * 20_000,
        "1 " * 20_000,
        "1,000" * 5_000,
        "____" * 5_000,
        '"' * 20_001,
        "a, b and " * 5_000,
        "… " * 10_000,
    ],
    ids=lambda text: text[:10],
)
def test_long_texts_take_no_time_to_speak_of(lang: str, text: str) -> None:
    """Patterns that try everything in every place would not come back from these."""
    decks = [
        choice(lang, text, text, "b", "c", "d"),
        choice(lang, text, "b", text, "c", text + " 2"),
        statement(lang, text, False),
    ]
    for deck in decks:
        for rule in MINE:
            _look(rule, deck)
