"""Reads our Moodle XML as Moodle does, with parsers that are not ours: lxml for XML and for HTML.

The rules of embedded answers, gaps and options are Moodle's (`qtype_multianswer`, `qtype_gapselect`,
`format_string`), written anew here.
"""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from html import unescape

from lxml import etree
from lxml import html as lxml_html

from quizkit.model.deck import Deck
from quizkit.targets import moodle
from quizkit.targets.base import Job, Output

NAMES = {"multichoice", "truefalse", "shortanswer", "numerical", "matching", "essay", "cloze", "gapselect"}


def compiled(deck: Deck, **job: object) -> Output:
    return moodle.compile(Job(deck, **job))  # type: ignore[arg-type]


def content(output: Output) -> bytes:
    (file,) = output.files
    stream = io.BytesIO()
    file.write(stream)
    return stream.getvalue()


def questions(data: bytes) -> dict[str, etree._Element]:
    """The questions by our id, the category under `category`."""
    root = etree.fromstring(data)
    assert root.tag == "quiz"
    found = {}
    for element in root:
        assert element.tag == "question"
        name = element.findtext("idnumber").rpartition("/")[2]
        found["category" if element.get("type") == "category" else name] = element
    return found


def read(deck: Deck, **job: object) -> dict[str, etree._Element]:
    return questions(content(compiled(deck, **job)))


def raw(element: etree._Element, path: str = "") -> str:
    """The text of a field, trimmed as Moodle does."""
    return (element.findtext(f"{path}/text" if path else "text") or "").strip(" \t\n\r\0\x0b")


def seen(html: str) -> str:
    """What a browser shows of HTML, on one line."""
    text = lxml_html.fragment_fromstring(html, create_parent="div").text_content() if html else ""
    return re.sub(r"[ \n]+", " ", text).strip()


def shown(element: etree._Element, path: str = "") -> str:
    return seen(raw(element, path))


def option(text: str) -> str:
    """What `format_string` makes of an option of a list: no tags, references as characters."""
    assert "<" not in text, "Moodle would take a tag out"
    return unescape(re.sub(r"&(?![a-zA-Z0-9#]{1,8};)", "&amp;", text))


def answer(pattern: str) -> str:
    """The only answer that a short answer's pattern accepts."""
    assert not re.search(r"(?<!\\)\*", pattern), "a wildcard"
    return pattern.replace(r"\*", "*")


@dataclass(frozen=True)
class Embedded:
    """An embedded answer: its marks, and the patterns that are right."""

    marks: int
    right: tuple[str, ...]


_START = re.compile(r"\{(\d*):(SHORTANSWER|SA|MW|MULTICHOICE|MC|NUMERICAL|NM|SHORTANSWER_C|SAC|MWC):")


def embedded(html: str) -> tuple[str, list[Embedded]]:
    """A cloze text with `{#1}` in the place of each embedded answer, and the answers.

    An answer ends before `~`, `#` or `}` that has neither a backslash nor `&` nor `&amp;` before it.
    """
    found: list[Embedded] = []
    while start := _START.search(html):
        position, right = start.end(), []
        while True:
            end = position + 1
            while html[end] not in "~#}" or re.search(r"(\\|&|&amp;)$", html[:end]):
                end += 1
            assert html[position] == "=", "all of ours are right"
            decoded = unescape(html[position + 1 : end])
            right.append(answer(decoded.replace(r"\}", "}").replace(r"\#", "#").strip()))
            assert html[end] != "#", "we write no feedback there"
            position = end + 1
            if html[end] == "}":
                break
        found.append(Embedded(int(start[1] or 1), tuple(right)))
        html = f"{html[: start.start()]}{{#{len(found)}}}{html[position:]}"
    return html, found
