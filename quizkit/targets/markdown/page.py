"""A deck as one page: questions numbered and lettered as on the worksheet, answers folded away."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from functools import partial
from typing import BinaryIO

from quizkit import media
from quizkit.markup.markdown import escape_text, inline_markdown
from quizkit.markup.tree import Link, Strong, Text
from quizkit.media import Medium
from quizkit.model.deck import Deck, Passage, Source
from quizkit.model.questions import Flashcard
from quizkit.papers import Group, Item, assemble
from quizkit.papers.furniture import facts_by_source, passage_for, published, summary
from quizkit.targets import unasked
from quizkit.targets.base import Job, Loss, Output, OutputFile
from quizkit.targets.lower import askable
from quizkit.targets.markdown.question import Known, answer, folded, labels, question
from quizkit.targets.markdown.write import Writer
from quizkit.words import partial_date, points, right_to_left, words


def output(job: Job) -> Output:
    """The page of a deck and the pictures on it."""
    deck, refused = askable(job.deck)
    writer = Writer(job)
    text = "\n\n".join(_page(deck, writer, job)) + "\n"
    losses = (*refused, *_lost(job.deck, writer))
    if not deck.questions:
        return Output((), losses=losses)
    made = [OutputFile(f"{deck.deck}.md", partial(_write, text))]
    made += [OutputFile(name, partial(_copy, medium)) for name, medium in sorted(writer.used.items())]
    return Output(tuple(made), losses=losses)


def _write(text: str, stream: BinaryIO) -> None:
    stream.write(text.encode(errors="replace"))


def _copy(medium: Medium, stream: BinaryIO) -> None:
    with medium.path.open("rb") as source:
        shutil.copyfileobj(source, stream)


def _page(deck: Deck, writer: Writer, job: Job) -> Iterator[str]:
    """The blocks of the page, to be parted by blank lines."""
    paper = assemble(deck, None, 1, job.options.seed)[0]
    known = Known(deck, writer)
    turned = right_to_left(deck.lang)
    if turned:
        yield f'<div dir="rtl" lang="{deck.lang}">'
    yield f"# {escape_text(deck.title.strip())}"
    if deck.description:
        yield writer.text(deck.description)
    about = [escape_text(summary(paper)), *([labels(deck.tags)] if deck.tags else [])]
    yield " · ".join(about)
    for section in paper.sections:
        for place, group in enumerate(section.groups):
            yield from _group(group, known, first=place == 0)
            job.progress(len(group.items))
    if deck.facts:
        yield folded(known.words.facts, list(_facts(deck, writer)))
    if turned:
        yield "</div>"


def _group(group: Group, known: Known, *, first: bool) -> Iterator[str]:
    """A passage and its questions; questions without any are parted from those of a passage before."""
    if group.passage:
        yield from _passage(group.passage, group, known)
    elif not first:
        yield "___"
    for item in group.items:
        yield _heading(item, known)
        yield from question(item, known)
        yield from answer(item, known)


def _heading(item: Item, known: Known) -> str:
    worth = f" ({points(item.points, known.deck.lang)})" if item.points != 1 else ""
    return f'### <a id="{item.question.id}"></a>{item.number}{worth}'


def _passage(passage: Passage, group: Group, known: Known) -> Iterator[str]:
    heading = passage_for(group, known.words)
    if passage.title:
        heading = f"{escape_text(passage.title.strip())} ({heading})"
    yield f"## {heading}"
    if passage.text:
        yield known.writer.text(passage.text)
    yield from known.writer.pictures(passage.images)
    if passage.source:
        yield f"*{known.words.source}{known.words.colon}* {known.reference(passage.source)}"


def _facts(deck: Deck, writer: Writer) -> Iterator[str]:
    """All facts of the deck under their sources, as on the fact sheet."""
    table = words(deck.lang)
    sources = {source.id: source for source in deck.sources}
    for ref, facts in facts_by_source(deck).items():
        source = sources.get(ref)
        if source:
            yield _source(source, deck.lang)
        else:
            yield f"**{table.no_source}**"
        lines = []
        for fact in facts:
            at = [escape_text(fact.source.at.strip())] if fact.source and fact.source.at else []
            when = [table.as_of.format(date=partial_date(fact.as_of, deck.lang))] if fact.as_of else []
            after = f" *({' · '.join([*at, *when])})*" if at or when else ""
            lines.append(writer.item("", fact.statement) + after)
        yield "\n".join(lines)


def _source(source: Source, lang: str) -> str:
    """A source in bold letters, a link where it has an address, and who published it."""
    title = f"**{escape_text(source.title.strip())}**"
    if source.url and source.url.strip().startswith(("https://", "http://")):
        title = inline_markdown((Link(source.url.strip(), (Strong((Text(source.title.strip()),)),)),))
        source = source.model_copy(update={"url": None})
    return " · ".join([title, *map(escape_text, published(source, lang))])


def _lost(deck: Deck, writer: Writer) -> Iterator[Loss]:
    """What the page does not show."""
    yield from unasked.passages(deck)
    yield from unasked.nested(deck)
    for index, asked in enumerate(deck.questions):
        if isinstance(asked, Flashcard) and asked.reverse:
            yield Loss("lost", ("questions", index, "reverse"), "cards from back to front")
    for loc, name in media.names(deck):
        if name in writer.missing:
            yield Loss("lost", loc, "pictures whose files are not there")
