"""Pages in a real Chromium, offline and by keyboard: what is asked, marked, shown, and asked again."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from html_support import BANK, QUESTIONS, Visit, deck, only

Open = Callable[..., Visit]
ALL = {**QUESTIONS, "bank": BANK}


@pytest.fixture(scope="module")
def everything() -> bytes:
    return only(deck(ALL))


def test_all_right_by_keyboard(visit: Open, everything: bytes) -> None:
    visitor = visit(everything)
    visitor.play()
    assert visitor.text("#result-score") == "18 of 18 points, 100 %"
    assert visitor.text("#result-note") == "All correct."
    assert visitor.text("#tally") == "11 correct"
    assert not visitor.page.locator("#retry").is_visible()
    assert visitor.text("#score") == "18 of 18 points"
    assert visitor.text("#counts") == "11 of 11 done"


def test_all_wrong_by_keyboard(visit: Open, everything: bytes) -> None:
    visitor = visit(everything)
    visitor.play(right=False)
    assert visitor.text("#result-score") == "0 of 18 points, 0 %"
    assert visitor.text("#tally") == "11 not correct"
    assert visitor.text("#retry") == "Practise 11 questions again"


@pytest.mark.parametrize("kind", ALL)
def test_a_type_says_in_words_what_was_right(kind: str, visit: Open) -> None:
    visitor = visit(only(deck({kind: ALL[kind]})))
    for right, said in ((True, "Correct"), (False, "Not correct")):
        visitor.answer("q1", right=right)
        visitor.check("q1")
        if kind in ("essay", "flashcard"):
            assert visitor.focused("#q1 .after")
            visitor.mark_self("q1", right=right)
            own = {"essay": "Marked by yourself", "flashcard": "I knew it" if right else "Not yet"}[kind]
        assert visitor.text("#q1 .verdict").startswith(own if kind in ("essay", "flashcard") else said)
        visitor.tab_to("#restart")
        visitor.press("Enter")
        assert visitor.focused("#announce")
        assert visitor.text("#q1 .verdict") == ""
        assert not visitor.page.locator("#q1 .after").is_visible()


def test_the_key_is_not_to_be_seen_or_heard_before_the_answer(visit: Open) -> None:
    visitor = visit(
        only(deck({kind: ALL[kind] for kind in ("short-answer", "cloze", "essay", "flashcard", "choice")}))
    )
    seen = visitor.page.locator("body").inner_text()
    spoken = visitor.page.locator("body").aria_snapshot()
    found = visitor.page.evaluate("document.querySelector('main').textContent")
    for key in (
        "Rhône",
        "chambers",
        "The axis is tilted",
        "the library",
        "58 million",
        "Well done",
        "names the tilt",
    ):
        assert key not in seen
        assert key not in spoken
        assert key not in found


def test_feedback_is_that_of_the_chosen_option(visit: Open) -> None:
    visitor = visit(only(deck({"choice": QUESTIONS["choice"]})))
    visitor.page.get_by_label("Venus").check()
    visitor.check("q1")
    assert visitor.text("#q1 .option[data-result=wrong]").endswith(
        "Venus Your answer: wrong It is the second."
    )
    assert visitor.text("#q1 .option[data-result=missed]").endswith("Mercury Right answer")
    assert "Well done." not in visitor.text("#q1")
    assert "Explanation 58 million kilometres." in visitor.text("#q1 .after")
    assert visitor.text("#q1 .tags") == "space easy"


def test_without_an_answer_nothing_is_checked(visit: Open, everything: bytes) -> None:
    visitor = visit(everything)
    visitor.check("q1")
    assert visitor.text("#q1 .verdict") == "Answer first, then check."
    assert visitor.focused("#q1 input")
    assert visitor.text("#counts") == "0 of 11 done"


def test_what_is_no_number_is_said_to_be_none(visit: Open) -> None:
    visitor = visit(only(deck({"numeric": QUESTIONS["numeric"]}, lang="fr")))
    visitor.tab_to("#q1 fieldset input")
    visitor.page.keyboard.type("dix")
    visitor.press("Enter")
    assert visitor.text("#q1 .verdict") == "Ce n’est pas un nombre. Écrivez-le en chiffres, par exemple 3,14."
    visitor.page.locator("#q1 fieldset input").fill("9,86 m/s")
    visitor.press("Enter")
    assert visitor.text("#q1 .verdict") == "Juste 1 sur 1 point"


def test_one_place_for_two_items_is_pointed_out(visit: Open) -> None:
    visitor = visit(only(deck({"ordering": QUESTIONS["ordering"]})))
    for select in visitor.page.locator("#q1 select").all():
        select.select_option("1")
    visitor.check("q1")
    assert visitor.text("#q1 .verdict") == "Place 1 is chosen twice."


def test_parts_are_marked_one_by_one(visit: Open) -> None:
    visitor = visit(only(deck({"matching": QUESTIONS["matching"], "cloze": QUESTIONS["cloze"]})))
    for select in visitor.page.locator("#q1 select").all():
        select.select_option(label="Oslo")
    visitor.check("q1")
    assert visitor.text("#q1 .verdict") == "Partly correct 1 of 2 points"
    assert visitor.text("#q1 [data-part='0'] .mark") == "Not correct Right: Vienna"
    assert visitor.text("#q1 [data-part='1'] .mark") == "Correct"
    visitor.page.locator("#q2 input").first.fill("4")
    visitor.check("q2")
    assert visitor.text("#q2 .verdict") == "Partly correct 1 of 2 points"
    assert visitor.text("#q2 .after").startswith("The whole text The heart has four chambers.")


def test_an_exam_tells_nothing_until_it_is_handed_in(visit: Open, everything: bytes) -> None:
    visitor = visit(everything)
    visitor.tab_to("#settings input")
    visitor.press("ArrowDown")
    assert not visitor.page.locator(".check:visible").count()
    assert not visitor.page.locator(".hint:visible").count()
    visitor.answer("q1")
    visitor.press("Enter")
    assert visitor.text("#q1 .verdict") == ""
    assert visitor.text("#score") == ""
    assert visitor.text("#counts") == "1 of 10 answered"
    visitor.tab_to("#hand")
    visitor.press("Enter")
    assert visitor.text("#open p") == "These questions are not answered: 2, 3, 4, 5, 6, 7, 8, 9, 11."
    visitor.press("Enter")
    assert visitor.focused("#result-h")
    assert visitor.text("#result-score") == "2 of 18 points, 11 %"
    assert visitor.text("#result-note") == "2 questions are still for you to mark."
    assert visitor.text("#tally") == "1 correct 8 not answered"
    assert not visitor.page.locator("#retry").is_visible()
    visitor.mark_self("q9", right=True)
    visitor.mark_self("q10", right=False)
    assert visitor.text("#result-score") == "4 of 18 points, 22 %"
    assert visitor.text("#retry") == "Practise 9 questions again"


def test_what_was_wrong_is_asked_again(visit: Open, everything: bytes) -> None:
    visitor = visit(everything)
    for id in visitor.keys:
        visitor.answer(id, right=id != "q3")
        visitor.check(id)
        if visitor.keys[id]["kind"] == "self":
            visitor.mark_self(id, right=True)
    assert visitor.text("#tally") == "10 correct 1 not correct"
    visitor.tab_to("#retry")
    visitor.press("Enter")
    assert visitor.text("#announce") == "Round 2: what was not right yet"
    assert visitor.focused("#q3-n")
    assert [item.get_attribute("id") for item in visitor.page.locator(".question:visible").all()] == ["q3"]
    visitor.answer("q3")
    visitor.check("q3")
    assert visitor.text("#result-score") == "1 of 1 point, 100 %"
    visitor.tab_to("#restart")
    visitor.press("Enter")
    assert visitor.page.locator(".question:visible").count() == 11
    assert not visitor.page.locator("input:checked:visible:not([name=mode])").count()


def test_a_passage_goes_with_its_questions(visit: Open) -> None:
    asked = {"a": {**QUESTIONS["true-false"], "type": "true-false", "passage": "p"},
             "b": {**QUESTIONS["true-false"], "type": "true-false"}}  # fmt: skip
    visitor = visit(only(deck(asked, passages=[{"id": "p", "title": "Read me", "text": "A | text."}])))
    assert visitor.text(".passage") == "For question 1 Read me A | text."
    for id, right in (("q1", True), ("q2", False)):
        visitor.answer(id, right=right)
        visitor.check(id)
    visitor.page.locator("#retry").click()
    assert not visitor.page.locator(".passage").is_visible()


def test_the_switch_turns_the_colours_and_nothing_is_kept(visit: Open, everything: bytes) -> None:
    visitor = visit(everything, color_scheme="dark")
    colour = "getComputedStyle(document.body).backgroundColor"
    dark = visitor.page.evaluate(colour)
    assert visitor.page.locator("#theme").get_attribute("aria-label") == "Light page"
    visitor.tab_to("#theme")
    visitor.press("Enter")
    light = visitor.page.evaluate(colour)
    assert light != dark
    visitor.page.reload()
    assert visitor.page.evaluate(colour) == dark
    assert visitor.context.storage_state() == {"cookies": [], "origins": []}


def test_a_picture_has_its_size_before_it_is_there(visit: Open, tmp_path: Any) -> None:
    from quizkit.media import load

    (tmp_path / "p.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg" width="40" height="30"/>')
    picture = {"image": {"file": "p.svg", "alt": 'a "picture" & more'}, **QUESTIONS["true-false"]}
    visitor = visit(only(deck({"true-false": picture}), {"p.svg": load(tmp_path, "p.svg")}))
    image = visitor.page.get_by_alt_text('a "picture" & more')
    assert image.evaluate("image => [image.width, image.height, image.naturalWidth]") == [40, 30, 40]


def test_formulas_have_their_own_font(visit: Open) -> None:
    r"""Without a MATH table Chromium would leave out the sign of $\sqrt{2}$."""
    asked = {"flashcard": {"prompt": r"$\sqrt{2}$", "answer": r"$\overline{AB}$"}}
    visitor = visit(only(deck(asked)))
    loaded = (
        "document.fonts.ready.then(() => [...document.fonts].map((font) => font.family + ' ' + font.status))"
    )
    assert visitor.page.evaluate(loaded) == ["Page Maths loaded"]
    root = visitor.page.locator("msqrt").bounding_box()
    inside = visitor.page.locator("msqrt > *").first.bounding_box()
    assert root["width"] > 1.5 * inside["width"]
    assert only(deck({"flashcard": QUESTIONS["flashcard"]})).count(b"font-face") == 0


def test_without_a_script_the_questions_can_be_read(visit: Open, everything: bytes) -> None:
    visitor = visit(everything, java_script_enabled=False)
    assert "Without JavaScript this page shows the questions" in visitor.text("noscript")
    assert visitor.page.get_by_text("Which is nearest to the sun?").is_visible()
    assert not visitor.page.locator("button:visible").count()


def test_words_of_another_language_say_so(visit: Open) -> None:
    visitor = visit(only(deck({"choice": QUESTIONS["choice"]}, lang="he", title="כלי תחבורה")))
    assert visitor.page.evaluate("[document.documentElement.dir, document.documentElement.lang]") == [
        "rtl",
        "he",
    ]
    heading = visitor.page.locator("#q1-n span")
    assert heading.evaluate("e => [e.lang, e.dir, e.textContent]") == ["en", "ltr", "Question 1"]
    visitor.answer("q1")
    visitor.check("q1")
    assert visitor.page.locator("#q1 .next span").get_attribute("lang") == "en"
