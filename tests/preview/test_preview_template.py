"""Our renderer of Anki's templates against Anki's own, on every card of every deck that we have."""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import hostile
import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "targets" / "anki"))
from anki_support import Student, build

from quizkit import pipeline
from quizkit.pipeline import Checked
from quizkit.preview import cards
from quizkit.preview.template import Side, cloze, is_empty, render
from quizkit.targets.anki import notetypes

ROOT = Path(__file__).parents[2]


@pytest.fixture
def student(tmp_path: Path) -> Iterator[Student]:
    made = Student(tmp_path / "student")
    yield made
    made.col.close()


def _same(student: Student, checked: Checked, folder: Path) -> int:
    """Compares every card; returns how many there were."""
    student.take(build(folder, checked.deck, media=checked.media))
    compared = 0
    for question in checked.deck.questions:
        note = cards.note_of(checked, question.id)
        assert note is not None
        for ordinal in note.ordinals:
            ours = cards.sides(note, ordinal)
            card = student.card(question.id, ordinal, checked.deck.deck)
            assert ours.front == _bare(card.question())
            assert ours.back == _bare(card.answer())
            compared += 1
    return compared


def _bare(shown: str) -> str:
    """Anki puts the style in front; the preview has it in the head."""
    return re.sub(r"\A<style>.*?</style>", "", shown, flags=re.DOTALL)


def test_cards_are_what_anki_shows(student: Student, tmp_path: Path) -> None:
    checked = pipeline.check([ROOT / "tests" / "corpus", ROOT / "decks"])
    assert len(checked.decks) > 10
    assert sum(_same(student, each, tmp_path) for each in checked.decks) > 100


def test_hostile_texts_too(student: Student, tmp_path: Path) -> None:
    texts = [
        text for text in hostile.TEXTS if unicodedata.is_normalized("NFC", text)
    ]  # as the reader gives them
    for number, text in enumerate(texts[::3]):
        made = hostile.deck(text, deck=f"hostile-{number}", title=f"T{number}", tags=["b<i>", "A&b"])
        assert _same(student, Checked(made, tmp_path, {}), tmp_path)


@pytest.mark.parametrize("name", list(notetypes.TEMPLATES))
def test_every_template_of_ours_is_understood(name: str) -> None:
    for template in notetypes.model(name).templates:
        fields = dict.fromkeys(
            [*(field["name"] for field in notetypes.model(name).fields), "Tags"], "{{c1::x}}"
        )
        for side, key in ((False, "qfmt"), (True, "afmt")):
            assert "{{" not in re.sub(r"\{\{c1::x\}\}", "", render(template[key], fields, Side(side, 0)))


def test_a_filter_that_no_template_uses_is_named() -> None:
    with pytest.raises(ValueError, match="hint:Front"):
        render("{{hint:Front}}", {"Front": "x"}, Side(answer=False, ordinal=0))


def test_sections_and_comments() -> None:
    fields = {"A": "a", "B": "<br> ", "C": "{{A}}"}
    side = Side(answer=False, ordinal=0)
    assert render("{{#A}}1{{^B}}2{{/B}}{{/A}}{{#B}}3{{#A}}4{{/A}}{{/B}}{{^A}}5{{/A}}", fields, side) == "12"
    assert render("<!-- {{A}} -->{{C}}", fields, side) == "<!-- {{A}} -->{{A}}"
    assert is_empty(" <div></div><br />\n")
    assert not is_empty("<img>")


def test_a_blank_that_is_not_on_this_card_shows_nothing() -> None:
    assert cloze("{{c2::a}} b", Side(answer=False, ordinal=0)) == ""
    assert cloze("x }} {{c1::a::h}}", Side(answer=True, ordinal=0)) == (
        'x }} <span class="cloze" data-ordinal="1">a</span>'
    )
