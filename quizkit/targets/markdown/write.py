"""Texts as GitHub's Markdown: formulas that its Markdown does not touch, pictures beside the page."""

from __future__ import annotations

import re
from collections.abc import Sequence

from quizkit.markup import parse, plain
from quizkit.markup.markdown import MarkdownStyle, escape_text, markdown, paragraph
from quizkit.markup.parse import IS_PLAIN
from quizkit.markup.tree import Block, Break, CodeBlock, Document, List, Math, Paragraph, Quote, Text
from quizkit.media import Medium
from quizkit.model.parts import Image
from quizkit.targets.base import Job

_ACTIVE = re.compile(r"\\[!-/:-@\[-`{-~]|[*~<>`\[\]&|#\n]|(?<![A-Za-z0-9])_|\s$|^\s")
"""What Markdown might act on inside of a formula; GitHub reads formulas after its Markdown did."""


_NOTHING = Text("")
"""In front of a line that stands behind a label: nothing in it begins a block."""


class Writer:
    """Writes the texts of one deck, and remembers which pictures they show."""

    def __init__(self, job: Job) -> None:
        self.used: dict[str, Medium] = {}
        self.missing: dict[str, None] = {}
        self._job = job
        self.style = MarkdownStyle(image=self.address, math=formula, deeper=3)

    def address(self, src: str) -> str | None:
        """The picture's file beside the page; None where no file came with the deck."""
        medium = self._job.media.get(src.strip())
        if medium is None:
            self.missing[src.strip()] = None
            return None
        name = f"{self._job.deck.deck}-{medium.digest[:12]}{medium.suffix}"
        self.used[name] = medium
        return name

    def text(self, source: str) -> str:
        """An author's Markdown as blocks."""
        return markdown(source if IS_PLAIN(source) else blocks_of_maths(parse(source)), self.style)

    def line(self, source: str) -> str | None:
        """An author's Markdown to stand behind something in a line; None where it takes blocks."""
        if IS_PLAIN(source):
            return escape_text(source.strip())
        document = parse(source)
        if document.inline is None or any(isinstance(child, Break) for child in document.inline):
            return None
        return markdown(Document((Paragraph((_NOTHING, *document.inline)),)), self.style)

    def labelled(self, label: str, source: str) -> str:
        """A label (ready Markdown) and a text behind it, or below it where the text takes blocks."""
        shown = self.line(source)
        return f"{label} {shown}" if shown is not None else f"{label}\n\n{self.text(source)}"

    def item(self, label: str, source: str, mark: str = "-") -> str:
        """An item of a list: a label (ready Markdown, or "") and a text."""
        shown = self.labelled(label, source) if label else self.text(source)
        return indented(mark, shown)

    def pictures(self, images: Sequence[Image]) -> list[str]:
        """Pictures, each a paragraph."""
        shown = []
        for image in images:
            address, alt = self.address(image.file), escape_text(plain(image.alt).replace("\n", " "))
            missing = paragraph((Text(plain(image.alt).replace("\n", " ")),))
            shown.append(missing if address is None else f"![{alt}](<{address}>)")
        return shown


def formula(math: Math) -> str:
    r"""A formula between dollars, or as GitHub's `` $`…`$ `` where Markdown would change it."""
    tex = f"\\displaystyle {math.tex}" if math.display else math.tex
    if "`" in tex or not _ACTIVE.search(tex):
        return f"$${math.tex}$$" if math.display else f"${tex}$"
    return f"$`{' '.join(tex.split())}`$"


def blocks_of_maths(document: Document) -> Document:
    """The tree with each formula that stands on its own as GitHub's block of maths."""
    return Document(_maths(document.blocks))


def _maths(blocks: Sequence[Block]) -> tuple[Block, ...]:
    return tuple(map(_math, blocks))


def _math(block: Block) -> Block:
    match block:
        case Paragraph((Math(tex, True),)):
            return CodeBlock(tex, "math")
        case Quote(children):
            return Quote(_maths(children))
        case List(items, start):
            return List(tuple(map(_maths, items)), start)
        case _:
            return block


def indented(mark: str, text: str) -> str:
    """An item of a list: its mark, and all further lines below its first letter."""
    room = " " * (len(mark) + 1)
    head, *rest = text.split("\n")
    return "\n".join([f"{mark} {head}", *(room + line if line else line for line in rest)])
