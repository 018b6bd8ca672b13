"""What students get: every type, real lists, and nothing of an answer anywhere in the file."""

from __future__ import annotations

import pytest
from docx_support import QUESTIONS, M, W, entries, files, make, opened, paragraphs, text, worksheet

from quizkit.papers import assemble


def test_nothing_of_an_answer_is_in_a_students_file() -> None:
    made = files(make(worksheets=[{"id": "t", "versions": 2, "sections": [{}]}]))
    students = [
        name for name in made if name.endswith(".docx") and not name.endswith(("key.docx", "facts.docx"))
    ]
    assert students == ["d-worksheet.docx", "d-t-A.docx", "d-t-B.docx"]
    for name in students:
        for part, data in entries(made[name]).items():
            assert b"Zebra" not in data, (name, part)
            assert b"7.25" not in data, (name, part)
    assert b"Zebra" in entries(made["d-key.docx"])["word/document.xml"]


def test_files_are_called_as_those_of_the_pdf_target() -> None:
    from quizkit.targets import pdf
    from quizkit.targets.base import Job

    deck = make(worksheets=[{"id": "t", "versions": 2, "sections": [{}]}, {"id": "u", "sections": [{}]}])
    printed = pdf.compile(Job(deck=deck)).files
    names = [item.name.replace(".pdf", ".docx") for item in printed]
    assert list(files(deck)) == names


def test_the_map_of_versions_is_the_same_file_as_that_of_the_pdf_target() -> None:
    import io

    from quizkit.targets import docx, pdf
    from quizkit.targets.base import Job

    deck = make(worksheets=[{"id": "t", "versions": 3, "sections": [{}]}])
    maps = []
    for target in (pdf, docx):
        (item,) = (item for item in target.compile(Job(deck=deck)).files if item.name.endswith(".csv"))
        assert item.shared
        stream = io.BytesIO()
        item.write(stream)
        maps.append(stream.getvalue())
    assert maps[0] == maps[1]


def test_questions_and_options_are_lists_of_word() -> None:
    document = worksheet()
    assert [line.split("\t")[0] for line in paragraphs(document, "Question")] == [
        *("Which one?", "Which ones?", "Water is wet.", "Say it.", "How long?"),
        *("Match.", "Sort.", "Discuss.", "front"),
    ]
    for style, level in (("Question", None), ("Option", "1"), ("TickOption", "2"), ("MatchRight", "3")):
        numbered = document.styles.element.find(f'{W}style[@{W}styleId="{style}"]/{W}pPr/{W}numPr')
        assert numbered.find(f"{W}numId").get(f"{W}val") == "1"
        found = numbered.find(f"{W}ilvl")
        assert (found is None and level is None) or found.get(f"{W}val") == level
    levels = {
        level.get(f"{W}ilvl"): (
            level.find(f"{W}numFmt").get(f"{W}val"),
            level.find(f"{W}lvlText").get(f"{W}val"),
        )
        for level in document.part.numbering_part.element.find(f'{W}abstractNum[@{W}abstractNumId="1"]').iter(
            f"{W}lvl"
        )
    }
    assert levels == {
        "0": ("decimal", "%1."),
        "1": ("upperLetter", "%2."),
        "2": ("upperLetter", "☐ %3."),
        "3": ("upperLetter", "%4."),
        "4": ("bullet", "☐"),
    }


def test_parts_stand_in_the_order_of_the_paper() -> None:
    deck = make()
    document = opened(files(deck)["d-worksheet.docx"])
    shown = {item.question.id: list(item.shown) for item in assemble(deck, None, 1, "")[0].items}
    assert paragraphs(document, "Option") == shown["ch"]
    assert paragraphs(document, "TickOption") == shown["mu"]
    assert paragraphs(document, "MatchRight") == shown["ma"]
    assert paragraphs(document, "OrderItem") == shown["or"]


def test_points_stand_behind_a_tab_to_the_margin() -> None:
    (line,) = paragraphs(worksheet(QUESTIONS[0]), "Question")
    assert line == "Which one?\t2\N{NO-BREAK SPACE}points"


@pytest.mark.parametrize(("length", "end"), [(60, ""), (85, "\n"), (140, "")])
def test_points_get_a_line_of_their_own_where_the_last_one_is_full(length: int, end: str) -> None:
    prompt = ("word " * 30)[:length].strip() + "."
    (line,) = paragraphs(worksheet({**QUESTIONS[0], "prompt": prompt}), "Question")
    assert line == f"{prompt}{end}\t2\N{NO-BREAK SPACE}points"


def test_answer_lines_are_paragraphs_with_a_border() -> None:
    document = worksheet(QUESTIONS[8])
    assert paragraphs(document, "AnswerLine") == [""] * 6
    borders = document.styles.element.find(f'{W}style[@{W}styleId="AnswerLine"]/{W}pPr/{W}pBdr')
    assert [side.tag.removeprefix(W) for side in borders] == ["bottom", "between"]


def test_blanks_are_of_one_width_and_keep_their_hints() -> None:
    document = worksheet(QUESTIONS[5])
    (line,) = paragraphs(document, "ClozeQuestion")
    blanks = [
        text(run)
        for run in document.element.iter(f"{W}r")
        if run.find(f'{W}rPr/{W}rStyle[@{W}val="Blank"]') is not None
    ]
    assert len(blanks) == 2
    assert blanks[0] == blanks[1]
    assert set(blanks[0]) == {"\N{FIGURE SPACE}"}
    assert line.startswith(f"In {blanks[0]} (where) and {blanks[1]}.")


@pytest.mark.parametrize(
    "pattern", ["word {} word", "word **{}** word", "- word {}", "word [{}](https://example.org)"]
)
def test_the_length_of_an_answer_changes_nothing(pattern: str) -> None:
    """Nothing but the width of all blanks on the paper may depend on it: another cloze has the longest."""
    longest = {**QUESTIONS[5], "id": "long", "text": f"{{{{c1::{'long ' * 40}}}}} x"}
    made = [
        files(make({**QUESTIONS[5], "text": pattern.format(f"{{{{c1::{answer}}}}}") + " and" * end}, longest))
        for end in (0, 8, 16)
        for answer in ("a", "answer " * 8)
    ]
    for short, long in zip(made[::2], made[1::2], strict=True):
        assert short["d-worksheet.docx"] == long["d-worksheet.docx"]


def test_a_word_bank_is_a_box_with_all_words() -> None:
    deck = {**QUESTIONS[5], "word_bank": True, "distractors": ["Prague"]}
    title, bank = paragraphs(worksheet(deck), "WordBank")
    assert title == "Word bank"
    assert sorted(bank.split()) == ["Prague", "Zebra", "Zebracadabra"]


def test_matching_is_a_table_of_two_columns() -> None:
    document = worksheet(QUESTIONS[6])
    (table,) = document.tables
    cells = [[cell.text for cell in row.cells] for row in table.rows]
    assert [left.split("\t")[-1] for left, _ in cells] == ["cow", "dog", ""]
    assert sorted(right for _, right in cells) == ["calf", "foal", "puppy"]
    assert all(left.startswith("\N{FIGURE SPACE}") for left, _ in cells[:2])


def test_letters_after_z_are_written_out() -> None:
    """Word goes on with AA, BB; the key says AA, AB."""
    pairs = [[f"l{at}", f"r{at}"] for at in range(26)]
    many = {**QUESTIONS[6], "pairs": pairs, "distractors": ["x", "y"]}
    document = worksheet(many)
    assert paragraphs(document, "MatchRight") == []
    lines = paragraphs(document, "MatchSpare")
    assert [line.split("\t")[0] for line in lines[-3:]] == ["Z.", "AA.", "AB."]


def test_a_question_stays_with_its_options() -> None:
    document = worksheet(QUESTIONS[0])
    question, *options = (
        paragraph for paragraph in document.paragraphs if paragraph.style.style_id in ("Question", "Option")
    )
    assert question.paragraph_format.keep_with_next
    assert [option.paragraph_format.keep_with_next for option in options] == [True, True, None]


def test_pages_are_numbered_by_fields() -> None:
    document = worksheet()
    footer = document.sections[0].footer.paragraphs[0]._p
    assert [field.get(f"{W}instr").strip() for field in footer.iter(f"{W}fldSimple")] == ["PAGE", "NUMPAGES"]
    assert text(footer).strip() == "Page 1 of 1"


def test_the_language_and_the_title_are_said() -> None:
    document = worksheet(lang="fr-CA", title="Été")
    assert document.core_properties.title == "Été"
    assert document.core_properties.language == "fr-CA"
    assert document.core_properties.author == ""
    lang = document.styles.element.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}lang")
    assert lang.get(f"{W}val") == "fr-CA"
    assert any(line.startswith("Nom\N{NO-BREAK SPACE}: ") for line in paragraphs(document))


def test_paper_and_large_print() -> None:
    letter = opened(files(make(), paper="letter")["d-worksheet.docx"]).sections[0]
    assert (round(letter.page_width.inches, 1), round(letter.page_height.inches)) == (8.5, 11)
    large = opened(files(make(), large_print=True)["d-worksheet.docx"])
    assert large.styles.element.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}sz").get(f"{W}val") == "36"


def test_formulas_are_equations() -> None:
    document = worksheet({**QUESTIONS[0], "prompt": "Solve $\\frac{x}{2} = 1$ and\n\n$$\\sqrt{y}$$\n\nnow."})
    body = document.element.body
    assert len(list(body.iter(f"{M}f"))) == 1
    assert len(list(body.iter(f"{M}oMathPara"))) == 1
    assert paragraphs(document, "Formula") == ["y"]
    assert paragraphs(document, "QuestionText") == ["now."]


def test_a_deck_from_right_to_left() -> None:
    document = worksheet(lang="he", title="שלום")
    assert document.styles.element.find(f'{W}style[@{W}styleId="Normal"]/{W}pPr/{W}bidi') is not None
    assert document.element.body.find(f"{W}sectPr/{W}bidi") is not None
    prompt = next(p for p in document.paragraphs if p.style.style_id == "Question")
    assert prompt.runs[0].font.rtl
    assert all(table._tbl.tblPr.find(f"{W}bidiVisual") is not None for table in document.tables)


def test_passages_stand_once_before_their_questions() -> None:
    asked = [{**QUESTIONS[0], "passage": "p"}, {**QUESTIONS[2], "passage": "p"}]
    passage = {
        "id": "p",
        "title": "To read",
        "text": "Once *upon*\n\n| a | b |\n|--|--|\n| 1 | 2 |",
        "source": "s",
    }
    document = worksheet(*asked, passages=[passage])
    said = paragraphs(document)
    assert said.index("For questions 1 and 2") < said.index("Once upon") < said.index("right")
    assert said.count("Once upon") == 1
    inner = document.tables[0].rows[0].cells[0].tables[0]
    assert [[cell.text for cell in row.cells] for row in inner.rows] == [["a", "b"], ["1", "2"]]
    assert inner.rows[0]._tr.trPr.find(f"{W}tblHeader") is not None


def test_very_long_papers_come_in_several_files(monkeypatch: pytest.MonkeyPatch) -> None:
    from quizkit.papers import volumes

    monkeypatch.setattr(volumes, "SIZE", 2)
    asked = [{**QUESTIONS[2], "id": f"q{at}"} for at in range(5)]
    made = files(make(*asked, facts=[]))
    assert [name for name in made if "key" not in name] == [f"d-worksheet-{at}.docx" for at in (1, 2, 3)]
    numbering = opened(made["d-worksheet-3.docx"]).part.numbering_part.element
    assert next(numbering.iter(f"{W}start")).get(f"{W}val") == "5"


def test_the_version_and_the_score_have_room() -> None:
    """Where a line is full, they begin a new one."""
    sheet = {"id": "t", "versions": 2, "time": 90, "sections": [{}]}
    for title, end in (("Test", ""), ("A long title " * 4 + "too", "\n")):
        document = opened(files(make(title=title, worksheets=[sheet]))["d-t-A.docx"])
        assert paragraphs(document, "Title") == [f"{title}{end}\t Version A "]
    asked = [{**QUESTIONS[0], "points": 1234.25}, QUESTIONS[2]]
    deck = make(*asked, worksheets=[{**sheet, "time": 1440}])
    large = opened(files(deck, large_print=True)["d-t-A.docx"])
    said, score = paragraphs(large, "ScoreLine")
    assert said.split() == ["2", "questions", "·", "1235.25", "points", "·", "1440", "minutes"]
    assert score == "\tScore: \t / 1235.25"
