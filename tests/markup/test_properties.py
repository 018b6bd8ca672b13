"""What holds for any text at all."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser

from hypothesis import example, given, settings
from hypothesis import strategies as st

from quizkit.markup import escape, html, images, parse, plain, problems
from quizkit.markup.html import HtmlStyle, mathjax, mathjax_cloze
from quizkit.markup.typst import typst
from quizkit.model import cloze

SNIPPETS = [
    "*", "**", "_", "~~", "`", "```", "[", "]", "](", ")", "![", "<", ">", "&", "&amp;", "#", "# ", "- ", "+ ",
    "1. ", "> ", "|", "|-|", "---", "===", "$", "$$", "\\", "{{c1::", "{{c2::", "}}", "::", "\n", "\n\n", "  \n",
    "    ", "\t", "http://x", "https://e.org", "javascript:x", "a", "b c", "é", "\ufdd0", "\u2028", "\r\n", "\r",
    "<img src=x onerror=alert(1)>", "<script>", "</textarea>", "[sound:x]", "{{Front}}", "\\frac{1}{2}", "^2", "'",
    '"', "&#x6a;", "[x](javascript:alert(1))", "\\(", "\\unicode{1}", "\\href{javascript:x}{y}", "%", "0", "\x0b",
]  # fmt: skip
markdown = st.lists(st.sampled_from(SNIPPETS), max_size=14).map("".join) | st.text(max_size=60)


def normal(text: str) -> str:
    """White space at both ends and around line breaks does not count."""
    return re.sub(r"[ \t]*(?:\r\n|\r|\n)[ \t]*", "\n", text.strip())


@given(markdown)
@example("a\n\n- b")
@example("1. x\n|a|b|\n|-|-|")
@example("a\n    b\n```\nc")
@example("{{c1::x}}")
@example("\x00*")
@settings(max_examples=400, deadline=None)
def test_an_escaped_text_is_shown_letter_for_letter(text: str) -> None:
    source = escape(text)
    assert plain(source) == normal(text)
    assert plain(source, blanks=True) == normal(text)
    assert cloze.scan(source) == ((), ())


class Reader(HTMLParser):
    """The text, tags and attributes of a piece of HTML."""

    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self.seen: list[tuple[str, list[tuple[str, str | None]]]] = []
        self.feed(source)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, attrs))
        self.words.append("\n" if tag == "br" else "")

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    def handle_comment(self, data: str) -> None:
        raise AssertionError(f"a comment: {data}")

    def handle_decl(self, decl: str) -> None:
        raise AssertionError(f"a declaration: {decl}")


@given(markdown)
@settings(max_examples=300, deadline=None)
def test_an_escaped_text_survives_html(text: str) -> None:
    assert "".join(Reader(html(escape(text))).words) == normal(text)


TAG_NAMES = (
    "p h3 h4 h5 h6 blockquote pre code ul ol li table thead tbody tr th td hr br em strong del a img span "
    "math mrow mi mn mo mtext mfrac msqrt mroot msub msup msubsup munder mover munderover mtable mtr mtd mspace "
    "mphantom"
)
TAGS = set(TAG_NAMES.split())
ATTRIBUTE_NAMES = (
    "href src alt class start display mathvariant linethickness stretchy fence form accent width"
)
ATTRIBUTES = set(ATTRIBUTE_NAMES.split())
STYLES = [HtmlStyle(), HtmlStyle(math=mathjax), HtmlStyle(math=mathjax_cloze)]


@given(markdown, st.booleans(), st.sampled_from(STYLES))
@settings(max_examples=500, deadline=None)
def test_no_markup_but_ours(text: str, blanks: bool, style: HtmlStyle) -> None:
    for tag, attributes in Reader(html(text, style, blanks=blanks)).seen:
        assert tag in TAGS
        for name, value in attributes:
            assert name in ATTRIBUTES
            if name == "href":
                assert re.match(r"(?i)https?:|mailto:", value or "")


@given(markdown, st.booleans())
@settings(max_examples=500, deadline=None)
def test_nothing_raises(text: str, blanks: bool) -> None:
    parse(text, blanks=blanks)
    problems(text, blanks=blanks)
    plain(text, blanks=blanks)
    images(text)
    json.dumps(typst(text, str, blanks=blanks))


@given(markdown)
@settings(max_examples=300, deadline=None)
def test_no_letter_is_lost(text: str) -> None:
    """Letters of prose, that is: addresses of pictures, maths and what names a code's language aside."""
    if any(sign in text for sign in ("](", "$", "`", "~~~", "1. ", "|")):
        return
    kept = [char for char in plain(text) if char.isalnum()]
    assert kept == [char for char in text if char.isalnum()]


@given(
    st.lists(
        st.sampled_from(["{{c1::", "{{c2::", "}}", "::", "x", "*", "`", "$", "\\$", " ", "\n"]), max_size=16
    )
)
@settings(max_examples=500, deadline=None)
def test_blanks_are_those_of_the_scanner(parts: list[str]) -> None:
    """Each deletion becomes a blank, or there is a finding."""
    from quizkit.markup.check import inlines
    from quizkit.markup.tree import Blank

    text = "".join(parts).strip()
    deletions = [item for item in cloze.scan(text)[0] if item.answer.strip()]
    made = [node for node in inlines(parse(text, blanks=True)) if isinstance(node, Blank)]
    if not any(found.code == "QK109" for found in problems(text, blanks=True)):
        assert len(made) >= len(deletions)


TEX = st.lists(
    st.sampled_from(
        ["x", "1", "+", "^", "_", "{", "}", "\\frac", "\\sqrt", "\\left(", "\\right)", "&", "\\\\", "\\begin{matrix}",
         "\\end{matrix}", "\\text{a}", "\\alpha", "\\pm", "\\foo", "%", "'", "\\not", "\\binom", "\\sum", "\\limits",
         "\\overline", "\\hspace", "[", "]", "\\begin{cases}", "\\end{cases}", "<", "é", " ", "\\mathbf", "\\", "~",
         "\\substack", "\\operatorname", "\\xrightarrow", "\\pmod", "\\mod", "\\bra", "\\displaystyle", "\\big"]
    ),
    max_size=10,
).map("".join)  # fmt: skip


@given(TEX)
@settings(max_examples=500, deadline=None)
def test_no_formula_raises(tex: str) -> None:
    from quizkit.markup.mathml import mathml
    from quizkit.markup.maths import Formula, findings, formula, linear, speak
    from quizkit.markup.tree import Math
    from quizkit.markup.typst_maths import value

    read = formula(tex)
    linear(tex)
    for tag, _ in Reader(mathml(Math(tex))).seen:
        assert tag in TAGS
    if isinstance(read, Formula):
        json.dumps(value(read.tree))
        assert speak(read.tree)
        assert speak(read.tree, "fr-CA")
    else:
        assert [found.code for found in findings(tex)] == ["QK130"]
