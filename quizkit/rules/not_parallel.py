"""QK211: one option differs from all others in its form."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from quizkit.diagnostics import Finding, Severity
from quizkit.model.questions import Choice, Multiple
from quizkit.rules import words_form as form
from quizkit.rules.base import Context, Rule
from quizkit.rules.saying import short
from quizkit.rules.view import Item
from quizkit.rules.words_options import is_title

_FEWEST = 3
"""Of two options, neither is the odd one."""

_Odd = tuple[int, str] | None
"""The position of the option that differs, and how."""


def _find(item: Item, context: Context) -> Iterator[Finding]:
    question = item.question
    if len(item.options) < _FEWEST or not isinstance(question, Choice | Multiple):
        return
    if all(map(str.isdecimal, item.options)):
        return
    places = [
        place
        for place, text in enumerate(item.options)
        if text.partition(" ")[0].rstrip(".!").lower() not in form.OF_OTHERS
        or not form.STANDS_FOR_OTHERS.fullmatch(text.rstrip(" .!"))
    ]
    if len(places) < _FEWEST or any("$" in option.text or "`" in option.text for option in question.options):
        return
    texts = [item.options[place] for place in places]
    for look in _LOOKS:
        if (found := look(texts, item.lang)) is not None:
            odd, what = found
            message = f"the option `{short(texts[odd])}` {what}"
            hint = "write all options in the same form"
            yield Finding("QK211", message, item.place(places[odd]), hint=hint)
            return


def _single(marks: Sequence[bool], wanted: bool) -> int | None:
    """The position of the only mark that is `wanted` (or that is not, where all others are)."""
    return marks.index(wanted) if marks.count(wanted) == 1 else None


def _full_stop(texts: Sequence[str], lang: str) -> _Odd:
    marks = [text.endswith(".") and not text.endswith("..") for text in texts]
    if (odd := _single(marks, True)) is not None and not form.ABBREVIATED.search(texts[odd]):
        return odd, "ends with a full stop, the others do not"
    odd = _single(marks, False)
    if odd is not None and texts[odd][-1:].isalnum() and not any(map(form.ABBREVIATED.search, texts)):
        return odd, "has no full stop at its end, the others do"
    return None


def _number(texts: Sequence[str], lang: str) -> _Odd:
    if not any(map(form.DIGIT.search, texts)):
        return None
    numbers = [bool(form.NUMBER.fullmatch(text)) for text in texts]
    if (odd := _single(numbers, False)) is not None:
        words = texts[odd].lower()
        if words not in form.NO_NUMBER and not any(map(str.isdecimal, words)) and words[:1].isalpha():
            return odd, "is in words, the others are numbers"
    if (odd := _single(numbers, True)) is not None:
        rest = _others(texts, odd)
        if texts[odd].replace(" ", "").isdecimal() and not any(
            any(map(str.isdecimal, text)) for text in rest
        ):
            return odd, "is a number, the others are words"
    return None


def _sentence(texts: Sequence[str], lang: str) -> _Odd:
    if not any(text.count(" ") > 2 for text in texts):
        return None
    marks = [_is_sentence(text, lang) for text in texts]
    odd = _single(marks, True)
    if odd is None:
        return None
    rest = _others(texts, odd)
    if any(text.endswith(".") for text in rest) or is_title(texts[odd]):
        return None
    if max(len(text.split()) for text in rest) <= 6 and len(texts[odd].split()) >= 4:
        return odd, "is a whole sentence, the others are not"
    return None


def _is_sentence(text: str, lang: str) -> bool:
    words = text.lower().replace("’", "'").rstrip(".!").split()
    if len(words) > 1 and words[0] in form.PRONOUNS[lang]:
        return True
    if len(words) < 3 or words[0] in form.VERBS[lang] or (lang == "en" and form.GERUND.match(text)):
        return False
    for before, word, after in zip(words[:-1], words[1:], [*words[2:], ""], strict=True):
        if word in form.RELATIVES[lang] or word.startswith("qu'"):
            return False
        if word in form.VERBS[lang]:
            noun = not after and word == "can"
            return (
                not noun and before not in form.NO_SUBJECT and not (word == "made" and after in form.OUT_OF)
            )
    return False


def _infinitive(texts: Sequence[str], lang: str) -> _Odd:
    pattern = form.INFINITIVE[lang]
    marks = [bool(pattern.match(text)) and not form.determined(text, lang) for text in texts]
    odd = _single(marks, False)
    if odd is not None and (
        form.determined(texts[odd], lang) or (lang == "en" and not form.PURPOSE.match(texts[odd]))
    ):
        return odd, "is no action, the others are"
    if (odd := _single(marks, True)) is not None:
        rest = _others(texts, odd)
        if lang == "en" or (
            len(texts[odd].split()) > 1 and all(form.determined(text, lang) for text in rest)
        ):
            return odd, "begins with a verb, the others do not"
    return None


def _gerund(texts: Sequence[str], lang: str) -> _Odd:
    if lang != "en":
        return None
    marks = [bool(form.GERUND.match(text)) for text in texts]
    if (odd := _single(marks, False)) is not None and not any(
        word.endswith("ing") for word in texts[odd].split()[:2]
    ):
        return odd, "is no action, the others are"
    if (odd := _single(marks, True)) is not None and form.DOING.match(texts[odd]):
        return odd, "begins with a verb, the others do not"
    return None


def _third_person(texts: Sequence[str], lang: str) -> _Odd:
    """`leaves the loop`, `ends the program`, and a noun among them."""
    if lang != "en":
        return None
    odd = _single([bool(form.ACTS.match(text)) for text in texts], False)
    if odd is not None and form.article(texts[odd], "en"):
        return odd, "begins with a noun, the others with a verb"
    return None


def _link(texts: Sequence[str], lang: str) -> _Odd:
    """`à couper`, `à broyer`, and one without `à`."""
    firsts = [text.partition(" ")[0].lower() for text in texts]
    common = firsts[0] if firsts.count(firsts[0]) > 1 else firsts[1]
    if common not in form.LINKS[lang]:
        return None
    odd = _single([first == common for first in firsts], False)
    if odd is None or firsts[odd] in form.LINKS[lang] or "'" in firsts[odd] or "’" in firsts[odd]:
        return None
    if (
        common in texts[odd].lower().split()
        or form.PURPOSE.match(texts[odd])
        or any(map(str.isdecimal, texts[odd]))
    ):
        return None
    return odd, f"does not begin with “{common}”, the others do"


def _article(texts: Sequence[str], lang: str) -> _Odd:
    marks = [form.determined(text, lang) for text in texts]
    if marks.count(True) != 1 and marks.count(False) != 1:
        return None
    if (
        max(map(len, texts)) > form.LONG
        or _has_names(texts)
        or any(_is_sentence(text, lang) for text in texts)
    ):
        return None
    if (odd := _single(marks, False)) is not None:
        text, rest = texts[odd], _others(texts, odd)
        known = text[:1].islower() or (len(texts) > _FEWEST and text[:1].isalpha())
        mass = lang == "en" and all(other[:1] in "aA" for other in rest)  # `an acid`, `a salt`, and `water`
        known = known and not mass and all(form.article(other, lang) for other in rest)
        return (odd, "has no article, the others do") if known else None
    if (odd := _single(marks, True)) is not None and (found := form.article(texts[odd], lang)):
        if form.UNIQUE.match(texts[odd]):
            return None
        plurals = [text.endswith("s") for text in _others(texts, odd)]
        if found in ("a", "an", "un", "une"):
            telling = lang == "en" and all(plurals)  # `a wave` among `waves`
        else:
            telling = (
                not any(plurals) and sum(text.count(" ") for text in texts) == 1
            )  # `the brain`, `muscle`
        return (odd, "begins with an article, the others do not") if telling else None
    return None


def _has_names(texts: Sequence[str]) -> bool:
    """Whether an option has a capital or a digit anywhere but in front, or options differ in front."""
    if len({text[:1].isupper() for text in texts}) > 1:
        return True
    return any(text[1:] != text[1:].lower() or form.DIGIT.search(text, 1) for text in texts)


def _others(texts: Sequence[str], odd: int) -> list[str]:
    return [text for place, text in enumerate(texts) if place != odd]


def _is_name(text: str) -> bool:
    words = text.split()
    return bool(words[1:]) and any(word[:1].isupper() for word in words[1:])


def _capital(texts: Sequence[str], lang: str) -> _Odd:
    if not all(text[:1].isalpha() for text in texts) or len({text.lower() for text in texts}) < len(texts):
        return None  # of two equal options, QK215 tells
    marks = [text[:1].isupper() for text in texts]
    odd = _single(marks, False)
    if odd is not None and all(text[1:2].islower() for text in _others(texts, odd)):
        first = texts[odd].replace("’", "'").split()[0].split("'")[0]
        if first.islower() and len(first) > 2 and first not in form.PARTICLE:
            return odd, "begins with a small letter, the others with a capital"
    if (odd := _single(marks, True)) is not None:
        words = texts[odd].split()
        if words[0][1:].islower() and not _is_name(texts[odd]) and form.COMMON.search(words[0]):
            return odd, "begins with a capital, the others with a small letter"
    return None


_LOOKS: tuple[Callable[[Sequence[str], str], _Odd], ...] = (
    _full_stop,
    _number,
    _sentence,
    _infinitive,
    _gerund,
    _third_person,
    _link,
    _article,
    _capital,
)

RULE = Rule(
    "QK211",
    "not-parallel",
    level=Severity.ADVICE,
    on=False,  # on the half of the labelled set that was held out, two of five findings are false alarms
    types=(Choice, Multiple),
    langs=("en", "fr"),
    question=_find,
)
