"""The tree of a formula → one line of characters, or words for those who cannot see it."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import assert_never

from quizkit.markup.maths import (
    Accent,
    Fenced,
    Fraction,
    Identifier,
    Line,
    Node,
    Number,
    Operator,
    Root,
    Row,
    Script,
    Space,
    Style,
    Table,
    TextRun,
    UnderOver,
    binomial,
)

_TIGHT = frozenset("()[]{}|‖⟨⟩⌊⌋⌈⌉!/′″‴∫∬∮∘:")
_CLOSERS = frozenset(")]}⟩⌋⌉!′″‴")
_PRIMES = frozenset("′″‴⁗")


def on_one_line(node: Node) -> str:
    """`(a + b)/2`, `x^2`, `sqrt(x)`: what one would type."""
    if found := binomial(node):
        return f"binom({on_one_line(found.above)}, {on_one_line(found.below)})"
    match node:
        case Row(children):
            return _line(children)
        case Identifier(text) | Number(text) | Operator(text) | TextRun(text):
            return text
        case Fraction(above, below, bar):
            return f"{_part(above)}/{_part(below)}" if bar else f"({on_one_line(above)}; {on_one_line(below)})"
        case Root(body, index):
            return f"sqrt({on_one_line(body)})" if index is None else f"root({on_one_line(index)}, {on_one_line(body)})"
        case Script(base, sub, sup):
            return _scripted(base, sub, sup)
        case UnderOver(base, under, over):
            return _scripted(base, under, over)
        case Fenced(opening, body, closing):
            return f"{opening}{on_one_line(body)}{closing}"
        case Table(rows):
            return "; ".join([", ".join([on_one_line(cell) for cell in row]) for row in rows])
        case Space(width):
            return " " if width > 0.1 else ""
        case Accent(base, mark):
            return f"{'vec' if mark == 'arrow' else mark.replace('.', ' ')}({on_one_line(base)})"
        case Line(base, side, kind):
            return f"{side}{kind}({on_one_line(base)})"
        case Style(body, kind):
            return "" if kind == "phantom" else on_one_line(body)
        case _:
            assert_never(node)


def _line(children: tuple[Node, ...]) -> str:
    """A row with spaces around operators, none after a sign that begins a term."""
    out: list[str] = []
    before: Node | None = None
    for child in children:
        text = on_one_line(child)
        if isinstance(child, Operator) and text == ",":
            text = ", "
        elif isinstance(child, Operator) and text not in _TIGHT and not text.isalpha():
            text = f" {text} " if _ends_term(before) else text
        elif isinstance(before, Identifier | Operator) and (len(before.text) > 1 or len(text) > 1 and _is_name(child)):
            text = f" {text}" if text[:1].isalnum() else text
        elif isinstance(child, Identifier) and len(child.text) > 1 and before is not None:
            text = f" {text}"
        out.append(text)
        before = child
    return " ".join("".join(out).split(" ")).replace("  ", " ").strip()


def _is_name(node: Node) -> bool:
    return isinstance(node, Identifier | Operator)


def _ends_term(node: Node | None) -> bool:
    return node is not None and not (isinstance(node, Operator) and node.text not in _CLOSERS)


def _part(node: Node) -> str:
    """A part of a fraction or power, in brackets unless it is one sign, number or name."""
    text = on_one_line(node)
    return text if isinstance(node, Identifier | Number | Operator | Root) or len(text) == 1 else f"({text})"


def _scripted(base: Node, sub: Node | None, sup: Node | None) -> str:
    shown = on_one_line(base) if not isinstance(base, Fraction) else f"({on_one_line(base)})"
    if sub is not None:
        shown += f"_{_part(sub)}"
    if sup is None:
        return shown
    text = on_one_line(sup)
    if text == "∘":
        return shown + "°"
    return shown + (text if set(text) <= _PRIMES else f"^{_part(sup)}")


@dataclass(frozen=True, slots=True)
class _Words:
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


_EN = _Words(
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
        ".": "point", "¬": "not", "∧": "and", "∨": "or", "∖": "without", "′′": "double prime",
    },
    fraction="{0} over {1}", stack="{0} above {1}", binom="{0} choose {1}", sqrt="square root of {0}",
    root="root of order {1} of {0}", squared="{0} squared", cubed="{0} cubed", power="{0} to the power {1}",
    sub="{0} sub {1}", limits="{0} from {1} to {2} of", under="{0} for {1} of", over="{0} with {1} above", fence="{0} {1} {2}",
    matrix="table of {0} rows: {1}", row="row {0}: {1}",
    marked={"hat": "{0} hat", "arrow": "vector {0}", "macron": "{0} bar", "dot": "{0} dot", "tilde": "{0} tilde",
            "line": "line over {0}"},
    capital="capital {0}", cancel="{0}, crossed out",
)  # fmt: skip

_FR = _Words(
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
        "|": "barre", "∣": "barre", "…": "et ainsi de suite", "⋯": "et ainsi de suite", ",": "virgule", ":": "deux-points",
        "lim": "la limite", "∝": "est proportionnel à", "⊥": "est perpendiculaire à", "∥": "est parallèle à",
        "[": "crochet ouvrant", "]": "crochet fermant", "{": "accolade ouvrante", "}": "accolade fermante",
        ".": "point", "¬": "non", "∧": "et", "∨": "ou", "∖": "privé de",
    },
    fraction="{0} sur {1}", stack="{0} au-dessus de {1}", binom="{1} parmi {0}", sqrt="racine carrée de {0}",
    root="racine d’ordre {1} de {0}", squared="{0} au carré", cubed="{0} au cube", power="{0} puissance {1}",
    sub="{0} indice {1}", limits="{0} de {1} à {2} de", under="{0} pour {1} de", over="{0} surmonté de {1}", fence="{0} {1} {2}",
    matrix="tableau de {0} lignes : {1}", row="ligne {0} : {1}",
    marked={"hat": "{0} chapeau", "arrow": "vecteur {0}", "macron": "{0} barre", "dot": "{0} point",
            "tilde": "{0} tilde", "line": "trait sur {0}"},
    capital="{0} majuscule", cancel="{0}, barré",
)  # fmt: skip


def in_words(node: Node, lang: str = "en") -> str:
    """A formula in words, with “the quantity” left to commas; never empty."""
    words = _FR if lang.lower().startswith("fr") else _EN
    return " ".join(_say(node, words).split()) or words.signs["∅"]


def _say(node: Node, words: _Words) -> str:
    def say(part: Node) -> str:
        return _say(part, words)

    if found := binomial(node):
        return words.binom.format(say(found.above), say(found.below))
    match node:
        case Row(children):
            return " ".join([say(child) for child in children])
        case Identifier(text):
            return words.signs.get(text) or _letter(text, words)
        case Number(text) | TextRun(text):
            return text
        case Operator(text):
            return words.signs.get(text) or _sign(text)
        case Fraction(above, below, bar):
            return (words.fraction if bar else words.stack).format(_aside(above, say), _aside(below, say))
        case Root(body, index):
            return words.sqrt.format(say(body)) if index is None else words.root.format(say(body), say(index))
        case Script(base, sub, sup):
            return _say_script(base, sub, sup, words)
        case UnderOver(base, under, over):
            return _say_limits(base, under, over, words)
        case Fenced(opening, body, closing):
            return words.fence.format(words.signs.get(opening, ""), say(body), words.signs.get(closing, ""))
        case Table(rows):
            told = [words.row.format(at, ", ".join([say(cell) for cell in row])) for at, row in enumerate(rows, 1)]
            return words.matrix.format(len(rows), "; ".join(told))
        case Space():
            return ""
        case Accent(base, mark):
            return words.marked.get(mark, "{0} " + mark.replace(".", " ")).format(say(base))
        case Line(base, side, kind):
            return words.marked["line"].format(say(base)) if (side, kind) == ("over", "line") else say(base)
        case Style(body, kind):
            return "" if kind == "phantom" else words.cancel.format(say(body)) if kind == "cancel" else say(body)
        case _:
            assert_never(node)


def _aside(node: Node, say: Callable[[Node], str]) -> str:
    """A part with more than one term, set off by commas so that one hears where it ends."""
    return f", {say(node)}," if isinstance(node, Row) and len(node.children) > 1 else say(node)


def _say_script(base: Node, sub: Node | None, sup: Node | None, words: _Words) -> str:
    if isinstance(base, Operator) and base.text not in _CLOSERS:
        return _say_limits(base, sub, sup, words)
    shown = _say(base, words)
    if sub is not None:
        shown = words.sub.format(shown, _say(sub, words))
    match sup:
        case None:
            return shown
        case Number("2"):
            return words.squared.format(shown)
        case Number("3"):
            return words.cubed.format(shown)
        case Operator("∘") | Operator("′") | Operator("″") | Identifier("′") | Identifier("″"):
            return f"{shown} {words.signs[sup.text]}"
        case _:
            return words.power.format(shown, _say(sup, words))


def _say_limits(base: Node, under: Node | None, over: Node | None, words: _Words) -> str:
    shown = _say(base, words)
    if under is not None and over is not None:
        return words.limits.format(shown, _say(under, words), _say(over, words))
    if under is not None:
        return words.under.format(shown, _say(under, words))
    return words.over.format(shown, _say(over, words)) if over is not None else shown


def _letter(text: str, words: _Words) -> str:
    """Greek letters by name, mathematical alphabets as the letter they are made of."""
    plain = unicodedata.normalize("NFKC", text)
    if len(plain) != 1 or not unicodedata.name(plain, "").startswith("GREEK"):
        return plain
    name = unicodedata.name(plain).lower().removesuffix(" symbol").split()[-1].replace("lamda", "lambda")
    return words.capital.format(name) if plain.isupper() else name


def _sign(text: str) -> str:
    return unicodedata.name(text, text).lower() if len(text) == 1 and not text.isalnum() else text
