"""What each question becomes in Moodle: scores, keys, feedback, order, and what is said to be lost."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from gift_support import Read, compiled, one, picked, read, seen, typed, what

from quizkit.model.deck import Deck
from quizkit.papers import assemble
from quizkit.pipeline import check
from quizkit.targets import answers, fractions
from quizkit.targets.base import Output

HERE = Path(__file__).parents[2]


def deck(*questions: dict[str, Any], **header: Any) -> Deck:
    asked = [{"id": f"q{place}", **question} for place, question in enumerate(questions, 1)]
    return Deck.model_validate({"deck": "d", "title": "T", "lang": "en", **header, "questions": asked})


def made(question: dict[str, Any], **header: Any) -> tuple[Read, Output]:
    content, output = compiled(deck(question, **header))
    return one(content), output


def test_a_question_is_one_line_and_one_comment() -> None:
    code = {"type": "essay", "prompt": "Read:\n\n```\na = {1}\n\n// b\n```", "explanation": "x\n\ny"}
    content, _ = compiled(deck(code, tags=["a", "b"]))
    assert content.split("\n")[:3] == ["$CATEGORY: T", "", "// [id:q1] [tag:a] [tag:b]"]
    assert content.count("\n") == 4
    assert "a = {1}\n\n// b" in seen(one(content).stem)


def test_a_plain_question_is_plain_to_read() -> None:
    content, _ = compiled(deck({"type": "choice", "prompt": "1 + 1?", "answer": 2, "distractors": [3]}))
    assert content.endswith(("::1 + 1?::1 + 1? {~3 =2}\n", "::1 + 1?::1 + 1? {=2 ~3}\n"))


@pytest.mark.parametrize("keys", range(1, 27))
def test_the_right_options_make_everything_together_and_all_options_nothing(keys: int) -> None:
    wrong = 26 - keys
    question = {
        "type": "multiple",
        "prompt": "Which?",
        "answers": [f"a{place}" for place in range(keys)],
        "distractors": [f"b{place}" for place in range(wrong)],
    }
    found, output = made(question)
    right = [answer.share for answer in found.answers if seen(answer).startswith("a")]
    assert not found.single
    assert round(sum(right), 5) == 1
    assert keys > 20 or min(right) > 0
    if wrong:
        assert sum(answer.share for answer in found.answers) < 0.001
    assert all(
        f"{abs(answer.share) * 100:.7f}".rstrip("0").rstrip(".") in fractions.ALLOWED
        for answer in found.answers
    )
    unequal = ("lost", "equal shares of so many right options")
    assert (unequal in what(output)) == (len(set(right)) > 1)


def test_share_is_the_nearest_mark_of_the_list() -> None:
    assert [fractions.share(count) for count in (1, 3, 7, 11, 13, 30)] == [
        "100", "33.3333333", "14.2857143", "10", "10", "5"
    ]  # fmt: skip


def test_options_stand_in_the_order_of_the_paper() -> None:
    found = check([HERE / "corpus" / "choice.yaml"]).decks[0].deck
    (paper,) = assemble(found, None)
    asked = {item.id: item for item in read(compiled(found)[0])}
    for item in paper.items:
        answers = asked[item.question.id].answers
        assert len(answers) == len(item.shown)
        assert [place for place, answer in enumerate(answers) if answer.share == 1] == [
            "ABCD".index(key) for key in item.solution
        ]


def test_feedback_comes_to_its_option_and_the_explanation_to_all() -> None:
    found, _ = made(
        {
            "type": "choice",
            "prompt": "Which?",
            "answer": {"text": "a", "feedback": "Right: *a*."},
            "distractors": [{"text": "b", "feedback": "No #b."}, "c"],
            "explanation": "Because.",
        }
    )
    assert {seen(answer): seen(answer.feedback) for answer in found.answers} == {
        "a": "Right: a.", "b": "No #b.", "c": ""
    }  # fmt: skip
    assert seen(found.feedback) == "Because."


def test_sources_of_facts_are_told_after_the_answer() -> None:
    facts = [{"id": "f", "statement": "Water boils.", "source": {"ref": "book", "at": "page 3"}}]
    question = {"type": "true-false", "prompt": "x", "answer": False, "facts": ["f"], "explanation": "So."}
    found, _ = made(question, facts=facts, sources={"book": {"title": "A & B"}})
    assert not found.true
    assert seen(found.feedback) == "So.Water boils.Source: A & B: page 3"


@pytest.mark.parametrize(
    ("fields", "numbers"),
    [
        ({"answer": "1440"}, [("1440", "0")]),
        ({"answer": "0"}, [("0", "0")]),
        ({"answer": "0", "tolerance": "1"}, [("0", "1")]),
        ({"answer": "3.10"}, [("3.10", "0")]),
        ({"answer": "9.81", "tolerance": "0.05"}, [("9.81", "0.05")]),
        ({"between": ["1997", "2000"]}, [("1998.5", "1.5")]),
        ({"between": ["-0.1", "0.2"], "answer": "0"}, [("0", "0"), ("0.05", "0.15")]),
        ({"answer": "-1e60"}, [("-1E+60", "0")]),
    ],
)
def test_numbers_are_exact(fields: dict[str, Any], numbers: list[tuple[str, str]]) -> None:
    found, _ = made({"type": "numeric", "prompt": "How many?", **fields})
    assert found.type == "numerical"
    assert [(Decimal(low), Decimal(high)) for low, high in found.numbers] == [
        (Decimal(low), Decimal(high)) for low, high in numbers
    ]
    assert [number for number, _ in found.numbers] == [number for number, _ in numbers]


@pytest.mark.parametrize("unit", ["m/s²", "* <b>"])
def test_a_unit_is_shown_behind_the_question(unit: str) -> None:
    found, _ = made({"type": "numeric", "prompt": "How fast?", "answer": 1, "unit": unit})
    assert seen(found.stem).replace("? (", "?(") == f"How fast?({unit})"


def test_a_unit_has_the_direction_of_its_deck() -> None:
    content, _ = compiled(deck({"type": "numeric", "prompt": "p", "answer": 7, "unit": "٪"}, lang="ar"))
    assert content.count('dir\\="rtl"') == 2
    assert '<div dir\\="rtl" lang\\="ar"><p>(٪)</p></div>' in content


def test_accepted_answers_count_and_accents_may_be_left_out() -> None:
    question = {"type": "short-answer", "prompt": "Qui ?", "answer": "Émile Ré", "accept": ["Zola"]}
    assert [answer.text for answer in made(question)[0].answers] == ["Émile Ré", "Zola"]
    found, output = made({**question, "accents": False})
    assert [answer.text for answer in found.answers] == [
        "Émile Ré", "Emile Ré", "Émile Re", "Emile Re", "Zola"
    ]  # fmt: skip
    assert list(what(output)) == [("lost", answers.WRONG_ACCENTS)]
    found, output = made({"type": "short-answer", "prompt": "?", "answer": "éééééà", "accents": False})
    assert [answer.text for answer in found.answers] == ["éééééà", "eeeeea"]
    assert list(what(output)) == [("lost", answers.WRONG_ACCENTS)]


def test_what_gift_cannot_say_of_a_short_answer_is_said() -> None:
    question = {"type": "short-answer", "prompt": "?", "answer": "a -> b", "accept": ["c"], "case": True}
    found, output = made(question)
    assert [typed(answer.text) for answer in found.answers] == ["a -> b"]
    assert list(what(output)) == [("lost", "capital letters that matter"), ("lost", "other accepted answers")]
    found, output = made({"type": "short-answer", "prompt": "?", "answer": "a", "accept": ["b -> c", "d"]})
    assert [typed(answer.text) for answer in found.answers] == ["a", "d"]
    assert list(what(output)) == [("lost", "other accepted answers")]


def test_a_formula_is_tex_where_it_can_be_and_a_line_where_not() -> None:
    pairs = [["$x_1$", "$\\frac{1}{2}$"], ["b", "*c*"]]
    found, output = made({"type": "matching", "prompt": "Match $\\neq$.", "pairs": pairs})
    assert seen(found.stem) == "Match \\(\\neq\\)."
    assert [(seen(left), picked(right)) for left, right in found.pairs] == [("\\(x_1\\)", "1/2"), ("b", "c")]
    assert list(what(output)) == [("lost", "formatting of answers"), ("lost", "formulas in answers")]


def test_what_looks_like_a_formula_stays_text() -> None:
    found, _ = made(
        {"type": "true-false", "prompt": "\\\\(x\\\\) \\$\\$y\\$\\$ @@PLUGINFILE@@", "answer": True}
    )
    assert seen(found.stem) == "\\(x\\) $$y$$ @@PLUGINFILE@@"
    assert not any(mark in found.stem.text for mark in ("\\(", "$$", "@@"))


def test_spare_answers_are_right_sides_without_a_left_one() -> None:
    pairs = [["a", "x"], ["b", "x"], ["c -> d", "y -> z"]]
    found, _ = made({"type": "matching", "prompt": "Match.", "pairs": pairs, "distractors": ["w", "w"]})
    assert [(seen(left), picked(right)) for left, right in found.pairs] == [
        ("a", "x"), ("b", "x"), ("c -> d", "y -> z"), ("", "w")
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("question", "type", "to"),
    [
        ({"type": "ordering", "prompt": "Order.", "items": ["a", "b", "c"]}, "match", "matching questions"),
        ({"type": "cloze", "text": "a {{c1::b}} c"}, "shortanswer", "short answers"),
        ({"type": "cloze", "text": "a {{c1::b}}", "distractors": ["c"]}, "multichoice", "choices"),
        ({"type": "cloze", "text": "a {{c1::b}} {{c2::c}}"}, "match", "matching questions"),
        ({"type": "flashcard", "prompt": "a", "answer": "b"}, "shortanswer", "short answers"),
        ({"type": "flashcard", "prompt": "a", "answer": "b " * 50}, "essay", "essays"),
    ],
)
def test_a_type_that_gift_lacks_becomes_another(question: dict[str, Any], type: str, to: str) -> None:
    found, output = made(question)
    assert found.type == type
    assert [(loss.kind, loss.to) for loss in output.losses] == [("lowered", to)]


def test_a_cloze_keeps_its_blanks() -> None:
    found, _ = made({"type": "cloze", "text": "The heart has {{c1::four::a number}} chambers."})
    assert seen(found.stem) == "The heart has _____ (a number) chambers."
    assert [answer.text for answer in found.answers] == ["four"]
    assert "four" not in found.name
    found, _ = made({"type": "cloze", "text": "a {{c1::b}} c", "distractors": ["d", "e"]})
    assert found.single
    assert {seen(answer): answer.share for answer in found.answers} == {"b": 1, "d": 0, "e": 0}


def test_a_blank_inside_a_picture_is_refused() -> None:
    content, output = compiled(deck({"type": "cloze", "text": "See ![{{c1::b}}](a.png)."}))
    assert content == ""
    (loss,) = output.losses
    assert (loss.kind, loss.loc) == ("refused", ("questions", 0, "text"))


def test_a_model_answer_and_a_rubric_are_told_afterwards() -> None:
    rubric = [{"criterion": "names it", "points": "1.5"}, "is clear"]
    found, output = made({"type": "essay", "prompt": "Why?", "answer": "So.", "rubric": rubric})
    assert found.type == "essay"
    assert seen(found.feedback) == "Model answerSo.Rubricnames it (1.5)is clear"
    assert list(what(output)) == []
    assert compiled(deck({"type": "essay", "prompt": "Why?"}))[0].endswith("::Why?::Why? {}\n")


def test_pictures_become_their_descriptions_and_are_reported() -> None:
    image = {"file": "a.png", "alt": "a *red* <dot>"}
    passages = [{"id": "p", "text": "Look.", "images": [image]}]
    question = {
        "type": "choice", "prompt": "What is ![this](b.png)?", "image": image, "passage": "p",
        "answer": "![a](c.png)", "distractors": ["b"],
    }  # fmt: skip
    found, output = made(question, passages=passages)
    assert seen(found.stem) == "Look.[a red <dot>]What is [this]?[a red <dot>]"
    assert {seen(answer) for answer in found.answers} == {"[a]", "b"}
    assert "<img" not in found.stem.text
    assert [loss.loc[0] for loss in output.losses if loss.what == "pictures"] == ["questions"] * 3 + [
        "passages"
    ]


@pytest.mark.parametrize(
    "question",
    [
        {"type": "choice", "prompt": "p", "answer": "![map](a.png)", "distractors": ["![map](b.png)", "x"]},
        {"type": "multiple", "prompt": "p", "answers": ["![map](a.png)", "![map](b.png)"]},
        {"type": "matching", "prompt": "p", "pairs": [["![map](a.png)", "1"], ["![map](b.png)", "2"]]},
        {"type": "matching", "prompt": "p", "pairs": [["1", "![map](a.png)"], ["2", "![map](b.png)"]]},
        {"type": "ordering", "prompt": "p", "items": ["![map](a.png)", "![map](b.png)"]},
    ],
)
def test_texts_that_differ_in_pictures_alone_are_refused(question: dict[str, Any]) -> None:
    _, output = compiled(deck(question))
    assert output.files == ()
    (loss,) = (loss for loss in output.losses if loss.kind == "refused")
    assert loss.what == "two of its texts look the same in GIFT, which has no pictures"


def test_all_that_gift_has_no_place_for_is_said() -> None:
    question = {
        "type": "choice", "prompt": "?", "answer": "a", "distractors": ["b"], "last": "c",
        "hint": "h", "points": 2, "difficulty": "hard", "tags": ["t"],
    }  # fmt: skip
    found, output = made(question, description="About ![x](b.png).", tags=["u"])
    assert found.tags == ["u", "t", "difficulty: hard"]
    assert {(loss.loc, loss.what) for loss in output.losses} == {
        (("questions", 0, "hint"), "hints"),
        (("questions", 0, "points"), "points"),
        (("questions", 0), "fixed orders of options"),
        (("description",), "descriptions of decks"),
    }


def test_a_deck_written_from_right_to_left_says_so() -> None:
    question = {"type": "choice", "prompt": "מה?", "answer": "א", "distractors": ["ב"], "explanation": "כי"}
    found, _ = made(question, lang="he")
    assert found.stem.text == '<div dir="rtl" lang="he"><p>מה?</p></div>'
    assert all('dir="rtl"' in text.text for text in (*found.answers, found.feedback))
    assert {seen(answer) for answer in found.answers} == {"א", "ב"}


def test_nothing_to_write_makes_no_file() -> None:
    assert compiled(deck()) == ("", Output(()))


def test_progress_counts_every_question() -> None:
    done: list[int] = []
    question = {"type": "true-false", "prompt": "x", "answer": True}
    compiled(deck(question, question), progress=done.append)
    assert sum(done) == 2


@pytest.mark.parametrize("folder", ["nato-kyiv", "tour"])
def test_our_own_decks_are_whole(folder: str) -> None:
    for item in check([HERE.parent / "decks" / folder]).decks:
        content, output = compiled(item.deck, media=item.media)
        assert [loss for loss in output.losses if loss.kind == "refused"] == []
        asked = [found.id for found in read(content) if found.type != "category"]
        assert sorted(asked) == sorted(question.id for question in item.deck.questions)
