"""What a question becomes on a page, and the pieces that several types share."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from quizkit.markup import plain
from quizkit.targets.answers import shown_only
from quizkit.targets.html.render import Render

Key = dict[str, object]


@dataclass(frozen=True, slots=True)
class Asked:
    """One question's own parts.

    `task` is the word for what to do; `prompt` ready HTML; `controls` what students answer with;
    `after` what the answer is, shown once it was given; `key` what the page's script marks by, of a
    `kind` that `assets/mark.js` knows, or `self` for what students mark themselves; `remarks` are the
    words for what counts.
    """

    task: str
    prompt: str
    controls: str
    key: Key
    after: str = ""
    remarks: tuple[str, ...] = ()


def text_field(render: Render, id: str, more: str = "") -> str:
    """A line to type the answer in, with its label; `more` are attributes."""
    return (
        f'<label for="{id}">{render.say("your_answer")}</label>'
        f'<input type="text" id="{id}" autocomplete="off" autocapitalize="off" spellcheck="false"{more}>'
    )


def lines(count: int) -> str:
    """Lines to write on, on paper."""
    return f'<div class="lines" aria-hidden="true">{"<span></span>" * count}</div>' if count > 0 else ""


def accepted(render: Render, texts: Sequence[str]) -> str:
    """The other right answers."""
    if not texts:
        return ""
    shown = "".join(f"<li>{render.html(text)}</li>" for text in texts)
    return render.part("accepted", f'<ul class="accepted-list">{shown}</ul>')


def name(render: Render, text: str, shown: str) -> str:
    """A name for a control whose label, `shown`, holds a formula: browsers find no words in one."""
    return f' aria-label="{render.text(text)}"' if "<math" in shown else ""


def typeable(text: str) -> bool:
    """Whether an answer can be typed: it holds no formula and no picture."""
    return not shown_only(text)


def typed(texts: Iterable[str]) -> list[str]:
    """Answers as they are typed: without their markup, each once."""
    return list(dict.fromkeys(plain(text) for text in texts))
