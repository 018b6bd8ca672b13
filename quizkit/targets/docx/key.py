"""An answer key: made from the same paper as the worksheet, so that letters and numbers agree."""

from __future__ import annotations

from dataclasses import replace
from typing import assert_never

from quizkit.markup.check import inlines
from quizkit.markup.tree import Blank, Document, Math, Paragraph
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
from quizkit.papers import Item, Paper
from quizkit.papers.furniture import marks, summary
from quizkit.papers.remarks import Markdown, Piece, Row, rows
from quizkit.targets.docx import layout
from quizkit.targets.docx.blocks import Gap, Place
from quizkit.targets.docx.text import Writer
from quizkit.targets.docx.xml import TAB, Block, Look, Para, Table, flow, run
from quizkit.words import amount

_COLUMNS = 5


def answer_key(writer: Writer, paper: Paper) -> str:
    """The body of an answer key."""
    head: list[Block] = [
        layout.title(writer, f"{paper.title.strip()} – {writer.words.answer_key}", paper.version),
        Para("Subtitle", writer.say(summary(paper))),
    ]
    shown = [(item.number, answer) for item in paper.items if (answer := marks(item, paper.lang))]
    if shown:
        head += [Para("GlanceTitle", writer.say(writer.words.at_a_glance)), _glance(writer, shown)]
    questions = layout.sections(writer, paper, lambda item: _question(writer, item), passages=False)
    return flow(head) + questions


def _glance(writer: Writer, shown: list[tuple[int, list[str]]]) -> Table:
    """The short answers, a few in a row."""
    page = writer.page
    longest = max(len(" ".join(answer)) for _, answer in shown)
    columns = min(_COLUMNS if longest <= 14 and not page.large else 3 if longest <= 24 else 2, len(shown))
    cells: list[list[Block]] = [[Para("TableText", _short(writer, *each))] for each in shown]
    cells += [[Para("TableText")] for _ in range(-len(cells) % columns)]
    width = page.width // columns
    grid = [cells[at : at + columns] for at in range(0, len(cells), columns)]
    return Table("GlanceTable", grid, [width] * columns, rtl=page.rtl)


def _short(writer: Writer, number: int, answer: list[str]) -> str:
    """A number and its answer; letters of a row stand apart, so that each keeps its place."""
    head = run(f"{number}.", replace(writer.look, style="Points")) + run("\N{NO-BREAK SPACE}", writer.look)
    return head + run(" ", writer.look).join([run(part, Look(style="Key")) for part in answer])


def _question(writer: Writer, item: Item) -> list[Block]:
    asked = item.question
    place, points = layout.prompt_place(writer), layout.worth(writer, item)
    if isinstance(asked, Cloze):
        shown = writer.blocks(asked.text, place, after=points, blanks=True, blank=_filled(writer))
    else:
        shown = writer.blocks(asked.prompt, place, after=points)
    shown += _answer(writer, item)
    for row in rows(item, writer.known, writer.deck.lang):
        shown += _row(writer, row)
    if isinstance(asked, Essay) and asked.rubric:
        shown.append(_rubric(writer, asked))
    return shown


def _filled(writer: Writer) -> Gap:
    """What draws a blank with its answer; a blank may hold another one."""

    def blank(node: Blank, look: Look) -> str:
        inner = writer.runs(node.children, replace(look, bold=True, underline=True), blank)
        # An equation takes no underline: short lines at both sides show where the blank is.
        edge = run("\N{FIGURE SPACE}", Look(style="Blank")) if _has_formula(node) else ""
        return f"{edge}{inner}{edge}"

    return blank


def _has_formula(node: Blank) -> bool:
    return any(isinstance(child, Math) for child in inlines(Document((Paragraph(node.children),))))


def _answer(writer: Writer, item: Item) -> list[Block]:
    """The right answer of each type that shows parts."""
    asked = item.question
    match asked:
        case Choice() | Multiple():
            return _options(writer, item, asked)
        case TrueFalse():
            words = ((writer.words.true, asked.answer), (writer.words.false, not asked.answer))
            return [_true_false(writer, word, right) for word, right in words]
        case Matching():
            return [
                Para(
                    "KeyItem",
                    _mark(letter)
                    + writer.line(pair.left)
                    + run(" — ", writer.look)
                    + _bold(writer, pair.right),
                )
                for letter, pair in zip(item.solution, asked.pairs, strict=True)
            ]
        case Ordering():
            return [
                block
                for number, text in zip(item.solution, item.shown, strict=True)
                for block in writer.blocks(text, layout.option_place(writer, "KeyItem"), before=_mark(number))
            ]
        case Flashcard() | ShortAnswer() | Numeric() | Cloze() | Essay():
            return []
        case _:
            assert_never(asked)


def _mark(sign: str) -> str:
    """A letter or a number in a box; marks of direction keep it in one piece between Hebrew words."""
    padded = f"\u200e\N{NO-BREAK SPACE}{sign}\N{NO-BREAK SPACE}\u200e"
    return run(padded, Look(style="KeyMark")) + TAB


def _bold(writer: Writer, text: str) -> str:
    return writer.line(text, replace(writer.look, bold=True))


def _right(writer: Writer) -> str:
    """“✓ correct”: a sign and a word, so that nothing depends on how letters look."""
    tick = run("\N{EM SPACE}✓ ", Look(style="RightWord", symbol=True))
    return tick + writer.say(writer.words.correct, style="RightWord")


def _true_false(writer: Writer, word: str, right: bool) -> Para:
    sign = run("○", Look(symbol=True)) + TAB
    return Para("KeyItem", sign + writer.say(word, bold=right) + (_right(writer) if right else ""))


def _options(writer: Writer, item: Item, asked: Choice | Multiple) -> list[Block]:
    style = "Option" if isinstance(asked, Choice) else "TickOption"
    place = layout.option_place(writer, style)
    bold = replace(writer.look, bold=True)
    shown: list[Block] = []
    for index in item.order:
        option, right = asked.options[index], index in asked.keys
        after = _right(writer) if right else ""
        shown += writer.blocks(option.text, place, after=after, look=bold if right else None)
        if option.feedback:
            below = Place("Feedback", "Feedback", place.indent, place.room)
            shown += [
                replace(block, indent=(place.indent, 0))
                if isinstance(block, Para) and not block.indent
                else block
                for block in writer.blocks(option.feedback, below)
            ]
    return shown


def _row(writer: Writer, row: Row) -> list[Block]:
    page = writer.page
    style = "Answer" if row.answer else "Remark"
    label = writer.label(row.label, style="Label") if row.label else ""
    place = Place(style, style, page.text, page.width - page.text)
    if len(row.pieces) == 1 and isinstance(only := row.pieces[0], Markdown):
        look = replace(writer.look, bold=True) if row.answer else None
        shown = writer.blocks(only.text, place, before=label, look=look)
    else:
        line = "".join([_piece(writer, piece, bold=row.answer) for piece in row.pieces])
        shown = [Para(style, label + line)]
    if row.after:
        shown.append(Para("Place", writer.plain(row.after)))
    return shown


def _piece(writer: Writer, piece: Piece, *, bold: bool) -> str:
    return writer.line(piece.text) if isinstance(piece, Markdown) else writer.plain(piece, bold=bold)


def _rubric(writer: Writer, asked: Essay) -> Table:
    page, table, say = writer.page, writer.words, writer.say
    room = page.width - page.text
    narrow = page.em(5)
    place = Place("TableText", "TableText", 0, room - narrow)
    lines: list[list[list[Block]]] = [
        [
            [Para("TableText", say(table.criterion, bold=True))],
            [Para("TableText", say(table.points, bold=True), align="right")],
        ]
    ]
    for line in asked.rubric:
        worth = "–" if line.points is None else amount(line.points, writer.deck.lang)
        lines.append(
            [writer.blocks(line.text, place), [Para("TableText", run(worth, Look()), align="right")]]
        )
    return Table("DataTable", lines, [room - narrow, narrow], indent=page.text, header=True, rtl=page.rtl)
