"""Nothing in a student's file tells an answer."""

from __future__ import annotations

import re
from typing import Any

import pikepdf
import pytest
from pdf_support import ALL_KINDS, clean, make, open_pdf, text

from quizkit.papers import assemble
from quizkit.targets import pdf
from quizkit.targets.base import Job

STUDENT = re.compile(r"^(?!.*-key\.pdf$)(?!.*-facts\.pdf$).*\.pdf$")


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_what_only_the_teacher_may_see_is_in_the_key_and_not_in_the_worksheet(lang: str) -> None:
    files = clean(make(*ALL_KINDS, lang=lang), versions=2)
    for name, content in files.items():
        if STUDENT.match(name):
            assert "Zebra" not in text(content), name
            assert "987654" not in text(content)
    key = text(files["d-worksheet-A-key.pdf"])
    words = (
        "answer",
        "feedback",
        "explanation",
        "hint",
        "Jupiter",
        "Jove",
        "cell",
        "small",
        "model answer",
        "criterion",
        "statement",
    )
    assert [word for word in words if word not in key] == []


def test_every_stem_and_option_is_printed_once_per_version() -> None:
    deck = make(*ALL_KINDS)
    files = clean(deck, versions=3)
    for version in "ABC":
        body = text(files[f"d-worksheet-{version}.pdf"])
        once = [
            "Front of a card",
            "Capital of France",
            "Prime numbers",
            "The earth is flat",
            "Largest planet",
        ]
        once += [
            "Length of the Nile",
            "they speak",
            "Match the animals",
            "Sort by size",
            "Discuss the matter",
        ]
        once += [
            "Paris",
            "Lyon",
            "Marseille",
            "None of these",
            "seven",
            "three",
            "four",
            "six",
            "Passage title",
        ]
        once += [
            "calf",
            "puppy",
            "kitten",
            "foal",
            "cow",
            "mouse",
            "sheep",
            "whale",
            "Rome",
            "Italian",
            "Spanish",
        ]
        assert {word: body.count(word) for word in once} == dict.fromkeys(once, 1)
        assert f"Version {version}" in body


def raw(content: bytes) -> bytes:
    """Everything in a PDF: all objects and streams, unpacked."""
    with open_pdf(content) as document:
        pieces = [bytes(repr(item), "utf-8", "replace") for item in document.objects]
        pieces += [item.read_bytes() for item in document.objects if isinstance(item, pikepdf.Stream)]
    return b"\n".join(pieces)


def test_nothing_is_hidden_in_metadata_bookmarks_or_tags() -> None:
    everything = raw(clean(make(*ALL_KINDS))["d-worksheet.pdf"])
    for secret in ("Zebra", "987654"):
        for encoded in (
            secret.encode(),
            secret.encode("utf-16-be"),
            secret.encode("utf-16-be").hex().encode(),
        ):
            assert encoded not in everything


CHANGES: list[tuple[dict[str, Any], dict[str, Any]]] = [
    ({"type": "true-false", "answer": True}, {"type": "true-false", "answer": False}),
    (
        {"type": "short-answer", "answer": "a"},
        {"type": "short-answer", "answer": "something else", "accept": ["x"]},
    ),
    ({"type": "flashcard", "answer": "a"}, {"type": "flashcard", "answer": "b " * 30}),
    ({"type": "numeric", "answer": 1}, {"type": "numeric", "between": [1, 10**20]}),
    (
        {"type": "choice", "answer": "1", "distractors": ["2", "3"], "shuffle": False},
        {
            "type": "choice",
            "answer": "3",
            "distractors": ["1", "2"],
            "shuffle": False,
            "explanation": "e",
            "hint": "h",
        },
    ),
    (
        {"type": "multiple", "answers": ["1"], "distractors": ["2", "3"], "shuffle": False},
        {"type": "multiple", "answers": ["1", "2", "3"], "shuffle": False},
    ),
    ({"type": "essay"}, {"type": "essay", "answer": "model", "rubric": ["style"]}),
]


@pytest.mark.parametrize(("one", "other"), CHANGES, ids=[one["type"] for one, _ in CHANGES])
def test_the_worksheet_is_the_same_byte_for_byte_whatever_the_answer_is(
    one: dict[str, Any], other: dict[str, Any]
) -> None:
    sheets = [clean(make({"id": "q", "prompt": "p", **fields})) for fields in (one, other)]
    assert sheets[0]["d-worksheet.pdf"] == sheets[1]["d-worksheet.pdf"]
    assert sheets[0]["d-key.pdf"] != sheets[1]["d-key.pdf"]


def test_blanks_are_as_wide_for_a_short_answer_as_for_a_long_one() -> None:
    texts = (
        "{{c1::a}} and {{c2::long answer}}",
        "{{c1::long answer}} and {{c2::a}}",
        "{{c1::answer long}} and {{c2::abc}}",
    )
    sheets = [
        clean(make({"id": "q", "type": "cloze", "text": source}))["d-worksheet.pdf"] for source in texts
    ]
    assert sheets[0] == sheets[1] == sheets[2]


def test_a_cloze_whose_blank_cannot_be_left_open_is_refused() -> None:
    deck = make({"id": "q", "type": "cloze", "text": "**bold {{c1::secret** answer}} and {{c2::more}}"})
    output = pdf.compile(Job(deck))
    assert "d-worksheet.pdf" not in [file.name for file in output.files]
    refused = [loss.loc for loss in output.losses if loss.kind == "refused"]
    assert refused == [("questions", 0, "text")]


def test_the_paper_without_a_refused_question_is_whole() -> None:
    broken = {"id": "q", "type": "cloze", "text": "**bold {{c1::secret** answer}} and {{c2::more}}"}
    deck = make(broken, {"id": "r", "type": "flashcard", "prompt": "Why?", "answer": "So."})
    files = {file.name for file in pdf.compile(Job(deck)).files}
    assert {"d-worksheet.pdf", "d-key.pdf"} <= files


def test_the_paper_and_the_file_agree() -> None:
    deck = make(*ALL_KINDS)
    for paper in assemble(deck, None, 2):
        body = text(clean(deck, versions=2)[f"d-worksheet-{paper.version}.pdf"])
        places = [body.index(word) for word in ("Capital of France", "The earth is flat", "Sort by size")]
        numbers = {item.question.id: item.number for item in paper.items}
        expected = [numbers[id] for id in ("ch", "tf", "or")]
        assert sorted(range(3), key=places.__getitem__) == sorted(range(3), key=expected.__getitem__)
        shown = next(item.shown for item in paper.items if item.question.id == "ch")
        assert sorted(shown, key=body.index) == list(shown)


def test_findings_keep_their_places_where_a_question_before_them_is_refused() -> None:
    broken = {"id": "q", "type": "cloze", "text": "**bold {{c1::secret** answer}} and {{c2::more}}"}
    rune = {"id": "r", "type": "flashcard", "prompt": "Which rune? \U0001f9ff\U000e0041", "answer": "So."}
    output = pdf.compile(Job(make(broken, rune)))
    assert {finding.loc[:2] for finding in output.findings} == {("questions", 1)}
