"""QK233: cards that nobody understands who does not know where they come from."""

from __future__ import annotations

from typing import Any

import pytest
from rules_support_cards import card, deck, lint

from quizkit.rules import no_context

BARE = [
    ("en", "When?", "1707"),
    ("en", "Who?", "Napoleon"),
    ("en", "Why?", "because the harvest failed"),
    ("en", "In which year?", "1215"),
    ("en", "The year", "1215"),
    ("en", "Date", "4 July 1776"),
    ("en", "What happened next?", "The king fled to Varennes."),
    ("en", "And the second one?", "the endoplasmic reticulum"),
    ("en", "And then?", "The Bastille fell."),
    ("en", "What did he do next?", "He dissolved Parliament."),
    ("en", "When was it founded?", "1869"),
    ("en", "Where did she die?", "in Paris"),
    ("en", "What is its capital?", "Bern"),
    ("en", "What is it called?", "a rhombus"),
    ("en", "How does it work?", "by compressing air"),
    ("en", "What does this article protect?", "freedom of speech"),
    ("en", "According to the article, who pays?", "the state"),
    ("en", "What can be seen in the picture?", "a lighthouse"),
    ("en", "What does the diagram show?", "the water cycle"),
    ("en", "Name the author of this poem.", "Keats"),
    ("fr", "Quand ?", "1789"),
    ("fr", "Où ?", "À Versailles"),
    ("fr", "Pourquoi ?", "parce que le pain manquait"),
    ("fr", "En quelle année ?", "1804"),
    ("fr", "L’année", "1804"),
    ("fr", "Et le deuxième ?", "la noblesse de robe"),
    ("fr", "Qu’a-t-il fait ensuite ?", "il a quitté Paris"),
    ("fr", "Pourquoi l’a-t-il fait ?", "pour garder le pouvoir"),
    ("fr", "Où est-elle morte ?", "à Rouen"),
    ("fr", "Quand est-il né ?", "1769"),
    ("fr", "Quelle est sa capitale ?", "Berne"),
    ("fr", "Comment s’appelle-t-il ?", "le losange"),
    ("fr", "Que protège cet article ?", "la liberté de la presse"),
    ("fr", "Selon le texte, qui paie ?", "l’État"),
    ("fr", "Que voit-on sur l’image ?", "un phare"),
    ("fr", "Qu’est-ce que montre le schéma ci-dessous ?", "le cycle de l’eau"),
]


@pytest.mark.parametrize(("lang", "prompt", "answer"), BARE)
@pytest.mark.parametrize("kind", ["flashcard", "short-answer"])
def test_nobody_knows_what_is_meant(lang: str, prompt: str, answer: str, kind: str) -> None:
    (found,) = lint(no_context.RULE, deck({"type": kind, "prompt": prompt, "answer": answer}, lang=lang))
    assert (found.code, found.loc) == ("QK233", ("questions", 0, "prompt"))
    assert f"`{prompt}` cannot be understood by itself" in found.message
    assert found.hint


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "It was signed there in {{c1::1648}}."),
        ("en", "He was born in {{c1::Corsica}}."),
        ("en", "They were made of {{c1::bronze}}."),
        ("en", "It was discovered by {{c1::him}} there."),
        ("en", "Its capital is {{c1::Bern}}."),
        ("en", "She won it in {{c1::1903}} and again in {{c2::1911}}."),
        ("fr", "Il est né en {{c1::1769}}."),
        ("fr", "Elle meurt à {{c1::Rouen}}."),
        ("fr", "Sa capitale est {{c1::Berne}}."),
        ("fr", "Cela se passe en {{c1::1789}}."),
    ],
)
def test_a_cloze_about_nobody(lang: str, text: str) -> None:
    (found,) = lint(no_context.RULE, deck({"type": "cloze", "text": text}, lang=lang))
    assert found.loc == ("questions", 0, "text")


FINE = [
    ("en", "veto", "the right to stop a decision"),
    ("en", "Capital of Wales?", "Cardiff"),
    ("en", "photosynthesis", "how plants make sugar"),
    ("en", "year", "l’année"),
    ("en", "the date", "la date"),
    ("en", "why?", "pourquoi ?"),
    ("en", "when?", "quand"),
    ("en", "this", "ce"),
    ("en", "the article", "l’article"),
    ("en", "Where does she live?", "Où habite-t-elle ?"),
    ("en", "He is tired.", "Il est fatigué."),
    ("en", "What time is it?", "3 o’clock"),
    ("en", "How long does it take to boil an egg?", "ten minutes"),
    ("en", "What do bees use their wings for?", "flying"),
    ("en", "What did Napoleon do after he lost at Waterloo?", "He abdicated."),
    ("en", "Before he became king, what was William?", "Duke of Normandy"),
    ("en", "Why is it important that milk is boiled?", "to kill germs"),
    ("en", "A ball falls from a tower. How fast is it after 2 s?", "20 m/s"),
    ("en", "What is the plural of this word: mouse?", "mice"),
    ("en", "What does this symbol mean: ∑?", "sum"),
    ("en", "What does the article by Watson and Crick describe?", "DNA"),
    ("en", "What does the text of the Treaty of Rome create?", "a market"),
    ("en", "In the picture of Dorian Gray, who grows old?", "the portrait"),
    ("en", "What does “it” stand for in grammar?", "a thing"),
    ("en", "How many days are there in a week?", "7"),
    ("en", "In English, what is the article before a vowel?", "an"),
    ("en", "What is the author of Hamlet called?", "Shakespeare"),
    ("en", "Which gas do plants need to make their food?", "carbon dioxide"),
    ("en", "According to the table of elements, what is Fe?", "iron"),
    ("en", "Why does it rain in winter?", "cold air holds less water"),
    ("en", "What came after the Stone Age?", "the Bronze Age"),
    ("fr", "le droit de veto", "le droit d’arrêter une décision"),
    ("fr", "Capitale du pays de Galles ?", "Cardiff"),
    ("fr", "année", "year"),
    ("fr", "quand ?", "when?"),
    ("fr", "Où habite-t-elle ?", "Where does she live?"),
    ("fr", "Quelle heure est-il ?", "3 heures"),
    ("fr", "Combien de jours y a-t-il dans une semaine ?", "7"),
    ("fr", "Que se passe-t-il à l’inspiration ?", "les côtes montent"),
    ("fr", "Quel pays Napoléon n’a-t-il jamais occupé ?", "le Royaume-Uni"),
    ("fr", "Comment la plante fabrique-t-elle son sucre ?", "par la photosynthèse"),
    ("fr", "Pourquoi faut-il se laver les mains ?", "à cause des microbes"),
    ("fr", "Que dit l’article 2 de la Constitution ?", "la langue est le français"),
    ("fr", "Que contient le tableau de Mendeleïev ?", "les éléments"),
    ("fr", "Où la Loire se jette-t-elle ?", "dans l’Atlantique"),
    ("fr", "Est-il vrai que la Terre tourne ?", "oui"),
    ("fr", "De quoi un muscle a-t-il besoin ?", "de dioxygène"),
    ("fr", "Quand Louis XVI et sa famille fuient-ils ?", "1791"),
    ("fr", "Quel est le pluriel de ce mot : cheval ?", "chevaux"),
    ("fr", "Pourquoi le ciel est-il bleu ?", "à cause de la diffusion"),
    ("fr", "Selon la loi de 1905, qui paie les prêtres ?", "l’Église"),
    ("de", "Wann?", "1871"),
]


@pytest.mark.parametrize(("lang", "prompt", "answer"), FINE)
def test_terms_translations_and_full_questions_are_fine(lang: str, prompt: str, answer: str) -> None:
    assert not lint(no_context.RULE, deck(card(prompt, answer), lang=lang))


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "She {{c1::goes}} to school every day."),
        ("en", "He gave it {{c1::to}} her."),
        ("en", "It is {{c1::raining}}."),
        ("en", "{{c1::He}} was tired."),
        ("en", "King John sealed Magna Carta in {{c1::1215}}; it was {{c2::annulled}}."),
        ("en", "This is {{c1::my}} brother."),
        ("en", "They {{c1::were}} built in stone."),
        ("en", "Its pH is 7, so water is {{c1::neutral}}."),
        ("fr", "Elle {{c1::va}} à l’école."),
        ("fr", "Il y a {{c1::7}} jours dans une semaine."),
        ("fr", "Il faut {{c1::2}} œufs pour cette pâte."),
        ("fr", "Ils {{c1::sont}} partis."),
        ("fr", "La Loire se jette dans {{c1::l’Atlantique}}."),
    ],
)
def test_exercises_of_grammar_and_full_sentences_are_fine(lang: str, text: str) -> None:
    assert not lint(no_context.RULE, deck({"type": "cloze", "text": text}, lang=lang))


@pytest.mark.parametrize(
    "more",
    [
        {"passage": "p"},
        {"image": {"file": "a.png", "alt": "A map"}},
        {"images": [{"file": "a.png", "alt": "A map"}]},
        {"prompt": "When was it founded? ![A town](a.png)"},
    ],
)
def test_a_passage_or_a_picture_says_it(more: dict[str, Any]) -> None:
    passages = [{"id": "p", "text": "The Suez Canal was opened in 1869."}]
    assert not lint(
        no_context.RULE, deck({**card("When was it founded?", "1869"), **more}, passages=passages)
    )


def test_other_types_are_not_looked_at() -> None:
    questions: list[dict[str, Any]] = [
        {"type": "choice", "prompt": "When?", "answer": "1", "distractors": ["2", "3"]},
        {"type": "true-false", "prompt": "It was signed in 1648.", "answer": True},
        {"type": "essay", "prompt": "Why did he do it?"},
    ]
    assert not lint(no_context.RULE, deck(*questions))
