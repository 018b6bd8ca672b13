"""What a target could not write is said: refused questions one by one, the rest gathered."""

from __future__ import annotations

import pytest

from quizkit import losses
from quizkit.diagnostics import Severity
from quizkit.model.deck import Deck
from quizkit.targets.base import Loss

DECK = Deck.model_validate(
    {
        "deck": "d",
        "title": "T",
        "lang": "en",
        "questions": [
            *({"id": f"o{n}", "type": "ordering", "prompt": "P", "items": ["a", "b"]} for n in range(12)),
            {"id": "e", "type": "essay", "prompt": "P", "hint": "H"},
        ],
    }
)


@pytest.mark.parametrize(
    ("policy", "severity", "words"),
    [("error", Severity.ERROR, "cannot be written for x"), ("skip", Severity.WARNING, "is left out of x")],
)
def test_each_refused_question_is_named_at_its_place(
    policy: losses.Unsupported, severity: Severity, words: str
) -> None:
    refused = [Loss("refused", ("questions", place), "too long") for place in (3, 12)]
    found = list(losses.findings(refused, DECK, "x", policy))
    assert [(item.code, item.loc, item.severity) for item in found] == [
        ("QK501", ("questions", 3), severity),
        ("QK501", ("questions", 12), severity),
    ]
    assert [item.message for item in found] == [f"`o3` {words}: too long", f"`e` {words}: too long"]


def test_questions_that_are_lowered_alike_are_one_finding_with_their_names() -> None:
    lowered = [
        Loss("lowered", ("questions", n), "students pick numbers", "matching questions") for n in range(12)
    ]
    (found,) = losses.findings(lowered, DECK, "x", "error")
    assert (found.code, found.severity, found.loc) == ("QK506", Severity.WARNING, ("questions", 0))
    assert (
        found.message
        == "x has no ordering questions, 12 questions written as matching questions; students pick numbers"
    )
    assert found.hint == "`o0`, `o1`, `o2`, `o3`, `o4`, `o5`, `o6`, `o7` and 4 more"


def test_lost_parts_are_gathered_by_what_is_lost() -> None:
    lost = [
        Loss("lost", ("questions", 0, "hint"), "hints"),
        Loss("lost", ("questions", 12, "hint"), "hints"),
        Loss("lost", ("questions", 12, "hint"), "hints"),  # the same one twice
        Loss("lost", ("description",), "descriptions"),
    ]
    found = {item.message: item for item in losses.findings(lost, DECK, "x", "error")}
    assert {item.code for item in found.values()} == {"QK507"}
    assert set(found) == {
        "x leaves out hints: 2 questions",
        "x leaves out descriptions: `description`",
    }


@pytest.mark.parametrize("loc", [("questions",), ("questions", 13), ("questions", -1), ("questions", "o1")])
def test_a_place_that_the_deck_does_not_have_is_called_by_its_field(loc: tuple[str | int, ...]) -> None:
    """Only a target of another package can say so; its mistake is not our crash."""
    (found,) = losses.findings([Loss("refused", loc, "too long")], DECK, "x", "error")
    assert found.message == "`questions` cannot be written for x: too long"
