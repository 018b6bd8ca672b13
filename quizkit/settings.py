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

_LEVELS: dict[str, Severity | None] = {**{str(level): level for level in Severity}, "off": None}


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

    def wrong(self, message: str, at: str, hint: str) -> None:
        """QK023 at the line where `at` is first written as a key."""
        found = re.search(rf"^.*?(?<![\w-])(\"?{re.escape(at)}\"?)\s*[\]=.]", self.text, re.MULTILINE)
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
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        problem = Diagnostic("QK023", f"{shown} cannot be read", Span(str(shown)), hint="save it as UTF-8")
        return Settings(path=shown, diagnostics=(problem,))
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        return Settings(path=shown, diagnostics=(_broken(shown, error),), text=text)
    if path.name == SHARED_SETTINGS:
        values = values.get("tool", {}).get("quizkit", {})
    return _settings(_Reading(shown, text), values)


def _shown(path: Path) -> Path:
    """The path from here, where it lies below."""
    try:
        return path.relative_to(Path.cwd())
    except ValueError:
        return path


def _broken(path: Path, error: tomllib.TOMLDecodeError) -> Diagnostic:
    found = re.search(r"(.*) \(at line (\d+), column (\d+)\)", str(error))
    if found is None:
        return Diagnostic("QK023", f"this is no TOML: {error}", Span(str(path)))
    line, column = int(found[2]), int(found[3])
    span = Span(str(path), line, column, column + 1)
    return Diagnostic("QK023", f"this is no TOML: {found[1]}", span, hint='write `QK204 = "off"`')


def _settings(reading: _Reading, values: Mapping[str, Any]) -> Settings:
    for name in values:
        if name != "rules":
            reading.wrong(f"unknown setting `{name}`", name, did_you_mean(name, ["rules"]))
    rules = values.get("rules", {})
    if not isinstance(rules, dict):
        reading.wrong("`rules` wants a table", "rules", 'write `[rules]`, and `QK204 = "off"` below it')
        rules = {}
    for code, value in rules.items():
        if find(code) is None:
            meant = code.upper().translate(str.maketrans("OIL", "011"))  # letters that look like digits
            hint = f"did you mean `{meant}`?" if find(meant) else "`quizkit explain` lists all codes"
            reading.wrong(f"there is no rule `{code}`", code, hint)
        else:
            _rule(reading, code, value)
    return reading.done()


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
        elif isinstance(wanted, bool) or not isinstance(wanted, int | float) or wanted < 0:
            reading.wrong(f"`{name}` of {code} wants a number from 0", code, f"write `{name} = 20`")
        else:
            reading.limits.setdefault(code, {})[name] = wanted


def _level(reading: _Reading, code: str, value: Any) -> None:
    if not isinstance(value, str) or value not in _LEVELS:
        hint = 'write "error", "warning", "advice" or "off", in quotes'
        reading.wrong(f"`{value}` is no level for {code}", code, hint)
    else:
        reading.levels[code] = _LEVELS[value]


def names(folder: Path) -> Iterator[Path]:
    """The files that decide the settings of decks in `folder`: for those who watch or compare."""
    if (path := settings_file(folder)) is not None:
        yield path
