"""The package as a whole: its parts, its files, what students see, and what is said to be lost."""

from __future__ import annotations

import io
import posixpath
from collections.abc import Callable
from pathlib import Path

import hostile
import pytest
from lxml import etree
from PIL import Image
from qti21_profile import faults
from qti21_support import (
    CP,
    QTI,
    Case,
    Session,
    cases,
    compiled,
    deck_of,
    entries,
    items,
    name_of,
    one,
    papers,
    text_of,
)

from quizkit.media import Medium
from quizkit.pipeline import check
from quizkit.targets import qti21
from quizkit.targets.base import Job, Loss

ROOT = Path(__file__).parents[3]
SOURCES = (
    *sorted((ROOT / "tests" / "corpus").glob("*.yaml")),
    *sorted((ROOT / "decks" / "nato-kyiv").glob("*.yaml")),
    ROOT / "decks" / "tour",
)
CHOICE = {"type": "choice", "prompt": "p", "answer": "right", "distractors": ["one", "two", "three"]}
MARKDOWN = (
    "~~a~~ **b** *c* `d` [e](https://example.org) $x^2$",
    "3. a\n4. b\n   1. c\n5. d",
    "> q\n>\n> - a\n\n---\n\n# h",
    "| a | b |\n|:--|--:|\n| 1 | 2 |",
    "| a | b |\n|---|---|",
    "```python\nx < 1\n```\n\n$$\\frac{1}{2}$$",
    "a\\\nb ![alt](x.png)",
)


def everywhere(text: str) -> list[dict[str, object]]:
    """Questions that hold a text in every place."""
    common = {"explanation": text, "hint": text}
    return [
        {"type": "choice", "prompt": text, "answer": {"text": text, "feedback": text}, "distractors": ["x"],
         **common},
        {"type": "ordering", "prompt": text, "items": [text, "x"], **common},
        {"type": "matching", "prompt": text, "pairs": [[text, text], ["x", "y"]], **common},
        {"type": "cloze", "text": f"{text}\n\n{{{{c1::x}}}} {{{{c2::y::h}}}}", **common},
        {"type": "essay", "prompt": text, "answer": text, "rubric": [text], **common},
    ]  # fmt: skip


def sound(package: dict[str, bytes]) -> None:
    """Every file is listed once and used; items and test are what the profile knows."""
    manifest = etree.fromstring(package["imsmanifest.xml"])
    listed = {node.get("href") for node in manifest.iter(f"{CP}file")}
    assert listed == set(package) - {"imsmanifest.xml"}
    ids = [name_of(node) for node in manifest.iter(f"{CP}resource")]
    assert len(ids) == len(set(ids))
    assert {node.get("identifierref") for node in manifest.iter(f"{CP}dependency")} == set(ids[1:])
    test = etree.fromstring(package["test.xml"])
    assert faults(test) == []
    assert [name_of(node) for node in test.iter(f"{QTI}assessmentItemRef")] == ids[1:]
    for resource in manifest.iter(f"{CP}resource"):
        href = resource.get("href", "")
        shown = etree.fromstring(package[href])
        assert faults(shown) == [], href
        own = {node.get("href") for node in resource.iter(f"{CP}file")}
        used = {node.get("src") for node in shown.iter(f"{QTI}img")}
        used |= {node.get("href") for node in shown.iter(f"{QTI}stylesheet")}
        assert own == used | {href}


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.stem)
def test_packages_of_the_corpus_and_our_decks_are_sound(source: Path) -> None:
    for deck in check([source]).decks:
        output = compiled(deck.deck, deck.media)
        assert [loss for loss in output.losses if loss.kind == "refused"] == []
        sound(entries(output))


@pytest.mark.parametrize("lang", ["en", "fr", "he"])
def test_all_markup_is_within_the_subset(lang: str) -> None:
    deck = deck_of(*(question for text in MARKDOWN for question in everywhere(text)), lang=lang)
    sound(entries(compiled(deck)))


def test_hostile_packages_are_sound() -> None:
    sound(entries(compiled(hostile.deck("<b>&amp;]]> \u202e"))))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("<p>", '<p dir="rtl">'),
        ("<p>", "<p><del>x</del>"),
        ('identifier="SCORE"', 'identifier="2 b"'),
        ("<itemBody>", "<itemBody>text"),
        ("<itemBody>", "<itemBody><table><thead><tr><td>x</td></tr></thead></table>"),
        ("<value>C</value>", "<value>Z</value>"),
        ('<variable identifier="RESPONSE"', '<variable identifier="OTHER"'),
    ],
)
def test_the_profile_finds_faults(old: str, new: str) -> None:
    deck = deck_of(CHOICE)
    (xml,) = [data.decode() for name, data in entries(compiled(deck)).items() if name.startswith("q-")]
    key = etree.fromstring(xml.encode()).findtext(f".//{QTI}correctResponse/{QTI}value")
    xml = xml.replace(f"<value>{key}</value>", "<value>C</value>") if key else xml
    assert old in xml
    assert faults(etree.fromstring(xml.replace(old, new, 1).encode())) != []


def test_the_same_deck_gives_the_same_bytes() -> None:
    def written() -> bytes:
        stream = io.BytesIO()
        compiled(hostile.deck("x")).files[0].write(stream)
        return stream.getvalue()

    assert written() == written()


def test_options_stand_as_on_paper_and_the_key_is_the_letter_of_the_key() -> None:
    several = {"type": "multiple", "prompt": "p", "answers": ["right", "too"], "distractors": ["one", "two"]}
    deck = deck_of(CHOICE, several)
    made = items(entries(compiled(deck)))
    for asked in papers(deck):
        item = made[asked.question.id]
        shown = [(name_of(node), text_of(node)) for node in item.iter(f"{QTI}simpleChoice")]
        assert shown == list(zip("ABCD", asked.shown, strict=True))
        key = [node.text for node in item.iterfind(f".//{QTI}correctResponse/{QTI}value")]
        assert key == list(asked.solution)


def test_an_ordering_starts_out_of_order_and_matching_columns_are_those_of_the_paper() -> None:
    ordering = {"type": "ordering", "prompt": "p", "items": ["one", "two", "three"]}
    matching = {"type": "matching", "prompt": "p", "pairs": [["1", "a"], ["2", "b"]], "distractors": ["c"]}
    deck = deck_of(ordering, matching)
    first, second = papers(deck)
    made = items(entries(compiled(deck)))
    shown = [text_of(node) for node in made["q0"].iter(f"{QTI}simpleChoice")]
    assert shown == list(first.shown)
    assert shown != ["one", "two", "three"]
    sides = [[text_of(node) for node in side] for side in made["q1"].iter(f"{QTI}simpleMatchSet")]
    assert sides == [["1", "2"], list(second.shown)]
    for interaction in (
        made["q0"].find(f".//{QTI}orderInteraction"),
        made["q1"].find(f".//{QTI}matchInteraction"),
    ):
        assert interaction is not None
        assert interaction.get("shuffle") == "false"


def test_shuffling_is_the_authors_wish_and_a_pinned_option_stays_last() -> None:
    made = items(entries(compiled(deck_of({**CHOICE, "last": "none"}, {**CHOICE, "shuffle": False}))))
    free, fixed = (item.find(f".//{QTI}choiceInteraction") for item in made.values())
    assert free is not None
    assert fixed is not None
    assert (free.get("shuffle"), fixed.get("shuffle")) == ("true", "false")
    assert [(text_of(node), node.get("fixed")) for node in free][-1] == ("none", "true")
    assert [node.get("fixed") for node in free][:-1] == [None] * 4


def test_feedback_belongs_to_its_option_and_hints_to_answers_that_are_not_right() -> None:
    deck = deck_of(
        {
            **CHOICE,
            "answer": {"text": "right", "feedback": "Yes."},
            "hint": "Think.",
            "explanation": "So it is.",
        }
    )
    item = one(deck)
    (asked,) = papers(deck)
    wrong = next(letter for letter in "ABCD" if letter not in asked.solution)
    told = {
        (node.get("outcomeIdentifier"), name_of(node)): text_of(node)
        for node in item.iter(f"{QTI}modalFeedback")
    }

    def said(*picked: str) -> list[str]:
        values = Session(item, {"RESPONSE": list(picked)} if picked else {}).values
        return [text for (outcome, name), text in told.items() if values[str(outcome)] == name]

    assert said(*asked.solution) == ["Yes.", "So it is."]
    assert said(wrong) == said() == ["Think.", "So it is."]


@pytest.mark.parametrize(
    ("question", "typed", "right"),
    [
        ({"answer": "l’été"}, "l'été", True),
        ({"answer": "l’été"}, "l’ete", False),
        ({"answer": "l’été", "accents": False}, "l'ete", True),
        ({"answer": "a\u00a0b"}, "a b", True),
        ({"answer": "Na", "case": True}, "NA", False),
        ({"answer": "Na"}, "NA", True),
        ({"answer": "**Na**"}, "Na", True),
        ({"answer": "x", "accept": ["$x^2$"]}, "x^2", True),
        ({"answer": "a*b"}, "aXb", False),
    ],
)
def test_what_may_be_typed(question: dict[str, object], typed: str, right: bool) -> None:
    item = one(deck_of({"type": "short-answer", "prompt": "p", **question}))
    assert Session(item, {"RESPONSE": [typed]}).values["SCORE"] == (1.0 if right else 0.0)


@pytest.mark.parametrize(
    ("question", "typed", "right"),
    [
        ({"answer": "0.3", "tolerance": "0.1"}, "0.2", True),
        ({"answer": "0.3", "tolerance": "0.1"}, "0.4", True),
        ({"answer": "0.3", "tolerance": "0.1"}, "0.40001", False),
        ({"answer": "0.3"}, "0.30", True),
        ({"answer": "0.500"}, ".5", True),
        ({"answer": "100"}, "100.0", True),
        ({"answer": "1e20"}, "100000000000000000000", True),
        ({"answer": "1e-30"}, "1E-30", True),
        ({"between": ["-2", "-1"]}, "-1.5", True),
        ({"between": ["-2", "-1"]}, "1.5", False),
        ({"answer": "3"}, "three", False),
    ],
)
def test_what_counts_as_the_number(question: dict[str, object], typed: str, right: bool) -> None:
    item = one(deck_of({"type": "numeric", "prompt": "p", **question}))
    assert Session(item, {"RESPONSE": [typed]}).values["SCORE"] == (1.0 if right else 0.0)


@pytest.mark.parametrize("points", ["0", "0.1", "1", "2.5", "7", "1e15"])
def test_the_key_scores_exactly_the_points_whatever_the_shares(points: str) -> None:
    blanks = " ".join(f"{{{{c{place}::w{place}}}}}" for place in range(1, 8))
    pairs = [[f"l{place}", f"r{place}"] for place in range(7)]
    deck = deck_of(
        {"type": "cloze", "text": blanks, "points": points},
        {"type": "cloze", "text": blanks, "word_bank": True, "points": points},
        {"type": "matching", "prompt": "p", "pairs": pairs, "points": points},
        {"type": "ordering", "prompt": "p", "items": [f"i{place}" for place in range(7)], "points": points},
        {"type": "multiple", "prompt": "p", "answers": [f"a{place}" for place in range(7)], "points": points},
        {**CHOICE, "points": points},
    )
    made = items(entries(compiled(deck)))
    for asked in papers(deck):
        (key,) = (case for case in cases(asked) if case.name == "key")
        assert isinstance(key, Case)
        values = Session(made[asked.question.id], key.responses).values
        assert values["SCORE"] == values["MAXSCORE"] == float(points)


def test_a_deck_from_right_to_left_says_so_by_its_style() -> None:
    package = entries(compiled(deck_of(CHOICE, lang="he")))
    (item,) = items(package).values()
    body = item.find(f"{QTI}itemBody")
    assert body is not None
    assert body.get("class") == "rtl"
    assert ".rtl { direction: rtl; }" in package["style.css"].decode()


@pytest.fixture
def picture(tmp_path: Path) -> Callable[[str], Medium]:
    def made(name: str) -> Medium:
        path = tmp_path / "a.png"
        Image.new("RGB", (3, 2)).save(path)
        return Medium(name, path, "png", path.stat().st_size, "ab" * 32, 3, 2)

    return made


def test_pictures_are_in_the_package_and_those_missing_are_their_alt(
    picture: Callable[[str], Medium],
) -> None:
    image = {"file": "a b.png", "alt": "a <map>"}
    passage = {"id": "s", "images": [image]}
    deck = deck_of(
        {**CHOICE, "image": image}, {**CHOICE, "passage": "s"}, {**CHOICE, "passage": "s"}, passages=[passage]
    )
    output = compiled(deck, {"a b.png": picture("a b.png")})
    package = entries(output)
    assert output.losses == ()
    sound(package)
    (name,) = (name for name in package if name.startswith("media/"))
    assert package[name].startswith(b"\x89PNG")
    for item in items(package).values():
        assert [(node.get("src"), node.get("alt")) for node in item.iter(f"{QTI}img")] == [(name, "a <map>")]
    without = compiled(deck)
    assert without.losses == tuple(Loss("lost", ("questions", place), "pictures") for place in range(3))
    for item in items(entries(without)).values():
        body = item.find(f"{QTI}itemBody")
        assert body is not None
        assert "[a <map>]" in text_of(body)


def test_a_picture_in_a_word_bank_is_not_in_the_package(picture: Callable[[str], Medium]) -> None:
    """Menus hold plain text: nothing shows the file."""
    text = "a {{c1::![a map](a.png)}} b {{c2::word}}"
    deck = deck_of({"type": "cloze", "text": text, "word_bank": True})
    output = compiled(deck, {"a.png": picture("a.png")})
    assert [loss.what for loss in output.losses] == ["formulas, pictures and formatting in word banks"]
    sound(entries(output))


def test_flashcards_are_typed_or_written_and_that_is_said() -> None:
    short = {"type": "flashcard", "prompt": "p", "answer": "word", "reverse": True}
    long = {"type": "flashcard", "prompt": "p", "answer": "- a\n- b"}
    output = compiled(deck_of(short, long))
    said = [(loss.kind, loss.loc, loss.to) for loss in output.losses]
    assert said == [
        ("lowered", ("questions", 0), "short answers"),
        ("lost", ("questions", 0, "reverse"), ""),
        ("lowered", ("questions", 1), "essays"),
    ]


def test_decimal_commas_and_rich_word_banks_are_reported() -> None:
    number = {"type": "numeric", "prompt": "p", "answer": "2.5"}
    whole = {"type": "numeric", "prompt": "p", "between": ["1", "3"]}
    bank = {"type": "cloze", "text": "a {{c1::$x^2$}} b {{c2::word}}", "word_bank": True}
    output = compiled(deck_of(number, whole, bank, lang="fr"))
    assert [(loss.loc, loss.what) for loss in output.losses] == [
        (("questions", 0), "decimal commas in what students type"),
        (("questions", 2), "formulas, pictures and formatting in word banks"),
    ]
    assert compiled(deck_of(number, whole)).losses == ()


def test_formulas_that_become_plain_characters_are_reported() -> None:
    word = {"type": "short-answer", "prompt": "p", "answer": "$x^2$"}
    blanks = {"type": "cloze", "text": "a {{c1::$x^2$}} {{c2::$y$}}"}
    output = compiled(deck_of(word, blanks, description="The *law* $a^2$"))
    assert [(loss.loc, loss.what) for loss in output.losses] == [
        (("description",), "formulas in descriptions of decks"),
        (("questions", 0), "formulas in answers that are typed"),
        (("questions", 1), "formulas in answers that are typed"),
    ]


def test_what_cannot_be_asked_is_refused_and_leaves_no_trace() -> None:
    inside = {"type": "cloze", "text": "[a](https://{{c1::b}}.org) c {{c2::d}}"}
    output = compiled(deck_of(inside, CHOICE))
    (loss,) = output.losses
    assert (loss.kind, loss.loc[:2]) == ("refused", ("questions", 0))
    assert list(items(entries(output))) == ["q1"]
    assert compiled(deck_of(inside)).files == ()
    assert compiled(deck_of()).files == ()


def test_titles_leave_blanks_open_and_ids_of_any_letters_make_names() -> None:
    deck = deck_of(
        {"type": "cloze", "id": "Ünï.1", "text": "The heart has {{c1::four}} chambers."},
        {**CHOICE, "id": "b.c", "prompt": "word " * 40},
        {**CHOICE, "id": "b-c"},
        {**CHOICE, "id": "1"},
    )
    package = entries(compiled(deck))
    sound(package)
    made = items(package)
    assert made["Ünï.1"].get("title") == "The heart has … chambers."
    assert len(made["b.c"].get("title", "")) <= 80
    assert len({name_of(item) for item in made.values()}) == 4
    assert name_of(made["1"]) == "q-d-1"
    assert all(posixpath.basename(name).isascii() for name in package)


def test_tags_difficulty_and_the_decks_own_words_are_in_the_manifest() -> None:
    deck = deck_of(
        {**CHOICE, "tags": ["a", "b"], "difficulty": "hard"}, tags=["c"], description="About *it*."
    )
    manifest = etree.fromstring(entries(compiled(deck))["imsmanifest.xml"])
    about, described = manifest.iter("{*}lom")
    assert [text_of(node) for node in described.iter("{*}keyword")] == ["c", "a", "b"]
    assert [text_of(node) for node in described.iter("{*}difficulty")] == ["LOMv1.0difficult"]
    assert [text_of(node) for node in about.iter("{*}description")] == ["About it."]


def test_progress_counts_every_question() -> None:
    counted: list[int] = []
    qti21.compile(Job(deck_of(*[CHOICE] * 3), progress=counted.append))
    assert sum(counted) == 3
