"""What authors write who know other tools or slipped, and what it is called here."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from quizkit.diagnostics import closest
from quizkit.model.questions import TYPES

_FIELDS: Mapping[str, str] = {
    "alternatives": "distractors",
    "antwort": "answer",
    "auteur": "author",
    "back": "answer",
    "choices": "distractors",
    "comment": "explanation",
    "consigne": "prompt",
    "correct": "answer",
    "correct_answer": "answer",
    "date": "published",
    "difficulté": "difficulty",
    "énoncé": "prompt",
    "etiquettes": "tags",
    "étiquettes": "tags",
    "explication": "explanation",
    "front": "prompt",
    "incorrect": "distractors",
    "indice": "hint",
    "key": "answer",
    "language": "lang",
    "langue": "lang",
    "lien": "url",
    "link": "url",
    "name": "title",
    "options": "distractors",
    "publie": "published",
    "publié": "published",
    "question": "prompt",
    "rationale": "explanation",
    "réponse": "answer",
    "reponse": "answer",
    "solution": "answer",
    "statement": "prompt",
    "stem": "prompt",
    "stimulus": "passage",
    "titre": "title",
    "unité": "unit",
    "wrong": "distractors",
}
_OF_MODEL: Mapping[tuple[str, str], str] = {
    ("Cloze", "prompt"): "text",
    ("Cloze", "question"): "text",
    ("Matching", "answer"): "pairs",
    ("Matching", "answers"): "pairs",
    ("Matching", "matches"): "pairs",
    ("Multiple", "answer"): "answers",
    ("Multiple", "correct"): "answers",
    ("Ordering", "answer"): "items",
    ("Ordering", "answers"): "items",
    ("Ordering", "order"): "items",
    ("Criterion", "text"): "criterion",
    ("Fact", "text"): "statement",
    ("Fact", "fact"): "statement",
    ("Fact", "date"): "as_of",
    ("Fact", "énoncé"): "statement",
}

_TYPES: Mapping[str, str] = {
    "appariement": "matching",
    "association": "matching",
    "basic": "flashcard",
    "boolean": "true-false",
    "card": "flashcard",
    "carte": "flashcard",
    "checkbox": "multiple",
    "choix-multiple": "choice",
    "classement": "ordering",
    "fill-in": "cloze",
    "fill-in-the-blank": "cloze",
    "gap": "cloze",
    "match": "matching",
    "mc": "choice",
    "mcq": "choice",
    "mqc": "choice",
    "mrq": "multiple",
    "multi": "multiple",
    "multiple-answer": "multiple",
    "multiple-choice": "choice",
    "multiple-response": "multiple",
    "number": "numeric",
    "numerical": "numeric",
    "open": "essay",
    "order": "ordering",
    "ordre": "ordering",
    "qcm": "choice",
    "rédaction": "essay",
    "réponse-courte": "short-answer",
    "short": "short-answer",
    "single": "choice",
    "single-choice": "choice",
    "text": "short-answer",
    "texte-à-trous": "cloze",
    "trous": "cloze",
    "tf": "true-false",
    "truefalse": "true-false",
    "vrai-faux": "true-false",
}

OPTION_LISTS = frozenset({"options", "choices", "alternatives"})
"""Names other tools give to all options together, the right one among them."""

HINTS: Mapping[tuple[str, str], str] = {
    **{
        ("Choice", name): "write the right option as `answer` and the others as `distractors`"
        for name in OPTION_LISTS
    },
    **{
        ("Multiple", name): "write the right options as `answers` and the others as `distractors`"
        for name in OPTION_LISTS
    },
    ("Choice", "answers"): "one right option: `answer: …`; several right ones: `type: multiple`",
    ("Multiple", "answer"): "write a list: `answers: [first, second]`; one right option: `type: choice`",
    ("ShortAnswer", "answers"): "write the best one as `answer` and the others as a list under `accept`",
    ("Numeric", "accept"): "a range is written `between: [low, high]`, or with `tolerance`",
    ("Cloze", "answer"): "a cloze has its answers in the text: `{{c1::…}}`",
    ("Flashcard", "accept"): "typed answers with variants are of `type: short-answer`",
}
"""Remedies that need a sentence, by the model's name and the field that it does not have."""


@lru_cache(10_000)
def type_meant(written: str) -> str | None:
    """The question type that `written` stands for, or None."""
    folded = "-".join(written.casefold().replace("_", " ").replace("/", " ").split())
    return _TYPES.get(folded) or closest(folded, TYPES)


@lru_cache(10_000)
def field_meant(name: str, owner: str, fields: tuple[str, ...], missing: tuple[str, ...]) -> str | None:
    """The field that the unknown `name` stands for: one that is missing before any other.

    `owner` is the model's name; `fields` are those that it has.
    """
    folded = name.casefold().strip().strip("“”«»\"'\u00a0 ")
    synonym = _OF_MODEL.get((owner, folded)) or _FIELDS.get(folded)
    if synonym in missing or (synonym in fields and folded not in fields):
        return synonym
    turned = [item for item in (*missing, *fields) if sorted(item) == sorted(folded)]  # `di` for `id`
    if found := closest(folded, missing) or next(iter(turned), None):
        return found
    elsewhere = owner != "Header" and any(name in model.model_fields for model in TYPES.values())
    return None if elsewhere else closest(folded, fields)
