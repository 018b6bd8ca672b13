"""A deck's texts in the two shapes that Canvas knows: HTML, and plain text for lists to choose from."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import PurePosixPath

from quizkit.markup import plain
from quizkit.markup.html import HtmlStyle, mathml
from quizkit.markup.parse import IS_PLAIN
from quizkit.markup.tree import Blank, Math
from quizkit.media import Medium
from quizkit.model.deck import Deck
from quizkit.model.questions import Cloze, Essay, Question
from quizkit.targets.canvas import escape, qti
from quizkit.targets.content import Content
from quizkit.targets.simpler import is_only_text
from quizkit.words import right_to_left

FILES = "$IMS-CC-FILEBASE$"
"""What stands for the package's root in addresses; Canvas's importers replace it."""

_SPACE = re.compile("[ \t\n\r]+")
_UNSAFE = re.compile(r"[<>&]|\\[(\[]|\$\$")
_MISSING = re.compile('<img src="" alt="([^"]*)">')
_MSPACE = re.compile(r'<mspace width="(-?[\d.]+)em"(?:/>|></mspace>)')
_NARROW = ((6, 0x2002), (4, 0x2004), (3, 0x2005), (2, 0x2006), (1, 0x200A))
"""Twelfths of an em and the space of that width: EN, THREE-, FOUR-, SIX-PER-EM, HAIR SPACE."""

_CELL = re.compile('<(t[dh]) class="(left|center|right)">')
_READ_AS_HTML = re.compile(r"<[A-Za-z/!?]|&#?\w")


class Renderer:
    """Renders one deck. `used` has the pictures by their place in the package.

    `lost` names what the texts rendered since it was last emptied lost on their way.
    """

    def __init__(self, deck: Deck, media: Mapping[str, Medium]) -> None:
        self.content = Content(deck, HtmlStyle(image=self._image, math=_mathml))
        self.used: dict[str, Medium] = {}
        self.lost: set[str] = set()
        self._media = media
        self._passages = {passage.id: passage for passage in deck.passages}
        self._lang = None if right_to_left(deck.lang) else deck.lang

    def stem(self, question: Question) -> str:
        """What students read first. A cloze has a `[name]` in each blank's place."""
        if not isinstance(question, Cloze):
            return self._finished(self.content.stem(question))
        shown = self.content.stem(question, self.content.cloze(question, self._gap))
        return self._finished(escape.blanks(shown, self.blank_name(question)))

    def blank_name(self, question: Cloze) -> str:
        """The name of a cloze's blanks without their numbers, one that nothing around them holds."""
        passage = self._passages.get(question.passage or "")
        images = question.pictures + (passage.images if passage else ())
        texts = [question.text, *(image.alt for image in images)]
        texts += [passage.text or "", passage.title or ""] if passage else []
        name = "blank"
        while any(name in text for text in texts):
            name += "x"
        return name

    def remark(self, text: str) -> str:
        """A text of its own as HTML: feedback for an answer, the description of the quiz."""
        return self._finished(self.content.directed(self.content.block(text)))

    def general(self, question: Question) -> str:
        """Feedback for all, as HTML: the essay's model answer and rubric come first."""
        shown = self.content.directed(self.content.model(question)) if isinstance(question, Essay) else ""
        shown += self.content.feedback(question)
        return self._finished(shown) if shown else ""

    def with_unit(self, stem: str, unit: str | None) -> str:
        """A stem with the unit that follows the number, on a line of its own."""
        shown = f"<p>_____ {self.content.text(unit.strip())}</p>" if unit and unit.strip() else ""
        return f"{stem}{self._finished(self.content.directed(shown))}" if shown else stem

    def option(self, text: str) -> str:
        """An option as a `material`: plain text where it is no more than that, for teachers edit it so.

        New Quizzes reads plain text as HTML, so that `<b>` must come as HTML in any case.
        """
        if self._is_text(text):
            return qti.plain(text.strip())
        return qti.html(self._finished(self.content.directed(self.content.html(text)), whole=False))

    def left(self, text: str) -> str:
        """The left-hand side of a pair as a `material`.

        Canvas takes HTML that is nothing but text for plain text and shows its `&lt;`: the element
        around it has an attribute, which saves it.
        """
        if self._is_text(text):
            return qti.plain(text.strip())
        return qti.html(self._finished(self.content.directed(self.content.html(text))))

    def chosen(self, text: str) -> str:
        """What stands in a list to choose from: plain text on one line."""
        shown = _SPACE.sub(" ", plain(text)).strip()
        if not is_only_text(text):
            self.lost.add("formulas, pictures and formatting in lists to choose from")
        return shown

    def right(self, text: str) -> str:
        """The right-hand side of a pair as a `material`.

        Classic quizzes show the text as it stands; New Quizzes reads it as HTML, unless its type is
        left out and it has no `>`. So a tag cannot be right in both.
        """
        shown = self.chosen(text)
        if not _READ_AS_HTML.search(shown):
            return qti.plain(shown)
        if ">" in shown:
            self.lost.add("tags such as <b> in lists to choose from, which New Quizzes drops")
            return qti.plain(shown)
        return f"<material><mattext>{escape.xml(shown)}</mattext></material>"

    def _is_text(self, text: str) -> bool:
        """Whether plain text says it all: plain text has no direction."""
        return bool(self._lang and IS_PLAIN(text) and not _UNSAFE.search(text))

    def _gap(self, place: int, blank: Blank) -> str:
        hint = f" ({self.content.text(blank.hint.strip())})" if blank.hint.strip() else ""
        return f"<blank {place + 1}>{hint}"

    def _finished(self, shown: str, *, whole: bool = True) -> str:
        """HTML as it leaves: alone it stands in an element with the deck's language."""
        if '<img src="" ' in shown:
            shown = _MISSING.sub(r"\1", shown)
        if "<table>" in shown:
            shown = _CELL.sub(r'<\1 align="\2">', shown)
            shown = shown.replace("<table>", '<table border="1" cellpadding="4">')
        shown = escape.no_tex(shown)
        return f'<div lang="{self._lang}">{shown}</div>' if whole and self._lang else shown

    def _image(self, name: str) -> str:
        medium = self._media.get(name)
        if medium is None:
            self.lost.add("pictures")
            return ""
        place = f"media/{_file_name(medium)}"
        self.used[place] = medium
        return f"{FILES}/{place}"


def _mathml(math: Math) -> str:
    """MathML that Canvas keeps: its importers take the width from every `mspace`."""
    shown = mathml(math)
    return _MSPACE.sub(_space, shown) if "<mspace" in shown else shown


def _space(match: re.Match[str]) -> str:
    """Characters that are about as wide; what pulls its neighbours together goes."""
    twelfths = round(float(match[1]) * 12)
    spaces = chr(0x2003) * (twelfths // 12)  # EM SPACE, then the widest that still fits
    rest = twelfths % 12
    spaces += next((chr(code) for width, code in _NARROW if rest >= width), "") if twelfths > 0 else ""
    return f"<mtext>{spaces}</mtext>" if spaces else ""


def _file_name(medium: Medium) -> str:
    """A name that no importer has to decode, with what the author called the file for teachers to find."""
    stem = re.sub(r"[^A-Za-z0-9_-]+", "-", PurePosixPath(medium.name).stem).strip("-")[:40]
    return f"{stem or 'picture'}-{medium.digest[:8]}{medium.suffix}"
