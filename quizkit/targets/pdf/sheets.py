"""Which files a deck becomes, and what went wrong on the way."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import partial

from quizkit.diagnostics import Finding
from quizkit.model.deck import Deck
from quizkit.papers import findings
from quizkit.papers.sheets import Sheet, sheets
from quizkit.targets import unasked
from quizkit.targets.base import Job, Output, OutputFile, Unsupported, write_ready
from quizkit.targets.lower import askable
from quizkit.targets.pdf.assets import Assets
from quizkit.targets.pdf.document import Values
from quizkit.targets.pdf.engine import Press, Refusal, press
from quizkit.targets.pdf.facts import fact_sheet
from quizkit.targets.pdf.key import answer_key
from quizkit.targets.pdf.student import worksheet
from quizkit.targets.pdf.trouble import Trouble
from quizkit.targets.pdf.values import Scribe


def printed(job: Job) -> Output:
    """All sheets of a job, made; what could not be made is missing from the files and among the findings."""
    problems = findings(job.deck, job.options.seed)
    whole = job.deck
    deck, refused = askable(whole)
    job = replace(job, deck=deck)
    scribe = Scribe(job.deck, job.options, Assets(job.media))
    trouble = Trouble(job.deck)
    planned, same_names = sheets(job.deck, job.options.versions, job.options.seed, ".pdf")
    files: list[OutputFile] = []
    with press(job.deck.lang, job.options.font_paths) as printer:
        for sheet in planned:
            shared = sheet.raw is not None
            made = sheet.raw if sheet.raw is not None else _made(sheet, scribe, printer, trouble)
            if made is not None:
                files.append(OutputFile(sheet.name, partial(write_ready, made), sheet.about, shared=shared))
    job.progress(len(job.deck.questions))
    found = (*problems, *same_names, *_in(whole, deck, trouble.findings()))
    losses = (*refused, *trouble.losses, *unasked.passages(whole), *unasked.nested(whole))
    return Output(tuple(files), found, losses)


def _in(whole: Deck, deck: Deck, found: Iterable[Finding]) -> Iterator[Finding]:
    """Findings in a deck without its refused questions, with their places in the whole one."""
    places = {question.id: place for place, question in enumerate(whole.questions)}
    for item in found:
        field, *rest = item.loc or ("",)
        if field == "questions" and rest and isinstance(rest[0], int):
            yield replace(item, loc=("questions", places[deck.questions[rest[0]].id], *rest[1:]))
        else:
            yield item


def _made(sheet: Sheet, scribe: Scribe, printer: Press, trouble: Trouble) -> bytes | None:
    template, values_of = _template(sheet, scribe)
    try:
        values = values_of()
    except Unsupported as error:
        trouble.unsupported(error)
        return None
    pictures = scribe.assets.used
    made = printer.make(template, values, pictures)
    if isinstance(made, Refusal):
        trouble.refused(made, sheet.loc, partial(printer.make, template, pictures=pictures), values)
        return None
    return made


def _template(sheet: Sheet, scribe: Scribe) -> tuple[str, Callable[[], Values]]:
    """The template of a sheet, and what makes the values for it."""
    if sheet.paper is None:
        return "facts.typ", partial(fact_sheet, scribe)
    if sheet.kind == "key":
        return "key.typ", partial(answer_key, scribe, sheet.paper)
    return "worksheet.typ", partial(worksheet, scribe, sheet.paper)
