"""A question bank of any size for the measurements: written as YAML, all types mixed as in real decks."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

_CYCLE = 10


def write(path: Path, count: int) -> Path:
    """Writes a deck of `count` questions to `path` and returns it."""
    with path.open("w", encoding="utf-8") as stream:
        stream.write(
            f"deck: bank-{count}\ntitle: A bank of {count} questions\nlang: en\ntags: [bank]\nquestions:\n"
        )
        for number in range(count):
            stream.writelines(f"  {line}\n" for line in _question(number))
    return path


def _question(number: int) -> Iterator[str]:
    """Mostly choices and flashcards, as in banks that people keep; every tenth has Markdown or maths."""
    yield f"- id: question-{number}"
    match number % _CYCLE:
        case 0 | 1 | 2 | 3:
            yield "  type: choice"
            yield "  shuffle: false"
            yield f"  prompt: Which of these numbers follows {number} when one counts up by three?"
            yield f"  answer: {number + 3}"
            yield f"  distractors: [{number + 1}, {number + 2}, {number + 4}]"
        case 4 | 5:
            yield "  type: flashcard"
            yield f"  prompt: What is the name of the entry with the number {number}?"
            yield f"  answer: The entry with the number {number} is called item-{number}"
        case 6:
            yield "  type: cloze"
            before, after = f"{{{{c1::{number - 1}}}}}", f"{{{{c2::{number + 1}::a number}}}}"
            yield f"  text: 'The entry {number} stands between {before} and {after}.'"
        case 7:
            yield "  type: short-answer"
            yield f"  prompt: Write the number {number} in digits"
            yield f"  answer: {number}"
        case 8:
            yield "  type: true-false"
            yield f"  prompt: The number {number} can be divided by **four**."
            yield f"  answer: {'true' if number % 4 == 0 else 'false'}"
        case _:
            yield "  type: flashcard"
            yield f"  prompt: 'What is $\\frac{{{number}}}{{2}}$?'"
            yield f"  answer: '${number / 2}$'"
    yield f"  explanation: Entry {number} of the bank, see the list of numbers."
    yield f"  tags: [numbers, group-{number % 50}]"
