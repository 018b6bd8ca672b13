"""What a call asks for, and what of it the output folder holds already."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from quizkit import discovery, files
from quizkit.diagnostics import Diagnostic
from quizkit.incremental import fingerprint, fonts, manifest
from quizkit.incremental.fingerprint import Source
from quizkit.incremental.manifest import Entry

if TYPE_CHECKING:
    from quizkit.model.deck import Deck

Key = tuple[str, str]
"""A deck as the user named it, and a target."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What to write and how, as the user said it; see `quizkit.pipeline.Request` and `quizkit.targets.base.Options`.

    `force`: write everything, changed or not. `touch` and `recover` do so too.
    """

    targets: tuple[str, ...] = ("anki", "pdf")
    out: Path = Path("build")
    versions: int | None = None
    seed: str = ""
    paper: Literal["a4", "letter"] = "a4"
    large_print: bool = False
    fonts: tuple[Path, ...] = ()
    unsupported: Literal["error", "skip"] = "error"
    locked: bool = False
    touch: bool = False
    recover: bool = False
    force: bool = False


@dataclass(frozen=True, slots=True)
class Identity:
    """What other decks may know a deck by: its id, and the id of which it is a translation; folded."""

    id: str
    original: str

    @classmethod
    def of(cls, deck: Deck | Entry) -> Identity:
        """The identity of a deck that was read, or of one that was when it was built."""
        if isinstance(deck, Entry):
            return cls(files.folded(deck.id), files.folded(deck.original))
        return cls(files.folded(deck.deck), files.folded(deck.translation_of or ""))


@dataclass(slots=True)
class State:
    """The decks of a call. `inputs`: what each deck and target is to be made of; `kept`: the entries that hold.

    `options` are the digests of what is asked for by target, `before` the entries of the manifest by target and
    inputs. `beside` are decks to read although nothing of them
    has to be written: others are compared with them.
    """

    asked: Asked
    sources: list[Source]
    options: Mapping[str, str]
    before: Mapping[tuple[str, str], Entry]
    identities: dict[str, Identity] = field(default_factory=dict)
    inputs: dict[Key, str] = field(default_factory=dict)
    kept: dict[Key, Entry] = field(default_factory=dict)
    beside: set[str] = field(default_factory=set)

    @property
    def names(self) -> tuple[str, ...]:
        """The targets that were asked for. Ours are known in small letters; others are never kept."""
        return tuple(dict.fromkeys(name.lower() for name in self.asked.targets))

    def of(self, source: Source) -> list[Entry]:
        """The entries of a deck that hold, in the order of the targets."""
        found = (self.kept.get((source.shown, name)) for name in self.names)
        return [entry for entry in found if entry is not None]

    def is_whole(self, source: Source) -> bool:
        """Whether nothing of a deck has to be written."""
        return len(self.of(source)) == len(self.names)

    def to_read(self) -> list[Source]:
        """The decks that have to be read."""
        return [item for item in self.sources if not self.is_whole(item) or item.shown in self.beside]

    def is_still(self) -> bool:
        """Whether fonts and quizkit itself are what they were when the build began."""
        try:
            return (
                options_of(self.asked) == self.options
                and fingerprint.installed() == fingerprint.environment()
            )
        except OSError:
            return False

    def drop(self, decks: Collection[str]) -> None:
        """Has these decks built, changed or not."""
        for key in [key for key in self.kept if key[0] in decks]:
            del self.kept[key]

    def learn(self, identities: Mapping[str, Identity]) -> bool:
        """Takes in who the decks are that were read; whether more decks have to be read because of that.

        They are those that have an id of these, which is a mistake, translations judged by them, and originals.
        """
        before = len(self.to_read())
        self.identities.update(identities)
        self.look_at_inputs()
        ids = {item.id for item in identities.values()}
        decks = {
            shown
            for (shown, name), entry in self.kept.items()
            if entry.inputs != self.inputs[shown, name]
            or (shown not in identities and files.folded(entry.id) in ids)
        }
        self.drop(decks)
        for item in self.sources:
            if item.strict and item.shown in identities:
                self.beside.update(other.shown for other in self._originals(item))
        return len(self.to_read()) > before

    def look_at_inputs(self) -> None:
        """Works out `inputs` from what is known of the decks."""
        for item in self.sources:
            kin = sorted(self._kin(item)) if item.strict else []
            for name in self.names:
                self.inputs[item.shown, name] = fingerprint.of(
                    fingerprint.environment(), self.options[name], name, item.digest, kin
                )

    def _kin(self, source: Source) -> Iterator[str]:
        """The original with which a translation is compared; where it is not among the decks of this call, or
        no rule runs for it there, it may be any that lies near (see quizkit.linting).
        """
        if self.identities.get(source.shown, Identity("", "")).original:
            near = self._originals(source)
            yield from (other.digest for other in near)
            if not any(other.strict for other in near):
                yield from (other.digest for other in fingerprint.neighbours(source))

    def _originals(self, source: Source) -> list[Source]:
        """The decks of this call of which `source` is a translation."""
        wanted = self.identities[source.shown].original if source.shown in self.identities else ""
        known = [(other, self.identities.get(other.shown)) for other in self.sources if wanted]
        return [other for other, identity in known if identity and identity.id == wanted]


def make(paths: Sequence[Path], asked: Asked) -> State | None:
    """What is to be done for the decks at `paths`; None where one cannot be read, or a folder holds none."""
    try:
        sources = list(_sources(paths))
        options = options_of(asked)
    except (OSError, ValueError):
        return None
    entries = manifest.read(asked.out).values()
    state = State(asked, sources, options, {(entry.target, entry.inputs): entry for entry in entries})
    known = {entry.source: Identity.of(entry) for entry in entries}
    state.identities = {item.shown: known[item.digest] for item in sources if item.digest in known}
    state.look_at_inputs()
    if not (asked.force or asked.touch or asked.recover):
        locks = fingerprint.Locks()
        for item in sources:
            state.kept.update(_holding(item, state, locks))
        state.drop(_twins(state))
    return state


def _twins(state: State) -> set[str]:
    """Decks with one id, such as copies of one file, or with files of one name (`a-Test.html` and `a-test.html`):
    mistakes, to be found by reading them.
    """
    owners: dict[tuple[str, str], set[str]] = {}
    for (shown, _), entry in state.kept.items():
        claimed = [("id", entry.id), *(("file", made.name) for made in entry.files)]
        for what, name in claimed:
            owners.setdefault((what, files.folded(name)), set()).add(shown)
    return {shown for decks in owners.values() if len(decks) > 1 for shown in decks}


def _sources(paths: Sequence[Path]) -> Iterator[Source]:
    """The decks, by path: a file named twice, or by itself and by its folder, is one. Raises `ValueError`."""
    found: dict[str, Path] = {}
    for path in paths:
        if not (here := discovery.decks(path)):
            raise ValueError(f"no deck in {path}")
        for item in here:
            found.setdefault(os.path.abspath(item), item)  # noqa: PTH100 - links stay as they are
    yield from map(fingerprint.source, found.values())


def options_of(asked: Asked) -> dict[str, str]:
    """What a call says to each target, with the fonts it names; paper also comes from the fonts of the system.

    Raises `OSError` where a font cannot be read.
    """
    names = dict.fromkeys(name.lower() for name in asked.targets)
    every = fingerprint.of(
        asked.versions,
        asked.seed,
        asked.paper,
        asked.large_print,
        fonts.given(asked.fonts),
        asked.unsupported,
        os.environ.get("SOURCE_DATE_EPOCH"),
    )
    return {name: fingerprint.of(every, fonts.system()) if name == "pdf" else every for name in names}


def _holding(source: Source, state: State, locks: fingerprint.Locks) -> Iterator[tuple[Key, Entry]]:
    """The entries of a deck whose inputs and files are as they were, for each of the targets."""
    pictures: dict[tuple[tuple[str, str], ...], bool] = {}
    for name in state.names:
        entry = state.before.get((name, state.inputs[source.shown, name]))
        if entry is None:
            continue
        wanted = tuple(sorted(entry.media.items()))
        if wanted not in pictures:
            pictures[wanted] = fingerprint.media_still(source.folder, entry.media)
        if not pictures[wanted] or not _is_there(entry, state.asked.out):
            continue
        if name == "anki" and not locks.still(source.folder, entry.id, entry.lock, entry.lock_file):
            continue
        try:
            checked, said = placed(entry.checked, source), placed(entry.said, source)
        except (ValueError, IndexError):
            continue
        yield (source.shown, name), replace(entry, checked=checked, said=said)


def _is_there(entry: Entry, out: Path) -> bool:
    return all(fingerprint.of_file(out / made.name) == made.digest for made in entry.files)


def numbered(found: Iterable[Diagnostic], source: Source) -> tuple[Diagnostic, ...]:
    """`found` with the numbers of the deck's files in place of paths, for the manifest."""
    numbers = {shown: str(number) for number, (shown, _) in enumerate(source.parts)}
    return tuple(_renamed(item, lambda path: numbers[path]) for item in found)


def placed(found: Iterable[Diagnostic], source: Source) -> tuple[Diagnostic, ...]:
    """The reverse of `numbered`. Raises `ValueError` or `IndexError` where that makes no sense."""
    return tuple(_renamed(item, lambda number: source.parts[int(number)][0]) for item in found)


def _renamed(item: Diagnostic, name: Callable[[str], str]) -> Diagnostic:
    span = replace(item.span, path=name(item.span.path)) if item.span else None
    related = tuple((replace(other, path=name(other.path)), remark) for other, remark in item.related)
    return replace(item, span=span, related=related)
