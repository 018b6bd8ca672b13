"""`quizkit new`: a deck to start from, commented and working, for one of several purposes."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from quizkit.cli.console import fail, out, say


class Template(StrEnum):
    """What a deck to start from is for."""

    EVERYTHING = "everything"
    VOCABULARY = "vocabulary"
    HISTORY = "history"
    MATHEMATICS = "mathematics"
    WORKSHEET = "worksheet"


ABOUT = {
    Template.EVERYTHING: "every type of question, with a remark beside each field",
    Template.VOCABULARY: "cards in both directions, gap texts, spelling with accents",
    Template.HISTORY: "facts with sources, a document to read, dates in order, an essay",
    Template.MATHEMATICS: "formulas, numbers with a tolerance, word problems, a proof",
    Template.WORKSHEET: "a class test on paper: sections, points, versions A and B",
}
LANGUAGES = {"en": ("english", "anglais"), "fr": ("french", "français", "francais")}
"""The languages of the templates, and what people may type for them."""


def new(
    name: Annotated[
        str | None,
        typer.Argument(help="The deck's id, such as capitals or biology-7b.", show_default=False),
    ] = None,
    template: Annotated[
        Template | None, typer.Option("--template", "-t", help="What it is for.", show_default="everything")
    ] = None,
    lang: Annotated[
        str | None, typer.Option(help="The deck's language: en or fr.", show_default="en")
    ] = None,
    folder: Annotated[Path, typer.Option("--folder", "-d", help="Where to write the file.")] = Path("decks"),
) -> None:
    """Write a deck to start from, with comments. On a terminal, without a name, it asks.

    Templates: everything, vocabulary, history, mathematics, worksheet.
    """
    if lang is not None and lang.lower() not in LANGUAGES:
        hint = "use --lang en or --lang fr, and change `lang:` in the file"
        fail(f"there is no starter deck in `{lang}`", hint)
    if name is None:
        if not (sys.stdin.isatty() and sys.stdout.isatty()):
            fail("the new deck has no name", "quizkit new capitals")
        template = template or _ask_template()
        lang = lang or _ask_lang()
        name = _ask_name(template, folder)
    name = _without_ending(name)
    if problem := _no_id(name):
        fail(*problem)
    _write(folder / f"{name}.yaml", name, template or Template.EVERYTHING, (lang or "en").lower())


def _write(path: Path, name: str, template: Template, lang: str) -> None:
    from importlib.resources import files

    from quizkit.report.text import safe

    shown, schema = _shown(path), _shown(path.with_name("quizkit.schema.json"))
    text = files("quizkit").joinpath("starters", f"{template}.{lang}.yaml").read_text(encoding="utf-8")
    text = text.replace("decks/DECK-ID.yaml", shown).replace("decks/quizkit.schema.json", schema)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8", newline="\n") as stream:
            stream.write(text.replace("DECK-ID", name))
    except FileExistsError:
        fail(f"{path} is there already", "choose another name")
    except OSError as error:
        fail(f"cannot write {path}: {error.strerror}")
    steps = (("see", "preview"), ("check", "check"), ("build", "build"))
    next_steps = "".join(f"  {what + ' it:':<9} quizkit {command} {shown}\n" for what, command in steps)
    out(f"wrote {safe(str(path))}\n{next_steps}")


def _without_ending(name: str) -> str:
    return re.sub(r"\.ya?ml$", "", name.strip())


def _no_id(name: str) -> tuple[str, str] | None:
    """What is wrong with a deck's id, and what to do instead."""
    if re.fullmatch(r"\w[\w.\-]*", name) and len(name) <= 100 and not name.endswith("."):
        return None
    if re.search(r"[\\/]", name):
        return f"`{name}` is a place, and the deck wants a name", "--folder says where to write it"
    return f"`{name}` is no id for a deck", "use letters, digits, - and _ without spaces, such as biology-7b"


def _ask_template() -> Template:
    """Asks for the purpose; its number, its name or the beginning of its name will do."""
    names = list(ABOUT)
    lines = (f"  {number}  {name:<12} {ABOUT[name]}\n" for number, name in enumerate(names, 1))
    out("What is the deck for?\n" + "".join(lines))
    while True:
        answer = _ask("Purpose", Template.EVERYTHING).lower()
        if answer.isdecimal() and 0 < int(answer) <= len(names):
            return names[int(answer) - 1]
        if answer and (found := [name for name in names if name.startswith(answer)]):
            return found[0]
        say(f"  type a number from 1 to {len(names)}, or one of the words")


def _ask_lang() -> str:
    """Asks for the language; the computer's own is the default."""
    while True:
        answer = _ask("Language, en or fr", _usual_lang()).lower()
        if found := next((key for key, words in LANGUAGES.items() if answer in (key, *words)), None):
            return found
        say("  type en for English or fr for French; you can change `lang:` in the file")


def _usual_lang() -> str:
    import locale

    usual = locale.getlocale()[0] or ""
    return "fr" if usual.lower().startswith("fr") else "en"


def _ask_name(template: Template, folder: Path) -> str:
    """Asks for the deck's id until it is one, and there is no such deck yet."""
    usual = next(name for name in _numbered(template.value) if not (folder / f"{name}.yaml").exists())
    while True:
        name = _without_ending(_ask("Name of the deck, such as biology-7b", usual))
        problem = _no_id(name)
        if problem is None and not (folder / f"{name}.yaml").exists():
            return name
        taken = f"{folder / name}.yaml is there already", "choose another name"
        say("  " + "; ".join(problem or taken))


def _numbered(word: str) -> Iterator[str]:
    """`history`, `history-2`, `history-3` and so on."""
    from itertools import count

    yield word
    yield from (f"{word}-{number}" for number in count(2))


def _ask(what: str, usual: str) -> str:
    """One question on the terminal; Enter alone takes what is usual."""
    try:
        answer: str = typer.prompt(what, default=usual)
    except typer.Abort:
        say("\nnothing was written")
        raise typer.Exit(1) from None
    return answer.strip()


def _shown(path: Path) -> str:
    """The path as it is typed in any shell."""
    from quizkit.report.text import safe

    text = safe(str(path))
    return f'"{text}"' if " " in text else text
