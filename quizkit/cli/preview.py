"""`quizkit preview`: a local page with the cards, the paper and the findings, while the deck is written."""

from __future__ import annotations

import signal
import sys
from threading import Event, Thread
from typing import Annotated

import typer

from quizkit.cli.console import Paths, chosen, fail, out, say


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
        if not source.exists():
            fail(f"there is no {source}", "name a deck or a folder of decks: quizkit preview my-deck.yaml")
    from quizkit.preview import server

    try:
        running = server.opened(sources, port)
    except OSError as error:
        hint = "choose another one, or leave --port out" if port else ""
        fail(f"cannot listen on port {port}: {error.strerror or error}", hint)
    ended = Event()
    try:
        # SIGTERM too: the folders for typesetting are to be removed.
        signal.signal(signal.SIGTERM, lambda *_: ended.set())
        Thread(target=running.serve_forever, kwargs={"poll_interval": 0.1}, daemon=True).start()
        out(f"{running.address}\n")
        sys.stdout.flush()  # whoever reads it from a pipe wants it now
        say("The preview is at this address. It follows every save; Ctrl-C ends it.")
        if not no_open:
            Thread(target=_open, args=(running.address,), daemon=True).start()
        while not ended.wait(0.5):  # in turns: Windows hears of Ctrl-C only between two of them
            pass
    except KeyboardInterrupt:
        pass
    finally:
        running.close()
    say("quizkit: the preview has ended")


def _open(address: str) -> None:
    import webbrowser

    webbrowser.open(address)
