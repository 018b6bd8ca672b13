"""The forms of paragraphs, as styles declare them."""

from __future__ import annotations

from dataclasses import dataclass

from quizkit.targets.docx.page import Page

Side = tuple[str, int, int, str]
"""A line along a side: which one, its thickness in eighths of a point, its distance, its colour."""

Stop = tuple[int, str, str]
"""A tab stop: its position in twips, its kind, its leader."""


@dataclass(frozen=True, slots=True)
class Form:
    """The form of a paragraph. Distances in em; `border` are sides of `w:pBdr` with their lines.

    `tabs`: positions in twips, their kinds and leaders.
    """

    before: float = 0
    after: float = 0
    line: float = 0
    exact: bool = False
    left: int = 0
    hanging: int = 0
    right: int = 0
    keep_next: bool = False
    keep_lines: bool = False
    border: tuple[Side, ...] = ()
    shade: str = ""
    tabs: tuple[Stop, ...] = ()
    level: int | None = None
    outline: int | None = None
    contextual: bool = False
    bidi: bool = False

    def xml(self, page: Page) -> str:
        """`w:pPr` in the order of the schema."""
        said = [
            "<w:keepNext/>" if self.keep_next else "",
            "<w:keepLines/>" if self.keep_lines else "",
            _numbered(self.level),
            borders("pBdr", self.border),
            f'<w:shd w:val="clear" w:color="auto" w:fill="{self.shade}"/>' if self.shade else "",
            _tabs(self.tabs),
            "<w:bidi/>" if self.bidi else "",
            self._spacing(page),
            self._indent(),
            "<w:contextualSpacing/>" if self.contextual else "",
            f'<w:outlineLvl w:val="{self.outline}"/>' if self.outline is not None else "",
        ]
        return f"<w:pPr>{''.join(said)}</w:pPr>"

    def _spacing(self, page: Page) -> str:
        line = ""
        if self.line:
            high = page.em(self.line) if self.exact else round(self.line * 240)
            line = f' w:line="{high}" w:lineRule="{"exact" if self.exact else "auto"}"'
        return f'<w:spacing w:before="{page.em(self.before)}" w:after="{page.em(self.after)}"{line}/>'

    def _indent(self) -> str:
        if not (self.left or self.right or self.hanging):
            return ""
        hanging = f' w:hanging="{self.hanging}"' if self.hanging else ""
        return f'<w:ind w:left="{self.left}" w:right="{self.right}"{hanging}/>'


def _numbered(level: int | None) -> str:
    """The level of the questions' list that a style stands for."""
    if level is None:
        return ""
    inner = f'<w:ilvl w:val="{level}"/>' if level else ""
    return f'<w:numPr>{inner}<w:numId w:val="1"/></w:numPr>'


def borders(name: str, sides: tuple[Side, ...]) -> str:
    """Lines around a paragraph or a table: side, thickness in eighths of a point, distance, colour."""
    inner = "".join(
        [
            f'<w:{side} w:val="{"single" if size else "nil"}"'
            + (f' w:sz="{size}" w:space="{space}" w:color="{colour}"/>' if size else "/>")
            for side, size, space, colour in sides
        ]
    )
    return f"<w:{name}>{inner}</w:{name}>" if inner else ""


def _tabs(stops: tuple[Stop, ...]) -> str:
    inner = "".join(
        [
            f'<w:tab w:val="{kind}"' + (f' w:leader="{leader}"' if leader else "") + f' w:pos="{position}"/>'
            for position, kind, leader in stops
        ]
    )
    return f"<w:tabs>{inner}</w:tabs>" if inner else ""
