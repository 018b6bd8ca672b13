"""A real Chromium for tests that open pages; without one, they are skipped."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

NAMES = ("chromium", "google-chrome", "chromium-browser", "chrome")
ARGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)


@contextmanager
def launched(*more: str) -> Iterator[Any]:
    """The browser, with `more` arguments. QUIZKIT_REQUIRE_BROWSER=1 makes its absence a failure."""
    playwright = pytest.importorskip("playwright.sync_api")
    known = os.environ.get("QUIZKIT_CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    if known is None:
        if os.environ.get("QUIZKIT_REQUIRE_BROWSER") == "1":
            pytest.fail("no Chromium found: set QUIZKIT_CHROMIUM")
        pytest.skip("no Chromium found")
    with playwright.sync_playwright() as started:
        made = started.chromium.launch(executable_path=known, args=[*ARGS, *more])
        yield made
        made.close()
