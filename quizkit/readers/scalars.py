"""Where each scalar of a YAML text stands, to the character: for those who edit it in place."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Any

import yaml
from yaml.cyaml import CParser  # type: ignore[attr-defined]  # see events.py
from yaml.events import MappingStartEvent, ScalarEvent, SequenceStartEvent

from quizkit.diagnostics import Loc
from quizkit.readers.events import Broken, Mistake


@dataclass(frozen=True, slots=True)
class Scalar:
    """A scalar: from `start`, before `end` (characters of the text), with its value and its style.

    `style`: `'`, `"`, `|`, `>`, or empty for one without quotes. `key` is the start of the key in
    front of it, inside a mapping; `in_flow`: whether that mapping is written in braces.
    """

    start: int
    end: int
    value: str
    style: str
    key: int | None = None
    in_flow: bool = False


Scalars = dict[Loc, Scalar]


_ESCAPE = re.compile(r"\\[^\"]")
_BLANKS = re.compile(r"[ \t]*")


def scan(text: str, *, json: bool = False) -> Scalars:
    """All scalars of one document by their places. Raises `Broken` where the text is no YAML.

    A block scalar ends with its last line that is not empty. Of JSON, the values are not to be used:
    its escapes are not those of YAML.
    """
    parser = CParser(_ESCAPE.sub(r"\\\\", text) if json and "\\" in text else text)
    try:
        return _scan(parser, text)
    except yaml.YAMLError as error:
        raise Broken(Mistake("QK017", "no YAML", (1, 1))) from error
    finally:
        parser.dispose()


def _scan(parser: Any, text: str) -> Scalars:
    found: Scalars = {}
    stack: list[_Open] = []
    while (event := parser.get_event()) is not None:
        kind = event.__class__
        here = stack[-1] if stack else None
        if kind is ScalarEvent:
            if here is not None and here.awaits_key:
                here.key = (unicodedata.normalize("NFC", event.value), event.start_mark.index)
                continue
            start, end = event.start_mark.index, event.end_mark.index
            if event.style in ("|", ">"):
                end = _block_end(text, start, end)
            loc, key = _place(stack)
            flow = here is not None and here.flow
            found[loc] = Scalar(start, end, event.value, event.style or "", key, flow)
            _next(here)
        elif kind is MappingStartEvent or kind is SequenceStartEvent:
            loc, _ = _place(stack)
            stack.append(_Open(loc, kind is MappingStartEvent, bool(event.flow_style)))
        elif stack and kind.__name__ in ("MappingEndEvent", "SequenceEndEvent"):
            stack.pop()
            _next(stack[-1] if stack else None)
    return found


def _block_end(text: str, start: int, end: int) -> int:
    """The end of the last line that is not empty, behind the blanks in it."""
    while end > start and text[end - 1] in " \t\r\n":
        end -= 1
    blanks = _BLANKS.match(text, end)
    return blanks.end() if blanks else end


@dataclass(slots=True)
class _Open:
    """A mapping or list that is being read."""

    loc: Loc
    is_map: bool
    flow: bool
    key: tuple[str, int] | None = None
    index: int = 0

    @property
    def awaits_key(self) -> bool:
        return self.is_map and self.key is None


def _place(stack: list[_Open]) -> tuple[Loc, int | None]:
    if not stack:
        return (), None
    here = stack[-1]
    if here.is_map:
        assert here.key is not None
        return (*here.loc, here.key[0]), here.key[1]
    return (*here.loc, here.index), None


def _next(here: _Open | None) -> None:
    if here is not None:
        here.key = None
        here.index += 1
