"""Zip files with the same bytes every time: fixed dates and rights, entries in the order given."""

from __future__ import annotations

import io
import shutil
import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO

_DATE = (1980, 1, 1, 0, 0, 0)  # the earliest that the format knows
_READABLE = 0o644 << 16

Content = bytes | str | Path
"""An entry's bytes, its text (written as UTF-8), or the file to copy it from."""


def write(stream: BinaryIO, entries: Iterable[tuple[str, Content]], *, stored: Iterable[str] = ()) -> None:
    """Writes a zip of `entries` (name and content) to `stream`; those in `stored` are not compressed.

    Raises `OSError` where a file cannot be read or the disk fails.
    """
    as_is = frozenset(stored)
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries:
            kind = zipfile.ZIP_STORED if name in as_is else zipfile.ZIP_DEFLATED
            _add(archive, entry(name, kind), content)


def entry(name: str, kind: int = zipfile.ZIP_DEFLATED) -> zipfile.ZipInfo:
    """What the archive says of an entry: nothing that differs from run to run."""
    info = zipfile.ZipInfo(name, _DATE)
    info.compress_type = kind
    info.create_system = 3
    info.external_attr = _READABLE
    return info


def _add(archive: zipfile.ZipFile, info: zipfile.ZipInfo, content: Content) -> None:
    if not isinstance(content, Path):
        archive.writestr(info, content)
        return
    info.file_size = content.stat().st_size
    with content.open("rb") as source, archive.open(info, "w") as target:
        shutil.copyfileobj(source, target, 1 << 20)


def rewritten(package: bytes, *, without: Iterable[str] = ()) -> list[tuple[str, bytes]]:
    """The entries of a zip that a library wrote, in their order, for `write`; `without` names leave it."""
    dropped = frozenset(without)
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        return [
            (info.filename, archive.read(info)) for info in archive.infolist() if info.filename not in dropped
        ]
