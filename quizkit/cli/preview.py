"""`quizkit preview`: a local page with the cards, the paper and the findings, while the deck is written."""

from __future__ import annotations

import gc
import signal
import sys
from pathlib import Path
from threading import Event, Thread
from typing import TYPE_CHECKING, Annotated

import typer

from quizkit.cli.console import Paths, chosen, fail, out, say

if TYPE_CHECKING:
    from quizkit.preview.state import Snapshot


def preview(
    paths: Paths = None,
    port: Annotated[
        int, typer.Option(min=0, max=65535, help="The port to listen on; 0 takes a free one.")
    ] = 0,
    no_open: Annotated[bool, typer.Option("--no-open", help="Do not open the browser.")] = False,
) -> None:
    """Show cards, worksheets and findings in the browser, and follow every save.

    The page is for this computer alone and asks no other for anything. Ctrl-C ends it. Exit code 0: it
    was ended. 2: a file or the port cannot be had.
    """
    sources = chosen(paths)
    for source in sources:
        _may_be_shown(source)
    from quizkit.preview import server

    gc.enable()
    try:
        running = server.opened(sources, port)
    except OSError as error:
        hint = "choose another one, or leave --port out" if port else ""
        fail(f"cannot listen on port {port}: {error.strerror or error}", hint)
    ended = Event()
    try:
        # These too, the second when the terminal's window is closed: the folders for typesetting go away.
        for name in ("SIGTERM", "SIGHUP"):
            if number := getattr(signal, name, None):
                signal.signal(number, lambda *_: ended.set())
        Thread(target=running.serve_forever, kwargs={"poll_interval": 0.1}, daemon=True).start()
        out(f"{running.address}\n")
        sys.stdout.flush()  # whoever reads it from a pipe wants it now
        say("The preview is at this address. It follows every save; Ctrl-C ends it.")
        _nothing_yet(running.store.current)
        if not no_open:
            Thread(target=_open, args=(running.address,), daemon=True).start()
        while not ended.wait(0.5):  # in turns: Windows hears of Ctrl-C only between two of them
            pass
    except KeyboardInterrupt:
        pass
    finally:
        running.close()
    say("quizkit: the preview has ended")


def _may_be_shown(source: Path) -> None:
    """Exits with 2 where there is no such file, or one that is certainly no deck."""
    from quizkit import discovery, readers
    from quizkit.readers import json

    hint = "name a deck or a folder of decks: quizkit preview my-deck.yaml"
    try:
        if not source.exists():
            fail(f"there is no {source}", hint)
    except OSError as error:
        fail(f"cannot read {source}: {error.strerror or error}", hint)
    if source.is_dir() or (source.is_file() and source.suffix.lower() in (*discovery.ENDINGS, *json.ENDINGS)):
        return  # what is wrong in it, the page shows
    if not source.is_file() or any(item.code in _NO_DECK for item in readers.read(source).diagnostics):
        fail(f"{source} is no deck", f"a deck is a .yaml or .json file; {hint}")


_NO_DECK = ("QK002", "QK003", "QK018")
"""Not a text at all, or a text of another kind."""


def _nothing_yet(now: Snapshot) -> None:
    """Says at the start that there is nothing to see: the page may be behind other windows."""
    if now.views:
        return
    for item in now.general:
        say(f"quizkit: {item.message}" + (f"\n  hint: {item.hint}" if item.hint else ""))
    say("As soon as there is a deck, the page shows it.")


def _open(address: str) -> None:
    import webbrowser

    webbrowser.open(address)
