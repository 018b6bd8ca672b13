"""What the manifest says, and what it may hold."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from incremental_support import ALL, ASKED, append, build, written

from quizkit import discovery, readers
from quizkit.incremental import Asked, manifest


def test_the_manifest_has_the_same_bytes_for_the_same_build(monkeypatch: pytest.MonkeyPatch) -> None:
    build()
    before = Path("build", manifest.NAME).read_bytes()
    assert manifest.dump(manifest.read(Path("build")).values()) == before
    shutil.rmtree("build")
    Path("elsewhere").mkdir()
    shutil.copytree("decks", "elsewhere/decks")
    monkeypatch.chdir("elsewhere")
    os.utime("decks/a.yaml", (1, 1))
    build(ASKED, str(Path("decks").resolve()))
    assert Path("build", manifest.NAME).read_bytes() == before


def test_what_another_build_wrote_down_stays() -> None:
    build(ASKED, "decks/b")
    build(ASKED, "decks/a.yaml")
    assert {id for id, _ in manifest.read(Path("build"))} == {"a", "b"}
    assert written(build()) == set()
    Path("build/b.csv").unlink()
    append("decks/a.yaml", "\n")()
    build(ASKED, "decks/a.yaml")
    assert ("b", "csv") not in manifest.read(Path("build"))
    assert ("b", "gift") in manifest.read(Path("build"))


def test_a_build_that_writes_nothing_makes_no_folder() -> None:
    Path("decks/a.yaml").write_text(
        "deck: a\ntitle: T\nlang: en\nquestions:\n  - {id: q, type: essay, prompt: P}\n"
    )
    assert build(Asked(targets=("aiken",), unsupported="skip"), "decks/a.yaml").ok
    assert not Path("build").exists()


@pytest.mark.parametrize(
    "damage",
    [
        b"", b"null", b"[]", b"{}", b"\xff\xfe", b"[" * 100_000, b'{"version": 1}', b'{"version": 1, "made": 3}',
        b'{"version": 1, "made": [null, 3, {}, []]}', b'{"version": 1, "made": {"a": 1}}',
        b'{"version": 99, "made": []}', b'{"version": true, "made": []}', b'{"version": 1e999, "made": []}',
    ],
)  # fmt: skip
def test_a_manifest_that_makes_no_sense_is_as_none(damage: bytes) -> None:
    build()
    Path("build", manifest.NAME).write_bytes(damage)
    assert manifest.read(Path("build")) == {}
    assert written(build()) == ALL
    assert written(build()) == set()


def test_a_manifest_may_be_a_folder_or_a_link() -> None:
    build()
    path = Path("build", manifest.NAME)
    path.rename("elsewhere")
    path.symlink_to(Path("elsewhere").resolve())
    assert written(build()) == set()
    path.unlink()
    path.mkdir()
    assert manifest.read(Path("build")) == {}
    refused = build()
    assert [item.code for item in refused.diagnostics if item.severity == "error"] == ["QK030"]


def test_a_newer_manifest_is_not_believed() -> None:
    build()
    path = Path("build", manifest.NAME)
    path.write_text(path.read_text().replace('"version": 1', '"version": 2'))
    assert written(build()) == ALL


_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-2, 2) | st.text(max_size=3) | st.just("../../x"),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=4,
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_no_entry_that_was_tampered_with_breaks_a_build(data: st.DataObject) -> None:
    if not Path("build").exists():
        build(Asked(targets=("csv",)))
        shutil.copy(Path("build", manifest.NAME), "good")
    tree = json.loads(Path("good").read_bytes())
    row = data.draw(st.sampled_from(tree["made"]))
    row[data.draw(st.sampled_from(sorted(row)))] = data.draw(_VALUES)
    Path("build", manifest.NAME).write_text(json.dumps(tree))
    assert build(Asked(targets=("csv",))).ok
    assert build(Asked(targets=("csv",))).paths == frozenset()


def test_a_file_outside_of_the_folder_is_never_looked_at() -> None:
    build()
    path = Path("build", manifest.NAME)
    path.write_text(path.read_text().replace('"a.csv"', '"../build/a.csv"'))
    assert ("a", "csv") not in manifest.read(Path("build"))
    assert ("a", "gift") in manifest.read(Path("build"))


LOADED = """
import sys
sys.argv = ["quizkit", "build", "decks/b", "--target", "csv,anki"]
from quizkit.__main__ import run
try:
    run()
except SystemExit as end:
    assert not end.code, end.code
sys.stderr.write("modules: " + " ".join(sorted({name.split(".")[0] for name in sys.modules})))
"""


def test_a_build_without_work_imports_nothing_heavy() -> None:
    loaded = []
    for _ in range(2):
        done = subprocess.run(
            [sys.executable, "-c", LOADED], capture_output=True, encoding="utf-8", check=True
        )
        loaded.append(set(done.stderr.partition("modules: ")[2].split()))
    heavy = {"pydantic", "yaml", "genanki", "markdown_it", "watchfiles"}
    assert {"pydantic", "yaml", "genanki"} <= loaded[0]
    assert not loaded[1] & heavy


def test_the_files_of_a_deck_are_those_that_are_read() -> None:
    Path("decks/b/Deck.yml").write_text("questions: []\n")
    Path("decks/b/deep/er").mkdir(parents=True)
    Path("decks/b/deep/er/two.YAML").write_text("facts: []\n")
    for deck in (Path("decks/b"), Path("decks/a.yaml")):
        read = [file.path for file in readers.read(deck).places.files]
        assert [str(part) for part in discovery.parts(deck)] == read
