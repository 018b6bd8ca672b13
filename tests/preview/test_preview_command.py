"""`quizkit preview` as it is typed: address on the first line, ends when it is told to."""

from __future__ import annotations

import http.client
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from preview_support import written


@contextmanager
def _running(*arguments: str, cwd: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """The command and the address that it prints."""
    started = subprocess.Popen(
        [sys.executable, "-m", "quizkit", "preview", "--no-open", *arguments],
        cwd=cwd, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        env={**os.environ, "PYTHONWARNINGS": "default"},
    )  # fmt: skip
    try:
        assert started.stdout
        yield started, started.stdout.readline().strip()
    finally:
        started.kill()
        started.communicate()


def _listen(address: str) -> http.client.HTTPConnection:
    parts = urlsplit(address)
    assert parts.port
    connection = http.client.HTTPConnection("127.0.0.1", parts.port, timeout=20)
    connection.request("GET", f"{parts.path}events")
    assert connection.getresponse().readline().startswith(b"data: ")
    return connection


ENDS = [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)]


@pytest.mark.parametrize("how", ENDS)
def test_it_ends_at_once_though_a_browser_listens(tmp_path: Path, how: signal.Signals) -> None:
    written(tmp_path / "decks")
    with _running(cwd=tmp_path) as (started, address):
        assert address.startswith("http://127.0.0.1:")
        connection = _listen(address)
        started.send_signal(how)
        out, err = started.communicate(timeout=20)
        connection.close()
        assert started.returncode == 0
        assert out == ""
        assert "has ended" in err
        assert "Traceback" not in err
        assert "Warning" not in err


def test_the_folders_for_typesetting_are_removed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setenv("TMPDIR", str(scratch))
    deck = written(tmp_path / "decks")
    with _running(str(deck), cwd=tmp_path) as (started, address):
        parts = urlsplit(address)
        assert parts.port
        connection = http.client.HTTPConnection("127.0.0.1", parts.port, timeout=20)
        connection.request("GET", f"{parts.path}sheet?deck={deck}&sheet=demo-worksheet.pdf")
        assert connection.getresponse().status == 200
        connection.close()
        assert len(list(scratch.iterdir())) == 1
        started.send_signal(signal.SIGINT)
        started.communicate(timeout=20)
    assert list(scratch.iterdir()) == []


def test_a_port_that_is_taken(tmp_path: Path) -> None:
    deck = written(tmp_path)
    with _running(str(deck), cwd=tmp_path) as (_, address):
        port = str(urlsplit(address).port)
        done = _once("--port", port, str(deck), cwd=tmp_path)
        assert done.returncode == 2
        assert f"cannot listen on port {port}" in done.stderr


def _once(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "quizkit", "preview", "--no-open", *arguments],
        check=False, cwd=cwd, capture_output=True, text=True, timeout=60,
    )  # fmt: skip


def test_nothing_to_preview(tmp_path: Path) -> None:
    assert "no deck was named" in _once(cwd=tmp_path).stderr
    done = _once("nothing.yaml", cwd=tmp_path)
    assert done.returncode == 2
    assert "there is no nothing.yaml" in done.stderr


@pytest.mark.parametrize(("name", "text"), [
    ("quizkit.lock", '{"version": 1, "decks": []}'), ("scan.pdf", "%PDF-1.7"), ("notes.txt", "To do: a deck"),
    ("picture", "\0\1"),
])  # fmt: skip
def test_a_file_that_is_no_deck(tmp_path: Path, name: str, text: str) -> None:
    (tmp_path / name).write_text(text)
    done = _once(name, cwd=tmp_path)
    assert done.returncode == 2
    assert done.stdout == ""
    first, hint = done.stderr.splitlines()
    assert first == f"quizkit: {name} is no deck"
    assert ".yaml" in hint


@pytest.mark.skipif(os.name != "posix", reason="pipes have names there only")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.yaml")
    assert "pipe.yaml is no deck" in _once("pipe.yaml", cwd=tmp_path).stderr


def test_a_name_that_no_file_can_have(tmp_path: Path) -> None:
    done = _once("x" * 300, cwd=tmp_path)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("name", ["Prüfung № 1.yaml", "deck.txt"])
def test_a_deck_by_any_name(tmp_path: Path, name: str) -> None:
    written(tmp_path / "Schöne Übung", name=name)
    with _running(f"Schöne Übung/{name}", cwd=tmp_path) as (started, address):
        assert address.startswith("http://127.0.0.1:")
        assert started.stderr
        assert "follows every save" in started.stderr.readline()
        started.send_signal(signal.SIGINT)
        assert started.communicate(timeout=20)[1] == "quizkit: the preview has ended\n"


def test_a_folder_without_decks_is_followed_but_said(tmp_path: Path) -> None:
    (tmp_path / "decks").mkdir()
    with _running(cwd=tmp_path) as (started, address):
        assert address.startswith("http://127.0.0.1:")
        assert started.stderr
        said = "".join(started.stderr.readline() for _ in range(4))
        started.send_signal(signal.SIGINT)
        said += started.communicate(timeout=20)[1]
        assert started.returncode == 0
    assert "no deck in decks" in said
    assert "quizkit new" in said
    assert "Traceback" not in said


def test_help_is_light() -> None:
    code = (
        "import sys; from quizkit.cli.preview import preview; "
        "print(*{name.split('.')[0] for name in sys.modules} & {'watchfiles', 'typst', 'pydantic', 'http', 'yaml'})"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""
