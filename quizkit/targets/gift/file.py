"""A deck → its GIFT file: a category, then a block of two lines for each question."""

from __future__ import annotations

from functools import partial

from quizkit.model.deck import Deck
from quizkit.model.questions import Question
from quizkit.papers import Item, assemble
from quizkit.targets.base import Job, Loss, Output, OutputFile, Unsupported, counted, write_ready
from quizkit.targets.gaps import GAP
from quizkit.targets.gift import losses as lost
from quizkit.targets.gift.escape import category, escape, label, safe, tag
from quizkit.targets.gift.questions import Written, written
from quizkit.targets.gift.render import Render, line
from quizkit.targets.titles import shortened

_NAME = 60
"""The most characters of a prompt that name its question in the question bank."""


def compile(job: Job) -> Output:
    """The file, without the questions that GIFT cannot ask; none where nothing is left."""
    deck = job.deck
    places = {question.id: index for index, question in enumerate(deck.questions)}
    (paper,) = assemble(deck, None, 1, job.options.seed)
    render = Render(deck)
    blocks: list[str] = []
    losses: list[Loss] = []
    for item in paper.items:
        index = places[item.question.id]
        try:
            made = written(item, render)
            blocks.append(_block(item, made, deck, render))
            losses += lost.of_question(index, item.question, made)
        except Unsupported as error:
            losses.append(Loss("refused", ("questions", index, *error.loc), str(error)))
        job.progress(1)
    if not blocks:
        return Output((), losses=tuple(losses))
    refused = {loss.loc[1] for loss in losses if loss.kind == "refused"}
    losses += (
        loss for loss in lost.of_deck(deck) if not (loss.loc[0] == "questions" and loss.loc[1] in refused)
    )
    content = "\n".join((f"$CATEGORY: {category(deck.title)}\n", *blocks))
    about = counted(len(blocks), "question")
    file = OutputFile(f"{deck.deck}.gift.txt", partial(write_ready, content.encode()), about)
    return Output((file,), losses=tuple(losses))


def _block(item: Item, made: Written, deck: Deck, render: Render) -> str:
    """The lines of a question: a comment with its id and tags, then all of it, then a blank line."""
    question = item.question
    feedback = render.feedback(question, made.more)
    braces = f"{made.answers}{f'####{feedback}' if feedback else ''}"
    comment = " ".join((f"// [id:{question.id}]", *(f"[tag:{tag(name)}]" for name in _tags(question, deck))))
    return f"{safe(comment)}\n{safe(f'::{_name(made.question)}::{made.stem} {{{braces}}}')}\n"


def _tags(question: Question, deck: Deck) -> dict[str, None]:
    own = (f"difficulty: {question.difficulty}",) if question.difficulty else ()
    return dict.fromkeys((*deck.tags, *question.tags, *own))


def _name(question: Question) -> str:
    """The first words of what is asked; the id where these have no letters."""
    text = shortened(line(question.prompt.replace(GAP, "…")), _NAME)
    return escape(label(text)) or question.id
