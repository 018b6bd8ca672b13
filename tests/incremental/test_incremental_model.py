"""Any sequence of changes and builds."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from incremental_support import ALL, build, png

from quizkit import lockfile
from quizkit.incremental import Asked

_WORDS = st.sampled_from(["up", "down", "around"])
_STEPS = st.one_of(
    st.tuples(st.just("edit"), st.sampled_from("ab"), _WORDS),
    st.tuples(st.just("picture"), st.integers(100, 101)),
    st.tuples(
        st.just("spoil"), st.sampled_from(sorted(ALL - {"a.apkg", "b.apkg"})), st.sampled_from(["", "x"])
    ),
    st.tuples(st.just("settings"), st.booleans()),
    st.tuples(
        st.just("build"),
        st.lists(st.sampled_from(["csv", "gift", "anki", "json"]), min_size=1, max_size=3, unique=True),
        st.sampled_from([("decks",), ("decks/a.yaml",), ("decks/b",), ("decks/b", "decks/a.yaml")]),
        st.sampled_from(["", "monday"]),
    ),
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(_STEPS, min_size=2, max_size=9))
def test_after_any_changes_the_files_are_those_of_a_full_build(steps: list[tuple[object, ...]]) -> None:
    for folder in ("build", "full"):
        shutil.rmtree(folder, ignore_errors=True)
    for lock in Path("decks").rglob(lockfile.NAME):
        lock.unlink()
    Path("quizkit.toml").unlink(missing_ok=True)
    Path("decks/pics/square.png").write_bytes(png(100))
    for deck in "ab":
        _edit(deck, "up")
    for step in [*steps, ("build", ["csv", "anki"], ("decks",), "")]:
        match step:
            case ("edit", str(deck), str(word)):
                _edit(deck, word)
            case ("picture", int(colour)):
                Path("decks/pics/square.png").write_bytes(png(colour))
            case ("spoil", str(name), str(text)) if Path("build", name).exists():
                Path("build", name).write_text(text) if text else Path("build", name).unlink()
            case ("settings", bool(there)):
                Path("quizkit.toml").write_text("[rules]\n") if there else Path("quizkit.toml").unlink(
                    missing_ok=True
                )
            case ("build", list(targets), tuple(paths), str(seed)):
                _compare(tuple(targets), paths, seed)


def _edit(deck: str, word: str) -> None:
    path = Path("decks/a.yaml" if deck == "a" else "decks/b/one.yaml")
    path.write_text(re.sub(r"Look \w+", f"Look {word}", path.read_text(encoding="utf-8")), encoding="utf-8")


def _compare(targets: tuple[str, ...], paths: tuple[str, ...], seed: str) -> None:
    """A build, and a full one of the same into another folder: same files, same words."""
    found = build(Asked(targets=targets, seed=seed), *paths)
    shutil.rmtree("full", ignore_errors=True)
    full = build(Asked(targets=targets, seed=seed, force=True, out=Path("full")), *paths)
    assert found.ok
    for path in full.paths:
        assert path.read_bytes() == Path("build", path.name).read_bytes(), path.name
    lasting = {"QK402", "QK403"}
    said = [item for item in found.diagnostics if item.code not in lasting]
    assert sorted(map(repr, said)) == sorted(
        map(repr, full.diagnostics)
    )  # two of one place may be in another order
    assert build(Asked(targets=targets, seed=seed), *paths).paths == frozenset()
