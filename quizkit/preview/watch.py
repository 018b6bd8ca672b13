"""When to look again: files of the decks changed, appeared or went away."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from threading import Event

_SUFFIXES = frozenset(
    {".yaml", ".yml", ".json", ".toml", ".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg", ""}
)
"""Of what may matter. No suffix: a folder."""

_FOLDERS = 500
"""The most folders that are watched: somebody's whole home is not."""

_BREATH = 700
"""Milliseconds after which files are compared by size and time, for disks that tell of no changes."""

Signature = tuple[tuple[str, int, int, int], ...]


def signature(paths: Iterable[Path]) -> Signature:
    """What tells whether one of these files is another one now: time, size and number; 0 where it is gone."""
    return tuple(map(_one, sorted({str(path) for path in paths})))


def _one(path: str) -> tuple[str, int, int, int]:
    try:
        found = os.stat(path)  # noqa: PTH116 - a thousand of them a second
    except OSError:
        return path, 0, 0, 0
    return path, found.st_mtime_ns, found.st_size, found.st_ino


def changes(sources: Sequence[Path], stop: Event) -> Iterator[bool]:
    """Yields True when something happened, and False from time to time, until `stop` is set."""
    while not stop.is_set():
        watched = folders(sources)
        try:
            yield from _until_moved(sources, watched, stop)
        except (OSError, RuntimeError):  # a folder went away between listing and watching it
            stop.wait(_BREATH / 1000)
            yield True


def _until_moved(sources: Sequence[Path], watched: list[Path], stop: Event) -> Iterator[bool]:
    """`changes` for this set of folders; ends when there are others to watch."""
    from watchfiles import watch

    if not watched:
        stop.wait(_BREATH / 1000)
        yield True
        return
    found = watch(
        *watched,
        watch_filter=_filter(sources),
        debounce=200,
        step=20,
        stop_event=stop,
        rust_timeout=_BREATH,
        yield_on_timeout=True,
        raise_interrupt=False,
        recursive=False,
        ignore_permission_denied=True,
    )
    before = _identity(watched)
    for batch in found:
        yield bool(batch)
        if stop.is_set() or _identity(watched) != before or (batch and folders(sources) != watched):
            return


def _identity(watched: Sequence[Path]) -> list[int]:
    """A folder that was deleted and made again is another one, and no longer watched."""
    return [_one(str(path))[3] for path in watched]


def _filter(sources: Sequence[Path]) -> Callable[[object, str], bool]:
    """Which changes count. Of the folders above, which are anybody's (`/tmp`), only whether ours is there."""
    roots = _roots(sources)
    inside = {str(place) for root in roots for place in (root, root.resolve())}
    names = {root.name for root in roots}
    outside = {str(place) for root in roots for place in (root.parent, root.parent.resolve())} - inside

    def counts(_change: object, path: str) -> bool:
        folder, name = os.path.split(path)
        if path in inside or (folder in outside and name in names):
            return True  # hidden or not: it was named
        if folder in outside and os.path.splitext(name)[1].lower() != ".toml":  # noqa: PTH122 - settings
            return False
        return _matters(name)

    return counts


def _matters(name: str) -> bool:
    return not name.startswith(".") and os.path.splitext(name)[1].lower() in _SUFFIXES  # noqa: PTH122


def _roots(sources: Sequence[Path]) -> list[Path]:
    return [(source if source.is_dir() else source.parent).absolute() for source in sources]


def folders(sources: Sequence[Path]) -> list[Path]:
    """The folders in which decks and their pictures may change, the nearest first; hidden ones never."""
    roots = _roots(sources)
    found = {root: None for root in roots if root.is_dir()}
    queue = list(found)
    for folder in queue:  # grows while it is read
        if len(found) >= _FOLDERS:
            break
        for path in _inside(folder):
            if path not in found:
                found[path] = None
                queue.append(path)
    above = {root.parent: None for root in roots}
    return [*found, *(path for path in above if path.is_dir() and path not in found)]


def _inside(folder: Path) -> Iterator[Path]:
    try:
        with os.scandir(folder) as entries:
            for entry in sorted(entries, key=lambda entry: entry.name):
                if not entry.name.startswith(".") and entry.is_dir(follow_symlinks=False):
                    yield Path(entry.path)
    except OSError:
        return
