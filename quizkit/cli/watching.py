"""`quizkit build --watch`: builds, waits for a change, builds what changed, until Ctrl-C."""

from __future__ import annotations

import gc
import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from quizkit.cli.build import summary
from quizkit.cli.console import INTERRUPTED, Format, fail, out, report, say

if TYPE_CHECKING:
    from quizkit.incremental import Asked, Outcome, Progress
    from quizkit.watch import Watched


def run(paths: Sequence[Path], asked: Asked, format: Format, progress: Progress) -> NoReturn:
    """Builds and watches; ends by Ctrl-C (exit code 130), or with 2 where the system cannot watch."""
    from quizkit import watch

    gc.enable()
    watched = watch.Watched(paths, asked.out, asked.fonts)
    watched.written = (first := _build(paths, asked, format, progress, before=None)).paths
    try:
        say("watching for changes; Ctrl-C ends it")
        again = replace(asked, force=False, recover=False)  # once is what was asked for
        _follow(watched, again, format, progress, first)
    except KeyboardInterrupt:
        say("quizkit: no longer watching")
        raise SystemExit(INTERRUPTED) from None


def _follow(watched: Watched, asked: Asked, format: Format, progress: Progress, last: Outcome) -> NoReturn:
    """Builds once the watch has begun, for what changed until then, and after each change."""
    from quizkit import watch

    news = watch.changes(watched)
    while True:
        try:
            next(news)
        except OSError as error:
            reason = error.strerror or str(error)
            fail(f"cannot watch for changes: {reason}", "name fewer folders, or build without --watch")
        _forget_fonts(asked)
        last = _build(watched.paths, asked, format, progress, before=last)
        watched.written |= last.paths


def _forget_fonts(asked: Asked) -> None:
    """Fonts, also the system's, are read once a process, and this one may see them change."""
    if "pdf" in map(str.lower, asked.targets):
        from quizkit.targets.pdf import engine

        engine.fonts.cache_clear()


def _build(
    paths: Sequence[Path], asked: Asked, format: Format, progress: Progress, before: Outcome | None
) -> Outcome:
    """One build and what there is to say of it: all of the first one, news of the others."""
    from quizkit import incremental

    start = time.perf_counter()
    outcome = incremental.build(paths, asked, progress)
    if before is not None and not _is_news(outcome, before):
        return outcome
    took = time.perf_counter() - start
    if before is not None:
        say(f"\n{datetime.now().astimezone():%H:%M:%S}")
    said = outcome.diagnostics if before is None or not outcome.ok else outcome.fresh
    report(said, outcome.texts, format, to_stdout=False)
    if format is Format.TEXT:
        _sum_up(outcome, took, first=before is None)
    return outcome


def _is_news(outcome: Outcome, before: Outcome) -> bool:
    """Whether files were written, the findings are others, or a deck that is wrong was saved and is so still."""
    again = not outcome.ok and outcome.texts != before.texts
    return bool(outcome.paths) or outcome.diagnostics != before.diagnostics or again


def _sum_up(outcome: Outcome, took: float, *, first: bool) -> None:
    if not outcome.ok:
        say("nothing was written")
        return
    fresh = tuple(item for item in outcome.results if item.written)
    if not first and not fresh:
        say("no errors; the files are up to date")
        return
    out(summary(outcome if first else replace(outcome, results=fresh)))
    say(f"done in {took:.2f} s")
