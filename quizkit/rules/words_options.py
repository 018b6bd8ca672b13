"""What the rules about options share: shortened quotations, and endings that make variants of one word."""

from __future__ import annotations

import re
from functools import lru_cache

from quizkit.rules.language import listed

QUOTED = re.compile(r"\"[^\"]*\"|“[^”]*”|«[^»]*»|‘[^’]*’(?!\w)|(?<!\w)'[^']*'(?!\w)")
"""Quotations: what they say is not said by the question."""

_LONGEST = 60
_LONG_WORD = re.compile(r"[^\W\d_]{4,}")


def brief(text: str) -> str:
    """`text` for a message: cut after 60 characters."""
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1].rstrip(" ,;:") + "…"


def is_title(text: str) -> bool:
    """Whether `text` looks like a name or a title: its longer words all begin with a capital, as in All That Jazz."""
    found = _LONG_WORD.findall(text)
    return len(text.split()) > 1 and not text.endswith(".") and all(word[0].isupper() for word in found)


_DERIVED = {
    "en": """alisations alizations alisation alization icational isations izations isation izational ization
        ational ications ication ability ibility iveness fulness ousness alities aristic istical
        alists alism alist ality ances ation ations ators ator atory ating ative ated ates ate ancy ance anced
        encies ences ence enced ency ent ents ant ants able ably ible ibly
        acies acy atic ats at ically ical ically ics ic icity ities ity ively ives ive
        ions ion ional ionally ionary ionist ionists ial ially ally als al ary aries arily ar ars
        ments ment mental mentally ness ously ous ious iously isms ism ists ist istic ized ised izes ises
        ize ise
        izing ising ings ing eries ery ers er ors or ies ied ier iest ily fully ful less ship ships hood
        ly y oes os o um a ae us i es ed e s 's sis ses tic tics""",
    "fr": """alisations alisation isations isation ations ation atives ative atifs atif ateurs ateur atrices atrice
        ables able ibles ible ances ance ants ant antes ante ences ence ents ent entes ente ements ement
        ments ment
        aux ales ale als al elles elle els el eurs eur euses euse eux ives ive ifs if iques ique ismes isme
        istes iste ités ité icités icité ions ion ionnels ionnel ionnelles ionnelle ionnaire ionniste
        iale iales ial iaux ielle ielles iel iels
        iens ien iennes ienne ains ain aines aine aires aire ois oise oises ais aise aises
        aties atie atiques atique aties ates ate aties
        ies ie ier iers ière ières er ées ée és é es e s x o a oirs oir oires oire ures ure age ages
        isés isée isées isé iser eries erie uses use""",
}

_ENDINGS = {
    lang: re.compile(r"(?:" + "|".join(sorted(listed(text), key=len, reverse=True)) + r")$")
    for lang, text in _DERIVED.items()
}

_ROOT = 5
"""Letters that must be left before an ending that makes another word: `nation-al`, not `org-anic`."""

_WHOLE = {
    "en": listed(
        """university universities universal general generally generals station stations important
        importance organise organised organising organize organized organizing"""
    ),
    "fr": listed(
        """université universités universel universelle station stations important importants importante
        importantes importance pays bois mois fois bras corps temps cours voix choix"""
    ),
}
"""Words whose root says something else than they do."""


@lru_cache(maxsize=1 << 16)
def root(word: str, lang: str) -> str:
    """What `word` (lower case) shares with its variants: `volcan` of volcano, volcanoes and volcanic.

    A light stemmer: the plural off any word, then the longest ending that leaves five letters.
    """
    if lang not in _ENDINGS or word in _WHOLE[lang]:
        return word
    one = _singular_en(word) if lang == "en" else _singular_fr(word)
    found = _ENDINGS[lang].search(one, _ROOT)
    if found is None:
        return one[:-3] if lang == "en" and len(one) == 7 and one.endswith("ing") else one.translate(BARE)
    left = one[: found.start()]
    if lang == "fr":
        return left.translate(BARE)
    return left[:-1] if left[-1] == left[-2] and left[-1] in "bdgmnprt" else left


BARE = str.maketrans("éèêëàâîïôûùç", "eeeeaaiiouuc")
"""Accents change from variant to variant: atmosphère, atmosphérique."""


def _singular_en(word: str) -> str:
    word = word.removesuffix("'s").removesuffix("’s")
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("ches", "shes", "xes", "sses", "oes")):
        return word[:-2]
    return (
        word[:-1] if word.endswith("s") and len(word) > 3 and not word.endswith(("ss", "us", "is")) else word
    )


def _singular_fr(word: str) -> str:
    if word.endswith("aux") and not word.endswith("eaux") and len(word) > 5:
        return word[:-3] + "al"
    return (
        word[:-1] if word.endswith(("s", "x")) and len(word) > 3 and not word.endswith(("ss", "us")) else word
    )
