"""`--fix`: what it changes, and that it changes nothing else."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizkit import fixing, pipeline
from quizkit.diagnostics import Edit
from quizkit.readers import events, scalars

DECK = """\
deck: fx   # the id
title: "Numbers"
lang: en
questions:
  # the first
  - id: a
    type: choice   # one
    prompt: How many  members are there?
    answer: 32
    distractors: [28, {text: "3  0", feedback: 'it''s  less'}]   # wrong

  - {id: b, type: choice, prompt: 'It''s  what?', answer: "a  b", distractors: [c, d]}
  - id: c
    type: matching
    prompt: |
      One  two
        three   four

    pairs: [[a  b, c], {left: d, right: e  f}]   # pairs
  - id: d
    type: cloze
    text: "{{c1::x}}  y"
    accept: {1: [a  b]}
"""


def applied(text: str, *edits: Edit) -> str:
    new, made = fixing.apply(text, edits)
    assert made == len(edits)
    return new


@pytest.mark.parametrize(
    ("loc", "new", "before", "after"),
    [
        (("questions", 0, "prompt"), "How many members are there?", "How many  members", "How many members"),
        (("questions", 0, "distractors", 1, "text"), "3 0", '"3  0"', '"3 0"'),
        (("questions", 0, "distractors", 1, "feedback"), "it's less", "'it''s  less'", "'it''s less'"),
        (("questions", 1, "prompt"), "It's what?", "'It''s  what?'", "'It''s what?'"),
        (("questions", 1, "answer", "text"), "a b", '"a  b"', '"a b"'),
        (("questions", 2, "prompt"), "One two\n  three four\n", "One  two\n        three  ", "One two\n        three"),
        (("questions", 2, "pairs", 0, "left"), "a b", "[a  b, c]", "[a b, c]"),
        (("questions", 2, "pairs", 1, "right"), "e f", "e  f", "e f"),
        (("questions", 3, "text"), "{{c1::x}} y", '"{{c1::x}}  y"', '"{{c1::x}} y"'),
        (("questions", 3, "accept", 0, 0), "a b", "{1: [a  b]}", "{1: [a b]}"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_a_text_is_replaced_where_it_stands(
    loc: tuple[str | int, ...], new: str, before: str, after: str, ending: str
) -> None:
    text = DECK.replace("\n", ending)
    wanted = text.replace(before.replace("\n", ending), after.replace("\n", ending))
    assert wanted != text
    assert applied(text, Edit(loc, new)) == wanted


def test_a_field_is_added_behind_the_type() -> None:
    block = applied(DECK, Edit(("questions", 0), "false", "shuffle"))
    assert block == DECK.replace("type: choice   # one\n", "type: choice   # one\n    shuffle: false\n")
    flow = applied(DECK, Edit(("questions", 1), "false", "shuffle"))
    assert flow == DECK.replace("type: choice, prompt", "type: choice, shuffle: false, prompt")


def test_a_field_that_is_there_gets_another_value() -> None:
    text = DECK.replace("type: choice   # one\n", "type: choice\n    shuffle: yes  # so\n")
    assert applied(text, Edit(("questions", 0), "false", "shuffle")) == text.replace(
        "yes  # so", "false  # so"
    )


def test_a_field_is_added_where_the_dash_and_the_type_share_a_line() -> None:
    text = "questions:\r\n- type: choice\r\n  id: a\r\n- type: choice"
    once = applied(text, Edit(("questions", 0), "false", "shuffle"))
    assert once == "questions:\r\n- type: choice\r\n  shuffle: false\r\n  id: a\r\n- type: choice"
    last = applied(text, Edit(("questions", 1), "false", "shuffle"))
    assert events.parse(last).value["questions"][1] == {"type": "choice", "shuffle": "false"}


def test_json_stays_json() -> None:
    text = '{"questions": [{"type": "choice", "prompt": "\\ud83d\\ude00  \\u00e9\\t\\/"}]}'
    edits = (Edit(("questions", 0, "prompt"), "😀 é /"), Edit(("questions", 0), "false", "shuffle"))
    new, made = fixing.apply(text, edits, json=True)
    wanted = '{"questions": [{"type": "choice", "shuffle": false, "prompt": "\\ud83d\\ude00 \\u00e9 \\/"}]}'
    assert (made, new) == (2, wanted)


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_json_with_a_field_a_line_gets_a_line(ending: str) -> None:
    text = '{"questions": [\n  {\n    "type": "choice",\n    "shuffle": null\n  },\n  {\n    "type": "choice"\n  }]}'
    text = text.replace("\n", ending)
    new, made = fixing.apply(text, [Edit(("questions", at), "false", "shuffle") for at in (0, 1)], json=True)
    second = f'"type": "choice",{ending}    "shuffle": false{ending}  }}]'
    assert (made, new) == (2, text.replace("null", "false").replace(f'"type": "choice"{ending}  }}]', second))


@pytest.mark.parametrize(
    ("before", "after", "value"),
    [
        ("a: >  # no  slip \n  x  y\t\n  z\n", "a: >  # no  slip \n  x y\n  z\n", "x y z\n"),
        ("a: |\n  x\n  y \n\n", "a: |\n  x\n  y\n\n", "x\ny\n"),
        ("a: 'x  y   \n  z'\n", "a: 'x y   \n  z'\n", "x y z"),
        ('a: "\\u20ac  \\x41\\t\\"\\_"\n', 'a: "\\u20ac \\x41 \\"\\_"\n', '€ A "\u00a0'),
        ("a: x\u2003  y\n", "a: x\u2003 y\n", "x\u2003 y"),
    ],
)
def test_what_means_nothing_stays_as_it_is(before: str, after: str, value: str) -> None:
    assert applied(before, Edit(("a",), value)) == after


def test_a_key_may_be_written_in_another_way() -> None:
    assert applied("e\u0301: a  b", Edit(("\u00e9",), "a b")) == "e\u0301: a b"


def test_a_fix_makes_no_new_mistake() -> None:
    """`\\_x` means what it should, but the reader takes it for a command that lost its backslash."""
    text = 'a: "x\\_ x"\n'
    assert fixing.apply(text, [Edit(("a",), "x\u00a0x")]) == (text, 0)


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_a_new_field_has_the_line_end_and_the_place_of_the_others(ending: str) -> None:
    text = "deck: 😀\nquestions:\n-   type: choice".replace("\n", ending)
    assert applied(text, Edit(("questions", 0), "false", "shuffle")) == f"{text}{ending}    shuffle: false"
    text = "questions:\n- type: choice\n  shuffle:  # so\n".replace("\n", ending)
    new = applied(text, Edit(("questions", 0), "false", "shuffle"))
    assert new == text.replace("shuffle:", "shuffle: false")


def test_many_edits_with_one_that_cannot_be_made(monkeypatch: pytest.MonkeyPatch) -> None:
    """The text is read a few times, not once for each edit."""
    text = "a:\n" + "- x  y\n" * 300 + '- "x\\_ x"\n'
    edits = [Edit(("a", at), "x y") for at in range(300)]
    edits[150:150] = [Edit(("a", 300), "x\u00a0x"), Edit(("b",), "x y")]
    reads: list[str] = []

    def scan(text: str, *, json: bool) -> scalars.Scalars:
        reads.append(text)
        return scalars.scan(text, json=json)

    monkeypatch.setattr(fixing, "scan", scan)
    assert fixing.apply(text, edits) == (text.replace("x  y", "x y"), 300)
    assert len(reads) < 40


@pytest.mark.parametrize(
    "edit",
    [
        Edit(("questions", 7, "prompt"), "x"),
        Edit(("questions", 0, "hint"), "x"),
        Edit(("questions", 0, "prompt"), "- x: y"),  # as a plain scalar, this would be no text any more
        Edit(("questions", 0, "distractors"), "x"),
        Edit(("questions", 2, "prompt"), "One line"),
    ],
)
def test_what_cannot_be_done_is_left_alone(edit: Edit) -> None:
    assert fixing.apply(DECK, [edit]) == (DECK, 0)


def test_one_edit_that_cannot_be_made_does_not_stop_the_others() -> None:
    edits = [Edit(("questions", 7, "prompt"), "x"), Edit(("questions", 3, "text"), "{{c1::x}} y")]
    assert fixing.apply(DECK, edits) == (DECK.replace("}}  y", "}} y"), 1)


WORDS = st.lists(
    st.sampled_from(["a", "it's", 'say "so"', "é", "x#y", "b: c"[:1], "50%", "{z}"]), min_size=1, max_size=5
)
GAPS = st.sampled_from([" ", "  ", "   "])


@st.composite
def written(draw: st.DrawFn) -> tuple[str, str]:
    """A text with runs of spaces, and a way to write it in YAML as the value of a field."""
    words = draw(WORDS)
    value = words[0] + "".join(draw(GAPS) + word for word in words[1:])
    style = draw(st.sampled_from(["plain", "single", "double", "literal", "folded", "two lines"]))
    comment = draw(st.sampled_from(["", "  # a  remark"]))
    match style:
        case "single":
            return value, "'" + value.replace("'", "''") + "'" + comment
        case "double":
            return value, '"' + value.replace('"', '\\"') + '"' + comment
        case "literal":
            return f"{value}\n  {value}\n", f"|{comment}\n      {value}\n        {value}"
        case "folded":
            return f"{value} {value}\n", f">{comment}\n      {value}\n      {value}"
        case "two lines":
            return (
                f"{value} {value}",
                f"'{value.replace(chr(39), chr(39) * 2)}\n      {value.replace(chr(39), chr(39) * 2)}'",
            )
        case _:
            plain = value if not re.match(r"[{%#\"']", value) else f"a {value}"
            return plain, plain + comment


def squeezed(text: str) -> str:
    return re.sub(r"(?<=\S) {2,}(?=\S)", " ", text)


@given(st.lists(written(), min_size=1, max_size=6), st.sampled_from(["\n", "\r\n"]), st.data())
@settings(max_examples=150, deadline=None)
def test_nothing_changes_but_what_the_edits_say(
    texts: list[tuple[str, str]], ending: str, data: st.DataObject
) -> None:
    lines = [
        f"  - id: q{n}  # no  {n}\n    type: choice  # a  type\n    prompt: {source}\n"
        for n, (_, source) in enumerate(texts)
    ]
    text = ("# a  deck\nquestions:\n" + "".join(lines)).replace("\n", ending)
    values = events.parse(text).value["questions"]
    assert [item["prompt"] for item in values] == [value for value, _ in texts]
    chosen = data.draw(st.sets(st.integers(0, len(texts) - 1)))
    edits = [
        Edit(("questions", n, "prompt"), squeezed(texts[n][0]))
        for n in sorted(chosen)
        if squeezed(texts[n][0]) != texts[n][0]
    ]
    edits += [
        Edit(("questions", n), "false", "shuffle")
        for n in sorted(data.draw(st.sets(st.integers(0, len(texts) - 1))))
    ]
    new = applied(text, *edits)

    changed = {edit.loc[1] for edit in edits if not edit.key}
    after = events.parse(new).value["questions"]
    for n, item in enumerate(after):
        assert item["prompt"] == (squeezed(texts[n][0]) if n in changed else texts[n][0])
    without = new.replace(f"{ending}    shuffle: false", "")
    assert without.replace(" ", "") == text.replace(" ", "")  # and so every comment and quote
    assert without.count(ending) == text.count(ending)
    for line in (f"# no  {n}" for n in range(len(texts))):
        assert line in new
    assert fixing.apply(new, [edit for edit in edits if edit.key])[0] == new


def test_places_of_scalars_are_exact() -> None:
    found = scalars.scan(DECK)
    here = found["questions", 0, "distractors", 1, "text"]
    assert DECK[here.start : here.end] == '"3  0"'
    assert (here.value, here.style, here.in_flow) == ("3  0", '"', True)
    assert DECK[found["deck",].start :].startswith("fx   # the id")
    with pytest.raises(events.Broken):
        scalars.scan("a: [")


def test_files_keep_their_bytes(tmp_path: Path) -> None:
    for encoding, mark in (("utf-8", b"\xef\xbb\xbf"), ("utf-16-le", b"\xff\xfe"), ("utf-8", b"")):
        path = tmp_path / "d.yaml"
        path.write_bytes(mark + DECK.replace("\n", "\r\n").replace("One", "Öne").encode(encoding))
        checked = pipeline.check([path])
        (deck,) = checked.decks
        (fixed,) = fixing.fix([(deck.places, Edit(("questions", 3, "text"), "{{c1::x}} y"))])
        assert isinstance(fixed, fixing.Fixed)
        assert (fixed.made, fixed.left) == (1, 0)
        assert fixed.content == path.read_bytes().replace("}}  y".encode(encoding), "}} y".encode(encoding))
        path.write_text("deck: other")
        (late,) = fixing.fix([(deck.places, Edit(("questions", 3, "text"), "{{c1::x}} y"))])
        assert isinstance(late, fixing.Fixed)
        assert (late.made, late.left, late.content) == (0, 1, b"deck: other")


def test_a_file_that_changed_or_went_away_is_left_alone(tmp_path: Path) -> None:
    path, link = tmp_path / "d.yaml", tmp_path / "e.yaml"
    path.write_text(DECK)
    link.symlink_to(path)
    edit = Edit(("questions", 3, "text"), "{{c1::x}} y")
    decks = [deck.places for name in (path, link) for deck in pipeline.check([name]).decks]
    (fixed,) = fixing.fix([(places, edit) for places in decks])  # two names, one file
    assert isinstance(fixed, fixing.Fixed)
    assert fixed.made == 1
    path.write_bytes(b"\xff\x80 deck")
    (fixed,) = fixing.fix([(decks[0], edit)])
    assert fixed == fixing.Fixed(path, b"\xff\x80 deck", 0, 1)
    path.unlink()
    (gone,) = fixing.fix([(decks[0], edit)])
    assert isinstance(gone, FileNotFoundError)
