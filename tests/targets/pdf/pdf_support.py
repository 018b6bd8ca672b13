"""Decks to print, and PDFs read back."""

from __future__ import annotations

import io
from typing import Any

import pikepdf
import pypdfium2

from quizkit.diagnostics import Finding
from quizkit.media import Medium
from quizkit.model.deck import Deck
from quizkit.targets import pdf
from quizkit.targets.base import Job, Options

ALL_KINDS: tuple[dict[str, Any], ...] = (
    {"id": "fc", "type": "flashcard", "prompt": "Front of a card", "answer": "Zebra answer"},
    {
        "id": "ch",
        "type": "choice",
        "prompt": "Capital of France",
        "answer": "Paris",
        "distractors": ["Lyon", {"text": "Marseille", "feedback": "Zebra feedback"}, "None of these"],
        "last": "None of these",
        "explanation": "Zebra explanation",
        "hint": "Zebra hint",
        "facts": ["f"],
    },
    {
        "id": "mu",
        "type": "multiple",
        "prompt": "Prime numbers",
        "answers": ["seven", "three"],
        "distractors": ["four", "six"],
    },
    {"id": "tf", "type": "true-false", "prompt": "The earth is flat", "answer": False},
    {
        "id": "sa",
        "type": "short-answer",
        "prompt": "Largest planet",
        "answer": "Zebra Jupiter",
        "accept": ["Zebra Jove"],
    },
    {
        "id": "nu",
        "type": "numeric",
        "prompt": "Length of the Nile",
        "answer": "987654",
        "tolerance": "1111",
        "unit": "km",
    },
    {
        "id": "cl",
        "type": "cloze",
        "text": "The {{c1::Zebra cell::a hint}} is {{c2::Zebra {{c3::small}}}} indeed",
    },
    {
        "id": "cb",
        "type": "cloze",
        "text": "In {{c1::Rome}} they speak {{c2::Italian}} today",
        "word_bank": True,
        "distractors": ["Spanish"],
    },
    {
        "id": "ma",
        "type": "matching",
        "prompt": "Match the animals",
        "pairs": [["cow", "calf"], ["dog", "puppy"], ["cat", "kitten"]],
        "distractors": ["foal"],
    },
    {"id": "or", "type": "ordering", "prompt": "Sort by size", "items": ["mouse", "sheep", "whale"]},
    {
        "id": "es",
        "type": "essay",
        "prompt": "Discuss the matter",
        "answer": "Zebra model answer",
        "rubric": [{"criterion": "Zebra criterion", "points": 3}],
        "passage": "p",
    },
)
"""A question of every type; whatever only the teacher may see says “Zebra”."""


def make(*questions: dict[str, Any], **more: Any) -> Deck:
    """A deck of these questions, with a fact and a passage to refer to."""
    base: dict[str, Any] = {
        "deck": "d",
        "title": "Sheet of everything",
        "lang": "en",
        "sources": {"s": {"title": "Source book", "published": "2021-03"}},
        "facts": [
            {
                "id": "f",
                "statement": "Zebra statement",
                "source": {"ref": "s", "at": "page 3"},
                "as_of": "2024-07",
            }
        ],
        "passages": [{"id": "p", "text": "A passage to read", "title": "Passage title", "source": "s"}],
    }
    return Deck.model_validate({**base, **more, "questions": questions})


def printed(
    deck: Deck, media: dict[str, Medium] | None = None, **options: Any
) -> tuple[dict[str, bytes], tuple[Finding, ...]]:
    """The files by name, and the findings."""
    output = pdf.compile(Job(deck=deck, options=Options(**options), media=media or {}))
    files: dict[str, bytes] = {}
    for item in output.files:
        buffer = io.BytesIO()
        item.write(buffer)
        assert item.name not in files
        files[item.name] = buffer.getvalue()
    return files, output.findings


def clean(deck: Deck, **options: Any) -> dict[str, bytes]:
    """The files of a deck about which there is nothing to say."""
    files, findings = printed(deck, **options)
    assert findings == ()
    return files


def text(content: bytes) -> str:
    """All text of a PDF, page after page, line ends as spaces."""
    document = pypdfium2.PdfDocument(content)
    try:
        pages = []
        for page in document:
            layer = page.get_textpage()
            pages.append(layer.get_text_bounded())
            layer.close()
            page.close()
        return " ".join(" ".join(pages).split())
    finally:
        document.close()


def squeezed(string: str) -> str:
    """A text without white space, for comparisons across line ends."""
    return "".join(string.split())


def open_pdf(content: bytes) -> pikepdf.Pdf:
    """The PDF's objects."""
    return pikepdf.open(io.BytesIO(content))


def tags(document: pikepdf.Pdf) -> list[tuple[str, pikepdf.Object]]:
    """The structure elements with their types, in reading order."""
    found: list[tuple[str, pikepdf.Object]] = []

    def walk(node: pikepdf.Object) -> None:
        if isinstance(node, pikepdf.Array):
            for child in node:  # type: ignore[attr-defined]
                walk(child)
        elif isinstance(node, pikepdf.Dictionary):
            if "/S" in node:
                found.append((str(node.S), node))
            if "/K" in node:
                walk(node.K)

    walk(document.Root.StructTreeRoot.K)
    return found
