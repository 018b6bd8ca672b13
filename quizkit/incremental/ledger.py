"""What a build asks and tells, so that it writes only what changed: see `quizkit.pipeline.Ledger`."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import BinaryIO

from quizkit import files, lockfile
from quizkit.diagnostics import Diagnostic
from quizkit.incremental import fingerprint, manifest, plan
from quizkit.incremental.fingerprint import Source
from quizkit.incremental.manifest import Entry, Made
from quizkit.incremental.plan import Key
from quizkit.pipeline import Check, Checked, Draft, Part
from quizkit.publish import Publisher
from quizkit.targets.base import Target
from quizkit.targets.foreign import Foreign


class Clash(Exception):
    """Raised before anything is written: files of decks that were to be kept would be written by others.

    `decks` are these others' rivals, as the user named them. They have to be built too, so that the mistake is
    found as in a build of everything.
    """

    def __init__(self, decks: Iterable[str]) -> None:
        self.decks = frozenset(decks)
        super().__init__(*sorted(self.decks))


class Ledger:
    """The record of one build. `kept` are the entries that hold, `inputs` the digests of all that was asked for.

    `is_still`: whether what all decks have in common, such as fonts, is at the end what it was.
    """

    def __init__(
        self,
        out: Path,
        sources: Iterable[Source],
        checked: Check,
        kept: Mapping[Key, Entry],
        inputs: Mapping[Key, str],
        is_still: Callable[[], bool],
    ) -> None:
        self._out, self._kept, self._inputs, self._is_still = out, kept, inputs, is_still
        self._owners = {
            files.folded(made.name): shown for (shown, _), entry in kept.items() for made in entry.files
        }
        self._sources = {shown: item for item in sources for shown, _ in item.parts}
        self._checked = checked
        self._digests: dict[str, str] = {}
        self.was_asked = False
        """Whether the build came to compiling."""

    def source(self, deck: Checked) -> Source:
        """The files of a deck that was read."""
        return self._sources[deck.places.files[0].path]

    @property
    def record(self) -> str:
        """The name of the manifest in the output folder."""
        return manifest.NAME

    def stale(self, deck: Checked, targets: Sequence[Target]) -> Sequence[Target]:
        """The targets whose files of this deck do not lie in the output folder as they should."""
        self.was_asked = True
        shown = self.source(deck).shown
        return [target for target in targets if (shown, target.NAME) not in self._kept]

    def outputs(self, drafts: Sequence[Draft], publisher: Publisher) -> Iterable[tuple[Path, files.Writer]]:
        """The files of `drafts`, hashed as they are written, and the manifest. Raises `Clash`."""
        self._refuse_clashes(drafts)
        found = [item for draft in drafts for item in draft.outputs]
        for item in found:
            yield self._out / item.name, partial(self._hashed, item.name, item.write)
        if found or (self._out / manifest.NAME).exists():
            yield self._out / manifest.NAME, partial(self._write, drafts, publisher)

    def _refuse_clashes(self, drafts: Sequence[Draft]) -> None:
        """Files that several targets of one deck share are the same file; any other name stands once."""
        clashes = set()
        for draft in drafts:
            mine = self.source(draft.deck).shown
            for item in draft.outputs:
                owner = self._owners.get(files.folded(item.name))
                if owner is not None and not (owner == mine and item.shared):
                    clashes.add(owner)
        if clashes:
            raise Clash(clashes)

    def _hashed(self, name: str, write: files.Writer, stream: BinaryIO) -> None:
        """Writers may go back in the stream (archives do): the file is read once it is whole."""
        write(stream)
        stream.flush()
        with Path(stream.name).open("rb") as whole:
            self._digests[name] = hashlib.file_digest(whole, "sha256").hexdigest()

    def _write(self, drafts: Sequence[Draft], publisher: Publisher, stream: BinaryIO) -> None:
        """The last file of a build, so that one that was killed is never believed."""
        sure = drafts if self._is_still() else ()
        fresh = {entry.key: entry for draft in sure for entry in self._entries(draft, publisher)}
        asked = {(draft.deck.deck.deck, part.target.NAME) for draft in drafts for part in draft.parts}
        before = manifest.read(self._out)  # now: another build may have written meanwhile
        others = {key: entry for key, entry in before.items() if key not in asked and self._stands(entry)}
        stream.write(manifest.dump({**others, **fresh}.values()))

    def _stands(self, entry: Entry) -> bool:
        """Whether an older entry may still be of use: its files are there, and this build wrote no other into them."""
        return all(
            self._digests.get(made.name, made.digest) == made.digest and (self._out / made.name).exists()
            for made in entry.files
        )

    def _entries(self, draft: Draft, publisher: Publisher) -> Iterator[Entry]:
        source = self.source(draft.deck)
        pictures = {name: item.digest for name, item in draft.deck.media.items()}
        if not (_is_still(source) and fingerprint.media_still(draft.deck.folder, pictures)):
            return  # saved while it was being built: what was made of which state, nobody knows
        checked = self._said_of(source)
        if checked is None:
            return
        for part in draft.parts:
            if not isinstance(part.target, Foreign):
                yield self._entry(draft.deck, source, part, checked, publisher)

    def _entry(
        self, deck: Checked, source: Source, part: Part, checked: tuple[Diagnostic, ...], publisher: Publisher
    ) -> Entry:
        lock = lock_file = ""
        if part.target.NAME == "anki":
            new = publisher.lock_of(deck.folder) or lockfile.Lock()
            lock = fingerprint.lock_digest(new, deck.deck.deck)
            if publisher.changes(deck.folder):
                lock_file = hashlib.sha256(lockfile.dump(new)).hexdigest()
            else:
                lock_file = fingerprint.Locks().file(deck.folder) or ""
        return Entry(
            deck.deck.deck,
            part.target.NAME,
            deck.deck.translation_of or "",
            source.digest,
            self._inputs[source.shown, part.target.NAME],
            {name: item.digest for name, item in deck.media.items()},
            lock,
            lock_file,
            tuple(Made(item.name, self._digests[item.name], item.about) for item in part.files),
            plan.numbered(checked, source),
            plan.numbered(part.lasting, source),
        )

    def _said_of(self, source: Source) -> tuple[Diagnostic, ...] | None:
        """What the check said of one deck; None where something was said of no deck, or of this one and another."""
        if any(self._nowhere(item) for item in self._checked.diagnostics):
            return None
        names = {shown for shown, _ in source.parts}
        found = tuple(item for item in self._checked.diagnostics if item.span and item.span.path in names)
        return found if all(span.path in names for item in found for span, _ in item.related) else None

    def _nowhere(self, item: Diagnostic) -> bool:
        places = (item.span, *(span for span, _ in item.related))
        return any(span is None or span.path not in self._sources for span in places)


def _is_still(source: Source) -> bool:
    try:
        return fingerprint.source(source.path).digest == source.digest
    except (OSError, ValueError):
        return False
