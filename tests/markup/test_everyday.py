"""The quick way for everyday formulas gives the trees of the long way, or none."""

from __future__ import annotations

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from quizkit.markup import everyday, latex
from quizkit.markup.maths import Formula, forbidden, linear

PIECES = [
    "1", "23", "4.5", ".", "x", "y", "ab", "+", "-", "=", "/", "(", ")", "<", ">", "'", "!", ",",
    "\\frac{", "\\sqrt{", "\\frac", "\\sqrt", "}{", "}", "{", "^", "_", " ", "  ", "^2", "_{n}", "\\,", "é", "\n",
]  # fmt: skip


@settings(max_examples=1000)
@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=12).map("".join))
def test_the_quick_tree_is_the_long_one(tex: str) -> None:
    tree = everyday.read(tex)
    assume(tree is not None and forbidden(tex) is None)
    assert latex.read(tex) == Formula(tree)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "tex",
    [
        "12",
        "-3.5",
        "2x + 3 = 7",
        "x^2",
        "x^{10}",
        "a_n",
        r"\frac{a+b}{2}",
        "f(x)/2",
        r"\frac{\sqrt{2}}{x^{2}}",
    ],
)
def test_everyday_formulas_take_the_quick_way(tex: str) -> None:
    assert everyday.read(tex) is not None


@pytest.mark.parametrize(
    "tex",
    ["", " ", "x^", "x^2^3", "a_1^2", "{a}", "x^12", "3.", ".5", "1.2.3", r"\frac12", r"\frac{1}", "x" * 201],
)
def test_others_do_not(tex: str) -> None:
    assert everyday.read(tex) is None


@pytest.mark.parametrize(
    ("tex", "shown"),
    [
        (r"2\frac{1}{2}", "2 1/2"),
        (r"\frac{1}{2}x", "1/2 x"),
        (r"\frac{1}{2}(x+1)", "1/2 (x + 1)"),
        (r"x\frac{1}{2}", "x 1/2"),
        (r"-\frac{1}{2}", "−1/2"),
        (r"f(\frac{1}{2})", "f(1/2)"),
        (r"2\binom{3}{2}", "2binom(3, 2)"),
    ],
)
def test_a_fraction_does_not_touch_its_neighbours_on_one_line(tex: str, shown: str) -> None:
    assert linear(tex) == shown
