"""A question as native controls: what is asked, what is shown after the answer, and how it is marked."""

from __future__ import annotations

from typing import assert_never

from quizkit.markup import plain
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
from quizkit.papers import Item, letter
from quizkit.papers.furniture import essay_lines, glance, lines_for
from quizkit.targets.html.asked import Asked, Key, accepted, lines, name, text_field, typeable, typed
from quizkit.targets.html.parts import blanked, matched, ordered
from quizkit.targets.html.render import Render
from quizkit.words import number


def asked(render: Render, item: Item, id: str) -> Asked:
    """The parts of a question whose elements have ids that begin with `id`."""
    question = item.question
    match question:
        case Choice() | Multiple():
            return _options(render, item, question, id)
        case TrueFalse():
            return _true_false(render, question, id)
        case ShortAnswer():
            return _short_answer(render, question, id)
        case Numeric():
            return _numeric(render, item, question, id)
        case Cloze():
            return blanked(render, item, question, id)
        case Matching():
            return matched(render, item, question, id)
        case Ordering():
            return ordered(render, item, question, id)
        case Essay():
            return _essay(render, item, question, id)
        case Flashcard():
            return _flashcard(render, question)
        case _:
            assert_never(question)


def _options(render: Render, item: Item, question: Choice | Multiple, id: str) -> Asked:
    options = [question.options[index] for index in item.order]
    rows = [
        _option(_kind(question), id, place, f'<span class="letter">{letter(place)}</span>', shown, named)
        for place, option in enumerate(options)
        for shown in [render.html(option.text)]
        for named in [name(render, f"{letter(place)}. {plain(option.text)}", shown)]
    ]
    feedback = "".join(
        f'<div data-option="{place}">{render.block(option.feedback)}</div>'
        for place, option in enumerate(options)
        if option.feedback
    )
    return Asked(
        task="choose_all" if isinstance(question, Multiple) else "choose_one",
        prompt=render.block(question.prompt),
        controls=f'<div class="options">{"".join(rows)}</div>',
        key={
            "kind": "pick",
            "right": [place for place, index in enumerate(item.order) if index in question.keys],
        },
        after=feedback,
    )


def _kind(question: Choice | Multiple) -> str:
    return "checkbox" if isinstance(question, Multiple) else "radio"


def _option(kind: str, id: str, place: int, sign: str, shown: str, named: str = "") -> str:
    return (
        f'<div class="option" data-place="{place}"><label><input type="{kind}" name="{id}" value="{place}"{named}>'
        f'{sign}<span class="text">{shown}</span></label></div>'
    )


def _true_false(render: Render, question: TrueFalse, id: str) -> Asked:
    rows = [_option("radio", id, place, "", render.say(word)) for place, word in enumerate(("true", "false"))]
    return Asked(
        task="true_false",
        prompt=render.block(question.prompt),
        controls=f'<div class="options two">{"".join(rows)}</div>',
        key={"kind": "pick", "right": [0 if question.answer else 1]},
    )


def _short_answer(render: Render, question: ShortAnswer, id: str) -> Asked:
    texts = (question.answer, *question.accept)
    remarks = [word for word, said in (("case", question.case), ("accents", not question.accents)) if said]
    after = render.part("answer", render.block(question.answer)) + accepted(render, question.accept)
    key: Key = {"kind": "typed", "right": [typed(texts)], "case": question.case, "accents": question.accents}
    if not typeable(question.answer):
        key = {"kind": "self"}
    return Asked(
        task="type",
        prompt=render.block(question.prompt),
        controls=f'<div class="typed">{text_field(render, f"{id}-a")}</div>{lines(lines_for(question.answer) - 1)}',
        key=key,
        after=after,
        remarks=tuple(remarks),
    )


def _numeric(render: Render, item: Item, question: Numeric, id: str) -> Asked:
    low, high = question.bounds
    unit = question.unit.strip() if question.unit else ""
    lang = render.deck.lang
    shown = render.text(glance(item, lang))
    if question.answer is not None and low != high:
        ends = {"low": number(low, lang), "high": number(high, lang)}
        shown += f" ({render.furniture(render.words.from_to.format(**ends))})"
    behind = f'<span class="unit" id="{id}-u">{render.text(unit)}</span>' if unit else ""
    more = ' inputmode="decimal"' + (f' aria-describedby="{id}-u"' if unit else "")
    return Asked(
        task="type_number",
        prompt=render.block(question.prompt),
        controls=f'<div class="typed number">{text_field(render, f"{id}-a", more)}{behind}</div>',
        key={"kind": "number", "low": f"{low:f}", "high": f"{high:f}", "unit": unit},
        after=render.part("answer", f"<p>{shown}</p>"),
    )


def _essay(render: Render, item: Item, question: Essay, id: str) -> Asked:
    model = render.part("model", render.block(question.answer)) if question.answer else ""
    rubric = render.part("rubric", render.rubric(question.rubric)) if question.rubric else ""
    return Asked(
        task="write",
        prompt=render.block(question.prompt),
        controls=f'<div class="typed long"><label for="{id}-a">{render.say("your_answer")}</label>'
        f'<textarea id="{id}-a" rows="6" placeholder=" " autocomplete="off"></textarea></div>'
        f"{lines(essay_lines(item, question))}",
        key={"kind": "self"},
        after=model + rubric,
    )


def _flashcard(render: Render, question: Flashcard) -> Asked:
    return Asked(
        task="recall",
        prompt=render.block(question.prompt),
        controls=lines(lines_for(question.answer)),
        key={"kind": "self", "card": True},
        after=render.part("answer", render.block(question.answer)),
    )
