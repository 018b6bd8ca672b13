"""A deck as JSON, for other programs: all that the model holds, and nothing else."""

from __future__ import annotations

from quizkit.targets.base import Job, Output

NAME = "json"
SUMMARY = "The whole deck as JSON, for other programs; quizkit reads it back as the same deck"


def compile(job: Job) -> Output:
    """One file, `<deck>.json`. Nothing is lost or refused."""
    from quizkit.targets.json.deck import output

    return output(job)
