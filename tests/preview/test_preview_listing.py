"""What the page is told: findings at their questions, with their lines, and texts that only show."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from preview_support import DECK, written

from quizkit.preview import listing
from quizkit.preview.proofs import plan
from quizkit.preview.state import Snapshot, Store, look


def _told(*texts: str, folder: Path) -> Any:
    """What the page is told after these texts have been saved one after another."""
    now = Snapshot()
    for text in texts:
        now = look([written(folder, text)], now)
    key = next(iter(now.views))
    deck = now.views[key].deck
    return listing.overview(now, key, plan(deck.deck) if deck else None, "")


def test_the_questions(tmp_path: Path) -> None:
    told = _told(DECK, folder=tmp_path)["deck"]
    assert [item["id"] for item in told["list"]] == ["capital", "members", "water", "root"]
    assert told["list"][2] == {
        "id": "water", "type": "cloze", "text": "Water is wet and the sea is salty.", "tags": ["nature"],
        "facts": ["sea"], "difficulty": "", "line": 19,
    }  # fmt: skip
    assert told["facts"] == {"sea": "The sea is salty."}
    assert told["state"] == "ok"


BLOCK = "  - id: {id}\n    type: flashcard\n    prompt: Who?\n    answer: Me\n"
LATER = "  # a remark\n\n  -\n    type: flashcard\n    prompt: Who?\n    answer: Me\n    id: {id}\n"
INLINE = "  {{id: {id}, type: flashcard, prompt: Who, answer: Me}},\n"


@pytest.mark.parametrize(("opened", "question", "closed", "lines"), [
    ("", BLOCK, "", [5, 9]), ("", LATER, "", [8, 15]), (" [\n", INLINE, "  ]\n", [5, 6]),
])  # fmt: skip
def test_the_line_of_each_question(
    tmp_path: Path, opened: str, question: str, closed: str, lines: list[int]
) -> None:
    listed = "".join(question.format(id=id) for id in ("one", "two"))
    head = f"deck: demo\ntitle: Lines\nlang: en\nquestions:{opened or chr(10)}"
    told = _told(f"{head}{listed}{closed}", folder=tmp_path)["deck"]
    assert [item["line"] for item in told["list"]] == lines


def test_the_line_of_each_question_in_a_folder(tmp_path: Path) -> None:
    written(tmp_path, "deck: demo\ntitle: Lines\nlang: en\n", "deck.yaml")
    for name in ("one", "two"):
        written(tmp_path, f"# {name}\nquestions:\n{BLOCK.format(id=name)}", f"{name}.yaml")
    now = look([tmp_path], Snapshot())
    (view,) = now.views.values()
    starts = [(Path(path).name, line, id) for path, line, id in view.starts if id]
    assert starts == [("one.yaml", 3, "one"), ("two.yaml", 3, "two")]


def test_the_papers(tmp_path: Path) -> None:
    papers = _told(DECK, folder=tmp_path)["deck"]["papers"]
    assert [(item["name"], item["sheet"], item["key"]) for item in papers] == [
        ("All questions", "demo-worksheet.pdf", "demo-key.pdf"),
        ("Test (test), version A", "demo-test-A.pdf", "demo-test-A-key.pdf"),
        ("Test (test), version B", "demo-test-B.pdf", "demo-test-B-key.pdf"),
        ("Fact sheet", "demo-facts.pdf", ""),
    ]
    assert sorted(papers[1]["questions"]) == ["capital", "members"]


def test_a_finding_is_at_its_question_with_line_and_frame(tmp_path: Path) -> None:
    text = DECK.replace("    tags: [maths]\n", "    tags: [maths]\n    facts: [nothing]\n")
    told = _told(DECK, text, folder=tmp_path)["deck"]
    (found,) = [item for item in told["findings"] if item["severity"] == "error"]
    assert (found["question"], found["line"]) == ("root", 29)
    assert found["hint"] or found["label"]
    here = next(line for line in found["frame"] if line["line"] == 29)
    assert here["parts"][0] + here["parts"][1] + here["parts"][2] == "    facts: [nothing]"
    assert here["parts"][1] == "nothing"


@pytest.mark.parametrize(("old", "new", "question"), [
    ("answer: four", "anser: four", "root"),
    ('text: "Water', "text: 'Water", "water"),
    ("title: A demo", 'title: "A demo', None),
    ("versions: 2", "verions: 2", None),
])  # fmt: skip
def test_in_a_deck_that_cannot_be_read_the_nearest_question_is_named(
    tmp_path: Path, old: str, new: str, question: str | None
) -> None:
    told = _told(DECK, DECK.replace(old, new), folder=tmp_path)["deck"]
    assert told["state"] == "broken"
    assert told["findings"][0]["question"] == question
    assert len(told["list"]) == 4


def test_a_worksheet_behind_the_last_question_is_no_question(tmp_path: Path) -> None:
    told = _told(DECK.replace("[capital, members]", "[capital, members], pick: 9"), folder=tmp_path)["deck"]
    found = next(item for item in told["findings"] if item["code"] == "QK115")
    assert found["line"] > told["list"][-1]["line"]
    assert found["question"] is None


def test_what_turns_the_reading_direction_is_spelled(tmp_path: Path) -> None:
    told = _told(DECK.replace("seat", "x").replace("Ukraine?", "Ukraine\u202e?"), folder=tmp_path)
    text = json.dumps(told, ensure_ascii=False)
    assert "\u202e" not in text
    assert "<U+202E>" in text


def test_a_very_long_line_is_cut(tmp_path: Path) -> None:
    told = _told(DECK.replace("answer: four", f"answer: four\n    anser: {'x' * 5000}"), folder=tmp_path)[
        "deck"
    ]
    assert (
        max(len(part) for item in told["findings"] for line in item["frame"] for part in line["parts"]) < 300
    )


def test_a_deck_that_is_gone(tmp_path: Path) -> None:
    path = written(tmp_path)
    store = Store([path])
    path.unlink()
    store.renew()
    told = listing.overview(store.current, str(path), None, "")
    assert told["deck"]["state"] == "gone"
    assert len(told["deck"]["list"]) == 4


def test_a_question_and_its_cards(tmp_path: Path) -> None:
    now = look([written(tmp_path)], Snapshot())
    view = next(iter(now.views.values()))
    assert listing.question(view, "water") == {
        "edition": 1,
        "cards": [{"ordinal": 0, "name": "Blank 1"}, {"ordinal": 1, "name": "Blank 2"}],
    }
    assert listing.question(view, "nothing") == {"edition": 1, "cards": []}
