"""A deck → its Moodle XML: the category, then every question in the deck's order."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import BinaryIO

from quizkit import papers
from quizkit.markup import plain
from quizkit.media import Medium
from quizkit.model.deck import Deck
from quizkit.model.questions import Question
from quizkit.papers import Item
from quizkit.targets import titles, unasked
from quizkit.targets.base import Job, Loss, Output, OutputFile, Unsupported, counted
from quizkit.targets.exact import digits
from quizkit.targets.moodle import identity
from quizkit.targets.moodle.escape import cdata
from quizkit.targets.moodle.fields import Fields, Piece
from quizkit.targets.moodle.numbers import MOST_POINTS
from quizkit.targets.moodle.questions import Body, body


def compile(job: Job) -> Output:
    """`<deck>-moodle.xml`, and what it does not hold."""
    (paper,) = papers.assemble(job.deck, None, 1, job.options.seed)
    fields = Fields(job.deck, job.media)
    items = {item.question.id: item for item in paper.items}
    losses: list[Loss] = [*unasked.facts(job.deck), *unasked.passages(job.deck), *unasked.nested(job.deck)]
    pieces: list[Piece] = []
    for index, (question, number) in enumerate(
        zip(job.deck.questions, identity.id_numbers(job.deck), strict=True)
    ):
        try:
            pieces += _question(items[question.id], index, number, fields, losses)
        except Unsupported as reason:
            losses.append(Loss("refused", ("questions", index, *reason.loc), str(reason)))
        if index % 500 == 499:
            job.progress(500)
    job.progress(len(job.deck.questions) % 500)
    if not pieces:
        return Output((), losses=tuple(losses))
    whole = [_START, *_category(job.deck, fields, losses), *pieces, "</quiz>\n"]
    written = len(job.deck.questions) - sum(loss.kind == "refused" for loss in losses)
    about = counted(written, "question")
    file = OutputFile(f"{job.deck.deck}-moodle.xml", lambda stream: _write(whole, stream), about)
    return Output((file,), losses=tuple(losses))


_START = '<?xml version="1.0" encoding="UTF-8"?>\n<quiz>\n'


def _write(pieces: Iterable[Piece], stream: BinaryIO) -> None:
    """Pictures are read as they are written, so that none has to stay in memory."""
    texts: list[str] = []
    for piece in pieces:
        if isinstance(piece, Medium):
            stream.write("".join(texts).encode())
            stream.write(b64encode(piece.path.read_bytes()))
            texts = []
        else:
            texts.append(piece)
    stream.write("".join(texts).encode())


def _category(deck: Deck, fields: Fields, losses: list[Loss]) -> list[Piece]:
    """Where the questions after it belong. Its description has no place for files."""
    fields.missing = False
    if len(deck.title) > titles.CATEGORY:
        losses.append(Loss("lost", ("title",), titles.BEYOND))
    shown = fields.block(deck.description) if deck.description else ""
    if "@@PLUGINFILE@@" in shown or "<img " in shown:
        losses.append(Loss("lost", ("description",), "pictures"))
        shown = fields.content.directed(f"<p>{fields.content.text(plain(deck.description or ''))}</p>")
    path = cdata(identity.category(deck))
    return [
        f'<question type="category">\n<category><text>{path}</text></category>\n',
        *fields.html("info", shown),
        f"<idnumber>{cdata(identity.category_id(deck))}</idnumber>\n</question>\n",
    ]


def _question(item: Item, index: int, number: str, fields: Fields, losses: list[Loss]) -> list[Piece]:
    """One question whole, its losses reported. Raises `Unsupported` where Moodle cannot have it."""
    reported: list[Loss] = []

    def lose(what: str, to: str = "") -> None:
        reported.append(Loss("lowered" if to else "lost", ("questions", index), what, to))

    fields.missing = False
    made = body(item, fields, lose)
    written = list(_element(item, made, number, fields))
    if item.points > MOST_POINTS:
        lose(f"points above {MOST_POINTS:,}")
    if fields.missing:
        lose("pictures")
    losses += dict.fromkeys(reported)
    return written


def _element(item: Item, made: Body, number: str, fields: Fields) -> Iterator[Piece]:
    question = item.question
    yield f'<question type="{made.type}">\n<name><text>{cdata(identity.name(question))}</text></name>\n'
    yield from fields.html("questiontext", made.stem, below=made.below)
    yield from fields.html("generalfeedback", f"{made.told}{fields.content.feedback(question)}")
    yield (
        f"<defaultgrade>{digits(min(item.points, MOST_POINTS))}</defaultgrade>\n<penalty>{made.penalty}</penalty>\n"
        f"<hidden>0</hidden>\n<idnumber>{cdata(number)}</idnumber>\n"
    )
    yield from made.elements
    if question.hint and made.hints:
        yield from fields.html("hint", fields.block(question.hint))
    yield _tags(question, fields.content.deck)
    yield "</question>\n"


def _tags(question: Question, deck: Deck) -> str:
    """The deck's tags, the question's, and its difficulty."""
    own = chain(
        deck.tags, question.tags, [f"difficulty: {question.difficulty}"] if question.difficulty else ()
    )
    names = dict.fromkeys(name.translate(_TAG) for name in own)
    tags = "".join(f"<tag><text>{cdata(name)}</text></tag>" for name in names)
    return f"<tags>{tags}</tags>\n" if tags else ""


_TAG = str.maketrans({"<": "‹", ">": "›", "`": "'"})
"""Moodle takes these three out of tags."""
