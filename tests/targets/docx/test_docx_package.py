"""What Word asks of a package: elements in the order of the schema, ids, references, the same bytes."""

from __future__ import annotations

import io
import posixpath
import zipfile
from pathlib import Path
from typing import Any

import pytest
from docx_support import QUESTIONS, W, compiled, entries, files, make, opened, paragraphs, trees, worksheet
from PIL import Image

from quizkit import media as pictures
from quizkit.media import Medium
from quizkit.model.deck import Deck
from quizkit.pipeline import check
from quizkit.targets.base import Loss

R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
DECKS = Path(__file__).parents[3] / "decks"
NESTED = {"tour": [("photosynthesis", "blanks inside other blanks")]}

# The parts of the sequences in wml.xsd (ECMA-376, transitional) that are used.
ORDER = {
    "pPr": "pStyle keepNext keepLines numPr pBdr shd tabs bidi spacing ind contextualSpacing jc outlineLvl rPr",
    "rPr": "rStyle rFonts b bCs i iCs strike noProof color sz szCs u bdr rtl lang",
    "tblPr": "tblStyle bidiVisual tblW jc tblInd tblBorders tblLayout tblCellMar tblLook",
    "tcPr": "tcW tcBorders shd",
    "pBdr": "top left bottom right between",
    "tblBorders": "top left bottom right insideH insideV",
    "tblCellMar": "top left bottom right",
    "numPr": "ilvl numId",
    "lvl": "start numFmt pStyle lvlText lvlJc pPr rPr",
    "style": "name basedOn next qFormat pPr rPr tblPr tcPr tblStylePr",
    "sectPr": "headerReference footerReference pgSz pgMar titlePg bidi",
    "numbering": "abstractNum num",
    "settings": "zoom defaultTabStop characterSpacingControl compat mathPr themeFontLang clrSchemeMapping",
}
RICH = """Text with **bold**, *slanted*, ~~struck~~ and `code`.

# A heading

1. one
   - two
2. three

> quoted

| a | b |
|:--|--:|
| 1 | $x^2$ |

```python
if x < 1:
    pass
```

---

[a link](https://example.org/?q=1&r=2), ![a picture](p.png) $\\sum_{i=1}^n \\hat{x}_i$
"""


@pytest.fixture
def media(tmp_path: Path) -> dict[str, Medium]:
    image = Image.new("RGB", (60, 30), "white")
    image.paste((255, 0, 0), (0, 0, 30, 30))
    image.save(tmp_path / "p.png")
    image.save(tmp_path / "p.webp", lossless=True)
    (tmp_path / "p.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" width="60" height="30"><rect width="30" height="30" fill="red"/></svg>'
    )
    exif = Image.Exif()
    exif[0x0112] = 6  # the camera was held upright: to be turned a quarter to the right
    image.transpose(Image.Transpose.ROTATE_90).save(tmp_path / "p.jpg", exif=exif.tobytes(), quality=95)
    return {name: pictures.load(tmp_path, name) for name in ("p.png", "p.webp", "p.svg", "p.jpg")}


def everything(media: dict[str, Medium]) -> tuple[Deck, dict[str, bytes]]:
    asked = [{**question, "explanation": RICH, "passage": "p"} for question in QUESTIONS]
    asked[0] |= {"prompt": RICH, "image": {"file": "p.png", "alt": 'a "picture" & more'}}
    passage = {"id": "p", "text": RICH, "source": "s", "images": [{"file": "p.svg", "alt": "drawn"}]}
    sheet = {
        "id": "t",
        "versions": 2,
        "instructions": RICH,
        "sections": [{"title": "Part & parcel", "instructions": RICH}],
    }
    deck = make(*asked, passages=[passage], worksheets=[sheet], description=RICH)
    return deck, files(deck, media)


def test_elements_stand_in_the_order_of_the_schema(media: dict[str, Medium]) -> None:
    for name, content in everything(media)[1].items():
        if name.endswith(".docx"):
            for part, tree in trees(content):
                for element in tree.iter(*(f"{W}{tag}" for tag in ORDER)):
                    order = ORDER[element.tag.removeprefix(W)].split()
                    # An element that is not in the table has index error: say where it belongs.
                    places = [order.index(str(child.tag).rpartition("}")[2]) for child in element]
                    assert places == sorted(places), (name, part, element.tag)


def test_references_ids_and_styles_exist(media: dict[str, Medium]) -> None:
    for name, content in everything(media)[1].items():
        if not name.endswith(".docx"):
            continue
        parts = dict(trees(content))
        held = set(entries(content))
        for part, tree in parts.items():
            if part.endswith(".rels"):
                folder = posixpath.dirname(posixpath.dirname(part))
                inner = [rel.get("Target") for rel in tree if rel.get("TargetMode") != "External"]
                assert {
                    posixpath.normpath(posixpath.join("/", folder, path)).lstrip("/") for path in inner
                } <= held
            relations = parts.get(f"word/_rels/{posixpath.basename(part)}.rels", ())
            ids = {rel.get("Id") for rel in relations}
            used = {
                value for element in tree.iter() for at, value in element.attrib.items() if at.startswith(R)
            }
            assert used <= ids, (name, part)
        body, styles, numbering = (parts[f"word/{part}.xml"] for part in ("document", "styles", "numbering"))
        drawn = [element.get("id") for element in body.iter(f"{DRAWING}docPr")]
        assert len(drawn) == len(set(drawn))
        known = {style.get(f"{W}styleId") for style in styles.iter(f"{W}style")}
        assert _values(body, "pStyle", "rStyle", "tblStyle") <= known
        assert _values(styles, "basedOn", "next") <= known
        assert _values(body, "numId") <= {num.get(f"{W}numId") for num in numbering.iter(f"{W}num")}
        assert all(cell[-1].tag == f"{W}p" for cell in body.iter(f"{W}tc"))


def _values(tree: Any, *tags: str) -> set[str]:
    return {element.get(f"{W}val") for tag in tags for element in tree.iter(f"{W}{tag}")}


def test_the_template_of_the_library_leaves_no_trace() -> None:
    content = files(make())["d-worksheet.docx"]
    assert set(entries(content)) == {
        "[Content_Types].xml", "_rels/.rels", "docProps/core.xml", "word/document.xml", "word/styles.xml",
        "word/_rels/document.xml.rels", "word/numbering.xml", "word/settings.xml",
        "word/header1.xml", "word/footer1.xml",
    }  # fmt: skip
    assert not any(b"python-docx" in data for data in entries(content).values())
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_the_same_deck_gives_the_same_bytes(media: dict[str, Medium]) -> None:
    assert everything(media)[1] == everything(media)[1]


def test_two_files_are_written_twice_alike() -> None:
    for item in compiled(make()).files:
        first, second = io.BytesIO(), io.BytesIO()
        item.write(first)
        item.write(second)
        assert first.getvalue() == second.getvalue()


@pytest.mark.parametrize("name", ["p.png", "p.webp", "p.svg", "p.jpg"])
def test_pictures_are_shown_upright_with_their_words(name: str, media: dict[str, Medium]) -> None:
    asked = {**QUESTIONS[3], "image": {"file": name, "alt": "half red"}}
    deck = make(asked)
    assert compiled(deck, media).losses == ()
    content = files(deck, media)["d-worksheet.docx"]
    document = opened(content)
    (shape,) = document.inline_shapes
    assert (round(shape.width.pt), round(shape.height.pt)) == (45, 22)
    assert [element.get("descr") for element in document.element.iter(f"{DRAWING}docPr")] == ["half red"]
    (part,) = (data for part, data in entries(content).items() if part.startswith("word/media/"))
    shown = Image.open(io.BytesIO(part)).convert("RGB")
    assert shown.width == 2 * shown.height
    left, right = (shown.getpixel((round(shown.width * at), shown.height // 2)) for at in (0.2, 0.8))
    assert left[0] > 200 > 60 > left[1]
    assert right[1] > 200 or name == "p.svg"  # the drawing has no ground


def test_a_large_picture_keeps_its_shape(tmp_path: Path) -> None:
    Image.new("RGB", (4000, 1000), "blue").save(tmp_path / "wide.png")
    asked = {**QUESTIONS[3], "image": {"file": "wide.png", "alt": "wide"}}
    content = files(make(asked), {"wide.png": pictures.load(tmp_path, "wide.png")})["d-worksheet.docx"]
    (shape,) = opened(content).inline_shapes
    assert (round(shape.width.pt), round(shape.height.pt)) == (360, 90)


def test_a_missing_picture_is_named_and_reported() -> None:
    asked = {**QUESTIONS[3], "prompt": "See ![a red box](gone.png)"}
    assert compiled(make(asked)).losses == (Loss("lost", ("questions", 0), "pictures"),)
    assert "a red box" in paragraphs(worksheet(asked), "Question")[0]


def test_a_cloze_that_cannot_be_opened_is_refused() -> None:
    output = compiled(make({"id": "q", "type": "cloze", "text": "![{{c1::a}}](p.png)"}, QUESTIONS[0]))
    assert [(loss.kind, loss.loc[:2]) for loss in output.losses] == [("refused", ("questions", 0))]
    assert [item.about for item in output.files[:2]] == ["1\N{NO-BREAK SPACE}question"] * 2


def test_our_own_decks_lose_nothing_but_a_blank_inside_a_blank() -> None:
    found = check([DECKS])
    assert len(found.decks) == 3
    for checked in found.decks:
        output = compiled(checked.deck, dict(checked.media))
        named = [(checked.deck.questions[loss.loc[1]].id, loss.what) for loss in output.losses]
        assert named == NESTED.get(checked.deck.deck, [])
        assert output.findings == ()
        for item in output.files:
            stream = io.BytesIO()
            item.write(stream)
            if item.name.endswith(".docx"):
                assert paragraphs(opened(stream.getvalue()), "Title")
