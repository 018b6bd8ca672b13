"""QK210: options made of parts, and a key made of the commonest ones."""

from __future__ import annotations

import pytest
from rules_support_options import choice, found, multiple

from quizkit.rules.convergence import RULE

FLAGGED = (
    ("en", ("red, round", "red, square", "blue, round", "green, oval")),
    ("en", ("heat and pressure", "heat and light", "pressure and wind", "cold and rain")),
    ("en", ("oxygen and sugar", "oxygen and salt", "water and sugar", "iron and zinc", "oxygen and light")),
    ("en", ("Paris in 1789, the king", "Paris in 1789, the pope", "Rome in 1789, the king", "Oslo, the poet")),
    ("en", ("a long tail; sharp teeth", "a long tail; no teeth", "a short tail; sharp teeth", "no tail; a beak")),
    ("en", ("high pressure with low humidity", "high pressure with rain", "fog with low humidity", "wind with hail")),
    ("en", ("northern Italy", "southern Italy", "northern Spain", "eastern France")),
    ("en", ("warm blood, fur", "cold blood, fur", "warm blood, scales", "no blood, gills")),
    ("en", ("**iron** and carbon", "**iron** and tin", "zinc and carbon", "gold and silver")),
    ("en", ("nitrogen / oxygen", "nitrogen / argon", "helium / oxygen", "neon / xenon")),
    ("fr", ("rouge, rond", "rouge, carré", "bleu, rond", "vert, ovale")),
    ("fr", ("la chaleur et la pression", "la chaleur et le vent", "le froid et la pression", "la pluie et la neige")),
    ("fr", ("le fer et le carbone", "le fer et l'étain", "le zinc et le carbone", "l'or et l'argent")),
    ("fr", ("du sucre avec du lait", "du sucre avec du sel", "du thé avec du lait", "de l'eau avec de l'huile")),
    ("fr", ("chaud mais humide", "chaud mais sec", "froid mais humide", "doux mais venteux")),
    ("fr", ("Italie du Nord", "Italie du Sud", "Espagne du Nord", "France du centre")),
)  # fmt: skip
PASSED = (
    ("en", ("red, round", "red, square", "blue, round", "blue, square")),
    ("en", ("red, square", "red, round", "blue, round", "green, oval")),
    ("en", ("Paris", "Rome", "Oslo", "Bern")),
    ("en", ("red, round", "red, square", "blue, round")),
    ("en", ("iron and tin", "gold and zinc", "silver and lead", "copper and nickel")),
    ("en", ("the red team", "the blue team", "the green team", "the white team")),
    ("en", ("Romeo and Juliet", "Antony and Cleopatra", "Troilus and Cressida", "Hamlet")),
    ("en", ("It rises.", "It sinks.", "It stays.", "It melts.")),
    ("en", ("because air is warm, it rises", "because air is cold, it sinks", "air has no weight", "air is wet")),
    ("en", ("1 and 2", "1 and 3", "2 and 3", "1 and 4")),
    ("fr", ("rouge, rond", "rouge, carré", "bleu, rond", "bleu, carré")),
    ("fr", ("Paris", "Rome", "Oslo", "Berne")),
    ("fr", ("le fer et l'étain", "l'or et le zinc", "le plomb et l'argent", "le cuivre et le nickel")),
    ("fr", ("l'équipe rouge", "l'équipe bleue", "l'équipe verte", "l'équipe blanche")),
    ("fr", ("rouge, carré", "rouge, rond", "bleu, rond", "vert, ovale")),
    ("fr", ("Il monte.", "Il descend.", "Il reste.", "Il fond.")),
    ("en", ("$x, y > 0$ and $z = 1$", "$x, y > 0$ and $z = 2$", "$x, y < 0$ and $z = 1$", "$t = 0$ and $u = 4$")),
    ("de", ("rot, rund", "rot, eckig", "blau, rund", "grün, oval")),
)  # fmt: skip


@pytest.mark.parametrize(("lang", "options"), FLAGGED)
def test_keys_that_share_most(lang: str, options: tuple[str, ...]) -> None:
    (finding,) = found(RULE, choice(lang, "?", *options))
    assert (finding.code, finding.loc) == ("QK210", ("questions", 0, "answer"))


@pytest.mark.parametrize(("lang", "options"), PASSED)
def test_keys_that_do_not(lang: str, options: tuple[str, ...]) -> None:
    assert found(RULE, choice(lang, "?", *options)) == []


def test_the_message_names_the_parts() -> None:
    (finding,) = found(RULE, choice("en", "?", *FLAGGED[0][1]))
    assert "`red` and `round`" in finding.message


def test_which_option_is_the_key_matters() -> None:
    """The same four options with each of them as the key: only one gives itself away."""
    options = FLAGGED[0][1]
    told = []
    for key in options:
        rest = [option for option in options if option != key]
        told += [key for _ in found(RULE, choice("en", "?", key, *rest))]
    assert told == ["red, round"]


def test_multiple_is_left_alone() -> None:
    assert found(RULE, multiple("en", "?", list(FLAGGED[0][1][:1]), list(FLAGGED[0][1][1:]))) == []
