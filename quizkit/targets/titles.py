"""Names for lists of questions, which have room for a few words alone."""

from __future__ import annotations

CATEGORY = 200
"""The most characters of a category's name in Moodle that we write; its database has room for 255."""

BEYOND = f"titles beyond {CATEGORY} characters"
"""What is lost of a longer one."""


def shortened(line: str, most: int) -> str:
    """At most `most` characters of a line, cut between words where it can be, an ellipsis at the end."""
    if len(line) <= most:
        return line
    cut = line[: most - 1]
    head, _, _ = cut.rpartition(" ")
    return (head if len(head) > most // 2 else cut).rstrip(" .,;:…") + "…"
