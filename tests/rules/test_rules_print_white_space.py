"""QK264: slips of white space, and mending them without changing anything else."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rules_support_cards import card, deck, lint

from quizkit import fixing, readers
from quizkit.diagnostics import Edit, Finding
from quizkit.markup.plain import plain
from quizkit.rules import white_space


def slips(text: str) -> list[Finding]:
    return lint(white_space.RULE, deck(card(text, "!")))


def mended(text: str) -> str:
    """The text with its fix; the same where there is none."""
    found = slips(text)
    return found[0].fix[0].text if found else text


@pytest.mark.parametrize(
    ("text", "fixed", "said"),
    [
        ("Which  house?", "Which house?", "2 spaces in a row behind `Which`"),
        ("Which     house?", "Which house?", "5 spaces in a row"),
        ("One.  Two.", "One. Two.", "2 spaces in a row behind `One.`"),
        ("Which\thouse?", "Which house?", "a tab behind `Which`"),
        ("Which \thouse?", "Which house?", "2 spaces in a row"),
        ("Quoi\u00a0\u00a0?", "Quoi\u00a0?", "2 spaces in a row"),
        ("Quoi \u00a0?", "Quoi\u00a0?", "2 spaces in a row"),
        ("Quoi\u202f ?", "Quoi\u202f?", "2 spaces in a row"),
        ("Which \nhouse?", "Which\nhouse?", "a blank at the end of the line, behind `Which`"),
        ("Which\t\nhouse?", "Which\nhouse?", "a blank at the end of the line"),
        ("Which\u00a0\nhouse?", "Which\nhouse?", "a blank at the end of the line"),
        ("Last line   \n", "Last line\n", "a blank at the end of the line"),
        ("One.  \n\nTwo.", "One.\n\nTwo.", "a blank at the end of the line"),
        ("a  b  c", "a b c", "2 spaces in a row behind `a` (and 1 more)"),
        ("**a  b** and  c", "**a b** and c", "(and 1 more)"),
        ("- one\n- two  three", "- one\n- two three", "behind `two`"),
        ("1.  one  two\n2.  three", "1.  one two\n2.  three", "behind `one`"),
        ("> said  so\n> and so", "> said so\n> and so", "behind `said`"),
        ("`a  b` and  c", "`a  b` and c", "behind `and`"),
        ("$a  b$ and  c", "$a  b$ and c", "behind `and`"),
        ("$5  and $6", "$5 and $6", "behind `$5`"),
        ("a\n\n```\nx  y\n```\n\nb  c", "a\n\n```\nx  y\n```\n\nb c", "behind `b`"),
        ("[a  b](https://example.org)  c", "[a  b](https://example.org) c", "behind"),
        ("a\n   b  c", "a\n   b c", "behind `b`"),
    ],
)
def test_a_slip_and_its_fix(text: str, fixed: str, said: str) -> None:
    (found,) = slips(text)
    assert (found.code, found.loc) == ("QK264", ("questions", 0, "prompt"))
    assert said in found.message
    assert found.fix == (Edit(("questions", 0, "prompt"), fixed),)
    assert not slips(fixed)
    assert " ".join(plain(fixed).split()) == " ".join(plain(text).split())


@pytest.mark.parametrize(
    "text",
    [
        "Which house?",
        "One  \ntwo",
        "One   \ntwo",
        "`a  b`",
        "``a  ` b``",
        "```\na  b \n\tc\n```",
        "~~~python\nprint('a',  'b')\n~~~",
        "$a  + b$",
        "$$\na  + b\n$$",
        "-   one\n-   two",
        "1.  one\n2.  two",
        "- one\n\n  two\n\n      three",
        "    indented",
        "#  Head\n\ntext",
        ">  quoted\n>  text",
        "| a   | b |\n|-----|---|\n| c   | d |",
        "text\n\n| a   | b |\n|-----|---|\n| c   | d |\n",
        "a\u00a0b",
        "Quoi\u00a0?",
        "10\u202f000",
        "name\u00a0\u00a0\u00a0\u00a0\u00a0here",
        "one\n\n\n\ntwo",
        "one\n   \ntwo",
        "a\\  \nb",
        "![a map](<my  map.png>) of it",
        "\u3000a",
        "one\ntwo\n",
    ],
)
def test_code_formulas_tables_breaks_and_indentation_stay(text: str) -> None:
    assert not slips(text)


def test_a_cloze_and_every_other_text() -> None:
    checked = deck(
        {"type": "cloze", "text": "The {{c1::big  house}}  is {{c2::red::a  colour}}.", "hint": "a  b"},
        {
            "type": "choice",
            "prompt": "?",
            "answer": "a  b",
            "distractors": [{"text": "c", "feedback": "d  e"}],
        },
        {"type": "matching", "prompt": "?", "pairs": [["a  b", "c"], ["d", "e  f"]]},
        description="a  b",
        facts=[{"id": "f", "statement": "a  b"}],
        passages=[{"id": "p", "text": "a  b"}],
    )
    found = {each.loc: each.fix[0].text for each in lint(white_space.RULE, checked)}
    assert found == {
        ("questions", 0, "hint"): "a b",
        ("questions", 0, "text"): "The {{c1::big house}} is {{c2::red::a colour}}.",
        ("questions", 1, "answer", "text"): "a b",
        ("questions", 1, "distractors", 0, "feedback"): "d e",
        ("questions", 2, "pairs", 0, "left"): "a b",
        ("questions", 2, "pairs", 1, "right"): "e f",
        ("description",): "a b",
        ("facts", 0, "statement"): "a b",
        ("passages", 0, "text"): "a b",
    }


MARKS = """a|b.|**c**|*d*|`e  f`|``|`|$x  y$|$|$$|---|- |1. |> |# |\\|~~~|```|{{c1::g  h}}|[i](https://e.org)
|![j](k  l.png)|<https://e.org>|\n\n|\n  | |  |   |\t|\u00a0|\u00a0\u00a0|\u202f| \n|  \n|\t\n|é|«\u00a0m\u00a0»
"""
PIECES = st.sampled_from(["|", *MARKS.split("|")])


@given(st.lists(PIECES, min_size=1, max_size=25).map("".join).filter(lambda text: text.strip() != ""))
def test_a_fix_changes_white_space_only_and_only_once(text: str) -> None:
    new = mended(text)
    assert "".join(new.split()) == "".join(text.split())
    assert new.count("\n") == text.count("\n")
    assert [line[: len(line) - len(line.lstrip())] for line in new.split("\n") if line.strip()] == [
        line[: len(line) - len(line.lstrip())] for line in text.split("\n") if line.strip()
    ]
    assert " ".join(plain(new).split()) == " ".join(plain(text).split())
    assert mended(new) == new


YAML = """# a  comment
deck: d
title: T
lang: en
questions:
  - id: a   # kept
    type: flashcard
    prompt: Which  house is  elected?
    answer: |
      the House  of
      Commons

      ```
      x  y
      ```
  - id: b
    type: choice
    prompt: "Which\\tone?"
    answer: 'a  b'
    distractors: [c  d, {text: e, feedback: f  g}]
"""


def test_the_fixer_can_make_every_edit(tmp_path: Path) -> None:
    path = tmp_path / "d.yaml"
    path.write_text(YAML, encoding="utf-8")
    loaded = readers.read(path)
    assert loaded.deck is not None
    edits = [(loaded.places, edit) for found in lint(white_space.RULE, loaded.deck) for edit in found.fix]
    (fixed,) = fixing.fix(edits)
    assert (fixed.made, fixed.left) == (6, 0)
    wanted = YAML.replace("Which  house is  elected", "Which house is elected").replace(
        "House  of", "House of"
    )
    wanted = wanted.replace("Which\\tone", "Which one").replace("a  b", "a b").replace("c  d", "c d")
    assert fixed.content.decode() == wanted.replace("f  g", "f g")
    path.write_bytes(fixed.content)
    again = readers.read(path).deck
    assert again is not None
    assert not lint(white_space.RULE, again)
