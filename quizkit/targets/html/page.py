"""A paper as one page: head, settings, questions, result, and the data that its script marks by."""

from __future__ import annotations

import json
from base64 import b64encode
from functools import cache
from hashlib import sha256
from importlib.resources import files

from quizkit.papers import DEFAULT, Paper
from quizkit.papers.furniture import summary
from quizkit.targets.base import Paper as Size
from quizkit.targets.html.asked import Key
from quizkit.targets.html.render import Render
from quizkit.targets.html.sections import section
from quizkit.targets.html.words import SCRIPT, tag_of

_STYLES = ("page.css", "questions.css", "print.css")
_SCRIPTS = ("text.js", "number.js", "mark.js", "say.js", "answer.js", "question.js", "result.js", "page.js")
_MANY = 200
"""From so many questions on, a browser draws those alone that are in view."""


@cache
def _asset(name: str) -> bytes:
    return (files("quizkit.targets.html") / "assets" / name).read_bytes()


def _text(name: str) -> str:
    """An asset's text, its lines ended as on every other machine."""
    return _asset(name).decode().replace("\r\n", "\n")


@cache
def script() -> str:
    """The page's script, one closed function of all its parts."""
    body = "\n".join(_text(name) for name in _SCRIPTS)
    return f'\n(function () {{\n"use strict";\n{body}}})();\n'


@cache
def style(size: Size, *, maths: bool) -> str:
    """The page's style; with the font for formulas where there are any."""
    sheets = [_text(name) for name in _STYLES]
    sheets.append(f"@page {{ size: {'A4' if size == 'a4' else 'letter'}; margin: 18mm 16mm; }}\n")
    if maths:
        data = b64encode(_asset("maths.woff2")).decode()
        source = f'url("data:font/woff2;base64,{data}") format("woff2")'
        sheets.append(f'@font-face {{ font-family: "Page Maths"; src: {source}; }}\n')
    return "\n" + "".join(sheets)


def policy(styled: str) -> str:
    """The Content Security Policy: this script, this style, pictures inside the page, and nothing else."""
    return (
        f"default-src 'none'; script-src '{_digest(script())}'; style-src '{_digest(styled)}';"
        " img-src data:; font-src data:; base-uri 'none'; form-action 'none';"
        " require-trusted-types-for 'script'"
    )


def _digest(text: str) -> str:
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"


def page(render: Render, paper: Paper, size: Size) -> str:
    """The page of a paper, its pictures still tokens (see `Render.pieces`)."""
    keys: list[Key] = []
    body = "".join(section(render, each, keys) for each in paper.sections if each.items)
    head = _header(render, paper)
    styled = style(size, maths="<math" in body or "<math" in head)
    title = f"{paper.title.strip()}, {paper.version}" if paper.version else paper.title.strip()
    direction = ' dir="rtl"' if render.rtl else ""
    many = ' class="many"' if len(keys) > _MANY else ""
    return f"""<!DOCTYPE html>
<html lang="{render.text(paper.lang)}"{direction}>
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy(styled)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<meta name="generator" content="quizkit">
<title>{render.text(title)}</title>
<style>{styled}</style>
</head>
<body{many}>
{_bar(render, title, len(keys))}
<main>
{head}
{_settings(render)}
{body}
{_result(render)}
</main>
<script type="application/json" id="data">{_data(render, paper, keys)}</script>
<script>{script()}</script>
</body>
</html>
"""


def _data(render: Render, paper: Paper, keys: list[Key]) -> str:
    words = {key: render.said[key] for key in SCRIPT}
    data = {
        "lang": paper.lang,
        "decimal": render.words.decimal,
        "plural": float(render.words.one_below) if render.words.one_below is not None else None,
        "foreign": tag_of(paper.lang) if render.foreign else None,
        "words": words,
        "questions": keys,
    }
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")


def _bar(render: Render, title: str, count: int) -> str:
    return (
        f'<header class="bar"><p class="bar-title">{render.text(title)}</p>'
        f'<div class="bar-state" hidden><progress id="progress" max="{count}" value="0"'
        f' aria-label="{render.label("progress")}"></progress>'
        '<p id="counts"></p><p id="score"></p></div>'
        f'<div class="bar-buttons"><button type="button" id="theme" class="icon" hidden></button></div></header>'
    )


def _header(render: Render, paper: Paper) -> str:
    table = render.words
    version = (
        f'<p class="version">{render.furniture(f"{table.version} {paper.version}")}</p>'
        if paper.version
        else ""
    )
    about = render.deck.description if paper.worksheet == DEFAULT else None
    shown = "".join(
        f'<div class="about">{render.noted(render.block(text), place)}</div>'
        for text, place in ((about, "description"), (paper.instructions, "worksheets"))
        if text
    )
    tags = "".join(f"<li>{render.text(tag)}</li>" for tag in render.deck.tags)
    tags = f'<ul class="tags" aria-label="{render.label("tags")}">{tags}</ul>' if tags else ""
    lines = "".join(
        f"<span>{render.furniture(word + table.colon)} <i></i></span>"
        for word in (table.name, table.class_, table.date, table.score)
    )
    return (
        f'<div class="title"><h1>{render.text(paper.title.strip())}</h1>{version}'
        f'<p class="summary">{render.furniture(summary(paper))}</p>{shown}{tags}</div>'
        f'<div class="who" aria-hidden="true">{lines}</div>'
        f'<noscript><p class="notice">{render.say("noscript")}</p></noscript>'
    )


def _settings(render: Render) -> str:
    modes = "".join(
        f'<label class="mode"><input type="radio" name="mode" value="{mode}"{checked}>'
        f"<span><strong>{render.say(mode)}</strong> <small>{render.say(f'{mode}_about')}</small></span></label>"
        for mode, checked in (("practice", " checked"), ("exam", ""))
    )
    return (
        f'<form id="settings" hidden autocomplete="off"><fieldset><legend>{render.say("settings")}</legend>'
        f'<div class="modes">{modes}</div></fieldset></form>'
        '<p id="announce" class="notice" role="status" tabindex="-1"></p>'
    )


def _result(render: Render) -> str:
    buttons = (
        f'<button type="button" id="retry" class="primary" hidden></button>'
        f'<button type="button" id="restart">{render.say("restart")}</button>'
        f'<button type="button" id="print">{render.say("print")}</button>'
    )
    return (
        '<div class="hand-in" id="hand-in" hidden><div id="open" role="status"></div>'
        f'<div class="actions"><button type="button" id="hand" class="primary">{render.say("hand_in")}</button>'
        "</div></div>"
        f'<section class="result" id="result" aria-labelledby="result-h" hidden><h2 id="result-h" tabindex="-1">'
        f'{render.say("result")}</h2><p class="big" id="result-score"></p><p id="result-note"></p>'
        f'<ul class="tally" id="tally"></ul><ol class="places" id="places" aria-label="{render.label("questions")}">'
        f'</ol><div class="actions">{buttons}</div></section>'
    )
