"""Texts as the template wants them, and how much room they take."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from typing import Any

from quizkit.markup import plain
from quizkit.markup.typst import Value, typst
from quizkit.model.deck import Deck
from quizkit.model.parts import Image
from quizkit.targets.base import Options
from quizkit.targets.pdf.assets import Assets
from quizkit.words import Words, words

_LINE = 84
"""Characters on a line of A4 in the ordinary size, a little fewer than fit."""

_LINE_LARGE = 48


class Scribe:
    """What every sheet of one deck shares: its language, its pictures, its settings."""

    def __init__(self, deck: Deck, options: Options, assets: Assets) -> None:
        self.deck = deck
        self.options = options
        self.assets = assets
        self.words: Words = words(deck.lang)
        self.line = _LINE_LARGE if options.large_print else _LINE
        self.places = {question.id: index for index, question in enumerate(deck.questions)}
        self.sources = {source.id: source for source in deck.sources}
        self.known = ({fact.id: fact for fact in deck.facts}, self.sources)

    def text(self, source: str, *, blanks: bool = False) -> Value:
        """Author's Markdown as a value."""
        return typst(source, self.assets, self.words.tag, blanks=blanks)

    def texts(self, sources: Iterable[str]) -> list[Value]:
        """The same for several."""
        return [self.text(source) for source in sources]

    def pictures(self, images: Iterable[Image]) -> list[dict[str, str]]:
        """Pictures with what they show."""
        return [{"src": self.assets(image.file.strip()), "alt": plain(image.alt)} for image in images]

    def lines(self, value: Value) -> int:
        """About how many lines a text takes, rather too many than too few."""
        return sum(max(1, -(-size // self.line)) for size in paragraphs(value)) + _more_lines(value)


def is_blocks(value: Value) -> bool:
    """Whether a value is a list of blocks rather than of words."""
    blocks = ("par", "heading", "quote", "codeblock", "list", "table", "rule")
    return isinstance(value, list) and bool(value) and isinstance(value[0], dict) and value[0]["t"] in blocks


def paragraphs(value: Value) -> list[int]:
    """The length of each paragraph of a text, in characters of ordinary width."""
    if not is_blocks(value):
        return [length(value)]
    assert isinstance(value, list)
    sizes: list[int] = []
    for block in value:
        match block["t"]:
            case "list":
                sizes += [size for item in block["items"] for size in paragraphs(item)]
            case "table":
                sizes += [length(row) for row in (block["header"], *block["rows"])]
            case "quote":
                sizes += paragraphs(block["c"])
            case "codeblock":
                sizes += [len(line) for line in block["v"].split("\n")]
            case _:
                sizes.append(length(block.get("c", "")))
    return sizes


def _more_lines(value: Any) -> int:
    """Lines that the number of characters does not tell of: line breaks, pictures, formulas on their own."""
    if isinstance(value, str):
        return 0
    if isinstance(value, list):
        return sum(map(_more_lines, value))
    match value.get("t"):
        case "break":
            return 1
        case "image":
            return 14
        case "math":
            return 4 if value["display"] else 1
        case _:
            return sum(_more_lines(part) for part in value.values() if isinstance(part, list))


def length(value: Any) -> int:
    """How wide a text is, in characters of ordinary width. East Asian characters count twice."""
    if isinstance(value, str):
        if value.isascii():
            return len(value)
        return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in value)
    if isinstance(value, list):
        return sum(map(length, value))
    match value["t"]:
        case "math":
            return max(len(value["tex"]) * 2 // 3, 1)
        case "image":
            return 24
        case "code":
            return len(value["v"]) * 5 // 4
        case "blank":
            return 20 + len(value["hint"])
        case _:
            return length(value.get("c", ""))


def columns(options: list[Value], large: bool) -> int:
    """In how many columns options stand: 4 or 2 where every one of them is short enough, else 1."""
    if large or any(is_blocks(option) for option in options):
        return 1
    longest = max(map(length, options))
    if longest <= 12 and len(options) not in (2, 5, 6):
        return 4
    return 2 if longest <= 30 else 1
