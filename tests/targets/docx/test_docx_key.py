"""What teachers get: the same numbers and letters, the right answers marked in words, the reasons."""

from __future__ import annotations

from docx_support import QUESTIONS, W, files, key, make, opened, paragraphs

from quizkit.papers import assemble


def test_the_key_follows_the_paper() -> None:
    deck = make(worksheets=[{"id": "t", "versions": 3, "sections": [{}]}])
    made = files(deck)
    for paper in assemble(deck, deck.worksheets[0], 3, ""):
        document = opened(made[f"d-t-{paper.version}-key.docx"])
        (choice,) = (item for item in paper.items if item.question.id == "ch")
        right = [at for at, line in enumerate(paragraphs(document, "Option")) if line.endswith("✓ correct")]
        assert [chr(ord("A") + at) for at in right] == list(choice.solution)
        cells = [cell.text for table in document.tables[:1] for row in table.rows for cell in row.cells]
        (ordering,) = (item for item in paper.items if item.question.id == "or")
        assert f"{ordering.number}.\N{NO-BREAK SPACE}{' '.join(ordering.solution)}" in cells
        assert f"{choice.number}.\N{NO-BREAK SPACE}{choice.solution[0]}" in cells


def test_the_right_option_does_not_depend_on_colour() -> None:
    document = key(QUESTIONS[0])
    (right,) = (p for p in document.paragraphs if p.style.style_id == "Option" and "✓" in p.text)
    assert right.runs[0].text == "right"
    assert right.runs[0].bold
    assert right.text.endswith("✓ correct")


def test_everything_a_teacher_may_see_is_there() -> None:
    said = "\n".join(paragraphs(key()))
    for expected in (
        "Zebra yes", "Explanation: Zebra reason", "Hint: Zebra hint", "Answer: Zebra", "Also accepted: Zebra too",
        "Answer: 7.25\N{NO-BREAK SPACE}m", "Also accepted: give or take 0.25: from 7.00 to 7.50",
        "Fact: Zebra statement", "Source: Source book, page 3", "In Zebra and Zebracadabra.", "Not needed: ",
        "Model answer: Zebra model", "cow — calf", "Answer: Zebra back",
    ):  # fmt: skip
        assert expected in said, expected


def test_the_rubric_is_a_table_with_a_header() -> None:
    table = key(QUESTIONS[8]).tables[-1]
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["Criterion", "Points"],
        ["Zebra criterion", "3"],
    ]
    assert table.rows[0]._tr.trPr.find(f"{W}tblHeader") is not None


def test_filled_blanks_are_underlined() -> None:
    document = key(QUESTIONS[5])
    (line,) = (p for p in document.paragraphs if p.style.style_id == "Question")
    assert [run.text for run in line.runs if run.underline] == ["Zebra", "Zebracadabra"]


def test_the_fact_sheet_names_its_sources() -> None:
    document = opened(files(make())["d-facts.docx"])
    assert paragraphs(document, "Heading1") == ["Source book"]
    assert paragraphs(document, "FactText") == ["Zebra statement"]
    assert paragraphs(document, "Place") == ["page 3"]
    links = [rel for rel in document.part.rels.values() if rel.is_external]
    assert [link.target_ref for link in links] == ["https://example.org/?a=1&b=2"]


def test_a_deck_without_questions_has_facts_alone() -> None:
    deck = make().model_copy(update={"questions": ()})
    assert list(files(deck)) == ["d-facts.docx"]
    assert files(deck.model_copy(update={"facts": ()})) == {}
