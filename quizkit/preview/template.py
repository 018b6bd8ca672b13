"""Anki's template language, as far as our note types use it.

What comes out is, letter for letter, what Anki's own renderer gives: a test compares the two over all
decks. A filter that no template of ours uses is a `ValueError`, so that nobody adds one unseen.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

_TOKEN = re.compile(r"<!--.*?-->|\{\{([#^/]?)\s*([^{}]*?)\s*\}\}", re.DOTALL)
_EMPTY = re.compile(r"(?:\s|</?(?:br|div) ?/?>)*", re.IGNORECASE)
_PLAIN = re.compile(r"[\x00-/:-@\[-`{-\xff]")
_NAMED = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#x27;"}
_CLOZE = re.compile(r"\{\{c(\d+)::|\}\}")


@dataclass(frozen=True, slots=True)
class Side:
    """What a template needs beside the fields: which side it is, and the card's number from 0."""

    answer: bool
    ordinal: int


def render(template: str, fields: Mapping[str, str], side: Side) -> str:
    """The template's HTML. `[[type:Field]]` stays, as in Anki, for whoever shows the card."""
    shown: list[str] = []
    hidden: list[str] = []  # the sections around that are not shown, innermost last
    end = 0
    for token in _TOKEN.finditer(template):
        text, end = template[end : token.start()], token.end()
        kind, name = token[1], token[2]
        if not hidden:
            shown.append(text)
        if name is None:
            shown += [] if hidden else [token[0]]
        elif kind == "/":
            if hidden and hidden[-1] == name:
                hidden.pop()
        elif kind:
            if hidden or is_empty(fields[name]) == (kind == "#"):
                hidden.append(name)
        elif not hidden:
            shown.append(_replaced(name, fields, side))
    return "".join([*shown, template[end:]])


def is_empty(value: str) -> bool:
    """Whether Anki takes a field for empty: white space and line breaks count as nothing."""
    return _EMPTY.fullmatch(value) is not None


def _replaced(name: str, fields: Mapping[str, str], side: Side) -> str:
    *filters, field_name = name.split(":")
    match filters:
        case []:
            return fields[field_name]
        case ["cloze"]:
            return cloze(fields[field_name], side)
        case ["type"] | ["type", "nc"]:
            return f"[[{name}]]"
        case _:
            raise ValueError(f"no template of ours uses the filter of {{{{{name}}}}}")


@dataclass(slots=True)
class _Blank:
    number: int
    parts: list[str | _Blank] = field(default_factory=list)
    hint: str | None = None

    def add_text(self, text: str) -> None:
        answer, mark, hint = text.partition("::")
        if mark:
            self.hint = hint
        self.parts.append(answer)


def cloze(text: str, side: Side) -> str:
    """A field with its blanks as Anki shows them on this card; "" where none of them is the card's."""
    parts = _parsed(text)
    active = side.ordinal + 1
    if active not in set(_numbers(parts)):
        return ""
    return "".join(_shown(part, active, side.answer) for part in parts)


def _parsed(text: str) -> list[str | _Blank]:
    top: list[str | _Blank] = []
    open_blanks: list[_Blank] = []

    def add(piece: str) -> None:
        if open_blanks:
            open_blanks[-1].add_text(piece)
        else:
            top.append(piece)

    end = 0
    for found in _CLOZE.finditer(text):
        if found.start() > end:
            add(text[end : found.start()])
        end = found.end()
        if found[1] is not None:
            open_blanks.append(_Blank(int(found[1])))
        elif open_blanks:
            done = open_blanks.pop()
            (open_blanks[-1].parts if open_blanks else top).append(done)
        else:
            top.append(found[0])
    if end < len(text):
        add(text[end:])
    return top


def _numbers(parts: list[str | _Blank]) -> list[int]:
    blanks = [part for part in parts if isinstance(part, _Blank)]
    return [number for blank in blanks for number in (blank.number, *_numbers(blank.parts))]


def _shown(part: str | _Blank, active: int, answer: bool) -> str:
    if isinstance(part, str):
        return part
    if part.number == active and not answer:
        whole = _encoded("".join(_revealed(inner, active) for inner in part.parts))
        return f'<span class="cloze" data-cloze="{whole}" data-ordinal="{part.number}">[{part.hint or "..."}]</span>'
    inside = "".join(_shown(inner, active, answer) for inner in part.parts)
    name = "cloze" if part.number == active else "cloze-inactive"
    return f'<span class="{name}" data-ordinal="{part.number}">{inside}</span>'


def _revealed(part: str | _Blank, active: int) -> str:
    return _shown(part, active, answer=False)


def _encoded(html: str) -> str:
    """For an attribute, with all of Latin-1 but ASCII's letters and digits as references, as Anki writes it."""
    return _PLAIN.sub(lambda found: _NAMED.get(found[0]) or f"&#x{ord(found[0]):X};", html)
