"""The papers in a real Chromium: which page is shown, when, and what is marked on it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from preview_support import DECK, Visit, served, until, written

from quizkit.preview.server import Preview

Open = Callable[..., Visit]


def _select(visit: Visit, question: str) -> None:
    visit.page.locator(f"#list li[data-id='{question}'] button").click()


def _page_source(visit: Visit) -> str:
    return str(visit.page.locator(".is-sheet img.page").get_attribute("src"))


def test_versions_and_the_page_that_follows(server: Preview, visit: Open) -> None:
    seen = visit(server)
    seen.settled()
    assert seen.page.locator("#paper option").all_inner_texts() == [
        "All questions", "Test (test), version A", "Test (test), version B", "Fact sheet",
    ]  # fmt: skip
    before = _page_source(seen)
    seen.page.select_option("#paper", "demo-test-B.pdf")
    seen.until(lambda: _page_source(seen) != before)
    _select(seen, "root")
    seen.page.get_by_text("This question is not on this worksheet").first.wait_for()
    seen.page.select_option("#paper", "demo-facts.pdf")
    seen.page.locator(".is-key").wait_for(state="hidden")
    seen.page.get_by_role("heading", name="Fact sheet").wait_for()


def test_the_page_turns_to_the_question(tmp_path: Path, visit: Open) -> None:
    many = "".join(
        f"  - {{id: q{number}, type: essay, prompt: Question {number}., lines: 12}}\n" for number in range(12)
    )
    with served(written(tmp_path, f"deck: many\ntitle: Many\nlang: en\nquestions:\n{many}")) as server:
        seen = visit(server)
        seen.settled()
        number = seen.page.locator(".is-sheet .page-number")
        assert number.inner_text().startswith("1 of ")
        _select(seen, "q11")
        seen.until(lambda: not number.inner_text().startswith("1 of "))
        seen.page.locator(".is-sheet .here-mark").wait_for()
        last = number.inner_text()
        seen.page.get_by_role("button", name="Worksheet: previous page").click()
        assert number.inner_text() != last
        written(tmp_path, f"deck: many\ntitle: Much\nlang: en\nquestions:\n{many}")
        until(server.store, lambda now: next(iter(now.views.values())).edition > 1)
        seen.settled()
        assert number.inner_text() != last  # turned by hand: it stays


def test_on_a_small_machine_the_key_waits_for_the_worksheet(server: Preview, deck: Path, visit: Open) -> None:
    seen = visit(server)
    seen.settled()
    seen.page.locator(".is-key[data-edition='1']").wait_for(state="attached")
    session = seen.context.new_cdp_session(seen.page)
    session.send("Emulation.setHardwareConcurrencyOverride", {"hardwareConcurrency": 2})
    said: list[str] = []

    def note(kind: str, url: str) -> None:
        if "/sheet?" in url:
            said.append(f"{kind} {'key' if 'key.pdf' in url else 'worksheet'}")

    seen.page.on("request", lambda request: note("asked for", request.url))
    seen.page.on("requestfinished", lambda request: note("got", request.url))
    written(deck.parent, DECK.replace("capital of Ukraine", "seat of Ukraine"))
    seen.until(lambda: "got key" in said)
    assert said == ["asked for worksheet", "got worksheet", "asked for key", "got key"]


def test_the_mark_stands_beside_the_numbers(tmp_path: Path, visit: Open) -> None:
    for name, lang in (("left", "en"), ("right", "ar")):
        with served(written(tmp_path / name, DECK.replace("lang: en", f"lang: {lang}"))) as server:
            seen = visit(server)
            seen.settled()
            mark, page = (
                seen.page.locator(f".is-sheet {at}").bounding_box() for at in (".here-mark", "img.page")
            )
            beside = (mark["x"] - page["x"]) / page["width"]
            assert (beside < 0.05) if name == "left" else (beside > 0.95)


def test_the_head_of_the_page_shows_with_the_first_question(server: Preview, visit: Open) -> None:
    seen = visit(server)
    seen.settled()
    assert seen.page.locator(".is-sheet .scroll").evaluate("box => box.scrollTop") == 0
