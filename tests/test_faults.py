"""A build is interrupted at every single write, flush, fsync and renaming, in five ways.

Whatever happens, every file is afterwards, byte for byte, the old one or the new one; the next
build leaves no litter. The same harness over a writer that opens its targets shows that it bites.
"""

from __future__ import annotations

import errno
import io
import os
import signal
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO

import pytest

from quizkit import files, lock

FORK = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
PARTS = ("decks/quizkit.lock", "out/nato.apkg", "out/class-test.pdf", "out/class-test-key.pdf")


@dataclass
class Fault:
    """Strikes at the `at`-th step (none: only counts). `torn`: the step happens in half, then the end."""

    kind: str = "none"
    at: int = -1
    seen: int = 0
    struck: bool = False

    def step(self, half: Callable[[], object]) -> None:
        self.seen += 1
        if self.seen - 1 != self.at:
            return
        self.struck = True
        if self.kind == "full":
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        if self.kind == "broken":
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        if self.kind == "ctrl-c":
            raise KeyboardInterrupt
        if self.kind == "torn":
            half()
        os.kill(os.getpid(), signal.SIGKILL)


class Disk(io.FileIO):
    """The file as the operating system sees it: each call here is one `write(2)`."""

    fault: Fault

    def write(self, data: Any) -> int:
        self.fault.step(lambda: super(Disk, self).write(bytes(data)[: len(data) // 2]))
        return super().write(data)


class Stream(io.BufferedWriter):
    fault: Fault

    def flush(self) -> None:
        if not self.closed:
            self.fault.step(super().flush)
        super().flush()


def opened(path: Path, mode: str, fault: Fault) -> BinaryIO:
    fault.step(lambda: None)  # making the file
    disk = Disk(path, mode)
    disk.fault = fault
    stream = Stream(disk, buffer_size=128)
    stream.fault = fault
    return stream


@contextmanager
def faulty(fault: Fault) -> Iterator[None]:
    real_sync, real_replace = os.fsync, os.replace

    def sync(handle: int) -> None:
        fault.step(lambda: None)
        real_sync(handle)

    def replace(source: Path, target: Path) -> None:
        fault.step(lambda: real_replace(source, target))
        real_replace(source, target)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fsync", sync)
        patch.setattr(os, "replace", replace)
        patch.setattr(files, "_create", lambda path: opened(path, "xb", fault))
        yield


# ---- a build: a lock, a zip, two papers


def writers(edition: int) -> list[tuple[str, Callable[[BinaryIO], None]]]:
    notes = {
        (f"question-{n}", "quizkit Basic"): lock.Entry(f"guid{n}", f"{edition}", edition) for n in range(12)
    }
    locked = lock.dump(lock.Lock({"nato": lock.Published("NATO", notes)}))

    def package(stream: BinaryIO) -> None:
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as archive:
            for name in ("collection.anki2", "media", "0"):
                archive.writestr(zipfile.ZipInfo(name), f"{name} {edition} ".encode() * 40)

    def paper(kind: str) -> Callable[[BinaryIO], None]:
        return lambda stream: (
            [stream.write(f"{kind} {edition} {n}\n".encode() * 9) for n in range(40)] and None
        )

    bodies = (lambda stream: stream.write(locked) and None, package, paper("test"), paper("key"))
    return list(zip(PARTS, bodies, strict=True))


def careful(root: Path, edition: int) -> None:
    files.write_each((root / name, write) for name, write in writers(edition))


def careless(root: Path, edition: int, fault: Fault) -> None:
    for name, write in writers(edition):
        with opened(root / name, "wb", fault) as stream:
            write(stream)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> dict[int, dict[str, bytes]]:
    """The bytes of each edition."""
    found = {}
    for edition in (1, 2):
        root = tmp_path_factory.mktemp(f"edition{edition}")
        careful(root, edition)
        found[edition] = {name: (root / name).read_bytes() for name in PARTS}
    assert all(found[1][name] != found[2][name] for name in PARTS)
    return found


def prepare(root: Path, before: dict[str, bytes]) -> None:
    for name in PARTS:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if before:
            path.write_bytes(before[name])
        else:
            path.unlink(missing_ok=True)


def states(root: Path, whole: dict[int, dict[str, bytes]], before: dict[str, bytes]) -> list[str]:
    """`old`, `new` or `corrupt` for every file; nothing there is old where nothing was there before."""
    found = []
    for name in PARTS:
        data = (root / name).read_bytes() if (root / name).exists() else None
        old = data == before.get(name)
        found.append("old" if old else "new" if data == whole[2][name] else "corrupt")
    return found


def litter(root: Path) -> list[Path]:
    return [path for path in root.rglob("*") if path.is_file() and str(path.relative_to(root)) not in PARTS]


def points(run: Callable[[Fault], None]) -> int:
    fault = Fault()
    with faulty(fault):
        run(fault)
    return fault.seen


def in_process(run: Callable[[Fault], None], fault: Fault) -> None:
    with faulty(fault), pytest.raises((OSError, KeyboardInterrupt)):
        run(fault)


def in_child(run: Callable[[Fault], None], fault: Fault) -> None:
    """The child must die of SIGKILL at the fault; getting to its end would be exit code 0."""
    pid = os.fork()
    if pid == 0:
        try:
            with faulty(fault):
                run(fault)
        finally:
            os._exit(0)
    _, status = os.waitpid(pid, 0)
    assert os.WIFSIGNALED(status)
    assert os.WTERMSIG(status) == signal.SIGKILL


IN_PROCESS = ("full", "broken", "ctrl-c")
IN_CHILD = ("kill", "torn") if hasattr(os, "fork") else ()


def strike(run: Callable[[Fault], None], kind: str, at: int) -> None:
    fault = Fault(kind, at)
    (in_child if kind in IN_CHILD else in_process)(run, fault)


@pytest.mark.parametrize("first_build", [False, True])
def test_no_fault_at_any_point_leaves_half_a_file(
    tmp_path: Path, whole: dict[int, dict[str, bytes]], first_build: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    before = {} if first_build else whole[1]
    run = lambda _fault: careful(tmp_path, 2)  # noqa: E731
    prepare(tmp_path, before)
    # The last steps bring the two folders to the disk; a fault there is past the point of harm.
    total = points(run) - 2
    tried = mixed = 0
    for kind in IN_PROCESS + IN_CHILD:
        for at in range(total):
            prepare(tmp_path, before)
            strike(run, kind, at)
            tried += 1
            found = states(tmp_path, whole, before)
            assert "corrupt" not in found, f"{kind} at {at} of {total}: {found}"
            assert found == sorted(found), f"renamed out of order: {kind} at {at}: {found}"
            mixed += "new" in found
            if kind in IN_PROCESS:
                assert litter(tmp_path) == [], f"{kind} at {at}"
            else:
                assert at == 0 or litter(tmp_path) or "new" in found, "a killed build left nothing to sweep?"
                careful(tmp_path, 2)
                assert litter(tmp_path) == [], f"{kind} at {at}: not swept by the next build"
                assert states(tmp_path, whole, before) == ["new"] * len(PARTS)
    assert tried > (500 if IN_CHILD else 300)
    assert 0 < mixed < tried / 4
    with capsys.disabled():
        print(f" [{tried} faults at {total} points, 0 corrupted]", end="")


def test_the_harness_catches_a_careless_writer(tmp_path: Path, whole: dict[int, dict[str, bytes]]) -> None:
    run = lambda fault: careless(tmp_path, 2, fault)  # noqa: E731
    prepare(tmp_path, whole[1])
    total = points(run)
    corrupted = 0
    for kind in IN_PROCESS + IN_CHILD[:1]:
        for at in range(total):
            prepare(tmp_path, whole[1])
            strike(run, kind, at)
            corrupted += "corrupt" in states(tmp_path, whole, whole[1])
    assert corrupted > total * 2


@pytest.mark.parametrize("kind", ["full", "broken"])
def test_a_folder_that_cannot_be_synced_is_no_failure(
    tmp_path: Path, whole: dict[int, dict[str, bytes]], kind: str
) -> None:
    """Many network drives refuse; the files are in place by then."""
    prepare(tmp_path, whole[1])
    total = points(lambda _fault: careful(tmp_path, 1))
    for at in (total - 2, total - 1):
        fault = Fault(kind, at)
        with faulty(fault):
            careful(tmp_path, 2)
        assert fault.struck == (os.name != "nt")
        assert states(tmp_path, whole, whole[1]) == ["new"] * len(PARTS)


# ---- several builds at once


def children(work: list[Callable[[], None]]) -> list[int]:
    started = []
    for task in work:
        pid = os.fork()
        if pid == 0:
            code = 1
            try:
                task()
                code = 0
            finally:
                os._exit(code)
        started.append(pid)
    return started


@FORK
def test_four_builds_into_one_folder_leave_one_whole_file(tmp_path: Path) -> None:
    bodies = {bytes([65 + n]) * (50_000 + n) for n in range(4)}

    def build(body: bytes) -> Callable[[], None]:
        def write(stream: BinaryIO) -> None:
            for start in range(0, len(body), 4096):
                stream.write(body[start : start + 4096])

        return lambda: [files.write_all(tmp_path, [("a", write), ("b", write)]) for _ in range(15)] and None

    files.write_one(tmp_path / "a", lambda stream: stream.write(min(bodies)) and None)
    running = children([build(body) for body in bodies])
    reads = 0
    while running:
        assert (tmp_path / "a").read_bytes() in bodies
        reads += 1
        pid, status = os.waitpid(running[0], os.WNOHANG)
        if pid:
            assert os.waitstatus_to_exitcode(status) == 0
            running.pop(0)
    assert reads > 10
    assert {path.name for path in tmp_path.iterdir()} == {"a", "b"}
    assert {(tmp_path / name).read_bytes() for name in "ab"} <= bodies


def put(data: bytes, stream: BinaryIO) -> None:
    stream.write(data)


@FORK
def test_builds_that_share_a_lock_lose_none_of_its_entries(tmp_path: Path) -> None:
    path = tmp_path / lock.NAME

    def build(deck: str) -> Callable[[], None]:
        def task() -> None:
            for count in range(10):
                with files.alone(tmp_path):
                    known = lock.read(path)
                    assert isinstance(known, lock.Lock)
                    notes = {(f"q{n}", "quizkit Basic"): lock.Entry(f"{n}", "", 1) for n in range(count + 1)}
                    after = lock.Lock({**known.decks, deck: lock.Published(deck, notes)})
                    files.write_one(path, partial(put, lock.dump(after)))

        return task

    for pid in children([build(deck) for deck in "abcd"]):
        assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 0
    known = lock.read(path)
    assert isinstance(known, lock.Lock)
    assert {deck: len(entry.notes) for deck, entry in known.decks.items()} == dict.fromkeys("abcd", 10)


def test_being_alone_where_nothing_can_be_locked(tmp_path: Path) -> None:
    with files.alone(tmp_path / "not there"):
        pass
    with files.alone(tmp_path), pytest.raises(ZeroDivisionError):
        raise ZeroDivisionError
    with files.alone(tmp_path):
        assert list(tmp_path.iterdir()) == []
