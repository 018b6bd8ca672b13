"""The types whose parts are marked one by one: blanks, pairs, places."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from quizkit import papers
from quizkit.markup import plain
from quizkit.markup.parse import IS_PLAIN
from quizkit.markup.tree import Blank
from quizkit.model.questions import Cloze, Matching, Ordering
from quizkit.papers import Item, blanks, letter, parts
from quizkit.targets.html.asked import Asked, Key, accepted, name, typeable, typed
from quizkit.targets.html.render import Render, escape

_LISTED = 40
"""From so many characters on, right-hand sides stand in a list of their own beside the menus."""


def blanked(render: Render, item: Item, question: Cloze, id: str) -> Asked:
    """A text with fields in it, or with menus where there is a word bank."""
    texts = [papers.answers(question, blank) for blank in blanks(question)]
    answers = [own for own, *_ in texts]
    menu = _menu([plain(text) for text in item.shown]) if question.has_bank else ""
    prompt = render.cloze(question, lambda place, blank: _gap(render, f"{id}-{place}", place, blank, menu))
    whole = render.cloze(question, lambda place, _: f"<mark>{render.html(answers[place])}</mark>")
    return Asked(
        task="fill_bank" if menu else "fill",
        prompt=_bank(render, item.shown) + prompt if menu else prompt,
        controls="",
        key=_blanks_key(item, texts) if menu else _typed_key(texts),
        after=_answers(render, answers)
        + render.part("right_text", whole)
        + accepted(render, [text for each in texts for text in each[1:]]),
    )


def _gap(render: Render, id: str, place: int, blank: Blank, menu: str) -> str:
    hint = blank.hint.strip()
    named = render.label("blank_hint" if hint else "blank", number=place + 1, hint=hint)
    said = f'<span class="gap-hint">({render.text(hint)})</span>' if hint else ""
    if menu:
        control = f'<select id="{id}" aria-label="{named}">{menu}</select>'
    else:
        control = (
            f'<input type="text" id="{id}" aria-label="{named}" autocomplete="off" autocapitalize="off"'
            ' spellcheck="false">'
        )
    return f'<span class="gap" data-part="{place}">{control}{said}</span>'


def _typed_key(texts: Sequence[Sequence[str]]) -> Key:
    if not all(typeable(each[0]) for each in texts):
        return {"kind": "self"}
    return {"kind": "typed", "right": [typed(each) for each in texts], "case": False, "accents": True}


def _blanks_key(item: Item, texts: Sequence[Sequence[str]]) -> Key:
    right = [[str(place) for place, text in enumerate(item.shown) if text in wanted] for wanted in texts]
    return {"kind": "parts", "right": right}


def _bank(render: Render, shown: Sequence[str]) -> str:
    """The words in a box: on paper, and on the screen where the menus cannot show them as they are."""
    words = "".join(f"<li>{render.html(text)}</li>" for text in shown)
    simple = " simple" if all(map(IS_PLAIN, shown)) else ""
    return f'<div class="bank{simple}"><p class="term">{render.say("bank")}</p><ul>{words}</ul></div>'


def _menu(texts: Iterable[str]) -> str:
    shown = [f'<option value="{place}">{escape(text)}</option>' for place, text in enumerate(texts)]
    return f'<option value="">–</option>{"".join(shown)}'


def _answers(render: Render, texts: Iterable[str]) -> str:
    """The right answer of each part, for the mark beside it."""
    return "".join(
        f'<span data-part="{place}">{render.html(text)}</span>' for place, text in enumerate(texts)
    )


def matched(render: Render, item: Item, question: Matching, id: str) -> Asked:
    """A menu of the right-hand sides for each left-hand one."""
    places = {index: place for place, index in enumerate(item.order)}
    rights = parts(question)
    simple = all(map(IS_PLAIN, rights)) and max(map(len, rights)) <= _LISTED
    shown = [plain(text) for text in item.shown]
    menu = _menu(shown if simple else [f"{letter(place)}. {text}" for place, text in enumerate(shown)])
    listed = "".join(f"<li>{render.html(text)}</li>" for text in item.shown)
    rows = []
    for place, pair in enumerate(question.pairs):
        left = render.html(pair.left)
        rows.append(
            f'<li class="part" data-part="{place}"><label for="{id}-{place}">{left}</label><span class="control">'
            f'<select id="{id}-{place}"{name(render, plain(pair.left), left)}>{menu}</select></span></li>'
        )
    return Asked(
        task="match",
        prompt=render.block(question.prompt),
        controls=f'<div class="matching"><ol class="parts">{"".join(rows)}</ol>'
        f'<ol class="rights{" simple" if simple else ""}">{listed}</ol></div>',
        key={"kind": "parts", "right": [[str(places[rights.index(pair.right)])] for pair in question.pairs]},
        after=_answers(render, (pair.right for pair in question.pairs)),
    )


def ordered(render: Render, item: Item, question: Ordering, id: str) -> Asked:
    """A menu of places for each item."""
    places = [f'<option value="{place}">{place}</option>' for place in range(1, len(item.order) + 1)]
    menu = f'<option value="">–</option>{"".join(places)}'
    rows = []
    for place, text in enumerate(item.shown):
        shown = render.html(text)
        rows.append(
            f'<li class="part" data-part="{place}"><span class="control"><select id="{id}-{place}"'
            f"{name(render, plain(text), shown)}>{menu}</select></span>"
            f'<label for="{id}-{place}">{shown}</label></li>'
        )
    order = "".join(f"<li>{render.html(text)}</li>" for text in question.items)
    return Asked(
        task="order",
        prompt=render.block(question.prompt),
        controls=f'<ol class="parts ordering">{"".join(rows)}</ol>',
        key={"kind": "parts", "right": [[place] for place in item.solution], "once": True},
        after=_answers(render, item.solution) + render.part("right_order", f"<ol>{order}</ol>"),
    )
