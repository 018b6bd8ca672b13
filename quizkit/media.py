"""Pictures beside a deck: found inside its folder only, told by their bytes, never executed.

Rules: no path out of the folder, no symlink out, no network address, regular files only, and the
content decides the type, not the file's name.
"""

from __future__ import annotations

import os
import re
import stat
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from quizkit import pictures
from quizkit.diagnostics import Finding, Loc, Severity, closest
from quizkit.pictures import Kind

if TYPE_CHECKING:
    from quizkit.model.deck import Deck  # a build that has nothing to do looks at pictures and at no deck

MAX_FILE = 64 * 1024 * 1024
"""The largest picture in bytes."""

SYNC_LIMIT = 100 * 1024 * 1024
"""Anki's synchronisation refuses a larger media file or collection upload."""


@dataclass(frozen=True, slots=True)
class Medium:
    """A checked picture. `name` is how the author calls it; `digest` the SHA-256 of its bytes in hex.

    `width` and `height` are in pixels (for SVG in its user units), 0 where the file does not say.
    """

    name: str
    path: Path
    kind: Kind
    size: int
    digest: str
    width: int = 0
    height: int = 0

    @property
    def suffix(self) -> str:
        """The file ending that says the type, with its dot."""
        return ".jpg" if self.kind == "jpeg" else f".{self.kind}"


class MediaError(Exception):
    """Why a name is no usable picture: code, message and hint of a diagnostic."""

    def __init__(self, code: str, message: str, hint: str = "") -> None:
        self.code, self.message, self.hint = code, message, hint
        super().__init__(message)


def collect(deck: Deck, folder: Path) -> tuple[dict[str, Medium], list[Finding]]:
    """Every picture that `deck` names, by that name, and what is wrong with the others, at each place."""
    known: dict[str, Medium | MediaError] = {}
    findings: list[Finding] = []
    for loc, name in names(deck):
        if name not in known:
            known[name] = _try(folder, name)
        if isinstance(found := known[name], MediaError):
            findings.append(Finding(found.code, found.message, loc, hint=found.hint))
    media = {name: item for name, item in known.items() if isinstance(item, Medium)}
    return media, findings + list(_too_much(media))


def _try(folder: Path, name: str) -> Medium | MediaError:
    try:
        return load(folder, name)
    except MediaError as error:
        return error


def _too_much(media: dict[str, Medium]) -> Iterator[Finding]:
    total = sum(item.size for item in media.values())
    if total > SYNC_LIMIT:
        message = f"the deck's pictures have {total / 1024 / 1024:.0f} MiB, more than Anki synchronises at once (100)"
        yield Finding("QK125", message, (), Severity.WARNING, hint="make the pictures smaller")


def names(deck: Deck) -> Iterator[tuple[Loc, str]]:
    """Every picture's name with its place: fields of questions and passages, and images in texts."""
    from quizkit import markup
    from quizkit.model import texts

    for index, question in enumerate(deck.questions):
        here: Loc = ("questions", index)
        if question.image:
            yield (*here, "image", "file"), question.image.file.strip()
        for number, image in enumerate(question.images):
            yield (*here, "images", number, "file"), image.file.strip()
        for loc, text in texts.of_question(question):
            if "![" in text:
                yield from ((here + loc, image.src) for image in markup.images(text))
    for index, passage in enumerate(deck.passages):
        for number, image in enumerate(passage.images):
            yield ("passages", index, "images", number, "file"), image.file.strip()
    for loc, text in texts.of_header(deck):
        if "![" in text:
            yield from ((loc, image.src) for image in markup.images(text))


def load(folder: Path, name: str) -> Medium:
    """The picture `name` of the deck in `folder`. Raises `MediaError` where it cannot be used."""
    path = _inside(folder, name)
    data = _bytes(path, name)
    kind = pictures.sniff(data)
    if kind is None:
        hint = "use PNG, JPEG, GIF, WebP or SVG; is the file whole?"
        raise MediaError("QK122", f"`{name}` is not a picture", hint)
    try:
        width, height = pictures.measure(kind, data)
    except pictures.Unusable as error:
        code = "QK123" if error.unsafe else "QK122"
        raise MediaError(code, f"`{name}`: {error}", error.hint) from error
    return Medium(name, path, kind, len(data), sha256(data).hexdigest(), width, height)


def _inside(folder: Path, name: str) -> Path:
    """The path behind `name`, which may not lead out of `folder`, not even through a link."""
    text = name.strip()
    if re.match(r"(?i)(https?|ftp|data|file|javascript):|//", text):
        hint = "save the picture beside the deck and write its file name"
        raise MediaError("QK127", f"`{name}` is an address, not a file of the deck", hint)
    outside = MediaError(
        "QK120", f"`{name}` lies outside the deck's folder", "copy the picture beside the deck"
    )
    if "\0" in text or "\\" in text or re.match(r"[A-Za-z]:|[/~]", text):
        raise outside
    if ".." in Path(text).parts:
        raise outside
    root = folder.resolve()
    path = root / text
    try:
        actual = path.resolve()
    except (OSError, RuntimeError) as error:
        raise MediaError("QK121", f"there is no picture `{name}`") from error
    if not actual.is_relative_to(root):
        raise outside
    actual = _exact(root, text, name).resolve()
    if not actual.is_relative_to(root):
        raise outside
    return actual


def _exact(root: Path, text: str, name: str) -> Path:
    """The path as the folders spell it: what works on macOS must work where case counts.

    How an accent is composed does not count: macOS likes to write it apart, editors and git do not.
    """
    here, exact = root, True
    for part in Path(text).parts:
        entries = _entries(here)
        match = part if part in entries else _composed(part, entries)
        if match is None:
            match, exact = closest(part, entries), False
        if match is None:
            raise MediaError("QK121", f"there is no picture `{name}`", "check the name and the folder")
        here = here / match
    if not exact:
        hint = f"did you mean `{here.relative_to(root).as_posix()}`?"
        raise MediaError("QK121", f"there is no picture `{name}`", hint)
    return here


def _composed(part: str, entries: list[str]) -> str | None:
    wanted = unicodedata.normalize("NFC", part)
    return next((entry for entry in sorted(entries) if unicodedata.normalize("NFC", entry) == wanted), None)


def _entries(folder: Path) -> list[str]:
    try:
        return os.listdir(folder)  # noqa: PTH208 - names, not paths
    except OSError:
        return []


def _bytes(path: Path, name: str) -> bytes:
    try:
        mode = path.stat()
        if not stat.S_ISREG(mode.st_mode):
            raise MediaError("QK124", f"`{name}` is not a regular file", "name a picture file")
        if mode.st_size > MAX_FILE:
            raise MediaError(
                "QK125", f"`{name}` has {mode.st_size / 1024 / 1024:.0f} MiB", "make it smaller (limit 64)"
            )
        return path.read_bytes()
    except OSError as error:
        raise MediaError("QK121", f"cannot read `{name}`: {error.strerror}", "check the file") from error
