"""QK209: an option or a statement with a word such as `often`, which everybody reads in another way."""

from __future__ import annotations

import re
from collections.abc import Iterator

from quizkit.diagnostics import Finding, Severity
from quizkit.model.questions import Choice, Multiple, TrueFalse
from quizkit.rules.base import Context, Rule
from quizkit.rules.language import listed
from quizkit.rules.view import Item
from quizkit.rules.words_options import QUOTED, is_title

_WORDS = {
    "en": listed(
        """often usually sometimes frequently infrequently many few rarely seldom generally
        occasionally typically commonly"""
    ),
    "fr": listed(
        """souvent parfois quelquefois généralement habituellement fréquemment rarement beaucoup peu"""
    ),
}
_HINTS = {
    "en": _WORDS["en"] | listed("several may might"),
    "fr": _WORDS["fr"] | listed("général plupart temps plusieurs peut peuvent"),
}
_SPANS = {
    "en": r"seconds|minutes|hours|days|nights|weeks|months|years|decades|centuries|miles|metres|meters"
    r"|kilometres|kilometers|dozen|hundred|thousand|million",
    "fr": r"secondes|minutes|heures|jours|nuits|semaines|mois|années|ans|décennies|siècles|kilomètres"
    r"|mètres|dizaines|centaines|milliers|millions",
}
"""How much `several` is matters before these; elsewhere it says “more than one”, unless it opens the claim."""

_HAPPENS = (
    r"(?:pleuvoir|neiger|exploser|entraîner|provoquer|causer|varier|arriver|survenir|changer"
    r"|affecter|augmenter|diminuer|devenir|évoluer|influencer|mourir|disparaître|échouer"
    r"|raccourcir|rallonger|s['’]\w+er|se (?:produire|tromper))"
)
"""What happens or not: French *peut* means “may” before these, and mostly “can” before others."""
_TERMS = {
    "en": re.compile(
        rf"(?<![\w-])(?:(?i:{'|'.join(sorted(_WORDS['en']))}|several(?= (?:{_SPANS['en']})\b))"
        r"|(?:^|(?<=[.;] ))[Ss]everal|may|might|(?:May|Might)(?= [a-z]))(?![\w-])"
    ),
    "fr": re.compile(
        rf"(?<![\w-])(?:{'|'.join(sorted(_WORDS['fr']))}|en général|la plupart du temps|de temps en temps"
        rf"|plusieurs(?= (?:{_SPANS['fr']})\b)|(?:^|(?<=[.;] ))plusieurs|peu(?:t|vent)(?= {_HAPPENS}\b))(?![\w-])",
        re.IGNORECASE,
    ),
}

_FIXED = {
    "en": re.compile(
        r"\b(?:how (?:many|few|often)|(?:as|so|too|that) (?:many|few|often)(?: as)?|(?:first|last|next) (?:few"
        r"|several)"
        r"|(?:by|in|of|on|until|since|from|to|early|late|mid|this|last|next|\d{1,2}) may\b|may (?:\d"
        r"|and|or|to|day|was|is|of)"
        r"|(?:military|naval|economic|with|of|and|all his|its|their) might|might of|may (?:you|he|she"
        r"|they|we|the|god|your|it be)\b|may not|cannot"
        r"|(?:may|might) be (?:used|applied|taken|given|sought|called|known|seen|found|defined|expressed"
        r"|written|obtained)"
        r"|(?:so|in order) that (?:[\w'’-]+ ){1,5}(?:may|might)|(?:who|whoever|only \w+) may)\b",
        re.IGNORECASE,
    ),
    "fr": re.compile(
        r"\b(?:à peu près|peu à peu|sous peu|depuis peu|un peu|peu après|peu avant|peu de temps|peu importe"
        r"|ne (?:\w+ )?peut"
        r"|ne peuvent|peut-être|en peu de|trop peu|si peu|merci beaucoup|aussi souvent(?= qu)|qui peut|qui peuvent)\b",
        re.IGNORECASE,
    ),
}
"""Phrases that hold such a word and are no frequency or amount."""


def _find(item: Item, context: Context) -> Iterator[Finding]:
    hints = _HINTS[item.lang]
    if isinstance(item.question, TrueFalse):
        if not hints.isdisjoint(item.stem_words) and (term := _term(item.stem, item.lang)):
            yield _finding(term, "the statement", ("prompt",), ())
        return
    places = [
        (item.place(index), term)
        for index, words in enumerate(item.option_words)
        if not hints.isdisjoint(words)
        and not is_title(item.options[index])
        and not _is_the_word(item, index)
        and (term := _term(item.options[index], item.lang))
        and not (term in _MAY and _of_what_may_be(item))
    ]
    if places:
        place, term = places[0]
        related = tuple((other, f"`{word}`") for other, word in places[1:])
        yield _finding(term, "an option", place, related)


_MAY = frozenset({"may", "might", "peut", "peuvent"})
_POSSIBLE = {
    "en": re.compile(
        r"\b(?:what|which|how|who|why|where|when)\b[^.?]{0,200}\b(?:can|could|may|might)\b"
        r"|\b(?:possibl[ey]|potential(?:ly)?|risks?)\b",
        re.IGNORECASE,
    ),
    "fr": re.compile(r"\b(?:peut|peuvent|peux|pouvez|pourrait|possibles?|risques?)\b", re.IGNORECASE),
}
_ALLOWED = {
    "en": re.compile(r"\b(?:must|shall|allowed|permitted|entitled)\b", re.IGNORECASE),
    "fr": re.compile(r"\b(?:doit|doivent|permis|autorisée?s?|le droit)\b", re.IGNORECASE),
}
"""Where it is asked what can happen, or what is allowed, `may` says just that."""


def _of_what_may_be(item: Item) -> bool:
    asks, rules = _POSSIBLE[item.lang], _ALLOWED[item.lang]
    return bool(asks.search(item.stem)) or any(map(rules.search, (item.stem, *item.options)))


_OF_WORDS = {
    "en": re.compile(
        r"\b(?:words?|adverbs?|opposite|synonyms?|translat\w+|means?|spel\w+|pronoun\w*)\b", re.IGNORECASE
    ),
    "fr": re.compile(
        r"\b(?:mots?|adverbes?|contraire|synonymes?|tradui\w+|signifie|sens|s['’]écrit)\b", re.IGNORECASE
    ),
}


def _is_the_word(item: Item, index: int) -> bool:
    """Whether a question about words has the option as one of them."""
    return len(item.option_words[index]) == 1 and _OF_WORDS[item.lang].search(item.stem) is not None


def _finding(
    term: str,
    what: str,
    place: tuple[str | int, ...],
    related: tuple[tuple[tuple[str | int, ...], str], ...],
) -> Finding:
    message = f"{what} says `{term}`, which everybody reads in another way"
    hint = "give a number, or leave the word out"
    return Finding("QK209", message, place, hint=hint, related=related)


def _term(text: str, lang: str) -> str:
    match = _TERMS[lang].search(_FIXED[lang].sub(" ", QUOTED.sub(" ", text)))
    return match[0].lower() if match else ""


RULE = Rule(
    "QK209",
    "vague-terms",
    Severity.ADVICE,
    types=(Choice, Multiple, TrueFalse),
    langs=("en", "fr"),
    question=_find,
)
