"""What several targets share: characters, numbers, titles, the answers of blanks, clozes that nobody can ask."""

from __future__ import annotations

import csv
import io
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from quizkit.model.deck import Deck
from quizkit.model.parts import Accepted
from quizkit.model.questions import Cloze, Numeric
from quizkit.papers import answers, assemble, blanks
from quizkit.targets import csv as table
from quizkit.targets import lower, unasked
from quizkit.targets.base import Job, counted
from quizkit.targets.characters import legal
from quizkit.targets.exact import digits
from quizkit.targets.titles import shortened

EDGES = (
    0x9,
    0xA,
    0x20,
    0x7F,
    0x85,
    0xD7FF,
    0xD800,
    0xDFFF,
    0xE000,
    0xFFFD,
    0xFFFE,
    0xFFFF,
    0x10000,
    0x10FFFF,
)


@pytest.mark.parametrize("code", sorted({*range(0x20), *EDGES} - {0xD}))
def test_a_character_is_kept_where_an_xml_parser_takes_it(code: int) -> None:
    def read(text: str) -> str | None:
        try:
            return str(etree.fromstring(f"<a>{text}</a>".encode("utf-8", "surrogatepass")).text)
        except etree.XMLSyntaxError:
            return None

    expected = chr(code) if read(chr(code)) == chr(code) else "\ufffd"
    assert read(legal(chr(code))) == legal(chr(code)) == expected


@given(st.text(st.sampled_from("ab .…"), max_size=60), st.integers(10, 40))
def test_a_title_is_no_longer_than_it_may_be(line: str, most: int) -> None:
    made = shortened(line, most)
    assert len(made) <= most
    assert (made == line) if len(line) <= most else made.endswith("…")
    assert line.startswith(made.removesuffix("…"))


def test_a_title_is_cut_between_words_where_that_leaves_enough() -> None:
    assert shortened("The heart has four chambers, and so on.", 34) == "The heart has four chambers, and…"
    assert shortened("The heart has four chambers, and so on.", 30) == "The heart has four chambers…"
    assert shortened("A Donaudampfschifffahrtsgesellschaft", 20) == "A Donaudampfschifff…"


def test_numbers_are_exact() -> None:
    long = "1234567890123456789012345678901234567890.5"
    assert digits(Decimal(long)) == long
    assert [digits(Decimal(text)) for text in ("1E+3", "2.50", "100", "0.0", "-0.10")] == [
        "1000", "2.5", "100", "0", "-0.1",
    ]  # fmt: skip
    asked = Numeric(id="n", prompt="?", between=(Decimal("1e-40"), Decimal("3e40")))
    middle, margin = asked.middle
    assert digits(margin) == "14" + "9" * 39 + "." + "9" * 40 + "5"
    assert digits(middle) == "15" + "0" * 39 + "." + "0" * 40 + "5"


def test_a_blank_with_two_lists_of_answers_takes_them_all() -> None:
    accept = (
        Accepted(blank=1, answers=("b",)),
        Accepted(blank=2, answers=("d",)),
        Accepted(blank=1, answers=("c",)),
    )
    asked = Cloze(id="q", text="{{c1::a}} {{c2::x}}", accept=accept)
    assert [answers(asked, blank) for blank in blanks(asked)] == [("a", "b", "c"), ("x", "d")]


def test_how_much_a_file_holds() -> None:
    assert [counted(number, "row") for number in (0, 1, 2, 2000)] == [
        "0 rows",
        "1 row",
        "2 rows",
        "2,000 rows",
    ]


CODE = Deck.model_validate(
    {
        "deck": "d",
        "title": "T",
        "lang": "en",
        "questions": [
            {"id": "code", "type": "cloze", "text": "![{{c1::a}}](b.png)"},
            {"id": "plain", "type": "cloze", "text": "{{c1::a}} b"},
        ],
    }
)


def test_a_cloze_that_cannot_be_opened_is_refused_and_the_rest_is_asked() -> None:
    deck, losses = lower.askable(CODE)
    assert [question.id for question in deck.questions] == ["plain"]
    assert [(loss.kind, loss.loc) for loss in losses] == [("refused", ("questions", 0, "text"))]


def test_numbers_in_the_table_are_those_of_the_paper_that_was_printed() -> None:
    stream = io.BytesIO()
    table.compile(Job(CODE)).files[0].write(stream)
    (row,) = csv.DictReader(io.StringIO(stream.getvalue().decode("utf-8-sig"), newline=""))
    (item,) = assemble(lower.askable(CODE)[0], None)[0].items
    assert (row["id"], row["number"]) == ("plain", str(item.number)) == ("plain", "1")


def test_blanks_inside_blanks_and_passages_without_questions_are_named() -> None:
    deck = Deck.model_validate(
        {
            "deck": "d", "title": "T", "lang": "en",
            "facts": [{"id": "f", "statement": "So."}, {"id": "g", "statement": "And so."}],
            "passages": [{"id": "p", "text": "Read."}],
            "questions": [
                {"id": "a", "type": "cloze", "text": "{{c1::one}} {{c2::two}}", "facts": ["g"]},
                {"id": "b", "type": "cloze", "text": "{{c1::one {{c2::two}}}}"},
            ],
        }
    )  # fmt: skip
    assert [loss.loc for loss in unasked.nested(deck)] == [("questions", 1, "text")]
    assert [loss.loc for loss in unasked.facts(deck)] == [("facts", 0)]
    assert [loss.loc for loss in unasked.passages(deck)] == [("passages", 0)]
