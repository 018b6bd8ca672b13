"""QK206: the end of the question fits the key in grammar, but not all the distractors."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from quizkit.diagnostics import Finding
from quizkit.model.questions import Choice
from quizkit.rules import words_grammar as grammar
from quizkit.rules.base import Context, Rule
from quizkit.rules.view import Item
from quizkit.rules.words_options import brief

Fits = Callable[[str], bool | None]
"""Whether an option can stand there; None where nobody can tell from the option alone."""

_BLANK = r"(?:_{2,}|\.{3,}|…|\[\s*(?:\.\.\.|…)?\s*\]|\(\s*(?:\.\.\.|…)\s*\))"
_CUE = {
    "en": re.compile(
        rf"(?:^|\s)(?P<cue>an?|is|are|was|were)\s*(?:[:,]?\s*(?:{_BLANK}\W*$|{_BLANK})|[:.\-–—]*\s*$)",
        re.IGNORECASE,
    ),
    "fr": re.compile(
        r"(?:^|[\s'’])(?P<cue>une?|le|la|les|des|du|aux?|ce|cet|cette|ces|mon|ma|mes|son|sa|ses|ton"
        r"|ta|tes|quelle?s?|de la"
        r"|[ld]['’]|est|sont|était|étaient|fut|furent|été)"
        rf"\s*(?:[:,]?\s*{_BLANK}|[:.\-–—]*\s*$)",
        re.IGNORECASE,
    ),
}


def _find(item: Item, context: Context) -> Iterator[Finding]:
    stem = item.stem
    if stem.endswith(("?", "? »")) and "_" not in stem and "…" not in stem and "..." not in stem:
        return
    match = _CUE[item.lang].search(stem)
    if match is None:
        return
    cue = match["cue"].lower().replace("’", "'")
    if cue in ("are", "were") and _COUNTED.search(stem):
        cue = "two are"
    for fits in _tests(cue, item.lang, item.options):
        if (out := _dropped(fits, item.options)) is not None:
            message = (
                f"after `{match['cue']}`, the option `{brief(item.options[out])}` is out by grammar alone"
            )
            hint = "put the article into the options, or change the options so that all fit"
            yield Finding("QK206", message, item.place(out), hint=hint)
            return


def _dropped(fits: Fits, options: Sequence[str]) -> int | None:
    """The position of the first distractor that does not fit, where the key does."""
    if fits(options[0]) is not True:
        return None
    return next((index for index in range(1, len(options)) if fits(options[index]) is False), None)


def _tests(cue: str, lang: str, options: Sequence[str]) -> Iterator[Fits]:
    if lang == "en":
        yield from _english(cue, options)
    else:
        yield from _french(cue, options)


_EN_ARTICLE = re.compile(r"(?:an?|the|some|any|its|his|her|their) ", re.IGNORECASE)


def _english(cue: str, options: Sequence[str]) -> Iterator[Fits]:
    if cue in ("a", "an"):
        if not any(_EN_ARTICLE.match(option) for option in options):
            yield (
                lambda text: None if (sound := grammar.vowel_sound(text)) is None else sound is (cue == "an")
            )
            yield _one
        return
    yield _several if cue == "two are" else _many if cue in ("are", "were") else _single


def _one(text: str) -> bool | None:
    """Whether `text` can stand after "a": no plural. A key that is none of the sure plurals fits."""
    return grammar.plural_en(text) is not True


_NAME = re.compile(r"[A-Z][\w.'’-]*(?: (?:(?:de|du|von|van|of|the|la) )?[A-Z][\w.'’-]*)*")


def _many(text: str) -> bool | None:
    """Whether `text` can stand after "are"."""
    if " and " in text:
        return True
    if _NAME.fullmatch(text):
        return None if text.endswith("s") else False
    return grammar.plural_en(text)


_COUNTED = re.compile(r"\b(?:two|three|four|both)\b", re.IGNORECASE)


def _several(text: str) -> bool | None:
    """Whether `text` can stand after "The two … are"."""
    if " and " in text or "," in text or " or " in text:
        return " or " not in text
    plural = grammar.plural_en(text)
    return False if plural is None and len(text.split()) <= 2 and not text.endswith("s") else plural


def _single(text: str) -> bool | None:
    """Whether `text` can stand after "is": `the heart` can, `the lungs` cannot."""
    low = text.lower()
    if re.match(r"(?:an?|the|one|this|that) ", low):
        plural = grammar.plural_en(re.sub(r"^the ", "", text, flags=re.IGNORECASE))
        return not (plural and low.startswith("the "))
    return False if re.match(r"(?:two|three|four|five|these|those|both) ", low) else None


_DETERMINERS = {
    "le": "m", "un": "m", "ce": "m", "cet": "m", "du": "m", "au": "m", "mon": "", "son": "", "ton": "", "quel": "m",
    "la": "f", "une": "f", "cette": "f", "ma": "f", "sa": "f", "ta": "f", "de la": "f", "quelle": "f",
    "les": "p", "des": "p", "ces": "p", "aux": "p", "mes": "p", "ses": "p", "tes": "p", "quels": "p", "quelles": "p",
    "l'": "", "d'": "",
}  # fmt: skip
_BEFORE_CONSONANT = frozenset({"le", "la", "ce", "du", "au", "ma", "sa", "ta", "de la"})
_BEFORE_VOWEL = frozenset({"l'", "d'", "cet"})


def _french(cue: str, options: Sequence[str]) -> Iterator[Fits]:
    kind = _DETERMINERS.get(cue)
    if kind is None:
        yield from _after_be(cue, options)
        return
    if any(grammar.article_fr(option) for option in options):
        return
    if cue in _BEFORE_VOWEL:
        yield grammar.elides
    if cue in _BEFORE_CONSONANT:
        yield lambda text: None if (vowel := grammar.elides(text)) is None else not vowel
    if kind == "p":
        yield grammar.plural_fr
    elif cue != "d'":
        yield lambda text: grammar.plural_fr(text) is not True
    if kind in ("m", "f"):
        yield lambda text: None if not (gender := grammar.gender_fr(text)) else gender == kind


_PARTICIPLE = re.compile(r"[^\W\d]{3,}(é|ée|és|ées)(?= |$)")


def _after_be(cue: str, options: Sequence[str]) -> Iterator[Fits]:
    """After a form of être: singular or plural articles, and participles that agree with what was named."""
    many = cue in ("sont", "étaient", "furent")
    if cue != "été":
        yield lambda text: _article_fits(text, many)
    endings = [match[1] if (match := _PARTICIPLE.match(option)) else "" for option in options]
    if all(endings) and len(set(endings)) > 1:
        agreed = endings[0]
        yield lambda text: (match := _PARTICIPLE.match(text)) is not None and match[1] == agreed


def _article_fits(text: str, many: bool) -> bool | None:
    if " et " in text or "," in text:
        return True if many else None
    article = grammar.article_fr(text)
    return (article == "p") is many if article else None


RULE = Rule("QK206", "grammatical-cue", types=(Choice,), langs=("en", "fr"), question=_find)
