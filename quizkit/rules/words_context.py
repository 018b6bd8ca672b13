"""Words by which a card points at something outside of it, in English and French (QK233)."""

from __future__ import annotations

import re

from quizkit.rules.language import listed

ASKS = {
    "en": listed("when who whom whose where why how what which much many long often far old"),
    "fr": listed("quand qui où pourquoi comment combien quoi que quel quelle quels quelles"),
}
"""Words that ask."""

KINDS = {
    "en": listed(
        """year date day month century time place name number amount age city town country author inventor
        person people reason cause result consequence meaning"""
    ),
    "fr": listed(
        """année an date jour mois siècle heure lieu endroit nom nombre quantité âge ville pays auteur autrice
        inventeur personne raison cause résultat conséquence sens"""
    ),
}
"""Kinds of answers: a prompt that has no other word says only what kind of answer is wanted."""

NEXT = {
    "en": listed(
        """happened happens came comes come next then after afterwards before later else first second third last
        other others one ones former latter and that"""
    ),
    "fr": listed(
        """passe passa passé arrive arriva arrivé ensuite puis après avant alors premier première second seconde
        deuxième troisième dernier dernière autre autres et cela ça"""
    ),
}
"""Words that go on from what was said before."""

GLUE = listed("the a an in at on of it is was did le la les l un une à en de d est fut t y se s qu a il")

VERBS = {
    "en": listed("happen happened come came go went get got say said work live lived die died born"),
    "fr": listed("né née nés nées mort morte vivait vit naît meurt vécu fait va dit meurent naquit mourut"),
}
"""Verbs that tell nothing of what a question is about."""

_SHEETS = {
    "en": "article|passage|extract|excerpt|picture|photo|image|diagram|graph|chart",
    "fr": "article|passage|extrait|document|image|photo|schéma|graphique|tableau|texte",
}
_SOURCES = {
    "en": f"{_SHEETS['en']}|text|document|author|map|table",
    "fr": f"{_SHEETS['fr']}|auteur|autrice|carte",
}
_THINGS = {
    "en": f"{_SOURCES['en']}|figure|poem|painting|speaker|story|law|person|event|process|quotation|sentence",
    "fr": f"{_SOURCES['fr']}|poème|récit|loi|personne|personnage|événement|évènement|processus|citation|phrase",
}
_NOT_OF = {"en": r"\b(?! (?:of|by|on|from|in)\b)", "fr": r"\b(?! (?:de|du|des|sur)\b| d['’])"}

TO_THING = {
    "en": re.compile(
        rf"\b(?:this|these) (?:{_THINGS['en']})s?\b(?! of)"
        rf"|\baccording to the (?:{_SOURCES['en']}){_NOT_OF['en']}"
        rf"|\b(?:in|on|from) the (?:{_SHEETS['en']}|text){_NOT_OF['en']}"
        rf"|\b(?:does|did|do|is|what) the (?:{_SHEETS['en']})"
        r"(?= (?:say|mention|describe|show|protect|about|mean|call|tell|report|claim|deal|state|list|explain)\w*\b)"
        r"|\b(?:shown|pictured|seen|described|mentioned|listed) (?:above|below|here)\b",
        re.IGNORECASE,
    ),
    "fr": re.compile(
        rf"\b(?:cet|ce|cette|ces) (?:{_THINGS['fr']})s?\b(?! d)"
        rf"|(?:\bselon|\bd['’]après) (?:le |la |l['’])(?:{_SOURCES['fr']}){_NOT_OF['fr']}"
        rf"|\b(?:dans|sur) (?:le |la |l['’])(?:{_SHEETS['fr']}){_NOT_OF['fr']}"
        r"|\bci-(?:dessus|dessous|contre)\b"
        r"|\b(?:que|quoi|qu['’]est-ce que) (?:dit|parle|montre|raconte|décrit|protège) "
        rf"(?:le |la |l['’])(?:{_SHEETS['fr']})\b"
        rf"|\b(?:que|quoi) (?:l['’]|le |la )(?:{_SHEETS['fr']})\b",
        re.IGNORECASE,
    ),
}
"""A text, a picture or a thing that is pointed at; `the text of the treaty` says which."""

POINTER = {
    "en": re.compile(r"\b(?:he|she|they|him|his|her|hers|their|them|its|it)\b", re.IGNORECASE),
    "fr": re.compile(
        r"(?<=-)(?:ils?|elles?|lui|leur)\b|\b(?:ils?|elles?|son|sa|ses|leurs?)\b", re.IGNORECASE
    ),
}
"""Pronouns that stand for something."""

EMPTY = {
    "en": re.compile(
        r"\bit (?:takes?|took|rains?|rained|snows?|possible|that|to|means? (?:to|that|when|if)|safe|legal)\b"
        r"|\b(?:time|day|date) is it\b|\b(?:is|was) it\b.*\b(?:that|to|for)\b|\bit['’]s\b"
        r"|\b(?:does|did) it (?:take|mean to|mean that|rain|snow|feel)\b",
        re.IGNORECASE,
    ),
    "fr": re.compile(
        r"\b(?:y a-t-|y avait-|faut-|fallait-|s['’]agit-|fait-|pleut-|neige-|reste-t-|existe-t-|suffit-|vaut-"
        r"|convient-|passe-t-|passera-t-|heure est-|jour est-|semble-t-)il\b|\best-il\b.*\b(?:de|que|d['’])"
        r"|\bil (?:y a|faut|est \w+ (?:de|que|d['’]))|\bqu['’]est-ce qu['’]il\b",
        re.IGNORECASE,
    ),
}
"""`it` and `il` that stand for nothing."""

ON = {
    "en": re.compile(r"(?:And|But|So|Then)\b.*\?"),
    "fr": re.compile(r"(?:Et|Mais|Alors|Ensuite|Puis)\b.*\?"),
}
"""The end of a conversation."""

ORDERS = {
    "en": re.compile(r"(?:Name|Give|Explain|Describe|State|List|Summari[sz]e|Say)\b"),
    "fr": re.compile(r"(?:Nomme|Cite|Explique|Décri[st]|Donne|Résume|Indique|Dites|Dis)"),
}

FIRST = {
    "en": re.compile(
        r"(It|He|She|They|This|These|His|Her|Their|Its)\b(?! (?:is|was) (?:in |on |at )?(?:$|[.,]))"
        r"(?! (?:rain|snow)s?\b)"
    ),
    "fr": re.compile(
        r"(Ils?|Elles?|Cela|Ça|C['’](?=était|est)|Son|Sa|Ses|Leurs?)\b(?! (?:y a|faut|pleut|neige)\b)"
    ),
}
"""How a sentence begins that goes on about something."""

DONE = {
    "en": re.compile(r"(?:It|They) (?:was|were|is|are) (?:\w+ed|built|made|born|found|won|lost|held|begun) "),
    "fr": re.compile(r"(?:Ils?|Elles?) (?:a|ont) été \w+[éi]e?s? "),
}
"""What was done to nobody knows what; in exercises of grammar a blank stands in the verb's place."""

TRIGGERS = {
    "en": listed("above below here this these he she him his her hers they their them its it according")
    | frozenset(_THINGS["en"].split("|")),
    "fr": listed("ci ce cet cette ces il ils elle elles lui leur leurs son sa ses selon après que quoi")
    | frozenset(_THINGS["fr"].split("|")),
}
"""Every pointer has one of these words."""
