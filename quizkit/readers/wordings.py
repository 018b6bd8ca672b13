"""Numbers, dates and words as people write them, and how decks have them. None where that cannot be told."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from quizkit.readers.inline import is_number, row, scalar, short

_NUMBERS = re.compile(r"(?<![\d.,])(?:(?<!\d)[-+\N{MINUS SIGN}](?=\d))?\d+(?:[.,]\d+)?(?![\d]|[.,]\d)")
_THOUSANDS = re.compile(r"(?<=\d)[ '_\u00a0\u202f](?=\d{3}(?!\d))")
_DOUBTFUL = re.compile(r"\d,\d{3}(?!\d)")
"""A thousand and some, or a decimal comma: nobody can tell."""


def _numbers(text: str) -> list[str]:
    """The numbers in a text, with a point for decimals; none where one is doubtful."""
    if _DOUBTFUL.search(text):
        return []
    found = _NUMBERS.findall(text)
    if len(found) > 2 or not found:
        found = _NUMBERS.findall(_THOUSANDS.sub("", text))
    return [item.replace(",", ".").replace("\N{MINUS SIGN}", "-").lstrip("+") for item in found]


def between(raw: Any) -> str | None:
    """`between: [low, high]` for two numbers however they were written."""
    if isinstance(raw, list) and len(raw) == 4 and all(isinstance(item, str) for item in raw):
        low, low_part, high, high_part = map(str.strip, raw)  # decimal commas: [8,3, 8,5]
        raw = f"{low}.{low_part} ; {high}.{high_part}"
    if not isinstance(raw, str):
        return None
    found = _numbers(raw)
    if len(found) == 1 and re.fullmatch(r"\d+,\d+", raw.strip()):
        found = raw.strip().split(",")
    if len(found) != 2:
        return None
    low, high = found
    if Decimal(low) > Decimal(high) and high.startswith("-"):
        high = high[1:]  # `8 -9`: a dash between the two
    return short(f"between: {row(sorted((low, high), key=Decimal))}")


_UNIT = re.compile(r"([-+\N{MINUS SIGN}]?\d+(?:[.,]\d+)?)((?:\s+[^\d\s.,/:]|[^\d\s.,/:]\D).*|[^\d\s.,/:])")


def number(name: str, raw: Any) -> str | None:
    """What to do about a text that is no number."""
    if name == "between" and (found := between(raw)) and not re.fullmatch(r"\s*\d+,\d+\s*", str(raw)):
        return f"write `{found}`"  # two numbers in one entry, not one with a decimal comma
    text = raw.strip().lstrip("±~≈ ") if isinstance(raw, str) else ""
    if text in _PARTS:
        return f"write `{_PARTS[text]}`"
    if name == "tolerance" and "%" in text:
        return "write how far off an answer may be, as a number in the answer's own unit"
    counted = _UNIT.fullmatch(text)
    if counted and not _DOUBTFUL.search(text):
        amount, unit = _numbers(counted[1])[0], counted[2].strip()
        kept = name == "answer" and short(scalar(unit))
        return f"write `{amount}`" + (f", and `unit: {kept}` on a line of its own" if kept else "")
    if raw != text and is_number(text.replace(",", ".")):
        return f"write `{text.replace(',', '.')}`"
    return None


_PARTS: Mapping[str, str] = {
    "½": "0.5",
    "1/2": "0.5",
    "1½": "1.5",
    "1 1/2": "1.5",
    "¼": "0.25",
    "1/4": "0.25",
    "¾": "0.75",
    "3/4": "0.75",
}
_WORDS = (
    "one un une a an",
    "two deux",
    "three trois",
    "four quatre",
    "five cinq",
    "six",
    "seven sept",
    "eight huit",
)
_COUNTS = {word: count for count, words in enumerate(_WORDS, 1) for word in words.split()}
_MINUTES = re.compile(r"(\d{1,4})\s*(?:m|mn|min|mins|minutes?|['’′])\.?", re.IGNORECASE)
_HOURS = re.compile(
    r"(\d{1,2}(?:[.,]\d{1,2})?)\s*(?:h|hrs?|hours?|heures?|:)\s*(?:(?:and|et)?\s*(\d{1,2})\s*(?:m|mn|min|minutes?)?)?",
    re.IGNORECASE,
)


def whole(name: str, raw: Any) -> str:
    """What to do about something that is no whole number."""
    if name == "versions" and (count := _versions(raw)):
        return f"write how many there are: `{count}`"
    text = raw.strip() if isinstance(raw, str) else ""
    if name == "time":
        found = _minutes(text)
        return f"write `{found}`, the minutes" if found else "write the minutes in digits, such as 45"
    digits = re.findall(r"(?<![\d.,-])\d+(?:[.,]\d+)?", text)
    if len(digits) == 1:
        return f"write `{int(Decimal(digits[0].replace(',', '.')))}`"
    if word := _COUNTS.get(text.casefold()):
        return f"write `{word}`"
    return "write digits only, such as 3"


def _minutes(text: str) -> int | None:
    if found := _MINUTES.fullmatch(text):
        return int(found[1])
    if found := _HOURS.fullmatch(text):
        return round(Decimal(found[1].replace(",", ".")) * 60) + int(found[2] or 0)
    return None


def _versions(raw: Any) -> int | None:
    letters = (
        raw
        if isinstance(raw, list)
        else re.split(r"\s*(?:,|;|/|and|et|\+)\s*", raw if isinstance(raw, str) else "")
    )
    named = all(isinstance(item, str) and re.fullmatch("[A-Za-z]", item) for item in letters)
    return len(letters) if len(letters) > 1 and named else None


_YES = frozenset(
    ["t", "v", "right", "correct", "juste", "exact", "richtig", "wahr", "ja", "si", "sí", "vero"]
)
_NO = frozenset(["f", "wrong", "incorrect", "inexact", "falsch", "nein", "falso"])
_LEVELS: Mapping[str, str] = {
    **dict.fromkeys(("facile", "simple", "leicht", "fácil"), "easy"),
    **dict.fromkeys(("moyen", "moyenne", "normal", "middle", "mittel"), "medium"),
    **dict.fromkeys(("difficile", "difficult", "schwer", "difícil"), "hard"),
    **{level: level for level in ("easy", "medium", "hard")},
}


def switch(raw: Any) -> str | None:
    """`true` or `false` for another word for it."""
    word = raw.strip().strip(".!").casefold() if isinstance(raw, str) else ""
    if word in ("true", "yes", "vrai", "oui") or word in _YES:
        return "true"
    return "false" if word in ("false", "no", "faux", "non") or word in _NO else None


def level(raw: Any) -> str | None:
    """The difficulty that was meant."""
    return _LEVELS.get(raw.strip().casefold()) if isinstance(raw, str) else None


_LANGUAGES: Mapping[str, str] = {
    **dict.fromkeys(("english", "anglais", "englisch", "inglés", "eng"), "en"),
    **dict.fromkeys(("french", "français", "francais", "französisch", "fra", "fre"), "fr"),
    **dict.fromkeys(("german", "deutsch", "allemand", "deu", "ger"), "de"),
    **dict.fromkeys(("spanish", "español", "espagnol", "castellano", "spa"), "es"),
    **dict.fromkeys(("italian", "italiano", "italien", "ita"), "it"),
    **dict.fromkeys(("portuguese", "português", "portugais"), "pt"),
    **dict.fromkeys(("dutch", "nederlands", "néerlandais"), "nl"),
    **dict.fromkeys(("latin", "latein"), "la"),
    **dict.fromkeys(("russian", "русский", "russe"), "ru"),
    **dict.fromkeys(("arabic", "العربية", "arabe"), "ar"),
    **dict.fromkeys(("hebrew", "עברית", "hébreu"), "he"),
    **dict.fromkeys(("chinese", "中文", "chinois"), "zh"),
    **dict.fromkeys(("japanese", "日本語", "japonais"), "ja"),
}


def language(text: str) -> str | None:
    """The code of a language that was called by its name, or written with `_`."""
    if found := _LANGUAGES.get(text.strip().casefold()):
        return found
    joined = text.strip().replace("_", "-")
    return joined if joined != text and re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})+", joined) else None


_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            *("january janvier jan", "february février fevrier feb", "march mars mar", "april avril apr"),
            *("may mai", "june juin jun", "july juillet jul", "august août aout aug"),
            *("september septembre sep sept", "october octobre oct", "november novembre nov"),
            "december décembre decembre dec",
        ),
        1,
    )
    for name in names.split()
}


def date(text: str) -> str | None:
    """A date in the order of years, months and days, where the three can be told apart."""
    text = text.strip()
    if found := re.fullmatch(r"(\d{4})[-/.](\d{1,2})(?:[-/.](\d{1,2}))?", text):
        year, month, day = found[1], int(found[2]), int(found[3] or 0)
    elif found := re.fullmatch(r"(?:(\d{1,2})\.)?(\d{1,2})[./](\d{4})", text):
        year, month, day = found[3], int(found[2]), int(found[1] or 0)
    elif found := re.fullmatch(r"(?:(\d{1,2})(?:st|nd|rd|th|er|\.)?\s+)?([^\W\d]+)\.?,?\s+(\d{4})", text):
        year, month, day = found[3], _MONTHS.get(found[2].casefold(), 0), int(found[1] or 0)
    elif found := re.fullmatch(r"([^\W\d]+)\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})", text):
        year, month, day = found[3], _MONTHS.get(found[1].casefold(), 0), int(found[2])
    else:
        return None
    if not 1 <= month <= 12 or day > 31:
        return None
    return f"{year}-{month:02}" + (f"-{day:02}" if day else "")


_SPANS = (("day", 1, "d day days jour jours j"), ("day", 7, "w week weeks semaine semaines"),
          ("month", 1, "m month months mois"), ("year", 1, "y year years an ans année années"))  # fmt: skip


def period(text: str) -> str | None:
    """A length of time in days, months or years."""
    found = re.fullmatch(r"(\d{1,3}|[^\W\d]+)\s*([^\W\d]+)", text.strip().casefold())
    if not found:
        return None
    count = int(found[1]) if found[1].isdecimal() else _COUNTS.get(found[1], 0)
    for word, times, names in _SPANS:
        if count and found[2] in names.split():
            return f"{count * times} {word}{'s' if count * times > 1 else ''}"
    return None
