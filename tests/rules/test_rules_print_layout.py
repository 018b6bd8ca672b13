"""QK260 to QK263: pictures without words, and what fits neither paper nor phone."""

from __future__ import annotations

from typing import Any

import hostile
import pytest
from rules_support_cards import card, deck, lint

from quizkit import rules
from quizkit.diagnostics import Finding
from quizkit.rules import image_without_alt, long_options, long_prompt, wide_table
from quizkit.rules.view import View


def pictured(alt: str, file: str = "media/rhine_map.png") -> list[Finding]:
    return lint(image_without_alt.RULE, deck(card(f"Which river?\n\n![{alt}]({file})", "the Rhine")))


SILENT = [
    "",
    " ",
    "image",
    "Image",
    "picture 2",
    "Photo",
    "figure 3",
    "an image",
    "see the picture",
    "alt text",
    "rhine_map.png",
    "RHINE_MAP.PNG",
    "media/rhine_map.png",
    "rhine_map",
    "IMG 0042.jpg",
    "une image",
    "la photo",
    "photographie",
    "illustration 1",
    "capture d’écran",
    "…",
    "12",
]


@pytest.mark.parametrize("alt", SILENT)
def test_words_that_do_not_say_what_a_picture_shows(alt: str) -> None:
    (found,) = pictured(alt)
    assert (found.code, found.loc) == ("QK260", ("questions", 0, "prompt"))
    assert "rhine_map.png shows" in found.message
    assert "describe it" in found.hint


@pytest.mark.parametrize(
    "alt",
    [
        "A map of the Rhine",
        "map",
        "the Rhine",
        "image of a bridge",
        "photo of the Rhine at Basel",
        "rhine",
        "Une carte du Rhin",
        "carte",
        "pont",
        "photo d’un pont",
        "$x^2$",
        "Рейн",
        "図 1",
        "∑",
        "H₂O",
        "x = 2",
        "Figure of eight knot",
    ],
)
def test_words_that_say_something(alt: str) -> None:
    assert not pictured(alt)


def test_pictures_in_fields_options_and_passages() -> None:
    silent = {"file": "a.png", "alt": "image"}
    spoken = {"file": "a.png", "alt": "A bridge"}
    checked = deck(
        {**card("?", "!"), "image": silent, "images": [spoken, silent]},
        {"type": "choice", "prompt": "?", "answer": "![](a.png)", "distractors": ["![A](a.png) b", "c"]},
        passages=[{"id": "p", "text": "See ![](b.png)", "images": [silent]}],
        facts=[{"id": "f", "statement": "![](c.png) is a bridge"}],
    )
    found = lint(image_without_alt.RULE, checked)
    places = {each.loc for each in found}
    assert {("questions", 0, "image", "alt"), ("questions", 0, "images", 1, "alt")} <= places
    assert {
        ("questions", 1, "answer", "text"),
        ("passages", 0, "text"),
        ("passages", 0, "images", 0, "alt"),
    } <= places
    assert ("facts", 0, "statement") in places
    assert ("questions", 0, "images", 0, "alt") not in places


def test_code_that_looks_like_a_picture() -> None:
    assert not lint(image_without_alt.RULE, deck(card("What does `![](a.png)` show?", "a picture")))


def table(columns: int, cell: str = "x") -> str:
    row = f"| {' | '.join([cell] * columns)} |"
    return f"{row}\n|{'---|' * columns}\n{row}"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (table(9), "9 columns"),
        (table(12), "12 columns"),
        (f"Look:\n\n{table(9)}\n\nWell?", "9 columns"),
        (f"- a\n\n  {table(9).replace(chr(10), chr(10) + '  ')}", "9 columns"),
        ("> " + table(9).replace("\n", "\n> "), "9 columns"),
        (table(4, "w" * 30), "120 characters"),
        (table(3, "**bold** " * 10), "147 characters"),
    ],
)
def test_a_wide_table(text: str, message: str) -> None:
    (found,) = lint(wide_table.RULE, deck({**card("?", "!"), "explanation": text}))
    assert (found.code, found.loc) == ("QK261", ("questions", 0, "explanation"))
    assert message in found.message
    passages = [{"id": "p", "text": text}]
    assert [each.loc for each in lint(wide_table.RULE, deck(passages=passages))] == [("passages", 0, "text")]


@pytest.mark.parametrize(
    "text",
    [
        table(8),
        table(4, "w" * 27),
        table(2, "word " * 30),
        "| Event | Year | Why |\n|---|---|---|\n| Waterloo | 1815 | " + "word " * 30 + "|",
        "a | b | c | d | e | f | g | h | i | j | k",
        f"```\n{table(12)}\n```",
        "| a | b |\n" * 20,
        f"`{table(9)}`",
    ],
)
def test_a_table_that_fits(text: str) -> None:
    assert not lint(wide_table.RULE, deck({**card("?", "!"), "explanation": text}))


def test_a_project_sets_the_width() -> None:
    assert lint(wide_table.RULE, deck(card(table(5), "!")), columns=4)
    assert not lint(wide_table.RULE, deck(card(table(9), "!")), columns=9)


LONG = "A cell has many parts, and each has its task. " * 14


@pytest.mark.parametrize("kind", ["flashcard", "short-answer", "essay", "true-false", "cloze"])
def test_a_long_prompt(kind: str) -> None:
    field = "text" if kind == "cloze" else "prompt"
    body: dict[str, Any] = {"type": kind, field: LONG + ("{{c1::x}}" if kind == "cloze" else "")}
    if kind != "essay" and kind != "cloze":
        body["answer"] = "true"
    (found,) = lint(long_prompt.RULE, deck(body))
    assert (found.code, found.loc) == ("QK262", ("questions", 0, field))
    assert "more than a phone shows at once" in found.message
    assert "passage" in found.hint
    passages = [{"id": "p", "text": "T"}]
    assert not lint(long_prompt.RULE, deck({**body, "passage": "p"}, passages=passages))
    assert not lint(long_prompt.RULE, deck(body), characters=700)


def test_what_is_not_shown_does_not_count() -> None:
    address = f"https://example.org/{'a' * 600}"
    assert not lint(long_prompt.RULE, deck(card("a " * 290 + " " * 100, "!", explanation=LONG)))
    assert not lint(long_prompt.RULE, deck(card(f"![A bridge](<{'b' * 600}.png>)", "!")))
    assert lint(long_prompt.RULE, deck(card(address, "!")))


def optioned(count: int, text: str = "x") -> dict[str, Any]:
    return {
        "type": "choice",
        "prompt": "?",
        "answer": text,
        "distractors": [f"o{n}" for n in range(count - 1)],
    }


def test_options_that_are_too_long_or_too_many() -> None:
    (found,) = lint(long_options.RULE, deck(optioned(11)))
    assert (found.code, found.loc) == ("QK263", ("questions", 0, "distractors"))
    assert found.message == "11 options are too many to choose from"
    (found,) = lint(long_options.RULE, deck(optioned(4, "w" * 201)))
    assert found.loc == ("questions", 0, "answer")
    assert "an option of 201 characters: `ww" in found.message
    assert not lint(long_options.RULE, deck(optioned(10, "w" * 200), optioned(4, "**" + "w" * 199 + "**")))


def test_options_of_multiple_and_matching() -> None:
    checked = deck(
        {"type": "multiple", "prompt": "?", "answers": ["a", "w" * 300], "distractors": ["c", "v" * 300]},
        {
            "type": "matching",
            "prompt": "?",
            "pairs": [["a", "u" * 300], ["t" * 300, "d"]],
            "distractors": ["e"],
        },
        {"type": "matching", "prompt": "?", "pairs": [[f"a{n}", f"b{n}"] for n in range(11)]},
        {"type": "ordering", "prompt": "?", "items": ["s" * 300, "x"]},
    )
    found = lint(long_options.RULE, checked)
    assert [each.loc for each in found] == [
        ("questions", 0, "answers", 1),
        ("questions", 0, "distractors", 1),
        ("questions", 1, "pairs", 0, "right"),
        ("questions", 1, "pairs", 1, "left"),
        ("questions", 2, "pairs"),
    ]


OURS = tuple(rule for rule in rules.RULES if "QK230" <= rule.code < "QK270")
TEXTS = (*hostile.TEXTS, hostile.LONG, "|\n|-\n" * 50, "{{c1::", "`" * 99, "\t\t \u00a0\u00a0 x")


@pytest.mark.parametrize(("number", "text"), list(enumerate(TEXTS)))
def test_any_text_is_looked_at_without_harm(number: int, text: str) -> None:
    facts = [{"id": f"f{each}", "statement": f"{text} {each}"} for each in range(3)]
    first, second = ("en", "fr", "he")[number % 3], ("fr", "he", "en")[number % 3]
    view = View(hostile.deck(text, lang=first, facts=facts))
    other = view.deck.model_copy(update={"lang": second})
    plan = rules.Plan(tuple((rule, rule.level) for rule in OURS))
    for found in [*rules.lint(view, plan), *rules.translation(view, View(other), plan)]:
        assert len(found.message) < 300
        assert "\n" not in found.message
