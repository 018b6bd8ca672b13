"""How large a picture stands on paper."""

from __future__ import annotations

POINTS_PER_PIXEL = 0.75
"""A pixel of a picture is a CSS pixel: 96 to the inch."""

LARGEST = (360.0, 210.0)
"""The most room (width, height) that a picture gets, in points: it must share its page with a question."""

INLINE = (180.0, 140.0)
"""The same for a picture among words, which may stand in one of two columns."""


def fitted(width: int, height: int, room: tuple[float, float]) -> tuple[float, float]:
    """The size in points of a picture of so many pixels, no larger than `room`."""
    across, down = width * POINTS_PER_PIXEL, height * POINTS_PER_PIXEL
    scale = min(1.0, room[0] / across, room[1] / down)
    return round(across * scale, 2), round(down * scale, 2)
