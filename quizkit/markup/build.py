"""markdown-it's flat tokens → our tree. Imported only where text is not plain."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from markdown_it.token import Token

from quizkit.markup import tree
from quizkit.markup.grammar import TooDeep, vetted
from quizkit.model.cloze import OPEN, Deletion

MAX_INLINE = 32
"""Emphasis, links and blanks inside one another. Ours: every walk over the tree may recurse."""

Stack = list[tuple[Token | None, list[tree.Inline]]]
"""The tokens that are open, each with the nodes inside; None for the whole."""

_LANGUAGE = re.compile(r"[A-Za-z0-9+-]{1,30}")
_SIDES: dict[str, tree.Align] = {
    "text-align:left": "left",
    "text-align:center": "center",
    "text-align:right": "right",
}
_WRAP: dict[str, Callable[[tuple[tree.Inline, ...]], tree.Inline]] = {
    "em_open": tree.Emphasis,
    "strong_open": tree.Strong,
    "s_open": tree.Strike,
}


@dataclass(slots=True)
class Builder:
    """What one text's tokens are turned with, and what came to light on the way."""

    deletions: tuple[Deletion, ...] = ()
    mark: str = ""
    spilled: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    broken: set[int] = field(default_factory=set)
    blanks_in_maths: int = 0

    def document(self, tokens: list[Token]) -> tree.Document:
        if len(tokens) == 1 and tokens[0].type == "inline":
            return tree.Document((tree.Paragraph(self.inline(tokens[0])),))
        blocks, _ = self.blocks(tokens, 0)
        return tree.Document(blocks)

    def blocks(self, tokens: list[Token], at: int) -> tuple[tuple[tree.Block, ...], int]:
        """The blocks from `at` to the closing token of their parent, and the place after it."""
        found: list[tree.Block] = []
        while at < len(tokens):
            token = tokens[at]
            if token.nesting < 0:
                return tuple(found), at + 1
            block, at = self.block(tokens, at)
            found.append(block)
        return tuple(found), at

    def block(self, tokens: list[Token], at: int) -> tuple[tree.Block, int]:
        token = tokens[at]
        match token.type:
            case "paragraph_open":
                return tree.Paragraph(self.inline(tokens[at + 1])), at + 3
            case "heading_open":
                return tree.Heading(int(token.tag[1]), self.inline(tokens[at + 1])), at + 3
            case "blockquote_open":
                inner, at = self.blocks(tokens, at + 1)
                return tree.Quote(inner), at
            case "bullet_list_open" | "ordered_list_open":
                return self.items(tokens, at)
            case "table_open":
                return self.table(tokens, at)
            case "fence":
                return self.fence(token), at + 1
            case "math_block":
                return tree.Paragraph((self.math(token.content, display=True),)), at + 1
            case "hr":
                return tree.Rule(), at + 1
            case other:
                raise AssertionError(f"unexpected block {other}")

    def items(self, tokens: list[Token], at: int) -> tuple[tree.List, int]:
        start = int(tokens[at].attrGet("start") or 1) if tokens[at].type.startswith("ordered") else None
        items: list[tuple[tree.Block, ...]] = []
        at += 1
        while tokens[at].type == "list_item_open":
            item, at = self.blocks(tokens, at + 1)
            items.append(item)
        return tree.List(tuple(items), start), at + 1

    def fence(self, token: Token) -> tree.CodeBlock:
        self.verbatim(token.content)
        self.verbatim(token.info)
        words = token.info.split()
        known = words and _LANGUAGE.fullmatch(words[0])
        return tree.CodeBlock(token.content.removesuffix("\n"), words[0] if known else "")

    def table(self, tokens: list[Token], at: int) -> tuple[tree.Table, int]:
        rows: list[list[tuple[tree.Inline, ...]]] = []
        align: list[tree.Align] = []
        while tokens[at].type != "table_close":
            token = tokens[at]
            if token.type == "tr_open":
                rows.append([])
            elif token.type in ("th_open", "td_open"):
                if token.type == "th_open":
                    align.append(_align(token))
                rows[-1].append(self.inline(tokens[at + 1]))
            elif token.type == "tr_close":
                rows[-1] = self.with_spilled(rows[-1], tokens[at - 2])
            at += 1
        return tree.Table(tuple(rows[0]), tuple(map(tuple, rows[1:])), tuple(align)), at + 1

    def with_spilled(self, row: list[tuple[tree.Inline, ...]], last: Token) -> list[tuple[tree.Inline, ...]]:
        """`row` with the cells beyond its header put into the last one, so that nothing is lost."""
        extra = self.spilled.get(last.map[0] if last.map else -1)
        if extra:
            row[-1] = (*row[-1], tree.Text(" | " + " | ".join(extra)))
        return row

    def inline(self, parent: Token) -> tuple[tree.Inline, ...]:
        """The content of a paragraph, heading or cell."""
        stack: Stack = [(None, [])]
        words: list[str] = []
        for token in parent.children or ():
            if token.type in ("text", "text_special"):
                words.append(token.content)
                continue
            if token.type == "softbreak":
                words.append(" ")
                continue
            _flush(words, stack)
            self.step(token, stack)
            if len(stack) > MAX_INLINE:
                raise TooDeep
        _flush(words, stack)
        while len(stack) > 1:
            self.abandon(stack)
        return _joined(stack[0][1])

    def step(self, token: Token, stack: Stack) -> None:
        """One token that is not text."""
        out = stack[-1][1]
        match token.type:
            case "hardbreak":
                out.append(tree.Break())
            case "code_inline":
                self.verbatim(token.content)
                out.append(tree.Code(token.content))
            case "math":
                out.append(self.math(token.content, display=token.meta["display"]))
            case "image":
                out.append(self.image(token))
            case "blank_open" | "em_open" | "strong_open" | "s_open" | "link_open":
                stack.append((token, []))
            case "blank_close":
                self.close_blank(token, stack)
            case _:
                while stack[-1][0] is not None and stack[-1][0].type == "blank_open":
                    self.abandon(stack)
                opening, children = stack.pop()
                assert opening is not None
                stack[-1][1].append(self.wrapped(opening, children))

    def wrapped(self, opening: Token, children: list[tree.Inline]) -> tree.Inline:
        inner = _joined(children)
        if opening.type != "link_open":
            return _WRAP[opening.type](inner)
        href = str(opening.attrGet("href") or "")
        self.verbatim(href)
        return tree.Link(vetted(href) or "", inner)

    def close_blank(self, token: Token, stack: Stack) -> None:
        opening = stack[-1][0]
        index = token.meta["index"]
        if opening is None or opening.type != "blank_open" or opening.meta["index"] != index:
            self.broken.add(index)
            return
        _, children = stack.pop()
        from quizkit.markup.plain import plain  # plain.py parses, and so imports what builds

        deletion = self.deletions[index]
        stack[-1][1].append(tree.Blank(deletion.number, _joined(children), plain(deletion.hint)))

    def abandon(self, stack: Stack) -> None:
        """Gives up a blank that does not close where it opened."""
        opening, children = stack.pop()
        if opening is not None and opening.type == "blank_open":
            self.broken.add(opening.meta["index"])
        stack[-1][1].extend(children)

    def math(self, tex: str, *, display: bool) -> tree.Math:
        self.verbatim(tex)
        if OPEN.search(tex):
            self.blanks_in_maths += 1
        return tree.Math(tex.strip(), display)

    def image(self, token: Token) -> tree.Image:
        src = str(token.attrGet("src") or "")
        self.verbatim(src)
        self.verbatim(token.content)
        return tree.Image(src, _alt(token.children or []).strip())

    def verbatim(self, text: str) -> None:
        """Notes the blanks whose marks ended up where no blank can be."""
        if self.mark and self.mark in text:
            found = re.findall(f"{self.mark}[oc]([0-9]+){self.mark}", text)
            self.broken.update(map(int, found))


def _flush(words: list[str], stack: list[Any]) -> None:
    if words:
        stack[-1][1].append(tree.Text("".join(words)))
        words.clear()


def _joined(children: list[tree.Inline]) -> tuple[tree.Inline, ...]:
    """Neighbouring texts as one, empty ones left out."""
    out: list[tree.Inline] = []
    for is_text, run in groupby(children, lambda child: isinstance(child, tree.Text)):
        if not is_text:
            out.extend(run)
        elif words := "".join(child.text for child in run if isinstance(child, tree.Text)):
            out.append(tree.Text(words))
    return tuple(out)


def _align(token: Token) -> tree.Align:
    return _SIDES.get(str(token.attrGet("style") or ""), "")


def _alt(tokens: list[Token]) -> str:
    """The words of an image's description, its markup left out."""
    words: list[str] = []
    for token in tokens:
        if token.type == "image":
            words.append(_alt(token.children or []))
        elif token.type in ("softbreak", "hardbreak"):
            words.append(" ")
        else:
            words.append(token.content)
    return "".join(words)
