"""QK212: two options are ranges that share a number. QK213: options that are combinations of others."""

from __future__ import annotations

import pytest
from rules_support_form import choice, deck, found

from quizkit.rules import k_type, overlapping_ranges

HOW_MANY = "How many are there?"
OVERLAPPING = (
    ("en", HOW_MANY, ("10–20", "20–30", "30–40")),
    ("en", HOW_MANY, ("10-20 km", "20-30 km", "30-40 km")),
    ("en", HOW_MANY, ("less than 5", "under 10", "more than 20")),
    ("en", HOW_MANY, ("between 5 and 10", "between 10 and 20", "over 20")),
    ("en", HOW_MANY, ("5 to 10 million", "10 to 20 million", "over 20 million")),
    ("en", HOW_MANY, ("1,000–2,000", "2,000–5,000", "5,001-9,000")),
    ("en", HOW_MANY, ("10 or more", "5–10", "0–4")),
    ("en", HOW_MANY, ("at most 10", "10 to 15", "16 to 20")),
    ("en", HOW_MANY, ("0–25%", "25–50%", "50–75%", "75–100%")),
    ("en", HOW_MANY, ("more than 5", "more than 10", "more than 15")),
    ("en", "In which years did the wall fall?", ("1980–1985", "1985–1990", "1990–1995")),
    ("en", HOW_MANY, ("$10–$20", "$20–$30", "$30–$40")),
    ("en", HOW_MANY, ("18+", "16–18", "12–15")),
    ("fr", "Combien ?", ("de 10 à 20", "de 20 à 30", "plus de 30")),
    ("fr", "Combien ?", ("moins de 5", "moins de 10", "plus de 20")),
    ("fr", "Combien ?", ("entre 5 et 10 km", "entre 10 et 20 km", "plus de 20 km")),
    ("fr", "Combien ?", ("10 ou plus", "5 à 10", "moins de 5")),
    ("fr", "Combien ?", ("1,5 à 2,5 m", "2,5 à 3 m", "plus de 4 m")),
    ("fr", "Combien ?", ("au moins 20", "de 10 à 20", "au plus 9")),
    ("fr", "Combien ?", ("1 000 à 2 000", "2 000 à 5 000", "plus de 5 000")),
)
APART = (
    ("en", HOW_MANY, ("10–19", "20–29", "30–39")),
    ("en", HOW_MANY, ("less than 5", "5 to 10", "more than 10")),
    ("en", HOW_MANY, ("fewer than 10", "10–20", "over 20")),
    ("en", HOW_MANY, ("10", "20", "30")),
    ("en", HOW_MANY, ("10–20 km", "20–30 miles", "35–40 kg")),
    ("en", "When was the First World War?", ("1914–1918", "1914–1919", "1915–1918")),
    ("en", "When did Napoleon reign as emperor?", ("1804–1814", "1799–1804", "1814–1830")),
    ("en", "What was the final score?", ("2–1", "1–2", "3–2")),
    ("en", "What is the normal range of the pulse of an adult?", ("60–100", "40–80", "90–140")),
    ("en", "Which sum is right?", ("1 and 2", "2 and 3", "1 and 3")),
    ("en", HOW_MANY, ("before 1900", "1900–1950", "after 1950")),
    ("en", HOW_MANY, ("0–0.9", "1–1.9", "2–2.9")),
    ("en", HOW_MANY, ("-10 to -5", "-4 to 0", "1 to 5")),
    ("fr", "Combien ?", ("de 10 à 19", "de 20 à 29", "30 ou plus")),
    ("fr", "Combien ?", ("moins de 5", "de 5 à 10", "plus de 10")),
    ("fr", "Quand Louis XIV a-t-il régné ?", ("1643–1715", "1610–1643", "1715–1774")),
    ("fr", "Combien ?", ("10 km", "20 km", "30 km")),
    ("fr", "Lesquels ?", ("1 et 2", "2 et 3", "1 et 3")),
    ("fr", "Combien ?", ("avant 1789", "de 1789 à 1799", "après 1799")),
)


@pytest.mark.parametrize(("lang", "prompt", "options"), OVERLAPPING)
def test_ranges_that_overlap(lang: str, prompt: str, options: tuple[str, ...]) -> None:
    assert len(found(overlapping_ranges.RULE, deck(choice(options, prompt), lang=lang))) == 1


@pytest.mark.parametrize(("lang", "prompt", "options"), APART)
def test_ranges_that_do_not(lang: str, prompt: str, options: tuple[str, ...]) -> None:
    assert found(overlapping_ranges.RULE, deck(choice(options, prompt), lang=lang)) == []


def test_both_ranges_are_named() -> None:
    (item,) = found(overlapping_ranges.RULE, deck(choice(("10–20", "30–40", "20–30"), HOW_MANY)))
    assert item.message == "`10–20` and `20–30` overlap: both may be right"
    assert item.loc == ("questions", 0, "distractors", 1)
    assert item.related == ((("questions", 0, "answer"), "the other range"),)


LISTED = "1. Iron rusts. 2. Gold rusts. 3. Zinc rusts. Which is so?"
COMBINED = (
    ("en", "Which metals rust?", ("iron", "gold", "zinc", "iron and zinc")),
    ("en", "Which metals rust?", ("iron", "gold", "both iron and gold")),
    ("en", "Which one?", ("iron", "gold", "A and B")),
    ("en", "Which one?", ("iron", "gold", "Both A and B")),
    ("en", "Which one?", ("iron", "gold", "silver", "A, B and C")),
    ("en", "Which one?", ("iron", "gold", "a) and b)", "answers 1 and 2")),
    ("en", LISTED, ("1 only", "2 only", "1 and 3", "2 and 3")),
    ("en", "Which one?", ("1 and 3 only", "2 and 3 only", "1, 2 and 3")),
    ("en", "Consider: I. Iron rusts. II. Gold rusts. Which is so?", ("I only", "II only", "I and II")),
    ("en", "Which one?", ("iron", "gold", "the first two options")),
    ("en", "Which one?", ("iron", "gold", "neither A nor B")),
    ("fr", "Quels métaux rouillent ?", ("le fer", "le zinc", "l'or", "le fer et le zinc")),
    ("fr", "Lequel ?", ("fer", "or", "A et B")),
    ("fr", "Lequel ?", ("fer", "or", "à la fois A et B")),
    ("fr", "1. Le fer rouille. 2. L'or rouille. Lequel ?", ("1 seulement", "2 seulement", "1 et 2")),
    ("fr", "Lequel ?", ("fer", "or", "zinc", "les deux premières réponses")),
    ("fr", "Lequel ?", ("fer", "or", "zinc", "réponses A et C")),
    ("fr", "Lequel ?", ("1 et 2 seulement", "1 et 3 seulement", "2 et 3 seulement")),
)
CONTENT = (
    ("en", "Which vitamins dissolve in fat?", ("A and D", "B and C", "C and K")),
    ("en", "What are the solutions?", ("1 and 3", "2 and 4", "0 and 5")),
    ("en", "Who sang it?", ("Simon and Garfunkel", "Sonny and Cher", "Ike and Tina")),
    ("en", "Which blood groups?", ("A", "B", "AB", "O")),
    ("en", "Which kings?", ("Louis XIV", "Louis XV", "Louis XVI")),
    ("en", "Which metals?", ("iron and zinc", "gold and silver", "copper and tin")),
    ("en", "How many?", ("only 1", "only 2", "only 3")),
    ("en", "Which wars?", ("I and II", "II and III", "none")),
    ("en", "Which colours make green?", ("blue and yellow", "red and blue", "red and yellow")),
    ("en", "Which grade?", ("A", "B", "C", "D")),
    ("fr", "Quelles vitamines ?", ("A et D", "B et C", "C et K")),
    ("fr", "Quelles solutions ?", ("1 et 3", "2 et 4", "0 et 5")),
    ("fr", "Qui l'a écrit ?", ("Erckmann et Chatrian", "Boileau et Narcejac", "Goscinny et Uderzo")),
    ("fr", "Quels métaux ?", ("le fer et le zinc", "l'or et l'argent", "le cuivre et l'étain")),
    ("fr", "Combien ?", ("seulement 1", "seulement 2", "seulement 3")),
)


@pytest.mark.parametrize(("lang", "prompt", "options"), COMBINED)
def test_options_made_of_options(lang: str, prompt: str, options: tuple[str, ...]) -> None:
    assert len(found(k_type.RULE, deck(choice(options, prompt), lang=lang))) == 1


@pytest.mark.parametrize(("lang", "prompt", "options"), CONTENT)
def test_two_things_that_are_one_answer(lang: str, prompt: str, options: tuple[str, ...]) -> None:
    assert found(k_type.RULE, deck(choice(options, prompt), lang=lang)) == []


def test_the_combination_is_named() -> None:
    (item,) = found(k_type.RULE, deck(choice(("iron", "gold", "zinc", "iron and zinc"))))
    assert item.loc == ("questions", 0, "distractors", 2)
    assert "`iron and zinc`" in item.message
