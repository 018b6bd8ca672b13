"""QK207: a word of the question that only the key has."""

from __future__ import annotations

import pytest
from rules_support_options import choice, found, multiple, statement

from quizkit.rules.clang import RULE
from quizkit.rules.words_options import root

FLAGGED = {
    "en": (
        ("What comes out of a volcano?", ("volcanic ash", "snow", "sand")),
        ("Which party represents labour?", ("the Labour Party", "the Tories", "the Greens")),
        ("What does a lysosome's membrane keep in?", ("lysosomal enzymes", "starch", "water")),
        ("What was the aim of the Marshall Plan?", ("planning Europe's recovery", "arming Turkey", "dividing Germany")),
        ("Who governs in a democracy?", ("democratic assemblies", "a king", "priests")),
        ("What is photosynthesis?", ("photosynthetic production of sugar", "digestion", "breathing")),
        ("What did the nation want?", ("national unity", "lower taxes", "war")),
        ("What do glaciers leave behind?", ("glacial valleys", "dunes", "reefs")),
        ("Where do astronomers work?", ("at an astronomy institute", "in a mine", "at sea")),
        ("Who led the **Revolution**?", ("*revolutionaries* from Paris", "the king", "the army of Prussia")),
        ("What do batteries store?", ("the battery's charge", "water", "light")),
        ("What do painters make?", ("paintings", "coal", "oil")),
        ("Which illness do mosquitoes bring?", ("a fever from a mosquito", "measles", "mumps")),
        ("Which class inherits methods?", ("a class by inheritance", "all classes", "a closed class")),
        ("What is inflation?", ("an inflated level of prices", "a tax", "a law")),
    ),
    "fr": (
        ("Qui gouverne dans une démocratie ?", ("une assemblée démocratique", "un roi", "des prêtres")),
        ("Que rejette un volcan ?", ("des roches volcaniques", "de la neige", "du sable")),
        ("Dans quel camp se battent les royalistes ?", ("l'armée royale", "la garde", "les Bleus")),
        ("Que veut la nation ?", ("l'unité nationale", "moins d'impôts", "la guerre")),
        ("Que fabrique un fromager ?", ("du fromage", "du pain", "du vin")),
        ("Que protège l'atmosphère ?", ("la pression atmosphérique", "les mines", "le sol")),
        ("Qui dirige les révolutionnaires ?", ("le chef de la Révolution", "le pape", "la reine")),
        ("Que cultivent les agriculteurs ?", ("des produits agricoles et l'agriculture", "du charbon", "du fer")),
        ("Que mesure un thermomètre ?", ("la grandeur du thermomètre", "le poids", "la masse")),
        ("Qu'est-ce que l'inflation ?", ("une hausse inflationniste", "un impôt", "une loi")),
    ),
}  # fmt: skip
PASSED = {
    "en": (
        ("What comes out of a volcano?", ("ash", "snow", "volcanic sand")),
        ("What is the capital of France?", ("Paris", "Rome", "Oslo")),
        ("Which of these statements is correct?", ("This statement is true.", "Water boils.", "Ice sinks.")),
        ("Which soldiers came first?", ("American soldiers", "German soldiers", "French soldiers")),
        ("How many planets are there?", ("8", "9", "10")),
        ("What does a cat eat?", ("a cat eats mice", "grass", "stones")),
        ("In which year did the war end?", ("1945", "1918", "1871")),
        ("Where is the university?", ("in the universe of ideas", "in Rome", "in Oslo")),
        ("What do organs do?", ("they organise nothing", "they sing", "they work")),
        ("Who was the general?", ("a man of the new generation", "a boy", "a king")),
        ("What happens when ice gets warm?", ("It melts when it is warm enough.", "It gets warm.", "It cracks.")),
        ("What does correlation with sunburn show?", ("more sunburns", "people who get sunburnt", "rain")),
        ("Was it Anne or Mary who married Philip?", ("Mary", "Anne", "neither")),
        ("Who sang in the group Peter, Paul and Mary?", ("Mary Travers", "Peter Kay", "Paul Jones")),
        ("Which town is older, Cairo or Thebes?", ("Thebes", "Cairo", "both are of one age", "nobody knows")),
        ("Which is which?", ("which", "what", "that")),
        ("What would you make of it?", ("You would make your own.", "Nothing.", "Something.")),
    ),
    "fr": (
        ("Que rejette un volcan ?", ("des cendres", "de la neige", "du sable volcanique")),
        ("Quelle est la capitale de la France ?", ("Paris", "Rome", "Oslo")),
        ("Quelle affirmation est correcte ?", ("Cette affirmation est vraie.", "L'eau bout.", "La glace coule.")),
        ("Combien de planètes y a-t-il ?", ("8", "9", "10")),
        ("Où est l'université ?", ("dans l'univers des idées", "à Rome", "à Oslo")),
        ("Comment se déplace un serpent ?", ("comme un ruban", "en sautant", "en volant")),
        ("Quels soldats arrivent ?", ("des soldats anglais", "des soldats russes", "des soldats français")),
        ("Combien de députés y a-t-il ?", ("577 députés", "348 députés", "751 députés")),
        ("Que protège l'atmosphère ?", ("la pression atmosphérique", "les atmosphères", "le sol")),
        ("Qui est-ce qui chante ?", ("celui qui est seul", "le roi", "la reine")),
        ("Que fait la plante ?", ("elle pousse", "la planète tourne", "elle dort")),
        ("Pourquoi fait-il froid ?", ("parce que le Soleil est bas", "à cause du vent", "à cause de la Lune")),
    ),
}  # fmt: skip


def _each(
    table: dict[str, tuple[tuple[str, tuple[str, ...]], ...]],
) -> list[tuple[str, str, tuple[str, ...]]]:
    return [(lang, stem, options) for lang, rows in table.items() for stem, options in rows]


@pytest.mark.parametrize(("lang", "stem", "options"), _each(FLAGGED))
def test_words_that_give_the_key_away(lang: str, stem: str, options: tuple[str, ...]) -> None:
    (finding,) = found(RULE, choice(lang, stem, *options))
    assert (finding.code, finding.loc) == ("QK207", ("questions", 0, "answer"))


@pytest.mark.parametrize(("lang", "stem", "options"), _each(PASSED))
def test_words_that_do_not(lang: str, stem: str, options: tuple[str, ...]) -> None:
    assert found(RULE, choice(lang, stem, *options)) == []


def test_the_message_names_both_forms() -> None:
    (same,) = found(RULE, choice("en", "What is in the river?", "river sand", "ash", "snow"))
    (other,) = found(RULE, choice("en", "What comes out of a volcano?", "volcanic ash", "snow", "sand"))
    assert "only the right one has `river`, a word" in same.message
    assert "`volcanic` (`volcano` in the question)" in other.message


def test_multiple_needs_the_word_in_all_keys() -> None:
    stem = "What comes out of a volcano?"
    (finding,) = found(RULE, multiple("en", stem, ["volcanic ash", "volcanic gas"], ["snow", "rain"]))
    assert finding.loc == ("questions", 0, "answers", 0)
    assert "only the right ones have `volcanic`" in finding.message
    assert found(RULE, multiple("en", stem, ["volcanic ash", "gas"], ["snow", "rain"])) == []
    assert found(RULE, multiple("en", stem, ["volcanic ash", "volcanic gas"], [])) == []


def test_other_types_and_languages_are_left_alone() -> None:
    assert found(RULE, statement("en", "A volcano is volcanic.", True)) == []
    assert found(RULE, choice("de", "What comes out of a volcano?", "volcanic ash", "snow", "sand")) == []


@pytest.mark.parametrize(
    ("lang", "one", "other"),
    [
        ("en", "volcano", "volcanoes"), ("en", "nation", "national"), ("en", "democracy", "democratic"),
        ("en", "party", "parties"), ("en", "plan", "planning"), ("en", "church", "churches"),
        ("en", "economy", "economic"), ("en", "biology", "biological"), ("en", "working", "work"),
        ("en", "capitalism", "capitalist"), ("en", "river", "rivers"), ("en", "colonise", "colonisation"),
        ("fr", "démocratie", "démocratique"), ("fr", "nation", "nationaux"), ("fr", "canal", "canaux"),
        ("fr", "volcan", "volcanique"), ("fr", "château", "châteaux"), ("fr", "roi", "rois"),
        ("fr", "colonie", "coloniale"), ("fr", "industrie", "industriels"),
    ],
)  # fmt: skip
def test_variants_share_their_root(lang: str, one: str, other: str) -> None:
    assert root(one, lang) == root(other, lang)


@pytest.mark.parametrize(
    ("lang", "one", "other"),
    [
        ("en", "university", "universe"), ("en", "general", "generation"), ("en", "state", "station"),
        ("en", "planet", "plant"), ("en", "organ", "orange"), ("en", "bus", "busy"), ("en", "glass", "glaze"),
        ("en", "import", "important"), ("en", "meter", "metal"), ("en", "process", "profess"),
        ("fr", "planète", "plante"), ("fr", "université", "univers"), ("fr", "poisson", "poison"),
        ("fr", "pays", "payer"), ("fr", "cour", "courage"), ("fr", "port", "porte"), ("fr", "importer", "important"),
    ],
)  # fmt: skip
def test_other_words_do_not(lang: str, one: str, other: str) -> None:
    assert root(one, lang) != root(other, lang)
