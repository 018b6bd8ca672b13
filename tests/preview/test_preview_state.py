"""The picture of the decks through everything that happens to files: nothing is lost, nothing is stuck."""

from __future__ import annotations

import shutil
import struct
import time
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from preview_support import DECK, errors, until, written

from quizkit.preview import state, watch
from quizkit.preview.state import Snapshot, Store, View

BROKEN = DECK.replace("prompt: What is", 'prompt: "What is')


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    written(tmp_path / "decks")
    return tmp_path / "decks"


@pytest.fixture
def store(folder: Path) -> Iterator[Store]:
    made = Store([folder])
    made.start()
    yield made
    made.close()


def _only(now: Snapshot) -> View:
    (view,) = now.views.values()
    return view


def _prompt(now: Snapshot) -> str:
    view = _only(now)
    return view.deck.deck.questions[0].prompt if view.deck else ""


def _png(color: int) -> bytes:
    parts = [
        (b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)),
        (b"IDAT", zlib.compress(bytes([0, color, 0, 0]))),
        (b"IEND", b""),
    ]
    chunks = [
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
        for name, body in parts
    ]
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def test_an_edit_arrives(store: Store, folder: Path) -> None:
    before = _only(store.current)
    written(folder, DECK.replace("capital of Ukraine", "seat of Ukraine"))
    now = until(store, lambda now: "seat" in _prompt(now))
    assert _only(now).edition > before.edition
    assert _only(now).current


def test_a_save_that_changes_nothing_keeps_the_edition(store: Store, folder: Path) -> None:
    before = store.current
    written(folder, DECK + "# a remark\n")
    now = until(store, lambda now: now.version > before.version)
    assert _only(now).edition == _only(before).edition


def test_broken_and_mended(store: Store, folder: Path) -> None:
    written(folder, BROKEN)
    now = until(store, lambda now: not _only(now).current)
    view = _only(now)
    assert view.present
    assert view.deck is not None
    assert _prompt(now).startswith("What is the capital")
    assert len(errors(view)) == 1
    assert view.diagnostics[0].span
    assert view.diagnostics[0].span.line == 9
    written(folder, DECK)
    now = until(store, lambda now: _only(now).current)
    assert _only(now).edition == view.edition
    assert errors(_only(now)) == []


def test_a_deck_that_is_broken_from_the_start(tmp_path: Path) -> None:
    store = Store([written(tmp_path, BROKEN)])
    assert _only(store.current).deck is None
    assert _only(store.current).diagnostics


def test_deleted_and_back(store: Store, folder: Path) -> None:
    (folder / "demo.yaml").unlink()
    view = _only(until(store, lambda now: not _only(now).present))
    assert view.deck is not None
    assert not view.current
    written(folder)
    assert _only(until(store, lambda now: _only(now).present)).current


def test_the_folder_deleted_and_back(store: Store, folder: Path) -> None:
    shutil.rmtree(folder)
    until(store, lambda now: not _only(now).present)
    written(folder)
    until(store, lambda now: _only(now).current)
    written(folder, DECK.replace("capital of Ukraine", "seat of Ukraine"))
    until(store, lambda now: "seat" in _prompt(now))


def test_renamed(store: Store, folder: Path) -> None:
    (folder / "demo.yaml").rename(folder / "other.yaml")
    now = until(store, lambda now: [Path(key).name for key in now.views] == ["other.yaml"])
    assert _only(now).current


def test_a_deck_appears_in_a_new_folder(store: Store, folder: Path) -> None:
    written(folder / "new", DECK.replace("deck: demo", "deck: second"), "second.yaml")
    now = until(store, lambda now: len(now.views) == 2)
    assert all(view.current for view in now.views.values())


def test_a_deck_in_several_files(tmp_path: Path) -> None:
    head, questions = DECK.split("questions:\n")
    questions = questions.split("worksheets:\n")[0]
    folder = tmp_path / "spread"
    written(folder, head, "deck.yaml")
    store = Store([folder])
    store.start()
    try:
        written(folder, "questions:\n" + questions, "one.yaml")
        now = until(
            store, lambda now: (view := _only(now)).deck is not None and len(view.deck.deck.questions) == 4
        )
        written(folder, "questions: [{id: x, type: true-false, prompt: It is., answer: true}]\n", "two.yaml")
        now = until(
            store, lambda now: (view := _only(now)).deck is not None and len(view.deck.deck.questions) == 5
        )
        (folder / "two.yaml").unlink()
        now = until(
            store, lambda now: (view := _only(now)).deck is not None and len(view.deck.deck.questions) == 4
        )
        assert list(now.views) == [str(folder)]
    finally:
        store.close()


def test_a_picture_that_is_missing_comes_and_changes(store: Store, folder: Path) -> None:
    text = DECK.replace(
        "    answer: Kyiv\n", "    answer: Kyiv\n    image: {file: media/map.png, alt: A map}\n"
    )
    written(folder, text)
    now = until(store, lambda now: bool(errors(_only(now))))
    view = _only(now)
    assert view.deck is not None  # shown all the same, without the picture
    assert view.current
    assert not view.deck.media
    (folder / "media").mkdir()
    (folder / "media" / "map.png").write_bytes(_png(1))
    now = until(store, lambda now: not errors(_only(now)))
    first = _only(now)
    assert first.deck
    assert "media/map.png" in first.deck.media
    (folder / "media" / "map.png").write_bytes(_png(200))
    now = until(store, lambda now: _only(now).edition > first.edition)
    changed = _only(now).deck
    assert changed
    assert changed.media["media/map.png"].digest != first.deck.media["media/map.png"].digest


def test_a_change_is_noticed_without_notice(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On disks that tell of no changes (a network drive), times and sizes are compared."""
    monkeypatch.setattr(watch, "_until_moved", _only_breathing)
    store = Store([folder])
    store.start()
    try:
        written(folder, DECK.replace("capital of Ukraine", "seat of Ukraine"))
        until(store, lambda now: "seat" in _prompt(now))
    finally:
        store.close()


def _only_breathing(_sources: object, _watched: object, stop: object) -> Iterator[bool]:
    stop.wait(0.05)  # type: ignore[attr-defined]
    yield False


def test_our_own_mistake_keeps_the_last_picture(
    store: Store, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_args: object) -> Snapshot:
        raise ValueError("oh")

    with monkeypatch.context() as patched:
        patched.setattr(state, "look", fails)
        store.renew()
        assert store.trouble == "ValueError: oh"
        assert _only(store.current).deck is not None
    store.renew()
    assert store.trouble == ""


def test_nothing_to_show(tmp_path: Path) -> None:
    now = Store([tmp_path]).current
    assert not now.views
    assert [item.code for item in now.general] == ["QK022"]


def test_hidden_folders_are_not_watched(folder: Path) -> None:
    (folder / ".git" / "objects").mkdir(parents=True)
    (folder / "media").mkdir()
    watched = watch.folders([folder])
    assert watched == [folder, folder / "media", folder.parent]


def test_a_file_alone_watches_its_folder(folder: Path) -> None:
    assert watch.folders([folder / "demo.yaml"])[0] == folder


def test_what_goes_on_beside_the_folder_counts_for_nothing(folder: Path) -> None:
    """The folder above may be the temporary one of a whole machine."""
    counts = watch._filter([folder])
    above = folder.parent
    assert not counts(None, str(above / "somebodys-folder"))
    assert not counts(None, str(above / "other.yaml"))
    assert counts(None, str(folder))  # deleted, made again
    assert counts(None, str(above / "quizkit.toml"))
    assert counts(None, str(folder / "demo.yaml"))
    assert counts(None, str(folder / "media" / "map.png"))
    assert not counts(None, str(folder / ".demo.yaml.swp"))
    assert not counts(None, str(folder / "notes.txt"))


def test_noise_beside_the_folder_reads_nothing_again(store: Store, folder: Path) -> None:
    until(store, lambda now: now.version > 0)
    before = store.current.version
    for number in range(50):
        (folder.parent / f"noise{number}").mkdir()
        time.sleep(0.01)
    written(folder, DECK.replace("capital of Ukraine", "seat of Ukraine"))
    now = until(store, lambda now: "seat" in _prompt(now))
    assert now.version <= before + 2
