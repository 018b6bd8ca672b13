"""Each bad deck beside this file, and what the command says of it: `Y19-….yaml` and `Y19-….txt`.

The names begin with the kind: Y what YAML does to text, S the schema, H what could act in a page,
T what could act in a formula or on paper, L what could act in a terminal.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from bad_support import quizkit

HERE = Path(__file__).parent
FILES = sorted(HERE.glob("*.yaml"))


@pytest.mark.parametrize("file", FILES, ids=[file.stem for file in FILES])
def test_a_bad_deck(file: Path, golden: Callable[[Path, str], None], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(HERE)
    result = quizkit("check", file.name)
    golden(file.with_suffix(".txt"), f"{result.stdout}exit {result.exit_code}\n")

    in_json = quizkit("check", "--format", "json", file.name).stdout
    assert quizkit("check", "--format", "json", file.name).stdout == in_json, "the same result twice"
    found = json.loads(in_json)
    errors = [item for item in found if item["severity"] == "error"]
    assert result.exit_code == (1 if errors else 0)
    for item in found:
        assert item["file"] == file.name
        assert item["line"], "every mistake has its place"
        assert item["column"]
        assert item["hint"], "and its remedy"
    places = [(item["line"], item["column"]) for item in found]
    assert places == sorted(places)
    causes = {(place, item["message"]) for place, item in zip(places, found, strict=True)}
    assert len(causes) == len(found), "one cause, one finding"


def warns_only(file: Path) -> bool:
    expected = file.with_suffix(".txt")
    return expected.exists() and expected.read_text(encoding="utf-8").endswith("exit 0\n")


WRONG = [file for file in FILES if not warns_only(file)]


@pytest.mark.parametrize("file", WRONG, ids=[file.stem for file in WRONG])
def test_nothing_is_built_of_it(file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where there are errors the output folder stays as it was, and so does the deck's."""
    monkeypatch.chdir(tmp_path)
    out = tmp_path / "build"
    out.mkdir()
    (out / "d.apkg").write_bytes(b"the old one")
    Path("bad.yaml").write_bytes(file.read_bytes())
    result = quizkit("build", "--out", out, "bad.yaml")
    assert result.exit_code == 1
    assert re.search(r"error\[QK\d{3}\]", result.stderr)
    assert [item.name for item in out.iterdir()] == ["d.apkg"]
    assert (out / "d.apkg").read_bytes() == b"the old one"
    assert sorted(item.name for item in tmp_path.iterdir()) == ["bad.yaml", "build"]
