"""QK240 to QK243: facts that nobody asks for, that are missing, old, or told twice."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from rules_support_cards import card, deck, lint

from quizkit.diagnostics import Finding
from quizkit.rules import fact_twice, fact_unasked, question_without_fact, stale_fact

FACTS: list[dict[str, Any]] = [
    {"id": "oldest", "statement": "The **oldest** bridge is from 1823."},
    {"id": "longest", "statement": "The longest bridge has 41 spans."},
]


def test_a_fact_that_no_question_asks_for() -> None:
    (found,) = lint(fact_unasked.RULE, deck(card("?", "!", facts=["oldest"]), facts=FACTS))
    assert (found.code, found.loc) == ("QK240", ("facts", 1))
    assert found.message == "no question asks for the fact `longest`: The longest bridge has 41 spans."
    assert "facts: [longest]" in found.hint


def test_all_facts_asked_for() -> None:
    both = deck(card("?", "!", facts=["oldest", "longest"]), facts=FACTS)
    assert not lint(fact_unasked.RULE, both)
    assert not lint(fact_unasked.RULE, deck(card("?", "!")))


def test_a_question_that_rests_on_nothing() -> None:
    passages = [
        {"id": "own", "text": "A text."},
        {"id": "from", "text": "A text.", "source": "book"},
    ]
    checked = deck(
        card("?", "!", facts=["oldest"]),
        card("?", "!"),
        card("?", "!", passage="own"),
        card("?", "!", passage="from"),
        facts=FACTS,
        passages=passages,
        sources={"book": {"title": "B"}},
    )
    found = lint(question_without_fact.RULE, checked)
    assert [each.loc for each in found] == [("questions", 1), ("questions", 2)]
    assert found[0].code == "QK241"
    assert "`q1` names no fact" in found[0].message


def test_a_deck_without_facts_needs_none() -> None:
    assert not lint(question_without_fact.RULE, deck(card("?", "!")))


def stale(as_of: str | None, fresh_for: str | None, today: date = date(2026, 11, 24)) -> list[Finding]:
    facts = [{"id": "f", "statement": "S", "as_of": as_of}]
    return lint(stale_fact.RULE, deck(facts=facts, fresh_for=fresh_for), today)


@pytest.mark.parametrize(
    ("as_of", "fresh_for"),
    [
        ("2024", "1 year"),
        ("2025-04", "18 months"),
        ("2025-05-23", "18 months"),
        ("2024-11-23", "2 years"),
        ("2026-08-25", "90 days"),
        ("2026-11-22", "1 day"),
        ("0000", "1 year"),
        ("1900-02-31", "100 years"),
    ],
)
def test_a_fact_past_its_freshness(as_of: str, fresh_for: str) -> None:
    (found,) = stale(as_of, fresh_for)
    assert (found.code, found.loc) == ("QK242", ("facts", 0, "as_of"))
    assert found.message == f"the fact `f` is from {as_of}: older than {fresh_for}"


@pytest.mark.parametrize(
    ("as_of", "fresh_for"),
    [
        ("2025", "1 year"),
        ("2025-05", "18 months"),
        ("2025-05-24", "18 months"),
        ("2024-11-24", "2 years"),
        ("2026-08-26", "90 days"),
        ("2026-11-24", "1 day"),
        ("2030", "1 day"),
        ("9999-12-31", "1 month"),
        ("0000", "9999 years"),
        ("1999", None),
        (None, "1 day"),
    ],
)
def test_a_fresh_fact(as_of: str | None, fresh_for: str | None) -> None:
    assert not stale(as_of, fresh_for)


def test_months_end_where_months_end() -> None:
    assert stale_fact.before(date(2025, 3, 31), "1 month") == date(2025, 2, 28)
    assert stale_fact.before(date(2024, 2, 29), "1 year") == date(2023, 2, 28)
    assert stale_fact.before(date.min, "1 day") is None
    assert stale_fact.until("2024-02") == date(2024, 2, 29)
    assert stale_fact.until("2024") == date(2024, 12, 31)


def twice(lang: str, *statements: str) -> list[Finding]:
    facts = [{"id": f"f{index}", "statement": text} for index, text in enumerate(statements)]
    return lint(fact_twice.RULE, deck(lang=lang, facts=facts))


@pytest.mark.parametrize(
    ("lang", "one", "other"),
    [
        ("en", "Water boils at 100 °C.", "Water boils at 100 °C"),
        ("en", "NATO has 32 members.", "NATO has **32** member states."),
        ("en", "The Danube flows through ten countries.", "The Danube flows through ten countries in all."),
        (
            "en",
            "A kilowatt-hour is the energy that a device of 1,000 watts uses in an hour.",
            "One kilowatt-hour is the energy used by a device of 1,000 watts in one hour.",
        ),
        (
            "en",
            "In 1990 Germany beat Argentina in the final.",
            "Germany beat Argentina in the final in 1990.",
        ),
        (
            "en",
            "In a power station burning coal turns water into steam.",
            "In a power station burnt coal turns water to steam.",
        ),
        (
            "en",
            "The treaty of Rome was signed in 1957 by six countries.",
            "The treaty of Rome was signed in 1957 by six states.",
        ),
        ("fr", "L’OTAN compte 32 pays membres.", "L’OTAN compte 32 pays membres en tout."),
        (
            "fr",
            "La mortalité baisse avant la natalité pendant la transition démographique.",
            "Pendant la transition démographique, la mortalité baisse avant la natalité.",
        ),
        (
            "fr",
            "On peut déposer 22 950 € au plus sur un livret A.",
            "Sur un livret A, on peut déposer au plus 22 950 €.",
        ),
        (
            "fr",
            "Depuis 2007, plus de la moitié des humains vivent en ville.",
            "Plus de la moitié de l’humanité vit dans des villes depuis 2007.",
        ),
        ("de", "Die Donau fließt durch zehn Länder.", "Die Donau fließt durch zehn Länder."),
    ],
)
def test_the_same_fact_in_two_ways(lang: str, one: str, other: str) -> None:
    (found,) = twice(lang, one, "The moon has no air.", other)
    assert (found.code, found.loc) == ("QK243", ("facts", 2))
    assert found.related == ((("facts", 0), "the other one"),)
    assert "`f0` and `f2` say" in found.message


@pytest.mark.parametrize(
    ("lang", "one", "other"),
    [
        ("en", "NATO has 30 members.", "NATO has 32 members."),
        ("en", "The station closed on 30 September 2024.", "The station closed on 1 October 2024."),
        ("en", "Mars has two moons.", "Mars has three moons."),
        ("en", "The tunnel is 50.5 km long.", "The tunnel is 55 km long."),
        ("en", "The war ended in 1945.", "The war ended in May 1945."),
        (
            "fr",
            "L’Inde est devenue le pays le plus peuplé en 2023.",
            "L’Inde est devenue le pays le plus peuplé en 2021.",
        ),
        ("fr", "Un timbre vert coûte 1,52 €.", "Un timbre vert coûte 1,39 €."),
        ("fr", "Le corps adulte compte 206 os.", "Le corps adulte compte 212 os."),
        ("fr", "La guerre finit le 8 mai 1945.", "La guerre finit le 9 mai 1945."),
        ("fr", "Le cube a six faces et huit sommets.", "Le cube a six faces et neuf sommets."),
    ],
)
def test_the_same_fact_with_another_number(lang: str, one: str, other: str) -> None:
    (found,) = twice(lang, one, other)
    assert (found.loc, found.related[0][0]) == (("facts", 1), ("facts", 0))
    assert found.message == "the facts `f0` and `f1` state the same with different numbers"
    assert found.hint == "keep the one that is right"


@pytest.mark.parametrize(
    ("lang", "one", "other"),
    [
        ("en", "The capital of France is Paris.", "The capital of Spain is Madrid."),
        ("en", "The capital of France is Paris.", "The capital of France is Lyon."),
        ("en", "Germany beat Argentina in the final.", "Argentina beat Germany in the final."),
        ("en", "Foxes eat rabbits.", "Rabbits eat foxes."),
        ("en", "In 1990 the city had 3 million people.", "In 2000 the city had 4 million people."),
        ("en", "Apollo 11 landed on the Moon.", "Apollo 12 landed on the Moon."),
        ("en", "Chapter 3 is about light.", "Chapter 4 is about light."),
        ("en", "5 is a prime number.", "7 is a prime number."),
        (
            "en",
            "The 1st amendment is about speech and religion.",
            "The 2nd amendment is about speech and religion.",
        ),
        ("en", "The heart has two upper chambers.", "The heart has two lower chambers."),
        ("en", "Red blood cells carry oxygen.", "Red blood cells carry no oxygen."),
        (
            "en",
            "The left ventricle pumps blood to the body.",
            "The right ventricle pumps blood to the lungs.",
        ),
        ("en", "Plants take in carbon dioxide by day.", "Plants release carbon dioxide by night."),
        (
            "en",
            "In a coal-fired station coal turns water into steam.",
            "In a nuclear station uranium turns water into steam.",
        ),
        ("en", "A triangle has three sides.", "A square has four sides."),
        ("en", "The square of 3 is 9.", "The square of 4 is 16."),
        ("en", "Exports rose by 3 % in 1990.", "Imports rose by 3 % in 1990."),
        ("en", "Iron rusts.", "Iron rusts faster in salt water than in fresh water."),
        ("en", "Sodium has the symbol Na.", "Potassium has the symbol K."),
        ("en", "Water.", "Water!?"),
        (
            "fr",
            "Le taux de natalité est le nombre de naissances pour mille habitants en un an.",
            "Le taux de mortalité est le nombre de décès pour mille habitants en un an.",
        ),
        ("fr", "Le Rhône traverse Lyon.", "La Garonne traverse Toulouse."),
        ("fr", "La Seconde Guerre mondiale finit en 1945.", "La Première Guerre mondiale finit en 1918."),
        ("fr", "L’oreillette gauche reçoit le sang.", "L’oreillette droite reçoit le sang."),
        ("fr", "L’eau bout à 100 °C sous 1 bar.", "L’eau bout à 90 °C sous 0,7 bar."),
        ("fr", "Le chapitre 3 parle de lumière.", "Le chapitre 4 parle de lumière."),
        ("fr", "Le lion chasse la nuit.", "Le lion ne chasse pas la nuit."),
        ("fr", "En France, on vote à 18 ans.", "En Autriche, on vote à 16 ans."),
        ("fr", "Le chat chasse la souris.", "La souris chasse le chat."),
        ("fr", "Louis XIV règne 72 ans.", "Louis XV règne 59 ans."),
    ],
)
def test_facts_of_the_same_frame_are_different_facts(lang: str, one: str, other: str) -> None:
    assert not twice(lang, one, other)


def test_many_facts_of_one_frame_cost_little() -> None:
    kinds = [f"The element{index:05} has the symbol S{index} and the place {index}." for index in range(2000)]
    assert not twice("en", *kinds)
    assert len(twice("en", *kinds, kinds[1999])) == 1


def test_a_deck_with_its_first_facts_is_told_once() -> None:
    facts = [{"id": "f", "statement": "The Rhine flows into the North Sea."}]
    questions = [{**card(f"River {n}?", "Rhine"), "id": f"q{n}"} for n in range(12)]
    (found,) = lint(question_without_fact.RULE, deck(*questions, facts=facts))
    assert (found.loc, found.on_key) == (("facts",), True)
    assert found.message.startswith("12 of 12 questions name no fact: `q0`, ")
    half = [{**each, "facts": ["f"]} for each in questions]
    assert (
        len(
            lint(
                question_without_fact.RULE,
                deck(*half, *({**each, "id": f"x{each['id']}"} for each in questions[:11]), facts=facts),
            )
        )
        == 11
    )
