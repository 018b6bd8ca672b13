"""QK206: the end of the question gives the key away by grammar."""

from __future__ import annotations

import pytest
from rules_support_options import choice, found, multiple

from quizkit.rules import words_grammar as grammar
from quizkit.rules.grammatical_cue import RULE

FLAGGED = {
    "en": (
        ("A substance that speeds up a reaction is an", ("enzyme", "hormone", "vitamin", "antibody")),
        ("Rome was ruled by an", ("emperor", "king", "president")),
        ("An animal that eats plants only is a", ("herbivore", "omnivore", "insectivore")),
        ("An animal that eats both is an:", ("omnivore", "carnivore", "herbivore")),
        ("A fire is put out with an ___.", ("extinguisher", "hose", "blanket")),
        ("Bees live in a ______ with a queen.", ("hive", "egg", "orchard")),
        ("Someone who studies stars is an …", ("astronomer", "botanist", "geologist")),
        ("Students who want a degree go to a", ("university", "office", "airport")),
        ("Sixty minutes make an", ("hour", "day", "week")),
        ("The doctor ordered an", ("MRI", "blood test", "scan")),
        ("A person who tells the truth is an", ("honest person", "liar", "thief")),
        ("A dog is a", ("mammal", "reptiles", "insects")),
        ("The organ that pumps the blood is", ("the heart", "the lungs", "the kidneys")),
        ("The organs that we breathe with are", ("the lungs", "a heart", "a kidney")),
        (
            "The leaders who met at Yalta were",
            ("Churchill, Roosevelt and Stalin", "Hitler", "Charles de Gaulle"),
        ),
        ("The two largest cities of Italy are", ("Rome and Milan", "Venice", "Naples and Bari")),
        ("Animals that lay eggs and give milk are", ("monotremes", "a whale", "bats")),
        ("The number after seven is an", ("8", "9", "10")),
        ("A vehicle with one wheel is a", ("unicycle", "automobile", "elevator")),
        ("Someone from Spain is a", ("European", "Asian", "American")),
    ),
    "fr": (
        ("La machine qui exécute les condamnés est la", ("guillotine", "gibet", "bûcher")),
        ("Le Rhin est un", ("fleuve", "montagne", "mer")),
        ("La Corse est une", ("île", "lac", "volcan")),
        ("Le plus grand lac de France se trouve dans l'", ("Ain", "Jura", "Doubs")),
        ("Le plus grand État du monde est la", ("Russie", "Italie", "Inde")),
        ("L'animal qui pond est l'", ("autruche", "chat", "chien")),
        ("Le régime de la France est une", ("république", "royaume", "empire")),
        ("Les Alpes séparent la France de l’___.", ("Italie", "Belgique", "Suisse")),
        ("Dans le système solaire, les", ("planètes", "lune", "étoile")),
        ("Un oiseau a des", ("ailes", "nageoire", "fourrure")),
        ("La plus petite partie de la matière est un", ("atome", "molécules", "cellules")),
        ("Le roi fut", ("décapité", "exilée", "libérés")),
        ("La reine était", ("emprisonnée", "libéré", "exilé")),
        ("Les organes de la respiration sont", ("les poumons", "le cœur", "le foie")),
        ("Les deux capitales sont", ("Paris et Rome", "la Corse", "Lyon et Nice")),
        ("L'organe qui pompe le sang est", ("le cœur", "les poumons", "les reins")),
        ("L'égalité est proclamée par une", ("déclaration", "traité", "tableau")),
        ("Cet insecte est une", ("abeille", "papillon de nuit", "scarabée", "frelon", "requin")),
        ("Le texte est protégé par le", ("Code civil", "Constitution", "Charte")),
        ("Ce poème est un", ("sonnet", "chanson", "lettre")),
    ),
}
PASSED = {
    "en": (
        ("A whale is a/an", ("mammal", "insect", "amphibian")),
        (
            "In a bow leg, the problem is",
            ("The knee points out and the foot turns", "The lower leg bends inwards"),
        ),
        ("A whale is a(n)", ("mammal", "insect", "amphibian")),
        ("A whale is", ("a mammal", "an insect", "an amphibian")),
        ("A whale is a", ("mammal", "fish", "reptile")),
        ("What is an enzyme?", ("a protein", "a sugar", "a fat")),
        ("The capital of France is", ("Paris", "Rome", "Athens", "Brussels")),
        ("The main export of Ecuador is", ("oil", "bananas", "coffee")),
        ("The walls were", ("cold and damp", "bright", "dry")),
        ("The flowers are", ("red", "blue", "green")),
        ("The documents were", ("signed", "burned", "lost")),
        ("A quarter is a", ("fraction", "series", "bus")),
        ("The author is", ("Charles Dickens", "Jane Austen", "Mark Twain")),
        ("The two leaders were", ("Churchill and Stalin", "Hitler and Mussolini")),
        ("The Alps are", ("mountains", "rivers", "lakes")),
        ("Bees are", ("insects", "sheep", "fish")),
        ("The patient needs an", ("ECG", "MRI", "X-ray")),
        ("He studied at a", ("university", "school", "college")),
        ("An animal that", ("eats", "is asleep", "ate")),
        ("The letter after L is", ("M", "N", "O")),
        ("The best answer is a", ("x", "§", "→")),
        ("The organ is", ("the pancreas", "the heart", "the uterus")),
        ("He drew on an ... and ...", ("oak and elm", "easel and ink", "egg and ash")),
    ),
    "fr": (
        ("Une baleine est un(e)", ("mammifère", "poisson", "grenouille")),
        ("Une baleine est", ("un mammifère", "une grenouille", "un poisson")),
        ("Le Rhin est un", ("fleuve", "lac", "canal")),
        ("La capitale de la France est", ("Paris", "Rome", "Athènes")),
        ("Le plus long fleuve de France est", ("la Loire", "le Rhône", "la Seine")),
        ("Le plus long fleuve de France est la", ("Loire", "Seine", "Garonne")),
        ("Quelle est la capitale de l'Italie ?", ("Rome", "Milan", "Athènes")),
        ("Le roi fut", ("décapité", "exilé", "libéré")),
        ("La fleur est", ("rouge", "verte", "bleue")),
        ("On le trouve dans le", ("Jura", "Doubs", "Nord")),
        ("Le héros du roman est le", ("père", "fils", "gaz")),
        ("Les soldats ont reçu des", ("armes", "uniformes", "vivres")),
        ("Ce pays est membre de l'", ("OTAN", "ONU", "Union européenne")),
        ("Il habite à la", ("campagne", "montagne", "mer")),
        ("Ce nombre est un", ("multiple", "diviseur", "carré")),
        ("C'est la", ("Hongrie", "Hollande", "Suisse")),
        ("Les poumons sont", ("roses", "gris", "blancs")),
        ("Le mot correct est", ("les", "le", "la")),
        ("Elle a été", ("élue", "battue", "nommée")),
        ("L'inventeur est un", ("Allemand", "Anglais", "Français")),
        ("L'adverbe vient de l'adjectif", ("heureux", "grand", "petit")),
        ("C'est un", ("vieil homme", "creux", "anglais")),
        ("Cet animal est un", ("loup", "ours", "renard")),
        ("Les rois viennent de la famille des", ("Bourbons", "Windsor", "Valois")),
        ("Les mousquetaires sont les", ("trois", "quatre", "cinq")),
        ("Le cycliste gagne le", ("Tour de France", "maillot jaune", "prix")),
        ("L'auteur est le", ("poète Hugo", "romancier Zola", "peintre Monet")),
    ),
}


def _each(
    table: dict[str, tuple[tuple[str, tuple[str, ...]], ...]],
) -> list[tuple[str, str, tuple[str, ...]]]:
    return [(lang, stem, options) for lang, rows in table.items() for stem, options in rows]


@pytest.mark.parametrize(("lang", "stem", "options"), _each(FLAGGED))
def test_stems_that_end_with_a_cue(lang: str, stem: str, options: tuple[str, ...]) -> None:
    (finding,) = found(RULE, choice(lang, stem, *options))
    assert finding.code == "QK206"
    assert finding.loc[:3] == ("questions", 0, "distractors")
    named = options[1 + int(finding.loc[3])]
    assert f"`{named}`" in finding.message


@pytest.mark.parametrize(("lang", "stem", "options"), _each(PASSED))
def test_stems_that_fit_all(lang: str, stem: str, options: tuple[str, ...]) -> None:
    assert found(RULE, choice(lang, stem, *options)) == []


@pytest.mark.parametrize(
    ("text", "sound"),
    [
        ("apple", True), ("hour", True), ("honest man", True), ("heir", True), ("honour", True), ("MRI", True),
        ("FBI agent", True), ("X-ray", True), ("8", True), ("18th century", True), ("11", True), ("umbrella", True),
        ("uncle", True), ("unimportant", True), ("uninvited guest", True), ("SOS", True), ("egg", True), ("80", True),
        ("university", False), ("European", False), ("one-way street", False), ("unicorn", False), ("house", False),
        ("use", False), ("US dollar", False), ("UN mission", False), ("eulogy", False), ("ewe", False), ("9", False),
        ("110", False), ("1", False), ("yacht", False), ("union", False), ("uniform", False), ("utensil", False),
        ("NATO", None), ("§", None), ("", None), ("unit", False), ("ukulele", False), ("horse", False),
        ("usher", True), ("utter", True), ("hotel", False), ("one", False), ("onion", True),
    ],
)  # fmt: skip
def test_vowel_sounds(text: str, sound: bool | None) -> None:
    assert grammar.vowel_sound(text) is sound


@pytest.mark.parametrize(
    ("text", "elided"),
    [
        ("eau", True), ("école", True), ("œil", True), ("lac", False), ("Italie", True), ("Suisse", False),
        ("onze", False), ("oui", False), ("homme", None), ("héros", None), ("yaourt", None), ("ONU", True),
        ("FMI", None), ("", None), ("8", None), ("âne", True),
    ],
)  # fmt: skip
def test_elision(text: str, elided: bool | None) -> None:
    assert grammar.elides(text) is elided


@pytest.mark.parametrize(
    ("word", "gender"),
    [
        ("nation", "f"), ("liberté", "f"), ("balance", "f"), ("monarchie", "f"), ("machine", "f"), ("armée", "f"),
        ("mouvement", "m"), ("communisme", "m"), ("tableau", "m"), ("voyage", "m"), ("concordat", "m"),
        ("moteur", "m"), ("comité", ""), ("image", ""), ("musée", ""), ("silence", ""), ("génie", ""), ("lac", "m"),
        ("mer", "f"), ("maison", "f"), ("truc", ""), ("été", ""), ("xyz", ""), ("", ""),
    ],
)  # fmt: skip
def test_gender(word: str, gender: str) -> None:
    assert grammar.gender_fr(word) == gender


def test_multiple_is_left_alone() -> None:
    assert found(RULE, multiple("en", "It is an", ["egg"], ["dog", "cat"])) == []


def test_only_the_key_must_fit() -> None:
    assert found(RULE, choice("en", "It is an", "dog", "egg", "owl")) == []
