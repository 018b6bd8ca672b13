"""Anki: one `.apkg` a deck, made so that a student's history survives every release of it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from quizkit.targets.base import Job, Output, OutputFile, counted

if TYPE_CHECKING:
    from quizkit.targets.anki.notes import Prepared

NAME = "anki"
SUMMARY = "Anki deck (.apkg) for computers, phones and the web"


def compile(job: Job, prepared: Prepared | None = None) -> Output:
    """The deck as one `.apkg`.

    `prepared` spares a second rendering where the caller, to know the stamps of `job`, has called
    `quizkit.targets.anki.notes.prepare` before.
    """
    from quizkit.targets.anki import package
    from quizkit.targets.anki.notes import prepare
    from quizkit.targets.anki_escape import deck_name, paragraphs

    if prepared is None:
        prepared = prepare(job.deck, job.media, job.progress)
    cards = sum(len(note.ordinals) for note in prepared.notes)
    content = package.Package(
        deck_id=job.deck.deck,
        deck_name=job.anki_deck_name or deck_name(job.deck.title),
        description=paragraphs(job.deck.description or ""),
        notes=prepared.notes,
        media=prepared.media,
        stamps=job.stamps,
        note_types=job.note_types,
    )
    file = OutputFile(
        name=f"{job.deck.deck}.apkg",
        write=partial(package.write, content),
        about=f"{counted(len(prepared.notes), 'note')}, {counted(cards, 'card')}",
    )
    return Output((file,), prepared.findings, prepared.losses)
