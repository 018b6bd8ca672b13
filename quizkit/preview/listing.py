"""A picture of the decks as the data of the page: plain values, every text spelled so that it only shows."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from quizkit.diagnostics import Diagnostic, Severity, Span
from quizkit.lines import Lines
from quizkit.markup import plain
from quizkit.model.questions import Question
from quizkit.papers.sheets import Sheet
from quizkit.preview import cards
from quizkit.preview.desk import Proof
from quizkit.preview.proofs import Plan
from quizkit.preview.state import Snapshot, View
from quizkit.report.text import safe
from quizkit.words import right_to_left

Data = dict[str, Any]

_PROMPT = 160
"""Characters of a question in the list."""

_AROUND = 2
"""Lines before and after the place of a finding."""

_WIDTH = 240
_ID = re.compile(r"^\s*(?:-\s+)?id:\s*[\"']?([^\"'#\s]+)")
_FINDINGS = 500
"""The most findings that a page is sent."""


def overview(now: Snapshot, key: str, planned: Plan | None, trouble: str) -> Data:
    """Everything that the page lists: the decks, and of the deck `key` its questions and findings."""
    view = now.views.get(key)
    lines = {path: Lines(text) for path, text in now.texts.items()}
    return {
        "version": now.version,
        "trouble": safe(trouble),
        "decks": [_deck(item) for item in now.views.values()],
        "general": [_finding(item, lines, None) for item in now.general],
        "deck": _chosen(view, planned, lines) if view else None,
    }


def _deck(view: View) -> Data:
    count = Counter(item.severity for item in view.diagnostics)
    deck = view.deck.deck if view.deck else None
    return {
        "key": view.key,
        "id": deck.deck if deck else "",
        "title": safe(deck.title.strip()) if deck else safe(view.key),
        "questions": len(deck.questions) if deck else 0,
        "edition": view.edition,
        "state": "gone" if not view.present else "ok" if view.current and deck else "broken",
        "counts": {str(severity): count[severity] for severity in Severity},
    }


def _chosen(view: View, planned: Plan | None, lines: Mapping[str, Lines]) -> Data:
    deck = view.deck.deck if view.deck else None
    finder = _Finder(view, lines)
    findings = [
        _finding(item, lines, finder.question(item.span) if item.span else None)
        for item in view.diagnostics[:_FINDINGS]
    ]
    return {
        **_deck(view),
        "lang": deck.lang if deck else "en",
        "rtl": deck is not None and right_to_left(deck.lang),
        "findings": findings,
        "more": max(len(view.diagnostics) - _FINDINGS, 0),
        "list": [_question(item, finder.line(item.id)) for item in deck.questions] if deck else [],
        "facts": {fact.id: _short(fact.statement) for fact in deck.facts} if deck else {},
        "papers": _papers(planned) if planned else [],
        "unprintable": {id: safe(why) for id, why in planned.refused.items()} if planned else {},
    }


def _question(question: Question, line: int) -> Data:
    return {
        "id": question.id,
        "type": question.type,
        "text": _short(question.prompt),
        "tags": [*question.tags],
        "facts": [*question.facts],
        "difficulty": question.difficulty or "",
        "line": line,
    }


def _short(text: str) -> str:
    shown = " ".join(plain(text).split())
    return safe(shown if len(shown) <= _PROMPT else f"{shown[: _PROMPT - 1]}…")


def _papers(planned: Plan) -> list[Data]:
    """Worksheets with their keys: what to choose from, and which questions are on which."""
    made: dict[str, Data] = {}
    for sheet in planned.sheets.values():
        if sheet.paper is None:
            made[sheet.name] = {"name": "Fact sheet", "sheet": sheet.name, "key": "", "questions": None}
        elif sheet.kind == "worksheet":
            ids = [item.question.id for item in sheet.paper.items]
            made[_pair(sheet)] = {"name": _name(sheet), "sheet": sheet.name, "key": "", "questions": ids}
        elif _pair(sheet) in made:
            made[_pair(sheet)]["key"] = sheet.name
    return list(made.values())


def _pair(sheet: Sheet) -> str:
    assert sheet.paper is not None
    first = sheet.paper.items[0].number if sheet.paper.items else 0
    return f"{sheet.paper.worksheet}/{sheet.paper.version}/{first}"


def _name(sheet: Sheet) -> str:
    paper = sheet.paper
    assert paper is not None
    title = "All questions" if not sheet.loc else f"{paper.title.strip()} ({paper.worksheet})"
    version = f", version {paper.version}" if paper.version else ""
    numbers = [item.number for item in paper.items]
    part = f", {numbers[0]}–{numbers[-1]}" if numbers and re.search(r"-\d+\.pdf$", sheet.name) else ""
    return safe(f"{title}{version}{part}")


class _Finder:
    """Which question a line belongs to.

    By the places of the deck where it is what the files say; else by the nearest `id:` above the line,
    which is right far more often than not, and the best that broken YAML allows.
    """

    def __init__(self, view: View, lines: Mapping[str, Lines]) -> None:
        self._lines = lines
        self._starts: dict[str, list[tuple[int, str]]] = {}  # "" where a part begins that is no question
        self._ids: dict[str, int] = {}
        self._exact = view.current
        for path, line, id in view.starts:
            self._starts.setdefault(path, []).append((line, id))
            self._ids[id] = line
        for starts in self._starts.values():
            starts.sort()

    def line(self, id: str) -> int:
        """The line on which a question begins, 0 where it is not known."""
        return self._ids.get(id, 0)

    def question(self, span: Span) -> str | None:
        """The id of the question at `span`."""
        if not self._exact:
            return self._above(span)
        starts = self._starts.get(span.path, [])
        index = bisect_right(starts, (span.line, "\U0010ffff")) - 1
        return starts[index][1] or None if index >= 0 and span.line else None

    def _above(self, span: Span) -> str | None:
        lines = self._lines.get(span.path)
        if lines is None:
            return None
        for number in range(span.line, max(span.line - 60, 0), -1):
            if (found := _ID.match(lines[number])) and found[1] in self._ids:
                return found[1]
            if lines[number][:1].isalpha():  # another part of the deck begins
                return None
        return None


def findings(items: Iterable[Diagnostic], texts: Mapping[str, str]) -> list[Data]:
    """Findings as the page shows them."""
    lines = {path: Lines(text) for path, text in texts.items()}
    return [_finding(item, lines, None) for item in items]


def _finding(item: Diagnostic, lines: Mapping[str, Lines], question: str | None) -> Data:
    return {
        "code": item.code,
        "severity": str(item.severity),
        "message": safe(item.message),
        "label": safe(item.label),
        "hint": safe(item.hint),
        "question": question,
        **_place(item.span, lines),
        "related": [{"message": safe(remark), **_place(span, lines)} for span, remark in item.related],
    }


def _place(span: Span | None, lines: Mapping[str, Lines]) -> Data:
    """Where it is, with the lines around it; the marked line in three parts."""
    if span is None or not span.line:
        return {"path": safe(span.path) if span else "", "line": 0, "column": 0, "frame": []}
    frame: list[Data] = []
    source = lines.get(span.path)
    for number in range(max(span.line - _AROUND, 1), span.line + _AROUND + 1) if source else ():
        assert source is not None
        text = source[number]
        if number == span.line:
            frame.append({"line": number, "parts": [_flat(part) for part in _cut(text, span)]})
        elif text.strip():
            frame.append({"line": number, "parts": [_flat(text[:_WIDTH])]})
    return {"path": safe(span.path), "line": span.line, "column": span.column, "frame": frame}


def _cut(text: str, span: Span) -> tuple[str, str, str]:
    start = max(span.column - 1, 0)
    end = max(span.end_column - 1, start + 1)
    before = text[:start] if start <= _WIDTH // 2 else f"…{text[start - _WIDTH // 2 : start]}"
    return before, text[start : min(end, start + _WIDTH)] or " ", text[end : end + _WIDTH]


def _flat(text: str) -> str:
    return safe(text.replace("\t", "  "))


def question(view: View, id: str) -> Data:
    """The cards of one question, none where the deck has no such question, and the deck's edition."""
    known = view.deck is not None and any(item.id == id for item in view.deck.deck.questions)
    named = cards.names(view.deck, id) if known and view.deck else []
    return {
        "edition": view.edition,
        "cards": [{"ordinal": number, "name": name} for number, name in named],
    }


def proof(made: Proof, texts: Mapping[str, str]) -> Data:
    """A sheet that was set: where its pages and its file are, and where each question stands."""
    return {
        "token": made.token,
        "pages": len(made.pages),
        "places": dict(made.places),
        "problem": safe(made.problem),
        "findings": findings(made.findings, texts),
    }
