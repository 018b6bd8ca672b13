"""What a project says about the rules: `quizkit.toml`, or `[tool.quizkit]` in `pyproject.toml`.

    [rules]
    QK204 = "off"                            # or "error", "warning", "advice"
    QK230 = { level = "warning", words = 25 }

The nearest such file counts, looked for in the deck's folder and in those above it.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from quizkit.diagnostics import Diagnostic, Severity, Span, did_you_mean
from quizkit.discovery import SHARED_SETTINGS, settings_file
from quizkit.rules import Levels, find

_OUR_TABLE = re.compile(r"^[ \t]*\[[ \t]*tool[ \t]*\.[ \t]*[\"']?quizkit[\"']?[ \t]*[\].]", re.MULTILINE)
_LEVELS: dict[str, Severity | None] = {**{str(level): level for level in Severity}, "off": None}

MAX_FILE = 1024 * 1024
"""The largest settings file in bytes."""

MAX_LIMIT = 1_000_000
"""The largest number that a limit may be; neither `inf` nor `nan` is a number of anything."""


@dataclass(frozen=True, slots=True)
class Settings:
    """`levels`: code → level or None for off; `limits`: code → name → number. `path`: where it stands."""

    levels: Levels = field(default_factory=dict)
    limits: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    path: Path | None = None
    diagnostics: tuple[Diagnostic, ...] = ()
    text: str = ""


class _Reading:
    """One file's settings in the making."""

    def __init__(self, path: Path, text: str) -> None:
        self.path, self.text = path, text
        self.levels: dict[str, Severity | None] = {}
        self.limits: dict[str, dict[str, float]] = {}
        self.diagnostics: list[Diagnostic] = []
        ours = _OUR_TABLE.search(text) if path.name == SHARED_SETTINGS else None
        self.start = ours.start() if ours else 0  # other programs' tables may have keys of the same name

    def wrong(self, message: str, at: str, hint: str) -> None:
        """QK023 at the line where `at` is first written as a key."""
        key = rf"^[^#\n]*?(?<![\w-])([\"']?{re.escape(at)}[\"']?)[ \t]*[\]=.]"
        found = re.compile(key, re.MULTILINE).search(self.text, self.start)
        span = Span(str(self.path))
        if found:
            line = self.text.count("\n", 0, found.start(1)) + 1
            column = found.start(1) - self.text.rfind("\n", 0, found.start(1))
            span = Span(str(self.path), line, column, column + len(found[1]))
        self.diagnostics.append(Diagnostic("QK023", message, span, hint=hint))

    def done(self) -> Settings:
        return Settings(self.levels, self.limits, self.path, tuple(self.diagnostics), self.text)


def read(folder: Path) -> Settings:
    """The settings for decks in `folder`. Mistakes in the file are diagnostics (QK023), never exceptions."""
    path = settings_file(folder)
    if path is None:
        return Settings()
    shown = _shown(path)
    try:
        if path.stat().st_size > MAX_FILE:
            return _unusable(shown, f"{shown} is too large for settings", "keep it below 1 MiB")
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        return _unusable(shown, f"{shown} cannot be read: it is no UTF-8", "save it as UTF-8")
    except OSError as error:
        return _unusable(shown, f"{shown} cannot be read: {error.strerror}", "check the file's permissions")
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        return Settings(path=shown, diagnostics=(_broken(shown, text, error),), text=text)
    except (ValueError, RecursionError):  # a number with thousands of digits, brackets without end
        return _unusable(shown, f"{shown} cannot be read: a value is too long or nested too deep", _LOOK)
    if path.name == SHARED_SETTINGS:
        tool = values.get("tool")
        values = tool.get("quizkit", {}) if isinstance(tool, dict) else {}
    return _settings(_Reading(shown, text), values)


_LOOK = 'write `[rules]`, and `QK204 = "off"` below it'


def _unusable(path: Path, message: str, hint: str) -> Settings:
    problem = Diagnostic("QK023", message, Span(str(path)), hint=hint)
    return Settings(path=path, diagnostics=(problem,))


def _shown(path: Path) -> Path:
    """The path from here, where it lies below."""
    try:
        return path.relative_to(Path.cwd())
    except ValueError:
        return path


def _broken(path: Path, text: str, error: tomllib.TOMLDecodeError) -> Diagnostic:
    found = re.search(r"(.*) \(at line (\d+), column (\d+)\)", str(error))
    if found is None:  # at the end of the file
        return Diagnostic("QK023", f"this file cannot be read: {error}", Span(str(path)), hint=_LOOK)
    line, column = int(found[2]), int(found[3])
    curly = re.search("[\u201c\u201d\u2018\u2019\u00ab\u00bb]", [*text.splitlines(), ""][line - 1])
    hint = 'use straight quotes: `QK204 = "off"`' if curly else 'write `QK204 = "off"`'
    message = f"this line cannot be read: {found[1][:1].lower()}{found[1][1:]}"
    return Diagnostic("QK023", message, Span(str(path), line, column, column + 1), hint=hint)


def _settings(reading: _Reading, values: Mapping[str, Any]) -> Settings:
    for name in values:
        if name != "rules":
            above = "write the line `[rules]` above it"
            hint = above if find(_meant(name)) else did_you_mean(name, ["rules"])
            reading.wrong(f"unknown setting `{name}`", name, hint)
    rules = values.get("rules", {})
    if not isinstance(rules, dict):
        reading.wrong("`rules` wants a table", "rules", _LOOK)
        rules = {}
    for code, value in rules.items():
        if find(code) is None:
            meant = _meant(code)
            hint = f"did you mean `{meant}`?" if find(meant) else "docs/rules.md lists all rules"
            what = (
                "there is no rule `{}`"
                if not code.startswith(("QK0", "QK1", "QK4", "QK5"))
                else "`{}` is no rule"
            )
            reading.wrong(what.format(code), code, hint)
        else:
            _rule(reading, code, value)
    return reading.done()


def _meant(code: str) -> str:
    """A code with digits for the letters that look like them."""
    return code.upper().translate(str.maketrans("OIL", "011"))


def _rule(reading: _Reading, code: str, value: Any) -> None:
    table = value if isinstance(value, dict) else {"level": value}
    rule = find(code)
    assert rule is not None
    for name, wanted in table.items():
        if name == "level":
            _level(reading, code, wanted)
        elif name not in rule.limits:
            hint = did_you_mean(name, ["level", *rule.limits])
            reading.wrong(f"{code} has no setting `{name}`", code, hint)
        elif isinstance(wanted, bool) or not isinstance(wanted, int | float) or not 0 <= wanted <= MAX_LIMIT:
            message = f"`{name}` of {code} wants a number from 0 to {MAX_LIMIT:,}"
            reading.wrong(message, code, f"write `{name} = {rule.limits[name]:g}`")
        else:
            reading.limits.setdefault(code, {})[name] = wanted


def _level(reading: _Reading, code: str, value: Any) -> None:
    if not isinstance(value, str) or value not in _LEVELS:
        hint = 'write "error", "warning", "advice" or "off", in quotes'
        rule = find(code)
        if isinstance(value, int) and not isinstance(value, bool) and rule is not None and rule.limits:
            hint = f"write `{code} = {{ {next(iter(rule.limits))} = {value} }}`"
        shown = str(value).lower() if isinstance(value, bool) else value
        reading.wrong(f"`{shown}` is no level for {code}", code, hint)
    else:
        reading.levels[code] = _LEVELS[value]


def names(folder: Path) -> Iterator[Path]:
    """The files that decide the settings of decks in `folder`: for those who watch or compare."""
    if (path := settings_file(folder)) is not None:
        yield path
