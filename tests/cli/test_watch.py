"""`quizkit build --watch`, as a process of its own, and what it takes for a change."""

from __future__ import annotations

import os
import queue
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from quizkit.cli import app
from quizkit.watch import Watched, changes

DECK = "deck: {id}\ntitle: T\nlang: en\nquestions:\n  - {{id: q, type: essay, prompt: {prompt}}}\n"
PATIENCE = 30
"""Seconds after which something that does not come is missed: for machines with much else to do."""


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("decks").mkdir()
    deck("d")


def deck(id: str, prompt: str = "P", folder: str = "decks") -> Path:
    path = Path(folder, f"{id}.yaml")
    path.write_text(DECK.format(id=id, prompt=prompt), encoding="utf-8")
    return path


class Running:
    """A watching process, its lines as they come."""

    def __init__(self, *options: str) -> None:
        command = [sys.executable, "-u", "-m", "quizkit", "build", "-t", "csv", "--watch", *options]
        self.process = subprocess.Popen(
            command,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            env={**os.environ, "PYTHONUTF8": "1"},
        )
        self.lines: queue.Queue[str] = queue.Queue()
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        assert self.process.stdout
        for line in self.process.stdout:
            self.lines.put(line.rstrip("\n"))

    def until(self, wanted: str) -> list[str]:
        """The lines up to one with `wanted` in it."""
        seen: list[str] = []
        while not any(wanted in line for line in seen):
            try:
                seen.append(self.lines.get(timeout=PATIENCE))
            except queue.Empty:
                pytest.fail(f"no `{wanted}` in {seen}")
        return seen

    def silent(self, seconds: float = 0.8) -> None:
        try:
            pytest.fail(f"said {self.lines.get(timeout=seconds)!r}")
        except queue.Empty:
            return

    def stop(self) -> int:
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(PATIENCE)


@pytest.fixture
def watching() -> Iterator[Callable[..., Running]]:
    started: list[Running] = []

    def start(*options: str) -> Running:
        started.append(Running(*options))
        started[-1].until("watching for changes")
        return started[-1]

    yield start
    for item in started:
        item.process.kill()
        item.process.wait(PATIENCE)
        assert item.process.stdout
        item.process.stdout.close()


Watching = Callable[..., Running]


def test_a_save_is_built_and_nothing_else_is(watching: Watching) -> None:
    deck("other")
    running = watching()
    assert Path("build/d.csv").exists()
    running.silent(0.7)
    deck("d", "Another")
    seen = running.until("done in")
    assert "d: 1 question" in seen
    assert not [line for line in seen if line.startswith("other")]
    assert "Another" in Path("build/d.csv").read_text(encoding="utf-8-sig")
    running.silent()


def test_a_mistake_is_said_and_so_is_its_end(watching: Watching) -> None:
    running = watching()
    good = Path("decks/d.yaml").read_text(encoding="utf-8")
    before = Path("build/d.csv").read_bytes()
    Path("decks/d.yaml").write_text(good.replace("essay", "esay"), encoding="utf-8")
    seen = running.until("nothing was written")
    assert any(line.startswith("error[QK1") for line in seen)
    assert Path("build/d.csv").read_bytes() == before
    Path("decks/d.yaml").write_text(good, encoding="utf-8")
    running.until("no errors; the files are up to date")
    running.silent()


def test_a_mistake_that_stays_is_said_after_every_save(watching: Watching) -> None:
    """Silence would look as if the save had not been noticed."""
    running = watching()
    good = Path("decks/d.yaml").read_text(encoding="utf-8")
    for remark in ("", "# one\n", "# two\n"):
        Path("decks/d.yaml").write_text(good.replace("essay", "esay") + remark, encoding="utf-8")
        assert any(line.startswith("error[QK1") for line in running.until("nothing was written"))
        running.silent()


def test_a_deck_may_be_wrong_from_the_start(watching: Watching) -> None:
    Path("decks/d.yaml").write_text("deck: [\n", encoding="utf-8")
    running = watching()
    deck("d")
    running.until("done in")
    assert Path("build/d.csv").exists()


@pytest.mark.parametrize("way", ["vim", "vscode", "remove first", "in two halves"])
def test_editors_save_in_many_ways(watching: Watching, way: str) -> None:
    running = watching()
    text = DECK.format(id="d", prompt="Another")
    path, side = Path("decks/d.yaml"), Path("decks/.d.yaml.swp")
    match way:
        case "vim":
            side.write_text("x", encoding="utf-8")
            Path("decks/4913").write_text("", encoding="utf-8")
            Path("decks/4913").unlink()
            path.rename("decks/d.yaml~")
            path.write_text(text, encoding="utf-8")
            Path("decks/d.yaml~").unlink()
            side.unlink()
        case "vscode":
            side.write_text(text, encoding="utf-8")
            side.replace(path)
        case "remove first":
            path.unlink()
            time.sleep(0.2)
            path.write_text(text, encoding="utf-8")
        case _:
            path.write_text(text[:30], encoding="utf-8")
            time.sleep(0.2)
            path.write_text(text, encoding="utf-8")
    running.until("d: 1 question")
    running.until("done in")
    assert "Another" in Path("build/d.csv").read_text(encoding="utf-8-sig")
    running.silent()


def test_decks_and_folders_come_and_go(watching: Watching) -> None:
    running = watching()
    Path("decks/new/deep").mkdir(parents=True)
    deck("fresh", folder="decks/new/deep")
    running.until("fresh: 1 question")
    running.until("done in")
    deck("fresh", "Again", folder="decks/new/deep")
    running.until("fresh: 1 question")
    Path("decks").rename("away")
    running.until("nothing was written")
    Path("away").rename("decks")
    running.until("up to date")
    deck("fresh", "Back", folder="decks/new/deep")
    running.until("fresh: 1 question")


def test_settings_are_watched(watching: Watching) -> None:
    running = watching()
    Path("quizkit.toml").write_text("[rules]\nQK999 = 'off'\n", encoding="utf-8")
    assert any("QK023" in line for line in running.until("nothing was written"))
    Path("quizkit.toml").write_text("[rules]\n", encoding="utf-8")
    running.until("done in")


def test_the_output_folder_may_lie_among_the_decks(watching: Watching) -> None:
    for out in ("decks/out", "decks", "."):
        running = watching("--out", out, "--force")
        running.silent()
        deck("d", f"For {out}")
        running.until("done in")
        running.silent()
        running.stop()


def test_one_deck_is_watched_by_its_name(watching: Watching) -> None:
    running = watching("decks/d.yaml")
    deck("other")
    deck("d", "Another")
    assert "d: 1 question" in running.until("done in")
    assert not Path("build/other.csv").exists()


def test_ctrl_c_ends_it_at_once_and_without_a_traceback(watching: Watching) -> None:
    running = watching()
    start = time.monotonic()
    assert running.stop() == 130
    assert time.monotonic() - start < PATIENCE
    assert running.until("no longer")[-1].strip() == "quizkit: no longer watching"
    assert running.lines.empty()


def test_locked_may_be_watched_and_touch_may_not(watching: Watching) -> None:
    result = CliRunner().invoke(app, ["build", "--watch", "--touch"])
    assert result.exit_code == 2
    assert "--watch and --touch contradict each other" in result.stderr
    CliRunner().invoke(app, ["build", "-t", "anki"])
    running = watching("--locked", "-t", "anki")
    deck("d", "Another")
    assert any("QK406" in line for line in running.until("nothing was written"))


def test_what_matters_and_what_does_not(tmp_path: Path) -> None:
    watched = Watched([Path("decks")], Path("decks/build"), written=frozenset({Path("decks/x.csv")}))
    for name in ("d.yaml", "pics/a.png", "quizkit.lock", "new", "d.yml", "buildings.yaml"):
        assert watched.matters(tmp_path / "decks" / name), name
    for name in (
        "d.yaml~",
        ".d.yaml.swp",
        ".quizkit-1-2-3.tmp",
        "build/d.csv",
        "build",
        "x.csv",
        "4913",
        ".git",
    ):
        assert not watched.matters(tmp_path / "decks" / name), name
    around = Watched([Path("decks")], Path())
    assert around.matters(tmp_path / "decks" / "d.yaml")


def test_hidden_folders_and_the_output_are_not_watched(tmp_path: Path) -> None:
    for name in ("decks/a/b", "decks/.git/objects", "decks/build/x", "decks/node_modules/y"):
        Path(name).mkdir(parents=True)
    found = Watched([Path("decks")], Path("decks/build")).folders()
    assert set(found) == {str(tmp_path / name) for name in ("", "decks", "decks/a", "decks/a/b")}


def test_it_watches_before_it_says_so(tmp_path: Path) -> None:
    """No change is lost between a build and the watch: the first word comes when the watch is there."""
    stop = threading.Event()
    told = changes(Watched([Path("decks")], Path("build")), stop)
    next(told)
    deck("d", "Another")
    next(told)
    stop.set()
    assert len(list(told)) <= 2  # it ends


def test_a_drive_that_tells_of_no_changes_is_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    stop = threading.Event()

    def mute(*_: object, **__: object) -> Iterator[set[object]]:
        while not stop.wait(0.01):
            yield set()

    monkeypatch.setattr("watchfiles.watch", mute)
    monkeypatch.setattr("quizkit.watch._LOOK", 0.05)
    threading.Timer(PATIENCE, stop.set).start()
    told = changes(Watched([Path("decks")], Path("decks/build")), stop)
    next(told)
    for name in ("d", "fresh"):
        deck(name, "Another")
        next(told)
    Path("decks/fresh.yaml").unlink()
    next(told)
    Path("decks/d.yaml~").write_text("litter", encoding="utf-8")
    Path("decks/deep").mkdir()
    next(told)
    deck("deeper", folder="decks/deep")
    next(told)
    stop.set()
    assert not list(told)


def test_a_link_to_a_file_elsewhere_is_looked_at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("quizkit.watch._LOOK", 0.05)
    Path("elsewhere").mkdir()
    Path("decks/d.yaml").rename("elsewhere/d.yaml")
    Path("decks/d.yaml").symlink_to(tmp_path / "elsewhere" / "d.yaml")
    stop = threading.Event()
    threading.Timer(PATIENCE, stop.set).start()
    told = changes(Watched([Path("decks")], Path("build")), stop)
    next(told)
    deck("d", "Another", folder="elsewhere")
    next(told)
    assert not stop.is_set()
    stop.set()


def test_settings_may_appear_in_every_folder_above(tmp_path: Path) -> None:
    Path("decks/year/term").mkdir(parents=True)
    found = Watched([Path("decks/year/term")], Path("build")).folders()
    assert {str(tmp_path), str(tmp_path / "decks"), str(tmp_path / "decks/year")} <= set(found)


def test_fonts_are_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    from quizkit.cli.watching import _forget_fonts
    from quizkit.incremental import Asked
    from quizkit.targets.pdf import engine

    engine.fonts((), False)
    assert engine.fonts.cache_info().currsize
    _forget_fonts(Asked(targets=("csv",)))
    assert engine.fonts.cache_info().currsize
    _forget_fonts(Asked(targets=("PDF",)))
    assert not engine.fonts.cache_info().currsize


def test_a_system_that_watches_no_more_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> Iterator[set[object]]:
        raise RuntimeError("OS file watch limit reached.")
        yield set()

    monkeypatch.setattr("watchfiles.watch", full)
    result = CliRunner().invoke(app, ["build", "-t", "csv", "--watch"])
    assert result.exit_code == 2
    assert "quizkit: cannot watch for changes: OS file watch limit reached." in result.stderr
    assert Path("build/d.csv").exists()
