"""Text as authors write it (Markdown, maths) → one small tree → whatever a target shows.

`html` and `plain` are functions here; the modules of the same name hold what they are made of
(`from quizkit.markup.html import HtmlStyle`).
"""

from __future__ import annotations

from quizkit.markup.check import images, problems
from quizkit.markup.escape import escape
from quizkit.markup.html import html
from quizkit.markup.parse import parse
from quizkit.markup.plain import plain

__all__ = ["escape", "html", "images", "parse", "plain", "problems"]
