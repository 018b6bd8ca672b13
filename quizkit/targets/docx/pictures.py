"""Pictures in a Word document: as files of the package, in their size, turned as the camera noted.

Word shows PNG, JPEG and GIF. Everything else, and photographs that a camera held upright, is drawn
as a PNG by Typst, which the base installation has anyway.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from quizkit.diagnostics import Loc
from quizkit.media import Medium
from quizkit.papers.room import INLINE, LARGEST, fitted
from quizkit.pictures import orientation
from quizkit.targets.base import Loss
from quizkit.targets.docx.xml import Links, escape

_EMU = 12_700
"""Word's unit: so many to the point."""

_DENSITY = 220
"""Pixels to the inch of what is drawn anew: what printers show, and Word's own choice for pictures."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A file of the package, and the picture's size in pixels as shown (0: not known)."""

    name: str
    path: Path
    drawn: bytes | None
    width: int
    height: int

    def content(self) -> bytes:
        """The bytes of the file. Raises `OSError` where it cannot be read."""
        return self.path.read_bytes() if self.drawn is None else self.drawn


class Album:
    """The pictures of a job by the author's names. Each is drawn once; what cannot be shown is a loss."""

    def __init__(self, media: Mapping[str, Medium]) -> None:
        self._media = media
        self._known: dict[str, Picture | None] = {}
        self.by_file: dict[str, Picture] = {}
        self.losses: dict[Loss, None] = {}

    def find(self, name: str, loc: Loc) -> Picture | None:
        """The picture, or None, reported as lost at `loc`."""
        name = name.strip()
        if name not in self._known:
            medium = self._media.get(name)
            self._known[name] = _picture(medium) if medium else None
        found = self._known[name]
        if found is None:
            self.losses[Loss("lost", loc, "pictures")] = None
        else:
            self.by_file[found.name] = found
        return found


def _picture(medium: Medium) -> Picture | None:
    known = Picture(f"{medium.digest[:20]}{medium.suffix}", medium.path, None, medium.width, medium.height)
    if medium.kind in ("png", "jpeg", "gif") and not _turned(medium):
        return known
    drawn = _drawn(medium)
    return replace(known, name=f"{medium.digest[:20]}.png", drawn=drawn) if drawn else None


def _turned(medium: Medium) -> bool:
    """Whether a camera noted that the picture is to be turned or mirrored; Word does not look."""
    data = medium.path.read_bytes()[:1_000_000]
    for mark in (b"Exif\0\0", b"eXIf"):
        if (at := data.find(mark)) >= 0:
            return orientation(data[at + len(mark) :]) > 1
    return False


def _drawn(medium: Medium) -> bytes | None:
    """The picture as a PNG, or None where Typst cannot read it."""
    import typst

    size = medium.width or 300, medium.height or 200
    width, height = fitted(*size, LARGEST)
    with TemporaryDirectory(prefix="quizkit-") as folder:
        root = Path(folder).resolve()
        (root / f"picture{medium.suffix}").write_bytes(medium.path.read_bytes())
        (root / "page.typ").write_text(
            f"#set page(width: {width}pt, height: {height}pt, margin: 0pt, fill: none)\n"
            f'#image("picture{medium.suffix}", width: 100%, height: 100%)\n'
        )
        try:
            made = typst.compile(
                str(root / "page.typ"), root=str(root), format="png", ppi=_DENSITY, ignore_system_fonts=True
            )
        except typst.TypstError:
            return None
    return made if isinstance(made, bytes) else None


def drawing(picture: Picture, alt: str, id: int, links: Links, *, among_words: bool, room: float) -> str:
    """A run with a picture no wider than `room` points; `alt` for those who do not see it."""
    most = INLINE if among_words else LARGEST
    size = (picture.width or 300, picture.height or 200)
    width, height = fitted(*size, (min(most[0], room), most[1]))
    extent = f'cx="{round(width * _EMU)}" cy="{round(height * _EMU)}"'
    said = f'id="{id}" name="Picture {id}" descr="{escape(alt)}"'
    return (
        f'<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent {extent}/>'
        f"<wp:docPr {said}/><wp:cNvGraphicFramePr>"
        '<a:graphicFrameLocks noChangeAspect="1"/></wp:cNvGraphicFramePr><a:graphic>'
        '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>'
        f"<pic:nvPicPr><pic:cNvPr {said}/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill>"
        f'<a:blip r:embed="{links.picture(picture.name)}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {extent}/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>'
        "</wp:inline></w:drawing></w:r>"
    )
