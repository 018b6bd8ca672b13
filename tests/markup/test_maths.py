"""Formulas: what is understood, what is refused, and what the writers make of them."""

from __future__ import annotations

import pytest

from quizkit.markup import plain, problems
from quizkit.markup.html import mathjax, mathjax_cloze
from quizkit.markup.mathml import mathml
from quizkit.markup.maths import (
    Fenced,
    Formula,
    Fraction,
    Identifier,
    Node,
    Number,
    Operator,
    Refusal,
    Row,
    Script,
    Table,
    binomial,
    formula,
    linear,
    speak,
)
from quizkit.markup.tree import Math
from quizkit.markup.typst_maths import value


def tree(tex: str) -> Node:
    read = formula(tex)
    assert isinstance(read, Formula), read
    return read.tree


A, B = Identifier("a"), Identifier("b")


@pytest.mark.parametrize(
    ("tex", "node"),
    [
        (r"\frac{a}{b}", Fraction(A, B)),
        (r"\binom{a}{b}", Fenced("(", Fraction(A, B, bar=False), ")")),
        (r"{a \choose b}", Fenced("(", Fraction(A, B, bar=False), ")")),
        (r"a \pm b", Row((A, Operator("±"), B))),
        (r"3{,}14", Number("3,14")),
        (r"6{,}5^2", Script(Number("6,5"), None, Number("2"))),
        (r"a^2", Script(A, sup=Number("2"))),
        (r"\mathrm{kg}", Identifier("kg", upright=True)),
        (r"\mathbb{R}", Identifier("ℝ")),
        (r"\mathbf{a}", Identifier("𝐚")),
        (r"\infty", Operator("∞")),
        (r"\not= b", Row((Operator("≠"), B))),
        (r"50%", Row((Number("50"), Identifier("%")))),
        (
            r"\begin{pmatrix}a\\b\end{pmatrix}",
            Fenced("(", Table(((A,), (B,)), ("center",)), ")"),
        ),
        (
            r"\begin{cases}a&b\\b\end{cases}",
            Fenced("{", Table(((A, B), (B, Row(()))), ("left", "left")), ""),
        ),
        (r"\begin{aligned}{a}&b\\{a}&b\nonumber\end{aligned}", Table(((A, B), (A, B)), ("right", "left"))),
        (r"\begin{aligned}a&b\end{aligned}", Table(((A, B),), ("right", "left"))),
    ],
)
def test_trees(tex: str, node: Node) -> None:
    assert tree(tex) == node


@pytest.mark.parametrize(
    ("tex", "named"),
    [
        (r"\foo{x}", r"`\foo`"),
        (r"\ce{H2O}", r"`\ce`"),
        (r"\require{mhchem}", r"`\require`"),
        (r"\unicode{x41}", r"`\unicode`"),
        (r"\href{javascript:alert(1)}{x}", r"`\href`"),
        (r"\input{/etc/passwd}", r"`\input`"),
        (r"\def\x{\x\x}\x", r"`\def`"),
        (r"\color{red}x", r"`\color`"),
        (r"\begin{foo}x\end{foo}", "`foo`"),
        (r"\frac{a}", "incomplete"),
        (r"x^", "incomplete"),
        (r"\left( x", "incomplete"),
        (r"{x", "unequal number"),
        (r"a & b", "stray"),
        (r"a \\ b", "line break"),
        ("x" * 10_001, "longer"),
        ("{" * 30 + "x" + "}" * 30, "nested"),
        (r"\sqrt " * 100 + "x", "nested"),
    ],
)
def test_refusals_name_their_cause(tex: str, named: str) -> None:
    read = formula(tex)
    assert isinstance(read, Refusal)
    assert named in read.message
    assert read.hint
    assert [found.code for found in problems(f"see ${tex}$")] == ["QK130"]
    assert mathml(Math(tex)).startswith("<code>")
    assert linear(tex) == tex


@pytest.mark.parametrize(
    ("tex", "line", "words", "mots"),
    [
        (r"\frac{a}{b}", "a/b", "a over b", "a sur b"),
        (r"\frac{a+b}{2}", "(a + b)/2", "a plus b, over 2", "a plus b, sur 2"),
        (r"\sqrt{x}", "sqrt(x)", "square root of x", "racine carrée de x"),
        (r"x^2", "x^2", "x squared", "x au carré"),
        (r"x^{n+1}", "x^(n + 1)", "x to the power n plus 1", "x puissance n plus 1"),
        (r"\binom{n}{k}", "binom(n, k)", "n choose k", "k parmi n"),
        (r"-b \pm 1", "−b ± 1", "minus b plus or minus 1", "moins b plus ou moins 1"),
        (r"90^\circ", "90°", "90 degrees", "90 degrés"),
        (r"\sin x", "sin x", "sin x", "sin x"),
        (
            r"f'(x)",
            "f′(x)",
            "f prime open parenthesis x close parenthesis",
            "f prime parenthèse ouvrante x parenthèse fermante",
        ),
        (r"\Delta", "Δ", "capital delta", "delta majuscule"),
        (
            r"\sum_{i=0}^n i",
            "∑_(i = 0)^n i",
            "the sum from i equals 0 to n of i",
            "la somme de i égale 0 à n de i",
        ),
        (r"3{,}14", "3,14", "3,14", "3,14"),
    ],
)
def test_lines_and_words(tex: str, line: str, words: str, mots: str) -> None:
    assert linear(tex) == line
    assert plain(f"${tex}$") == line
    assert speak(tree(tex), "en") == words
    assert speak(tree(tex), "fr") == mots


def test_a_binomial_has_no_bar_anywhere() -> None:
    assert 'linethickness="0"' in mathml(Math(r"\binom{n}{k}"))
    assert value(tree(r"\binom{n}{k}"))["m"] == "binom"
    assert binomial(tree(r"\frac{n}{k}")) is None


def test_mathml_sets_limits_where_they_belong() -> None:
    assert "<munderover>" in mathml(Math(r"\sum_{i=1}^n i", display=True))
    assert "<msubsup>" in mathml(Math(r"\sum_{i=1}^n i"))


@pytest.mark.parametrize(
    ("tex", "shown"),
    [
        ("a<b", r"\(a&lt;b\)"),
        ("50%", r"\(50\%\)"),
        (r"50\%", r"\(50\%\)"),
        ("[sound:x]", r"\(&#91;sound:x]\)"),
        (r"\unicode{x}", r"<code>\unicode{x}</code>"),
    ],
)
def test_mathjax(tex: str, shown: str) -> None:
    assert mathjax(Math(tex)) == shown


@pytest.mark.parametrize("tex", [r"\frac{1}{x^{2}}", "{{{x}}}", "a::b", "{{c1::x}}", "a:::::b"])
def test_mathjax_inside_of_a_cloze_closes_nothing(tex: str) -> None:
    shown = mathjax_cloze(Math(tex))
    assert "}}" not in shown
    assert "{{" not in shown
    assert "::" not in shown


def test_typst_values() -> None:
    assert value(tree(r"\hat x + \sqrt[3]{y}")) == [
        {"m": "accent", "b": {"m": "id", "v": "x"}, "v": "hat"},
        {"m": "op", "v": "+"},
        {"m": "root", "b": {"m": "id", "v": "y"}, "i": {"m": "num", "v": "3"}},
    ]
