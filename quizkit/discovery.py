"""Which files are decks, which make up one, and which settings count for it: names only, nothing is read as YAML.

Light on purpose: a build that has nothing to do must not pay for the model or the parser.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

ENDINGS = (".yaml", ".yml")
HEADER_FILE = "deck.yaml"
"""The file of a folder that holds everything but its questions."""

SETTINGS = "quizkit.toml"
SHARED_SETTINGS = "pyproject.toml"

_OWN_ID = re.compile(r"""(?:^|[{,])\s*["']?deck["']?\s*:""", re.MULTILINE)
_OUR_TABLE = re.compile(rb"^\s*\[\s*tool\s*\.\s*[\"']?quizkit[\"']?\s*[\].]", re.MULTILINE)


def decks(path: Path) -> list[Path]:
    """The decks at `path`: itself, or those in it and its folders, sorted; empty where a folder has none.

    A folder with a deck.yaml is one deck, and so is each of its files; hidden files and folders are passed over.
    Raises `OSError` where a folder may not be read.
    """
    return list(_walk(path)) if path.is_dir() else [whole(path)]


def _walk(folder: Path) -> Iterator[Path]:
    if (folder / HEADER_FILE).exists():
        yield folder
        return
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.name.startswith("."):
            continue
        if entry.is_dir() and not entry.is_symlink():
            yield from _walk(entry)
        elif entry.suffix.lower() in ENDINGS:
            yield entry


def whole(path: Path) -> Path:
    """The folder of the deck of which the file `path` is a part; `path` where it is a deck itself."""
    if path.suffix.lower() not in ENDINGS or not path.is_file():
        return path
    folder = next((item for item in path.parents if (item / HEADER_FILE).is_file()), None)
    if folder is None or (path.name != HEADER_FILE and _OWN_ID.search(_beginning(path))):
        return path
    return folder


def _beginning(path: Path) -> str:
    with path.open(encoding="utf-8", errors="replace") as stream:
        return stream.read(1_000_000)


def parts(path: Path) -> list[Path]:
    """The files of the deck at `path`, in reading order: `path`, or of a folder the deck.yaml and the others."""
    if not path.is_dir():
        return [path]
    header = path / HEADER_FILE
    found = sorted(
        (part for part in path.rglob("*") if part.suffix.lower() in ENDINGS and _visible(part, path)),
        key=lambda part: part.relative_to(path).parts,  # paths themselves sort without case on Windows
    )
    return [header, *(part for part in found if not _is_header(part, header))]


def _is_header(part: Path, header: Path) -> bool:
    """Where case does not count (macOS, Windows), a `Deck.yaml` is the deck.yaml too."""
    if part.parent != header.parent or part.name.lower() != HEADER_FILE:
        return False
    return part.name == HEADER_FILE or (header.exists() and part.samefile(header))


def _visible(part: Path, root: Path) -> bool:
    return not any(name.startswith(".") for name in part.relative_to(root).parts)


def settings_file(folder: Path) -> Path | None:
    """The settings file that counts for decks in `folder`: the nearest one, upwards.

    `a/../b` is not below `a`, whose settings are not those of `b`.
    """
    start = folder.resolve() if ".." in folder.parts else folder.absolute()
    for place in (start, *start.parents):
        if (place / SETTINGS).is_file():
            return place / SETTINGS
        if (place / SHARED_SETTINGS).is_file() and _has_ours(place / SHARED_SETTINGS):
            return place / SHARED_SETTINGS
    return None


def _has_ours(path: Path) -> bool:
    try:
        written = path.read_bytes()
    except OSError:
        return False
    if b"quizkit" not in written:
        return False
    import tomllib

    try:
        tool = tomllib.loads(written.decode("utf-8-sig")).get("tool")
    except (tomllib.TOMLDecodeError, UnicodeDecodeError):
        return _OUR_TABLE.search(written) is not None  # where it is broken, the settings' reader says so
    return isinstance(tool, dict) and "quizkit" in tool
