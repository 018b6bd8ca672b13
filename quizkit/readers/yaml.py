"""The YAML reader: a file, or a folder with a deck.yaml and files of questions, to a `Deck`."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from quizkit.diagnostics import Diagnostic, Span
from quizkit.memory import no_garbage_collection
from quizkit.readers import text as texts
from quizkit.readers.base import Loaded
from quizkit.readers.draft import HEADER_FILE, Draft, finish, merge, no_deck
from quizkit.readers.parsing import parse
from quizkit.readers.places import File

ENDINGS = (".yaml", ".yml")


def read(path: Path, shown: str | None = None) -> Loaded:
    """Reads the deck at `path`. `shown` is how messages name it (as the user wrote it)."""
    shown = shown if shown is not None else str(path)
    with no_garbage_collection():
        try:
            if path.is_dir():
                return _read_folder(path, shown)
        except OSError as error:
            return Loaded(shown, path, None, (texts.unreadable(shown, error),))
        return _read_files(Draft(shown, path.parent), [(path, shown)])


def _read_folder(path: Path, shown: str) -> Loaded:
    header = path / HEADER_FILE
    if not header.exists():
        hint = f"a folder is one deck if it holds a {HEADER_FILE}; or name one of its files"
        return Loaded(
            shown, path, None, (Diagnostic("QK022", f"no {HEADER_FILE} in {shown}", Span(shown), hint=hint),)
        )
    parts = sorted(
        (part for part in path.rglob("*") if part.suffix.lower() in ENDINGS and _visible(part, path)),
        key=lambda part: part.relative_to(path).parts,  # paths themselves sort without case on Windows
    )
    files = [header, *(part for part in parts if not _is_header(part, header))]
    return _read_files(
        Draft(shown, path), [(part, str(Path(shown) / part.relative_to(path))) for part in files]
    )


def _is_header(part: Path, header: Path) -> bool:
    """Where case does not count (macOS, Windows), a `Deck.yaml` is the deck.yaml too."""
    if part.parent != header.parent or part.name.lower() != HEADER_FILE:
        return False
    return part.name == HEADER_FILE or (header.exists() and part.samefile(header))


_OWN_ID = re.compile(r"""(?:^|[{,])\s*["']?deck["']?\s*:""", re.MULTILINE)


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


def _visible(part: Path, root: Path) -> bool:
    return not any(name.startswith(".") for name in part.relative_to(root).parts)


def _read_files(draft: Draft, files: list[tuple[Path, str]]) -> Loaded:
    for number, (path, shown) in enumerate(files):
        _add(draft, path, shown, is_header=number == 0)
    return finish(draft, [shown for _, shown in files])


def _add(draft: Draft, path: Path, shown: str, *, is_header: bool) -> None:
    """Reads one file into the draft."""
    source = texts.read(path, shown)
    draft.diagnostics.extend(source.diagnostics)
    if source.text is None:
        draft.whole = False
        return
    file = File(shown, source.text)
    draft.files.append(file)
    value = _parse(draft, file)
    if not draft.whole and value is None:
        return
    if not isinstance(value, dict):
        draft.whole = False
        draft.diagnostics.append(no_deck(shown, value))
        return
    merge(draft, value, len(draft.files) - 1, is_header=is_header)


def _parse(draft: Draft, file: File) -> Any:
    value, said, stopped = parse(file)
    draft.diagnostics.extend(said)
    if stopped:
        draft.whole = False
    return value
