"""Formulas as native equations of Word: their structure, and an order that the schema allows."""

from __future__ import annotations

from typing import Any

import pytest
from lxml import etree

from quizkit.markup.omml import omml
from quizkit.markup.tree import Math

M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
SPACES = (
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
    ' xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
)


def read(tex: str, *, display: bool = False) -> Any:
    made = omml(Math(tex, display))
    return etree.fromstring(f"<p {SPACES}>{made}</p>")


def outline(element: Any) -> str:
    """The structure in one line: `f(num(x), den(2))`; runs are their text, properties are left out."""
    tag = str(element.tag).removeprefix(M)
    if tag == "r":
        return str(element.findtext(f"{M}t"))
    inner = [outline(child) for child in element if not str(child.tag).endswith("Pr")]
    return f"{tag}({', '.join(inner)})"


@pytest.mark.parametrize(
    ("tex", "expected"),
    [
        ("x", "x"),
        (r"\frac{x}{2}", "f(num(x), den(2))"),
        (r"\sqrt{x}", "rad(deg(), e(x))"),
        (r"\sqrt[3]{x}", "rad(deg(3), e(x))"),
        ("x^2", "sSup(e(x), sup(2))"),
        ("x_i^2", "sSubSup(e(x), sub(i), sup(2))"),
        ("(a+b)^2", "sSup(e(d(e(a, +, b))), sup(2))"),
        ("[0, 1)", "d(e(0, ,, 1))"),
        ("a)", "a, )"),
        ("|x|^2", "sSup(e(d(e(x))), sup(2))"),
        ("(a|b) + |c|", "d(e(a, |, b)), +, |, c, |"),
        ("P(A|B)", "P, d(e(A, |, B))"),
        ("H^+", "sSup(e(H), sup(+))"),
        ("= 3", "\u200b, =, 3"),
        (r"\binom{n}{k}", "d(e(f(num(n), den(k))))"),
        (r"\sum_{i=1}^n i = 3", "nary(sub(i, =, 1), sup(n), e(i)), =, 3"),
        (r"\int_0^1 x", "nary(sub(0), sup(1), e(x))"),
        (r"\sin x", "func(fName(sin), e(x))"),
        (r"\hat{x}", "acc(e(x))"),
        (r"\overline{AB}", "bar(e(A, B))"),
        (r"\underbrace{x}", "groupChr(e(x))"),
        (r"\begin{pmatrix} 1 & 2 \\ 3 & 4 \end{pmatrix}", "d(e(m(mr(e(1), e(2)), mr(e(3), e(4)))))"),
        (r"\boxed{x}", "borderBox(e(x))"),
        (r"\cancel{x}", "borderBox(e(x))"),
        (r"\phantom{x}", "phant(e(x))"),
    ],
)
def test_structures(tex: str, expected: str) -> None:
    (formula,) = read(tex)
    assert outline(formula) == f"oMath({expected})"


def test_limits_stand_below_in_a_formula_of_its_own() -> None:
    shown = outline(read(r"\lim_{x \to 0} x", display=True)[0])
    assert shown == "oMathPara(oMath(func(fName(limLow(e(lim), lim(x, →, 0))), e(x))))"
    (sum_,) = read(r"\sum_{i=1}^n i", display=True).iter(f"{M}limLoc")
    assert sum_.get(f"{M}val") == "undOvr"
    (sum_,) = read(r"\sum_{i=1}^n i").iter(f"{M}limLoc")
    assert sum_.get(f"{M}val") == "subSup"


def test_variables_are_slanted_and_names_are_not() -> None:
    styles = {
        run.findtext(f"{M}t"): [
            str(child.tag).removeprefix(M) + child.get(f"{M}val", "") for child in run.find(f"{M}rPr")
        ]
        for run in read(r"x \mathrm{CO} 2 \text{ if }").iter(f"{M}r")
    }
    assert styles["x"] == ["styi"]
    assert styles["CO"] == ["nor"]
    assert styles["2"] == ["styp"]
    assert [value for text, value in styles.items() if "if" in text] == [["nor"]]


@pytest.mark.parametrize(
    "tex", [r"{}^{14}C", r"\frac{}{2}", r"\sqrt{}", r"\sum", r"\sum_{i}", r"x^{}", r"\left( \right)"]
)
def test_no_part_is_empty(tex: str) -> None:
    """Word draws a dotted square there."""
    for part in read(tex).iter(*(f"{M}{name}" for name in ("e", "num", "den", "sub", "sup", "lim", "fName"))):
        hidden = {f"{M}sub": "subHide", f"{M}sup": "supHide"}.get(part.tag)
        if hidden and part.getparent().find(f"{M}naryPr/{M}{hidden}") is not None:
            continue
        assert len(part), etree.tostring(part.getparent())


def test_a_formula_that_is_not_understood_is_none() -> None:
    assert omml(Math(r"\notacommand{x}")) == ""


def test_many_brackets_are_no_trouble() -> None:
    tex = "(" * 300 + "x" + ")" * 300
    shown = "".join(node.text for node in read(tex).iter(f"{M}t"))
    signs = sum(len(list(read(tex).iter(f"{M}d"))) for _ in range(1))
    assert shown.count("(") + signs == 300


def test_text_is_escaped() -> None:
    (formula,) = read(r"\text{a <b> & c}")
    assert [node.text for node in formula.iter(f"{M}t")] == ["a <b> & c"]
