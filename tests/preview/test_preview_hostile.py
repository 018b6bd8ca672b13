"""What an author writes is only ever text on the page, wherever it stands."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import hostile
import pytest
from preview_support import DECK, Visit, served, written

from quizkit import markup

Open = Callable[..., Visit]


def _select(visit: Visit, question: str) -> None:
    visit.page.locator(f"#list li[data-id='{question}'] button").click()


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script> <img src=x onerror=alert(1)> {{FrontSide}} {{c1::x}} </template></style>",
        "\u202eabc",
    ],
)
def test_author_text_is_only_ever_text(tmp_path: Path, visit: Open, text: str) -> None:
    deck = hostile.deck(text, title=f"Title {text}", tags=["tag"])
    import json

    from quizkit.targets.base import Job
    from quizkit.targets.json import compile as to_json

    (file,) = to_json(Job(deck)).files
    path = tmp_path / "hostile.json"
    with path.open("wb") as stream:
        file.write(stream)
    assert json.loads(path.read_text("utf-8"))
    with served(path) as server:
        seen = visit(server)
        seen.page.on("dialog", lambda dialog: seen.errors.append(f"a script ran: {dialog.message}"))
        for question in deck.questions:
            _select(seen, question.id)
            seen.card("back").locator("#qk").wait_for()
        shown = seen.page.locator("#list .row-text").all_inner_texts()
        spelled = text.replace("\u202e", "<U+202E>")
        assert sum(spelled in one for one in shown) >= 8
        assert seen.page.locator("#list script, #list img, #findings img").count() == 0
        assert markup.plain(markup.escape(text)) == text


def test_hostile_names(tmp_path: Path, visit: Open) -> None:
    """Of the file, the ids and the tags."""
    name = "<img src=x onerror=alert(1)>'&amp;" if os.name == "posix" else "&amp;' %41"
    text = DECK.replace("[geography]", "['<script>alert(1)</script>', '\u202eabc']")
    with served(written(tmp_path, text, f"{name}.yaml")) as server:
        seen = visit(server)
        seen.page.on("dialog", lambda dialog: seen.errors.append(f"a script ran: {dialog.message}"))
        seen.settled()
        assert f"{name}.yaml" in seen.page.locator("#deck option").first.inner_text()
        assert "<script>alert(1)</script>" in seen.page.locator("#about").inner_text()
        assert seen.page.locator("header img[src=x], #about script").count() == 0


def test_hostile_findings(tmp_path: Path, visit: Open) -> None:
    text = DECK.replace(
        "tags: [maths]", "tags: [maths]\n    '<img src=x onerror=alert(1)>': <script>alert(1)</script>"
    )
    with served(written(tmp_path, text)) as server:
        seen = visit(server)
        seen.page.on("dialog", lambda dialog: seen.errors.append(f"a script ran: {dialog.message}"))
        seen.page.locator("#banner").get_by_text("<img src=x onerror=alert(1)>").first.wait_for()
        assert seen.page.locator("#banner img, #findings img, #banner script").count() == 0
