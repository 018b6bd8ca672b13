"""QK202: an option that says that no other is right."""

from __future__ import annotations

import re
from collections.abc import Iterator

from quizkit.diagnostics import Finding, Severity
from quizkit.model.questions import Choice, Multiple
from quizkit.rules.all_of_the_above import about_amounts
from quizkit.rules.base import Context, Rule
from quizkit.rules.view import Item
from quizkit.rules.words_options import brief

_EN_NOUN = r"(?:answers?|options?|choices?|statements?|responses?|alternatives?|possibilities|items?|things?)"
_EN_RIGHT = r"(?: (?:is|are|was|were|applies|apply|fits?)(?: \w+)?)"
_FR_NOUN = (
    r"(?:réponses?|propositions?|choix|affirmations?|options?|éléments?|exemples?|solutions?|possibilités?)"
)
_FR_RIGHT = r"(?: (?:(?:n['’]est|ne sont|est) \w+|ne convient|ne correspond))"

_NONE = {
    "en": re.compile(
        rf"(?:none|neither|not any|no one|nothing|not one)(?: of)?(?: the)? (?:the )?above(?: \w+)?{_EN_RIGHT}?"
        rf"|(?:none|neither|not any|not one) of (?:these|those)(?: [\w-]+){{0,2}}{_EN_RIGHT}?"
        rf"|(?:none|neither|not any) of (?:the )?(?:other |listed |given |above )*(?:{_EN_NOUN}|others"
        r"|two|three|four)"
        rf"(?: (?:above|listed|given|here))?{_EN_RIGHT}?|none of the (?:listed|given|above) [\w-]+"
        rf"|(?:no|there is no) (?:\w+ )?(?:correct |right )(?:{_EN_NOUN})?(?: (?:above|listed|given|here))?"
        rf"|(?:no|no other) {_EN_NOUN} (?:is|are) (?:correct|right|true)|none (?:is|are) (?:correct"
        r"|right|true)"
        r"|(?:it is |they are )?not listed(?: here| above)?|nothing (?:listed|mentioned)(?: here| above)?",
        re.IGNORECASE,
    ),
    "fr": re.compile(
        rf"aucune? (?:de ces|des|de ses|parmi ces|parmi les) (?:\w+ )?{_FR_NOUN}"
        rf"(?: (?:ci-dessus|précédente?s|proposée?s|citée?s|mentionnée?s|énumérée?s|donnée?s))?{_FR_RIGHT}?"
        r"|aucune? de (?:ces|celles|ceux)[\w-]*(?: [\w-]+){0,2}"
        rf"|aucune (?:bonne )?{_FR_NOUN}(?: (?:ci-dessus|proposée|donnée|correcte|exacte|juste|bonne"
        rf"|valable))?{_FR_RIGHT}?"
        rf"|aucune? des (?:deux|trois|quatre|cinq)(?: {_FR_NOUN})?{_FR_RIGHT}?"
        r"|rien de (?:tout )?(?:cela|ça|ce qui précède|tout cela|tout ça)|ni l['’]une? ni l['’]autre",
        re.IGNORECASE,
    ),
}
"""Options that can mean nothing else."""

_SHORT = {
    "en": re.compile(r"none of them", re.IGNORECASE),
    "fr": re.compile(r"aucune? d['’](?:eux|elles|entre (?:eux|elles))", re.IGNORECASE),
}
"""Options that deny all others unless the others say how many or how much."""

_STARTS = {
    "en": frozenset({"non", "nei", "not", "no ", "the", "it ", "no-"}),
    "fr": frozenset({"auc", "rie", "ni "}),
}


def _find(item: Item, context: Context) -> Iterator[Finding]:
    for index, option in enumerate(item.options):
        if denies_all(item, option):
            message = f"the option `{brief(option)}` says that no other is right"
            hint = "put a wrong answer in its place that students really give"
            yield Finding("QK202", message, item.place(index), hint=hint)


def denies_all(item: Item, option: str) -> bool:
    """Whether `option` says that none of the other options of `item` is right."""
    if option[:3].lower() not in _STARTS.get(item.lang, ()):
        return False
    option = option.rstrip(" .!")
    if _SHORT[item.lang].fullmatch(option):
        return not about_amounts(item, option)
    return _NONE[item.lang].fullmatch(option) is not None


RULE = Rule(
    "QK202",
    "none-of-the-above",
    Severity.ADVICE,
    types=(Choice, Multiple),
    langs=("en", "fr"),
    question=_find,
)
