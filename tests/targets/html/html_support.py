"""Pages for tests, and somebody who visits them with the keyboard alone."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Mapping
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from quizkit.media import Medium
from quizkit.model.deck import Deck
from quizkit.targets import html
from quizkit.targets.base import Job, Options, Output

QUESTIONS: dict[str, dict[str, Any]] = {
    "choice": {
        "prompt": "Which is nearest to the sun?", "answer": {"text": "Mercury", "feedback": "Well done."},
        "distractors": [{"text": "Venus", "feedback": "It is the second."}, "Mars"], "hint": "It has no moon.",
        "explanation": "58 million kilometres.", "points": 2, "tags": ["space"], "difficulty": "easy",
    },
    "multiple": {"prompt": "Which are mammals?", "answers": ["bat", "whale"], "distractors": ["shark", "eel"]},
    "true-false": {"prompt": "Sound travels through a vacuum.", "answer": False},
    "short-answer": {"prompt": "The river of Geneva?", "answer": "le Rhône", "accept": ["Rhône"], "accents": False},
    "numeric": {"prompt": "The speed gained in a second?", "answer": "9.81", "tolerance": "0.05", "unit": "m/s"},
    "cloze": {"text": "The heart has {{c1::four::number}} {{c2::chambers}}.", "accept": {1: ["4"]}},
    "matching": {"prompt": "Capitals?", "pairs": [["Austria", "Vienna"], ["Norway", "Oslo"]], "distractors": ["Rome"]},
    "ordering": {"prompt": "From the sun outwards.", "items": ["Mercury", "Venus", "Earth"]},
    "essay": {
        "prompt": "Why are there seasons?", "answer": "The axis is tilted.",
        "rubric": [{"criterion": "names the tilt", "points": 2}],
    },
    "flashcard": {"prompt": "*la bibliothèque*", "answer": "the library"},
}  # fmt: skip
"""One of each type."""

BANK = {"type": "cloze", "text": "Plants make {{c1::sugar}} and {{c2::oxygen}}.", "distractors": ["salt"]}


def deck(questions: Mapping[str, Mapping[str, Any]] = QUESTIONS, **header: Any) -> Deck:
    """A deck of `questions` by id; the id is the type where none is written."""
    asked = [{"id": id, "type": id, **body} for id, body in questions.items()]
    return Deck.model_validate({"deck": "d", "title": "Title", "lang": "en", **header, "questions": asked})


def compiled(made: Deck, media: Mapping[str, Medium] | None = None, **options: Any) -> Output:
    return html.compile(Job(made, Options(**options), media or {}))


def contents(output: Output) -> dict[str, bytes]:
    """Every file of an output by its name."""
    found = {}
    for file in output.files:
        stream = io.BytesIO()
        file.write(stream)
        found[file.name] = stream.getvalue()
    return found


def only(made: Deck, media: Mapping[str, Medium] | None = None, **options: Any) -> bytes:
    """The page with all questions."""
    return contents(compiled(made, media, **options))[f"{made.deck}.html"]


def data(page: bytes) -> dict[str, Any]:
    """What the page's script marks by."""
    found = re.search(rb'<script type="application/json" id="data">(.*?)</script>', page, re.DOTALL)
    assert found
    made: dict[str, Any] = json.loads(found[1])
    return made


class Elements(HTMLParser):
    """The start tags of a page with their attributes, and the texts of its scripts and styles."""

    def __init__(self, page: bytes) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.raw: dict[str, list[str]] = {"script": [], "style": []}
        self._in = ""
        self.feed(page.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag in self.raw and "type" not in dict(attrs):
            self._in = tag

    def handle_endtag(self, tag: str) -> None:
        del tag
        self._in = ""

    def handle_data(self, data: str) -> None:
        if self._in:
            self.raw[self._in].append(data)


class Visit:
    """Somebody at a page, with the keyboard alone. `requests` and `errors` are all that went out or wrong."""

    def __init__(self, browser: Any, path: Path, **context: Any) -> None:
        self.context = browser.new_context(**{"viewport": {"width": 900, "height": 800}, **context})
        self.context.set_offline(True)
        self.page = self.context.new_page()
        self.requests: list[str] = []
        self.errors: list[str] = []
        self.page.on("request", lambda request: self._asked(request.url, path))
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("console", lambda message: self.errors.append(message.text))
        self.page.goto(path.as_uri())
        self.keys = {key["id"]: key for key in data(path.read_bytes())["questions"]}

    def _asked(self, url: str, path: Path) -> None:
        if url != path.as_uri() and not url.startswith("data:"):
            self.requests.append(url)

    def text(self, selector: str) -> str:
        """What is seen of an element, white space folded."""
        return " ".join(self.page.locator(selector).inner_text().split())

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def tab_to(self, selector: str) -> None:
        """Presses Tab until `selector` has the focus."""
        for _ in range(120):
            if self.focused(selector):
                return
            self.press("Tab")
        raise AssertionError(f"Tab never comes to {selector}")

    def focused(self, selector: str) -> bool:
        found: bool = self.page.evaluate("selector => document.activeElement.matches(selector)", selector)
        return found

    def answer(self, id: str, *, right: bool = True) -> None:
        """Answers a question, rightly or wrongly (or with nothing that could be right)."""
        key = self.keys[id]
        place = f"#{id} fieldset"
        if key["kind"] == "pick":
            self._pick(place, key, right=right)
        elif key["kind"] in ("typed", "number"):
            wanted = [answers[0] for answers in key.get("right", [[key.get("low")]])]
            for part, text in enumerate(wanted):
                self._tab_part(place, "input", part)
                self.page.keyboard.type(text if right else "7777777")
        elif key["kind"] == "parts":
            self._choose(place, key, right=right)
        elif self.page.locator(f"{place} textarea").count():
            self.tab_to(f"{place} textarea")
            self.page.keyboard.type("My own words.")

    def _tab_part(self, place: str, tag: str, part: int) -> None:
        element = self.page.locator(f"{place} {tag}").nth(part).get_attribute("id")
        self.tab_to(f'[id="{element}"]')

    def _pick(self, place: str, key: dict[str, Any], *, right: bool) -> None:
        inputs = self.page.locator(f"{place} input")
        every = range(inputs.count())
        wanted = [value for value in every if (value in key["right"]) == right]
        if inputs.first.get_attribute("type") == "checkbox":
            for value in wanted:
                self.tab_to(f'{place} input[value="{value}"]')
                self.press("Space")
            return
        self.tab_to(f"{place} input")
        self.press(*(["ArrowDown"] * wanted[0] or ["Space"]))

    def _choose(self, place: str, key: dict[str, Any], *, right: bool) -> None:
        answers = [values[0] for values in key["right"]]
        for part, value in enumerate(answers if right else [*answers[1:], answers[0]]):
            self._tab_part(place, "select", part)
            values = (
                self.page.locator(f"{place} select")
                .nth(part)
                .locator("option")
                .evaluate_all("options => options.map((option) => option.value)")
            )
            self.press(*["ArrowDown"] * values.index(value))

    def check(self, id: str) -> None:
        """Presses the question's button."""
        self.tab_to(f"#{id} .check")
        self.press("Enter")

    def play(self, *, right: bool = True) -> None:
        """Answers and checks all questions one after the other."""
        for id, key in self.keys.items():
            self.answer(id, right=right)
            self.check(id)
            if key["kind"] == "self":
                self.mark_self(id, right=right)
            assert self.focused(f"#{id} .next"), id
            self.press("Enter")

    def mark_self(self, id: str, *, right: bool) -> None:
        if self.keys[id].get("card"):
            self.tab_to(f"#{id} {'.knew' if right else '.not-yet'}")
        else:
            self.tab_to(f"#{id}-self")
            self.press("End" if right else "Home")
            self.tab_to(f"#{id} .self button")
        self.press("Enter")
