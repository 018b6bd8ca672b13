"""The tree as HTML, as plain text, and as values for Typst."""

from __future__ import annotations

import subprocess
import sys

import pytest

from quizkit.markup import escape, html, plain
from quizkit.markup.html import HtmlStyle
from quizkit.markup.typst import typst


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a < b & c", "a &lt; b &amp; c"),
        ("*a* `<b>`", "<em>a</em> <code>&lt;b&gt;</code>"),
        ("<img src=x onerror=alert(1)>", "&lt;img src=x onerror=alert(1)&gt;"),
        ("[x](javascript:alert(1))", "[x](javascript:alert(1))"),
        ('[x](https://e.org/?a="b)', '<a href="https://e.org/?a=&quot;b">x</a>'),
        ('![a"onload=x](p.png)', '<img src="p.png" alt="a&quot;onload=x">'),
        ("a\\\nb", "a<br>b"),
        ("a\n\nb", "<p>a</p>\n<p>b</p>"),
        ("- a\n- b\n\n5. c\n6. d", '<ul><li>a</li><li>b</li></ul>\n<ol start="5"><li>c</li><li>d</li></ol>'),
        (
            "|a|b|\n|-|-:|\n|*1*|2|",
            '<table><thead><tr><th>a</th><th class="right">b</th></tr></thead>'
            '<tbody><tr><td><em>1</em></td><td class="right">2</td></tr></tbody></table>',
        ),
        (
            "```py\na<b\n```\n\n> q",
            '<pre><code class="language-py">a&lt;b</code></pre>\n<blockquote><p>q</p></blockquote>',
        ),
    ],
)
def test_html(text: str, shown: str) -> None:
    assert html(text) == shown


def test_style() -> None:
    style = HtmlStyle(
        escape=str.upper,
        image=lambda src: f"qk-{src}",
        math=lambda math: f"({math.tex})",
        blank=lambda blank, inner: f"[{blank.number}:{inner}:{blank.hint}]",
    )
    assert html("a ![b](c.png) $d$ {{c1::*e*::f}}", style, blanks=True) == (
        'A <img src="qk-c.png" alt="B"> (d) [1:<em>E</em>:f]'
    )
    assert html("plain", style) == "PLAIN"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("*a* **b** ~~c~~ `d`", "a b c d"),
        ("[x](https://e.org)", "x (https://e.org)"),
        ("<https://e.org> <a@e.org>", "https://e.org a@e.org"),
        ("![a map](m.png)", "a map"),
        ("- a\n  - b\n- c", "- a\n  - b\n- c"),
        ("9. a\n10. b", "9. a\n10. b"),
        ("|a|b|\n|-|-|\n|1|2|", "a\tb\n1\t2"),
        ("> a\n>\n> b", "> a\n> \n> b"),
        (r"$\frac{1}{2}$", "1/2"),
    ],
)
def test_plain(text: str, shown: str) -> None:
    assert plain(text) == shown


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("plain text, no. 5", "plain text, no. 5"),
        ("# x", "# x"),
        ("a*b", r"a\*b"),
        ("$5", r"\$5"),
        ("- a\n1. b", "\\- a\\\n1\\. b"),
    ],
)
def test_escape(text: str, source: str) -> None:
    assert escape(text) == source


def test_typst() -> None:
    assert typst("plain", str) == "plain"
    assert typst("a *b* ![c](d.png)", lambda src: f"assets/{src}") == [
        "a ",
        {"t": "em", "c": ["b"]},
        " ",
        {"t": "image", "src": "assets/d.png", "alt": "c"},
    ]
    assert typst("- a\n\nb", str) == [
        {"t": "list", "start": None, "items": [[{"t": "par", "c": ["a"]}]]},
        {"t": "par", "c": ["b"]},
    ]
    assert typst("$x^2$ {{c1::a::h}}", str, "fr", blanks=True) == [
        {
            "t": "math",
            "display": False,
            "tex": "x^2",
            "alt": "x au carré",
            "m": {"m": "script", "b": {"m": "id", "v": "x"}, "sub": None, "sup": {"m": "num", "v": "2"}},
        },
        " ",
        {"t": "blank", "n": 1, "hint": "h", "c": ["a"]},
    ]
    assert typst(r"$\foo$", str) == [
        {"t": "math", "display": False, "tex": r"\foo", "alt": r"\foo", "m": None}
    ]


def test_plain_text_needs_no_parser() -> None:
    """Start-up: a deck without markup never pays for markdown-it-py."""
    program = (
        "import sys; from quizkit.markup import *; t = 'Who? When & where - 1.5 (a) #2 +3'; "
        "html(t), plain(t), escape(t), problems(t), images(t), parse(t); "
        "sys.exit(any(name.startswith(('markdown_it', 'latex2mathml')) for name in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


def test_a_tab_is_a_space_on_paper() -> None:
    assert typst("a\tb", str) == "a b"
    assert typst("a\t**b**", str)[0] == "a "
