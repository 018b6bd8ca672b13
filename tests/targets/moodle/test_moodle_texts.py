"""Any text arrives letter for letter: XML and HTML are read by lxml, the rest by Moodle's rules.

`moodle_support.py` has the rules. They were compared with what Moodle's own importer makes of the same
files (question/format/xml/format.php and the types).
"""

from __future__ import annotations

import re
import unicodedata

import hostile
import moodle_support as support
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from quizkit import markup
from quizkit.model import cloze
from quizkit.model.deck import Deck
from quizkit.targets.moodle import escape

MORE = (
    "_____", "______ x", "{1:SHORTANSWER:=x}", "{#1}", r"\begin{x} \ref{a}", "$$$$", "\\}", "\\#", "~=x", "x\\",
    "x&", "[tex]x[/tex]", "{mlang en}x{mlang}", "0", "0.0", "a]]>b", "&#125;", "&#92;", "&#36;&#36;", "missing:",
)  # fmt: skip


def check(text: str) -> None:
    """All ten questions of a deck with `text` in every place."""
    text = unicodedata.normalize("NFC", text)
    found = support.read(hostile.deck(text))
    text = re.sub(" +", " ", text.strip())
    for name, element in found.items():
        if name in ("category", "cloze"):
            continue
        # The hint of an essay stands below its text.
        more = f"Hint{text}" if element.get("type") == "essay" else ""
        if name == "matching" and too_long(text):
            more = f"a {text}b {text}c {text}"  # lettered below the question, in the paper's order
            assert sorted(support.shown(element, "questiontext")) == sorted(text + more)
            more = ""
        else:
            assert support.shown(element, "questiontext") == text + more
        nothing_to_find(support.raw(element, "questiontext"))
        if name != "flashcard":
            assert support.shown(element, "generalfeedback") == text
        assert [support.shown(hint) for hint in element.findall("hint")] == ([] if more else [text])
    check_answers(found, text)


def check_answers(found: dict[str, etree._Element], text: str) -> None:
    options = {
        support.shown(item): support.shown(item, "feedback") for item in found["choice"].findall("answer")
    }
    assert options == {text: text, f"b {text}": text, f"c {text}": ""}
    several = {support.shown(item) for item in found["multiple"].findall("answer")}
    assert several == {text, f"a {text}", f"b {text}"}
    typed = [support.answer(support.raw(item)) for item in found["short-answer"].findall("answer")]
    assert typed[0] == text
    assert f"b {text}" in typed
    pairs = [(support.shown(item), support.option(support.raw(item, "answer")))
             for item in found["matching"].findall("subquestion")]  # fmt: skip
    if too_long(text):
        pairs = [(left, "ABC"["ABC".index(right)]) for left, right in pairs]
        assert {right for _, right in pairs} == set("ABC")
    else:
        assert pairs == [(f"a {text}", f"a {text}"), (f"b {text}", f"b {text}"), ("", f"c {text}")]
    assert [support.shown(item) for item in found["ordering"].findall("answer")] == [
        f"{letter} {text}" for letter in "abc"
    ]
    assert support.shown(found["essay"], "graderinfo") == f"Model answer{text}Rubric{text} (2)"


def too_long(text: str) -> bool:
    """Whether the options of the matching are too long for a list."""
    return len(escape.choice(f"a {text}")) > 120


def nothing_to_find(html: str) -> None:
    """What Moodle's filters and types look for in the HTML as it is stored."""
    for trap in (r"\\[(\[]", r"\$\$", r"@@", r"\[\[", r"\{", r"_____", r"\[tex\]"):
        assert not re.search(trap, html), trap


def check_cloze(text: str) -> None:
    deck = hostile.deck(unicodedata.normalize("NFC", text))
    source = deck.question("cloze").text  # type: ignore[union-attr]
    if len(cloze.scan(source)[0]) != 2:
        return  # the text has a blank of its own
    html, blanks = support.embedded(support.raw(support.read(deck)["cloze"], "questiontext"))
    text = re.sub(" +", " ", unicodedata.normalize("NFC", text).strip())
    assert blanks[0].right[0] == f"x {re.sub(':(?=:)', ': ', text)} y"
    assert blanks[1] == support.Embedded(1, ("z",))
    assert support.seen(html) == f"before {{#1}} {text} {{#2}} after"


@pytest.mark.parametrize("text", [*hostile.TEXTS, *MORE, pytest.param(hostile.LONG, id="long")])
def test_a_text_that_means_something_somewhere(text: str) -> None:
    check(text)
    check_cloze(text)


@settings(max_examples=60, deadline=None)
@given(hostile.TEXT)
def test_any_text(text: str) -> None:
    check(text)
    check_cloze(text)


@pytest.mark.parametrize("text", [*hostile.TEXTS, *MORE])
def test_a_word_bank_a_unit_and_a_passage(text: str) -> None:
    text = unicodedata.normalize("NFC", text)
    shown = markup.escape(text)
    made = Deck.model_validate({
        "deck": "d", "title": text, "lang": "en", "description": shown, "tags": ["".join(text.split())],
        "passages": [{"id": "p", "title": text, "text": shown}],
        "questions": [
            {"id": "bank", "type": "cloze", "text": f"{shown} {{{{c1::x::h}}}} [[9]] {{{{c2::y}}}}", "passage": "p",
             "distractors": [f"d {shown}"]},
            {"id": "unit", "type": "numeric", "prompt": shown, "answer": 1, "unit": text},
        ],
    })  # fmt: skip
    found = support.read(made)
    words = [support.option(support.raw(item)) for item in found["bank"].findall("selectoption")]
    assert sorted(words) == sorted(["x", "y", f"d {text}"])
    x, y = words.index("x") + 1, words.index("y") + 1
    html = support.raw(found["bank"], "questiontext")
    assert re.findall(r"\[\[(\d+)]]", html) == [str(x), str(y)]
    assert support.seen(html) == f"{text}{text}{text} [[{x}]] (h) [[9]] [[{y}]]"
    assert support.shown(found["unit"], "questiontext") == f"{text}__________ {text}"
    assert len(re.findall("_____+", support.raw(found["unit"], "questiontext"))) == 1
    assert found["unit"].findtext("units/unit/unit_name") == text
    assert support.shown(found["category"], "info") == text


@given(st.text(hostile.LETTERS))
def test_the_ways_in_have_their_ways_back(text: str) -> None:
    assert escape.unpattern(escape.pattern(text)) == text
    assert escape.unembedded(escape.embedded(text)) == text
    assert escape.unchoice(escape.choice(text)) == text
    assert support.option(escape.choice(text)) == text
    assert support.seen(escape.finish(escape.text(text))) == support.seen(text_node(text))


def text_node(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")


@given(st.text("{}\\#~=&%ab;:'\" *", min_size=1).filter(lambda text: text == text.strip()))
def test_embedded_answers_of_the_signs_that_count(text: str) -> None:
    written = f"{{1:SHORTANSWER:={escape.embedded(escape.pattern(text))}~=end}}"
    assert support.embedded(written) == ("{#1}", [support.Embedded(1, (text, "end"))])


@given(st.text())
def test_any_text_is_well_formed_xml(text: str) -> None:
    element = etree.fromstring(f"<text>{escape.cdata(text)}</text>".encode())
    assert len(element.text or "") <= len(text)
    kept = "".join(sign if is_char(sign) else "\ufffd" for sign in text)
    assert "".join((element.text or "").split("\n")) == re.sub("[\r\n]", "", kept)


def is_char(sign: str) -> bool:
    """What XML 1.0 calls a Char: https://www.w3.org/TR/xml/#charsets."""
    code = ord(sign)
    ranges = ((0x20, 0xD7FF), (0xE000, 0xFFFD), (0x10000, 0x10FFFF))
    return sign in "\t\n\r" or any(low <= code <= high for low, high in ranges)


def test_a_formula_stays_one_and_text_beside_it_becomes_none() -> None:
    deck = hostile.deck("x").model_copy(update={"questions": ()})
    made = type(hostile.deck("x")).model_validate(
        {**deck.model_dump(), "questions": [
            {"id": "q", "type": "flashcard", "answer": "x",
             "prompt": r"\\(a\\) is no formula, $\left\{ \frac{1}{2} \right.$ is one, \\[b\\] and \$\$c\$\$ are none"}
        ]}
    )  # fmt: skip
    html = support.raw(support.read(made)["q"], "questiontext")
    assert re.findall(r"\\[(\[].*?\\[)\]]", html) == [r"\(\left\&#x7b; \frac{1}{2} \right.\)"]
    assert "$$" not in html
    assert support.seen(html) == (
        r"\(a\) is no formula, \(\left\{ \frac{1}{2} \right.\) is one, \[b\] and $$c$$ are none"
    )
