"""Worksheets, answer keys and a fact sheet for Word, with real styles, lists and equations to edit."""

from __future__ import annotations

from quizkit.targets.base import Job, Output

NAME = "docx"
SUMMARY = "Worksheets, answer keys and fact sheets to edit in Word"


def compile(job: Job) -> Output:
    """The sheets of a deck: a worksheet and its key, one of each per version, and the fact sheet."""
    from quizkit.targets.docx.sheets import written

    return written(job)
