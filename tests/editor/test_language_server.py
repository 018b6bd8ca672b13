"""What an editor offers, explains and marks, asked of the real yaml-language-server over its protocol.

`npm ci` in this folder installs the server. Without it these tests are skipped; QUIZKIT_REQUIRE_EDITOR=1
makes its absence a failure.
"""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer.testing
from language_server import LanguageServer, started

from quizkit.cli import app
from quizkit.cli.new import Template
from quizkit.model.questions import TYPES, QuestionBase

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
SERVER = HERE / "node_modules" / "yaml-language-server" / "bin" / "yaml-language-server"
COMMON = set(QuestionBase.model_fields)

DECKS = sorted(
    path
    for folder in ("decks", "tests/corpus", "tests/targets", "tests/examples")
    for path in (ROOT / folder).rglob("*.yaml")
    if "golden" not in path.parts
)

HEADER = "deck: d\ntitle: T\nlang: en\n"
QUESTION = HEADER + "questions:\n  - id: q\n"
CARD = "questions: [{id: q, type: flashcard, prompt: p, answer: a}]\n"
CHOICE = QUESTION + "    type: choice\n    prompt: p\n    answer: a\n    distractors: [b, c]\n"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LanguageServer]:
    """The language server in a folder with `quizkit.schema.json`, as `quizkit schema` writes it."""
    node = shutil.which("node")
    if node is None or not SERVER.exists():
        reason = "no yaml-language-server: run `npm ci` in tests/editor (it needs Node.js)"
        if os.environ.get("QUIZKIT_REQUIRE_EDITOR") == "1":
            pytest.fail(reason)
        pytest.skip(reason)
    folder = tmp_path_factory.mktemp("editor")
    result = typer.testing.CliRunner().invoke(app, ["schema", "--out", str(folder / "quizkit.schema.json")])
    assert result.exit_code == 0, result.output
    with started([node, str(SERVER), "--stdio"], folder) as running:
        yield running


Mark = tuple[int, int, int, str]
"""A line, its first and its last column, and what is said of it."""


def opened(server: LanguageServer, text: str) -> str:
    """Opens a deck with the line that names the schema; its address."""
    return server.open(f"# yaml-language-server: $schema=../quizkit.schema.json\n{text}")


def marked(server: LanguageServer, text: str) -> list[Mark]:
    """The marks in a deck. Lines count from 0, and the line that names the schema is the first."""
    return marks_of(server, opened(server, text))


def marks_of(server: LanguageServer, uri: str) -> list[Mark]:
    found = []
    for mark in server.marks(uri):
        start, end = mark["range"]["start"], mark["range"]["end"]
        assert start["line"] == end["line"], mark
        found.append((start["line"], start["character"], end["character"], mark["message"]))
    return found


def place(server: LanguageServer, text: str) -> tuple[str, int, int]:
    """Opens a deck; its address, and the line and the column where ¦ stands."""
    before, after = text.split("¦")
    return opened(server, before + after), before.count("\n") + 1, len(before) - before.rfind("\n") - 1


def offered(server: LanguageServer, text: str) -> dict[str, str]:
    """What is offered where ¦ stands: each word and what it inserts."""
    items = server.complete(*place(server, text))
    found = {item["label"]: item["insertText"] for item in items}
    assert len(found) == len(items), "something is offered twice"
    return found


def explained(server: LanguageServer, text: str) -> str:
    """The text of the hover where ¦ stands."""
    return server.hover(*place(server, text))


# ── Completion ────────────────────────────────────────────────────────────────────────────────────


def test_the_types_are_offered_behind_type(server: LanguageServer) -> None:
    assert list(offered(server, QUESTION + "    type: ¦\n")) == [*TYPES]


@pytest.mark.parametrize("name", TYPES)
def test_a_question_is_offered_the_fields_of_its_type_only(server: LanguageServer, name: str) -> None:
    found = offered(server, QUESTION + f"    type: {name}\n    ¦\n")
    skeleton = f"{name} question"
    assert set(found) - {skeleton} == set(TYPES[name].model_fields) - {"id", "type"}
    required = [key for key, field in TYPES[name].model_fields.items() if field.is_required() and key != "id"]
    if name == "numeric":
        required = []
    for key in required:
        assert f"{key}:" in found[skeleton]


def test_what_is_there_already_is_not_offered_again(server: LanguageServer) -> None:
    found = offered(server, CHOICE + "    ¦\n")
    assert found.keys() & {"id", "type", "prompt", "answer", "distractors", "pairs"} == set()
    assert {"explanation", "shuffle", "last"} <= found.keys()


def test_nothing_inserts_a_value_that_nobody_wants(server: LanguageServer) -> None:
    """An optional field comes empty, a list with its first dash, never `null` or `[]`."""
    for name in TYPES:
        found = offered(server, QUESTION + f"    type: {name}\n    ¦\n")
        assert [text for text in found.values() if "null" in text or "[]" in text] == []
    assert found["tags"].startswith("tags:\n")
    assert found["explanation"].startswith("explanation: ")


@pytest.mark.parametrize("field", ["prompt", "answer", "explanation", "hint"])
def test_where_a_text_is_wanted_no_words_are_offered(server: LanguageServer, field: str) -> None:
    assert offered(server, QUESTION + f"    type: choice\n    {field}: ¦\n") == {}


def test_a_new_question_is_offered_whole(server: LanguageServer) -> None:
    found = offered(server, HEADER + "questions:\n  - ¦\n")
    assert {f"new {name}" for name in TYPES} <= found.keys()
    assert found.keys() & {"prompt", "pairs", "distractors"} == set()


@pytest.mark.parametrize("name", TYPES)
def test_a_whole_question_becomes_one_that_quizkit_reads(
    server: LanguageServer, name: str, tmp_path: Path
) -> None:
    inserted = offered(server, HEADER + "questions:\n  - ¦\n")[f"new {name}"]
    text = re.sub(r"\$\{\d[|:](\w+)(,\w+\|)?\}", r"\1", inserted)
    text = re.sub(r"\$(\d)", r"5\1" if name == "numeric" else r"word-\1", text)
    path = tmp_path / "deck.yaml"
    path.write_text(HEADER + "questions:\n  - " + text.replace("\n", "\n  "), encoding="utf-8")
    result = typer.testing.CliRunner().invoke(app, ["check", str(path), "--format", "json"])
    assert [item["message"] for item in json.loads(result.stdout) if item["severity"] == "error"] == []
    assert marked(server, path.read_text(encoding="utf-8")) == []


def test_the_fields_of_a_deck_are_offered_at_the_top(server: LanguageServer) -> None:
    assert {"deck", "title", "lang", "questions", "facts", "worksheets"} <= offered(server, "¦\n").keys()
    found = offered(server, "deck: d\n¦\n")
    assert "deck" not in found
    assert {"title", "lang", "sources", "passages"} <= found.keys()


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("facts:\n  - id: f\n    ¦\n", {"statement", "source", "as_of"}),
        ("sources:\n  nasa:\n    ¦\n", {"title", "author", "publisher", "url", "lang", "published"}),
        ("passages:\n  - id: p\n    ¦\n", {"text", "title", "images", "source"}),
        ("worksheets:\n  - id: w\n    ¦\n", {"title", "instructions", "time", "versions", "sections"}),
        ("worksheets:\n  - id: w\n    sections:\n      - types: [¦]\n", set(TYPES)),
    ],
)
def test_the_other_parts_of_a_deck_are_completed_too(
    server: LanguageServer, text: str, wanted: set[str]
) -> None:
    assert wanted <= offered(server, HEADER + text).keys()


@pytest.mark.parametrize(
    ("field", "words"),
    [("difficulty", ["easy", "medium", "hard"]), ("shuffle", ["true", "false"])],
)
def test_words_to_choose_from_are_offered(server: LanguageServer, field: str, words: list[str]) -> None:
    assert list(offered(server, QUESTION + f"    type: choice\n    {field}: ¦\n")) == words


def test_an_option_with_feedback_is_offered_its_fields(server: LanguageServer) -> None:
    text = QUESTION + "    type: choice\n    distractors:\n      - text: a\n        ¦\n"
    assert list(offered(server, text)) == ["feedback"]


# ── Hover ─────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (CHOICE.replace("distractors", "dist¦ractors"), "The wrong options."),
        (CHOICE.replace("answer", "ans¦wer"), "The right option."),
        (CHOICE.replace("type", "ty¦pe"), "`choice`: Students choose the one right option."),
        (CHOICE.replace("id: q", "i¦d: q"), "Never change it once published."),
        (CHOICE.replace("title", "ti¦tle"), "What students see."),
        (HEADER + CARD + "facts:\n  - id: f\n    stat¦ement: s\n", "What is so, in your own words."),
        (HEADER + CARD + "worksheets:\n  - {id: w, vers¦ions: 2, sections: [{title: t}]}\n", "2 for A and B"),
        (CHOICE + "    image:\n      al¦t: x\n      file: y.png\n", "for those who do not see it"),
    ],
)
def test_a_field_is_explained_under_the_mouse(server: LanguageServer, text: str, shown: str) -> None:
    assert shown in explained(server, text)


@pytest.mark.parametrize("name", TYPES)
def test_every_field_of_every_type_has_an_explanation(server: LanguageServer, name: str) -> None:
    items = server.complete(*place(server, QUESTION + f"    type: {name}\n    ¦\n"))
    assert [item["label"] for item in items if not item.get("documentation")] == []


# ── Marks ─────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "wrong", "message"),
    [
        pytest.param(CHOICE + "    pairs: x\n", "pairs", "Property pairs is not allowed.", id="field"),
        pytest.param(
            CHOICE.replace("choice", "choise"), "choise", 'Valid values: "flashcard", "choice"', id="type"
        ),
        pytest.param(
            HEADER + CARD + "worksheets:\n  - {id: w, versions: 0, sections: [{title: t}]}\n",
            "0", "Value is below the minimum of 1.", id="versions",
        ),
        pytest.param(CHOICE.replace("deck: d", "deck: a b"), "a b", "no spaces", id="id"),
        pytest.param(CHOICE.replace("lang: en", "lang: English!"), "English!", "en, fr or pt-BR", id="lang"),
        pytest.param(CHOICE + "    tags: [one two]\n", "one two", "A tag has no spaces", id="tag"),
        pytest.param(CHOICE + "    tags: one\n", "one", "A list is wanted here", id="list"),
        pytest.param(CHOICE + "    points: 2,5\n", "2,5", "with a point for decimals", id="number"),
        pytest.param(CHOICE + "    difficulty: hrad\n", "hrad", '"easy", "medium", "hard"', id="difficulty"),
        pytest.param(CHOICE.replace("prompt: p", "prompt: [p]"), "[p]", "A text is wanted here", id="text"),
        pytest.param(CHOICE + "    image: map.png\n", "map.png", 'Expected "image"', id="image"),
        pytest.param(
            CHOICE.replace("[b, c]", "[b, {text: c, feedbak: d}]"),
            "feedbak", "Property feedbak is not allowed.", id="option",
        ),
        pytest.param(
            QUESTION + "    type: true-false\n    prompt: p\n    answer: maybe\n",
            "maybe", "true or false is wanted here", id="switch",
        ),
        pytest.param(
            QUESTION + "    type: cloze\n    text: no blanks\n", "no blanks", "{{c1::answer}}", id="cloze"
        ),
        pytest.param(
            QUESTION + "    type: matching\n    prompt: p\n    pairs: [[a, b], [c]]\n",
            "[c]", "Expected 2 or more", id="pair",
        ),
        pytest.param(
            QUESTION + "    type: numeric\n    prompt: p\n    between: [1, 2]\n    tolerance: 0.5\n",
            "0.5", "Value is above the maximum of 0.", id="tolerance",
        ),
        pytest.param(
            HEADER + CARD + "facts: [{id: f, statement: s, as_of: July 2024}]\n",
            "July 2024", "2024-07-09", id="date",
        ),
        pytest.param(HEADER + CARD + "fresh_for: 2 weeks\n", "2 weeks", "18 months", id="period"),
        pytest.param(HEADER + CARD + "qestions: []\n", "qestions", "not allowed", id="top"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_marked_where_it_stands(
    server: LanguageServer, text: str, wrong: str, message: str
) -> None:
    lines = ["", *text.split("\n")]
    ((line, start, end, said),) = marked(server, text)
    assert lines[line][start:end] == wrong
    assert message in said


@pytest.mark.parametrize(
    ("lines", "missing"),
    [
        (["type: choice", "prompt: p", "distractors: [b, c]"], "answer"),
        (["prompt: p", "answer: a"], "type"),
        (["type: cloze"], "text"),
        (["type: numeric", "prompt: p"], "answer"),
        (["type: matching", "prompt: p"], "pairs"),
    ],
)
def test_what_is_missing_is_marked_at_the_question(
    server: LanguageServer, lines: list[str], missing: str
) -> None:
    text = QUESTION + "".join(f"    {line}\n" for line in lines)
    ((line, start, _, said),) = marked(server, text)
    assert (line, start) == (5, 4), "the dash of the question"
    assert f'Missing property "{missing}"' in said


def test_a_field_without_a_value_is_marked_if_it_must_have_one(server: LanguageServer) -> None:
    marks = marked(server, CHOICE.replace("answer: a", "answer:") + "    hint:\n    tags:\n    points:\n")
    assert [(line, message.split(".")[0]) for line, _, _, message in marks] == [(8, "A text is wanted here")]


@pytest.mark.parametrize(
    ("text", "missing"),
    [("deck: d\ntitle: T\n", "lang"), ("title: T\nlang: en\n", "deck"), ("tags: [a]\n" + CARD, "deck")],
)
def test_a_deck_without_its_header_is_marked_at_the_top(
    server: LanguageServer, text: str, missing: str
) -> None:
    ((line, start, end, said),) = marked(server, text)
    assert (line, start, end, said) == (1, 0, 1, f'Missing property "{missing}".')


def test_our_own_decks_have_no_marks(server: LanguageServer) -> None:
    assert len(DECKS) > 15
    uris = {path: opened(server, path.read_text(encoding="utf-8")) for path in DECKS}
    assert {path.name: marks for path, uri in uris.items() if (marks := marks_of(server, uri))} == {}


@pytest.mark.parametrize(
    "text",
    [
        HEADER,
        HEADER + "description: d\nsources:\n  a: {title: T}\n",
        CARD,
        "facts: [{id: f, statement: s, source: a}]\npassages: [{id: p, text: t}]\n" + CARD,
        HEADER + "fresh_for: 18 months\n" + CARD,
    ],
    ids=["deck.yaml", "deck.yaml with sources", "questions", "questions and facts", "fresh"],
)
def test_the_files_of_a_folder_deck_have_no_marks(server: LanguageServer, text: str) -> None:
    assert marked(server, text) == []


def test_the_decks_to_start_from_have_no_marks(server: LanguageServer) -> None:
    """As `quizkit new` writes them, but for their id."""
    starters = sorted((ROOT / "quizkit" / "starters").glob("*.yaml"))
    assert len(starters) == 2 * len(Template)
    uris = {path: server.open(_beside(path)) for path in starters}
    assert {path.name: marks for path, uri in uris.items() if (marks := marks_of(server, uri))} == {}


def test_a_slip_in_a_deck_to_start_from_is_marked(server: LanguageServer) -> None:
    text = _beside(ROOT / "quizkit" / "starters" / "everything.fr.yaml")
    marks = marks_of(server, server.open(re.sub(r"^title:", "titel:", text, flags=re.MULTILINE)))
    assert {message for *_, message in marks} == {
        "Property titel is not allowed.",
        'Missing property "title".',
    }


def _beside(path: Path) -> str:
    """A starter, with its own first line, in the folder below that of the schema."""
    text = path.read_text(encoding="utf-8")
    assert text.startswith("# yaml-language-server: $schema=quizkit.schema.json\n")
    return text.replace("$schema=", "$schema=../", 1)
