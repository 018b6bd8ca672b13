"""What was published, and what the next release therefore must do: the door to both.

Anki recognises a note by its guid and takes an update only where its time is later; an update
replaces what the student wrote into the note. So a note keeps its guid for ever, and its time rises
only when its content changes. `quizkit.lock` remembers both (the file: quizkit.lockfile; the rules: quizkit.lockplan).

Write the lock before the packages (quizkit.files.write_each renames in the order given): a lock that
knows of more than was published does no harm, the other way round an edit could keep its old time.
"""

from __future__ import annotations

import os
import re
import time
from collections.abc import Collection, Mapping
from itertools import islice
from pathlib import Path

from quizkit.diagnostics import Finding, Severity
from quizkit.lockfile import MAX_BYTES, NAME, Entry, Key, Lock, NoteType, Published, dump, parse, read
from quizkit.lockplan import Changes, Plan, plan

__all__ = [
    "MAX_BYTES",
    "NAME",
    "Changes",
    "Entry",
    "Lock",
    "NoteType",
    "Plan",
    "Published",
    "another_id",
    "dump",
    "elsewhere",
    "missing",
    "now",
    "parse",
    "plan",
    "read",
    "would_change",
]

EARLIEST = 315_532_800
"""1980-01-01 in UTC, and `LATEST` the end of 2107: the times that a zip archive can hold."""

LATEST = 4_354_819_198


def now(environ: Mapping[str, str] = os.environ) -> int | Finding:
    """The time to build with, in seconds: SOURCE_DATE_EPOCH where it is set, else the clock.

    Kept within 1980 and 2107. An error QK031 where SOURCE_DATE_EPOCH is no whole number from 0.
    """
    written = environ.get("SOURCE_DATE_EPOCH")
    if written is None:
        return _clamped(int(time.time()))
    text = written.strip()
    if not (text.isascii() and text.isdigit() and len(text) <= 18):
        message = f"SOURCE_DATE_EPOCH is `{written:.40}`, which is no time"
        return Finding(
            "QK031", message, hint="give it whole seconds since 1970, such as 1767225600, or unset it"
        )
    return _clamped(int(text))


def _clamped(seconds: int) -> int:
    return min(max(seconds, EARLIEST), LATEST)


def missing(lock: Lock, deck_id: str, package: Path) -> Finding | None:
    """An error QK401 where a package of this deck lies in the output folder and the lock knows no such deck."""
    if deck_id in lock.decks or not package.is_file():
        return None
    message = f"`{package.name}` was published, but {NAME} knows nothing of the deck `{deck_id}`"
    hint = (
        f"put {NAME} back from your backup (or from git); if it is lost, build once with --recover, "
        "which reads the package"
    )
    return Finding("QK401", message, ("deck",), hint=hint)


def elsewhere(lock: Lock, deck_id: str, folder: Path) -> tuple[Lock, Finding] | None:
    """A lock in the folder above `folder`, or in one below it, that knows a deck which `lock` does not.

    With it a finding QK401: an error where the deck is gone from there, so that it has left its lock
    behind; a warning where it is still there, so that this one is a copy.
    """
    if deck_id in lock.decks:
        return None
    for path in _neighbours(folder.resolve()):
        found = read(path)
        if isinstance(found, Lock) and deck_id in found.decks:
            copied = _is_there(deck_id, path.parent)
            return found, _copied(deck_id, path) if copied else _moved(deck_id, path)
    return None


def _moved(deck_id: str, path: Path) -> Finding:
    message = f"`{path}` knows the deck `{deck_id}`, but the {NAME} beside the deck does not"
    hint = (
        "if you moved the deck, build once with --recover, which takes over what students have of it; "
        "if this is another deck, give it another id"
    )
    return Finding("QK401", message, ("deck",), hint=hint)


def _copied(deck_id: str, path: Path) -> Finding:
    message = f"the deck `{deck_id}` is published from `{path.parent}` as well"
    hint = "give out one of the two only, or give this one another id: to Anki they are the same deck"
    return Finding("QK401", message, ("deck",), Severity.WARNING, hint=hint)


def _neighbours(folder: Path) -> list[Path]:
    """The locks above and below, not those of the folders beside: that may be anybody's."""
    try:
        below = sorted(islice(folder.glob(f"*/{NAME}"), 100))
    except OSError:
        below = []
    above = folder.parent / NAME
    return [path for path in (above, *below) if folder != folder.parent and path.is_file()]


def another_id(lock: Lock, deck_id: str, questions: Collection[str], folder: Path) -> Finding | None:
    """A warning QK402 where a deck new to `lock` looks like one of its decks under another id.

    That is: it has most of that deck's questions, and no file in `folder` is that deck any more.
    """
    if deck_id in lock.decks:
        return None
    for other, published in sorted(lock.decks.items()):
        had = {id for (id, _), entry in published.notes.items() if not entry.retired}
        same = len(had.intersection(questions))
        if same * 2 > max(len(had), len(questions)) and not _is_there(other, folder):
            message = f"the deck `{other}` is gone; is it now called `{deck_id}`?"
            hint = f"write `deck: {other}` again: to Anki another id is another deck, and students would start anew"
            return Finding("QK402", message, ("deck",), Severity.WARNING, hint=hint)
    return None


def _is_there(deck_id: str, folder: Path) -> bool:
    header = re.compile(rf"""\bdeck["']?\s*:\s*["']?{re.escape(deck_id)}["']?\s*(?:[,#}}]|$)""", re.MULTILINE)
    for path in sorted([*folder.glob("*.y*ml"), *folder.glob("*.Y*ML")]):
        try:
            if header.search(path.read_text(encoding="utf-8-sig", errors="replace")):
                return True
        except OSError:
            continue
    return False


def would_change(old: Lock, new: Lock) -> Finding | None:
    """An error QK406 that says what a build would change in the lock; None where it is up to date."""
    if old == new:
        return None
    decks = {
        id: changes
        for id, deck in sorted(new.decks.items())
        if (changes := _changes(old.decks.get(id, Published("")), deck))
    }
    parts = [
        f"`{id}` {', '.join(found)}" if len(decks) > 1 else "; ".join(found) for id, found in decks.items()
    ]
    types = [name for name, known in new.note_types.items() if old.note_types.get(name) != known]
    parts += [f"{len(types)} note type{'s' if len(types) > 1 else ''}"] if types else []
    message = f"{NAME} is not up to date: {'; '.join(parts) or 'the name of a deck'}"
    return Finding("QK406", message, hint=f"build without --locked and commit {NAME}")


def _changes(before: Published, deck: Published) -> list[str]:
    """What is new, changed, retired and renamed in a deck, counted."""
    old, new = before.notes, deck.notes
    changed = [key for key in new if key in old and new[key] != old[key]]
    gone = sorted(key for key in changed if new[key].retired and not old[key].retired)
    found = {
        "new": [key for key in new if key not in old],
        "changed": [key for key in changed if key not in gone],
        "retired": gone,
        "renamed": [key for key in old if key not in new],
    }
    return [_counted(keys, what) for what, keys in found.items() if keys]


def _counted(keys: list[Key], what: str) -> str:
    ids = sorted({id for id, _ in keys})
    listed = ", ".join(f"`{id}`" for id in ids[:3]) + (", …" if len(ids) > 3 else "")
    return f"{len(ids)} {what} ({listed})"
