"""Any text comes back letter for letter, read with lxml (libxml2): its XML parser, then its HTML parser.

The converters of Canvas itself were run on the same texts by hand; here their two traps are watched:
text that New Quizzes reads as HTML, and brackets that name a blank.
"""

from __future__ import annotations

import hostile
import pytest
from canvas_support import Package, key, package, spaced
from hypothesis import given, settings

from quizkit.model.deck import Deck
from quizkit.papers import assemble


def whole(text: str) -> None:
    deck = hostile.deck(text)
    found = package(deck)
    shown = spaced(text)
    stems(found, shown)
    choices(found, deck, shown)
    typed(found, shown)
    pairs(found, deck, shown)


def stems(found: Package, text: str) -> None:
    assert len(found.items) == 10
    for name, item in found.items.items():
        if name != "cloze":
            assert item.stem == text, name
        assert item.feedback["general_fb"].endswith(text), name
        if name not in ("essay", "flashcard"):
            assert item.feedback["general_fb"] == text, name
    essay = found.items["essay"].feedback["general_fb"]
    assert essay == spaced(f"Model answer{text}Rubric{text} (2){text}")


def choices(found: Package, deck: Deck, text: str) -> None:
    order = {item.question.id: item.order for item in assemble(deck, None)[0].items}
    choice = found.items["choice"]
    options = [text, f"b {text}", f"c {text}"]
    assert list(choice.lists["response1"].values()) == [options[index] for index in order["choice"]]
    assert key(choice) == [text]
    assert [choice.feedback[f"{ident}_fb"] for ident in choice.right["response1"]] == [text]
    multiple = found.items["multiple"]
    options = [text, f"a {text}", f"b {text}"]
    assert list(multiple.lists["response1"].values()) == [options[index] for index in order["multiple"]]
    assert set(key(multiple)) == {text, f"a {text}"}


def typed(found: Package, text: str) -> None:
    right = found.items["short-answer"].right["response1"]  # and as keyboards write them
    assert right[0] == text
    assert f"b {text}" in right
    cloze = found.items["cloze"]
    first, second = cloze.lists
    assert [list(answers.values()) for answers in cloze.lists.values()][1] == ["z"]
    if text != "}}":  # it ends the blank, whoever reads it
        assert key(cloze, first) == [spaced(f"x {text.replace('::', ': :')} y")]
        names = [f"[{name.removeprefix('response_')}]" for name in (first, second)]
        assert cloze.stem == spaced(f"before {names[0]} {text} {names[1]} after")


def pairs(found: Package, deck: Deck, text: str) -> None:
    matching = found.items["matching"]
    for response, letter in zip(matching.lists, "ab", strict=True):
        assert matching.prompts[response] == f"{letter} {text}"
        assert key(matching, response) == [f"{letter} {text}"]
    (order,) = [item.order for item in assemble(deck, None)[0].items if item.question.id == "matching"]
    rights = [f"{letter} {text}" for letter in "abc"]
    assert list(matching.lists["response_2001"].values()) == [rights[index] for index in order]
    ordering = found.items["ordering"]
    if ordering.kind == "ordering_question":
        assert key(ordering) == rights
    else:
        places = {ordering.prompts[response]: key(ordering, response) for response in ordering.lists}
        assert places == {right: [str(place)] for place, right in enumerate(rights, 1)}


@pytest.mark.parametrize("text", hostile.TEXTS)
def test_what_means_something_elsewhere_means_nothing_here(text: str) -> None:
    whole(text)


def test_a_long_text() -> None:
    whole(hostile.LONG)


@settings(max_examples=60, deadline=None)
@given(hostile.TEXT)
def test_any_text(text: str) -> None:
    if not any(sign in text for sign in ("{{c", "}}", ":::")):  # what the notation of blanks cannot hold
        whole(text)
