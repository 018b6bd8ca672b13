"""Canvas: a package with a quiz, in the dialect of QTI 1.2 that Canvas itself exports."""

from __future__ import annotations

from quizkit.targets.base import Job, Output

NAME = "canvas"
SUMMARY = "A quiz and its question bank for Canvas, classic or New Quizzes (QTI zip)"


def compile(job: Job) -> Output:
    """One zip to import; see `quizkit.targets.canvas.package` for what is in it."""
    from quizkit.targets.canvas import package

    return package.compile(job)
