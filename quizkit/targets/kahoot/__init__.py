"""A deck as the spreadsheet that Kahoot imports as a quiz."""

from __future__ import annotations

from quizkit.targets.base import Job, Output

NAME = "kahoot"
SUMMARY = "A spreadsheet (XLSX) in the layout of Kahoot's template: choices and true or false"


def compile(job: Job) -> Output:
    """One file, `<deck>-kahoot.xlsx`. Other types and what is too long are refused."""
    from quizkit.targets.kahoot.quiz import output

    return output(job)
