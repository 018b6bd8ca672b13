"""QK230, QK231, QK232: what a card asks one to recall."""

from __future__ import annotations

import pytest
from rules_support_cards import card, deck, lint

from quizkit.rules import list_answer, long_answer, many_blanks

LONG = (
    "The principle that everyone in a state, those who govern it included, has to obey laws that were made public"
    " beforehand and that courts enforce."
)
LONG_FR = (
    "Le principe selon lequel chacun dans un État, y compris ceux qui le gouvernent, doit obéir à des lois connues"
    " à l’avance et appliquées par des tribunaux."
)
TWENTY = " ".join(["word"] * 20)


@pytest.mark.parametrize(
    ("lang", "answer"),
    [
        ("en", LONG),
        ("fr", LONG_FR),
        ("de", "ein " * 21),
        ("en", f"{TWENTY} more"),
        ("en", f"**{TWENTY}** *more*"),
        ("en", f"{TWENTY}\n\nmore"),
        ("en", f"| A | B |\n|---|---|\n| {TWENTY} | b |"),
        ("en", f"> {TWENTY} more"),
        ("en", f"- {TWENTY}\n- more words"),
        ("fr", f"{TWENTY} mot"),
    ],
)
def test_more_than_twenty_words_are_too_many(lang: str, answer: str) -> None:
    (found,) = lint(long_answer.RULE, deck(card("What is it?", answer), lang=lang))
    assert found.code == "QK230"
    assert found.loc == ("questions", 0, "answer")
    assert "words to recall" in found.message
    assert len(found.message) < 110
    assert found.hint


@pytest.mark.parametrize(
    "answer",
    [
        "Paris",
        TWENTY,
        f"{TWENTY} – : ; !",
        "```\n" + "print(a, b)\n" * 30 + "```",
        "$" + " + ".join("abcdefghijklmnopqrstuvwxyz") + "$",
        "`" + "a " * 30 + "b`",
        "- " + "\n- ".join(["a long list"] * 9),
        "l’" + " l’".join(["idée"] * 20),
        "$x$ " * 20,
        "—" * 300,
    ],
)
def test_short_answers_code_formulas_and_lists_are_not_long(answer: str) -> None:
    assert not lint(long_answer.RULE, deck(card("What is it?", answer)))


def test_a_reversed_card_has_two_answers() -> None:
    found = lint(long_answer.RULE, deck(card(LONG, "rule of law", reverse=True), card(LONG, "rule of law")))
    assert [each.loc for each in found] == [("questions", 0, "prompt")]


def test_a_blank_may_be_too_long() -> None:
    text = f"The rule of law is {{{{c1::{LONG}}}}} in {{{{c2::every state}}}}."
    (found,) = lint(long_answer.RULE, deck({"type": "cloze", "text": text}))
    assert found.loc == ("questions", 0, "text")
    assert "a blank with 25 words" in found.message
    assert not lint(long_answer.RULE, deck({"type": "cloze", "text": f"{LONG} {{{{c1::x}}}}"}))


def test_essays_and_explanations_may_be_long() -> None:
    essay = {"type": "essay", "prompt": "Why?", "answer": LONG}
    assert not lint(long_answer.RULE, deck(essay, card("What?", "This", explanation=LONG)))


def test_a_project_sets_the_words() -> None:
    assert lint(long_answer.RULE, deck(card("?", "one two three four")), words=3)
    assert not lint(long_answer.RULE, deck(card("?", LONG)), words=30)


LISTS = [
    ("en", "What are the three branches of government?", "the legislature, the executive and the judiciary"),
    ("en", "Name the freedoms of the First Amendment.", "- religion\n- speech\n- the press"),
    ("en", "Which countries border Liechtenstein and Italy?", "Austria, Switzerland and France"),
    ("en", "Name three noble gases.", "helium, neon, argon"),
    ("en", "Which planets have rings?", "Jupiter; Saturn; Uranus; Neptune"),
    ("en", "What do plants need to grow?", "water, light, and carbon dioxide"),
    ("en", "What is bronze used for?", "statues, bells, coins and tools"),
    ("en", "Parts of a flower", "petals, sepals, stamens and carpels"),
    ("en", "What are the steps?", "1. read\n2. think\n3. write"),
    ("en", "What are the steps?", "1) read 2) think 3) write"),
    ("en", "Name the states of matter.", "Here they are:\n\n* solid\n* liquid\n* gas"),
    ("en", "Which colours does the flag have?", "Red, white and blue."),
    ("en", "What does blood carry?", "oxygen, sugar, hormones etc."),
    ("fr", "Quelles sont les couleurs de la cocarde ?", "bleu, blanc et rouge"),
    ("fr", "Que contient l’urine d’une personne saine ?", "de l’eau, de l’urée et des sels"),
    ("fr", "Citez trois fleuves de France.", "la Loire, le Rhône, la Seine"),
    ("fr", "Quels pays bordent le lac ?", "la France, la Suisse et l’Italie"),
    ("fr", "Les trois états de l’eau", "solide, liquide, gazeux"),
    ("fr", "De quoi la plante a-t-elle besoin ?", "- d’eau\n- de lumière\n- de sels"),
    ("fr", "Que vend le boulanger ?", "du pain, des croissants ainsi que du lait"),
    ("fr", "Quels sont les trois pouvoirs ?", "législatif ; exécutif ; judiciaire"),
    (
        "fr",
        "Quelles régions traverse la Loire ?",
        "l’Auvergne, la Bourgogne, le Centre et les Pays de la Loire",
    ),
    ("fr", "Comment étudie-t-on ?", "1. lire\n2. penser\n3. écrire"),
    ("de", "Was braucht man?", "- Wasser\n- Licht\n- Luft"),
]


@pytest.mark.parametrize(("lang", "prompt", "answer"), LISTS)
@pytest.mark.parametrize("kind", ["flashcard", "short-answer"])
def test_a_list_is_no_answer(lang: str, prompt: str, answer: str, kind: str) -> None:
    (found,) = lint(list_answer.RULE, deck({"type": kind, "prompt": prompt, "answer": answer}, lang=lang))
    assert found.code == "QK231"
    assert found.loc == ("questions", 0, "answer")
    assert found.message[0] in "3456789"
    assert "things to recall at once" in found.message


@pytest.mark.parametrize(
    ("lang", "prompt", "answer"),
    [
        ("en", "When was the Declaration adopted?", "Friday, 10 December 1948"),
        ("en", "Where does the court sit?", "The Hague, the Netherlands"),
        ("en", "Where was Lincoln shot?", "Ford’s Theatre, Washington, D.C."),
        ("en", "Capital of Texas", "Austin, Texas, United States"),
        (
            "en",
            "habeas corpus",
            "an order to bring a prisoner to a judge, who decides whether, and how, he was held",
        ),
        ("en", "What happened next?", "The rain fell, the river rose, and the city was flooded."),
        ("en", "What is an engine?", "a machine with pistons, valves and gears"),
        ("en", "kind", "gentil, aimable, sympathique"),
        ("en", "to begin", "to start, to commence, to get going"),
        ("en", "Which novel is set in Narnia?", "The Lion, the Witch and the Wardrobe"),
        ("en", "Which trio sang Blowin’ in the Wind?", "Peter, Paul and Mary"),
        ("en", "What is the motto of the Olympic Games?", "Faster, Higher, Stronger"),
        ("en", "How long does it take?", "2 hours, 3 minutes and 5 seconds"),
        ("en", "Where is the point?", "(3, 4, 5)"),
        ("en", "What is his full name?", "John, Paul, George"),
        ("en", "How many people live there?", "1,234,567"),
        ("en", "What does it give?", "`[1, 2, 3]`"),
        ("en", "Solve it.", "$x = 1, 2, 3$"),
        ("en", "What are the two parts?", "- the front\n- the back"),
        ("en", "What are the two parts?", "salt and water"),
        ("en", "What is air made of?", "- nitrogen, 78 %\n- oxygen, 21 %"),
        ("en", "What is air made of?", "Gases, that is.\n\nNitrogen, oxygen and argon"),
        ("en", "Say it in French: salt and pepper", "le sel, le poivre et les épices"),
        ("en", "Who said it?", "“Friends, Romans, countrymen”"),
        ("en", "What is a vertebrate?", "an animal that has a spine, such as fish, birds and mammals"),
        ("fr", "Quand la guerre a-t-elle commencé ?", "le lundi 3 août 1914, à 18 h, à Paris"),
        ("fr", "Où siège la cour ?", "La Haye, Pays-Bas, Europe"),
        ("fr", "Que se passe-t-il ?", "La pluie tombe, le fleuve monte et la ville est inondée."),
        ("fr", "Quelle fable parle d’un renard ?", "Le Corbeau, le Renard et le Fromage"),
        ("fr", "doux", "gentle, soft, mild"),
        ("fr", "Quelle est la devise des Jeux ?", "Plus vite, plus haut, plus fort"),
        ("fr", "Qu’est-ce qu’un moteur ?", "une machine avec des pistons, des soupapes et des engrenages"),
        ("fr", "Combien de temps dure le trajet ?", "2 heures, 3 minutes et 5 secondes"),
        (
            "fr",
            "Qu’est-ce qu’un réflexe ?",
            "une réponse rapide, que rien ne commande, et qui protège le corps",
        ),
        ("fr", "De quoi se compose l’air ?", "surtout d’azote"),
        (
            "fr",
            "Qu'est-ce que le Conseil nordique ?",
            "une assemblée de cinq États, avec un secrétariat, un budget et des commissions communes",
        ),
        ("en", "What are auxiliaries?", "verbs like be, have, do and will"),
        ("fr", "Deux parties ?", "- le haut\n- le bas"),
        ("de", "Was braucht man?", "Wasser, Licht und Luft"),
    ],
)
def test_dates_places_sentences_and_names_are_no_lists(lang: str, prompt: str, answer: str) -> None:
    assert not lint(list_answer.RULE, deck(card(prompt, answer), lang=lang))


def test_a_project_sets_how_many_things() -> None:
    question = card("What are the primary colours?", "red, yellow and blue")
    assert not lint(list_answer.RULE, deck(question), things=4)


def test_one_answer_is_one_finding() -> None:
    words = ", ".join(["a rather long description of something"] * 3)
    question = card("Name three things.", f"{words} and another one of them")
    assert lint(list_answer.RULE, deck(question))
    assert not lint(long_answer.RULE, deck(question))


@pytest.mark.parametrize(
    ("text", "blanks"),
    [
        ("{{c1::a}} {{c2::b}} {{c3::c}} {{c4::d}}", 4),
        ("{{c1::a}} {{c2::b {{c3::c}} }} {{c9::d}} {{c12::e}}", 5),
        ("The {{c1::a}}\n\n- {{c2::b}}\n- {{c3::c}}\n- {{c4::d::hint}}", 4),
    ],
)
def test_more_than_three_blanks(text: str, blanks: int) -> None:
    (found,) = lint(many_blanks.RULE, deck({"type": "cloze", "text": text}))
    assert (found.code, found.loc) == ("QK232", ("questions", 0, "text"))
    assert found.message.startswith(f"{blanks} different blanks")
    assert not lint(many_blanks.RULE, deck({"type": "cloze", "text": text}), blanks=5)


@pytest.mark.parametrize(
    "text",
    [
        "{{c1::a}}",
        "{{c1::a}} {{c2::b}} {{c3::c}}",
        "{{c1::a}} {{c1::b}} {{c1::c}} {{c1::d}} {{c1::e}}",
        "{{c1::a}} {{c2::b}} {{c1::c}} {{c2::d}} {{c3::e}}",
        "{{c1::a}} `{{c2::x}} {{c3::x}}` and {{c4::d}}",
    ],
)
def test_the_same_number_is_one_card(text: str) -> None:
    assert not lint(many_blanks.RULE, deck({"type": "cloze", "text": text}))
