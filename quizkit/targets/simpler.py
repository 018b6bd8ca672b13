"""What plain text does not show of Markdown, in words for a report."""

from __future__ import annotations

from quizkit.markup import parse
from quizkit.markup.check import inlines
from quizkit.markup.parse import IS_PLAIN
from quizkit.markup.tree import Image, Math, Text
from quizkit.model import cloze


def is_only_text(text: str) -> bool:
    """Whether Markdown says no more than plain text, which is all that a list to choose from holds."""
    if IS_PLAIN(text):
        return True
    inline = parse(text).inline
    return inline is not None and all(isinstance(node, Text) for node in inline)


def simplified(text: str) -> set[str]:
    """What a plain line shows more simply: “formulas”, “formatting”; pictures are for others to report."""
    if IS_PLAIN(text):
        return set()
    document = parse(text)
    found = {
        "formulas" if isinstance(node, Math) else "formatting"
        for node in inlines(document)
        if not isinstance(node, Text | Image)
    }
    return found if document.inline is not None else found | {"formatting"}


def has_formula(text: str) -> bool:
    """Whether Markdown holds a formula; cloze blanks do not matter."""
    return "$" in text and any(isinstance(node, Math) for node in inlines(parse(cloze.plain(text))))
