"""Diagnostics as SARIF 2.1.0, the format in which code scanning services and editors take findings.

The format: docs.oasis-open.org/sarif/sarif/v2.1.0. What GitHub wants of an upload, and its limits:
docs.github.com, “SARIF support for code scanning” and “SARIF results exceed limits”.
"""

from __future__ import annotations

import json
import os
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from pathlib import PurePosixPath, PureWindowsPath
from typing import Any
from urllib.parse import quote

from quizkit.diagnostics import Diagnostic, Severity, Span
from quizkit.report.text import safe

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.ADVICE: "note"}
MOST_RESULTS = 25_000
"""More than these GitHub refuses; the heaviest stay."""

FINGERPRINT = "quizkitLine/v1"
"""Not `primaryLocationLineHash`: GitHub's upload computes that one itself, and warns of any other value."""


def render(items: Sequence[Diagnostic], texts: Mapping[str, str]) -> str:
    """One run with a result for each of `items` that has a place; the others are notifications."""
    from quizkit import __version__

    placed = sorted((item for item in items if item.span is not None), key=_weight)
    kept, left_out = placed[:MOST_RESULTS], len(placed) - MOST_RESULTS
    wanted = {id(item) for item in kept}
    shown = [item for item in items if id(item) in wanted]
    codes = sorted({item.code for item in items})
    notes = [_notification(item) for item in items if item.span is None]
    if left_out > 0:
        text = f"{left_out:,} findings of less weight are left out: {MOST_RESULTS:,} are the most a service takes."
        notes.append({"level": "warning", "message": {"text": text}})
    driver = {"name": "quizkit", "version": __version__, "rules": [_rule(code, items) for code in codes]}
    invocation = {
        "executionSuccessful": not any(note["level"] == "error" for note in notes),
        "toolExecutionNotifications": notes,
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "invocations": [invocation],
        "results": [*_results(shown, codes, texts)],
    }
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2) + "\n"


def _weight(item: Diagnostic) -> int:
    return [*LEVELS].index(item.severity)


def _rule(code: str, items: Sequence[Diagnostic]) -> dict[str, Any]:
    """What is to be said of a code, from its page; `name` in the spelling that SARIF's own checker wants."""
    from quizkit import codes

    level = LEVELS[next(item.severity for item in items if item.code == code)]
    rule: dict[str, Any] = {"id": code, "defaultConfiguration": {"level": level}}
    if code not in codes.titles():
        return rule
    title, page = codes.titles()[code], codes.page(code)
    body = page.partition("\n")[2].strip()
    words = re.findall(r"\w+", title.lower())
    return rule | {
        "name": "".join(word.capitalize() for word in words if word not in ("a", "an", "the")),
        "shortDescription": {"text": f"{title[:1].upper()}{title[1:]}."},
        "fullDescription": {"text": _first_paragraph(body)},
        "help": {"text": body, "markdown": body},
    }


def _first_paragraph(body: str) -> str:
    """The explanation's beginning, behind the bold word that says how much the code weighs."""
    paragraphs = [" ".join(part.split()) for part in body.split("\n\n")]
    return next((part for part in paragraphs if not re.fullmatch(r"\*\*.*\*\*", part)), paragraphs[0])


def _results(
    items: Sequence[Diagnostic], codes: Sequence[str], texts: Mapping[str, str]
) -> Iterator[dict[str, Any]]:
    index = {code: number for number, code in enumerate(codes)}
    seen: Counter[str] = Counter()
    lines = {path: text.split("\n") for path, text in texts.items()}
    for item in items:
        assert item.span is not None
        result: dict[str, Any] = {
            "ruleId": item.code,
            "ruleIndex": index[item.code],
            "level": LEVELS[item.severity],
            "message": {"text": _message(item)},
            "locations": [{"physicalLocation": _place(item.span)}],
        }
        if item.related:
            result["relatedLocations"] = [
                {"id": number, "physicalLocation": _place(span), "message": {"text": safe(remark)}}
                for number, (span, remark) in enumerate(item.related)
            ]
        mark = _fingerprint(item, lines)
        seen[mark] += 1
        yield result | {"partialFingerprints": {FINGERPRINT: f"{mark}:{seen[mark]}"}}


def _notification(item: Diagnostic) -> dict[str, Any]:
    """A finding about the call or the disk: it has no place in a file."""
    message = {"text": _message(item)}
    return {"descriptor": {"id": item.code}, "level": LEVELS[item.severity], "message": message}


def _message(item: Diagnostic) -> str:
    more = item.hint or item.label
    return safe(f"{item.message} ({more})" if more else item.message)


def _place(span: Span) -> dict[str, Any]:
    """Where it is. What concerns a whole file stands at its first line: GitHub wants a line."""
    region = {"startLine": span.line or 1}
    if span.line and span.column:
        region["startColumn"] = span.column
        region["endColumn"] = max(span.end_column, span.column + 1)
    return {"artifactLocation": _uri(span.path), "region": region}


def _uri(path: str) -> dict[str, str]:
    """A path as it was named, as a URI: below the folder of the call, or with its scheme."""
    windows = PureWindowsPath(path)
    if windows.drive:
        return (
            {"uri": windows.as_uri()}
            if windows.is_absolute()
            else {"uri": quote(os.fsencode(windows.as_posix()))}
        )
    posix = PurePosixPath(path.replace("\\", "/"))
    if posix.is_absolute():
        return {"uri": posix.as_uri()}
    return {"uri": quote(os.fsencode(posix)), "uriBaseId": "%SRCROOT%"}


def _fingerprint(item: Diagnostic, lines: Mapping[str, Sequence[str]]) -> str:
    """The same for a finding whose line has moved or was indented anew."""
    assert item.span is not None
    file = lines.get(item.span.path, ())
    line = file[item.span.line - 1] if 0 < item.span.line <= len(file) else ""
    data = "\0".join((item.code, _uri(item.span.path)["uri"], "".join(line.split()) or item.message))
    return sha256(data.encode("utf-8", "surrogatepass")).hexdigest()[:16]
