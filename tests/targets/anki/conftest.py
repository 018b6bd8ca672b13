from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from anki_support import Student


@pytest.fixture
def student(tmp_path: Path) -> Iterator[Student]:
    """A student with an empty collection."""
    made = Student(tmp_path / "student")
    yield made
    made.col.close()
