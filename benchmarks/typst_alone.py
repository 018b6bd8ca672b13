"""Typst alone on the data that quizkit hands it: the floor under `quizkit build --target pdf`.

`save DECK FOLDER` keeps the templates and data of a build; `compile FOLDER` only typesets them.
"""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path
from typing import Any

import typst

SHEETS = "sheets.json"


def save(deck: Path, folder: Path) -> None:
    """Compiles the deck once and keeps what Typst was given."""
    from quizkit import readers
    from quizkit.targets import pdf
    from quizkit.targets.base import Job

    sheets: list[tuple[str, dict[str, str]]] = []
    original = typst.compile

    def recorded(template: str, **given: Any) -> Any:
        sheets.append((Path(template).name, given["sys_inputs"]))
        shutil.copytree(given["root"], folder, dirs_exist_ok=True)
        return original(template, **given)

    typst.compile = recorded  # type: ignore[assignment]  # for this one process
    loaded = readers.read(deck)
    assert loaded.deck is not None
    pdf.compile(Job(loaded.deck))
    (folder / SHEETS).write_text(json.dumps(sheets))


def typeset(folder: Path) -> None:
    """Typesets every sheet that was saved, with one set of fonts, and writes the files."""
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=True)
    for number, (template, inputs) in enumerate(json.loads((folder / SHEETS).read_text())):
        made = typst.compile(
            str(folder / template),
            root=str(folder),
            font_paths=fonts,
            sys_inputs=inputs,
            pdf_standards=["ua-1"],
            timestamp=1_577_836_800,
        )
        assert isinstance(made, bytes)
        (folder / f"{number}.pdf").write_bytes(made)


if __name__ == "__main__":
    if sys.argv[1] == "save":
        save(Path(sys.argv[2]), Path(sys.argv[3]))
    else:
        typeset(Path(sys.argv[2]))
