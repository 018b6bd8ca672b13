"""Which pages there are, what stands in them, and that they say the same as the paper."""

from __future__ import annotations

import re
from base64 import b64encode
from decimal import Decimal
from hashlib import sha256
from pathlib import Path

import pytest
from html_support import BANK, QUESTIONS, Elements, compiled, contents, data, deck, only

from quizkit.media import load
from quizkit.papers import assemble
from quizkit.targets.base import Loss
from quizkit.targets.html import words
from quizkit.targets.html.page import policy, script, style

SHEET = {"id": "test", "sections": [{"title": "Part", "instructions": "Do *it*.", "tags": ["x"], "pick": 2}]}
TAGGED = {
    f"t{number}": {**QUESTIONS["choice"], "type": "choice", "tags": ["x"]} for number in range(4)
} | QUESTIONS


def places(page: bytes) -> list[int]:
    return [key["right"][0] for key in data(page)["questions"] if key["kind"] == "pick"]


def test_a_page_for_the_deck_and_each_worksheet_and_version() -> None:
    made = deck(TAGGED, worksheets=[SHEET, {**SHEET, "id": "two", "versions": 2}, {**SHEET, "id": "none",
                "sections": [{"tags": ["nothing"]}]}])  # fmt: skip
    output = compiled(made)
    assert [file.name for file in output.files] == ["d.html", "d-test.html", "d-two-A.html", "d-two-B.html"]
    assert output.files[1].about == "2\N{NO-BREAK SPACE}questions"
    assert [finding.code for finding in output.findings] == ["QK115"]
    lettered = compiled(made, versions=3)
    assert [file.name for file in lettered.files][:4] == [
        "d.html",
        "d-test-A.html",
        "d-test-B.html",
        "d-test-C.html",
    ]


def test_the_order_is_that_of_the_paper() -> None:
    made = deck(TAGGED, worksheets=[{**SHEET, "versions": 2}])
    pages = contents(compiled(made, seed="7"))
    for letter, paper in zip("AB", assemble(made, made.worksheets[0], 2, "7"), strict=True):
        page = pages[f"d-test-{letter}.html"]
        assert [key["number"] for key in data(page)["questions"]] == [item.number for item in paper.items]
        assert places(page) == ["ABC".index(item.solution[0]) for item in paper.items]
        assert "Do <em>it</em>." in page.decode()
    (whole,) = assemble(made, None, 1, "7")
    page = pages["d.html"].decode()
    matching = next(item for item in whole.items if item.question.type == "matching")
    menu = page.split('data-type="matching"')[1].split("</select>")[0]
    shown = re.findall(r'<option value="\d">(\w+)</option>', menu)
    assert tuple(shown) == matching.shown
    ordering = next(item for item in whole.items if item.question.type == "ordering")
    key = next(key for key in data(pages["d.html"])["questions"] if key["number"] == ordering.number)
    assert [right[0] for right in key["right"]] == list(ordering.solution)
    assert sum(Decimal(str(key["points"])) for key in data(pages["d.html"])["questions"]) == whole.points


def test_the_same_deck_gives_the_same_bytes() -> None:
    assert only(deck(TAGGED)) == only(deck(TAGGED))


def test_the_policy_lets_this_script_and_this_style_run_and_nothing_else() -> None:
    elements = Elements(only(deck({**QUESTIONS, "f": {"type": "flashcard", "prompt": "$x$", "answer": "y"}})))
    (meta,) = [attributes for tag, attributes in elements.tags if attributes.get("http-equiv")]
    allowed = str(meta["content"])
    for name in ("script", "style"):
        (text,) = elements.raw[name]
        digest = b64encode(sha256(text.encode()).digest()).decode()
        assert f"{name}-src 'sha256-{digest}'" in allowed
    assert allowed.startswith("default-src 'none';")
    assert "unsafe" not in allowed
    assert "connect-src" not in allowed
    for tag, attributes in elements.tags:
        assert tag not in ("link", "iframe", "object", "embed", "base")
        assert not [name for name in attributes if name == "style" or name.startswith("on")], attributes
        assert not str(attributes.get("src", "data:")).startswith("http")


def test_nothing_of_a_script_or_style_can_end_it_early() -> None:
    assert "</" not in script()
    assert "<!--" not in script()
    assert "</" not in style("a4", maths=True)
    assert '"' not in policy(style("a4", maths=True))


def test_questions_are_no_forms() -> None:
    """Chromium's autofill compares each form with all labels of a page: 2,000 took ten seconds."""
    tags = [tag for tag, _ in Elements(only(deck())).tags]
    assert tags.count("form") == 1
    assert tags.count("fieldset") == 1 + len(QUESTIONS)


def test_a_picture_is_inside_the_page_and_one_without_a_file_is_a_loss(tmp_path: Path) -> None:
    (tmp_path / "a.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg" width="4" height="3"/>')
    asked = {
        "one": {"type": "true-false", "prompt": "x ![alt & \"text\"](a.svg)", "answer": True,
                "image": {"file": "gone.png", "alt": "what was <here>"}},
        "two": {"type": "true-false", "prompt": "x", "answer": True, "passage": "p"},
    }  # fmt: skip
    gone = [{"file": "gone.png", "alt": "gone"}]
    made = deck(asked, passages=[{"id": "p", "images": gone}], description="![gone](gone.png)")
    output = compiled(made, {"a.svg": load(tmp_path, "a.svg")})
    assert output.losses == (
        Loss("lost", ("questions", 0), "pictures"),
        Loss("lost", ("passages",), "pictures"),
        Loss("lost", ("description",), "pictures"),
    )
    page = contents(output)["d.html"].decode()
    assert 'alt="alt &amp; &quot;text&quot;" width="4" height="3"' in page
    assert '<em class="no-picture">what was &lt;here&gt;</em>' in page
    assert "picture:" not in page.split("<script", 1)[0]


def test_a_card_both_ways_is_asked_twice_on_the_page_of_the_deck_alone() -> None:
    card = {"type": "flashcard", "prompt": "un", "answer": "one", "reverse": True, "hint": "1", "points": 2}
    made = deck({"card": card, "last": {**BANK}}, worksheets=[{"id": "w", "sections": [{}]}])
    pages = contents(compiled(made))
    keys = data(pages["d.html"])["questions"]
    assert [(key["id"], key["points"]) for key in keys] == [("q1", 2), ("q1r", 2), ("q2", 2)]
    assert "Question 1, the other way round" in pages["d.html"].decode()
    assert "6\N{NO-BREAK SPACE}points" in pages["d.html"].decode()
    assert [key["id"] for key in data(pages["d-w.html"])["questions"]] == ["q1", "q2"]


def test_a_cloze_that_cannot_be_opened_is_refused_and_the_rest_is_written() -> None:
    made = deck({"bad": {"type": "cloze", "text": "[a](http://x.org/{{c1::b}}) {{c2::c}}"}, "good": BANK})
    output = compiled(made)
    assert [(loss.kind, loss.loc[:2]) for loss in output.losses] == [("refused", ("questions", 0))]
    assert [key["kind"] for key in data(contents(output)["d.html"])["questions"]] == ["parts"]


def test_without_questions_there_is_no_page() -> None:
    assert compiled(deck({})).files == ()


def test_two_worksheets_with_one_file_name_are_an_error() -> None:
    sheets = [{"id": "x", "versions": 2, "sections": [{}]}, {"id": "x-a", "sections": [{}]}]
    output = compiled(deck(QUESTIONS, worksheets=sheets))
    assert [(finding.code, finding.loc) for finding in output.findings] == [
        ("QK503", ("worksheets", 1, "id"))
    ]
    assert [file.name for file in output.files] == ["d.html", "d-x-A.html", "d-x-B.html"]


@pytest.mark.parametrize("answer", ["$x^2$", "![a](b.png)"])
def test_what_nobody_can_type_is_marked_by_oneself(answer: str) -> None:
    asked = {"s": {"type": "short-answer", "prompt": "p", "answer": answer},
             "c": {"type": "cloze", "text": f"a {{{{c1::{answer}}}}} b {{{{c2::word}}}}"}}  # fmt: skip
    assert [key["kind"] for key in data(only(deck(asked)))["questions"]] == ["self", "self"]


def test_a_bank_takes_other_answers_that_stand_in_it() -> None:
    asked = {
        "c": {"type": "cloze", "text": "{{c1::a}} {{c2::b}}", "word_bank": True, "accept": {2: ["a", "z"]}}
    }
    made = deck(asked)
    (paper,) = assemble(made, None)
    shown = paper.items[0].shown
    (key,) = data(only(made))["questions"]
    assert [[shown[int(place)] for place in sorted(part, key=lambda at: shown[int(at)])] for part in key["right"]] == [
        ["a"], ["a", "b"]
    ]  # fmt: skip


def test_every_language_has_every_word_with_the_same_places_to_fill() -> None:
    english = words.WORDS["en"]
    for column in words.WORDS.values():
        assert column.keys() == english.keys()
        for key, text in column.items():
            assert sorted(re.findall(r"\{\w+\}", text)) == sorted(re.findall(r"\{\w+\}", english[key])), key
    assert set(words.SCRIPT) <= english.keys()
    assert words.tag_of("fr-CA") == "fr"
    assert words.tag_of("pl") == "en"


def test_all_words_that_the_script_asks_for_come_with_the_page() -> None:
    asked = set(re.findall(r"(?:word|counted)\(\s*\"(\w+)\"", script()))
    given = set(words.SCRIPT)
    assert asked
    for name in asked:
        assert name in given or {f"{name}_one", f"{name}_other"} <= given or name.endswith("_"), name


def test_a_deck_in_french_speaks_french() -> None:
    page = only(deck({"choice": QUESTIONS["choice"]}, lang="fr-CA")).decode()
    assert '<html lang="fr-CA">' in page
    assert "Question 1" in page
    assert "Vérifier" in page
    assert "Check" not in page
