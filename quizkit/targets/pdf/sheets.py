"""Which files a deck becomes, under which names, and what went wrong on the way."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from typing import BinaryIO

from quizkit.diagnostics import Loc
from quizkit.files import folded
from quizkit.papers import Paper, assemble, findings
from quizkit.targets.base import Job, Output, OutputFile, Unsupported
from quizkit.targets.lower import unopened
from quizkit.targets.pdf.assets import Assets
from quizkit.targets.pdf.document import Values
from quizkit.targets.pdf.engine import Press, Refusal, press
from quizkit.targets.pdf.facts import fact_sheet
from quizkit.targets.pdf.key import answer_key
from quizkit.targets.pdf.mapping import version_map
from quizkit.targets.pdf.student import worksheet
from quizkit.targets.pdf.trouble import Trouble
from quizkit.targets.pdf.values import Scribe
from quizkit.targets.pdf.volumes import volumes
from quizkit.words import counted


@dataclass(frozen=True, slots=True)
class Sheet:
    """A file to be made. `values` for the template, or the bytes where no template is needed."""

    name: str
    loc: Loc
    template: str
    values: Callable[[], Values]
    about: str = ""
    raw: bytes | None = None


def printed(job: Job) -> Output:
    """All sheets of a job, made; what could not be made is missing from the files and among the findings."""
    problems = findings(job.deck, job.options.seed)
    refused = unopened(job.deck)
    job = replace(
        job, deck=job.deck.without({loss.loc[1] for loss in refused if isinstance(loss.loc[1], int)})
    )
    assets = Assets(job.media)
    scribe = Scribe(job.deck, job.options, assets)
    trouble = Trouble(job.deck)
    sheets = _unique(list(_sheets(job, scribe)), trouble)
    files: list[OutputFile] = []
    with press(job.deck.lang, job.options.font_paths) as printer:
        for sheet in sheets:
            made = sheet.raw if sheet.raw is not None else _made(sheet, printer, assets, trouble)
            if made is not None:
                files.append(OutputFile(sheet.name, partial(_write, made), sheet.about))
    job.progress(len(job.deck.questions))
    return Output(tuple(files), (*problems, *trouble.findings()), (*refused, *trouble.losses))


def _write(content: bytes, file: BinaryIO) -> None:
    file.write(content)


def _made(sheet: Sheet, printer: Press, assets: Assets, trouble: Trouble) -> bytes | None:
    try:
        values = sheet.values()
    except Unsupported as error:
        trouble.unsupported(error)
        return None
    made = printer.make(sheet.template, values, assets.used)
    if isinstance(made, Refusal):
        trouble.refused(made, sheet.loc, partial(printer.make, sheet.template, pictures=assets.used), values)
        return None
    return made


def _sheets(job: Job, scribe: Scribe) -> Iterator[Sheet]:
    """Every file in the order of the summary: the default worksheet, the declared ones, the facts."""
    deck, options = job.deck, job.options
    if deck.questions:
        yield from _of_papers(
            scribe, assemble(deck, None, options.versions or 1, options.seed), (), plain_key=True
        )
    for index, declared in enumerate(deck.worksheets):
        papers = assemble(deck, declared, options.versions or declared.versions, options.seed)
        if papers[0].items:
            yield from _of_papers(scribe, papers, ("worksheets", index, "id"), plain_key=False)
    if deck.facts:
        about = counted(len(deck.facts), "fact", "facts", "en")
        yield Sheet(f"{deck.deck}-facts.pdf", (), "facts.typ", partial(fact_sheet, scribe), about)


def _of_papers(scribe: Scribe, papers: tuple[Paper, ...], loc: Loc, *, plain_key: bool) -> Iterator[Sheet]:
    """Worksheet and key of each version, and the map of the versions.

    The key of the default worksheet is called `<deck>-key`, without the word worksheet.
    """
    deck = scribe.deck.deck
    for paper in papers:
        letter = f"-{paper.version}" if paper.version else ""
        stem = f"{deck}-{paper.worksheet}{letter}"
        key = f"{deck}-key" if plain_key and not letter else f"{stem}-key"
        parts = volumes(paper, scribe.words.part)
        for number, part in enumerate(parts, start=1):
            end = f"-{number}.pdf" if len(parts) > 1 else ".pdf"
            count = counted(len(part.items), "question", "questions", "en")
            yield Sheet(f"{stem}{end}", loc, "worksheet.typ", partial(worksheet, scribe, part), count)
            yield Sheet(f"{key}{end}", loc, "key.typ", partial(answer_key, scribe, part), count)
    if papers[0].version:
        name = f"{deck}-{papers[0].worksheet}-versions.csv"
        about = counted(len(papers), "version", "versions", "en")
        yield Sheet(name, loc, "", dict, about, version_map(scribe, papers))


def _unique(sheets: list[Sheet], trouble: Trouble) -> list[Sheet]:
    """The sheets without those whose file another one has; on some disks `A` and `a` are one file."""
    owner: dict[str, Sheet] = {}
    for sheet in sheets:
        first = owner.setdefault(folded(sheet.name), sheet)
        if first is not sheet:
            trouble.same_name(sheet.name, sheet.loc, first.loc)
    return list(owner.values())
