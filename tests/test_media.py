"""Pictures: what may be named, what is taken for a picture, which SVGs are harmless (M01 to M12, X01)."""

from __future__ import annotations

import io
import os
import re
import struct
import unicodedata
import zipfile
import zlib
from pathlib import Path

import pytest
from PIL import Image
from typer.testing import CliRunner, Result

from quizkit import media, pictures
from quizkit.cli import app

HEAD = "deck: d\ntitle: T\nlang: en\nquestions:\n"


def picture(kind: str, size: tuple[int, int] = (3, 2), colour: int = 7) -> bytes:
    stream = io.BytesIO()
    Image.new("RGB", size, (colour, 0, 0)).save(stream, kind)
    return stream.getvalue()


SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 30 20">{}</svg>'


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def check(*names: str) -> Result:
    images = "".join(
        f"  - {{id: q{n}, type: essay, prompt: P, image: {{file: {name!r}, alt: A map}}}}\n"
        for n, name in enumerate(names)
    )
    Path("d.yaml").write_text(HEAD + images, encoding="utf-8")
    result = CliRunner().invoke(app, ["check", "d.yaml"])
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result


def refused(code: str, name: str) -> str:
    result = check(name)
    assert result.exit_code == 1
    assert result.stdout.startswith(f"error[{code}]")
    assert re.search(r"d\.yaml:5:\d+", result.stdout), "at the place where it is named"
    assert result.stdout.endswith("\n1 error\n")
    return result.stdout


@pytest.mark.parametrize(
    "name",
    [
        *(
            "../secret.png",
            "../../../etc/passwd",
            "/etc/passwd",
            "C:\\Windows\\win.ini",
            "c:/x.png",
            "\\\\srv\\share\\x.png",
        ),
        *("a/../../secret.png", "~/x.png", "~root/x.png", "a\\..\\b.png", "..", "sub/../../d.yaml"),
    ],
)
def test_names_that_lead_out_of_the_folder(name: str, tmp_path: Path) -> None:
    (tmp_path.parent / "secret.png").write_bytes(picture("png"))
    refused("QK120", name)


@pytest.mark.parametrize(
    "name",
    [
        *("https://a.example/x.png", "HTTP://a/x", "//a.example/x.png", "file:///etc/passwd"),
        *("data:image/png;base64,AA", "javascript:alert(1)", "ftp://a/x"),
    ],
)
def test_addresses(name: str) -> None:
    refused("QK127", name)


@pytest.mark.parametrize(("written", "there"), [("NFC", "NFD"), ("NFD", "NFC")])
def test_how_an_accent_is_composed_does_not_count(written: str, there: str) -> None:
    Path(unicodedata.normalize(there, "café")).mkdir()
    Path(unicodedata.normalize(there, "café/été.png")).write_bytes(picture("png"))
    assert check(unicodedata.normalize(written, "café/été.png")).exit_code == 0
    assert "did you mean" in refused("QK121", unicodedata.normalize(written, "Café/été.png"))


def test_spaces_around_a_name_do_not_count() -> None:
    Path("map.png").write_bytes(picture("png"))
    assert check(" map.png ").exit_code == 0
    result = CliRunner().invoke(app, ["build", "-t", "anki", "d.yaml"])
    assert result.exit_code == 0, result.stderr
    with zipfile.ZipFile("build/d.apkg") as archive:
        assert "qk-" in archive.read("media").decode()


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_links_that_lead_out(tmp_path: Path) -> None:
    (tmp_path.parent / "outside.png").write_bytes(picture("png"))
    Path("link.png").symlink_to(tmp_path.parent / "outside.png")
    Path("folder").symlink_to(tmp_path.parent)
    refused("QK120", "link.png")
    refused("QK120", "folder/outside.png")
    Path("inside.png").write_bytes(picture("png"))
    Path("fine.png").symlink_to("inside.png")
    assert check("fine.png").exit_code == 0


@pytest.mark.skipif(os.name == "nt", reason="no such files")
def test_what_is_no_regular_file_is_not_opened() -> None:
    os.mkfifo("pipe.png")
    Path("folder.png").mkdir()
    Path("zero.png").symlink_to("/dev/zero")
    Path("loop.png").symlink_to("loop.png")
    refused("QK124", "pipe.png")
    refused("QK124", "folder.png")
    refused("QK120", "zero.png")
    refused("QK121", "loop.png")
    refused("QK124", ".")


def test_a_name_that_is_nearly_right() -> None:
    Path("media").mkdir()
    Path("media/Map.PNG").write_bytes(picture("png"))
    assert "did you mean `media/Map.PNG`?" in refused("QK121", "media/map.png")
    assert "did you mean `media/Map.PNG`?" in refused("QK121", "Media/Map.PNG")
    assert "did you mean `media/Map.PNG`?" in refused("QK121", "media/Mapp.PNG")
    assert "check the name and the folder" in refused("QK121", "zebra.gif")
    refused("QK121", "x" * 300)
    refused("QK121", "media/" + "y/" * 3000)


@pytest.mark.parametrize("kind", ["png", "jpeg", "gif", "webp"])
def test_pictures_are_told_by_their_bytes(kind: str) -> None:
    Path("a.dat").write_bytes(picture(kind))
    assert check("a.dat").exit_code == 0
    found = media.load(Path(), "a.dat")
    assert (found.kind, found.width, found.height) == (kind, 3, 2)


@pytest.mark.parametrize("kind", ["png", "jpeg", "webp"])
@pytest.mark.parametrize(("orientation", "size"), [(1, (3, 2)), (3, (3, 2)), (6, (2, 3)), (8, (2, 3))])
@pytest.mark.parametrize("order", ["<", ">"])
def test_photos_that_a_camera_turned(kind: str, orientation: int, size: tuple[int, int], order: str) -> None:
    """Shown turned on cards and paper; with the size of the pixels, paper cut both sides off."""
    turned = with_orientation(kind, picture(kind), orientation, order)
    assert pictures.measure(kind, turned) == size  # type: ignore[arg-type]


def with_orientation(kind: str, data: bytes, orientation: int, order: str) -> bytes:
    exif = {"<": b"II*\0", ">": b"MM\0*"}[order]
    exif += struct.pack(f"{order}IHHHIHHI", 8, 1, 0x0112, 3, 1, orientation, 0, 0)
    match kind:
        case "jpeg":
            body = b"Exif\0\0" + exif
            return data[:2] + b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body + data[2:]
        case "png":
            crc = struct.pack(">I", zlib.crc32(b"eXIf" + exif))
            return data[:33] + struct.pack(">I", len(exif)) + b"eXIf" + exif + crc + data[33:]
        case _:
            more = data[12:] + b"EXIF" + struct.pack("<I", len(exif)) + exif
            return b"RIFF" + struct.pack("<I", len(more) + 4) + b"WEBP" + more


@pytest.mark.parametrize("kind", ["png", "jpeg", "gif", "webp"])
def test_pictures_that_are_cut_off(kind: str) -> None:
    whole = picture(kind, (40, 30))
    for length in {1, 8, 12, 20, len(whole) // 2, len(whole) - 12}:
        Path("a.png").write_bytes(whole[:length])
        refused("QK122", "a.png")


@pytest.mark.parametrize(
    "data",
    [
        *(b"", b"\0" * 100, b"just text", b"%PDF-1.7", b"MZ\x90", b"<html><svg></svg></html>"),
        *(b"RIFF\0\0\0\0WAVE", b"\xff\xd8\xff"),
    ],
)
def test_files_that_are_no_pictures(data: bytes) -> None:
    Path("a.png").write_bytes(data)
    refused("QK122", "a.png")


def test_a_jpeg_whose_segments_lead_nowhere() -> None:
    Path("a.jpg").write_bytes(b"\xff\xd8" + b"\xff\xe0\x00\x00" * 50_000 + b"\xff\xd9")
    refused("QK122", "a.jpg")
    Path("a.jpg").write_bytes(b"\xff\xd8" + b"\xff" * 500_000)
    refused("QK122", "a.jpg")


def test_a_png_that_claims_to_be_huge_is_not_decoded() -> None:
    head = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    chunk = struct.pack(">I", 13) + b"IHDR" + head + struct.pack(">I", zlib.crc32(b"IHDR" + head))
    end = b"\0\0\0\0IEND\xaeB`\x82"
    Path("a.png").write_bytes(b"\x89PNG\r\n\x1a\n" + chunk + end)
    assert check("a.png").exit_code in (0, 1)


@pytest.mark.parametrize(
    "inside",
    [
        "<script>alert(1)</script>",
        "<a><script/></a>",
        '<rect onclick="alert(1)"/>',
        '<rect ONLOAD="alert(1)"/>',
        "<foreignObject><p/></foreignObject>",
        '<image href="https://a.example/x.png"/>',
        '<image xlink:href="//a.example/x.png"/>',
        '<image href="file:///etc/passwd"/>',
        '<a href="javascript:alert(1)"><rect/></a>',
        '<a href="java&#10;script:alert(1)"><rect/></a>',
        '<use href="other.svg#x"/>',
        '<image href="data:text/html,x"/>',
        '<image href="data:image/svg+xml,x"/>',
        '<rect style="fill: url(https://a.example/x)"/>',
        "<rect fill=\"url('//a.example/x')\"/>",
        "<style>@import 'https://a.example/x.css';</style>",
        "<style>rect { fill: url( https://a.example/x ) }</style>",
        "<style><![CDATA[@IMPORT 'x';]]></style>",
        "<style>@imp<!-- -->ort 'x';</style>",
        "<style>r { background: u\\72l(https://a.example) }</style>",
        "<style>" + " " * 8185 + "@import 'x';</style>",
        "<style>@im/**/port 'x'; r { background: ur/* */l(https://a.example) }</style>",
        "<style>r { background: image-set('https://a.example/x' 1x) }</style>",
        '<rect style="fill: u\\72l(https://a.example/x)"/>',
        '<animate attributeName="href" to="javascript:alert(1)"/>',
        '<set attributeName="onclick" to="alert(1)"/>',
        "<iframe/>",
        "<?xml-stylesheet href='https://a.example/x.css'?>",
        "<g>" * 100 + "</g>" * 100,
    ],
)
def test_svgs_that_could_do_something(inside: str) -> None:
    Path("a.svg").write_text(SVG.format(inside), encoding="utf-8")
    refused("QK123", "a.svg")


@pytest.mark.parametrize(
    "doctype",
    [
        "<!DOCTYPE svg>",
        '<!DOCTYPE svg [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]>',
        '<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE svg [<!ENTITY % p SYSTEM "https://a.example/x"> %p;]>',
    ],
)
def test_svgs_with_a_doctype(doctype: str) -> None:
    Path("a.svg").write_text(doctype + SVG.format(""), encoding="utf-8")
    refused("QK123", "a.svg")


def test_harmless_svgs() -> None:
    inside = (
        '<defs><linearGradient id="g"/></defs><style>.a { fill: url(#g) }</style><rect fill="url(#g)"/>'
        '<use xlink:href="#g"/><text>a &lt;b&gt; &amp; on: url</text><title>x</title><!-- a remark -->'
    )
    Path("a.svg").write_text(
        '<?xml version="1.0"?>\n<!-- made by hand -->\n' + SVG.format(inside), encoding="utf-8"
    )
    assert check("a.svg").stdout == ""
    assert (media.load(Path(), "a.svg").width, media.load(Path(), "a.svg").height) == (30, 20)


@pytest.mark.parametrize(
    "text",
    ["<svg", "<svg></svg", "<svg><g></svg>", "<svg>&x;</svg>", "<svg a=1></svg>", "<svg xmlns='x'/><svg/>"],
)
def test_svgs_that_are_not_well_formed(text: str) -> None:
    Path("a.svg").write_text(text, encoding="utf-8")
    refused("QK122", "a.svg")


@pytest.mark.parametrize("size", ["1e999", "0", "-5", "nan", "9" * 500, "10em", "."])
def test_svgs_of_strange_sizes(size: str) -> None:
    Path("a.svg").write_text(
        SVG.format("").replace("<svg ", f'<svg width="{size}" height="{size}" '), encoding="utf-8"
    )
    assert check("a.svg").exit_code in (0, 1)
    Path("a.svg").write_text(SVG.format("").replace("0 0 30 20", f"0 0 {size} {size}"), encoding="utf-8")
    assert check("a.svg").exit_code in (0, 1)


@pytest.mark.skipif(os.name == "nt", reason="sparse files")
def test_pictures_that_are_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    with Path("a.png").open("wb") as stream:
        stream.truncate(media.MAX_FILE + 1)
    assert "64 MiB" in refused("QK125", "a.png")
    monkeypatch.setattr(media, "SYNC_LIMIT", 100)
    for number in range(3):
        Path(f"{number}.png").write_bytes(picture("png", (9, 9), number))
    result = check("0.png", "1.png", "2.png")
    assert result.exit_code == 0
    assert result.stdout.count("warning[QK125]") == 1


def test_the_same_mistake_is_said_at_each_place() -> None:
    result = check("gone.png", "gone.png")
    assert result.stdout.count("error[QK121]") == 2
    assert "d.yaml:5:" in result.stdout
    assert "d.yaml:6:" in result.stdout


def test_pictures_in_texts_are_found_too() -> None:
    Path("d.yaml").write_text(
        HEAD + "  - {id: q, type: essay, prompt: 'See ![a map](map.png).'}\n", encoding="utf-8"
    )
    result = CliRunner().invoke(app, ["check", "d.yaml"])
    assert "error[QK121]: there is no picture `map.png`" in result.stdout
    assert "d.yaml:5:34" in result.stdout


def test_equal_names_in_two_folders_are_both_kept() -> None:
    for folder, colour in (("a", 1), ("b", 2), ("c", 3)):
        Path(folder).mkdir()
        Path(folder, "Pic.png" if folder == "c" else "pic.png").write_bytes(picture("png", colour=colour))
    check("a/pic.png", "b/pic.png", "c/Pic.png")
    result = CliRunner().invoke(app, ["build", "--target", "anki", "d.yaml"])
    assert result.exit_code == 0, result.stderr
    with zipfile.ZipFile("build/d.apkg") as archive:
        pictures_ = {archive.read(name) for name in archive.namelist() if name.isdigit()}
    assert pictures_ == {picture("png", colour=colour) for colour in (1, 2, 3)}


def test_a_missing_picture_leaves_the_old_package_alone() -> None:
    Path("a.png").write_bytes(picture("png"))
    check("a.png")
    assert CliRunner().invoke(app, ["build", "--target", "anki", "d.yaml"]).exit_code == 0
    before = Path("build/d.apkg").read_bytes()
    Path("a.png").unlink()
    assert CliRunner().invoke(app, ["build", "--target", "anki", "d.yaml"]).exit_code == 1
    assert Path("build/d.apkg").read_bytes() == before


def test_random_damage_is_refused_or_read() -> None:
    import random

    dice = random.Random(1)
    for kind in ("png", "jpeg", "gif", "webp"):
        whole = picture(kind, (20, 20))
        for _ in range(200):
            data = bytearray(whole)
            for _ in range(dice.randint(1, 4)):
                data[dice.randrange(len(data))] = dice.randrange(256)
            found = pictures.sniff(bytes(data))
            if found is not None:
                try:
                    pictures.measure(found, bytes(data))
                except pictures.Unusable:
                    continue
