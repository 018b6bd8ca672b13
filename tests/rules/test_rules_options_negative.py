"""QK203: questions that ask for what is not so."""

from __future__ import annotations

import pytest
from rules_support_options import choice, deck, found, multiple, statement

from quizkit.rules.negative_stem import RULE

FLAGGED = {
    "en": (
        "Which of the following is not a mammal?",
        "Which of these countries is not a member of the European Union?",
        "Which statement about the French Revolution is not true?",
        "Which of these planets does not have a moon?",
        "Which of these countries has never been a colony?",
        "What does a vegan not eat?",
        "Which country did not sign the treaty?",
        "Which of these isn't a prime number?",
        "Which of these doesn’t belong to the group?",
        "All of the following are causes of the First World War except",
        "All of these are noble gases EXCEPT: neon, argon and ... except:",
        "Each of the following is a renewable source of energy, except:",
        "Which statement is false?",
        "Which of the following statements about cells is incorrect?",
        "Which of these is the least likely cause of the fire?",
        "Find the sentence that is wrong.",
        "Which word is spelt wrong? Choose the incorrect form.",
        "Choose the false statement.",
        "The following are not part of a plant cell:",
        "NATO does not",
        "Photosynthesis does not require",
        "In which of these cities was the treaty not signed?",
        "Mammals are warm-blooded. Which of these is not a mammal?",
        "Of these animals, which is not a mammal?",
        "Find the animal that does not lay eggs.",
        "What is the word that does not belong?",
        "Which of these **animals** is not a mammal?",
        "Which of the following would *you* never do in a laboratory?",
        "Which of these cannot be divided by three?",
        "Who was not a member of the Beatles?",
        "If a number is not prime, which of these is not a factor?",
        "Which one of these statements about NATO is inaccurate?",
        "Which of these isnt a prime number?",
        "Of Mercury, Venus and Mars, which does not have an atmosphere?",
        "Onions are not used in which of the following dishes?",
        "One of these statements about owls is wrong.",
    ),
    "fr": (
        "Lequel de ces animaux n'est pas un mammifère ?",
        "Laquelle de ces villes n’est pas une capitale ?",
        "Parmi ces pays, lequel ne fait pas partie de l'Union européenne ?",
        "Quelle affirmation n'est pas vraie ?",
        "Quel pays n'a pas signé le traité ?",
        "Quel pays n'a jamais été une colonie ?",
        "Qui n'a pas été président de la République ?",
        "Que ne mange pas un végétalien ?",
        "Tous ces animaux sont des mammifères, sauf",
        "Tous ces éléments sont des métaux sauf un : lequel ?",
        "Toutes ces villes sont en Italie, excepté :",
        "Quelle affirmation est fausse ?",
        "Laquelle de ces phrases est incorrecte ?",
        "Trouvez l'affirmation fausse.",
        "Cochez la réponse inexacte.",
        "Laquelle de ces causes est la moins probable ?",
        "Les cellules animales n'ont pas de",
        "Quel est le pays qui n'a pas signé le traité ?",
        "Quels mots ne sont pas des verbes ?",
        "Qu'est-ce qui n'est pas une source d'énergie renouvelable ?",
        "Parmi ces maladies, laquelle ne peut être évitée par un vaccin ?",
        "Quelle proposition sur la Révolution est erronée ?",
        "Ces pays sont membres de l'OTAN, à l'exception de :",
        "Les baleines sont des mammifères. Lequel de ces animaux n'en est pas un ?",
        "Indiquez le mot qui n'est pas un adjectif.",
        "Lesquelles de ces villes ne se trouvent pas en Afrique ?",
    ),
}
PASSED = {
    "en": (
        "Which of these is **not** a mammal?",
        "Which of these is *not* a mammal?",
        "Which of these is NOT a mammal?",
        "Which of these is __not__ a mammal?",
        "All of the following are causes of the war **except**",
        "All of the following are causes EXCEPT",
        "Which statement is **false**?",
        "If it does not rain, what happens to the river?",
        "What happens when water does not boil?",
        "Poland did not join the euro. Which currency does it use?",
        "Which treaty ended the war that Britain had not wanted?",
        "What do you call a person who does not eat meat?",
        "Why did Switzerland not join the United Nations until 2002?",
        "What is the least common multiple of 4 and 6?",
        "What must at least one parent have?",
        'Which film begins with the words "I am not a number"?',
        "What is the name for a number that is not rational?",
        "Which country joined last but not least?",
        "What is a false friend?",
        "Which artist, although not a Frenchman, lived in Paris?",
        "Except for Antarctica, which continent has the fewest people?",
        "Which of these is not only a city but also a state?",
        "Which planet has the least mass?",
        "How many countries did not sign the treaty?",
        "A number that is not rational is called",
        "Which word means the same as unhappy?",
        "What went wrong in Chernobyl?",
        "An animal that does not eat meat is a",
        "The USA did not enter the war until",
        "What is the capital of France?",
        "A person who is not paid for the work is called a",
        "Which notation shows that a set is empty?",
        "To be or not to be: who wrote this?",
        "Who sang the song I Don't Have the Heart in 1990?",
        "A person who does not eat meat belongs to which of these groups?",
        "What happens in the film Never Say Never Again?",
        "What should a guest in Japan do in order not to offend the host?",
        "Which bolt is tightened first so as not to bend the frame?",
        "Which triangles are congruent? (The drawing is not to scale.)",
    ),
    "fr": (
        "Lequel de ces animaux n'est **pas** un mammifère ?",
        "Lequel de ces animaux n'est PAS un mammifère ?",
        "Lequel de ces animaux *n'est pas* un mammifère ?",
        "Tous ces animaux sont des mammifères **sauf**",
        "Tous ces animaux sont des mammifères SAUF :",
        "Quelle affirmation est **fausse** ?",
        "Que se passe-t-il s'il ne pleut pas ?",
        "Que se passe-t-il quand l'eau ne bout pas ?",
        "Pourquoi la Suisse n'est-elle pas membre de l'Union européenne ?",
        "Comment appelle-t-on un animal qui ne mange pas de viande ?",
        "La Pologne n'a pas adopté l'euro. Quelle est sa monnaie ?",
        "Quel est le nom d'un nombre qui n'est pas rationnel ?",
        "Quel film commence par « Je ne suis pas un numéro » ?",
        "Quel pays, qui n'est pas membre de l'Union, utilise l'euro ?",
        "Au moins combien de côtés a un polygone ?",
        "Combien de pays n'ont pas signé le traité ?",
        "Qu'est-ce qu'un faux ami ?",
        "Quelle est la capitale de la France ?",
        "Quel pays a le moins d'habitants ?",
        "Quelle ville n'est pas seulement une capitale, mais aussi un port ?",
        "Un nombre qui n'est pas pair est dit",
        "Quel est le pas de cette suite ?",
        "Quelle planète est plus ou moins aussi grande que la Terre ?",
        "Le héros ne vient pas parce que",
        "Quelles droites sont parallèles ? (La figure n'est pas à l'échelle.)",
        "Pour quelle raison le traité n'est-il pas signé en 1920 ?",
        "Que faut-il couper en premier afin de ne pas recevoir de décharge ?",
    ),
}


def _each(table: dict[str, tuple[str, ...]]) -> list[tuple[str, str]]:
    return [(lang, stem) for lang, stems in table.items() for stem in stems]


@pytest.mark.parametrize(("lang", "stem"), _each(FLAGGED))
def test_negative_stems(lang: str, stem: str) -> None:
    (finding,) = found(RULE, choice(lang, stem, "a", "b", "c"))
    assert (finding.code, finding.loc) == ("QK203", ("questions", 0, "prompt"))
    assert "**" in finding.hint


@pytest.mark.parametrize(("lang", "stem"), _each(PASSED))
def test_stems_that_ask_for_what_is_so(lang: str, stem: str) -> None:
    assert found(RULE, choice(lang, stem, "a", "b", "c")) == []


@pytest.mark.parametrize(
    ("lang", "stem", "word"),
    [
        ("en", "Which of these is not a fish?", "not"),
        ("en", "Which of these isn't a fish?", "isn't"),
        ("en", "All of these are fish, except:", "except"),
        ("en", "Which answer is wrong?", "wrong"),
        ("fr", "Lequel n'est pas un poisson ?", "pas"),
        ("fr", "Quelle réponse est fausse ?", "fausse"),
    ],
)
def test_the_word_is_named(lang: str, stem: str, word: str) -> None:
    (finding,) = found(RULE, choice(lang, stem, "a", "b", "c"))
    assert f"`{word}`" in finding.message
    assert f"`**{word}**`" in finding.hint


def test_emphasis_of_another_word_is_none_of_this_one() -> None:
    (finding,) = found(RULE, choice("en", "Which **animal** is not a *fish*?", "a", "b", "c"))
    assert "`not`" in finding.message


@pytest.mark.parametrize(
    "stem",
    [
        "Which line prints this?\n\n```\nif not done: print(1)\n```",
        "What does `not` mean in `not x`?",
        "> You shall not pass!\n\nWho says this?",
        "Which is right?\n\n- It is not raining.\n- It is raining.",
        "| a | b |\n|---|---|\n| not | b |\n\nWhich is in the table?",
    ],
)
def test_code_quotations_and_lists_ask_nothing(stem: str) -> None:
    assert found(RULE, choice("en", stem, "a", "b", "c")) == []


def test_multiple_too_and_no_other_type() -> None:
    assert found(RULE, multiple("en", "Which of these are not fish?", ["a"], ["b", "c"]))
    assert found(RULE, statement("en", "A whale is not a fish.", True)) == []
    assert found(RULE, deck("en", type="flashcard", prompt="Which is not a fish?", answer="a")) == []
    assert found(RULE, choice("de", "Which of these is not a fish?", "a", "b", "c")) == []
