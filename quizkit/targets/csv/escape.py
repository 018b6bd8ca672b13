"""Text on its way into a line: it may not break in two."""

from __future__ import annotations


def line(text: str) -> str:
    """Text on one line without tabs: breaks inside become ` / `, tabs of a table ` | `."""
    if "\n" not in text and "\t" not in text:
        return text
    return " / ".join(
        " | ".join(cell.strip() for cell in part.split("\t")) for part in text.split("\n") if part.strip()
    )
