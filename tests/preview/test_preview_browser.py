"""The preview in a real Chromium: what a teacher sees when a file is saved, broken, mended or gone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from preview_support import DECK, Visit, served, until, written

from quizkit.preview.server import Preview

Open = Callable[..., Visit]
BROKEN = DECK.replace("prompt: How many", 'prompt: "How many')


def _pick(visit: Visit, name: str, value: str) -> None:
    visit.page.locator(f"label:has(input[name={name}][value='{value}'])").click()


def _rows(visit: Visit) -> list[str]:
    return list(visit.page.locator("#list li").evaluate_all("rows => rows.map(row => row.dataset.id)"))


def _select(visit: Visit, question: str) -> None:
    visit.page.locator(f"#list li[data-id='{question}'] button").click()


def _current(visit: Visit) -> str:
    return str(visit.page.locator("#list li:has([aria-current])").get_attribute("data-id"))


def _page_source(visit: Visit, kind: str = "sheet") -> str:
    return str(visit.page.locator(f".is-{kind} img.page").get_attribute("src"))


def test_card_paper_and_key_side_by_side(server: Preview, visit: Open) -> None:
    seen = visit(server)
    seen.reads("What is the capital of Ukraine?")
    seen.reads("Kyiv", "back")
    seen.settled()
    for kind in ("sheet", "key"):
        image = seen.page.locator(f".is-{kind} img.page")
        image.wait_for()
        assert image.evaluate("image => image.naturalWidth") > 500
        assert seen.page.locator(f".is-{kind} .here-mark").is_visible()
    boxes = [seen.page.locator(name).bounding_box() for name in ("#list-pane", "#card-pane", "#paper-pane")]
    assert [box["x"] for box in boxes] == sorted({box["x"] for box in boxes})


def test_a_save_changes_card_and_page(server: Preview, deck: Path, visit: Open) -> None:
    seen = visit(server)
    seen.settled()
    before = _page_source(seen)
    written(deck.parent, DECK.replace("capital of Ukraine", "seat of Ukraine"))
    seen.reads("What is the seat of Ukraine?")
    until(server.store, lambda now: next(iter(now.views.values())).edition > 1)
    seen.settled()
    assert _page_source(seen) != before
    assert seen.page.locator("#list li").first.inner_text().startswith("What is the seat")
    assert seen.page.locator("#status").inner_text().startswith("Updated")


def test_broken_and_mended(server: Preview, deck: Path, visit: Open) -> None:
    seen = visit(server)
    seen.settled()
    _select(seen, "members")
    seen.reads("How many members does NATO have?")
    written(deck.parent, BROKEN)
    banner = seen.page.locator("#banner")
    banner.get_by_text("The last save cannot be read").wait_for()
    said = banner.inner_text()
    assert "line 15" in said
    assert "quote" in said
    assert banner.locator(".here mark").inner_text().startswith('"')
    assert seen.page.locator("#status").inner_text() == "Last good view"
    seen.reads("How many members does NATO have?")  # still there
    assert seen.page.locator("#list li[data-id='members'] .badge.is-error").is_visible()
    assert seen.page.locator("#findings .finding.is-error .message").count() == 1
    assert seen.page.locator(".is-sheet img.page").is_visible()
    written(deck.parent, DECK.replace("How many members", "How many states"))
    seen.reads("How many states does NATO have?")
    banner.wait_for(state="hidden")
    assert _current(seen) == "members"


def test_broken_from_the_start_and_then_right(tmp_path: Path, visit: Open) -> None:
    with served(written(tmp_path, BROKEN)) as server:
        seen = visit(server)
        seen.page.get_by_text("This deck cannot be read yet").wait_for()
        written(tmp_path)
        seen.reads("What is the capital of Ukraine?")


def test_the_place_is_kept(server: Preview, deck: Path, visit: Open) -> None:
    seen = visit(server, viewport={"width": 1400, "height": 500})
    _pick(seen, "side", "back")
    _pick(seen, "night", "1")
    _pick(seen, "phone", "1")
    seen.page.fill("#search", "the")
    seen.page.select_option("#filter-tag", "nature")
    _select(seen, "water")
    _pick(seen, "which", "1")
    seen.reads("Water is wet and the sea is salty.")
    seen.settled()
    seen.page.locator(".middle").evaluate("pane => { pane.scrollTop = 90; }")
    seen.page.locator(".is-key .scroll").evaluate("pane => { pane.scrollTop = 70; }")
    tops = "() => [...document.querySelectorAll('.middle, .is-key .scroll')].map(pane => pane.scrollTop)"
    before = seen.page.evaluate(tops)
    assert min(before) > 0
    written(deck.parent, DECK.replace("Water is", "All water is"))
    seen.reads("All water is wet and the sea is salty.")
    until(server.store, lambda now: next(iter(now.views.values())).edition > 1)
    seen.settled()
    assert seen.page.evaluate(tops) == before
    assert _current(seen) == "water"
    assert _rows(seen) == ["water"]
    assert seen.page.input_value("#search") == "the"
    assert seen.page.locator("input[name=which]:checked").get_attribute("value") == "1"
    body = seen.page.frame_locator("#front iframe").locator("body")
    assert body.get_attribute("class") == "card card2 nightMode night_mode"
    seen.page.reload()  # the same after the tab is loaded again
    seen.reads("All water is")
    assert _current(seen) == "water"
    assert _rows(seen) == ["water"]
    assert seen.page.locator("input[name=side]:checked").get_attribute("value") == "back"


def test_a_question_that_goes_away_makes_room_for_its_neighbour(
    server: Preview, deck: Path, visit: Open
) -> None:
    seen = visit(server)
    _select(seen, "members")
    start, end = DECK.index("  - id: members"), DECK.index("  - id: water")
    written(deck.parent, DECK[:start] + DECK[end:].replace("capital, members", "capital"))
    seen.until(lambda: len(_rows(seen)) == 3)
    seen.page.wait_for_selector("#list li[data-id='water'] [aria-current]")


def test_two_browsers_at_once(server: Preview, deck: Path, visit: Open) -> None:
    one, other = visit(server), visit(server)
    _select(one, "members")
    _select(other, "root")
    _pick(other, "side", "front")
    written(deck.parent, DECK.replace("does NATO have", "has NATO").replace("in words", "as a word"))
    one.reads("How many members has NATO?")
    other.reads("as a word?")
    until(server.store, lambda now: next(iter(now.views.values())).edition > 1)
    one.settled()
    other.settled()
    assert (_current(one), _current(other)) == ("members", "root")
    assert one.page.locator("#back").is_visible()
    assert not other.page.locator("#back").is_visible()


def test_filters_and_search(server: Preview, visit: Open) -> None:
    seen = visit(server)
    everything = ["capital", "members", "water", "root"]
    assert _rows(seen) == everything
    seen.page.select_option("#filter-type", "cloze")
    assert _rows(seen) == ["water"]
    assert seen.page.locator("#count").inner_text() == "1 of 4 questions"
    seen.page.select_option("#filter-type", "")
    seen.page.select_option("#filter-tag", "alliance")
    assert _rows(seen) == ["members"]
    seen.page.select_option("#filter-tag", "")
    seen.page.select_option("#filter-fact", "sea")
    assert _rows(seen) == ["water"]
    seen.page.get_by_role("button", name="Show all").click()
    assert _rows(seen) == everything
    for words, found in (
        ("UKRAINE capital", ["capital"]),
        ("óf", ["capital"]),
        ("maths", ["root"]),
        ("zzz", []),
    ):
        seen.page.fill("#search", words)
        assert _rows(seen) == found
    seen.page.fill("#search", "")
    assert _rows(seen) == everything


def test_with_findings_only(server: Preview, deck: Path, visit: Open) -> None:
    seen = visit(server)
    written(deck.parent, DECK.replace("answer: four", "answer: four\n    facts: [nothing]"))
    seen.page.locator("#list li[data-id='root'] .badge.is-error").wait_for()
    seen.page.check("#filter-findings")
    assert "root" in _rows(seen)
    _select(seen, "root")
    shown = seen.page.locator("#findings .finding.is-error")
    assert "line 28" in shown.inner_text()
    seen.page.locator("#banner").wait_for()
    shown.get_by_role("button", name="QK108").press("Enter")
    seen.page.locator("#explain-text").get_by_text("QK108").first.wait_for()
    seen.page.keyboard.press("Escape")
    seen.page.locator("#all-findings").click()
    assert seen.page.locator("input[name=scope][value=deck]").is_checked()


def test_keys(server: Preview, visit: Open) -> None:
    seen = visit(server)
    press = seen.page.keyboard.press
    press("j")
    press("j")
    assert _current(seen) == "water"
    press("k")
    assert _current(seen) == "members"
    press("f")
    assert seen.page.locator("input[name=side]:checked").get_attribute("value") == "front"
    press("f")
    press("d")
    press("p")
    checked = seen.page.locator(".seg input:checked").evaluate_all(
        "all => all.map(one => one.name + one.value)"
    )
    assert {"sideback", "night1", "phone1"} <= set(checked)
    press("/")
    seen.page.keyboard.type("jf")  # text, not keys
    assert seen.page.input_value("#search") == "jf"
    seen.page.fill("#search", "")
    press("ArrowDown")
    assert seen.page.evaluate("document.activeElement.closest('li').dataset.id") == "members"
    press("ArrowDown")
    assert _current(seen) == "water"
    assert seen.page.evaluate("document.activeElement.closest('li').dataset.id") == "water"
    press("?")
    assert seen.page.locator("#help").is_visible()
    press("j")
    assert _current(seen) == "water"
    seen.page.uncheck("#keys")
    press("Escape")
    press("k")
    assert _current(seen) == "water"


def test_what_is_picked_on_the_front_is_judged_on_the_back(server: Preview, visit: Open) -> None:
    seen = visit(server)
    _select(seen, "members")
    _pick(seen, "side", "front")
    seen.reads("How many members")
    card = seen.card()
    card.locator(".qk-option", has_text="30").click()
    seen.page.locator(".bar h1").click()  # out of the card again
    seen.page.keyboard.press("f")
    card.locator(".qk-verdict.qk-is-wrong").wait_for()
    assert "Finland joined." in card.inner_text()
    seen.page.keyboard.press("f")
    card.locator("[data-side=front]").wait_for()
    assert card.locator("#qk .qk-option").count() == 4


def test_what_is_typed_is_compared(server: Preview, visit: Open) -> None:
    seen = visit(server)
    _select(seen, "root")
    _pick(seen, "side", "front")
    seen.reads("in words?")
    assert seen.card().locator("math msqrt").count() == 1
    seen.card().locator("#typeans").fill("Four")
    seen.card().locator("#typeans").press("Enter")
    seen.card().locator(".qk-verdict.qk-is-right").wait_for()


def test_a_card_can_do_nothing_to_the_page(server: Preview, visit: Open) -> None:
    seen = visit(server)
    seen.refuses = True
    seen.reads("What is the capital of Ukraine?")
    frame = next(frame for frame in seen.page.frames if "media/card" in frame.url)
    assert frame.evaluate("() => window.origin") == "null"
    assert (
        frame.evaluate(
            "() => { try { return String(parent.document); } catch (error) { return error.name; } }"
        )
        == "SecurityError"
    )
    assert frame.evaluate("() => fetch('../state').then(() => 'read', () => 'refused')") == "refused"
    seen.until(lambda: bool(seen.refusals))  # the policy says so in the console


def test_a_pictures_way_to_the_card(tmp_path: Path, visit: Open) -> None:
    text = DECK.replace("    answer: Kyiv\n", "    answer: Kyiv\n    image: {file: map.svg, alt: A map}\n")
    (tmp_path / "map.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" width="90" height="40"><rect width="90" height="40" fill="red"/></svg>'
    )
    with served(written(tmp_path, text)) as server:
        seen = visit(server)
        image = seen.card().locator("img")
        image.wait_for()
        assert image.evaluate("image => image.decode().then(() => image.naturalWidth)") == 90


def test_several_decks_to_choose_from(tmp_path: Path, visit: Open) -> None:
    written(tmp_path / "decks")
    second = (
        DECK.replace("deck: demo", "deck: second")
        .replace("A demo", "Another")
        .replace("capital of", "heart of")
    )
    path = written(tmp_path / "decks", second, "second.yaml")
    with served(tmp_path / "decks") as server:
        seen = visit(server)
        assert seen.page.locator("#deck option").all_inner_texts() == [
            "A demo · demo.yaml",
            "Another · second.yaml",
        ]
        seen.page.select_option("#deck", str(path))
        seen.reads("What is the heart of Ukraine?")
        written(
            tmp_path / "decks",
            DECK.replace("deck: demo", "deck: third").replace("A demo", "New"),
            "a-new.yaml",
        )
        seen.until(lambda: seen.page.locator("#deck option").count() == 3)
        seen.reads("What is the heart of Ukraine?")
        path.rename(path.with_name("renamed.yaml"))
        seen.until(lambda: seen.page.input_value("#deck").endswith("renamed.yaml"))
        path.with_name("renamed.yaml").unlink()
        seen.page.get_by_text("This deck’s file is gone").wait_for()
        seen.reads("What is the heart of Ukraine?")


def test_the_only_deck_deleted_and_back(server: Preview, deck: Path, visit: Open) -> None:
    seen = visit(server)
    seen.reads("What is the capital of Ukraine?")
    deck.unlink()
    seen.page.get_by_text("This deck’s file is gone").wait_for()
    seen.reads("What is the capital of Ukraine?")
    written(deck.parent)
    seen.page.locator("#banner").wait_for(state="hidden")


def test_nothing_good_yet(tmp_path: Path, visit: Open) -> None:
    """A deck that never could be read has no last good view; its finding is shown without a click."""
    with served(written(tmp_path, BROKEN)) as server:
        seen = visit(server)
        assert seen.page.locator("#status").inner_text() == "Nothing to show yet"
        assert seen.page.locator("#deck option").inner_text() == "demo.yaml (cannot be read)"
        assert seen.page.locator("#findings .finding").count() == 1


def test_when_the_preview_ends_the_page_says_so(deck: Path, browser: Any) -> None:
    with served(deck) as server:
        seen = Visit(browser, server)
        seen.reads("What is the capital of Ukraine?")
    seen.page.get_by_text("The preview has ended").wait_for()
    assert seen.page.locator("#list li").count() == 4
    seen.context.close()


def test_a_link_to_a_question(server: Preview, deck: Path, visit: Open) -> None:
    seen = visit(server, "?" + urlencode({"deck": str(deck), "q": "water"}))
    seen.reads("Water is")
    assert _current(seen) == "water"
    assert "q=water" in seen.page.url
