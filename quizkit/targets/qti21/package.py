"""The package: every question's item, the test, the manifest, the pictures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import BinaryIO

from quizkit.media import Medium
from quizkit.model.deck import Deck
from quizkit.model.questions import Flashcard, Question
from quizkit.papers import Item, assemble
from quizkit.targets import archive, lower, unasked
from quizkit.targets.answers import shown_only
from quizkit.targets.base import Job, Loss, Output, OutputFile, Unsupported, counted
from quizkit.targets.characters import legal
from quizkit.targets.qti21 import names
from quizkit.targets.qti21.body import STYLE, Body
from quizkit.targets.qti21.escape import attribute
from quizkit.targets.qti21.item import HEAD, write
from quizkit.targets.qti21.manifest import Entry, manifest


@dataclass(frozen=True, slots=True)
class _Made:
    entry: Entry
    xml: str
    losses: tuple[Loss, ...]


def compile(job: Job) -> Output:
    """The package, or no file where no question is left, and what it does not hold."""
    deck = job.deck
    (paper,) = assemble(deck, None, 1, job.options.seed)
    places = {question.id: index for index, question in enumerate(deck.questions)}
    body = Body(deck, job.media)
    pictures: dict[str, Medium] = {}
    made: list[_Made] = []
    losses: list[Loss] = [
        *_of_description(deck),
        *unasked.facts(deck),
        *unasked.passages(deck),
        *unasked.nested(deck),
    ]
    for count, item in enumerate(paper.items, start=1):
        place = places[item.question.id]
        body.used, body.missing = {}, {}
        try:
            made.append(_item(item, place, body))
            pictures |= body.used
            losses += made[-1].losses
        except Unsupported as error:
            losses.append(Loss("refused", ("questions", place, *error.loc), str(error)))
        if count % 500 == 0:
            job.progress(500)
    job.progress(len(paper.items) % 500)
    if not made:
        return Output((), losses=tuple(losses))
    about = counted(len(made), "item")
    file = OutputFile(f"{deck.deck}-qti21.zip", partial(_write, deck, made, pictures), about)
    return Output((file,), losses=tuple(losses))


def _of_description(deck: Deck) -> Iterator[Loss]:
    """The manifest takes plain text."""
    if deck.description and (shown := shown_only(deck.description)):
        yield Loss("lost", ("description",), f"{shown} in descriptions of decks")


def _item(item: Item, place: int, body: Body) -> _Made:
    question = item.question
    identifier = names.item(body.deck.deck, question.id)
    written = write(item, identifier, body)
    # What stands in a blank is rendered too, and not shown.
    body.used = {name: medium for name, medium in body.used.items() if f'"{name}"' in written.xml}
    files = (*((names.STYLE,) if written.styled else ()), *sorted(body.used))
    losses = [*_lowered(question, place)]
    losses += [Loss("lost", ("questions", place), what) for what in written.lost]
    losses += [Loss("lost", ("questions", place), "pictures")] if body.missing else []
    return _Made(Entry(identifier, question, files), written.xml, tuple(losses))


def _lowered(question: Question, place: int) -> Iterator[Loss]:
    if not isinstance(question, Flashcard):
        return
    to, what = lower.TYPED if lower.typeable(question.answer) else lower.WRITTEN
    yield Loss("lowered", ("questions", place), what, to)
    if question.reverse:
        yield Loss("lost", ("questions", place, "reverse"), "cards from back to front")


def _write(deck: Deck, made: Sequence[_Made], pictures: dict[str, Medium], stream: BinaryIO) -> None:
    entries = [one.entry for one in made]
    styled = any(names.STYLE in entry.files for entry in entries)
    media = sorted(pictures.items())
    archive.write(
        stream,
        [
            (names.MANIFEST, manifest(deck, entries)),
            (names.TEST, _test(deck, entries)),
            *[(one.entry.href, one.xml) for one in made],
            *([(names.STYLE, STYLE)] if styled else []),
            *[(name, medium.path) for name, medium in media],
        ],
        stored=[name for name, medium in media if medium.kind != "svg"],
    )


def _test(deck: Deck, entries: Sequence[Entry]) -> str:
    """All questions in the deck's order. Each is handed in by itself, so that its feedback can be shown."""
    items = "".join(
        [f'\n<assessmentItemRef identifier="{entry.identifier}" href="{entry.href}" />' for entry in entries]
    )
    title = attribute(deck.title.strip())
    total, most = _total("SCORE"), _total("MAXSCORE")
    return legal(
        f'{HEAD.format(element="assessmentTest")} identifier="{names.package(deck.deck, "test")}"'
        f' title="{title}">{_outcome("SCORE")}{_outcome("MAXSCORE")}'
        f'\n<testPart identifier="{names.package(deck.deck, "part")}" navigationMode="nonlinear"'
        ' submissionMode="individual"><itemSessionControl maxAttempts="1" showFeedback="true" />'
        f'\n<assessmentSection identifier="{names.package(deck.deck, "section")}" title="{title}"'
        f' visible="true">{items}</assessmentSection></testPart>'
        f"\n<outcomeProcessing>{total}{most}</outcomeProcessing></assessmentTest>\n"
    )


def _outcome(identifier: str) -> str:
    return (
        f'\n<outcomeDeclaration identifier="{identifier}" cardinality="single" baseType="float">'
        "<defaultValue><value>0</value></defaultValue></outcomeDeclaration>"
    )


def _total(identifier: str) -> str:
    """The sum over all items."""
    value = f'<sum><testVariables variableIdentifier="{identifier}" /></sum>'
    return f'<setOutcomeValue identifier="{identifier}">{value}</setOutcomeValue>'
