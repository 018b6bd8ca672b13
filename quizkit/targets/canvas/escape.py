"""Text ↔ XML, and what Canvas would read in our HTML although nobody meant it."""

from __future__ import annotations

import re

from quizkit.targets.characters import legal

_ENTITIES = {"&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"', "&#13;": "\r"}
_REFERENCE = re.compile("|".join(_ENTITIES))

_TEX = re.compile(r"<[^>]*>|\\(?=[(\[])|\$(?=\$)")
_BRACKET = re.compile(r"<blank (\d+)>|<[^>]*>|\[")


def xml(text: str) -> str:
    """`text` for an element or an attribute in double quotes. What XML 1.0 forbids becomes U+FFFD."""
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
    return legal(escaped).replace("\r", "&#13;")


def unescape(text: str) -> str:
    """The inverse of `xml`."""
    return _REFERENCE.sub(lambda match: _ENTITIES[match[0]], text)


def no_tex(shown: str) -> str:
    r"""HTML in which no text reads as LaTeX: Canvas's MathJax looks for `\(`, `\[` and `$$` everywhere.

    An element between the two characters keeps them apart and shows nothing.
    """
    if "\\(" not in shown and "\\[" not in shown and "$$" not in shown:
        return shown
    return _TEX.sub(lambda match: match[0] if match[0][0] == "<" else f"<span>{match[0]}</span>", shown)


def blanks(shown: str, name: str) -> str:
    """HTML with `[name1]` for each `<blank 1>`, and no other bracket that Canvas could take for a blank.

    A classic quiz lists every `[word]` of such a question as a blank in its results.
    """
    return _BRACKET.sub(lambda match: _bracket(match, name), shown)


def _bracket(match: re.Match[str], name: str) -> str:
    if match[1]:
        return f"[{name}{match[1]}]"
    return "<span>[</span>" if match[0] == "[" else match[0]
