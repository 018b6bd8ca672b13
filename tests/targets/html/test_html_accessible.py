"""What axe finds (nothing, in any state), no sideways scrolling, and paper."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from typing import Any

import axe_playwright_python.sync_playwright as axe
import pytest
from html_support import BANK, QUESTIONS, Visit, deck, only

Open = Callable[..., Visit]
LOOKS: dict[str, dict[str, Any]] = {
    "light": {},
    "dark": {"color_scheme": "dark"},
    "phone": {"viewport": {"width": 360, "height": 640}, "has_touch": True},
    "phone, dark": {"viewport": {"width": 360, "height": 640}, "color_scheme": "dark"},
}
MORE = {
    "bank": BANK,
    "formula": {"type": "choice", "prompt": r"$$x = \frac{-b \pm \sqrt{b^2-4ac}}{2a}$$", "answer": r"$\sqrt 2$",
                "distractors": ["`code`", "a | b"], "passage": "p", "facts": ["f"]},
    "reverse": {"type": "flashcard", "prompt": "a", "answer": "b", "reverse": True},
    "long": {"type": "matching", "prompt": "# Heading\n\n- a list\n\n```\ncode\n```",
             "pairs": [["Donaudampfschifffahrtsgesellschaft" * 2, "x " * 60], [r"$\pi$", "*y*"]]},
}  # fmt: skip


WIDE = "| " + " | ".join(["column"] * 12) + " |\n" + "|---" * 12 + "|\n| " + " | ".join(["cell"] * 12) + " |"
MORE["wide"] = {
    "type": "true-false",
    "prompt": f"{WIDE}\n\n```\n{'code ' * 40}\n```\n\n$${'+'.join(['abcdef'] * 20)}$$",
    "answer": True,
}


@pytest.fixture(scope="module")
def everything() -> bytes:
    header: dict[str, Any] = {
        "sources": {"s": {"title": "A book", "url": "https://example.org/"}},
        "facts": [{"id": "f", "statement": "So it is.", "source": "s"}],
        "passages": [{"id": "p", "title": "Table", "text": "| a | b |\n|---|--:|\n| c | d |"}],
        "tags": ["tag"],
    }
    return only(deck({**QUESTIONS, **MORE}, **header))


def found(visitor: Visit) -> list[str]:
    results = axe.Axe().run(visitor.page).response
    assert len(results["passes"]) > 20, "axe did not look at the page"
    return [
        f"{item['id']}: {node['html']} {node['failureSummary']}"
        for item in results["violations"]
        for node in item["nodes"]
    ]


@pytest.mark.parametrize("look", LOOKS)
def test_axe_finds_nothing_before_and_after_answering(look: str, visit: Open, everything: bytes) -> None:
    visitor = visit(everything, reduced_motion="reduce", **LOOKS[look])
    assert found(visitor) == []
    for right in (True, False):
        visitor.play(right=right)
        assert found(visitor) == []
        width = visitor.page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
        assert width[0] <= width[1]
        visitor.page.locator("#restart").click()
    visitor.page.locator("input[value=exam]").check()
    visitor.page.locator("#hand").click()
    assert found(visitor) == []


def pages(visitor: Visit) -> tuple[str, int]:
    import pypdfium2

    document = pypdfium2.PdfDocument(io.BytesIO(visitor.page.pdf(prefer_css_page_size=True)))
    text = "\n".join(page.get_textpage().get_text_bounded() for page in document)
    size = document[0].get_size()
    document.close()
    return re.sub(r"\s+", " ", text), round(size[0])


def test_paper_has_the_questions_and_not_the_key(visit: Open) -> None:
    visitor = visit(only(deck(QUESTIONS)), color_scheme="dark")
    text, width = pages(visitor)
    assert width == 595
    for shown in (
        "Name:",
        "Which is nearest to the sun?",
        "B Venus",
        "Number the boxes",
        "True",
        "Vienna",
        "Oslo",
    ):
        assert shown in text
    for hidden in (
        "no moon",
        "58 million",
        "Well done",
        "Rhône",
        "chambers",
        "tilted",
        "library",
        "Check",
        "JavaScript",
    ):
        assert hidden not in text
    visitor.answer("q1", right=False)
    visitor.check("q1")
    assert "Your answer: wrong" in pages(visitor)[0]


def test_paper_size_and_controls(visit: Open) -> None:
    visitor = visit(only(deck(QUESTIONS), paper="letter"))
    assert pages(visitor)[1] == 612
    visitor.page.emulate_media(media="print")
    look = "e => { const s = getComputedStyle(e); return [s.appearance, s.borderRadius, s.borderTopWidth]; }"
    radio, box = (visitor.page.locator(f"#q{number} input").first.evaluate(look) for number in (1, 2))
    assert radio[:2] == ["none", "50%"]
    assert box[:2] == ["none", "0px"]
    assert float(radio[2][:-2]) > 0
    assert visitor.page.locator("#q9 .lines span").count() == 6
    assert visitor.page.locator("#q9 .lines").is_visible()
    assert not visitor.page.locator("#q9 textarea").is_visible()
    assert not visitor.page.locator("button:visible, progress:visible, summary:visible").count()
