"""Every question type on every target: a golden file, or `Unsupported` on purpose; no cell empty."""

from __future__ import annotations

import io
import json
import sqlite3
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from quizkit import targets
from quizkit.diagnostics import Finding
from quizkit.model.questions import TYPES
from quizkit.pipeline import Checked
from quizkit.pipeline import check as check_all
from quizkit.targets.base import Job, Output

HERE = Path(__file__).parent
CORPUS = HERE / "corpus"
Golden = Callable[[Path, str], None]


def checked(type_name: str) -> Checked:
    found = check_all([CORPUS / f"{type_name}.yaml"])
    assert [item for item in found.diagnostics if item.severity == "error"] == []
    return found.decks[0]


def compiled(type_name: str, target: str) -> dict[str, bytes]:
    deck = checked(type_name)
    module = targets.find(target)
    assert not isinstance(module, Finding)
    output: Output = module.compile(Job(deck.deck, media=deck.media))
    assert output.findings == ()
    files = {}
    for file in output.files:
        stream = io.BytesIO()
        file.write(stream)
        files[file.name] = stream.getvalue()
    return files


def test_the_corpus_has_every_type_and_no_other() -> None:
    assert {path.stem for path in CORPUS.glob("*.yaml")} == set(TYPES)


@pytest.mark.parametrize("name", TYPES)
def test_a_corpus_file_holds_its_own_type_alone(name: str) -> None:
    assert {question.type for question in checked(name).deck.questions} == {name}


@pytest.mark.parametrize("name", TYPES)
def test_anki(name: str, golden: Golden, tmp_path: Path) -> None:
    (package,) = compiled(name, "anki").values()
    golden(HERE / "golden" / "anki" / f"{name}.json", unpacked(package, tmp_path))


def unpacked(package: bytes, folder: Path) -> str:
    """The notes and cards of a package as readable JSON."""
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


@pytest.mark.parametrize("name", TYPES)
def test_pdf(name: str, golden: Golden) -> None:
    for file, data in compiled(name, "pdf").items():
        golden(HERE / "golden" / "pdf" / f"{Path(file).stem}.txt", readable(data))


def readable(pdf: bytes) -> str:
    """The text of a PDF, page by page, as a reader extracts it."""
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    pages = []
    for page in document:
        text = page.get_textpage().get_text_bounded()
        pages.append("\n".join(line.rstrip() for line in text.replace("\r\n", "\n").split("\n")))
    document.close()
    return "\n--- next page ---\n".join(pages) + "\n"
