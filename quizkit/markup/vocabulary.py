r"""Which LaTeX formulas may hold: the commands and environments, checked before anything is read.

latex2mathml is lenient: it prints an unknown command as a variable, ends at a `%`, and leaves
`aligned` without its table. So a formula is checked and put into latex2mathml's own words first.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from quizkit.markup.maths import Refusal

_COMMAND = re.compile(r"\\(?:[a-zA-Z]+\*?|.)", re.DOTALL)
_ENVIRONMENT = re.compile(r"\\(begin|end)\s*\{([^{}]*)\}")
_RENAMED = {
    "aligned": "align*",
    "align": "align*",
    "gathered": "matrix",
    "gather": "matrix",
    "gather*": "matrix",
}
_TRANSPARENT = frozenset(("equation", "equation*", "displaymath", "math"))
_TABLES = "matrix pmatrix bmatrix Bmatrix vmatrix Vmatrix smallmatrix array cases align* split"
_ENVIRONMENTS = frozenset(_TABLES.split())
_SIGNS = (
    r"\begin \end \left \right \middle \not \limits \operatorname \operatorname* \hline "
    r"\dots \, \; \: \! \> \{ \} \\ \| \% \$ \# \& \_ \choose \over \atop \text \mathrm"
)
_STRUCTURE = (*_SIGNS.split(), "\\ ")
_LEFT_OUT = (
    r"\color \textcolor \colorbox \fcolorbox \tag \rule \raise \lower \moveleft \moveright \sideset \skew "
    r"\mathchoice \genfrac \above \abovewithdelims \atopwithdelims \overwithdelims \hskip \kern \mkern \mskip "
    r"\mspace \root \leftroot \uproot \smash \cases \eqalign \eqalignno \displaylines \matrix \array \split "
    r"\align \cr \hfil \intertext"
)
_UNSUPPORTED = frozenset(_LEFT_OUT.split())


class Refused(Exception):
    """A formula that is not understood."""

    def __init__(self, message: str, hint: str = "") -> None:
        self.refusal = Refusal(message, hint)


_WORDS = {
    "MissingEndError": "`\\begin` without its `\\end`",
    "ExtraLeftOrMissingRightError": "`\\left` without its `\\right`",
    "DoubleSubscriptsError": "two subscripts on one sign: use braces",
    "DoubleSuperscriptsError": "two exponents on one sign: use braces",
    "MissingSuperScriptOrSubscriptError": "nothing stands after `^` or `_`",
    "NumeratorNotFoundError": "a fraction without its upper part",
    "DenominatorNotFoundError": "a fraction without its lower part",
}


def said(problem: Exception, tex: str) -> str:
    shown = tex if len(tex) <= 40 else tex[:39] + "…"
    return (
        f"the formula `{shown}` is incomplete: {_WORDS.get(type(problem).__name__, 'something is missing')}"
    )


@cache
def _known() -> frozenset[str]:
    from latex2mathml import commands, converter
    from latex2mathml.symbols_parser import SYMBOLS

    tables: tuple[Any, ...] = (
        SYMBOLS, commands.CONVERSION_MAP, commands.FUNCTIONS, commands.COMMANDS_WITH_ONE_PARAMETER,
        commands.COMMANDS_WITH_TWO_PARAMETERS, commands.LOCAL_FONTS, commands.GLOBAL_FONTS,
        converter.MOVABLE_LIMIT_TEXTS, commands.LIMIT, _STRUCTURE,
    )  # fmt: skip
    return frozenset(name for table in tables for name in table) - _UNSUPPORTED


def prepared(tex: str) -> str:
    """`tex` with its commands checked and what latex2mathml lacks put into its own words."""
    tex = re.sub(r"\\(?:nonumber|notag|nolimits)(?![a-zA-Z])", "", tex)
    source = _ENVIRONMENT.sub(_environment, re.sub(r"\\not\s*=", r"\\ne ", tex))
    if not source.strip():
        raise Refused("this formula is empty", r"write \$ where you mean the character")
    for command in _COMMAND.finditer(source):
        name = command[0]
        if name not in _known() and name.rstrip("*") not in _known():
            raise Refused(f"the command `{name}` is not known in formulas", "check its spelling")
    if re.search(r"\\(?:text\w*|mbox|hbox|fbox)\s*\{[^{}]*\$", source):
        raise Refused("a dollar inside of `\\text`", "end the text before the formula goes on")
    source = re.sub(r"(?<!\\)((?:\\\\)*)%", r"\1\\%", source)
    braces = _COMMAND.sub("", source)
    if braces.count("{") != braces.count("}"):
        raise Refused("this formula has an unequal number of `{` and `}`", "close each brace; \\{ shows one")
    return source


def _environment(match: re.Match[str]) -> str:
    name = match[2].strip()
    if name in _TRANSPARENT:
        return " "
    name = _RENAMED.get(name, name)
    if name not in _ENVIRONMENTS:
        raise Refused(
            f"the environment `{name}` is not known in formulas", "use aligned, cases, array or a matrix"
        )
    return f"\\{match[1]}{{{name}}}"
