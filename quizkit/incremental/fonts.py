"""What fonts there are, as digests: those of `--fonts`, and those of the system, which Typst asks for what the
built-in ones lack.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from quizkit.incremental import fingerprint

_FONT = (".ttf", ".otf", ".ttc", ".otc")
_FOLDER = re.compile(r"<dir(\s[^>]*)?>\s*([^<]+?)\s*</dir>")


def given(folders: Iterable[Path]) -> str:
    """The names and contents of all files in `folders`. Raises `OSError` where one cannot be read."""
    found = [
        (number, part.relative_to(folder).as_posix(), fingerprint.of_file(part.resolve(strict=True)))
        for number, folder in enumerate(folders)
        for part in _files(folder)
        if part.is_file()
    ]
    return fingerprint.of(found)


def system() -> str:
    """The names, sizes and times of the fonts of the system: their contents may be a gigabyte."""
    found = []
    for folder in folders():
        for part in _files(folder):
            if part.suffix.lower() not in _FONT:
                continue
            try:
                known = part.stat()
            except OSError:
                continue
            found.append((str(part), known.st_size, known.st_mtime_ns))
    return fingerprint.of(found)


def _files(folder: Path) -> Iterator[Path]:
    """All files below `folder`, sorted; behind links too, where Typst looks as well, but in no circle."""
    seen = set()
    for here, below, names in os.walk(folder, followlinks=True):
        known = os.stat(here)  # noqa: PTH116 - as `os.walk`, many a time
        if (known.st_dev, known.st_ino) in seen:
            below.clear()
            continue
        seen.add((known.st_dev, known.st_ino))
        below.sort()
        yield from (Path(here, name) for name in sorted(names))


@cache
def folders() -> tuple[Path, ...]:
    """Where Typst looks for the fonts of the system (the `load_system_fonts` of its library fontdb)."""
    if sys.platform == "win32":
        home = os.environ.get("USERPROFILE", "")
        found = [
            os.path.join(os.environ.get("SYSTEMROOT", "C:\\Windows"), "Fonts"),  # noqa: PTH118
            *(f"{home}\\AppData\\{name}\\Microsoft\\Windows\\Fonts" for name in ("Local", "Roaming")),
        ]
        return tuple(map(Path, found))
    if sys.platform == "darwin":
        return _paths(["/Library/Fonts", "/System/Library/Fonts", "/Network/Library/Fonts", "~/Library/Fonts"]) + tuple(
            sorted(Path("/System/Library/AssetsV2").glob("com_apple_MobileAsset_Font*"))
        )  # fmt: skip
    plain = ["/usr/share/fonts", "/usr/local/share/fonts", "~/.fonts", "~/.local/share/fonts"]
    return _paths([*plain, *_configured()])


def _configured() -> Iterator[str]:
    """What fontconfig's settings name, such as the folder of TeX."""
    places = (Path("/etc/fonts"), Path(os.path.expanduser("~/.config/fontconfig")))  # noqa: PTH111
    for path in (path for place in places for path in sorted(place.glob("**/*.conf"))):
        try:
            text = path.read_text(encoding="utf-8", errors="replace")
        except OSError:
            continue
        for about, name in _FOLDER.findall(text):
            data = os.environ.get("XDG_DATA_HOME") or "~/.local/share"
            yield f"{data}/{name}" if "xdg" in about else name


def _paths(names: Iterable[str]) -> tuple[Path, ...]:
    """As paths. Those that are not there yet count: they may come."""
    return tuple(dict.fromkeys(Path(os.path.expanduser(name)) for name in names))  # noqa: PTH111
