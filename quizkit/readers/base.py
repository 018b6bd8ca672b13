"""What every reader gives back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from quizkit.diagnostics import Diagnostic, Finding, has_errors
from quizkit.model.deck import Deck
from quizkit.readers.places import Places


@dataclass(frozen=True, slots=True)
class Loaded:
    """A file (or folder) that was read.

    `deck` is None where errors stood in the way; `diagnostics` has them all, in reading order.
    `findings` are what the model itself warns of, kept apart because a deck may excuse them (`ignore:`).
    `folder` is where the deck's pictures and its lock lie, `path` what the user named.
    """

    path: str
    folder: Path
    deck: Deck | None
    diagnostics: tuple[Diagnostic, ...]
    places: Places = field(default_factory=Places)
    findings: tuple[Finding, ...] = ()

    @property
    def ok(self) -> bool:
        """Whether the deck can be used: it is there and nothing is worse than a warning."""
        return self.deck is not None and not has_errors(self.diagnostics)

    @property
    def texts(self) -> Mapping[str, str]:
        """The text of each file by its path, for source frames."""
        return {file.path: file.text for file in self.places.files}
