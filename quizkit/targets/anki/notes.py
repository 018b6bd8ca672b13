"""A deck → its notes, rendered once: what the lock hashes and what the package holds."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from quizkit.diagnostics import Finding, Loc
from quizkit.media import Medium
from quizkit.model.deck import Deck
from quizkit.model.questions import Cloze, Flashcard, Question
from quizkit.targets import anki_escape as escape
from quizkit.targets.anki import fields, identity
from quizkit.targets.anki.schema import FIELDS
from quizkit.targets.anki_html import Renderer, media_name
from quizkit.targets.base import Loss, Unsupported


@dataclass(frozen=True, slots=True)
class Note:
    """One note but for its time. `fields` are joined by U+001F, as Anki stores them.

    `guid` is the one that needs no lock; `ordinals` are the templates (or blanks) that make a card,
    from 0; `digest` changes when a student would see a difference.
    """

    question: str
    note_type: str
    guid: str
    fields: str
    tags: tuple[str, ...]
    ordinals: tuple[int, ...]
    digest: str


@dataclass(frozen=True, slots=True)
class Prepared:
    """A deck's notes in the deck's order, the pictures they use by their name in Anki, the findings."""

    notes: tuple[Note, ...]
    media: Mapping[str, Medium]
    findings: tuple[Finding, ...]
    losses: tuple[Loss, ...] = ()


def prepare(
    deck: Deck, media: Mapping[str, Medium], progress: Callable[[int], None] = lambda _done: None
) -> Prepared:
    """Renders every question. `progress` is called with the number of questions done since last time."""
    render = Renderer(deck, media)
    files: dict[str, Medium] = {}
    findings: list[Finding] = []
    losses: list[Loss] = []
    notes: list[Note] = []
    for index, question in enumerate(deck.questions):
        loc: Loc = ("questions", index)
        try:
            notes.append(_note(question, render))
        except Unsupported as reason:
            losses.append(Loss("refused", (*loc, *reason.loc), str(reason)))
        if render.used:
            files |= {media_name(medium): medium for medium in render.used.values()}
        if render.missing:
            findings += _missing(render, loc)
        if index % 500 == 499:
            progress(500)
    progress(len(deck.questions) % 500)
    return Prepared(tuple(notes), dict(sorted(files.items())), tuple(findings), tuple(losses))


def _missing(render: Renderer, loc: Loc) -> Iterator[Finding]:
    for name in render.missing:
        yield Finding(
            "QK121", f"the picture `{name}` is not on the card: no file of this name came with the deck", loc
        )


def _note(question: Question, render: Renderer) -> Note:
    render.used, render.missing = {}, {}
    name = identity.note_type_of(question)
    named = fields.values(question, render) | render.shared(question)
    values = [named.get(field, "") for field in FIELDS[name]]
    tags = _tags(question, render.deck)
    digests = [medium.digest for medium in render.used.values()]
    return Note(
        question=question.id,
        note_type=name,
        guid=identity.guid_of(render.deck.deck, question),
        fields="\x1f".join(values),
        tags=tags,
        ordinals=_ordinals(question, render),
        digest=identity.content_digest(values, tags, digests),
    )


def _tags(question: Question, deck: Deck) -> tuple[str, ...]:
    """The deck's tags, the question's, and its difficulty as a tag to make filtered decks with."""
    own = [*deck.tags, *question.tags]
    if question.difficulty:
        own.append(f"difficulty::{question.difficulty}")
    return tuple(dict.fromkeys(map(escape.tag, own)))


def _ordinals(question: Question, render: Renderer) -> tuple[int, ...]:
    if isinstance(question, Cloze):
        if not render.numbers:
            raise Unsupported("none of the blanks can be shown, so Anki would make no card", ("text",))
        return tuple(number - 1 for number in sorted(render.numbers))
    return (0, 1) if isinstance(question, Flashcard) and question.reverse else (0,)
