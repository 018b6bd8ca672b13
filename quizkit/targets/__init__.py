"""The registry of targets: a literal table that the type checker compares with the protocol.

Other packages add theirs through the entry point group `quizkit.targets`; one that cannot be
loaded is a finding, never passed over in silence.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from quizkit.diagnostics import Finding, did_you_mean
from quizkit.targets.base import Target
from quizkit.targets.foreign import Foreign

GROUP = "quizkit.targets"


def _anki() -> Target:
    from quizkit.targets import anki

    return anki


def _pdf() -> Target:
    from quizkit.targets import pdf

    return pdf


def _moodle() -> Target:
    from quizkit.targets import moodle

    return moodle


def _gift() -> Target:
    from quizkit.targets import gift

    return gift


def _aiken() -> Target:
    from quizkit.targets import aiken

    return aiken


def _qti21() -> Target:
    from quizkit.targets import qti21

    return qti21


def _canvas() -> Target:
    from quizkit.targets import canvas

    return canvas


def _html() -> Target:
    from quizkit.targets import html

    return html


def _docx() -> Target:
    from quizkit.targets import docx

    return docx


def _kahoot() -> Target:
    from quizkit.targets import kahoot

    return kahoot


def _csv() -> Target:
    from quizkit.targets import csv

    return csv


def _markdown() -> Target:
    from quizkit.targets import markdown

    return markdown


def _json() -> Target:
    from quizkit.targets import json

    return json


TARGETS: dict[str, Callable[[], Target]] = {
    "anki": _anki,
    "pdf": _pdf,
    "moodle": _moodle,
    "gift": _gift,
    "aiken": _aiken,
    "qti21": _qti21,
    "canvas": _canvas,
    "html": _html,
    "docx": _docx,
    "kahoot": _kahoot,
    "csv": _csv,
    "markdown": _markdown,
    "json": _json,
}
"""Name → what imports it. Functions, so that a build for paper never imports genanki."""

EXTRAS: dict[str, tuple[str, str]] = {"docx": ("docx", "docx"), "kahoot": ("openpyxl", "xlsx")}
"""Targets that need a package which the base installation lacks: its module, and our extra."""


def find(name: str) -> Target | Finding:
    """The target called `name`, ours or another package's.

    An error QK505 where there is none, QK508 where ours lacks a package.
    """
    if name.lower() in TARGETS:
        return _lacking(name.lower()) or TARGETS[name.lower()]()
    from importlib.metadata import entry_points

    others = {entry.name: entry for entry in entry_points(group=GROUP)}
    if name not in others:
        return Finding("QK505", f"no target `{name}`", hint=_meant(name, {*TARGETS, *others}))
    origin = others[name].value
    try:
        target = others[name].load()
    except Exception as error:  # another package's fault may be any
        return Finding(
            "QK505", f"the target `{name}` cannot be loaded: {error}", hint=f"update `{origin.split('.')[0]}`"
        )
    lacking = [part for part in ("NAME", "SUMMARY", "compile") if not hasattr(target, part)]
    if lacking:
        return Finding("QK505", f"the target `{name}` lacks {', '.join(lacking)}", hint="it needs an update")
    return Foreign(name, origin, target)


OFTEN_MEANT = {
    "word": "docx", "doc": "docx", "office": "docx", "xml": "moodle", "quizlet": "csv", "tsv": "csv", "excel": "csv",
    "xls": "csv", "xlsx": "kahoot", "apkg": "anki", "md": "markdown", "web": "html", "htm": "html", "page": "html",
    "qti": "qti21", "txt": "gift", "paper": "pdf", "print": "pdf", "worksheet": "pdf", "imscc": "canvas",
}  # fmt: skip
"""Names of programs and file endings → the target that makes what they mean."""


def _meant(name: str, known: set[str]) -> str:
    """A hint for a target that does not exist."""
    if len(parts := re.split(r"[\s;+/|]+", name.strip())) > 1:
        return f"write a comma between the names: {','.join(parts)}"
    if meant := OFTEN_MEANT.get(name.lower()):
        return f"did you mean `{meant}`?"
    return did_you_mean(name, known) or f"one of {', '.join(sorted(known))}"


def _lacking(name: str) -> Finding | None:
    """What to say where the package that a target of ours needs is not installed."""
    from importlib.util import find_spec

    module, extra = EXTRAS.get(name, ("", ""))
    if not module or find_spec(module):
        return None
    hint = f'pip install "quizkit[{extra}]"'
    return Finding("QK508", f"the target `{name}` needs a package that is not installed", hint=hint)
