"""The XML of a Word document: escaped text, runs, paragraphs, tables, in the order of the schema.

Word refuses a file whose elements stand in another order than wml.xsd says, so nothing else in
this package writes the properties of a run or a paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from html import escape as _escape
from urllib.parse import quote

from quizkit.targets.characters import legal

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    ' xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
    ' xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
)


def escape(text: str) -> str:
    """Text for XML, also inside of quotes; what XML 1.0 cannot hold becomes U+FFFD."""
    return _escape(legal(text))


@dataclass(frozen=True, slots=True)
class Look:
    """How a run looks. `lang` marks words in another language than the document's."""

    style: str = ""
    bold: bool = False
    italic: bool = False
    strike: bool = False
    underline: bool = False
    rtl: bool = False
    lang: str = ""
    symbol: bool = False

    def xml(self) -> str:
        """`w:rPr`, or "" where there is nothing to say."""
        said = "".join(
            (
                f'<w:rStyle w:val="{self.style}"/>' if self.style else "",
                SYMBOLS if self.symbol else "",
                "<w:b/><w:bCs/>" if self.bold else "",
                "<w:i/><w:iCs/>" if self.italic else "",
                "<w:strike/>" if self.strike else "",
                '<w:u w:val="single"/>' if self.underline else "",
                "<w:rtl/>" if self.rtl else "",
                f'<w:lang w:val="{self.lang}"/>' if self.lang else "",
            )
        )
        return f"<w:rPr>{said}</w:rPr>" if said else ""


SYMBOL_FONT = "Segoe UI Symbol"
SYMBOLS = "<w:rFonts{}/>".format(
    "".join([f' w:{use}="{SYMBOL_FONT}"' for use in ("ascii", "hAnsi", "eastAsia", "cs")])
)
"""The font for boxes, circles and ticks, which fonts for texts lack."""

TAB = "<w:r><w:tab/></w:r>"


def run(text: str, look: Look) -> str:
    """Text in one look."""
    return f'<w:r>{look.xml()}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>' if text else ""


def lines(text: str, look: Look) -> str:
    """Text whose line breaks and tabs are kept, such as code."""
    pieces = []
    for piece in re.split(r"(\n|\t)", text):
        if piece in ("\n", "\t"):
            pieces.append("<w:br/>" if piece == "\n" else "<w:tab/>")
        elif piece:
            pieces.append(f'<w:t xml:space="preserve">{escape(piece)}</w:t>')
    return f"<w:r>{look.xml()}{''.join(pieces)}</w:r>"


@dataclass(frozen=True, slots=True)
class Para:
    """A paragraph: its style, its runs, and what differs from the style.

    `number` is a list and its level; `indent` the distances (before, hanging) in twips.
    """

    style: str
    runs: str = ""
    number: tuple[int, int] | None = None
    indent: tuple[int, int] | None = None
    align: str = ""

    def xml(self, keep: bool = False) -> str:
        """`w:p`; `keep` holds it on the page of what follows."""
        said = [f'<w:pStyle w:val="{self.style}"/>', "<w:keepNext/>" if keep else ""]
        if self.number:
            list_id, level = self.number
            said.append(f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list_id}"/></w:numPr>')
        if self.indent:
            before, hanging = self.indent
            hang = f' w:hanging="{hanging}"' if hanging else ' w:firstLine="0"'
            said.append(f'<w:ind w:left="{before}"{hang}/>')
        if self.align:
            said.append(f'<w:jc w:val="{self.align}"/>')
        return f"<w:p><w:pPr>{''.join(said)}</w:pPr>{self.runs}</w:p>"


@dataclass(frozen=True, slots=True)
class Table:
    """A table. `widths` are those of its columns in twips; `header`: its first row is repeated.

    `whole`: a row may not be torn by the end of a page.
    """

    style: str
    rows: Sequence[Sequence[Sequence[Block]]]
    widths: Sequence[int]
    indent: int = 0
    header: bool = False
    whole: bool = True
    rtl: bool = False

    def xml(self, keep: bool = False) -> str:
        """`w:tbl`; all its rows but the last stay together, with `keep` the last one too."""
        grid = "".join([f'<w:gridCol w:w="{width}"/>' for width in self.widths])
        last = len(self.rows) - 1
        rows = "".join([self._row(place, row, keep or place < last) for place, row in enumerate(self.rows)])
        return f"<w:tbl>{self._properties()}<w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"

    def _properties(self) -> str:
        look = f'<w:tblLook w:val="{"0420" if self.header else "0400"}" w:firstRow="{int(self.header)}" w:lastRow="0"'
        return (
            f'<w:tblPr><w:tblStyle w:val="{self.style}"/>'
            f"{'<w:bidiVisual/>' if self.rtl else ''}"
            f'<w:tblW w:w="{sum(self.widths)}" w:type="dxa"/>'
            f'<w:tblInd w:w="{self.indent}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
            f'{look} w:firstColumn="0" w:lastColumn="0" w:noHBand="0" w:noVBand="1"/></w:tblPr>'
        )

    def _row(self, place: int, cells: Sequence[Sequence[Block]], keep: bool) -> str:
        header = "<w:tblHeader/>" if self.header and place == 0 else ""
        torn = "<w:cantSplit/>" if self.whole else ""
        properties = f"<w:trPr>{torn}{header}</w:trPr>" if torn or header else ""
        shown = "".join(
            [
                f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{flow(cell, keep)}</w:tc>'
                for cell, width in zip(cells, self.widths, strict=True)
            ]
        )
        return f"<w:tr>{properties}{shown}</w:tr>"


Block = Para | Table

GAP = Para("Spacer")


def flow(blocks: Sequence[Block], keep: bool = False) -> str:
    """Blocks that stay together; with `keep` also with what follows them.

    A table is followed by a paragraph of no height: two in a row would be one, a cell must not end with
    one, and LibreOffice no longer keeps paragraphs together on a page where text follows one at once.
    """
    shown: list[str] = []
    for place, block in enumerate(blocks):
        held = keep or place < len(blocks) - 1
        shown.append(block.xml(held))
        if isinstance(block, Table):
            shown.append(GAP.xml(held))
    return "".join(shown)


_IN_ADDRESSES = "!#$%&'()*+,/:;=?@[]~"


@dataclass(slots=True)
class Links:
    """What a document refers to: addresses and pictures, each once, with the ids of the references."""

    addresses: dict[str, str] = field(default_factory=dict)
    pictures: dict[str, str] = field(default_factory=dict)

    def address(self, url: str) -> str:
        """The id of the reference to an address; what no address may hold is written as `%20`."""
        url = quote(legal(url), safe=_IN_ADDRESSES)
        return self.addresses.setdefault(url, f"rIdLink{len(self.addresses) + 1}")

    def picture(self, name: str) -> str:
        """The id of the reference to a picture by its name in the package."""
        return self.pictures.setdefault(name, f"rIdPicture{len(self.pictures) + 1}")
