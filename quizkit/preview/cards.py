"""A question → its cards as Anki shows them: real note types, both sides, in a document of its own.

The document is made for a sandboxed frame: no origin, no network, and no script but the card's own and
`card.js`, each allowed by its hash. What an author wrote is in it only as the Anki target escaped it.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from hashlib import sha256
from html import escape, unescape
from importlib.resources import files
from typing import Any

from quizkit.markup.mathml import mathml
from quizkit.markup.tree import Math
from quizkit.model.questions import Cloze
from quizkit.pipeline import Checked
from quizkit.preview.template import Side, render
from quizkit.targets.anki import notetypes
from quizkit.targets.anki.notes import Note, prepare
from quizkit.targets.anki.schema import FIELDS

_FORMULA = re.compile(r"<script.*?</script>|<[^>]*>|\\\((.*?)\\\)|\\\[(.*?)\\\]", re.DOTALL)
_TYPED = re.compile(r"\[\[type:(?:nc:)?([^\]]+)\]\]")
_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)
_FIELD = '<center><input type="text" id="typeans" autocomplete="off" aria-label="Type the answer"></center>'


@dataclass(frozen=True, slots=True)
class Sides:
    """One card: both sides as Anki's renderer gives them, but for the typed answer and formulas."""

    front: str
    back: str


@dataclass(frozen=True, slots=True)
class Look:
    """How the card is shown: in the dark, on a phone, and with which side first."""

    night: bool = False
    phone: bool = False
    back: bool = False


def note_of(checked: Checked, question: str) -> Note | None:
    """The note of one question; None where it has none (a cloze whose blanks Anki cannot show)."""
    deck = checked.deck
    alone = deck.model_copy(update={"questions": (deck.question(question),)})
    notes = prepare(alone, checked.media).notes
    return notes[0] if notes else None


def names(checked: Checked, question: str) -> list[tuple[int, str]]:
    """The cards of a question: for each its ordinal and what to call it."""
    note = note_of(checked, question)
    if note is None:
        return []
    if isinstance(checked.deck.question(question), Cloze):
        return [(ordinal, f"Blank {ordinal + 1}") for ordinal in note.ordinals]
    return [(ordinal, ("Card", "Reverse")[ordinal]) for ordinal in note.ordinals]


def sides(note: Note, ordinal: int) -> Sides:
    """Both sides of a card, exactly as Anki's own renderer makes them (`[[type:…]]` is still in them)."""
    templates: list[dict[str, Any]] = notetypes.model(note.note_type).templates
    template = templates[ordinal if ordinal < len(templates) else 0]
    if notetypes.model(note.note_type).model_type == 1:  # a cloze has one template for all blanks
        template = templates[0]
    fields = dict(zip(FIELDS[note.note_type], note.fields.split("\x1f"), strict=True))
    fields["Tags"] = " ".join(sorted(note.tags, key=str.lower))
    return Sides(
        render(template["qfmt"], fields, Side(answer=False, ordinal=ordinal)),
        render(template["afmt"], fields, Side(answer=True, ordinal=ordinal)),
    )


def typeset(html: str) -> str:
    """Formulas, which Anki has MathJax draw, as MathML: what MathJax would see, and nothing else."""

    def drawn(found: re.Match[str]) -> str:
        inline, display = found[1], found[2]
        if inline is None and display is None:
            return found[0]
        tex = unescape(inline if inline is not None else display)
        return mathml(Math(tex, display=display is not None)).replace(
            '<mo stretchy="true">¯</mo>', '<mo stretchy="true">‾</mo>'
        )

    return _FORMULA.sub(drawn, html) if "\\" in html else html


def document(note: Note, ordinal: int, look: Look, lang: str) -> tuple[str, str]:
    """The frame's document and its Content Security Policy (without the sandbox, which the server adds)."""
    card = sides(note, ordinal)
    fields = dict(zip(FIELDS[note.note_type], note.fields.split("\x1f"), strict=True))
    front = typeset(_TYPED.sub(_FIELD, card.front))
    back = typeset(_TYPED.sub(lambda found: _comparison(found, fields), card.back))
    maths = "<math" in front or "<math" in back
    classes = f"card card{ordinal + 1}" + (" nightMode night_mode" if look.night else "")
    device = "mobile android js" if look.phone else "linux js"
    style, script = _style(maths=maths), asset("card.js")
    scripts = [script, *(found[1] for side in (card.front, card.back) for found in _SCRIPT.finditer(side))]
    policy = (
        f"default-src 'none'; script-src {' '.join(dict.fromkeys(map(digest, scripts)))}; "
        f"style-src {digest(style)}; font-src data:"
    )
    shown = (
        f'<!DOCTYPE html><html lang="{escape(lang)}" class="{device}{" night-mode" if look.night else ""}"'
        f' data-side="{"back" if look.back else "front"}">'
        '<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>Card</title><style>{style}</style></head>"
        f'<body class="{classes}"><div id="qa"></div>'
        f'<template id="front">{front}</template><template id="back">{back}</template>'
        f"<script>{script}</script></body></html>"
    )
    return shown, policy


def _comparison(found: re.Match[str], fields: Mapping[str, str]) -> str:
    """What Anki shows on the back where nothing was typed; `card.js` puts in what was."""
    expected = unescape(re.sub(r"<[^>]*>", "", fields[found[1]]))
    return f'<div><code id="typeans">{escape(expected)}</code></div>' if expected else ""


@lru_cache(maxsize=64)
def digest(text: str) -> str:
    """The source expression of a policy that allows exactly this script or style."""
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


@cache
def asset(name: str) -> str:
    """A text file of `assets/`, its lines ended as on every other machine."""
    return files("quizkit.preview").joinpath("assets", name).read_text("utf-8").replace("\r\n", "\n")


@cache
def _style(*, maths: bool) -> str:
    """Anki's own style as far as it shows, then the note types', then what formulas need."""
    sheets = [asset("card.css"), notetypes.css()]
    if maths:
        font = b64encode(
            files("quizkit.targets.html").joinpath("assets", "maths.woff2").read_bytes()
        ).decode()
        source = f'url("data:font/woff2;base64,{font}") format("woff2")'
        sheets += [f'@font-face {{ font-family: "Card Maths"; src: {source}; }}', asset("maths.css")]
    return "\n".join(sheets)
