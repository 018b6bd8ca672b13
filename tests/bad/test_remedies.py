"""A hint that shows what to write is taken at its word: written in place of the mistake, the deck is accepted."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from quizkit import check
from quizkit.diagnostics import Diagnostic, Severity

HEADER = "deck: d\ntitle: T\nlang: en\n"

TYPES = {
    "flashcard": ["prompt: Chien?", "answer: dog"],
    "choice": ["prompt: Which one?", "answer: Venus", "distractors: [Mars, Earth]"],
    "multiple": ["prompt: Which ones?", "answers: [oak, elm]", "distractors: [rose]"],
    "true-false": ["prompt: Water is wet.", "answer: true"],
    "short-answer": ["prompt: Say it.", "answer: dog"],
    "numeric": ["prompt: How long?", "answer: 8.4"],
    "cloze": ["text: 'Paris is the {{c1::capital}} of {{c2::France}}.'"],
    "matching": ["prompt: Match.", "pairs: [[Spain, Madrid], [Italy, Rome]]"],
    "ordering": ["prompt: Sort.", "items: [one, two, three]"],
    "essay": ["prompt: Discuss."],
}


def question(kind: str, written: str) -> str:
    """A deck of one question, with `written` as its last field, in place of the right one if it has that."""
    name = written.partition(":")[0]
    kept = [line for line in TYPES[kind] if not line.startswith(f"{name}:")]
    lines = [f"type: {kind}", *kept, *written.split("\n")]
    return HEADER + "questions:\n  - id: a\n" + "".join(f"    {line}\n" for line in lines)


def header(written: str) -> str:
    """A deck with `written` in its header."""
    name = written.partition(":")[0]
    kept = "".join(f"{line}\n" for line in HEADER.splitlines() if not line.startswith(f"{name}:"))
    return kept + written + "\n" + question("flashcard", "hint: pet").removeprefix(HEADER)


def worksheet(written: str) -> str:
    """A deck with `written` in a worksheet."""
    sections = "" if written.startswith("sections") else "    sections: [{}]\n"
    held = "".join(f"    {line}\n" for line in written.split("\n"))
    return header(f"worksheets:\n  - id: w\n{sections}{held}".rstrip("\n"))


QUESTIONS = [
    ("flashcard", "ignore: QK203"),
    ("flashcard", "ignore: qk203"),
    ("flashcard", "ignore: QK203, QK204"),
    ("flashcard", "ignore: QK203 my style"),
    ("flashcard", "ignore: [QK203]"),
    ("flashcard", "ignore: [qk203]"),
    ("flashcard", "ignore: ['QK203: my style']"),
    ("flashcard", "ignore: {QK203: my style}"),
    ("flashcard", "ignore: [{QK203: my style}]"),
    ("flashcard", "ignore: [QK203: my style]"),
    ("flashcard", "ignore:\n  QK203: my style"),
    ("flashcard", "ignore:\n  - QK203: 'my, style'"),
    ("flashcard", "ignore: {code: QK203, reason: my style}"),
    ("flashcard", "ignore: [{code: qk203, reason: my style}]"),
    ("flashcard", "ignore: [{code: 203, reason: my style}]"),
    ("flashcard", "ignore: [{code: QK 203, reason: my style}]"),
    ("flashcard", "ignore: [{code: QK-203, reason: my style}]"),
    ("flashcard", "ignore: [{code: QK203}]"),
    ("numeric", "between: 8.3 - 8.5"),
    ("numeric", "between: 8.3-8.5"),
    ("numeric", "between: 8.3 to 8.5"),
    ("numeric", "between: 8.3 and 8.5"),
    ("numeric", "between: 8.3 .. 8.5"),
    ("numeric", "between: 8.3–8.5"),
    ("numeric", "between: 8,3 à 8,5"),
    ("numeric", "between: entre 8,3 et 8,5"),
    ("numeric", "between: 8.3, 8.5"),
    ("numeric", "between: 8.3; 8.5"),
    ("numeric", "between: 8,3; 8,5"),
    ("numeric", "between: 8,3, 8,5"),
    ("numeric", "between: 8 9"),
    ("numeric", "between: 8 m - 9 m"),
    ("numeric", "between: -8 - 9"),
    ("numeric", "between: -8--7"),
    ("numeric", "between: (8.3, 8.5)"),
    ("numeric", "between: '[8.3, 8.5]'"),
    ("numeric", "between: ['8,3', '8,5']"),
    ("numeric", "between: [8.3 - 8.5]"),
    ("numeric", "between: ['8.3, 8.5']"),
    ("numeric", "between: {low: 8.3, high: 8.5}"),
    ("numeric", "between: {min: '8,3', max: '8,5'}"),
    ("numeric", "between: [9, 8]"),
    ("numeric", "between: 8"),
    ("numeric", "answer: 8,4"),
    ("numeric", "answer: 1 234"),
    ("numeric", "answer: 1,234.5"),
    ("numeric", "answer: 8.4 m"),
    ("numeric", "answer: 8,4 m"),
    ("numeric", "tolerance: '0,1'"),
    ("numeric", "tolerance: ± 0.1"),
    ("numeric", "tolerance: 5%"),
    ("numeric", "tolerance: -0.1"),
    ("flashcard", "points: '1,5'"),
    ("flashcard", "points: 2 points"),
    ("flashcard", "points: 2 pts"),
    ("flashcard", "points: 1/2"),
    ("flashcard", "points: ½"),
    ("essay", "lines: 10 lines"),
    ("essay", "lines: 10.5"),
    ("essay", "lines: about 10"),
    ("essay", "lines: 500"),
    ("essay", "lines: -1"),
    ("flashcard", "tags: french animals"),
    ("flashcard", "tags: french, animals"),
    ("flashcard", "tags: french; animals"),
    ("flashcard", "tags: '#french #animals'"),
    ("flashcard", "tags: french"),
    ("flashcard", "tags: [french animals]"),
    ("flashcard", "tags: ['unit 3', verbs]"),
    ("flashcard", "tags: {french: animals}"),
    ("flashcard", "facts: a b"),
    ("choice", "distractors: Mars, Earth"),
    ("choice", "distractors: Mars; Earth"),
    ("choice", "distractors: Mars / Earth"),
    ("choice", "distractors: 'Mars: red, Earth'"),
    ("choice", "distractors: '{Mars}'"),
    ("choice", "distractors: 'Mars [red], Earth'"),
    ("choice", "distractors: Mars"),
    ("choice", "distractors: {text: Mars, feedback: no}"),
    ("choice", "answer: [Venus]"),
    ("choice", "answer: {Rome: the capital}"),
    ("multiple", "answers: oak, elm"),
    ("multiple", "answers: oak and elm"),
    ("multiple", "answers: {oak: elm}"),
    ("short-answer", "accept: hound"),
    ("short-answer", "accept: hound, cur"),
    ("short-answer", "accept: hound; cur"),
    ("short-answer", "accept: hound / cur"),
    ("short-answer", "case: sometimes"),
    ("true-false", "answer: t"),
    ("true-false", "answer: True."),
    ("true-false", "answer: wrong"),
    ("true-false", "answer: right"),
    ("true-false", "answer: V"),
    ("true-false", "answer: F"),
    ("true-false", "answer: correct"),
    ("true-false", "answer: [true]"),
    ("cloze", "accept: main city"),
    ("cloze", "accept: [main city]"),
    ("cloze", "accept: {1: main city}"),
    ("cloze", "accept: {1: 'main city, seat'}"),
    ("cloze", "accept: {one: [main city]}"),
    ("cloze", "distractors: river, hill"),
    ("matching", "pairs: [Italy - Rome, Spain - Madrid]"),
    ("matching", "pairs:\n  - Italy - Rome\n  - Spain - Madrid"),
    ("matching", "pairs:\n  - Italy = Rome\n  - Spain = Madrid"),
    ("matching", "pairs:\n  - Italy -> Rome\n  - Spain -> Madrid"),
    ("matching", "pairs:\n  - Italy → Rome\n  - Spain → Madrid"),
    ("matching", "pairs:\n  - Italy, Rome\n  - Spain, Madrid"),
    ("matching", "pairs:\n  - Italy | Rome\n  - Spain | Madrid"),
    ("matching", "pairs:\n  Italy: Rome\n  Spain: Madrid"),
    ("matching", "pairs: Italy - Rome, Spain - Madrid"),
    ("matching", "pairs: Italy = Rome; Spain = Madrid"),
    ("matching", "pairs: {Italy: 'Rome, the old', Spain: Madrid}"),
    ("ordering", "items: one, two, three"),
    ("ordering", "items: one < two < three"),
    ("ordering", "items: one -> two -> three"),
    ("ordering", "items: {1: one, 2: two}"),
    ("ordering", "items: {first: one, second: two}"),
    ("essay", "rubric: clear; complete"),
    ("essay", "rubric: {clear: 2}"),
    ("essay", "rubric: {clear: 2, complete: 1}"),
    ("essay", "rubric: [{clear: 2}]"),
    ("flashcard", "difficulty: Easy"),
    ("flashcard", "difficulty: 3"),
    ("flashcard", "difficulty: difficult"),
    ("flashcard", "image: map.png"),
    ("flashcard", "images: map.png"),
    ("flashcard", "images: [map.png]"),
    ("flashcard", "reverse: both"),
    ("flashcard", "reverse: 'yes please'"),
]  # fmt: skip
HEADERS = [
    "tags: french animals", "lang: English", "lang: french", "lang: français", "lang: en_GB", "lang: [en]",
    "title: [T]", "deck: my deck", "deck: 'my deck: one'", "fresh_for: 18", "fresh_for: 1 an", "fresh_for: 2 ans",
    "fresh_for: 18 mois", "fresh_for: 90d", "fresh_for: one year", "fresh_for: a year",
    "fresh_for: 2years", "fresh_for: 1 week", "fresh_for: 2 semaines",
    "ignore: QK203", "ignore: {QK203: x}",
    "facts: [The sun is hot.]", "facts: {sun: The sun is hot.}",
    "facts: [{id: f, statement: x, as_of: 09/07/2024}]", "facts: [{id: f, statement: x, as_of: 2024-7}]",
    "facts: [{id: f, statement: x, as_of: 2024/07/09}]", "facts: [{id: f, statement: x, as_of: July 2024}]",
    "sources: {s: Book}", "sources: [Book]", "sources: Book",
    "passages: {p: A text.}", "passages: [A text.]",
]  # fmt: skip
WORKSHEETS = [
    "time: 40 min", "time: 40 minutes", "time: 1 h", "time: 1h30", "time: 1 h 30", "time: 40 mn", "time: 1.5 h",
    "time: 1:30", "time: half an hour", "time: 0", "time: 1 hour", "time: 40'", "time: 2 heures",
    "versions: A, B", "versions: [A, B]", "versions: two", "versions: 2 versions", "versions: A and B",
    "sections: all", "sections: {pick: 1}", "sections: [a]", "sections: a", "sections: [{questions: a}]",
    "sections: [{questions: a, pick: one}]", "sections: [{types: flashcard}]", "sections: [{tags: x}]", "sections: 3",
]  # fmt: skip

CASES = [
    *((f"{kind}-{written}", question(kind, written), written) for kind, written in QUESTIONS),
    *((written, header(written), written) for written in HEADERS),
    *((written, worksheet(written), written) for written in WORKSHEETS),
]


NOT_TOLD = {
    "ignore: QK203, QK204", "ignore: [{code: QK203}]", "between: 8", "answer: 8,4", "answer: 1 234", "answer: 1,234.5",
    "tolerance: '0,1'", "tolerance: 5%", "tolerance: -0.1", "points: '1,5'", "lines: 500", "lines: -1",
    "tags: [french animals]", "tags: ['unit 3', verbs]", "tags: {french: animals}", "answer: {Rome: the capital}",
    "case: sometimes", "answer: [true]", "accept: {one: [main city]}", "difficulty: 3", "reverse: both",
    "reverse: 'yes please'", "deck: my deck", "deck: 'my deck: one'", "fresh_for: 18",
    "facts: [{id: f, statement: x, as_of: 09/07/2024}]", "time: half an hour", "time: 0",
    "between: ['8,3', '8,5']",
}  # fmt: skip
"""Mistakes whose hints are words, or show only a part: what was meant cannot be told, or a rule explains more."""

LACKING = {"QK108", "QK114", "QK115", "QK121"}
"""What these small decks lack: the fact, the picture, the questions that a mended line asks for."""

SHOWN = re.compile(r"(?:write|write how many there are:) `([^`…]+)`(?:$|[,;])")


def _checked(text: str, folder: Path) -> tuple[Diagnostic, ...]:
    (folder / "deck.yaml").write_text(text, encoding="utf-8")
    return check(folder / "deck.yaml")


def _place(text: str, said: Diagnostic, name: str | None) -> tuple[int, int]:
    """Where the value begins and ends that a diagnostic is about; with a name, the whole field around it."""
    at = (said.span.line, said.span.column)
    found: list[tuple[int, int]] = []

    def walk(node: yaml.Node) -> None:
        entries = node.value if isinstance(node, yaml.MappingNode) else ()
        for key, value in entries:
            inside = _starts(key) <= at <= (value.end_mark.line + 1, value.end_mark.column + 1)
            if (key.value == name and inside) or (name is None and at in (_starts(key), _starts(value))):
                found.append((key.start_mark.index if name else value.start_mark.index, value.end_mark.index))
            walk(value)
        for item in node.value if isinstance(node, yaml.SequenceNode) else ():
            if name is None and at == _starts(item):
                found.append((item.start_mark.index, item.end_mark.index))
            walk(item)

    walk(yaml.compose(text, Loader=yaml.SafeLoader))
    return found[0] if name is None else found[-1]


def _starts(node: yaml.Node) -> tuple[int, int]:
    return (node.start_mark.line + 1, node.start_mark.column + 1)


@pytest.mark.parametrize(("text", "written"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_what_a_hint_shows_is_accepted(tmp_path: Path, text: str, written: str) -> None:
    said = _checked(text, tmp_path)
    assert said
    shown = SHOWN.match(said[0].hint or "")
    assert (shown is None) == (written in NOT_TOLD), said[0].hint
    for _ in range(3):  # several mistakes in one value
        if not said or not (shown := SHOWN.match(said[0].hint or "")):
            break
        field = re.match(r"([a-z_]+): ", shown[1])
        start, end = _place(text, said[0], field[1] if field else None)
        kept = text[start:end]
        text = text[:start] + shown[1] + kept[len(kept.rstrip()) :] + text[end:]
        said = _checked(text, tmp_path)
    wrong = [item for item in said if item.severity is Severity.ERROR]
    assert written in NOT_TOLD or {item.code for item in wrong} <= LACKING, text
