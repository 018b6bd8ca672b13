"""Decks and the files that the target makes of them."""

from __future__ import annotations

import io

from quizkit.model.deck import Deck
from quizkit.targets import csv as target
from quizkit.targets.base import Job, Options, Output

CHOICE = {"id": "q", "type": "choice", "prompt": "?", "answer": "right", "distractors": ["b", "c"]}


def made(*questions: dict[str, object], **header: object) -> Deck:
    return Deck.model_validate({"deck": "d", "title": "T", "lang": "en", **header, "questions": questions})


def output(deck: Deck, seed: str = "") -> Output:
    return target.compile(Job(deck, Options(seed=seed)))


def bytes_of(made: Output, ending: str) -> bytes:
    (file,) = [item for item in made.files if item.name.endswith(ending)]
    stream = io.BytesIO()
    file.write(stream)
    return stream.getvalue()
