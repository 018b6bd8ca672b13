"""The fact sheet: what the deck teaches, by source."""

from __future__ import annotations

from quizkit.model.deck import Fact
from quizkit.papers.furniture import fact_place, facts_by_source, published
from quizkit.targets.docx import layout
from quizkit.targets.docx.blocks import Place
from quizkit.targets.docx.numbering import BULLETS
from quizkit.targets.docx.text import Writer
from quizkit.targets.docx.xml import Block, Look, Para, flow, run


def fact_sheet(writer: Writer) -> str:
    """The body of the fact sheet."""
    deck, page = writer.deck, writer.page
    head: list[Block] = [layout.title(writer, f"{deck.title.strip()} – {writer.words.fact_sheet}")]
    if deck.description:
        writer.loc = ("description",)
        head += writer.blocks(deck.description, Place("PassageText", "PassageText", 0, page.width))
    shown = [flow(head, keep=True)]
    places = {fact.id: place for place, fact in enumerate(deck.facts)}
    for ref, facts in facts_by_source(deck).items():
        shown.append(flow(_source(writer, ref), keep=True))
        for fact in facts:
            writer.loc = ("facts", places[fact.id], "statement")
            shown.append(flow(_fact(writer, fact)))
    return "".join(shown)


def _source(writer: Writer, ref: str) -> list[Block]:
    source = writer.sources.get(ref)
    if source is None:
        named = writer.plain(ref) if ref else writer.say(writer.words.no_source)
        return [Para("Heading1", named)]
    shown: list[Block] = [Para("Heading1", writer.plain(source.title.strip()))]
    if about := published(source, writer.deck.lang):
        shown.append(Para("Small", run(", ", writer.look).join([_linked(writer, piece) for piece in about])))
    return shown


def _linked(writer: Writer, piece: str) -> str:
    if not piece.startswith(("https://", "http://")):
        return writer.plain(piece)
    inner = run(piece, Look(style="Hyperlink"))
    return f'<w:hyperlink r:id="{writer.links.address(piece)}" w:history="1">{inner}</w:hyperlink>'


def _fact(writer: Writer, fact: Fact) -> list[Block]:
    page = writer.page
    step = page.em(1.6)
    place = Place("FactText", "PassageText", step, page.width - step, (BULLETS, 0))
    shown = writer.blocks(fact.statement, place)
    if said := fact_place(fact, writer.deck.lang):
        shown.append(Para("Place", writer.plain(said), indent=(step, 0)))
    return shown
