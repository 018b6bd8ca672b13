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


def test_an_excuse_that_stands_twice_is_idle_once(tmp_path: Path) -> None:
    path = tmp_path / "rivers.yaml"
    entries = ", ".join(["{code: QK201, reason: It is meant so.}"] * 2)
    path.write_text(FLAWED.format(deck="", question=f"    ignore: [{entries}]\n"))
    (first, _) = pipeline.check([path], lint=True).diagnostics
    assert (first.code, first.message) == ("QK290", "QK201 stands twice in this `ignore`")
    assert first.span is not None
    assert first.span.column > 40


def test_a_deck_and_a_question_that_excuse_the_same(tmp_path: Path) -> None:
    """The nearer one is used; the other has nothing left to excuse."""
    assert found(tmp_path, deck="QK201", question="QK201") == [("QK290", 4), ("QK110", 14)]


def test_what_a_project_makes_an_error_cannot_be_excused_and_that_is_what_is_said(tmp_path: Path) -> None:
    (tmp_path / "quizkit.toml").write_text('[rules]\nQK201 = "error"\n')
    assert found(tmp_path, question="QK201") == [("QK201", 8), ("QK291", 10), ("QK110", 13)]
    (said,) = (item for item in pipeline.check([tmp_path], lint=True).diagnostics if item.code == "QK291")
    assert said.message == "this project makes QK201 an error, and errors cannot be ignored"
    assert found(tmp_path, question="QK201", lint=False) == [("QK201", 8), ("QK110", 13)]


def test_a_code_in_small_letters_is_a_mistake(tmp_path: Path) -> None:
    (said,) = (item for item in found(tmp_path, question="qk201") if item[1] == 10)
    assert said[0] == "QK105"


def test_nothing_is_said_of_excuses_in_a_question_that_no_rule_looked_at(tmp_path: Path) -> None:
    path = tmp_path / "rivers.yaml"
    text = FLAWED.format(deck="", question=f"    {EXCUSE.format(code='QK201')}")
    path.write_text(text.replace("the Danube", "![x](nowhere.png)"))
    codes = [item.code for item in pipeline.check([path], lint=True).diagnostics]
    assert "QK290" not in codes
    assert len(codes) == 2


def test_an_excuse_from_a_comparison_that_could_not_be_made_is_not_idle(tmp_path: Path) -> None:
    head = "title: T\nlang: {}\nquestions:\n  - {{id: a, type: true-false, prompt: {}, answer: {}{}}}\n"
    excuse = ", ignore: [{code: QK251, reason: The law differs there.}]"
    two = tmp_path / "two.yaml"
    two.write_text("deck: two\ntranslation_of: one\n" + head.format("fr", "Il en est ainsi.", "no", excuse))
    assert [item.code for item in pipeline.check([two], lint=True).diagnostics] == []
    one = tmp_path / "one.yaml"
    for answer, codes in (("yes", []), ("no", ["QK290"])):
        one.write_text("deck: one\n" + head.format("en", "It is so.", answer, ""))
        assert [item.code for item in pipeline.check([two], lint=True).diagnostics] == codes
