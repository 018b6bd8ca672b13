"""What quizkit is compared with, in the same run on the same deck.

`plain`: the script that people write themselves: CSafeLoader, then genanki's objects and its own
writer, with the same notes (the same fields, computed beforehand and not counted).
`limit`: the least that any program has to do: drain libyaml's events, insert the same rows with
`executemany`, pack them with DEFLATE.
"""

from __future__ import annotations

import json
import pickle
import sqlite3
import sys
import tempfile
import zipfile
from pathlib import Path
from typing import Any


def plain(deck: Path, notes: Path, package: Path) -> None:
    """CSafeLoader and genanki as its documentation shows it."""
    import genanki
    import yaml

    from quizkit.targets.anki import notetypes

    with deck.open(encoding="utf-8") as stream:
        source = yaml.load(stream, Loader=yaml.CSafeLoader)
    with notes.open("rb") as stream:
        fields = pickle.load(stream)  # ours: written by run.py a moment ago
    assert len(source["questions"]) == len(fields)
    made = genanki.Deck(2_000_000_001, source["title"])
    models: dict[str, Any] = {name: _model(notetypes.model(name)) for name in {kind for kind, _, _ in fields}}
    for kind, values, tags in fields:
        made.add_note(genanki.Note(model=models[kind], fields=values.split("\x1f"), tags=list(tags)))
    genanki.Package(made).write_to_file(str(package))


def _model(ours: Any) -> Any:
    """The same fields and templates in a model of genanki's own, without what we precompute."""
    import genanki

    kind = genanki.Model.CLOZE if ours.model_type == genanki.Model.CLOZE else genanki.Model.FRONT_BACK
    return genanki.Model(
        ours.model_id, ours.name, fields=ours.fields, templates=ours.templates, css=ours.css, model_type=kind
    )


def limit(deck: Path, built: Path, package: Path) -> None:
    """Events, rows, DEFLATE: nothing else. `built` is the package whose rows are written again."""
    from yaml.cyaml import CParser  # type: ignore[attr-defined]

    parser = CParser(deck.read_bytes())
    while parser.get_event() is not None:
        pass
    with tempfile.TemporaryDirectory() as folder:
        rows = _rows(built)
        target = Path(folder) / "collection.anki2"
        connection = sqlite3.connect(target, isolation_level=None)
        connection.executescript(rows["schema"])
        connection.execute("BEGIN")
        for table in ("notes", "cards"):
            marks = ",".join("?" * len(rows[table][0]))
            connection.executemany(f"INSERT INTO {table} VALUES ({marks})", rows[table])
        connection.execute("COMMIT")
        connection.close()
        with zipfile.ZipFile(package, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.write(target, "collection.anki2")
            archive.writestr("media", "{}")


def _rows(built: Path) -> dict[str, Any]:
    """The rows, read beforehand from a pickle that run.py made, so that reading them costs little."""
    with built.open("rb") as stream:
        return pickle.load(stream)  # type: ignore[no-any-return]


if __name__ == "__main__":
    kind, *paths = sys.argv[1:]
    {"plain": plain, "limit": limit}[kind](*map(Path, paths))
    print(json.dumps("done"))
