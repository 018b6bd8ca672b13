"""`quizkit build`: decks → files, and a summary of what was written and what changed."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from quizkit.cli.console import Format, FormatOption, Paths, chosen, exit_code, fail, out, report

if TYPE_CHECKING:
    from quizkit.incremental import Outcome, Result
    from quizkit.lock import Changes


TARGETS = (
    "anki", "pdf", "moodle", "gift", "aiken", "qti21", "canvas", "html", "docx", "kahoot", "csv", "markdown", "json",
)  # fmt: skip
"""Our targets, for the help, which must not import them; a test compares with the registry."""


class PaperSize(StrEnum):
    """The paper to print on."""

    A4 = "a4"
    LETTER = "letter"


class Unsupported(StrEnum):
    """What becomes of questions that a target cannot hold."""

    ERROR = "error"
    SKIP = "skip"


def build(
    paths: Paths = None,
    target: Annotated[
        list[str] | None,
        typer.Option(
            "--target",
            "-t",
            help=f"What to write, with commas between: {', '.join(TARGETS)}. Without it: anki,pdf.",
            show_default=False,
        ),
    ] = None,
    out_folder: Annotated[Path, typer.Option("--out", "-o", help="The folder for the files.")] = Path(
        "build"
    ),
    versions: Annotated[
        int | None,
        typer.Option(min=1, max=26, help="Versions of each worksheet: 2 for A and B.", show_default=False),
    ] = None,
    seed: Annotated[str, typer.Option(help="Another word, other picks and orders.", show_default=False)] = "",
    paper: Annotated[PaperSize, typer.Option(help="Paper size.")] = PaperSize.A4,
    large_print: Annotated[bool, typer.Option("--large-print", help="18 point type, one column.")] = False,
    fonts: Annotated[
        list[Path] | None,
        typer.Option(
            help="A folder with fonts, for writing systems that the built-in ones lack.", show_default=False
        ),
    ] = None,
    unsupported: Annotated[
        Unsupported,
        typer.Option(help="What to do with questions that a target cannot hold: fail, or leave them out."),
    ] = Unsupported.ERROR,
    locked: Annotated[
        bool, typer.Option("--locked", help="Fail where quizkit.lock would change (for CI).")
    ] = False,
    touch: Annotated[
        bool,
        typer.Option(
            "--touch", help="Send every note again; overwrites what students changed in their notes."
        ),
    ] = False,
    recover: Annotated[
        bool,
        typer.Option(
            "--recover",
            help="Make a lost quizkit.lock anew: from the packages in the output folder, or the lock that "
            "a moved deck left behind.",
        ),
    ] = False,
    force: Annotated[bool, typer.Option("--force", help="Write every file again, changed or not.")] = False,
    watch: Annotated[
        bool, typer.Option("--watch", "-w", help="Build again whenever a deck changes, until Ctrl-C.")
    ] = False,
    format: FormatOption = Format.TEXT,
) -> None:
    """Build Anki decks, worksheets and files for learning platforms.

    Without --target: <deck>.apkg, <deck>-worksheet.pdf, <deck>-key.pdf, <deck>-facts.pdf and the
    worksheets that the deck declares. What did not change since the last build is kept. Where anything is wrong,
    nothing is written. Exit code 0: written, or unchanged. 1: errors in a deck. 2: a file cannot be read or
    written, or the call is wrong.
    """
    from quizkit import incremental

    if watch and touch:
        fail("--watch and --touch contradict each other", "build once with --touch, then watch")
    if locked and touch:
        fail("--locked and --touch contradict each other", "use one of them")
    for folder in fonts or ():
        if not folder.is_dir():
            fail(f"there is no folder {folder} with fonts", "name a folder that holds .ttf or .otf files")
    names = tuple(name.strip() for item in target or ["anki,pdf"] for name in item.split(",") if name.strip())
    if not names:
        fail("--target names nothing", "write --target anki,pdf, or leave it out for both")
    asked = incremental.Asked(
        names,
        out_folder,
        versions,
        seed,
        "letter" if paper is PaperSize.LETTER else "a4",
        large_print,
        tuple(fonts or ()),
        unsupported.value,
        locked,
        touch,
        recover,
        force,
    )
    decks = chosen(paths)
    if watch:
        from quizkit.cli.watching import run

        run(decks, asked, format, _progress)
    outcome = incremental.build(decks, asked, _progress)
    report(outcome.diagnostics, outcome.texts, format, to_stdout=False)
    if outcome.ok and format is Format.TEXT:
        out(summary(outcome))
    raise typer.Exit(exit_code(outcome.diagnostics))


@contextmanager
def _progress(total: int) -> Iterator[Callable[[int], None]]:
    """A bar on a terminal where the work is long; nothing elsewhere."""
    if total < 2000 or not sys.stderr.isatty():
        yield lambda _done: None
        return
    with typer.progressbar(length=total, label="building", file=sys.stderr) as bar:
        yield bar.update


def summary(outcome: Outcome) -> str:
    """What was written and what was not, deck by deck, for people."""
    lines = [line for item in outcome.results for line in _summary(item)]
    if any(item.kept for item in outcome.results):
        lines.append("(--force writes unchanged files again)")
    return "".join(f"{line}\n" for line in lines)


def _summary(item: Result) -> Iterator[str]:
    from quizkit.report.text import safe

    if item.written is None:
        if item.kept is not None:
            yield f"{safe(item.kept.deck)}: unchanged, {_counted(len(item.kept.files), 'file')} kept"
        return
    yield f"{safe(item.written.deck.deck)}: {_counted(len(item.written.deck.questions), 'question')}"
    width = max((len(str(path)) for path, _ in item.written.files), default=0)
    for path, about in item.written.files:
        yield f"  {safe(str(path)):<{width}}  {about}".rstrip()
    if item.kept is not None:
        yield f"  unchanged: {', '.join(item.kept.targets)}, {_counted(len(item.kept.files), 'file')} kept"
    if item.written.changes is not None:
        when = "first build of this deck" if item.written.changes.first else "since the last build"
        yield f"  {when}: {_changes(item.written.changes)}"


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _changes(changes: Changes) -> str:
    counts = {
        "new": changes.new,
        "edited": changes.edited,
        "sent again": changes.touched,
        "returned": changes.returned,
        "untouched": changes.untouched,
        "retired": changes.retired,
    }
    shown = ("new", "edited", "untouched", "retired")
    return ", ".join(f"{len(ids):,} {word}" for word, ids in counts.items() if ids or word in shown)
