"""Text ↔ XML: the only place where text becomes markup."""

from __future__ import annotations

import re

_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_CONTROLS = bytes(code for code in range(32) if code not in b"\t\n\r")
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


def allowed(xml: str) -> str:
    """`xml` with U+FFFD for each character that XML 1.0 cannot hold, not even by its number."""
    return xml if _is_allowed(xml) else _FORBIDDEN.sub("\ufffd", xml)


def _is_allowed(xml: str) -> bool:
    """Whether there is nothing to replace; several times faster than the pattern."""
    try:
        data = xml.encode()
    except UnicodeEncodeError:  # half a surrogate pair
        return False
    clean = len(data.translate(None, _CONTROLS)) == len(data)
    return clean and "\ufffe" not in xml and "\uffff" not in xml


def _character(entity: re.Match[str]) -> str:
    name = entity[1]
    return chr(int(name[2:], 16)) if name[0] == "#" else _NAMED[name]
