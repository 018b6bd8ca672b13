"""The package of a Word document: python-docx makes it, without what its template brings along."""

from __future__ import annotations

import datetime
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, BinaryIO

from quizkit.targets import archive
from quizkit.targets.characters import legal
from quizkit.targets.docx.numbering import numbering
from quizkit.targets.docx.page import EDGE, Page
from quizkit.targets.docx.styles import styles
from quizkit.targets.docx.text import Writer
from quizkit.targets.docx.xml import NAMESPACES

if TYPE_CHECKING:
    from docx.document import Document

_DATE = datetime.datetime(2020, 1, 1, tzinfo=datetime.UTC)
"""The date in the properties: files made of the same deck do not differ."""

_KEPT = ("styles", "numbering", "settings")
"""What a document needs of the template; thumbnail, theme, fonts, effects and custom XML say nothing of it."""

_CONTENT_TYPES = {"png": "image/png", "jpg": "image/jpeg", "gif": "image/gif"}


@dataclass(frozen=True, slots=True)
class Written:
    """What a document is made of. `first` is the number of its first question."""

    title: str
    body: str
    header: str
    footer: str
    first: int


def write(written: Written, writer: Writer, stream: BinaryIO) -> None:
    """Writes a document to `stream`; the same bytes for the same content."""
    import docx
    from docx.opc.constants import RELATIONSHIP_TYPE

    document = docx.Document()
    _strip(document)
    page = writer.page
    numbers = numbering(page, written.first, writer.starts)
    for kind, xml in (("STYLES", styles(page)), ("NUMBERING", numbers), ("SETTINGS", _settings(page))):
        _replace(document.part.part_related_by(getattr(RELATIONSHIP_TYPE, kind)), xml)
    _relate(document, writer)
    ends = {
        kind: _end(document, kind, text)
        for kind, text in (("header", written.header), ("footer", written.footer))
    }
    _replace(document.part, _document(written.body, page, ends))
    _properties(document, written.title, page.lang)
    package = io.BytesIO()
    document.save(package)
    archive.write(stream, archive.rewritten(package.getvalue()))


def _strip(document: Document) -> None:
    """Drops the parts of the template that are not used, by their references."""
    for part, kept in (
        (document.part, _KEPT),
        (document.part.package, ("officeDocument", "core-properties")),
    ):
        for id, relation in list(part.rels.items()):
            if not relation.reltype.endswith(kept):
                part.rels.pop(id)


def _replace(part: Any, xml: str) -> None:
    from docx.oxml import parse_xml

    part._element = parse_xml(legal(xml))


def _settings(page: Page) -> str:
    """Settings of a document of today: without them, Word opens it in its compatibility mode."""
    modes = "".join(
        [
            f'<w:compatSetting w:name="{name}" w:uri="http://schemas.microsoft.com/office/word" w:val="{value}"/>'
            for name, value in (
                ("compatibilityMode", "15"),
                ("overrideTableStyleFontSizeAndJustification", "1"),
                ("enableOpenTypeFeatures", "1"),
                ("doNotFlipMirrorIndents", "1"),
            )
        ]
    )
    return (
        f'<w:settings {NAMESPACES}><w:zoom w:percent="100"/><w:defaultTabStop w:val="720"/>'
        '<w:characterSpacingControl w:val="doNotCompress"/>'
        f'<w:compat>{modes}</w:compat><m:mathPr><m:mathFont m:val="Cambria Math"/><m:brkBin m:val="before"/>'
        '<m:brkBinSub m:val="--"/><m:smallFrac m:val="0"/><m:dispDef/><m:lMargin m:val="0"/>'
        '<m:rMargin m:val="0"/><m:defJc m:val="centerGroup"/><m:wrapIndent m:val="1440"/>'
        '<m:intLim m:val="subSup"/><m:naryLim m:val="undOvr"/>'
        f'</m:mathPr><w:themeFontLang w:val="{page.lang}"/><w:clrSchemeMapping w:bg1="light1" w:t1="dark1"'
        ' w:bg2="light2" w:t2="dark2" w:accent1="accent1" w:accent2="accent2" w:accent3="accent3"'
        ' w:accent4="accent4" w:accent5="accent5" w:accent6="accent6" w:hyperlink="hyperlink"'
        ' w:followedHyperlink="followedHyperlink"/></w:settings>'
    )


def _relate(document: Document, writer: Writer) -> None:
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.opc.packuri import PackURI
    from docx.parts.image import ImagePart

    part = document.part
    for url, id in writer.links.addresses.items():
        part.load_rel(RELATIONSHIP_TYPE.HYPERLINK, url, id, is_external=True)
    for name, id in writer.links.pictures.items():
        kind = _CONTENT_TYPES[name.rpartition(".")[2]]
        content = writer.album.by_file[name].content()
        part.load_rel(RELATIONSHIP_TYPE.IMAGE, ImagePart(PackURI(f"/word/media/{name}"), kind, content), id)


def _end(document: Document, kind: str, xml: str) -> str:
    """Makes the part for the pages' heads or feet; its reference."""
    parts: Any = document.part
    part, id = parts.add_header_part() if kind == "header" else parts.add_footer_part()
    tag = "hdr" if kind == "header" else "ftr"
    _replace(part, f"<w:{tag} {NAMESPACES}>{xml}</w:{tag}>")
    return str(id)


def _document(body: str, page: Page, ends: dict[str, str]) -> str:
    width, height = page.format
    edges = "".join([f' w:{side}="{EDGE}"' for side in ("top", "right", "bottom", "left")])
    section = (
        f'<w:headerReference w:type="default" r:id="{ends["header"]}"/>'
        f'<w:footerReference w:type="default" r:id="{ends["footer"]}"/>'
        f'<w:footerReference w:type="first" r:id="{ends["footer"]}"/>'
        f'<w:pgSz w:w="{width}" w:h="{height}"/>'
        f'<w:pgMar{edges} w:header="567" w:footer="567" w:gutter="0"/><w:titlePg/>'
        f"{'<w:bidi/>' if page.rtl else ''}"
    )
    return f"<w:document {NAMESPACES}><w:body>{body}<w:sectPr>{section}</w:sectPr></w:body></w:document>"


def _properties(document: Document, title: str, lang: str) -> None:
    core = document.core_properties
    core.title, core.language = legal(title)[:255], lang
    core.author = core.comments = ""
    core.created = core.modified = _DATE
