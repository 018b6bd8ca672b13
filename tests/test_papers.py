"""Papers: picks, orders, versions, points."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizkit.model.deck import Deck
from quizkit.model.questions import Choice, Matching, Ordering
from quizkit.papers import Item, Paper, assemble, findings, letter, parts, points
from quizkit.papers.order import by_value


def choice(id: str, **more: Any) -> dict[str, Any]:
    return {"id": id, "type": "choice", "prompt": id, "answer": "k", "distractors": ["a", "b", "c"], **more}


def make(*questions: dict[str, Any], **more: Any) -> Deck:
    return Deck.model_validate({"deck": "d", "title": "T", "lang": "en", "questions": questions, **more})


def only(question: dict[str, Any], versions: int = 1, seed: str = "") -> tuple[Item, ...]:
    """The item of a deck's only question, on each version."""
    return tuple(paper.items[0] for paper in assemble(make(question), None, versions, seed))


def ids(paper: Paper) -> list[list[str]]:
    return [[item.question.id for item in section.items] for section in paper.sections]


TWELVE = [choice(f"q{n}", tags=["odd"] if n % 2 else ["even"]) for n in range(12)]


def test_default_sheet_has_every_question_in_the_order_of_the_file() -> None:
    (paper,) = assemble(make(*TWELVE), None)
    assert (paper.version, paper.worksheet, paper.title, paper.time) == ("", "worksheet", "T", None)
    assert ids(paper) == [[f"q{n}" for n in range(12)]]
    assert [item.number for item in paper.items] == list(range(1, 13))
    assert paper.points == 12


def test_the_key_is_not_always_first_on_a_single_version() -> None:
    (paper,) = assemble(make(*TWELVE), None)
    assert {item.solution for item in paper.items} == {("A",), ("B",), ("C",), ("D",)}


def test_orders_never_change_between_releases() -> None:
    """A sheet printed again next year must still fit the key that was kept."""
    papers = assemble(make(*TWELVE[:3]), None, 2, "s")
    assert [[(item.question.id, item.order) for item in paper.items] for paper in papers] == FROZEN


def test_version_letters_and_another_order_of_questions_on_each() -> None:
    papers = assemble(make(*TWELVE), None, 3)
    assert [paper.version for paper in papers] == ["A", "B", "C"]
    orders = [[item.question.id for item in paper.items] for paper in papers]
    assert len({tuple(order) for order in orders}) == 3
    assert all(sorted(order) == sorted(orders[0]) for order in orders)


def test_a_seed_gives_other_papers_and_the_same_seed_the_same() -> None:
    deck = make(*TWELVE)
    assert assemble(deck, None, 2, "x") == assemble(deck, None, 2, "x")
    assert assemble(deck, None, 2, "x") != assemble(deck, None, 2, "y")


@pytest.mark.parametrize("seed", ["", "1", "2", "3"])
def test_versions_have_the_key_in_different_places(seed: str) -> None:
    assert len({item.solution for item in only(choice("q"), 4, seed)}) == 4


def test_pinned_option_is_last_on_every_version() -> None:
    for item in only(choice("q", last="None of these"), 6):
        assert item.shown[-1] == "None of these"
        assert sorted(item.shown) == sorted(["k", "a", "b", "c", "None of these"])


@pytest.mark.parametrize(
    ("options", "shown"),
    [
        (["100", "20", "3"], ["3", "20", "100"]),
        (["5 km", "10 km", "2.5 km"], ["2.5 km", "5 km", "10 km"]),
        (["1,200", "900", "15,000"], ["900", "1,200", "15,000"]),
        (["-1", "−2", "0"], ["−2", "-1", "0"]),
        (["10 km", "5 miles", "2 km"], ["10 km", "2 km", "5 miles"]),
        (["pear", "Apple", "fig"], ["Apple", "fig", "pear"]),
    ],
)
def test_unshuffled_options_are_sorted(options: Sequence[str], shown: list[str]) -> None:
    answer, *distractors = options
    question = {"id": "q", "type": "choice", "prompt": "p", "answer": answer, "distractors": distractors}
    items = only({**question, "shuffle": False}, 3)
    assert [list(item.shown) for item in items] == [shown] * 3
    assert items[0].solution == (letter(shown.index(answer)),)


@given(st.integers(3, 6), st.text(max_size=5), st.integers(1, 4))
@settings(max_examples=60, deadline=None)
def test_an_ordering_never_comes_in_the_right_order(count: int, seed: str, versions: int) -> None:
    question = {"id": "q", "type": "ordering", "prompt": "p", "items": [f"i{n}" for n in range(count)]}
    for item in only(question, versions, seed):
        assert isinstance(item.question, Ordering)
        assert item.order != tuple(range(count))
        places = dict(zip(item.solution, item.shown, strict=True))
        assert [places[str(n + 1)] for n in range(count)] == list(item.question.items)


@given(st.lists(st.sampled_from("abcd"), min_size=2, max_size=5), st.integers(0, 2), st.text(max_size=3))
@settings(max_examples=60, deadline=None)
def test_a_matching_is_never_aligned_and_its_letters_are_right(
    rights: list[str], spare: int, seed: str
) -> None:
    pairs = [[f"l{n}", right] for n, right in enumerate(rights)]
    question = {
        "id": "q",
        "type": "matching",
        "prompt": "p",
        "pairs": pairs,
        "distractors": ["y", "z"][:spare],
    }
    for item in only(question, 3, seed):
        assert isinstance(item.question, Matching)
        by_letter = {letter(place): text for place, text in enumerate(item.shown)}
        assert [by_letter[mark] for mark in item.solution] == rights
        assert len(set(item.shown)) == len(item.shown) == len(set(rights)) + spare
        if len(item.shown) > 2:
            assert list(item.shown[: len(rights)]) != rights


@pytest.mark.parametrize(
    "fields",
    [
        {"type": "ordering", "items": ["first", "second"]},
        {"type": "matching", "pairs": [["l1", "r1"], ["l2", "r2"]]},
    ],
)
@pytest.mark.parametrize("versions", [1, 2])
def test_of_two_parts_either_may_come_first(fields: dict[str, Any], versions: int) -> None:
    """Were they always swapped, students would know the answer without reading."""
    deck = make(*({"id": f"q{n}", "prompt": "p", **fields} for n in range(200)))
    for paper in assemble(deck, None, versions):
        swapped = sum(item.order == (1, 0) for item in paper.items)
        assert 70 < swapped < 130


@pytest.mark.parametrize("count", [2, 3, 4, 5])
@pytest.mark.parametrize("versions", [1, 3])
def test_the_key_stands_everywhere_equally_often(count: int, versions: int) -> None:
    deck = make(*(choice(f"q{n}", distractors=list("abcd")[: count - 1]) for n in range(600)))
    for paper in assemble(deck, None, versions, "exam"):
        places = [item.solution[0] for item in paper.items]
        for place in range(count):
            assert abs(places.count(letter(place)) - 600 / count) < 4 * (600 / count) ** 0.5


def test_sorted_options_of_equal_amount_do_not_have_the_key_first() -> None:
    options = ["3.00", "3.0", "3"]
    for key in options:
        wrong = [option for option in options if option != key]
        question = choice("q", answer=key, distractors=wrong, shuffle=False)
        assert only(question)[0].shown == ("3", "3.0", "3.00")


def test_questions_of_one_passage_stand_together_on_a_single_version_too() -> None:
    questions = [choice("a", passage="p"), choice("b"), choice("c", passage="p"), choice("d")]
    (paper,) = assemble(make(*questions, passages=[{"id": "p", "text": "t"}]), None)
    assert ids(paper) == [["a", "c", "b", "d"]]
    assert [item.number for item in paper.items] == [1, 2, 3, 4]


def test_a_word_bank_holds_each_word_once_and_not_in_the_order_of_the_blanks() -> None:
    question = {
        "id": "q",
        "type": "cloze",
        "text": "{{c1::a}} {{c2::b}} {{c3::c}} {{c1::a}}",
        "word_bank": True,
        "distractors": ["d", "b"],
    }
    for item in only(question, 4):
        assert sorted(item.shown) == ["a", "b", "c", "d"]
        assert item.shown != ("a", "b", "c", "d")
        assert item.points == 4


def test_questions_of_one_passage_stay_together_and_in_their_order() -> None:
    questions = [choice(f"q{n}", **({"passage": "p"} if n in (2, 5, 7) else {})) for n in range(10)]
    deck = make(*questions, passages=[{"id": "p", "text": "t"}])
    for paper in assemble(deck, None, 5):
        order = [item.question.id for item in paper.items]
        first = order.index("q2")
        assert order[first : first + 3] == ["q2", "q5", "q7"]
        assert [group.passage.id for group in paper.sections[0].groups if group.passage] == ["p"]


def test_consecutive_questions_share_their_passage_once() -> None:
    questions = [choice("a"), choice("b", passage="p"), choice("c", passage="p"), choice("d")]
    (paper,) = assemble(make(*questions, passages=[{"id": "p", "text": "t"}]), None)
    groups = paper.sections[0].groups
    assert [(group.passage is not None, len(group.items)) for group in groups] == [
        (False, 1),
        (True, 2),
        (False, 1),
    ]


def sheet(*sections: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"id": "w", "sections": sections, **more}


def test_a_section_names_its_questions_in_its_own_order() -> None:
    deck = make(
        *TWELVE, worksheets=[sheet({"questions": ["q7", "q1", "q3"], "title": "Mine"}, title="W", time=20)]
    )
    (paper,) = assemble(deck, deck.worksheets[0])
    assert (ids(paper), paper.title, paper.time, paper.sections[0].title) == (
        [["q7", "q1", "q3"]],
        "W",
        20,
        "Mine",
    )


def test_picks_are_the_same_in_every_version_and_in_deck_order_without_versions() -> None:
    deck = make(*TWELVE, worksheets=[sheet({"pick": 5})])
    (single,) = assemble(deck, deck.worksheets[0], 1, "s")
    picked = ids(single)[0]
    assert picked == sorted(picked, key=lambda name: int(name[1:]))
    assert len(picked) == 5
    for paper in assemble(deck, deck.worksheets[0], 4, "s"):
        assert sorted(ids(paper)[0]) == sorted(picked)


def test_another_seed_picks_other_questions() -> None:
    deck = make(*TWELVE, worksheets=[sheet({"pick": 3})])
    assert len({tuple(ids(assemble(deck, deck.worksheets[0], 1, str(n))[0])[0]) for n in range(10)}) > 3


def test_sections_choose_by_tag_and_type_and_no_question_comes_twice() -> None:
    essay = {"id": "e", "type": "essay", "prompt": "p", "tags": ["odd"]}
    wanted = sheet({"tags": ["odd"], "types": ["choice"], "pick": 2}, {"types": ["essay"]}, {})
    deck = make(*TWELVE, essay, worksheets=[wanted])
    first, second, rest = ids(assemble(deck, deck.worksheets[0])[0])
    assert len(first) == 2
    assert {int(id[1:]) % 2 for id in first} == {1}
    assert second == ["e"]
    assert sorted([*first, *second, *rest]) == sorted(question.id for question in deck.questions)


def test_named_questions_are_kept_for_the_section_that_names_them() -> None:
    deck = make(*TWELVE, worksheets=[sheet({"pick": 11}, {"questions": ["q4"]})])
    assert findings(deck) == ()
    first, second = ids(assemble(deck, deck.worksheets[0])[0])
    assert (len(first), second) == (11, ["q4"])


@pytest.mark.parametrize("seed", [str(n) for n in range(12)])
def test_a_wide_pick_leaves_the_scarce_questions_to_the_section_that_needs_them(seed: str) -> None:
    deck = make(*TWELVE, worksheets=[sheet({"pick": 6}, {"tags": ["odd"], "pick": 6})])
    assert findings(deck, seed) == ()
    first, second = ids(assemble(deck, deck.worksheets[0], 1, seed)[0])
    assert (first, second) == ([f"q{n}" for n in range(0, 12, 2)], [f"q{n}" for n in range(1, 12, 2)])


def test_a_question_may_be_passed_on_through_very_many_sections() -> None:
    """Every question fits two sections; the last section's only question is held by the one before, and so on."""
    count = 1500
    questions = [choice(f"q{n}", tags=[f"t{n}", f"t{n + 1}"]) for n in range(count)]
    sections = [{"pick": 1, "tags": [f"t{n}"]} for n in range(count, -1, -1)]
    found = findings(make(*questions, worksheets=[sheet(*sections)]))
    assert [finding.code for finding in found] == ["QK115"], "one section too many"


def test_a_pick_that_cannot_be_filled_is_reported_with_its_numbers() -> None:
    deck = make(*TWELVE, worksheets=[sheet({"questions": ["q1"]}, {"tags": ["odd"], "pick": 6})])
    (found,) = findings(deck)
    assert (found.code, found.loc) == ("QK115", ("worksheets", 0, "sections", 1, "pick"))
    assert "pick 6: only 5 questions" in found.message
    assert "odd" in found.hint
    assert len(ids(assemble(deck, deck.worksheets[0])[0])[1]) == 5


def test_an_empty_section_is_reported() -> None:
    deck = make(*TWELVE, worksheets=[sheet({"tags": ["nowhere"]}, {})])
    (found,) = findings(deck)
    assert (found.code, found.loc) == ("QK115", ("worksheets", 0, "sections", 0))


@pytest.mark.parametrize(
    ("fields", "worth"),
    [
        ({"type": "essay", "prompt": "p"}, "1"),
        (
            {
                "type": "essay",
                "prompt": "p",
                "rubric": [{"criterion": "a", "points": 2}, {"criterion": "b", "points": "1.5"}],
            },
            "3.5",
        ),
        ({"type": "matching", "prompt": "p", "pairs": [["a", "b"], ["c", "d"], ["e", "f"]]}, "3"),
        ({"type": "ordering", "prompt": "p", "items": ["a", "b"]}, "2"),
        ({"type": "cloze", "text": "{{c1::a {{c2::b}}}} {{c2::c}}"}, "2"),
        ({"type": "true-false", "prompt": "p", "answer": True}, "1"),
        ({"type": "true-false", "prompt": "p", "answer": True, "points": "0.5"}, "0.5"),
    ],
)
def test_points(fields: dict[str, Any], worth: str) -> None:
    assert points(make({"id": "q", **fields}).questions[0]) == Decimal(worth)


def test_letters_go_on_after_z() -> None:
    assert [letter(place) for place in (0, 25, 26, 52)] == ["A", "Z", "AA", "BA"]


def test_every_shown_part_is_a_part_of_the_question() -> None:
    for paper in assemble(make(*TWELVE), None, 3):
        for item in paper.items:
            assert isinstance(item.question, Choice)
            assert sorted(item.order) == list(range(len(parts(item.question))))
            assert item.shown["ABCD".index(item.solution[0])] == "k"


FROZEN = [
    [("q2", (2, 1, 3, 0)), ("q1", (3, 2, 0, 1)), ("q0", (2, 3, 0, 1))],
    [("q0", (2, 0, 1, 3)), ("q1", (0, 2, 3, 1)), ("q2", (3, 0, 1, 2))],
]


@pytest.mark.parametrize(
    "texts",
    [
        ("5–10", "10–20", "20–30", "100–200"),
        ("under 10", "10 to 20", "over 20"),
        ("up to 5 km", "5–10 km", "10 km to 20 km", "more than 20 km"),
        ("under 12", "12-17", "18 or more"),
        ("moins de 5 ans", "5 à 9 ans", "10 ans et plus"),
        ("1870–1871", "1914–1918", "1939–1945"),
        ("-20 – -5", "-5 – 5", "5 – 15"),
        ("1 year", "2 years", "10 years"),
        ("about 5", "about 50", "about 500"),
        ("€6", "€50", "€100"),
        ("900 km", "1,200 km"),
        ("1/3", "1/2", r"$\frac{3}{4}$", "0.9"),
        ("1", "2", "3+"),
        ("3 m", "5 ms"),  # two units: the alphabet
        ("1 hour", "30 minutes", "5 days"),
        ("2024-07-09", "2024-11-02"),
        ("C", "C+", "C++"),
    ],
)
def test_options_in_the_order_of_what_they_measure(texts: tuple[str, ...]) -> None:
    for turned in (texts, texts[::-1], texts[1:] + texts[:1]):
        assert tuple(turned[index] for index in by_value(turned)) == texts


@given(st.lists(st.text("0123456789-–+.,/<> toàekm$€s", max_size=12), min_size=2, max_size=5))
def test_any_options_have_one_order(texts: list[str]) -> None:
    assert sorted(by_value(texts)) == list(range(len(texts)))
    shown = [texts[index] for index in by_value(texts)]
    assert shown == [texts[::-1][index] for index in by_value(texts[::-1])]
