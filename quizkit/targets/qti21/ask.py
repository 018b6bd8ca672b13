"""A question → the body of its item, its responses and its scoring. One function for each type."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import assert_never

from quizkit import papers
from quizkit.markup import plain
from quizkit.markup.tree import Blank
from quizkit.model import cloze
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
from quizkit.papers import Item, blanks, letter, parts
from quizkit.targets import answers, lower
from quizkit.targets.base import Unsupported
from quizkit.targets.qti21 import scoring
from quizkit.targets.qti21.body import Body
from quizkit.targets.qti21.escape import escape
from quizkit.targets.qti21.scoring import RESPONSE, Response, share
from quizkit.targets.simpler import is_only_text


@dataclass(frozen=True, slots=True)
class Remark:
    """What to tell those who pick the option `identifier`: its text for the heading, and ready XHTML."""

    identifier: str
    title: str
    html: str


@dataclass(frozen=True, slots=True)
class Asked:
    """An item's own parts: XHTML with its interactions, response variables, the rules that set SCORE.

    `lost`: what of the question is shown more simply, in words for a message.
    """

    body: str
    responses: tuple[Response, ...]
    scoring: str = ""
    remarks: tuple[Remark, ...] = ()
    lost: tuple[str, ...] = ()


def ask(item: Item, body: Body) -> Asked:
    """The parts of a question's item. Raises `Unsupported` for one that cannot be asked."""
    question = item.question
    match question:
        case Choice():
            return _choice(item, question, body)
        case Multiple():
            return _multiple(item, question, body)
        case TrueFalse():
            return _true_false(item, question, body)
        case ShortAnswer():
            return _short_answer(item, question, body)
        case Numeric():
            return _numeric(item, question, body)
        case Cloze():
            return _cloze(item, question, body)
        case Matching():
            return _matching(item, question, body)
        case Ordering():
            return _ordering(item, question, body)
        case Essay():
            return _essay(question, body)
        case Flashcard():
            return ask(lower.flashcard(item), body)
        case _:
            assert_never(question)


def _choice(item: Item, question: Choice, body: Body) -> Asked:
    key = letter(item.order.index(0))
    response = Response(RESPONSE, "single", "identifier", (key,))
    shown = _choices(item, question, body, most=1)
    return Asked(
        body.stem(question) + shown,
        (response,),
        scoring.all_or_nothing(item.points),
        _remarks(item, question, body),
    )


def _multiple(item: Item, question: Multiple, body: Body) -> Asked:
    """A right option gives its share, a wrong one takes as much off; ticking everything gives nothing."""
    keys = tuple(letter(place) for place, index in enumerate(item.order) if index in question.keys)
    count = len(item.order) - len(keys)
    right, wrong = share(item.points, len(keys)), -share(item.points, min(len(keys), count) or 1)
    mapping = [
        (letter(place), right if index in question.keys else wrong) for place, index in enumerate(item.order)
    ]
    response = Response(RESPONSE, "multiple", "identifier", keys, tuple(mapping), item.points)
    shown = _choices(item, question, body, most=0)
    return Asked(
        body.stem(question) + shown,
        (response,),
        scoring.by_parts(item.points),
        _remarks(item, question, body),
    )


def _choices(item: Item, question: Choice | Multiple, body: Body, most: int) -> str:
    rows = "".join(
        [
            f'\n<simpleChoice identifier="{letter(place)}"'
            f"{_FIXED if index == question.pinned else ''}>{body.html(text)}</simpleChoice>"
            for place, (index, text) in enumerate(zip(item.order, item.shown, strict=True))
        ]
    )
    shuffle = "true" if question.shuffle else "false"
    return (
        f'\n<choiceInteraction responseIdentifier="{RESPONSE}" shuffle="{shuffle}" maxChoices="{most}">'
        f"{rows}</choiceInteraction>"
    )


_FIXED = ' fixed="true"'


def _remarks(item: Item, question: Choice | Multiple, body: Body) -> tuple[Remark, ...]:
    options = question.options
    return tuple(
        Remark(letter(place), plain(options[index].text), body.block(text))
        for place, index in enumerate(item.order)
        if (text := options[index].feedback)
    )


def _true_false(item: Item, question: TrueFalse, body: Body) -> Asked:
    table = body.words
    shown = "".join(
        f'\n<simpleChoice identifier="{name}">{body.text(word)}</simpleChoice>'
        for name, word in (("true", table.true), ("false", table.false))
    )
    interaction = f'\n<choiceInteraction responseIdentifier="{RESPONSE}" shuffle="false" maxChoices="1">'
    response = Response(RESPONSE, "single", "identifier", ("true" if question.answer else "false",))
    return Asked(
        f"{body.stem(question)}{interaction}{shown}</choiceInteraction>",
        (response,),
        scoring.all_or_nothing(item.points),
    )


def _field(identifier: str = RESPONSE) -> str:
    return f'<textEntryInteraction responseIdentifier="{identifier}" />'


def _short_answer(item: Item, question: ShortAnswer, body: Body) -> Asked:
    right = (question.answer, *question.accept)
    accepted = _spellings(right, case=question.case, accents=question.accents)
    response = _typed(RESPONSE, accepted, item.points, case=question.case)
    return Asked(
        f"{body.stem(question)}<p>{_field()}</p>",
        (response,),
        scoring.when(scoring.answered(), scoring.put("SCORE", scoring.mapped())),
        lost=(
            *answers.untyped(question.answer),
            *((answers.WRONG_ACCENTS,) if not question.accents and answers.accented(right) else ()),
        ),
    )


def _spellings(texts: Iterable[str], *, case: bool = False, accents: bool = True) -> tuple[str, ...]:
    """What may be typed; without `case`, answers that differ in capitals alone stand once."""
    found: dict[str, str] = {}
    for text in answers.typed(texts, accents):
        found.setdefault(text if case else text.lower(), text)
    return tuple(found.values())


def _typed(identifier: str, accepted: Sequence[str], points: Decimal, *, case: bool = False) -> Response:
    if not accepted:
        raise Unsupported("its answer has no text that could be typed")
    mapping = tuple((text, points) for text in accepted)
    return Response(identifier, "single", "string", (accepted[0],), mapping, points, case)


def _numeric(item: Item, question: Numeric, body: Body) -> Asked:
    low, high = question.bounds
    key = low if question.answer is None else question.answer
    response = Response(RESPONSE, "single", "float", (scoring.number(key),))
    unit = f" {body.text(question.unit.strip())}" if question.unit else ""
    whole = low == low.to_integral_value() and high == high.to_integral_value()
    return Asked(
        f"{body.stem(question)}<p>{_field()}{unit}</p>",
        (response,),
        scoring.within(low, high, item.points),
        lost=() if whole or body.words.decimal == "." else ("decimal commas in what students type",),
    )


def _cloze(item: Item, question: Cloze, body: Body) -> Asked:
    """A field for each blank, or with a word bank a menu of its words in the paper's order."""
    found = blanks(question)
    each = share(item.points, len(found))
    names = [RESPONSE] if len(found) == 1 else [f"{RESPONSE}_{place}" for place in range(1, len(found) + 1)]
    bank = [plain(text) for text in item.shown]
    responses = []
    for name, blank in zip(names, found, strict=True):
        right = papers.answers(question, blank)
        accepted = _spellings(right)
        if bank:
            responses.append(_picked(name, item.shown.index(right[0]), accepted, bank, each))
        else:
            responses.append(_typed(name, accepted, each))
    menu = "".join(
        f'<inlineChoice identifier="{letter(place)}">{escape(text)}</inlineChoice>'
        for place, text in enumerate(bank)
    )

    def gap(place: int, blank: Blank) -> str:
        hint = f" ({body.text(blank.hint.strip())})" if blank.hint.strip() else ""
        if not bank:
            return _field(names[place]) + hint
        start = f'<inlineChoiceInteraction responseIdentifier="{names[place]}" shuffle="false">'
        return f"{start}{menu}</inlineChoiceInteraction>{hint}"

    typed = [] if bank else [what for blank in found for what in answers.untyped(cloze.plain(blank.answer))]
    rich = not all(map(is_only_text, item.shown))
    return Asked(
        body.stem(question, body.cloze(question, gap)),
        tuple(responses),
        scoring.every_blank(names, item.points),
        lost=("formulas, pictures and formatting in word banks",) if rich else tuple(dict.fromkeys(typed)),
    )


def _picked(name: str, key: int, accepted: Sequence[str], bank: Sequence[str], points: Decimal) -> Response:
    """A blank that is filled from the bank: its own word, and every other that would be right if typed."""
    texts = {text.lower() for text in accepted}
    right = [place for place, text in enumerate(bank) if place == key or text.lower() in texts]
    mapping = tuple((letter(place), points) for place in right)
    return Response(name, "single", "identifier", (letter(key),), mapping, points)


def _matching(item: Item, question: Matching, body: Body) -> Asked:
    rights = parts(question)
    places = {rights[index]: letter(place) for place, index in enumerate(item.order)}
    pairs = [f"L{row} {places[pair.right]}" for row, pair in enumerate(question.pairs, start=1)]
    each = share(item.points, len(pairs))
    response = Response(
        RESPONSE,
        "multiple",
        "directedPair",
        tuple(pairs),
        tuple((pair, each) for pair in pairs),
        item.points,
    )
    lefts = "".join(
        _associable(f"L{row}", 1, body.html(pair.left)) for row, pair in enumerate(question.pairs, start=1)
    )
    columns = "".join(
        _associable(letter(place), len(pairs), body.html(text)) for place, text in enumerate(item.shown)
    )
    interaction = (
        f'\n<matchInteraction responseIdentifier="{RESPONSE}" shuffle="false" maxAssociations="{len(pairs)}">'
        f"<simpleMatchSet>{lefts}</simpleMatchSet>\n<simpleMatchSet>{columns}</simpleMatchSet></matchInteraction>"
    )
    return Asked(body.stem(question) + interaction, (response,), scoring.by_parts(item.points))


def _associable(identifier: str, most: int, shown: str) -> str:
    return f'\n<simpleAssociableChoice identifier="{identifier}" matchMax="{most}">{shown}</simpleAssociableChoice>'


def _ordering(item: Item, question: Ordering, body: Body) -> Asked:
    key = tuple(letter(item.order.index(index)) for index in range(len(question.items)))
    rows = "".join(
        f'\n<simpleChoice identifier="{letter(place)}">{body.html(text)}</simpleChoice>'
        for place, text in enumerate(item.shown)
    )
    interaction = f'\n<orderInteraction responseIdentifier="{RESPONSE}" shuffle="false">'
    return Asked(
        f"{body.stem(question)}{interaction}{rows}</orderInteraction>",
        (Response(RESPONSE, "ordered", "identifier", key),),
        scoring.in_places(key, item.points),
    )


def _essay(question: Essay, body: Body) -> Asked:
    """A person marks it: SCORE stays 0, and the rubric is for scorers alone."""
    lines = f' expectedLines="{question.lines}"' if question.lines else ""
    model = body.model(question)
    marking = f'\n<rubricBlock view="scorer">{model}</rubricBlock>' if model else ""
    interaction = f'\n<extendedTextInteraction responseIdentifier="{RESPONSE}"{lines} />'
    return Asked(f"{body.stem(question)}{interaction}{marking}", (Response(RESPONSE, "single", "string"),))
