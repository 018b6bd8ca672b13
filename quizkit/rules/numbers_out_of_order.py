"""QK205: options that are all numbers and are shuffled: whoever knows the number has to look for it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from quizkit.diagnostics import Edit, Finding, Severity
from quizkit.model.questions import Choice, Multiple
from quizkit.papers.amounts import sizes
from quizkit.papers.order import by_value
from quizkit.papers.paper import parts
from quizkit.rules.base import Context, Rule
from quizkit.rules.language import listed
from quizkit.rules.view import Item

_NUMBER = (
    r"(?:\d{1,3}(?:[,'’ ]\d{3})+(?:[.,]\d+)?|\d+(?:[.,]\d+)*|\.\d+)"
    r"(?:\s?[×x·*]\s?10(?:\^?[-−+]?\d+|[⁰¹²³⁴-⁹⁻⁺]+)|\^\d+|[⁰¹²³⁴-⁹]+|[½¼¾]|\s?/\s?\d+)?|[½¼¾⅓⅔]"
)
_ABOUT = (
    r"(?:about|around|circa|c\.|ca\.?|approximately|roughly|nearly|almost|over|under|up to|above"
    r"|below|at least|at most"
    r"|(?:less|more|fewer|greater|later|earlier) than|before|after|from|between|in"
    r"|environ|près de|presque|plus de|moins de|jusqu['’]à|au moins|au plus|de|entre|en|vers|avant"
    r"|après|à partir de)"
)
_JOINED = r"(?:[-–—]|to|à|or more|ou plus|(?<=\d )(?:and|et)(?= \d))"
_QUANTITY = re.compile(
    rf"(?:{_ABOUT} )?[~≈<>≤≥]?\s?[-−+±]?\s?(?:[$€£¥]\s?)?[-−]?(?P<number>{_NUMBER})"
    rf"(?P<range>\s?(?:(?P<unit1>[^\W\d]+|%|°\s?C?) )?{_JOINED}\s?[$€£¥]?\s?[-−]?(?:{_NUMBER})?)?"
    r"(?P<unit>.*)",
    re.IGNORECASE,
)
_ENUMERATION = re.compile(r"\d+ (?:and|et) \d|\d, ")
"""`1 and 2` are two options or two numbers, not one."""
_DIGIT = frozenset("0123456789½¼¾⅓⅔")

_UNITS = listed(
    """% ‰ ° °c °f k c f percent per cent pour pourcent degree degrees degré degrés celsius fahrenheit
    kelvin mm cm dm m km µm nm mi ft in inch inches foot feet yard yards mile miles metre metres meter
    meters mètre mètres kilometre kilometres kilometer kilometers kilomètre kilomètres centimetre
    centimetres centimètre centimètres millimetre millimetres millimètre millimètres g kg mg t µg gram
    grams gramme grammes kilogram kilograms kilogramme kilogrammes kilo kilos tonne tonnes ton tons l ml
    cl dl litre litres liter liters h min s ms second seconds seconde secondes minute minutes hour hours
    heure heures day days jour jours week weeks semaine semaines month months mois year years an ans
    année années century centuries siècle siècles decade decades décennie décennies hundred thousand
    million millions billion billions trillion trillions cent mille milliard milliards hz khz mhz ghz n j
    kj w kw mw v a ω ohm ohms volt volts watt watts newton newtons joule joules pa hpa bar n/m m/s m/s²
    m/s^2 km/h km/s mph j/kg n/kg mol g/mol € $ £ euro euros dollar dollars pound pounds livre livres
    franc francs yen bc ad bce ce av. apr. j.-c. j.-c avant après m² m2 km² km2 m³ m3 cm² cm2 cm³ cm3 ha
    hectare hectares or more ou plus square cubic carré carrés cube cubes bit bits byte bytes kb mb gb
    octet octets times fois"""
)
"""Units that may differ from option to option: 30 minutes, 2 hours, 1 day."""


def _find(item: Item, context: Context) -> Iterator[Finding]:
    question = item.question
    assert isinstance(question, Choice | Multiple)
    first = question.answers[0].text if isinstance(question, Multiple) else question.answer.text
    if not question.shuffle or (_DIGIT.isdisjoint(first)) or question.pinned is not None:
        return
    whole = all(text.isdecimal() for text in parts(question))
    if not whole and not _all_quantities(item.options):
        return
    message = "all options are numbers, but they come in a random order"
    place = ("answers", 0) if isinstance(question, Multiple) else ("answer",)
    if "shuffle" not in question.model_fields_set and (whole or _sorts(parts(question), item.lang)):
        hint = "`shuffle: false` sorts them by size"
        yield Finding("QK205", message, place, hint=hint, fix=(Edit((), "false", "shuffle"),))
    elif sizes(parts(question)):  # else the alphabet would sort them, and no size
        yield Finding("QK205", message, place, hint="set `shuffle: false`: it sorts them by size")


def _all_quantities(options: Sequence[str]) -> bool:
    found = [_QUANTITY.fullmatch(option.rstrip(".")) for option in options]
    quantities = [match for match in found if match is not None and not _ENUMERATION.match(match[0])]
    return len(quantities) == len(found) and _comparable([match["unit"] for match in quantities])


def _comparable(units: Sequence[str]) -> bool:
    """Whether what stands behind the numbers is the same or a unit each time."""
    words = [unit.strip().lower().removesuffix("s") for unit in units]
    if len({word for word in words if word}) <= 1:
        return len(words[0]) <= 40
    return all(part in _UNITS or not part for unit in units for part in unit.lower().replace("(", "").split())


def _sorts(texts: Sequence[str], lang: str) -> bool:
    """Whether `shuffle: false` sorts these numbers by size: plain ones with one unit, whatever the language."""
    values = [_value(text, lang) for text in texts]
    plain = [value for value in values if value is not None]
    if len(plain) < len(values) or len({unit for _, unit in plain}) > 1 or _versions(texts, plain[0][1]):
        return False
    ordered = [plain[position][0] for position in by_value(texts)]
    return ordered == sorted(ordered)


def _versions(texts: Sequence[str], unit: str) -> bool:
    """Whether these may be versions, or chapters: 3.9, 3.10, where the decimals do not say what is more."""
    found = {match[0] for text in texts if (match := _DOTTED.search(text))}
    return (
        not unit
        and len({len(each.partition(".")[2]) for each in found}) > 1
        and any(not each.startswith("0.") for each in found)
    )


_DOTTED = re.compile(r"\d+\.\d+")
_PLAIN = re.compile(
    r"\$?([-+\u2212]?)(\d{1,3}(?:[\s'’]\d{3})+|\d{1,3}(?:,\d{3})+|\d+)([.,]\d+)?(\s*[^\W\d]*|\s*%)\.?"
)


def _value(text: str, lang: str) -> tuple[Decimal, str] | None:
    """The value of `1,200.5 km` and its unit; None for all that two readers could read in two ways."""
    match = _PLAIN.fullmatch(text.strip())
    if match is None:
        return None
    sign, whole, fraction, unit = match.groups()
    if "," in whole and lang != "en":
        return None
    if fraction and ((fraction[0] == "," and lang == "en") or (fraction[0] == "." and lang != "en")):
        return None
    if unit.strip().lower() in ("bc", "bce", "av"):
        return None
    digits = re.sub(r"\D", "", whole) + (fraction or "").replace(",", ".")
    return Decimal(("-" if sign in ("-", "\u2212") else "") + digits), unit


RULE = Rule(
    "QK205",
    "numbers-out-of-order",
    Severity.ADVICE,
    types=(Choice, Multiple),
    question=_find,
)
