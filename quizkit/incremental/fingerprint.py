"""What files depend on, as digests: sources, settings, options, the lock, quizkit's own code and its libraries.

Contents, never times: a copy of a folder or a fresh checkout is the same to it. Whoever makes targets
depend on something new adds it here (`deck`, `environment`); tests change one input of each kind.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import stat
import sys
import zlib
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from quizkit import __version__, discovery, lockfile
from quizkit.lockfile import Lock

_MAX_FILE = 64 * 1024 * 1024  # what readers take; a larger one is theirs to refuse

_SILENT = frozenset({"__pycache__", "cli", "codes", "preview", "report", "starters"})
"""Parts of the package from which no byte of an output comes."""

_LIBRARIES = frozenset({
    "cached_property", "chevron", "et_xmlfile", "frozendict", "genanki", "latex2mathml", "lxml", "markdown_it_py",
    "mdit_py_plugins", "mdurl", "openpyxl", "pydantic", "pydantic_core", "python_docx", "pyyaml", "rapidfuzz", "typst",
})  # fmt: skip
"""Those that outputs and errors come from, with what they need in turn; a test compares with what is required."""


@dataclass(frozen=True, slots=True)
class Source:
    """A deck on the disk. `shown` is how messages name it, `parts` each of its files with its name there.

    `digest` tells its files and its settings, wherever they lie. `strict`: its settings may make rules errors, so that
    it is also judged by the calendar and by its translations.
    """

    path: Path
    shown: str
    parts: tuple[tuple[str, Path], ...]
    digest: str
    strict: bool = False

    @property
    def folder(self) -> Path:
        """Where its pictures and its lock are."""
        return self.path if self.path.is_dir() else self.path.parent


def source(path: Path) -> Source:
    """The deck at `path`, a file or the folder of one.

    Raises `OSError` or `ValueError` where a file of it cannot be read.
    """
    digest = hashlib.sha256()
    parts = tuple((str(part), part) for part in discovery.parts(path))
    for _, part in parts:
        data = _content(part)
        name = part.suffix.lower() if part == path else part.relative_to(path).as_posix()
        digest.update(f"{name!a} {len(data)}\n".encode())
        digest.update(data)
    settings = discovery.settings_file(path if path.is_dir() else path.parent)
    rules = _content(settings) if settings else b""
    digest.update(f"settings {settings is not None} {settings and settings.name} {len(rules)}\n".encode())
    digest.update(rules)
    # An error can be spelled with escapes in TOML; such a file counts as strict.
    strict = b"error" in rules or b"\\" in rules
    if strict:
        digest.update(str(_today()).encode())
    return Source(path, str(path), parts, digest.hexdigest(), strict)


def neighbours(deck: Source) -> Iterator[Source]:
    """The decks that lie beside `deck` and can be read."""
    here = deck.folder.parent if deck.path == deck.folder else deck.folder
    with suppress(OSError):
        for path in discovery.decks(here):
            with suppress(OSError, ValueError):
                if path != deck.path:
                    yield source(path)


def _content(path: Path) -> bytes:
    """The bytes of an ordinary file; never waits on a pipe."""
    found = path.stat()
    if not stat.S_ISREG(found.st_mode) or found.st_size > _MAX_FILE:
        raise ValueError(f"{path} is no file that is read")
    return path.read_bytes()


def _today() -> date:
    """The day, by which facts age, as in quizkit.linting; SOURCE_DATE_EPOCH itself is an input anyway."""
    fixed = os.environ.get("SOURCE_DATE_EPOCH", "")
    return date.min if fixed.isdecimal() and len(fixed) < 12 else datetime.now().astimezone().date()


def of(*parts: Any) -> str:
    """One digest of texts, numbers, and lists and mappings of such."""
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()


def of_file(path: Path) -> str | None:
    """The SHA-256 of an ordinary file, in hex; None where there is none (a link is none)."""
    try:
        if not stat.S_ISREG(path.lstat().st_mode):
            return None
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError:
        return None


@cache
def environment() -> str:
    """What runs: quizkit and its code, Python, zlib, the libraries. Once a process, for it is what was imported."""
    return installed()


def installed() -> str:
    """What is there now: other than `environment` where somebody updated quizkit while it runs."""
    return of(
        __version__, _code(), sys.version, sys.platform, zlib.ZLIB_RUNTIME_VERSION, sorted(_libraries())
    )


def _code() -> str:
    """The contents of this package: in development the version stays and the code changes."""
    root = Path(__file__).parent.parent
    digest = hashlib.sha256()
    for folder, below, names in os.walk(root):
        below[:] = sorted(name for name in below if name not in _SILENT)
        for name in sorted(names):
            path = os.path.join(folder, name)  # noqa: PTH118 - 300 files at every start
            with open(path, "rb") as stream:  # noqa: PTH123
                data = stream.read()
            digest.update(f"{os.path.relpath(path, root)} {len(data)}\n".encode())
            digest.update(data)
    return digest.hexdigest()


def _libraries() -> Iterator[str]:
    """`genanki-0.13.1.dist-info` and the like: importlib.metadata takes 20 ms to say the same."""
    for place in sys.path:
        try:
            names = os.listdir(place or ".")  # noqa: PTH208
        except OSError:
            continue
        for name in names:
            if name.endswith((".dist-info", ".egg-info")):
                project = re.split(r"-\d", name, maxsplit=1)[0]
                if re.sub(r"[-_.]+", "_", project).lower() in _LIBRARIES:
                    yield name


def lock_digest(lock: Lock, deck_id: str) -> str:
    """What `lock` says of one deck; that of other decks may change without it. Empty where it knows none such."""
    published = lock.decks.get(deck_id)
    if published is None:
        return ""
    notes = [
        (*key, entry.guid, entry.digest, entry.modified, entry.retired, entry.blanks, entry.was)
        for key, entry in sorted(published.notes.items())
    ]
    used = {kind for _, kind in published.notes}
    types = [
        (name, known.digest, known.modified)
        for name, known in sorted(lock.note_types.items())
        if name in used
    ]
    return of(published.name, notes, types)


class Locks:
    """The locks of folders as they are on the disk, each read once."""

    def __init__(self) -> None:
        self._files: dict[Path, str | None] = {}
        self._locks: dict[Path, Lock | None] = {}

    def file(self, folder: Path) -> str | None:
        """The SHA-256 of the lock in `folder`, None where there is none."""
        if folder not in self._files:
            self._files[folder] = of_file((folder / lockfile.NAME).resolve())
        return self._files[folder]

    def still(self, folder: Path, deck_id: str, digest: str, file: str) -> bool:
        """Whether the lock in `folder` says of a deck what it said: the same file, or the same of this deck."""
        if not digest:
            return False
        if self.file(folder) == file:
            return True
        if folder not in self._locks:
            found = lockfile.read(folder / lockfile.NAME)
            self._locks[folder] = found if isinstance(found, Lock) else None
        lock = self._locks[folder]
        return lock is not None and lock_digest(lock, deck_id) == digest


def media_still(folder: Path, wanted: Mapping[str, str]) -> bool:
    """Whether every picture is there and is what it was."""
    if not wanted:
        return True
    from quizkit import media

    try:
        return all(media.load(folder, name).digest == digest for name, digest in wanted.items())
    except media.MediaError:
        return False
