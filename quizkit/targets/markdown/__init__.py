"""A deck as a page of Markdown: for a repository, a wiki, or to read."""

from __future__ import annotations

from quizkit.targets.base import Job, Output

NAME = "markdown"
SUMMARY = "A readable page (GitHub's Markdown), each answer folded away below its question"


def compile(job: Job) -> Output:
    """`<deck>.md`, and the pictures that it shows beside it."""
    from quizkit.targets.markdown.page import output

    return output(job)
