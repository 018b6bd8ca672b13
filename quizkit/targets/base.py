"""What a target is: the one seam between the model and the formats."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, Literal, Protocol

from quizkit.diagnostics import Finding, Loc
from quizkit.media import Medium
from quizkit.model.deck import Deck

Paper = Literal["a4", "letter"]


@dataclass(frozen=True, slots=True)
class Options:
    """What the user asked of the targets. `versions` None: as each worksheet declares.

    `font_paths` are folders with fonts for characters that the embedded ones lack.
    """

    versions: int | None = None
    seed: str = ""
    paper: Paper = "a4"
    large_print: bool = False
    font_paths: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True)
class Stamp:
    """What the lock says of one published note: its guid and its modification time in seconds."""

    guid: str
    modified: int


@dataclass(frozen=True, slots=True)
class Job:
    """One deck to be written. `media` holds every file the deck names, already checked.

    `stamps` has the published identity of each question by question id, and `note_types` the
    modification time of each note type by name; both come from the lock (see quizkit.lock), as
    does `anki_deck_name`: Anki knows decks by name alone, so a published one keeps it.
    `progress` is called with the number of questions done since the last call.
    """

    deck: Deck
    options: Options = field(default_factory=Options)
    media: Mapping[str, Medium] = field(default_factory=dict)
    stamps: Mapping[str, Stamp] = field(default_factory=dict)
    note_types: Mapping[str, int] = field(default_factory=dict)
    anki_deck_name: str | None = None
    progress: Callable[[int], None] = lambda _done: None


@dataclass(frozen=True, slots=True)
class OutputFile:
    """A file to be written: its name in the output folder, and what writes its bytes.

    `write` is called once, with a file open for writing at position 0; the caller makes it
    appear whole or not at all. `about` is a word for the summary (“40 notes, 55 cards”).
    `shared`: several targets write this file with the same bytes, and once is enough.
    """

    name: str
    write: Callable[[BinaryIO], None]
    about: str = ""
    shared: bool = False


def counted(number: int, noun: str) -> str:
    """How much a file holds, for `about`: “1 question”, “2,000 questions”."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def write_ready(content: bytes, stream: BinaryIO) -> None:
    """For `write`, by `functools.partial`: bytes that are made already."""
    stream.write(content)


@dataclass(frozen=True, slots=True)
class Loss:
    """What a target could not write as it stands in the deck.

    `kind`: `refused`: the question at `loc` is not in the files at all, `what` says why; `lowered`:
    it is written as another type, `to`, and `what` says what differs; `lost`: a part of it is left
    out or shown more simply, `what` names the part in the plural (“hints”, “feedback on options”).
    `loc` starts with `("questions", index)`, or is another place of the deck.

    Whether a refusal is an error is for the user to say (`--unsupported`), so a target never asks.
    """

    kind: Literal["refused", "lowered", "lost"]
    loc: Loc
    what: str
    to: str = ""


@dataclass(frozen=True, slots=True)
class Output:
    """What a target makes of a deck: files, what they do not hold, and what else is wrong (QK5xx).

    The files are whole without the questions that were refused.
    """

    files: tuple[OutputFile, ...]
    findings: tuple[Finding, ...] = ()
    losses: tuple[Loss, ...] = ()


class Unsupported(Exception):
    """Raised inside a target where a question cannot be expressed at all; becomes a `Loss`."""

    def __init__(self, message: str, loc: Loc = ()) -> None:
        self.loc = loc
        super().__init__(message)


class Target(Protocol):
    """A module that satisfies this stands in `quizkit.targets.TARGETS`."""

    @property
    def NAME(self) -> str:  # noqa: N802 - a constant of the module
        """The name after `--target`."""
        ...

    @property
    def SUMMARY(self) -> str:  # noqa: N802
        """One line for the documentation."""
        ...

    def compile(self, job: Job) -> Output:
        """Turns the deck into files. Pure: no printing, no writing outside of `OutputFile.write`."""
        ...
