"""The registry of targets: a literal table that the type checker compares with the protocol.

Other packages add theirs through the entry point group `quizkit.targets`; one that cannot be
loaded is a finding, never passed over in silence.
"""

from __future__ import annotations

from collections.abc import Callable

from quizkit.diagnostics import Finding, did_you_mean
from quizkit.targets.base import Target

GROUP = "quizkit.targets"


def _anki() -> Target:
    from quizkit.targets import anki

    return anki


def _pdf() -> Target:
    from quizkit.targets import pdf

    return pdf


TARGETS: dict[str, Callable[[], Target]] = {"anki": _anki, "pdf": _pdf}
"""Name → what imports it. Functions, so that a build for paper never imports genanki."""


def find(name: str) -> Target | Finding:
    """The target called `name`, ours or another package's; an error QK505 where there is none."""
    if name in TARGETS:
        return TARGETS[name]()
    from importlib.metadata import entry_points

    others = {entry.name: entry for entry in entry_points(group=GROUP)}
    if name not in others:
        return Finding("QK505", f"no target `{name}`", hint=did_you_mean(name, {*TARGETS, *others}))
    try:
        target = others[name].load()
    except Exception as error:  # another package's fault may be any
        return Finding(
            "QK505", f"the target `{name}` cannot be loaded: {error}", hint=f"update {others[name].value}"
        )
    lacking = [part for part in ("NAME", "SUMMARY", "compile") if not hasattr(target, part)]
    if lacking:
        return Finding("QK505", f"the target `{name}` lacks {', '.join(lacking)}", hint="it needs an update")
    return target  # type: ignore[no-any-return]  # what it has was just checked
