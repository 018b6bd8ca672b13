r"""Text on its way into Moodle, so that every letter of it arrives before students.

Moodle looks for more than HTML in a text: gaps (`[[1]]`), embedded answers (`{1:…}`), the place of the
answer box (`_____`), files (`@@PLUGINFILE@@/…`), formulas (`\(…\)`, `$$…$$`, `[tex]`). It looks in the HTML as
it is stored, where character references hide our text from it. MathJax reads texts after the browser
turned them back; an element in the middle stops it.

Each way in has its way back (`un…`), which is what Moodle and the browser do.
"""

from __future__ import annotations

import re
from html import unescape

from quizkit.markup.html import mathjax
from quizkit.markup.tree import Math
from quizkit.targets.characters import legal
from quizkit.targets.titles import shortened

_HTML = str.maketrans(
    {
        "&": "&amp;",
        "<": "&lt;",
        ">": "&gt;",
        "[": "&#91;",
        "{": "&#123;",
        "\\": "&#92;",
        "$": "&#36;",
        "@": "&#64;",
    }
)
_SPECIAL = re.compile(r"[&<>\[{\\$@]").search

_APART = '<span class="tex2jax_ignore">{}</span>'
_FINISH = re.compile(
    r'<img src="(?P<missing>missing:)" alt="(?P<alt>[^"]*)">'
    r'|(?P<table><table>)|<(?P<cell>t[hd]) class="(?P<side>left|center|right)">'
    r"|(?P<tag><[^>]*>)"
    r"|(?P<tex>&#92;)(?=[()\]]|&#(?:91|92|36);|begin|ref|eqref)"
    r"|(?P<dollars>&#36;)(?=&#36;)"
    r"|(?P<ats>&#64;)(?=&#64;)"
    r"|(?P<low>_{5,})"
    r"|(?P<alone>&#(?:92|36|64);)"
)
_NEEDS_FINISH = re.compile(r"&#(?:92|36|64);|_____|missing:|<table>").search
_ALONE = {"&#92;": "\\", "&#36;": "$", "&#64;": "@"}

_TABLE = '<table class="table table-bordered table-sm" style="width: auto">'
"""Moodle's themes have these classes; without them a table has no lines at all."""

MISSING = "missing:"
"""The address of a picture that is not there; `finish` shows its alternative text instead."""

MISSING_IMAGE = f'<img src="{MISSING}"'


def text(value: str) -> str:
    """Text as the content of an element or a quoted attribute of a field; see `finish`."""
    return value.translate(_HTML) if _SPECIAL(value) else value


def finish(html: str) -> str:
    """The last step over a field's HTML: signs that mean nothing alone are themselves again.

    What would start a formula in MathJax is broken up, five low lines in a row are hidden; tables get
    lines.
    """
    return _FINISH.sub(_finished, html) if _NEEDS_FINISH(html) else html


def _finished(found: re.Match[str]) -> str:
    match found.lastgroup:
        case "alt":
            return f"[{found['alt']}]"
        case "table":
            return _TABLE
        case "side":
            return f'<{found["cell"]} style="text-align: {found["side"]}">'
        case "tag":
            return found[0].replace("_____", "____&#95;")
        case "tex":
            return _APART.format("&#92;")
        case "dollars":
            return _APART.format("$")
        case "low":
            return "____" + "&#95;" * (len(found[0]) - 4)
        case "alone":
            return _ALONE[found[0]]
        case _:
            return found[0]


def formula(math: Math) -> str:
    r"""A formula between `\(…\)` or `\[…\]`, with nothing inside that Moodle could take for its own."""
    shown = mathjax(math)
    if not shown.startswith("\\"):
        return f"<code>{text(math.tex)}</code>"
    inside = _TEX.sub(lambda found: f"&#x{ord(found[0]):x};", shown[2:-2])
    return f"{shown[:2]}{inside}{shown[-2:]}"


_TEX = re.compile(r"(?<=\\)[{}]|\{(?=\d*:|#)|[$@]")
"""Braces that are shown (Moodle's filter reads from `{` to `}` across tags) or begin an embedded answer."""


def pattern(answer: str) -> str:
    r"""An answer as a short answer's pattern, where a star stands for anything and `\*` for a star."""
    return answer.replace("*", r"\*")


def unpattern(pattern: str) -> str:
    """The answer that a pattern without wildcards stands for."""
    return pattern.replace(r"\*", "*")


_EMBEDDED = str.maketrans(
    {sign: f"&#x{ord(sign):x};" for sign in "&<>\"'~={\\%@"} | {sign: rf"\&#x{ord(sign):x};" for sign in "}#"}
)
"""In hexadecimal, which `finish` leaves alone."""


def embedded(answer: str) -> str:
    r"""An answer inside an embedded answer's `{1:SHORTANSWER:=…}`.

    Moodle turns references back, then `\}` into `}` and `\#` into `#`: each of the two gets a
    backslash of its own, whatever stands before it.
    """
    return answer.translate(_EMBEDDED)


def unembedded(written: str) -> str:
    """What Moodle makes of an embedded answer."""
    return unescape(written).replace(r"\}", "}").replace(r"\#", "#")


_ENTITY = re.compile(r"&(?=[A-Za-z0-9#]{1,8};)")


def choice(answer: str) -> str:
    """Plain text for an option of a list: Moodle takes tags out and leaves references alone."""
    return _ENTITY.sub("&amp;", answer).replace("<", "&lt;")


def unchoice(written: str) -> str:
    """What students see of an option."""
    return unescape(_BARE.sub("&amp;", written))


_BARE = re.compile(r"&(?![A-Za-z0-9#]{1,8};)")


def cdata(value: str) -> str:
    """Text as XML. Moodle drops white space between references, but not inside of CDATA."""
    return f"<![CDATA[{legal(value).replace(']]>', ']]]]><![CDATA[>')}]]>" if value else ""


def line(value: str, most: int) -> str:
    """Plain text on one line for a name, at most `most` characters.

    Moodle takes out what looks like a tag, so `<b>` becomes `‹b›`.
    """
    joined = re.sub(r"<(?=\S)([^<>]*)>", r"‹\1›", " ".join(value.split()))
    return shortened(re.sub(r"<(?=\S)|<$", "‹", joined), most)
