"""How questions ask for what is not so, in English and French (QK203).

Each pattern finds the negative word as `no`, and as `way` what stands between the word that asks and it:
where a clause of its own begins on the way (`STOPS`), the negative belongs to what is told, not to what
is asked.
"""

from __future__ import annotations

import re

from quizkit.rules.language import listed

Patterns = dict[str, tuple[re.Pattern[str], ...]]


def _all(*patterns: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern, re.IGNORECASE) for pattern in patterns)


_AUXILIARIES = "is are was were do does did ca could wo would should has have had must"

HINTS = {
    "en": listed("not never except excepting least incorrect false untrue wrong inaccurate cannot")
    | {f"{word}n{mark}t" for word in _AUXILIARIES.split() for mark in ("'", "\u2019", "")},
    "fr": listed(
        """pas jamais aucun aucune sauf excepté hormis exception ne faux fausse fausses incorrect incorrecte
        incorrects incorrectes inexact inexacte inexacts inexactes erroné erronée erronés erronées moins"""
    ),
}
"""A text without any of these asks for nothing negative."""

_ASK = (
    r"(?:^(?:(?:in|of|to|from|for|by|with|at|on|under|during|through|according to) |(?:if|when"
    r"|given|in|on|at)\b[^,?]*, )?"
    r"(?:which|what|who|whom|whose|where)\b"
    r"|^(?!(?:which|what|who|whom|whose|where|when|why|how|if|is|are|was|were|do|does|did|can|could"
    r"|will|would|should)\b)"
    r"[^?]*?\b(?:which|what)\b(?=[^?]*\?))"
)
_PICK_ONE = (
    r"^(?:choose|find|select|identify|pick|mark|tick|name|indicate|spot|click)\b[^.;?]*? (?:that"
    r"|which|who)\b"
)
_PICK = r"\b(?:which|what|choose|find|select|identify|pick|mark|tick|name|indicate|determine|spot)\b"
_THING = (
    r"(?:statements?|answers?|sentences?|options?|claims?|assertions?|descriptions?|spellings?"
    r"|words?|forms?|pairs?"
    r"|matche?s?|combinations?|equations?|conclusions?|explanations?|definitions?|lines?|ones?"
    r"|forms?|expressions?"
    r"|examples?|items?|alternatives?|translations?|propositions?)"
)
_WRONG = r"(?:incorrect|false|untrue|wrong|inaccurate)"
_JUDGED = (
    r"(?:likely|probable|appropriate|suitable|suited|accurate|plausible|important|consistent|useful"
    r"|helpful|effective"
    r"|true|correct|typical|characteristic|convincing|relevant|reliable|compatible|similar|desirable"
    r"|acceptable|adequate"
    r"|related|necessary|valid)"
)
_QUEL = (
    r"(?:\b(?:quel|quelle|quels|quelles|lequel|laquelle|lesquels|lesquelles|desquels|desquelles"
    r"|duquel|auquel)\b"
    r"|(?:^|^(?:parmi|des|de|dans|selon|d['’]après)\b[^,]*, )(?:(?:à|de|avec|pour|chez) )?"
    r"(?:qu['’]est-ce qu(?:i|e|['’])|qui est-ce qui|qui|que|qu['’]|où)(?!\w))"
)
_MONTRE = (
    r"\b(?:quelle?s?|lequel|laquelle|lesquels|lesquelles|trouve[rz]|coche[rz]|choisi(?:r|s|ssez)|indique[rz]|repère[rz]"
    r"|identifie[rz]|donne[rz])\b"
)
_CHOSE = (
    r"(?:affirmations?|réponses?|phrases?|propositions?|options?|énoncés?|définitions?|descriptions?"
    r"|formes?|mots?"
    r"|associations?|assertions?|couples?|égalités?|formules?|orthographes?|exemples?|solutions?"
    r"|conclusions?)"
)
_FAUX = r"(?:faux|fausses?|incorrecte?s?|inexacte?s?|erronée?s?)"
_JUGE = (
    r"(?:probables?|vraisemblables?|appropriée?s?|adaptée?s?|important(?:e?s?)|plausibles?|pertinent(?:e?s?)"
    r"|exacte?s?"
    r"|juste?s?|correcte?s?|utiles?|efficaces?|convaincant(?:e?s?)|fiables?|typiques?|caractéristiques?"
    r"|proches?|vrai(?:e?s?))"
)

ASKED: Patterns = {
    "en": _all(
        r"^(?P<way>[^,;]*?)\b(?P<no>not|never)\b(?! only\b)[^,;.]*\bwhich of (?:the following|these)\b",
        rf"^one of (?:these|the following)\b(?P<way>[^,;]*?) is (?P<no>{_WRONG})\b",
        rf"{_ASK}(?P<way>[^,;:]*?)\b(?:is|are|was|were|be|been|being)(?: \w+ly| also| considered| normally"
        r"| often| usually)? "
        r"(?P<no>not|never)\b(?! only\b| so\b| yet\b)",
        rf"{_ASK}(?P<way>[^,;:]*?)\b(?:do|does|did|can|could|will|would|should|shall|must|may|might"
        r"|has|have|had)"
        r"(?: (?!(?:that|who|which|when|if|because|while)\b)[\w'’-]+){0,6}? (?P<no>not|never)\b(?! only\b"
        r"| yet\b)",
        r"^(?:in|at|on|under|from|to|with|by|for|during) (?:which|what|whom)\b(?P<way>[^,;:]*?)\b(?:is"
        r"|are|was|were)"
        r" (?:the |an? )?(?:\w+ ){1,3}(?P<no>not|never)\b",
        rf"{_PICK_ONE}(?P<way>) (?:is|are|was|were) (?P<no>{_WRONG})\b",
        rf"{_ASK}(?P<way>[^,;:]*?)\b(?P<no>(?:is|are|was|were|do|does|did|ca|could|wo|would|should|has"
        r"|have|had|must)n['’]?t"
        r"|cannot)\b(?! only\b)",
        rf"{_ASK}(?P<way>[^,;:]*?)\b(?P<no>never) \w+",
        rf"{_PICK_ONE}(?P<way>)(?: \w+){{0,3}}? (?:is|are|was|were|do|does|did|can|could|will|would"
        r"|should|has|have|had)"
        r" (?P<no>not|never)\b",
        r"\b(?P<way>)(?P<no>except|excepting)(?: for)?(?: (?:one|which|which one|the following|what"
        r"|who))?\s*(?:of (?:the following|these)\s*)?[_:?.… ]*$",
        r"\b(?:all|each|every(?: one)?|any) (?:of )?(?:the following|these|those)\b(?P<way>[^,;]*?),? (?P<no>except)\b",
        rf"{_PICK}(?P<way>.*?)\b(?:is|are|was|were|be)(?: \w+ly)? (?P<no>{_WRONG})"
        r"(?= *(?:[?:.,]|$|\b(?:about|for|regarding|concerning|according|in|of|with|as|when|if|here"
        r"|by|on)\b))",
        rf"{_PICK}(?P<way>[^,;]*?)\b(?P<no>{_WRONG}) {_THING}\b",
        rf"{_PICK}(?P<way>.*?)(?<!\bat )\b(?P<no>least) {_JUDGED}\b",
    ),
    "fr": _all(
        rf"{_QUEL}(?P<way>[^;:]*?)(?:\bne |\bn['’])[^,;:]*?\b(?P<no>pas|jamais|aucune?)\b(?! seulement\b"
        r"| encore\b| que\b)",
        rf"{_QUEL}(?P<way>[^;:]*?)\b(?P<no>ne) (?:peut|peuvent|pouvait|pouvaient|pourrait|saurait|sauraient)\b"
        r"(?![^,;]*(?:§|\bpas\b|\bjamais\b|\baucun|\bque\b|\bplus\b|\bqu['’]))",
        r"(?P<way>)\b(?P<no>sauf|excepté|hormis)(?: (?:l['’]une?|une?|lequel|laquelle|lesquels|celui"
        r"|celle))?(?: de ces \w+)?\s*[:?._… ]*$",
        r"(?P<way>)\b(?P<no>sauf|excepté|hormis) (?:un|une|deux)\b\s*(?:[,.:;?…]|$)",
        r"\b(?:tous|toutes)(?P<way>[^.;]*?),? (?P<no>sauf|excepté|hormis)\s*(?:[:?._…]|$)",
        r"(?P<way>)à l['’](?P<no>exception) (?:de|d['’]une?(?: seule?)?)\s*(?:[,:?._…]|$)",
        r"^(?:trouve[rz]|coche[rz]|choisi(?:r|s|ssez)|indique[rz]|repère[rz]|identifie[rz]|nomme[rz])\b(?P<way>)"
        r"[^.;?]*? (?:qui|que)"
        r" n(?:e |['’])[^,;]*?\b(?P<no>pas|jamais|aucune?)\b",
        rf"{_MONTRE}(?P<way>.*?)\b(?:est|sont|était|étaient|serait) (?:\w+ment )?(?P<no>{_FAUX})\b",
        rf"{_MONTRE}(?P<way>[^,;]*?)\b{_CHOSE} (?P<no>{_FAUX})\b",
        rf"{_MONTRE}(?P<way>.*?)\b(?:le|la|les) (?P<no>moins) {_JUGE}\b",
    ),
}
"""Questions and tasks."""

OPEN: Patterns = {
    "en": _all(
        r"(?:^|[,;] )(?P<way>[^,;]*?)\b(?:is|are|was|were|do|does|did|can|could|will|would|should|has"
        r"|have|had|must|may)"
        r"(?: \w+ly| also)? (?P<no>not|never)\b(?! only\b)(?:(?! (?:because|until|unless|since|so|when"
        r"|but|before|who|that)\b)[^,;])*$",
        r"(?:^|[,;] )(?P<way>[^,;]*?)\b(?P<no>(?:is|are|was|were|do|does|did|ca|could|wo|would|should"
        r"|has|have|had)n['’]?t|cannot)\b"
        r"(?:(?! (?:because|until|unless|since|so|when|but|before|who|that)\b)[^,;])*$",
    ),
    "fr": _all(
        r"(?:^|[,;] )(?P<way>[^,;]*?)(?:\bne |\bn['’])[^,;:]*?\b(?P<no>pas|jamais|aucune?)\b(?! seulement\b)"
        r"(?:(?! (?:parce|car|avant|jusqu|puisque|quand|lorsque|mais|qui|que)\b)[^,;])*$",
    ),
}
"""Statements that the options complete."""

STOPS = {
    "en": re.compile(
        r"^(?!\s*(?:is|are|was|were) (?:the|a|an) (?:[\w-]+ ){1,2}(?:that|which|who)\s*$).*\b(?:that"
        r"|who|which|whom|whose|where|if|when|because|although|though|while|unless|since|why|how)\b",
        re.IGNORECASE,
    ),
    "fr": re.compile(
        r"\b(?:dont|où|si|quand|lorsque|lorsqu|parce|puisque|bien|comme|pourquoi|comment|combien)\b"
        r"|\bs['’]ils?\b"
        r"|^(?!\s*(?:est|sont|était|étaient) (?:(?:le|la|les|celui|celle|l['’]une? de) ?|l['’])(?:[\w-]+ ){0,2}"
        r"(?:qui|que|qu['’]\w+)\s*$).*\b(?:qui|que|qu['’]\w+)(?!\w)",
        re.IGNORECASE,
    ),
}
"""Words that begin a clause of its own: a negative behind them is part of what is told."""
