"""`ignore:` excuses warnings where it stands, and says so when it excuses nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from quizkit import pipeline
from quizkit.diagnostics import Diagnostic

FLAWED = """\
deck: rivers
title: Rivers
lang: en
{deck}questions:
  - id: danube
    type: choice
    prompt: Through which of these countries does the Danube flow?
    answer: All of the above
    distractors: [Austria, Hungary, Serbia]
{question}  - id: seine
    type: cloze
    text: The {{{{c1::Seine}}}} flows through {{{{c3::Paris}}}}.
"""
EXCUSE = "ignore: [{{code: {code}, reason: It is meant so.}}]\n"


def found(tmp_path: Path, deck: str = "", question: str = "", *, lint: bool = True) -> list[tuple[str, int]]:
    path = tmp_path / "rivers.yaml"
    path.write_text(
        FLAWED.format(
            deck=EXCUSE.format(code=deck) if deck else "",
            question=f"    {EXCUSE.format(code=question)}" if question else "",
        )
    )
    return [(item.code, _line(item)) for item in pipeline.check([path], lint=lint).diagnostics]


def _line(item: Diagnostic) -> int:
    return item.span.line if item.span else 0


def test_a_question_excuses_its_own_flaws(tmp_path: Path) -> None:
    assert found(tmp_path) == [("QK201", 8), ("QK110", 12)]
    assert found(tmp_path, question="QK201") == [("QK110", 13)]


def test_a_deck_excuses_those_of_all_its_questions(tmp_path: Path) -> None:
    assert found(tmp_path, deck="QK201") == [("QK110", 13)]
    assert found(tmp_path, deck="QK110") == [("QK201", 9)]


def test_excuses_count_in_a_build_too(tmp_path: Path) -> None:
    assert found(tmp_path, lint=False) == [("QK110", 12)]
    assert found(tmp_path, deck="QK110", lint=False) == []


def test_an_idle_excuse_is_said_at_its_place(tmp_path: Path) -> None:
    assert found(tmp_path, question="QK110") == [("QK201", 8), ("QK290", 10), ("QK110", 13)]
    assert found(tmp_path, question="QK110", lint=False) == [("QK110", 13)]


@pytest.mark.parametrize("code", ["QK101", "QK999", "QK290"])
def test_errors_and_unknown_codes_cannot_be_excused(tmp_path: Path, code: str) -> None:
    assert ("QK291", 10) in found(tmp_path, question=code)


def test_the_excuse_of_a_rule_that_does_not_run_is_not_idle(tmp_path: Path) -> None:
    (tmp_path / "quizkit.toml").write_text('[rules]\nQK201 = "off"\n')
    assert found(tmp_path, question="QK201") == [("QK110", 13)]


def test_a_fact_excuses_its_own_flaws(tmp_path: Path) -> None:
    path = tmp_path / "rivers.yaml"
    text = "deck: d\ntitle: T\nlang: en\nfacts:\n  - {{id: a, statement: So it is.{more}}}\nquestions:\n"
    text += "  - {{id: q, type: true-false, prompt: It is so., answer: true, facts: [{fact}]}}\n"
    path.write_text(text.format(more=", ignore: [{code: QK290, reason: No.}]", fact="a"))
    (only,) = (item for item in pipeline.check([path], lint=True).diagnostics if item.code[:4] == "QK29")
    assert (only.code, _line(only)) == ("QK291", 5)
