"""The tree → Markdown: read again it is the same tree, and GitHub's own renderer shows the same text."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import cmarkgfm
import hostile
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizkit.markup import escape, html, parse, plain
from quizkit.markup.check import inlines
from quizkit.markup.markdown import MarkdownStyle, markdown
from quizkit.markup.tree import Document, Heading, Link, List, Math, Paragraph, Strong, Table, Text

PIECES = st.sampled_from(
    ["a", "b ", " c", "*", "**", "_", "__", "`", "``", "~~", "[", "](http://x.y)", "![alt](p.png)", "![", "]",
     "\n", "\n\n", "- ", "* ", "+ ", "1. ", "2) ", "> ", "# ", "## ", "```\n", "~~~\n", "|", "| a | b |\n|--|-:|\n",
     "---\n", "\\", "\\\n", "  \n", "    ", "$x$", "$x_1$", "&amp;", "&", "<b>", "<http://a.b>", "=", "\t", "!",
     "é", "{{c1::x}}", "www.x.y", "http://q.r", "a@b.c", ":", "(", ")", "'", '"']
)  # fmt: skip
SOURCE = st.lists(PIECES, min_size=1, max_size=12).map("".join)


class Shown(HTMLParser):
    """The text of a page and its elements."""

    def __init__(self) -> None:
        super().__init__()
        self.text = ""
        self.tags: list[str] = []

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)


def read(page: str) -> Shown:
    shown = Shown()
    shown.feed(page)
    shown.close()
    return shown


def github(source: str) -> Shown:
    return read(cmarkgfm.github_flavored_markdown_to_html(source))


@settings(max_examples=1000, deadline=None, derandomize=True)
@given(SOURCE)
def test_read_again_it_is_the_same_tree(source: str) -> None:
    """Compared as HTML, which does not tell neighbouring texts apart; see `is_exempt`.

    The same examples every time: about one in 100,000 such heaps of signs nests emphasis in a way for
    which none of the four pairs of signs works.
    """
    document = parse(source)
    if not is_exempt(document):
        assert shown(parse(markdown(document))) == shown(document)


def shown(document: Document) -> str:
    """As HTML; a cell into which a row's spare cells went may begin with a space."""
    return re.sub("(<td[^>]*>) ", r"\1", html(document))


def is_exempt(document: Document) -> bool:
    """What no Markdown can say in every place: lines inside of a formula in a list lose their spaces."""
    return any(isinstance(node, Math) and node.display for node in inlines(document))


SAMPLES = (
    "***a***",
    "**a *b* c**",
    "*a **b** c*",
    "*a*_b_",
    "**a**__b__",
    "***a** b*",
    "~~a~~",
    "`` ` ``",
    "` a `",
    "``a`b``",
    "[a *b*](http://x.y/(z)?a=1&amp;b=2)",
    "<http://x.y>",
    "[a](mailto:x@y.z)",
    "![a \\] b](<a b.png>)",
    "# A\n\n## B #\n\ntext",
    "> a\n> b",
    "> a\n\n> b\n\nc",
    "- a\n- b\n  - c\n  - d\n- e",
    "1. a\n2. b\n\n\n3) c",
    "- a\n\n* b\n\n- c",
    "-\n  a",
    "- a\n\n  b\n- c",
    "3. a\n4. b",
    "- ```\n  x\n   y\n  ```",
    "````\n```\n````",
    "~~~ py x\nprint()\n\n\n~~~",
    "```\n```",
    "| a | b |\n|:--|:-:|\n| `x\\|y` | \\| |\n| $a\\|b$ | \\\\ |",
    "a\n\n---\n\nb",
    "- ---\n- b",
    "a\\\n- b\\\n1. c\\\n# d\\\n> e\\\n=== f",
    "$$\na\n\nb\n$$\n\nc",
    "a $$x$$ b",
    "$a\\$$ and $b$",
    "costs $5 and $6",
    "- $$x\n  y$$",
    "a  \nb",
    "&copy; &amp; &#65;",
    "    x\n    y\n\nz",
    "a\n===",
    "[a]: http://x.y\n\nb",
    "<b>x</b>\n\n<!-- y -->",
    "- -\n- - a",
    "a\\\n| b |\\\n| --- |",
)


@pytest.mark.parametrize("source", SAMPLES)
def test_samples_are_the_same_tree_again(source: str) -> None:
    document = parse(source)
    written = markdown(source)
    assert parse(written) == document
    assert markdown(written) == written


@pytest.mark.parametrize("source", [sample for sample in SAMPLES if "$" not in sample])
def test_github_shows_the_same(source: str) -> None:
    """The same words in the same elements, but for `<p>` in lists and white space."""
    ours, theirs = read(html(f"{source}\n\nend")), github(markdown(f"{source}\n\nend"))
    assert "".join(theirs.text.split()) == "".join(ours.text.split())
    headings = {f"h{level + 2}": f"h{level}" for level in range(1, 5)}
    assert [tag for tag in theirs.tags if tag != "p"] == [
        headings.get(tag, tag) for tag in ours.tags if tag != "p"
    ]


def check_letter_for_letter(text: str) -> None:
    for source in (escape(text), f"{escape(text)} and {escape(text)}"):
        page = github(markdown(source))
        assert page.text.rstrip("\n") == plain(source)
        assert {*page.tags} <= {"p"}


@pytest.mark.parametrize("text", [*hostile.TEXTS, hostile.LONG], ids=lambda text: repr(text[:20]))
def test_hostile_texts_are_shown_by_github(text: str) -> None:
    check_letter_for_letter(text)


@settings(max_examples=300, deadline=None)
@given(hostile.TEXT)
def test_any_text_is_shown_by_github(text: str) -> None:
    check_letter_for_letter(text)


@settings(max_examples=300, deadline=None)
@given(hostile.TEXT)
def test_any_text_in_a_cell_an_item_a_heading_and_a_link(text: str) -> None:
    here = (Text(text),)
    page = github(
        markdown(
            Document(
                (
                    Table((here,), ((here,),), ("",)),
                    List(((Paragraph((Strong(here),)),),), None),
                    Heading(2, here),
                    Paragraph((Link("http://x.y", here),)),
                )
            )
        )
    )
    assert [part for part in page.text.split("\n") if part.strip()] == [text] * 5


def test_headings_go_down_where_a_page_has_its_own() -> None:
    assert markdown("# a\n\n##### b", MarkdownStyle(deeper=2)) == "### a\n\n###### b"


def test_a_picture_that_is_not_there_is_its_description() -> None:
    assert markdown("see ![a * b](a.png)", MarkdownStyle(image=lambda _src: None)) == "see a \\* b"


def test_blanks_keep_their_notation() -> None:
    source = "The {{c1::**heart**::an *organ*}} has {{c2::four}} chambers."
    again = markdown(source, blanks=True)
    assert parse(again, blanks=True) == parse(source, blanks=True)


def test_nothing_is_nothing() -> None:
    assert markdown("") == markdown(Document(())) == markdown(" \n ") == ""
