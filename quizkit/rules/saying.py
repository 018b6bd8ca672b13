"""Author's texts inside messages."""

from __future__ import annotations

_MOST = 60


def short(text: str) -> str:
    """At most 60 characters of `text`, cut between words where it can be, an ellipsis at the end."""
    if len(text) <= _MOST:
        return text
    cut = text[: _MOST - 1]
    head, _, _ = cut.rpartition(" ")
    return (head if len(head) > _MOST // 2 else cut).rstrip(" .,;:…") + "…"
