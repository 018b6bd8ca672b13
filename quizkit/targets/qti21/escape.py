"""Text ↔ XML: the only place where text becomes markup."""

from __future__ import annotations

import re

_ENTITY = re.compile(r"&(#x[0-9A-F]+|[a-z]+);")
_NAMED = {"amp": "&", "lt": "<", "gt": ">", "quot": '"'}


def escape(text: str) -> str:
    """`text` as the content of an element. A carriage return needs its number: parsers make it a line feed."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\r", "&#xD;")


def attribute(text: str) -> str:
    """`text` as the value of an attribute in double quotes; parsers turn bare line ends into spaces."""
    text = escape(text).replace('"', "&quot;")
    return text.replace("\n", "&#xA;").replace("\t", "&#x9;")


def unescape(markup: str) -> str:
    """The inverse of `escape` and of `attribute`."""
    return _ENTITY.sub(_character, markup)


def _character(entity: re.Match[str]) -> str:
    name = entity[1]
    return chr(int(name[2:], 16)) if name[0] == "#" else _NAMED[name]
