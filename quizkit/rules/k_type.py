"""QK213: options that are combinations of other options, or of a numbered list."""

from __future__ import annotations

import re
from collections.abc import Iterator

from quizkit.diagnostics import Finding
from quizkit.model.questions import Choice, Multiple
from quizkit.rules.base import Context, Rule
from quizkit.rules.saying import short
from quizkit.rules.view import Item

_SIGN = r"\(?(?P<{name}>[a-hA-H]|\d{{1,2}}|[IVX]{{1,4}}|[ivx]{{1,4}})[.)]?"
_ONE, _TWO = _SIGN.format(name="one"), _SIGN.format(name="two")
_MORE = r"(?:(?:, ?| and | et | or | ou | & )\(?(?:[a-hA-H]|\d{1,2}|[IVX]{1,4}|[ivx]{1,4})[.)]?)*"
_ITEMS = r"(?:statements?|options?|answers?|choices?|items?|numbers?|affirmations?|réponses?|propositions?|énoncés?)"
_SIGNS = re.compile(
    rf"(?P<lead>(?i:both|either|neither|only|all of|à la fois|seulement|uniquement|ni) )?"
    rf"(?P<noun>(?i:(?:the |les )?{_ITEMS}) )?{_ONE}"
    rf"(?:(?:,| and| et| or| ou| nor| ni| &|,? and| \+) ?(?P<pair>{_TWO}){_MORE})?"
    rf"(?P<tail>,? (?i:only|seulement|uniquement|seule?s?|are (?:correct|true|right)|is (?:correct|true|right)"
    rf"|sont (?:vraie?s|correcte?s|justes|exacte?s)))?[.!]?"
)
_JOINT = re.compile(r"(?:, and | and |, et | et | or | ou | & | \+ |, | nor | ni )")
_BOTH = re.compile(r"(?:both|either|neither|à la fois|ni|only) ", re.IGNORECASE)
_ORDINALS = re.compile(
    r"(?:both )?(?:only )?(?:the )?(?:first|second|third|fourth|last)(?: (?:one|option|answer|two|three))?"
    r"(?: and (?:the )?(?:second|third|fourth|last))? (?:ones|options|answers|statements|choices|two|three)"
    r"|(?:seulement |uniquement )?les (?:deux|trois) (?:premi[eè]re?s?|derni[eè]re?s?)(?: réponses| propositions)?",
    re.IGNORECASE,
)
_LISTED = {
    "letter": re.compile(r"(?:^|[\s(])[aA][.):]\s.*[\s(][bB][.):]\s", re.DOTALL),
    "digit": re.compile(r"(?:^|[\s(])1[.):]\s.*[\s(]2[.):]\s", re.DOTALL),
    "roman": re.compile(r"(?:^|[\s(])[iI][.):]\s.*[\s(](?:ii|II)[.):]\s", re.DOTALL),
}
"""A list in the stem, by the kind of its signs."""

_LOOKED_AT = 2000
"""The list is looked for among so many characters of the stem."""

_QUICK = re.compile(
    r" and | et | or | ou |&|\+|,|only|seul|uniq|\b[IVX]+\b|nor|\bni\b|les (?:deux|trois)|first|second"
)


def _find(item: Item, context: Context) -> Iterator[Finding]:
    options = item.options
    if len(options) < 3:
        return
    for index, option in enumerate(options):
        if _QUICK.search(option) and (_combines(item, index) or _refers(item, option)):
            message = f"the option `{short(option)}` is a combination of others"
            hint = "let each option stand for itself, or make it a `multiple` question"
            yield Finding("QK213", message, item.place(index), hint=hint)
            return


def _combines(item: Item, index: int) -> bool:
    """Whether two or more other options stand in this one, and nothing else: `iron and zinc`."""
    option = _BOTH.sub("", item.options[index], count=1)
    parts = [_bare(part) for part in _JOINT.split(option)]
    if len(parts) < 2 or not all(parts):
        return False
    others = {_bare(other) for place, other in enumerate(item.options) if place != index}
    return all(part in others for part in parts)


def _bare(text: str) -> str:
    return re.sub(r"^(?:the|a|an|le|la|les|un|une|des|l['’]) ?\b", "", text.strip(" .!").casefold())


def _refers(item: Item, option: str) -> bool:
    """Whether the option names others by letters, numbers or places."""
    found = _SIGNS.fullmatch(option)
    if found is None:
        return bool(_ORDINALS.fullmatch(option.rstrip(" .!")))
    if found["pair"] is None and not (found["tail"] or (found["lead"] and found["lead"].lower() != "ni ")):
        return False
    if found["noun"]:
        return True
    kind = _kind(found["one"])
    if found["pair"] is not None and _kind(found["two"]) != kind:
        return False
    if _LISTED[kind].search(item.stem[:_LOOKED_AT]):
        return True
    alone = [other for other in item.options if not _SIGNS.fullmatch(other)]
    if kind == "letter":
        return found["one"].isupper() and len(alone) >= 2 and found["pair"] is not None
    if kind == "roman":
        combined = [other for other in item.options if _SIGNS.fullmatch(other)]
        return bool(found["tail"]) and len(combined) >= 2
    return bool(found["tail"] and found["pair"])


def _kind(sign: str) -> str:
    if sign.isdigit():
        return "digit"
    return "roman" if set(sign.lower()) <= set("ivx") else "letter"


RULE = Rule("QK213", "k-type", types=(Choice, Multiple), langs=("en", "fr"), question=_find)
