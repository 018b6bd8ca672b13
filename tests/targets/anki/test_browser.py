"""The cards in a real Chromium: what a student taps on the front is judged on the back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import chromium
import pytest
from anki_support import QUESTIONS, Student, build, everything, picture

from quizkit.words import right_to_left

# One process for front and back, as in AnkiDroid's web view: another one may not see yet what
# the front has just put into the session storage.
_ONE_PROCESS = "--disable-features=BackForwardCache,ProactivelySwapBrowsingInstance"
_SITE = "http://anki.test/"
EXTRA = {
    "pinned": {
        "type": "choice", "prompt": "Which?", "answer": "a", "distractors": ["b", "c", "d"], "last": "None of these",
    },
    "fixed": {"type": "choice", "prompt": "Which?", "answer": "32", "distractors": ["9", "100"], "shuffle": False},
    "exact": {"type": "short-answer", "prompt": "Écrivez", "answer": "Éva", "case": True},
    "thousands": {"type": "numeric", "prompt": "How many?", "answer": "12000"},
    "single-number": {"type": "numeric", "prompt": "How many?", "answer": "0.5", "tolerance": "0.1"},
}  # fmt: skip


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with chromium.launched(_ONE_PROCESS) as made:
        yield made


@pytest.fixture(scope="module")
def learner(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Student]:
    folder = tmp_path_factory.mktemp("cards")
    made = Student(folder / "student")
    questions = [{"id": type, "type": type, **body} for type, body in QUESTIONS.items()]
    questions += [{"id": id, **body} for id, body in EXTRA.items()]
    made.take(build(folder, everything(questions=questions), media=picture(folder)))
    yield made
    made.col.close()


class Reviewer:
    """A page that shows cards as Anki's clients do."""

    def __init__(self, browser: Any, student: Student, **context: Any) -> None:
        self.context = browser.new_context(viewport={"width": 800, "height": 600}, **context)
        self.page = self.context.new_page()
        self.student, self.html = student, ""
        self.errors: list[str] = []
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.context.route(f"{_SITE}**", self._serve)

    def _serve(self, route: Any) -> None:
        name = route.request.url.removeprefix(_SITE)
        if name == "card":
            route.fulfill(body=self.html, content_type="text/html; charset=utf-8")
        else:
            route.fulfill(path=Path(self.student.col.media.dir()) / name)

    def show(self, question: str, side: str, *, typed: str = "", classes: str = "", ordinal: int = 0) -> Any:
        """Loads the page anew, as AnkiDroid does."""
        card = self.student.card(question, ordinal)
        self.html = self.student.page(card, side, typed=typed, classes=classes, base=_SITE)
        self.page.goto(f"{_SITE}card")
        return self.page

    def swap(self, question: str, side: str) -> None:
        """Puts the card into the living page, as Anki for computers does."""
        card = self.student.card(question)
        self.page.evaluate(
            """html => {
                const box = document.getElementById("qa");
                box.innerHTML = html;
                for (const old of box.querySelectorAll("script")) {
                    const script = document.createElement("script");
                    script.textContent = old.textContent;
                    old.replaceWith(script);
                }
            }""",
            card.question() if side == "front" else card.answer(),
        )

    def options(self) -> list[str]:
        script = "all => all.map(e => e.firstChild.textContent)"
        found: list[str] = self.page.eval_on_selector_all(".qk-option .qk-text", script)
        return found

    def marks(self) -> dict[str, str]:
        """What each marked option says: its text → its classes."""
        script = """all => all.map(e => [e.querySelector(".qk-text").firstChild.textContent,
            ["right", "wrong", "missed"].filter(c => e.classList.contains("qk-" + c)).join()])"""
        return {text: mark for text, mark in self.page.eval_on_selector_all(".qk-option", script) if mark}

    def verdict(self) -> str:
        found = self.page.query_selector(".qk-verdict")
        return found.get_attribute("class").rpartition("qk-is-")[2] if found else ""


@pytest.fixture
def reviewer(browser: Any, learner: Student) -> Iterator[Reviewer]:
    made = Reviewer(browser, learner)
    yield made
    made.context.close()
    assert made.errors == []


def test_a_wrong_pick_is_marked_and_so_is_the_key(reviewer: Reviewer) -> None:
    page = reviewer.show("choice", "front")
    front = reviewer.options()
    page.click("text=30")
    reviewer.show("choice", "back")
    assert reviewer.options() == front
    assert reviewer.marks() == {"30": "wrong", "32": "right"}
    assert reviewer.verdict() == "wrong"
    text = page.inner_text(".qk-options")
    assert "Until Finland joined." in text
    assert "Sweden was the 32nd." in text
    assert not page.is_visible(".qk-answer")


def test_a_right_pick(reviewer: Reviewer) -> None:
    reviewer.show("choice", "front").click("text=32")
    reviewer.show("choice", "back")
    assert reviewer.marks() == {"32": "right"}
    assert reviewer.verdict() == "right"


def test_no_pick_is_no_verdict(reviewer: Reviewer) -> None:
    reviewer.show("choice", "front")
    reviewer.show("choice", "back")
    assert reviewer.marks() == {"32": "right"}
    assert reviewer.verdict() == ""


def test_picks_of_the_last_review_are_forgotten(reviewer: Reviewer) -> None:
    reviewer.show("choice", "front").click("text=30")
    page = reviewer.show("choice", "front")
    assert page.query_selector(".qk-set") is None
    reviewer.show("choice", "back")
    assert reviewer.verdict() == ""


def test_the_living_page_of_a_computer_needs_no_storage(reviewer: Reviewer) -> None:
    reviewer.context.add_init_script(
        "Storage.prototype.setItem = Storage.prototype.getItem = () => { throw 1 }"
    )
    page = reviewer.show("essay", "front")
    reviewer.swap("choice", "front")
    page.click("text=28")
    reviewer.swap("choice", "back")
    assert reviewer.marks() == {"28": "wrong", "32": "right"}
    reviewer.swap("multiple", "front")
    page.click("text=It advises")
    reviewer.swap("multiple", "back")
    assert reviewer.verdict() == "partly"
    reviewer.swap("essay", "front")
    page.keyboard.press("1")


def test_several_right_options(reviewer: Reviewer) -> None:
    page = reviewer.show("multiple", "front")
    page.click("text=It advises")
    page.click("text=It commands troops")
    reviewer.show("multiple", "back")
    assert reviewer.marks() == {"It advises": "right", "It commands troops": "wrong", "It informs": "missed"}
    assert reviewer.verdict() == "partly"
    page = reviewer.show("multiple", "front")
    for option in ("It advises", "It informs", "It sells arms", "It sells arms"):
        page.click(f"text={option}")
    reviewer.show("multiple", "back")
    assert reviewer.verdict() == "right"


def test_keys_pick_on_the_front_only_and_leave_anki_s_alone(reviewer: Reviewer) -> None:
    page = reviewer.show("choice", "front")
    page.evaluate(
        "document.addEventListener('keydown', e => (window.prevented ||= []).push(e.defaultPrevented))"
    )
    page.keyboard.press("2")
    assert page.eval_on_selector_all("input", "all => all.map(e => e.checked)") == [False, True, False, False]
    page.keyboard.press("c")
    assert page.eval_on_selector_all("input", "all => all.map(e => e.checked)") == [False, False, True, False]
    for key in ("Space", "Enter", "9", "Control+1"):
        page.keyboard.press(key)
    assert page.eval_on_selector_all("input", "all => all.map(e => e.checked)") == [False, False, True, False]
    assert not any(page.evaluate("window.prevented"))
    third = reviewer.options()[2]
    reviewer.show("choice", "back")
    before = reviewer.marks()
    page.keyboard.press("1")
    assert reviewer.marks() == before
    assert third in before


def test_after_a_click_the_focus_is_not_on_the_option(reviewer: Reviewer) -> None:
    page = reviewer.show("choice", "front")
    page.click("text=30")
    assert page.evaluate("document.activeElement.tagName") == "BODY"


def at(reviewer: Reviewer, time: str) -> None:
    reviewer.page.clock.set_fixed_time(time)


def test_the_order_changes_from_day_to_day_and_not_within_one(reviewer: Reviewer) -> None:
    orders = []
    for day in range(10, 22):
        at(reviewer, f"2026-03-{day}T09:00:00")
        reviewer.show("pinned", "front")
        orders.append(reviewer.options())
        at(reviewer, f"2026-03-{day}T22:00:00")
        reviewer.show("pinned", "front")
        assert reviewer.options() == orders[-1]
        assert orders[-1][-1] == "None of these"
    assert len({tuple(order) for order in orders}) > 5
    assert len({order.index("a") for order in orders}) > 2


def test_midnight_between_front_and_back(reviewer: Reviewer) -> None:
    at(reviewer, "2026-03-10T23:59:00")
    page = reviewer.show("choice", "front")
    front = reviewer.options()
    page.click("text=28")
    at(reviewer, "2026-03-11T00:01:00")
    reviewer.show("choice", "back")
    assert reviewer.options() == front
    assert reviewer.marks() == {"28": "wrong", "32": "right"}


def test_fixed_options_are_sorted_every_day(reviewer: Reviewer) -> None:
    for day in (10, 11, 12):
        at(reviewer, f"2026-03-{day}T09:00:00")
        reviewer.show("fixed", "front")
        assert reviewer.options() == ["9", "32", "100"]


def test_true_or_false(reviewer: Reviewer) -> None:
    page = reviewer.show("true-false", "front")
    assert reviewer.options() == ["True", "False"]
    page.click("text=False")
    reviewer.show("true-false", "back")
    assert reviewer.marks() == {"False": "wrong", "True": "right"}


def pair(page: Any, left: str, right: str) -> None:
    page.click(f".qk-left >> text={left}")
    page.click(f".qk-right >> text={right}")


def test_matching(reviewer: Reviewer) -> None:
    page = reviewer.show("matching", "front")
    pair(page, "Kyiv", "representation")
    pair(page, "Washington", "parliament")
    page.click(".qk-right >> text=summit")  # Wiesbaden, the one that is open, is next by itself
    reviewer.show("matching", "back")
    assert reviewer.verdict() == "partly"
    rows = page.eval_on_selector_all(".qk-pairs tr", "all => all.map(e => e.className)")
    assert rows == ["qk-off", "qk-right", "qk-off"]
    assert page.inner_text(".qk-pairs tr:nth-child(3)").split() == ["Washington", "summit", "✗", "parliament"]
    page = reviewer.show("matching", "front")
    for left, right in QUESTIONS["matching"]["pairs"]:
        pair(page, left, right)
    reviewer.show("matching", "back")
    assert reviewer.verdict() == "right"


def test_matching_by_keys(reviewer: Reviewer) -> None:
    page = reviewer.show("matching", "front")
    shown = page.eval_on_selector_all(".qk-right .qk-text", "all => all.map(e => e.textContent)")
    for number, (_, right) in enumerate(QUESTIONS["matching"]["pairs"], 1):
        page.keyboard.press(str(number))
        page.keyboard.press("abcd"[shown.index(right)])
    reviewer.show("matching", "back")
    assert reviewer.verdict() == "right"


def test_ordering(reviewer: Reviewer) -> None:
    items = QUESTIONS["ordering"]["items"]
    page = reviewer.show("ordering", "front")
    assert page.is_disabled(".qk-undo")
    for item in (items[0], items[2], items[1]):
        page.click(f".qk-option >> text={item}")
    page.click(".qk-undo")
    page.click(f".qk-option >> text={items[2]}")  # takes it out again
    for item in items[1:]:
        page.click(f".qk-option >> text={item}")
    reviewer.show("ordering", "back")
    assert reviewer.verdict() == "right"
    assert reviewer.options() == items
    page = reviewer.show("ordering", "front")
    for item in reversed(items):
        page.click(f".qk-option >> text={item}")
    reviewer.show("ordering", "back")
    assert reviewer.verdict() == "wrong"
    assert reviewer.options() == items


@pytest.mark.parametrize(
    ("question", "typed", "result"),
    [
        ("short-answer", "Wiesbaden", "right"),
        ("short-answer", "  wiesbaden,  germany ", "right"),
        ("short-answer", "Wièsbaden", "right"),
        ("short-answer", "Bonn", "wrong"),
        ("short-answer", "", ""),
        ("exact", "Éva", "right"),
        ("exact", "éva", "wrong"),
        ("exact", "Eva", "wrong"),
        ("numeric", "1998", "right"),
        ("numeric", "1997 AD", "right"),
        ("numeric", "1996", "wrong"),
        ("numeric", "late nineties", "wrong"),
        ("single-number", "0,55", "right"),
        ("single-number", ".4", "right"),
        ("single-number", "0.6", "right"),
        ("single-number", "0.61", "wrong"),
        ("thousands", "12,000", "right"),
        ("thousands", "12 000", "right"),
        ("thousands", "12,00", "wrong"),
    ],
)
def test_typed_answers(reviewer: Reviewer, question: str, typed: str, result: str) -> None:
    page = reviewer.show(question, "front")
    assert page.is_visible("input#typeans")
    page = reviewer.show(question, "back", typed=typed)
    assert reviewer.verdict() == result
    assert page.is_visible(".qk-answer")
    assert page.is_visible("code#typeans") == (result != "right")


def test_other_answers_are_shown_for_the_blank_in_question_only(reviewer: Reviewer) -> None:
    page = reviewer.show("cloze", "back")
    assert page.is_visible("text=high official or top official")
    page = reviewer.show("cloze", "back", ordinal=2)
    assert not page.is_visible("text=high official or top official")


def test_the_picture_is_there(reviewer: Reviewer) -> None:
    page = reviewer.show("choice", "front")
    assert page.evaluate("document.querySelector('.qk-images img').naturalWidth") == 60


def test_the_hint_waits_to_be_asked_for(reviewer: Reviewer) -> None:
    page = reviewer.show("choice", "front")
    assert not page.is_visible("text=Two had joined since 2023.")
    page.click(".qk-hint summary")
    assert page.is_visible("text=Two had joined since 2023.")


def test_the_front_keeps_the_answer_to_itself(reviewer: Reviewer) -> None:
    for question in ("choice", "multiple", "true-false", "matching", "ordering", "pinned"):
        page = reviewer.show(question, "front")
        assert page.get_attribute("#qk", "data-key") is None
        assert page.query_selector(".qk-feedback, .qk-explanation, .qk-pairs") is None


def test_cards_are_readable_without_scripts(browser: Any, learner: Student) -> None:
    plain = Reviewer(browser, learner, java_script_enabled=False)
    answers = {
        "choice": "32", "multiple": "It informs", "true-false": "True", "matching": "representation",
        "ordering": "Finland", "short-answer": "Wiesbaden", "numeric": "accepted: 1997 to 1999",
        "essay": "Whoever governs.", "flashcard": "Kyiv", "cloze": "senior official",
    }  # fmt: skip
    for question, answer in answers.items():
        front = plain.show(question, "front").inner_text("#qk")
        body = QUESTIONS[question]
        shown = [str(item) for item in body.get("distractors", []) if not isinstance(item, dict)]
        assert all(text in front for text in [*shown, *body.get("items", [])]), question
        back = plain.show(question, "back").inner_text("#qk")
        assert answer in back
    plain.context.close()


@pytest.mark.parametrize("classes", ["", "nightMode night_mode"])
def test_nothing_is_wider_than_a_small_phone(reviewer: Reviewer, classes: str) -> None:
    reviewer.page.set_viewport_size({"width": 320, "height": 640})
    for question in [*QUESTIONS, *EXTRA]:
        for side in ("front", "back"):
            page = reviewer.show(question, side, classes=classes)
            assert page.evaluate("document.documentElement.scrollWidth") <= 320, (question, side)


def test_options_are_large_enough_for_a_thumb(reviewer: Reviewer) -> None:
    reviewer.page.set_viewport_size({"width": 360, "height": 640})
    for question in ("choice", "multiple", "true-false", "matching", "ordering"):
        page = reviewer.show(question, "front")
        heights = page.eval_on_selector_all(
            ".qk-option", "all => all.map(e => e.getBoundingClientRect().height)"
        )
        assert heights
        assert min(heights) >= 44


def test_the_dark_card_is_dark(reviewer: Reviewer) -> None:
    colour = "getComputedStyle(document.body).backgroundColor"
    assert reviewer.show("choice", "front").evaluate(colour) == "rgb(250, 249, 246)"
    for classes in ("nightMode", "night_mode", "nightMode night_mode"):
        assert reviewer.show("choice", "front", classes=classes).evaluate(colour) == "rgb(26, 28, 32)"


def test_furniture_speaks_the_deck_s_language(browser: Any, tmp_path: Path) -> None:
    student = Student(tmp_path / "fr")
    student.take(build(tmp_path, everything(lang="fr-CA"), media=picture(tmp_path)))
    page = Reviewer(browser, student)
    content = "getComputedStyle(document.querySelector('.qk-kind span'), '::before').content"
    assert page.show("choice", "front").evaluate(content) == '"Une seule réponse"'
    page.context.close()
    student.col.close()


LANGS = ["ar", "arc", "ckb", "dv", "fa-IR", "he", "ks", "nqo", "ps", "sd", "syr", "ug", "ur", "yi"]
LANGS += ["az-Arab", "az-Latn", "ar-Latn", "ff-Adlm-GN", "en", "fr-CA", "ru", "pa", "pa-Arab-PK"]


def test_the_card_runs_the_way_of_its_language(reviewer: Reviewer) -> None:
    page = reviewer.show("choice", "front")
    direction = """lang => {
        const card = document.getElementById("qk");
        card.lang = lang;
        return getComputedStyle(card).direction;
    }"""
    found = {lang: page.evaluate(direction, lang) for lang in LANGS}
    assert found == {lang: "rtl" if right_to_left(lang) else "ltr" for lang in LANGS}
