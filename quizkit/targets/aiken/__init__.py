"""Questions in Aiken, the plainest text format for questions with one right option."""

from __future__ import annotations

from quizkit.targets.base import Job, Output

NAME = "aiken"
SUMMARY = "A plain text file in Aiken, for questions with one right option (.aiken.txt)"


def compile(job: Job) -> Output:
    """One file with every question that has one right option; the rest is in `Output.losses`."""
    from quizkit.targets.aiken.file import compile as make

    return make(job)
