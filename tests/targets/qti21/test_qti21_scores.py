"""Every question of the corpus and of our own decks, answered: what each response scores."""

from __future__ import annotations

from pathlib import Path

import pytest
from qti21_support import Case, Session, cases, compiled, entries, items, papers

from quizkit.pipeline import check

ROOT = Path(__file__).parents[3]
SOURCES = (
    *sorted((ROOT / "tests" / "corpus").glob("*.yaml")),
    *sorted((ROOT / "decks" / "nato-kyiv").glob("*.yaml")),
    ROOT / "decks" / "tour",
)


def scored(case: Case, item: object, name: str) -> None:
    session = Session(item, case.responses)  # type: ignore[arg-type]
    score = session.values["SCORE"]
    assert isinstance(score, float)
    exact = case.low == case.high and case.name in ("empty", "key")
    slack = 0.0 if exact else 1e-6
    assert float(case.low) - slack <= score <= float(case.high) + slack, (name, case, score)


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.stem)
def test_each_response_scores_what_the_question_says(source: Path) -> None:
    """The key exactly full, nothing exactly zero; what is partly right its part."""
    found = check([source])
    for deck in found.decks:
        made = items(entries(compiled(deck.deck, deck.media)))
        asked = papers(deck.deck)
        assert len(made) == len(asked)
        for item in asked:
            told = list(cases(item))
            assert len(told) > 1
            for case in told:
                scored(case, made[item.question.id], item.question.id)
