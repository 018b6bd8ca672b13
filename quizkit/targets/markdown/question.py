"""One question as blocks of Markdown: what is asked, then hint and answer, each folded away."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import assert_never

from quizkit.markup import plain
from quizkit.markup.markdown import escape_text, inline_markdown, paragraph
from quizkit.markup.tree import Code, Text
from quizkit.model import cloze
from quizkit.model.deck import Deck, Reference
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
from quizkit.papers import Item, blanks, letter
from quizkit.papers.furniture import most, note, reference
from quizkit.papers.remarks import Markdown, Row, rows
from quizkit.targets.gaps import GAP, plain_gaps, with_gaps
from quizkit.targets.markdown.write import Writer
from quizkit.words import words


class Known:
    """What the questions of one deck share: its words, facts and sources, and who writes."""

    def __init__(self, deck: Deck, writer: Writer) -> None:
        self.deck = deck
        self.writer = writer
        self.words = words(deck.lang)
        self.facts = {fact.id: fact for fact in deck.facts}
        self.sources = {source.id: source for source in deck.sources}

    def reference(self, place: Reference) -> str:
        """A place in a source, as Markdown."""
        return escape_text(reference(place, self.sources, self.deck.lang))


def question(item: Item, known: Known) -> Iterator[str]:
    """What students see: the prompt, pictures, and what they choose from."""
    asked, write = item.question, known.writer
    yield _gaps(asked, write) if isinstance(asked, Cloze) else write.text(asked.prompt)
    yield from write.pictures(asked.pictures)
    told = note(item, known.words)
    if told and not isinstance(asked, Ordering):
        yield f"*{escape_text(told)}*"
    match asked:
        case Choice() | Multiple():
            yield _lettered(item.shown, write)
        case TrueFalse():
            yield f"- {known.words.true}\n- {known.words.false}"
        case Matching():
            yield "\n".join(
                [write.item("", pair.left, f"{n}.") for n, pair in enumerate(asked.pairs, start=1)]
            )
            yield _lettered(item.shown, write)
        case Ordering():
            yield "\n".join([write.item("☐", text) for text in item.shown])
        case Cloze():
            if item.shown:
                bank = "\n".join([write.item("", text) for text in item.shown])
                yield f"**{known.words.word_bank}**\n\n{bank}"
        case Numeric():
            if asked.unit:
                yield f"{GAP} {escape_text(asked.unit.strip())}"
        case Flashcard() | ShortAnswer() | Essay():
            pass
        case _:
            assert_never(asked)
    if asked.hint:
        yield folded(known.words.hint, [write.text(asked.hint)])


def _gaps(asked: Cloze, write: Writer) -> str:
    shown = plain_gaps(asked)
    return write.text(with_gaps(asked)) if shown is None else paragraph((Text(shown),))


def answer(item: Item, known: Known) -> Iterator[str]:
    """The answer with all that belongs to it, folded away."""
    said = [*_key(item, known)]
    for row in rows(item, (known.facts, known.sources), known.deck.lang):
        if row.label != known.words.hint or row.answer:
            said += _row(row, known)
    tags = [*item.question.tags, *([item.question.difficulty] if item.question.difficulty else [])]
    if tags:
        said.append(labels(tags))
    if said:
        yield folded(known.words.answer, said)


def folded(title: str, parts: Sequence[str]) -> str:
    """Blocks under a title that opens them. The blank lines make GitHub read them as Markdown."""
    inside = "\n\n".join(parts)
    return f"<details>\n<summary>{title}</summary>\n\n{inside}\n\n</details>"


def labels(tags: Sequence[str]) -> str:
    """Tags as GitHub shows labels, one behind the other."""
    return " ".join([inline_markdown((Code(tag),)) for tag in tags])


def _key(item: Item, known: Known) -> Iterator[str]:
    """The answer where it is one of what is shown: `rows` has the others."""
    asked, write = item.question, known.writer
    match asked:
        case Choice() | Multiple():
            options = [(letter(place), asked.options[index], index) for place, index in enumerate(item.order)]
            for mark, option, index in options:
                if index in asked.keys:
                    yield write.labelled(f"**{mark}.**", option.text)
            told = [
                write.item(f"**{mark}.**", option.feedback) for mark, option, _ in options if option.feedback
            ]
            if told:
                yield "\n".join(told)
        case TrueFalse():
            yield f"**{known.words.true if asked.answer else known.words.false}**"
        case Matching():
            rights = [pair.right for pair in asked.pairs]
            lines = zip(item.solution, rights, strict=True)
            yield "\n".join(
                [write.item(f"**{mark}.**", text, f"{n}.") for n, (mark, text) in enumerate(lines, start=1)]
            )
        case Ordering():
            yield "\n".join([write.item("", text, f"{n}.") for n, text in enumerate(asked.items, start=1)])
        case Cloze():
            answers = [cloze.plain(blank.answer) for blank in blanks(asked)]
            if len(answers) == 1:
                yield write.text(answers[0])
            else:
                yield "\n".join([write.item("", text, f"{n}.") for n, text in enumerate(answers, start=1)])
        case Essay():
            if asked.rubric:
                yield _rubric(asked, known)
        case Flashcard() | ShortAnswer() | Numeric():
            pass
        case _:
            assert_never(asked)


def _rubric(asked: Essay, known: Known) -> str:
    lines = [known.writer.item("", line.text) + most(line, known.deck.lang) for line in asked.rubric]
    return f"**{known.words.rubric}**\n\n" + "\n".join(lines)


def _lettered(texts: Sequence[str], write: Writer) -> str:
    return "\n".join([write.item(f"**{letter(place)}.**", text) for place, text in enumerate(texts)])


def _row(row: Row, known: Known) -> Iterator[str]:
    """A row of the key: its label, unless it is the answer itself, and what belongs to it."""
    label = f"**{row.label}{known.words.colon}**" if row.label and not row.answer else ""
    if len(row.pieces) == 1 and isinstance(row.pieces[0], Markdown):
        source = row.pieces[0].text
        yield known.writer.labelled(label, source) if label else known.writer.text(source)
    else:
        shown = "".join(
            [
                escape_text(piece) if isinstance(piece, str) else _piece(piece.text, known)
                for piece in row.pieces
            ]
        )
        yield f"{label} {shown}" if label else shown
    if row.after:
        yield f"*{escape_text(row.after)}*"


def _piece(source: str, known: Known) -> str:
    """Markdown in a line of ours; blocks as plain text."""
    shown = known.writer.line(source)
    return escape_text(plain(source).replace("\n", " ")) if shown is None else shown
