"""Pieces of YAML for hints: texts, lists and fields as they stand within brackets, on one line."""

from __future__ import annotations

import re
from collections.abc import Iterable

_LONGEST = 90
"""Characters of an example; a longer one is not read."""

_OUTSIDE = re.compile(r"""(?![-?:](?:\s|$)|[#&*!|>'"%@])[^,\[\]{}\n`]+""")
"""A text that needs no quotes within brackets, but for colons and remarks."""


def scalar(text: str) -> str:
    """A text as it is written within brackets, in quotes where it needs them."""
    plain = _OUTSIDE.fullmatch(text) and text == text.strip()
    if plain and ": " not in text and " #" not in text and not text.endswith(":"):
        return text
    return "'" + text.replace("'", "''") + "'"


def row(texts: Iterable[str]) -> str:
    """A list in brackets."""
    return f"[{', '.join(map(scalar, texts))}]"


def block(**fields: str) -> str:
    """Fields in braces, their values as they are to stand there."""
    return "{" + ", ".join(f"{name}: {value}" for name, value in fields.items()) + "}"


def short(code: str | None) -> str | None:
    """The code, unless it is too long, or could not stand between backticks on one line."""
    return None if code is None or len(code) > _LONGEST or "`" in code or "\n" in code else code


def slug(text: str) -> str:
    """An id made from a text: `my-deck` from `My deck!`."""
    return re.sub(r"[^\w.]+", "-", text.strip().casefold()).strip("-.")[:60] or "its-name"


def is_number(text: str) -> bool:
    """Whether this is a number as points are written."""
    return re.fullmatch(r"\d+(\.\d+)?", text) is not None
