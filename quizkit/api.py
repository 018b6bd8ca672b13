"""The public functions: load, check, build. Re-exported by `quizkit`."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from quizkit import readers
from quizkit.diagnostics import DeckError, Diagnostic
from quizkit.model.deck import Deck
from quizkit.pipeline import Built, Check, Request, check_deck, check_paths
from quizkit.pipeline import build as build_checked
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
    targets: Iterable[str] = ("anki", "pdf"),
    out: str | Path = "build",
    folder: str | Path = ".",
    versions: int | None = None,
    seed: str = "",
    paper: Paper = "a4",
    large_print: bool = False,
    fonts: Iterable[str | Path] = (),
    locked: bool = False,
    touch: bool = False,
    recover: bool = False,
) -> Built:
    """Writes decks for `targets` into the folder `out` and says what was written.

    `sources` are files, folders of decks, or `Deck` objects, whose pictures and quizkit.lock are in
    `folder`. `versions` (1 to 26) overrides what worksheets declare, `seed` chooses picks and orders.
    Raises `DeckError` where anything is wrong, with all diagnostics; then nothing was written. Raises
    `ValueError` for arguments out of range.
    """
    if versions is not None and not 1 <= versions <= 26:
        raise ValueError("versions is from 1 to 26")
    if paper not in ("a4", "letter"):
        raise ValueError("paper is 'a4' or 'letter'")
    options = Options(versions, seed, paper, large_print, tuple(Path(item) for item in fonts))
    request = Request(tuple(targets), Path(out), options, locked, touch, recover)
    built = build_checked(_checked(sources, Path(folder)), request)
    if not built.ok:
        raise DeckError(built.diagnostics)
    return built


def _checked(sources: Iterable[Source], folder: Path) -> Check:
    checks = [
        check_deck(item, folder) if isinstance(item, Deck) else check_paths([Path(item)]) for item in sources
    ]
    return Check(
        tuple(deck for item in checks for deck in item.decks),
        tuple(found for item in checks for found in item.diagnostics),
        {path: text for item in checks for path, text in item.texts.items()},
    )
