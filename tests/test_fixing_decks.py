"""`quizkit check --fix` on whole decks in every way that YAML and JSON can be written.

Each deck is made of pieces that stay and slips whose mending is known, so that the bytes that have to
come out are known before: all others are the old ones.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from quizkit import fixing, pipeline
from quizkit.diagnostics import Diagnostic, has_errors

Piece = tuple[str, str]
"""Something of a deck: as it is written, and as it should be afterwards."""

WORDS = st.sampled_from(
    ["one", "été", "e\u0301t", "😀", "don't", "50 %", "日本", "l\u2019eau", "3\u00a0km", "a-b"]
)
SLIPS = [("  ", " "), ("   ", " "), ("\t", " "), (" \t ", " "), (" \u00a0", "\u00a0"), ("\u202f ", "\u202f")]
ESCAPED = [("\\t", " "), ("\\t ", " "), (" \\u0020", " "), ("\\u00A0\\u00A0", "\\u00A0")]
STYLES = [
    "plain",
    "plain lines",
    "'",
    "' lines",
    '"',
    '" lines',
    "|",
    "|-",
    "|+",
    ">",
    ">-",
    ">+",
    "|2",
    ">2",
]
REMARKS = st.sampled_from(["", "", "  # a  remark\t here ", " # it''s  'so'"])


@st.composite
def lines(draw: st.DrawFn, count: int, slips: list[Piece]) -> list[Piece]:
    """Some lines of text."""
    found = []
    for number in range(count):
        before = after = f"L{number}"
        for word in draw(st.lists(WORDS, min_size=1, max_size=3)):
            was, now = draw(st.sampled_from([(" ", " "), *slips]))
            before, after = before + was + word, after + now + word
        found.append((before, after))
    return found


@st.composite
def scalars(draw: st.DrawFn, *, flow: bool, indent: int) -> Piece:
    """A text as the value of a field, with what follows in its line; inside braces or below `indent` blanks."""
    style = draw(st.sampled_from(STYLES[:6] if flow else STYLES))
    quote, several = style[0] if style[0] in "'\"" else "", style.endswith("lines") or style[0] in "|>"
    slips = [*SLIPS, *ESCAPED] if quote == '"' else SLIPS
    parts = draw(lines(draw(st.integers(2, 3)) if several else 1, slips))
    if quote == "'":
        parts = [(before.replace("'", "''"), after.replace("'", "''")) for before, after in parts]
    if style[0] in "|>":
        return draw(_block(style, parts, indent))
    joint = "\n" + " " * (indent + draw(st.integers(1, 3)))
    if quote:
        joint = draw(st.sampled_from(["", "  "])) + joint  # blanks that YAML itself drops are no slips
    remark = "" if flow else draw(REMARKS)
    before, after = (joint.join(part[side] for part in parts) for side in (0, 1))
    return quote + before + quote + remark, quote + after + quote + remark


@st.composite
def _block(draw: st.DrawFn, style: str, parts: list[Piece], indent: int) -> Piece:
    deeper = " " * (indent + 2)
    before = after = style + draw(REMARKS)
    for was, now in parts:
        end = draw(st.sampled_from(["", "", " ", "\t"]))
        if "-" in style and (was, now) == parts[-1]:
            end = ""  # no line ends there: no slip of any rule
        before, after = f"{before}\n{deeper}{was}{end}", f"{after}\n{deeper}{now}"
    return before, after


def put(template: str, **pieces: Piece) -> Piece:
    before, after = (
        template.format(**{name: piece[side] for name, piece in pieces.items()}) for side in (0, 1)
    )
    return before, after


@st.composite
def numbers(draw: st.DrawFn, number: int, *, flow: bool) -> Piece:
    """A choice of numbers, which gets `shuffle: false` behind its type unless it has the field."""
    quote = draw(st.sampled_from(["", '"', "'"]))
    name = draw(st.sampled_from(["type", '"type"', "'type'"]))
    known = draw(st.sampled_from([None, "true", "false"]))
    fields = [
        f"id: q{number}",
        "prompt: How many members",
        "answer: 32",
        "distractors: [28, 30, {text: 31}]",
    ]
    if known:
        fields.append(f"shuffle: {known}")
    plain: list[Piece] = [(item, item) for item in fields]
    kind = f"{name}: {quote}choice{quote}"
    remark = "" if flow else draw(REMARKS)
    plain.append(
        (kind + remark, f"{kind}{remark}\n    shuffle: false" if not flow else f"{kind}, shuffle: false")
    )
    if known:
        plain[-1] = (kind + remark, kind + remark)
    return _fields(draw, draw(st.permutations(plain)), flow=flow)


@st.composite
def texts(draw: st.DrawFn, number: int, *, flow: bool) -> Piece:
    """A flashcard with texts of all kinds."""
    fields = [(f"id: q{number}", f"id: q{number}"), ("type: flashcard", "type: flashcard")]
    for name in ("prompt", "answer", "explanation"):
        key = draw(st.sampled_from([name, f'"{name}"', f"'{name}'"]))
        fields.append(put(key + ": {value}", value=draw(scalars(flow=flow, indent=4))))
    return _fields(draw, draw(st.permutations(fields)), flow=flow)


def _fields(draw: st.DrawFn, fields: list[Piece], *, flow: bool) -> Piece:
    """A question, in a line of its own or more."""
    start, joint, end = "  - ", "\n    ", "\n"
    if flow:
        joint = draw(st.sampled_from([", ", ",\n      ", ",  # so  so\n\n      ", " , "]))
        start, end = draw(st.sampled_from([("  - {", "}\n"), ("  - { ", "}\n"), ("  -   {", " }\n")]))
    before, after = (start + joint.join(item[side] for item in fields) + end for side in (0, 1))
    return before, after


@st.composite
def questions(draw: st.DrawFn) -> Piece:
    """The list of questions with remarks between them."""
    before = after = draw(
        st.sampled_from(["questions:\n", "# a  remark\t.\n\nquestions:   # x  y\n", '"questions":\n'])
    )
    if draw(st.integers(0, 3)) == 0:
        return draw(_one_list())
    for number in range(draw(st.integers(1, 4))):
        flow = draw(st.booleans())
        item = draw(draw(st.sampled_from([texts, numbers]))(number, flow=flow))
        between = draw(st.sampled_from(["", "\n", "  # between  them\t \n\n"]))
        before, after = before + item[0] + between, after + item[1] + between
    return before, after


@st.composite
def _one_list(draw: st.DrawFn) -> Piece:
    """All questions in brackets."""
    items = [
        draw(draw(st.sampled_from([texts, numbers]))(number, flow=True))
        for number in range(draw(st.integers(1, 3)))
    ]
    joint = draw(st.sampled_from([", ", ",", ",\n    "]))
    before, after = (joint.join(item[side].strip("\n -") for item in items) for side in (0, 1))
    return f"questions: [{before}]\n", f"questions: [{after}]\n"


def mend(folder: Path) -> Sequence[Diagnostic]:
    """What `check --fix` does, and what is left to say."""
    checked = pipeline.check([folder], lint=True, everything=True)
    assert not has_errors(checked.diagnostics), checked.diagnostics
    for fixed in fixing.fix(checked.repairs):
        assert not isinstance(fixed, OSError)
        fixed.path.write_bytes(fixed.content)
    return checked.diagnostics


HEAD = "deck: d{}  # its  id\ntitle: T\nlang: en\ndescription: {}\n"
ENCODINGS = [
    ("utf-8", b""),
    ("utf-8", b"\xef\xbb\xbf"),
    ("utf-16-le", b"\xff\xfe"),
    ("utf-16-be", b"\xfe\xff"),
]


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_a_fix_writes_these_bytes_and_no_others(data: st.DataObject) -> None:
    ending = data.draw(st.sampled_from(["\n", "\r\n"]))
    encoding, mark = data.draw(st.sampled_from(ENCODINGS))
    whole = data.draw(st.booleans())
    parts: dict[str, Piece] = {}
    for name in ("deck.yaml", "more.yaml", "sub/third.yml") if whole else ("d.yaml", "e.yaml"):
        asked = data.draw(questions())
        if whole:  # ids are those of all files
            asked = asked[0].replace("id: q", f"id: {name[0]}q"), asked[1].replace("id: q", f"id: {name[0]}q")
        head = put(HEAD.format(name[0], "{value}"), value=data.draw(scalars(flow=False, indent=0)))
        parts[name] = (
            put("{head}{asked}", head=head, asked=asked)
            if name in ("deck.yaml", "d.yaml", "e.yaml")
            else asked
        )
        if parts[name][0].rstrip() == parts[name][0][:-1] and data.draw(st.booleans()):
            parts[name] = (parts[name][0].removesuffix("\n"), parts[name][1].removesuffix("\n"))

    def coded(text: str) -> bytes:
        return mark + text.replace("\n", ending).encode(encoding)

    with TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "sub").mkdir()
        for path, (before, _) in parts.items():
            (folder / path).write_bytes(coded(before))
        mend(folder)
        for path, (before, after) in parts.items():
            made = (folder / path).read_bytes()
            assert made.removeprefix(mark).decode(encoding) == coded(after).removeprefix(mark).decode(
                encoding
            ), before
            assert made == coded(after)
        assert not [item for item in mend(folder) if item.fixable]
        for path, (_, after) in parts.items():
            assert (folder / path).read_bytes() == coded(after)


@given(st.data())
@settings(max_examples=40, deadline=None)
def test_a_fix_of_json_writes_these_bytes_and_no_others(data: st.DataObject) -> None:
    slips = [("  ", " "), ("\t", " "), (" \u00a0", "\u00a0"), ('  "\\', ' "\\')]
    sides: list[list[dict[str, object]]] = [[], []]
    for number in range(data.draw(st.integers(1, 4))):
        ((was, now),) = data.draw(lines(1, slips))
        choice = data.draw(st.booleans())
        for side, text in enumerate((was, now)):
            item: dict[str, object] = {"id": f"q{number}", "type": "choice" if choice else "flashcard"}
            if choice and side:
                item["shuffle"] = False
            more = (
                {"answer": "32", "distractors": [{"text": "28"}, 30]}
                if choice
                else {"answer": text, "hint": None}
            )
            sides[side].append({**item, "prompt": text, **more})
    indent, ascii = data.draw(st.sampled_from([None, 2, "\t"])), data.draw(st.booleans())
    ending = data.draw(st.sampled_from(["\n", "\r\n", "\r"]))
    head = {"deck": "d", "title": "T", "lang": "en"}
    texts = [json.dumps({**head, "questions": side}, indent=indent, ensure_ascii=ascii) for side in sides]
    before, after = (text.replace("\n", ending).encode() for text in texts)
    with TemporaryDirectory() as name:
        path = Path(name) / "d.json"
        path.write_bytes(before)
        mend(path)
        assert path.read_bytes().decode() == after.decode()
        assert not [item for item in mend(path) if item.fixable]
        assert path.read_bytes() == after
