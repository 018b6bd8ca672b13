from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from html_support import ARGS, NAMES, Visit


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    playwright = pytest.importorskip("playwright.sync_api")
    known = os.environ.get("QUIZKIT_CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    if known is None:
        if os.environ.get("QUIZKIT_REQUIRE_BROWSER") == "1":
            pytest.fail("no Chromium found: set QUIZKIT_CHROMIUM")
        pytest.skip("no Chromium found")
    with playwright.sync_playwright() as started:
        made = started.chromium.launch(executable_path=known, args=list(ARGS))
        yield made
        made.close()


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
