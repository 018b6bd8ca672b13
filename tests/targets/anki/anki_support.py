"""A deck with everything in it, and a student's collection in the real Anki."""

from __future__ import annotations

import hashlib
import re
import struct
import zlib
from collections.abc import Mapping
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

# First of all of anki's modules: the others import one another in a circle.
from anki.collection import Card, Collection, ImportAnkiPackageOptions, ImportAnkiPackageRequest

from quizkit.media import Medium
from quizkit.model.deck import Deck
from quizkit.targets import anki
from quizkit.targets.base import Job

QUESTIONS: dict[str, dict[str, Any]] = {
    "flashcard": {
        "prompt": "What is the capital of *Ukraine*?",
        "answer": "Kyiv",
        "reverse": True,
        "hint": "On the Dnipro.",
        "explanation": "The capital since 1934.",
        "facts": ["members"],
        "tags": ["geography"],
        "difficulty": "easy",
        "points": "1.5",
    },
    "choice": {
        "prompt": "How many member states did NATO have?",
        "answer": {"text": 32, "feedback": "Sweden was the 32nd."},
        "distractors": [{"text": 30, "feedback": "Until Finland joined."}, 31, 28],
        "image": {"file": "flag.png", "alt": "A flag"},
        "hint": "Two had joined since 2023.",
        "explanation": "Sweden had become the 32nd.",
        "facts": ["members", "plans"],
    },
    "multiple": {
        "prompt": "Which are tasks of the office?",
        "answers": ["It advises", {"text": "It informs", "feedback": "This too."}],
        "distractors": [{"text": "It commands troops", "feedback": "It has none."}, "It sells arms"],
        "facts": ["members"],
    },
    "true-false": {"prompt": "The headquarters is in Wiesbaden.", "answer": True},
    "short-answer": {
        "prompt": "In which German city?",
        "answer": "Wiesbaden",
        "accept": ["Wiesbaden, Germany"],
        "accents": False,
    },
    "numeric": {"prompt": "When was it founded?", "between": [1997, 1999], "unit": "AD"},
    "cloze": {
        "text": "A {{c1::senior official::who?}} goes to {{c3::Kyiv}}. $x^{2^{3}}$",
        "accept": {1: ["high official", "top official"]},
        "word_bank": True,
        "distractors": ["Lviv"],
    },
    "matching": {
        "prompt": "Match each place with what is there.",
        "pairs": [["Wiesbaden", "headquarters"], ["Kyiv", "representation"], ["Washington", "summit"]],
        "distractors": ["parliament"],
        "passage": "tracks",
    },
    "ordering": {"prompt": "The earliest first.", "items": ["centre", "representation", "Finland", "Sweden"]},
    "essay": {
        "prompt": "Why did NATO plan this?",
        "answer": "To keep help going.\n\nWhoever governs.",
        "rubric": [
            {"criterion": "names the doubt", "points": 2},
            {"criterion": "names continuity", "points": 1},
        ],
    },
}


def everything(**changes: Any) -> Deck:
    """A deck with one question of each type; the id is the type. `changes` replace fields of the deck."""
    questions = [{"id": type, "type": type, **body} for type, body in QUESTIONS.items()]
    return deck(*questions, **changes)


def deck(*questions: Mapping[str, Any], **changes: Any) -> Deck:
    """A deck with these questions, and with facts, a source and a passage to refer to."""
    base = {
        "deck": "demo",
        "title": "A demo",
        "lang": "en",
        "tags": ["nato"],
        "sources": {
            "article": {"title": "An article", "published": "2024-07", "url": "https://example.org/a"}
        },
        "facts": [
            {
                "id": "members",
                "statement": "NATO has **32** members.",
                "source": {"ref": "article", "at": "bullet 2"},
                "as_of": "2024-07",
            },
            {"id": "plans", "statement": "It has plans.", "source": {"ref": "article", "at": "bullet 1"}},
        ],
        "passages": [{"id": "tracks", "title": "Two tracks", "text": "One.\n\nTwo.", "source": "article"}],
        "questions": questions,
    }
    return Deck.model_validate({**base, **changes})


def png(color: tuple[int, int, int] = (40, 90, 160)) -> bytes:
    """A small picture."""
    rows = b"".join(b"\0" + bytes(color) * 60 for _ in range(40))
    parts = [
        (b"IHDR", struct.pack(">IIBBBBB", 60, 40, 8, 2, 0, 0, 0)),
        (b"IDAT", zlib.compress(rows)),
        (b"IEND", b""),
    ]
    chunks = [
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
        for name, body in parts
    ]
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def picture(folder: Path, name: str = "flag.png", data: bytes | None = None) -> dict[str, Medium]:
    """`Job.media` with one picture that lies in `folder`."""
    data = png() if data is None else data
    path = folder / hashlib.sha256(data).hexdigest()[:12]
    path.write_bytes(data)
    return {name: Medium(name, path, "png", len(data), hashlib.sha256(data).hexdigest(), 60, 40)}


def build(folder: Path, deck: Deck, **job: Any) -> Path:
    """The deck's package, in `folder`."""
    file = anki.compile(Job(deck=deck, **job)).files[0]
    path = folder / file.name
    with path.open("wb") as stream:
        file.write(stream)
    return path


class Student:
    """A student's collection. Imports are made with the options that Anki's dialog starts with."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.col = Collection(str(folder / "collection.anki2"))

    def take(self, package: Path) -> Any:
        request = ImportAnkiPackageRequest(package_path=str(package), options=ImportAnkiPackageOptions())
        return self.col.import_anki_package(request).log

    def card(self, question: str, ordinal: int = 0, deck: str = "demo") -> Card:
        cards = [self.col.get_card(id) for id in self.col.find_cards(f'"Id:{deck}/{question}"')]
        return next(card for card in cards if card.ord == ordinal)

    def note_types(self) -> list[str]:
        return sorted(
            item.name for item in self.col.models.all_names_and_ids() if item.name.startswith("quizkit")
        )

    def style(self, note_type: str) -> str:
        self.col.models._clear_cache()  # an import does not
        found = self.col.models.by_name(note_type)
        assert found
        return str(found["css"])

    def page(self, card: Card, side: str, *, typed: str = "", classes: str = "", base: str = "") -> str:
        """One side as the reviewer shows it, Anki's field or comparison of a typed answer included.

        `base` is where the pictures are: without it, the collection's folder.
        """
        shown = card.question() if side == "front" else card.answer()

        def answer(found: re.Match[str]) -> str:
            if side == "front":
                return '<center><input type=text id=typeans style="font-family: Arial; font-size: 20px;"></center>'
            strict = not found[1].startswith("nc:")
            expected = card.note()[found[1].removeprefix("nc:")]
            return f"<div>{self.col.compare_answer(expected, typed, strict)}</div>"

        shown = re.sub(r"\[\[type:(.+?)\]\]", answer, shown)
        base = base or Path(self.col.media.dir()).as_uri() + "/"
        return (
            f'<!doctype html><html><head><meta charset="utf-8"><base href="{base}">'
            '<meta name="viewport" content="width=device-width, initial-scale=1">'
            "<style>body { margin: 20px; overflow-wrap: break-word }</style></head>"
            f'<body class="card card{card.ord + 1} {classes}"><div id="qa">{shown}</div></body></html>'
        )


class _Texts(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self.hidden = 0

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        self.pieces.append("")
        self.hidden += tag in ("style", "script")

    def handle_endtag(self, tag: str) -> None:
        self.pieces.append("")
        self.hidden -= tag in ("style", "script")

    def handle_data(self, data: str) -> None:
        if self.hidden:
            return
        if self.pieces and self.pieces[-1]:
            self.pieces[-1] += data
        else:
            self.pieces.append(data)


def texts(html: str) -> list[str]:
    """The text nodes of a page, as MathJax meets them."""
    parser = _Texts()
    parser.feed(html)
    parser.close()
    return [piece for piece in parser.pieces if piece]


def text(html: str) -> str:
    """What a student reads."""
    return "".join(texts(html))
