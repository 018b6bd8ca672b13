"""Which files come out, and what every one of them is like."""

from __future__ import annotations

import csv
import io
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pdf_support import ALL_KINDS, clean, make, open_pdf, printed, squeezed, tags, text

from quizkit.media import Medium
from quizkit.papers import assemble, volumes
from quizkit.targets.pdf import engine

PLAIN = {"id": "q", "type": "short-answer", "prompt": "Say hello", "answer": "hello"}
A4, LETTER = (595.28, 841.89), (612, 792)


def test_the_files_of_a_plain_deck() -> None:
    assert list(clean(make(PLAIN, facts=[]))) == ["d-worksheet.pdf", "d-key.pdf"]
    assert list(clean(make(PLAIN))) == ["d-worksheet.pdf", "d-key.pdf", "d-facts.pdf"]


def test_a_deck_of_facts_alone_has_no_empty_worksheet() -> None:
    assert list(clean(make())) == ["d-facts.pdf"]


def test_declared_worksheets_and_their_versions() -> None:
    sheets = [{"id": "one", "sections": [{}]}, {"id": "two", "versions": 2, "sections": [{}]}]
    names = list(clean(make(PLAIN, facts=[], worksheets=sheets)))
    assert names == [
        *("d-worksheet.pdf", "d-key.pdf", "d-one.pdf", "d-one-key.pdf"),
        *("d-two-A.pdf", "d-two-A-key.pdf", "d-two-B.pdf", "d-two-B-key.pdf", "d-two-versions.csv"),
    ]


def test_versions_asked_for_hold_for_every_worksheet() -> None:
    names = set(clean(make(PLAIN, facts=[], worksheets=[{"id": "one", "sections": [{}]}]), versions=2))
    assert {"d-worksheet-A.pdf", "d-worksheet-B-key.pdf", "d-worksheet-versions.csv", "d-one-B.pdf"} <= names
    assert "d-worksheet.pdf" not in names


def test_two_worksheets_that_would_be_one_file() -> None:
    sheets = [{"id": "w", "sections": [{}]}, {"id": "w-KEY", "sections": [{}]}]
    files, findings = printed(make(PLAIN, worksheets=sheets))
    assert [(found.code, found.loc) for found in findings] == [("QK503", ("worksheets", 1, "id"))]
    assert "d-w-key.pdf" in files


def test_an_unfilled_pick_is_reported() -> None:
    _, findings = printed(make(PLAIN, worksheets=[{"id": "w", "sections": [{"pick": 2}]}]))
    assert [found.code for found in findings] == ["QK115"]


@pytest.mark.parametrize(
    ("options", "size"),
    [({}, A4), ({"paper": "letter"}, LETTER), ({"paper": "letter", "large_print": True}, LETTER)],
)
def test_page_sizes(options: dict[str, Any], size: tuple[float, float]) -> None:
    for content in (
        content for name, content in clean(make(*ALL_KINDS), **options).items() if name.endswith(".pdf")
    ):
        with open_pdf(content) as document:
            boxes = [[float(number) for number in page.mediabox[2:]] for page in document.pages]
        assert boxes == [pytest.approx(size, abs=0.1)] * len(boxes)


def heights(content: bytes) -> list[float]:
    """The sizes of all characters on a page."""
    import pypdfium2
    import pypdfium2.raw as raw

    document = pypdfium2.PdfDocument(content)
    layer = document[0].get_textpage()
    sizes = [raw.FPDFText_GetFontSize(layer.raw, index) for index in range(layer.count_chars())]
    layer.close()
    document.close()
    return sizes


def test_large_print_has_eighteen_and_twenty_four_points() -> None:
    large = heights(clean(make(PLAIN), large_print=True)["d-worksheet.pdf"])
    plain = heights(clean(make(PLAIN))["d-worksheet.pdf"])
    assert max(large) >= 24
    assert sorted(large)[len(large) // 2] >= 14.5
    assert max(plain) < 20
    body = text(clean(make(*ALL_KINDS), large_print=True)["d-worksheet.pdf"])
    assert "Capital of France" in body


@pytest.mark.parametrize(("lang", "said"), [("en", "en"), ("fr-CA", "fr-CA"), ("he", "he")])
def test_every_file_is_accessible(lang: str, said: str) -> None:
    for name, content in clean(make(*ALL_KINDS, lang=lang), versions=2).items():
        if not name.endswith(".pdf"):
            continue
        with open_pdf(content) as document:
            assert str(document.Root.Lang) == said
            assert bool(document.Root.MarkInfo.Marked)
            assert bool(document.Root.ViewerPreferences.DisplayDocTitle)
            with document.open_metadata() as metadata:
                assert metadata["pdfuaid:part"] == "1"
                assert metadata["dc:title"].startswith("Sheet of everything")
                assert "dc:creator" not in metadata
            kinds = [kind for kind, _ in tags(document)]
        assert kinds.count("/H1") == 1
        assert {"/L", "/LI", "/Lbl", "/LBody"} <= set(kinds)


def test_fonts_are_embedded_and_can_be_read_back() -> None:
    with open_pdf(clean(make(*ALL_KINDS))["d-key.pdf"]) as document:
        found = [
            item
            for item in document.objects
            if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/Font"
        ]
        assert found
        assert all("/ToUnicode" in font for font in found if font.Subtype == "/Type0")
        descriptors = [
            item for item in document.objects if isinstance(item, pikepdf.Dictionary) and "/FontName" in item
        ]
        assert all(
            "/FontFile3" in item or "/FontFile2" in item
            for item in descriptors
            if item.get("/Type") == "/FontDescriptor"
        )


def test_the_same_bytes_twice_and_in_another_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    first = clean(make(*ALL_KINDS), versions=2)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    assert clean(make(*ALL_KINDS), versions=2) == first
    assert list(tmp_path.iterdir()) == []


def test_the_date_inside_comes_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    def created() -> str:
        with open_pdf(clean(make(PLAIN))["d-worksheet.pdf"]) as document:
            return str(document.docinfo["/CreationDate"])

    assert created().startswith("D:20200101")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
    assert created().startswith("D:19700102")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "yesterday")
    assert created().startswith("D:20200101")


def test_nothing_is_left_behind_when_something_fails(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def broken(*_: object, **__: object) -> bytes:
        raise KeyboardInterrupt

    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setattr(engine.Press, "make", broken)
    with pytest.raises(KeyboardInterrupt):
        printed(make(PLAIN))
    assert list(tmp_path.iterdir()) == []


def rows(content: bytes) -> list[dict[str, str]]:
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.count(b"\n") == content.count(b"\r\n")
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_the_map_gives_every_answer_again() -> None:
    deck = make(*ALL_KINDS)
    files = clean(deck, versions=2, seed="s")
    mapped = rows(files["d-worksheet-versions.csv"])
    assert len(mapped) == 2 * len(ALL_KINDS)
    keys = {letter: text(files[f"d-worksheet-{letter}-key.pdf"]) for letter in "AB"}
    for paper in assemble(deck, None, 2, "s"):
        for item in paper.items:
            row = next(
                row for row in mapped if (row["version"], row["number"]) == (paper.version, str(item.number))
            )
            assert (row["question"], row["type"]) == (item.question.id, item.question.type)
            assert row["order"] == " ".join(str(index + 1) for index in item.order)
            assert row["position"] == str(
                [question.id for question in deck.questions].index(item.question.id) + 1
            )
            if item.solution:
                assert squeezed(row["key"]) == "".join(item.solution)
                assert squeezed(f"{item.number}. {row['key']}") in squeezed(keys[paper.version])
    by_question = {row["question"]: row["key"] for row in mapped if row["version"] == "A"}
    assert (by_question["tf"], by_question["sa"], by_question["nu"]) == (
        "False",
        "Zebra Jupiter",
        "987654 km",
    )
    assert by_question["cb"] == "Rome | Italian"


@pytest.mark.parametrize("answer", ["=1+1", "+1", "-1+2", "@x", "＝1"])
def test_no_cell_becomes_a_formula(answer: str) -> None:
    files, _ = printed(make({**PLAIN, "answer": answer}), versions=2)
    content = files["d-worksheet-versions.csv"]
    assert {row["key"] for row in rows(content)} == {f"'{answer}"}


def test_cells_that_are_harmless_stay_as_they_are() -> None:
    files, _ = printed(make({**PLAIN, "answer": "-1"}), versions=2)
    assert {row["key"] for row in rows(files["d-worksheet-versions.csv"])} == {"-1"}


def test_a_very_long_paper_comes_in_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(volumes, "SIZE", 3)
    questions = [{**PLAIN, "id": f"q{n}", "prompt": f"Stem{n}."} for n in range(7)]
    sheet = {
        "id": "w",
        "sections": [{"title": "Up", "questions": ["q0", "q1", "q2", "q3"]}, {"title": "Down"}],
    }
    files = clean(make(*questions, facts=[], worksheets=[sheet]))
    assert [name for name in files if "-w-" in name] == [
        *("d-w-1.pdf", "d-w-key-1.pdf", "d-w-2.pdf", "d-w-key-2.pdf", "d-w-3.pdf", "d-w-key-3.pdf"),
    ]
    bodies = [text(files[f"d-w-{part}.pdf"]) for part in (1, 2, 3)]
    assert [[n for n in range(7) if f"Stem{n}." in body] for body in bodies] == [[0, 1, 2], [3, 4, 5], [6]]
    assert ["Up" in bodies[1], "Down" in bodies[1], "7. Stem6." in bodies[2]] == [True, True, True]
    assert "part 2 of 3" in bodies[1]


TALL = {
    "lines": "start\n\n" + "\\\n".join(f"L{n}." for n in range(150)),
    "list": "\n".join(f"- L{n}." for n in range(150)),
    "code": "```\n" + "\n".join(f"L{n}." for n in range(150)) + "\n```",
    "table": "| a |\n|---|\n" + "\n".join(f"| L{n}. |" for n in range(150)),
    "text": " ".join(f"L{n}. is some words long, and so it goes on." for n in range(150)),
}


@pytest.mark.parametrize("source", TALL.values(), ids=TALL)
def test_what_is_taller_than_a_page_goes_on_on_the_next(source: str) -> None:
    where = [{"prompt": source}, {"explanation": source}, {"passage": "t"}]
    passages = [{"id": "p", "text": "p"}, {"id": "t", "text": source}]
    deck = make(
        *({**PLAIN, "id": f"q{n}", **fields} for n, fields in enumerate(where)), passages=passages, facts=[]
    )
    for content in clean(deck).values():
        body = text(content)
        assert [n for n in range(150) if body.count(f"L{n}.") != 2] == []


PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489"
    "0000000d49444154789c6360f8cf500f0003860180"  # a pixel
    "5a347d6b0000000049454e44ae426082"
)


@pytest.fixture
def picture(tmp_path: Path) -> Callable[[bytes], Medium]:
    def write(content: bytes) -> Medium:
        from hashlib import sha256

        path = tmp_path / "p.png"
        path.write_bytes(content)
        return Medium("p.png", path, "png", len(content), sha256(content).hexdigest(), 800, 400)

    return write


def test_pictures_carry_their_description(picture: Callable[[bytes], Medium]) -> None:
    from PIL import Image

    buffer = io.BytesIO()
    Image.new("RGB", (800, 400), "red").save(buffer, "PNG")
    question = {
        **PLAIN,
        "image": {"file": " p.png", "alt": "A *red* box"},
        "prompt": "Look ![Small red box](p.png) here",
    }
    files, findings = printed(make(question), media={"p.png": picture(buffer.getvalue())})
    assert findings == ()
    with open_pdf(files["d-worksheet.pdf"]) as document:
        alts = [str(item.Alt) for kind, item in tags(document) if kind == "/Figure"]
    assert sorted(alts) == ["A red box", "Small red box"]


def test_a_picture_that_cannot_be_drawn_names_its_question(picture: Callable[[bytes], Medium]) -> None:
    questions = [{**PLAIN, "id": f"q{n}"} for n in range(5)]
    questions[3] |= {"image": {"file": "p.png", "alt": "A"}}
    files, findings = printed(make(*questions), media={"p.png": picture(PNG[:40])})
    assert [(found.code, found.loc) for found in findings] == [("QK504", ("questions", 3))]
    assert "image" in findings[0].message
    assert "d-worksheet.pdf" not in files
    assert "d-facts.pdf" in files


def test_a_picture_without_a_description_is_explained(picture: Callable[[bytes], Medium]) -> None:
    from PIL import Image

    buffer = io.BytesIO()
    Image.new("RGB", (8, 8), "red").save(buffer, "PNG")
    questions = [PLAIN, {**PLAIN, "id": "r", "prompt": "Look ![](p.png) here"}]
    _, findings = printed(make(*questions), media={"p.png": picture(buffer.getvalue())})
    assert [(found.code, found.loc) for found in findings] == [("QK504", ("questions", 1))]
    assert "description" in findings[0].message


def test_a_character_that_no_font_has_is_named_with_its_text(monkeypatch: pytest.MonkeyPatch) -> None:
    import typst

    def embedded_only(_paths: tuple[str, ...], _system: bool) -> typst.Fonts:
        return typst.Fonts(include_system_fonts=False)

    monkeypatch.setattr(engine, "fonts", embedded_only)
    questions = [
        PLAIN,
        {**PLAIN, "id": "r", "prompt": "What is 東 and 京?"},
        {**PLAIN, "id": "s", "answer": "東"},
    ]
    files, findings = printed(make(*questions))
    assert [(found.code, found.loc) for found in findings] == [
        ("QK502", ("questions", 1, "prompt")),
        ("QK502", ("questions", 2, "answer")),
    ]
    assert all(part in findings[0].message for part in ("東", "U+6771", "京", "U+4EAC"))
    assert "--fonts" in findings[0].hint
    assert list(files) == ["d-facts.pdf"]


def test_what_joins_the_parts_of_an_emoji_is_not_named(monkeypatch: pytest.MonkeyPatch) -> None:
    import typst

    monkeypatch.setattr(engine, "fonts", lambda _paths, _system: typst.Fonts(include_system_fonts=False))
    _, (found,) = printed(make({**PLAIN, "prompt": "A family: \U0001f469\u200d\U0001f467"}))
    assert found.code == "QK502"
    assert "U+1F469" in found.message
    assert "U+200D" not in found.message


def test_no_font_has_a_control_character() -> None:
    _, findings = printed(make({**PLAIN, "prompt": "a\x07b"}))
    assert [(found.code, found.loc) for found in findings] == [("QK502", ("questions", 0, "prompt"))]
    assert "U+0007" in findings[0].message
    assert "\x07" not in findings[0].message


@pytest.mark.parametrize(
    "prompt",
    [
        "Привет, мир",
        "שלום",
        "Ωμέγα",
        "« oui\u202f! » 3\u00a0€",
        "½ × ≤ → “quotes” … ‘a’ – — −",
        "✓",
        "○ ●",
        "Łódź, Ćwiczenie, İstanbul, ß",
    ],
)
def test_characters_of_the_embedded_fonts(prompt: str, monkeypatch: pytest.MonkeyPatch) -> None:
    import typst

    alone = typst.Fonts(include_system_fonts=False)
    monkeypatch.setattr(engine, "fonts", lambda _paths, _system: alone)
    body = squeezed(text(clean(make({**PLAIN, "prompt": prompt}))["d-worksheet.pdf"]))
    assert squeezed(prompt) in body or squeezed(prompt)[::-1] in body
