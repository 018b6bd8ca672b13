from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import chromium
import pytest
from html_support import Visit


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with chromium.launched() as made:
        yield made


@pytest.fixture
def visit(browser: Any, tmp_path: Path) -> Iterator[Callable[..., Visit]]:
    """Opens a page's bytes, offline; afterwards nothing may have been asked for or gone wrong."""
    visits: list[Visit] = []

    def opened(content: bytes, **context: Any) -> Visit:
        path = tmp_path / f"page-{len(visits)}.html"
        path.write_bytes(content)
        visits.append(Visit(browser, path, **context))
        return visits[-1]

    yield opened
    for each in visits:
        each.context.close()
        assert each.requests == []
        assert each.errors == []
