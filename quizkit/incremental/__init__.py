"""Builds that write only what changed.

The manifest in the output folder says what came from what (quizkit.incremental.manifest). A deck
whose inputs and files are found unchanged (quizkit.incremental.fingerprint) is not even parsed; what the build
had said of it is said again. Everything else takes the way of every build, `quizkit.pipeline`, which
asks a `Ledger` what to leave out. Until something has to be built, nothing heavy is imported.
"""

from __future__ import annotations

import codecs
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from quizkit import files
from quizkit.diagnostics import Diagnostic, Severity, Span, has_errors
from quizkit.incremental import plan
from quizkit.incremental.fingerprint import Source
from quizkit.incremental.manifest import Entry
from quizkit.incremental.plan import Asked, Identity, State

if TYPE_CHECKING:
    from quizkit.incremental.ledger import Ledger
    from quizkit.pipeline import Built, Check, Written

__all__ = ["Asked", "Kept", "Outcome", "Progress", "Result", "build"]

Progress = Callable[[int], AbstractContextManager[Callable[[int], None]]]
"""Given the number of steps, a context with the function that is told how many were done."""


def _silent(_total: int) -> AbstractContextManager[Callable[[int], None]]:
    return nullcontext(lambda _done: None)


@dataclass(frozen=True, slots=True)
class Kept:
    """What a build left as it was of one deck: the deck's id, the targets, the files."""

    deck: str
    targets: tuple[str, ...] = ()
    files: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True)
class Result:
    """One deck's part in a build: what was written, what was kept, or both."""

    written: Written | None
    kept: Kept | None


@dataclass(frozen=True, slots=True)
class Outcome:
    """The outcome of a build. With an error among the diagnostics nothing was written.

    `results` are in the order of the decks. `fresh`: what was said of decks that were read this time.
    """

    results: tuple[Result, ...]
    diagnostics: tuple[Diagnostic, ...]
    texts: Mapping[str, str]
    fresh: tuple[Diagnostic, ...] = ()

    @property
    def ok(self) -> bool:
        """Whether all files are as they should be."""
        return not has_errors(self.diagnostics)

    @property
    def paths(self) -> frozenset[Path]:
        """The files that were written."""
        return frozenset(path for item in self.results if item.written for path, _ in item.written.files)


def build(paths: Sequence[Path], asked: Asked, progress: Progress = _silent) -> Outcome:
    """Builds the decks at `paths`, files and folders of decks, and writes what is not there already."""
    state = plan.make(paths, asked)
    if state is None:  # a path that cannot be read: the ordinary way says so
        return _everything(paths, asked, progress)
    if all(map(state.is_whole, state.sources)):
        files.sweep(asked.out)  # the next build removes what a killed one left, even if it writes nothing
        return _outcome(state, {}, (), (), {})
    from quizkit.incremental.ledger import Clash

    while True:
        try:
            return _changed(state, progress)
        except Clash as clash:  # with nothing written yet; each time some decks fewer are kept
            state.drop(clash.decks)


def _everything(paths: Sequence[Path], asked: Asked, progress: Progress) -> Outcome:
    from quizkit import pipeline

    checked = pipeline.check(paths)
    built = _write(checked, asked, progress, None)
    results = tuple(Result(item, None) for item in built.written)
    return Outcome(results, built.diagnostics, built.texts, built.diagnostics)


def _changed(state: State, progress: Progress) -> Outcome:
    """Reads the decks of which something has to be written, and builds that."""
    from quizkit import pipeline
    from quizkit.incremental.ledger import Ledger

    while True:
        reading = state.to_read()
        checked = pipeline.check([item.path for item in reading])
        read = {item.places.files[0].path: item.deck for item in checked.decks}
        known = {item.shown: read[item.parts[0][0]] for item in reading if item.parts[0][0] in read}
        if not state.learn({shown: Identity.of(deck) for shown, deck in known.items()}):
            break
    ledger = Ledger(state.asked.out, state.sources, checked, state.kept, state.inputs, state.is_still)
    built = _write(checked, state.asked, progress, ledger)
    written = {item.shown: one for item, one in zip(reading, built.written, strict=False)}
    said = built.diagnostics[len(checked.diagnostics) :]
    return _outcome(state, written, checked.diagnostics, said, built.texts, compiled=ledger.was_asked)


def _write(checked: Check, asked: Asked, progress: Progress, ledger: Ledger | None) -> Built:
    from quizkit import pipeline
    from quizkit.targets.base import Options

    options = Options(asked.versions, asked.seed, asked.paper, asked.large_print, asked.fonts)
    total = sum(len(item.deck.questions) for item in checked.decks) * len(asked.targets)
    with progress(total) as advance:
        request = pipeline.Request(
            asked.targets,
            asked.out,
            options,
            asked.unsupported,
            asked.locked,
            asked.touch,
            asked.recover,
            advance,
            ledger,
        )
        return pipeline.build(checked, request)


def _outcome(
    state: State,
    written: Mapping[str, Written],
    checked: Sequence[Diagnostic],
    said: Sequence[Diagnostic],
    texts: Mapping[str, str],
    *,
    compiled: bool = True,
) -> Outcome:
    """What was found now and what was found before, in the order of a build of everything.

    `compiled`: no mistake ended the build before the targets had their say; else the kept ones say nothing, too.
    """
    before = {item.shown: state.of(item) for item in state.sources}
    now, then = _Sorted(state.sources, checked), _Sorted(state.sources, said)
    first: list[Diagnostic] = []
    last: list[Diagnostic] = []
    for item in state.sources:
        first += before[item.shown][0].checked if state.is_whole(item) else now.of(item)
        kept = [found for entry in before[item.shown] for found in entry.said] if compiled else []
        last += _in_order([*kept, *then.of(item)], item)
    diagnostics = (*first, *now.rest, *last, *then.rest)
    results = tuple(_result(state, written.get(item.shown), before[item.shown]) for item in state.sources)
    return Outcome(results, diagnostics, _texts(state, diagnostics, texts), (*checked, *said))


def _result(state: State, written: Written | None, entries: Sequence[Entry]) -> Result:
    fresh = {path for path, _ in written.files} if written else set()
    names = dict.fromkeys(state.asked.out / made.name for entry in entries for made in entry.files)
    if not entries:
        return Result(written, None)
    if len(entries) == len(state.names):
        written = None  # read for the sake of another deck
    kept = Kept(
        entries[0].id,
        tuple(entry.target for entry in entries),
        tuple(name for name in names if name not in fresh),
    )
    return Result(written, kept)


class _Sorted:
    """Diagnostics by the deck that they are about; `rest` are about none."""

    def __init__(self, sources: Iterable[Source], found: Iterable[Diagnostic]) -> None:
        owners = {shown: item.shown for item in sources for shown, _ in item.parts}
        self._of: dict[str, list[Diagnostic]] = {}
        self.rest: list[Diagnostic] = []
        for item in found:
            owner = owners.get(item.span.path) if item.span else None
            (self.rest if owner is None else self._of.setdefault(owner, [])).append(item)

    def of(self, source: Source) -> list[Diagnostic]:
        return self._of.get(source.shown, [])


def _in_order(found: Sequence[Diagnostic], source: Source) -> list[Diagnostic]:
    """As people read; the same order as quizkit.readers.places.in_order, which needs the parser."""
    order = {shown: index for index, (shown, _) in enumerate(source.parts)}

    def key(item: Diagnostic) -> tuple[int, int, int, bool]:
        span = item.span or Span("")
        return order.get(span.path, -1), span.line, span.column, item.severity is not Severity.ERROR

    return sorted(found, key=key)


def _texts(state: State, found: Iterable[Diagnostic], known: Mapping[str, str]) -> dict[str, str]:
    """The texts that frames are cut from: of decks that were not read, read now."""
    wanted = {
        span.path for item in found for span in (item.span, *(span for span, _ in item.related)) if span
    }
    texts = dict(known)
    for item in state.sources:
        for shown, part in item.parts:
            if shown in wanted and shown not in texts:
                texts[shown] = _text(part)
    return texts


def _text(path: Path) -> str:
    """The text of a file that was once found fit to be a deck, for showing lines of it."""
    try:
        data = path.read_bytes()
    except OSError:
        return ""
    wide = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    return data.decode("utf-16" if wide else "utf-8-sig", errors="replace")
