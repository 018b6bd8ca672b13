"""QK201 and QK202: options for all the others, options against all the others."""

from __future__ import annotations

import pytest
from rules_support_options import choice, found, multiple, statement

from quizkit.rules.all_of_the_above import RULE as ALL
from quizkit.rules.none_of_the_above import RULE as NONE

THREE = {"en": ("Copper", "Iron", "Zinc"), "fr": ("le cuivre", "le fer", "le zinc")}
ASK = {"en": "Which of these is a metal?", "fr": "Lequel est un métal ?"}

ALL_FLAGGED = {
    "en": (
        "All of the above", "all of the above.", "All the above", "All of these", "All of these answers",
        "All of the above answers are correct", "All answers are correct", "All three", "All of them",
        "Each of the above", "All of these are correct", "All of the listed options", "Everything above",
        "All of those", "All of these metals", "All options are right", "All three of them", "All are correct",
        "**All of the above**", "Any of the above", "all three answers", "All", "Every option above",
    ),
    "fr": (
        "Toutes ces réponses", "Toutes les réponses ci-dessus", "toutes les réponses sont correctes",
        "Toutes ces propositions sont vraies", "Tous ces choix", "Les trois", "Tout cela", "Tout ce qui précède",
        "Toutes les réponses précédentes", "Les trois réponses sont justes", "Tous ces métaux",
        "L'ensemble de ces réponses", "Toutes", "Chacune de ces réponses", "Toutes les propositions ci-dessus.",
        "toutes sont exactes", "Les trois à la fois", "Toutes les autres réponses",
        "Toutes ces réponses sont correctes",
    ),
}  # fmt: skip
ALL_PASSED = {
    "en": (
        "All mammals", "All metals but one", "All Saints", "All the king's men", "Each year", "Both", "Any metal",
        "All of Europe", "All Quiet on the Western Front", "The above-ground part", "Everything that burns",
        "both parents", "All that glitters", "The highest", "All animals are equal", "All four",
    ),
    "fr": (
        "Tous les mammifères", "Toutes les planètes du système solaire", "Tous les jours", "Toute l'Europe",
        "Les deux sœurs", "Les trois mousquetaires", "Toulouse", "Tous les hommes sont égaux", "Les quatre",
        "Chaque année", "Tout va très bien", "Les réponses des élèves", "L'ensemble du pays",
    ),
}  # fmt: skip
NONE_FLAGGED = {
    "en": (
        "None of the above", "none of these", "None of these answers is correct", "None of the above.",
        "Neither of these", "None of the options", "None of them", "No correct answer", "None is correct",
        "No answer is correct", "None above", "None of the listed metals", "None of those", "None of the other options",
        "None of these metals", "Nothing of the above", "There is no correct answer", "None of the three",
        "Not any of the above", "*None of the above*",
    ),
    "fr": (
        "Aucune de ces réponses", "aucun de ces choix", "Aucune des réponses ci-dessus", "Aucune réponse correcte",
        "Aucune des réponses précédentes", "Aucune de ces propositions n'est correcte", "Aucun des trois",
        "Rien de tout cela", "Rien de ce qui précède", "Aucun de ces métaux", "Aucune d'elles", "Aucun d'entre eux",
        "Aucune réponse n'est juste", "Aucune des trois réponses", "Ni l'un ni l'autre", "Aucune bonne réponse",
        "Aucune des propositions ci-dessus", "Aucun de ceux-ci", "Aucune de ces réponses n’est exacte.",
    ),
}  # fmt: skip
NONE_PASSED = {
    "en": (
        "None", "No planet", "No metal at all", "Nobody", "Nothing", "No change", "None, because it melts",
        "Neither gains nor loses heat", "Not enough oxygen", "North America", "Nonfiction", "No one but the king",
        "Neither France nor Spain", "No answer was given by the king", "None of it", "Nothing happens",
    ),
    "fr": (
        "Aucun", "Aucune planète", "Rien", "Aucun changement", "Personne", "Aucune, car il fond",
        "Ni la France ni l'Espagne", "Rien ne change", "Aucun effet sur la vitesse", "Aucune réponse du roi",
        "Ni plus ni moins", "Aucune guerre",
    ),
}  # fmt: skip


def _each(table: dict[str, tuple[str, ...]]) -> list[tuple[str, str]]:
    return [(lang, option) for lang, options in table.items() for option in options]


@pytest.mark.parametrize(("lang", "option"), _each(ALL_FLAGGED))
def test_options_for_all(lang: str, option: str) -> None:
    (finding,) = found(ALL, choice(lang, ASK[lang], *THREE[lang], option))
    assert (finding.code, finding.loc) == ("QK201", ("questions", 0, "distractors", 2))
    assert option.strip("*") in finding.message


@pytest.mark.parametrize(("lang", "option"), [*_each(ALL_PASSED), *_each(NONE_FLAGGED), *_each(NONE_PASSED)])
def test_options_that_are_not_for_all(lang: str, option: str) -> None:
    assert found(ALL, choice(lang, ASK[lang], *THREE[lang], option)) == []


@pytest.mark.parametrize(("lang", "option"), _each(NONE_FLAGGED))
def test_options_against_all(lang: str, option: str) -> None:
    (finding,) = found(NONE, choice(lang, ASK[lang], *THREE[lang], option))
    assert (finding.code, finding.loc) == ("QK202", ("questions", 0, "distractors", 2))
    assert option.strip("*") in finding.message


@pytest.mark.parametrize(("lang", "option"), [*_each(NONE_PASSED), *_each(ALL_FLAGGED), *_each(ALL_PASSED)])
def test_options_that_are_not_against_all(lang: str, option: str) -> None:
    assert found(NONE, choice(lang, ASK[lang], *THREE[lang], option)) == []


@pytest.mark.parametrize(
    ("lang", "options"),
    [
        ("en", ("All of them", "Some of them", "None of them")),
        ("en", ("None of them", "Two of them", "All of them")),
        ("en", ("Most of the votes", "Half of the votes", "All", "None of them")),
        ("en", ("both", "one of them", "none of them")),
        ("en", ("3", "4", "all of them")),
        ("fr", ("Toutes", "La moitié", "Aucune d'elles")),
        ("fr", ("Tous", "Certains", "Aucun d'entre eux")),
        ("fr", ("les deux", "un seul", "aucun d'eux")),
    ],
)
def test_amounts_are_ordinary_answers(lang: str, options: tuple[str, ...]) -> None:
    asked = choice(lang, "How many?", *options)
    assert found(ALL, asked) + found(NONE, asked) == []


def test_both_and_neither_of_two() -> None:
    asked = choice("en", "Who passes on the gene?", "the mother", "the father", "both")
    assert [item.loc for item in found(ALL, asked)] == [("questions", 0, "distractors", 1)]


def test_places_in_the_key_in_last_and_in_a_multiple() -> None:
    key = choice("en", "?", "All of the above", "a", "b")
    last = choice("en", "?", "a", "b", last="None of the above")
    many = multiple("en", "?", ["a", "All of these"], ["None of these"])
    assert [item.loc[2:] for item in found(ALL, key)] == [("answer",)]
    assert [item.loc[2:] for item in found(NONE, last)] == [("last",)]
    assert [item.loc[2:] for item in found(ALL, many)] == [("answers", 1)]
    assert [item.loc[2:] for item in found(NONE, many)] == [("distractors", 0)]


def test_other_types_and_languages_are_left_alone() -> None:
    assert found(ALL, statement("en", "All of the above", True)) == []
    assert found(ALL, choice("de", "?", "All of the above", "b", "c")) == []
    assert found(NONE, choice("de", "?", "None of the above", "b", "c")) == []


def test_region_of_the_language_does_not_matter() -> None:
    assert found(NONE, choice("fr-CA", "?", "Aucune de ces réponses", "b", "c"))
