"""The pictures of a job under the names that the template's folder gives them, and their sizes on paper."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from quizkit.media import Medium

POINTS_PER_PIXEL = 0.75
"""A pixel of a picture is a CSS pixel: 96 to the inch."""

LARGEST = (360.0, 210.0)
"""The most room (width, height) that a picture gets, in points: it must share its page with a question."""

INLINE = (180.0, 140.0)
"""The same for a picture among words, which may stand in one of two columns."""


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
            if medium.width and medium.height:
                self.sizes[file] = (*_fitted(medium, LARGEST), *_fitted(medium, INLINE))
        return file

    def named(self, file: str) -> str:
        """The author's name of a file in the folder, "" for none."""
        path = self.used.get(file)
        return next((name for name, medium in self._media.items() if medium.path == path), "") if path else ""


def _fitted(medium: Medium, room: tuple[float, float]) -> tuple[float, float]:
    width, height = medium.width * POINTS_PER_PIXEL, medium.height * POINTS_PER_PIXEL
    scale = min(1.0, room[0] / width, room[1] / height)
    return round(width * scale, 2), round(height * scale, 2)
