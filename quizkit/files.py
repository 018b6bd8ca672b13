"""Output files that appear whole or not at all, and what can be said before any work begins.

Every file is first written beside its target under a name of ours, brought to the disk (fsync), and
only when all files of a call are whole are they renamed into place, one after the other, in the
order given. A reader therefore sees an old file or a new one, never half of one. Renaming several
files is not one step: a crash in between leaves some old and some new, each whole. Whoever writes
a lock together with packages puts the lock first (see quizkit.lock).

A target that is a symbolic link is replaced by the file; what the link points to stays as it is.
The permissions of a target that exists are kept; a new file gets those that `open` would give.
"""

from __future__ import annotations

import errno
import os
import re
import stat
import sys
import time
import unicodedata
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path
from tempfile import gettempdir
from typing import BinaryIO

from quizkit.diagnostics import Finding

Writer = Callable[[BinaryIO], None]
"""Writes a file's bytes into a stream that is open for writing at position 0."""

STALE_AFTER = 3600
"""Seconds after which a temporary file of ours is litter, whoever made it."""

NAME_BYTES = 255
"""The longest file name that common file systems take, in bytes of UTF-8."""

_TEMPORARY = re.compile(r"\.quizkit-(?P<host>[0-9a-f]{8})-(?P<pid>\d{1,10})-[0-9a-f]{12}\.tmp")
_WINDOWS = os.name == "nt"


def write_all(folder: Path, files: Iterable[tuple[str, Writer]]) -> tuple[Path, ...]:
    """Writes `files` (name, writer) into `folder`, made if need be, and returns their paths.

    Raises what a writer raises, `OSError` where the disk refuses (see `cannot_write`), and
    `ValueError` for a name with a folder in it or a name given twice. On any error before the
    first renaming the folder holds what it held.
    """
    return write_each((folder / _plain(name), write) for name, write in files)


def write_one(path: Path, write: Writer) -> Path:
    """Writes one file, whole or not at all. Raises like `write_all`."""
    return write_each([(path, write)])[0]


def write_each(files: Iterable[tuple[Path, Writer]]) -> tuple[Path, ...]:
    """Like `write_all` for files in several folders: all whole first, then renamed in this order."""
    wanted = tuple(files)
    targets = tuple(path for path, _ in wanted)
    _refuse_twins(targets)
    folders = tuple(dict.fromkeys(path.parent for path in targets))
    for folder in folders:
        folder.mkdir(parents=True, exist_ok=True)
        sweep(folder)
    temporaries = tuple(_temporary_name(path.parent) for path in targets)
    try:
        for temporary, (target, write) in zip(temporaries, wanted, strict=True):
            _write_whole(temporary, target, write)
        for temporary, target in zip(temporaries, targets, strict=True):
            _replace(temporary, target)
    finally:
        for temporary in temporaries:  # those already renamed are gone: no harm
            with suppress(OSError):
                temporary.unlink(missing_ok=True)
    for folder in folders:
        _sync_folder(folder)
    return targets


def is_plain_name(name: str) -> bool:
    """Whether `name` names a file in a folder, on any system, and not a place elsewhere."""
    return bool(name) and name not in (".", "..") and not re.search(r"[/\\:\0]", name)


def _plain(name: str) -> str:
    if not is_plain_name(name):
        raise ValueError(f"not a plain file name: {name!r}")
    return name


def _refuse_twins(targets: tuple[Path, ...]) -> None:
    seen: set[str] = set()
    for target in targets:
        key = folded(str(target))
        if key in seen:
            raise ValueError(f"two files with one name: {target}")
        seen.add(key)


def folded(name: str) -> str:
    """The same for all names that Windows or macOS take for one: case and composition do not count there."""
    return unicodedata.normalize("NFC", name).casefold()


def _host() -> str:
    """A mark of this machine: on a shared drive a process number says nothing about other machines."""
    if sys.platform == "win32":
        return "00000000"
    return f"{zlib.crc32(os.uname().nodename.encode()):08x}"


def _temporary_name(folder: Path) -> Path:
    return folder / f".quizkit-{_host()}-{os.getpid()}-{os.urandom(6).hex()}.tmp"


def _create(path: Path) -> BinaryIO:
    """`open` and not `tempfile`: the latter's files are for their owner alone (0600)."""
    return path.open("xb")


def _write_whole(temporary: Path, target: Path, write: Writer) -> None:
    with _create(temporary) as stream:
        write(stream)
        stream.flush()
        os.fsync(stream.fileno())
    with suppress(OSError):
        known = target.lstat()
        if stat.S_ISREG(known.st_mode):
            temporary.chmod(stat.S_IMODE(known.st_mode))


def _replace(temporary: Path, target: Path) -> None:
    """Renames over the target. On Windows a virus scanner or another build may hold it for a moment."""
    for patience in (0.02, 0.05, 0.1, 0.2, 0.4) if _WINDOWS else ():
        with suppress(PermissionError):
            temporary.replace(target)
            return
        time.sleep(patience)
    temporary.replace(target)


def _sync_folder(folder: Path) -> None:
    """Brings the renaming itself to the disk, where the system can: not on Windows, not on every drive."""
    if _WINDOWS:
        return
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def sweep(folder: Path) -> int:
    """Removes temporary files that builds left in `folder` when they were killed; how many.

    Only ordinary files under our names, whose process has ended or which are over an hour old.
    """
    swept = 0
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            found = _TEMPORARY.fullmatch(entry.name)
            if found and _is_litter(entry, found["host"], int(found["pid"])):
                with suppress(OSError):
                    Path(entry.path).unlink()
                    swept += 1
    return swept


def _is_litter(entry: os.DirEntry[str], host: str, pid: int) -> bool:
    try:
        if not entry.is_file(follow_symlinks=False):
            return False
        old = abs(time.time() - entry.stat(follow_symlinks=False).st_mtime) > STALE_AFTER
    except OSError:
        return False
    return old or (host == _host() and _has_ended(pid))


def _has_ended(pid: int) -> bool:
    if _WINDOWS:  # os.kill would end the process there
        return False
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    except (OSError, OverflowError):
        return False
    return False


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Waits until no other build is inside `alone` for this folder, which must exist.

    For reading a lock, planning and writing it again: without this, two builds of two decks that
    share a lock each write what they read, and one deck's entries are lost. Drives that know no
    such locks are used without.
    """
    handle = _hold(folder)
    try:
        yield
    finally:
        if handle is not None:
            os.close(handle)


def _hold(folder: Path) -> int | None:
    try:
        if sys.platform == "win32":  # a folder cannot be opened there; a file that stays stands for it
            handle = os.open(_stand_in(folder), os.O_RDWR | os.O_CREAT)
        else:
            handle = os.open(folder, os.O_RDONLY)
    except OSError:
        return None
    try:
        _wait_for(handle)
    except OSError:
        os.close(handle)
        return None
    return handle


def _stand_in(folder: Path) -> Path:
    name = sha256(os.path.normcase(folder.resolve()).encode(errors="surrogatepass")).hexdigest()[:16]
    return Path(gettempdir()) / f"quizkit-{name}.lock"


def _wait_for(handle: int) -> None:
    """Closing the handle, or the end of the process, gives the lock back."""
    if sys.platform == "win32":
        import msvcrt

        while True:
            try:
                msvcrt.locking(handle, msvcrt.LK_LOCK, 1)
            except OSError as error:  # it tries for ten seconds only
                if error.errno != errno.EDEADLK:
                    raise
            else:
                return
    else:
        import fcntl

        fcntl.flock(handle, fcntl.LOCK_EX)


def check_folder(folder: Path, names: Iterable[str] = (), *, windows: bool = _WINDOWS) -> Finding | None:
    """What would stop files called `names` from being written into `folder`, if anything.

    To be asked before any work; nothing is made or changed. The answer is an error QK030.
    """
    try:
        reason = _folder_trouble(folder, windows) or _name_trouble(folder, names)
    except (OSError, ValueError) as error:  # ValueError: a null character in the path
        return cannot_write(folder, error)
    return None if reason is None else Finding("QK030", reason[0], hint=reason[1])


_ELSEWHERE = "choose another output folder"


def _folder_trouble(folder: Path, windows: bool) -> tuple[str, str] | None:
    for part in folder.parts:
        if len(os.fsencode(part)) > NAME_BYTES:
            return f"the folder name `{part[:40]}…` is too long", "choose a shorter output folder"
        if windows and part not in {".", ".."} and part.endswith((".", " ")):
            return f"Windows has no folder whose name ends in a dot or a space: `{part}`", _ELSEWHERE
    for place in (folder, *folder.parents):
        if place.is_dir():
            break
        if place.exists():
            return f"cannot write into `{folder}`: `{place}` is a file, not a folder", _ELSEWHERE
        if place.is_symlink():
            return f"cannot write into `{folder}`: `{place}` is a link that leads nowhere", _ELSEWHERE
    else:
        return f"cannot write into `{folder}`: there is no such drive", _ELSEWHERE
    if os.access(place, os.W_OK | os.X_OK):
        return None
    doing = "write into" if place == folder else f"make `{folder}` in"
    return f"cannot {doing} `{place}`: the folder is read-only for you", _ELSEWHERE


def _name_trouble(folder: Path, names: Iterable[str]) -> tuple[str, str] | None:
    for name in names:
        target = folder / _plain(name)
        if len(os.fsencode(name)) > NAME_BYTES:
            return f"the file name `{name[:40]}…` is too long", "shorten the deck's or the worksheet's id"
        try:
            mode = target.lstat().st_mode
        except (FileNotFoundError, NotADirectoryError):
            continue
        if stat.S_ISLNK(mode):
            continue
        if not stat.S_ISREG(mode):
            what = "a folder" if stat.S_ISDIR(mode) else "no ordinary file"
            return f"cannot write `{target}`: it is {what}", f"remove it, or {_ELSEWHERE}"
        if not os.access(target, os.W_OK):
            return f"cannot write `{target}`: the file is read-only", f"make it writable, or {_ELSEWHERE}"
    return None


_REASONS = {
    errno.ENOSPC: ("the disk is full", "free some space and build again"),
    errno.EDQUOT: ("your share of the disk is used up", "free some space and build again"),
    errno.EACCES: ("you may not write there, or a program has the file open", f"close it, or {_ELSEWHERE}"),
    errno.EPERM: ("you may not write there", _ELSEWHERE),
    errno.EROFS: ("the disk is read-only", _ELSEWHERE),
    errno.EIO: ("the disk reports a fault", f"check the disk, or {_ELSEWHERE}"),
    errno.ENAMETOOLONG: ("the path is too long", "choose a folder with a shorter path"),
    errno.ENOENT: ("the folder is gone, or its path is too long", _ELSEWHERE),
    errno.ENOTDIR: ("part of the path is a file, not a folder", _ELSEWHERE),
    errno.EISDIR: ("it is a folder", f"remove it, or {_ELSEWHERE}"),
    errno.ELOOP: ("its links lead in a circle", _ELSEWHERE),
    errno.EFBIG: ("the file is too large for this disk", _ELSEWHERE),
}


def cannot_write(path: Path, error: OSError | ValueError) -> Finding:
    """The error QK030 for what the system said of `path`, in plain words."""
    number = error.errno if isinstance(error, OSError) else None
    reason, hint = _REASONS.get(number or 0, ("the system refuses its path", _ELSEWHERE))
    if isinstance(error, OSError) and number not in _REASONS:
        reason = error.strerror or type(error).__name__
    return Finding("QK030", f"cannot write `{path}`: {reason}", hint=hint)
