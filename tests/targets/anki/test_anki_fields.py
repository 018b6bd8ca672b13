from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from anki_support import QUESTIONS, deck, everything, picture, png, text
from hypothesis import given, settings
from hypothesis import strategies as st

from quizkit.model.questions import TYPES
from quizkit.papers.order import by_value
from quizkit.targets.anki import arrange, fields, identity, notes
from quizkit.targets.anki.schema import FIELDS
from quizkit.targets.anki_html import Renderer


def values(question: dict[str, Any], **deck_fields: Any) -> dict[str, str]:
    """The fields of one question by name."""
    made = deck({"id": "q", **question}, **deck_fields)
    note = notes.prepare(made, {}).notes[0]
    return dict(zip(FIELDS[note.note_type], note.fields.split("\x1f"), strict=True))


def items(html: str) -> list[str]:
    """The texts of a list's items."""
    return [text(item) for item in html.split("<li>")[1:]]


def test_every_type_has_fields_that_exist() -> None:
    assert set(QUESTIONS) == set(TYPES)
    render = Renderer(everything(), {})
    for question in everything().questions:
        own = fields.values(question, render)
        assert set(own) <= set(FIELDS[identity.note_type_of(question)])
        assert set(render.shared(question)) <= set(FIELDS[identity.note_type_of(question)])


@settings(max_examples=50)
@given(
    st.lists(st.text("abcdefgh", min_size=1, max_size=3), min_size=3, max_size=8, unique=True), st.booleans()
)
def test_the_key_field_names_the_right_options(options: list[str], shuffle: bool) -> None:
    found = values(
        {
            "type": "multiple",
            "prompt": "p",
            "answers": options[:2],
            "distractors": options[2:],
            "shuffle": shuffle,
        }
    )
    shown = items(found["Options"])
    assert sorted(shown) == sorted(options)
    assert {shown[int(place) - 1] for place in found["Key"].split()} == set(options[:2])
    if not shuffle:
        assert shown == sorted(options, key=str.casefold)


@settings(max_examples=50)
@given(st.lists(st.text("abcdefgh", min_size=1, max_size=3), min_size=3, max_size=8, unique=True))
def test_the_front_of_an_ordering_of_three_or_more_is_never_the_answer(things: list[str]) -> None:
    found = values({"type": "ordering", "prompt": "p", "items": things})
    shown = items(found["Items"])
    assert shown != things
    assert [shown[int(place) - 1] for place in found["Key"].split()] == things == items(found["Solution"])


@settings(max_examples=50)
@given(
    st.lists(
        st.tuples(st.text("abc", min_size=1), st.text("xyz", min_size=1)),
        min_size=2,
        max_size=6,
        unique_by=lambda p: p[0],
    )
)
def test_the_key_of_a_matching_leads_from_left_to_right(pairs: list[tuple[str, str]]) -> None:
    found = values({"type": "matching", "prompt": "p", "pairs": pairs, "distractors": ["spare"]})
    left, right = items(found["Left"]), items(found["Right"])
    assert [(a, right[int(b) - 1]) for a, b in zip(left, found["Key"].split(), strict=True)] == pairs
    assert "spare" in right
    assert len(set(right)) == len(right)


def test_the_position_of_the_key_says_nothing() -> None:
    places = [
        values(
            {"id": f"q{n}", "type": "choice", "prompt": "p", "answer": "a", "distractors": ["b", "c", "d"]}
        )["Key"]
        for n in range(200)
    ]
    assert all(30 < places.count(place) < 70 for place in "1234")


@pytest.mark.parametrize(
    ("texts", "order"),
    [
        (["32", "28", "30"], ["28", "30", "32"]),
        (["1000", "9", "-3", "0.5"], ["-3", "0.5", "9", "1000"]),
        (["b", "A", "c"], ["A", "b", "c"]),
        (["10 men", "9 men"], ["9 men", "10 men"]),  # as on paper: quantities of one unit
        (
            [r"$\frac{5}{6}$", r"$-\frac{1}{2}$", r"$\frac{1}{6}$"],
            [r"$-\frac{1}{2}$", r"$\frac{1}{6}$", r"$\frac{5}{6}$"],
        ),
        (["3/4", "0.6", "1/2"], ["1/2", "0.6", "3/4"]),
        (["`6`", "`10`", "`4`"], ["`4`", "`6`", "`10`"]),
        (["3.00", "3", "3.0"], ["3", "3.0", "3.00"]),  # not the key first
    ],
)
def test_fixed_options_are_sorted(texts: list[str], order: list[str]) -> None:
    assert [texts[index] for index in by_value(texts)] == order


@pytest.mark.parametrize("shuffle", [True, False])
def test_the_pinned_option_stays_last(shuffle: bool) -> None:
    question = {"type": "choice", "prompt": "p", "answer": "z", "distractors": ["a", "b"], "shuffle": shuffle}
    found = values({**question, "last": "All of these"})
    assert items(found["Options"])[-1] == "All of these"
    assert found["Order"] == ("pinned" if shuffle else "fixed")


def test_a_front_field_never_holds_feedback_or_explanation() -> None:
    found = values({"type": "choice", **QUESTIONS["choice"]})
    assert "Finland" not in found["Options"]
    assert "Finland" in found["Feedback"]
    assert "Sweden was the 32nd." in found["Feedback"]


def test_true_and_false_are_in_the_deck_s_language() -> None:
    question = {"type": "true-false", "prompt": "p", "answer": False}
    assert items(values(question, lang="fr")["Options"]) == ["Vrai", "Faux"]
    assert values(question, lang="fr")["Answer"] == "Faux"
    assert values(question)["Key"] == "2"


@pytest.mark.parametrize(
    ("numbers", "answer", "bounds", "words"),
    [
        ({"answer": "32"}, "32", ("32", "32"), ""),
        ({"answer": "3.10", "tolerance": "0.05"}, "3.10", ("3.05", "3.15"), "accepted: 3.05 to 3.15"),
        ({"between": [1997, 1999]}, "1997–1999", ("1997", "1999"), "accepted: 1997 to 1999"),
        ({"between": [1997, 1999], "answer": 1998}, "1998", ("1997", "1999"), "accepted: 1997 to 1999"),
        ({"answer": "1e3"}, "1000", ("1000", "1000"), ""),
    ],
)
def test_numbers(numbers: dict[str, Any], answer: str, bounds: tuple[str, str], words: str) -> None:
    found = values({"type": "numeric", "prompt": "p", **numbers})
    assert (found["Answer"], (found["Low"], found["High"]), found["Range"]) == (answer, bounds, words)


def test_a_short_answer_is_plain_where_it_is_compared() -> None:
    found = values(
        {"type": "short-answer", "prompt": "p", "answer": "**R&D** at `x`", "accept": ["a"], "case": True}
    )
    assert found["Answer"] == "R&amp;D at x"
    assert found["Shown"] == "<strong>R&amp;D</strong> at <code>x</code>"
    assert (found["Case"], found["Accents"]) == ("1", "1")
    assert values({"type": "short-answer", **QUESTIONS["short-answer"]})["Accents"] == ""


def test_the_source_names_places_and_dates_once() -> None:
    found = values({"type": "choice", **QUESTIONS["choice"]})["Source"]
    assert text(found) == "An article, July 2024: bullet 2; bullet 1 · as of July 2024"
    assert 'href="https://example.org/a"' in found


def test_a_cloze_has_a_bank_and_other_answers() -> None:
    found = values({"type": "cloze", **QUESTIONS["cloze"]})
    assert sorted(items(found["Bank"])) == ["Kyiv", "Lviv", "senior official"]
    assert text(found["Accepted"]) == "high official or top official"
    assert values({"type": "cloze", "text": "{{c1::a}}"})["Bank"] == ""


def test_the_cards_of_a_cloze_are_its_blanks() -> None:
    note = notes.prepare(
        deck({"id": "q", "type": "cloze", "text": "{{c2::a}} {{c5::b {{c7::c}}}} {{c2::d}}"}), {}
    )
    assert note.notes[0].ordinals == (1, 4, 6)


def test_text_against_the_deck_s_direction_says_so() -> None:
    question = {"type": "flashcard", "prompt": "NATO – שלום עולם", "answer": "peace and war"}
    assert values(question, lang="he")["Prompt"] == "NATO – שלום עולם"
    assert values(question, lang="he")["Answer"] == '<div dir="ltr">peace and war</div>'
    assert values(question)["Prompt"].startswith('<div dir="rtl">')


def test_the_digest_follows_what_a_student_sees(tmp_path: Path) -> None:
    base = {"id": "choice", "type": "choice", **QUESTIONS["choice"]}
    media = picture(tmp_path)

    def digest(media: Any = media, **changes: Any) -> str:
        return notes.prepare(deck({**base, **changes}), media).notes[0].digest

    assert digest() == digest(ignore=[{"code": "QK201", "reason": "on purpose"}])
    others = [
        digest(prompt="Other"),
        digest(tags=["new"]),
        digest(hint="Other"),
        digest(distractors=[1, 2]),
        digest(media=picture(tmp_path, data=png((1, 1, 1)))),
    ]
    assert len({digest(), *others}) == len(others) + 1


def test_the_guid_depends_on_deck_question_and_note_type() -> None:
    base = identity.guid("deck", "q", identity.BASIC)
    assert base == "62d3c69047b2f6d803db57e334f833b0", "published cards hang on this hash"
    others = [("deck2", "q", identity.BASIC), ("deck", "q2", identity.BASIC), ("deck", "q", identity.CHOICE)]
    assert (
        len({base, identity.guid("dec", "kq", identity.BASIC), *(identity.guid(*other) for other in others)})
        == 5
    )


def test_numbers_are_written_as_the_language_writes_them() -> None:
    found = values({"type": "numeric", "prompt": "p", "answer": "-0.5", "tolerance": "0.1"}, lang="fr")
    assert found["Answer"] == "-0,5"
    assert found["Shown"] == "\N{MINUS SIGN}0,5"
    assert (found["Low"], found["High"]) == ("-0.6", "-0.4")
    assert "as of July 2024" in values({"type": "choice", **QUESTIONS["choice"]})["Source"]


def test_a_picture_that_is_not_there_is_described() -> None:
    question = {
        "type": "essay",
        "prompt": 'See ![a "map"](map.png).',
        "image": {"file": "x.png", "alt": "A & B"},
    }
    assert values(question)["Prompt"] == "See <em>a &quot;map&quot;</em>."
    assert values(question)["Images"] == "<em>A &amp; B</em>"


def test_two_parts_may_stand_in_either_order() -> None:
    """If two items were always swapped, the order on the card would be the answer."""
    orders = {tuple(arrange.not_in_order(f"q{number}", ["first", "second"])) for number in range(40)}
    assert orders == {(0, 1), (1, 0)}
