r"""Text on its way into GIFT and through Moodle, so that every letter of it arrives.

Moodle turns `\\` into a backslash and `\:` and its like into `&&058;` before it looks at the
structure, and back into characters after it (question/format/gift/format.php).
"""

from __future__ import annotations

import re

from quizkit.markup.html import escape_text
from quizkit.targets import titles

_SPECIAL = re.compile(r"[\\:#={}~\n]")
_ESCAPED = re.compile(r"\\([\\:#={}~n])")
_INNER = re.compile(r"&&(?:(?:058|035|061|123|125|126|092);|010)")
_FILTERED = re.compile(r"\\(?=[()\[\]])|\$(?=\$)|@(?=@)")
_UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")
_LABEL = re.compile(r"&(?=[A-Za-z0-9#]{1,8};|&)|<(?!\s)")
_NOT_IN_TAGS = re.compile(r"[<>`\x00-\x1f\x7f]|\\$")


def escape(text: str) -> str:
    r"""Any text as GIFT, on one line: `\\ \: \# \= \{ \} \~`, a line break as `\n`."""
    return _SPECIAL.sub(_escaped, text) if _SPECIAL.search(text) else text


def _escaped(match: re.Match[str]) -> str:
    return "\\n" if match[0] == "\n" else f"\\{match[0]}"


def unescape(text: str) -> str:
    """The text of which `escape` made `text`."""
    return _ESCAPED.sub(lambda match: "\n" if match[1] == "n" else match[1], text)


def readable(text: str) -> bool:
    """Whether Moodle gives back a text that is not HTML: it reads `&&058;` as `:`, and others like it."""
    return _INNER.search(text) is None


def content(text: str) -> str:
    """Text as the content of an element that Moodle's filters leave alone.

    Its MathJax filter looks for backslashes before brackets and for two dollars, its file links begin
    with two @; all of them in the source, where character references hide them.
    """
    escaped = escape_text(text)
    return (
        _FILTERED.sub(lambda match: f"&#{ord(match[0])};", escaped) if _FILTERED.search(escaped) else escaped
    )


def label(text: str) -> str:
    """Plain text for what Moodle shows by `format_string`: names, and what a matching lets students pick.

    That drops tags and knows character references; only what looks like one of these is escaped.
    """
    return _LABEL.sub(lambda match: "&amp;" if match[0] == "&" else "&lt;", text)


def typed(answer: str) -> str:
    r"""An answer to be typed letter for letter: `*` stands for anything in Moodle, `\*` for itself."""
    return answer.replace("*", "\\*")


def category(title: str) -> str:
    """A title as a category on one level, on its line: nothing there is escaped but backslashes."""
    short = titles.shortened(re.sub(r"[ \t\r\n]+", " ", safe(title)).strip(), titles.CATEGORY)
    name = label(short).replace("\\", "\\\\").replace("/", "//")
    if name == "top":
        return "Top"  # top is what holds all categories in Moodle, and shows no questions
    return f"top/{name}" if name.startswith("$") else name  # $course$ is a place in Moodle


def tag(name: str) -> str:
    """A tag inside of `[tag:…]`; `<`, `>`, a backtick and a backslash at the end cannot stand there."""
    return _NOT_IN_TAGS.sub("_", name).replace("]", "\\]")


def taggable(name: str) -> bool:
    """Whether a tag arrives as it is."""
    return _NOT_IN_TAGS.search(name) is None


def safe(text: str) -> str:
    """`text` without control characters and halves of characters; U+FFFD stands for each."""
    return _UNSAFE.sub("\ufffd", text) if _UNSAFE.search(text) else text
