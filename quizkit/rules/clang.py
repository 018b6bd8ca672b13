"""QK207: a word of the question stands in the key and in no distractor, and so gives the key away.

Where half of the distractors have other words of the question, the key does not stand out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from quizkit.diagnostics import Finding
from quizkit.model.questions import Choice, Multiple
from quizkit.rules.base import Context, Rule
from quizkit.rules.language import FUNCTION_WORDS, listed
from quizkit.rules.view import Item
from quizkit.rules.words_options import BARE, root

_SHORTEST = 4
"""Letters of a word that is looked at: shorter ones sound alike by chance."""

_IDLE = {
    "en": FUNCTION_WORDS["en"]
    | listed("first second third fourth three four five everything everyone something someone nothing"),
    "fr": FUNCTION_WORDS["fr"]
    | listed("premier première deuxième troisième trois quatre cinq quelque chose rien"),
}


def _find(item: Item, context: Context) -> Iterator[Finding]:
    keys = item.option_words[: item.key_count]
    if not any(len(word) >= _SHORTEST for word in keys[0]):
        return
    idle, lang = _IDLE[item.lang], item.lang
    asked = _roots(item.stem_words, lang, idle)
    shared = {mark: word for mark, word in _roots(keys[0], lang, idle).items() if mark in asked}
    if not shared:
        return
    count = item.key_count
    if count == len(item.options):
        return
    others = [_roots(words, lang, frozenset()) for words in keys[1:]]
    wrongs = item.option_words[count:]
    wrong = " " + " ".join([word for words in wrongs for word in words]).translate(BARE)
    given = [mark for mark in shared if all(mark in other for other in others) and f" {mark}" not in wrong]
    if not given:
        return
    stem = item.stem.lower()
    if any(len(option) >= _SHORTEST and option.lower() in stem for option in item.distractors):
        return  # the question names this option too: `Which is older, Cairo or Thebes?`
    rest = asked.keys() - shared.keys()
    if 2 * sum(not rest.isdisjoint(_roots(words, lang, idle)) for words in wrongs) >= len(wrongs):
        return
    said, seen = shared[given[0]], asked[given[0]]
    word = f"`{said}`" if said == seen else f"`{said}` (`{seen}` in the question)"
    who = "the right one has" if count == 1 else "the right ones have"
    message = f"of all options, only {who} {word}, a word of the question"
    hint = "say it in other words, or let distractors have the word too"
    yield Finding("QK207", message, item.place(0), hint=hint)


def _roots(words: Sequence[str], lang: str, idle: frozenset[str]) -> dict[str, str]:
    """The roots of the longer words, each with the first word that has it."""
    found: dict[str, str] = {}
    for word in words:
        if len(word) >= _SHORTEST and word not in idle:
            found.setdefault(root(word, lang), word)
    return found


RULE = Rule("QK207", "clang", types=(Choice, Multiple), langs=("en", "fr"), question=_find)
