"""QK208: a false answer that claims something without exception, as true ones seldom do."""

from __future__ import annotations

import re
from collections.abc import Iterator

from quizkit.diagnostics import Finding, Severity
from quizkit.model.questions import Choice, Multiple, TrueFalse
from quizkit.rules.all_of_the_above import stands_for_all
from quizkit.rules.base import Context, Rule
from quizkit.rules.language import listed
from quizkit.rules.none_of_the_above import denies_all
from quizkit.rules.view import Item
from quizkit.rules.words_negation import HINTS as NEGATIVES
from quizkit.rules.words_options import QUOTED, is_title

_WORDS = {
    "en": listed(
        """always never all only every none must impossible impossibly no-one nobody everyone everybody
        everything nothing everywhere nowhere entirely completely totally absolutely solely exclusively
        invariably"""
    ),
    "fr": listed(
        """toujours jamais tous toutes seul seule seuls seules seulement uniquement aucun aucune impossible
        impossibles exclusivement entièrement totalement absolument forcément obligatoirement
        systématiquement partout"""
    ),
}
_PHRASES = {
    "en": ("no one", "without exception", "without exceptions"),
    "fr": ("tout le monde", "nulle part", "sans exception", "sans exceptions"),
}
_ENDS = {"en": listed("one exception exceptions"), "fr": listed("monde part exception exceptions")}
"""A word of each phrase: a text without it does not hold the phrase."""

_HINTS = {lang: _WORDS[lang] | _ENDS[lang] for lang in _WORDS}
_TERMS = {
    lang: re.compile(
        rf"(?<![\w-])(?:{'|'.join(sorted((*_WORDS[lang], *_PHRASES[lang])))})(?![\w-])", re.IGNORECASE
    )
    for lang in _WORDS
}

_FIXED = {
    "en": re.compile(
        r"\b(?:(?<=\w )all (?:the|his|her|my|your|its|our) (?!time\b)|to end all wars|(?:all|every one) of (?:whom"
        r"|which)|none of (?:whom|which)|all (?:the )?(?:two|three"
        r"|four|five|six|seven|\d+)|after all|all (?:white|black|red|blue|green|night|day|year|week"
        r"|month|the time|together)|none(?=[,.;:–—]| -)|above all|first of all|at all|all right|all over"
        r"|all along|once and for all"
        r"|all in all|of all time"
        r"|not (?:all|always|only|every|everyone|everything|completely|entirely|necessarily)|(?:every"
        r"|all) of the above"
        r"|all of (?:these|those)|all the above|nothing but|all (?:but|except)|next to nothing|only (?:child"
        r"|children|son|daughter)"
        r"|every (?:other|two|three|four|five|six|seven|ten|few|\d+|second|third|day|night|week|month"
        r"|year|morning|evening"
        r"|hour|minute|century|decade|spring|summer|autumn|winter|time)"
        r"|only (?:about |around |some )?(?:\d|a few|two|three|four|five|six|ten|half|a)|must have been"
        r"|(?:[A-F]|[1-9]|I{1,3}|IV|V)\b\)? only"
        r"|all saints|all souls|all blacks|all the same|all-\w+|for all to see|all fours|almost (?:all"
        r"|every|always|never|no)"
        r"|(?:most|best|least|worst|first) of all|all (?:your|my|one'?s|their) \w+|(?:after|before|during|at|on) every"
        r"|nearly (?:all|every|always)|hardly ever|none of the (?:above|others?)|none of (?:these|those"
        r"|them))\b",
        re.IGNORECASE,
    ),
    "fr": re.compile(
        r"\b(?:(?:pas|non) (?:toujours|seulement|tous|toutes|uniquement|entièrement|forcément|totalement)"
        r"|tous les deux"
        r"|toutes les deux|(?:tous|toutes) sauf|(?:tous|toutes) les (?:\w+ )?(?:jours?|ans|mois|matins"
        r"|soirs|semaines|heures|années|minutes"
        r"|siècles|fois|nuits|lundis|dimanches)|à tout jamais|à jamais|si jamais|à lui seul|à elle seule"
        r"|presque (?:tous|toutes"
        r"|toujours|jamais|aucune?)|(?:toutes|tous|aucune?) (?:ces|les|de ces|des) (?:réponses|propositions"
        r"|choix|affirmations)"
        r"|seulement (?:\d|un|une|deux|trois|quatre|cinq|dix)|d['’]un seul|une seule fois|un seul|une seule"
        r"|tous ensemble|une seule (?:entité|fois|ligne|unité)"
        r"|en tous? cas|toutes voiles|toussaint|de toutes pièces|tous azimuts|de toutes parts|sous toutes)\b",
        re.IGNORECASE,
    ),
}
"""Phrases that hold such a word and claim nothing without exception."""


def _find(item: Item, context: Context) -> Iterator[Finding]:
    if isinstance(item.question, TrueFalse):
        if item.question.answer or _HINTS[item.lang].isdisjoint(item.stem_words):
            return
        if term := _term(item.stem, item.lang):
            message = f"a false statement with `{term}`: students know that such statements are seldom true"
            hint = "make it false by what it says, not by the word"
            yield Finding("QK208", message, ("prompt",), hint=hint)
        return
    hints = _HINTS[item.lang]
    if all(hints.isdisjoint(words) for words in item.option_words):
        return
    if not NEGATIVES[item.lang].isdisjoint(item.stem_words):
        return  # the wrong options are the true ones
    found = [_term(option, item.lang) for option in item.options]
    count = item.key_count
    places = [
        index for index in range(count, len(found)) if found[index] and _claims(item, index, found[index])
    ]
    if places and not any(found[:count]):
        message = (
            f"a wrong option with `{found[places[0]]}`: students know that such options are seldom right"
        )
        hint = "leave out the word, or use such words in the right option too"
        related = tuple((item.place(index), f"`{found[index]}`") for index in places[1:])
        yield Finding("QK208", message, item.place(places[0]), hint=hint, related=related)


_SPEAKER = {"en": listed("i i'm i’m i'll i’ll i've i’ve my me"), "fr": listed("je j mon ma mes moi")}
"""Words of options that are somebody's words: they are quoted, not claimed."""


def _claims(item: Item, index: int, term: str) -> bool:
    """Whether the option claims something: not as the answer to "how often?", not of the other options."""
    option = item.options[index]
    alone = len(option.strip(" .!")) <= len(term)
    said = not _SPEAKER[item.lang].isdisjoint(item.option_words[index])
    return not (alone or said or is_title(option) or stands_for_all(item, option) or denies_all(item, option))


def _term(text: str, lang: str) -> str:
    """The absolute word of `text`."""
    rest = _FIXED[lang].sub(" ", QUOTED.sub(" ", text)).replace(" None", " ")  # Python's None
    match = _TERMS[lang].search(rest)
    return match[0].lower() if match else ""


RULE = Rule(
    "QK208",
    "absolute-terms",
    level=Severity.ADVICE,
    on=False,  # right on the labelled set, but in some 50,000 trivia questions three of ten findings were not
    types=(Choice, Multiple, TrueFalse),
    langs=("en", "fr"),
    question=_find,
)
