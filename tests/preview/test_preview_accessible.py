"""What axe finds (nothing, in any state), and no sideways scrolling at 360 pixels."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import axe_playwright_python.sync_playwright as axe
import pytest
from preview_support import DECK, Visit, served, written

from quizkit.preview.server import Preview

Open = Callable[..., Visit]
LOOKS: dict[str, dict[str, Any]] = {
    "light": {},
    "dark": {"color_scheme": "dark"},
    "phone": {"viewport": {"width": 360, "height": 640}, "has_touch": True},
    "phone, dark": {"viewport": {"width": 360, "height": 640}, "color_scheme": "dark"},
    "narrow": {"viewport": {"width": 1000, "height": 700}},
}


def _violations(visit: Visit) -> list[str]:
    found = axe.Axe().run(visit.page).response["violations"]
    return [f"{item['id']}: {node['html'][:200]}" for item in found for node in item["nodes"]]


def _fits(visit: Visit) -> bool:
    """Nothing is wider than the window, and nothing of a pane is cut off at its side."""
    return bool(
        visit.page.evaluate(
            "() => document.documentElement.scrollWidth <= innerWidth"
            " && [...document.querySelectorAll('.pane, .middle, .bar, .tools')]"
            ".every((box) => box.scrollWidth <= box.clientWidth + 1)"
        )
    )


@pytest.mark.parametrize("look", list(LOOKS))
def test_the_page_in_every_state(server: Preview, deck: Path, visit: Open, look: str) -> None:
    seen = visit(server, **LOOKS[look])
    tabs = seen.page.locator(".tabs button")
    seen.page.locator("#card-pane[data-edition]").wait_for(state="attached")
    for index in range(4 if tabs.first.is_visible() else 1):
        if tabs.first.is_visible():
            tabs.nth(index).click()
        assert _violations(seen) == []
        assert _fits(seen)
    written(deck.parent, DECK.replace("answer: four", "anser: four").replace("title: Test", "titel: Test"))
    seen.page.locator("#banner").wait_for()
    seen.page.locator("#all-findings").click()
    assert _violations(seen) == []
    assert _fits(seen)
    seen.page.locator("#help-open").click()
    assert _violations(seen) == []
    seen.page.keyboard.press("Escape")
    deck.unlink()
    seen.page.get_by_text("file is gone").wait_for()
    assert _violations(seen) == []


def test_an_empty_folder(tmp_path: Path, visit: Open) -> None:
    with served(tmp_path) as server:
        seen = visit(server)
        seen.page.get_by_text("There is no deck here").wait_for()
        assert seen.page.locator("#status").inner_text() == "No deck"
        assert seen.page.locator("#banner code").inner_text() == "quizkit new NAME"
        assert _violations(seen) == []


def test_long_words_and_many_decks_fit(tmp_path: Path, visit: Open) -> None:
    long = "Donaudampfschifffahrtsgesellschaft" * 4
    text = DECK.replace("title: A demo", f"title: {long}").replace("capital of Ukraine", long)
    text = text.replace("[geography]", f"[{long}]")
    written(tmp_path, text)
    written(tmp_path, text.replace("deck: demo", "deck: other"), "other.yaml")
    with served(tmp_path) as server:
        for size in (360, 700, 1000, 1400):
            seen = visit(server, viewport={"width": size, "height": 640})
            seen.page.locator("#card-pane[data-edition]").wait_for(state="attached")
            assert _fits(seen)


def test_everything_by_keyboard(server: Preview, visit: Open) -> None:
    """Tab reaches every control in the order in which they stand, and each shows that it has the focus."""
    seen = visit(server)
    seen.settled()
    reached = []
    for _ in range(60):
        seen.page.keyboard.press("Tab")
        name = seen.page.evaluate(
            "() => { const at = document.activeElement;"
            " return at === document.body ? '' : at.id || at.name || at.className || at.tagName; }"
        )
        reached.append(name)
    for control in ("all-findings", "theme", "help-open", "search", "filter-type", "filter-tag", "filter-fact", "row",
                    "side", "night", "phone", "scope", "paper", "scroll", "file"):  # fmt: skip
        assert control in reached, control
    first = [reached.index(name) for name in ("search", "row", "side", "paper")]
    assert first == sorted(first)
