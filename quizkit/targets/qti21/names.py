"""Identifiers and file names in a package: the same for the same deck and question, for ever.

QTI's identifiers are XML names without colons; engines put a full stop between an item's and a
variable's, so ours hold none, and their files stand on disks where A and a are one.
"""

from __future__ import annotations

import re
from hashlib import sha256

from quizkit.media import Medium

_CLEAN = re.compile(r"[a-z0-9_-]{1,40}")
_OTHER = re.compile(r"[^a-z0-9_]+")

MANIFEST = "imsmanifest.xml"
TEST = "test.xml"
STYLE = "style.css"


def item(deck: str, question: str) -> str:
    """The identifier of a question's item; `.xml` makes its file. Starts with `q-`."""
    if _CLEAN.fullmatch(deck) and _CLEAN.fullmatch(question):
        return f"q-{deck}-{question}"
    seen = _OTHER.sub("-", f"{deck}-{question}".lower()).strip("-")[:40]
    return f"q-{seen}-{_short(deck, question)}"


def package(deck: str, kind: str) -> str:
    """The identifier of the deck's own `kind`: its manifest, test, part or section. Starts with `kind`."""
    return f"{kind}-{deck}" if _CLEAN.fullmatch(deck) else f"{kind}-{_short(deck)}"


def picture(medium: Medium) -> str:
    """A picture's place in the package, named by its content."""
    return f"media/{medium.digest[:20]}{medium.suffix}"


def _short(*names: str) -> str:
    return sha256("\x1f".join(names).encode("utf-8", "surrogatepass")).hexdigest()[:12]
