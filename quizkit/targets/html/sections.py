"""The sections of a paper: headings, what is read first, and each question in its frame."""

from __future__ import annotations

from quizkit.model.questions import Cloze
from quizkit.papers import Group, Item, Section
from quizkit.papers.furniture import note, passage_for
from quizkit.targets.html.asked import Asked, Key
from quizkit.targets.html.questions import asked
from quizkit.targets.html.render import Render


def section(render: Render, section: Section, keys: list[Key]) -> str:
    """A section as HTML; what its questions are marked by joins `keys`."""
    level = 3 if section.title else 2
    title = f"<h2>{render.text(section.title.strip())}</h2>" if section.title else ""
    told = ""
    if section.instructions:
        told = f'<div class="about">{render.noted(render.block(section.instructions), "worksheets")}</div>'
    top = f'<div class="section-head">{title}{told}</div>' if title or told else ""
    groups = []
    for group in section.groups:
        shown = "".join([_question(render, item, keys, level) for item in group.items])
        groups.append(f'<div class="group">{_passage(render, group, level)}{shown}</div>\n')
    return f'<div class="section">{top}{"".join(groups)}</div>'


def _passage(render: Render, group: Group, level: int) -> str:
    if group.passage is None:
        return ""
    body = render.noted(render.passage(group.passage.id), "passages")
    name = render.text(group.passage.title.strip()) if group.passage.title else ""
    head = f"<h{level}>{name}</h{level}>" if name else ""
    about = render.furniture(passage_for(group, render.words))
    label = name or render.label("passage")
    return f'<section class="passage" aria-label="{label}"><p class="term">{about}</p>{head}{body}</section>'


def _question(render: Render, item: Item, keys: list[Key], level: int) -> str:
    again = bool(keys) and keys[-1]["number"] == item.number
    id = f"q{item.number}{'r' if again else ''}"
    made = asked(render, item, id)
    keys.append({"id": id, "number": item.number, "points": float(item.points), **made.key})
    if again:
        keys[-1]["again"] = True
    question = item.question
    name = render.say("reverse" if again else "question", number=item.number)
    button = render.say("show" if made.key["kind"] == "self" else "check")
    shown = (
        f'<section class="question" id="{id}" data-type="{question.type}" aria-labelledby="{id}-n">'
        f'<div class="sheet"><fieldset aria-labelledby="{id}-n {id}-p">'
        f'<legend><h{level} id="{id}-n" tabindex="-1">{name}</h{level}></legend>{_worth(render, item)}'
        f"{_asking(render, item, made, id)}</fieldset>{_hint(render, item)}"
        '<div class="verdict" role="status"></div><div class="after" tabindex="-1" hidden></div>'
        f'<div class="actions" hidden><button type="button" class="check">{button}</button></div>'
        f"<template>{made.after}{render.feedback(question)}</template></div></section>\n"
    )
    return render.noted(shown, "questions", question.id)


def _asking(render: Render, item: Item, made: Asked, id: str) -> str:
    """The prompt, what to do, the controls; a text with blanks in it comes last."""
    prompt = f'<div class="prompt" id="{id}-p">{made.prompt}</div>'
    pictures = render.pictures(item.question.pictures)
    task = _task(render, item, made)
    if isinstance(item.question, Cloze):
        return f"{task}{prompt}{pictures}"
    return f"{prompt}{pictures}{task}{made.controls}"


def _task(render: Render, item: Item, made: Asked) -> str:
    """What to do: on the screen in one word, on paper in another."""
    shown = f'<span class="on-screen">{render.say(made.task)}</span>'
    if on_paper := note(item, render.words):
        shown += f'<span class="on-paper">{render.furniture(on_paper)}</span>'
    remarks = "".join([f" <span>{render.say(word)}</span>" for word in made.remarks])
    return f'<p class="task">{shown}{remarks}</p>'


def _worth(render: Render, item: Item) -> str:
    if not item.points:
        return ""
    return f'<p class="worth">{render.worth(item.points)}</p>'


def _hint(render: Render, item: Item) -> str:
    hint = item.question.hint
    if not hint:
        return ""
    return (
        f'<details class="hint"><summary>{render.say("hint")}</summary>'
        f'<div class="hint-text">{render.block(hint)}</div></details>'
    )
