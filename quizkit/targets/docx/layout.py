"""What all sheets have in common: the head, the sections, their passages and questions."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import chain

from quizkit.papers import Group, Item, Paper, Section
from quizkit.papers.furniture import passage_for, reference
from quizkit.targets.docx.blocks import After, Place
from quizkit.targets.docx.measure import last_line, width
from quizkit.targets.docx.numbering import QUESTIONS
from quizkit.targets.docx.text import Writer
from quizkit.targets.docx.xml import TAB, Block, Para, Table, flow
from quizkit.words import points

Show = Callable[[Item], list[Block]]
"""What makes the blocks of a question, its first one numbered."""


def title(writer: Writer, name: str, version: str = "") -> Para:
    """The title, with the letter of the version at the margin."""
    return Para("Title", writer.plain(name) + _version(writer, name, version, size=1.85, style="Version"))


def _version(writer: Writer, before: str, version: str, *, size: float, style: str = "") -> str:
    """The letter of the version behind a text in letters of `size` em, on a new line where that is full."""
    if not version:
        return ""
    shown = f" {version_of(writer, version)} "
    crowded = _crowded(before, width(shown), writer.page.width / writer.page.em(size))
    return (_LINE_BREAK if crowded else "") + TAB + writer.say(shown, style=style)


def version_of(writer: Writer, version: str) -> str:
    """“Version A”."""
    return f"{writer.words.version} {version}"


def sections(writer: Writer, paper: Paper, show: Show, *, passages: bool) -> str:
    """The sections with questions in them; on a key, `passages` False leaves out what students read."""
    return "".join(
        chain.from_iterable(_section(writer, part, show, passages) for part in paper.sections if part.items)
    )


def _section(writer: Writer, part: Section, show: Show, passages: bool) -> list[str]:
    said: list[Block] = []
    writer.loc = ("worksheets",)
    if part.title:
        said.append(Para("Heading1", writer.plain(part.title.strip())))
    if part.instructions and passages:
        place = Place("SectionInstructions", "SectionInstructions", 0, writer.page.width)
        said += writer.blocks(part.instructions, place)
    shown = [flow(said, keep=True)]
    for group in part.groups:
        if passages and group.passage:
            shown.append(flow([Para("Gap"), _passage(writer, group)], keep=True))
        for item in group.items:
            writer.loc = ("questions", writer.places[item.question.id])
            shown.append(flow(show(item)))
    return shown


def _passage(writer: Writer, group: Group) -> Table:
    """What several questions share, in a box."""
    passage, page = group.passage, writer.page
    assert passage is not None
    writer.loc = ("passages", writer.deck.passages.index(passage))
    room = page.width - page.em(2)
    held: list[Block] = [Para("Small", writer.say(passage_for(group, writer.words)))]
    if passage.title:
        held.append(Para("PassageTitle", writer.plain(passage.title.strip())))
    if passage.text:
        held += writer.blocks(passage.text, Place("PassageText", "PassageText", 0, room))
    held += writer.pictures(passage.images, "Picture", 0, room)
    if passage.source:
        place = reference(passage.source, writer.sources, writer.deck.lang)
        source = writer.label(writer.words.source)
        held.append(Para("Small", source + writer.plain(place)))
    return Table(
        "PassageBox",
        [[held]],
        [page.width - page.em(0.6)],
        indent=page.em(0.6),
        whole=_short(held),
        rtl=page.rtl,
    )


def _short(blocks: Sequence[Block]) -> bool:
    """Whether a box is so short that it should stay on one page."""
    return sum(len(block.xml()) for block in blocks) < 12_000


def prompt_place(writer: Writer, *, open: bool = False) -> Place:
    """Where a question's text stands. `open`: it has blanks to write in, and lines farther apart."""
    page = writer.page
    room = page.width - page.text
    if open:
        # Its style belongs to no level of the list, so the paragraph says where it stands.
        number = (QUESTIONS, 0)
        return Place("ClozeQuestion", "ClozeText", page.text, room, number, numbered=True, items="ClozeList")
    return Place("Question", "QuestionText", page.text, room, numbered=True)


def worth(writer: Writer, item: Item) -> After | str:
    """The points of a question, at the right margin of the last line of its first paragraph."""
    if not item.points:
        return ""
    shown = points(item.points, writer.deck.lang).replace(" ", "\N{NO-BREAK SPACE}")
    end = TAB + writer.say(shown, style="Points")
    page = writer.page
    room = (page.width - page.text) / page.em(1)
    need = width(shown) * 0.85 + 0.5

    def after(words: str) -> str:
        return _LINE_BREAK + end if _crowded(words, need, room) else end

    return after


_LINE_BREAK = "<w:r><w:br/></w:r>"


def _crowded(words: str, need: float, room: float) -> bool:
    """Whether there may be no room for `need` em more at the end of the last line of a text.

    Then Word would set them at the beginning of the next line instead of at the margin. Every line
    makes it less certain where the last one ends.
    """
    end, lines = last_line(words, room)
    doubt = 0.5 + 0.02 * room * lines
    return room - end < need + doubt or (lines > 1 and end < doubt)


def option_place(writer: Writer, style: str) -> Place:
    """Where an option's text stands; further paragraphs begin below its first letter."""
    page = writer.page
    indent = page.option + (page.em(1.2) if style == "TickOption" else 0)
    return Place(style, "QuestionText", indent, page.width - indent, numbered=True)


def field(instruction: str, shown: str, rpr: str) -> str:
    """A field that Word fills in, such as the number of the page."""
    return f'<w:fldSimple w:instr=" {instruction} "><w:r>{rpr}<w:t>{shown}</w:t></w:r></w:fldSimple>'


def footer(writer: Writer) -> str:
    """“Page 1 of 3” at the end of every page."""
    pieces = [TAB]
    for piece in _cut(writer.words.page_of):
        if piece == "{page}":
            pieces.append(field("PAGE", "1", ""))
        elif piece == "{pages}":
            pieces.append(field("NUMPAGES", "1", ""))
        else:
            pieces.append(writer.say(piece))
    pieces.append(writer.say(""))
    return Para("Footer", "".join(pieces)).xml()


def _cut(pattern: str) -> list[str]:
    return [piece for piece in re.split(r"(\{pages?\})", pattern) if piece]


def running_head(writer: Writer, heading: str, version: str) -> str:
    """The title at the top of the pages after the first."""
    return Para("Header", writer.plain(heading) + _version(writer, heading, version, size=0.85)).xml()
