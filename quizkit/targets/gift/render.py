"""The texts of a question in GIFT: as they are where nothing in them is special, else all as HTML."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from quizkit.markup import plain
from quizkit.markup.html import HtmlStyle, mathjax
from quizkit.model.deck import Deck
from quizkit.model.questions import Question
from quizkit.targets.base import Unsupported
from quizkit.targets.content import Content
from quizkit.targets.gaps import GAP
from quizkit.targets.gift.escape import content, escape, label, readable, typed
from quizkit.words import right_to_left

_SIMPLE = re.compile(r"(?!%|.*  )[^\\`*_~\[\]<>&$@\n\r\t{]*").fullmatch
"""No Markdown, and nothing that Moodle takes for HTML, a format, a weight, a formula or a file."""

_PICTURE = re.compile(r'<img src="" alt="([^"]*)">')
_STYLE = HtmlStyle(escape=content, image=lambda _: "", math=mathjax)


class Render:
    """Renders the questions of one deck."""

    def __init__(self, deck: Deck) -> None:
        self.content = Content(deck, _STYLE)
        self._rtl = right_to_left(deck.lang)

    def form(self, question: Question, texts: Iterable[str] = ()) -> Form:
        """The form in which the question's prompt and its other `texts` (Markdown) can be written."""
        simple = not (self._rtl or question.passage or question.pictures)
        prompt = question.prompt.replace(GAP, "x").strip()
        return Form(self, not (simple and all(map(_SIMPLE, (prompt, *texts)))))

    def feedback(self, question: Question, more: str = "") -> str:
        """The general feedback with `more` HTML below it, in GIFT and with its format; "" if none."""
        explanation = (question.explanation or "").strip()
        if not (more or self._rtl or question.facts) and _SIMPLE(explanation):
            return escape(explanation)
        shown = self.content.feedback(question) + (self.content.directed(more) if more else "")
        return f"[html]{escape(alts(shown))}" if shown else ""


class Form:
    """How the texts of one question are written: all of them as HTML, or none."""

    def __init__(self, render: Render, html: bool) -> None:
        self.html = html
        self._content = render.content

    def stem(self, question: Question) -> str:
        """What students read first, with its format."""
        if not self.html:
            return escape(question.prompt.strip().replace(GAP, "_____"))
        return f"[html]{escape(alts(self._content.stem(question)))}"

    def text(self, text: str) -> str:
        """An option, a remark or a left-hand side: these take the format of the stem.

        At its start, `[` would begin a format's name and `%` a weight.
        """
        if not self.html:
            return escape(text.strip())
        shown = alts(self._content.directed(self._content.html(text)))
        return escape(f"&#{ord(shown[0])};{shown[1:]}" if shown.startswith(("[", "%")) else shown)


def alts(html: str) -> str:
    """HTML with the descriptions of its pictures instead of them."""
    return _PICTURE.sub(r"<em>[\1]</em>", html) if "<img" in html else html


@lru_cache(maxsize=256)
def line(text: str) -> str:
    """Markdown as plain text on one line."""
    return re.sub(r"\s*[\n\r]\s*", " ", plain(text)).strip()


def picked(text: str) -> str:
    """The right-hand side of a pair, from Markdown: plain text. Raises `Unsupported` for an empty one."""
    return escape(label(_filled(text)))


def answer(text: str) -> str:
    """An answer to be typed, from Markdown, with what keeps Moodle from reading more into it.

    Raises `Unsupported` for one that is empty as plain text or that Moodle would change.
    """
    shown = _filled(text)
    if not readable(shown):
        raise Unsupported(f"Moodle would change the answer `{shown[:40]}`")
    guard = "%100%" if shown.startswith("%") or "->" in shown else ""
    return f"{guard}{'[plain]' if shown.startswith('[') else ''}{escape(typed(shown))}"


def _filled(text: str) -> str:
    shown = line(text)
    if not shown:
        raise Unsupported("an answer is empty without its formatting")
    return shown
