"""The public functions: load, check, build. Re-exported by `quizkit`."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from quizkit import readers
from quizkit.diagnostics import DeckError, Diagnostic
from quizkit.losses import Unsupported
from quizkit.model.deck import Deck
from quizkit.pipeline import Built, Check, Request
from quizkit.pipeline import build as build_checked
from quizkit.pipeline import check as check_all
from quizkit.targets.base import Options, Paper

Source = Deck | str | Path


def load(path: str | Path) -> Deck:
    """The deck in a file, or in a folder with a deck.yaml.

    Raises `DeckError`, with all diagnostics, where it has errors. Warnings do not raise; see `check`.
    """
    loaded = readers.read(Path(path), str(path))
    if loaded.deck is None or not loaded.ok:
        raise DeckError(loaded.diagnostics)
    return loaded.deck


def check(*sources: Source, folder: str | Path = ".") -> tuple[Diagnostic, ...]:
    """What is wrong with decks: files, folders of decks, or `Deck` objects. Empty for nothing.

    `folder` is where the pictures of `Deck` objects lie.
    """
    return _checked(sources, Path(folder)).diagnostics


def build(
    *sources: Source,
    targets: str | Iterable[str] = ("anki", "pdf"),
    out: str | Path = "build",
    folder: str | Path = ".",
    versions: int | None = None,
    seed: str = "",
    paper: Paper = "a4",
    large_print: bool = False,
    unsupported: Unsupported = "error",
    fonts: str | Path | Iterable[str | Path] = (),
    locked: bool = False,
    touch: bool = False,
    recover: bool = False,
) -> Built:
    """Writes decks for `targets` into the folder `out` and says what was written.

    `sources` are files, folders of decks, or `Deck` objects, whose pictures and quizkit.lock are in
    `folder`. `versions` (1 to 26) overrides what worksheets declare, `seed` chooses picks and orders,
    `fonts` are folders; `unsupported="skip"` leaves out, with a warning, the questions that a target
    cannot hold. Raises `DeckError` where anything is wrong, with all diagnostics; then nothing was
    written. Raises `ValueError` for arguments out of range.
    """
    if versions is not None and not 1 <= versions <= 26:
        raise ValueError("versions is from 1 to 26")
    if paper not in ("a4", "letter"):
        raise ValueError("paper is 'a4' or 'letter'")
    if not Path(folder).is_dir():
        raise ValueError(f"there is no folder {folder}")
    folders = tuple(Path(item) for item in ([fonts] if isinstance(fonts, str | Path) else fonts))
    if lacking := [item for item in folders if not item.is_dir()]:
        raise ValueError(f"there is no folder {lacking[0]} with fonts")
    if unsupported not in ("error", "skip"):
        raise ValueError("unsupported is 'error' or 'skip'")
    names = (targets,) if isinstance(targets, str) else tuple(targets)
    if not names:
        raise ValueError("targets names nothing")
    options = Options(versions, seed, paper, large_print, folders)
    request = Request(names, Path(out), options, unsupported, locked, touch, recover)
    built = build_checked(_checked(sources, Path(folder)), request)
    if not built.ok:
        raise DeckError(built.diagnostics)
    return built


def _checked(sources: Iterable[Source], folder: Path) -> Check:
    return check_all([item if isinstance(item, Deck) else Path(item) for item in sources], folder)
