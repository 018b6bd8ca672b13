"""A deck as a table for spreadsheets, and as two columns for Quizlet and for Anki's text import."""

from __future__ import annotations

from quizkit.targets.base import Job, Output

NAME = "csv"
SUMMARY = "A table for spreadsheets (CSV), and two columns for Quizlet and for Anki's text import"


def compile(job: Job) -> Output:
    """`<deck>.csv`, `<deck>-quizlet.tsv` and `<deck>-anki.txt`."""
    from quizkit.targets.csv.files import output

    return output(job)
