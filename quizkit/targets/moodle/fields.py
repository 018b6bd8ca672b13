"""A deck's texts as the fields of Moodle XML, each with the pictures that it shows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from quizkit.markup.html import HtmlStyle
from quizkit.media import Medium
from quizkit.model.deck import Deck
from quizkit.targets.content import Content
from quizkit.targets.moodle import escape
from quizkit.targets.moodle.escape import cdata

Piece = str | Medium
"""Ready XML, or a picture that is to stand there in base64."""

_FILE = re.compile(r"@@PLUGINFILE@@/([0-9a-f]+\.[a-z]+)")


class Fields:
    """Writes the fields of one deck. `missing` is set where a picture could not be written."""

    def __init__(self, deck: Deck, media: Mapping[str, Medium]) -> None:
        style = HtmlStyle(escape=escape.text, image=self._address, math=escape.formula)
        self.content = Content(deck, style)
        self.words = self.content.words
        self.missing = False
        self._media = media
        self._files: dict[str, Medium] = {}

    def _address(self, name: str) -> str:
        medium = self._media.get(name)
        if medium is None:
            return escape.MISSING
        file = f"{medium.digest[:20]}{medium.suffix}"
        self._files[file] = medium
        return f"@@PLUGINFILE@@/{file}"

    def html(
        self, tag: str, shown: str, attributes: str = "", inner: Iterable[Piece] = (), *, below: str = ""
    ) -> list[Piece]:
        """An element with HTML in its `<text>`, the files that it names, and ready XML behind them.

        `shown` is not finished yet; `below` is, and follows it.
        """
        finished = escape.finish(shown) + below
        self.missing |= escape.MISSING_IMAGE in shown
        start = f'<{tag}{attributes} format="html"><text>{cdata(finished)}</text>'
        if not inner and "@@PLUGINFILE@@" not in finished:
            return [f"{start}</{tag}>\n"]
        return [start, *self._embedded(finished), *inner, f"</{tag}>\n"]

    def _embedded(self, finished: str) -> Iterable[Piece]:
        for file in dict.fromkeys(_FILE.findall(finished)):
            yield f'\n<file name="{file}" path="/" encoding="base64">'
            yield self._files[file]
            yield "</file>"

    def option(self, source: str) -> str:
        """Markdown as the HTML of one option or item."""
        return self.content.directed(self.content.html(source))

    def block(self, source: str) -> str:
        """Markdown as HTML of blocks."""
        return self.content.directed(self.content.block(source))
