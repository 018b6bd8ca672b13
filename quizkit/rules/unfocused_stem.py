"""QK221: a stem that asks nothing, so that all options must be read to learn what is asked."""

from __future__ import annotations

import re
from collections.abc import Iterator

from quizkit.diagnostics import Finding
from quizkit.model.questions import Choice, Multiple
from quizkit.rules import language
from quizkit.rules.base import Context, Rule
from quizkit.rules.language import listed
from quizkit.rules.saying import short
from quizkit.rules.view import Item

_JUDGED = {
    "en": listed(
        """true false correct incorrect right wrong untrue accurate inaccurate valid invalid exact best
        appropriate"""
    ),
    "fr": listed(
        """vrai vraie vrais vraies faux fausse fausses correct correcte corrects correctes incorrect incorrecte
        incorrects incorrectes exact exacte exacts exactes inexact inexacte inexacts inexactes juste justes bon
        bonne bons bonnes"""
    ),
}
_TASK = {
    "en": _JUDGED["en"]
    | listed(
        """which what one ones of the a following these those below above statement statements option options
        answer answers sentence sentences claim claims choice choices proposition propositions assertion
        assertions fact facts is are was were be choose select pick tick mark find identify circle indicate check
        please all two three that not most more or your must can here given listed box boxes item items only
        response responses question do does you know"""
    ),
    "fr": _JUDGED["fr"]
    | listed(
        """laquelle lequel lesquels lesquelles quelle quelles quel quels parmi le la les l un une de des d du ces
        cette ce ceux celles ci dessous dessus suivant suivante suivants suivantes affirmation affirmations
        proposition propositions réponse réponses phrase phrases énoncé énoncés assertion assertions option
        options choix case cases est sont était étaient n pas ne choisissez choisis choisir cochez coche cocher
        sélectionnez sélectionne indiquez indique trouvez trouve entourez entoure toutes tous toute ou et qu que
        qui plus deux trois entre se veuillez question"""
    ),
}
"""Words of the task. A stem that has no others asks nothing."""

_WHICH = listed("which what lequel laquelle lesquels lesquelles")

_ABOUT = {
    "en": re.compile(
        r"^(?:about|concerning|regarding|as for|in regard to) [^,:?]+[,:] "
        r"| (?:about|concerning|regarding|with regard to) [^,:?.]+?(?= (?:is|are|was|were) |[?.:]*$)"
        r"|(?<=true|rect|ight|alse|rong) (?:of|for) [^,:?.]+"
    ),
    "fr": re.compile(
        r"^(?:à propos d|au sujet d|concernant|pour ce qui est d|quant a)[^,:?]+[,:] "
        r"| (?:à propos d|au sujet d|concernant|sur |quant a|pour l)[^,:?.]+?(?= (?:est|sont) |\s*[?.:]*$)"
    ),
}
"""The subject of the options, which is not yet a question: `Which is true of cells?`"""

_KNOW = {
    "en": re.compile(r"what (?:do you know|is known) (?:about|of) [^,:?]+[?.]?|what about [^,:?]+[?.]?"),
    "fr": re.compile(
        r"que (?:savez-vous|sais-tu|sait-on) (?:d|sur |à )[^,:?]+[?.]?|que peut-on (?:affirmer|dire)\s*[?.]?"
    ),
}
_TOPIC = {
    "en": re.compile(r"(?:(?:an?|the) )?[^\W\d_][\w'’.-]*(?: [\w'’-]+){0,3}\s*(?::|…|\.\.\.)?"),
    "fr": re.compile(
        r"(?:(?:les?|la|une?|des) |l['’])?[^\W\d_][\w'’.-]*(?: [\w'’-]+){0,3}\s*(?::|…|\.\.\.)?"
    ),
}
"""A subject and no more: `Kyiv:`, `NATO …`, `The Nile is`."""

_COPULAS = {"en": (" is", " are", " was", " were"), "fr": (" est", " sont", " était", " étaient")}
_PREDICATE = {
    "en": re.compile(
        r"(?:is|are|was|were|has|have|had|can|cannot|does|do|did|will|form|give|make|live|come|led|won|signed|wrote)\b"
        r"|[a-z]{3,}ed (?:the|an?|in|by|from|to|at|as)\b|[a-z]{3,}[^s]s (?:the|an?|in|from|to|at|as|on|by)\b"
    ),
    "fr": re.compile(
        r"(?:est|sont|était|étaient|a|ont|avait|avaient|peut|peuvent|fait|font|se|n['’]|ne|fut|va|vont|s['’])\b"
        r"|[a-zà-ÿ]{3,}(?:ent|ait|aient|a|it) (?:le|la|les|un|une|des|du|en|dans|par|à|au)\b"
    ),
}
"""Options that go on where the subject ends: `was founded in 1949`."""

_FOCUS = {
    "en": re.compile(
        r"\b(?:of|for|in|by|to|from|with|that|who|when|where|why|how|called|named|than|what|which|if|it|this|"
        r"most|least|first|last|only|\w{3,}est|choose|complete|translate|find|spell|solve|calculate|give)\b"
    ),
    "fr": re.compile(
        r"\b(?:de|du|des|d|en|par|pour|qui|que|quand|où|dans|à|au|aux|appelée?|nommée?|plus|moins|premi\w+|derni\w+|"
        r"quel\w*|si|on|il|elle|ce|"
        r"complétez|traduisez|trouvez|calculez)\b"
    ),
}
"""Words that tie a subject to something that is asked: `The capital of France is`."""

_ASKS = {
    "en": re.compile(
        r" (?:includes?|indicates?|suggests?|contains?|causes?|means?|requires?|manages?|measures?|represents?"
        r"|produces?|uses?|needs?|shows?|helps?|(?:should|must|can|may|could|will) be"
        r"|(?:defined|known|described|classified) as|actions?|definition|purpose|function|mechanism|diagnosis"
        r"|antidote|indications?|treatment|symptoms?|signs?|precautions?|complications?|examples?|synonym|antonym"
        r"|capital|formula|symbol|meaning|unit|dose|side effects?|advantages?|disadvantages?)\W*$"
    ),
    "fr": re.compile(
        r" (?:appelé|nommé)e?s?\W*$| (?:comprend|contient|provoque|signifie|mesure|représente|produit|désigne"
        r"|permet|définition|rôle|fonction|causes?|traitement|symptômes?|signes?|exemples?|synonyme|contraire"
        r"|capitale|formule|symbole|sens|unité|doit être|doivent être|peut être)\W*$"
    ),
}
"""Ends that say what of the subject is asked: `Droplet precautions include:`, `Les f-strings sont appelées :`."""

_LONGEST = 200
"""Longer stems say something; they are not looked at."""


def _find(item: Item, context: Context) -> Iterator[Finding]:
    stem, lang = item.stem, item.lang
    if len(stem) > _LONGEST or item.question.passage or item.question.pictures:
        return
    lowered = stem.lower()
    if _only_task(item, lowered) or _KNOW[lang].fullmatch(lowered):
        yield _finding(f"`{short(stem)}` asks nothing by itself")
    elif _only_topic(item, lowered):
        yield _finding(f"`{short(stem)}` names a subject and asks nothing")


def _finding(message: str) -> Finding:
    hint = "ask a question that can be answered before the options are read"
    return Finding("QK221", message, ("prompt",), hint=hint)


def _only_task(item: Item, stem: str) -> bool:
    lang, tokens = item.lang, item.tokens
    if not tokens or (len(tokens) > 2 and _JUDGED[lang].isdisjoint(tokens)):
        return False
    tokens = language.tokens(_ABOUT[lang].sub("", stem))
    if not all(token in _TASK[lang] for token in tokens):
        return False
    return len(tokens) > 2 or not _WHICH.isdisjoint(tokens[:1])


def _only_topic(item: Item, stem: str) -> bool:
    lang = item.lang
    if "?" in stem or not _TOPIC[lang].fullmatch(stem) or _FOCUS[lang].search(stem):
        return False
    if _ASKS[lang].search(stem):
        return False
    if 2 * sum(option[:1].isdigit() for option in item.options) > len(item.options):
        return False  # `The incubation period is`: how long it is
    if stem[-1] in ":…." or stem.endswith(_COPULAS[lang]):
        return any(len(words) > 1 for words in item.option_words)
    options = [option.lower() for option in item.options if " " in option]
    return sum(option.endswith(".") or bool(_PREDICATE[lang].match(option)) for option in options) > 1


RULE = Rule("QK221", "unfocused-stem", types=(Choice, Multiple), langs=("en", "fr"), question=_find)
