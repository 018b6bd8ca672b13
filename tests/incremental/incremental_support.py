"""A small project of two decks, and how the tests build it."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable
from pathlib import Path

from quizkit import incremental
from quizkit.incremental import Asked, Outcome

DECK = """\
deck: {id}
title: A title
lang: en
questions:
  - id: red
    type: choice
    prompt: "Which is red? ![a square](pics/square.png)"
    answer: The left one
    distractors: [The right one, None]
  - {{id: essay, type: essay, prompt: 'Why {{{{x}}}}?'}}
  - {{id: blue, type: short-answer, prompt: Which is blue?, answer: The sky, hint: Look up}}
"""
ASKED = Asked(targets=("anki", "csv", "gift"))


def png(colour: int) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    pixels = zlib.compress(b"".join(b"\0" + bytes([colour] * 8) for _ in range(8)))
    header = struct.pack(">IIBBBBB", 8, 8, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


def build(asked: Asked = ASKED, *paths: str) -> Outcome:
    return incremental.build([Path(path) for path in paths or ("decks",)], asked)


def written(outcome: Outcome) -> set[str]:
    assert outcome.ok, outcome.diagnostics
    return {path.name for path in outcome.paths}


def snapshot() -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in Path("build").iterdir()}


EVERY = {"a.apkg", "a.csv", "a-quizlet.tsv", "a-anki.txt", "a.gift.txt"}
ALL = EVERY | {name.replace("a", "b", 1) for name in EVERY}


def append(path: str, text: str) -> Callable[[], None]:
    def change() -> None:
        with Path(path).open("a", encoding="utf-8") as stream:
            stream.write(text)

    return change
