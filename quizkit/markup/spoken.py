"""The tree of a formula → one line of characters, or words for those who cannot see it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
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
from quizkit.markup.spoken_words import ENGLISH, FRENCH, Words

_PAUSE = "\x00"
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
            return (
                f"{_part(above)}/{_part(below)}" if bar else f"({on_one_line(above)}; {on_one_line(below)})"
            )
        case Root(body, index):
            return (
                f"sqrt({on_one_line(body)})"
                if index is None
                else f"root({on_one_line(index)}, {on_one_line(body)})"
            )
        case Script(base, sub, sup):
            return _scripted(base, sub, sup)
        case UnderOver(base, under, over):
            return _scripted(base, under, over)
        case Fenced(opening, body, closing):
            return f"{opening}{on_one_line(body)}{closing}"
        case Table(rows):
            return "; ".join([", ".join(filter(None, map(on_one_line, row))) for row in rows])
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
        if _beside_fraction(before, child):
            text = f" {text}"  # 2 1/2 is not 21/2
        elif isinstance(child, Operator) and text == ",":
            text = ", "
        elif isinstance(child, Operator) and text not in _TIGHT and not text.isalpha():
            text = f" {text} " if _ends_term(before) else text
        elif isinstance(before, Identifier | Operator) and (
            len(before.text) > 1 or (len(text) > 1 and _is_name(child))
        ):
            text = f" {text}" if text[:1].isalnum() else text
        elif _is_call(child) and before is not None and not isinstance(before, Operator | Space):
            text = f" {text}"
        elif isinstance(before, Script | UnderOver) and isinstance(before.base, Operator | Identifier):
            text = f" {text}" if _is_call(before) and text[:1].isalnum() else text
        out.append(text)
        before = child
    return " ".join("".join(out).split(" ")).replace("  ", " ").strip()


def _beside_fraction(before: Node | None, node: Node) -> bool:
    """Whether two terms touch of which one is a fraction with a bar."""
    if isinstance(node, Operator):
        return isinstance(before, Fraction) and before.bar and node.text == "("
    bars = [isinstance(item, Fraction) and item.bar for item in (before, node)]
    return any(bars) and _ends_term(before)


def _is_call(node: Node) -> bool:
    """Whether `node` is written as a word, so that a neighbour must not touch it."""
    match node:
        case Identifier(text):
            return len(text) > 1
        case Script(base=base) | UnderOver(base=base):
            return (isinstance(base, Operator) and base.text not in _CLOSERS) or _is_call(base)
        case _:
            return isinstance(node, Root | Accent | Line)


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


def in_words(node: Node, lang: str = "en") -> str:
    """A formula in words, parts of several terms set off by commas; never empty."""
    words = FRENCH if lang.lower().startswith("fr") else ENGLISH
    told = re.sub(rf"\s*{_PAUSE}+", ",", _say(node, words))
    return " ".join(told.split()).strip(", ") or words.signs["∅"]


def _say(node: Node, words: Words) -> str:
    def say(part: Node) -> str:
        return _say(part, words)

    if found := binomial(node):
        return words.binom.format(say(found.above), say(found.below))
    match node:
        case Row(children):
            return " ".join([say(child) for child in children])
        case Identifier(text):
            return words.signs.get(text) or _letter(text, words)
        case Number(text):
            return unicodedata.normalize("NFKC", text)
        case TextRun(text):
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
            told = [
                words.row.format(at, ", ".join([say(cell) for cell in row])) for at, row in enumerate(rows, 1)
            ]
            return words.matrix.format(len(rows), "; ".join(told))
        case Space():
            return ""
        case Accent(base, mark):
            return words.marked.get(mark, "{0} " + mark.replace(".", " ")).format(say(base))
        case Line(base, side, kind):
            return words.marked["line"].format(say(base)) if (side, kind) == ("over", "line") else say(base)
        case Style(body, kind):
            return (
                "" if kind == "phantom" else words.cancel.format(say(body)) if kind == "cancel" else say(body)
            )
        case _:
            assert_never(node)


def _aside(node: Node, say: Callable[[Node], str]) -> str:
    """A part with more than one term, set off by commas so that one hears where it ends."""
    return f"{_PAUSE} {say(node)}{_PAUSE}" if isinstance(node, Row) and len(node.children) > 1 else say(node)


def _say_script(base: Node, sub: Node | None, sup: Node | None, words: Words) -> str:
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
        case Operator("∘") | Operator("′") | Operator("″"):
            return f"{shown} {words.signs[sup.text]}"
        case _:
            return words.power.format(shown, _say(sup, words))


def _say_limits(base: Node, under: Node | None, over: Node | None, words: Words) -> str:
    shown = _say(base, words)
    if under is not None and over is not None:
        return words.limits.format(shown, _say(under, words), _say(over, words))
    if under is not None:
        return words.under.format(shown, _say(under, words))
    return words.over.format(shown, _say(over, words)) if over is not None else shown


def _letter(text: str, words: Words) -> str:
    """Greek letters by name, mathematical alphabets as the letter they are made of."""
    plain = unicodedata.normalize("NFKC", text)
    if len(plain) != 1 or not unicodedata.name(plain, "").startswith("GREEK"):
        return plain
    name = unicodedata.name(plain).lower().removesuffix(" symbol").split()[-1].replace("lamda", "lambda")
    return words.capital.format(name) if plain.isupper() else name


def _sign(text: str) -> str:
    return unicodedata.name(text, text).lower() if len(text) == 1 and not text.isalnum() else text
