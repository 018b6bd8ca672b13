"""The measures of a document's pages."""

from __future__ import annotations

from dataclasses import dataclass

from quizkit.words import right_to_left

_PAPERS = {"a4": (11906, 16838), "letter": (12240, 15840)}

EDGE = 1134
"""The margins in twips: 2 cm."""


@dataclass(frozen=True, slots=True)
class Page:
    """The measures of a document; lengths are in twips, 20 to the point."""

    paper: str
    lang: str
    large: bool = False

    @property
    def size(self) -> int:
        """The size of ordinary letters in points."""
        return 18 if self.large else 11

    @property
    def format(self) -> tuple[int, int]:
        """Width and height of the paper."""
        return _PAPERS[self.paper]

    @property
    def width(self) -> int:
        """The width of the text."""
        return self.format[0] - 2 * EDGE

    @property
    def rtl(self) -> bool:
        """Whether the document is written from right to left."""
        return right_to_left(self.lang)

    def em(self, count: float) -> int:
        """So many times the size of the letters."""
        return round(count * self.size * 20)

    @property
    def text(self) -> int:
        """Where a question's text begins, behind its number."""
        return self.em(2.2)

    @property
    def option(self) -> int:
        """Where an option's text begins."""
        return self.em(4.2)

    @property
    def score(self) -> int:
        """Where the place for the score begins."""
        return self.width - self.em(10)
