"""QK214: a statement to be judged that claims two things."""

from __future__ import annotations

import re
from collections.abc import Iterator

from quizkit.diagnostics import Finding
from quizkit.model.questions import TrueFalse
from quizkit.rules.base import Context, Rule
from quizkit.rules.language import listed
from quizkit.rules.view import Item
from quizkit.rules.words_clauses import (
    BEING,
    BETWEEN,
    DETERMINER,
    FINITE,
    MADE,
    MEANING,
    NEGATIVE,
    NO_VERBS,
    NOT_VERBAL,
    OPENERS,
    OUT_OF,
    PAST,
)

_QUOTED = re.compile(r"[“\"«][^”\"»]*[”\"»]")
_TOKEN = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*|\d[\d.,]*|[,;:]")

_QUICK = {
    "en": re.compile(r"\b(?:and|but|because|while|whereas|although|though|since|so)\b"),
    "fr": re.compile(r"\b(?:et|mais|parce|car|tandis|alors|puisque?|puisqu|bien que?|quoique?)\b"),
}
_CAUSE = {
    "en": re.compile(r"\bbecause (?!of\b)|, since (?!\d)|, so (?!that\b|much\b|many\b|called\b|far\b|to\b)"),
    "fr": re.compile(
        r"\bparce qu|, car |\bcar (?:il|elle|ils|elles|on|le|la|les|l['’]|c['’]est|son|sa|ses)|\bpuisqu"
    ),
}
_CONTRAST = {
    "en": re.compile(
        r"\bwhereas\b|, while (?!\w+ing\b)|\b(?:al)?though\b|\beven though\b|^while (?!\w+ing\b)[^,]+,"
    ),
    "fr": re.compile(r"\btandis qu|\balors qu|\bbien qu['’e]|\bquoiqu"),
}
_JOINTS = {"en": frozenset({"and", "but"}), "fr": frozenset({"et", "mais"})}
_CONDITION = {
    "en": listed("if when whenever unless once until"),
    "fr": listed("si s lorsque lorsqu quand dès"),
}
_RELATIVE = {
    "en": listed("that which who whom whose where if when unless until whether"),
    "fr": listed("qui que dont où si quand lorsque lorsqu"),
}
_LONGEST = 1000
"""Longer texts, in characters, are no statements but stories; they are not looked at."""

_NEAR = 9
"""The verb of a clause is looked for among its first words."""

_STOPS = frozenset({",", ";", ":", "as", "than", "because"})
_MEANT = 4
"""A clause whose subject begins so few words behind `means` is what is meant."""

_INFLECTED = {
    "en": re.compile(r"[a-z]{3,}(?:[^s]s|ed)"),
    "fr": re.compile(r"[a-zà-ÿ]{3,}(?:e|ent|it|ait|aient|a|ut)"),
}
_PAST = re.compile(r"[a-z]{3,}ed")
_PRONOUNS = {
    "en": listed("it they he she there we"),
    "fr": listed("il elle ils elles on cela ça"),
}


def _find(item: Item, context: Context) -> Iterator[Finding]:
    lang = item.lang
    text = item.stem.lower().replace("’", "'")
    if len(text) > _LONGEST or not _QUICK[lang].search(text):
        return
    text = _QUOTED.sub(" ", text)
    if _CAUSE[lang].search(text):
        yield _finding("gives a fact and its cause")
    elif _CONTRAST[lang].search(text) or _joined(text, lang):
        yield _finding("claims two things")


def _finding(what: str) -> Finding:
    message = f"the statement {what}: one may be true and the other false"
    return Finding("QK214", message, ("prompt",), hint="make two statements of it, or keep one")


def _joined(text: str, lang: str) -> bool:
    """Whether `and` or `but` joins two clauses, each with a verb of its own."""
    tokens = _TOKEN.findall(text)
    if not tokens or tokens[0] in _CONDITION[lang]:
        return False
    for place, token in enumerate(tokens):
        if token in _JOINTS[lang]:
            left, right = tokens[:place], tokens[place + 1 :]
            if _claims(left, lang) and (_goes_on(left, right, lang) or _turns(token, left, right, lang)):
                return True
    return False


def _turns(joint: str, left: list[str], right: list[str], lang: str) -> bool:
    """`…, but the queen refuses`: a clause, unless something is corrected (`not Sydney, but …`)."""
    return (
        joint in ("but", "mais")
        and left[-1] == ","
        and len(right) > 2
        and right[0] in DETERMINER[lang]
        and NEGATIVE.isdisjoint(left)
    )


def _claims(left: list[str], lang: str) -> bool:
    """Whether what stands before is a clause: a verb that is not part of a relative clause or a condition."""
    if left and left[0] in OPENERS[lang] and "," in left:
        left = left[left.index(",") + 1 :]
    start = 0
    for place, token in enumerate(left):
        if token in _RELATIVE[lang]:
            if not _verbs(left[start:place], lang):
                return False  # `Animals that have fur and …`: what is claimed comes later
            rest = left[place + 1 :]
            if token in _CONDITION[lang] and "," not in rest:
                return False
            if token in ("that", "que") and not _verbs(rest, lang):
                return False  # `It is said that X and Y were …`
    verbs = [place for place in range(len(left)) if _is_verb(left, place, lang)]
    if lang == "en" and verbs and left[verbs[-1]] in MEANING and len(left) - verbs[-1] < _MEANT:
        return False  # `Equality means men and women have …`
    return bool(verbs)


def _verbs(tokens: list[str], lang: str) -> bool:
    return any(_is_verb(tokens, place, lang) for place in range(len(tokens)))


def _is_verb(tokens: list[str], place: int, lang: str) -> bool:
    """Whether the word is a verb: a known one, or one that has the form of a verb and an object behind it."""
    word = tokens[place]
    if word in MADE and place + 1 < len(tokens) and tokens[place + 1] in OUT_OF:
        return False
    if word in FINITE[lang] or (word.split("'")[-1] in FINITE[lang] and "'" in word):
        return True
    if lang == "fr" and (word == "se" or (word.startswith("s'") and not word.startswith("s'il"))):
        return True
    follower = tokens[place + 1] if place + 1 < len(tokens) else ""
    if follower not in DETERMINER[lang] and not follower.startswith("l'"):
        return False
    return bool(_INFLECTED[lang].fullmatch(word)) and word not in NO_VERBS


def _goes_on(left: list[str], right: list[str], lang: str) -> bool:
    """Whether what stands after is a clause, or a verb of the same subject."""
    if len(right) > 2 and right[0] in _PRONOUNS[lang]:
        return True
    while len(right) > 1 and (right[0] in BETWEEN or right[0].endswith("ly")):
        right = right[1:]
    if not right or (lang == "en" and len(right) == 1 and right[0].endswith("ed") and not _is_past(left)):
        return False  # `is safe and allowed`
    if _is_verb(right, 0, lang) or (lang == "en" and _PAST.fullmatch(right[0]) and _is_past(left)):
        return True
    for place, word in enumerate(right[:_NEAR]):
        if word in _RELATIVE[lang] or word in _JOINTS[lang] or word in _STOPS:
            return False
        reflexive = lang == "fr" and (word == "se" or word.startswith("s'"))
        if lang == "en" and place + 1 == len(right) and word.endswith("ed") and _inside(right, place):
            return False  # `… and acknowledge the blessings received`
        if place and (reflexive or (word in FINITE[lang] and right[place - 1] not in NOT_VERBAL)):
            return True
    return False


def _inside(right: list[str], place: int) -> bool:
    """Whether the words before `place` are a verb and its object, not a subject."""
    return right[0] not in DETERMINER["en"] and not DETERMINER["en"].isdisjoint(right[1:place])


def _is_past(left: list[str]) -> bool:
    """Whether the last known verb is a past tense, which another may follow: `left Afghanistan and collapsed`.

    Behind any other verb, a word in -ed is a participle: `keep the kitchen clean and organized`.
    """
    last = next((word for word in reversed(left) if word in FINITE["en"]), "is")
    return last not in BEING and (last in PAST or last.endswith("ed"))


RULE = Rule("QK214", "double-barrelled", types=(TrueFalse,), langs=("en", "fr"), question=_find)
