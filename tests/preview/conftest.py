from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import chromium
import pytest
from preview_support import Visit, served, written

from quizkit.preview.server import Preview


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with chromium.launched() as made:
        yield made


@pytest.fixture
def deck(tmp_path: Path) -> Path:
    """The file of a small deck, alone in its folder."""
    return written(tmp_path / "decks")


@pytest.fixture
def server(deck: Path) -> Iterator[Preview]:
    """A preview of `deck`."""
    with served(deck) as made:
        yield made


@pytest.fixture
def visit(browser: Any) -> Iterator[Callable[..., Visit]]:
    """Opens the preview; afterwards nothing may have gone wrong or have been asked of other machines."""
    visits: list[Visit] = []

    def made(server: Preview, query: str = "", **context: Any) -> Visit:
        visits.append(Visit(browser, server, query, **context))
        return visits[-1]

    yield made
    for each in visits:
        each.context.close()
        assert each.errors == []
        assert each.elsewhere == []
