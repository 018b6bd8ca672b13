"""The command as people call it: output, streams, exit codes, terminals of all kinds."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from typer.testing import CliRunner

import quizkit
from quizkit.cli import app

HEAD = "deck: d\ntitle: T\nlang: en\nquestions:\n"
GOOD = HEAD + "  - {id: q, type: essay, prompt: P}\n"
BAD = HEAD + "  - {id: q, type: esay, prompt: “é”}\n"
COMMAND = (sys.executable, "-m", "quizkit")


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("good.yaml").write_text(GOOD, encoding="utf-8")
    Path("bad.yaml").write_text(BAD, encoding="utf-8")


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [*COMMAND, *arguments], capture_output=True, env=os.environ | environment, check=False, timeout=60
    )


def start(*arguments: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen([*COMMAND, *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def test_exit_codes_and_streams() -> None:
    good, bad, usage = run("check", "good.yaml"), run("check", "bad.yaml"), run("check", "--nonsense")
    assert (good.returncode, good.stdout, good.stderr) == (0, b"", b"1 deck, 1 question: no findings\n")
    assert (bad.returncode, bad.stderr) == (1, b"")
    assert bad.stdout.startswith(b"error[QK105]")
    assert (usage.returncode, usage.stdout) == (2, b"")
    assert b"--nonsense" in usage.stderr


def test_warnings_do_not_fail() -> None:
    Path("warned.yaml").write_text(GOOD.replace("P}", "'{{x}}'}"), encoding="utf-8")
    result = CliRunner().invoke(app, ["check", "warned.yaml"])
    assert result.exit_code == 0
    assert "1 warning" in result.stdout


WRONG = (
    *(
        "chek",
        "check --format xml",
        "build --versions 0",
        "build --versions two",
        "explain QK999",
        "new",
        "new ../x",
    ),
    *(
        "new x --lang tlh",
        "build --target , good.yaml",
        "build --target ankl good.yaml",
        "new x. ",
        "new -- -x",
    ),
    *(
        "build --locked --touch good.yaml",
        "build --fonts nowhere good.yaml",
        "check --nonsense",
        "build --paper a5",
    ),
)


@pytest.mark.parametrize("call", WRONG)
def test_wrong_calls(call: str) -> None:
    result = CliRunner().invoke(app, call.split())
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr
    assert not Path("build").exists()


def test_all_findings_in_the_formats_for_programs() -> None:
    Path("many.yaml").write_text(
        HEAD + "".join(f"  - {{id: q{n}, type: x}}\n" for n in range(200)), encoding="utf-8"
    )
    found = json.loads(CliRunner().invoke(app, ["check", "--format", "json", "many.yaml", "bad.yaml"]).stdout)
    assert len(found) == 201
    assert [item["line"] for item in found[:200]] == list(range(5, 205))
    assert found[200]["file"] == "bad.yaml"
    shown = CliRunner().invoke(app, ["check", "--format", "github", "many.yaml"]).stdout
    assert shown.count("::error file=many.yaml,line=") == 200
    assert json.loads(CliRunner().invoke(app, ["check", "--format", "json", "good.yaml"]).stdout) == []


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "cp437", "latin-1", "utf-8", "utf-16"])
def test_consoles_of_old(encoding: str) -> None:
    done = run("check", "bad.yaml", PYTHONIOENCODING=encoding)
    assert (done.returncode, done.stderr) == (1, b"")
    shown = done.stdout.decode(encoding)
    assert "did you mean `essay`?" in shown
    assert ("┌─" in shown) == (encoding in ("cp437", "utf-8", "utf-16"))
    assert run("build", "--target", "anki", "good.yaml", PYTHONIOENCODING=encoding).returncode == 0


@pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals")
@pytest.mark.parametrize(
    ("environment", "coloured"),
    [({}, True), ({"NO_COLOR": "1"}, False), ({"TERM": "dumb"}, False), ({"NO_COLOR": ""}, True)],
)
def test_colours_on_a_terminal_only(environment: dict[str, str], coloured: bool) -> None:
    import pty

    main, child = pty.openpty()
    settings = os.environ | {"TERM": "xterm"} | environment
    process = subprocess.Popen([*COMMAND, "check", "bad.yaml"], stdout=child, stderr=child, env=settings)
    os.close(child)
    shown = b""
    try:
        while piece := os.read(main, 65536):
            shown += piece
    except OSError:  # the way Linux says that the other end is closed
        pass
    process.wait(timeout=60)
    os.close(main)
    assert b"QK105" in shown
    assert (b"\x1b[" in shown) == coloured
    assert b"\x1b[" not in run("check", "bad.yaml", TERM="xterm").stdout


@pytest.mark.skipif(sys.platform == "win32", reason="signals and pipes")
def test_a_reader_that_goes_away() -> None:
    Path("many.yaml").write_text(
        HEAD + "".join(f"  - {{id: q{n}, type: x}}\n" for n in range(5000)), encoding="utf-8"
    )
    process = start("check", "--format", "json", "many.yaml")
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.readline()
    process.stdout.close()
    complaint = process.stderr.read()
    process.stderr.close()
    assert process.wait(timeout=60) in (0, 1, 2)
    assert complaint == b""


@pytest.mark.skipif(sys.platform != "linux", reason="asks /proc how far the process is")
def test_an_interruption() -> None:
    """Ctrl-C while the deck is being read: its memory tells, so that nothing depends on speed.

    Not before: Python itself loses an interrupt that meets certain moments of an import.
    """
    text = HEAD + "".join(
        f"  - {{id: q{n}, type: choice, prompt: P, answer: a, distractors: [b, c]}}\n" for n in range(60_000)
    )
    Path("large.yaml").write_text(text, encoding="utf-8")
    process = start("build", "--target", "anki", "large.yaml")
    memory = Path(f"/proc/{process.pid}/statm")
    until = time.monotonic() + 30
    while process.poll() is None and int(memory.read_text().split()[1]) * 4096 < 90_000_000:
        assert time.monotonic() < until
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=60)
    assert process.returncode == 130
    assert b"Traceback" not in said
    assert b"interrupted" in said
    assert not list(Path().glob("build/*"))


def test_a_bug_of_ours_says_so(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    from quizkit import __main__, pipeline

    def broken(*_: object, **_named: object) -> None:
        raise RuntimeError("\x1b[2J oh")

    monkeypatch.setattr(pipeline, "check", broken)
    monkeypatch.setattr(sys, "argv", ["quizkit", "check", "good.yaml"])
    with pytest.raises(SystemExit) as end:
        __main__.run()
    said = capsys.readouterr().err
    assert end.value.code == 101
    assert "This is a bug in quizkit" in said
    assert "\\x1b[2J oh" in said
    assert "Traceback" not in said
    monkeypatch.setenv("QUIZKIT_TRACEBACK", "1")
    with pytest.raises(SystemExit):
        __main__.run()
    assert "Traceback" in capsys.readouterr().err


def test_the_folder_decks_is_checked_where_nothing_is_named() -> None:
    assert CliRunner().invoke(app, ["check"]).exit_code == 2
    Path("decks").mkdir()
    Path("decks/good.yaml").write_text(GOOD, encoding="utf-8")
    assert "1 deck, 1 question" in CliRunner().invoke(app, ["check"]).stderr


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_a_new_deck_is_a_good_one(lang: str) -> None:
    result = CliRunner().invoke(app, ["new", "capitals", "--lang", lang])
    assert result.exit_code == 0
    assert CliRunner().invoke(app, ["check", "decks/capitals.yaml"]).stdout == ""
    again = CliRunner().invoke(app, ["new", "capitals"])
    assert again.exit_code == 2
    assert "is there already" in again.stderr


def test_the_schema_is_json() -> None:
    assert json.loads(CliRunner().invoke(app, ["schema"]).stdout)["title"] == "A quizkit deck"


def test_new_says_and_writes_where_the_file_is() -> None:
    """A folder with a space, and the name as a file's name: what it says can be typed."""
    result = CliRunner().invoke(app, ["new", "capitales.yaml", "--folder", "mes jeux", "--lang", "FR"])
    assert result.exit_code == 0
    assert 'quizkit check "mes jeux/capitales.yaml"' in result.stdout.replace("\\", "/")
    text = Path("mes jeux/capitales.yaml").read_text(encoding="utf-8")
    assert 'quizkit check "mes jeux/capitales.yaml"' in text.replace("\\", "/")
    assert 'schema --out "mes jeux/quizkit.schema.json"' in text.replace("\\", "/")
    assert "deck: capitales\n" in text


@pytest.mark.parametrize("code", ["QK007", "qk7", "7", "[QK007]"])
def test_codes_as_people_type_them(code: str) -> None:
    assert CliRunner().invoke(app, ["explain", code]).stdout.startswith("# QK007")


def test_a_deck_that_is_named_twice_is_one() -> None:
    Path("sub").mkdir()
    Path("sub/d.yaml").write_text(GOOD.replace("deck: d", "deck: sub"), encoding="utf-8")
    result = CliRunner().invoke(app, ["check", "sub", "sub/d.yaml", "./sub/../sub/d.yaml"])
    assert (result.exit_code, result.stderr) == (0, "1 deck, 1 question: no findings\n")


@pytest.mark.parametrize("name", ["deck.yaml", "parts/birds.yaml"])
def test_a_file_of_a_folder_deck_stands_for_the_deck(name: str) -> None:
    """Hooks of version control name the files that changed."""
    Path("animals/parts").mkdir(parents=True)
    Path("animals/deck.yaml").write_text("deck: animals\ntitle: A\nlang: en\n", encoding="utf-8")
    birds = "questions:\n  - {id: q, type: essay, prompt: P}\n"
    Path("animals/parts/birds.yaml").write_text(birds, encoding="utf-8")
    result = CliRunner().invoke(app, ["check", f"animals/{name}", "animals"])
    assert (result.exit_code, result.stderr) == (0, "1 deck, 1 question: no findings\n")


def test_a_deck_of_its_own_beside_a_deck_yaml() -> None:
    Path("deck.yaml").write_text(GOOD, encoding="utf-8")
    assert CliRunner().invoke(app, ["check", "good.yaml"]).exit_code == 0


def test_a_folder_that_is_no_deck() -> None:
    with pytest.raises(quizkit.DeckError, match=r"no deck\.yaml in ") as caught:
        quizkit.load(".")
    assert len(caught.value.diagnostics) == 1


def test_the_schema_survives_any_console() -> None:
    """Redirected into a file on Windows, other characters would come out in its old code page."""
    result = CliRunner().invoke(app, ["schema"])
    assert result.stdout.isascii()
    assert "$…$" in json.dumps(json.loads(result.stdout), ensure_ascii=False)
