"""QK214: a statement that claims two things. QK221: a stem that asks nothing."""

from __future__ import annotations

import pytest
from rules_support_form import choice, deck, found, statement

from quizkit.rules import double_barrelled, unfocused_stem

DOUBLE = {
    "en": (
        "The Nile is the longest river of Africa and the Rhine flows through Asia.",
        "The heart pumps blood and filters the urine.",
        "Penguins are birds but cannot fly.",
        "Venus is the hottest planet, and it has two moons.",
        "Leaves look green because they absorb green light.",
        "Napoleon won the battle of Austerlitz and lost the battle of Waterloo.",
        "Mercury is a metal, while sulphur is a gas.",
        "Whales are mammals, whereas sharks are fish.",
        "Sound travels through water, but light does not travel through glass.",
        "Although Pluto is small, it is a planet.",
        "The Moon has no air, so footprints stay for a long time.",
        "Shakespeare was born in Stratford and died in London.",
        "The French Revolution began in 1789 and the monarchy was abolished in 1792.",
        "Bats are birds and they lay eggs.",
        "A spider has eight legs and is an insect.",
        "Plants take in carbon dioxide and give off oxygen.",
        "Bees are insects and spiders are arachnids.",
        "Copper conducts electricity and is magnetic.",
        "The Great Wall was built in one year, and it can be seen from the Moon.",
        "Photosynthesis takes place in the leaves and needs no light.",
        "The treaty ended the war and created the League of Nations.",
        "Mozart wrote operas but never composed a symphony.",
        "Ice floats on water because it is denser.",
        "Rome was not built in a day, but it fell in one.",
        "The liver produces bile and stores sugar.",
        "The Soviet Union left Afghanistan in 1989 and collapsed in 1991.",
        "Lists can be changed, while tuples cannot.",
        "Hitler became chancellor in 1933 and died in 1945.",
        "Marie Curie was born in Poland and won two Nobel prizes.",
        "Glass is a solid and it conducts heat well.",
        "The sun rises in the east and sets in the west.",
        "Diamonds are made of carbon, and graphite is made of silicon.",
        "Python is compiled, so it is faster than C.",
    ),
    "fr": (
        "Le Nil est le plus long fleuve d'Afrique et le Rhin coule en Asie.",
        "Le cœur pompe le sang et filtre l'urine.",
        "Les manchots sont des oiseaux mais ne volent pas.",
        "Vénus est la planète la plus chaude et elle a deux lunes.",
        "Les feuilles sont vertes parce qu'elles absorbent la lumière verte.",
        "La baleine est un mammifère, tandis que le requin est un poisson.",
        "Napoléon gagne à Austerlitz et perd à Waterloo.",
        "La Lune n'a pas d'air, car elle est trop petite.",
        "Bien que Pluton soit petite, c'est une planète.",
        "La chauve-souris est un oiseau et pond des œufs.",
        "Le roi signe la constitution, mais la reine refuse.",
        "Les plantes absorbent le dioxyde de carbone et rejettent du dioxygène.",
        "Le foie produit la bile et stocke le sucre.",
        "Les abeilles sont des insectes et les araignées sont des arachnides.",
        "La glace flotte parce qu'elle est plus dense.",
        "Mozart a écrit des opéras mais n'a composé aucune symphonie.",
        "Marie Curie est née en Pologne et a reçu deux prix Nobel.",
        "Le cuivre conduit l'électricité et il est magnétique.",
        "Louis XVI est exécuté en 1793, et la reine s'enfuit en Autriche.",
        "Le soleil se lève à l'est et se couche à l'ouest.",
        "Le traité met fin à la guerre et crée la Société des Nations.",
        "La Terre tourne autour du Soleil et la Lune tourne autour de Mars.",
    ),
}
SINGLE = {
    "en": (
        "France and Germany are members of NATO.",
        "Romeo and Juliet is a play by Shakespeare.",
        "In 1953, Watson and Crick described the structure of DNA.",
        "Water consists of hydrogen and oxygen.",
        "The sum of 2 and 3 is 5.",
        "The capital of France and the capital of Hungary both lie on a river.",
        "If it rains and the sun shines, there may be a rainbow.",
        "The war between France and Prussia began in 1870.",
        "Animals that have fur and feed their young with milk are mammals.",
        "A triangle has three sides and three angles.",
        "The First World War began because of the murder in Sarajevo.",
        "The capital of Australia is not Sydney but Canberra.",
        "Tea is grown in India and in China.",
        "The article says that Watson and Crick were friends.",
        "Water expands while freezing.",
        "All of the planets but one have moons.",
        "Photosynthesis uses carbon dioxide and water to make sugar and oxygen.",
        "Black and white stripes protect zebras from flies.",
        "The proverb “Live and let live” is of Dutch origin.",
        "Salt has been used since Roman times.",
        "Mixing red and blue gives green.",
        "Sound travels faster in water than in air.",
        "It is summer in Europe when Earth is nearest to the Sun.",
        "There is evidence that Vikings and Basques reached America before Columbus.",
        "The kings and queens of England are crowned in Westminster.",
        "A number is prime if it is greater than 1 and has no other divisors.",
        "Cats and dogs are mammals.",
        "The Prime Minister and the cabinet are chosen by the king.",
        "Macbeth murders Duncan and Banquo.",
        "Hydrogen and oxygen react to form water.",
        "The US and the USSR were allies in the Second World War.",
        "Salt and pepper are spices.",
        "The heart pumps blood to the lungs and the body.",
        "Sound needs air, water or another medium to travel.",
        "The first and the last vowel of “banana” are the same.",
        "A leap year has 366 days.",
        "Over and over again, Rome was attacked by Gauls.",
        "DNA is found in the nucleus and in the mitochondria.",
        "The Treaty of Versailles was signed by Germany and the Allies.",
        "The law of supply and demand explains prices.",
        "Lewis and Clark crossed the continent.",
        "Both plants and animals have cells.",
        "The distance between the Earth and the Sun changes during the year.",
        "Neither iron nor gold is a gas.",
        "Plants need light and water.",
        "Some animals hunt only at night and in groups.",
        "If a is even and b is odd, then a + b is odd.",
        "Since 1945 France and Germany have been at peace.",
        "The cell wall gives plants shape and support.",
        "Light is both a wave and a particle.",
        "The Senate and the House of Representatives form the Congress.",
        "Adding salt to water raises its boiling point.",
        "In the 1920s, cars and radios became common.",
        "Jupiter is larger than all the other planets and moons together.",
        "Pythagoras proved that a, b and c are related.",
        "Children who read and write early do better at school.",
        "Trade between Europe and Asia grew after 1500.",
        "Water freezes at 0 °C and standard pressure.",
        "Pancakes made with milk and fresh eggs are a German dish.",
        "Swimming in this lake is legal and supervised.",
        "It is safe to use one knife for raw fish and cooked rice.",
        "The aim of a register is to keep the files sorted and dated.",
        "A net keeps bees and flies from the fruit.",
        "It is right to share a towel for face and hands as long as it is dry.",
        "Equality means boys and girls have the same duties.",
        "The feast is held to honour the dead and remember the favours received.",
    ),
    "fr": (
        "La France et l'Allemagne sont membres de l'OTAN.",
        "Le Rouge et le Noir est un roman de Stendhal.",
        "L'eau est faite d'hydrogène et d'oxygène.",
        "La somme de 2 et 3 est 5.",
        "S'il pleut et que le soleil brille, on peut voir un arc-en-ciel.",
        "La guerre entre la France et la Prusse commence en 1870.",
        "Un triangle a trois côtés et trois angles.",
        "La capitale de l'Australie n'est pas Sydney mais Canberra.",
        "Les animaux qui ont des poils et qui allaitent leurs petits sont des mammifères.",
        "Le proverbe « Vivre et laisser vivre » vient des Pays-Bas.",
        "Les rayures noires et blanches protègent les zèbres.",
        "Marie et Pierre Curie découvrent le radium.",
        "Le son se propage plus vite dans l'eau que dans l'air.",
        "Les chats et les chiens sont des mammifères.",
        "Le Sénat et l'Assemblée nationale forment le Parlement.",
        "Le cœur envoie le sang vers les poumons et le corps.",
        "La distance entre la Terre et le Soleil varie.",
        "Les plantes ont besoin de lumière et d'eau.",
        "Si a est pair et b est impair, a + b est impair.",
        "Le traité est signé par l'Allemagne et les Alliés.",
        "Il fait plus froid en hiver et en altitude.",
        "La loi de l'offre et de la demande explique les prix.",
        "Les enfants qui lisent et écrivent tôt réussissent mieux.",
        "Louis XVI et Marie-Antoinette sont exécutés en 1793.",
        "Tout le monde mais pas le roi était là.",
        "L'eau gèle à 0 °C.",
        "Ni le fer ni l'or ne sont des gaz.",
        "Avant et après la guerre, la France est une république.",
    ),
}


def _cases(table: dict[str, tuple[str, ...]]) -> list[tuple[str, str]]:
    return [(lang, text) for lang, texts in table.items() for text in texts]


@pytest.mark.parametrize(("lang", "text"), _cases(DOUBLE))
def test_two_claims_at_once(lang: str, text: str) -> None:
    (item,) = found(double_barrelled.RULE, deck(statement(text), lang=lang))
    assert item.loc == ("questions", 0, "prompt")


@pytest.mark.parametrize(("lang", "text"), _cases(SINGLE))
def test_one_claim(lang: str, text: str) -> None:
    assert found(double_barrelled.RULE, deck(statement(text), lang=lang)) == []


def test_a_cause_is_called_a_cause() -> None:
    (item,) = found(double_barrelled.RULE, deck(statement("It floats because it is light.")))
    assert item.message == "the statement gives a fact and its cause: one may be true and the other false"


EMPTY = {
    "en": (
        "Which of the following is true?",
        "Which of these statements is correct?",
        "Which statement is **not** true?",
        "Choose the correct answer.",
        "Which of the following statements about photosynthesis is true?",
        "Which is correct?",
        "Tick the right boxes.",
        "Which one of these is false?",
        "Which of the following are true of mammals?",
        "About the Romans, which sentence is true?",
        "What do you know about volcanoes?",
        "Which one?",
        "Select the best answer:",
        "Kyiv:",
        "NATO …",
        "The Nile is",
        "Napoleon Bonaparte",
        "Which of the following statements is NOT true?",
        "Which is the correct statement?",
        "Which option is correct?",
        "Identify the correct statement.",
        "Which of the statements below is accurate?",
        "What is true?",
        "Which two statements are true?",
        "Mark the false sentence.",
        "Which of the following statements is true about Napoleon?",
        "Photosynthesis:",
        "Which of these is right?",
        "Which of the following statements about the heart are false?",
        "The French Revolution:",
        "Which statement is correct regarding the Moon?",
        "Select all that are true.",
    ),
    "fr": (
        "Laquelle de ces affirmations est vraie ?",
        "Quelle affirmation est fausse ?",
        "Parmi les affirmations suivantes, laquelle est correcte ?",
        "Choisissez la bonne réponse.",
        "Quelle est la bonne réponse ?",
        "Cochez les réponses exactes.",
        "À propos des volcans, quelle phrase est vraie ?",
        "Que savez-vous de l'OTAN ?",
        "Lequel de ces énoncés n'est pas exact ?",
        "Qu'est-ce qui est vrai ?",
        "Kiev :",
        "L'OTAN …",
        "Le Nil est",
        "Napoléon Bonaparte",
        "Laquelle de ces phrases est correcte ?",
        "Quelle proposition est exacte ?",
        "Quel énoncé est vrai ?",
        "Parmi ces affirmations, lesquelles sont vraies ?",
        "Quelle affirmation concernant Napoléon est vraie ?",
        "Cochez la bonne réponse.",
        "La photosynthèse :",
        "Les mammifères …",
        "Choisis la bonne réponse :",
        "Indiquez l'affirmation fausse.",
        "Laquelle est vraie ?",
        "Que peut-on affirmer ?",
    ),
}
FOCUSED = {
    "en": (
        "Which of the following is a mammal?",
        "The capital of France is",
        "Which planet is the largest?",
        "What is the true length of the table?",
        "How many of these statements are true?",
        "Which of these words is spelt correctly?",
        "book (in French)",
        "What can be said about the keys of a dictionary?",
        "Capital of France:",
        "Which is the right order of the planets?",
        "Choose the correct form of the verb.",
        "According to the text, why did the king flee?",
        "3 + 4 =",
        "A protein that speeds up a reaction is called",
        "Where is it?",
        "Which statement best describes osmosis as a process?",
        "Which answer did Galileo give?",
        "Which of these animals is a reptile?",
        "Why is the sky blue?",
        "What is the correct spelling?",
        "The process by which plants make food is called",
        "Which statement best explains why the king fled?",
        "Which is the correct formula of water?",
        "What happens at the North Pole in June?",
        "Which word is correct: “their” or “there”?",
        "Who was right, Galileo or the Pope?",
        "How many of these are true?",
        "Which is heavier?",
        "What does the poet say about love?",
        "Which of the following describes a volcano?",
        "Translate: good morning",
        "Which answer is wrong if x is 3?",
        "The largest planet is",
        "Contact precautions include:",
        "The lead auditor manages...",
        "A good summary should be:",
        "Warfarin overdose treatment:",
        "Hail is defined as:",
    ),
    "fr": (
        "Lequel de ces animaux est un mammifère ?",
        "La capitale de la France est",
        "Quelle planète est la plus grande ?",
        "Combien de ces affirmations sont vraies ?",
        "Lequel de ces mots est bien écrit ?",
        "livre (en anglais)",
        "Capitale de la France :",
        "Choisissez la bonne forme du verbe.",
        "Quelle est la bonne température ?",
        "Pourquoi le roi s'enfuit-il ?",
        "Quelle réponse donne Galilée ?",
        "Quel animal est un reptile ?",
        "Pourquoi le ciel est-il bleu ?",
        "Quelle est la bonne orthographe ?",
        "Le plus grand océan est",
        "Quelle est la formule exacte de l'eau ?",
        "Laquelle de ces villes est une capitale ?",
        "Qui a raison ?",
        "Bonjour (en anglais)",
        "Les listes sont aussi appelées :",
        "Un bon résumé doit être :",
    ),
}
LONG = (
    "was the first to cross the Alps in winter",
    "has two mouths",
    "flows through two large towns",
    "was a king",
)
LONG_FR = ("a traversé les Alpes en hiver", "est le plus grand du monde", "a deux embouchures", "fut un roi")


@pytest.mark.parametrize(("lang", "prompt"), _cases(EMPTY))
def test_a_stem_that_asks_nothing(lang: str, prompt: str) -> None:
    options = LONG if lang == "en" else LONG_FR
    (item,) = found(unfocused_stem.RULE, deck(choice(options, prompt), lang=lang))
    assert item.loc == ("questions", 0, "prompt")


@pytest.mark.parametrize(("lang", "prompt"), _cases(FOCUSED))
def test_a_stem_that_asks(lang: str, prompt: str) -> None:
    options = LONG if lang == "en" else LONG_FR
    assert found(unfocused_stem.RULE, deck(choice(options, prompt), lang=lang)) == []


def test_a_quantity_is_asked_for() -> None:
    options = ("5 to 15 days", "20 to 30 days", "less than a day", "1 to 3 days")
    assert found(unfocused_stem.RULE, deck(choice(options, "The incubation period is"))) == []


def test_a_word_to_be_translated_is_a_question() -> None:
    assert found(unfocused_stem.RULE, deck(choice(("dog", "cat", "cow"), "chien"))) == []
    assert found(unfocused_stem.RULE, deck(choice(("dog", "cat", "cow"), "chien :"))) == []


def test_a_passage_or_a_picture_gives_focus() -> None:
    passages = [{"id": "p", "text": "A long text."}]
    question = choice(LONG, "Which statement is true?", passage="p")
    assert found(unfocused_stem.RULE, deck(question, passages=passages)) == []
    question = choice(LONG, "Which statement is true?", image={"file": "a.png", "alt": "A map of the Nile"})
    assert found(unfocused_stem.RULE, deck(question)) == []
