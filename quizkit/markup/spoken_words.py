"""The words for formulas, one table a language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one language. `{0}`, `{1}`, `{2}` stand for the parts in their order."""

    signs: Mapping[str, str]
    fraction: str
    stack: str
    binom: str
    sqrt: str
    root: str
    squared: str
    cubed: str
    power: str
    sub: str
    limits: str
    under: str
    over: str
    fence: str
    matrix: str
    row: str
    marked: Mapping[str, str]
    capital: str
    cancel: str


ENGLISH = Words(
    signs={
        "+": "plus", "−": "minus", "-": "minus", "=": "equals", "≠": "is not equal to", "±": "plus or minus",
        "∓": "minus or plus", "×": "times", "·": "times", "⋅": "times", "∗": "times", "*": "times", "÷": "divided by",
        "/": "divided by", "<": "is less than", ">": "is greater than", "≤": "is at most", "≥": "is at least",
        "≈": "is about", "≡": "is equivalent to", "∼": "is similar to", "→": "to", "⇒": "implies", "⟹": "implies",
        "⇔": "if and only if", "⟺": "if and only if", "∈": "is in", "∉": "is not in", "⊂": "is a subset of",
        "⊆": "is a subset of", "∪": "union", "∩": "intersection", "∅": "the empty set", "∞": "infinity", "∑": "the sum",
        "∏": "the product", "∫": "the integral", "∂": "partial", "∇": "nabla", "∀": "for all", "∃": "there exists",
        "!": "factorial", "′": "prime", "″": "double prime", "%": "percent", "°": "degrees", "∘": "degrees",
        "(": "open parenthesis", ")": "close parenthesis", "|": "bar", "∣": "bar", "…": "and so on", "⋯": "and so on",
        ",": "comma", ":": "colon", "lim": "the limit", "∝": "is proportional to", "⊥": "is perpendicular to",
        "∥": "is parallel to", "[": "open bracket", "]": "close bracket", "{": "open brace", "}": "close brace",
        ".": "point", "¬": "not", "∧": "and", "∨": "or", "∖": "without",
    },
    fraction="{0} over {1}", stack="{0} above {1}", binom="{0} choose {1}", sqrt="square root of {0}",
    root="root of order {1} of {0}", squared="{0} squared", cubed="{0} cubed", power="{0} to the power {1}",
    sub="{0} sub {1}", limits="{0} from {1} to {2} of", under="{0} for {1} of", over="{0} with {1} above",
    fence="{0} {1} {2}",
    matrix="table of {0} rows: {1}", row="row {0}: {1}",
    marked={"hat": "{0} hat", "arrow": "vector {0}", "macron": "{0} bar", "dot": "{0} dot", "tilde": "{0} tilde",
            "line": "line over {0}"},
    capital="capital {0}", cancel="{0}, crossed out",
)  # fmt: skip

FRENCH = Words(
    signs={
        "+": "plus", "−": "moins", "-": "moins", "=": "égale", "≠": "est différent de", "±": "plus ou moins",
        "∓": "moins ou plus", "×": "fois", "·": "fois", "⋅": "fois", "∗": "fois", "*": "fois", "÷": "divisé par",
        "/": "divisé par", "<": "est inférieur à", ">": "est supérieur à", "≤": "est inférieur ou égal à",
        "≥": "est supérieur ou égal à", "≈": "est environ", "≡": "est équivalent à", "∼": "est semblable à",
        "→": "tend vers", "⇒": "implique", "⟹": "implique", "⇔": "équivaut à", "⟺": "équivaut à", "∈": "appartient à",
        "∉": "n’appartient pas à", "⊂": "est inclus dans", "⊆": "est inclus dans", "∪": "union", "∩": "inter",
        "∅": "l’ensemble vide", "∞": "l’infini", "∑": "la somme", "∏": "le produit", "∫": "l’intégrale", "∂": "d rond",
        "∇": "nabla", "∀": "pour tout", "∃": "il existe", "!": "factorielle", "′": "prime", "″": "seconde",
        "%": "pour cent", "°": "degrés", "∘": "degrés", "(": "parenthèse ouvrante", ")": "parenthèse fermante",
        "|": "barre", "∣": "barre", "…": "et ainsi de suite", "⋯": "et ainsi de suite", ",": "virgule",
        ":": "deux-points", "lim": "la limite",
        "∝": "est proportionnel à", "⊥": "est perpendiculaire à", "∥": "est parallèle à",
        "[": "crochet ouvrant", "]": "crochet fermant", "{": "accolade ouvrante", "}": "accolade fermante",
        ".": "point", "¬": "non", "∧": "et", "∨": "ou", "∖": "privé de",
    },
    fraction="{0} sur {1}", stack="{0} au-dessus de {1}", binom="{1} parmi {0}", sqrt="racine carrée de {0}",
    root="racine d’ordre {1} de {0}", squared="{0} au carré", cubed="{0} au cube", power="{0} puissance {1}",
    sub="{0} indice {1}", limits="{0} de {1} à {2} de", under="{0} pour {1} de", over="{0} surmonté de {1}",
    fence="{0} {1} {2}",
    matrix="tableau de {0} lignes : {1}", row="ligne {0} : {1}",
    marked={"hat": "{0} chapeau", "arrow": "vecteur {0}", "macron": "{0} barre", "dot": "{0} point",
            "tilde": "{0} tilde", "line": "trait sur {0}"},
    capital="{0} majuscule", cancel="{0}, barré",
)  # fmt: skip
