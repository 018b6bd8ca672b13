"""Questions in GIFT, the text format of Moodle and others."""

from __future__ import annotations

from quizkit.targets.base import Job, Output

NAME = "gift"
SUMMARY = "A text file in GIFT, for Moodle and other platforms that read it (.gift.txt)"


def compile(job: Job) -> Output:
    """One file with every question that GIFT can ask; what it cannot say is in `Output.losses`."""
    from quizkit.targets.gift.file import compile as make

    return make(job)
