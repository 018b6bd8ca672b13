"""What an author should have written, where what stands there tells it: `[8.3, 8.5]` for `8.3 - 8.5`.

Each remedy is YAML that can be typed as it is shown; None where what was meant cannot be told.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from quizkit.readers.inline import block, is_number, row, scalar, short, slug
from quizkit.readers.wordings import between

_NAMES = frozenset({"tags", "facts", "questions", "types"})
"""Fields with entries that have no spaces."""

_CUTS = (r"\s*;\s*", r"\s*\|\s*", r"\s+/\s+", r"\s*,\s+", r",(?!\d)|(?<!\d),")
_STEPS = (r"\s*(?:->|→|=>)\s*", r"\s*[<>]\s*")
_COUNTED = re.compile(
    r"\d{1,2}[.)]?|first|second|third|fourth|fifth|premier|deuxième|troisième", re.IGNORECASE
)


def split(name: str, text: str) -> list[str]:
    """The entries of a list that was written as one text, such as `Mars; Earth`."""
    if name in _NAMES:
        return [item.lstrip("#") for item in re.split(r"[\s,;|/]+", text) if item.strip("#")]
    for cut in (*(_STEPS if name == "items" else ()), *_CUTS):
        if len(found := [item for item in re.split(cut, text) if item]) > 1:
            return found
    return [text]


def listed(name: str, raw: Any, *, refers: bool = False) -> str | None:
    """`name: […]` for a list that was written as a text or as a block of fields; `refers`: its entries are ids."""
    if isinstance(raw, str) and refers:
        return short(f"{name}: {row(split(name, raw))}")
    if isinstance(raw, str):
        return short(_of_text(name, raw))
    if isinstance(raw, dict) and raw and all(isinstance(item, str) for item in raw.values()):
        return short(_of_block(name, raw))
    return None


def _of_text(name: str, raw: str) -> str | None:
    match name:
        case "ignore":
            entries = [excused(item) for item in split(name, raw)]
            return None if None in entries else f"ignore: [{', '.join(item or '' for item in entries)}]"
        case "pairs":
            return pairs(split(name, raw))
        case "between":
            return between(raw)
        case "sources":
            return f"sources: {{{slug(raw)}: {block(title=scalar(raw))}}}"
        case "sections" if raw.casefold() in ("all", "tout", "tous", "toutes"):
            return "sections: [{}]"
        case "sections" if raw.isdecimal():
            return f"sections: [{{pick: {raw}}}]"
        case "sections" | "images" | "facts" | "passages" | "worksheets" if made := entry(name, raw):
            return f"{name}: [{made}]"
        case _:
            return f"{name}: {row(split(name, raw))}"


def _of_block(name: str, raw: Mapping[str, str]) -> str | None:
    entries: list[str | None]
    match name:
        case "between":
            return between(" ; ".join(raw.values()))
        case "ignore" if "code" not in raw:
            entries = [excused(f"{key}: {value}") for key, value in raw.items()]
        case "pairs":
            entries = [row(pair) for pair in raw.items()]
        case "facts" | "passages" if "id" not in raw:
            field = "statement" if name == "facts" else "text"
            entries = [block(id=slug(key), **{field: scalar(value)}) for key, value in raw.items()]
        case "rubric" if "criterion" not in raw and all(map(is_number, raw.values())):
            entries = [criterion(key, value) for key, value in raw.items()]
        case "items" | "answers" | "distractors" if all(map(_COUNTED.fullmatch, raw)):
            entries = [scalar(value) for value in raw.values()]
        case "distractors" | "answers" if "text" not in raw:
            entries = [scalar(f"{key}: {value}") for key, value in raw.items()]
        case "items" | "accept":
            entries = [scalar(f"{key}: {value}") for key, value in raw.items()]
        case "tags":
            return None
        case _:
            entries = [block(**{key: scalar(value) for key, value in raw.items()})]
    return None if None in entries else f"{name}: [{', '.join(item or '' for item in entries)}]"


# ── Entries that are blocks of fields ─────────────────────────────────────────────────────────────

_CODE = re.compile(r"(?:qk)?[\s\-_:]*(\d{3})(?:\b[\s:,–—-]*(.*))?", re.IGNORECASE)


def code(text: str) -> str | None:
    """The code that was meant: QK203 for `qk203` or `203`."""
    found = _CODE.fullmatch(text.strip())
    return f"QK{found[1]}" if found and not found[2] else None


def excused(text: str) -> str | None:
    """An entry of `ignore` for a code, with or without a reason behind it."""
    if not (found := _CODE.fullmatch(text.strip())):
        return None
    return short(block(code=f"QK{found[1]}", reason=scalar(found[2] or "why it is right here")))


def criterion(text: str, points: str) -> str:
    """A line of a rubric and its points."""
    return block(criterion=scalar(text), points=points)


def entry(name: str, raw: Any, *, in_list: bool = True) -> str | None:
    """The fields of an entry that was written as one text."""
    if not isinstance(raw, str) or not raw.strip():
        return None
    made: str | None = None
    match name:
        case "ignore":
            made = excused(raw)
        case "image" | "images":
            made = block(file=scalar(raw), alt="what it shows")
        case "facts":
            made = block(id="its-name", statement=scalar(raw)) if " " in raw.strip() else None
        case "passages":
            made = block(id="its-name", text=scalar(raw))
        case "sources":
            made = block(**({"id": slug(raw)} if in_list else {}), title=scalar(raw))
        case "sections":
            made = block(questions=row(split("questions", raw)))
        case "pairs":
            made = row(found) if (found := sides(raw)) else None
    return short(made)


# ── Pairs ─────────────────────────────────────────────────────────────────────────────────────────

_BETWEEN_SIDES = (
    r"\s*(?:<?[-=]+>|→|↔|⇒)\s*",
    r"\s*=+\s*",
    r"\s+[-–—]+\s+",
    r"\s*\|\s*",
    r"\s*:\s+",
    r"\s*;\s*",
    r"\s*,\s+",
    r"\s+/\s+",
)


def sides(text: str) -> tuple[str, str] | None:
    """The two sides of a pair that was written as one text: `Italy - Rome`."""
    for cut in _BETWEEN_SIDES:
        found = [item.strip() for item in re.split(cut, text)]
        if len(found) == 2 and all(found):
            return found[0], found[1]
    return None


def pairs(raw: Any) -> str | None:
    """`pairs: [[…, …], …]` for pairs written as texts, or as fields with values."""
    if isinstance(raw, dict):
        return short(_of_block("pairs", raw)) if all(isinstance(item, str) for item in raw.values()) else None
    if not isinstance(raw, list) or not all(isinstance(item, str) for item in raw):
        return None
    found = [sides(item) for item in raw]
    if len(found) < 2 or None in found:
        return None
    return short(f"pairs: [{', '.join(row(pair) for pair in found if pair)}]")


# ── Others ────────────────────────────────────────────────────────────────────────────────────────


def better(kind: str, loc: Sequence[str | int], raw: Any) -> str | None:
    """A hint for a mistake of this code at `loc` that the model itself found, better for what is written."""
    match tuple(loc[-2:]):
        case (*_, "pairs") if kind == "QK113":
            return f"write `{found}`" if (found := pairs(raw)) else first_pair(raw)
        case ("pairs", int()) if isinstance(raw, dict) and len(raw) == 1:
            [(left, right)] = raw.items()
            found = row((left, right)) if isinstance(right, str) else None
            return f"write `{found}`" if short(found) else None
        case (*_, "accept") if kind == "QK103":
            return f"write `{found}`" if (found := accepted(raw)) else None
        case _:
            return None


def first_pair(raw: Any) -> str | None:
    """How to write a row of many pairs, with its first one as the example."""
    texts = [*raw.items()] if isinstance(raw, dict) else [sides(str(item)) for item in raw or ()]
    found = row(map(str, texts[0])) if texts and texts[0] else None
    return f"write each pair as a list of two: `- {found}`" if short(found) else None


def accepted(raw: Any) -> str | None:
    """`accept: {1: […]}` for answers that do not say their blank, or are no list."""
    if isinstance(raw, dict):
        if not all(isinstance(item, str) for item in raw.values()):
            return None
        lists = {key: row(split("accept", value)) for key, value in raw.items()}
    elif isinstance(raw, str) or (
        isinstance(raw, list) and raw and all(isinstance(item, str) for item in raw)
    ):
        lists = {"1": row(split("accept", raw) if isinstance(raw, str) else raw)}
    else:
        return None
    return short(f"accept: {block(**lists)}")


def excuse(raw: Any) -> str | None:
    """An entry of `ignore` for a code that was written as a field: `QK203: my style`."""
    if not isinstance(raw, dict) or len(raw) != 1:
        return None
    [(key, value)] = raw.items()
    return excused(f"{key}: {value}") if isinstance(value, str | None) else None


def answer(raw: Any, name: str) -> str:
    """The answer in a field that a cloze does not have."""
    value = raw.get(name) if isinstance(raw, dict) else None
    if isinstance(value, list) and value:
        value = value[0]
    return value if isinstance(value, str) and short(value) else "answer"


_NO_TEXTS = frozenset({"lang", "deck", "id", "passage", "was", "ref", "translation_of", "answer", "type"})
"""Fields whose value hardly begins with a bracket."""


def only(name: str, raw: Any) -> str | None:
    """`name: …` for a list of one text where that text alone is wanted."""
    if not isinstance(raw, list) or len(raw) != 1 or not isinstance(raw[0], str) or not raw[0].strip():
        return None
    return short(f"{name}: {scalar(raw[0] if name in _NO_TEXTS else row(raw))}")


def tag(text: str) -> str | None:
    """A tag made from several words."""
    return short("-".join(text.split()))
