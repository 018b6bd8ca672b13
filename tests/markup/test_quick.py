"""The quick way and the parser agree wherever the quick way answers at all."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from quizkit.markup import maths, quick
from quizkit.model import cloze

module = import_module("quizkit.markup.parse")  # `quizkit.markup.parse` is the function

PIECES = st.sampled_from(
    [
        *("$", "$$", "{{c1::", "{{c2::", "}}", "::", "a", "b c", " ", "5", r"\frac{1}{2}", "\\"),
        *("*", "**", "**so**", "*a b*", "_", "^", ".", "(", ")", "{", "}", "\n", "é", "“", "|", "#", "- "),
    ]
)
TEXTS = st.lists(PIECES, max_size=14).map(lambda parts: "".join(parts).strip())


def slow(text: str, *, blanks: bool) -> Any:
    deletions = cloze.scan(text)[0] if blanks and "{{c" in text else ()
    if not deletions:
        return module._read(text, (), "", frozenset(), blanks=blanks)[0]
    return module._read_blanks(text, deletions)


@settings(max_examples=1500, deadline=None)
@given(TEXTS, st.booleans())
def test_the_quick_way_gives_the_parser_s_tree(text: str, blanks: bool) -> None:
    read = module.read(text, blanks=blanks)
    if text and not module.IS_PLAIN(text):
        assert read == slow(text, blanks=blanks)


def test_it_answers_for_what_it_is_meant_for() -> None:
    assert quick.read(r"What is $\frac{1}{2}$ of 4?", ()) is not None
    assert quick.read("So it is **not** *so*", ()) is not None
    text = "Water is {{c1::H₂O::formula}} and {{c2::wet}}."
    assert quick.read(text, cloze.scan(text)[0]) is not None


def test_it_leaves_markup_to_the_parser() -> None:
    assert quick.read("*so is $x*$", ()) is None
    assert quick.read("_so_", ()) is None
    assert quick.read("{{c1::*a*}}", cloze.scan("{{c1::*a*}}")[0]) is None


FORMULA_PIECES = [
    *"ab1 +-=/().,^_{}",
    *(r"\frac{a}{2}", r"\sqrt{x}", r"\frac{1 + b}{(c)}", "^2", "_{n+1}"),
]


@settings(max_examples=800, deadline=None)
@given(st.lists(st.sampled_from(FORMULA_PIECES), max_size=8).map("".join))
def test_everyday_formulas_are_understood(tex: str) -> None:
    if tex.strip() and maths._EVERYDAY(tex):
        assert isinstance(maths.formula(tex), maths.Formula)
