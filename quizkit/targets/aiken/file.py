"""A deck → its Aiken file: for each question its line, its options with letters, and the letter of the key."""

from __future__ import annotations

from functools import partial
from typing import assert_never

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
from quizkit.papers import Item, assemble, letter
from quizkit.targets import lower
from quizkit.targets.aiken import losses as lost
from quizkit.targets.aiken.text import line, option, stem
from quizkit.targets.base import Job, Loss, Output, OutputFile, Unsupported, counted, write_ready


def compile(job: Job) -> Output:
    """The file with the questions that Aiken can ask; none where there are none."""
    deck = job.deck
    places = {question.id: index for index, question in enumerate(deck.questions)}
    (paper,) = assemble(deck, None, 1, job.options.seed)
    blocks: list[str] = []
    losses: list[Loss] = []
    written: set[int] = set()
    for item in paper.items:
        index = places[item.question.id]
        try:
            blocks.append(_block(lowered(item, deck.lang)))
            written.add(index)
            losses += lost.of_question(index, item, deck.lang)
        except Unsupported as error:
            losses.append(Loss("refused", ("questions", index, *error.loc), str(error)))
        job.progress(1)
    if not blocks:
        return Output((), losses=tuple(losses))
    losses += lost.of_deck(deck, written)
    about = counted(len(blocks), "question")
    file = OutputFile(f"{deck.deck}.aiken.txt", partial(write_ready, "\n".join(blocks).encode()), about)
    return Output((file,), losses=tuple(losses))


def lowered(item: Item, lang: str) -> Item:
    """A question with one right option. Raises `Unsupported` for every other."""
    question = item.question
    match question:
        case Choice():
            return item
        case TrueFalse():
            return lower.true_false(item, lang)
        case Multiple() | Matching() | Ordering():
            raise Unsupported("Aiken has only questions with one right option")
        case ShortAnswer() | Numeric() | Cloze() | Essay() | Flashcard():
            raise Unsupported("Aiken has only questions with options to choose from")
        case _:
            assert_never(question)


def _block(item: Item) -> str:
    question = item.question
    passage = item.passage
    before = [passage.title or "", passage.text or ""] if passage else []
    shown = [line(text) for text in (*before, question.prompt)]
    pictures = [line(picture.alt) for picture in ((*passage.images,) if passage else ()) + question.pictures]
    asked = stem(" ".join(filter(None, (*shown, *(f"[{alt}]" for alt in pictures)))))
    options = [option(line(text)) for text in item.shown]
    if len(set(options)) < len(options):
        raise Unsupported("two options are the same without their formatting")
    (key,) = item.solution
    lines = [f"{letter(place)}) {text}" for place, text in enumerate(options)]
    return "\n".join((asked, *lines, f"ANSWER: {key}", ""))
