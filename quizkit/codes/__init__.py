"""The pages behind the codes: one Markdown file each, shown by `quizkit explain`.

A page's examples are run by the tests: each `yaml` block under “Example” gives its code, none
under “Instead” does.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def titles() -> dict[str, str]:
    """Code → what it says in one line, in the order of the codes."""
    pages = (entry for entry in files(__name__).iterdir() if entry.name.endswith(".md"))
    heads = (entry.read_text(encoding="utf-8").split("\n", 1)[0] for entry in pages)
    return dict(sorted((head[2:7], head[9:]) for head in heads))


def page(code: str) -> str:
    """The page of `code`, as Markdown. Raises `KeyError` for an unknown code."""
    if code not in titles():
        raise KeyError(code)
    return files(__name__).joinpath(f"{code}.md").read_text(encoding="utf-8")
