"""The tree as plain values for the Typst template: strings, numbers, lists, dicts; never Typst source.

What the template receives (`null` is None):

    value   = string                         plain text, the common case
            | [node, …]                      inline nodes only, or block nodes only
    node    = string                         text
            | {"t": "em",     "c": [node…]}
            | {"t": "strong", "c": [node…]}
            | {"t": "strike", "c": [node…]}
            | {"t": "code",   "v": string}
            | {"t": "link",   "url": string, "c": [node…]}
            | {"t": "image",  "src": string, "alt": string}    src as the caller's `image` mapped it
            | {"t": "math",   "display": bool, "alt": string, "m": mnode | null, "tex": string}
                                             m null: the formula was not understood, show tex as code
            | {"t": "break"}
            | {"t": "blank",  "n": int, "hint": string, "c": [node…]}
    block   = {"t": "par",    "c": [node…]}
            | {"t": "heading","level": 1…6, "c": [node…]}
            | {"t": "quote",  "c": [block…]}
            | {"t": "codeblock", "v": string, "lang": string}
            | {"t": "list",   "start": int | null, "items": [[block…]…]}   start null: bullets
            | {"t": "table",  "align": ["left" | "center" | "right" | "auto"…],
                              "header": [[node…]…], "rows": [[[node…]…]…]}
            | {"t": "rule"}
    A list of blocks and a list of inline nodes never mix: the first element's "t" tells, or a string.

    mnode   = [mnode, …]                     a row, possibly empty
            | {"m": "id",    "v": string}    a variable: one letter, italic by default; it may be a
                                             mathematical alphanumeric (𝐯, ℝ), which is shown as it is
            | {"m": "up",    "v": string}    an upright name: sin, lim, d
            | {"m": "num",   "v": string}
            | {"m": "op",    "v": string}    an operator or relation; a single symbol, or a name ("lim")
            | {"m": "text",  "v": string}    ordinary words, their spaces kept
            | {"m": "frac",  "a": mnode, "b": mnode}           a over b
            | {"m": "stack", "a": mnode, "b": mnode}           a over b without a bar
            | {"m": "binom", "a": mnode, "b": mnode}           binomial coefficient with its brackets
            | {"m": "root",  "b": mnode, "i": mnode | null}    i: the index, null for a square root
            | {"m": "script","b": mnode, "sub": mnode | null, "sup": mnode | null}
            | {"m": "limits","b": mnode, "under": mnode | null, "over": mnode | null}
            | {"m": "fence", "l": string, "b": mnode, "r": string}    brackets that grow; "" for none
            | {"m": "table", "rows": [[mnode…]…], "align": ["left" | "center" | "right"…]}
                                             a matrix without its brackets (a fence holds it)
            | {"m": "space", "w": number}    width in em, may be negative
            | {"m": "accent","b": mnode, "v": "hat" | "tilde" | "arrow" | "macron" | "dot" | "dot.double"
                                             | "dot.triple" | "dot.quad" | "acute" | "grave" | "breve"
                                             | "caron" | "circle" | "arrow.l" | "arrow.l.r"}
            | {"m": "line",  "b": mnode, "side": "over" | "under",
                                         "v": "line" | "brace" | "bracket" | "paren"}
            | {"m": "style", "b": mnode, "v": "box" | "cancel" | "phantom"}

Depth is limited by the parser, so a recursive template is safe.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, assert_never

from quizkit.markup.parse import IS_PLAIN, parse
from quizkit.markup.tree import (
    Blank,
    Block,
    Break,
    Code,
    CodeBlock,
    Document,
    Emphasis,
    Heading,
    Image,
    Inline,
    Link,
    List,
    Math,
    Paragraph,
    Quote,
    Rule,
    Strike,
    Strong,
    Table,
    Text,
)

Value = str | list[Any]


def typst(
    text: str | Document, image: Callable[[str], str], lang: str = "en", *, blanks: bool = False
) -> Value:
    """Markdown source (or a tree) as a value for the template; see the top of this file.

    `image` maps an author's file to its name in the template's folder; `lang` is the language of
    the words that describe formulas.
    """
    if isinstance(text, str):
        if IS_PLAIN(text):
            return _spaced(text.strip())
        text = parse(text, blanks=blanks)
    if (children := text.inline) is not None:
        return _run(children, image, lang)
    return [_block(block, image, lang) for block in text.blocks]


def _spaced(text: str) -> str:
    """A tab has no width on paper: a space, as in HTML."""
    return text.replace("\t", " ") if "\t" in text else text


def _run(children: Iterable[Inline], image: Callable[[str], str], lang: str) -> list[Any]:
    return [_inline(child, image, lang) for child in children]


def _inline(node: Inline, image: Callable[[str], str], lang: str) -> Any:
    match node:
        case Text(text):
            return _spaced(text)
        case Emphasis(children):
            return {"t": "em", "c": _run(children, image, lang)}
        case Strong(children):
            return {"t": "strong", "c": _run(children, image, lang)}
        case Strike(children):
            return {"t": "strike", "c": _run(children, image, lang)}
        case Code(text):
            return {"t": "code", "v": text}
        case Link(url, children):
            return {"t": "link", "url": url, "c": _run(children, image, lang)}
        case Image(src, alt):
            return {"t": "image", "src": image(src), "alt": alt}
        case Math():
            return _math(node, lang)
        case Break():
            return {"t": "break"}
        case Blank(number, children, hint):
            return {"t": "blank", "n": number, "hint": hint, "c": _run(children, image, lang)}
        case _:
            assert_never(node)


def _math(node: Math, lang: str) -> dict[str, Any]:
    from quizkit.markup.maths import Formula, formula, speak
    from quizkit.markup.typst_maths import value

    read = formula(node.tex)
    shown: dict[str, Any] = {"t": "math", "display": node.display, "tex": node.tex}
    if isinstance(read, Formula):
        return {**shown, "alt": speak(read.tree, lang), "m": value(read.tree)}
    return {**shown, "alt": node.tex, "m": None}


def _block(node: Block, image: Callable[[str], str], lang: str) -> dict[str, Any]:
    match node:
        case Paragraph(children):
            return {"t": "par", "c": _run(children, image, lang)}
        case Heading(level, children):
            return {"t": "heading", "level": level, "c": _run(children, image, lang)}
        case Quote(blocks):
            return {"t": "quote", "c": [_block(block, image, lang) for block in blocks]}
        case CodeBlock(text, language):
            return {"t": "codeblock", "v": text, "lang": language}
        case List(items, start):
            shown = [[_block(block, image, lang) for block in item] for item in items]
            return {"t": "list", "start": start, "items": shown}
        case Table(header, rows, align):
            return {
                "t": "table",
                "align": [side or "auto" for side in align],
                "header": [_run(cell, image, lang) for cell in header],
                "rows": [[_run(cell, image, lang) for cell in row] for row in rows],
            }
        case Rule():
            return {"t": "rule"}
        case _:
            assert_never(node)
