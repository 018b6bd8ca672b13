"""Moodle XML: a question bank with a category for the deck, in `<deck>-moodle.xml`."""

from __future__ import annotations

from quizkit.targets.base import Job, Output

NAME = "moodle"
SUMMARY = "A question bank for Moodle, every type, pictures included (Moodle XML)"


def compile(job: Job) -> Output:
    """`<deck>-moodle.xml` with every question, and what Moodle cannot hold."""
    from quizkit.targets.moodle.document import compile as write

    return write(job)
