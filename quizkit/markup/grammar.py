"""The Markdown that we read: markdown-it-py, with what authors never mean taken out.

Out are raw HTML, entities, indented code, underlined headings and link definitions (which vanish
from the page); in are tables, strike-through, `$…$`, `$$…$$` and blanks. Imported only where
text is not plain, because markdown-it-py costs start-up time.
"""

from __future__ import annotations

import re
import threading
from types import SimpleNamespace
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.helpers import parseLinkLabel, parseLinkTitle
from markdown_it.helpers.parse_link_destination import parseLinkDestination
from markdown_it.rules_block import StateBlock
from markdown_it.rules_block.table import escapedSplit, table
from markdown_it.rules_inline import StateInline, autolink, image, link
from markdown_it.token import Token

from quizkit.model.cloze import MATHS

MAX_DEPTH = 64
"""Block nesting as markdown-it counts it: a quote is one level, a list with its item two."""

MATH = re.compile(rf"\$\$(.+?)\$\$|{MATHS}", re.DOTALL)
"""Maths, as `quizkit.model.cloze` sees it: prices (`$5 and $6`) are none."""

_MARK = re.compile("\\{([\ufdd0-\ufdef])([oc])([0-9]+)\\1\\}")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_UNSAFE_SPACE = re.compile(r"[\x00-\x20\x7f-\xa0\u00ad\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufeff]+")
_SAFE = re.compile(r"(?:https?:|mailto:)", re.IGNORECASE)


class TooDeep(Exception):
    """Raised where markdown-it-py would drop the rest of the text in silence."""


def vetted(url: str) -> str | None:
    """`url` without white space and control characters if it is http, https or mailto, else None."""
    clean = _UNSAFE_SPACE.sub("", url)
    return clean if _SAFE.match(clean) else None


class Machine(MarkdownIt):
    """A parser that remembers which link addresses it refused. One per thread."""

    def __init__(self) -> None:
        super().__init__("commonmark", {"html": False, "maxNesting": MAX_DEPTH + 8})
        self.kind = ""
        self.refused: list[str] = []
        self.helpers: Any = SimpleNamespace(
            parseLinkLabel=parseLinkLabel, parseLinkTitle=parseLinkTitle, parseLinkDestination=_destination
        )
        self.enable(["table", "strikethrough"])
        # `normalize` would replace U+0000; line breaks are normal before they come here
        self.disable(["normalize", "html_block", "html_inline", "entity", "code", "lheading", "reference"])
        self.block.ruler.before("table", "depth", _depth)
        self.block.ruler.at("table", _table, {"alt": ["paragraph"]})
        self.block.ruler.before(
            "fence", "math_block", _math_block, {"alt": ["paragraph", "blockquote", "list"]}
        )
        self.inline.ruler.before("escape", "math", _math)
        self.inline.ruler.before("escape", "blank", _blank)
        self.inline.ruler.at("link", _as("link", link))
        self.inline.ruler.at("image", _as("image", image))
        self.inline.ruler.at("autolink", _as("autolink", autolink))

    def normalizeLink(self, url: str) -> str:  # noqa: N802 - markdown-it-py's name
        return url

    def validateLink(self, url: str) -> bool:  # noqa: N802 - markdown-it-py's name
        if self.kind == "image" or vetted(url) is not None:
            return True
        if self.kind == "link":
            self.refused.append(url)
        return False


_LOCAL = threading.local()


def machine() -> Machine:
    """The parser of this thread, ready for a new text."""
    found: Machine | None = getattr(_LOCAL, "machine", None)
    if found is None:
        found = _LOCAL.machine = Machine()
    found.refused.clear()
    found.kind = ""
    return found


def tokens(text: str, env: dict[str, Any]) -> tuple[list[Token], list[str]]:
    """The tokens of `text`, and the link addresses that were refused.

    Text on one line is never a block: `# x`, `- 5` and `1. Mai` are what they say. `env["mark"]` is
    the character that stands for blanks; `env["spilled"]` receives cells beyond a table's header
    by line. Raises `TooDeep`.
    """
    parser = machine()
    found = parser.parse(text, env) if "\n" in text else parser.parseInline(text, env)
    return found, list(dict.fromkeys(parser.refused))


def _as(kind: str, rule: Any) -> Any:
    """`rule`, with the parser told that an address met inside belongs to a `kind`."""

    def wrapped(state: StateInline, silent: bool) -> bool:
        if state.src[state.pos] not in "![<":
            return False
        parser: Any = state.md
        outer, parser.kind = parser.kind, kind
        try:
            return bool(rule(state, silent))
        finally:
            parser.kind = outer

    return wrapped


def _destination(text: str, position: int, end: int) -> Any:
    """markdown-it-py's, except that entities in an address stay as written."""
    result = parseLinkDestination(text, position, end)
    if result.ok and "&" in text[position : result.pos]:
        source = text[position : result.pos]
        result.str = _ESCAPED.sub(r"\1", source[1:-1] if source.startswith("<") else source)
    return result


def _depth(state: StateBlock, _start: int, _end: int, silent: bool) -> bool:
    if not silent and state.level >= MAX_DEPTH:
        raise TooDeep
    return False


def _math(state: StateInline, silent: bool) -> bool:
    if state.src[state.pos] != "$":
        return False
    found = MATH.match(state.src, state.pos, state.posMax)
    if not found or not (found[1] or found[2]).strip():
        return False
    if not silent:
        token = state.push("math", "", 0)
        display = found[1] is not None
        token.content = found[1] if display else found[2]
        token.meta = {"display": display}
    state.pos = found.end()
    return True


def _blank(state: StateInline, silent: bool) -> bool:
    if state.src[state.pos] != "{" or not state.env.get("mark"):
        return False
    found = _MARK.match(state.src, state.pos, state.posMax)
    if not found or found[1] != state.env["mark"]:
        return False
    if not silent:
        token = state.push("blank_open" if found[2] == "o" else "blank_close", "", 0)
        token.meta = {"index": int(found[3])}
    state.pos = found.end()
    return True


def _math_block(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """`$$` at the start of a line to `$$` at the end of one; the lines between are no Markdown."""
    first = state.src[state.bMarks[start] + state.tShift[start] : state.eMarks[start]]
    if not first.startswith("$$"):
        return False
    lines: list[str] = []
    for line in range(start, end):
        if line > start and state.sCount[line] < state.blkIndent and not state.isEmpty(line):
            return False
        text = state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]].rstrip()
        lines.append(text[2:] if line == start else text)
        head, closing, tail = lines[-1].partition("$$")
        if not closing:
            continue
        if tail.strip() or not ("\n".join(lines[:-1]) + head).strip():
            return False
        if not silent:
            token = state.push("math_block", "", 0)
            token.content = "\n".join([*lines[:-1], head]).strip()
            state.line = line + 1
        return True
    return False


def _table(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """markdown-it-py's table, with a record of the cells that it drops."""
    before = len(state.tokens)
    if not table(state, start, end, silent):
        return False
    if not silent:
        columns = sum(token.type == "th_open" for token in state.tokens[before:])
        for line in range(start + 2, state.line):
            cells = _cells(state, line)
            if len(cells) > columns:
                state.env.setdefault("spilled", {})[line] = tuple(cells[columns:])
    return True


def _cells(state: StateBlock, line: int) -> list[str]:
    text = state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]].strip(" \t")
    cells: list[str] = escapedSplit(text)
    if cells and cells[0] == "":
        cells.pop(0)
    if cells and cells[-1] == "":
        cells.pop()
    return [cell.strip() for cell in cells]
