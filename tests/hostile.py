"""Texts that mean something to some format, and decks with such a text in every place."""

from __future__ import annotations

import re
import unicodedata

from hypothesis import strategies as st

from quizkit import markup
from quizkit.model.deck import Deck

TEXTS = (
    "{", "}", "{{", "}}", "=", "==", "~", "#", "####", ":", "::", "::title::", "\\", "\\\\", "\\n", "\\neq", "->",
    "a -> b", "= -> b", "]]>", "<![CDATA[x]]>", "&", "&amp;", "&#65;", "&lt;b&gt;", "<script>alert(1)</script>",
    "</script><!--", "-->", "%50%", "%7%", "~%50%x", "[html]", "[markdown]x", "[plain]", "[moodle]", "//", "// x",
    "$CATEGORY: a/b", "ANSWER: A", "A. Smith", "A) x", "B.", "*", "\\*", "a*b", "T", "TRUE", "F", "[x]", "[[1]]",
    "{1:MULTICHOICE:=a~b}", "@@PLUGINFILE@@/a.png", "$IMS-CC-FILEBASE$/x", "=1+1", "+1", "-1", "@SUM(A1)",
    "=HYPERLINK(\"x\")", "\"", "''", "'", "`", "```", "|", "||", "_x_", "**x**", "# x", "- x", "1. x", "> x", "---",
    "[a](b)", "![a](b)", "<a href=x>", "\\(x\\)", "\\[x\\]", "$x$", "$$x$$", "%s {0} ${HOME}", ",", ";", "a,b;c",
    "a < b > c & d", "👩‍👩‍👧 🇫🇷", "שלום (1) NATO", "العربية", "e\u0301 a\u030a", "é", "ﬁ ½ Ω ж 漢字", "x\u00a0y",
    "\u200b", "\u202eabc", "R&D", "c:\\new\\table", "null", "true", "0x10", "1e5", "007", "3.10",
)  # fmt: skip
"""Each is a whole text of a question somewhere; none of them may become anything but itself."""

LETTERS = st.characters(
    exclude_categories=["Cs", "Cc", "Cn", "Co"], exclude_characters="\u2028\u2029\ufffe\uffff"
)
TEXT = (
    st.one_of(
        st.text(LETTERS, min_size=1, max_size=40),
        st.lists(st.sampled_from([*TEXTS, *"{}=~#:\\[]<>&%*@$ ab1"]), min_size=1, max_size=8).map("".join),
        st.lists(st.sampled_from([*TEXTS, "word"]), min_size=1, max_size=5).map(" ".join),
    )
    .map(lambda text: unicodedata.normalize("NFC", " ".join(text.split())))
    .filter(bool)
)
"""Any text of one line as the reader would hand it on: NFC, no control characters, trimmed."""

LONG = "All work and no play. " * 500
"""11,000 characters."""


def deck(text: str, **header: object) -> Deck:
    """A deck with a question of each type, where `text` stands, letter for letter, in every place.

    Ids are the types' names. Where texts must differ, a letter and a space stand before `text`:
    distractors `b …` and `c …`, pairs and items `a …`, `b …`, `c …`. The cloze's first answer is
    `x … y`, with a space in each `::`.
    """
    shown = markup.escape(text)
    # A blank's notation has no way to say `::`; `}}` needs its backslash there, which Markdown does not.
    in_blank = re.sub(r"(?<!\\)\}", r"\\}", re.sub(r":(?=:)", ": ", shown))
    common = {"explanation": shown, "hint": shown}
    own: dict[str, dict[str, object]] = {
        "flashcard": {"prompt": shown, "answer": shown},
        "choice": {"prompt": shown, "answer": {"text": shown, "feedback": shown},
                   "distractors": [{"text": f"b {shown}", "feedback": shown}, f"c {shown}"]},
        "multiple": {"prompt": shown, "answers": [shown, f"a {shown}"], "distractors": [f"b {shown}"]},
        "true-false": {"prompt": shown, "answer": True},
        "short-answer": {"prompt": shown, "answer": shown, "accept": [f"b {shown}"]},
        "numeric": {"prompt": shown, "answer": "2.5", "tolerance": "0.5"},
        "cloze": {"text": f"before {{{{c1::x {in_blank} y}}}} {shown} {{{{c2::z}}}} after"},
        "matching": {"prompt": shown, "pairs": [[f"a {shown}", f"a {shown}"], [f"b {shown}", f"b {shown}"]],
                     "distractors": [f"c {shown}"]},
        "ordering": {"prompt": shown, "items": [f"a {shown}", f"b {shown}", f"c {shown}"]},
        "essay": {"prompt": shown, "answer": shown, "rubric": [{"criterion": shown, "points": 2}]},
    }  # fmt: skip
    questions = [{"id": kind, "type": kind, **common, **fields} for kind, fields in own.items()]
    return Deck.model_validate(
        {"deck": "hostile", "title": "T", "lang": "en", **header, "questions": questions}
    )
