"""Text on its way into Anki, so that every letter of it arrives on the card.

A field is HTML in which Anki looks for more: sounds, LaTeX, clozes, MathJax. Character references
hide our text from all of these, and the browser turns them back. Only MathJax reads the text after
the browser did; an element between backslash and bracket stops it.
tests/targets/anki/test_anki_escape.py asks the real Anki.
"""

from __future__ import annotations

import re
from functools import lru_cache
from html import unescape

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
_SPECIAL = re.compile(r"[&<>\"\[{}:\\\x1f]")
_TAG_OR_BACKSLASH = re.compile(r"<[^>]*>|&#92;")
_APART = '\\<span class="tex2jax_ignore"></span>'


def text(value: str) -> str:
    """Text as the content of an element or a quoted attribute of a field; see `finish`."""
    return _backslashes(value.translate(_FIELD)) if _SPECIAL.search(value) else value


def cloze(value: str) -> str:
    """`text` for the field of a cloze, where `}}` would end a blank and `::` begin its hint."""
    return _backslashes(value.translate(_CLOZE)) if _SPECIAL.search(value) else value


def _backslashes(escaped: str) -> str:
    return _MATHJAX.sub("&#92;", escaped) if "\\" in escaped else escaped


def finish(html: str) -> str:
    """The last step over a field's HTML: what looks like MathJax in its text is broken up.

    A character reference is enough in attributes, but MathJax reads texts after the browser.
    """
    if "&#92;" not in html:
        return html
    return _TAG_OR_BACKSLASH.sub(lambda found: _APART if found[0] == "&#92;" else found[0], html)


@lru_cache(maxsize=4096)
def tag(value: str) -> str:
    """A tag that Anki keeps as one: no white space, no empty part in a `::` hierarchy.

    Anki puts tags onto cards as they are, as markup: the signs that would make a tag of HTML or an entity
    become their likenesses. Escaped, they would read wrong wherever Anki lists tags.
    """
    joined = re.sub(r"[\s\u3000\x1f]+", "_", value.strip())
    joined = joined.replace("<", "\u2039").replace(">", "\u203a")
    if unescape(joined) != joined:
        joined = joined.replace("&", "\uff06")
    return "::".join(part for part in joined.split("::") if part) or "_"


def deck_name(title: str) -> str:
    """A title as a deck's name: one level (`::` would make sub-decks), one line."""
    line = " ".join(re.sub(r"[\x00-\x1f\x7f]", " ", title).split())
    return re.sub(r":(?=:)", ": ", line).strip() or "quizkit"


def paragraphs(source: str) -> str:
    """Markdown as a deck's description: its plain text, line by line."""
    from quizkit.markup import plain

    return "<br>".join(finish(text(line)) for line in plain(source).split("\n")) if source else ""
