"""Rows → the XLSX file. Every cell is text or a number, never a formula."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, BinaryIO

from quizkit.targets import archive
from quizkit.targets.characters import legal

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.styles import Alignment
    from openpyxl.worksheet.worksheet import Worksheet

    from quizkit.targets.kahoot.quiz import Row

FIRST = 9
"""The row of the first question; the importer looks there, and finds the headers above."""

HEADERS = (
    "Question - max 120 characters",
    "Answer 1 - max 75 characters",
    "Answer 2 - max 75 characters",
    "Answer 3 - max 75 characters",
    "Answer 4 - max 75 characters",
    "Time limit (sec) – 5, 10, 20, 30, 60, 90, 120, or 240 secs",
    "Correct answer(s) - choose at least one",
)
_WIDTHS = {"A": 5, "B": 60, "C": 32, "D": 32, "E": 32, "F": 32, "G": 18, "H": 18}
_LINE = 15.5
"""The height of a line in points."""

_LONG_AGO = datetime(1980, 1, 1)
_ESCAPE_LIKE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


def write(title: str, rows: Sequence[Row], stream: BinaryIO) -> None:
    """Writes the workbook; the same rows give the same bytes."""
    package = io.BytesIO()
    _workbook(title, rows).save(package)
    entries = archive.rewritten(package.getvalue())
    archive.write(stream, [(name, _without_now(name, data)) for name, data in entries])


def _workbook(title: str, rows: Sequence[Row]) -> Workbook:
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font
    from openpyxl.worksheet.properties import PageSetupProperties

    wrapped = Alignment(wrap_text=True, vertical="top")
    book = Workbook()
    book.properties.created = book.properties.modified = _LONG_AGO
    book.properties.creator = "quizkit"
    sheet = book.worksheets[0]
    sheet.title = "Sheet1"
    for column, width in _WIDTHS.items():
        sheet.column_dimensions[column].width = width
    _text(sheet, 2, 2, title.strip(), Alignment())
    sheet.cell(2, 2).font = Font(name="Calibri", bold=True, size=14)
    for place, header in enumerate(HEADERS):
        _text(sheet, FIRST - 1, place + 2, header, wrapped)
        sheet.cell(FIRST - 1, place + 2).font = Font(name="Calibri", bold=True)
    for number, row in enumerate(rows, start=1):
        _row(sheet, FIRST + number - 1, number, row, wrapped)
        sheet.row_dimensions[FIRST + number - 1].height = _LINE * _lines(row)
    sheet.row_dimensions[FIRST - 1].height = _LINE * 4
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.freeze_panes = f"A{FIRST}"
    return book


def _lines(row: Row) -> int:
    """Into how many lines the longest cell of a row is broken."""
    sizes = [(len(row.question), _WIDTHS["B"]), *((len(answer), _WIDTHS["C"]) for answer in row.answers)]
    return max(1 + size // (width - 4) for size, width in sizes)


def _row(sheet: Worksheet, at: int, number: int, row: Row, wrapped: Alignment) -> None:
    sheet.cell(at, 1, number)
    _text(sheet, at, 2, row.question, wrapped)
    for place, answer in enumerate(row.answers):
        _text(sheet, at, 3 + place, answer, wrapped)
    sheet.cell(at, 7, row.seconds)
    sheet.cell(at, 1).alignment = sheet.cell(at, 7).alignment = wrapped
    _text(sheet, at, 8, ",".join(map(str, row.right)), wrapped)


def _text(sheet: Worksheet, row: int, column: int, text: str, alignment: Alignment) -> None:
    """A cell of text whatever it begins with; openpyxl would take `=…` for a formula.

    Spreadsheets read `_x0041_` as the character with that number, so its first sign is written so.
    """
    cell = sheet.cell(row, column)
    cell.value = _ESCAPE_LIKE.sub("_x005F_", legal(text))
    cell.data_type = "s"
    cell.number_format = "@"
    cell.alignment = alignment


_APPLICATION = re.compile(rb"(<Application>)[^<]*")
_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")


def _without_now(name: str, data: bytes) -> bytes:
    """An entry without the time of saving and the library's version, which openpyxl writes into it."""
    if name == "docProps/app.xml":
        return _APPLICATION.sub(rb"\g<1>quizkit", data)
    stamp = _LONG_AGO.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    return _MODIFIED.sub(rb"\g<1>" + stamp, data) if name == "docProps/core.xml" else data
