"""QK252: a text that was left in the language of the original."""

from __future__ import annotations

import re
from collections.abc import Iterator

from quizkit.diagnostics import Finding, Loc
from quizkit.model.deck import Deck
from quizkit.model.texts import of_header
from quizkit.rules.base import Context, Rule
from quizkit.rules.language import FUNCTION_WORDS, listed
from quizkit.rules.saying import MANY, named, short
from quizkit.rules.view import View
from quizkit.rules.words_cards import prose

_QUOTED = re.compile(r"“[^”]*”|«[^»]*»|„[^“”]*[“”]|\"[^\"\n]*\"|(?<!\w)‘[^’]*’(?!\w)|https?://\S+|\S+@\S+")
_WORD = re.compile(r"[^\W\d_]+(?:['’\-][^\W\d_]+)*")
_APART = re.compile(r"[’'\-]")

_BOTH = listed(
    "a on or as me an but son main pour est sort mine comment son tout ton tu no most plus y s t d m n l c j"
)
_MARKS = {
    "en": FUNCTION_WORDS["en"] - FUNCTION_WORDS["fr"] - _BOTH,
    "fr": FUNCTION_WORDS["fr"] - FUNCTION_WORDS["en"] - (_BOTH - listed("pour est l d c n j s")),
}
"""Words that show a language: what both have, or what means something else in the other, shows nothing."""

_LEAST = 4
"""Words that a text must have: shorter ones are names, terms or happen to be alike."""


def _find(original: View, view: View, context: Context) -> Iterator[Finding]:
    found = list(_texts_left(original, view))
    if len(found) <= MANY:
        yield from found
        return
    ids = dict.fromkeys(
        view.items[place].question.id
        for _, place in (each.loc[:2] for each in found if each.loc[0] == "questions")
        if isinstance(place, int)
    )
    message = f"{len(found):,} texts are not translated yet" + (f", in {named([*ids])}" if ids else "")
    yield Finding("QK252", message, found[0].loc, hint="translate them")  # a translation that was just begun


def _texts_left(original: View, view: View) -> Iterator[Finding]:
    if original.lang == view.lang:
        return
    there = {_folded(text) for _, text in _texts(original)}
    known = original.lang in _MARKS and view.lang in _MARKS
    for loc, text in _texts(view):
        if text.count(" ") + text.count("\n") < _LEAST - 1:
            continue
        same = _folded(text) in there
        if not same and not known:
            continue
        said = _prose(text)
        words = _WORD.findall(said)
        if len(words) < _LEAST:
            continue
        if (same and _tells(words, view.lang)) or (known and _foreign(words, original.lang, view.lang)):
            why = "stands in the original letter for letter" if same else "is in the original's language"
            yield Finding(
                "QK252", f"not translated: `{short(' '.join(said.split()))}` {why}", loc, hint="translate it"
            )


def _texts(view: View) -> Iterator[tuple[Loc, str]]:
    for item in view.items:
        for loc, text in item.texts:
            if loc[0] != "accept":  # what students of either language may write
                yield ("questions", item.index, *loc), text
    yield from of_header(view.deck)
    yield from _titles(view.deck)


def _titles(deck: Deck) -> Iterator[tuple[Loc, str]]:
    yield ("title",), deck.title
    for index, passage in enumerate(deck.passages):
        if passage.title:
            yield ("passages", index, "title"), passage.title
    for index, sheet in enumerate(deck.worksheets):
        if sheet.title:
            yield ("worksheets", index, "title"), sheet.title
        for number, section in enumerate(sheet.sections):
            if section.title:
                yield ("worksheets", index, "sections", number, "title"), section.title


def _folded(text: str) -> str:
    return " ".join(text.split()).lower()


def _tells(words: list[str], lang: str) -> bool:
    """Whether words that stand in both decks are running text, and not the translation's own language."""
    small = [word for word in words if word.islower()]
    if len(small) < 3 or len(small) * 2 < len(words):
        return False  # a name
    others = [other for other in _MARKS if other != lang]
    return lang not in _MARKS or not any(_foreign(words, lang, other) for other in others)


def _foreign(words: list[str], lang: str, own: str) -> bool:
    """Whether the function words of `words` are those of `lang` and not those of `own`."""
    parts = [part.lower() for word in words for part in _APART.split(word)]
    theirs = {part for part in parts if part in _MARKS[lang]}
    ours = {part for part in parts if part in _MARKS[own]}
    total = sum(part in theirs for part in parts)
    return total >= 2 and len(theirs) >= 2 and total * 5 >= len(parts) and len(ours) * 4 <= len(theirs)


def _prose(text: str) -> str:
    """What of a text has to be translated: no code, no formulas, no quotations, no addresses."""
    return _QUOTED.sub(" ", prose(text, "", quotes=False))


RULE = Rule("QK252", "untranslated", pair=_find)
