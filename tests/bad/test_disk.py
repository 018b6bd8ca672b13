"""Paths and folders that cannot be, and what is left on the disk afterwards (F02, F05, F07, F10, M12)."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from bad_support import Run

DECK = "deck: d\ntitle: T\nlang: en\nquestions:\n  - {id: q, type: essay, prompt: P}\n"
ANKI = ("--target", "anki")


@pytest.fixture
def deck(run: Run) -> Path:
    path = Path("d.yaml")
    path.write_text(DECK, encoding="utf-8")
    return path


def _tree(folder: Path) -> dict[str, bytes | None]:
    return {str(item): item.read_bytes() if item.is_file() else None for item in sorted(folder.rglob("*"))}


@pytest.mark.parametrize(
    "name", ["nothing.yaml", "a" * 5000, "no/such/folder/d.yaml", "d.yaml/d.yaml", "a\nb", "\x1b[2J"]
)
def test_a_path_that_is_not_there(run: Run, deck: Path, name: str) -> None:
    result = run("check", name)
    assert result.exit_code == 2
    assert result.stdout.startswith("error[QK001]: cannot read")
    assert "hint: check the name" in result.stdout
    assert len(result.stdout) < 1200


@pytest.mark.skipif(os.name == "nt", reason="no such files")
def test_files_that_would_never_end(run: Run) -> None:
    os.mkfifo("pipe.yaml")
    Path("zero.yaml").symlink_to("/dev/zero")
    Path("loop.yaml").symlink_to("loop.yaml")
    Path("gone.yaml").symlink_to("nowhere.yaml")
    result = run("check", "pipe.yaml", "zero.yaml", "loop.yaml", "gone.yaml")
    assert result.exit_code == 2
    assert result.stdout.count("error[QK001]") == 4
    assert "4 errors" in result.stdout


def test_a_folder_without_a_deck(run: Run) -> None:
    Path("empty/.hidden").mkdir(parents=True)
    Path("empty/.hidden/d.yaml").write_text("x", encoding="utf-8")
    result = run("check", "empty")
    assert result.exit_code == 2
    assert result.stdout.startswith("error[QK022]: no deck in empty")


def test_a_folder_that_may_not_be_read(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("secret").mkdir()

    def refuse(_: Path) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "iterdir", refuse)
    result = run("check", "secret")
    assert result.exit_code == 2
    assert "cannot read secret: Permission denied" in result.stdout


def test_one_wrong_path_hides_no_other(run: Run, deck: Path) -> None:
    Path("bad.yaml").write_text(DECK.replace("essay", "esay"), encoding="utf-8")
    result = run("check", "nothing.yaml", "bad.yaml", deck)
    assert result.exit_code == 1
    assert "QK001" in result.stdout
    assert "QK105" in result.stdout


@pytest.mark.parametrize(
    ("out", "says"),
    [
        ("d.yaml", "is a file, not a folder"),
        ("d.yaml/deeper", "is a file, not a folder"),
        ("x" * 300, "too long"),
        ("link/x", "leads nowhere"),
    ],
)
def test_an_output_folder_that_cannot_be(run: Run, deck: Path, out: str, says: str) -> None:
    Path("link").symlink_to("nowhere")
    before = _tree(Path())
    result = run("build", *ANKI, "--out", out, deck)
    assert result.exit_code == 2
    assert result.stderr.startswith("error[QK030]: ")
    assert says in result.stderr
    assert _tree(Path()) == before


def test_a_target_that_is_a_folder(run: Run, deck: Path) -> None:
    Path("build/d.apkg/inside").mkdir(parents=True)
    before = _tree(Path())
    result = run("build", *ANKI, deck)
    assert result.exit_code == 2
    assert "QK030" in result.stderr
    assert _tree(Path()) == before


def test_a_target_that_is_a_link_is_replaced(run: Run, deck: Path) -> None:
    Path("build").mkdir()
    Path("elsewhere").write_bytes(b"untouched")
    Path("build/d.apkg").symlink_to("../elsewhere")
    Path("quizkit.lock").unlink(missing_ok=True)
    result = run("build", *ANKI, deck)
    assert result.exit_code in (0, 1)  # QK401 where the link counts as a published package
    assert Path("elsewhere").read_bytes() == b"untouched"


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write anywhere")
def test_a_read_only_folder(run: Run, deck: Path) -> None:
    Path("build").mkdir(mode=0o500)
    result = run("build", *ANKI, deck)
    assert result.exit_code == 2
    assert "read-only" in result.stderr


@pytest.mark.parametrize("name", ["ü", "日本", "🇫🇷", "a b", "a#b", "100%", "a'b", "-x", "dot.", "a\u202eb"])
def test_unusual_folders(run: Run, name: str) -> None:
    folder = Path(name)
    folder.mkdir()
    (folder / "d.yaml").write_text(DECK, encoding="utf-8")
    result = run("build", *ANKI, "--out", folder / "out", "--", folder / "d.yaml")
    assert result.exit_code == 0
    assert (folder / "out" / "d.apkg").is_file()


@pytest.mark.parametrize("value", ["yesterday", "-1", "1e9", "", "٣", "\x1b[2J"])
def test_a_time_that_is_none(run: Run, deck: Path, monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", value)
    result = run("build", *ANKI, deck)
    assert result.exit_code == 2
    assert "error[QK031]" in result.stderr
    assert not Path("build").exists()


@pytest.mark.parametrize("value", ["0", "1767225600", "99999999999"])
def test_times_at_the_ends_of_what_an_archive_holds(
    run: Run, deck: Path, monkeypatch: pytest.MonkeyPatch, value: str
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", value)
    assert run("build", *ANKI, deck).exit_code == 0


def test_nothing_from_the_environment_gets_into_anything(
    run: Run, deck: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("API_TOKEN", "s3cr3t-t0k3n")
    Path(".env").write_text("API_TOKEN=s3cr3t-t0k3n\n", encoding="utf-8")
    deck.write_text(DECK.replace("prompt: P", "prompt: '${API_TOKEN} %API_TOKEN% ~/x'"), encoding="utf-8")
    result = run("build", *ANKI, deck)
    assert result.exit_code == 0
    assert all(b"s3cr3t-t0k3n" not in (data or b"") for name, data in _tree(Path()).items() if name != ".env")
    deck.write_text(DECK.replace("prompt: P", "promt: $API_TOKEN"), encoding="utf-8")
    assert not re.search("s3cr3t", run("check", deck).stdout)


def test_only_the_output_folder_and_the_lock_are_written(run: Run, deck: Path) -> None:
    assert run("build", *ANKI, "--out", "out/put", deck).exit_code == 0
    written = {"d.apkg", ".quizkit-build.json"}
    assert set(_tree(Path())) == {
        "d.yaml",
        "quizkit.lock",
        "out",
        "out/put",
        *(f"out/put/{name}" for name in written),
    }
