"""QK204: the key is the longest option by far."""

from __future__ import annotations

import pytest
from rules_support_options import choice, found, multiple

from quizkit.rules.longest_is_key import RULE

LONG = "the movement of water through a membrane towards more salt"

FLAGGED = (
    (LONG, "the loss of heat", "the boiling of water", "the growth of cells"),
    ("because the Earth's axis is tilted", "because of the Moon", "because of clouds"),
    ("parce que l'axe de la Terre est incliné", "à cause de la Lune", "à cause des nuages", "par hasard"),
    ("It rises, because warm air is lighter.", "It sinks.", "It stays.", "It freezes."),
    ("Saint Petersburg and Moscow", "Moscow", "Kazan", "Omsk"),
    ("x" * 9 + " " + "y" * 10, "x" * 12, "y" * 12),  # exactly 8 more
    ("z" * 24 + " " + "z" * 25, "x" * 40, "y" * 40),  # exactly 1.25 times
    ("**" + "z" * 14 + " " + "z" * 15 + "**", "x" * 20, "y" * 22),
    ("水分子通过半透膜向浓度较高的一侧移动的现象", "热量的散失", "水的沸腾"),
    ("la Déclaration des droits de l'homme", "le Code civil", "le Concordat", "la Charte"),
    ("a mammal that lays eggs", "a bird", "a fish", "a reptile"),
)
PASSED = (
    ("the loss of heat", "the boiling of water in a pan of iron", "the growth of cells"),
    ("z" * 24 + " " + "z" * 24, "x" * 40, "y" * 3),
    ("x" * 9 + " " + "x" * 9, "y" * 12, "z" * 12),  # seven more
    ("Paris", "Rome", "Oslo"),
    (LONG, "the loss of heat"),  # two options
    ("1,000,000,000,000,000,000", "10", "100"),
    ("`print(sorted(names, key=len))`", "`print()`", "`sort()`"),
    (r"$\frac{a + b + c + d}{2 \cdot x}$", "$a$", "$b$"),
    ("All of the above", "iron", "zinc", "tin"),
    ("aucune de ces réponses", "le fer", "le zinc"),
    ("**long**", "*x*y*z*" * 3, "b"),
    ("Affermissement", "Repos", "Oubli"),  # one word is as long as it is
    ("Papua New Guinea", "Samoa", "Tonga", "Fiji"),
    ("Nouvelle-Calédonie du Sud", "Corse", "Malte", "Chypre"),
    ("The Merchant of Venice", "Hamlet", "Macbeth", "King Lear"),
    ("![a long description of the right picture](a.png)", "![b](b.png)", "![c](c.png)"),
)


def _lang(options: tuple[str, ...]) -> str:
    return "fr" if "fer" in " ".join(options) else "en"


@pytest.mark.parametrize("options", FLAGGED)
@pytest.mark.parametrize("lang", ["en", "de"])
def test_keys_that_are_too_long(lang: str, options: tuple[str, ...]) -> None:
    (finding,) = found(RULE, choice(lang, "?", *options))
    assert (finding.code, finding.loc) == ("QK204", ("questions", 0, "answer"))
    assert finding.hint


@pytest.mark.parametrize("options", PASSED)
def test_keys_that_are_not(options: tuple[str, ...]) -> None:
    assert found(RULE, choice(_lang(options), "?", *options)) == []


def test_the_message_counts() -> None:
    (finding,) = found(RULE, choice("en", "?", "x" * 20 + " " + "x" * 19, "y" * 12, "z" * 10))
    assert "40 characters, the next has 12" in finding.message


def test_limits_of_a_project() -> None:
    asked = choice("en", "?", "x" * 20 + " " + "x" * 19, "y" * 30, "z" * 10)
    assert found(RULE, asked)
    assert found(RULE, asked, ratio=1.5) == []
    assert found(RULE, asked, characters=11) == []
    assert found(RULE, choice("en", "?", "abc d", "ab", "cd"), characters=2, ratio=1.5)


def test_several_keys_say_nothing() -> None:
    assert found(RULE, multiple("en", "?", ["x" * 20 + " x"], ["y", "z"])) == []
