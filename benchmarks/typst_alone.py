"""Typst alone on the data that quizkit hands it: the floor under `quizkit build --target pdf`.

`save DECK FOLDER` keeps the templates and data of a build; `compile FOLDER` only typesets them.
"""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path

SHEETS = "sheets.json"


def save(deck: Path, folder: Path) -> None:
    """Compiles the deck once and keeps what Typst was given."""
    from quizkit import readers
    from quizkit.targets import pdf
    from quizkit.targets.base import Job
    from quizkit.targets.pdf import engine

    sheets: list[tuple[str, str]] = []
    original = engine.Press._compile

    def recorded(press: engine.Press, template: str, data: str, *, system: bool) -> bytes | engine.Refusal:
        sheets.append((template, data))
        shutil.copytree(press._root, folder, dirs_exist_ok=True)
        return original(press, template, data, system=system)

    engine.Press._compile = recorded  # type: ignore[method-assign]
    loaded = readers.read(deck)
    assert loaded.deck is not None
    pdf.compile(Job(loaded.deck))
    (folder / SHEETS).write_text(json.dumps(sheets))


def compile(folder: Path) -> None:
    """Typesets every sheet that was saved, with one set of fonts, and writes the files."""
    import typst

    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=True)
    for template, data in json.loads((folder / SHEETS).read_text()):
        made = typst.compile(
            str(folder / template),
            root=str(folder),
            font_paths=fonts,
            sys_inputs={"data": data},
            pdf_standards=["ua-1"],
            timestamp=1_577_836_800,
        )
        (folder / f"{data}.pdf").write_bytes(made)


if __name__ == "__main__":
    {"save": save, "compile": compile}[sys.argv[1]](*map(Path, sys.argv[2:]))
