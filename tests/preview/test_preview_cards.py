"""A card's document: the note type's own style and scripts, formulas drawn, and a policy that allows no more."""

from __future__ import annotations

import re
from pathlib import Path

import hostile
import pytest

from quizkit import pipeline
from quizkit.model.deck import Deck
from quizkit.pipeline import Checked
from quizkit.preview import cards
from quizkit.targets.anki import notetypes

ROOT = Path(__file__).parents[2]


def _document(deck: Deck, question: str, ordinal: int = 0, **look: bool) -> tuple[str, str]:
    note = cards.note_of(Checked(deck, Path(), {}), question)
    assert note is not None
    return cards.document(note, ordinal, cards.Look(**look), deck.lang)


def _deck(**question: object) -> Deck:
    return Deck.model_validate(
        {"deck": "d", "title": "D", "lang": "fr", "questions": [{"id": "q", **question}]}
    )


def test_formulas_are_drawn_and_nothing_else_is() -> None:
    deck = _deck(
        type="flashcard", prompt=r"$\frac{1}{2}$ and \(x\) and `\(y\)`", answer=r"$$\bar x > \text{a}$$"
    )
    html, _ = _document(deck, "q")
    front, back = re.findall(r"<template.*?</template>", html, re.DOTALL)
    assert front.count("<math") == 1
    assert "<mfrac><mn>1</mn><mn>2</mn></mfrac>" in front
    assert back.count("<math") == 2
    assert 'display="block"' in back
    assert "\\frac" not in re.sub(
        r"<script.*?</script>|<annotation.*?</annotation>", "", front, flags=re.DOTALL
    )


def test_a_deck_without_formulas_carries_no_font() -> None:
    html, _ = _document(_deck(type="flashcard", prompt="a", answer="b"), "q")
    assert "@font-face" not in html
    assert notetypes.css() in html


def test_every_formula_of_our_decks_is_drawn() -> None:
    for checked in pipeline.check([ROOT / "decks"]).decks:
        for question in checked.deck.questions:
            note = cards.note_of(checked, question.id)
            assert note is not None
            for ordinal in note.ordinals:
                sides = cards.sides(note, ordinal)
                for side in (sides.front, sides.back):
                    bare = re.sub(r"<script.*?</script>|<[^>]*>", "", cards.typeset(side), flags=re.DOTALL)
                    assert "\\(" not in bare
                    assert "\\[" not in bare


@pytest.mark.parametrize(("look", "classes"), [
    ({}, "card card1"), ({"night": True}, "card card1 nightMode night_mode"),
])  # fmt: skip
def test_the_body_has_the_classes_that_anki_gives_it(look: dict[str, bool], classes: str) -> None:
    html, _ = _document(_deck(type="flashcard", prompt="a", answer="b"), "q", **look)
    assert f'<body class="{classes}">' in html


def test_a_phone_says_so() -> None:
    html, _ = _document(_deck(type="flashcard", prompt="a", answer="b"), "q", phone=True)
    assert 'class="mobile android js"' in html


def test_the_policy_names_every_script_and_style_by_its_hash() -> None:
    html, policy = _document(_deck(type="choice", prompt="a", answer="b", distractors=["c"]), "q")
    assert "unsafe" not in policy
    assert policy.startswith("default-src 'none'; ")
    for tag, directive in (("script", "script-src"), ("style", "style-src")):
        allowed = re.search(rf"{directive} ([^;]*)", policy)
        assert allowed is not None
        texts = re.findall(rf"<{tag}>(.*?)</{tag}>", html, re.DOTALL)
        assert texts
        assert {cards.digest(text) for text in texts} == set(allowed[1].split())
    assert not re.search(r"<(?!script|style|template|meta|html|body)[^>]* (?:style|on\w+)=", html)


def test_the_type_field_and_what_it_is_compared_with() -> None:
    deck = _deck(type="short-answer", prompt="a", answer="x < y & z")
    html, _ = _document(deck, "q")
    assert html.count('id="typeans"') == 2
    assert '<code id="typeans">x &lt; y &amp; z</code>' in html
    assert "[[type:" not in html


@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script>", "</template><img src=x onerror=alert(1)>", "\\(</math>\\)"]
)
def test_author_text_stays_text(text: str) -> None:
    deck = hostile.deck(text)
    for question in deck.questions:
        html, _ = _document(deck, question.id)
        # What is an element at all: those of the templates, and those of Markdown.
        assert "alert(1)</script>" not in html
        assert "<img" not in html
        assert html.count("</template>") == 2


def test_cards_have_names() -> None:
    deck = Deck.model_validate({"deck": "d", "title": "D", "lang": "en", "questions": [
        {"id": "a", "type": "flashcard", "prompt": "x", "answer": "y", "reverse": True},
        {"id": "b", "type": "cloze", "text": "{{c1::x}} {{c3::y}}"},
    ]})  # fmt: skip
    checked = Checked(deck, Path(), {})
    assert cards.names(checked, "a") == [(0, "Card"), (1, "Reverse")]
    assert cards.names(checked, "b") == [(0, "Blank 1"), (2, "Blank 3")]
    note = cards.note_of(checked, "b")
    assert note is not None
    assert "[...]" in cards.sides(note, 2).front
    assert cards.sides(note, 2).front != cards.sides(note, 0).front
