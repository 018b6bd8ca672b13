"""Any text comes back letter for letter when the page is read by Chromium, and is never more than text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import hostile
import pytest
from html_support import Visit, compiled, contents
from hypothesis import given, settings
from hypothesis import strategies as st

READ = """() => {
  const read = (root) => {
    const of = (selector) => [...root.querySelectorAll(selector)].map((element) => element.textContent);
    return of;
  };
  return [...document.querySelectorAll(".question")].map((section) => {
    const live = read(section);
    const after = read(section.querySelector("template").content);
    return {
      type: section.dataset.type,
      prompt: live(".prompt"), hint: live(".hint-text"), options: live(".option .text"),
      left: live(".part > label"), right: live(".part:first-child option").slice(1),
      explanation: after(".explanation > p:last-child"), feedback: after("[data-option]"),
      answer: after(".answer > p:last-child"), accepted: after(".accepted li"), model: after(".model > p:last-child"),
      rubric: after(".rubric li"), whole: after(".right_text mark"), order: after(".right_order li"),
    };
  });
}"""
KEYS = "() => JSON.parse(document.getElementById('data').textContent).questions"
FOREIGN = """() => document.querySelectorAll('.question script, .question style, .question link, .question iframe,'
  + ' .question [onclick], .question [onerror], .question [style], .question a, .question img').length"""


def expected(text: str) -> dict[str, dict[str, list[str]]]:
    a, b, c = (f"{letter} {text}" for letter in "abc")
    return {
        "flashcard": {"prompt": [text], "answer": [text], "hint": [text], "explanation": [text]},
        "choice": {"prompt": [text], "options": sorted([text, b, c]), "feedback": [text, text]},
        "multiple": {"prompt": [text], "options": sorted([text, a, b])},
        "true-false": {"prompt": [text], "options": ["False", "True"]},
        "short-answer": {"prompt": [text], "answer": [text], "accepted": [b]},
        "numeric": {"prompt": [text]},
        "cloze": {"prompt": [f"before  {text}  after"]},
        "matching": {"prompt": [text], "left": sorted([a, b]), "right": sorted([a, b, c])},
        "ordering": {"prompt": [text], "left": sorted([a, b, c]), "order": sorted([a, b, c])},
        "essay": {"prompt": [text], "model": [text], "rubric": [f"{text} (2)"]},
    }


def read_back(page: Any, texts: Sequence[str], path: Path) -> None:
    """A page with `hostile.deck` of each text, read."""
    decks = [hostile.deck(text) for text in texts]
    questions = [
        question.model_copy(update={"id": f"{place}-{question.id}"})
        for place, deck in enumerate(decks)
        for question in deck.questions
    ]
    (content,) = contents(compiled(decks[0].model_copy(update={"questions": tuple(questions)}))).values()
    path.write_bytes(content)
    page.goto(path.as_uri())
    found, keys = page.evaluate(READ), page.evaluate(KEYS)
    for place, text in enumerate(texts):
        compare(text, found[10 * place : 10 * place + 10], keys[10 * place : 10 * place + 10])
    assert page.evaluate(FOREIGN) == 0


def compare(text: str, found: list[dict[str, Any]], keys: list[dict[str, Any]]) -> None:
    wanted = expected(text)
    if re.search(r"\}\}|:::|\{\{c", text):  # inside a blank, its notation has no way to say these
        del wanted["cloze"]
    for kind, fields in wanted.items():
        (read,) = (each for each in found if each["type"] == kind)
        for field, texts in fields.items():
            shown = [re.sub(r"^[A-C]\. ", "", each) if field == "right" else each for each in read[field]]
            assert sorted(shown) == sorted(texts), (text, kind, field)
    assert keys[4]["right"] == [[text, f"b {text}"]]
    if "cloze" in wanted:
        assert keys[6]["right"] == [[f"x {text.replace('::', ': :')} y"], ["z"]]


@pytest.fixture(scope="module")
def page(browser: Any) -> Iterator[Any]:
    made = browser.new_page()
    yield made
    made.close()


def test_every_hostile_text(page: Any, tmp_path: Path) -> None:
    read_back(page, [*hostile.TEXTS, hostile.LONG.strip()], tmp_path / "page.html")


def test_any_text(page: Any, tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.mktemp("any") / "page.html"

    @settings(max_examples=12, deadline=None)
    @given(st.lists(hostile.TEXT, min_size=10, max_size=20))
    def any_text(texts: list[str]) -> None:
        read_back(page, texts, path)

    any_text()


def test_a_hostile_deck_can_be_played(visit: Callable[..., Visit]) -> None:
    """The worst texts in one: the answers typed back are right, nothing runs, nothing is asked for."""
    text = "</script><img src=x onerror=alert(1)> {c1} ' \" & ]]> \\n <!-- ${a} `b`"
    (content,) = contents(compiled(hostile.deck(text, title=text, tags=["<b>"]))).values()
    visitor = visit(content)
    visitor.play()
    assert visitor.text("#result-note") == "All correct."
    assert visitor.page.title() == text
    assert visitor.page.locator("h1").text_content() == text
