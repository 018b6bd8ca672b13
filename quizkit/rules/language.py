"""Words of a text, and the words of English and French that carry no meaning of their own."""

from __future__ import annotations

import re

_WORD = re.compile(r"[^\W\d_]+(?:['\u2019\-][^\W\d_]+)*")
_TOKEN = re.compile(r"[^\W\d_]+|\d+(?:[.,]\d+)*")
_ELISION = re.compile(r"^(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu)['\u2019](?=\w)")

LANGS = ("en", "fr")
"""The languages that rules have words for."""


def base(lang: str) -> str:
    """The language of a tag such as `fr-CA`: `fr`."""
    return lang.partition("-")[0].lower()


def words(text: str) -> list[str]:
    """The words of `text` in lower case, in their order; numbers are none. French elisions are cut off."""
    found: list[str] = _WORD.findall(text.lower())
    return [_ELISION.sub("", word) for word in found] if "'" in text or "\u2019" in text else found


def tokens(text: str) -> list[str]:
    """The words and numbers of `text` in lower case, in their order; words are cut at all signs."""
    return _TOKEN.findall(text.lower())


def listed(text: str) -> frozenset[str]:
    """The words of a list that is written as running text."""
    return frozenset(text.split())


FUNCTION_WORDS: dict[str, frozenset[str]] = {
    "en": listed(
        """a about above after again against all also am an and any are as at be because been before being
        below between both but by can cannot could did do does doing down during each either every few for
        from further had has have having he her here hers him his how i if in into is it its itself just
        kind least less like made make makes many may me might mine more most much must my neither no nor
        not of off on once one ones only or other our out over own per same shall she should so some such
        than that the their theirs them then there these they this those through to too type under until up
        upon us use used uses using very was we were what when where whether which while who whom whose why
        will with within without would you your following correct best statement true false question answer
        called name named known following term word
        """
    ),
    "fr": listed(
        """a à afin ai aient ainsi alors après as au aucun aucune aussi autre autres aux avaient avait avant
        avec avez avoir avons c ce ceci cela celle celles celui ces cet cette ceux chaque chez ci comme
        comment d dans de depuis des donc dont du elle elles en encore entre es est et étaient était étant
        été être eu eux fait faire font fut il ils j je l la laquelle le lequel les lesquelles lesquels leur
        leurs lors lorsque lui m ma mais me même mêmes mes moins mon n ne ni nos notre nous on ont ou où par
        parmi pas pendant peu peut peuvent plus pour pourquoi qu quand que quel quelle quelles quels qui
        quoi s sa sans se sera seront ses si sien soit son sont sous sur t ta te tes ton tous tout toute
        toutes très tu un une vers vos votre vous y affirmation correcte correct suivant suivante suivants
        suivantes réponse question vrai faux appelle appelé nomme terme mot
        """
    ),
}


def content_words(text: str, lang: str) -> list[str]:
    """The words of `text` that mean something: no articles, prepositions, or words of the task itself."""
    idle = FUNCTION_WORDS.get(lang, frozenset())
    return [word for word in words(text) if word not in idle and len(word) > 1]
