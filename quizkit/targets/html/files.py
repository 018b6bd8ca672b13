"""Which pages a deck becomes, under which names, and what they do not hold."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import partial
from typing import BinaryIO

from quizkit.diagnostics import Finding, Loc
from quizkit.files import folded
from quizkit.model.deck import Deck
from quizkit.model.questions import Flashcard
from quizkit.papers import Item, Paper, assemble, findings
from quizkit.targets import unasked
from quizkit.targets.base import Job, Loss, Output, OutputFile
from quizkit.targets.html.page import page
from quizkit.targets.html.render import Render
from quizkit.targets.lower import askable
from quizkit.words import counted


@dataclass(frozen=True, slots=True)
class _Page:
    """A file to be made; `loc` is where its worksheet is declared."""

    name: str
    loc: Loc
    paper: Paper


def pages(job: Job) -> Output:
    """All pages of a job, and what is wrong with them."""
    problems = findings(job.deck, job.options.seed)
    deck, refused = askable(job.deck)
    render = Render(deck, job.media)
    wanted, clashes = _unique(list(_wanted(replace(job, deck=deck))))
    files = []
    for each in wanted:
        made = page(render, each.paper, job.options.paper)
        about = counted(len(each.paper.items), "question", "questions", "en")
        files.append(OutputFile(each.name, partial(_write, render, made), about))
    job.progress(len(job.deck.questions))
    return Output(tuple(files), (*problems, *clashes), (*refused, *_lost(render, job.deck)))


def _write(render: Render, made: str, file: BinaryIO) -> None:
    file.writelines(render.pieces(made))


def _wanted(job: Job) -> Iterator[_Page]:
    """The page with all questions, then those of the declared worksheets."""
    deck, options = job.deck, job.options
    if deck.questions:
        (paper,) = assemble(deck, None, 1, options.seed)
        yield _Page(f"{deck.deck}.html", (), both_ways(paper))
    for index, declared in enumerate(deck.worksheets):
        papers = assemble(deck, declared, options.versions or declared.versions, options.seed)
        for paper in papers if papers[0].items else ():
            letter = f"-{paper.version}" if paper.version else ""
            yield _Page(f"{deck.deck}-{paper.worksheet}{letter}.html", ("worksheets", index, "id"), paper)


def both_ways(paper: Paper) -> Paper:
    """The paper with a second item, of the same number, after each flashcard that is asked both ways."""
    sections = tuple(
        replace(section, items=tuple(made for item in section.items for made in _both(item)))
        for section in paper.sections
    )
    total = sum((item.points for section in sections for item in section.items), Decimal(0))
    return replace(paper, sections=sections, points=total)


def _both(item: Item) -> tuple[Item, ...]:
    card = item.question
    if not isinstance(card, Flashcard) or not card.reverse:
        return (item,)
    update = {"prompt": card.answer, "answer": card.prompt, "hint": None, "image": None, "images": ()}
    return (item, replace(item, question=card.model_copy(update=update)))


def _unique(wanted: list[_Page]) -> tuple[list[_Page], list[Finding]]:
    """The pages without those whose file another one has; on some disks `A` and `a` are one file."""
    owner: dict[str, _Page] = {}
    clashes: list[Finding] = []
    for each in wanted:
        first = owner.setdefault(folded(each.name), each)
        if first is not each:
            related = ((first.loc, "this one"),) if first.loc else ()
            message = f"two pages would have the file name `{each.name}`"
            clashes.append(Finding("QK503", message, each.loc, hint="rename the worksheet", related=related))
    return list(owner.values()), clashes


def _lost(render: Render, deck: Deck) -> Iterator[Loss]:
    """A loss for each place that names a picture which did not come with the deck."""
    indexes = {question.id: index for index, question in enumerate(deck.questions)}
    yield from unasked.facts(deck)
    yield from unasked.passages(deck)
    yield from unasked.nested(deck)
    for field, *id in render.missing:
        yield Loss("lost", (field, indexes[id[0]]) if id else (field,), "pictures")
