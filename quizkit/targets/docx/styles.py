"""The styles of the documents: everything that a teacher may want to change, defined once."""

from __future__ import annotations

from quizkit.targets.docx.forms import Form, Side, Stop, borders
from quizkit.targets.docx.page import Page
from quizkit.targets.docx.xml import NAMESPACES

_SOFT = "595959"
_RULE = "7F7F7F"


def styles(page: Page) -> str:
    """`w:styles`, all styles that the documents use."""
    return (
        f"<w:styles {NAMESPACES}>{_defaults(page)}"
        f"{''.join(_paragraphs(page))}{''.join(_characters(page))}{''.join(_tables(page))}</w:styles>"
    )


def _defaults(page: Page) -> str:
    fonts = '<w:rFonts w:ascii="Calibri" w:hAnsi="Calibri" w:eastAsia="Calibri" w:cs="Arial"/>'
    lang = f'<w:lang w:val="{page.lang}" w:eastAsia="{page.lang}" w:bidi="{page.lang}"/>'
    return (
        f"<w:docDefaults><w:rPrDefault><w:rPr>{fonts}{_size(page, 1)}{lang}</w:rPr>"
        "</w:rPrDefault><w:pPrDefault/></w:docDefaults>"
    )


def _size(page: Page, part: float) -> str:
    half = round(page.size * 2 * part)
    return f'<w:sz w:val="{half}"/><w:szCs w:val="{half}"/>'


_BUILT_IN = {
    "Normal", "Title", "Subtitle", "Heading1", "Heading3", "Header", "Footer", "Quote", "Hyperlink",
    "DefaultParagraphFont", "TableNormal", "Strong", "ListParagraph",
}  # fmt: skip
_DEFAULTS = {"Normal", "DefaultParagraphFont", "TableNormal"}


def _style(kind: str, id: str, name: str, body: str, based: str = "", after: str = "") -> str:
    return "".join(
        (
            f'<w:style w:type="{kind}"',
            ' w:default="1"' if id in _DEFAULTS else "",
            "" if id in _BUILT_IN else ' w:customStyle="1"',
            f' w:styleId="{id}"><w:name w:val="{name}"/>',
            f'<w:basedOn w:val="{based}"/>' if based else "",
            f'<w:next w:val="{after}"/>' if after else "",
            f"<w:qFormat/>{body}</w:style>",
        )
    )


_BOLD, _ITALIC = "<w:b/><w:bCs/>", "<w:i/><w:iCs/>"
_GREY = f'<w:color w:val="{_SOFT}"/>'


def _paragraphs(page: Page) -> list[str]:
    """The paragraph styles. Colours and sizes come last inside of `w:rPr`, as the schema wants."""

    def made(
        id: str, name: str, form: Form, letters: str = "", based: str = "Normal", after: str = ""
    ) -> str:
        look = f"<w:rPr>{letters}</w:rPr>" if letters else ""
        return _style("paragraph", id, name, form.xml(page) + look, "" if id == "Normal" else based, after)

    def size(part: float) -> str:
        return _size(page, part)

    text, option, em = page.text, page.option, page.em
    right = ((page.width, "right", ""),)
    hair = (4, _RULE)
    box = tuple((side, 4, 6, _RULE) for side in ("top", "left", "bottom", "right"))
    step = option - text
    return [
        made("Normal", "Normal", Form(line=1.08, bidi=page.rtl)),
        made(
            "Title",
            "Title",
            Form(after=0.5, keep_next=True, tabs=right),
            _BOLD + size(1.75),
            after="NameLine",
        ),
        made("Subtitle", "Subtitle", Form(after=0.6, keep_next=True), _GREY + size(0.9)),
        made("NameLine", "Name Line", Form(before=0.9, after=0.3, tabs=_name_stops(page)), size(0.95)),
        made(
            "NameAlone",
            "Name Line Alone",
            Form(before=0.9, after=0.3, tabs=((page.width, "right", "underscore"),)),
            size(0.95),
        ),
        made("ScoreLine", "Score Line", Form(before=0.5, after=0.7, tabs=_score_stops(page)), size(0.95)),
        made(
            "Instructions",
            "Instructions",
            Form(
                before=0.3,
                after=0.3,
                keep_next=True,
                border=(("top", hair[0], 6, hair[1]), ("bottom", hair[0], 6, hair[1])),
            ),
        ),
        made(
            "Heading1",
            "heading 1",
            Form(before=1.6, after=0.4, keep_next=True, outline=0),
            _BOLD + size(1.27),
            after="Question",
        ),
        made("Heading3", "heading 3", Form(before=0.6, after=0.2, keep_next=True, outline=2), _BOLD),
        made("SectionInstructions", "Section Instructions", Form(after=0.4, keep_next=True)),
        made(
            "Question",
            "Question",
            Form(
                before=1.3,
                after=0.35,
                left=text,
                hanging=text,
                keep_lines=True,
                tabs=right,
                level=0,
            ),
            after="QuestionText",
        ),
        made("QuestionText", "Question Text", Form(after=0.35, left=text, keep_lines=True)),
        made(
            "ClozeQuestion",
            "Cloze Question",
            Form(
                before=1.3,
                after=0.35,
                line=1.6,
                left=text,
                hanging=text,
                keep_lines=True,
                tabs=right,
            ),
            based="Question",
            after="ClozeText",
        ),
        made("ClozeText", "Cloze Text", Form(after=0.35, line=1.6, left=text, keep_lines=True)),
        made("ClozeList", "Cloze List", Form(after=0.15, line=1.6, left=em(1.6), hanging=em(1.6))),
        made("Gap", "Gap", Form(line=1.2, exact=True)),
        made("Formula", "Formula", Form(before=0.3, after=0.5, left=text)),
        made("Note", "Note", Form(after=0.35, left=text, keep_next=True), _ITALIC + _GREY + size(0.9)),
        made("Picture", "Picture", Form(before=0.3, after=0.5, left=text, keep_next=True)),
        made("Option", "Option", Form(after=0.3, left=option, hanging=step, keep_lines=True, level=1)),
        made(
            "TickOption",
            "Tick Option",
            Form(after=0.3, left=option + em(1.2), hanging=step + em(1.2), keep_lines=True, level=2),
        ),
        made(
            "TrueFalse",
            "True or False",
            Form(before=0.2, after=0.3, left=text, tabs=((text + em(7), "left", ""),)),
        ),
        made(
            "MatchLeft",
            "Match Left",
            Form(before=0.35, after=0.35, left=em(3.4), hanging=em(3.4), keep_lines=True),
        ),
        made(
            "MatchRight",
            "Match Right",
            Form(before=0.35, after=0.35, left=em(1.9), hanging=em(1.9), keep_lines=True, level=3),
        ),
        made(
            "MatchSpare",
            "Match Right Lettered",
            Form(before=0.35, after=0.35, left=em(2.4), hanging=em(2.4), keep_lines=True),
        ),
        made(
            "GlanceTitle",
            "At a Glance",
            Form(before=0.6, after=0.3, keep_next=True),
            _BOLD + _GREY + size(0.9),
        ),
        made(
            "OrderItem",
            "Order Item",
            Form(after=0.2, left=option + em(0.4), hanging=step + em(0.4), keep_lines=True, level=4),
        ),
        made(
            "AnswerLine",
            "Answer Line",
            Form(
                line=2.2,
                exact=True,
                left=text,
                border=(("bottom", hair[0], 1, hair[1]), ("between", hair[0], 1, hair[1])),
            ),
        ),
        made("ShortLine", "Short Answer Line", Form(before=0.8, after=0.3, left=text)),
        made(
            "WordBank",
            "Word Bank",
            Form(line=1.4, left=text + em(0.6), right=em(0.6), border=box, keep_lines=True, keep_next=False),
        ),
        made("PassageText", "Passage Text", Form(before=0.25, after=0.25)),
        made("PassageTitle", "Passage Title", Form(before=0.25, after=0.2, keep_next=True), _BOLD),
        made("Small", "Small Print", Form(before=0.2, after=0.2), _GREY + size(0.85)),
        made("Quote", "Quote", Form(before=0.2, after=0.4, left=em(1.5), right=em(1.5)), _ITALIC),
        made("Divider", "Divider", Form(after=0.6, right=page.width // 2, border=(("bottom", 4, 1, _RULE),))),
        made("Code", "Code", Form(before=0.2, after=0.4, shade="F2F2F2"), _code(page, 0.9)),
        made("ListParagraph", "List Paragraph", Form(after=0.15, left=em(1.6), hanging=em(1.6))),
        made("TableText", "Table Text", Form(before=0.15, after=0.15)),
        made(
            "Feedback",
            "Feedback",
            Form(after=0.35, left=option, keep_lines=True),
            _ITALIC + _GREY + size(0.9),
        ),
        made("KeyItem", "Key Item", Form(after=0.3, left=option, hanging=step, keep_lines=True)),
        made("Answer", "Answer", Form(before=0.15, after=0.25, left=text, keep_lines=True)),
        made("Remark", "Remark", Form(before=0.15, after=0.25, left=text, keep_lines=True)),
        made("Place", "Place in a Source", Form(after=0.3, left=text), _ITALIC + _GREY + size(0.85)),
        made(
            "FactText", "Fact", Form(before=0.35, after=0.1, left=em(1.6), hanging=em(1.6), keep_lines=True)
        ),
        made("Spacer", "Spacer", Form(line=0.3, exact=True), '<w:sz w:val="4"/><w:szCs w:val="4"/>'),
        made("Header", "header", Form(after=0.6, tabs=right), _GREY + size(0.85)),
        made("Footer", "footer", Form(tabs=right), _GREY + size(0.85)),
    ]


def _code(page: Page, part: float) -> str:
    """Letters of one width. Code runs from left to right whatever surrounds it."""
    return (
        '<w:rFonts w:ascii="Consolas" w:hAnsi="Consolas" w:eastAsia="Consolas" w:cs="Courier New"/><w:noProof/>'
        + _size(page, part)
    )


def _name_stops(page: Page) -> tuple[Stop, ...]:
    """Lines for name, class and date side by side; in large print, the name has one of its own."""
    if page.large:
        half = page.width // 2
        return (
            (half - page.em(0.5), "left", "underscore"),
            (half, "left", ""),
            (page.width, "right", "underscore"),
        )
    first, second = round(page.width * 0.5), round(page.width * 0.76)
    gap = page.em(1)
    return (
        (first, "left", "underscore"),
        (first + gap, "left", ""),
        (second, "left", "underscore"),
        (second + gap, "left", ""),
        (page.width, "right", "underscore"),
    )


def _score_stops(page: Page) -> tuple[Stop, ...]:
    return ((page.score, "left", ""), (page.width - page.em(3.2), "left", "underscore"))


def _characters(page: Page) -> list[str]:
    def made(id: str, name: str, letters: str) -> str:
        return _style("character", id, name, f"<w:rPr>{letters}</w:rPr>", "DefaultParagraphFont")

    return [
        _style("character", "DefaultParagraphFont", "Default Paragraph Font", ""),
        made("Points", "Points", f"{_GREY}{_size(page, 0.85)}"),
        made("CodeText", "Code in Text", _code(page, 0.92)),
        made("Hyperlink", "Hyperlink", '<w:color w:val="0B5394"/><w:u w:val="single"/>'),
        made("Label", "Label", f"{_BOLD}{_GREY}{_size(page, 0.9)}"),
        made("Blank", "Blank", '<w:u w:val="single"/>'),
        made("BlankHint", "Hint for a Blank", f"{_ITALIC}{_size(page, 0.9)}"),
        made("Key", "Key", _BOLD),
        made("KeyMark", "Key Mark", f'{_BOLD}<w:bdr w:val="single" w:sz="6" w:space="0" w:color="auto"/>'),
        made("RightWord", "Marked as Right", f"{_size(page, 0.85)}"),
        made(
            "Version",
            "Version",
            f'{_size(page, 1.1)}<w:bdr w:val="single" w:sz="6" w:space="0" w:color="auto"/>',
        ),
        made("Missing", "Missing Picture", '<w:bdr w:val="single" w:sz="4" w:space="0" w:color="7F7F7F"/>'),
    ]


def _tables(page: Page) -> list[str]:
    side, end = page.em(0.5), page.em(0.25)

    def made(id: str, name: str, sides: tuple[Side, ...], rest: str = "", shade: str = "") -> str:
        margins = "".join(
            [
                f'<w:{edge} w:w="{width}" w:type="dxa"/>'
                for edge, width in (("top", end), ("left", side), ("bottom", end), ("right", side))
            ]
        )
        fill = f'<w:shd w:val="clear" w:color="auto" w:fill="{shade}"/>' if shade else ""
        properties = f'<w:tblPr><w:tblInd w:w="0" w:type="dxa"/>{borders("tblBorders", sides)}'
        properties += f"<w:tblCellMar>{margins}</w:tblCellMar></w:tblPr>"
        cells = f"<w:tcPr>{fill}</w:tcPr>" if fill else ""
        return _style("table", id, name, f"{properties}{cells}{rest}", "TableNormal")

    head = (
        f'<w:tblStylePr w:type="firstRow"><w:rPr>{_BOLD}</w:rPr><w:tcPr><w:tcBorders>'
        '<w:bottom w:val="single" w:sz="8" w:space="0" w:color="404040"/></w:tcBorders></w:tcPr></w:tblStylePr>'
    )
    grid = tuple((edge, 4, 0, "A6A6A6") for edge in ("top", "left", "bottom", "right", "insideH", "insideV"))
    return [
        _style(
            "table",
            "TableNormal",
            "Normal Table",
            '<w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/>'
            '<w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/>'
            "</w:tblCellMar></w:tblPr>",
        ),
        made("DataTable", "Data Table", (("bottom", 4, 0, "A6A6A6"), ("insideH", 4, 0, "A6A6A6")), head),
        made("PassageBox", "Passage Box", (("left", 18, 0, "737373"),), shade="F5F5F5"),
        made("MatchTable", "Match Table", ()),
        made("GlanceTable", "At a Glance Table", grid),
    ]
