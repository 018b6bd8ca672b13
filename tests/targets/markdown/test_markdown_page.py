"""The page as GitHub's own renderer (cmark-gfm) shows it."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import cmarkgfm
import hostile
import pytest
from cmarkgfm.cmark import Options
from hypothesis import given, settings

import quizkit
from quizkit.markup.tree import Math
from quizkit.media import Medium, load
from quizkit.model.deck import Deck
from quizkit.papers import assemble
from quizkit.targets import markdown as target
from quizkit.targets.base import Job, Output
from quizkit.targets.markdown.write import formula

ROOT = Path(__file__).parents[3]
CHOICE = {"id": "q", "type": "choice", "prompt": "Which?", "answer": "right", "distractors": ["b", "c"]}
BLOCKS = {"p", "li", "td", "th", "h1", "h2", "h3", "h4", "h5", "h6", "pre", "summary"}


def made(*questions: dict[str, object], **header: object) -> Deck:
    return Deck.model_validate({"deck": "d", "title": "T", "lang": "en", **header, "questions": questions})


def output(deck: Deck, **media: Medium) -> Output:
    return target.compile(Job(deck, media=media))


def page(deck: Deck, **media: Medium) -> str:
    file = output(deck, **media).files[0]
    assert file.name == f"{deck.deck}.md"
    stream = io.BytesIO()
    file.write(stream)
    return stream.getvalue().decode()


class Page(HTMLParser):
    """The texts of a page's blocks in their order, those folded away apart."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.folded: list[str] = []
        self.images: list[tuple[str, str]] = []
        self.tags: set[str] = set()
        self._deep = 0
        self._text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self._deep += tag == "details"
        if tag in BLOCKS:
            self._flush()
        if tag == "img":
            found = dict(attrs)
            self.images.append((found["src"] or "", found["alt"] or ""))

    def handle_endtag(self, tag: str) -> None:
        if tag in BLOCKS:
            self._flush()
        self._deep -= tag == "details"

    def handle_data(self, data: str) -> None:
        self._text += data

    def _flush(self) -> None:
        if self._text.strip("\n"):
            (self.folded if self._deep else self.open).append(self._text.strip("\n"))
        self._text = ""


def shown(deck: Deck, **media: Medium) -> Page:
    found = Page()
    found.feed(
        cmarkgfm.github_flavored_markdown_to_html(page(deck, **media), options=Options.CMARK_OPT_UNSAFE)
    )
    found.close()
    assert found._deep == 0
    return found


def check(text: str) -> None:
    found = shown(hostile.deck(text))
    assert found.open.count(text) >= 9, "the prompts"
    for option in (text, f"b {text}", f"c {text}"):
        assert any(f"{letter}. {option}" in found.open for letter in "ABC")
    assert {f"☐ a {text}", f"☐ b {text}", f"☐ c {text}", f"a {text}"} <= {*found.open}
    assert f"before (1) _____ {text} (2) _____ after" in found.open
    assert found.folded.count(f"Explanation: {text}") == 10
    assert f"Model answer: {text}" in found.folded
    assert f"{text} (2)" in found.folded
    assert f"Also accepted: b {text}" in found.folded
    assert found.folded.count(text) >= 12, "ten hints, and the answers of two"
    assert found.tags <= {"h1", "h3", "a", "p", "ul", "ol", "li", "details", "summary", "strong", "em"}


@pytest.mark.parametrize("text", [*hostile.TEXTS, hostile.LONG.strip()], ids=lambda text: repr(text[:20]))
def test_hostile_texts_are_shown(text: str) -> None:
    check(text)


@settings(max_examples=25, deadline=None)
@given(hostile.TEXT)
def test_any_text_is_shown(text: str) -> None:
    check(text)


def test_titles_sources_and_tags_are_text_too() -> None:
    for text in ("a & <b> *c* #", "`x` |", "1. x", "- x", "_x_"):
        deck = made(
            CHOICE | {"facts": ["f"], "tags": [text.replace(" ", "")], "passage": "p"},
            title=text, description="D", tags=["t"],
            sources={"s": {"title": text, "author": text, "url": "https://x.y/?a=1&b=2"}},
            facts=[{"id": "f", "statement": "So.", "source": {"ref": "s", "at": text}, "as_of": "2024-07"}],
            passages=[{"id": "p", "title": text, "text": "Read.", "source": "s"}],
        )  # fmt: skip
        found = shown(deck)
        assert found.open[0] == text
        assert f"{text} (For question 1)" in found.open
        assert f"{text} · {text}" in found.folded
        assert f"So. ({text} · as of July 2024)" in found.folded
        assert f"Source: {text}, {text}, {text}, as of July 2024" in found.folded
        assert text.replace(" ", "") in found.folded


def items(deck: Deck) -> Iterator[tuple[str, tuple[str, ...], str]]:
    """For each choice its id, its options as the paper has them, the letters of the key."""
    for item in assemble(deck, None)[0].items:
        if item.question.type in ("choice", "multiple"):
            yield item.question.id, item.shown, "".join(item.solution)


def test_letters_and_key_are_those_of_the_worksheet() -> None:
    deck = quizkit.load(ROOT / "decks" / "nato-kyiv" / "nato-kyiv-en.yaml")
    parts = re.split(r'### <a id="([^"]+)"></a>', page(deck))
    by_id = dict(zip(parts[1::2], parts[2::2], strict=True))
    for id, options, key in items(deck):
        asked, answer = by_id[id].split("<summary>Answer</summary>")
        assert re.findall(r"^- \*\*([A-Z])\.\*\*", asked, re.MULTILINE) == [
            chr(65 + place) for place in range(len(options))
        ]
        assert "".join(re.findall(r"^\*\*([A-Z])\.\*\*", answer, re.MULTILINE)) == key
    assert [*by_id] == [item.question.id for item in assemble(deck, None)[0].items]


def test_the_answer_is_folded_away() -> None:
    found = shown(made(CHOICE | {"hint": "Think.", "explanation": "Because."}))
    assert found.open[:1] + found.open[2:4] == ["T", "1", "Which?"]
    assert sorted(option[3:] for option in found.open[4:]) == ["b", "c", "right"]
    assert found.folded[:3] == ["Hint", "Think.", "Answer"]
    assert found.folded[3].endswith(". right")
    assert found.folded[4:] == ["Explanation: Because."]


def test_pictures_are_copied_beside_the_page(tmp_path: Path) -> None:
    folder = ROOT / "decks" / "tour"
    medium = load(folder, "media/triangle.png")
    deck = made(
        CHOICE | {"prompt": "See ![an *inline* one](a.png)", "image": {"file": "a.png", "alt": "b [c] d"}}
    )
    made_of_it = output(deck, **{"a.png": medium})
    name = f"d-{medium.digest[:12]}.png"
    assert [file.name for file in made_of_it.files] == ["d.md", name]
    stream = io.BytesIO()
    made_of_it.files[1].write(stream)
    assert stream.getvalue() == medium.path.read_bytes()
    assert shown(deck, **{"a.png": medium}).images == [(name, "an inline one"), (name, "b [c] d")]
    assert made_of_it.losses == ()


def test_a_picture_that_is_not_there_is_its_description() -> None:
    deck = made(CHOICE | {"prompt": "See ![one](a.png)", "image": {"file": "b.png", "alt": "another"}})
    found = shown(deck)
    assert found.images == []
    assert found.open[3:5] == ["See one", "another"]
    assert [(loss.kind, loss.loc) for loss in output(deck).losses] == [
        ("lost", ("questions", 0, "image", "file")),
        ("lost", ("questions", 0, "prompt")),
    ]


@pytest.mark.parametrize(
    ("math", "expected"),
    [
        (Math("x^2"), "$x^2$"),
        (Math("x_1"), "$x_1$"),
        (Math(r"\frac{1}{2}"), r"$\frac{1}{2}$"),
        (Math(r"a_{i}_b"), r"$`a_{i}_b`$"),
        (Math(r"\{a\}"), r"$`\{a\}`$"),
        (Math(r"a \\ b"), r"$`a \\ b`$"),
        (Math("a * b * c"), "$`a * b * c`$"),
        (Math("a < b"), "$`a < b`$"),
        (Math("x", display=True), "$$x$$"),
        (Math(r"a \\ b", display=True), r"$`\displaystyle a \\ b`$"),
    ],
)
def test_formulas_as_github_wants_them(math: Math, expected: str) -> None:
    assert formula(math) == expected


@pytest.mark.parametrize(
    "tex", ["x^2", "a_{i}_b c_d", r"\{a\}", r"a \\ b", "a * b * c", "a<b>c", "[a](b)", "~~a~~"]
)
def test_markdown_leaves_formulas_alone(tex: str) -> None:
    found = shown(made(CHOICE | {"prompt": f"${tex}$ and ${tex}$"}))
    assert found.open[3].replace("$", "") == f"{tex} and {tex}"


def test_a_formula_on_its_own_is_a_block_for_github() -> None:
    tex = "\\begin{aligned}\na &= b \\\\\nc &= d\n\\end{aligned}"
    assert f"```math\n{tex}\n```" in page(made(CHOICE | {"prompt": f"Solve:\n\n$$\n{tex}\n$$"}))


def test_options_of_several_blocks_stay_in_their_list() -> None:
    code = "```python\nfor x in y:\n    print(x)\n```"
    text = page(made(CHOICE | {"answer": code}))
    assert "\n- **" in text
    assert "\n\n  ```python\n  for x in y:\n      print(x)\n  ```\n" in text
    assert shown(made(CHOICE | {"answer": code})).tags >= {"pre", "li"}


def test_a_passage_stands_once_above_its_questions() -> None:
    deck = made(
        CHOICE | {"id": "a", "passage": "p"}, CHOICE | {"id": "b", "passage": "p"}, CHOICE | {"id": "c"},
        passages=[{"id": "p", "title": "A tale", "text": "Once."}, {"id": "unused", "text": "x"}],
    )  # fmt: skip
    text = page(deck)
    assert text.count("## A tale (For questions 1 and 2)\n\nOnce.\n\n") == 1
    assert text.index("\n___\n") < text.index('id="c"')
    assert [(loss.kind, loss.loc) for loss in output(deck).losses] == [("lost", ("passages", 1))]


def test_a_deck_from_right_to_left_says_so() -> None:
    text = page(made(CHOICE, lang="he"))
    assert text.startswith('<div dir="rtl" lang="he">\n\n# T\n')
    assert text.endswith("\n\n</div>\n")


def test_words_are_of_the_deck_s_language() -> None:
    found = shown(
        made({"id": "q", "type": "true-false", "prompt": "?", "answer": False, "hint": "h"}, lang="fr")
    )
    assert [text for text in found.folded if text != "h"] == ["Indice", "Réponse", "Faux"]


def test_a_blank_that_cannot_be_left_open_is_refused() -> None:
    deck = made({"id": "c", "type": "cloze", "text": "*a {{c1::b* c}}"}, CHOICE)
    assert [(loss.kind, loss.loc[:2]) for loss in output(deck).losses] == [("refused", ("questions", 0))]
    assert '<a id="q">' in page(deck)
    assert output(made(deck.questions[0].model_dump())).files == ()


def test_our_own_decks_are_whole_pages() -> None:
    for path in ("tour", "nato-kyiv/nato-kyiv-fr.yaml"):
        deck = quizkit.load(ROOT / "decks" / path)
        assert {loss.kind for loss in output(deck).losses} <= {"lost"}
        assert page(deck) == page(deck)
        assert page(deck).count("### <a id=") == len(deck.questions)


def test_students_see_the_unit() -> None:
    asked = {"id": "q", "type": "numeric", "prompt": "How warm?", "answer": 20, "unit": "*°C*"}
    seen = shown(made(asked))
    assert "_____ *°C*" in seen.open
    assert not any("____" in text for text in shown(made(asked | {"unit": None})).open)
