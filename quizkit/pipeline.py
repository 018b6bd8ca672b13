"""Read, check, write: the one place where readers, rules, targets and the lock meet.

Nothing is written before everything is known to be right; then the locks first and the files after
them, each whole or not at all. A build that is killed in between therefore leaves a lock that is
ahead of its files, and the next build writes the same times again.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from quizkit import files, linting, losses, readers
from quizkit.diagnostics import Diagnostic, Edit, Finding, has_errors
from quizkit.lock import Changes
from quizkit.media import Medium
from quizkit.memory import no_garbage_collection
from quizkit.model.deck import Deck
from quizkit.publish import Publisher
from quizkit.readers import Loaded
from quizkit.readers.places import Places
from quizkit.targets.base import Job, Options, Output, OutputFile, Target


@dataclass(frozen=True, slots=True)
class Checked:
    """One deck that is fit to be written."""

    deck: Deck
    folder: Path
    media: Mapping[str, Medium]
    places: Places = field(default_factory=Places)


@dataclass(frozen=True, slots=True)
class Check:
    """What a check found. `decks` are those without errors; `texts` the files' texts, for frames.

    `repairs` are the changes that mend findings without any doubt, each with its deck's places.
    """

    decks: tuple[Checked, ...]
    diagnostics: tuple[Diagnostic, ...]
    texts: Mapping[str, str]
    repairs: tuple[tuple[Places, Edit], ...] = ()


@dataclass(frozen=True, slots=True)
class Request:
    """What to write and how. `targets` are names, `out` is the folder, made if need be.

    `unsupported`: what becomes of a question that a target refuses. `locked`: fail where a lock would
    change; `touch`: stamp every note anew; `recover`: take what a
    lost lock said from the package in `out`. `ledger`: who knows what need not be written; without
    one, everything is.
    """

    targets: tuple[str, ...] = ("anki", "pdf")
    out: Path = Path("build")
    options: Options = field(default_factory=Options)
    unsupported: losses.Unsupported = "error"
    locked: bool = False
    touch: bool = False
    recover: bool = False
    progress: Callable[[int], None] = lambda _done: None
    ledger: Ledger | None = None


class Ledger(Protocol):
    """Decides what a build leaves as it is, and keeps a record of it (see quizkit.incremental)."""

    @property
    def record(self) -> str:
        """The name of the file in the output folder that holds the record."""
        ...

    def stale(self, deck: Checked, targets: Sequence[Target]) -> Sequence[Target]:
        """Those of `targets` whose files of this deck have to be written."""
        ...

    def outputs(self, drafts: Sequence[Draft], publisher: Publisher) -> Iterable[tuple[Path, files.Writer]]:
        """The files of `drafts` with what writes them, and behind them the record."""
        ...


@dataclass(frozen=True, slots=True)
class Written:
    """One deck's part of a build: its files with a word about each, and what changed in Anki."""

    deck: Deck
    files: tuple[tuple[Path, str], ...]
    changes: Changes | None


@dataclass(frozen=True, slots=True)
class Built:
    """The outcome of a build. With an error among the diagnostics nothing was written."""

    written: tuple[Written, ...]
    diagnostics: tuple[Diagnostic, ...]
    texts: Mapping[str, str]

    @property
    def ok(self) -> bool:
        """Whether the files were written."""
        return not has_errors(self.diagnostics)


@no_garbage_collection()
def check(
    sources: Iterable[Deck | Path], folder: Path = Path(), *, lint: bool = False, everything: bool = False
) -> Check:
    """Checks decks: files, folders of decks, and decks made in Python, whose pictures lie in `folder`.

    `lint`: look at how good the questions are, too (the rules QK2xx); without it, only rules that the
    project made errors run. `everything`: run the rules that are off by default as well.
    """
    # By path, so that a file named twice, or by itself and by its folder, is one deck.
    found: dict[str | int, Deck | Path] = {}
    diagnostics: list[Diagnostic] = []
    for source in sources:
        if isinstance(source, Deck):
            found[id(source)] = source
            continue
        here, problem = readers.discover(source)
        diagnostics += [problem] if problem else []
        for item in here:
            found.setdefault(os.path.abspath(item), item)  # noqa: PTH100 - links stay as they are
    loaded = [
        Loaded(item.deck, folder, item, ()) if isinstance(item, Deck) else readers.read(item)
        for item in found.values()
    ]
    looks = linting.look(loaded, lint=lint, everything=everything)
    decks = []
    for look in looks:
        diagnostics += look.diagnostics
        if look.deck is not None and not has_errors(look.diagnostics):
            decks.append(Checked(look.deck, look.loaded.folder, look.media, look.loaded.places))
    diagnostics += _same_id(decks)
    texts = {path: text for look in looks for path, text in look.texts.items()}
    repairs = tuple(repair for look in looks for repair in look.repairs)
    return Check(tuple(decks), tuple(diagnostics), texts, repairs)


def _same_id(decks: Sequence[Checked]) -> Iterator[Diagnostic]:
    first: dict[str, Checked] = {}
    for item in decks:
        before = first.setdefault(files.folded(item.deck.deck), item)
        if before is item:
            continue
        span, other = item.places.span(("deck",)), before.places.span(("deck",))
        related = ((other, "first used here"),) if other else ()
        message = f"two decks have the id `{item.deck.deck}`"
        yield Diagnostic("QK107", message, span, hint="give each its own id", related=related)


def build(checked: Check, request: Request) -> Built:
    """Writes the decks of `checked` for every target, or nothing where anything is wrong."""
    diagnostics = list(checked.diagnostics)
    targets, problems = _targets(request.targets)
    diagnostics += problems
    if not has_errors(diagnostics) and (problem := files.check_folder(request.out)):
        diagnostics.append(_unplaced(problem))
    if has_errors(diagnostics):
        return Built((), tuple(diagnostics), checked.texts)
    with ExitStack() as held:
        # Two builds at once would each write the lock they read: the second waits for the first.
        for folder in sorted({item.folder.resolve() for item in checked.decks}):
            held.enter_context(files.alone(folder))
        drafts, problems = _compile_and_write(checked, targets, request)
    diagnostics += problems
    written = () if has_errors(problems) else tuple(draft.written(request.out) for draft in drafts)
    return Built(written, tuple(diagnostics), checked.texts)


def _compile_and_write(
    checked: Check, targets: Sequence[Target], request: Request
) -> tuple[list[Draft], list[Diagnostic]]:
    """Compiles every deck, and writes all files where nothing is wrong with any of them."""
    publisher = Publisher(request.out, locked=request.locked, touch=request.touch, recover=request.recover)
    try:
        with no_garbage_collection():
            drafts = [_draft(deck, targets, request, publisher) for deck in checked.decks]
    except OSError as error:  # the folder for temporary files, or a picture that is gone
        return [], [_refused(error, request.out)]
    diagnostics = [found for draft in drafts for found in draft.diagnostics]
    diagnostics += [*publisher.problems(), *_collisions(drafts, request.out)]
    if not has_errors(diagnostics):
        diagnostics += _unwritable(drafts, publisher, request)
    if not has_errors(diagnostics):
        try:
            _write(drafts, publisher, request)
        except OSError as error:
            diagnostics.append(_refused(error, request.out))
    return drafts, diagnostics


def _unwritable(drafts: Sequence[Draft], publisher: Publisher, request: Request) -> Iterator[Diagnostic]:
    """What can be said of the disk before the work of writing begins."""
    names = [item.name for draft in drafts for item in draft.outputs]
    names += [request.ledger.record] if request.ledger else []
    checks = [files.check_folder(request.out, names)]
    checks += [files.check_folder(path.parent, [path.name]) for path, _ in publisher.files()]
    yield from (_unplaced(found) for found in checks if found is not None)


def _refused(error: OSError, out: Path) -> Diagnostic:
    place = Path(error.filename).parent if error.filename else out
    return _unplaced(files.cannot_write(place, error))


def _unplaced(found: Finding) -> Diagnostic:
    return Places().diagnose(found)


def _targets(names: Sequence[str]) -> tuple[list[Target], list[Diagnostic]]:
    from quizkit.targets import find

    found = [find(name) for name in dict.fromkeys(names)]
    targets = {item.NAME: item for item in found if not isinstance(item, Finding)}  # `csv,CSV` is one
    return list(targets.values()), [_unplaced(item) for item in found if isinstance(item, Finding)]


@dataclass(frozen=True, slots=True)
class Part:
    """What one target made of a deck. `lasting`: what the next build would say of it, were nothing changed."""

    target: Target
    files: tuple[OutputFile, ...]
    lasting: tuple[Diagnostic, ...]


@dataclass(slots=True)
class Draft:
    """One deck, compiled, not yet written."""

    deck: Checked
    outputs: list[OutputFile] = field(default_factory=list)
    changes: Changes | None = None
    diagnostics: list[Diagnostic] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)

    def written(self, out: Path) -> Written:
        named = tuple((out / item.name, item.about) for item in self.outputs)
        return Written(self.deck.deck, named, self.changes)


def _draft(checked: Checked, targets: Sequence[Target], request: Request, publisher: Publisher) -> Draft:
    draft = Draft(checked)
    findings: list[Finding] = []
    job = Job(checked.deck, request.options, checked.media, progress=request.progress)
    for target in request.ledger.stale(checked, targets) if request.ledger else targets:
        lasting: Sequence[Finding] | None = None
        if target.NAME == "anki":
            output, draft.changes, lasting = publisher.compile(job, checked.folder)
        else:
            output = target.compile(job)
        lost = list(_lost(output, checked.deck, target.NAME, request.unsupported))
        if request.ledger:
            said = checked.places.diagnose_all([*(output.findings if lasting is None else lasting), *lost])
            draft.parts.append(Part(target, output.files, tuple(said)))
        known = {item.name for item in draft.outputs if item.shared}
        draft.outputs += [item for item in output.files if not (item.shared and item.name in known)]
        findings += [*output.findings, *lost]
    draft.diagnostics = checked.places.diagnose_all(findings)
    return draft


def _lost(output: Output, deck: Deck, target: str, unsupported: losses.Unsupported) -> Iterator[Finding]:
    yield from losses.findings(output.losses, deck, target, unsupported)
    if output.losses and not output.files and unsupported == "skip":
        yield losses.nothing_left(deck, target)


def _collisions(drafts: Sequence[Draft], out: Path) -> Iterator[Diagnostic]:
    """Two decks that would write one file (`a` with a worksheet `b`, and a deck `a-b`), or two targets."""
    first: dict[str, Draft] = {}
    for draft in drafts:
        for name in (item.name for item in draft.outputs):
            same = first.get(files.folded(name))
            first.setdefault(files.folded(name), draft)
            if same is None:
                continue
            message = f"two {'targets' if same is draft else 'decks'} would both write `{out / name}`"
            hint = "build them one by one, each with its own --out"
            if same is not draft:
                hint = "give the deck or the worksheet another id"
            yield Diagnostic("QK503", message, draft.deck.places.span(("deck",)), hint=hint)


def _write(drafts: Sequence[Draft], publisher: Publisher, request: Request) -> None:
    """Everything at once: temporary files first, then renamed, the locks before the rest."""
    outputs: Iterable[tuple[Path, files.Writer]]
    outputs = ((request.out / item.name, item.write) for draft in drafts for item in draft.outputs)
    if request.ledger:
        outputs = request.ledger.outputs(drafts, publisher)
    with no_garbage_collection():
        files.write_each([*publisher.files(), *outputs])
