"""What comes out of an Aiken file again, by a parser that is not ours: `aiken_support`, after Moodle's."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import hostile
import pytest
from aiken_support import Read, compiled, read
from hypothesis import HealthCheck, given, settings

from quizkit.model.deck import Deck
from quizkit.model.questions import TYPES
from quizkit.papers import assemble
from quizkit.pipeline import check as check_all
from quizkit.targets.base import Output

HERE = Path(__file__).parents[2]


def deck(*questions: dict[str, Any], **header: Any) -> Deck:
    asked = [{"id": f"q{place}", **question} for place, question in enumerate(questions, 1)]
    return Deck.model_validate({"deck": "d", "title": "T", "lang": "en", **header, "questions": asked})


def choice(prompt: str = "Which?", *options: str, **fields: Any) -> dict[str, Any]:
    key, *others = options or ("a", "b")
    return {"type": "choice", "prompt": prompt, "answer": key, "distractors": others, **fields}


def made(question: dict[str, Any], **header: Any) -> tuple[Read, Output]:
    content, output = compiled(deck(question, **header))
    (found,) = read(content)
    return found, output


def refusals(output: Output) -> dict[int, str]:
    return {int(loss.loc[1]): loss.what for loss in output.losses if loss.kind == "refused"}


def check(text: str) -> None:
    asked = hostile.deck(text)
    content, output = compiled(asked)
    refused = {asked.questions[place].id: why for place, why in refusals(output).items()}
    found = read(content)
    assert set(TYPES) - set(refused) <= {"choice", "true-false"}
    label = "A" <= text[0] <= "Z" and text[1:2] in (")", ".")
    if text.startswith("ANSWER:") or label or len(text.encode()) < 2:
        assert found == []
        assert {"choice", "true-false"} <= set(refused)
        return
    by_count = {len(item.options): item for item in found}
    assert {item.stem for item in found} == {text}
    assert by_count[2].options == ["True", "False"]
    assert by_count[2].key == 0
    assert sorted(by_count[3].options) == sorted([text, f"b {text}", f"c {text}"])
    assert by_count[3].options[by_count[3].key] == text


@pytest.mark.parametrize("text", [*hostile.TEXTS, hostile.LONG.strip()], ids=lambda text: text[:20])
def test_a_text_with_a_meaning_means_nothing(text: str) -> None:
    check(text)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(hostile.TEXT)
def test_any_text_comes_back_or_is_refused(text: str) -> None:
    check(text)


@pytest.mark.parametrize(
    ("question", "why"),
    [
        (choice("A. Smith wrote what?"), "it begins with `A.`, which Aiken takes for an option"),
        (choice("B)"), "it begins with `B)`, which Aiken takes for an option"),
        (choice("ANSWER: what?"), "it begins with `ANSWER:`, which Aiken takes for the key"),
        (choice("?"), "Aiken drops a question of one character"),
        (choice("x?", "ANSWER: b", "c"), "an option begins with `ANSWER:`, which Aiken takes for the key"),
        (choice("x?", "*a*", "a"), "two options are the same without their formatting"),
        (
            {"type": "multiple", "prompt": "x?", "answers": ["a"]
             , "distractors": ["b"]},
            "Aiken has only questions with one right option",
        ),
        (
            {"type": "short-answer", "prompt": "x?", "answer": "a"},
            "Aiken has only questions with options to choose from",
        ),
    ],
)  # fmt: skip
def test_what_aiken_cannot_hold_is_refused_with_a_reason(question: dict[str, Any], why: str) -> None:
    content, output = compiled(deck(question, choice("Kept?")))
    assert refusals(output) == {0: why}
    assert [item.stem for item in read(content)] == ["Kept?"]


def test_options_of_one_character_and_labels_inside_options_are_fine() -> None:
    found, _ = made(choice("How many?", "6", "B) 7", "A. x"))
    assert sorted(found.options) == ["6", "A. x", "B) 7"]
    assert found.options[found.key] == "6"


def test_the_key_is_that_of_the_paper() -> None:
    asked = check_all([HERE / "corpus" / "choice.yaml"]).decks[0].deck
    (paper,) = assemble(asked, None)
    keys = ["ABCDEFGHIJKLMNOPQRSTUVWXYZ"[item.key] for item in read(compiled(asked)[0])]
    assert keys == [item.solution[0] for item in paper.items]


def test_true_and_false_are_options_in_the_deck_s_language() -> None:
    found, output = made({"type": "true-false", "prompt": "Vrai ?", "answer": False}, lang="fr")
    assert (found.options, found.key) == (["Vrai", "Faux"], 1)
    lowered = [loss for loss in output.losses if loss.kind == "lowered"]
    assert [(loss.to, loss.what) for loss in lowered] == [
        ("choices", "students choose between “Vrai” and “Faux”")
    ]


def test_many_lines_become_one() -> None:
    passages = [{"id": "p", "title": "Dogs", "text": "They bark.\n\nAnd *run*."}]
    found, output = made(choice("What?\n\n- a\n- b", passage="p"), passages=passages)
    assert found.stem == "Dogs They bark. And run. What? - a - b"
    assert ("lost", "formatting") in {(loss.kind, loss.what) for loss in output.losses}


def test_26_options_go_to_z() -> None:
    found, _ = made(choice("Which?", *(f"option {place}" for place in range(26))))
    assert len(found.options) == 26
    assert found.options[found.key] == "option 0"


def test_everything_else_is_said_to_be_lost() -> None:
    image = {"file": "a.png", "alt": "a dot"}
    facts = [{"id": "f", "statement": "So it is."}]
    question = choice(
        "What is $\\frac{1}{2}$?", "a", "b", last="c", hint="h", explanation="e", points=2, image=image,
        difficulty="easy", tags=["t"], facts=["f"],
    )  # fmt: skip
    question["answer"] = {"text": "a", "feedback": "yes"}
    header = {"facts": facts, "tags": ["u"], "description": "About ![x](b.png).", "lang": "he"}
    found, output = made(question, **header)
    assert found.stem == "What is 1/2? [a dot]"
    assert {(loss.kind, loss.what) for loss in output.losses} == {
        ("lost", what)
        for what in (
            "titles of decks", "descriptions of decks", "tags", "directions of writing", "pictures", "hints",
            "explanations", "facts", "levels of difficulty", "points", "feedback on options", "fixed orders of options",
            "formulas",
        )
    }  # fmt: skip


def test_nothing_to_write_makes_no_file() -> None:
    content, output = compiled(deck({"type": "essay", "prompt": "Why?"}))
    assert content == ""
    assert list(refusals(output)) == [0]
    assert compiled(deck()) == ("", Output(()))


@pytest.mark.parametrize("folder", ["nato-kyiv", "tour"])
def test_our_own_decks_lose_only_what_has_several_or_no_options(folder: str) -> None:
    for item in check_all([HERE.parent / "decks" / folder]).decks:
        content, output = compiled(item.deck)
        types = {item.deck.questions[place].type for place in refusals(output)}
        assert not types & {"choice", "true-false"}
        asked = [question for question in item.deck.questions if question.type in ("choice", "true-false")]
        assert len(read(content)) == len(asked)
