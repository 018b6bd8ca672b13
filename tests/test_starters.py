"""The decks that `quizkit new` writes: they work as they are, and show what their purpose calls for."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest
import typer.testing

import quizkit
from quizkit.cli import app
from quizkit.cli.new import Template
from quizkit.model.deck import Deck
from quizkit.model.questions import TYPES, Choice, Multiple, TrueFalse

TRIANGLE = Path(__file__).parent.parent / "decks" / "tour" / "media" / "triangle.png"
STARTERS = Path(quizkit.__file__).parent / "starters"
LANGUAGES = ("en", "fr")
COMMONEST = ["choice", "true-false", "short-answer", "cloze", "flashcard"]
EACH = [(template, lang) for template in Template for lang in LANGUAGES]

WANTED = {
    Template.VOCABULARY: {"flashcard", "cloze", "matching", "short-answer"},
    Template.HISTORY: {"ordering", "choice", "essay", "short-answer"},
    Template.MATHEMATICS: {"numeric", "multiple", "flashcard", "essay"},
    Template.WORKSHEET: {"choice", "true-false", "cloze", "matching", "essay"},
}
"""The types that a purpose calls for."""


def written(folder: Path, template: str, lang: str) -> Path:
    """A deck as `quizkit new` writes it."""
    call = ["new", "my-deck", "--folder", str(folder), "--lang", lang, "--template", template]
    result = typer.testing.CliRunner().invoke(app, call)
    assert result.exit_code == 0, result.output
    return folder / "my-deck.yaml"


@pytest.fixture(params=EACH, ids="-".join)
def any_starter(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """Each template in each language."""
    return written(tmp_path, *request.param)


@pytest.fixture(params=LANGUAGES)
def starter(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """The template with everything."""
    return written(tmp_path, "everything", request.param)


def test_there_is_a_file_for_each_template_and_language() -> None:
    names = {path.name for path in STARTERS.glob("*.yaml")}
    assert names == {f"{template}.{lang}.yaml" for template, lang in EACH}


def test_check_finds_nothing_to_say(any_starter: Path) -> None:
    """No mistake, and no flaw of a question either."""
    result = typer.testing.CliRunner().invoke(app, ["check", str(any_starter), "--format", "json"])
    assert json.loads(result.stdout) == []
    assert result.exit_code == 0


def test_it_has_the_name_that_was_asked_for(any_starter: Path) -> None:
    assert quizkit.load(any_starter).deck == "my-deck"
    assert "DECK-ID" not in any_starter.read_text(encoding="utf-8")


def test_cards_and_papers_are_built_without_a_warning(any_starter: Path, tmp_path: Path) -> None:
    built = quizkit.build(any_starter, out=tmp_path / "build")
    assert built.diagnostics == ()
    (deck,) = built.written
    names = {path.name for path, _ in deck.files}
    sheet = deck.deck.worksheets[0]
    key = f"my-deck-{sheet.id}-B-key.pdf" if sheet.versions > 1 else f"my-deck-{sheet.id}-key.pdf"
    assert {"my-deck.apkg", "my-deck-worksheet.pdf", key} <= names
    assert all(path.stat().st_size > 200 for path, _ in deck.files)


def test_editors_find_the_schema(any_starter: Path) -> None:
    first = any_starter.read_text(encoding="utf-8").split("\n", 1)[0]
    assert first == "# yaml-language-server: $schema=quizkit.schema.json"


def test_it_is_small_enough_to_read_and_says_what_to_do(any_starter: Path) -> None:
    text = any_starter.read_text(encoding="utf-8")
    assert 10 <= len(quizkit.load(any_starter).questions) <= 15
    assert sum(line.lstrip().startswith("#") for line in text.split("\n")) >= 20
    for command in ("quizkit check", "quizkit build", "quizkit schema --out"):
        assert command in text


@pytest.mark.parametrize("path", sorted(STARTERS.glob("*.yaml")), ids=lambda path: path.stem)
def test_its_lines_fit_a_window(path: Path) -> None:
    assert max(map(len, path.read_text(encoding="utf-8").split("\n"))) <= 150


@pytest.mark.parametrize(("template", "lang"), [pair for pair in EACH if pair[0] in WANTED])
def test_it_has_what_its_purpose_calls_for(template: Template, lang: str, tmp_path: Path) -> None:
    deck = quizkit.load(written(tmp_path, template, lang))
    assert {question.type for question in deck.questions} >= WANTED[template]
    match template:
        case Template.VOCABULARY:
            cards = [item for item in deck.questions if item.type == "flashcard"]
            assert len(cards) >= 5
            assert all(card.reverse for card in cards)
            typed = [item.answer for item in deck.questions if item.type == "short-answer"]
            assert all(not answer.isascii() for answer in typed), "words with accents"
        case Template.HISTORY:
            assert all(fact.source for fact in deck.facts)
            assert all(question.facts for question in deck.questions)
            assert deck.passages[0].source
            assert any(item.type == "essay" and item.rubric for item in deck.questions)
        case Template.MATHEMATICS:
            numbers = [item for item in deck.questions if item.type == "numeric"]
            assert any(item.tolerance and item.unit for item in numbers)
            assert any(item.between for item in numbers)
        case Template.WORKSHEET:
            sheet = deck.worksheets[0]
            assert sheet.versions == 2
            assert sheet.time
            assert len(sheet.sections) >= 3
            assert all(question.points for question in deck.questions)
            assert any(item.type == "cloze" and item.has_bank for item in deck.questions)


def test_options_that_are_numbers_stand_in_order(any_starter: Path) -> None:
    for question in quizkit.load(any_starter).questions:
        if isinstance(question, Choice | Multiple):
            numeric = all(re.fullmatch(r"[\d.,]+( %)?", option.text) for option in question.options)
            assert question.shuffle is not numeric, question.id


def test_the_right_option_is_not_the_longest(any_starter: Path) -> None:
    for question in quizkit.load(any_starter).questions:
        if isinstance(question, Choice):
            longest = max(len(option.text) for option in question.distractors)
            assert len(question.answer.text) < longest * 1.25, question.id


@pytest.mark.parametrize("lang", LANGUAGES)
def test_statements_of_the_class_test_are_as_often_true_as_false(lang: str, tmp_path: Path) -> None:
    deck = quizkit.load(written(tmp_path, "worksheet", lang))
    answers = [item.answer for item in deck.questions if isinstance(item, TrueFalse)]
    assert len(answers) >= 4
    assert answers.count(True) == answers.count(False)


@pytest.mark.parametrize("template", Template)
def test_all_languages_show_the_same(template: Template, tmp_path: Path) -> None:
    shapes = [_shape(quizkit.load(written(tmp_path / lang, template, lang)), lang) for lang in LANGUAGES]
    assert shapes[0] == shapes[1]


def _shape(deck: Deck, lang: str) -> list[object]:
    assert deck.lang == lang
    questions = [
        (item.type, sorted(item.model_fields_set - {"accept", "hint", "explanation"}))
        for item in deck.questions
    ]
    sheets = [(sheet.versions, len(sheet.sections)) for sheet in deck.worksheets]
    return [questions, sheets, len(deck.facts), len(deck.passages)]


# ── The one with everything ───────────────────────────────────────────────────────────────────────


def test_it_shows_every_type_once_the_commonest_first(starter: Path) -> None:
    types = [question.type for question in quizkit.load(starter).questions]
    assert types[: len(COMMONEST)] == COMMONEST
    assert sorted(types) == sorted(TYPES)


def test_it_shows_facts_sources_and_a_worksheet_with_versions(starter: Path) -> None:
    deck = quizkit.load(starter)
    assert any(fact.source for fact in deck.facts)
    assert [sheet.versions for sheet in deck.worksheets] == [2]
    assert {id for question in deck.questions for id in question.facts} == {fact.id for fact in deck.facts}


def test_the_question_that_is_switched_off_works_once_it_is_switched_on(starter: Path) -> None:
    text, count = re.subn(
        r"^  # (- id:|  \w+:|    \w+:)(?= |$)", r"  \1", starter.read_text(encoding="utf-8"), flags=re.M
    )
    assert count == 7
    starter.write_text(text, encoding="utf-8")
    shutil.copy(TRIANGLE, starter.parent / "tycho.jpg")
    assert quizkit.check(starter) == ()
    assert len(quizkit.load(starter).questions) == len(TYPES) + 1
