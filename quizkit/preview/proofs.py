"""A deck's papers as pictures of their pages: the sources of the PDF, typeset by the same engine."""

from __future__ import annotations

import os
from collections import OrderedDict
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from dataclasses import dataclass
from queue import SimpleQueue
from threading import Lock, Thread

from quizkit.model.deck import Deck
from quizkit.papers.sheets import Sheet, sheets
from quizkit.preview.desk import Desk, Proof, made
from quizkit.preview.state import View
from quizkit.targets.lower import askable

_DESKS = 3
"""Decks whose papers are kept at hand; each may take some hundred megabytes for a thousand questions."""


@dataclass(frozen=True, slots=True)
class Plan:
    """The sheets of a deck by their file's name. `deck` is it without what paper cannot ask."""

    deck: Deck
    sheets: Mapping[str, Sheet]
    refused: Mapping[str, str]
    """Question id → why paper cannot ask it."""


def plan(deck: Deck) -> Plan:
    """Which sheets the deck becomes with the options that `quizkit build` starts with."""
    asked, losses = askable(deck)
    planned, _ = sheets(asked, None, "", ".pdf")
    refused = {deck.questions[loss.loc[1]].id: loss.what for loss in losses if isinstance(loss.loc[1], int)}
    return Plan(asked, {sheet.name: sheet for sheet in planned if sheet.raw is None}, refused)


Work = Callable[[], Proof | None]


class _Bench:
    """Sets sheets one after another, each deck's at a desk of its own, and keeps the latest of each.

    In one thread of its own: memory that Typst frees in the thread of one request is of little use in
    that of the next (913 MiB instead of 800 for 1,000 questions). A daemon's, so that nobody who ends
    the preview has to wait for a page.
    """

    def __init__(self) -> None:
        self.desks: OrderedDict[str, Desk] = OrderedDict()
        self._proofs: OrderedDict[tuple[str, int, str], Proof] = OrderedDict()
        self._turns: SimpleQueue[tuple[Work, Future[Proof | None]] | None] = SimpleQueue()
        Thread(target=self._follow, name="preview-bench", daemon=True).start()

    def close(self) -> None:
        """Removes the folders, and ends the thread after what has been asked for."""
        self._turns.put(None)
        for desk in list(self.desks.values()):
            desk.close()

    def get(self, token: str) -> Proof | None:
        """A proof by its token, as long as it is kept."""
        return next((proof for proof in list(self._proofs.values()) if proof.token == token), None)

    def turn(self, work: Work) -> Proof | None:
        """What `work` gives in the bench's thread, when its turn comes. Raises what it raises."""
        done: Future[Proof | None] = Future()
        self._turns.put((work, done))
        return done.result()

    def _follow(self) -> None:
        while order := self._turns.get():
            work, done = order
            try:
                done.set_result(work())
            except Exception as error:  # whoever asked is told
                done.set_exception(error)
            del order, work, done  # or they would be kept until the next turn

    def make(self, view: View, planned: Plan, sheet: Sheet) -> Proof:
        """The sheet; to be called in the bench's thread."""
        assert view.deck is not None
        known = (view.key, view.edition, sheet.name)
        if known not in self._proofs:
            desk = self._desk(view.key, planned.deck.lang)
            self._proofs[known] = made(desk, view.deck, planned.deck, sheet)
            self._forget(view.key, sheet.name)
        self._proofs.move_to_end(known)
        return self._proofs[known]

    def _forget(self, key: str, name: str) -> None:
        """Drops what nobody looks at any more. A browser may still ask for pages of the edition before."""
        of_sheet = [known for known in self._proofs if (known[0], known[2]) == (key, name)]
        for known in of_sheet[:-2]:
            del self._proofs[known]
        while len(self._proofs) > 2 * _DESKS:
            self._proofs.popitem(last=False)

    def _desk(self, key: str, lang: str) -> Desk:
        desk = self.desks.pop(key, None)
        if desk is not None and desk.lang != lang:
            desk.close()
            desk = None
        self.desks[key] = desk or Desk(lang)
        while len(self.desks) > _DESKS:
            self.desks.popitem(last=False)[1].close()
        return self.desks[key]


class Proofs:
    """Sets sheets for as many browsers as ask; a key at the same time as its worksheet.

    Safe to call from several threads; a second call for the same sheet waits and takes the first's.
    """

    def __init__(self) -> None:
        self._papers = _Bench()
        alone = (os.cpu_count() or 1) == 1  # then a key would only make its worksheet wait
        self._keys = self._papers if alone else _Bench()
        self._plans_lock = Lock()
        self._plans: OrderedDict[tuple[str, int], Plan] = OrderedDict()

    def close(self) -> None:
        """Removes the folders."""
        self._papers.close()
        self._keys.close()

    def plan(self, view: View) -> Plan | None:
        """The sheets of a view's deck; None where it has none."""
        if view.deck is None:
            return None
        known = (view.key, view.edition)
        planned = self._plans.get(known)
        if planned is None:
            planned = plan(view.deck.deck)  # two threads may both do it, and get the same
            with self._plans_lock:
                self._plans[known] = planned
                while len(self._plans) > 2 * _DESKS:
                    self._plans.popitem(last=False)
        return planned

    def get(self, token: str) -> Proof | None:
        """A proof by its token, as long as it is kept."""
        return (self._papers.get(token) or self._keys.get(token)) if token else None

    def make(self, latest: Callable[[], View | None], name: str) -> Proof | None:
        """The sheet `name` of the view that is the latest one when its turn comes; None for no such sheet."""
        now = self._sheet(latest(), name)
        if now is None:
            return None
        bench = self._keys if now[2].kind == "key" else self._papers

        def work() -> Proof | None:
            now = self._sheet(latest(), name)
            return bench.make(*now) if now else None

        return bench.turn(work)

    def _sheet(self, view: View | None, name: str) -> tuple[View, Plan, Sheet] | None:
        planned = self.plan(view) if view else None
        sheet = planned.sheets.get(name) if planned else None
        return (view, planned, sheet) if view and planned and sheet else None
