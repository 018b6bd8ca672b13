"""Decks that were read → everything that is to be said of them: pictures, markup, rules, excuses."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path

from quizkit import files, media, readers, rules, settings
from quizkit.diagnostics import Diagnostic, Edit, Finding, Severity
from quizkit.media import Medium
from quizkit.memory import no_garbage_collection
from quizkit.model.deck import Deck
from quizkit.readers import Loaded
from quizkit.readers.places import Places
from quizkit.rules import ignores
from quizkit.rules.view import View

EXCUSABLE = ("QK110", "QK125", "QK131", "QK133", "QK134", "QK135")
"""Warnings of the model and of the markup, which `ignore:` may excuse like those of rules."""


@dataclass(slots=True)
class Look:
    """One deck that was read, and what was found in it. `compared`: with the deck that it translates."""

    loaded: Loaded
    media: Mapping[str, Medium] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    view: View | None = None
    compared: bool = False
    plan: rules.Plan = field(default_factory=rules.Plan)
    diagnostics: list[Diagnostic] = field(default_factory=list)
    texts: dict[str, str] = field(default_factory=dict)
    repairs: tuple[tuple[Places, Edit], ...] = ()

    @property
    def deck(self) -> Deck | None:
        return self.loaded.deck


def look(loaded: Sequence[Loaded], *, lint: bool, everything: bool, today: date | None = None) -> list[Look]:
    """Everything there is to say of each deck, in the order of `loaded`. See `pipeline.check`.

    `today` is the date by which facts age; without it, that of SOURCE_DATE_EPOCH or of the clock.
    """
    with no_garbage_collection():
        return _look(loaded, today or _today(), lint=lint, everything=everything)


def _look(loaded: Sequence[Loaded], day: date, *, lint: bool, everything: bool) -> list[Look]:
    found = [Look(item, texts=dict(item.texts)) for item in loaded]
    known: dict[Path, settings.Settings] = {}
    for item in found:
        if item.deck is not None:
            _configure(item, known, day, lint=lint, everything=everything)
            _examine(item, item.deck)
    _compare(found)
    for item in found:
        _conclude(item, lint=lint)
    return found


def _configure(
    item: Look, known: dict[Path, settings.Settings], day: date, *, lint: bool, everything: bool
) -> None:
    """Which rules run for this deck, as the settings nearest to it say; their mistakes are said once."""
    folder = item.loaded.folder
    if folder not in known:
        known[folder] = fresh = settings.read(folder)
        if not any(other is not fresh and other.path == fresh.path for other in known.values()):
            item.diagnostics += fresh.diagnostics
            if fresh.path is not None:
                item.texts[str(fresh.path)] = fresh.text
    here = known[folder]
    item.plan = rules.plan(here.levels, here.limits, day, everything=everything, errors_only=not lint)


def _examine(item: Look, deck: Deck) -> None:
    item.media, problems = media.collect(deck, item.loaded.folder)
    item.view = View(deck) if item.plan.rules else None
    item.findings += [*item.loaded.findings, *problems, *rules.check(deck, item.view)]
    if item.view is not None:
        broken = {found.loc[:2] for found in item.findings if found.severity is Severity.ERROR}
        found = rules.lint(item.view, item.plan)
        item.findings += (
            each for each in found if each.loc[:2] not in broken
        )  # first the mistake, then the style


def _compare(found: Sequence[Look]) -> None:
    """Translations with their originals: those that are checked too, or lie in the same folder."""
    views = {files.folded(item.view.deck.deck): item.view for item in found if item.view is not None}
    for item in found:
        wanted = item.view.deck.translation_of if item.view is not None else None
        if wanted is None or item.view is None or not any(rule.pair for rule, _ in item.plan.rules):
            continue
        name = files.folded(wanted)
        if name not in views and (deck := readers.neighbour(item.loaded.folder, wanted)) is not None:
            views[name] = View(deck)
        if name in views and views[name] is not item.view:
            item.compared = True
            item.findings += rules.translation(views[name], item.view, item.plan)


def _conclude(item: Look, *, lint: bool) -> None:
    """Takes out what the deck excuses, adds idle excuses, and looks up the places."""
    if item.deck is None:
        item.diagnostics += item.loaded.diagnostics
        return
    excuses = ignores.written(item.deck)
    sifted = ignores.sift(item.findings, excuses)
    findings = list(sifted.kept)
    if lint:
        running = {rule.code for rule, _ in item.plan.rules if rule.pair is None or item.compared} | {
            *EXCUSABLE
        }
        known = sorted({*(rule.code for rule in rules.RULES), *EXCUSABLE})
        findings += ignores.idle(excuses, sifted, running, known)
    places = item.loaded.places
    item.diagnostics += [*item.loaded.diagnostics, *places.diagnose_all(findings)]
    item.repairs = tuple(_repairs(findings, places))


def _repairs(findings: Iterable[Finding], places: Places) -> list[tuple[Places, Edit]]:
    return [
        (places, edit)
        for found in findings
        if found.severity is not Severity.ERROR or found.code.startswith("QK2")
        for edit in found.fix
        if places.files
    ]


def _today() -> date:
    """SOURCE_DATE_EPOCH where it is set, so that a check can be repeated."""
    fixed = os.environ.get("SOURCE_DATE_EPOCH", "")
    if fixed.isdecimal() and len(fixed) < 12:
        return datetime.fromtimestamp(int(fixed), UTC).date()
    return datetime.now().astimezone().date()
