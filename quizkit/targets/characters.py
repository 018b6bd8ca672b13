"""Characters that XML 1.0 cannot hold, not even by their numbers."""

from __future__ import annotations

import re

_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_CONTROLS = bytes(code for code in range(32) if code not in b"\t\n\r")


def legal(text: str) -> str:
    """`text`, or a whole file of XML, with U+FFFD for each character that XML 1.0 forbids."""
    return text if _is_legal(text) else _FORBIDDEN.sub("\ufffd", text)


def _is_legal(text: str) -> bool:
    """Whether there is nothing to replace; several times faster than the pattern."""
    try:
        data = text.encode()
    except UnicodeEncodeError:  # half a surrogate pair
        return False
    clean = len(data.translate(None, _CONTROLS)) == len(data)
    return clean and "\ufffe" not in text and "\uffff" not in text
