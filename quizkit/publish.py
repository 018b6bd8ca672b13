"""From decks to packages that students can keep importing: rendered notes, compared with the lock."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import BinaryIO

from quizkit import files, lock, lockfile, recovery
from quizkit.diagnostics import Diagnostic, Finding, Span
from quizkit.lock import Changes
from quizkit.lockfile import Lock
from quizkit.targets.base import Job, Output


class Publisher:
    """Compiles Anki packages and keeps the locks of the folders their decks come from.

    Nothing is written here: `files` gives the locks that a build has to write before its packages.
    """

    def __init__(
        self, out: Path, *, locked: bool = False, touch: bool = False, recover: bool = False
    ) -> None:
        self._out, self._locked, self._touch, self._recover = out, locked, touch, recover
        self._old: dict[Path, Lock] = {}
        self._new: dict[Path, Lock] = {}
        self._named: dict[Path, Path] = {}
        """The folders as the caller named them, for messages."""
        self._problems: list[Diagnostic] = []
        self._now = lock.now()
        if isinstance(self._now, Finding):
            self._problems.append(Diagnostic(self._now.code, self._now.message, hint=self._now.hint))

    def compile(self, job: Job, folder: Path) -> tuple[Output, Changes | None, Sequence[Finding]]:
        """The package of one deck, stamped by the lock in `folder`, what changed since the last, and
        the findings that the next build would have, were nothing changed: news are told once.
        """
        from quizkit.targets import anki
        from quizkit.targets import anki_escape as escape
        from quizkit.targets.anki import identity, notes, notetypes

        prepared = notes.prepare(job.deck, job.media, job.progress)
        known = self._lock(folder)
        if known is None or isinstance(self._now, Finding):
            return Output((), prepared.findings, prepared.losses), None, prepared.findings
        known, gone = self._recovered(known, job.deck.deck, folder)
        if gone is None:
            gone = lock.another_id(known, job.deck.deck, [item.id for item in job.deck.questions], folder)
        used = sorted({note.note_type for note in prepared.notes})
        planned = partial(
            lock.plan,
            deck=job.deck,
            notes={note.question: (note.note_type, note.digest) for note in prepared.notes},
            note_types={
                name: (notetypes.fingerprint(name), identity.NOTE_TYPE_MODIFIED[name]) for name in used
            },
            now=self._now,
            name=escape.deck_name(job.deck.title),
        )
        plan = planned(known, touch=self._touch)
        self._new[folder.resolve()] = plan.lock
        stamped = replace(job, stamps=plan.stamps, note_types=plan.note_types, anki_deck_name=plan.deck_name)
        output = anki.compile(stamped, prepared)
        findings = (*output.findings, *plan.findings, *((gone,) if gone else ()))
        again = plan if plan.lock == known else planned(plan.lock)
        return (
            Output(output.files, findings, output.losses),
            plan.changes,
            (*output.findings, *again.findings),
        )

    def _lock(self, folder: Path) -> Lock | None:
        """The lock as it stands after the decks before this one; None where it cannot be read."""
        place = folder.resolve()
        self._named.setdefault(place, folder)
        if place not in self._old:
            found = lockfile.read(folder / lockfile.NAME)
            if isinstance(found, Diagnostic):
                if found not in self._problems:
                    self._problems.append(found)
                return None
            self._old[place] = self._new[place] = found
        return self._new[place]

    def _recovered(self, known: Lock, deck_id: str, folder: Path) -> tuple[Lock, Finding | None]:
        """The lock, completed from the published package where that was asked for, and what is lost.

        A lock that a deck left behind when it moved knows more than the package, so it comes first.
        """
        moved = None if self._touch else lock.elsewhere(known, deck_id, folder)
        if moved is not None:
            behind, problem = moved
            return (_taken_over(known, behind, deck_id), None) if self._recover else (known, problem)
        package = self._out / f"{deck_id}.apkg"
        gone = None if self._touch else lock.missing(known, deck_id, package)
        if gone is None or not self._recover:
            return known, gone
        found = recovery.recover(package)
        return (known, found) if isinstance(found, Finding) else (found.onto(known), None)

    def problems(self) -> Iterator[Diagnostic]:
        """What is wrong with the locks; with `--locked`, that one would change."""
        yield from self._problems
        if not self._locked:
            return
        for folder, new in self._new.items():
            if found := lock.would_change(self._old[folder], new):
                span = Span(str(self._named[folder] / lockfile.NAME))
                yield Diagnostic(found.code, found.message, span, hint=found.hint)

    def lock_of(self, folder: Path) -> Lock | None:
        """The lock of `folder` as this build leaves it; None where no package came from there."""
        return self._new.get(folder.resolve())

    def changes(self, folder: Path) -> bool:
        """Whether this build writes the lock of `folder`."""
        return self._new.get(folder.resolve()) != self._old.get(folder.resolve())

    def files(self) -> Iterator[tuple[Path, files.Writer]]:
        """The locks that changed: path and writer."""
        for folder, new in sorted(self._new.items()):
            if new != self._old[folder]:
                yield folder / lockfile.NAME, partial(_write, new)


def _taken_over(known: Lock, behind: Lock, deck_id: str) -> Lock:
    decks = {**known.decks, deck_id: behind.decks[deck_id]}
    return Lock(decks, {**behind.note_types, **known.note_types})


def _write(new: Lock, stream: BinaryIO) -> None:
    stream.write(lockfile.dump(new))
