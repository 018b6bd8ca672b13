"""`quizkit new`: by flags where nobody answers, by questions on a terminal; nothing is overwritten."""

from __future__ import annotations

import os
import select
import subprocess
import sys
import time
from pathlib import Path

import pytest
from typer.testing import CliRunner

import quizkit
from quizkit.cli import app
from quizkit.cli.new import Template

try:
    import pty
except ImportError:  # Windows
    pty = None  # type: ignore[assignment]

PATIENCE = 20
"""Seconds to wait for what the program writes to its terminal."""


@pytest.fixture(autouse=True)
def _in_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def typed(*answers: str, arguments: tuple[str, ...] = (), lang: str = "C.UTF-8") -> tuple[str, int]:
    """What stands on the terminal after `quizkit new`, each question answered; and the exit code."""
    if pty is None:
        pytest.skip("no pseudo-terminals here")
    ours, theirs = pty.openpty()
    environ = {**os.environ, "LC_ALL": lang, "TERM": "dumb"}
    process = subprocess.Popen(
        [sys.executable, "-m", "quizkit", "new", *arguments],
        stdin=theirs, stdout=theirs, stderr=theirs, env=environ, start_new_session=True,
    )  # fmt: skip
    os.close(theirs)
    shown = ""
    try:
        for answer in (*answers, None):
            shown += _until(ours, "]: " if answer is not None else None)
            if answer is not None:
                os.write(ours, f"{answer}\n".encode())
        return shown.replace("\r", ""), process.wait(PATIENCE)
    finally:
        process.kill()
        process.wait()
        os.close(ours)


def _until(handle: int, end: str | None) -> str:
    """What comes from the terminal until it asks (`end`), or until it closes."""
    shown, deadline = "", time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        if not select.select([handle], [], [], 1)[0]:
            continue
        try:
            data = os.read(handle, 4096)
        except OSError:  # Linux: the other side is closed
            data = b""
        if not data:
            assert end is None, f"it ended without asking: {shown}"
            return shown
        shown += data.decode()
        if end is not None and shown.endswith(end):
            return shown
    pytest.fail(f"it neither asks nor ends: {shown}")


def new(*arguments: str) -> tuple[int, str, str]:
    result = CliRunner().invoke(app, ["new", *arguments])
    return result.exit_code, result.stdout, result.stderr


# ── By flags ──────────────────────────────────────────────────────────────────────────────────────


def test_a_name_is_enough() -> None:
    code, shown, _ = new("capitals")
    assert code == 0
    assert shown.splitlines() == [
        f"wrote {(file := Path('decks/capitals.yaml'))}",
        f"  see it:   quizkit preview {file}",
        f"  check it: quizkit check {file}",
        f"  build it: quizkit build {file}",
    ]
    deck = quizkit.load(Path("decks/capitals.yaml"))
    assert (deck.deck, deck.lang, len(deck.questions)) == ("capitals", "en", 10)


@pytest.mark.parametrize("template", Template)
def test_a_template_for_each_purpose(template: Template) -> None:
    assert new("mine", "--template", template, "--lang", "fr", "-d", "jeux")[0] == 0
    text = Path("jeux/mine.yaml").read_text(encoding="utf-8")
    assert "deck: mine" in text
    assert "lang: fr" in text
    assert "quizkit check" in text


def test_the_templates_differ() -> None:
    for template in Template:
        new(template, "-t", template)
    titles = {quizkit.load(path).title for path in Path("decks").iterdir()}
    assert len(titles) == len(Template)


def test_nothing_is_overwritten() -> None:
    new("capitals")
    path = Path("decks/capitals.yaml")
    path.write_text("mine", encoding="utf-8")
    code, _, said = new("capitals", "-t", "history")
    assert code == 2
    assert "is there already" in said
    assert path.read_text(encoding="utf-8") == "mine"


def test_without_a_name_and_a_terminal_it_says_what_to_type() -> None:
    code, shown, said = new()
    assert (code, shown) == (2, "")
    assert "quizkit new capitals" in said
    assert not Path("decks").exists()


@pytest.mark.parametrize("name", ["decks\\capitals", "C:\\decks\\capitals.yaml", "decks/capitals", "../x"])
def test_a_place_instead_of_a_name(name: str) -> None:
    code, _, said = new(name)
    assert code == 2
    assert "--folder" in said
    assert list(Path().iterdir()) == []


def test_a_folder_as_windows_writes_it() -> None:
    """On Windows these are folders below each other; elsewhere backslashes are part of a name."""
    code, shown, _ = new("capitals", "--folder", "mes jeux\\6e B")
    assert code == 0
    path = Path("mes jeux\\6e B") / "capitals.yaml"
    assert quizkit.load(path).deck == "capitals"
    assert f'quizkit check "{path}"' in shown
    assert f'quizkit check "{path}"' in path.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "said"), [(("x", "--template", "poetry"), "poetry"), (("x", "--lang", "tlh"), "--lang en")]
)
def test_what_there_is_not(arguments: tuple[str, ...], said: str) -> None:
    code, _, shown = new(*arguments)
    assert code == 2
    assert said in shown
    assert not Path("decks").exists()


def test_help_imports_nothing_heavy() -> None:
    script = (
        "import sys\nfrom quizkit.cli import app\n"
        "try:\n    app(['new', '--help'])\nexcept SystemExit:\n    pass\n"
        "print([name for name in ('pydantic', 'yaml', 'genanki', 'typst') if name in sys.modules])"
    )
    shown = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True).stdout.decode()
    assert shown.splitlines()[-1] == "[]"
    assert "vocabulary" in shown


# ── On a terminal ─────────────────────────────────────────────────────────────────────────────────


def test_it_asks_for_purpose_language_and_name() -> None:
    shown, code = typed("history", "fr", "revolution")
    assert code == 0
    for template in Template:
        assert template in shown
    deck = quizkit.load(Path("decks/revolution.yaml"))
    assert (deck.deck, deck.lang, deck.title) == ("revolution", "fr", "La France en 1789")
    assert "quizkit check" in shown


def test_enter_alone_takes_what_is_usual() -> None:
    shown, code = typed("", "", "")
    assert code == 0
    assert "Purpose [everything]" in shown
    assert (quizkit.load(Path("decks/everything.yaml")).lang) == "en"


def test_a_number_or_the_beginning_of_a_word_will_do() -> None:
    assert typed("4", "French", "a")[1] == 0
    assert quizkit.load(Path("decks/a.yaml")).title == "Cercles, triangles, nombres"
    assert typed("Voc", "EN", "b.yaml")[1] == 0
    assert quizkit.load(Path("decks/b.yaml")).title == "French: at the market"


def test_it_asks_again_where_an_answer_does_not_fit() -> None:
    new("taken")
    shown, code = typed("9", "poetry", "1", "tlh", "en", "no spaces please", "../x", "taken", "free")
    assert code == 0
    assert "from 1 to 5" in shown
    assert "type en for English" in shown
    assert "letters, digits" in shown
    assert "is there already" in shown
    assert quizkit.load(Path("decks/free.yaml")).deck == "free"


def test_what_the_flags_say_is_not_asked() -> None:
    shown, code = typed("mine", arguments=("--template", "worksheet", "--lang", "fr", "-d", "jeux"))
    assert code == 0
    assert "Purpose" not in shown
    assert "Language" not in shown
    assert quizkit.load(Path("jeux/mine.yaml")).lang == "fr"


def test_with_a_name_it_asks_nothing() -> None:
    shown, code = typed(arguments=("mine",))
    assert code == 0
    assert "]: " not in shown


def test_the_usual_name_is_one_that_is_free() -> None:
    for name in ("history", "history-2"):
        new(name)
    assert typed("history", "en", "")[1] == 0
    assert Path("decks/history-3.yaml").exists()


def test_who_leaves_writes_nothing() -> None:
    """Ctrl-D, the end of the input."""
    shown, code = typed("history", "\x04")
    assert code == 1
    assert shown.endswith("\nnothing was written\n")
    assert not Path("decks").exists()
