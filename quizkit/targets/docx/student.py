"""A paper for students. Nothing of an answer is given to this module's paragraphs."""

from __future__ import annotations

from functools import partial
from typing import assert_never

from quizkit.markup.tree import Blank
from quizkit.model.questions import (
    Choice,
    Cloze,
    Essay,
    Flashcard,
    Matching,
    Multiple,
    Numeric,
    Ordering,
    ShortAnswer,
    TrueFalse,
)
from quizkit.papers import Item, Paper, letter
from quizkit.papers.furniture import blank_width, essay_lines, instructions, lines_for, note, summary
from quizkit.targets.docx import layout
from quizkit.targets.docx.blocks import Gap, Place
from quizkit.targets.docx.measure import width
from quizkit.targets.docx.text import Writer
from quizkit.targets.docx.xml import TAB, Block, Look, Para, Table, flow, run
from quizkit.words import amount

_SPACE, _SPACE_WIDTH = "\N{FIGURE SPACE}", 0.507
"""A space as wide as a digit, in em. Lines do not end at it, and it is drawn at the end of a line, where
LibreOffice leaves out no-break spaces with the line below them."""

_LETTERED = 26
"""Word's letters after Z are AA, BB, CC; ours are AA, AB, AC."""


def worksheet(writer: Writer, paper: Paper) -> str:
    """The body of a worksheet."""
    writer.blank = blank_width(paper)
    show = partial(_question, writer)
    return _head(writer, paper) + layout.sections(writer, paper, show, passages=True)


def _head(writer: Writer, paper: Paper) -> str:
    page, table, say = writer.page, writer.words, writer.say
    fields = [writer.label(word) + TAB for word in (table.name, table.class_, table.date)]
    shown: list[Block] = [layout.title(writer, paper.title.strip(), paper.version)]
    if page.large:
        shown += [
            Para("NameAlone", fields[0]),
            Para("NameLine", fields[1] + TAB + fields[2]),
        ]
    else:
        shown.append(Para("NameLine", TAB.join(fields)))
    score = writer.label(table.score) + TAB + say(f" / {amount(paper.points, paper.lang)}")
    short = width(said := summary(paper)) < page.score / page.em(1) - 1
    shown += [
        Para("ScoreLine", run) for run in ([say(said) + TAB + score] if short else [say(said), TAB + score])
    ]
    writer.loc = ("worksheets",)
    if paper.instructions:
        shown += writer.blocks(paper.instructions, Place("Instructions", "Instructions", 0, page.width))
    else:
        told = instructions(paper, choice=table.circle_letter, multiple=table.tick_boxes)
        shown.append(Para("Instructions", say(told)))
    return flow(shown, keep=True)


def _question(writer: Writer, item: Item) -> list[Block]:
    asked, page = item.question, writer.page
    place = layout.prompt_place(writer, open=isinstance(asked, Cloze))
    points = layout.worth(writer, item)
    if isinstance(asked, Cloze):
        shown = writer.blocks(asked.text, place, after=points, blanks=True, blank=_empty(writer))
    else:
        shown = writer.blocks(asked.prompt, place, after=points)
    if said := note(item, writer.words):
        shown.append(Para("Note", writer.say(said)))
    shown += writer.pictures(asked.pictures, "Picture", page.text, place.room)
    return [*shown, *_room(writer, item)]


def _room(writer: Writer, item: Item) -> list[Block]:
    """Where students answer."""
    asked = item.question
    match asked:
        case Choice() | Multiple():
            style = "Option" if isinstance(asked, Choice) else "TickOption"
            return _options(writer, item, layout.option_place(writer, style))
        case TrueFalse():
            return [Para("TrueFalse", TAB.join([_circle(writer, word) for word in _true_false(writer)]))]
        case Flashcard() | ShortAnswer():
            return [Para("AnswerLine")] * lines_for(asked.answer)
        case Numeric():
            unit = writer.plain(f" {asked.unit.strip()}") if asked.unit else ""
            return [Para("ShortLine", _line(9) + unit)]
        case Cloze():
            return _bank(writer, item) if item.order else []
        case Matching():
            return [_matching(writer, item, asked)]
        case Ordering():
            return [
                block
                for text in item.shown
                for block in writer.blocks(text, layout.option_place(writer, "OrderItem"))
            ]
        case Essay():
            return [Para("AnswerLine")] * essay_lines(item, asked)
        case _:
            assert_never(asked)


def _options(writer: Writer, item: Item, place: Place) -> list[Block]:
    return [block for text in item.shown for block in writer.blocks(text, place)]


def _true_false(writer: Writer) -> tuple[str, str]:
    return writer.words.true, writer.words.false


def _circle(writer: Writer, word: str) -> str:
    return run("○ ", Look(symbol=True)) + writer.say(word)


def _line(em: float) -> str:
    """A line to write a word on: it neither breaks nor tells how long the word is."""
    return run(_SPACE * round(em / _SPACE_WIDTH), Look(style="Blank"))


def _empty(writer: Writer) -> Gap:
    """What draws a blank without its answer."""

    def blank(node: Blank, look: Look) -> str:
        del look
        hint = writer.plain(f" ({node.hint})", style="BlankHint") if node.hint else ""
        return _line(writer.blank) + hint

    return blank


def _bank(writer: Writer, item: Item) -> list[Block]:
    words = run("\N{EM SPACE} ", Look()).join([writer.line(text) for text in item.shown])
    label = writer.say(writer.words.word_bank, style="Label")
    return [Para("WordBank", label), Para("WordBank", words)]


def _matching(writer: Writer, item: Item, asked: Matching) -> Table:
    """Two columns: lines for letters before the left-hand sides, letters before the right-hand ones."""
    page = writer.page
    room = page.width - page.text
    half = room // 2
    line = _line(2.4) + TAB
    left = Place("MatchLeft", "TableText", page.em(3.4), half - page.em(4), numbered=True)
    right = Place("MatchRight", "TableText", page.em(1.9), half - page.em(3), numbered=True)
    lefts = [writer.blocks(pair.left, left, before=line) for pair in asked.pairs]
    rights = []
    for place, text in enumerate(item.shown):
        literal = len(item.shown) > _LETTERED
        where = Place("MatchSpare", "TableText", right.indent, right.room) if literal else right
        before = writer.plain(f"{letter(place)}.") + TAB if literal else ""
        rights.append(writer.blocks(text, where, before=before))
    empty: list[Block] = [Para("TableText")]
    rows = [
        [lefts[at] if at < len(lefts) else empty, rights[at] if at < len(rights) else empty]
        for at in range(max(len(lefts), len(rights)))
    ]
    return Table("MatchTable", rows, [half, room - half], indent=page.text, rtl=page.rtl)
