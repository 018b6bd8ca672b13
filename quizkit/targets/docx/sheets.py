"""Which files a deck becomes, and what they do not hold."""

from __future__ import annotations

from functools import partial

from quizkit.papers import findings
from quizkit.papers.sheets import Sheet, sheets
from quizkit.targets import unasked
from quizkit.targets.base import Job, Output, OutputFile, write_ready
from quizkit.targets.docx.facts import fact_sheet
from quizkit.targets.docx.key import answer_key
from quizkit.targets.docx.layout import footer, running_head, version_of
from quizkit.targets.docx.package import Written, write
from quizkit.targets.docx.page import Page
from quizkit.targets.docx.pictures import Album
from quizkit.targets.docx.student import worksheet
from quizkit.targets.docx.text import Writer
from quizkit.targets.lower import askable


def written(job: Job) -> Output:
    """All sheets of a job. Their texts are made here, their files when they are written."""
    deck, refused = askable(job.deck)
    places = {question.id: place for place, question in enumerate(job.deck.questions)}
    options = job.options
    planned, same_names = sheets(deck, options.versions, options.seed, ".docx")
    page, album = Page(options.paper, deck.lang, options.large_print), Album(job.media)
    files = []
    for sheet in planned:
        if sheet.raw is not None:
            files.append(OutputFile(sheet.name, partial(write_ready, sheet.raw), sheet.about, shared=True))
        else:
            writer = Writer(deck, page, album, places)
            files.append(OutputFile(sheet.name, partial(write, _written(sheet, writer), writer), sheet.about))
    job.progress(len(deck.questions))
    found = (*findings(job.deck, options.seed), *same_names)
    return Output(
        tuple(files), found, (*refused, *album.losses, *unasked.passages(job.deck), *unasked.nested(job.deck))
    )


def _written(sheet: Sheet, writer: Writer) -> Written:
    paper, table = sheet.paper, writer.words
    kind = {"key": table.answer_key, "facts": table.fact_sheet}.get(sheet.kind, "")
    name = (paper.title if paper else writer.deck.title).strip()
    heading = f"{name} – {kind}" if kind else name
    version = paper.version if paper else ""
    if paper is None:
        body = fact_sheet(writer)
    else:
        body = answer_key(writer, paper) if sheet.kind == "key" else worksheet(writer, paper)
    return Written(
        title=f"{heading}, {version_of(writer, version)}" if version else heading,
        body=body,
        header=running_head(writer, heading, version),
        footer=footer(writer),
        first=paper.items[0].number if paper and paper.items else 1,
    )
