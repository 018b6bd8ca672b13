"""Texts as the XHTML that QTI 2.1 allows: its own subset, formulas as MathML, pictures from the package."""

from __future__ import annotations

import re
from collections.abc import Mapping

from quizkit.markup import tree
from quizkit.markup.html import HtmlStyle, mathml
from quizkit.media import Medium
from quizkit.model.deck import Deck
from quizkit.targets.content import Content
from quizkit.targets.qti21.escape import escape
from quizkit.targets.qti21.names import picture
from quizkit.words import right_to_left

_MATHML = '<math xmlns="http://www.w3.org/1998/Math/MathML"'
_FOREIGN = re.compile(r"<(?:/?del>|cite lang=|ol start=|/thead></table>)")
_HEADER_ONLY = re.compile(r"<thead>((?:(?!</thead>).)*)</thead></table>", re.DOTALL)
_LISTS = re.compile(r'<ol start="(\d+)">|<(?:ol|ul)>|</(?:ol|ul)>|<li>')

STYLE = """\
.rtl { direction: rtl; }
.strike { text-decoration: line-through; }
.numbered { list-style: none; }
.left { text-align: left; }
.center { text-align: center; }
.right { text-align: right; }
"""
"""What the classes in our XHTML look like: QTI 2.1 has neither `dir` nor elements for these."""


class Body(Content):
    """Renders the texts of one deck. Collects the pictures used and those that are missing."""

    def __init__(self, deck: Deck, media: Mapping[str, Medium]) -> None:
        super().__init__(deck, HtmlStyle(escape=escape, image=self._image, math=_math, void=" />"))
        self.media = media
        self.rtl = right_to_left(deck.lang)
        self.used: dict[str, Medium] = {}
        self.missing: dict[str, None] = {}
        self._in_passages: dict[str, tuple[dict[str, Medium], dict[str, None]]] = {}

    def directed(self, shown: str) -> str:
        """The HTML as it is: the direction of a deck is said once for each item."""
        return shown

    def passage(self, id: str) -> str:
        """A passage; its pictures count for each question that shows it."""
        if id not in self._in_passages:
            outer = self.used, self.missing
            self.used, self.missing = {}, {}
            super().passage(id)
            self._in_passages[id] = self.used, self.missing
            self.used, self.missing = outer
        used, missing = self._in_passages[id]
        self.used |= used
        self.missing |= missing
        return super().passage(id)

    def _image(self, name: str) -> str:
        medium = self.media.get(name)
        if medium is None:
            self.missing[name] = None
            return _MISSING
        file = picture(medium)
        self.used[file] = medium
        return file


_MISSING = "media/missing"
_MISSING_IMAGE = re.compile(rf'<img src="{_MISSING}" alt="([^"]*)" />')


def _math(math: tree.Math) -> str:
    shown = mathml(math)
    return _MATHML + shown[5:] if shown.startswith("<math") else shown


def subset(html: str) -> str:
    """HTML of ours as QTI 2.1 knows it: no `del`, `lang`, `start`; a table has a body, a missing picture its alt.

    Looks for our own tags only: what authors wrote has no `<` any more.
    """
    if _MISSING in html:
        html = _MISSING_IMAGE.sub(r"[\1]", html)
    if not _FOREIGN.search(html):
        return html
    html = html.replace("<del>", '<span class="strike">').replace("</del>", "</span>")
    html = html.replace("<cite lang=", "<cite xml:lang=")
    html = _HEADER_ONLY.sub(r"<tbody>\1</tbody></table>", html)
    return _numbered(html) if "<ol start=" in html else html


def _numbered(html: str) -> str:
    """Lists that do not start at 1 as lists without marks, the numbers written out."""
    counts: list[int | None] = []  # the next number for each list around, None where it counts itself

    def shown(found: re.Match[str]) -> str:
        tag = found[0]
        if tag == "<li>":
            number = counts[-1]
            if number is None:
                return tag
            counts[-1] = number + 1
            return f"<li>{number}. "
        if not tag.startswith("</"):
            counts.append(int(found[1]) if found[1] else None)
            return '<ul class="numbered">' if found[1] else tag
        return "</ul>" if counts.pop() is not None else tag

    return _LISTS.sub(shown, html)
