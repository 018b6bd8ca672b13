"""`quizkit explain CODE`: the page of a diagnostic."""

from __future__ import annotations

import re
from typing import Annotated

import typer

from quizkit.cli.console import fail, out


def explain(
    code: Annotated[
        str | None, typer.Argument(help="A code such as QK101; without one, all codes are listed.")
    ] = None,
) -> None:
    """Explain a code: what it means, an example, how to mend it."""
    from quizkit import codes
    from quizkit.diagnostics import did_you_mean
    from quizkit.report.text import safe

    if code is None:
        out("".join(f"{name}  {title}\n" for name, title in codes.titles().items()))
        return
    wanted = re.sub(
        r"^(?:QK)?(\d{1,3})$", lambda found: f"QK{found[1]:>03}", code.strip().strip("[]").upper()
    )
    if wanted not in codes.titles():
        meant = wanted[:2] + wanted[2:].translate(str.maketrans("OIL", "011"))
        hint = f"did you mean `{meant}`?" if meant in codes.titles() else did_you_mean(wanted, codes.titles())
        fail(f"no code `{safe(code[:40])}`", hint or "`quizkit explain` lists all")
    out(codes.page(wanted))
