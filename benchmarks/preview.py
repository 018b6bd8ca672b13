"""Measures the preview in a real Chromium: `python benchmarks/preview.py [--runs N]`.

From the moment at which a file is saved: how long until the card shows the edit, until the worksheet's
page does, and until its key does too. Best and median of several edits, for our own deck and for a bank
of 1,000 questions. The browser and the preview share the machine, as they do on a teacher's desk.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import bank

HERE = Path(__file__).parent
OURS = HERE.parent / "decks" / "nato-kyiv" / "nato-kyiv-en.yaml"
NAMES = ("chromium", "google-chrome", "chromium-browser", "chrome")
LIMIT = 60.0
"""Seconds after which an edit that does not show is given up."""


@contextmanager
def preview(deck: Path) -> Iterator[tuple[str, int]]:
    """The command, running: its address and the number of its process."""
    command = [sys.executable, "-m", "quizkit", "preview", "--no-open", str(deck)]
    started = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    assert started.stdout is not None
    try:
        yield started.stdout.readline().strip(), started.pid
    finally:
        started.terminate()
        started.wait()


def memory(process: int) -> float:
    """Peak memory in MiB, as Linux tells it; 0 elsewhere."""
    try:
        text = Path(f"/proc/{process}/status").read_text()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in text.splitlines() if line.startswith("VmHWM")), 0.0)


def waited(page: Any, since: float, right: Any) -> float:
    """Milliseconds from `since` until `right`."""
    while not right():
        if time.perf_counter() - since > LIMIT:
            raise SystemExit("the edit never showed")
        page.wait_for_timeout(5)
    return (time.perf_counter() - since) * 1000


def source(page: Any, kind: str) -> str:
    """The address of the page's picture that is shown."""
    return str(page.locator(f".is-{kind} img.page").get_attribute("src") or "")


def card(page: Any) -> str:
    """What the front of the card says."""
    shown = page.frame_locator("#front iframe:not(.coming)").locator("#qa")
    return str(shown.inner_text()) if shown.count() else ""


def edit(page: Any, deck: Path, text: str, number: int) -> tuple[float, float, float]:
    """Saves the deck with another prompt. → milliseconds to the card, the worksheet and the key."""
    word = f"Edit {number}:"
    before = source(page, "sheet"), source(page, "key")
    since = time.perf_counter()
    deck.write_text(text.replace("prompt: ", f"prompt: '{word} ", 1).replace("?\n", "?'\n", 1), "utf-8")
    return (
        waited(page, since, lambda: word in card(page)),
        waited(page, since, lambda: source(page, "sheet") != before[0]),
        waited(page, since, lambda: source(page, "key") != before[1]),
    )


def measure(browser: Any, deck: Path, runs: int) -> None:
    """Prints the figures of one deck."""
    text = deck.read_text("utf-8")
    with preview(deck) as (address, process):
        since = time.perf_counter()
        page = browser.new_page(viewport={"width": 1500, "height": 900})
        page.goto(address)
        first = waited(page, since, lambda: bool(card(page)))
        page_there = waited(page, since, lambda: bool(source(page, "sheet")))
        waited(page, since, lambda: bool(source(page, "key")))
        page.locator("#list li button").first.click()
        figures = []
        for number in range(runs):
            time.sleep(0.3)
            figures.append(edit(page, deck, text, number))
        used = memory(process)
        page.close()
    print(f"  opened: card after {first:.0f} ms, page after {page_there:.0f} ms")
    for name, times in zip(("card", "worksheet", "key"), zip(*figures, strict=True), strict=True):
        middle = statistics.median(times)
        print(
            f"  {name:<10} best {min(times):5.0f} ms   median {middle:5.0f} ms   worst {max(times):5.0f} ms"
        )
    print(f"  memory of the preview: {used:.0f} MiB", flush=True)


def main() -> None:
    """Measures our own deck and a bank."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else "")
    parser.add_argument("--runs", type=int, default=7, help="edits of each deck")
    parser.add_argument("sizes", nargs="*", type=int, default=[1000], help="questions of the banks")
    given = parser.parse_args()
    from playwright.sync_api import sync_playwright

    known = os.environ.get("QUIZKIT_CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as started:
        browser = started.chromium.launch(executable_path=known, args=["--no-sandbox", "--disable-gpu"])
        ours = Path(shutil.copy(OURS, folder))
        print(f"{OURS.name}:")
        measure(browser, ours, given.runs)
        for size in given.sizes:
            place = Path(folder) / str(size)
            place.mkdir()
            print(f"{size:,} questions:")
            measure(browser, bank.write(place / "bank.yaml", size), given.runs)
        browser.close()


if __name__ == "__main__":
    main()
