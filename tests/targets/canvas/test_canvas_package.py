"""The package as a whole: what the manifest says is there, is there; the quiz's settings; pictures; refusals."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from canvas_support import META, PACKAGE, QTI, compiled, lost, one, package, shown, written

from quizkit.media import Medium
from quizkit.model.deck import Deck
from quizkit.pipeline import check
from quizkit.targets.canvas.items import LONGEST

DECKS = Path(__file__).parents[3] / "decks"
CARD = {"id": "x", "type": "short-answer", "prompt": "p", "answer": "a"}
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>'


def picture(folder: Path, name: str, kind: str = "svg") -> Medium:
    path = folder / "stored"
    path.write_bytes(SVG)
    return Medium(name=name, path=path, kind=kind, size=len(SVG), digest="0123456789abcdef" * 4)  # type: ignore[arg-type]


def deck(*questions: dict[str, object], **header: object) -> Deck:
    return Deck.model_validate({"deck": "d", "title": "T", "lang": "en", **header, "questions": questions})


def test_the_manifest_names_every_file_and_no_other(tmp_path: Path) -> None:
    question = {**CARD, "image": {"file": "media/ä b.svg", "alt": "alt"}}
    found = package(deck(question), {"media/ä b.svg": picture(tmp_path, "media/ä b.svg")})
    manifest = found.xml("imsmanifest.xml")
    files = [node.get("href") for node in manifest.iterfind(".//p:file", PACKAGE)]
    assert sorted(files) == sorted(set(found.entries) - {"imsmanifest.xml"})
    assert next(iter(found.entries)) == "imsmanifest.xml"
    quiz, meta, image = manifest.findall(".//p:resource", PACKAGE)
    assert quiz.get("type") == "imsqti_xmlv1p2"
    assert quiz.find("p:dependency", PACKAGE).get("identifierref") == meta.get("identifier")
    assert meta.get("type") == "associatedcontent/imscc_xmlv1p1/learning-application-resource"
    assert image.get("type") == "webcontent"


def test_canvas_finds_the_settings_by_the_name_of_the_quiz() -> None:
    found = package(deck(CARD))
    (name,) = [name for name in found.entries if name.endswith("assessment_meta.xml")]
    folder = name.split("/")[0]
    quiz = found.xml(f"{folder}/{folder}.xml").find("q:assessment", QTI)
    assert quiz.get("ident") == folder == found.xml("assessment_meta.xml").get("identifier")


def test_nothing_shuffles_what_the_paper_has_shuffled() -> None:
    meta = package(deck(CARD, title="A & B <c>", description="*d* & e")).xml("assessment_meta.xml")
    assert meta.findtext("m:shuffle_answers", None, META) == "false"
    assert meta.findtext("m:title", None, META) == "A & B <c>"
    assert shown(meta.findtext("m:description", None, META)) == "d & e"
    assert meta.findtext("m:available", None, META) == "false"


def test_the_points_add_up() -> None:
    found = package(deck({**CARD, "points": "1.5"}, {**CARD, "id": "y"}))
    total = Decimal(found.xml("assessment_meta.xml").findtext("m:points_possible", None, META))
    assert total == sum(Decimal(item.points) for item in found.items.values()) == Decimal("2.5")


def test_idents_are_names_and_stay_the_same() -> None:
    first, second = package(deck(CARD)), package(deck({**CARD, "id": "other"}, {**CARD, "prompt": "changed"}))
    assert first.items["x"].ident == second.items["x"].ident != second.items["other"].ident
    assert first.items["x"].ident[0].isalpha()
    assert first.items["x"].ident.isalnum()


def test_two_builds_have_the_same_bytes() -> None:
    assert written(compiled(deck(CARD))) == written(compiled(deck(CARD)))


def test_a_picture_goes_into_the_package(tmp_path: Path) -> None:
    question = {
        **CARD,
        "prompt": "![in <text>](<media/ä b.svg>)",
        "image": {"file": "media/ä b.svg", "alt": 'a "q"'},
    }
    found = package(deck(question), {"media/ä b.svg": picture(tmp_path, "media/ä b.svg")})
    (name,) = [name for name in found.entries if name.startswith("media/")]
    assert name.isascii()
    assert " " not in name
    assert found.entries[name] == SVG
    assert found.items["x"].stem_html.count(f'<img src="$IMS-CC-FILEBASE$/{name}" alt="') == 2
    assert 'alt="a &quot;q&quot;"' in found.items["x"].stem_html
    assert found.losses == ()


def test_a_picture_that_is_not_there_is_its_alternative_text() -> None:
    found = package(deck({**CARD, "image": {"file": "a.png", "alt": "a <map> of $5"}}))
    assert found.items["x"].stem == "pa <map> of $5"
    assert lost(found.losses) == ["pictures"]


def test_a_picture_in_the_description_is_packed_too(tmp_path: Path) -> None:
    found = package(deck(CARD, description="![alt](m.svg)"), {"m.svg": picture(tmp_path, "m.svg")})
    assert [name for name in found.entries if name.startswith("media/")]


def test_a_passage_stands_in_each_of_its_questions() -> None:
    passage = [{"id": "p", "text": "Read *this*.", "title": "Title"}]
    found = package(deck({**CARD, "passage": "p"}, {**CARD, "id": "y", "passage": "p"}, passages=passage))
    assert [item.stem for item in found.items.values()] == ["TitleRead this.p"] * 2


def test_a_text_that_canvas_would_throw_away_is_refused() -> None:
    """More than 16,384 characters of HTML: Canvas puts a notice there instead."""
    passage = [{"id": "p", "text": "word " * 3500}]
    output = compiled(deck({**CARD, "passage": "p"}, {**CARD, "id": "y"}, passages=passage))
    assert [(loss.kind, loss.loc) for loss in output.losses] == [("refused", ("questions", 0))]
    assert f"{LONGEST:,}" in output.losses[0].what
    assert list(package(deck({**CARD, "passage": "p"}, {**CARD, "id": "y"}, passages=passage)).items) == ["y"]


def test_an_answer_without_text_is_refused_and_no_file_is_left() -> None:
    output = compiled(deck({**CARD, "answer": "![](a.png)"}))
    assert [(loss.kind, loss.what) for loss in output.losses] == [
        ("refused", "its answer has no text that can be typed")
    ]
    assert output.files == ()
    assert compiled(deck()).files == ()


def test_a_blank_that_cannot_be_opened_is_refused() -> None:
    output = compiled(deck({"id": "c", "type": "cloze", "text": "<https://example.org/{{c1::x}}>"}))
    assert [loss.kind for loss in output.losses] == ["refused"]
    assert output.files == ()


def test_a_deck_from_right_to_left_says_so_everywhere() -> None:
    question = {
        "type": "choice", "prompt": "שלום (1)", "answer": {"text": "כן", "feedback": "טוב"}, "distractors": ["לא"],
        "explanation": "כי",
    }  # fmt: skip
    item = package(one(lang="he", **question)).items["x"]
    texts = [node.text for node in item.element.iterfind(".//q:mattext", QTI)]
    assert len(texts) == 5
    assert all(text.startswith('<div dir="rtl" lang="he">') for text in texts)


def test_other_decks_say_their_language() -> None:
    item = package(one(lang="fr-CA", type="essay", prompt="Pourquoi ?")).items["x"]
    assert item.stem_html == '<div lang="fr-CA"><p>Pourquoi ?</p></div>'


def test_a_long_title_is_cut_and_reported() -> None:
    found = package(deck(CARD, title="t" * 300))
    assert len(found.xml("assessment_meta.xml").findtext("m:title", None, META)) == 255
    assert lost(found.losses) == ["titles beyond 255 characters"]


@pytest.mark.parametrize("name", ["tour", "nato-kyiv"])
def test_our_own_decks_are_whole(name: str) -> None:
    for checked in check([DECKS / name]).decks:
        found = package(checked.deck, checked.media)
        assert len(found.items) == len(checked.deck.questions)
        assert "refused" not in {loss.kind for loss in found.losses}
        assert "pictures" not in lost(found.losses)


def test_progress_counts_every_question() -> None:
    done: list[int] = []
    compiled(deck(*({**CARD, "id": f"q{n}"} for n in range(1100))), progress=done.append)
    assert sum(done) == 1100
