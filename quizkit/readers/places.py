"""From a place in a deck to a line in a file. Computed on demand: a clean build never needs it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from quizkit.diagnostics import Diagnostic, Finding, Loc, Severity, Span
from quizkit.lines import Lines
from quizkit.readers.events import Broken, Mark, Place, parse


@dataclass(slots=True)
class File:
    """One source file of a deck. Its positions are read in a second pass, once, when first asked for."""

    path: str
    text: str
    starts: Sequence[int] = ()
    """Where each question begins in `text`, where the reader knows it."""
    _root: Place | None = None
    _parsed: bool = False
    _part: Place | None = None
    _known: int = 0
    """How many questions `_part` holds, the places of a file's first part."""
    _lines: Lines | None = None
    _ends: list[int] | None = None
    """Where each line ends."""
    _alone: dict[int, tuple[Place, int] | None] = field(default_factory=dict)
    """Questions that were looked at alone."""

    @property
    def lines(self) -> Lines:
        if self._lines is None:
            self._lines = Lines(self.text)
        return self._lines

    @property
    def root(self) -> Place | None:
        if not self._parsed:
            self._parsed = True
            try:
                self._root = parse(self.text, places=True).place
            except Broken:
                self._root = None
        return self._root

    def locate(self, loc: Loc) -> tuple[Place | None, Loc, int]:
        """The place of `loc` or of a block around it, what is left of `loc` there, and how many lines are above it.

        A question is read alone where that is possible: a few findings in a bank of thousands cost little.
        """
        index = loc[1] if loc[:1] == ("questions",) and len(loc) > 1 else None
        if not self._parsed and isinstance(index, int) and index < len(self.starts):
            if index not in self._alone:
                self._alone[index] = self._question(self.starts[index])
            if (found := self._alone[index]) is not None:
                return found[0], loc[2:], found[1]
        return self.root_for(loc), loc, 0

    def _question(self, start: int) -> tuple[Place, int] | None:
        """The places of the block that starts there, read by itself; None where it does not stand by itself."""
        if self._ends is None:
            self._ends = [found.start() for found in re.finditer("\n", self.text)]
        above = bisect_left(self._ends, start)
        column = start - (self._ends[above - 1] + 1 if above else 0)
        # It ends before the first line that stands further left; remarks may stand anywhere.
        end = re.compile(rf"\n {{0,{max(column - 1, 0)}}}[^ \n#]").search(self.text, start)
        try:
            tree = parse(
                " " * column + self.text[start : end.start() if end else len(self.text)], places=True
            )
        except Broken:
            return None
        return (tree.place, above) if tree.place is not None and isinstance(tree.value, dict) else None

    def root_for(self, loc: Loc) -> Place | None:
        """The places of the file as far as `loc` needs them: a finding on an early question is cheap."""
        if self._parsed:
            return self._root
        index = loc[1] if loc[:1] == ("questions",) and len(loc) > 1 else None
        if not isinstance(index, int):
            if (
                self.starts and not self._known
            ):  # what stands above the questions is read with the first of them
                self._part, self._known = self._first(0), 1
            known = self._part.children if self._part is not None else None
            return self._part if loc and isinstance(known, dict) and loc[0] in known else self.root
        if not self._known:
            self._part, self._known = self._first(index), index + 1
        return self._part if index < self._known else self.root  # a second look ahead reads all

    def _first(self, index: int) -> Place | None:
        try:
            return parse(self.text, places=True, upto=("questions", index)).place
        except Broken:
            return None


@dataclass(frozen=True, slots=True)
class Places:
    """All files of a deck and which items of its lists came from which.

    `files[0]` holds the header. `offsets` has, for each list that is spread over files, the
    first index of each file's share and the file.
    """

    files: tuple[File, ...] = ()
    offsets: Mapping[str, tuple[tuple[int, int], ...]] = field(default_factory=dict)

    def span(self, loc: Loc, *, on_key: bool = False) -> Span | None:
        """Where `loc` stands; the closest place around it where it has none of its own."""
        if not self.files:
            return None
        file, loc = self._file(loc)
        place, loc, above = file.locate(loc)
        if place is None:
            return Span(file.path)
        depth = 0
        for part in loc:
            child = _child(place, part)
            if child is None:
                break
            place, depth = child, depth + 1
        # A missing or unknown child points at the key of the block that lacks it, or its first line.
        # So does an empty value; an empty entry of a list points at its dash.
        empty = place.end == place.start[1]
        lacks = depth < len(loc) and isinstance(place.children, dict)
        at_key = place.key is not None and (on_key or lacks or empty)
        start, end = place.key if at_key and place.key is not None else (place.start, place.end)
        start = (start[0] + above, start[1])
        if end == 0 and not at_key:
            end = self._end_of_line(file, start)
        elif empty and not at_key:
            start, end = _dash(file, start), 0
        return Span(file.path, start[0], start[1], end or start[1] + 1)

    def origin(self, loc: Loc) -> tuple[File, Loc]:
        """The file that has `loc`, and the place there: lists count from 0 in each file of a folder."""
        return self._file(loc)

    def _file(self, loc: Loc) -> tuple[File, Loc]:
        shares = self.offsets.get(str(loc[0])) if loc else None
        if not shares or len(loc) < 2 or not isinstance(loc[1], int):
            return self.files[0], loc
        first, number = shares[bisect_right(shares, (loc[1], len(self.files))) - 1]
        return self.files[number], (loc[0], loc[1] - first, *loc[2:])

    @staticmethod
    def _end_of_line(file: File, start: Mark) -> int:
        return max(len(file.lines[start[0]].rstrip()) + 1, start[1] + 1)

    def written(self, loc: Loc) -> bool:
        """Whether the file has anything at `loc`, be it a key without a value."""
        if not self.files:
            return False
        file, loc = self._file(loc)
        place = file.root
        for part in loc:
            place = _child(place, part) if place is not None else None
        return place is not None

    def rest_of_line(self, loc: Loc) -> str:
        """What stands behind the key of `loc` in its line."""
        span, (file, _) = self.span(loc, on_key=True), self._file(loc)
        return file.lines[span.line][span.end_column - 1 :] if span is not None else ""

    def diagnose(self, found: Finding) -> Diagnostic:
        """The finding with its place looked up."""
        related = tuple(
            (span, remark) for loc, remark in found.related if (span := self.span(loc)) is not None
        )
        span = self.span(found.loc, on_key=found.on_key)
        fixable = bool(found.fix) and bool(self.files)
        return Diagnostic(
            found.code, found.message, span, found.severity, found.label, found.hint, related, fixable
        )

    def diagnose_all(self, found: Iterable[Finding]) -> list[Diagnostic]:
        """`diagnose` for many, sorted by file and line as people read."""
        found = list(found)
        if not all(file.starts for file in self.files):
            for item in sorted(found, key=_question, reverse=True)[: len(self.files)]:
                self.span(item.loc)  # the last one first: the places before it are read on the way
        return in_order(map(self.diagnose, found), [file.path for file in self.files])


def _question(found: Finding) -> int:
    """The position of the question that a finding is about; -1 for any other."""
    index = found.loc[1] if found.loc[:1] == ("questions",) and len(found.loc) > 1 else None
    return index if isinstance(index, int) else -1


def in_order(found: Iterable[Diagnostic], paths: Iterable[str]) -> list[Diagnostic]:
    """`found` sorted by file, as in `paths`, and by line as people read."""
    order = {path: index for index, path in enumerate(paths)}
    return sorted(found, key=lambda item: _key(item, order))


def _key(item: Diagnostic, order: Mapping[str, int]) -> tuple[int, int, int, bool]:
    span = item.span or Span("")
    return order.get(span.path, -1), span.line, span.column, item.severity is not Severity.ERROR


def _dash(file: File, start: Mark) -> Mark:
    before = file.lines[start[0]][: start[1] - 1].rstrip()
    return (start[0], len(before)) if before.endswith("-") else start


def _child(place: Place, part: str | int) -> Place | None:
    """The place of a part; a shorthand stands for what it abbreviates (`[a, b]` for left and right)."""
    children = place.children
    if isinstance(children, list) and isinstance(part, str):
        side = {"left": 0, "right": 1}.get(part)
        return place if side is None else children[side] if side < len(children) else None
    if isinstance(children, dict):
        if part in children:
            return children[str(part)]
        entries = list(children.values())
        return entries[part] if isinstance(part, int) and part < len(entries) else None
    if isinstance(children, list) and isinstance(part, int) and part < len(children):
        return children[part]
    return None
