"""Texts as the lines that Aiken knows: plain, and none that its readers take for something else.

Moodle's reader (question/format/aiken/format.php) trims each line, drops those of less than two
bytes, and knows an option by a capital letter with `)` or `.` after it, wherever it stands.
"""

from __future__ import annotations

import re

from quizkit.markup import plain
from quizkit.targets.base import Unsupported

_BREAKS = re.compile(r"\s*[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]\s*")
_UNSAFE = re.compile("[\x00-\x08\x0e-\x1f\x7f\ud800-\udfff]")
_LABEL = re.compile(r"[A-Z][).]")


def line(text: str) -> str:
    """Markdown as plain text on one line."""
    return _UNSAFE.sub("\ufffd", _BREAKS.sub(" ", plain(text)).strip())


def stem(text: str) -> str:
    """A plain line as a question. Raises `Unsupported` where Aiken would take it for something else."""
    if _LABEL.match(text):
        raise Unsupported(f"it begins with `{text[:2]}`, which Aiken takes for an option", ("prompt",))
    if text.startswith("ANSWER:"):
        raise Unsupported("it begins with `ANSWER:`, which Aiken takes for the key", ("prompt",))
    if len(text.encode()) < 2:
        raise Unsupported("Aiken drops a question of one character", ("prompt",))
    return text


def option(text: str) -> str:
    """A plain line as the text of an option. Raises `Unsupported` where it cannot be one."""
    if not text:
        raise Unsupported("an option is empty without its formatting")
    if text.startswith("ANSWER:"):
        raise Unsupported("an option begins with `ANSWER:`, which Aiken takes for the key")
    return text
