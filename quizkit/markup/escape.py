"""Plain text → Markdown source that shows exactly that text."""

from __future__ import annotations

import re

_ANYWHERE = re.compile(r"[\\`*_~\[\]<${}|]")
_LINE_START = re.compile(r"^(?:[#+\-=>:]|[0-9]{1,9}(?=[.)]))", re.MULTILINE)
_NEEDED = re.compile(r"[\\`*_~\[<$\n\r{]")
_BREAK = re.compile(r"[ \t]*(?:\r\n|\r|\n)[ \t]*")


def escape(text: str) -> str:
    """`text` as Markdown source that is shown letter for letter.

    White space at both ends and around line breaks does not count in Markdown and is dropped; a
    line break stays one.
    """
    text = text.strip()
    if not _NEEDED.search(text):
        return text
    text = _ANYWHERE.sub(r"\\\g<0>", _BREAK.sub("\n", text))
    if "\n" not in text:
        return text
    return _LINE_START.sub(_at_line_start, text).replace("\n", "\\\n")


def _at_line_start(match: re.Match[str]) -> str:
    found = match[0]
    return f"{found}\\" if found[0].isdigit() else f"\\{found}"
