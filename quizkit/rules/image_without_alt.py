"""QK260: a picture without words for those who do not see it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath

from quizkit.diagnostics import Finding, Loc
from quizkit.markup.check import images
from quizkit.markup.plain import plain
from quizkit.model.parts import Image
from quizkit.model.texts import of_header
from quizkit.rules.base import Context, Rule
from quizkit.rules.language import listed, words
from quizkit.rules.saying import short
from quizkit.rules.view import View

_SAYS_NOTHING = listed(
    """image images picture pictures photo photos photograph pic img figure fig illustration graphic screenshot alt
    text description untitled unnamed todo tbd here a an the of this no none placeholder icon logo file see caption
    une un le la l ici cette photographie capture écran dessin sans titre légende fichier voir à faire"""
)
"""Words that say that there is a picture, and not what it shows."""

_SIGN = re.compile(r"[^\W\d_\u0000-\u024f]|[=+∑∫√≤≥→←↑↓°²³]").search
"""Letters of other scripts, and signs that say something themselves."""

_FILE = re.compile(r"[\w. ()\-]+\.(?:png|jpe?g|gif|webp|svg|bmp|tiff?)", re.IGNORECASE)


def _find(view: View, context: Context) -> Iterator[Finding]:
    for item in view.items:
        place: Loc = ("questions", item.index)
        if item.question.image is not None or item.question.images:
            yield from _fields(item.question.image, item.question.images, place)
        if "![" in item.source:
            for loc, text in item.texts:
                yield from _markdown(text, (*place, *loc))
    for loc, text in of_header(view.deck):
        yield from _markdown(text, loc)
    for index, passage in enumerate(view.deck.passages):
        yield from _fields(None, passage.images, ("passages", index))


def _fields(image: Image | None, more: Sequence[Image], place: Loc) -> Iterator[Finding]:
    if image is not None and says_nothing(image.alt, image.file):
        yield _finding((*place, "image", "alt"), image.file, image.alt)
    for index, each in enumerate(more):
        if says_nothing(each.alt, each.file):
            yield _finding((*place, "images", index, "alt"), each.file, each.alt)


def _markdown(text: str, loc: Loc) -> Iterator[Finding]:
    for found in images(text):
        if says_nothing(found.alt, found.src):
            yield _finding(loc, found.src, found.alt)


def says_nothing(alt: str, file: str) -> bool:
    """Whether `alt` is empty, the name of the file, or words such as “image 2”."""
    said = plain(alt).strip()
    name = PurePosixPath(file)
    if said.lower() in ("", file.lower(), name.name.lower()) or _FILE.fullmatch(said):
        return True
    if "_" in said and said.lower() == name.stem.lower():
        return True
    return _SAYS_NOTHING.issuperset(words(said)) and _SIGN(said) is None


def _finding(loc: Loc, file: str, alt: str) -> Finding:
    if plain(alt).strip():
        message = f"`{short(alt)}` does not say what the picture {short(file)} shows"
    else:
        message = f"nothing says what the picture {short(file)} shows"
    hint = "describe it in a few words, as you would on the phone: ![A map of the Rhine](rhine.png)"
    return Finding("QK260", message, loc, hint=hint)


RULE = Rule("QK260", "image-without-alt", deck=_find)
