"""QK215: equal options. QK219: questions that answer each other. QK220: questions that ask the same."""

from __future__ import annotations

from typing import Any

import hostile
import pytest
from rules_support_form import card, choice, deck, found, short, statement

from quizkit.diagnostics import Finding
from quizkit.rules import (
    double_barrelled,
    duplicate_options,
    few_options,
    gives_away,
    k_type,
    key_position,
    near_duplicate,
    not_parallel,
    overlapping_ranges,
    true_false_balance,
    unfocused_stem,
)
from quizkit.rules.base import Rule

ALL = (
    not_parallel.RULE,
    overlapping_ranges.RULE,
    k_type.RULE,
    double_barrelled.RULE,
    duplicate_options.RULE,
    few_options.RULE,
    key_position.RULE,
    true_false_balance.RULE,
    gives_away.RULE,
    near_duplicate.RULE,
    unfocused_stem.RULE,
)


@pytest.mark.parametrize(
    "options",
    [
        ("Lyon", "Nice", "lyon"),
        ("red wine", "Red  Wine", "beer"),
        ("PARIS", "Rome", "Paris"),
        ("yellow\nbile", "blood", "Yellow bile"),
        ("été", "ÉTÉ", "hiver"),
        ("The king", "the queen", "the King"),
    ],
)
def test_options_that_differ_in_capitals_alone(options: tuple[str, ...]) -> None:
    (item,) = found(duplicate_options.RULE, deck(choice(options)))
    assert item.loc[:2] == ("questions", 0)
    assert item.related[0][1] == "the same option"


@pytest.mark.parametrize(
    ("prompt", "options"),
    [
        ("Which one?", ("ete", "été", "etes")),
        ("Which one?", ("Paris", "Paris.", "Paris!")),
        ("Which gas is it?", ("CO", "Co", "C")),
        ("Which one is a million watts?", ("MW", "mW", "kW")),
        ("Which value has a Boolean?", ("`True`", "`true`", "`TRUE`")),
        ("Which one is spelt correctly?", ("Monday", "monday", "Munday")),
        ("Lequel prend une majuscule ?", ("Français", "français", "anglais")),
        ("Which vector?", ("$A$", "$a$", "$b$")),
        ("Which acid is it?", ("DNA", "mRNA", "MRNA")),
        ("Which one?", ("Lyon", "Nice", "Lille")),
    ],
)
def test_options_that_differ(prompt: str, options: tuple[str, ...]) -> None:
    assert found(duplicate_options.RULE, deck(choice(options, prompt))) == []


def test_equal_options_of_matching_and_multiple() -> None:
    question = {"type": "matching", "prompt": "Match.", "pairs": [["Lima", "Peru"], ["Cusco", "Peru"]]}
    assert found(duplicate_options.RULE, deck(question)) == []
    (item,) = found(duplicate_options.RULE, deck({**question, "distractors": ["Chile", "peru"]}))
    assert item.loc == ("questions", 0, "distractors", 1)
    assert item.related == ((("questions", 0, "pairs", 0, "right"), "the same option"),)
    (item,) = found(duplicate_options.RULE, deck({**question, "distractors": ["Chile", "Chile"]}))
    assert item.loc == ("questions", 0, "distractors", 1)
    multiple = {
        "type": "multiple",
        "prompt": "?",
        "answers": ["bat", "whale"],
        "distractors": ["shark", "Whale"],
    }
    (item,) = found(duplicate_options.RULE, deck(multiple))
    assert item.loc == ("questions", 0, "distractors", 1)


GIVEN = (
    (
        "en",
        short("Who discovered penicillin?", "Alexander Fleming"),
        short("In which year did Alexander Fleming discover penicillin?", "1928"),
    ),
    (
        "en",
        choice(("Canberra", "Sydney", "Perth"), "Which city is the capital of Australia?"),
        statement("Canberra, the capital of Australia, was founded in 1913."),
    ),
    (
        "en",
        {"type": "numeric", "prompt": "In which year did the French Revolution begin?", "answer": 1789},
        short("Who was king of France when the Revolution began in 1789?", "Louis XVI"),
    ),
    (
        "en",
        card("What is the powerhouse of the cell?", "the mitochondrion"),
        statement("The mitochondrion is the powerhouse of a cell and has two membranes."),
    ),
    (
        "en",
        {"type": "cloze", "text": "The first human in space was {{c1::Yuri Gagarin}}."},
        short("From where did Yuri Gagarin fly as the first human in space?", "Baikonur"),
    ),
    (
        "en",
        short("Who invented the telephone?", "Alexander Graham Bell"),
        choice(("1876", "1860", "1901"), "When did Alexander Graham Bell show his telephone?"),
    ),
    (
        "en",
        short("What gas do plants release during photosynthesis?", "oxygen"),
        {"type": "essay", "prompt": "Explain why plants release oxygen in photosynthesis."},
    ),
    (
        "fr",
        short("Qui a découvert la pénicilline ?", "Alexander Fleming"),
        short("En quelle année Alexander Fleming a-t-il découvert la pénicilline ?", "1928"),
    ),
    (
        "fr",
        choice(("la Loire", "la Seine", "le Rhin"), "Quel est le plus long fleuve de France ?"),
        statement("La Loire, le plus long fleuve de France, se jette dans l'Atlantique."),
    ),
    (
        "fr",
        {"type": "numeric", "prompt": "En quelle année la Bastille est-elle prise ?", "answer": 1789},
        short("Qui commandait la Bastille en 1789 ?", "le marquis de Launay"),
    ),
)


@pytest.mark.parametrize(("lang", "asked", "giver"), GIVEN)
def test_a_stem_that_says_the_answer_of_another(
    lang: str, asked: dict[str, Any], giver: dict[str, Any]
) -> None:
    for order in ((asked, giver), (giver, asked)):
        (item,) = found(gives_away.RULE, deck(*order, lang=lang))
        place = order.index(giver)
        assert item.loc == ("questions", place, "prompt")
        assert item.related[0][0][:2] == ("questions", 1 - place)
        assert f"of the question `q{1 - place}`" in item.message


KEPT = (
    # by chance, in a stem about something else
    (
        short("What is the capital of France?", "Paris"),
        short("Who wrote “Notre-Dame de Paris”?", "Victor Hugo"),
    ),
    # both cards: learned one at a time
    (
        card("Who discovered penicillin?", "Alexander Fleming"),
        card("When did Alexander Fleming discover penicillin?", "in 1928"),
    ),
    # the other stem names the wrong options as well
    (
        choice(("Rome", "Milan", "Turin"), "Which city is the capital of Italy?"),
        short("Which of Rome, Milan and Turin is nearest to the sea, and a capital in Italy?", "the first"),
    ),
    # a small number, and a plain word
    (
        {"type": "numeric", "prompt": "How many legs has an insect?", "answer": 6},
        short("Name an insect that walks on 6 legs.", "ant"),
    ),
    (
        short("Is the heart of an insect red?", "no"),
        short("Why is there no red heart in an insect?", "no haemoglobin"),
    ),
    # the answer is in its own stem
    (
        short("Is Paris or Lyon the capital of France?", "Paris"),
        short("Which river flows through Paris, the capital of France?", "Seine"),
    ),
    # only the kind of thing is shared
    (
        short("Which planet is the largest?", "Jupiter"),
        short("Which planet did Galileo see near Jupiter in 1612?", "Neptune"),
    ),
    # the blank hides the word on paper
    (
        short("Who painted the Mona Lisa?", "Leonardo"),
        {"type": "cloze", "text": "The Mona Lisa was painted by {{c1::Leonardo}}."},
    ),
    # asked is what is not so
    (
        choice(("Welsh", "Dutch", "French"), "Which language is not spoken in Belgium by law?"),
        short("Which language is related to Welsh, as spoken by law in Brittany?", "Breton"),
    ),
    # a number of three digits
    (
        {"type": "numeric", "prompt": "How many metres long is the old bridge?", "answer": 250},
        short("Who paid 250 crowns for the old bridge, metre by metre?", "the bishop"),
    ),
    # another word that begins in the same way
    (
        short("What do bees make in a hive?", "honey"),
        short("What is the shape of a honeycomb that bees make in a hive?", "hexagon"),
    ),
)


@pytest.mark.parametrize(("asked", "other"), KEPT)
def test_a_stem_that_keeps_the_secret(asked: dict[str, Any], other: dict[str, Any]) -> None:
    assert found(gives_away.RULE, deck(asked, other)) == []


def test_in_large_decks_more_must_be_shared() -> None:
    asked = short("Which animal likes salty grass?", "ibex")
    giver = short("What did the hunter of the ibex sleep on, beside grass?", "moss")
    others = [short(f"Who lives in house {chr(97 + n % 26)}{chr(97 + n // 26)}?", "Ann") for n in range(120)]
    assert len(found(gives_away.RULE, deck(asked, giver, *others[:40]))) == 1
    assert found(gives_away.RULE, deck(asked, giver, *others)) == []


def test_what_the_passage_says_is_no_secret() -> None:
    passages = [{"id": "p", "text": "In 1928 Alexander Fleming discovered penicillin."}]
    asked, giver = GIVEN[0][1], GIVEN[0][2]
    assert found(gives_away.RULE, deck({**asked, "passage": "p"}, giver, passages=passages)) == []
    assert len(found(gives_away.RULE, deck(asked, {**giver, "passage": "p"}, passages=passages))) == 1


def test_a_word_of_the_topic_is_no_secret() -> None:
    stems = [short(f"What does NATO do about point {number} in Kyiv?", "much") for number in "abcdef"]
    assert found(gives_away.RULE, deck(short("Which alliance works in Kyiv?", "NATO"), *stems)) == []


def _pair(*questions: dict[str, Any], lang: str = "en", **header: Any) -> list[Finding]:
    return found(near_duplicate.RULE, deck(*questions, lang=lang, **header))


ALIKE = (
    (
        "en",
        short("What is the capital of France?", "Paris"),
        short("What is the capital city of France?", "Paris"),
    ),
    (
        "en",
        short("Who wrote Hamlet?", "William Shakespeare"),
        short("Who was the author of Hamlet?", "William Shakespeare"),
    ),
    ("en", card("When did World War II end?", "1945"), card("In what year did World War II end?", "1945")),
    (
        "en",
        short("Which gas do plants absorb?", "carbon dioxide"),
        short("Which gas is absorbed by plants?", "Carbon dioxide"),
    ),
    (
        "en",
        choice(("Venus", "Mars", "Earth"), "Which planet is the hottest?"),
        choice(("Venus", "Mercury", "Saturn"), "What planet is hottest?"),
    ),
    ("en", statement("The Nile flows through Egypt."), statement("The Nile flows through **Egypt**")),
    ("en", statement("Gold is a metal.", True), statement("Gold is a metal.", False)),
    (
        "en",
        {"type": "numeric", "prompt": "How many sides has a hexagon?", "answer": 6},
        {"type": "numeric", "prompt": "How many sides does a hexagon have?", "answer": "6.0"},
    ),
    ("en", card("book (in French)", "le livre"), card("Book (in French)", "un bouquin")),
    (
        "en",
        {"type": "cloze", "text": "The capital of Peru is {{c1::Lima}}."},
        {"type": "cloze", "text": "Peru's capital is {{c1::Lima}}."},
    ),
    (
        "en",
        {"type": "essay", "prompt": "Explain why the sky is blue."},
        {"type": "essay", "prompt": "Explain why the sky is blue!"},
    ),
    (
        "fr",
        short("Quelle est la capitale de l'Espagne ?", "Madrid"),
        short("Quelle ville est la capitale de l'Espagne ?", "Madrid"),
    ),
    ("fr", short("Qui a écrit Candide ?", "Voltaire"), short("Qui est l'auteur de Candide ?", "Voltaire")),
    (
        "fr",
        card("Quand commence la Révolution française ?", "1789"),
        card("En quelle année débute la Révolution française ?", "1789"),
    ),
    ("fr", statement("Le Nil traverse l’Égypte."), statement("Le Nil traverse l'Égypte")),
    (
        "de",
        short("Was ist die Hauptstadt von Frankreich?", "Paris"),
        short("was ist die Hauptstadt von  Frankreich", "Paris"),
    ),
)

OTHER = (
    (short("What is the capital of France?", "Paris"), short("What is the capital of Spain?", "Madrid")),
    (short("Who painted the Mona Lisa?", "Leonardo"), short("Who painted the Last Supper?", "Leonardo")),
    (short("What is 3 + 4?", "7"), short("What is 3 + 5?", "8")),
    (short("What is 3 - 5?", "2"), short("What is 5 - 3?", "2")),
    (short("What is $3^2$?", "9"), short("What is $3 \\cdot 2$?", "6")),
    (
        short("What does the option `sort_keys` of this writer do?", "it sets the order"),
        short("What does the option `sort_key` of this writer do?", "it sets the order"),
    ),
    (
        short("Let $E = \\{x : x^2 + y^2 = 0\\}$. How many points has it?", "one"),
        short("Let $E = \\{x : (x^2 + y^2) = 0\\}$. How many points has it?", "one"),
    ),
    (short("Is it 12 or 21?", "yes"), short("Is it 21 or 12?", "yes")),
    (statement("Sweden joined NATO in 2024."), statement("Sweden and Finland joined NATO in 2024.")),
    (statement("Gold is a metal."), statement("Gold is not a metal.", False)),
    (statement("Rome is north of Paris.", False), statement("Paris is north of Rome.", True)),
    (card("the cat (in French)", "le chat"), card("a cat (in French)", "un chat")),
    (card("rouge", "red"), card("rouges", "red")),
    (card("I am (in French)", "je suis"), card("you are (in French)", "tu es")),
    (card("she is (in French)", "elle est"), card("he is (in French)", "il est")),
    (
        choice(("bat", "shark", "eel"), "Which of these is a mammal?"),
        choice(("whale", "frog", "crow"), "Which of these is a mammal?"),
    ),
    (choice(("dog", "cat"), "Find the mistake."), choice(("hot", "cold"), "Find the mistake.")),
    (short("When was Mozart born?", "1756"), short("Where was Mozart born?", "Salzburg")),
    (
        short("Who was the first president of the USA?", "Washington"),
        short("Who was the third president of the USA?", "Jefferson"),
    ),
    (short("What is the capital of France?", "Paris"), card("What is the capital of France?", "Paris")),
    (
        {"type": "cloze", "text": "{{c1::Lima}} is the capital of Peru."},
        {"type": "cloze", "text": "Lima is the capital of {{c1::Peru}}."},
    ),
    (
        short("Which metal is liquid at room temperature?", "mercury"),
        short("Which planet is nearest to the Sun?", "Mercury"),
    ),
    (
        short("Which organ produces insulin?", "the pancreas"),
        short("Which organ produces glucagon?", "the pancreas"),
    ),
    (
        short("What is the largest planet of the solar system?", "Jupiter"),
        short("What is the heaviest planet of the solar system?", "Jupiter"),
    ),
)


@pytest.mark.parametrize(("lang", "first", "second"), ALIKE)
def test_questions_that_ask_the_same(lang: str, first: dict[str, Any], second: dict[str, Any]) -> None:
    (item,) = _pair(first, second, lang=lang)
    field = "text" if first["type"] == "cloze" else "prompt"
    assert item.loc == ("questions", 1, field)
    assert item.related == ((("questions", 0, field), "the other question"),)
    assert "`q0`" in item.message


@pytest.mark.parametrize(("first", "second"), OTHER)
def test_questions_of_one_frame(first: dict[str, Any], second: dict[str, Any]) -> None:
    assert _pair(first, second) == []


def test_another_picture_is_another_question() -> None:
    one, two = ({"file": f"{name}.png", "alt": "A flag"} for name in "ab")
    assert _pair(short("Which flag?", "x", image=one), short("Which flag?", "y", image=two)) == []
    assert len(_pair(short("Which flag?", "x", image=one), short("Which flag?", "y", image=one))) == 1


def test_a_question_that_stands_three_times_is_told_twice() -> None:
    items = _pair(*[short("What is the capital of France?", "Paris")] * 3)
    assert [item.loc[1] for item in items] == [1, 2]


def test_a_bank_of_one_frame() -> None:
    """Thousands of questions with one frame: nothing alike but the pair that is."""
    questions = [
        short(f"What is the name of the river with the number {index}?", f"R{index}") for index in range(3000)
    ]
    questions.append(short("What is the river with the number 1500 called?", "R1500"))
    (item,) = _pair(*questions)
    assert (item.loc[1], item.related[0][0][1]) == (3000, 1500)


@pytest.mark.parametrize("rule", ALL, ids=[rule.name for rule in ALL])
@pytest.mark.parametrize("lang", ["en", "fr", "de"])
def test_any_text_is_read(rule: Rule, lang: str) -> None:
    for text in (*hostile.TEXTS, hostile.LONG):
        for item in found(rule, hostile.deck(text, lang=lang)):
            assert item.code == rule.code
            assert len(item.message) < 250
