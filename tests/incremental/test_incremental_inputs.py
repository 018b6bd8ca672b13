"""Every kind of input is noticed: options, environment, settings, fonts, quizkit itself."""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path

import pytest
from incremental_support import ALL, ASKED, append, build, written

import quizkit
from quizkit.incremental import Asked, fingerprint


def test_locked_fails_as_before() -> None:
    build()
    locked = Asked(targets=ASKED.targets, locked=True)
    assert written(build(locked)) == set()
    append("decks/a.yaml", "  - {id: fresh, type: essay, prompt: New}\n")()
    assert "QK406" in {item.code for item in build(locked).diagnostics}
    assert "QK406" in {item.code for item in build(locked).diagnostics}
    build()
    assert build(locked).ok


OPTIONS = [
    {"versions": 2},
    {"seed": "x"},
    {"paper": "letter"},
    {"large_print": True},
    {"unsupported": "skip"},
    {"fonts": (Path("fonts"),)},
    {"force": True},
    {"recover": True},
]


@pytest.mark.parametrize("options", OPTIONS, ids=lambda item: next(iter(item)))
def test_every_option_is_noticed(options: dict[str, object]) -> None:
    Path("fonts").mkdir()
    Path("fonts/x.ttf").write_bytes(b"x")
    build()
    assert written(build(Asked(targets=ASKED.targets, **options))) == ALL  # type: ignore[arg-type]


def test_every_option_is_in_this_test() -> None:
    named = {name for item in OPTIONS for name in item} | {"targets", "out", "locked", "touch"}
    assert set(Asked.__dataclass_fields__) == named


def test_fonts_are_compared_by_content() -> None:
    Path("fonts/deep").mkdir(parents=True)
    font = Path("fonts/deep/x.ttf")
    font.write_bytes(b"x")
    asked = Asked(targets=("csv",), fonts=(Path("fonts"),))
    build(asked)
    os.utime(font, (1, 1))
    assert written(build(asked)) == set()
    font.write_bytes(b"y")
    assert "a.csv" in written(build(asked))


def test_touch_stamps_every_note_and_is_not_believed_to_be_news_afterwards() -> None:
    build()
    touched = build(Asked(targets=ASKED.targets, touch=True))
    assert "QK410" in {item.code for item in touched.diagnostics}
    again = build()
    assert written(again) == set()
    assert "QK410" not in {item.code for item in again.diagnostics}


@pytest.mark.parametrize("value", ["1600000000", "1700000000"])
def test_the_environment_is_noticed(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    build()
    monkeypatch.setenv("SOURCE_DATE_EPOCH", value)
    assert written(build()) == ALL
    assert written(build()) == set()
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "soon")
    assert "QK031" in {item.code for item in build().diagnostics}


_environment = fingerprint.installed


def test_another_quizkit_is_noticed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The version, the code (one byte of any file that matters), a library."""
    before = _environment()
    assert _environment() == before
    monkeypatch.setattr(fingerprint, "__version__", "99")
    assert _environment() != before
    monkeypatch.undo()
    copy = tmp_path / "copy" / "quizkit"
    shutil.copytree(Path(quizkit.__file__).parent, copy, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(fingerprint, "__file__", str(copy / "incremental" / "fingerprint.py"))
    assert _environment() == before
    for name in ("words.py", "targets/pdf/template/content.typ", "markup/build.py"):
        data = (copy / name).read_bytes()
        (copy / name).write_bytes(data + b"\n")
        assert _environment() != before, name
        (copy / name).write_bytes(data)
    assert _environment() == before
    (tmp_path / "site" / "typst-99.dist-info").mkdir(parents=True)
    monkeypatch.syspath_prepend(str(tmp_path / "site"))
    assert _environment() != before


def test_the_libraries_are_found() -> None:
    found = {re.split(r"-\d", name)[0].lower() for name in fingerprint._libraries()}
    assert {
        "genanki",
        "typst",
        "pydantic",
        "pydantic_core",
        "pyyaml",
        "latex2mathml",
        "markdown_it_py",
    } <= found


def test_a_new_version_builds_everything(monkeypatch: pytest.MonkeyPatch) -> None:
    build()
    monkeypatch.setattr(fingerprint, "environment", lambda: "another")
    monkeypatch.setattr(fingerprint, "installed", lambda: "another")
    assert written(build()) == ALL
    assert written(build()) == set()


def test_settings_are_compared_by_content() -> None:
    Path("quizkit.toml").write_text('[rules]\nQK250 = "off"\n', encoding="utf-8")
    asked = Asked(targets=("csv",))
    build(asked)
    Path("quizkit.toml").write_text('[rules]\nQK251 = "off"\n', encoding="utf-8")
    assert {"a.csv", "b.csv"} <= written(build(asked))
