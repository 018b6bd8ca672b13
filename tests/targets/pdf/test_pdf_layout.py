"""Nothing on a sheet lies on top of something else or beyond the paper's edge."""

from __future__ import annotations

import tempfile
from hashlib import sha256
from itertools import pairwise
from pathlib import Path

import pypdfium2
import pytest
from pdf_support import clean, make, printed, squeezed, text

from quizkit.media import Medium

Box = tuple[float, float, float, float]


def boxes(content: bytes) -> list[tuple[str, Box]]:
    """Every printed character of the first page with its place: left, bottom, right, top."""
    document = pypdfium2.PdfDocument(content)
    layer = document[0].get_textpage()
    found = [
        (layer.get_text_range(index, 1), layer.get_charbox(index, loose=True))
        for index in range(layer.count_chars())
    ]
    document.close()
    return [(char, box) for char, box in found if char.strip()]


def wide_table(columns: int, word: str) -> str:
    row = "|" + "|".join(f"{word}{n:02}" for n in range(columns)) + "|"
    return f"Read this:\n\n{row}\n{'|--' * columns}|\n{row}"


@pytest.mark.parametrize(("columns", "word"), [(5, "column"), (14, "column"), (25, "value")])
@pytest.mark.parametrize("large", [False, True])
def test_the_columns_of_a_wide_table_do_not_overlap(columns: int, word: str, large: bool) -> None:
    question = {"id": "q", "type": "essay", "prompt": wide_table(columns, word), "lines": 0}
    content = clean(make(question, facts=[]), large_print=large)["d-worksheet.pdf"]
    assert squeezed(text(content)).count(word) == 2 * columns or columns > 5
    placed = [box for _, box in boxes(content)]
    rows: dict[int, list[Box]] = {}
    for box in placed:
        rows.setdefault(round(box[1]), []).append(box)
    for row in rows.values():
        for left, right in pairwise(sorted(row)):
            assert left[2] <= right[0] + 1
    assert max(box[2] for box in placed) < 595 - 40


TERMS = " + ".join(f"a_{{{n}}}" for n in range(1, 40))


@pytest.mark.parametrize("terms", [20, 39])
@pytest.mark.parametrize("large", [False, True])
def test_a_formula_wider_than_the_paper_stays_on_it(terms: int, large: bool) -> None:
    formula = " + ".join(TERMS.split(" + ")[:terms])
    question = {"id": "q", "type": "essay", "prompt": f"Look:\n\n$${formula}$$", "lines": 0}
    content = clean(make(question, facts=[]), large_print=large)["d-worksheet.pdf"]
    placed = [box for _, box in boxes(content)]
    assert text(content).count("+") == terms - 1
    assert min(box[0] for box in placed) > 50
    assert max(box[2] for box in placed) < 595 - 40


def test_several_small_pictures_stand_side_by_side() -> None:
    svg = (
        b'<svg xmlns="http://www.w3.org/2000/svg" width="100" height="80" viewBox="0 0 100 80">'
        b'<rect width="100" height="80"/></svg>'
    )
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "p.svg"
        path.write_bytes(svg)
        medium = Medium("p.svg", path, "svg", len(svg), sha256(svg).hexdigest(), 100, 80)
        images = [{"file": "p.svg", "alt": f"box {n}"} for n in range(8)]
        question = {"id": "q", "type": "essay", "prompt": "Look", "images": images, "lines": 0}
        after = {"id": "r", "type": "essay", "prompt": "ZZ", "lines": 0}
        files, findings = printed(make(question, after, facts=[]), {"p.svg": medium})
    assert findings == ()
    (bottom,) = {round(box[1]) for char, box in boxes(files["d-worksheet.pdf"]) if char == "Z"}
    assert bottom > 842 - 400


def test_a_row_of_letters_and_one_of_numbers_run_the_same_way_between_hebrew_words() -> None:
    matching = {
        "id": "m",
        "type": "matching",
        "prompt": "התאימו",
        "pairs": [[left, right] for left, right in zip("אבגדה", "וזחטי", strict=True)],
    }
    ordering = {"id": "o", "type": "ordering", "prompt": "סדרו", "items": list("כלמנס")}
    deck = make(matching, ordering, lang="he", title="מבחן", facts=[])
    content = clean(deck)["d-key.pdf"]
    letters, numbers = _glance(content, "ABCDE"), _glance(content, "12345")
    body = squeezed(text(clean(make(matching, ordering, facts=[]))["d-key.pdf"]))
    # The same seed: the left-to-right key says what the row must be, read from the right.
    assert f"1.{''.join(letters)}2.{''.join(numbers)}1." in body


def _glance(content: bytes, marks: str) -> list[str]:
    """The row of these marks in the box at the head of a key, read from right to left."""
    found = [(box, char) for char, box in boxes(content) if char in marks]
    rows: dict[int, list[tuple[float, str]]] = {}
    for box, char in found:
        rows.setdefault(round(box[1]), []).append((box[0], char))
    row = next(row for row in rows.values() if {char for _, char in row} >= set(marks))
    ordered = [char for _, char in sorted(row, reverse=True)]
    # The questions' own numbers stand in the row as well: 1 before the letters, 2 before the numbers.
    return [char for char in ordered if char in marks][-len(marks) :]
