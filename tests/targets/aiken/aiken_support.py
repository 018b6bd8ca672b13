"""A reader of Aiken that does what Moodle's importer does (question/format/aiken/format.php).

There is no package for Aiken on PyPI; this was written after that code, in other words, and compared
with it, run by PHP. It shares nothing with quizkit/targets/aiken.
"""

from __future__ import annotations

import html
import io
import re
from dataclasses import dataclass, field

from quizkit.model.deck import Deck
from quizkit.targets import aiken
from quizkit.targets.base import Job, Output


@dataclass
class Read:
    """A question as Moodle has it: HTML, turned back into what students read."""

    stem: str
    options: list[str] = field(default_factory=list)
    key: int = -1


def read(content: str) -> list[Read]:
    """The questions of a file. Whatever the importer would complain about fails."""
    found: list[Read] = []
    asked: Read | None = None
    for line in (piece.strip(" \n\r\t\v\0") for piece in re.split(r"[\n\r]", content)):
        if len(line.encode()) < 2:
            continue
        if re.match(r"[A-Z][).]", line):
            assert asked, f"an option without a question: {line}"
            asked.options.append(shown(line[2:]))
        elif line.startswith("ANSWER:"):
            assert asked, "a key without a question"
            assert len(asked.options) >= 2, asked
            asked.key = ord(line[7:].strip()[0]) - ord("A")
            found.append(asked)
            asked = None
        else:
            assert asked is None, f"a question inside of another: {line}"
            asked = Read(shown(line))
    assert asked is None
    return found


def shown(text: str) -> str:
    """What students read of a line: the importer escapes it as HTML, the browser turns it back."""
    return html.unescape(html.escape(text.strip(" \n\r\t\v\0"), quote=False))


def compiled(deck: Deck) -> tuple[str, Output]:
    """The file of a deck and what is said of it."""
    output = aiken.compile(Job(deck))
    if not output.files:
        return "", output
    stream = io.BytesIO()
    output.files[0].write(stream)
    return stream.getvalue().decode(), output
