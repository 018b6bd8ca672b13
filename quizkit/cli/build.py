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
    from quizkit.pipeline import Written


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
    format: FormatOption = Format.TEXT,
) -> None:
    """Build Anki decks, worksheets and files for learning platforms.

    Without --target: <deck>.apkg, <deck>-worksheet.pdf, <deck>-key.pdf, <deck>-facts.pdf and the
    worksheets that the deck declares. Where anything is wrong, nothing is written. Exit code 0: written. 1: errors in a
    deck. 2: a file cannot be read or written, or the call is wrong.
    """
    from quizkit import pipeline
    from quizkit.targets.base import Options

    if locked and touch:
        fail("--locked and --touch contradict each other", "use one of them")
    for folder in fonts or ():
        if not folder.is_dir():
            fail(f"there is no folder {folder} with fonts", "name a folder that holds .ttf or .otf files")
    names = tuple(name.strip() for item in target or ["anki,pdf"] for name in item.split(",") if name.strip())
    if not names:
        fail("--target names nothing", "write --target anki,pdf, or leave it out for both")
    options = Options(
        versions, seed, "letter" if paper is PaperSize.LETTER else "a4", large_print, tuple(fonts or ())
    )
    checked = pipeline.check(chosen(paths))
    with _progress(sum(len(item.deck.questions) for item in checked.decks) * len(names)) as advance:
        built = pipeline.build(
            checked,
            pipeline.Request(names, out_folder, options, unsupported.value, locked, touch, recover, advance),
        )
    report(built.diagnostics, built.texts, format, to_stdout=False)
    if built.ok and format is Format.TEXT:
        out("".join(f"{line}\n" for item in built.written for line in _summary(item)))
    raise typer.Exit(exit_code(built.diagnostics))


@contextmanager
def _progress(total: int) -> Iterator[Callable[[int], None]]:
    """A bar on a terminal where the work is long; nothing elsewhere."""
    if total < 2000 or not sys.stderr.isatty():
        yield lambda _done: None
        return
    with typer.progressbar(length=total, label="building", file=sys.stderr) as bar:
        yield bar.update


def _summary(item: Written) -> Iterator[str]:
    from quizkit.report.text import safe

    questions = len(item.deck.questions)
    yield f"{safe(item.deck.deck)}: {questions:,} question{'' if questions == 1 else 's'}"
    width = max((len(str(path)) for path, _ in item.files), default=0)
    for path, about in item.files:
        yield f"  {safe(str(path)):<{width}}  {about}".rstrip()
    if item.changes is not None:
        when = "first build of this deck" if item.changes.first else "since the last build"
        yield f"  {when}: {_changes(item)}"


def _changes(item: Written) -> str:
    changes = item.changes
    assert changes is not None
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
