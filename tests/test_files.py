"""Output files: what is refused before any work, names, permissions, litter. Faults: test_faults.py."""

from __future__ import annotations

import errno
import os
import stat
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import BinaryIO

import pytest

from quizkit import files
from quizkit.diagnostics import Severity

POSIX = pytest.mark.skipif(os.name == "nt", reason="POSIX only")


def text(data: bytes) -> Callable[[BinaryIO], None]:
    def write(stream: BinaryIO) -> None:
        stream.write(data)

    return write


def listing(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_writes_every_file_and_makes_the_folder(tmp_path: Path) -> None:
    folder = tmp_path / "new folder ü 🎓 #1 50%" / "out"
    paths = files.write_all(folder, [("b.txt", text(b"two")), ("a.txt", text(b"one"))])
    assert paths == (folder / "b.txt", folder / "a.txt")
    assert (folder / "a.txt").read_bytes() == b"one"
    assert listing(folder) == ["a.txt", "b.txt"]


def test_one_failing_writer_leaves_all_files_as_they_were(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"old")

    def fail(stream: BinaryIO) -> None:
        stream.write(b"half")
        raise RuntimeError("no font")

    with pytest.raises(RuntimeError, match="no font"):
        files.write_all(tmp_path, [("a.txt", text(b"new")), ("b.txt", fail)])
    assert (tmp_path / "a.txt").read_bytes() == b"old"
    assert listing(tmp_path) == ["a.txt"]


def test_files_in_several_folders_are_renamed_in_the_order_given(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    renamed: list[str] = []
    real = os.replace

    def replace(source: Path, target: Path) -> None:
        renamed.append(Path(target).name)
        real(source, target)

    monkeypatch.setattr(os, "replace", replace)
    wanted = [tmp_path / "decks" / "quizkit.lock", tmp_path / "out" / "b.apkg", tmp_path / "out" / "a.pdf"]
    assert files.write_each((path, text(b"x")) for path in wanted) == tuple(wanted)
    assert renamed == ["quizkit.lock", "b.apkg", "a.pdf"]


def test_every_file_is_on_the_disk_before_the_first_is_renamed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps: list[str] = []
    sizes: list[int] = []
    real_sync, real_replace = os.fsync, os.replace

    def sync(handle: int) -> None:
        steps.append("sync")
        sizes.append(os.fstat(handle).st_size)
        real_sync(handle)

    def replace(source: Path, target: Path) -> None:
        steps.append("replace")
        real_replace(source, target)

    monkeypatch.setattr(os, "fsync", sync)
    monkeypatch.setattr(os, "replace", replace)
    files.write_all(tmp_path, [("a", text(b"x" * 10)), ("b", text(b"x" * 100_000))])
    assert steps[:4] == ["sync", "sync", "replace", "replace"]
    assert sizes[:2] == [10, 100_000]
    assert steps[4:] == (["sync"] if os.name != "nt" else [])


@pytest.mark.parametrize("name", ["", ".", "..", "a/b", "../a", "/etc/passwd", "a\0b"])
def test_a_name_with_a_folder_in_it_is_the_callers_mistake(tmp_path: Path, name: str) -> None:
    with pytest.raises(ValueError, match="not a plain file name"):
        files.write_all(tmp_path / "out", [(name, text(b"x"))])
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("twin", ["A.pdf", "a.PDF", "a.pdf"])
def test_two_files_of_one_name_are_refused(tmp_path: Path, twin: str) -> None:
    with pytest.raises(ValueError, match="one name"):
        files.write_all(tmp_path, [("a.pdf", text(b"x")), (twin, text(b"y"))])
    with pytest.raises(ValueError, match="one name"):
        files.write_all(tmp_path, [("é.pdf", text(b"x")), ("e\u0301.pdf", text(b"y"))])
    assert listing(tmp_path) == []


@POSIX
@pytest.mark.parametrize("umask", [0o022, 0o027, 0o002])
def test_a_new_file_has_the_permissions_that_open_would_give(tmp_path: Path, umask: int) -> None:
    previous = os.umask(umask)
    try:
        files.write_one(tmp_path / "a", text(b"x"))
    finally:
        os.umask(previous)
    assert stat.S_IMODE((tmp_path / "a").stat().st_mode) == 0o666 & ~umask


@POSIX
def test_an_old_file_keeps_its_permissions(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"old")
    (tmp_path / "a").chmod(0o664)
    files.write_one(tmp_path / "a", text(b"new"))
    assert stat.S_IMODE((tmp_path / "a").stat().st_mode) == 0o664


@POSIX
def test_a_link_is_replaced_and_what_it_points_to_stays(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").write_bytes(b"old")
    (tmp_path / "a").symlink_to("elsewhere")
    assert files.check_folder(tmp_path, ["a"]) is None
    files.write_one(tmp_path / "a", text(b"new"))
    assert not (tmp_path / "a").is_symlink()
    assert (tmp_path / "a").read_bytes() == b"new"
    assert (tmp_path / "elsewhere").read_bytes() == b"old"


# ---- litter


def dead_process() -> int:
    child = subprocess.Popen([sys.executable, "-c", ""])
    child.wait()
    return child.pid


def litter(folder: Path, *, host: str | None = None, pid: int, age: float = 0) -> Path:
    path = folder / f".quizkit-{host or files._host()}-{pid}-0123456789ab.tmp"
    path.write_bytes(b"half")
    os.utime(path, (time.time() - age,) * 2)
    return path


@POSIX
def test_litter_of_a_process_that_ended_is_swept(tmp_path: Path) -> None:
    path = litter(tmp_path, pid=dead_process())
    files.write_one(tmp_path / "a", text(b"x"))
    assert not path.exists()


def test_litter_over_an_hour_old_is_swept_whoever_made_it(tmp_path: Path) -> None:
    paths = [litter(tmp_path, pid=os.getpid(), age=3700), litter(tmp_path, host="00000001", pid=1, age=3700)]
    assert files.sweep(tmp_path) == 2
    assert not any(path.exists() for path in paths)


def test_files_of_running_builds_and_of_other_machines_stay(tmp_path: Path) -> None:
    kept = [litter(tmp_path, pid=os.getpid()), litter(tmp_path, host="00000001", pid=99_999_999)]
    assert files.sweep(tmp_path) == 0
    assert all(path.exists() for path in kept)


@POSIX
def test_only_our_own_ordinary_files_are_swept(tmp_path: Path) -> None:
    pid = dead_process()
    kept = [tmp_path / ".quizkit-notes.tmp", tmp_path / f"x.quizkit-{files._host()}-{pid}-0123456789ab.tmp"]
    for path in kept:
        path.write_bytes(b"mine")
    folder = tmp_path / f".quizkit-{files._host()}-{pid}-0123456789aa.tmp"
    folder.mkdir()
    link = tmp_path / f".quizkit-{files._host()}-{pid}-0123456789ac.tmp"
    link.symlink_to(kept[0])
    assert files.sweep(tmp_path) == 0
    assert folder.is_dir()
    assert link.is_symlink()
    assert all(path.read_bytes() == b"mine" for path in kept)


def test_sweeping_a_folder_that_is_not_there(tmp_path: Path) -> None:
    assert files.sweep(tmp_path / "none") == 0


# ---- before any work


def trouble(folder: Path, names: list[str] | None = None, *, windows: bool = False) -> str:
    finding = files.check_folder(folder, names or ["a.pdf"], windows=windows)
    assert finding is not None
    assert finding.code == "QK030"
    assert finding.severity is Severity.ERROR
    assert finding.hint
    return finding.message


def test_a_folder_that_is_there_or_can_be_made_is_fine(tmp_path: Path) -> None:
    assert files.check_folder(tmp_path, ["a.pdf"]) is None
    assert files.check_folder(tmp_path / "a" / "b ü 🎓" / "c#%", ["a.pdf"]) is None
    assert files.check_folder(Path(), ["no such file here.pdf"]) is None
    assert listing(tmp_path) == []


def test_the_output_folder_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "out").write_bytes(b"x")
    assert "is a file, not a folder" in trouble(tmp_path / "out")
    assert f"`{tmp_path / 'out'}` is a file" in trouble(tmp_path / "out" / "deeper" / "still")


def test_the_target_is_a_folder(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").mkdir()
    assert "it is a folder" in trouble(tmp_path)


@POSIX
def test_the_target_is_a_pipe(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.pdf")
    assert "no ordinary file" in trouble(tmp_path)


@POSIX
def test_the_folder_is_a_link(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "good").symlink_to("real")
    (tmp_path / "bad").symlink_to("nowhere")
    (tmp_path / "round").symlink_to("round")
    assert files.check_folder(tmp_path / "good", ["a.pdf"]) is None
    assert "leads nowhere" in trouble(tmp_path / "bad")
    assert trouble(tmp_path / "round")


def test_what_may_not_be_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.pdf").write_bytes(b"x")
    denied: set[Path] = set()
    monkeypatch.setattr(os, "access", lambda path, mode: Path(path) not in denied)  # root may do all
    assert files.check_folder(tmp_path, ["a.pdf"]) is None
    denied.add(tmp_path / "a.pdf")
    assert "the file is read-only" in trouble(tmp_path)
    denied.add(tmp_path)
    assert "cannot write into" in trouble(tmp_path)
    assert f"cannot make `{tmp_path / 'new'}` in `{tmp_path}`" in trouble(tmp_path / "new")


@POSIX
@pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_is_really_read_only(tmp_path: Path) -> None:
    tmp_path.chmod(0o555)
    try:
        assert "read-only" in trouble(tmp_path)
    finally:
        tmp_path.chmod(0o755)


def test_names_that_are_too_long_or_impossible(tmp_path: Path) -> None:
    assert "too long" in trouble(tmp_path / ("x" * 256))
    assert "too long" in trouble(tmp_path, ["ü" * 128])
    assert files.check_folder(tmp_path, ["ü" * 127]) is None
    assert trouble(tmp_path / "a\0b")
    if os.name != "nt":
        assert "too long" in trouble(tmp_path.joinpath(*["deep" * 50] * 30))


@pytest.mark.parametrize("name", ["out.", "out ", "a /b", "a./b"])
def test_windows_drops_trailing_dots_and_spaces(tmp_path: Path, name: str) -> None:
    assert "ends in a dot or a space" in trouble(tmp_path / name, windows=True)
    assert files.check_folder(tmp_path / name, ["a.pdf"], windows=False) is None


def test_two_dots_are_no_name(tmp_path: Path) -> None:
    assert files.check_folder(tmp_path / ".." / tmp_path.name, ["a.pdf"], windows=True) is None


@pytest.mark.parametrize(
    ("number", "words"),
    [(errno.ENOSPC, "the disk is full"), (errno.EROFS, "read-only"), (errno.EIO, "fault"), (errno.EXDEV, "")],
)
def test_what_the_system_said_in_plain_words(number: int, words: str) -> None:
    finding = files.cannot_write(Path("out"), OSError(number, os.strerror(number)))
    assert finding.code == "QK030"
    assert "`out`" in finding.message
    assert (words or os.strerror(number)) in finding.message
    assert "Errno" not in finding.message
    assert finding.hint


# ---- names


def test_on_windows_too_the_second_build_waits_for_the_first(monkeypatch: pytest.MonkeyPatch) -> None:
    """`locking` gives up after ten seconds; a build may take longer."""
    answers = [errno.EDEADLK, errno.EDEADLK, 0]

    def locking(_handle: int, _mode: int, _size: int) -> None:
        if number := answers.pop(0):
            raise OSError(number, os.strerror(number))

    with monkeypatch.context() as patch:
        patch.setitem(sys.modules, "msvcrt", SimpleNamespace(LK_LOCK=1, locking=locking))
        patch.setattr(sys, "platform", "win32")
        files._wait_for(3)
        assert answers == []
        answers.append(errno.EBADF)
        with pytest.raises(OSError, match=os.strerror(errno.EBADF)):
            files._wait_for(3)


def test_on_windows_a_file_stands_for_the_folder(tmp_path: Path) -> None:
    one, two = files._stand_in(tmp_path), files._stand_in(tmp_path / "other")
    assert one == files._stand_in(tmp_path / "other" / "..")
    assert one != two
    assert one.parent != tmp_path
