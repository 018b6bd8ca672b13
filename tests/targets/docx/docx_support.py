"""Word documents of decks, read back by python-docx and lxml."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Any

import docx
from docx.document import Document
from lxml import etree

from quizkit.media import Medium
from quizkit.model.deck import Deck
from quizkit.targets import docx as target
from quizkit.targets.base import Job, Options, Output

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"

QUESTIONS: tuple[dict[str, Any], ...] = (
    {"id": "ch", "type": "choice", "prompt": "Which one?", "answer": {"text": "right", "feedback": "Zebra yes"},
     "distractors": ["wrong", "worse"], "explanation": "Zebra reason", "points": 2},
    {"id": "mu", "type": "multiple", "prompt": "Which ones?", "answers": ["oak", "elm"], "distractors": ["rose"]},
    {"id": "tf", "type": "true-false", "prompt": "Water is wet.", "answer": True, "hint": "Zebra hint"},
    {"id": "sa", "type": "short-answer", "prompt": "Say it.", "answer": "Zebra", "accept": ["Zebra too"]},
    {"id": "nu", "type": "numeric", "prompt": "How long?", "answer": 7.25, "tolerance": 0.25, "unit": "m"},
    {"id": "cl", "type": "cloze", "text": "In {{c1::Zebra::where}} and {{c2::Zebracadabra}}."},
    {"id": "ma", "type": "matching", "prompt": "Match.", "pairs": [["cow", "calf"], ["dog", "puppy"]],
     "distractors": ["foal"]},
    {"id": "or", "type": "ordering", "prompt": "Sort.", "items": ["mouse", "sheep", "whale"]},
    {"id": "es", "type": "essay", "prompt": "Discuss.", "answer": "Zebra model", "lines": 6,
     "rubric": [{"criterion": "Zebra criterion", "points": 3}], "facts": ["f"]},
    {"id": "fl", "type": "flashcard", "prompt": "front", "answer": "Zebra back"},
)  # fmt: skip
"""A question of every type; whatever only the teacher may see says “Zebra”."""


def make(*questions: dict[str, Any], **more: Any) -> Deck:
    """A deck of these questions."""
    base: dict[str, Any] = {
        "deck": "d",
        "title": "All sorts",
        "lang": "en",
        "sources": {"s": {"title": "Source book", "url": "https://example.org/?a=1&b=2"}},
        "facts": [{"id": "f", "statement": "Zebra statement", "source": {"ref": "s", "at": "page 3"}}],
    }
    return Deck.model_validate({**base, **more, "questions": questions or QUESTIONS})


def compiled(deck: Deck, media: dict[str, Medium] | None = None, **options: Any) -> Output:
    """What the target makes."""
    return target.compile(Job(deck=deck, options=Options(**options), media=media or {}))


def files(deck: Deck, media: dict[str, Medium] | None = None, **options: Any) -> dict[str, bytes]:
    """The files by name."""
    made: dict[str, bytes] = {}
    for item in compiled(deck, media, **options).files:
        stream = io.BytesIO()
        item.write(stream)
        made[item.name] = stream.getvalue()
    return made


def opened(content: bytes) -> Document:
    """The document as python-docx reads it."""
    return docx.Document(io.BytesIO(content))


def worksheet(*questions: dict[str, Any], **more: Any) -> Document:
    """The worksheet of these questions."""
    return opened(files(make(*questions, **more))["d-worksheet.docx"])


def key(*questions: dict[str, Any], **more: Any) -> Document:
    """The answer key of these questions."""
    return opened(files(make(*questions, **more))["d-key.docx"])


def entries(content: bytes) -> dict[str, bytes]:
    """The parts of a package."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def trees(content: bytes) -> Iterator[tuple[str, Any]]:
    """The XML parts of a package, parsed."""
    for name, data in entries(content).items():
        if name.endswith((".xml", ".rels")):
            yield name, etree.fromstring(data)


def paragraphs(document: Document, style: str = "") -> list[str]:
    """The texts of all paragraphs in their order, also those in tables; of one style by its id."""
    found = []
    for element in document.element.body.iter(f"{W}p"):
        named = element.find(f"{W}pPr/{W}pStyle")
        if not style or (named is not None and named.get(f"{W}val") == style):
            found.append(text(element))
    return found


def text(element: Any) -> str:
    """All text below an element, with tabs and line breaks."""
    pieces = []
    for node in element.iter(f"{W}t", f"{M}t", f"{W}tab", f"{W}br"):
        if node.tag == f"{W}tab" and node.getparent().tag == f"{W}tabs":
            continue
        pieces.append({f"{W}tab": "\t", f"{W}br": "\n"}.get(node.tag, node.text or ""))
    return "".join(pieces)
