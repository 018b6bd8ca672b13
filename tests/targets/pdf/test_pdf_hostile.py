"""Any text comes out on paper as it was written."""

from __future__ import annotations

import re

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pdf_support import clean, make, open_pdf, squeezed, tags, text

HOSTILE = [
    '#eval("1+1")',
    "#import sys: inputs",
    "$sum_(i=0)^n$ typst",
    "@reference <label>",
    "// no comment /* none */",
    "\\u{41} \\# \\",
    "'single' \"double\" -- --- ...",
    "{{c1::not a cloze}}",
    "#{ while true {} }",
    "= Heading? + 1. - list",
    "~ tilde ` backtick ``` three",
    "&lt;b&gt; <script>alert(1)</script>",
    "] ) } [ ( {",
    "%PDF-1.7 endobj stream",
    "a\u200bb zero width",
    "{name} %s ${HOME} {0}",
]
_MARKS = re.compile(r"([!-/:-@\[-`{-~])")


def escaped(string: str) -> str:
    """Markdown that says `string`."""
    return _MARKS.sub(r"\\\1", string)


def said(strings: list[str]) -> str:
    """The worksheet and its key, as text, that ask for every string in every place."""
    questions = [
        {
            "id": f"q{n}",
            "type": "choice",
            "prompt": f"<<{n} {string} >>",
            "answer": f"A{string}A",
            "distractors": [f"B{string}B"],
            "explanation": string,
            "shuffle": False,
        }
        for n, string in enumerate(map(escaped, strings))
    ]
    sheet = {
        "id": "w",
        "title": "T" + "".join(strings[0].split()),
        "sections": [{"title": f"S {strings[0]}"}],
    }
    files = clean(make(*questions, facts=[], worksheets=[sheet]))
    return squeezed(text(files["d-w.pdf"])) + "|" + squeezed(text(files["d-w-key.pdf"]))


def check(strings: list[str]) -> None:
    body = said(strings)
    for string in strings:
        bare = squeezed(string).replace("\u200b", "")
        for wrapped in (f"A{bare}A", f"B{bare}B"):
            assert body.replace("\u200b", "").count(wrapped) >= 2, wrapped


def test_strings_that_mean_something_to_typst() -> None:
    check(HOSTILE)


# One line each, so that no line end of the reader's stands for a character; no space is needed.
LETTERS = st.characters(min_codepoint=33, max_codepoint=126) | st.sampled_from("éàçßøŁжЯΩ½×–—“”’…€")
STRINGS = st.lists(st.text(LETTERS, min_size=1, max_size=24), min_size=20, max_size=20)


@given(STRINGS)
@settings(max_examples=15, deadline=None)
def test_any_text_letter_for_letter(strings: list[str]) -> None:
    check(strings)


@pytest.mark.parametrize(
    "tex", [r"\#eval(1)", r"\text{#read(\"data.json\")}", r"x \% \$", r"\unknowncommand{x}", "{", r"\frac{1}"]
)
def test_formulas_cannot_run_anything(tex: str) -> None:
    files = clean(make({"id": "q", "type": "short-answer", "prompt": f"Say ${tex}$ now", "answer": "a"}))
    body = text(files["d-worksheet.pdf"])
    assert "Say" in body
    assert "now" in body
    assert "sections" not in body


def test_formulas_are_drawn_as_formulas_and_described() -> None:
    prompt = "Before\n\n$$\\binom{5}{2} = 10$$\n\nthen $x = 3$ and $a \\pm b$ after"
    content = clean(make({"id": "q", "type": "short-answer", "prompt": prompt, "answer": "a"}))[
        "d-worksheet.pdf"
    ]
    body = squeezed(text(content))
    assert "=10" in body
    assert "\N{MATHEMATICAL ITALIC SMALL X}=3" in body
    assert "\N{MATHEMATICAL ITALIC SMALL A}±" in body
    assert "\\" not in body
    with open_pdf(content) as document:
        alts = [str(item.Alt) for kind, item in tags(document) if kind == "/Formula"]
    assert len(alts) == 3
    assert all(alts)


@pytest.mark.parametrize("large", [False, True])
def test_a_word_longer_than_a_line_stays_on_the_page(large: bool) -> None:
    word = "ж" * 300
    question = {
        "id": "q",
        "type": "multiple",
        "prompt": f"P {word}",
        "answers": [word],
        "distractors": [f"`{word}x`"],
    }
    matching = {"id": "m", "type": "matching", "prompt": "p", "pairs": [[word, word], ["b", "c"]]}
    content = clean(make(question, matching, facts=[]), large_print=large)["d-worksheet.pdf"]
    assert text(content).count("ж") == 5 * len(word)
    document = pypdfium2.PdfDocument(content)
    for page in document:
        layer = page.get_textpage()
        rights = [layer.get_charbox(index)[2] for index in range(layer.count_chars())]
        assert max(rights) < page.get_width() - 40
        layer.close()
        page.close()
    document.close()
