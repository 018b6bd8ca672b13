"""Names for lists of questions, which have room for a few words alone."""

from __future__ import annotations


def shortened(line: str, most: int) -> str:
    """At most `most` characters of a line, cut between words where it can be, an ellipsis at the end."""
    if len(line) <= most:
        return line
    cut = line[: most - 1]
    head, _, _ = cut.rpartition(" ")
    return (head if len(head) > most // 2 else cut).rstrip(" .,;:…") + "…"
