"""Interactive practice in a browser: pages that need nothing but themselves; see docs and `assets/`."""

from __future__ import annotations

from quizkit.targets.base import Job, Output

NAME = "html"
SUMMARY = "Interactive practice in a browser: one page that works offline (HTML)"


def compile(job: Job) -> Output:
    """A page with all questions, and one for each version of each declared worksheet."""
    from quizkit.targets.html.files import pages

    return pages(job)
