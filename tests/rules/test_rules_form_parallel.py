"""QK211: one option differs from all others in its form."""

from __future__ import annotations

import pytest
from rules_support_form import choice, deck, found

from quizkit.rules.not_parallel import RULE

ODD = {
    "en": (
        ("the heart", "the lungs", "the liver", "stomach"),
        ("Iron", "copper", "Silver", "Gold"),
        ("to save money", "to gain time", "to keep warm", "profit"),
        ("12", "15", "18", "twenty"),
        ("1914", "1915", "1916", "after the war"),
        ("a mammal", "a bird", "a fish", "It is a reptile."),
        ("It carries oxygen to the cells.", "defence", "digestion", "growth"),
        ("Paris.", "London", "Rome", "Berlin"),
        ("They fall.", "They rise.", "They stay the same", "They melt."),
        ("cutting down trees", "clean water", "fresh air", "good soil"),
        ("washing the hands", "wearing a mask", "keeping a distance", "a vaccine"),
        ("photosynthesis", "Respiration", "digestion", "growth"),
        ("by train", "by car", "by ship", "horses"),
        ("in winter", "in spring", "in summer", "rain"),
        ("the king was ill", "bad harvests", "high taxes", "war debts"),
        ("opens the valve", "closes the door", "starts the engine", "a loud noise"),
        ("the brain", "muscle", "skin", "bone"),
        ("5 km", "10 km", "20 km", "far away"),
        ("photosynthesis", "respiration", "transpiration", "Plants make food."),
        ("to defend the city", "to feed the people", "to pray", "a marketplace"),
        ("Red", "Blue", "Green", "yellow"),
        ("the brain", "the spine", "the nerves", "skull"),
        ("1939", "1940", "1941", "during the Cold War"),
        ("It expands.", "It contracts", "It melts", "It boils"),
        ("studying hard", "sleeping well", "eating fruit", "vitamins"),
        ("a noun", "a verb", "an adverb", "it describes a noun"),
        ("increase", "decrease", "stay the same", "The pressure is doubled by the pump."),
        ("sodium", "potassium", "calcium", "because it is a metal"),
        ("protects the skin", "stores the fat", "carries the blood", "the hair"),
        ("by car", "by bus", "by plane", "bicycle"),
    ),
    "fr": (
        ("le cœur", "les poumons", "le foie", "estomac"),
        ("Fer", "cuivre", "Argent", "Plomb"),
        ("réduire les impôts", "convoquer les députés", "écrire une constitution", "la guerre"),
        ("pour manger", "pour dormir", "pour jouer", "le repos"),
        ("12", "15", "18", "vingt"),
        ("Paris.", "Londres", "Rome", "Madrid"),
        ("Il transporte le dioxygène.", "la défense", "la digestion", "la croissance"),
        ("une cellule", "un tissu", "un organe", "Elle est un être vivant."),
        ("en hiver", "en été", "en automne", "neige"),
        ("10 km", "20 km", "30 km", "très loin"),
        ("construire des routes", "la guerre contre l'Autriche", "les impôts nouveaux", "une alliance"),
        ("le nez", "la bouche", "les yeux", "oreille"),
        ("courir", "sauter", "nager", "la marche"),
        ("rouge", "bleu", "vert", "La couleur est jaune."),
        ("à pied", "à vélo", "à cheval", "voiture"),
        ("Rouge", "Bleu", "Vert", "jaune"),
        ("3", "5", "8", "beaucoup"),
    ),
}
EVEN = {
    "en": (
        ("Paris", "London", "the Hague", "Rome"),
        ("It grows", "It shrinks", "It keeps its old size"),
        ("Heats it and makes it soft", "Cools it", "Bends it", "Breaks it"),
        ("Signs made to warn of a bend", "Lists of names", "Lights at a crossing", "Lines of paint"),
        ("Slowly lifting the lid", "Stirring the soup", "Adding some salt", "Reading DNA"),
        ("Reading XML", "Stirring the soup", "Adding some salt", "Cutting the bread"),
        ("Oh What a Lovely Day", "Cats", "Evita", "Oklahoma!"),
        ("We Sail at Dawn", "The Old Ship", "Harbour Lights", "Grey Water"),
        ("the early watering can", "the rake", "the hoe", "the spade"),
        ("the Nile", "the Amazon", "Lake Victoria", "the Danube"),
        ("iPhone", "Galaxy", "Pixel", "Xperia"),
        ("Vincent van Gogh", "Claude Monet", "Leonardo da Vinci", "von Menzel"),
        ("12", "15", "18", "none of these"),
        ("0", "1", "-1", "undefined"),
        ("5 %", "10 %", "50 %", "90 %"),
        ("red", "blue", "green", "yellow"),
        ("It rises.", "It falls.", "It stays the same.", "It melts."),
        ("Prices rise.", "Demand falls.", "Nothing changes at all.", "It gets cold."),
        ("oxygen", "nitrogen", "carbon dioxide", "Freon"),
        ("Washington", "Jefferson", "Lincoln", "none of the above"),
        ("U.S.", "China", "Russia", "India"),
        ("swimming", "football", "chess", "tennis"),
        ("a noun", "a verb", "an adverb", "an adjective"),
        ("water", "milk", "a cup of tea", "juice"),
        ("DNA", "RNA", "ATP", "protein"),
        ("1 m", "1 km"),
        ("spring", "summer", "autumn", "winter"),
        ("Hamlet", "Macbeth", "The Tempest", "Othello"),
        ("by boiling it", "by freezing it", "with a filter", "by adding salt"),
        ("one", "two", "three", "four"),
        ("yes", "no", "it depends"),
        ("10 to 20", "20 to 30", "more than 30", "less than 10"),
        ("12:30", "13:15", "noon", "14:00"),
        ("the cell", "its nucleus", "their walls", "some water"),
        ("$x^2$", "x", "The square.", "y"),
        ("Mount Everest", "K2", "Kilimanjaro", "Mont Blanc"),
        ("Germany", "the Netherlands", "Belgium", "Luxembourg"),
        ("a lever", "a pulley", "an inclined plane", "a screw"),
        ("melting", "freezing", "evaporation", "condensation"),
        ("nitrogen", "oxygen", "argon", "carbon dioxide"),
        ("The Beatles", "Queen", "ABBA", "The Who"),
        ("1", "2", "3", "more than 3"),
        ("It is red.", "It is blue.", "It is green."),
        ("an increase in temperature", "a decrease in pressure", "the addition of a catalyst"),
        ("the same", "higher", "lower"),
        ("Marie Curie", "Albert Einstein", "Isaac Newton", "Niels Bohr"),
        ("a", "b", "c", "d"),
        ("red blood cells", "white blood cells", "platelets", "plasma"),
        ("for loop", "while loop", "do-while loop", "recursion"),
        ("list", "tuple", "dict", "NoneType"),
        ("twice", "three times", "once", "never"),
        ("in the nucleus", "in the cytoplasm", "on the ribosomes", "outside the cell"),
        ("because it is cold", "because it is hot", "since the air is thin"),
        ("10 N", "20 N", "0 N", "It cannot be calculated."),
        ("half as large", "twice as large", "unchanged", "four times as large"),
        ("A virus", "A bacterium", "A fungus", "A plant"),
        ("Newton's first law", "Newton's second law", "Ohm's law", "Hooke's law"),
        ("the United States", "Canada", "Mexico"),
        ("force", "mass", "acceleration", "speed"),
        ("gold", "silver", "bronze", "no medal"),
        ("Monday", "Tuesday", "Wednesday", "at the weekend"),
        ("running water", "wind", "sunlight", "coal"),
        ("reading", "writing", "speaking", "grammar"),
        ("1789", "1793", "1799", "1815"),
        ("Venus", "Mars", "Jupiter", "the Moon"),
        ("Rosa Parks", "Martin Luther King Jr.", "Malcolm X"),
        ("3 cm", "3 m", "3 km", "3 mm"),
        ("noun", "verb", "adjective", "proper noun"),
        ("It doubles", "It halves", "No change", "It triples"),
        ("an acid", "a base", "a salt", "water"),
        ("x = 2", "x = 3", "x = 4", "no solution"),
        ("kinetic energy", "potential energy", "heat", "light"),
        ("True", "False", "Cannot say"),
        ("Spring", "Summer", "Autumn", "Winter"),
        ("The heart beats faster.", "Breathing slows down.", "The skin turns pale.", "Muscles relax."),
        ("wool", "cotton", "silk", "a blend of wool and silk"),
        ("the Treaty of Rome", "the Treaty of Paris", "the Treaty of Lisbon", "Maastricht"),
        ("hydrogen bonds", "ionic bonds", "covalent bonds", "gravity"),
        ("pH 7", "pH 3", "pH 11", "neutral"),
        ("water vapour", "ice", "liquid water", "steam"),
        ("the First Estate", "the Second Estate", "the Third Estate", "the king"),
        ("Gutenberg", "Galileo", "da Vinci", "Newton"),
    ),
    "fr": (
        ("Quatre fois", "Deux fois", "Trois fois", "Cinq fois"),
        ("Paris", "Londres", "La Haye", "Rome"),
        ("la France", "l'Allemagne", "Cuba", "le Pérou"),
        ("le chat", "un chien", "des souris", "l'oiseau"),
        ("12", "15", "aucune de ces réponses", "18"),
        ("rouge", "bleu", "vert", "jaune"),
        ("Louis XVI", "Robespierre", "un inconnu", "Danton"),
        ("manger", "dormir", "boire", "jouer"),
        ("Il monte.", "Il descend.", "Rien ne change.", "Il fond."),
        ("ses parents", "son école", "le maire", "la mairie"),
        ("de l'eau", "du sel", "des protéines", "du sucre"),
        ("la vitamine A", "la vitamine C", "la vitamine D"),
        ("J.-C.", "Mahomet", "Moïse", "Bouddha"),
        ("deux consuls", "cinq directeurs", "un empereur", "trois rois"),
        ("Il augmente.", "Il diminue.", "Il reste constant."),
        ("l'Allemagne", "la France", "le Portugal", "Malte"),
        ("Marseille", "Le Havre", "Lyon", "Nice"),
        ("en 1789", "en 1792", "en 1799", "après 1800"),
        ("un verbe", "un nom", "un adjectif", "un adverbe"),
        ("le chat", "la souris", "les chiens", "l'oiseau"),
        ("le carbone", "l'oxygène", "l'azote", "le fer"),
        ("manger", "boire", "dormir"),
        ("fer", "mer", "terre", "air"),
        ("la fusion", "la solidification", "la vaporisation"),
        ("Victor Hugo", "Émile Zola", "Balzac", "Stendhal"),
        ("à Paris", "à Lyon", "au Havre", "en Corse"),
        ("plus grand", "plus petit", "égal"),
        ("deux", "trois", "quatre", "cinq"),
        ("dans le noyau", "dans le cytoplasme", "hors de la cellule"),
        ("parce qu'il fait froid", "parce qu'il pleut", "car il neige"),
        ("3 cm", "3 m", "3 km"),
        ("vrai", "faux", "on ne sait pas"),
        ("Louis XIV", "Louis XV", "Louis XVI", "Napoléon"),
        ("le roi", "la reine", "les ministres", "personne"),
        ("livre", "arbre", "fenêtre", "hiver"),
        ("le pouvoir exécutif", "le pouvoir législatif", "le pouvoir judiciaire"),
        ("l'énergie solaire", "l'énergie éolienne", "le charbon"),
        ("du fer", "de l'or", "du cuivre", "de l'argent"),
        ("avoir peur", "être heureux", "la joie"),
    ),
}


def _cases(table: dict[str, tuple[tuple[str, ...], ...]]) -> list[tuple[str, tuple[str, ...]]]:
    return [(lang, options) for lang, rows in table.items() for options in rows]


@pytest.mark.parametrize(("lang", "options"), _cases(ODD))
def test_one_option_of_another_form(lang: str, options: tuple[str, ...]) -> None:
    assert [item.code for item in found(RULE, deck(choice(options), lang=lang))] == ["QK211"]


@pytest.mark.parametrize(("lang", "options"), _cases(EVEN))
def test_options_of_one_form(lang: str, options: tuple[str, ...]) -> None:
    assert found(RULE, deck(choice(options), lang=lang)) == []


def test_the_odd_one_is_named_and_has_its_place() -> None:
    (item,) = found(RULE, deck(choice(("the heart", "the lungs", "the liver", "stomach"))))
    assert item.loc == ("questions", 0, "distractors", 2)
    assert item.message == "the option `stomach` has no article, the others do"
    (item,) = found(RULE, deck(choice(("4", "5", "six"), last="7")))
    assert item.loc == ("questions", 0, "distractors", 1)


def test_multiple_and_a_language_without_words() -> None:
    question = {"type": "multiple", "prompt": "?", "answers": ["12", "14"], "distractors": ["many", "16"]}
    (item,) = found(RULE, deck(question))
    assert item.loc == ("questions", 0, "distractors", 0)
    assert found(RULE, deck(question, lang="de")) == []
