"""The lists of a document: one of the questions with their options, bullets, and one a list of an author."""

from __future__ import annotations

from quizkit.targets.docx.page import Page
from quizkit.targets.docx.xml import NAMESPACES, SYMBOLS

QUESTIONS, BULLETS, ENUMERATION = 1, 2, 3
"""The ids of the abstract lists; those of the lists themselves begin with the same."""

_STEP = 1.6


def numbering(page: Page, first: int, starts: list[int]) -> str:
    """`w:numbering`. `first` is the number of the first question; `starts` those of numbered lists.

    Levels of the questions' list begin anew after each question, so that letters begin with A again,
    also where a teacher puts in a question.
    """
    lists = "".join(
        [
            f'<w:num w:numId="{id}"><w:abstractNumId w:val="{ENUMERATION}"/>'
            f'<w:lvlOverride w:ilvl="0"><w:startOverride w:val="{start}"/></w:lvlOverride></w:num>'
            for id, start in enumerate(starts, start=ENUMERATION)
        ]
    )
    return (
        f"<w:numbering {NAMESPACES}>{_questions(page, first)}{_bullets(page)}{_enumeration(page)}"
        f'<w:num w:numId="1"><w:abstractNumId w:val="{QUESTIONS}"/></w:num>'
        f'<w:num w:numId="2"><w:abstractNumId w:val="{BULLETS}"/></w:num>{lists}</w:numbering>'
    )


def _abstract(id: int, levels: str) -> str:
    return f'<w:abstractNum w:abstractNumId="{id}"><w:multiLevelType w:val="multilevel"/>{levels}</w:abstractNum>'


def _level(
    level: int,
    kind: str,
    text: str,
    indent: tuple[int, int],
    *,
    style: str = "",
    look: str = "",
    start: int = 1,
) -> str:
    before, hanging = indent
    linked = f'<w:pStyle w:val="{style}"/>' if style else ""
    letters = f"<w:rPr>{look}</w:rPr>" if look else ""
    return (
        f'<w:lvl w:ilvl="{level}"><w:start w:val="{start}"/><w:numFmt w:val="{kind}"/>{linked}'
        f'<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/>'
        f'<w:pPr><w:ind w:left="{before}" w:hanging="{hanging}"/></w:pPr>{letters}</w:lvl>'
    )


def _questions(page: Page, first: int) -> str:
    step, em = page.option - page.text, page.em
    big = f'<w:sz w:val="{page.size * 4}"/><w:szCs w:val="{page.size * 4}"/>'
    bold = "<w:b/><w:bCs/>"
    return _abstract(
        QUESTIONS,
        _level(0, "decimal", "%1.", (page.text, page.text), style="Question", look=bold, start=first)
        + _level(1, "upperLetter", "%2.", (page.option, step), style="Option")
        + _level(
            2,
            "upperLetter",
            "☐ %3.",
            (page.option + em(1.2), step + em(1.2)),
            style="TickOption",
            look=SYMBOLS,
        )
        + _level(3, "upperLetter", "%4.", (em(1.9), em(1.9)), style="MatchRight")
        + _level(
            4, "bullet", "☐", (page.option + em(0.4), step + em(0.4)), style="OrderItem", look=SYMBOLS + big
        ),
    )


def _bullets(page: Page) -> str:
    step = page.em(_STEP)
    return _abstract(
        BULLETS,
        "".join([_level(at, "bullet", "•–"[at % 2], ((at + 1) * step, step)) for at in range(9)]),
    )


def _enumeration(page: Page) -> str:
    step = page.em(_STEP)
    kinds = ("decimal", "lowerLetter", "lowerRoman")
    return _abstract(
        ENUMERATION,
        "".join([_level(at, kinds[at % 3], f"%{at + 1}.", ((at + 1) * step, step)) for at in range(9)]),
    )
