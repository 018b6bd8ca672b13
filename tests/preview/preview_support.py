"""A preview of a deck in a temporary folder, raw requests to it, and a browser that looks at it."""

from __future__ import annotations

import http.client
import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import urlencode

from quizkit.preview.server import Preview, opened
from quizkit.preview.state import Snapshot, Store, View

DECK = """\
deck: demo
title: A demo
lang: en
facts:
  - {id: sea, statement: The sea is salty.}
questions:
  - id: capital
    type: flashcard
    prompt: What is the capital of Ukraine?
    answer: Kyiv
    reverse: true
    tags: [geography]
  - id: members
    type: choice
    prompt: How many members does NATO have?
    answer: {text: 32, feedback: Sweden was the last.}
    distractors: [28, {text: 30, feedback: Finland joined.}, 31]
    tags: [alliance]
  - id: water
    type: cloze
    text: "Water is {{c1::wet}} and the sea is {{c2::salty::taste?}}."
    facts: [sea]
    tags: [nature]
  - id: root
    type: short-answer
    prompt: 'What is $\\sqrt{16}$ in words?'
    answer: four
    tags: [maths]
worksheets:
  - id: test
    title: Test
    versions: 2
    sections: [{questions: [capital, members]}]
"""


def written(folder: Path, text: str = DECK, name: str = "demo.yaml") -> Path:
    """A deck's file."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def errors(view: View) -> list[str]:
    """The codes of the errors; how good the questions are is for the rules' own tests."""
    return [item.code for item in view.diagnostics if item.severity == "error"]


@contextmanager
def served(*sources: Path) -> Iterator[Preview]:
    """A running preview."""
    server = opened(list(sources), 0)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.close()
        thread.join(5)


def ask(server: Preview, path: str, method: str = "GET", body: bytes | None = None, **headers: str) -> Any:
    """One request as it stands. `path` follows the secret; `headers` with `_` for `-`. → the response, read."""
    connection = http.client.HTTPConnection("127.0.0.1", server.server_address[1], timeout=20)
    try:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        whole = path if path.startswith("/") else f"/{server.secret}/{path}"
        connection.request(method, whole, body=body, headers=named)
        answer = connection.getresponse()
        answer.text = answer.read()  # type: ignore[attr-defined]
        return answer
    finally:
        connection.close()


def data(server: Preview, route: str, **query: str) -> Any:
    """The JSON that a route answers with."""
    answer = ask(server, f"{route}?{urlencode(query)}")
    assert answer.status == 200, answer.text
    return json.loads(answer.text)


def until(store: Store, right: Callable[[Snapshot], bool], seconds: float = 20.0) -> Snapshot:
    """The first picture of the decks that is `right`."""
    end = time.monotonic() + seconds
    now = store.current
    while not right(now):
        assert time.monotonic() < end, f"not seen in version {now.version}"
        now = store.wait(now.version, 1.0)
    return now


class Visit:
    """A browser's page with the preview; what goes wrong in it or leaves the machine is written down."""

    def __init__(self, browser: Any, server: Preview, query: str = "", **context: Any) -> None:
        wide = {"viewport": {"width": 1400, "height": 900}}
        self.context = browser.new_context(**{**wide, **context})
        self.page = self.context.new_page()
        self.server = server
        self.errors: list[str] = []
        self.elsewhere: list[str] = []
        self.refuses = False
        self.refusals: list[str] = []
        """What the page's policy refused, in a test that asks for it by `refuses`."""
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("console", self._said)
        self.context.on("request", self._asked)
        self.context.on("response", self._answered)
        self.page.goto(server.address + query)
        self.page.wait_for_selector("body[data-version]", state="attached")

    def _said(self, message: Any) -> None:
        if message.type in ("error", "warning"):
            refused = self.refuses and "Content Security Policy" in message.text
            (self.refusals if refused else self.errors).append(message.text)

    def _answered(self, response: Any) -> None:
        if response.status >= 500:
            self.errors.append(response.text())

    def _asked(self, request: Any) -> None:
        if not request.url.startswith((self.server.address, "data:")):
            self.elsewhere.append(request.url)

    def card(self, side: str = "front") -> Any:
        """The card that is shown on this side of the pane."""
        return self.page.frame_locator(f"#{side} iframe:not(.coming)").locator("#qa")

    def reads(self, text: str, side: str = "front") -> None:
        """Waits until the card says `text`."""
        self.card(side).get_by_text(text).first.wait_for()

    def until(self, right: Callable[[], bool], seconds: float = 20.0) -> None:
        """Waits until `right`; the page's policy does not let Playwright wait inside it."""
        end = time.monotonic() + seconds
        while not right():
            assert time.monotonic() < end, "it never came"
            self.page.wait_for_timeout(20)

    def settled(self, server_deck: str | None = None) -> None:
        """Waits until card and worksheet show the deck as the server has it."""
        views = self.server.store.current.views
        view = views[server_deck] if server_deck else next(iter(views.values()))
        for pane in ("#card-pane", ".is-sheet"):
            self.page.wait_for_selector(f'{pane}[data-edition="{view.edition}"]', state="attached")
