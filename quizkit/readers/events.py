"""YAML without YAML's opinions: events of libyaml's parser → dicts, lists and the text of scalars.

Why not a loader (measured on 10,000 questions): this loop 0.4 s, CSafeLoader 1.6 s, SafeLoader 8 s;
and loaders turn `no` into False, 3.10 into 3.1, keep the last of two equal keys, follow aliases
(bombs), and CSafeLoader dies of a stack overflow on a million `[`. The loop holds its own stack.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import yaml
from yaml.cyaml import CParser  # type: ignore[attr-defined]  # no C parser, no reader: pure Python is 13 times slower
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceStartEvent,
)

from quizkit.readers.names import FIELDS
from quizkit.readers.text import control

MAX_DEPTH = 64
MAX_SCALAR = 1024 * 1024
MAX_MISTAKES = 100
MAX_KEYS = 10_000

Mark = tuple[int, int]
"""Line and column, from 1."""


@dataclass(frozen=True, slots=True)
class Mistake:
    """Something in the YAML itself. `end` is the column after it; `first` an earlier place that belongs to it."""

    code: str
    message: str
    at: Mark
    end: int = 0
    hint: str = ""
    first: Mark | None = None
    first_remark: str = ""
    warning: bool = False


class Broken(Exception):
    """The text cannot be read on. Holds the mistake that stopped it and those before it."""

    def __init__(self, mistake: Mistake) -> None:
        self.mistake = mistake
        self.earlier: tuple[Mistake, ...] = ()
        super().__init__(mistake.message)


@dataclass(slots=True)
class Place:
    """Where a value stands: its start, the column after it (0 where it spans lines), its children.

    `key` is the place of the key in front of it, inside a mapping.
    """

    start: Mark
    end: int
    children: dict[str, Place] | list[Place] | None = None
    key: tuple[Mark, int] | None = None


@dataclass(frozen=True, slots=True)
class Tree:
    """What a text holds: `value` of dicts, lists, strings and None (nothing written).

    `place` mirrors it where places were asked for. `starts`: where each question begins, in characters
    from the start of the text; empty where they are not all blocks of a list.
    """

    value: Any
    mistakes: tuple[Mistake, ...]
    place: Place | None = None
    starts: Sequence[int] = ()


def parse(text: str, *, places: bool = False, upto: tuple[str, int] | None = None) -> Tree:
    """The tree of a YAML text of one document. Raises `Broken` where it cannot go on.

    `upto` names a field of the document and an entry of its list: what comes after that is not read.
    """
    return _Builder(text, places, upto).run()


class _Builder:
    """The loop and its state: one open container with its key, and the stack of those around it."""

    def __init__(self, text: str, places: bool, upto: tuple[str, int] | None) -> None:
        self.text = text
        self.places = places
        self.upto = upto
        self.mistakes: list[Mistake] = []
        self.entries: dict[int, list[int]] = {}  # of each list in the document: where its blocks start
        self.empty: list[tuple[dict[str, Any], str]] = []  # fields without a value: as if they were not there
        self.quoted: Any = None  # the last quoted scalar, for the opening of an unclosed quote
        self.cuts = _HASH.search(text) is not None  # rare: looked at only where the text has one

    def run(self) -> Tree:
        parser = CParser(self.text)
        try:
            return self._loop(parser)
        except yaml.YAMLError as error:
            from quizkit.readers.syntax import explain

            raise Broken(explain(error, self.text, self.quoted)) from error
        except Broken as broken:
            broken.earlier = tuple(item for item in self.mistakes if item is not broken.mistake)
            raise
        finally:
            parser.dispose()

    def _loop(self, parser: Any) -> Tree:
        # Written as one loop over local names: it runs 23 times a question.
        get_event, places, check_key, upto = parser.get_event, self.places, self._check_key, self.upto
        stack: list[tuple[Any, Any, Place | None]] = []
        root: list[Any] = []
        container: Any = root
        key: Any = None  # None: a key is awaited (in a mapping)
        is_map = False
        place: Place | None = Place((1, 1), 0, []) if places else None
        top = place
        key_place: tuple[Mark, int] | None = None
        documents = 0
        known: dict[str, str] = {}  # keys that were looked at before, each kept once
        while (event := get_event()) is not None:
            kind = event.__class__
            if kind is ScalarEvent:
                value: Any = event.value
                if event.style == "":
                    if not value:
                        value = None
                    elif self.cuts:
                        self._check_cut(event)
                elif event.style == '"' or event.style == "'":
                    self.quoted = event
                    if event.style == '"':
                        self._check_double_quoted(event)
                if event.anchor is not None or event.tag is not None or (value and len(value) > MAX_SCALAR):
                    self._check_scalar(event)
                if is_map and key is None:
                    if not places and value in known and value not in container:
                        key = known[value]
                        continue
                    key = check_key(event, value, container, place)
                    if len(known) < 100 and key is not _DUPLICATE and key == value:
                        known[key] = key
                    if places:
                        key_place = (_mark(event.start_mark), _end(event))
                    continue
                here = Place(_mark(event.start_mark), _end(event), None, key_place) if places else None
            elif kind is MappingStartEvent or kind is SequenceStartEvent:
                if is_map and key is None:
                    raise Broken(_complex_key(event, self.text))
                self._check_start(event, len(stack))
                if len(stack) == 2 and not is_map and kind is MappingStartEvent:
                    self.entries.setdefault(id(container), []).append(event.start_mark.index)
                value = {} if kind is MappingStartEvent else []
                children: Any = {} if kind is MappingStartEvent else []
                here = Place(_mark(event.start_mark), 0, children, key_place) if places else None
            elif kind is DocumentStartEvent:
                documents += 1
                if documents > 1:
                    raise Broken(_second_document(event))
                continue
            elif kind is AliasEvent:
                raise Broken(_alias(event))
            else:  # the end of something
                if stack:
                    container, key, place = stack.pop()
                    is_map = container.__class__ is dict
                    key_place = None
                    if upto is not None and len(stack) == 2 and _reached(root, container, upto):
                        break
                continue
            if is_map:
                if key is not _DUPLICATE:
                    if value is None:
                        if self._stands_alone(event, key):
                            key = None
                            continue
                        if key in FIELDS:
                            self.empty.append((container, key))
                    container[key] = value
                    if place is not None and here is not None:
                        place.children[key] = here  # type: ignore[index]
                key = None
            else:
                container.append(value)
                if place is not None and here is not None:
                    place.children.append(here)  # type: ignore[union-attr]
            if kind is not ScalarEvent:
                stack.append((container, None, place))
                container, key, is_map, place, key_place = value, None, kind is MappingStartEvent, here, None
        for container, key in self.empty:  # kept until here: the same key may not stand there twice
            if container.get(key) is None:
                container.pop(key, None)
        value = root[0] if root else None
        children = top.children if top is not None else None
        first = children[0] if isinstance(children, list) and children else None
        return Tree(value, tuple(self.mistakes), first, self._starts(value))

    def _starts(self, value: Any) -> Sequence[int]:
        questions = value.get("questions") if value.__class__ is dict else None
        found = self.entries.get(id(questions), ())
        return found if isinstance(questions, list) and len(found) == len(questions) else ()

    def _report(self, mistake: Mistake) -> None:
        self.mistakes.append(mistake)
        if len(self.mistakes) >= MAX_MISTAKES:
            raise Broken(mistake)

    def _check_key(
        self, event: Any, value: str | None, container: dict[str, Any], place: Place | None
    ) -> Any:
        if value is None:
            raise Broken(
                Mistake(
                    "QK017",
                    "a key is missing before the colon",
                    _mark(event.start_mark),
                    0,
                    "write `name: value`",
                )
            )
        if len(value) > 1024:
            hint = "a key is a short name; did a text lose its quotes?"
            raise Broken(
                Mistake("QK017", "a key is longer than 1,024 characters", _mark(event.start_mark), 0, hint)
            )
        if not value.isascii():
            value = unicodedata.normalize("NFC", value)
        seen = place.children if place is not None else container
        assert isinstance(seen, dict)
        if len(seen) >= MAX_KEYS:
            message = f"this block has more than {MAX_KEYS:,} fields"
            raise Broken(Mistake("QK004", message, _mark(event.start_mark), _end(event), "split it"))
        if value not in seen:
            return value
        before = seen[value].key if place is not None else None
        first = before[0] if before is not None else None
        message = f"`{value}` stands twice in this block" + (f", first in line {first[0]}" if first else "")
        mistake = Mistake(
            "QK015", message, _mark(event.start_mark), _end(event), "keep one of the two", first, "first here"
        )
        self._report(mistake)
        return value if container[value] is None else _DUPLICATE

    def _stands_alone(self, event: Any, key: str) -> bool:
        """Whether a key has no colon: in braces, a comma cuts a text in two, and its end would be lost."""
        at, text = event.start_mark.index, self.text
        end = at
        while end and text[end - 1] in " \t\r\n":
            end -= 1
        if text[end - 1 : end] == ":":
            return False
        column = event.start_mark.column + 1 - (at - end) - len(key)
        message = f"`{key if len(key) <= 40 else key[:39] + '…'}` stands alone behind a comma"
        hint = "put a text with a comma in quotes; write a decimal comma as a point: 3.5"
        place = (event.start_mark.line + 1, max(column, 1))
        self._report(Mistake("QK024", message, place, place[1] + len(key), hint))
        return True

    def _check_cut(self, event: Any) -> None:
        if found := _CUT.match(self.text, event.end_mark.index):
            message = f"`{found[1]}` and what follows is taken for a comment"
            at = (event.end_mark.line + 1, event.end_mark.column + 1 + found.start(1) - found.start())
            hint = "if it belongs to the text, put the text in quotes; if not, write a space behind the #"
            self._report(Mistake("QK011", message, at, at[1] + len(found[1]), hint, warning=True))

    def _check_scalar(self, event: Any) -> None:
        if event.anchor is not None:
            raise Broken(_alias(event))
        if event.tag is not None:
            raise Broken(_tag(event))
        if event.value is not None and len(event.value) > MAX_SCALAR:
            message = f"this text has {len(event.value):,} characters, more than 1,048,576"
            raise Broken(Mistake("QK004", message, _mark(event.start_mark), 0, "split it"))

    def _check_start(self, event: Any, depth: int) -> None:
        if depth >= MAX_DEPTH:
            raise Broken(
                Mistake(
                    "QK016",
                    f"nested deeper than {MAX_DEPTH} levels",
                    _mark(event.start_mark),
                    0,
                    "a deck needs five; look for stray brackets or dashes",
                )
            )
        if event.anchor is not None:
            raise Broken(_alias(event))
        if event.tag is not None:
            raise Broken(_tag(event))

    def _check_double_quoted(self, event: Any) -> None:
        start = event.start_mark.index
        if (at := self.text.find("\\", start, event.end_mark.index)) < 0:
            return
        from quizkit.readers.syntax import eaten_backslash

        if mistake := eaten_backslash(self.text, at, event.end_mark.index):
            self._report(mistake)
        elif found := control(event.value):
            message = f"a control character, U+{ord(found[0]):04X}"
            self._report(Mistake("QK003", message, _mark(event.start_mark), _end(event), "delete its escape"))


def _reached(root: list[Any], container: Any, upto: tuple[str, int]) -> bool:
    """Whether `container` is the list that `upto` names and has the entry that it asks for."""
    fields = root[0]
    return fields.__class__ is dict and upto[1] < len(container) and fields.get(upto[0]) is container


_DUPLICATE = object()

_CUT = re.compile(r"[ \t]+(#[^\s#!]\S*)")
"""A `#` that begins no ordinary comment: a space before it, none behind it (`Question #3`)."""

_HASH = re.compile(r"[ \t]#[^\s#!]")
"""Whether there is such a `#` anywhere; to search for `_CUT` would be quadratic in runs of spaces."""


def _mark(mark: Any) -> Mark:
    return mark.line + 1, mark.column + 1


def _end(event: Any) -> int:
    return event.end_mark.column + 1 if event.end_mark.line == event.start_mark.line else 0


def _complex_key(event: Any, text: str) -> Mistake:
    index, (line, column) = event.start_mark.index, _mark(event.start_mark)
    while index and text[index - 1] in "{[":
        index, column = index - 1, column - 1
    message = f"a text cannot start with `{text[index : index + 1]}` here"
    hint = "text that starts with { or [ must be in quotes, or under a |; a blank {{c1::…}} too"
    if text[index] not in "{[":
        hint = f"text that starts with {text[index]} and a space must be in quotes"
    return Mistake("QK006", message, (line, column), 0, hint)


def _second_document(event: Any) -> Mistake:
    return Mistake(
        "QK014",
        "a second document starts here",
        _mark(event.start_mark),
        0,
        "one file is one deck: delete the ---",
    )


def _alias(event: Any) -> Mistake:
    sign = "*" if event.__class__ is AliasEvent else "&"
    name = event.anchor if len(event.anchor) <= 40 else event.anchor[:39] + "…"
    message = f"`{sign}{name}` is an anchor or alias of YAML, which decks do not use"
    hint = f"text that starts with {sign} must be in quotes; what is to be the same in two places is written twice"
    return Mistake("QK012", message, _mark(event.start_mark), _end(event), hint)


def _tag(event: Any) -> Mistake:
    tag = event.tag.replace("tag:yaml.org,2002:", "!!")
    message = f"`{tag if len(tag) <= 40 else tag[:39] + '…'}` is a tag of YAML, which decks do not use"
    return Mistake("QK013", message, _mark(event.start_mark), 0, "text that starts with ! must be in quotes")
