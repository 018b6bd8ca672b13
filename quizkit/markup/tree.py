"""The tree that all text becomes before anything shows it. Small, closed, frozen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Align = Literal["left", "center", "right", ""]


@dataclass(frozen=True, slots=True)
class Text:
    text: str


@dataclass(frozen=True, slots=True)
class Emphasis:
    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Strong:
    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Strike:
    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Code:
    text: str


@dataclass(frozen=True, slots=True)
class Link:
    """A link whose address was found harmless (http, https, mailto)."""

    url: str
    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Image:
    """A picture in the text. `src` is the file as the author named it."""

    src: str
    alt: str


@dataclass(frozen=True, slots=True)
class Math:
    """LaTeX between dollars, `display` where it stands on its own."""

    tex: str
    display: bool = False


@dataclass(frozen=True, slots=True)
class Break:
    """A line break that the author asked for."""


@dataclass(frozen=True, slots=True)
class Blank:
    """A cloze deletion; only where `parse(…, blanks=True)`."""

    number: int
    children: tuple[Inline, ...]
    hint: str


Inline = Text | Emphasis | Strong | Strike | Code | Link | Image | Math | Break | Blank


@dataclass(frozen=True, slots=True)
class Paragraph:
    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    level: int
    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Quote:
    children: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class CodeBlock:
    text: str
    language: str


@dataclass(frozen=True, slots=True)
class List:
    """`start` is the first number of an ordered list, None for bullets."""

    items: tuple[tuple[Block, ...], ...]
    start: int | None


@dataclass(frozen=True, slots=True)
class Table:
    header: tuple[tuple[Inline, ...], ...]
    rows: tuple[tuple[tuple[Inline, ...], ...], ...]
    align: tuple[Align, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """A thematic break."""


Block = Paragraph | Heading | Quote | CodeBlock | List | Table | Rule


@dataclass(frozen=True, slots=True)
class Document:
    """A whole text. One paragraph is the common case; see `inline`."""

    blocks: tuple[Block, ...]

    @property
    def inline(self) -> tuple[Inline, ...] | None:
        """The content of the only paragraph, or None where there is more than that."""
        if len(self.blocks) == 1 and isinstance(self.blocks[0], Paragraph):
            return self.blocks[0].children
        return None
