"""Any text comes back letter for letter when the items are read by lxml, a parser that is not ours.

What is read is what an engine shows: the text of the body, of each choice, of the feedback; and what
it compares: mapping keys.
"""

from __future__ import annotations

import hostile
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree
from qti21_support import QTI, Session, cases, compiled, entries, items, name_of, one, papers, text_of

from quizkit import markup
from quizkit.model.deck import Deck
from quizkit.model.questions import Choice
from quizkit.targets.qti21 import escape


def choices(item: etree._Element, element: str = "simpleChoice") -> dict[str, str]:
    return {name_of(node): text_of(node) for node in item.iter(f"{QTI}{element}")}


def feedback(item: etree._Element, outcome: str) -> dict[str, str]:
    return {
        name_of(node): text_of(node)
        for node in item.iterchildren(f"{QTI}modalFeedback")
        if node.get("outcomeIdentifier") == outcome
    }


def stem(item: etree._Element) -> str:
    """The first paragraph of the body."""
    (body,) = item.iterchildren(f"{QTI}itemBody")
    return text_of(body[0])


def keys(item: etree._Element) -> list[str]:
    return [node.get("mapKey", "") for node in item.iter(f"{QTI}mapEntry")]


def check(text: str) -> None:
    deck = hostile.deck(text)
    made = items(entries(compiled(deck)))
    assert set(made) == {question.id for question in deck.questions}
    for id, item in made.items():
        assert feedback(item, "EXPLANATION") == {"shown": text}
        assert feedback(item, "HINT") == {"shown": text}
        if id != "cloze":
            assert stem(item) == text, id
    options(made, text, deck)
    in_blank = text.replace("::", ": :")
    if "}}" not in markup.escape(in_blank) and "::" not in in_blank:  # else the first blank ends early
        assert stem(made["cloze"]) == f"before  {text}  after"
        assert keys(made["cloze"])[0] == f"x {in_blank} y"
    for asked in papers(deck):
        for case in cases(asked):
            score = Session(made[asked.question.id], case.responses).values["SCORE"]
            if case.name in ("empty", "key"):
                assert score == float(case.low), (asked.question.id, case)


def options(made: dict[str, etree._Element], text: str, deck: Deck) -> None:
    shown = choices(made["choice"])
    assert sorted(shown.values()) == sorted([text, f"b {text}", f"c {text}"])
    told = feedback(made["choice"], "FEEDBACK")
    assert {shown[name]: said for name, said in told.items()} == {text: text, f"b {text}": text}
    assert sorted(choices(made["multiple"]).values()) == sorted([text, f"a {text}", f"b {text}"])
    assert sorted(choices(made["ordering"]).values()) == [f"a {text}", f"b {text}", f"c {text}"]
    sides = list(choices(made["matching"], "simpleAssociableChoice").values())
    assert sides[:2] == [f"a {text}", f"b {text}"]
    assert sorted(sides[2:]) == [f"a {text}", f"b {text}", f"c {text}"]
    assert keys(made["short-answer"])[0] == text
    assert f"b {text}" in keys(made["short-answer"])
    (rubric,) = made["essay"].iter(f"{QTI}rubricBlock")
    assert text_of(rubric) == f"Model answer{text}Rubric{text} (2)"
    assert isinstance(deck.question("choice"), Choice)


@pytest.mark.parametrize("text", [*hostile.TEXTS, hostile.LONG.strip()], ids=lambda text: text[:20])
def test_a_text_with_a_meaning_means_nothing(text: str) -> None:
    check(text)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(hostile.TEXT)
def test_any_text_means_itself(text: str) -> None:
    check(text)


@given(st.text())
def test_escape_and_unescape_are_inverse(text: str) -> None:
    assert escape.unescape(escape.escape(text)) == text
    assert escape.unescape(escape.attribute(text)) == text


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff")))
def test_a_parser_reads_what_was_escaped(text: str) -> None:
    text = f"\t{text}\r\n "
    xml = f'<a b="{escape.attribute(text)}">{escape.escape(text)}</a>'
    element = etree.fromstring(xml)
    assert (element.text, element.get("b")) == (text, text)


def test_what_xml_cannot_hold_becomes_a_replacement_character() -> None:
    bad = "a\x00b\x1fc\ufffed\ud800e"
    deck = hostile.deck("x")
    question = deck.question("true-false").model_copy(update={"prompt": bad, "hint": bad, "tags": (bad,)})
    made = one(deck.model_copy(update={"questions": (question,)}))
    assert stem(made) == "a\ufffdb\ufffdc\ufffdd\ufffde"
