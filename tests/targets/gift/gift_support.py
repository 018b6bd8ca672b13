"""A reader of GIFT that does, step by step, what Moodle's importer does.

No package on PyPI reads GIFT as Moodle does (pygiftparser knows neither `[html]` nor weights below
zero), so this was written after Moodle's question/format.php and question/format/gift/format.php, in
other words, and compared with that code, run by PHP, over thousands of texts. It shares nothing with
quizkit/targets/gift.
"""

from __future__ import annotations

import html
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

from quizkit.model.deck import Deck
from quizkit.targets import gift
from quizkit.targets.base import Job, Output

MARKS = {
    ":": "&&058;",
    "#": "&&035;",
    "=": "&&061;",
    "{": "&&123;",
    "}": "&&125;",
    "~": "&&126;",
    "n": "&&010",
}
BLANK = " \n\r\t\v\0"
FORMATS = ("html", "markdown", "plain", "moodle")


@dataclass
class Said:
    """A text and its format: "moodle" is HTML too."""

    text: str = ""
    format: str = "moodle"


@dataclass
class Answer:
    text: str
    format: str
    share: float
    feedback: Said


@dataclass
class Read:
    """A question as Moodle has it after the import."""

    type: str
    name: str = ""
    id: str = ""
    tags: list[str] = field(default_factory=list)
    stem: Said = field(default_factory=Said)
    feedback: Said = field(default_factory=Said)
    single: bool = False
    answers: list[Answer] = field(default_factory=list)
    pairs: list[tuple[Said, str]] = field(default_factory=list)
    numbers: list[tuple[str, str]] = field(default_factory=list)
    true: bool = False


def read(content: str) -> list[Read]:
    """The questions of a file, and its categories as questions of the type `category`."""
    blocks: list[list[str]] = [[]]
    for row in (line.strip(BLANK) for line in content.split("\n")):
        if row in ("", "0"):
            blocks.append([])
        else:
            blocks[-1].append(row)
    return [found for block in blocks if block and (found := _question(block))]


def one(content: str) -> Read:
    """The only question of a file."""
    (found,) = (item for item in read(content) if item.type != "category")
    return found


def _question(rows: list[str]) -> Read | None:
    notes = "\n".join(row for row in rows if row.startswith("//"))
    text = "\n".join(" " if row.startswith("//") else row for row in rows).strip(BLANK)
    if not text:
        return None
    text = _hidden(text)
    if text.startswith("$CATEGORY:"):
        return Read("category", name=text[10:].strip(BLANK))
    name = ""
    if text.startswith("::") and "::" in text[2:]:
        name, _, text = text[2:].partition("::")
        text = text.strip(BLANK)
    start, end = text.find("{"), text.find("}")
    assert min(start, end) >= 0, f"no braces: {text}"
    inner = text[start + 1 : end].strip(BLANK)
    stem = text[:start] + ("" if text.endswith("}") else "_____") + text[end + 1 :]
    general = ""
    if "####" in inner:
        inner, _, general = inner.rpartition("####")
        inner = inner.strip(BLANK)
    found = Read(_type(inner), _bare(name).strip(BLANK), stem=_said(stem, "moodle"))
    found.feedback = _said(general, found.stem.format)
    if match := re.search(r"\[id:((?:\\]|[^\]])+)]", notes):
        found.id = match[1].strip(BLANK).replace("\\]", "]")
    found.tags = [
        tag.strip(BLANK).replace("\\]", "]") for tag in re.findall(r"\[tag:((?:\\]|[^\]<>`])+)]", notes)
    ]
    _fill(found, inner)
    return found


def _type(inner: str) -> str:
    assert not re.match(r"\s*>\s*\d", inner), "taken for an ordering"
    if not inner:
        return "essay"
    if inner[0] == "#":
        return "numerical"
    if "~" in inner:
        return "multichoice"
    if "=" in inner and "->" in inner:
        return "match"
    return (
        "truefalse"
        if inner.split("#", maxsplit=1)[0].strip(BLANK) in ("T", "TRUE", "F", "FALSE")
        else "shortanswer"
    )


def _fill(found: Read, inner: str) -> None:
    format = found.stem.format
    match found.type:
        case "multichoice":
            found.single = "=" in inner
            pieces = _split(inner.replace("=", "~="), "~")
            found.answers = [_weighed(piece, format, 0.0) for piece in pieces]
        case "shortanswer":
            found.answers = [_weighed(piece, format, 1.0) for piece in _split(inner, "=")]
        case "match":
            for piece in _split(inner, "="):
                left, arrow, right = piece.partition("->")
                assert arrow, f"no pair: {piece}"
                found.pairs.append((_said(left, format), _bare(right).strip(BLANK)))
        case "truefalse":
            found.true = inner.split("#", maxsplit=1)[0].strip(BLANK) in ("T", "TRUE")
        case "numerical":
            for piece in _split(inner[1:], "="):
                assert not re.match(r"%|.*\.\.", piece), piece
                number, _, tolerance = piece.partition(":")
                found.numbers.append((number.strip(BLANK), tolerance.strip(BLANK) or "0"))


def _split(text: str, mark: str) -> list[str]:
    pieces = [piece.strip(BLANK) for piece in text.split(mark)]
    return pieces[1:] if pieces[0] in ("", "0") else pieces


def _weighed(piece: str, format: str, share: float) -> Answer:
    if share == 0 and piece.startswith("="):
        piece, share = piece[1:], 1.0
    elif re.match(r"%-*[0-9]{1,2}\.?[0-9]*%", piece):
        percent, _, piece = piece[1:].partition("%")
        share = float(percent) / 100
    text, _, remark = piece.partition("#")
    said = _said(text.strip(BLANK), format)
    return Answer(said.text, said.format, share, _said(remark.strip(BLANK), format))


def _said(text: str, format: str) -> Said:
    if text.startswith("["):
        end = text.find("]")
        name = text[1:end]  # without a bracket, Moodle takes all but the last letter
        if name in FORMATS:
            text, format = text[end + 1 :], name
    return Said(_bare(text).strip(BLANK), format)


def _hidden(text: str) -> str:
    text = text.replace("\\\\", "&&092;")
    for char, mark in MARKS.items():
        text = text.replace(f"\\{char}", mark)
    return text.replace("&&092;", "\\")


def _bare(text: str) -> str:
    for char, mark in MARKS.items():
        text = text.replace(mark, "\n" if char == "n" else char)
    return text


class _Texts(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []

    def handle_data(self, data: str) -> None:
        self.parts.append(data)


def seen(said: Said | Answer) -> str:
    """What students read of a text: its HTML without tags."""
    if said.format == "plain":
        return said.text
    assert said.format in ("html", "moodle"), said
    parser = _Texts()
    parser.feed(said.text)
    parser.close()
    return "".join(parser.parts)


def picked(raw: str) -> str:
    """What students read of a string that Moodle shows by `format_string`."""
    raw = re.sub(r"&(?![a-zA-Z0-9#]{1,8};)", "&amp;", raw)
    assert not re.search(r"<(?!\s)", raw), f"dropped as a tag: {raw}"
    return html.unescape(raw)


def typed(raw: str) -> str:
    """What students have to type for an accepted answer: there is no wildcard in it."""
    assert not re.search(r"(?<!\\)\*", raw), f"a wildcard: {raw}"
    return raw.replace("\\*", "*")


def compiled(deck: Deck, **options: object) -> tuple[str, Output]:
    """The file of a deck and what is said of it."""
    output = gift.compile(Job(deck, **options))  # type: ignore[arg-type]
    if not output.files:
        return "", output
    stream = io.BytesIO()
    output.files[0].write(stream)
    return stream.getvalue().decode(), output


def by_id(deck: Deck) -> dict[str, Read]:
    """The questions of a deck after the import, by id."""
    return {item.id: item for item in read(compiled(deck)[0]) if item.type != "category"}


def what(output: Output) -> Iterator[tuple[str, str]]:
    """The kinds and the words of what is lost."""
    return ((loss.kind, loss.what) for loss in output.losses)
