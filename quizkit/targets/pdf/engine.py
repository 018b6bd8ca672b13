"""Typst, in process: values in, PDF bytes out; its refusals as values."""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import typst

_EPOCH = 1_577_836_800
"""2020-01-01: the date inside every PDF unless SOURCE_DATE_EPOCH says otherwise."""

_MEMORY = 700_000
"""Characters of data that Typst may remember the layout of: about 2,500 questions, half a gigabyte."""

_AGES = 12

LONG = re.compile(r'[^\s"]{36,}').search
"""Whether there may be a word too long for a line; looking for them on every page takes time."""

_GLYPH = re.compile(r'the text `"((?:[^"\\]|\\.)*)"` could not be displayed')
_ESCAPE = re.compile(r"\\u\{([0-9a-f]+)\}|\\(.)")
_PLAIN_ESCAPES = {"n": "\n", "r": "\r", "t": "\t", "0": "\0"}
# fmt: off
_LOCAL_SCRIPTS = frozenset({
    "am", "ar", "as", "bn", "bo", "ckb", "dv", "fa", "gu", "hi", "hy", "ja", "ka", "km", "kn", "ko", "lo", "ml",
    "mr", "my", "ne", "or", "pa", "ps", "sa", "sd", "si", "ta", "te", "th", "ti", "ug", "ur", "yue", "zh",
})
# fmt: on
"""Languages whose script no embedded font draws well: the system's fonts are asked at once."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a sheet could not be made: `missing` characters no font has, or Typst's own `message`."""

    missing: tuple[str, ...] = ()
    message: str = ""


class Press:
    """A private folder with the templates and copies of the pictures; `make` prints one sheet after another."""

    def __init__(self, root: Path, lang: str, font_paths: Sequence[Path]) -> None:
        self._root = root
        self._paths = tuple(str(path) for path in font_paths)
        self.system = lang.partition("-")[0].lower() in _LOCAL_SCRIPTS
        self._copied: set[str] = set()
        self._count = 0
        self._load = 0
        for entry in resources.files("quizkit.targets.pdf").joinpath("template").iterdir():
            if entry.name.endswith(".typ"):
                (root / entry.name).write_bytes(entry.read_bytes())
        (root / "media").mkdir()
        (root / "empty.typ").write_bytes(b"")

    def make(self, template: str, values: Mapping[str, Any], pictures: Mapping[str, Path]) -> bytes | Refusal:
        """The PDF of one sheet. Fonts of the system are only used for what the embedded ones lack."""
        for name in pictures.keys() - self._copied:
            shutil.copyfile(pictures[name], self._root / name.lstrip("/"))
            self._copied.add(name)
        self._count += 1
        data = f"{self._count}.json"
        text = json.dumps(values, ensure_ascii=False)
        (self._root / data).write_text(text, encoding="utf-8")
        self._forget(len(text))
        long = "yes" if LONG(text) else ""
        made = self._compile(template, data, long, system=self.system)
        if isinstance(made, Refusal) and made.missing and not self.system:
            return self._compile(template, data, long, system=True)
        return made

    def _forget(self, size: int) -> None:
        """Keeps Typst's memory in bounds before `size` more characters are typeset.

        Typst remembers the layout of everything it made in this process and drops what ten
        compilations in a row did not use. Six sheets of 1,000 questions took 1.4 GB; with a few
        empty pages in between they take 320 MB.
        """
        self._load += size
        if self._load < _MEMORY or size == self._load:
            return
        import typst

        empty = typst.Compiler(
            str(self._root / "empty.typ"), root=str(self._root), font_paths=fonts((), False)
        )
        for _ in range(_AGES):
            empty.compile()
        self._load = size

    def _compile(self, template: str, data: str, long: str, *, system: bool) -> bytes | Refusal:
        import typst

        try:
            made = typst.compile(
                str(self._root / template),
                root=str(self._root),
                font_paths=fonts(self._paths, system),
                sys_inputs={"data": data, "long": long},
                pdf_standards=["ua-1"],
                timestamp=timestamp(),
                package_path=str(self._root),
                package_cache_path=str(self._root),
            )
        except typst.TypstError as error:
            return _refusal(error)
        assert isinstance(made, bytes)
        return made


@contextmanager
def press(lang: str, font_paths: Sequence[Path]) -> Iterator[Press]:
    """A press whose folder is gone when the block ends, however it ends."""
    with TemporaryDirectory(prefix="quizkit-") as folder:
        # Typst resolves the root's symbolic links, and so must we (macOS: /tmp is one).
        yield Press(Path(folder).resolve(), lang, font_paths)


@lru_cache(maxsize=4)
def fonts(paths: tuple[str, ...], system: bool) -> typst.Fonts:
    """One set of fonts for the whole process: reading them again for each sheet takes most of the time."""
    import typst

    return typst.Fonts(include_system_fonts=system, include_embedded_fonts=True, font_paths=list(paths))


def timestamp() -> int:
    """The date that the files carry, in seconds: SOURCE_DATE_EPOCH where it is a sensible number."""
    text = os.environ.get("SOURCE_DATE_EPOCH", "")
    return int(text) if re.fullmatch(r"\d{1,10}", text) else _EPOCH


def _refusal(error: typst.TypstError) -> Refusal:
    missing = tuple(dict.fromkeys(map(_unescaped, _GLYPH.findall(error.diagnostic))))
    return Refusal(missing) if missing else Refusal(message=error.message)


def _unescaped(text: str) -> str:
    """Rust's debug notation as the text it stands for."""
    return _ESCAPE.sub(
        lambda match: chr(int(match[1], 16)) if match[1] else _PLAIN_ESCAPES.get(match[2], match[2]), text
    )
