"""The words and patterns by which QK211 tells the form of an option."""

from __future__ import annotations

import re

from quizkit.rules.language import listed

ARTICLES = {"en": listed("the a an"), "fr": listed("le la les un une des du")}
DETERMINED = {
    "en": ARTICLES["en"]
    | listed(
        """el los las il lo gli der die das le la les un una ein eine it its their his her my your our this these
        more less fewer no all every each some any one two three four five six both many most half nothing
        everything something nobody everybody several other"""
    ),
    "fr": ARTICLES["fr"]
    | listed(
        """el los las il lo gli der die das una ein eine the a an de son sa ses leur leurs mon ma mes nos notre
        votre vos ce cette ces cet deux trois quatre cinq six rien beaucoup plusieurs certain certains certaine
        certaines personne tous toutes tout toute aucun aucune plus moins chaque au aux à"""
    ),
}
"""What stands before a noun, in the languages that students learn too (`el ajo`)."""

OF_OTHERS = listed(
    """all none both any neither either never other it cannot not no impossible on pas aucun aucune toute toutes
    tout tous les jamais autre"""
)
"""How the options begin that `STANDS_FOR_OTHERS` knows."""

UNIQUE = re.compile(
    r"(?:the (?:same|other|most|least|\w+est|only|first|last)|l[ea]s? (?:mêmes?|plus|moins|autres?))\b",
    re.IGNORECASE,
)
"""Article and word that belong together whatever the other options are."""

STANDS_FOR_OTHERS = re.compile(
    r"(?:all|none|both|any|neither|either) (?:of|the)\b.*|none|never|other|both|neither|it depends"
    r"|(?:toute?s?|aucune?|les deux|tous) (?:les|des|de|ces|ceux|celles|la|le)\b.*|aucune?|jamais|autre"
    r"|(?:it )?cannot be \w+.*|cannot say|not enough .*|impossible to .*|no (?:change|solution|effect)"
    r"|on ne (?:peut|sait).*|impossible à .*|pas de .*",
    re.IGNORECASE,
)
"""Options that QK201 and QK202 speak of, and others that belong to no form."""

NUMBER = re.compile(r"[~≈<>]?[-+\u2212]?[€$£]?\s?\d[\d.,\u202f\u00a0 /:%]*\S{0,12}")
DIGIT = re.compile(r"\d")
NO_NUMBER = listed(
    """noon midnight midi minuit undefined infinite infinity unlimited nothing unknown infini infinie
    illimité indéfini indéterminé rien inconnu"""
)
VERBS = {
    "en": listed(
        """is are was were has have had does do did can could will would should must may might became becomes
        allows allowed makes made gives gave takes took causes caused means meant"""
    ),
    "fr": listed(
        """est sont était étaient ont avait avaient fait font fit peut peuvent doit doivent fut furent sera
        seront permet permettent va vont"""
    ),
}
NO_SUBJECT = listed("to and or et ou de à pour")
"""Words that no sentence has between its subject and its verb."""

OUT_OF = listed("to by of from with for in")
PRONOUNS = {
    "en": listed("it they he she we you i there this these that"),
    "fr": listed("il elle ils elles on nous vous je cela ça ce c'est c’est"),
}
RELATIVES = {
    "en": listed("that which who whom whose where when what how why if because than as"),
    "fr": listed("qui que qu dont où quand si parce lequel laquelle lesquels lesquelles quoi comme"),
}
INFINITIVE = {
    "en": re.compile(r"to (?!(?:the|an?|his|her|its?|their|my|your|our|no)\b)[a-z]+", re.IGNORECASE),
    "fr": re.compile(
        r"(?:(?:se|ne pas|ne|s['’]) ?)?[a-zà-ÿ]{2,}(?:er|ir|oir|dre|tre|ire|ore|vre|pre|cre)\b", re.IGNORECASE
    ),
}
LONG = 40
"""Options with more characters are no terms whose articles could be compared."""

GERUND = re.compile(r"[A-Za-z]{2,}ing (?!of\b)[a-z]+")
DOING = re.compile(
    r"[A-Za-z]{2,}ing (?:the|an?|up|down|out|off|your|its?|their|his|her|more|less|too|all|no) ",
    re.IGNORECASE,
)
PURPOSE = re.compile(r"(?:so that|in order|because|so as|for |by )", re.IGNORECASE)
ACTS = re.compile(
    r"[a-z]{2,}(?:[^s]s|es) (?!of\b|and\b|or\b|in\b|with\b|for\b|from\b|that\b|to\b|on\b|at\b|by\b)"
)
LINKS = {
    "en": listed(
        """to by in at on because for with from when if before after during under as into until since
        outside inside near between beyond not only than"""
    ),
    "fr": listed(
        """à pour en par dans avec parce de d' sur sous quand si avant après pendant sans au aux du des car
        hors puisque vers chez près entre devant derrière depuis comme"""
    ),
}
ABBREVIATED = re.compile(r"(?:\b[A-Za-z]|\b(?:etc|Inc|Ltd|Jr|Sr|Co|Corp|St|Dr|No|vs|av|apr|ca|cf|J\.-C))\.$")
PARTICLE = listed("von van de da di del della du el al bin ibn le la the ter ten af d l")
COMMON = re.compile(
    r"(?:tion|sion|sis|ness|ment|ity|ance|ence|ing|ed|ly|ism|ure|age|ive|ous|ful|ic|al|er|or"
    r"|té|eur|euse|ique|isme|ée?s?)$"
)


def article(text: str, lang: str) -> str:
    """The article that `text` begins with, in lower case (`l'` without its sign), or nothing."""
    first = text.partition(" ")[0].lower()
    if first in ARTICLES[lang] and first != text.lower():
        return first
    return "l" if lang == "fr" and first[:2] in ("l'", "l’") else ""


def determined(text: str, lang: str) -> bool:
    """Whether `text` begins with an article, a possessive, a number in words."""
    first = text.partition(" ")[0].lower()
    return first in DETERMINED[lang] or (lang == "fr" and first[:2] in ("l'", "l’", "d'", "d’"))
