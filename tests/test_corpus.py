"""Every question type on every target: a golden file, or a refusal on purpose; no cell empty."""

from __future__ import annotations

import io
import json
import re
import sqlite3
import zipfile
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest

from quizkit import losses, targets
from quizkit.diagnostics import Finding
from quizkit.model.questions import TYPES
from quizkit.pipeline import Checked
from quizkit.pipeline import check as check_all
from quizkit.targets.base import Job, Output

HERE = Path(__file__).parent
CORPUS = HERE / "corpus"
GOLDEN = HERE / "golden"
PARTS = "parts"
"""A deck beside the types: one question of each with all that a question may carry."""

Golden = Callable[[Path, str], None]


def checked(type_name: str) -> Checked:
    folder = CORPUS / PARTS if type_name == PARTS else CORPUS
    found = check_all([folder / f"{type_name}.yaml"])
    assert [item for item in found.diagnostics if item.severity == "error"] == []
    return found.decks[0]


def compiled(type_name: str, target: str) -> tuple[Checked, Output]:
    deck = checked(type_name)
    module = targets.find(target)
    assert not isinstance(module, Finding), module
    output: Output = module.compile(Job(deck.deck, media=deck.media))
    assert output.findings == ()
    return deck, output


def test_the_corpus_has_every_type_and_no_other() -> None:
    assert {path.stem for path in CORPUS.glob("*.yaml")} == set(TYPES)


@pytest.mark.parametrize("name", TYPES)
def test_a_corpus_file_holds_its_own_type_alone(name: str) -> None:
    assert {question.type for question in checked(name).deck.questions} == {name}


def test_the_deck_of_parts_has_every_field() -> None:
    questions = checked(PARTS).deck.questions
    assert [question.type for question in questions] == list(dict.fromkeys(q.type for q in questions))
    assert {question.type for question in questions} == set(TYPES)
    filled = {name for question in questions for name in question.model_fields_set}
    fields = {name for model in TYPES.values() for name in model.model_fields}
    assert fields - filled <= {"images", "ignore", "was", "between"}


@pytest.mark.parametrize("target", targets.TARGETS)
@pytest.mark.parametrize("name", [*TYPES, PARTS])
def test_a_type_on_a_target(name: str, target: str, golden: Golden, tmp_path: Path) -> None:
    """The files as text, and what they do not hold. Written twice, the bytes are the same."""
    deck, output = compiled(name, target)
    assert output.files or output.losses, "neither written nor refused"
    again = compiled(name, target)[1]
    for file, second in zip(output.files, again.files, strict=True):
        data = content(file.write)
        assert data == content(second.write), f"{file.name} differs from run to run"
        golden(GOLDEN / target / golden_name(file.name), readable(file.name, data, tmp_path))
    said = list(losses.findings(output.losses, deck.deck, target, "skip"))
    lines = [f"{item.code} {item.message}{f' [{item.hint}]' if item.hint else ''}\n" for item in said]
    report = GOLDEN / target / f"{name}.losses.txt"
    if lines:
        golden(report, "".join(lines))
    else:
        assert not report.exists(), "nothing is lost any more: delete this file"


def content(write: Callable[[io.BytesIO], None]) -> bytes:
    stream = io.BytesIO()
    write(stream)
    return stream.getvalue()


def golden_name(name: str) -> str:
    """Archives, PDFs and pictures are kept as text."""
    for ending in (".apkg", ".pdf", ".zip", ".docx", ".xlsx", ".png"):
        if name.endswith(ending):
            return name.removesuffix(ending) + ("-docx.txt" if ending == ".docx" else ".txt")
    return name


def readable(name: str, data: bytes, folder: Path) -> str:
    """What a file holds, as text that a person can compare."""
    if name.endswith(".apkg"):
        return notes_and_cards(data, folder)
    if name.endswith(".pdf"):
        return pages(data)
    if name.endswith(".html"):
        return page(data.decode())
    if name.endswith(".png"):
        return f"{len(data)} bytes, SHA-256 {sha256(data).hexdigest()}\n"
    if name.endswith((".zip", ".docx", ".xlsx")):
        return entries(data)
    return data.decode().replace("\r\n", "\n").replace("\ufeff", "")


def page(html: str) -> str:
    """A page without what is the same on all: styles, scripts, font; and without their hashes."""
    bare = re.sub(r"(<(style|script)>).*?(</\2>)", r"\1…\3", html, flags=re.DOTALL)
    return re.sub(r"sha256-[\w+/=]+|(?<=base64,)[\w+/=]+", "…", bare)


def entries(package: bytes) -> str:
    """Each entry of an archive; XML with a line for each element, so that differences can be read."""
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        assert archive.testzip() is None
        shown = []
        for info in archive.infolist():
            data = archive.read(info)
            try:
                text = data.decode()
            except UnicodeDecodeError:
                text = f"{len(data)} bytes"
            if info.filename.endswith((".xml", ".rels")) and "\n<" not in text:
                text = text.replace("><", ">\n<")
            shown.append(f"--- {info.filename}\n{text.rstrip()}\n")
    return "".join(shown)


def notes_and_cards(package: bytes, folder: Path) -> str:
    """The notes and cards of an Anki package as readable JSON."""
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        (folder / "collection").write_bytes(archive.read("collection.anki2"))
        media = json.loads(archive.read("media"))
    connection = sqlite3.connect(folder / "collection")
    (models,) = connection.execute("SELECT models FROM col").fetchone()
    fields = {int(id): [field["name"] for field in model["flds"]] for id, model in json.loads(models).items()}
    names = {int(id): model["name"] for id, model in json.loads(models).items()}
    notes = []
    for id, guid, mid, mod, tags, values in connection.execute(
        "SELECT id, guid, mid, mod, tags, flds FROM notes"
    ):
        cards = [
            row[0] for row in connection.execute("SELECT ord FROM cards WHERE nid = ? ORDER BY ord", (id,))
        ]
        named = dict(zip(fields[mid], values.split("\x1f"), strict=True))
        filled = {key: value for key, value in named.items() if value}
        notes.append(
            {"guid": guid, "type": names[mid], "mod": mod, "tags": tags, "cards": cards, "fields": filled}
        )
    connection.close()
    return json.dumps({"notes": notes, "media": media}, indent=1, ensure_ascii=False) + "\n"


def pages(pdf: bytes) -> str:
    """The text of a PDF, page by page, as a reader extracts it."""
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    pages = []
    for page in document:
        text = page.get_textpage().get_text_bounded()
        pages.append("\n".join(line.rstrip() for line in text.replace("\r\n", "\n").split("\n")))
    document.close()
    return "\n--- next page ---\n".join(pages) + "\n"
