"""QK201: an option that stands for all the others."""

from __future__ import annotations

import re
from collections.abc import Iterator

from quizkit.diagnostics import Finding
from quizkit.model.questions import Choice, Multiple
from quizkit.rules.base import Context, Rule
from quizkit.rules.view import Item
from quizkit.rules.words_options import brief

_EN_NOUN = r"(?:answers?|options?|choices?|statements?|responses?|alternatives?|possibilities|items?|things?)"
_EN_RIGHT = r"(?: (?:is|are|was|were|may be|can be)(?: all)?(?: \w+)?)"
_FR_NOUN = (
    r"(?:réponses?|propositions?|choix|affirmations?|options?|éléments?|exemples?|solutions?|possibilités?)"
)
_FR_TAIL = (
    r"(?: (?:ci-dessus|précédentes?|précédents?|proposée?s|citée?s|mentionnée?s|énumérée?s|donnée?s"
    r"|possibles))?"
    r"(?: (?:est|sont|peuvent être) (?:toutes? |tous )?\w+)?(?: à la fois)?"
)

_ALL = {
    "en": re.compile(
        r"(?:all|both|each|any|every one|everyone|either)(?: one)?(?: of)?(?: the)? (?:the )?above(?: \w+)?"
        + _EN_RIGHT
        + "?"
        r"|(?:all|both|each|any|every one)(?: of)? (?:these|those)(?: [\w-]+){0,2}" + _EN_RIGHT + "?"
        rf"|(?:all|both|each|any)(?: of)? (?:the )?(?:other |listed |given |above |three |four |five )*{_EN_NOUN}"
        rf"(?: (?:above|listed|given|here))?{_EN_RIGHT}?"
        r"|all (?:of )?(?:the )?(?:others|listed(?: [\w-]+)?)|(?:all|both)(?: \w+)?(?: are)? (?:correct"
        r"|right|true)"
        r"|(?:everything|every one|every \w+) (?:above|listed|listed above|mentioned)|the above are all \w+"
        rf"|(?:all|every) (?:\w+ )?{_EN_NOUN} (?:is|are) (?:correct|right|true)",
        re.IGNORECASE,
    ),
    "fr": re.compile(
        r"(?:toute?s|tous|chacune? de|chaque|l['’]ensemble de|n['’]importe laquelle de) (?:ces|les"
        rf"|des) (?:\w+ )?{_FR_NOUN}{_FR_TAIL}"
        rf"|(?:chacune|n['’]importe laquelle|l['’]ensemble) des {_FR_NOUN}{_FR_TAIL}"
        rf"|les (?:deux|trois|quatre|cinq)(?: {_FR_NOUN})?(?: (?:premières|premiers))?{_FR_TAIL}"
        r"|(?:toutes|tous) ces [\w-]+(?: [\w-]+)?|(?:toutes|tous) (?:celles-ci|ceux-ci|les (?:deux"
        r"|trois|quatre))"
        rf"|tout (?:cela|ça|ce qui précède)(?: à la fois)?|les {_FR_NOUN}(?: ci-dessus| précédentes)? sont toutes \w+"
        rf"|(?:toutes|tous) sont \w+|toutes les {_FR_NOUN}{_FR_TAIL}",
        re.IGNORECASE,
    ),
}
"""Options that can mean nothing else."""

_SHORT = {
    "en": re.compile(r"all(?: of them)?|all together", re.IGNORECASE),
    "fr": re.compile(r"toutes|tous|(?:toutes|tous) ensemble|tout", re.IGNORECASE),
}
"""Options that stand for all others unless the others say how many or how much."""

_COUNTED = {
    "en": re.compile(r"(?:both|all (?P<count>three|four|five))(?: of them)?", re.IGNORECASE),
    "fr": re.compile(r"les (?P<count>deux|trois|quatre|cinq)|tous les deux|toutes les deux", re.IGNORECASE),
}
_COUNTS = {"deux": 2, "three": 3, "trois": 3, "four": 4, "quatre": 4, "five": 5, "cinq": 5}

AMOUNT = {
    "en": re.compile(
        r"\d|(?:about |nearly |almost |more |less |at least |only )*(?:some|most|half|a few|few|many"
        r"|several|one|two|three"
        r"|four|five|six|ten|a (?:third|quarter|half|dozen|minority|majority)|part|neither|all (?:but"
        r"|except)|none but)\b",
        re.IGNORECASE,
    ),
    "fr": re.compile(
        r"\d|(?:environ |presque |plus |moins |au moins |seulement )*(?:certaine?s?|quelques|la (?:moitié"
        r"|plupart|majorité)"
        r"|une? (?:partie|minorité|tiers|quart|seule?|peu)|une?|deux|trois|quatre|cinq|dix|peu|beaucoup"
        r"|plusieurs|(?:tous|toutes) sauf)\b",
        re.IGNORECASE,
    ),
}
"""How the options of a question about an amount begin: among them, `all` and `none` are ordinary answers."""

_STARTS = {
    "en": frozenset({"all", "bot", "eac", "any", "eve", "eit", "the"}),
    "fr": frozenset({"tou", "cha", "l'e", "l’e", "n'i", "n’i", "les"}),
}


def _find(item: Item, context: Context) -> Iterator[Finding]:
    for index, option in enumerate(item.options):
        if stands_for_all(item, option):
            message = f"the option `{brief(option)}` stands for all the others"
            hint = "name the right options, or make it a `multiple` question"
            yield Finding("QK201", message, item.place(index), hint=hint)


def stands_for_all(item: Item, option: str) -> bool:
    """Whether `option` says that all other options of `item` are right."""
    if option[:3].lower() not in _STARTS.get(item.lang, ()):
        return False
    option = option.rstrip(" .!")
    counted = _COUNTED[item.lang].fullmatch(option)
    if counted is not None:
        wanted = _COUNTS.get((counted["count"] or "deux").lower(), 2)
        return len(item.options) - 1 == wanted and not about_amounts(item, option)
    if _SHORT[item.lang].fullmatch(option):
        return len(item.options) > 2 and not about_amounts(item, option)
    return _ALL[item.lang].fullmatch(option) is not None


def about_amounts(item: Item, but: str) -> bool:
    """Whether another option than `but` says how many or how much."""
    amount = AMOUNT[item.lang]
    return any(amount.match(option) for option in item.options if option.rstrip(" .!") != but)


RULE = Rule("QK201", "all-of-the-above", types=(Choice, Multiple), langs=("en", "fr"), question=_find)
