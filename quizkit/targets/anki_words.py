"""The words on the card's furniture. A language is one column: add it here, nowhere else.

The cards show them by CSS (`:lang()`), so one note type serves all languages and works without
scripts. The few words that are part of a note's fields are looked up here too.
"""

from __future__ import annotations

from quizkit.words import RIGHT_TO_LEFT, RIGHT_TO_LEFT_SCRIPTS

WORDS: dict[str, dict[str, str]] = {
    "en": {
        "flashcard": "Question",
        "essay": "Essay",
        "cloze": "Fill the gap",
        "typed": "Type the answer",
        "single": "Choose one",
        "multiple": "Choose all that apply",
        "truefalse": "True or false?",
        "match": "Match the pairs",
        "order": "Put in order",
        "passage": "Read first",
        "bank": "Words to choose from",
        "hint": "Hint",
        "answer": "Answer",
        "accepted": "Also accepted",
        "rubric": "What counts",
        "explanation": "Explanation",
        "fact": "To remember",
        "source": "Source",
        "tags": "Tags",
        "undo": "Undo",
        "right": "Correct",
        "wrong": "Not correct",
        "partly": "Partly correct",
        "key": "Right answer",
        "picked": "Your answer",
        "missed": "You missed this",
        "place": "Your place:",
        "empty": "Not answered",
        "true": "True",
        "false": "False",
        "range": "accepted: {low} to {high}",
        "as_of": "as of {date}",
        "or": "or",
    },
    "fr": {
        "flashcard": "Question",
        "essay": "Rédaction",
        "cloze": "Complétez",
        "typed": "Tapez la réponse",
        "single": "Une seule réponse",
        "multiple": "Toutes les bonnes réponses",
        "truefalse": "Vrai ou faux\u202f?",
        "match": "Associez",
        "order": "Remettez dans l’ordre",
        "passage": "À lire d’abord",
        "bank": "Mots au choix",
        "hint": "Indice",
        "answer": "Réponse",
        "accepted": "Aussi accepté",
        "rubric": "Ce qui compte",
        "explanation": "Explication",
        "fact": "À retenir",
        "source": "Source",
        "tags": "Étiquettes",
        "undo": "Annuler",
        "right": "Juste",
        "wrong": "Faux",
        "partly": "En partie juste",
        "key": "Bonne réponse",
        "picked": "Votre réponse",
        "missed": "Oubliée",
        "place": "Votre rang\u202f:",
        "empty": "Sans réponse",
        "true": "Vrai",
        "false": "Faux",
        "range": "accepté\u202f: de {low} à {high}",
        "as_of": "état\u202f: {date}",
        "or": "ou",
    },
}

FALLBACK = "en"

_IN_FIELDS = frozenset({"true", "false", "range", "as_of", "or"})
"""Words that become part of a note's fields, where the style has no use for them."""

_SCRIPTS = {"ltr": ("latn", "cyrl"), "rtl": RIGHT_TO_LEFT_SCRIPTS}
"""The scripts that decide the direction of the card whatever its language; see `right_to_left`."""


def word(lang: str, key: str) -> str:
    """The word for `key` in the language (a BCP 47 tag), in English where we have no translation."""
    return WORDS.get(primary(lang), WORDS[FALLBACK])[key]


def primary(lang: str) -> str:
    """The language itself, without region or script: `fr` of `fr-CA`."""
    return lang.partition("-")[0].lower()


def stylesheet() -> str:
    """CSS that writes each word of the table where an element has the class `w-<key>`."""
    lines = [f".w-{key}::before {{ {_content(text)} }}" for key, text in _furniture(FALLBACK)]
    for lang in WORDS:
        if lang != FALLBACK:
            start = f".qk:lang({lang})"
            lines += [f"{start} .w-{key}::before {{ {_content(text)} }}" for key, text in _furniture(lang)]
    lines += [f".qk:lang({lang}) {{ direction: rtl; }}" for lang in RIGHT_TO_LEFT]
    for direction, scripts in _SCRIPTS.items():
        lines += [f'.qk[lang*="-{script}" i] {{ direction: {direction}; }}' for script in scripts]
    return "\n".join(lines) + "\n"


def _furniture(lang: str) -> list[tuple[str, str]]:
    return [(key, text) for key, text in WORDS[lang].items() if key not in _IN_FIELDS]


def _content(text: str) -> str:
    quoted = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'content: "{quoted}";'
