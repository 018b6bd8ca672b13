"""QK250, QK251, QK252: a deck and its translation."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from rules_support_cards import card, compare, deck

from quizkit import readers
from quizkit.diagnostics import Finding
from quizkit.rules import amounts, translation_differs, translation_missing, untranslated

DECKS = Path(__file__).parents[2] / "decks" / "nato-kyiv"


def test_a_question_that_is_not_translated() -> None:
    english = deck(card("One?", "1"), card("Two?", "2"))
    french = deck(card("Un ?", "1"), lang="fr")
    (found,) = compare(translation_missing.RULE, english, french)
    assert (found.code, found.loc) == ("QK250", ("deck",))
    assert found.message == "a question of `d-en` not translated: `q1`"


def test_many_missing_questions_are_counted() -> None:
    english = deck(*[card(f"{n}?", "1") for n in range(20)])
    (found,) = compare(translation_missing.RULE, english, deck(card("Un ?", "1"), lang="fr"))
    assert found.message.startswith("19 questions of `d-en` not translated: `q1`, `q2`")
    assert found.message.endswith("`q8` and 11 more")


def test_a_question_that_only_the_translation_has() -> None:
    english, french = deck(card("One?", "1")), deck(card("Un ?", "1"), card("Deux ?", "2"), lang="fr")
    (found,) = compare(translation_missing.RULE, english, french)
    assert found.loc == ("questions", 1, "id")
    assert "no question `q1` in `d-en`" in found.message
    assert not compare(translation_missing.RULE, english, deck(card("Un ?", "1"), lang="fr"))


@pytest.mark.parametrize("rule", [translation_missing.RULE, translation_differs.RULE, untranslated.RULE])
def test_a_real_pair_is_clean_both_ways(rule: Any) -> None:
    english, french = (readers.read(DECKS / f"nato-kyiv-{lang}.yaml").deck for lang in ("en", "fr"))
    assert english is not None
    assert french is not None
    assert not compare(rule, english, french)
    assert not compare(rule, french, english)
    assert not compare(rule, english, english.model_copy(update={"lang": "en-US"}))


def differs(one: dict[str, Any], other: dict[str, Any]) -> list[Finding]:
    return compare(translation_differs.RULE, deck(one), deck(other, lang="fr"))


def choice(answer: str, *distractors: str, **more: Any) -> dict[str, Any]:
    return {"type": "choice", "prompt": "?", "answer": answer, "distractors": list(distractors), **more}


def of(kind: str, **fields: Any) -> dict[str, Any]:
    return {"type": kind, **({} if kind == "cloze" else {"prompt": "?"}), **fields}


CASES = [
    (
        choice("32", "30", "31"),
        of("numeric", answer=32),
        ("type",),
        "of type numeric, in the original choice",
    ),
    (
        of("true-false", answer=True),
        of("true-false", answer=False),
        ("answer",),
        "is false, in the original true",
    ),
    (of("numeric", answer=32), of("numeric", answer=31), ("answer",), "is 31, in the original 32"),
    (
        of("numeric", answer=3, tolerance=1),
        of("numeric", answer=3),
        ("answer",),
        "is 3, in the original 2 to 4",
    ),
    (
        of("numeric", between=[1, 2]),
        of("numeric", between=[1, 3]),
        ("between",),
        "is 1 to 3, in the original 1 to 2",
    ),
    (
        card("?", "in 1789"),
        card("?", "en 1798"),
        ("answer",),
        "another number 1798 than in the original: `in 1789`",
    ),
    (of("short-answer", answer="5"), of("short-answer", answer="6"), ("answer",), "another number 6"),
    (choice("32", "30", "31"), choice("31", "30", "32"), ("answer",), "another number 31"),
    (choice("a", "30 km", "31 km"), choice("a", "30 km", "13 km"), ("distractors",), "another number 13"),
    (choice("a", "b", "c"), choice("a", "b"), ("distractors",), "1 wrong options, in the original 2"),
    (
        of("multiple", answers=["a", "b"], distractors=["c"]),
        of("multiple", answers=["a"], distractors=["b", "c"]),
        ("answers",),
        "1 right options, in the original 2",
    ),
    (
        of("multiple", answers=["a 1", "b 2"], distractors=["c"]),
        of("multiple", answers=["a 1", "b 3"], distractors=["c"]),
        ("answers", 1),
        "another number 3",
    ),
    (
        of("cloze", text="In {{c1::1914}} and {{c2::1918}}"),
        of("cloze", text="En {{c1::1914}} et 1918"),
        ("text",),
        "1 blanks, in the original 2",
    ),
    (
        of("cloze", text="In {{c1::1914}} and {{c2::1918}}"),
        of("cloze", text="En {{c1::1914}} et {{c2::1919}}"),
        ("text",),
        "another number 1919 than in the original: `1918`",
    ),
    (
        of("cloze", text="In {{c1::1914}} and {{c2::1918}}"),
        of("cloze", text="En {{c2::1914}} et {{c1::1918}}"),
        ("text",),
        "another number 1918 than in the original: `1914`",
    ),
    (
        of("matching", pairs=[["a", "1"], ["b", "2"]]),
        of("matching", pairs=[["a", "1"], ["b", "2"], ["c", "3"]]),
        ("pairs",),
        "3 pairs, in the original 2",
    ),
    (
        of("matching", pairs=[["a", "1914"], ["b", "1918"]]),
        of("matching", pairs=[["a", "1914"], ["b", "1981"]]),
        ("pairs", 1),
        "another number 1981",
    ),
    (
        of("ordering", items=["a", "b", "c"]),
        of("ordering", items=["a", "b"]),
        ("items",),
        "2 items, in the original 3",
    ),
    (
        of("ordering", items=["1 cm", "2 cm", "3 cm"]),
        of("ordering", items=["1 cm", "3 cm", "2 cm"]),
        ("items", 1),
        "another number 3",
    ),
    (
        of("true-false", answer=True, prompt="It has 41 spans."),
        of("true-false", answer=True, prompt="Il a 14 travées."),
        ("prompt",),
        "another number 14",
    ),
]


@pytest.mark.parametrize(("one", "other", "place", "message"), CASES)
def test_another_key(
    one: dict[str, Any], other: dict[str, Any], place: tuple[str, ...], message: str
) -> None:
    (found,) = differs(one, other)
    assert (found.code, found.loc) == ("QK251", ("questions", 0, *place))
    assert message in found.message


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("1,000", "1 000"),
        ("1,000", "1\u202f000"),
        ("1.5", "1,5"),
        ("1,234,567.8", "1 234 567,8"),
        ("1,234,567.8", "1.234.567,8"),
        ("$1,000", "1000 $"),
        ("2.5 million", "2,5 millions"),
        ("1.5 million", "1 500 000"),
        ("3 billion", "3 milliards"),
        ("8 thousand", "8 mille"),
        ("thirty-two", "32"),
        ("32", "trente-deux"),
        ("the 20th century", "le XXe siècle"),
        ("the 32nd", "le 32e"),
        ("5 or six", "cinq ou 6"),
        ("in the 1990s", "dans les années 1990"),
        ("in the 1990s", "dans les années 90"),
        ("from 1914–18", "de 1914 à 1918"),
        ("4 July 1776", "le 4 juillet 1776"),
        ("07/04/1776", "04/07/1776"),
        ("5:30", "5 h 30"),
        ("3 pm", "15 h"),
        ("25%", "25 %"),
        ("H2O", "H2O"),
        ("−5 °C", "-5 °C"),
        ("10–20", "de 10 à 20"),
        ("two of 1990", "2 de 1990"),
        ("3 of the 5 states", "trois des 5 États"),
        ("1990 and 2000", "2000 et 1990"),
        ("$\\frac{1}{2}$", "$\\frac{1}{2}$"),
        ("0.10", "0,1"),
        ("1" * 60, "2" * 60),
    ],
)
def test_numbers_may_be_written_in_another_way(one: str, other: str) -> None:
    assert not differs(card("?", one), card("?", other))
    assert not differs(choice("x", one, "z"), choice("x", "z", other))
    assert not differs(card(one, "x"), card(other, "x"))


def test_the_same_key_in_another_order_and_other_accepted_answers() -> None:
    one = of("multiple", answers=["1 m", "2 m"], distractors=["3 m"])
    other = of("multiple", answers=["2 m", "1 m"], distractors=["3 m"])
    assert not differs(one, other)
    short = of("short-answer", answer="32", accept=["thirty-two"])
    assert not differs(short, of("short-answer", answer="32", accept=["trente-deux", "3 2", "32,0"]))
    assert not differs(of("essay", answer="5 lines"), of("essay", answer="6 lignes"))
    assert not differs(of("numeric", answer="3.0"), of("numeric", between=["3", "3.00"]))


def numbers(*values: str) -> tuple[frozenset[Decimal], ...]:
    return tuple(frozenset({Decimal(value)}) for value in values)


def test_a_number_and_what_it_may_mean() -> None:
    two = (frozenset({Decimal("1500"), Decimal("1.500")}),)
    assert amounts.amounts("1,500") == amounts.Amounts(two)
    assert amounts.amounts("at 3 p.m.") is None
    assert amounts.amounts("1.2.3") == amounts.Amounts(numbers("1", "2", "3"))
    assert amounts.amounts("none of six") == amounts.Amounts((), numbers("6"))


def left(text: str, original: str, lang: str = "fr", first: str = "en") -> list[Finding]:
    return compare(untranslated.RULE, deck(card(original, "1"), lang=first), deck(card(text, "1"), lang=lang))


@pytest.mark.parametrize(
    ("lang", "first", "text", "original"),
    [
        ("fr", "en", "How long is the bridge?", "How long is the bridge?"),
        ("fr", "en", "What is the name of the river that flows there?", "Which river?"),
        ("fr", "en", "the length of the longest bridge", "the length of the longest bridge"),
        ("fr", "en", "**How long** is the\nbridge?", "**How long** is the\nbridge?"),
        ("fr", "en", "This is the answer to the question", "another"),
        ("en", "fr", "Quelle est la longueur du pont ?", "Quelle est la longueur du pont ?"),
        ("en", "fr", "Les ponts les plus longs sont dans cette région.", "autre"),
        ("en", "fr", "un pont sur la rivière", "un pont sur la rivière"),
        ("de", "en", "How long is the bridge?", "How long is the bridge?"),
        ("es", "fr", "un pont pour les piétons de la ville", "un pont pour les piétons de la ville"),
    ],
)
def test_a_text_left_as_it_was(lang: str, first: str, text: str, original: str) -> None:
    (found,) = left(text, original, lang, first)
    assert (found.code, found.loc) == ("QK252", ("questions", 0, "prompt"))
    assert found.message.startswith("not translated: `")
    assert found.hint == "translate it"


@pytest.mark.parametrize(
    ("text", "original"),
    [
        ("Le pont est long.", "The bridge is long."),
        ("The New York Times", "The New York Times"),
        ("Rio de Janeiro, Buenos Aires, São Paulo", "Rio de Janeiro, Buenos Aires, São Paulo"),
        ("`print the length of it`", "`print the length of it`"),
        ("```\nfor each of the lines in it\n```", "```\nfor each of the lines in it\n```"),
        ("$a + b = c + d + e$", "$a + b = c + d + e$"),
        ("« To be or not to be, that is the question »", "“To be or not to be, that is the question”"),
        ("“what is the length of it”", "“what is the length of it”"),
        ("> This is what\n> he said to the queen", "> This is what\n> he said to the queen"),
        ("https://example.org/this-is-the-way of 1 2 3 4", "https://example.org/this-is-the-way of 1 2 3 4"),
        ("10 20 30 40 50 60", "10 20 30 40 50 60"),
        ("bison, lynx, puma", "bison, lynx, puma"),
        ("Qui a écrit « The Lord of the Rings » ?", "Who wrote “The Lord of the Rings”?"),
        ("Que veut dire *the end of the world* dans ce titre ?", "What does *the end of the world* mean?"),
        ("La France et la Belgique sont des pays.", "La France et la Belgique sont des pays."),
        ("On a un son et une image", "One has sound"),
    ],
)
def test_names_code_quotations_and_translations_are_fine(text: str, original: str) -> None:
    assert not left(text, original)


def test_every_text_is_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(untranslated, "MANY", 100)
    words = "This is the text that was left as it is"
    common: dict[str, Any] = {
        "description": words,
        "facts": [{"id": "f", "statement": words}],
        "passages": [{"id": "p", "text": words, "title": words}],
        "worksheets": [{"id": "w", "title": words, "instructions": words, "sections": [{"title": words}]}],
        "title": words,
    }
    questions = [choice(words, "b", "c", explanation=words, hint=words)]
    found = compare(untranslated.RULE, deck(*questions, **common), deck(*questions, lang="fr", **common))
    assert {each.loc for each in found} == {
        ("title",),
        ("description",),
        ("facts", 0, "statement"),
        ("passages", 0, "text"),
        ("passages", 0, "title"),
        ("worksheets", 0, "title"),
        ("worksheets", 0, "instructions"),
        ("worksheets", 0, "sections", 0, "title"),
        ("questions", 0, "explanation"),
        ("questions", 0, "hint"),
        ("questions", 0, "answer", "text"),
    }


def test_a_deck_for_another_country_is_no_translation() -> None:
    text = "How long is the bridge?"
    assert not left(text, text, lang="en-GB", first="en-US")


def test_what_students_may_write_is_not_looked_at() -> None:
    one = of("short-answer", answer="x", accept=["the United States of America and all of it"])
    assert not compare(untranslated.RULE, deck(one), deck(one, lang="fr"))


def test_a_translation_that_was_just_begun_is_said_once() -> None:
    asked = [card(f"What is the name of the river number {n}?", "The Rhine") for n in range(12)]
    questions = [{**each, "id": f"q{n}"} for n, each in enumerate(asked)]
    (found,) = compare(untranslated.RULE, deck(*questions), deck(*questions, lang="fr"))
    assert found.message.startswith("12 texts are not translated yet, in `q0`, `q1`")
    assert found.message.endswith("`q7` and 4 more")
    assert found.loc == ("questions", 0, "prompt")
