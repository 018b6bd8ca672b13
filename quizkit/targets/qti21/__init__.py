"""A QTI 2.1 package: an item for each question, a test that asks them all, the pictures."""

from __future__ import annotations

from quizkit.targets.base import Job, Output

NAME = "qti21"
SUMMARY = "IMS QTI 2.1 package for assessment platforms (TAO, OpenOlat, ONYX, Inspera and others)"


def compile(job: Job) -> Output:
    """One zip with every question that can be asked; no file where none is left."""
    from quizkit.targets.qti21.package import compile as run

    return run(job)
