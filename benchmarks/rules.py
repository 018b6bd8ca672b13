"""Measures the rules on the labelled set: `python benchmarks/rules.py [dev|held-out] [--cases CODE]`.

The set is in tests/labelled: decks, and beside each a file that says which flaws each item has. An item
counts as found where a rule flags it and the label has the rule's code. Dates are compared with TODAY.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from quizkit import linting, readers, rules
from quizkit.diagnostics import Finding
from quizkit.model.deck import Deck

LABELLED = Path(__file__).parent.parent / "tests" / "labelled"
SETS = ("dev", "held-out")
TODAY = date(2026, 11, 24)

Flaw = tuple[str, str, str]
"""A deck's file, an item in it, a code."""


@dataclass(slots=True)
class Measured:
    """What is flawed by the labels, and what the rules flag. `items` counts all that have a label."""

    labelled: set[Flaw] = field(default_factory=set)
    flagged: set[Flaw] = field(default_factory=set)
    items: int = 0
    flawed: int = 0

    def counts(self, code: str) -> tuple[int, int, int]:
        """Of one rule: how many flaws it finds, how many findings are none, how many flaws it misses."""
        labelled = {flaw for flaw in self.labelled if flaw[2] == code}
        flagged = {flaw for flaw in self.flagged if flaw[2] == code}
        return len(labelled & flagged), len(flagged - labelled), len(labelled - flagged)

    def __add__(self, other: Measured) -> Measured:
        return Measured(
            self.labelled | other.labelled,
            self.flagged | other.flagged,
            self.items + other.items,
            self.flawed + other.flawed,
        )


def labels(path: Path) -> dict[str, tuple[str, ...]]:
    """The labels beside a deck: item → codes, in the order of the file."""
    text = path.with_suffix(".labels").read_text(encoding="utf-8")
    lines = (line.split("#")[0].split() for line in text.splitlines())
    rows = [line for line in lines if line]
    found = {row[0]: tuple(row[1:]) for row in rows}
    if len(found) != len(rows):
        twice = [item for item, count in Counter(row[0] for row in rows).items() if count > 1]
        raise ValueError(f"{path.name}: labelled twice: {twice}")
    return found


def measure(name: str) -> Measured:
    """Runs all rules over one half of the set. Raises `ValueError` for a deck or label that does not fit."""
    result = Measured()
    paths = sorted((LABELLED / name).glob("*.yaml"))
    for look in linting.look([readers.read(path) for path in paths], lint=True, everything=True, today=TODAY):
        path = Path(look.loaded.path)
        if look.deck is None:
            raise ValueError(f"{path}: {look.diagnostics[0]}")
        known = labels(path)
        _all_known(path, look.deck, known)
        result.items += len(known)
        result.flawed += sum(bool(codes) for codes in known.values())
        shown = f"{name}/{path.name}"
        result.labelled |= {(shown, item, code) for item, codes in known.items() for code in codes}
        flags = (found for found in look.findings if rules.find(found.code))
        result.flagged |= {(shown, _item(look.deck, found), found.code) for found in flags}
    return result


def _all_known(path: Path, deck: Deck, known: dict[str, tuple[str, ...]]) -> None:
    ids = {question.id for question in deck.questions}
    if missing := ids - known.keys():
        raise ValueError(f"{path.name}: without a label: {sorted(missing)}")
    named = {*ids, "deck", *(f"fact:{fact.id}" for fact in deck.facts)}
    named |= {f"passage:{passage.id}" for passage in deck.passages}
    if unknown := known.keys() - named:
        raise ValueError(f"{path.name}: a label for nothing: {sorted(unknown)}")


def _item(deck: Deck, found: Finding) -> str:
    """The item that a finding is about, as labels name it."""
    match found.loc[:2]:
        case ("questions", int(index)):
            return deck.questions[index].id
        case ("facts", int(index)):
            return f"fact:{deck.facts[index].id}"
        case ("passages", int(index)):
            return f"passage:{deck.passages[index].id}"
        case _:
            return "deck"


def table(halves: dict[str, Measured]) -> Iterator[str]:
    """Precision and recall of every rule, on all and on the half that no rule's author has seen."""
    whole = sum(halves.values(), Measured())
    yield "| Rule | | Flawed | Found | False alarms | Precision | Recall | Held out: precision | recall |"
    yield "|:--|:--|--:|--:|--:|--:|--:|--:|--:|"
    for rule in rules.RULES:
        hit, false, missed = whole.counts(rule.code)
        cells = [rule.code, rule.name, str(hit + missed), str(hit), str(false)]
        cells += _ratios(hit, false, missed)
        cells += _ratios(*halves["held-out"].counts(rule.code)) if "held-out" in halves else []
        yield f"| {' | '.join(cells)} |"


def _ratios(hit: int, false: int, missed: int) -> list[str]:
    return [f"{hit / n:.2f}" if (n := hit + other) else "–" for other in (false, missed)]


def cases(measured: Measured, code: str) -> Iterator[str]:
    """Where a rule and the labels disagree."""
    for word, flaws in (
        ("false alarm", measured.flagged - measured.labelled),
        ("missed", measured.labelled - measured.flagged),
    ):
        yield from (f"{word}: {path} {item}" for path, item, found in sorted(flaws) if found == code)


def main() -> None:
    """Prints the table, or the disagreements about one rule."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n")[0])
    parser.add_argument("half", nargs="?", choices=SETS, help="one half of the set; without it, both")
    parser.add_argument("--cases", metavar="CODE", help="list where this rule and the labels disagree")
    chosen = parser.parse_args()
    halves = {name: measure(name) for name in SETS if chosen.half in (None, name)}
    whole = sum(halves.values(), Measured())
    if chosen.cases:
        print(*cases(whole, chosen.cases), sep="\n")
        return
    print(f"{whole.items} items, {whole.flawed} of them flawed", "", *table(halves), sep="\n")


if __name__ == "__main__":
    main()
