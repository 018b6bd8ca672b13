"""A deck in JSON: read like YAML, with places and messages; never taken up from a folder."""

from __future__ import annotations

import json
from pathlib import Path

import hostile
import pytest
from hypothesis import HealthCheck, given, settings

import quizkit
from quizkit.targets.json.deck import dumps

HEAD = '{"deck": "d", "title": "T", "lang": "en", "questions": [\n'


def found(tmp_path: Path, text: str) -> list[tuple[str, int, int]]:
    path = tmp_path / "deck.json"
    path.write_text(text, encoding="utf-8")
    seen = quizkit.check(path)
    return [(item.code, item.span.line, item.span.column) for item in seen if item.span is not None]


def question(**fields: object) -> str:
    return json.dumps({"id": "q", "type": "true-false", "prompt": "?", "answer": True, **fields})


def test_what_other_programs_write_is_read(tmp_path: Path) -> None:
    """ASCII with surrogate pairs, no spaces, `null` for nothing, numbers and booleans as such."""
    deck = hostile.deck("👩‍👩‍👧 x\\neq y")
    data = json.loads(dumps(deck)) | {"description": None}
    data["questions"][5] |= {"answer": 2.5, "tolerance": 0.5, "unit": None}
    path = tmp_path / "deck.json"
    path.write_text(json.dumps(data, separators=(",", ":")), encoding="ascii")
    assert "\\ud83d" in path.read_text(encoding="ascii")
    assert quizkit.load(path) == deck


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(hostile.TEXT)
def test_any_text_is_read_back_from_the_file(tmp_path: Path, text: str) -> None:
    deck = hostile.deck(text)
    path = tmp_path / "deck.json"
    path.write_bytes(dumps(deck))
    assert quizkit.load(path) == deck


def test_digits_stay_as_they_are_written(tmp_path: Path) -> None:
    path = tmp_path / "deck.json"
    body = '{"id": "n", "type": "numeric", "prompt": 3.10, "answer": 3.10, "points": 12345678901234567890.10}'
    path.write_text(f"{HEAD}{body}]}}", encoding="utf-8")
    asked = quizkit.load(path).questions[0]
    assert asked.type == "numeric"
    assert (asked.prompt, str(asked.answer), str(asked.points)) == (
        "3.10", "3.10", "12345678901234567890.10",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (question(type="true-flase"), [("QK105", 2, 21)]),
        (question(bogus=1), [("QK101", 2, 66)]),
        (question(hint="\U0001f600", bogus=1), [("QK101", 2, 90)]),
        (question(prompt=None), [("QK102", 2, 35)]),
        (question()[:-1] + ', "id": "p"}', [("QK015", 2, 66)]),
        (question(hint="a\x01"), [("QK003", 2, 76)]),
        (question(hint="a")[:-1] + "\n,}", [("QK005", 3, 1)]),
        ('{"id": "\\q"}', [("QK010", 2, 9)]),
        ('{"id": "q', [("QK009", 2, 8)]),
    ],
    ids=["type", "field", "after-emoji", "null", "twice", "control", "comma", "escape", "quote"],
)
def test_a_mistake_is_said_at_its_place(
    body: str, expected: list[tuple[str, int, int]], tmp_path: Path
) -> None:
    assert found(tmp_path, f"{HEAD}{body}]}}") == expected


def test_places_do_not_mind_how_json_escapes(tmp_path: Path) -> None:
    """Tabs before lines, `\\/`, and a hundred line breaks before what YAML readers take for LaTeX."""
    good = json.dumps({"id": "a", "type": "true-false", "prompt": "x/y\nu\times", "answer": True})
    good = good.replace("/", "\\/")
    lines = [good.replace('"a"', f'"a{number}"') + ",\n" for number in range(150)]
    text = f"{HEAD}{''.join(lines)}\t\t{question(bogus=1)}]}}"
    assert found(tmp_path, text) == [("QK101", 152, 68)]


@pytest.mark.parametrize(
    ("text", "code"),
    [("", "QK018"), ("[]", "QK018"), ("null", "QK018"), ('{"name": 1}', "QK018"), ("[" * 5000, "QK016"),
     ("[" * 100 + "]" * 100, "QK016"), ('{"deck": "\\ud800"}', "QK003"), ("not JSON", "QK005")],
)  # fmt: skip
def test_what_is_no_deck_is_said_in_one_line(text: str, code: str, tmp_path: Path) -> None:
    codes = [found_code for found_code, _, _ in found(tmp_path, text)]
    assert code in codes


def test_a_text_of_a_mebibyte_is_too_long(tmp_path: Path) -> None:
    assert ("QK004", 1, 1) in found(tmp_path, f"{HEAD}{question(hint='x' * 2_000_000)}]}}")


def test_json_in_a_folder_is_left_alone(tmp_path: Path) -> None:
    """Folders are full of other programs' JSON, and `build` writes some itself."""
    (tmp_path / "package.json").write_text("{}", encoding="utf-8")
    assert [item.code for item in quizkit.check(tmp_path)] == ["QK022"]


def test_a_deck_in_json_is_built(tmp_path: Path) -> None:
    path = tmp_path / "deck.json"
    path.write_bytes(dumps(hostile.deck("x")))
    built = quizkit.build(path, targets=["json"], out=tmp_path / "out")
    assert built.ok
    assert (tmp_path / "out" / "hostile.json").read_bytes() == path.read_bytes()
