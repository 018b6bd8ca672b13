"""What kind of picture some bytes are, how large it is, and whether an SVG is harmless.

Only headers are read, never pixels: nothing here decodes what an attacker may have made.
"""

from __future__ import annotations

import re
import struct
from typing import Literal, assert_never
from xml.parsers import expat

Kind = Literal["png", "jpeg", "gif", "webp", "svg"]

MAX_SVG_DEPTH = 64


class Unusable(Exception):
    """Why a picture is refused. `unsafe` where it could act instead of being shown."""

    def __init__(self, message: str, hint: str = "", *, unsafe: bool = False) -> None:
        self.hint, self.unsafe = hint, unsafe
        super().__init__(message)


def sniff(data: bytes) -> Kind | None:
    """The kind of picture that `data` begins like, or None."""
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if data.startswith(b"\xff\xd8\xff"):
        return "jpeg"
    if data[:6] in (b"GIF87a", b"GIF89a"):
        return "gif"
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "webp"
    if re.match(
        rb"(\xef\xbb\xbf)?\s*(<\?xml[^>]*>\s*)?(<!--.*?-->\s*)*(<!DOCTYPE|<svg[\s>])", data[:4096], re.DOTALL
    ):
        return "svg"
    return None


def measure(kind: Kind, data: bytes) -> tuple[int, int]:
    """Width and height as shown, turned where EXIF says so.

    Raises `Unusable` for a file that is cut off or, as SVG, not harmless.
    """
    try:
        match kind:
            case "png":
                return _turned(_png(data), _png_exif(data))
            case "jpeg":
                return _jpeg(data)
            case "gif":
                width, height = struct.unpack("<HH", data[6:10])
                return _whole(int(width), int(height), data.rstrip(b"\0").endswith(b"\x3b"))
            case "webp":
                return _turned(_webp(data), _webp_exif(data))
            case "svg":
                return _svg(data)
            case _:
                assert_never(kind)
    except (struct.error, IndexError) as error:
        raise Unusable("the file is cut off", "save or copy it again") from error


def _whole(width: int, height: int, whole: bool) -> tuple[int, int]:
    if not whole or not width or not height:
        raise Unusable("the file is cut off", "save or copy it again")
    return width, height


def _png(data: bytes) -> tuple[int, int]:
    width, height = struct.unpack(">II", data[16:24])
    return _whole(int(width), int(height), data[12:16] == b"IHDR" and b"IEND" in data[-32:])


def _jpeg(data: bytes) -> tuple[int, int]:
    at, exif = 2, b""
    while at < len(data):
        if data[at] != 0xFF:
            break
        marker = data[at + 1]
        if marker == 0xFF:  # fill byte
            at += 1
            continue
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack(">HH", data[at + 5 : at + 9])
            return _turned(_whole(int(width), int(height), b"\xff\xd9" in data[-4096:]), exif)
        if 0xD0 <= marker <= 0xD9 or marker == 0x01:
            at += 2
            continue
        length = int(struct.unpack(">H", data[at + 2 : at + 4])[0])
        if marker == 0xE1 and data[at + 4 : at + 10] == b"Exif\0\0":
            exif = exif or data[at + 10 : at + 2 + length]
        at += 2 + length
    raise Unusable("the file is cut off", "save or copy it again")


def _webp(data: bytes) -> tuple[int, int]:
    whole = len(data) >= int(struct.unpack("<I", data[4:8])[0]) + 8
    kind = data[12:16]
    if kind == b"VP8 ":
        width, height = struct.unpack("<HH", data[26:30])
        return _whole(int(width) & 0x3FFF, int(height) & 0x3FFF, whole)
    if kind == b"VP8L":
        bits = int(struct.unpack("<I", data[21:25])[0])
        return _whole((bits & 0x3FFF) + 1, ((bits >> 14) & 0x3FFF) + 1, whole)
    width = int.from_bytes(data[24:27], "little") + 1
    height = int.from_bytes(data[27:30], "little") + 1
    return _whole(width, height, whole and kind == b"VP8X")


_ORIENTATION = 0x0112


def _turned(size: tuple[int, int], exif: bytes) -> tuple[int, int]:
    """The size as browsers and Typst show it: they obey the orientation that cameras note (5 to 8: a quarter)."""
    return (size[1], size[0]) if 5 <= orientation(exif) <= 8 else size


def orientation(exif: bytes) -> int:
    """The orientation in notes of a camera (TIFF), 1 where they say nothing that can be read."""
    order = {b"II": "<", b"MM": ">"}.get(exif[:2])
    if order is None:
        return 1
    try:
        (at,) = struct.unpack_from(f"{order}I", exif, 4)
        (count,) = struct.unpack_from(f"{order}H", exif, at)
        for entry in range(at + 2, at + 2 + 12 * count, 12):
            tag, _, _, value = struct.unpack_from(f"{order}HHIH", exif, entry)
            if tag == _ORIENTATION:
                return int(value)
    except struct.error:  # damaged notes of a camera; the picture may be whole
        pass
    return 1


def _png_exif(data: bytes) -> bytes:
    at = 8
    while at + 8 <= len(data):
        length, name = struct.unpack_from(">I4s", data, at)
        if name == b"eXIf":
            return data[at + 8 : at + 8 + length]
        at += 12 + length
    return b""


def _webp_exif(data: bytes) -> bytes:
    at = 12
    while at + 8 <= len(data):
        name, length = struct.unpack_from("<4sI", data, at)
        if name == b"EXIF":
            return data[at + 8 : at + 8 + length]
        at += 8 + length + length % 2
    return b""


_SVG_REFUSED = {
    "script",
    "foreignobject",
    "iframe",
    "embed",
    "object",
    "audio",
    "video",
    "animate",
    "set",
    "handler",
}


def _svg(data: bytes) -> tuple[int, int]:
    """Reads an SVG strictly: no DTD, no script, nothing from elsewhere. Raises `Unusable`."""
    root: dict[str, str] = {}
    depth = 0
    style: list[str] | None = None

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth, style
        depth += 1
        if name.rpartition(":")[2].lower() == "style":
            style = []
        if depth > MAX_SVG_DEPTH:
            raise Unusable("the SVG is nested too deep", unsafe=True)
        if depth == 1:
            if name.rpartition(":")[2] != "svg":
                raise Unusable("the file is XML, but no SVG")
            root.update(attributes)
        _refuse(name, attributes)

    def end(name: str) -> None:
        nonlocal depth, style
        depth -= 1
        if style is not None and name.rpartition(":")[2].lower() == "style":
            _refuse_style("".join(style))
            style = None

    def text(chunk: str) -> None:
        if style is not None:
            style.append(chunk)

    def refuse_doctype(*_: object) -> None:
        raise Unusable("the SVG has a DOCTYPE", "delete the <!DOCTYPE …> line", unsafe=True)

    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = start, end, text
    parser.StartDoctypeDeclHandler = refuse_doctype
    parser.ProcessingInstructionHandler = _refuse_instruction
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        raise Unusable("the SVG is not well-formed XML", "save it again from the drawing program") from error
    return _svg_size(root)


_LOADS = re.compile(r"@import|url\(\s*['\"]?(?!#)|image-set\(|src\(", re.IGNORECASE)


def _refuse_style(css: str) -> None:
    """CSS that loads something. A backslash could spell `url` in other letters; no drawing needs one."""
    if "\\" in css or _LOADS.search(re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)):
        raise Unusable("the SVG loads something from elsewhere", "embed it or leave it out", unsafe=True)


def _refuse_instruction(*_: object) -> None:
    raise Unusable("the SVG has a processing instruction", "delete the <?…?> line", unsafe=True)


def _refuse(name: str, attributes: dict[str, str]) -> None:
    local = name.rpartition(":")[2].lower()
    if local in _SVG_REFUSED:
        raise Unusable(f"the SVG contains <{local}>", "save it as a plain SVG or as PNG", unsafe=True)
    for key, value in attributes.items():
        attribute = key.rpartition(":")[2].lower()
        squeezed = re.sub(r"\s", "", value).lower()
        if attribute.startswith("on"):
            raise Unusable(
                f"the SVG contains a script in `{attribute}`", "save it as a plain SVG or as PNG", unsafe=True
            )
        outside = attribute in ("href", "src") and not squeezed.startswith(
            ("#", "data:image/png", "data:image/jpeg")
        )
        if attribute == "style":
            _refuse_style(value)
        if outside or _LOADS.search(squeezed):
            raise Unusable("the SVG loads something from elsewhere", "embed it or leave it out", unsafe=True)


_LENGTH = re.compile(r"\s*\+?(\d{1,6}(?:\.\d{1,20})?)(?:px)?\s*")


def _svg_size(root: dict[str, str]) -> tuple[int, int]:
    """Width and height in user units; 0 where the file says nothing that can be used."""
    sizes = [_LENGTH.fullmatch(root.get(name, "")) for name in ("width", "height")]
    if not all(sizes):
        box = root.get("viewBox", "").replace(",", " ").split()
        sizes = [_LENGTH.fullmatch(part) for part in box[2:]]
    if len(sizes) != 2 or not all(sizes):
        return 0, 0
    width, height = (round(float(found[1])) for found in sizes if found)
    return width, height
