"""Which sheets a deck becomes on paper, and how their files are called, whatever their format."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from quizkit.diagnostics import Finding, Loc
from quizkit.files import folded
from quizkit.model.deck import Deck
from quizkit.papers import assemble
from quizkit.papers.paper import Paper
from quizkit.papers.versions import version_map
from quizkit.papers.volumes import volumes
from quizkit.words import counted, words

Kind = Literal["worksheet", "key", "facts", "versions"]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A file to be made. `paper` is what a worksheet or a key shows, `raw` the bytes of a map of versions.

    `loc` is the place in the deck that declares it, `about` says in a few words what it holds.
    """

    name: str
    kind: Kind
    loc: Loc
    about: str
    paper: Paper | None = None
    raw: bytes | None = None


def sheets(deck: Deck, versions: int | None, seed: str, suffix: str) -> tuple[list[Sheet], list[Finding]]:
    """Every sheet of a deck in the order of the summary: all questions, declared worksheets, facts.

    `versions` None: as each worksheet declares. `suffix` is the format's (`.pdf`). Sheets whose name
    another one has are left out and reported as QK503.
    """
    return _unique(_all(deck, versions, seed, suffix))


def _all(deck: Deck, versions: int | None, seed: str, suffix: str) -> Iterator[Sheet]:
    if deck.questions:
        yield from _of_papers(deck, assemble(deck, None, versions or 1, seed), (), suffix)
    for index, declared in enumerate(deck.worksheets):
        papers = assemble(deck, declared, versions or declared.versions, seed)
        if papers[0].items:
            yield from _of_papers(deck, papers, ("worksheets", index, "id"), suffix)
    if deck.facts:
        yield Sheet(
            f"{deck.deck}-facts{suffix}", "facts", (), counted(len(deck.facts), "fact", "facts", "en")
        )


def _of_papers(deck: Deck, papers: tuple[Paper, ...], loc: Loc, suffix: str) -> Iterator[Sheet]:
    """Worksheet and key of each version, and the map of the versions.

    The key of the default worksheet is called `<deck>-key`, without the word worksheet.
    """
    for paper in papers:
        letter = f"-{paper.version}" if paper.version else ""
        stem = f"{deck.deck}-{paper.worksheet}{letter}"
        key = f"{deck.deck}-key" if not loc and not letter else f"{stem}-key"
        parts = volumes(paper, words(deck.lang).part)
        for number, part in enumerate(parts, start=1):
            end = f"-{number}{suffix}" if len(parts) > 1 else suffix
            count = counted(len(part.items), "question", "questions", "en")
            yield Sheet(f"{stem}{end}", "worksheet", loc, count, part)
            yield Sheet(f"{key}{end}", "key", loc, count, part)
    if papers[0].version:
        name = f"{deck.deck}-{papers[0].worksheet}-versions.csv"
        about = counted(len(papers), "version", "versions", "en")
        yield Sheet(name, "versions", loc, about, raw=version_map(deck, papers))


def _unique(every: Iterable[Sheet]) -> tuple[list[Sheet], list[Finding]]:
    """The sheets without those whose file another one has; on some disks `A` and `a` are one file."""
    owner: dict[str, Sheet] = {}
    same: dict[Finding, None] = {}
    for sheet in every:
        first = owner.setdefault(folded(sheet.name), sheet)
        if first is not sheet:
            message = f"two sheets would have the file name `{sheet.name}`"
            related = ((first.loc, "this one"),) if first.loc else ()
            same[Finding("QK503", message, sheet.loc, hint="rename the worksheet", related=related)] = None
    return list(owner.values()), list(same)
