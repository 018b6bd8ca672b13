"""What each question type becomes: keys, marks, order, feedback, and what is reported as left out."""

from __future__ import annotations

import re
import struct
import zlib
from base64 import b64decode
from decimal import Decimal
from hashlib import sha256
from pathlib import Path
from typing import Any

import moodle_support as support
import pytest
from lxml import etree

from quizkit import losses, media, papers
from quizkit.model.deck import Deck
from quizkit.pipeline import check
from quizkit.targets import answers, fractions
from quizkit.targets.base import Options
from quizkit.targets.moodle import identity

ROOT = Path(__file__).parents[3]


def deck(*questions: dict[str, Any], **header: Any) -> Deck:
    named = [{"id": f"q{place}", "prompt": "What?", **item} for place, item in enumerate(questions)]
    for item in named:
        if item["type"] == "cloze":
            del item["prompt"]
    return Deck.model_validate({"deck": "d", "title": "T", "lang": "en", **header, "questions": named})


def one(question: dict[str, Any], **header: Any) -> etree._Element:
    return support.read(deck(question, **header))["q0"]


def lost(*questions: dict[str, Any], **header: Any) -> list[str]:
    made = deck(*questions, **header)
    return [item.message for item in losses.findings(support.compiled(made).losses, made, "moodle", "skip")]


CHOICE = {"type": "choice", "answer": "a", "distractors": ["b", "c", "d"]}


def test_options_stand_in_the_order_of_the_paper() -> None:
    made = deck(*[{**CHOICE, "distractors": [f"b{place}", "c", "d"]} for place in range(20)])
    found = support.read(made)
    for item in papers.assemble(made, None)[0].items:
        answers = found[item.question.id].findall("answer")
        assert tuple(support.shown(option) for option in answers) == item.shown
        right = [
            papers.letter(place) for place, option in enumerate(answers) if option.get("fraction") == "100"
        ]
        assert tuple(right) == item.solution
    other = support.read(made, options=Options(seed="other"))
    assert any(support.raw(found[f"q{place}"], "answer") != support.raw(other[f"q{place}"], "answer")
               for place in range(20))  # fmt: skip


@pytest.mark.parametrize(
    ("more", "shuffled"), [({}, "true"), ({"shuffle": False}, "false"), ({"last": "c"}, "false")]
)
def test_moodle_shuffles_unless_the_order_matters(more: dict[str, Any], shuffled: str) -> None:
    element = one({**CHOICE, **more})
    assert element.findtext("shuffleanswers") == shuffled
    assert element.findtext("single") == "true"
    assert element.findtext("answernumbering") == "ABCD"
    if "last" in more:
        assert support.shown(element.findall("answer")[-1]) == "c"


@pytest.mark.parametrize("keys", range(1, 27))
def test_right_options_share_all_the_marks(keys: int) -> None:
    marks = fractions.shares(keys)
    assert len(marks) == keys
    assert float(sum(map(Decimal, marks))) == pytest.approx(100, abs=0.001)
    assert set(marks) <= {*LISTED, "0"}
    assert fractions.equal(keys) == (len(set(marks)) == 1)


@pytest.mark.parametrize("spare", range(1, 26))
def test_ticking_everything_gives_nothing(spare: int) -> None:
    mark = fractions.penalty(spare)
    assert mark.removeprefix("-") in LISTED
    assert 100 + spare * float(mark) < 0.001


LISTED = {
    "100", "90", "83.3333333", "80", "75", "70", "66.6666667", "60", "50", "40", "33.3333333", "30", "25", "20",
    "16.6666667", "14.2857143", "12.5", "11.1111111", "10", "5",
}  # fmt: skip
"""Moodle's own list (`question_bank::fraction_options_full`)."""


def test_equal_marks_for_all_but_few_numbers() -> None:
    assert [count for count in range(1, 27) if fractions.equal(count)] == [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 20]


def test_several_right_options() -> None:
    element = one({"type": "multiple", "answers": ["a", "b", "c"], "distractors": ["x", "y"]})
    marks = {support.shown(item): item.get("fraction") for item in element.findall("answer")}
    assert marks == {**dict.fromkeys("abc", "33.3333333"), "x": "-50", "y": "-50"}
    assert element.findtext("single") == "false"
    eleven = {"type": "multiple", "answers": [f"a{place}" for place in range(11)]}
    assert lost(eleven) == ["moodle leaves out equal marks for each of 11 right answers: `q0`"]


@pytest.mark.parametrize("answer", [True, False])
def test_true_and_false(answer: bool) -> None:
    element = one({"type": "true-false", "answer": answer})
    marks = {support.raw(item): item.get("fraction") for item in element.findall("answer")}
    assert marks == {"true": "100" if answer else "0", "false": "0" if answer else "100"}
    assert element.findtext("penalty") == "1"


def test_what_may_be_typed() -> None:
    element = one({"type": "short-answer", "answer": "l’*été* à 5\u00a0%", "accept": ["H₂O"], "case": True})
    assert [support.raw(item) for item in element.findall("answer")] == [
        "l’été à 5\u00a0%", "H₂O", "l'été à 5 %", "H2O",
    ]  # fmt: skip
    assert {item.get("fraction") for item in element.findall("answer")} == {"100"}
    assert element.findtext("usecase") == "1"
    assert support.shown(element, "questiontext") == "What?Capital letters matter."
    assert one({"type": "short-answer", "answer": "x"}).findtext("usecase") == "0"


def test_accents_that_do_not_matter() -> None:
    assert answers.typed(["été"], accents=False) == ["été", "eté", "éte", "ete"]
    assert answers.typed(["ééééé"], accents=False) == ["ééééé", "eeeee"]
    assert answers.typed(["naïve"]) == ["naïve"]
    assert answers.typed(["10⁻²"]) == ["10⁻²", "10^-2"]
    assert lost({"type": "short-answer", "answer": "été", "accents": False}) == [
        "moodle leaves out answers with wrong accents (they are right without any): `q0`"
    ]
    assert lost({"type": "short-answer", "answer": "ete", "accents": False}) == []


@pytest.mark.parametrize(
    ("fields", "ranges"),
    [
        ({"answer": "9.81", "tolerance": "0.05"}, [("9.81", "0.05")]),
        ({"answer": "1e3"}, [("1000", "0")]),
        ({"answer": "-0.50"}, [("-0.5", "0")]),
        ({"between": ["1997", "1999"]}, [("1998", "1")]),
        ({"between": ["0.1", "0.4"]}, [("0.25", "0.15")]),
        ({"between": ["1997", "2000"], "answer": "1999"}, [("1999", "0"), ("1998.5", "1.5")]),
        ({"answer": "1" + "0" * 40 + "1", "tolerance": "0." + "0" * 40 + "1"},
         [("1" + "0" * 40 + "1", "0." + "0" * 40 + "1")]),
    ],
)  # fmt: skip
def test_numbers(fields: dict[str, Any], ranges: list[tuple[str, str]]) -> None:
    element = one({"type": "numeric", **fields})
    found = [(support.raw(item), item.findtext("tolerance")) for item in element.findall("answer")]
    assert found == ranges
    assert element.findtext("showunits") == "3"
    assert element.find("units") is None


def test_a_unit_stands_behind_the_box_and_may_be_typed() -> None:
    element = one({"type": "numeric", "answer": "5", "unit": "km / h"})
    assert support.raw(element, "questiontext").endswith("<p>__________ km / h</p>")
    assert [item.findtext("unit_name") for item in element.findall("units/unit")] == ["km / h", "km/h"]
    assert element.findtext("showunits") == "0"
    assert one({"type": "numeric", "answer": "5", "unit": "u" * 60}).find("units") is None


def test_a_range_is_told() -> None:
    element = one({"type": "numeric", "between": [1, 2], "unit": "m"})
    assert support.shown(element, "generalfeedback") == "Answer: from 1 to 2 m"


def test_matching() -> None:
    element = one({"type": "matching", "pairs": [["a", "1"], ["b", "1"], ["c", "*x*"]], "distractors": ["2"]})
    pairs = [(support.shown(item), support.raw(item, "answer")) for item in element.findall("subquestion")]
    assert pairs == [("a", "1"), ("b", "1"), ("c", "x"), ("", "2")]
    assert element.findtext("shuffleanswers") == "false"
    assert element.findtext("defaultgrade") == "3"


@pytest.mark.parametrize("right", ["$x^2$", "long " * 30, "![alt](a.png) c"])
def test_what_no_list_can_show_is_lettered_as_on_paper(right: str) -> None:
    made = deck(
        {"type": "matching", "pairs": [["a", right], ["b", "two"], ["c", right]], "distractors": ["three"]},
        {"type": "cloze", "text": f"{{{{c1::{right}}}}} and {{{{c2::two}}}}", "distractors": ["three"]},
    )
    found = support.read(made)
    matching, bank = papers.assemble(made, None)[0].items
    rights = [support.raw(item, "answer") for item in found["q0"].findall("subquestion")]
    assert tuple(rights[:3]) == matching.solution
    assert sorted(set(rights)) == ["A", "B", "C"]
    assert [support.raw(item) for item in found["q1"].findall("selectoption")] == ["A", "B", "C"]
    places = [bank.shown.index(right) + 1, bank.shown.index("two") + 1]
    for element, item in ((found["q0"], matching), (found["q1"], bank)):
        shown = re.findall("<li>(.*?)</li>", support.raw(element, "questiontext"))
        assert shown.index("two") == item.shown.index("two")
        assert len(shown) == 3
    assert re.findall(r"\[\[(\d)]]", support.raw(found["q1"], "questiontext")) == [
        str(place) for place in places
    ]


def test_what_formatting_alone_tells_apart_is_lettered_too() -> None:
    pairs = [["a", "*x*"], ["b", "**x**"], ["c", "y"]]
    element = one({"type": "matching", "prompt": "p", "pairs": pairs})
    assert sorted(answer.findtext("text") or "" for answer in element.iter("answer")) == ["A", "B", "C"]
    spaces = one({"type": "matching", "prompt": "p", "pairs": [["a", "x"], ["b", "x "], ["c", "y"]]})
    assert [answer.findtext("text") for answer in spaces.iter("answer")] == ["x", "x", "y"]


def test_ordering_has_what_the_importer_stops_without() -> None:
    element = one({"type": "ordering", "items": ["first", "second", "third"]})
    assert element.findtext("shownumcorrect") == "1"
    assert [support.shown(item) for item in element.findall("answer")] == ["first", "second", "third"]
    assert element.findtext("gradingtype") == "ABSOLUTE_POSITION"
    assert element.findtext("selecttype") == "ALL"


def test_an_essay() -> None:
    element = one({
        "type": "essay", "answer": "so", "rubric": [{"criterion": "c", "points": 2}, "d"], "hint": "h", "points": 5,
    })  # fmt: skip
    assert support.shown(element, "graderinfo") == "Model answersoRubricc (2)d"
    assert support.shown(element, "questiontext") == "What?Hinth"
    assert element.findtext("defaultgrade") == "5"
    assert element.find("hint") is None


def test_a_cloze() -> None:
    element = one({"type": "cloze", "text": "**{{c1::two::how many}}** {{c2::x}} {{c1::zwei}}",
                   "accept": {1: [2]}, "points": 6})  # fmt: skip
    html, blanks = support.embedded(support.raw(element, "questiontext"))
    assert html == "<p><strong>{#1} <small>(how many)</small></strong> {#2} {#3}</p>"
    assert blanks == [
        support.Embedded(2, ("two", "2")), support.Embedded(2, ("x",)), support.Embedded(2, ("zwei", "2")),
    ]  # fmt: skip
    assert element.get("type") == "cloze"
    assert support.raw(element, "name") == "___ ___ ___"


def test_points_that_blanks_cannot_share() -> None:
    question = {"type": "cloze", "text": "{{c1::a}} {{c2::b}}", "points": 3}
    assert support.embedded(support.raw(one(question), "questiontext"))[1][0].marks == 1
    assert lost(question) == [
        "moodle leaves out points that blanks cannot share in whole numbers (each blank is worth 1): `q0`"
    ]
    assert lost({**question, "points": 4}) == []


def test_a_word_bank_has_each_word_once() -> None:
    made = deck({"type": "cloze", "text": "{{c1::red}} and *{{c2::blue}}* and {{c3::red}} [[2]]",
                 "distractors": ["**green**"]})  # fmt: skip
    element = support.read(made)["q0"]
    words = [support.option(support.raw(item)) for item in element.findall("selectoption")]
    assert sorted(words) == ["blue", "green", "red"]
    red, blue = words.index("red") + 1, words.index("blue") + 1
    assert support.raw(element, "questiontext") == (
        f"<p>[[{red}]] and <em>[[{blue}]]</em> and [[{red}]] &#91;&#91;2]]</p>"
    )
    assert element.get("type") == "gapselect"


@pytest.mark.parametrize(
    ("question", "what"),
    [
        ({"type": "matching", "pairs": [["a", "$x^2$"], ["b", "c"]]}, ""),
        ({"type": "matching", "pairs": [["$a$", "c"], ["b", "d"]]}, ""),
        ({"type": "matching", "pairs": [["*a*", "c"], ["b", "*d*"]]}, "formatting in lists to choose from"),
        ({"type": "cloze", "text": "{{c1::`x`}}", "distractors": ["y"]}, "formatting in lists to choose from"),
        ({"type": "cloze", "text": "{{c1::$x$}}", "word_bank": True, "distractors": ["y"]}, ""),
        ({"type": "choice", "answer": "a", "distractors": ["b"], "points": 1e9}, "points above 99,999"),
        ({"type": "cloze", "text": "{{c1::$x$}}"}, "formulas in answers that are typed"),
        ({"type": "cloze", "text": "{{c1::x}} {{c2::y}}", "word_bank": True, "accept": {1: ["y"]}},
         "other accepted answers among the words of a word bank"),
        ({"type": "cloze", "text": "{{c1::x}} {{c2::y}}", "word_bank": True, "accept": {1: ["z"]}}, ""),
        ({"type": "short-answer", "answer": "$x$"}, "formulas in answers that are typed"),
        ({"type": "short-answer", "answer": "![x](a.png)"}, "pictures in answers that are typed"),
    ],
)  # fmt: skip
def test_what_lists_and_boxes_cannot_show(question: dict[str, Any], what: str) -> None:
    assert [loss.what for loss in support.compiled(deck(question)).losses] == ([what] if what else [])


def test_a_flashcard_loses_least() -> None:
    short = one({"type": "flashcard", "answer": "*oui*"})
    assert short.get("type") == "shortanswer"
    assert support.raw(short, "answer") == "oui"
    long = one({"type": "flashcard", "answer": "- a\n- b", "explanation": "e"})
    assert long.get("type") == "essay"
    assert support.shown(long, "generalfeedback") == "abe"
    assert support.shown(long, "graderinfo") == "Model answerab"
    assert len(lost({"type": "flashcard", "answer": "oui", "reverse": True})) == 2


def test_a_blank_that_cannot_be_open_is_refused_and_the_rest_written() -> None:
    made = deck({"type": "cloze", "text": "{{c1::a}} ![{{c2::b}}](x.png)"}, CHOICE)
    output = support.compiled(made)
    assert [(loss.kind, loss.loc[:2]) for loss in output.losses] == [("refused", ("questions", 0))]
    assert list(support.questions(support.content(output))) == ["category", "q1"]
    assert support.compiled(deck({"type": "cloze", "text": "{{c1::a}} ![{{c2::b}}](x.png)"})).files == ()
    assert support.compiled(deck()).files == ()


def test_tags_hint_points_and_ids() -> None:
    made = {**CHOICE, "tags": ["x", "a<b"], "difficulty": "hard", "hint": "*h*", "points": "2.50"}
    element = one(made, tags=["all", "x"])
    assert [support.raw(tag) for tag in element.findall("tags/tag")] == [
        "all",
        "x",
        "a‹b",
        "difficulty: hard",
    ]
    assert support.raw(element, "hint") == "<p><em>h</em></p>"
    assert element.findtext("defaultgrade") == "2.5"
    assert element.findtext("idnumber") == "q0"


def test_id_numbers_are_short_and_differ_in_every_database() -> None:
    long = "x" * 99
    made = Deck.model_validate({
        "deck": "d" * 60, "title": "T", "lang": "en",
        "questions": [{"id": id, "type": "flashcard", "prompt": "p", "answer": "a"}
                      for id in ("été", "Ete", "other", f"{long}1", f"{long}2")],
    })  # fmt: skip
    numbers = identity.id_numbers(made)
    assert numbers[2] == "other"
    assert all(len(number) <= 100 for number in numbers)
    assert len({number.casefold().replace("é", "e") for number in numbers}) == 5


@pytest.mark.parametrize(
    ("title", "names"),
    [
        ("History", ["top", "History"]), ("a/b", ["top", "a/b"]), ("/a//b/", ["top", "/a//b/"]),
        ("top", ["top", "top (d)"]), ("$course$/x", ["top", "$course$/x"]), ("1<b>2", ["top", "1‹b›2"]),
        ("w " * 300, ["top", "w " * 98 + "w…"]),
    ],
)  # fmt: skip
def test_the_category(title: str, names: list[str]) -> None:
    """Moodle splits at single slashes, then doubled ones are one (`split_category_path`)."""
    found = support.read(deck(CHOICE, title=title, description="About *it*"))["category"]
    path = re.split("(?<!/)/(?!/)", support.raw(found, "category"))
    assert [part.replace("//", "/").strip() for part in path] == names
    assert support.raw(found, "info") == "<p>About <em>it</em></p>"
    assert found.find("info").get("format") == "html"
    assert found.findtext("idnumber").startswith("d~")


def test_names_are_the_first_words() -> None:
    assert support.raw(one({**CHOICE, "prompt": "Is **a**<b, or\n\n- $x^2$?"}), "name") == "Is a‹b, or - x^2?"
    name = support.raw(one({**CHOICE, "prompt": "word, " * 90}), "name")
    assert name.endswith("word…")
    assert len(name) <= 100


def picture(folder: Path, name: str) -> None:
    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    size = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    (folder / name).write_bytes(
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", size)
        + chunk(b"IDAT", zlib.compress(b"\0\0"))
        + chunk(b"IEND", b"")
    )


def test_pictures_stand_in_the_field_that_shows_them(tmp_path: Path) -> None:
    picture(tmp_path, "a b&.png")
    made = deck(
        {**CHOICE, "passage": "p", "image": {"file": "a b&.png", "alt": 'an "a" & $b$'},
         "answer": {"text": "![x](<a b&.png>)", "feedback": "![f](<a b&.png>)"}, "hint": "![h](<a b&.png>)"},
        {"type": "true-false", "answer": True, "passage": "p"},
        passages=[{"id": "p", "images": [{"file": "a b&.png", "alt": "p"}]}],
    )  # fmt: skip
    known, problems = media.collect(made, tmp_path)
    assert problems == []
    output = support.compiled(made, media=known)
    found = support.questions(support.content(output))
    digest = sha256((tmp_path / "a b&.png").read_bytes()).hexdigest()
    for path in ("questiontext", "answer[@fraction='100']", "answer/feedback", "hint"):
        (file,) = found["q0"].findall(f"{path}/file")
        assert file.get("name") == f"{digest[:20]}.png"
        assert b64decode(file.text or "") == (tmp_path / "a b&.png").read_bytes()
        assert f'src="@@PLUGINFILE@@/{file.get("name")}"' in support.raw(found["q0"], path)
    assert len(found["q1"].findall("questiontext/file")) == 1
    assert 'alt="an &quot;a&quot; &amp; b"' in support.raw(found["q0"], "questiontext")
    assert output.losses == ()
    assert support.content(output) == support.content(support.compiled(made, media=known))


def test_a_picture_that_is_not_there_shows_its_text() -> None:
    made = deck(
        {**CHOICE, "image": {"file": "no.png", "alt": "a <map>"}, "passage": "p"},
        {**CHOICE, "passage": "p"}, {**CHOICE},
        passages=[{"id": "p", "text": "![sea](no.png)"}],
    )  # fmt: skip
    output = support.compiled(made)
    found = support.questions(support.content(output))
    assert support.shown(found["q0"], "questiontext") == "[sea]What?[a <map>]"
    assert [(loss.loc, loss.what) for loss in output.losses] == [
        (("questions", 0), "pictures"), (("questions", 1), "pictures"),
    ]  # fmt: skip


def test_a_deck_from_right_to_left_says_so() -> None:
    element = one({**CHOICE, "hint": "h", "explanation": "e", "passage": "p"}, lang="he",
                  passages=[{"id": "p", "text": "t"}])  # fmt: skip
    for path in ("questiontext", "generalfeedback", "answer", "hint"):
        assert support.raw(element, path).startswith('<div dir="rtl" lang="he">')
    assert one(CHOICE).findtext("answer/text") in "abcd"


def test_tables_have_lines() -> None:
    html = support.raw(one({**CHOICE, "prompt": "| a | b |\n|---|--:|\n| 1 | 2 |"}), "questiontext")
    assert '<table class="table table-bordered table-sm" style="width: auto">' in html
    assert '<td style="text-align: right">2</td>' in html


@pytest.mark.parametrize(
    "name", ["nato-kyiv/nato-kyiv-en.yaml", "nato-kyiv/nato-kyiv-fr.yaml", "tour/deck.yaml"]
)
def test_our_own_decks_are_written_whole(name: str) -> None:
    (found,) = check([ROOT / "decks" / name]).decks
    output = support.compiled(found.deck, media=found.media)
    assert [loss for loss in output.losses if loss.kind == "refused"] == []
    written = support.questions(support.content(output))
    assert len(written) == len(found.deck.questions) + 1
    assert output.files[0].about == f"{len(found.deck.questions)} questions"
    names = [element.findtext("idnumber") for element in written.values()]
    assert len(set(names)) == len(names)
