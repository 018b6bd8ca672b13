"""Text on its way into Anki, so that every letter of it arrives on the card.

A field is HTML in which Anki looks for more: sounds, LaTeX, clozes, MathJax. Character references
hide our text from all of these, and the browser turns them back. Only MathJax reads the text after
the browser did; an element between backslash and bracket stops it.
See `anki.md` in the design notes, and tests/targets/anki/test_escape.py, which asks the real Anki.
"""

from __future__ import annotations

import html
import re

_FIELD = str.maketrans(
    {
        "&": "&amp;",
        "<": "&lt;",
        ">": "&gt;",
        '"': "&quot;",
        "[": "&#91;",  # [sound:…], [latex], [$], [anki:…], [[type:…]]
        "{": "&#123;",  # {{c1::…
        "\x1f": "\ufffd",  # ends a field in Anki's database
    }
)
_CLOZE = _FIELD | str.maketrans({"}": "&#125;", ":": "&#58;"})
_MATHJAX = re.compile(r"\\(?=[()\]]|&#91;|begin|ref|eqref)")
_APART = '\\<span class="tex2jax_ignore"></span>'


def text(value: str) -> str:
    """Text as the content of an element or a quoted attribute of any field."""
    return value.translate(_FIELD)


def visible(value: str) -> str:
    """Text as the content of an element: like `text`, and what looks like MathJax stays text."""
    return _visible(value.translate(_FIELD))


def cloze(value: str) -> str:
    """`visible` for the field of a cloze, where `}}` would end a blank and `::` begin its hint."""
    return _visible(value.translate(_CLOZE))


def cloze_text(value: str) -> str:
    """`text` for the field of a cloze."""
    return value.translate(_CLOZE)


def _visible(escaped: str) -> str:
    return _MATHJAX.sub(lambda _: _APART, escaped) if "\\" in escaped else escaped


_PAIR = re.compile(r"([{}])(?=\1)")


def tex(value: str) -> str:
    """LaTeX between MathJax's delimiters: double braces come apart, which LaTeX does not mind."""
    apart = _PAIR.sub(r"\1 ", value).replace("\x1f", "\ufffd")
    return html.escape(apart, quote=False).replace("[", "&#91;").replace("::", "&#58;&#58;")


def tag(value: str) -> str:
    """A tag that Anki keeps as one: no white space, no empty part in a `::` hierarchy."""
    joined = re.sub(r"[\s\u3000\x1f]+", "_", value.strip())
    return "::".join(part for part in joined.split("::") if part) or "_"


def deck_name(title: str) -> str:
    """A title as a deck's name: one level (`::` would make sub-decks), one line."""
    line = " ".join(re.sub(r"[\x00-\x1f\x7f]", " ", title).split())
    return re.sub(r":(?=:)", ": ", line).strip() or "quizkit"
