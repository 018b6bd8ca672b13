"""The words on worksheets and keys, per language: everything printed that no author wrote.

To add a language, copy `ENGLISH` below, translate every word, and add it to `WORDS` under its
BCP 47 tag. What stands in braces is filled in; keep it. Nothing else has to be changed.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, localcontext


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """Furniture words of one language.

    `colon` and `decimal` are the language's own marks, with the space before it if there is one.
    Pairs `…_one`, `…_other` are singular and plural; `one_below` is the number from which the
    plural starts (2 in French: 1,5 point). `dates` are the patterns of a day and of a month.
    """

    tag: str
    colon: str
    decimal: str
    one_below: Decimal | None
    months: tuple[str, str, str, str, str, str, str, str, str, str, str, str]
    day: str
    month: str

    name: str
    date: str
    class_: str
    score: str
    version: str
    part: str
    page_of: str
    question_one: str
    question_other: str
    point_one: str
    point_other: str
    minute_one: str
    minute_other: str

    answer_key: str
    fact_sheet: str
    at_a_glance: str
    answer_all: str
    circle_one: str
    tick_all: str
    circle_letter: str
    tick_boxes: str
    true_or_false: str
    choose_all: str
    match: str
    match_spare: str
    order: str
    use_bank: str
    bank_spare: str
    word_bank: str
    for_question: str
    for_two: str
    for_questions: str

    true: str
    false: str
    correct: str
    answer: str
    also_accepted: str
    from_to: str
    give_or_take: str
    not_used: str
    model_answer: str
    rubric: str
    criterion: str
    points: str
    case_matters: str
    accents_free: str
    hint: str
    explanation: str
    fact: str
    facts: str
    source: str
    as_of: str
    published: str
    no_source: str


ENGLISH = Words(
    tag="en",
    colon=":",
    decimal=".",
    one_below=None,
    months=(
        "January", "February", "March", "April", "May", "June",
        "July", "August", "September", "October", "November", "December",
    ),
    day="{day} {month} {year}",
    month="{month} {year}",
    name="Name",
    date="Date",
    class_="Class",
    score="Score",
    version="Version",
    part="{title}, part {part} of {parts}",
    page_of="Page {page} of {pages}",
    question_one="question",
    question_other="questions",
    point_one="point",
    point_other="points",
    minute_one="minute",
    minute_other="minutes",
    answer_key="Answer key",
    fact_sheet="Fact sheet",
    at_a_glance="At a glance",
    answer_all="Answer all questions.",
    circle_one="Letters in circles: circle the letter of the one right answer.",
    tick_all="Letters in squares: mark every right answer, there may be more than one.",
    circle_letter="Circle the letter of the one right answer.",
    tick_boxes="Where there are boxes, tick every right answer; there may be more than one.",
    true_or_false="True or false: mark one of the two circles.",
    choose_all="Choose all that apply.",
    match="Write the letter of what belongs to it on each line.",
    match_spare="Write the letter of what belongs to it on each line. Some letters are not needed.",
    order="Number the boxes in the right order, from 1 to {count}.",
    use_bank="Fill in the blanks with words from the word bank.",
    bank_spare="Fill in the blanks with words from the word bank. Some words are not needed.",
    word_bank="Word bank",
    for_question="For question {first}",
    for_two="For questions {first} and {last}",
    for_questions="For questions {first} to {last}",
    true="True",
    false="False",
    correct="correct",
    answer="Answer",
    also_accepted="Also accepted",
    from_to="from {low} to {high}",
    give_or_take="give or take {tolerance}: from {low} to {high}",
    not_used="Not needed",
    model_answer="Model answer",
    rubric="Rubric",
    criterion="Criterion",
    points="Points",
    case_matters="Capital letters matter.",
    accents_free="Accents do not matter.",
    hint="Hint",
    explanation="Explanation",
    fact="Fact",
    facts="Facts",
    source="Source",
    as_of="as of {date}",
    published="published {date}",
    no_source="Without a source",
)  # fmt: skip

FRENCH = Words(
    tag="fr",
    colon="\N{NO-BREAK SPACE}:",
    decimal=",",
    one_below=Decimal(2),
    months=(
        "janvier", "février", "mars", "avril", "mai", "juin",
        "juillet", "août", "septembre", "octobre", "novembre", "décembre",
    ),
    day="{day} {month} {year}",
    month="{month} {year}",
    name="Nom",
    date="Date",
    class_="Classe",
    score="Note",
    version="Version",
    part="{title}, partie {part} sur {parts}",
    page_of="Page {page} sur {pages}",
    question_one="question",
    question_other="questions",
    point_one="point",
    point_other="points",
    minute_one="minute",
    minute_other="minutes",
    answer_key="Corrigé",
    fact_sheet="Fiche de synthèse",
    at_a_glance="En un coup d’œil",
    answer_all="Répondez à toutes les questions.",
    circle_one="Lettres dans un cercle\N{NO-BREAK SPACE}: entourez la lettre de la seule bonne réponse.",
    tick_all="Lettres dans un carré\N{NO-BREAK SPACE}: marquez toutes les bonnes réponses, une ou plusieurs.",
    circle_letter="Entourez la lettre de la seule bonne réponse.",
    tick_boxes="Là où il y a des cases, cochez toutes les bonnes réponses, une ou plusieurs.",
    true_or_false="Vrai ou faux\N{NO-BREAK SPACE}: marquez l’un des deux cercles.",
    choose_all="Choisissez toutes les bonnes réponses.",
    match="Écrivez sur chaque ligne la lettre qui convient.",
    match_spare="Écrivez sur chaque ligne la lettre qui convient. Certaines lettres ne servent pas.",
    order="Numérotez les cases dans le bon ordre, de 1 à {count}.",
    use_bank="Complétez avec les mots de la banque de mots.",
    bank_spare="Complétez avec les mots de la banque de mots. Certains mots ne servent pas.",
    word_bank="Banque de mots",
    for_question="Pour la question {first}",
    for_two="Pour les questions {first} et {last}",
    for_questions="Pour les questions {first} à {last}",
    true="Vrai",
    false="Faux",
    correct="juste",
    answer="Réponse",
    also_accepted="Également accepté",
    from_to="de {low} à {high}",
    give_or_take="à {tolerance} près\N{NO-BREAK SPACE}: de {low} à {high}",
    not_used="En trop",
    model_answer="Réponse modèle",
    rubric="Barème",
    criterion="Critère",
    points="Points",
    case_matters="Les majuscules comptent.",
    accents_free="Les accents ne comptent pas.",
    hint="Indice",
    explanation="Explication",
    fact="Fait",
    facts="Faits",
    source="Source",
    as_of="état\N{NO-BREAK SPACE}: {date}",
    published="publié en {date}",
    no_source="Sans source",
)  # fmt: skip

WORDS: dict[str, Words] = {words.tag: words for words in (ENGLISH, FRENCH)}

RIGHT_TO_LEFT = ("ar", "arc", "ckb", "dv", "fa", "he", "ks", "nqo", "ps", "sd", "syr", "ug", "ur", "yi")
RIGHT_TO_LEFT_SCRIPTS = ("adlm", "arab", "hebr", "nkoo", "rohg", "syrc", "thaa")
"""Languages and scripts written from right to left. The style of Anki's cards is made of them, in this
order: whoever adds one publishes new note types (`NOTE_TYPE_MODIFIED` in targets/anki/identity.py)."""


def words(lang: str) -> Words:
    """The words for a BCP 47 tag: of `fr-CA` itself, else of `fr`, else English."""
    parts = lang.lower().split("-")
    for end in range(len(parts), 0, -1):
        if found := WORDS.get("-".join(parts[:end])):
            return found
    return ENGLISH


def right_to_left(lang: str) -> bool:
    """Whether the language is written from right to left; a script in the tag (`az-Arab`) decides."""
    base, *rest = lang.lower().split("-")
    scripts = [part for part in rest if len(part) == 4 and part.isalpha()]
    return scripts[0] in RIGHT_TO_LEFT_SCRIPTS if scripts else base in RIGHT_TO_LEFT


def number(value: Decimal, lang: str) -> str:
    """A number with the language's decimal mark, its digits as written (3.10 stays 3.10)."""
    size = value.adjusted() if value else 0
    if -7 <= size <= 15:
        return f"{value:f}".replace("-", "\N{MINUS SIGN}").replace(".", words(lang).decimal)
    with localcontext(prec=_DIGITS):
        mantissa = number(value.scaleb(-size), lang)
    return f"{mantissa} × 10{str(size).translate(_RAISED)}"


_DIGITS = 2000
"""More than any number of an author has; Python's own context rounds to 28."""

_RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


def amount(value: Decimal, lang: str) -> str:
    """A number without zeros at the end of its decimals: 2.50 is “2.5”, in French “2,5”."""
    with localcontext(prec=_DIGITS):
        return number(value.normalize(), lang)


def counted(value: Decimal | int, one: str, other: str, lang: str) -> str:
    """A number with the noun that goes with it: “1 point”, “2.5 points”, in French “1,5 point”."""
    limit = words(lang).one_below
    single = value == 1 if limit is None else value < limit
    return f"{amount(Decimal(value), lang)}\N{NO-BREAK SPACE}{one if single else other}"


def points(value: Decimal, lang: str) -> str:
    """So many points, in words."""
    table = words(lang)
    return counted(value, table.point_one, table.point_other, lang)


def partial_date(value: str, lang: str) -> str:
    """A year, month or day in ISO 8601 as people write it: `2024-07` is “July 2024”."""
    table = words(lang)
    year, *rest = value.split("-")
    if not rest:
        return year
    month = table.months[int(rest[0]) - 1]
    if len(rest) == 1:
        return table.month.format(month=month, year=year)
    day = "1er" if table.tag == "fr" and int(rest[1]) == 1 else str(int(rest[1]))
    return table.day.format(day=day, month=month, year=year)
