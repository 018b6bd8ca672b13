"""The decks that `quizkit new` writes: they work as they are, and show every type."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
import typer.testing

import quizkit
from quizkit.cli import app
from quizkit.model.questions import TYPES

TRIANGLE = Path(__file__).parent.parent / "decks" / "tour" / "media" / "triangle.png"
LANGUAGES = ("en", "fr")
COMMONEST = ["choice", "true-false", "short-answer", "cloze", "flashcard"]


@pytest.fixture(params=LANGUAGES)
def starter(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A deck as `quizkit new` writes it."""
    call = ["new", "my-deck", "--folder", str(tmp_path), "--lang", request.param]
    result = typer.testing.CliRunner().invoke(app, call)
    assert result.exit_code == 0, result.output
    return tmp_path / "my-deck.yaml"


def test_nothing_is_wrong_with_it(starter: Path) -> None:
    assert quizkit.check(starter) == ()


def test_it_has_the_name_that_was_asked_for(starter: Path) -> None:
    assert quizkit.load(starter).deck == "my-deck"
    assert "DECK-ID" not in starter.read_text(encoding="utf-8")


def test_it_shows_every_type_once_the_commonest_first(starter: Path) -> None:
    types = [question.type for question in quizkit.load(starter).questions]
    assert types[: len(COMMONEST)] == COMMONEST
    assert sorted(types) == sorted(TYPES)


def test_it_shows_facts_sources_and_a_worksheet_with_versions(starter: Path) -> None:
    deck = quizkit.load(starter)
    assert any(fact.source for fact in deck.facts)
    assert [sheet.versions for sheet in deck.worksheets] == [2]
    assert {id for question in deck.questions for id in question.facts} == {fact.id for fact in deck.facts}


def test_it_builds(starter: Path, tmp_path: Path) -> None:
    built = quizkit.build(starter, out=tmp_path / "build")
    (deck,) = built.written
    names = {path.name for path, _ in deck.files}
    sheet = deck.deck.worksheets[0].id
    assert {
        "my-deck.apkg",
        "my-deck-worksheet.pdf",
        "my-deck-facts.pdf",
        f"my-deck-{sheet}-B-key.pdf",
    } <= names
    assert all(path.stat().st_size > 200 for path, _ in deck.files)


def test_editors_find_the_schema(starter: Path) -> None:
    first = starter.read_text(encoding="utf-8").split("\n", 1)[0]
    assert first == "# yaml-language-server: $schema=quizkit.schema.json"


def test_the_question_that_is_switched_off_works_once_it_is_switched_on(starter: Path) -> None:
    text, count = re.subn(
        r"^  # (- id:|  \w+:|    \w+:)(?= |$)", r"  \1", starter.read_text(encoding="utf-8"), flags=re.M
    )
    assert count == 7
    starter.write_text(text, encoding="utf-8")
    shutil.copy(TRIANGLE, starter.parent / "tycho.jpg")
    assert quizkit.check(starter) == ()
    assert len(quizkit.load(starter).questions) == len(TYPES) + 1


def test_all_languages_show_the_same(tmp_path: Path) -> None:
    decks = []
    for lang in LANGUAGES:
        typer.testing.CliRunner().invoke(app, ["new", lang, "--folder", str(tmp_path), "--lang", lang])
        deck = quizkit.load(tmp_path / f"{lang}.yaml")
        assert deck.lang == lang
        decks.append([(item.type, sorted(item.model_fields_set)) for item in deck.questions])
    assert decks[0] == decks[1]
