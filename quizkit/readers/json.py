r"""The JSON reader: one file, as the target `json` writes it, to a `Deck`.

JSON is nearly YAML, but not to YAML's own parser: it knows no `null` of ours and no surrogate pairs
(`\ud83d\ude00`, which is how many programs write an emoji). So the values come from Python's parser,
numbers as they are written; only places in the file come from the YAML events.
"""

from __future__ import annotations

import json
import re
import unicodedata
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from quizkit.diagnostics import Diagnostic, Loc, Span
from quizkit.readers import events
from quizkit.readers import text as texts
from quizkit.readers.base import Loaded
from quizkit.readers.draft import Draft, finish, merge, no_deck
from quizkit.readers.events import Place
from quizkit.readers.names import FIELDS
from quizkit.readers.places import File

ENDINGS = (".json",)

_ESCAPE = re.compile(r"\\[^\"]")
_MAX_MISTAKES = 20


def read(path: Path, shown: str | None = None) -> Loaded:
    """Reads the deck in the file `path`. `shown` is how messages name it (as the user wrote it)."""
    draft = Draft(shown if shown is not None else str(path), path.parent)
    source = texts.read(path, draft.path)
    draft.diagnostics.extend(source.diagnostics)
    draft.whole = False
    if source.text is not None:
        file = _JsonFile(draft.path, source.text)
        draft.files.append(file)
        value, said = parse(file)
        draft.diagnostics.extend(said)
        if isinstance(value, dict):
            draft.whole = True
            merge(draft, value, 0, is_header=True)
        elif not said:
            draft.diagnostics.append(no_deck(draft.path, value))
    return finish(draft, [])


def parse(file: File) -> tuple[Any, list[Diagnostic]]:
    """The values of a JSON text as the YAML reader gives them, and what is wrong with the JSON."""
    seen = _Seen()
    try:
        value = json.loads(
            file.text,
            object_pairs_hook=seen.fields,
            parse_int=str,
            parse_float=str,
            parse_constant=_no_number,
        )
        value = _texts(value, seen)
    except json.JSONDecodeError as error:
        return None, [_broken(file, error)]
    except _NoNumber as error:
        found = re.search(rf"(?<![\w\"]){error}(?![\w\"])", file.text)
        at = texts.position(file.text, found.start() if found else 0)
        mistake = events.Mistake(
            "QK005", f"`{error}` is no number", at, 0, "put it in quotes if it is a text"
        )
        return None, [_said(file, mistake)]
    except RecursionError:
        return None, [_said(file, _too_deep())]
    return value, seen.said(file)


class _JsonFile(File):
    """A file whose places come from the YAML events of its text with other escapes, character for character."""

    @property
    def root(self) -> Place | None:
        if not self._parsed:
            self._parsed = True
            self._root = File(self.path, _for_places(self.text)).root
        return self._root

    def root_for(self, loc: Loc) -> Place | None:
        """All places: one reading serves every finding."""
        del loc
        return self.root


@dataclass(slots=True)
class _Seen:
    """What came to light while the values were made."""

    twice: list[str] = field(default_factory=list)
    control: list[str] = field(default_factory=list)
    long: int = 0

    def fields(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        """An object. A field whose value is `null` is one that is not written."""
        found: dict[str, Any] = {}
        for key, value in pairs:
            name = key if key.isascii() else unicodedata.normalize("NFC", key)
            if name in found:
                self.twice.append(name)
            elif value is not None or name not in FIELDS:
                found[name] = value
        return found

    def said(self, file: File) -> list[Diagnostic]:
        found = [_said(file, _control(file.text, char)) for char in dict.fromkeys(self.control)]
        if self.long:
            message = f"a text has {self.long:,} characters, more than 1,048,576"
            found.append(_said(file, events.Mistake("QK004", message, (1, 1), 0, "split it")))
        return [*found, *(_twice(file, self.twice) if self.twice else [])][:_MAX_MISTAKES]


def _texts(value: Any, seen: _Seen, depth: int = 0) -> Any:
    """Booleans as their text, and a look at every text."""
    if isinstance(value, str):
        if len(value) > events.MAX_SCALAR:
            seen.long = len(value)
        if not value.isprintable() and (found := texts.control(value)):
            seen.control.append(found[0])
        return value
    if depth > events.MAX_DEPTH:
        raise RecursionError
    if isinstance(value, dict):
        return {_texts(key, seen): _texts(item, seen, depth + 1) for key, item in value.items()}
    if isinstance(value, list):
        return [_texts(item, seen, depth + 1) for item in value]
    return str(value).lower() if isinstance(value, bool) else value


def _for_places(text: str) -> str:
    """The text with two backslashes for each escape but that of a quote: YAML's own differ from JSON's."""
    return _ESCAPE.sub(r"\\\\", text) if "\\" in text else text


def _broken(file: File, error: json.JSONDecodeError) -> Diagnostic:
    at = (error.lineno, error.colno)
    if error.msg.startswith("Invalid \\"):
        hint = "write two backslashes for one"
        return _said(file, events.Mistake("QK010", "this backslash means nothing in JSON", at, 0, hint))
    if error.msg.startswith("Unterminated string"):
        return _said(file, events.Mistake("QK009", "this quote is not closed", at, 0, 'close it with "'))
    if not file.text.strip():
        return no_deck(file.path, None)
    if found := _often(file.text, error.pos):
        message, hint, place = found
        return _said(file, events.Mistake("QK005", message, texts.position(file.text, place), 0, hint))
    message = f"this is not JSON: {error.msg[:1].lower()}{error.msg[1:]}"
    hint = "look for a comma or a bracket that is missing, or one too many"
    return _said(file, events.Mistake("QK005", message, at, 0, hint))


def _often(text: str, pos: int) -> tuple[str, str, int] | None:
    """The commonest slips at the place where the parser stopped: message, hint, offset."""
    before = text[:pos].rstrip()
    here = text[pos : pos + 2]
    if before.endswith(",") and here[:1] in ("}", "]", ""):
        return "a comma with nothing behind it", "delete this comma", len(before) - 1
    if here[:1] in _CURLY:
        return f"`{here[0]}` is a typographic quote", 'JSON wants straight ones: "', pos
    if here[:1] == "'":
        return "a text in single quotes", 'JSON wants double ones: "', pos
    if here in ("//", "/*") or here[:1] == "#":
        return "JSON has no remarks", "delete it, or keep the deck as YAML", pos
    if not text.lstrip().startswith(("{", "[")):
        return "this is not JSON", "a deck in YAML has the ending .yaml", len(text) - len(text.lstrip())
    return None


_CURLY = ("“", "”", "„", "«", "»", "‘", "’")


class _NoNumber(Exception):
    """`NaN` or `Infinity`, which Python takes for JSON: no number of ours, and no text either."""


def _no_number(word: str) -> str:
    raise _NoNumber(word)


def _control(text: str, char: str) -> events.Mistake:
    escape = re.search(rf"(?i)\\u{ord(char):04x}|\\[bf]", text)
    at = texts.position(text, escape.start() if escape else 0)
    return events.Mistake("QK003", f"a control character, U+{ord(char):04X}", at, 0, "delete its escape")


def _too_deep() -> events.Mistake:
    hint = "a deck needs five; look for stray brackets"
    return events.Mistake("QK016", f"nested deeper than {events.MAX_DEPTH} levels", (1, 1), 0, hint)


def _twice(file: File, names: list[str]) -> list[Diagnostic]:
    """Each field that stands twice, at its place where the YAML events find it."""
    try:
        tree = events.parse(_for_places(file.text), places=True)
        found = [item for item in tree.mistakes if item.code == "QK015"]
    except events.Broken as broken:
        found = [item for item in broken.earlier if item.code == "QK015"]
    if not found:
        found = [
            events.Mistake("QK015", f"`{name}` stands twice in one object", (1, 1), 0, "keep one of the two")
            for name in dict.fromkeys(names)
        ]
    return [_said(file, item) for item in found]


def _said(file: File, mistake: events.Mistake) -> Diagnostic:
    line, column = mistake.at
    span = Span(file.path, line, column, mistake.end or column + 1)
    first = ((Span(file.path, *mistake.first), mistake.first_remark),) if mistake.first else ()
    return Diagnostic(mistake.code, mistake.message, span, hint=mistake.hint, related=first)
