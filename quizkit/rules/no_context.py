"""QK233: a card that nobody understands who does not know where it comes from."""

from __future__ import annotations

import re
from collections.abc import Iterator

from quizkit.diagnostics import Finding, Loc
from quizkit.model import cloze
from quizkit.model.questions import Cloze, Flashcard, ShortAnswer
from quizkit.rules.base import Context, Rule
from quizkit.rules.language import FUNCTION_WORDS, words
from quizkit.rules.saying import short
from quizkit.rules.view import Item, shown
from quizkit.rules.words_context import (
    ASKS,
    DONE,
    EMPTY,
    FIRST,
    GLUE,
    KINDS,
    NEXT,
    ON,
    ORDERS,
    POINTER,
    TO_THING,
    TRIGGERS,
    VERBS,
)

_AGAIN = re.compile(r"[:“”\"«»`$\d]")
"""What gives the card something of its own to talk about: a quotation, a formula, a number, a list."""

_SIGNS = str.maketrans("?!.,:;()'’\"-", " " * 12)
_SHORT = 80
"""Characters up to which a prompt may lack all context; longer ones name what they are about."""


def _find(item: Item, context: Context) -> Iterator[Finding]:
    question, lang = item.question, item.lang
    raw = question.text if isinstance(question, Cloze) else question.prompt
    if len(raw) > 40 and TRIGGERS[lang].isdisjoint(raw.lower().translate(_SIGNS).split()):
        return
    if question.passage is not None or question.pictures or "![" in raw or "\n\n" in raw.strip():
        return
    if len(raw) > _SHORT and not TO_THING[lang].search(raw):
        return
    if isinstance(question, Cloze):
        yield from _cloze(item, question)
        return
    assert isinstance(question, Flashcard | ShortAnswer)
    stem = item.stem
    if _bare(stem, question.answer, lang):
        yield _finding(stem, ("prompt",), "say what is asked for: `In which year was Magna Carta sealed?`")
    elif _goes_on(stem, lang):
        yield _finding(stem, ("prompt",), "say all of it again: cards come in any order")
    elif ("?" in stem or ORDERS[lang].match(stem)) and not question.answer.rstrip().endswith("?"):
        yield from _pointing(stem, lang)


def _pointing(stem: str, lang: str) -> Iterator[Finding]:
    if (found := TO_THING[lang].search(stem)) is not None:
        hint = "name it, or attach it as `passage` or `image`"
        unclear = _unresolved(stem, found, lang)
    else:
        found, hint = POINTER[lang].search(stem), "name who or what is meant"
        unclear = found is not None and not EMPTY[lang].search(stem) and _lone(stem, found, lang)
    if found is not None and unclear:
        yield _finding(stem, ("prompt",), hint, found[0])


def _finding(stem: str, loc: Loc, hint: str, pointer: str = "") -> Finding:
    why = f": nothing says what `{pointer}` means" if pointer else ""
    return Finding("QK233", f"`{short(stem)}` cannot be understood by itself{why}", loc, hint=hint)


def _bare(stem: str, answer: str, lang: str) -> bool:
    """`When?`, `The year`, `What happened next?`: nothing but the kind of answer that is wanted."""
    if len(stem) > 40:
        return False
    said = words(stem)
    known = ASKS[lang] | KINDS[lang] | NEXT[lang] | GLUE
    if not said or not known.issuperset(said) or _AGAIN.search(stem) or EMPTY[lang].search(stem):
        return False
    asks = any(word in ASKS[lang] or (word in NEXT[lang] and stem.endswith("?")) for word in said)
    if not asks and not any(word in KINDS[lang] for word in said):
        return False
    recalled = shown(answer)
    if recalled.endswith("?") or (not asks and not any(map(str.isdigit, recalled))):
        return False  # a word to be translated
    if stem.endswith("?"):
        return any(map(str.isdigit, recalled)) or recalled[:1].isupper() or len(recalled.split()) > 2
    return not asks


def _goes_on(stem: str, lang: str) -> bool:
    """`And the second one?`: the end of a conversation that is not there."""
    if len(stem) > 50 or not ON[lang].fullmatch(stem):
        return False
    return not _names(stem) and not _AGAIN.search(stem) and len(_content(stem, lang)) <= 2


def _unresolved(stem: str, found: re.Match[str], lang: str) -> bool:
    """Whether nothing before the pointer, and no name anywhere, says what is pointed at."""
    around = stem[: found.start()] + stem[found.end() :]
    if _AGAIN.search(around) or re.search(r"[.!?;]\s+\S", stem):
        return False
    if not found[0].lower().startswith(("this", "these", "ce")):
        return not _names(around)
    before = _content(stem[: found.start()], lang)
    return not _names(around) and len(before) <= (1 if lang == "fr" else 0)  # Que protège cet article ?


def _lone(stem: str, found: re.Match[str], lang: str) -> bool:
    """Whether a pronoun stands in a question without a noun before it and without a name behind it."""
    before, after = stem[: found.start()], stem[found.end() :]
    if _AGAIN.search(stem) or _names(before + after) or _content(before, lang):
        return False
    rest = words(after)
    if found[0].lower() in ("it", "il"):
        return len(rest) <= 3
    return len(rest) <= 6 and len(_content(after, lang)) <= 3


def _content(text: str, lang: str) -> list[str]:
    idle = FUNCTION_WORDS[lang] | ASKS[lang] | KINDS[lang]
    verbs = VERBS[lang]
    parts = (part for word in words(text) for part in word.split("-"))
    return [part for part in parts if part not in idle and part not in verbs and len(part) > 1]


def _names(text: str) -> bool:
    """Whether a capital stands anywhere but at the beginning of the text or in the word `I`."""
    return any(word[0].isupper() and word != "I" for word in re.findall(r"[^\W\d_]+", text)[1:])


def _cloze(item: Item, question: Cloze) -> Iterator[Finding]:
    """`It was signed there in {{c1::1648}}.`: a sentence about nobody knows what."""
    blanks, lang = cloze.scan(question.text)[0], item.lang
    around = question.text
    for blank in reversed(blanks):
        around = f"{around[: blank.start]} {around[blank.end :]}"
    around = " ".join(around.split())
    first = FIRST[lang].match(around)
    if first is None or _names(around) or _AGAIN.search(around) or any(blank.depth for blank in blanks):
        return
    answers = [shown(cloze.plain(blank.answer)) for blank in blanks]
    telling = any(answer[:1].isdigit() or answer[:1].isupper() for answer in answers)
    begins = blanks[0].start > question.text.find(first[1])
    if begins and (telling or DONE[lang].match(around)) and len(_content(around[first.end() :], lang)) <= 3:
        yield _finding(item.stem, ("text",), "name who or what is meant", first[1])


RULE = Rule("QK233", "no-context", types=(Flashcard, Cloze, ShortAnswer), langs=("en", "fr"), question=_find)
