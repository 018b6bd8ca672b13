"""QK216: too few options. QK217, QK218: keys that stand, or statements that are, too often the same."""

from __future__ import annotations

from typing import Any

import pytest
from rules_support_form import choice, deck, found, statement

from quizkit import papers
from quizkit.rules import few_options, key_position, true_false_balance
from quizkit.rules.chi_square import survival


@pytest.mark.parametrize(
    ("freedom", "statistic", "probability"),
    [
        (1, 3.841, 0.05), (1, 6.635, 0.01), (1, 10.828, 0.001),
        (2, 5.991, 0.05), (2, 9.210, 0.01), (3, 7.815, 0.05), (3, 11.345, 0.01), (3, 16.266, 0.001),
        (4, 9.488, 0.05), (4, 13.277, 0.01), (5, 15.086, 0.01), (9, 21.666, 0.01), (10, 23.209, 0.01),
        (25, 44.314, 0.01), (1, 0.0, 1.0), (7, 0.0, 1.0), (3, 2.366, 0.5), (100, 135.807, 0.01),
    ],
)  # fmt: skip
def test_the_survival_function_agrees_with_printed_tables(
    freedom: int, statistic: float, probability: float
) -> None:
    assert survival(statistic, freedom) == pytest.approx(probability, rel=2e-3)


def test_few_options() -> None:
    (item,) = found(few_options.RULE, deck(choice(("iron", "gold"))))
    assert item.loc == ("questions", 0, "distractors")
    assert "somebody might believe" in item.hint
    assert found(few_options.RULE, deck(choice(("iron", "gold", "zinc")))) == []
    assert found(few_options.RULE, deck(choice(("iron", "gold"), last="none of these"))) == []
    assert len(found(few_options.RULE, deck(choice(("iron", "gold"), last="gold")))) == 1
    multiple = {"type": "multiple", "prompt": "?", "answers": ["iron"], "distractors": ["gold"]}
    assert found(few_options.RULE, deck(multiple, statement("Gold rusts."))) == []


@pytest.mark.parametrize(
    "options", [("Yes", "No"), ("no.", "yes"), ("Oui", "Non"), ("faux", "vrai"), ("True", "False")]
)
def test_yes_or_no_is_a_statement(options: tuple[str, str]) -> None:
    (item,) = found(few_options.RULE, deck(choice(options)))
    assert "true-false" in item.hint


def _sorted(positions: str, **fields: Any) -> list[dict[str, Any]]:
    """Questions with sorted options whose keys stand at these letters of A to D."""
    made = []
    for letter in positions:
        place = "ABCD".index(letter)
        others = [str(number) for number in range(4) if number != place]
        made.append(choice((str(place), *others), shuffle=False, **fields))
    return made


def test_the_key_stands_too_often_at_one_place() -> None:
    (item,) = found(key_position.RULE, deck(*_sorted("C" * 12 + "ABD" * 3)))
    assert item.loc == ("questions",)
    assert "12 of the 21 questions" in item.message
    assert "the answer C" in item.message


@pytest.mark.parametrize(
    "positions", ["ABCD" * 6, "ABCD" * 4 + "CCC", "C" * 19, "AABBCCDDABCDABCDABCCC", "AAAABCDBCDBCDBCDBCDAAA"]
)
def test_places_that_chance_gives(positions: str) -> None:
    assert found(key_position.RULE, deck(*_sorted(positions))) == []


def test_shuffled_options_are_left_to_chance() -> None:
    questions = [{**question, "shuffle": True} for question in _sorted("C" * 60)]
    assert found(key_position.RULE, deck(*questions)) == []
    assert found(key_position.RULE, deck(*questions, *_sorted("C" * 19))) == []


def test_the_places_are_those_on_paper() -> None:
    """The rule counts what the printed paper shows, whatever the version and the seed."""
    made = deck(*_sorted("ADBBCADC"))
    for seed in ("", "monday"):
        for paper in papers.assemble(made, None, 2, seed):
            shown = {item.question.id: item.solution[0] for item in paper.items}
            assert "".join(shown[f"q{index}"] for index in range(8)) == "ADBBCADC"


def test_questions_with_few_and_many_options_are_tested_apart() -> None:
    three = [
        choice((str(key), *(str(n) for n in range(3) if n != key)), shuffle=False) for key in [0, 1, 2] * 4
    ]
    assert found(key_position.RULE, deck(*_sorted("ABCD" * 3), *three)) == []
    first = [choice(("0", "1", "2"), shuffle=False)] * 12
    assert len(found(key_position.RULE, deck(*_sorted("A" * 12), *first))) == 1


def test_a_worksheet_of_its_own() -> None:
    """The deck is even; the sheet that always asks the first half is not. A sheet that draws is not judged."""
    questions = _sorted("A" * 20 + "BCD" * 20, tags=["rest"])
    for question in questions[:20]:
        question["tags"] = ["first"]
    section: dict[str, Any] = {"tags": ["first"]}
    sheets = [{"id": "even", "sections": [{}]}, {"id": "test", "versions": 3, "sections": [section]}]
    (item,) = found(key_position.RULE, deck(*questions, worksheets=sheets))
    assert item.loc == ("worksheets", 1)
    assert "`test`" in item.message
    drawn = [{"id": "test", "sections": [{**section, "pick": 20}]}]
    assert found(key_position.RULE, deck(*questions, worksheets=drawn)) == []


@pytest.mark.parametrize(
    ("right", "wrong", "uneven"),
    [(17, 3, True), (3, 17, True), (20, 0, True), (16, 4, True), (15, 5, False), (10, 10, False), (19, 0, False),
     (0, 19, False), (60, 40, False), (63, 37, True), (37, 63, True)],
)  # fmt: skip
def test_true_and_false_should_be_even(right: int, wrong: int, uneven: bool) -> None:
    made = deck(*[statement("So it is.", True)] * right, *[statement("So it is.", False)] * wrong)
    items = found(true_false_balance.RULE, made)
    assert len(items) == uneven
    if items:
        many, word = max((right, "true"), (wrong, "false"))
        assert items[0].loc == ("questions",)
        assert (
            f"{many} of the {right + wrong} true-false statements in the deck are {word}" in items[0].message
        )


def test_a_worksheet_with_one_answer_only() -> None:
    made = [{**statement("So.", True), "tags": ["yes"]}] * 20 + [
        {**statement("So.", False), "tags": ["no"]}
    ] * 20
    sheets = [
        {"id": "test", "sections": [{"tags": ["no"]}]},
        {"id": "draw", "sections": [{"tags": ["no"], "pick": 20}]},
    ]
    (item,) = found(true_false_balance.RULE, deck(*made, worksheets=sheets))
    assert item.loc == ("worksheets", 0)
    assert "20 of the 20" in item.message
