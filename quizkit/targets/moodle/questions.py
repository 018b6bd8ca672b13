"""A question → the elements of Moodle XML that are its type's own.

What each element does: `question/format/xml/format.php` in Moodle, and `import_from_xml` of the types.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
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
from quizkit.papers import Item
from quizkit.targets import answers, fractions, lower
from quizkit.targets.base import Unsupported
from quizkit.targets.exact import digits
from quizkit.targets.moodle import clozes, escape, lists, numbers
from quizkit.targets.moodle.escape import cdata
from quizkit.targets.moodle.fields import Fields, Piece
from quizkit.words import number

Lose = Callable[..., None]
"""`lose(what)` reports a part that is left out, `lose(what, to)` that the question changes its type."""

_SHOW = "<shownumcorrect/>\n"
"""Students are told how many of their choices are right."""


@dataclass(frozen=True, slots=True)
class Body:
    """What is a type's own: Moodle's name for it, what students read (HTML, not finished), the elements.

    `below` is ready HTML below the question's text, `told` HTML before its feedback. `hints` is False
    where Moodle has none; `penalty` is what each further try costs.
    """

    type: str
    stem: str
    elements: list[Piece] = field(default_factory=list)
    below: str = ""
    told: str = ""
    hints: bool = True
    penalty: str = "0.3333333"


def body(item: Item, fields: Fields, lose: Lose) -> Body:
    """The question as Moodle's type. Raises `Unsupported` where it has none."""
    question = item.question
    match question:
        case Choice() | Multiple():
            return _options(item, question, fields, lose)
        case TrueFalse():
            return _true_false(question, fields)
        case ShortAnswer():
            return _short_answer(question, fields, lose)
        case Numeric():
            return _numeric(question, fields)
        case Matching():
            return _matching(item, question, fields, lose)
        case Ordering():
            return _ordering(question, fields)
        case Essay():
            return _essay(question, fields)
        case Cloze():
            return _cloze(item, question, fields, lose)
        case Flashcard():
            return _flashcard(item, question, fields, lose)
        case _:
            assert_never(question)


def _options(item: Item, question: Choice | Multiple, fields: Fields, lose: Lose) -> Body:
    several = isinstance(question, Multiple)
    marks = _marks(question, several, lose)
    settings = (
        f"<single>{'false' if several else 'true'}</single>\n"
        f"<shuffleanswers>{_yes(question.shuffle and question.pinned is None)}</shuffleanswers>\n"
        "<answernumbering>ABCD</answernumbering>\n"
        f"<showstandardinstruction>{int(several)}</showstandardinstruction>\n"
        f"{_SHOW if several else ''}"
    )
    elements: list[Piece] = [settings]
    for index in item.order:
        option = question.options[index]
        told = fields.html("feedback", fields.block(option.feedback)) if option.feedback else ()
        elements += fields.html("answer", fields.option(option.text), f' fraction="{marks[index]}"', told)
    return Body("multichoice", fields.content.stem(question), elements)


def _marks(question: Choice | Multiple, several: bool, lose: Lose) -> list[str]:
    """The mark of each option, in the model's order."""
    keys = len(question.keys)
    if not several:
        return ["100", *["0"] * (len(question.options) - 1)]
    if not fractions.equal(keys):
        lose(f"equal marks for each of {keys} right answers")
    spare = len(question.options) - keys
    return [*fractions.shares(keys), *([fractions.penalty(spare)] * spare if spare else ())]


def _true_false(question: TrueFalse, fields: Fields) -> Body:
    elements: list[Piece] = [
        f'<answer fraction="{100 if question.answer is value else 0}" format="moodle_auto_format">'
        f"<text>{_yes(value)}</text></answer>\n"
        for value in (True, False)
    ]
    return Body("truefalse", fields.content.stem(question), elements, penalty="1")


def _yes(value: bool) -> str:
    return "true" if value else "false"


def _short_answer(question: ShortAnswer, fields: Fields, lose: Lose) -> Body:
    ways = [question.answer, *question.accept]
    elements = [f"<usecase>{int(question.case)}</usecase>\n"]
    elements += _typed(ways, question.accents, lose)
    note = f"<p><small>{fields.words.case_matters}</small></p>" if question.case else ""
    return Body("shortanswer", fields.content.stem(question), [*elements], fields.content.directed(note))


def _typed(ways: list[str], accents: bool, lose: Lose) -> Iterable[str]:
    """The right answers of a short answer, each for full marks."""
    typed = answers.typed(ways, accents)
    if not typed:
        raise Unsupported("its answer has no text that could be typed", ("answer",))
    for what in answers.untyped(ways[0]):
        lose(what)
    if not accents and answers.accented(ways):
        lose(answers.WRONG_ACCENTS)
    for way in typed:
        text = cdata(escape.pattern(way))
        yield f'<answer fraction="100" format="plain_text"><text>{text}</text></answer>\n'


def _numeric(question: Numeric, fields: Fields) -> Body:
    marked = "".join(
        f'<answer fraction="100" format="plain_text"><text>{digits(value)}</text>'
        f"<tolerance>{digits(tolerance)}</tolerance></answer>\n"
        for value, tolerance in numbers.ranges(question)
    )
    unit = question.unit.strip() if question.unit else ""
    directed, text = fields.content.directed, fields.content.text
    below = directed(f"<p>{_BOX} {escape.finish(text(unit))}</p>") if unit else ""
    told = ""
    if question.between is not None:
        low, high = (number(end, fields.content.deck.lang) for end in question.between)
        table = fields.words
        said = f"{table.answer}{table.colon} {table.from_to.format(low=low, high=high)}"
        told = directed(f"<p>{text(f'{said} {unit}'.strip())}</p>")
    return Body("numerical", fields.content.stem(question), [marked, numbers.units(unit)], below, told)


_BOX = "_" * 10
"""Moodle puts the box for the answer in the place of five low lines or more."""


_FORMATTING = "formatting in lists to choose from"


def _matching(item: Item, question: Matching, fields: Fields, lose: Lose) -> Body:
    if lists.simplified(item):
        lose(_FORMATTING)
    choices = lists.choices(item)
    elements: list[Piece] = ["<shuffleanswers>false</shuffleanswers>\n", _SHOW]
    for pair in question.pairs:
        right = f"<answer><text>{cdata(choices[pair.right])}</text></answer>"
        elements += fields.html("subquestion", fields.option(pair.left), "", [right])
    for text in question.distractors:
        right = f"<answer><text>{cdata(choices[text])}</text></answer>"
        elements += fields.html("subquestion", "", "", [right])
    return Body("matching", f"{fields.content.stem(question)}{lists.below(item, fields)}", elements)


def _ordering(question: Ordering, fields: Fields) -> Body:
    settings = (
        "<layouttype>VERTICAL</layouttype>\n<selecttype>ALL</selecttype>\n<selectcount>2</selectcount>\n"
        "<gradingtype>ABSOLUTE_POSITION</gradingtype>\n<showgrading>SHOW</showgrading>\n"
        "<numberingstyle>none</numberingstyle>\n<shownumcorrect>1</shownumcorrect>\n"
    )
    elements: list[Piece] = [settings]
    for place, text in enumerate(question.items, start=1):
        elements += fields.html("answer", fields.option(text), f' fraction="{place}"')
    return Body("ordering", fields.content.stem(question), elements)


def _essay(question: Essay, fields: Fields) -> Body:
    content, hint = fields.content, ""
    if question.hint:
        hint = f"<details><summary>{fields.words.hint}</summary>{content.block(question.hint)}</details>"
    elements: list[Piece] = [
        "<responseformat>editor</responseformat>\n<responserequired>1</responserequired>\n"
        "<responsefieldlines>10</responsefieldlines>\n<attachments>0</attachments>\n"
        "<attachmentsrequired>0</attachmentsrequired>\n",
        *fields.html("graderinfo", content.directed(content.model(question))),
        '<responsetemplate format="html"><text></text></responsetemplate>\n',
    ]
    stem = f"{content.stem(question)}{content.directed(hint)}"
    return Body("essay", stem, elements, hints=False, penalty="0")


def _cloze(item: Item, question: Cloze, fields: Fields, lose: Lose) -> Body:
    if not question.has_bank:
        return Body("cloze", clozes.embedded(item, question, fields, lose))
    elements: list[Piece] = ["<shuffleanswers>1</shuffleanswers>\n", _SHOW]
    if lists.simplified(item):
        lose(_FORMATTING)
    elements += clozes.bank(item, question, lose)
    stem = f"{clozes.gaps(item, question, fields)}{lists.below(item, fields)}"
    return Body("gapselect", stem, elements)


def _flashcard(item: Item, question: Flashcard, fields: Fields, lose: Lose) -> Body:
    if question.reverse:
        lose("cards from back to front")
    made = lower.flashcard(item).question
    if isinstance(made, ShortAnswer):
        lose(lower.TYPED[1], lower.TYPED[0])
        return _short_answer(made, fields, lose)
    assert isinstance(made, Essay)
    lose(lower.WRITTEN[1], lower.WRITTEN[0])
    made_body = _essay(made, fields)
    told = fields.block(question.answer)
    return Body("essay", made_body.stem, made_body.elements, told=told, hints=False, penalty="0")
