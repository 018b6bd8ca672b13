"""QK231: an answer that lists three things or more, all to be recalled at once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from quizkit.diagnostics import Finding
from quizkit.markup.parse import parse
from quizkit.markup.tree import Block, List, Quote
from quizkit.model.questions import Flashcard, ShortAnswer
from quizkit.rules.base import Context, Rule
from quizkit.rules.language import listed
from quizkit.rules.saying import short
from quizkit.rules.view import Item, shown

_MAYBE = re.compile(
    r"[,;]\s[\s\S]*[,;]\s|[,;]\s[\s\S]*\s(?:and|et|ainsi que|&)\s|[,;].{1,300} etc\b|^[ \t>]*[-+*] |\b1[.)]",
    re.MULTILINE,
).search
"""What every list has somewhere; most answers are refused here."""

_NUMBERED = re.compile(r"(?:^|\s)\(?([1-9])[.)]\s+")
_LAST = {
    "en": re.compile(r",?\s+(?:and(?: also| finally)?|&)\s+"),
    "fr": re.compile(r",?\s+(?:et(?: aussi| enfin)?|ainsi que|&)\s+"),
}
_SERIAL = re.compile(r",(\s+(?:and|et|&)\s)")
_ASIDE = re.compile(r"\s*\([^()]*\)|\s*\[[^\[\]]*\]")
_AND_SO_ON = re.compile(r",?\s*etc\b.*$")
_SEVERAL = {
    "en": re.compile(
        r"\b(?:name|list|give|state|enumerate|what are|what were|who are|who were|which \w+ (?:are|were|do|have|make)"
        r"|which \w{2,}[^\Wsu]s\b(?! (?:is|was|does|did|has|could|can|will|would))"
        r"|two|three|four|five|six|seven|eight|nine|ten|twelve|all the|[3-9]|1[0-2])\b",
        re.IGNORECASE,
    ),
    "fr": re.compile(
        r"\b(?:nomme[rz]?|cite[rz]?|énumère|énumére[rz]|donne[rz]?|liste[rz]?|quels|quelles|qui sont|qui étaient"
        r"|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|douze|tous les|toutes les|[3-9]|1[0-2])\b",
        re.IGNORECASE,
    ),
}
_ONE_THING = {
    "en": re.compile(
        r"^(?:where|when|on what day|on which day|in which (?:city|town|country|place))\b"
        r"|\b(?:which|what|name of (?:the|a|this)) (?:\w+ )?(?:book|novel|film|movie|play|band|group|trio|album|song"
        r"|firm|company|story|title|motto|slogan|quotation|phrase|sentence|address|poem)\b"
        r"|\b(?:motto|slogan|address|coordinates|pronounced|full name)\b|\bsay\b|\btranslat",
        re.IGNORECASE,
    ),
    "fr": re.compile(
        r"^(?:où|quand|quel jour|dans quelle? (?:ville|pays|lieu))\b"
        r"|\b(?:livre|roman|film|pièce|groupe|album|chanson|titre|devise|slogan|citation|phrase|adresse|poème|fable)\b"
        r"|\b(?:coordonnées|nom complet)\b|\bdit-on\b|\btradui",
        re.IGNORECASE,
    ),
}
_CLAUSE = {
    "en": listed(
        """is are was were be been being has have had does did do can could will would shall should may might
        must it he she they we you i who whom whose which that because if when where while although though but
        so as than whether since until unless before after"""
    ),
    "fr": listed(
        """est sont était étaient sera fut furent a ont avait avaient peut peuvent doit doivent il elle ils elles
        on nous vous je tu qui que qu dont où parce car si quand lorsque mais donc puisque comme alors tandis
        avant après"""
    ),
}
_JOINS = {
    "en": listed("of with from between for in on by without into to at over under through about against"),
    "fr": listed("avec entre en pour par sans dans sur vers sous chez contre"),
}
_IDLE = listed("the a an some le la les un une des du de l d")
_WORD = re.compile(r"[^\W_]+(?:[’'\-][^\W_]+)*")
_DAYS = re.compile(
    r"^(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)\b.*\d",
    re.IGNORECASE,
)
_DEFINED = re.compile(r"(?:qu['’]est[- ]ce qu|que signifie|qu['’]appelle|défini|define\b)", re.IGNORECASE)
"""A definition is one sentence, whatever commas it has."""
_EXAMPLES = re.compile(
    r"\b(?:like|such as|including|e\.g\.|comme|tels? que|telles? que|notamment)\b", re.IGNORECASE
)

_MEASURE = re.compile(r"^[\d.,]+\s*[^\W\d]{0,8}\b")
_QUOTED = re.compile(r"^[“\"«‘*_`].*[”\"»’*_`]\W*$", re.DOTALL).match
_MOST = 300
"""Characters; longer answers in running text are no mere list."""


def things(text: str, stem: str, lang: str) -> Sequence[str]:
    """What an answer lists, as far as it is a list; nothing for any other answer. `stem`: what is asked."""
    if not _MAYBE(text):
        return ()
    if "\n" in text.strip() and (document := parse(text)).inline is None:
        return _marked(document.blocks)
    if lang not in _LAST or len(text) > _MOST or "```" in text or _QUOTED(text.strip()):
        return ()
    line = shown(text).rstrip(" .…")
    if [found[1] for found in _NUMBERED.finditer(line)][:3] == ["1", "2", "3"]:
        return [part for part in _NUMBERED.split(line)[2::2] if part]
    line = _ASIDE.sub("", line)
    return _running(line, stem, lang)


def _marked(blocks: Iterable[Block]) -> Sequence[str]:
    for block in blocks:
        if isinstance(block, List) and len(block.items) >= 3:
            return ["·"] * len(block.items)
        if isinstance(block, Quote) and (found := _marked(block.children)):
            return found
    return ()


def _running(line: str, stem: str, lang: str) -> Sequence[str]:
    """The things of `a, b and c` or `a; b; c`."""
    if _DAYS.match(line) or _ONE_THING[lang].search(stem) or _DEFINED.match(stem):
        return ()
    asked = _SEVERAL[lang].search(stem) is not None
    semicolons = [part for part in re.split(r"\s*;\s", line) if part]
    if len(semicolons) >= 3:
        return semicolons if asked or len(_WORD.findall(stem)) > 3 else ()
    *head, last = re.split(r",\s", _SERIAL.sub(r" \1", _AND_SO_ON.sub("", line)))
    ends = _LAST[lang].split(last)
    joined = bool(head) and (len(ends) == 2 or _AND_SO_ON.search(line) is not None)
    parts = [part for part in (*head, *(ends if joined else [last])) if part]
    if len(parts) < 3 or not all(map(_WORD.search, parts)):
        return ()
    if not joined and not asked and (len(parts) < 4 or len(_WORD.findall(stem)) <= 3):
        return ()
    return parts if _are_things(parts, lang, asked=asked) else ()


def _are_things(parts: Sequence[str], lang: str, *, asked: bool) -> bool:
    """Whether the parts are things of one kind, and not clauses, places, dates or measures."""
    words = [_WORD.findall(part) for part in parts]
    meant = [[word for word in each if word.lower() not in _IDLE] for each in words]
    if any(len(each) > 7 for each in meant) or _EXAMPLES.search(parts[0]):
        return False
    if any(word.lower() in _CLAUSE[lang] for each in words for word in each):
        return False
    if all(map(_MEASURE.match, parts)) and not asked:
        return False
    return asked or not _embedded(words, lang)


def _embedded(words: Sequence[Sequence[str]], lang: str) -> bool:
    """`a machine with pistons, valves and gears`: the list stands inside of the first part."""
    joins = [any(word.lower() in _JOINS[lang] for word in each[1:]) for each in words]
    return joins[0] and sum(joins[1:]) * 2 < len(joins) - 1


def _find(item: Item, context: Context) -> Iterator[Finding]:
    question = item.question
    assert isinstance(question, Flashcard | ShortAnswer)
    if not _MAYBE(question.answer):
        return
    found = things(question.answer, item.stem, item.lang)
    if len(found) >= context.limits["things"]:
        message = f"{len(found)} things to recall at once: `{short(shown(question.answer))}`"
        hint = "make a card for each, or a cloze with a blank for each; or use `type: multiple`"
        yield Finding("QK231", message, ("answer",), hint=hint)


RULE = Rule("QK231", "list-answer", types=(Flashcard, ShortAnswer), limits={"things": 3}, question=_find)
