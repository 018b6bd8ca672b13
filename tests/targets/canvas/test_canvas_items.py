"""What each type becomes: the kind that Canvas knows, what scores, what students are told."""

from __future__ import annotations

from typing import Any

import pytest
from canvas_support import QTI, compiled, key, lost, one, only, package

from quizkit.papers import assemble, letter
from quizkit.targets.base import Options

CHOICE = {"type": "choice", "prompt": "p", "answer": "right", "distractors": ["one", "two", "three"]}
MATCHING = {"type": "matching", "prompt": "p", "pairs": [["a", "1"], ["b", "2"]], "distractors": ["3"]}


def test_the_letter_of_the_key_is_that_of_the_printed_key() -> None:
    for seed in ("", "s", "t", "u"):
        deck = one(**CHOICE)
        item = package(deck, options=Options(seed=seed)).items["x"]
        (printed,) = assemble(deck, None, 1, seed)[0].items
        place = list(item.lists["response1"]).index(item.right["response1"][0])
        assert (letter(place),) == printed.solution
        assert tuple(item.lists["response1"].values()) == printed.shown
        assert key(item) == ["right"]


def test_idents_tell_the_place_and_not_the_key() -> None:
    item = only(type="choice", prompt="p", answer="z", distractors=["a", "b"], shuffle=False)
    assert item.lists["response1"] == {"1001": "a", "1002": "b", "1003": "z"}
    assert item.right["response1"] == ["1003"]


def test_a_pinned_option_stays_last() -> None:
    item = only(type="choice", prompt="p", answer="a", distractors=["b", "c"], last="None of these")
    assert list(item.lists["response1"].values())[-1] == "None of these"


def test_one_right_choice_scores_all() -> None:
    item = only(**CHOICE)
    assert (item.kind, item.shares, len(item.right["response1"])) == ("multiple_choice_question", ["100"], 1)
    assert item.element.find(".//q:response_lid", QTI).get("rcardinality") == "Single"


def test_of_several_answers_the_right_ones_and_no_other() -> None:
    item = only(type="multiple", prompt="p", answers=["a", "b"], distractors=["c"])
    assert item.kind == "multiple_answers_question"
    assert sorted(key(item)) == ["a", "b"]
    (wrong,) = item.element.findall(".//q:not/q:varequal", QTI)
    assert item.lists["response1"][wrong.text] == "c"
    assert item.element.find(".//q:response_lid", QTI).get("rcardinality") == "Multiple"


def test_feedback_belongs_to_its_option() -> None:
    item = only(
        type="choice", prompt="p", answer={"text": "a", "feedback": "yes"}, explanation="why",
        distractors=[{"text": "b", "feedback": "no"}, "c"],
    )  # fmt: skip
    idents = {text: ident for ident, text in item.lists["response1"].items()}
    assert item.feedback == {"general_fb": "why", f"{idents['a']}_fb": "yes", f"{idents['b']}_fb": "no"}
    shown = {
        node.get("linkrefid"): node.getparent().findtext("q:conditionvar/q:varequal", None, QTI)
        for node in item.element.iterfind(".//q:displayfeedback", QTI)
    }
    assert shown == {"general_fb": None, f"{idents['a']}_fb": idents["a"], f"{idents['b']}_fb": idents["b"]}


@pytest.mark.parametrize("answer", [True, False])
def test_true_and_false(answer: bool) -> None:
    item = only(type="true-false", prompt="p", answer=answer)
    assert item.kind == "true_false_question"
    assert list(item.lists["response1"].values()) == ["True", "False"]
    assert key(item) == [str(answer)]


def test_true_and_false_in_a_language_of_ours_are_its_words() -> None:
    item = only(lang="fr", type="true-false", prompt="p", answer=False)
    assert item.kind == "multiple_choice_question"
    assert list(item.lists["response1"].values()) == ["Vrai", "Faux"]
    assert key(item) == ["Faux"]


def test_a_short_answer_takes_all_that_is_accepted() -> None:
    item = only(type="short-answer", prompt="p", answer="*Rome*", accept=["Roma", "Rome"])
    assert (item.kind, item.right) == ("short_answer_question", {"response1": ["Rome", "Roma"]})


def test_accents_that_do_not_matter_are_left_out_in_another_answer() -> None:
    deck = one(type="short-answer", prompt="p", answer="Genève", accept=["Genf"], accents=False)
    found = package(deck)
    assert found.items["x"].right["response1"] == ["Genève", "Geneve", "Genf"]
    assert len(lost(found.losses)) == 1
    assert not package(one(type="short-answer", prompt="p", answer="Rome", accents=False)).losses


def test_capitals_that_matter_are_reported() -> None:
    deck = one(type="short-answer", prompt="p", answer="Na", case=True)
    assert lost(compiled(deck).losses) == ["capital letters that matter"]


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"answer": "9.81", "tolerance": "0.05"}, ("9.81", "0.05", "9.76", "9.86")),
        ({"answer": "-11.7", "tolerance": "0.02"}, ("-11.7", "0.02", "-11.72", "-11.68")),
        ({"answer": "1e3"}, ("1000", "0", "1000", "1000")),
        ({"answer": "3.10"}, ("3.10", "0", "3.10", "3.10")),
        ({"between": [4, 4]}, ("4", "0", "4", "4")),
        ({"between": ["1.5", "2"]}, (None, None, "1.5", "2")),
        ({"between": ["1.5", "2"], "answer": "1.6"}, (None, None, "1.5", "2")),
    ],
)
def test_numbers_are_exact_decimals(fields: dict[str, Any], expected: tuple[str | None, ...]) -> None:
    item = only(type="numeric", prompt="p", **fields)
    exact = item.element.find(".//q:conditionvar//q:varequal", QTI)
    found = (None, None) if exact is None else (exact.text, exact.get("margin"))
    low = item.element.findtext(".//q:vargte", None, QTI)
    high = item.element.findtext(".//q:varlte", None, QTI)
    assert (*found, low, high) == expected
    assert item.kind == "numerical_question"
    assert item.element.find(".//q:render_fib", QTI).get("fibtype") == "Decimal"


def test_a_unit_stands_below_the_stem() -> None:
    assert only(type="numeric", prompt="How fast?", answer=3, unit="m/s²").stem == "How fast?_____ m/s²"


def test_more_digits_than_a_float_has_are_reported() -> None:
    digits = "0.12345678901234567890"
    assert len(lost(compiled(one(type="numeric", prompt="p", answer=digits)).losses)) == 1
    assert not compiled(one(type="numeric", prompt="p", answer="0.1", tolerance="0.01")).losses


def test_blanks_take_their_answers() -> None:
    item = only(
        type="cloze",
        text="{{c1::Oslo}} is in {{c2::Norway::a land}}, {{c1::not there}}.",
        accept={2: ["Norge"]},
    )
    assert item.kind == "fill_in_multiple_blanks_question"
    assert item.stem == "[blank1] is in [blank2] (a land), [blank3]."
    assert [list(answers.values()) for answers in item.lists.values()] == [
        ["Oslo"], ["Norway", "Norge"], ["not there"]
    ]  # fmt: skip
    assert list(item.lists) == ["response_blank1", "response_blank2", "response_blank3"]
    idents = [ident for answers in item.lists.values() for ident in answers]
    assert len(set(idents)) == len(idents)
    assert item.shares == ["33.33"] * 3
    assert item.points == "3"


def test_a_word_bank_is_a_list_at_each_blank() -> None:
    deck = one(type="cloze", text="{{c1::two}} and {{c2::one}}", distractors=["three"], accept={1: ["2"]})
    found = package(deck)
    item = found.items["x"]
    (paper,) = assemble(deck, None)[0].items
    assert item.kind == "multiple_dropdowns_question"
    for response, right in zip(item.lists, ["two", "one"], strict=True):
        assert tuple(item.lists[response].values()) == paper.shown
        assert key(item, response) == [right]
    assert lost(found.losses) == ["other right answers where there is a word bank"]


def test_pairs_share_the_points() -> None:
    item = only(**MATCHING)
    assert (item.kind, item.shares, item.points) == ("matching_question", ["50.00", "50.00"], "2")
    assert {item.prompts[name]: key(item, name) for name in item.lists} == {"a": ["1"], "b": ["2"]}
    assert all(sorted(choices.values()) == ["1", "2", "3"] for choices in item.lists.values())


def test_a_right_hand_side_that_two_share_stands_once() -> None:
    item = only(type="matching", prompt="p", pairs=[["a", "x"], ["b", "x"], ["c", "y"]])
    assert {item.prompts[name]: key(item, name) for name in item.lists} == {
        "a": ["x"],
        "b": ["x"],
        "c": ["y"],
    }
    assert sorted(item.lists["response_2001"].values()) == ["x", "y"]


def test_what_reads_the_same_in_a_list_stands_there_once() -> None:
    """Else one of two choices that nobody can tell apart would be wrong."""
    pairs = [["a", "x"], ["b", "*x*"], ["c", "y"]]
    item = only(type="matching", prompt="p", pairs=pairs, distractors=["**y**", "z"])
    assert sorted(item.lists["response_2001"].values()) == ["x", "y", "z"]
    assert {item.prompts[name]: key(item, name) for name in item.lists} == {
        "a": ["x"],
        "b": ["x"],
        "c": ["y"],
    }


def test_words_that_read_the_same_in_a_word_bank_stand_there_once() -> None:
    text = "{{c1::red}} {{c2::*red*}} {{c3::blue}} {{c4::red}}"
    item = only(type="cloze", text=text, distractors=["`blue`", "green"])
    assert all(sorted(words.values()) == ["blue", "green", "red"] for words in item.lists.values())
    assert [key(item, name) for name in item.lists] == [["red"], ["red"], ["blue"], ["red"]]


@pytest.mark.parametrize(
    "question",
    [
        {"type": "matching", "prompt": "p", "pairs": [["a", "![map](a.png)"], ["b", "![map](b.png)"]]},
        {"type": "cloze", "text": "{{c1::![map](a.png)}} {{c2::![map](b.png)}}", "word_bank": True},
    ],
)
def test_pictures_that_a_list_makes_alike_are_refused(question: dict[str, Any]) -> None:
    output = compiled(one(**question))
    assert output.files == ()
    (loss,) = output.losses
    assert loss.what == "two texts of a list look the same there, without pictures"


def test_a_formula_that_has_to_be_typed_is_reported() -> None:
    said = ["formulas in answers that are typed"]
    assert lost(compiled(one(type="short-answer", prompt="p", answer="$x^2$")).losses) == said
    assert lost(compiled(one(type="cloze", text="a {{c1::$x^2$}} {{c2::b}}")).losses) == said


@pytest.mark.parametrize(("text", "kind"), [("a & b", None), ("R&D", None), ("<b>", "text/plain")])
def test_plain_text_that_new_quizzes_would_read_as_html_has_no_type(text: str, kind: str | None) -> None:
    """Without a type it takes the XML inside, where `&` is escaped; with a `>` in it nothing helps."""
    found = package(one(type="matching", prompt="p", pairs=[["1", text.replace("<", "\\<")], ["2", "plain"]]))
    nodes = found.items["x"].element.findall(".//q:response_label//q:mattext", QTI)
    types = {node.text: node.get("texttype") for node in nodes}
    assert types["plain"] == "text/plain"
    assert types[text] == (kind or ("text/plain" if text == "a & b" else None))
    assert len(lost(found.losses)) == (1 if text == "<b>" else 0)


def test_formulas_in_a_list_are_characters_and_reported() -> None:
    found = package(one(type="matching", prompt="p", pairs=[["$x^2$", "$\\frac{1}{2}$"], ["b", "*2*"]]))
    assert sorted(found.items["x"].lists["response_2001"].values()) == ["1/2", "2"]
    assert lost(found.losses) == ["formulas, pictures and formatting in lists to choose from"]
    left = found.items["x"].element.findtext(".//q:response_lid/q:material/q:mattext", None, QTI)
    assert "<msup>" in left


def test_an_ordering_stays_one_where_canvas_can_lower_it() -> None:
    deck = one(type="ordering", prompt="p", items=["a", "b", "c"])
    found = package(deck)
    item = found.items["x"]
    assert item.kind == "ordering_question"
    assert item.element.find(".//q:response_lid", QTI).get("rcardinality") == "Ordered"
    assert key(item) == ["a", "b", "c"]
    assert tuple(item.lists["response1"].values()) == assemble(deck, None)[0].items[0].shown
    assert [loss.kind for loss in found.losses] == ["lowered"]


@pytest.mark.parametrize("text", ["$x$", "a & b", "\\<b>", "*b*"])
def test_an_ordering_of_more_than_words_becomes_a_matching(text: str) -> None:
    """Canvas would cut out what looks like HTML."""
    found = package(one(type="ordering", prompt="p", items=["a", text, "c"]))
    item = found.items["x"]
    assert item.kind == "matching_question"
    places = {item.prompts[name]: key(item, name) for name in item.lists}
    assert (places["a"], places["c"]) == (["1"], ["3"])
    assert [(loss.kind, loss.to) for loss in found.losses] == [("lowered", "matching questions")]


def test_an_essay_tells_what_is_wanted_afterwards() -> None:
    item = only(
        type="essay", prompt="p", answer="model", explanation="e", points=3,
        rubric=[{"criterion": "c", "points": 2}],
    )  # fmt: skip
    assert (item.kind, item.points) == ("essay_question", "3")
    assert item.feedback["general_fb"] == "Model answermodelRubricc (2)e"
    assert item.element.find(".//q:setvar", QTI) is None
    # New Quizzes takes an item for an essay by this alone.
    assert item.element.find(".//q:respcondition[@continue='No']/q:conditionvar/q:other", QTI) is not None


def test_a_card_is_typed_or_written() -> None:
    found = package(one(type="flashcard", prompt="p", answer="back", reverse=True))
    assert (found.items["x"].kind, found.items["x"].right) == (
        "short_answer_question",
        {"response1": ["back"]},
    )
    assert [(loss.kind, loss.to or loss.what) for loss in found.losses] == [
        ("lowered", "short answers"),
        ("lost", "cards from back to front"),
    ]
    essay = only(type="flashcard", prompt="p", answer="- one\n- two")
    assert (essay.kind, essay.feedback["general_fb"]) == ("essay_question", "Model answeronetwo")


def test_points_are_those_of_the_paper() -> None:
    assert [only(**CHOICE, points=value).points for value in ("2.50", "0", "10")] == ["2.5", "0", "10"]


def test_what_has_no_place_is_reported_where_it_was() -> None:
    deck = one(**CHOICE, hint="h", tags=["t"], difficulty="hard", header={"tags": ["all"]})
    assert {(loss.loc, loss.what) for loss in compiled(deck).losses} == {
        (("questions", 0), "hints"),
        (("questions", 0), "tags"),
        (("questions", 0), "levels of difficulty"),
        (("tags",), "tags"),
    }


def test_a_formula_is_mathml_and_tables_have_lines() -> None:
    item = only(type="essay", prompt='$x^2$\n\n| a | b |\n|---|--:|\n| 1 | class="right" |')
    assert "<math><mrow><msup>" in item.stem_html
    assert '<table border="1"' in item.stem_html
    assert '<td align="right">class="right"</td>' in item.stem_html


@pytest.mark.parametrize(
    ("tex", "space"),
    [("\\,", "\u2006"), ("\\;", "\u2005"), ("\\quad", "\u2003"), ("\\qquad", "\u2003\u2003"), ("\\!", "")],
)
def test_spaces_in_a_formula_are_characters(tex: str, space: str) -> None:
    """Both importers take the width from every `mspace` (measured)."""
    html = only(type="essay", prompt=f"$a{tex} b$").stem_html
    assert "<mspace" not in html
    assert html.count("<mtext>") == bool(space)
    assert f"<mi>a</mi>{f'<mtext>{space}</mtext>' if space else ''}<mi>b</mi>" in html
