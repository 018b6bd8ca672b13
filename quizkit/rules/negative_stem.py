"""QK203: a question that asks for what is not so, with a negative word that is easily read over.

Sentences of over 400 characters are not looked at, and of a long prompt only the last 20 sentences.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from quizkit.diagnostics import Finding
from quizkit.markup.parse import IS_PLAIN, parse
from quizkit.markup.plain import inline_plain
from quizkit.markup.tree import Block, Code, Emphasis, Heading, Inline, Link, Paragraph, Quote, Strong
from quizkit.model.questions import Choice, Multiple
from quizkit.rules.base import Context, Rule
from quizkit.rules.view import Item
from quizkit.rules.words_negation import ASKED, HINTS, OPEN, STOPS
from quizkit.rules.words_options import QUOTED

_SENTENCES = re.compile(r"(?<=[.?!])\s+(?=[\"“«'A-ZÀ-Ý])")

_IN_PASSING = {
    "en": re.compile(r"\([^()]*\)\s*$|\b(?:in order|so as) (?:not|never) to\b", re.IGNORECASE),
    "fr": re.compile(
        r"\([^()]*\)\s*$|\b(?:pour|afin de|de) ne (?:pas|jamais)\b"
        r"|\bpour(?: quelles?| la| une)? raisons?\b.*$",
        re.IGNORECASE | re.DOTALL,
    ),
}
"""Negatives in a purpose or in a remark at the end, and in a French question for reasons."""

_MOST = 20
_LONGEST = 400


def _find(item: Item, context: Context) -> Iterator[Finding]:
    if HINTS[item.lang].isdisjoint(item.stem_words):
        return
    assert isinstance(item.question, Choice | Multiple)
    prompt = item.question.prompt
    stem = item.stem if IS_PLAIN(prompt) else _unemphasised(prompt)
    if word := _negative(_IN_PASSING[item.lang].sub("", QUOTED.sub("", stem)), item.lang):
        message = f"the question asks for what is not so, and `{word}` is easily read over"
        hint = f"ask for what is so, or emphasise the word: `**{word}**`"
        yield Finding("QK203", message, ("prompt",), hint=hint)


def _negative(stem: str, lang: str) -> str:
    """The word that turns the question round; none where the stem asks for what is so."""
    sentences = _SENTENCES.split(stem)[-_MOST:]
    for number, sentence in enumerate(sentences):
        if len(sentence) > _LONGEST:
            continue
        patterns = list(ASKED[lang])
        if number == len(sentences) - 1 and not sentence.rstrip().endswith((".", "?", "!")):
            patterns += OPEN[lang]
        for pattern in patterns:
            for found in pattern.finditer(sentence):
                word = found["no"]
                if word[0].islower() and not STOPS[lang].search(found["way"] or ""):
                    return word
    return ""


def _unemphasised(prompt: str) -> str:
    """The text of `prompt` without its emphasised words, each with `§` in its place, and without code."""
    return " ".join(_blocks(parse(prompt).blocks)).strip()


def _blocks(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Paragraph | Heading):
            yield " ".join("".join(_inline(block.children)).split())
        elif isinstance(block, Quote):
            yield "…"


def _inline(children: Iterable[Inline]) -> Iterator[str]:
    for node in children:
        if isinstance(node, Emphasis | Strong | Code):
            yield "§"
        elif isinstance(node, Link):
            yield from _inline(node.children)
        else:
            yield inline_plain((node,))


RULE = Rule("QK203", "negative-stem", types=(Choice, Multiple), langs=("en", "fr"), question=_find)
