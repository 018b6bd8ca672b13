"""Any text comes back letter for letter, read by python-docx and lxml, which know nothing of us."""

from __future__ import annotations

import hostile
import pytest
from docx_support import W, files, opened, paragraphs, text
from hypothesis import HealthCheck, given, settings

from quizkit.model.deck import Deck
from quizkit.targets.docx import xml

QUICK = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def shown(said: str) -> str:
    """What paper shows of a text: white space at its ends is not seen."""
    return said.strip()


def holds(said: str) -> None:
    made = files(hostile.deck(said))
    students, teachers = (opened(made[f"hostile-{kind}.docx"]) for kind in ("worksheet", "key"))
    expected = shown(said)
    options = paragraphs(students, "Option")
    assert sorted(options) == sorted([expected, f"b {expected}", f"c {expected}"])
    assert sorted(paragraphs(students, "MatchRight")) == sorted(f"{at} {expected}" for at in "abc")
    assert sorted(paragraphs(students, "OrderItem")) == sorted(f"{at} {expected}" for at in "abc")
    prompts = [line.rpartition("\t")[0].removesuffix("\n") for line in paragraphs(students, "Question")]
    assert prompts == [expected] * 9
    (cloze,) = paragraphs(students, "ClozeQuestion")
    assert f" {expected} " in cloze
    assert paragraphs(teachers, "Remark").count(f"Explanation: {expected}") == 10
    assert paragraphs(teachers, "Remark").count(f"Hint: {expected}") == 10
    assert f"Answer: {expected}" in paragraphs(teachers, "Answer")
    assert f"Model answer: {expected}" in paragraphs(teachers, "Remark")
    assert [row.cells[0].text for row in teachers.tables[-1].rows][1:] == [expected]
    assert paragraphs(teachers, "Feedback")[0] == expected


@pytest.mark.parametrize("said", [*hostile.TEXTS, hostile.LONG])
def test_texts_that_mean_something_elsewhere(said: str) -> None:
    holds(said)


@QUICK
@given(hostile.TEXT)
def test_any_text(said: str) -> None:
    holds(said)


def test_what_xml_cannot_hold_is_replaced() -> None:
    assert xml.escape("a\0b\x1f\ufffe<&>\"'") == "a\ufffdb\ufffd\ufffd&lt;&amp;&gt;&quot;&#x27;"
    deck = hostile.deck("x").model_copy(update={"title": "a\x01b"})
    made = opened(files(deck)["hostile-worksheet.docx"])
    assert paragraphs(made, "Title") == ["a\ufffdb"]


def test_addresses_hold_nothing_that_no_address_may() -> None:
    source = {"title": "S", "url": 'https://example.org/a b?<c>="{é}"&d=%20#e'}
    deck = Deck.model_validate(
        {"deck": "d", "title": "T", "lang": "en", "sources": {"s": source},
         "facts": [{"id": "f", "statement": "x", "source": "s"}]}
    )  # fmt: skip
    document = opened(files(deck)["d-facts.docx"])
    (link,) = (rel for rel in document.part.rels.values() if rel.is_external)
    assert link.target_ref == "https://example.org/a%20b?%3Cc%3E=%22%7B%C3%A9%7D%22&d=%20#e"
    assert source["url"] in paragraphs(document, "Small")[0]


def test_code_keeps_its_lines_and_spaces() -> None:
    deck = Deck.model_validate(
        {"deck": "d", "title": "T", "lang": "en", "questions": [
            {"id": "q", "type": "short-answer", "prompt": "```\na  <b>\n\tc\n```", "answer": "x"}]}
    )  # fmt: skip
    document = opened(files(deck)["d-worksheet.docx"])
    (code,) = (p._p for p in document.paragraphs if p.style.style_id == "Code")
    assert text(code) == "a  <b>\n\tc"
    assert code.find(f".//{W}tab") is not None
