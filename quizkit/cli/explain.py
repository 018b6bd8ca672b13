"""`quizkit explain CODE`: the page of a diagnostic."""

from __future__ import annotations

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
    wanted = code.strip().upper()
    if wanted not in codes.titles():
        fail(f"no code `{safe(code)}`", did_you_mean(wanted, codes.titles()) or "`quizkit explain` lists all")
    out(codes.page(wanted))
