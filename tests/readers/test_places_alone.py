"""A question's places are read from its own block alone: they must be those of the whole file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from quizkit import readers
from quizkit.diagnostics import Loc
from quizkit.readers.events import Place
from quizkit.readers.places import File, Places

ROOT = Path(__file__).parents[2]
FILES = sorted(
    [
        *(ROOT / "decks").rglob("*.yaml"),
        *(ROOT / "tests" / "corpus").rglob("*.yaml"),
        *(ROOT / "tests" / "labelled").rglob("*.yaml"),
        *(ROOT / "quizkit" / "starters").glob("*.yaml"),
    ]
)

STRANGE = """\
deck: d
title: T
lang: en
questions:
  # before the first
  - id: a
    type: essay
# a remark at the left
    prompt: |
        four

      # no remark

    hint:
  -   id: b
      type: essay
      prompt: "in quotes
    over lines"
  - {id: c, type: essay,
    prompt: in braces}
  -
    id: d
    type: essay
    prompt: >-
      folded
      lines   # not a remark
  - prompt: plain
      over lines
    type: essay

    id: é
"""


def _places(place: Place, loc: Loc = ()) -> Iterator[Loc]:
    yield loc
    children = place.children or {}
    items = children.items() if isinstance(children, dict) else enumerate(children)
    for key, child in items:
        yield from _places(child, (*loc, key))


def _both(text: str, file: File) -> tuple[Places, Places, list[Loc]]:
    whole = File("d.yaml", text)
    assert whole.root is not None
    return (
        Places((file,)),
        Places((whole,)),
        [loc for loc in _places(whole.root) if loc[:1] == ("questions",)],
    )


def _same(alone: Places, whole: Places, locs: list[Loc]) -> None:
    for loc in locs:
        for on_key in (False, True):
            assert alone.span(loc, on_key=on_key) == whole.span(loc, on_key=on_key), loc
        assert alone.span((*loc, "missing")) == whole.span((*loc, "missing")), loc


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_places_are_the_same(path: Path) -> None:
    loaded = readers.read(path)
    for file in loaded.places.files:
        if not file.starts:
            continue
        alone, whole, locs = _both(file.text, File(file.path, file.text, file.starts))
        for places in (alone, whole):
            places.files[0].path = "d.yaml"
        _same(alone, whole, locs)


@pytest.mark.parametrize("ending", ["\n", "\n\nworksheets: []\n", ""])
def test_of_strange_blocks_too(ending: str, tmp_path: Path) -> None:
    path = tmp_path / "d.yaml"
    path.write_text(STRANGE.rstrip("\n") + ending, encoding="utf-8")
    loaded = readers.read(path)
    (file,) = loaded.places.files
    assert len(file.starts) == 5
    alone, whole, locs = _both(file.text, File("d.yaml", file.text, file.starts))
    _same(alone, whole, locs)
    assert len(locs) > 15


def test_a_row_of_braces_is_read_as_a_whole(tmp_path: Path) -> None:
    path = tmp_path / "d.yaml"
    asked = ", ".join(f"{{id: q{n}, type: essay, prompt: P}}" for n in range(3))
    path.write_text(f"deck: d\ntitle: T\nlang: en\nquestions: [{asked}]\n")
    (file,) = readers.read(path).places.files
    alone, whole, locs = _both(file.text, File("d.yaml", file.text, file.starts))
    _same(alone, whole, locs)
