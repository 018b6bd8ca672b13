"""`quizkit new`: a deck to start from, commented and working."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from quizkit.cli.console import fail, out


def new(
    name: Annotated[str, typer.Argument(help="The deck's id, such as capitals or biology-7b.")],
    folder: Annotated[Path, typer.Option("--folder", "-d", help="Where to write the file.")] = Path("decks"),
    lang: Annotated[str, typer.Option(help="The deck's language: en or fr.")] = "en",
) -> None:
    """Write a deck to start from: every question type, with comments."""
    import re
    from importlib.resources import files

    from quizkit.report.text import safe

    name = re.sub(r"\.ya?ml$", "", name)
    lang = lang.lower()
    if not re.fullmatch(r"\w[\w.\-]*", name) or len(name) > 100 or name.endswith("."):
        fail(
            f"`{safe(name)}` is no id for a deck",
            "use letters, digits, - and _ without spaces: quizkit new capitals",
        )
    if lang not in ("en", "fr"):
        fail(
            f"there is no starter deck in `{safe(lang)}`",
            "use --lang en or --lang fr, and change `lang:` in the file",
        )
    path = folder / f"{name}.yaml"
    shown, schema = _shown(path), _shown(folder / "quizkit.schema.json")
    text = files("quizkit").joinpath("starters", f"{lang}.yaml").read_text(encoding="utf-8")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8", newline="\n") as stream:
            text = text.replace("decks/DECK-ID.yaml", shown).replace("decks/quizkit.schema.json", schema)
            stream.write(text.replace("DECK-ID", name))
    except FileExistsError:
        fail(f"{path} is there already", "choose another name")
    except OSError as error:
        fail(f"cannot write {path}: {error.strerror}")
    out(f"wrote {safe(str(path))}\n  check it: quizkit check {shown}\n  build it: quizkit build {shown}\n")


def _shown(path: Path) -> str:
    """The path as it is typed in any shell."""
    from quizkit.report.text import safe

    text = safe(str(path))
    return f'"{text}"' if " " in text else text
