"""From a path to text: what may be read, how it is decoded, which characters it may hold."""

from __future__ import annotations

import codecs
import re
import stat
from dataclasses import dataclass
from pathlib import Path

from quizkit.diagnostics import Diagnostic, Severity, Span

MAX_FILE = 64 * 1024 * 1024
"""The largest source file in bytes."""

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff\ud800-\udfff]")
_BREAKS = re.compile("[\x85\u2028\u2029]")
_BIDI = re.compile("[\u202a-\u202e\u2066-\u2069]")
_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))


_MAGIC = {
    b"PK\x03\x04": "an archive or an Office file",
    b"%PDF-": "a PDF",
    b"\x1f\x8b": "a compressed file",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"SQLite format 3": "a database",
}


@dataclass(frozen=True, slots=True)
class SourceText:
    """A decoded file. `path` as the user named it. `text` is None where the file cannot be used."""

    path: str
    text: str | None
    diagnostics: tuple[Diagnostic, ...] = ()


def control(text: str) -> re.Match[str] | None:
    """The first character of `text` that no target could carry."""
    return _CONTROL.search(text)


def read(path: Path, shown: str) -> SourceText:
    """The text of `path`, or what is wrong with it. Never blocks on a pipe or a device."""
    data = _bytes(path, shown)
    if isinstance(data, Diagnostic):
        return SourceText(shown, None, (data,))
    if kind := next((kind for magic, kind in _MAGIC.items() if data.startswith(magic)), None):
        hint = "a deck is a text file; export or copy the text into one"
        return SourceText(
            shown, None, (Diagnostic("QK002", f"this is {kind}, not text", Span(shown, 1, 1, 2), hint=hint),)
        )
    encoding, start = next(((name, len(bom)) for bom, name in _BOMS if data.startswith(bom)), ("utf-8", 0))
    try:
        text = str(memoryview(data)[start:], encoding)
    except UnicodeDecodeError as error:
        return SourceText(shown, None, (_not_utf8(shown, data[start:], error, encoding),))
    del data
    return _characters(shown, text)


def _bytes(path: Path, shown: str) -> bytes | Diagnostic:
    try:
        mode = path.stat()
        if not stat.S_ISREG(mode.st_mode):
            hint = "a deck is a .yaml file, or a folder with such files"
            return Diagnostic("QK001", f"{_short(shown)} is not a regular file", Span(shown), hint=hint)
        if mode.st_size > MAX_FILE:
            size = f"{mode.st_size / 1024 / 1024:.0f} MiB"
            hint = "split it: a deck may be a folder with a deck.yaml and files of questions"
            return Diagnostic("QK004", f"the file has {size}, more than 64 MiB", Span(shown), hint=hint)
        return path.read_bytes()
    except (OSError, ValueError) as error:
        return unreadable(shown, error)


def unreadable(shown: str, error: Exception) -> Diagnostic:
    """What the system says of a file or folder that it does not give us."""
    reason = getattr(error, "strerror", None) or str(error)
    hint = "check the name and the folder"
    return Diagnostic("QK001", f"cannot read {_short(shown)}: {reason}", Span(_short(shown)), hint=hint)


def _short(name: str) -> str:
    return name if len(name) <= 300 else f"{name[:150]}…{name[-100:]}"


def _not_utf8(shown: str, data: bytes, error: UnicodeDecodeError, encoding: str) -> Diagnostic:
    before = data[: error.start].decode(encoding, errors="replace")
    line, column = position(before, len(before))
    what = f"byte 0x{data[error.start]:02X}" if error.start < len(data) else "the end"
    name = "UTF-8" if encoding == "utf-8" else "UTF-16"
    message = f"the file is not {name}: {what} does not fit"
    hint = "save it as UTF-8 (in Notepad: Save as, Encoding, UTF-8)"
    if data[:1000].count(b"\0") > len(data[:1000]) // 4:
        hint = "the file looks like UTF-16 without its mark: save it as UTF-8"
    return Diagnostic("QK002", message, Span(shown, line, column, column + 1), hint=hint)


def position(text: str, index: int) -> tuple[int, int]:
    """Line and column, from 1, of the character at `index`."""
    line_start = text.rfind("\n", 0, index) + 1
    return text.count("\n", 0, index) + 1, index - line_start + 1


def _characters(shown: str, text: str) -> SourceText:
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if found := _CONTROL.search(text):
        hint = "delete it; it often comes along when text is pasted"
        if found[0] == "\0" and text.count("\0") > len(text) // 4:
            hint = "the file looks like UTF-16 without a mark: save it as UTF-8"
        return SourceText(
            shown, None, (_character("QK003", "a control character", shown, text, found, hint),)
        )
    if text.isascii():
        return SourceText(shown, text)
    if found := _BREAKS.search(text):
        hint = "replace it with an ordinary line break or a space"
        return SourceText(
            shown, None, (_character("QK019", "a hidden line break", shown, text, found, hint),)
        )
    warnings = tuple(
        _character(
            "QK020",
            "a character that turns the reading direction",
            shown,
            text,
            found,
            _BIDI_HINT,
            Severity.WARNING,
        )
        for found in list(_BIDI.finditer(text))[:20]
    )
    return SourceText(shown, text, warnings)


_BIDI_HINT = "delete it: right-to-left text needs none, and it can make text read other than it is"


def _character(
    code: str,
    what: str,
    shown: str,
    text: str,
    found: re.Match[str],
    hint: str,
    severity: Severity = Severity.ERROR,
) -> Diagnostic:
    line, column = position(text, found.start())
    span = Span(shown, line, column, column + 1)
    return Diagnostic(code, f"{what}, U+{ord(found[0]):04X}", span, severity, hint=hint)
