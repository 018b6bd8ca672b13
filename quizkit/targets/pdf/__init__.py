"""Worksheets, answer keys and a fact sheet as PDF, typeset by Typst; see docs and `template/`."""

from __future__ import annotations

from quizkit.targets.base import Job, Output

NAME = "pdf"
SUMMARY = "Printable worksheets, answer keys and fact sheets (PDF)"


def compile(job: Job) -> Output:
    """The sheets of a deck: a worksheet and its key, one of each per version, and the fact sheet."""
    from quizkit.targets.pdf.sheets import printed

    return printed(job)
