"""Escaping: XML's own, and what keeps Canvas from reading LaTeX or blanks where there is only text."""

from __future__ import annotations

import pytest
from canvas_support import only, package, shown
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from quizkit.model.deck import Deck
from quizkit.targets.canvas.escape import blanks, no_tex, unescape, xml
from quizkit.targets.characters import legal

ANY = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)


@given(ANY)
def test_unescape_is_the_inverse(text: str) -> None:
    assert unescape(xml(text)) == legal(text)


@given(ANY)
def test_lxml_reads_what_was_written(text: str) -> None:
    assert etree.fromstring(f"<a>{xml(text)}</a>".encode()).xpath("string()") == legal(text)


@pytest.mark.parametrize("bad", ["\x00", "\x0b", "\x1b", "\ufffe", "\uffff", "\ud800"])
def test_what_xml_forbids_is_replaced(bad: str) -> None:
    assert xml(f"a{bad}b") == "a\ufffdb"


def test_a_deck_from_python_with_such_a_character_is_well_formed() -> None:
    deck = Deck.model_validate(
        {"deck": "d", "title": "T", "lang": "en", "questions": [
            {"id": "x", "type": "short-answer", "prompt": "p", "answer": "a"}]}
    )  # fmt: skip
    question = deck.questions[0].model_copy(update={"prompt": "a\x01b\ufffec"})
    assert package(deck.model_copy(update={"questions": (question,)})).items["x"].stem == "a\ufffdb\ufffdc"


@pytest.mark.parametrize("text", [r"\(x\)", r"\[x\]", "$$x$$", r"a \\( b"])
def test_no_text_reads_as_latex(text: str) -> None:
    html = no_tex(f'<p title="$$">{text}</p>')
    assert shown(html) == text
    assert 'title="$$"' in html
    inside = html.split(">", 1)[1]
    assert not any(sign in inside for sign in (r"\(", r"\[", "$$"))


def test_brackets_beside_blanks_name_no_blank() -> None:
    html = blanks('<p><img alt="[a]"> [x] <blank 1> and <blank 12></p>', "blank")
    assert html == '<p><img alt="[a]"> <span>[</span>x] [blank1] and [blank12]</p>'


def test_a_blank_has_a_name_that_the_text_has_not() -> None:
    item = only(type="cloze", text="[blank1] is no {{c1::gap}}, nor is [blankx].")
    assert list(item.lists) == ["response_blankxx1"]
    assert item.stem == "[blank1] is no [blankxx1], nor is [blankx]."
    assert item.stem_html.count("[blank") == 1
