"""QK208 and QK209: absolute and vague words in options and statements."""

from __future__ import annotations

import pytest
from rules_support_options import choice, deck, found, multiple, statement

from quizkit.rules.absolute_terms import RULE as ABSOLUTE
from quizkit.rules.vague_terms import RULE as VAGUE

ABSOLUTE_FLAGGED = {
    "en": (
        "It always rains in Bergen.", "Mammals never lay eggs.", "All birds can fly.", "Only women may vote.",
        "Every metal is magnetic.", "None of the planets has rings.", "Citizens must vote.",
        "Life on ice is impossible.",
        "No one lives in Antarctica.", "Nobody has seen a black hole.", "Everything is made of carbon.",
        "The desert is completely dry.", "It is only found in Italy.",
        "**Always** in pairs, they hunt at night.",
        "Snakes are exclusively nocturnal.", "Nothing grows there.", "Every river flows into the sea.",
    ),
    "fr": (
        "Il pleut toujours à Brest.", "Les mammifères ne pondent jamais.", "Tous les oiseaux volent.",
        "Toutes les plantes ont des fleurs.", "Seuls les hommes votent.", "Il vit uniquement en Italie.",
        "Aucun métal n'est liquide.", "La vie y est impossible.", "Il mange seulement des fruits.",
        "C'est entièrement faux.", "Personne n'y va : c'est partout interdit.",
        "Tout le monde a le droit de vote.",
        "On en trouve partout.", "Le seul métal liquide est l'or.",
    ),
}  # fmt: skip
ABSOLUTE_PASSED = {
    "en": (
        "After all, it is a mammal.", "It is an all-time record.", "Not all birds can fly.",
        "It does not always rain.",
        "The Games take place every four years.", "It rains every day.", "It is not only a city.",
        "It lasts only two weeks.",
        "Most birds can fly.", "The song is called “All You Need Is Love”.", "Not every metal is magnetic.",
        "Nothing but water remains.", "First of all, it melts.", "Almost all birds fly.",
        "It is hardly ever seen.",
        "Oats helped most of all.", "Wash after every meal.",
        "Nelson was an only child.", "The wallpaper is yellow.", "It spread all over Europe.",
        "It costs only 5 euros.", "It is the tallest tower.", "A ball rolls.",
    ),
    "fr": (
        "Tous les deux sont nés à Paris.", "Il pleut tous les jours.", "Il ne pleut pas toujours.",
        "Ce n'est pas seulement une ville.", "Les Jeux ont lieu tous les quatre ans.",
        "La plupart des oiseaux volent.",
        "Le film s'appelle « Tous les matins du monde ».", "Presque tous les oiseaux volent.",
        "Toutes les deux heures, il sonne.", "Cela dure seulement deux jours.", "Toulouse est au sud.",
        "Un seul pays a signé.", "C'est une toux.", "Pas tous les métaux sont magnétiques.",
    ),
}  # fmt: skip
VAGUE_FLAGGED = {
    "en": (
        "It often rains in Bergen.", "Usually twins are alike.", "Sometimes it snows.", "Many birds can fly.",
        "Several planets have rings.", "Few metals are liquid.", "Snakes rarely bite.",
        "It is generally green.",
        "It may rain.", "It might explode.", "It frequently fails.", "Rest for several minutes.",
        "A few birds cannot fly.", "Bees seldom sting.", "May cause sleep", "Lions occasionally climb trees.",
    ),
    "fr": (
        "Il pleut souvent à Brest.", "Parfois, il neige.", "Beaucoup d'oiseaux volent.",
        "Plusieurs planètes ont un anneau.",
        "Les serpents mordent rarement.", "Peu de métaux sont liquides.", "C'est généralement vert.",
        "Il peut pleuvoir.",
        "Les volcans peuvent exploser.", "En général, il dort.", "Il dort la plupart du temps.",
        "Il tombe fréquemment.", "Le prix peut varier.", "Il dure plusieurs semaines.",
    ),
}  # fmt: skip
VAGUE_PASSED = {
    "en": (
        "It rains on 200 days a year.", "It was signed in May 1945.", "By May it was over.",
        "It flowers from April to May.",
        "The military might of Rome", "As many as 30 states signed.", "The song is called “Sometimes”.",
        "May Day",
        "Nobody knows how many there are.", "The mightiest river", "Too many cooks spoil the broth.",
        "It is general.",
        "The lens may be used without a tripod.", "It is shaken so that the drops may fall off.",
        "It runs on several cores.", "Only members may vote.",
        "8 May 1945", "Theresa May", "So few came that it closed.", "He is manly.",
    ),
    "fr": (
        "Il pleut 200 jours par an.", "Il y en a à peu près dix.", "Le film s'appelle « Parfois ».",
        "Peu après, il meurt.",
        "Peu à peu, la glace fond.", "C'est le général de Gaulle.", "L'eau ne peut pas brûler.",
        "Il en reste un peu.",
        "Le filtre peut être lavé.", "Les listes peuvent contenir des textes.", "Il lit plusieurs formats.",
        "Merci beaucoup", "Il vient aussi souvent que possible.",
        "Le peuple vote.", "Il est venu peut-être.", "Le temps passe.",
    ),
}  # fmt: skip
OTHERS = {"en": ("It is red.", "It is green."), "fr": ("Il est rouge.", "Il est vert.")}


def _each(table: dict[str, tuple[str, ...]]) -> list[tuple[str, str]]:
    return [(lang, text) for lang, texts in table.items() for text in texts]


@pytest.mark.parametrize(("lang", "text"), _each(ABSOLUTE_FLAGGED))
def test_absolute_words(lang: str, text: str) -> None:
    (option,) = found(ABSOLUTE, choice(lang, "?", OTHERS[lang][0], OTHERS[lang][1], text))
    assert (option.code, option.loc) == ("QK208", ("questions", 0, "distractors", 1))
    (false,) = found(ABSOLUTE, statement(lang, text, False))
    assert (false.code, false.loc) == ("QK208", ("questions", 0, "prompt"))
    assert found(ABSOLUTE, statement(lang, text, True)) == []
    assert found(ABSOLUTE, choice(lang, "?", text, *OTHERS[lang])) == []
    assert found(ABSOLUTE, choice(lang, text, "a", "b", "c")) == []


@pytest.mark.parametrize(("lang", "text"), [*_each(ABSOLUTE_PASSED), *_each(VAGUE_FLAGGED)[3:4]])
def test_words_that_are_not_absolute(lang: str, text: str) -> None:
    assert found(ABSOLUTE, choice(lang, "?", OTHERS[lang][0], OTHERS[lang][1], text)) == []
    assert found(ABSOLUTE, statement(lang, text, False)) == []


@pytest.mark.parametrize(
    ("lang", "options"),
    [
        ("en", ("It always rains.", "It never rains.", "It rains at night.")),
        ("en", ("sometimes", "always", "never")),
        ("fr", ("Tous votent.", "Aucun ne vote.", "Les hommes votent.")),
        ("fr", ("parfois", "toujours", "jamais")),
        ("en", ("both (a) and (b)", "(a) only", "(b) only")),
        ("en", ("copper", "iron", "all of the above")),
        ("fr", ("le fer", "l'or", "aucune de ces réponses")),
        ("en", ("A KeyError is raised.", "The result is None.", "The key is added.")),
        ("en", ("Annie Hall", "All That Jazz", "Heaven Can Wait")),
        ("en", ("Stay hungry.", "I must tell you all.", "My dog never barks.")),
        ("fr", ("Je pense.", "Je ne mens jamais.", "Tout va bien.")),
        ("en", ("It was sold.", "She visited all the towns.", "He lost all his money.")),
        ("en", ("10 states", "None, he was appointed", "13 states")),
        ("en", ("red", "all white", "all black")),
    ],
)
def test_absolute_words_that_tell_nothing(lang: str, options: tuple[str, ...]) -> None:
    assert found(ABSOLUTE, choice(lang, "?", *options)) == []


def test_a_negative_stem_has_true_distractors() -> None:
    options = ("Owls lay no eggs.", "All owls have feathers.", "Owls hunt.")
    assert found(ABSOLUTE, choice("en", "Which statement is **false**?", *options)) == []
    assert found(ABSOLUTE, choice("en", "Which statement is true?", *options))


def test_one_finding_names_the_other_places() -> None:
    asked = multiple("en", "?", ["It rains."], ["It never snows.", "It is red.", "All is calm."])
    (finding,) = found(ABSOLUTE, asked)
    assert finding.loc == ("questions", 0, "distractors", 0)
    assert "`never`" in finding.message
    assert finding.related == ((("questions", 0, "distractors", 2), "`all`"),)


@pytest.mark.parametrize(("lang", "text"), _each(VAGUE_FLAGGED))
def test_vague_words(lang: str, text: str) -> None:
    (option,) = found(VAGUE, choice(lang, "?", OTHERS[lang][0], OTHERS[lang][1], text))
    assert (option.code, option.loc) == ("QK209", ("questions", 0, "distractors", 1))
    for answer in (True, False):
        (said,) = found(VAGUE, statement(lang, text, answer))
        assert said.loc == ("questions", 0, "prompt")
    assert found(VAGUE, choice(lang, text, "a", "b", "c")) == []


@pytest.mark.parametrize(("lang", "text"), _each(VAGUE_PASSED))
def test_words_that_are_not_vague(lang: str, text: str) -> None:
    assert found(VAGUE, choice(lang, "?", OTHERS[lang][0], OTHERS[lang][1], text)) == []
    assert found(VAGUE, statement(lang, text, True)) == []


@pytest.mark.parametrize(
    ("lang", "stem", "options"),
    [
        ("en", "Which word is an adverb?", ("often", "table", "green")),
        ("en", "What is the opposite of seldom?", ("frequently", "table", "green")),
        ("fr", "Quel adverbe est le contraire de peu ?", ("beaucoup", "demain", "volontiers")),
        ("en", "Which film is by Walt Disney?", ("Sometimes They Come Back", "Bambi", "Psycho")),
    ],
)
def test_words_and_titles_as_such(lang: str, stem: str, options: tuple[str, ...]) -> None:
    assert found(VAGUE, choice(lang, stem, *options)) == []


@pytest.mark.parametrize(
    ("lang", "stem", "options"),
    [
        (
            "en",
            "What can happen when a fuse blows?",
            ("The lamp may go out.", "The bill rises.", "It snows."),
        ),
        ("en", "What does a white line mean?", ("Cars may cross it.", "Cars must stop.", "Cars turn.")),
        ("fr", "Que peut provoquer une surtension ?", ("Une lampe peut exploser.", "Il neige.", "Il pleut.")),
    ],
)
def test_where_it_is_asked_what_may_be(lang: str, stem: str, options: tuple[str, ...]) -> None:
    assert found(VAGUE, choice(lang, stem, *options)) == []


def test_a_scale_of_vague_words() -> None:
    assert found(VAGUE, choice("en", "How do bees sting?", "rarely", "usually", "never"))


def test_vague_words_in_several_options() -> None:
    (finding,) = found(VAGUE, multiple("en", "?", ["It often rains."], ["It rarely rains.", "It snows."]))
    assert finding.loc == ("questions", 0, "answers", 0)
    assert finding.related == ((("questions", 0, "distractors", 0), "`rarely`"),)


def test_other_types_and_languages_are_left_alone() -> None:
    card = deck("en", type="short-answer", prompt="Who always lies?", answer="Often all")
    assert found(ABSOLUTE, card) + found(VAGUE, card) == []
    german = statement("de", "All often", False)
    assert found(ABSOLUTE, german) + found(VAGUE, german) == []
