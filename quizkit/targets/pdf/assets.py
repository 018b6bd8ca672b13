"""The pictures of a job under the names that the template's folder gives them, and their sizes on paper."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from quizkit.media import Medium
from quizkit.papers.room import INLINE, LARGEST, fitted


class Assets:
    """Maps the author's names of pictures to files of the template's folder, and remembers those used."""

    def __init__(self, media: Mapping[str, Medium]) -> None:
        self._media = media
        self.used: dict[str, Path] = {}
        self.sizes: dict[str, tuple[float, float, float, float]] = {}

    def __call__(self, name: str) -> str:
        """The file in the folder for the author's `name`, "" where there is no such picture."""
        medium = self._media.get(name)
        if medium is None:
            return ""
        file = f"/media/{medium.digest}{medium.suffix}"
        if file not in self.used:
            self.used[file] = medium.path
            size = (medium.width, medium.height)
            if all(size):
                self.sizes[file] = (*fitted(*size, LARGEST), *fitted(*size, INLINE))
        return file

    def named(self, file: str) -> str:
        """The author's name of a file in the folder, "" for none."""
        path = self.used.get(file)
        return next((name for name, medium in self._media.items() if medium.path == path), "") if path else ""
