"""Author's texts inside messages."""

from __future__ import annotations

from collections.abc import Sequence

_MOST = 60


def short(text: str) -> str:
    """At most 60 characters of `text`, cut between words where it can be, an ellipsis at the end."""
    if len(text) <= _MOST:
        return text
    cut = text[: _MOST - 1]
    head, _, _ = cut.rpartition(" ")
    return (head if len(head) > _MOST // 2 else cut).rstrip(" .,;:…") + "…"


NAMED = 8
"""So many ids stand in a message; the rest are counted."""

MANY = 10
"""Above so many findings of one kind, for one reason, one finding says them all."""


def named(ids: Sequence[str]) -> str:
    """The first of some ids, and how many more there are."""
    first = ", ".join(f"`{id}`" for id in ids[:NAMED])
    return first if len(ids) <= NAMED else f"{first} and {len(ids) - NAMED:,} more"
