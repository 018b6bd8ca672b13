"""Tells when decks change: their files, pictures, settings, fonts; also where editors replace files instead of
writing them, where folders come and go, and where the output folder lies among the decks.

Whoever builds after each of these calls loses nothing: the first comes at once, and one more after
every change of what is watched, for what may have happened in between. Drives of other computers tell
of no changes, and links to files elsewhere neither: there, files are compared by size and time.
"""

from __future__ import annotations

import os
import re
import time
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event

from quizkit import discovery

QUIET = 60
"""Milliseconds without a change after which a group of changes is told: one save is several steps."""

LONGEST = 1000
"""Milliseconds after which changes are told even if there are more and more."""

_TICK = 200
"""Milliseconds to wait for the first change; then the watch is known to be there."""

_LOOK = 1.0
"""Seconds after which files are compared by size and time."""

_SHARE = 50
"""How many times as long as that takes to wait until the next time: folders may be many, and drives slow."""

_MOST_FOLDERS = 5000

_LITTER = re.compile(
    r"\..*|.*~|#.*#|4913|.*\.(tmp|swp|swx|bak|crdownload|part)|.*___jb_(tmp|old)___|Thumbs\.db", re.I
)
"""Files of editors and systems, and our own temporary ones; 4913 is how Vim tries a folder."""


@dataclass(slots=True)
class Watched:
    """What is watched for decks at `paths`, written into `out`. `fonts` are folders.

    `written` are the files that the last build wrote: they are no news.
    """

    paths: Sequence[Path]
    out: Path
    fonts: Sequence[Path] = ()
    written: frozenset[Path] = field(default_factory=frozenset)

    def matters(self, path: Path) -> bool:
        """Whether a change of `path` may change a build."""
        if _LITTER.fullmatch(path.name):
            return False
        here, out = _real(path), _real(self.out)
        if any(item.name == path.name and here == _real(item) for item in self.written):
            return False
        return not here.is_relative_to(out) or any(_real(item).is_relative_to(out) for item in self.paths)

    def folders(self) -> dict[str, int]:
        """The folders to watch, each by itself, with a number that another folder of that name has not."""
        found: dict[str, int] = {}
        for path in self._roots():
            try:
                if path.is_dir():
                    found[str(path)] = path.stat().st_ino
            except OSError:
                continue
        return found

    def _roots(self) -> Iterator[Path]:
        out = _absolute(self.out)
        for path in self.paths:
            here = _absolute(path)
            yield here.parent  # where it would appear again
            yield from _between(here.parent, Path.cwd())
            folder = here if here.is_dir() else here.parent
            try:
                whole = discovery.whole(here)
            except OSError:
                whole = here
            yield from _below(whole if whole.is_dir() else folder, out)
            if (settings := discovery.settings_file(folder)) is not None:
                yield settings.parent
        yield Path.cwd()
        for path in self.fonts:
            yield from _below(_absolute(path), out)


def _absolute(path: Path) -> Path:
    return Path(os.path.abspath(path))  # noqa: PTH100 - links stay as they are


def _between(folder: Path, root: Path) -> Iterator[Path]:
    """The folders above `folder` up to `root`, where settings may appear; none where it lies elsewhere."""
    if folder.is_relative_to(root):
        yield from (place for place in folder.parents if place.is_relative_to(root))


def _real(path: Path) -> Path:
    """Whole and without links: macOS reports `/private/tmp/x` for `/tmp/x`."""
    return Path(os.path.realpath(path))


def _below(root: Path, out: Path) -> Iterator[Path]:
    """`root` and the folders in it, nearest first; neither hidden ones nor the output folder."""
    waiting, count = deque([root]), 0
    while waiting and count < _MOST_FOLDERS:
        folder = waiting.popleft()
        yield folder
        count += 1
        try:
            with os.scandir(folder) as entries:
                names = sorted(entry.name for entry in entries if entry.is_dir(follow_symlinks=False))
        except OSError:
            continue
        waiting.extend(
            folder / name
            for name in names
            if not name.startswith(".")
            and name not in ("node_modules", "__pycache__")
            and folder / name != out
        )


def changes(watched: Watched, stop: Event | None = None) -> Iterator[None]:
    """Yields once it watches, and again when something changed that matters. Ends when `stop` is set.

    Raises `OSError` where the system watches no more folders, and `KeyboardInterrupt`.
    """
    while stop is None or not stop.is_set():
        folders = watched.folders()
        if not folders:
            raise FileNotFoundError(f"no folder to watch for {watched.paths[0]}")
        yield from _until_moved(watched, folders, stop)


class _Look:
    """The files in some folders, by size and time, and when to look at them the next time."""

    def __init__(self, folders: Iterable[str]) -> None:
        self._folders = tuple(folders)
        self._seen: Mapping[str, tuple[int, ...]] = {}
        self._due = 0.0

    def again(self) -> Mapping[str, tuple[int, ...]]:
        """Looks now. What was seen the last time."""
        start, before = time.monotonic(), self._seen
        self._seen = dict(_stats(self._folders))
        end = time.monotonic()
        self._due = end + max(_LOOK, _SHARE * (end - start))
        return before

    def changed(self) -> list[Path]:
        """The files that are others than the last time, that came or went; none before it is time to look."""
        if time.monotonic() < self._due:
            return []
        before = self.again()
        names = before.keys() | self._seen.keys()
        return [Path(name) for name in names if before.get(name) != self._seen.get(name)]


def _stats(folders: Iterable[str]) -> Iterator[tuple[str, tuple[int, ...]]]:
    for folder in folders:
        try:
            with os.scandir(folder) as entries:
                for entry in entries:
                    if entry.is_dir():
                        yield entry.path, ()  # its time changes with what is in it, such as litter
                        continue
                    try:
                        known = entry.stat()
                    except OSError:  # a link that leads nowhere
                        continue
                    yield entry.path, (known.st_mtime_ns, known.st_size, known.st_ino)
        except OSError:
            continue


def _until_moved(watched: Watched, folders: dict[str, int], stop: Event | None) -> Iterator[None]:
    """`changes` until the folders to watch are others."""
    import watchfiles

    def relevant(_kind: watchfiles.Change, path: str) -> bool:
        return watched.matters(Path(path))

    try:
        groups = watchfiles.watch(
            *folders,
            watch_filter=relevant,
            debounce=LONGEST,
            step=QUIET,
            rust_timeout=_TICK,
            yield_on_timeout=True,
            recursive=False,
            stop_event=stop,
            debug=False,
            ignore_permission_denied=True,
        )
        first, look = True, _Look(folders)
        for group in groups:
            if group or first:
                look.again()
            elif not any(watched.matters(path) for path in look.changed()):
                continue
            first = False
            yield
            if watched.folders() != folders:
                return
    except FileNotFoundError:  # a folder that went between the look and the watch
        return
    except RuntimeError as error:  # the system's limit for folders that are watched
        raise OSError(str(error)) from error
