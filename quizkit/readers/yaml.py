"""The YAML reader: a file, or a folder with a deck.yaml and files of questions, to a `Deck`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from quizkit import discovery
from quizkit.diagnostics import Diagnostic, Span
from quizkit.memory import no_garbage_collection
from quizkit.readers import text as texts
from quizkit.readers.base import Loaded
from quizkit.readers.draft import Draft, finish, merge, no_deck
from quizkit.readers.parsing import parse
from quizkit.readers.places import File


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
    header = path / discovery.HEADER_FILE
    if not header.exists():
        hint = f"a folder is one deck if it holds a {discovery.HEADER_FILE}; or name one of its files"
        return Loaded(
            shown,
            path,
            None,
            (Diagnostic("QK022", f"no {discovery.HEADER_FILE} in {shown}", Span(shown), hint=hint),),
        )
    files = discovery.parts(path)
    return _read_files(
        Draft(shown, path), [(part, str(Path(shown) / part.relative_to(path))) for part in files]
    )


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
