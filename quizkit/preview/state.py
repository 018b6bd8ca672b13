"""What the preview knows of the decks: one picture of them after another, each complete and unchanging.

A thread reads the decks again whenever their files change and puts the new picture in the place of the
old one. Whoever answers a browser takes the picture that is there and keeps it for the whole answer.
"""

from __future__ import annotations

import os
import re
import time
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from threading import Condition, Event, Thread

from quizkit import media, pipeline, readers
from quizkit.diagnostics import Diagnostic, has_errors
from quizkit.pipeline import Checked
from quizkit.preview import watch


@dataclass(frozen=True, slots=True)
class View:
    """One deck as it can be shown.

    `key` is its file as the user named it. `deck` is the last one that could be read, None where there
    never was one; `edition` is the number of the picture it came with and rises when it changes.
    `current`: it is what the files say now. `present`: they are there. `starts`: file, line and id of each
    question, and with "" for an id the other parts of the deck. (Looked up here, in the one thread that
    reads: places are found when they are first asked for.)
    """

    key: str
    deck: Checked | None
    edition: int
    current: bool
    present: bool
    diagnostics: tuple[Diagnostic, ...]
    starts: tuple[tuple[str, int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Snapshot:
    """All decks at one moment. `general` are findings that belong to none of them, `texts` the files'."""

    version: int = 0
    views: Mapping[str, View] = field(default_factory=dict)
    general: tuple[Diagnostic, ...] = ()
    texts: Mapping[str, str] = field(default_factory=dict)
    seconds: float = 0.0
    """How long the reading took."""


def look(sources: Sequence[Path], before: Snapshot) -> Snapshot:
    """Reads all decks of `sources`; what cannot be read now is taken from `before`."""
    started = time.perf_counter()
    version = before.version + 1
    items = {str(item): item for source in sources for item in readers.discover(source)[0]}
    checked = pipeline.check(sources, lint=True)
    good = {_key(item.places.files[0].path, items): item for item in checked.decks if item.places.files}
    owned: dict[str, list[Diagnostic]] = {key: [] for key in items}
    general: list[Diagnostic] = []
    for found in checked.diagnostics:
        key = _key(found.span.path, items) if found.span else ""
        owned.get(key, general).append(found)
    views = {}
    for key, path in items.items():
        present = path.exists()
        deck = good.get(key) or (_with_mistakes(path) if present else None)
        if not present and key not in before.views:
            general += owned[key]
            continue
        views[key] = _view(before.views.get(key), View(key, deck, version, True, present, tuple(owned[key])))
    for key, old in before.views.items():
        if key not in views and old.deck is not None and not _moved(old, views):
            views[key] = replace(old, current=False, present=False, diagnostics=())
    return Snapshot(version, views, tuple(general), checked.texts, time.perf_counter() - started)


def _key(path: str, items: Mapping[str, Path]) -> str:
    """Which of `items` a file belongs to: itself, or the folder that it is in; "" for none."""
    while path not in items:
        above = os.path.dirname(path)  # noqa: PTH120
        if above == path or not above:
            return ""
        path = above
    return path


def _with_mistakes(path: Path) -> Checked | None:
    """A deck that can be read though something is wrong with it: a picture that is missing, a section."""
    loaded = readers.read(path)
    if loaded.deck is None or has_errors(loaded.diagnostics):
        return None
    pictures, _ = media.collect(loaded.deck, loaded.folder)
    return Checked(loaded.deck, loaded.folder, pictures, loaded.places)


def _view(old: View | None, new: View) -> View:
    """`new`, with the last good deck where it has none, and under its old number where it is the same."""
    if new.deck is None:
        if old is None or old.deck is None:
            return new
        return replace(new, deck=old.deck, edition=old.edition, current=False, starts=old.starts)
    if old is None or old.deck is None:
        return replace(new, starts=tuple(_starts(new.deck)))
    same = new.deck.deck == old.deck.deck and _bytes(new.deck) == _bytes(old.deck)
    read_again = [file.text for file in new.deck.places.files] != [
        file.text for file in old.deck.places.files
    ]
    starts = tuple(_starts(new.deck)) if read_again else old.starts
    return replace(new, edition=old.edition if same else new.edition, starts=starts)


def _starts(checked: Checked) -> Iterator[tuple[str, int, str]]:
    ends = {
        file.path: [found.start() for found in re.finditer("\n", file.text)]
        for file in checked.places.files
        if file.starts
    }
    for index, question in enumerate(checked.deck.questions):
        file, (_, here) = checked.places.origin(("questions", index))
        if isinstance(here, int) and here < len(file.starts):
            yield file.path, bisect_left(ends[file.path], file.starts[here]) + 1, question.id
        elif span := checked.places.span(("questions", index)):  # JSON, or a list in brackets
            yield span.path, span.line, question.id
    for file in checked.places.files:
        for number, line in enumerate(file.text.split("\n"), start=1):
            if line[:1].isalpha() and not line.startswith("questions:"):
                yield file.path, number, ""


def _bytes(deck: Checked) -> dict[str, str]:
    return {name: medium.digest for name, medium in deck.media.items()}


def _moved(old: View, views: Mapping[str, View]) -> bool:
    """Whether a deck that is gone is there again under another name."""
    assert old.deck is not None
    return any(view.deck is not None and view.deck.deck.deck == old.deck.deck.deck for view in views.values())


class Store:
    """Holds the latest `Snapshot` and the thread that renews it. `close` ends everybody's waiting."""

    def __init__(self, sources: Sequence[Path]) -> None:
        self._sources = tuple(sources)
        self._changed = Condition()
        self._stop = Event()
        self._current = Snapshot()
        self._signature: watch.Signature = ()
        self.trouble = ""
        self.renew()
        self._thread = Thread(target=self._follow, name="preview-watch", daemon=True)

    @property
    def current(self) -> Snapshot:
        """The decks as they were last read."""
        return self._current

    @property
    def closed(self) -> bool:
        """Whether the preview is over."""
        return self._stop.is_set()

    def start(self) -> None:
        """From now on the files are followed."""
        self._thread.start()

    def close(self) -> None:
        """Ends the thread, and the waiting of everybody in `wait`."""
        self._stop.set()
        with self._changed:
            self._changed.notify_all()

    def wait(self, version: int, seconds: float) -> Snapshot:
        """The current picture as soon as it is another one than `version`, or after `seconds`."""
        with self._changed:
            self._changed.wait_for(lambda: self.closed or self._current.version != version, seconds)
        return self._current

    def renew(self) -> None:
        """Reads the decks now. What goes wrong inside quizkit is in `trouble`, and the old picture stays."""
        before = watch.signature(self._files())
        try:
            new = look(self._sources, self._current)
            self.trouble = ""
        except Exception as error:
            # The one place where everything is caught: a preview that ends in the middle of a lesson's
            # preparation loses the teacher's place. The page shows what happened.
            self.trouble = f"{type(error).__name__}: {error}"[:300]
            new = Snapshot(
                self._current.version + 1, self._current.views, self._current.general, self._current.texts
            )
        with self._changed:
            self._current = new
            self._changed.notify_all()
        files = self._files()
        self._signature = watch.signature(files)
        seen = {Path(path) for path, *_ in before}
        if before != watch.signature(seen) or not seen.issuperset(files):
            self._signature = ()  # changed, or new, while it was read: look again at the next breath

    def _follow(self) -> None:
        for happened in watch.changes(self._sources, self._stop):
            if self._stop.is_set():
                return
            if happened or watch.signature(self._files()) != self._signature:
                self.renew()

    def _files(self) -> list[Path]:
        now = self._current
        pictures = [
            medium.path for view in now.views.values() if view.deck for medium in view.deck.media.values()
        ]
        return [*self._sources, *map(Path, now.texts), *pictures]
