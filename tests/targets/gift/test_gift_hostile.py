"""Any text comes back letter for letter when a GIFT file is read as Moodle reads it.

The parser is `gift_support`: Moodle's importer, step by step, in other words (see there).
"""

from __future__ import annotations

import re

import hostile
import pytest
from gift_support import Read, by_id, compiled, one, picked, read, seen, typed
from hypothesis import HealthCheck, given, settings

from quizkit.model.deck import Deck
from quizkit.targets.gift import escape

ARROW = "->"


def check(text: str) -> None:
    deck = hostile.deck(text)
    content, output = compiled(deck)
    found = {item.id: item for item in read(content) if item.type != "category"}
    refused = {deck.questions[int(loss.loc[1])].id for loss in output.losses if loss.kind == "refused"}
    assert set(found) | refused == {question.id for question in deck.questions}
    assert not refused or not escape.readable(text)
    for item in found.values():
        assert seen(item.feedback).startswith(text), item.id
        if item.id != "cloze":
            assert seen(item.stem) == text, item.id
    options(found["choice"], text)
    assert [typed(answer.text) for answer in found["true-false"].answers] == []
    if "short-answer" in found:
        answers = [typed(answer.text) for answer in found["short-answer"].answers]
        assert answers[0] == text
        assert len(answers) == 1 if ARROW in text else f"b {text}" in answers  # and as keyboards write them
        assert all(answer.share == 1 for answer in found["short-answer"].answers)
    assert sorted(seen(answer) for answer in found["multiple"].answers) == sorted(
        [text, f"a {text}", f"b {text}"]
    )
    assert pairs(found["matching"]) == {
        f"a {text}": f"a {text}", f"b {text}": f"b {text}", "": f"c {text}"
    }  # fmt: skip
    assert pairs(found["ordering"]) == {f"a {text}": "1", f"b {text}": "2", f"c {text}": "3"}
    assert seen(found["cloze"].stem) == f"before (1) _____ {text} (2) _____ after"
    assert pairs(found["cloze"]) == {"(1)": f"x {re.sub(':(?=:)', ': ', text)} y", "(2)": "z"}
    if "flashcard" in found and found["flashcard"].type == "shortanswer":
        assert typed(found["flashcard"].answers[0].text) == text
    else:
        assert "flashcard" in refused or text in seen(found["flashcard"].feedback)


def options(found: Read, text: str) -> None:
    assert {seen(answer): seen(answer.feedback) for answer in found.answers} == {
        text: text, f"b {text}": text, f"c {text}": ""
    }  # fmt: skip
    assert [seen(answer) for answer in found.answers if answer.share == 1] == [text]
    assert sum(answer.share for answer in found.answers) == 1
    assert found.single


def pairs(found: Read) -> dict[str, str]:
    return {seen(left): picked(right) for left, right in found.pairs}


@pytest.mark.parametrize("text", [*hostile.TEXTS, hostile.LONG.strip()], ids=lambda text: text[:20])
def test_a_text_with_a_meaning_means_nothing(text: str) -> None:
    check(text)


@pytest.mark.parametrize(
    "text",
    ["[htmlx", "[", "%100%", "%-5%x", "> 3 -> x", "x -> y = z", "0", "a=b->c", "<b", "a <", "&lt", "a\\", "\\*\\"],
)  # fmt: skip
def test_what_only_this_format_reads_wrongly(text: str) -> None:
    check(text)


@pytest.mark.parametrize("text", ["&&058;", "a&&010b", "&&092;"])
def test_an_answer_that_moodle_changes_is_refused(text: str) -> None:
    check(text)
    output = compiled(hostile.deck(text))[1]
    refused = [loss for loss in output.losses if loss.kind == "refused"]
    assert {loss.what for loss in refused} == {f"Moodle would change the answer `{text}`"}
    assert len(refused) == 2  # the short answer and the flashcard


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(hostile.TEXT)
def test_any_text_comes_back(text: str) -> None:
    check(text)


@settings(max_examples=300, deadline=None)
@given(hostile.TEXT)
def test_escape_and_unescape_are_inverse(text: str) -> None:
    assert escape.unescape(escape.escape(text)) == text
    assert "\n" not in escape.escape(f"{text}\n{text}")


@pytest.mark.parametrize("title", ["a/b", "$course$", "x: y = {z}", "a // b", "C:\\new", "R&D <b>", "&lt;"])
def test_a_title_is_one_category(title: str) -> None:
    content = compiled(hostile.deck("x", title=title))[0]
    (category,) = (item for item in read(content) if item.type == "category")
    path = category.name.removeprefix("top/")
    assert path.replace("//", "").count("/") == 0
    assert picked(path.replace("//", "/")) == title
    assert not category.name.startswith("$")


def test_no_deck_goes_to_the_place_that_shows_no_questions() -> None:
    """Moodle's `top` holds the categories; a question right in it is in no list."""
    content = compiled(hostile.deck("x", title="top"))[0]
    assert [item.name for item in read(content) if item.type == "category"] == ["Top"]


@pytest.mark.parametrize("tag", ["a]b", "[tag:x]", "a::b", "é", "x\\]"])
def test_a_tag_comes_back(tag: str) -> None:
    asked = {"id": "q", "type": "true-false", "prompt": "x", "answer": True, "tags": [tag, "last"]}
    deck = Deck.model_validate({"deck": "d", "title": "T", "lang": "en", "questions": [asked]})
    assert one(compiled(deck)[0]).tags == [tag, "last"]


def test_a_tag_that_cannot_be_is_changed_and_reported() -> None:
    asked = {"id": "q", "type": "true-false", "prompt": "x", "answer": True, "tags": ["a<b", "c\\"]}
    deck = Deck.model_validate({"deck": "d", "title": "T", "lang": "en", "questions": [asked]})
    content, output = compiled(deck)
    assert one(content).tags == ["a_b", "c_"]
    assert [(loss.loc, loss.what) for loss in output.losses] == [
        (("questions", 0, "tags"), "some characters in tags")
    ]


def test_characters_that_no_text_has_do_not_break_lines() -> None:
    asked = {"id": "q", "type": "true-false", "prompt": "x", "answer": True}
    deck = Deck.model_validate({"deck": "d", "title": "T", "lang": "en", "questions": [asked]})
    broken = deck.questions[0].model_copy(update={"prompt": "a\rb\x00c\ud800"})
    content = compiled(deck.model_copy(update={"questions": (broken,)}))[0]
    assert by_id(deck)["q"].true
    assert "\r" not in content
    assert seen(one(content).stem).startswith("a")
