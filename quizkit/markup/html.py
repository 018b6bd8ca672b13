"""The tree → HTML with our own tags, each text escaped. There is no way for author HTML through here."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from html import escape as _escape
from typing import assert_never

from quizkit.markup.parse import IS_PLAIN, parse
from quizkit.markup.tree import (
    Blank,
    Block,
    Break,
    Code,
    CodeBlock,
    Document,
    Emphasis,
    Heading,
    Image,
    Inline,
    Link,
    List,
    Math,
    Paragraph,
    Quote,
    Rule,
    Strike,
    Strong,
    Table,
    Text,
)

_COMMENT = re.compile(r"(?<!\\)((?:\\\\)*)%")


def escape_text(text: str) -> str:
    """`text` with `& < >` escaped; the default of `HtmlStyle.escape`."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def mathml(math: Math) -> str:
    """Presentation MathML of our own elements; a formula that is not understood as code."""
    from quizkit.markup.mathml import mathml as render

    return render(math)


def mathjax(math: Math) -> str:
    r"""TeX between `\(…\)` or `\[…\]` for Anki's MathJax; a formula that is refused as code."""
    from quizkit.markup.maths import forbidden

    if forbidden(math.tex):
        return f"<code>{_escape(math.tex)}</code>"
    tex = _COMMENT.sub(r"\1\\%", math.tex)
    tex = _escape(tex.replace(r"\)", r"\ )").replace(r"\]", r"\ ]"), quote=False).replace("[", "&#91;")
    return rf"\[{tex}\]" if math.display else rf"\({tex}\)"


def mathjax_cloze(math: Math) -> str:
    """As `mathjax`, for a cloze field: no `}}`, `{{` or `::` that Anki would take for a deletion's."""
    shown = mathjax(math)
    for pair in ("}}", "{{"):
        while pair in shown:
            shown = shown.replace(pair, f"{pair[0]} {pair[0]}")
    return shown.replace("::", "&#58;&#58;")


def _same(src: str) -> str:
    return src


def _blank(_: Blank, inner: str) -> str:
    return f'<span class="blank">{inner}</span>'


@dataclass(frozen=True, slots=True)
class HtmlStyle:
    """What a target decides about its HTML.

    `escape` makes text safe (at least `& < >`); `image` turns an author's file into an address;
    `math` and `blank` return ready HTML, `blank` from the HTML inside. `void` ends an element without
    content: ` />` for formats that are XML.
    """

    escape: Callable[[str], str] = escape_text
    image: Callable[[str], str] = _same
    math: Callable[[Math], str] = mathml
    blank: Callable[[Blank, str], str] = _blank
    void: str = ">"


DEFAULT = HtmlStyle()


def html(text: str | Document, style: HtmlStyle = DEFAULT, *, blanks: bool = False) -> str:
    """The HTML of Markdown source (or of a tree). A single paragraph comes without its `<p>`."""
    if isinstance(text, str):
        if IS_PLAIN(text):
            return style.escape(text.strip())
        text = parse(text, blanks=blanks)
    if (children := text.inline) is not None:
        return inline_html(children, style)
    return _blocks(text.blocks, style)


def inline_html(children: Iterable[Inline], style: HtmlStyle = DEFAULT) -> str:
    """The HTML of a run of inline nodes."""
    return "".join([_inline(child, style) for child in children])


def _inline(node: Inline, style: HtmlStyle) -> str:
    match node:
        case Text(text):
            return style.escape(text)
        case Emphasis(children):
            return f"<em>{inline_html(children, style)}</em>"
        case Strong(children):
            return f"<strong>{inline_html(children, style)}</strong>"
        case Strike(children):
            return f"<del>{inline_html(children, style)}</del>"
        case Code(text):
            return f"<code>{style.escape(text)}</code>"
        case Link(url, children):
            return f'<a href="{_attribute(url, style)}">{inline_html(children, style)}</a>'
        case Image(src, alt):
            return f'<img src="{_escape(style.image(src))}" alt="{_attribute(alt, style)}"{style.void}'
        case Math():
            return style.math(node)
        case Break():
            return f"<br{style.void}"
        case Blank(children=children):
            return style.blank(node, inline_html(children, style))
        case _:
            assert_never(node)


def _attribute(text: str, style: HtmlStyle) -> str:
    return style.escape(text).replace('"', "&quot;").replace("'", "&#x27;")


def _blocks(blocks: Iterable[Block], style: HtmlStyle) -> str:
    return "\n".join([_block(block, style) for block in blocks])


def _block(node: Block, style: HtmlStyle) -> str:
    match node:
        case Paragraph(children):
            return f"<p>{inline_html(children, style)}</p>"
        case Heading(level, children):
            level = min(level + 2, 6)  # the page's own headings are h1 and h2
            return f"<h{level}>{inline_html(children, style)}</h{level}>"
        case Quote(children):
            return f"<blockquote>{_blocks(children, style)}</blockquote>"
        case CodeBlock(text, language):
            attribute = f' class="language-{_escape(language)}"' if language else ""
            return f"<pre><code{attribute}>{style.escape(text)}</code></pre>"
        case List():
            return _list(node, style)
        case Table():
            return _table(node, style)
        case Rule():
            return f"<hr{style.void}"
        case _:
            assert_never(node)


def _list(node: List, style: HtmlStyle) -> str:
    items = "".join([f"<li>{_item(item, style)}</li>" for item in node.items])
    if node.start is None:
        return f"<ul>{items}</ul>"
    return f'<ol start="{node.start}">{items}</ol>' if node.start != 1 else f"<ol>{items}</ol>"


def _item(item: tuple[Block, ...], style: HtmlStyle) -> str:
    """An item's first paragraph without its `<p>`, unless more paragraphs follow."""
    if (
        item
        and isinstance(item[0], Paragraph)
        and not any(isinstance(block, Paragraph) for block in item[1:])
    ):
        return inline_html(item[0].children, style) + _blocks(item[1:], style)
    return _blocks(item, style)


def _table(node: Table, style: HtmlStyle) -> str:
    header = _row("th", node.header, node, style)
    rows = "".join([_row("td", row, node, style) for row in node.rows])
    body = f"<tbody>{rows}</tbody>" if rows else ""
    return f"<table><thead>{header}</thead>{body}</table>"


def _row(tag: str, cells: tuple[tuple[Inline, ...], ...], table: Table, style: HtmlStyle) -> str:
    shown = [
        f'<{tag} class="{align}">{inline_html(cell, style)}</{tag}>'
        if align
        else f"<{tag}>{inline_html(cell, style)}</{tag}>"
        for cell, align in zip(cells, table.align, strict=False)
    ]
    return f"<tr>{''.join(shown)}</tr>"
