"""What Markdown means here, by example."""

from __future__ import annotations

import pytest

from quizkit.markup import images, parse, plain, problems
from quizkit.markup.check import inlines
from quizkit.markup.tree import (
    Blank,
    Break,
    Code,
    CodeBlock,
    Document,
    Emphasis,
    Heading,
    Image,
    Inline,
    Link,
    List,
    Math,
    Paragraph,
    Quote,
    Rule,
    Strike,
    Strong,
    Table,
    Text,
)


def inline(text: str, *, blanks: bool = False) -> tuple[Inline, ...]:
    found = parse(text, blanks=blanks).inline
    assert found is not None
    return found


def codes(text: str, *, blanks: bool = False) -> list[str]:
    return [found.code for found in problems(text, blanks=blanks)]


@pytest.mark.parametrize(
    "text",
    [
        "32",
        "# x",
        "- 5",
        "+1",
        "1. Mai",
        "1986. A great year",
        "> 5",
        "---",
        "| a | b |",
        "no: 1:30",
        "C:\\new",
        "&lt; 5",
        "&amp; &#x6a; &copy;",
        "costs $5 and $6",
        "$5/$6",
        "<b>bold</b>",
        "<img src=x onerror=alert(1)>",
        "std::vector<std::string>",
        "@ref",
        "<lbl>",
        "//",
        "#while true {}",
        "snake_case_name",
        "2 * 3 * 4",
        "a ` b",
        "[a]: http://x",
        "{{Front}}",
        "{{c1::x}}",
        "[sound:x.mp3]",
        "www.example.org",
        "50% of 3 < 4",
    ],
)
def test_one_line_without_markup_is_what_it_says(text: str) -> None:
    assert inline(text) == (Text(text),)


@pytest.mark.parametrize(
    ("text", "nodes"),
    [
        ("*a*", (Emphasis((Text("a"),)),)),
        ("_a_", (Emphasis((Text("a"),)),)),
        ("**a**", (Strong((Text("a"),)),)),
        ("~~a~~", (Strike((Text("a"),)),)),
        ("`a  *b*`", (Code("a  *b*"),)),
        ("***a***", (Emphasis((Strong((Text("a"),)),)),)),
        ("[a](https://e.org)", (Link("https://e.org", (Text("a"),)),)),
        ("<https://e.org>", (Link("https://e.org", (Text("https://e.org"),)),)),
        ("<a@e.org>", (Link("mailto:a@e.org", (Text("a@e.org"),)),)),
        ("[a](https://e.org/?x=1&amp;y)", (Link("https://e.org/?x=1&amp;y", (Text("a"),)),)),
        ("![a *b*](x y.png)", (Text("![a "), Emphasis((Text("b"),)), Text("](x y.png)"))),
        ("![a *b*](<x y.png>)", (Image("x y.png", "a b"),)),
        ("$x_1$", (Math("x_1"),)),
        ("$$x$$", (Math("x", display=True),)),
        ("$a * b * c$", (Math("a * b * c"),)),
        ("a\\*b", (Text("a*b"),)),
        ("a\\\nb", (Text("a"), Break(), Text("b"))),
        ("a  \nb", (Text("a"), Break(), Text("b"))),
        ("a\nb", (Text("a b"),)),
        ("a\r\nb", (Text("a b"),)),
    ],
)
def test_inline(text: str, nodes: tuple[Inline, ...]) -> None:
    assert inline(text) == nodes


def paragraph(text: str) -> Paragraph:
    return Paragraph((Text(text),))


@pytest.mark.parametrize(
    ("text", "blocks"),
    [
        ("# H\n\nx", (Heading(1, (Text("H"),)), paragraph("x"))),
        ("- a\n- b", (List(((paragraph("a"),), (paragraph("b"),)), None),)),
        ("3. a\n4. b", (List(((paragraph("a"),), (paragraph("b"),)), 3),)),
        (
            "- a\n  - b",
            (List(((paragraph("a"), List(((paragraph("b"),),), None)),), None),),
        ),
        ("> a\n> b", (Quote((paragraph("a b"),)),)),
        ("a\n\n---", (paragraph("a"), Rule())),
        ("```py x\na *b*\n```", (CodeBlock("a *b*", "py"),)),
        ('```"><script>\na\n```', (CodeBlock("a", ""),)),
        (
            "|a|b|\n|:-|-:|\n|1|2|",
            (Table(((Text("a"),), (Text("b"),)), (((Text("1"),), (Text("2"),)),), ("left", "right")),),
        ),
        ("$$\na\n+ b\n\n- c\n$$", (Paragraph((Math("a\n+ b\n\n- c", display=True),)),)),
        ("a\n===\nb", (paragraph("a === b"),)),
        ("a\n\n    b", (paragraph("a"), paragraph("b"))),
        ("[a]: http://x\n\n[a]", (paragraph("[a]: http://x"), paragraph("[a]"))),
        ("<div>\n\n*a*\n</div>", (paragraph("<div>"), Paragraph((Emphasis((Text("a"),)), Text(" </div>"))))),
    ],
)
def test_blocks(text: str, blocks: tuple[object, ...]) -> None:
    assert parse(text).blocks == blocks


def test_nothing_is_an_empty_document() -> None:
    assert parse(" \n ") == Document(())
    assert problems("") == ()


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "<jAvA\tscript:alert(1)>",
        "<java&#10;script:x>",
        "&#x6a;avascript:x",
        "vbscript:x",
        "data:text/html,x",
        "file:///etc/passwd",
        "//evil.org",
        "page.html",
        "\u200bjavascript:x",
    ],
)
def test_a_link_that_is_not_allowed_is_text(address: str) -> None:
    source = f"[x]({address})"
    assert not any(isinstance(node, Link) for node in inlines(parse(source)))
    assert plain(source) == source
    assert codes(source) == ["QK133"]


def test_an_address_with_hidden_characters_is_cleaned() -> None:
    assert inline("[x](<ht\ttps://e.org/\u200ba>)") == (Link("https://e.org/a", (Text("x"),)),)


def test_cells_beyond_the_header_are_kept_and_reported() -> None:
    source = "> |a|b|\n> |-|-|\n> |1|2|3|4|"
    assert codes(source) == ["QK132"]
    assert "2 | 3 | 4" in plain(source)


def test_images_in_their_order() -> None:
    assert images("![a](1.png) x\n\n- ![b](2.png)") == (Image("1.png", "a"), Image("2.png", "b"))
    assert images("no picture! [x](y)") == ()


@pytest.mark.parametrize("text", ["{{Front}}", "Front: {{type:Back}}", "{{#x}}", "`{{c1::x}}`", "{{c1::x}}"])
def test_card_template_syntax_is_reported(text: str) -> None:
    assert codes(text) == ["QK134"]


def test_a_sound_is_reported() -> None:
    assert codes("hear [sound:../../x.mp3]") == ["QK135"]


def test_blank() -> None:
    assert inline("a {{c1::b::c}} d", blanks=True) == (Text("a "), Blank(1, (Text("b"),), "c"), Text(" d"))


@pytest.mark.parametrize(
    ("text", "blank"),
    [
        ("{{c1::_x_}}", Blank(1, (Emphasis((Text("x"),)),), "")),
        ("{{c2::$\\frac{1}{2}$}}", Blank(2, (Math("\\frac{1}{2}"),), "")),
        ("{{c1::`}}`}}", Blank(1, (Code("}}"),), "")),
        ("{{c1::a {{c2::b}}}}", Blank(1, (Text("a "), Blank(2, (Text("b"),), "")), "")),
    ],
)
def test_markup_inside_of_a_blank(text: str, blank: Blank) -> None:
    assert inline(text, blanks=True) == (blank,)


@pytest.mark.parametrize(
    "text",
    [
        "**{{c1::a}}**",
        "x **{{c1::a}}** y",
        "- {{c1::a}}\n- b",
        "|x|\n|-|\n|{{c1::a}}|",
        "# {{c1::a}}\n\nb",
        "> {{c1::a\n> b}}",
        "[{{c1::a}}](https://e.org)",
    ],
)
def test_a_blank_inside_of_markup(text: str) -> None:
    found = [node for node in inlines(parse(text, blanks=True)) if isinstance(node, Blank)]
    assert [node.number for node in found] == [1]
    assert codes(text, blanks=True) == []


@pytest.mark.parametrize(
    "text",
    [
        "{{c1::a\n\nb}}",
        "*{{c1::a*}}",
        "{{c1::*a}}*",
        "{{c1::- a}}\n- b\n- {{c2::c\n\n\nd}}",
        "[x](https://e.org/{{c1::a}})",
        "![{{c1::a}}](x.png)",
        "{{c1::a::{{c2::b}}}}",
        "$x = {{c1::5}}$",
        "x $y{{c1::5}}$ {{c2::z}}",
    ],
)
def test_a_blank_that_cannot_be_is_reported(text: str) -> None:
    assert set(codes(text, blanks=True)) == {"QK109"}


def test_broken_blanks_stay_as_written_and_others_stand() -> None:
    text = "{{c1::*a}}* {{c2::b}}"
    assert plain(text, blanks=True) == "{{c1::a}} b"


def test_stand_ins_for_blanks_are_no_input() -> None:
    text = "{\ufdd0o0\ufdd0}x{\ufdd0c0\ufdd0} {{c1::a}}"
    assert plain(text, blanks=True) == "{\ufdd0o0\ufdd0}x{\ufdd0c0\ufdd0} a"
    every = "".join(map(chr, range(0xFDD0, 0xFDF0))) + "{{c1::a}}"
    assert plain(every, blanks=True) == every


def test_a_picture_with_a_space_in_its_name_gets_its_own_advice() -> None:
    (found,) = problems("see ![a photo](photos/my cat.png) here")
    assert found.code == "QK133"
    assert "no picture `photos/my cat.png`" in found.message
    assert "(<photos/my cat.png>)" in found.hint
    assert [image.src for image in images("see ![a photo](<photos/my cat.png>) here")] == [
        "photos/my cat.png"
    ]
