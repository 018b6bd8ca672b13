"""The package: a quiz in QTI 1.2, what Canvas wants to know of it, the pictures, and the manifest.

There is no bank of its own in it. Classic Canvas makes one out of every quiz that comes in a QTI
package, under the quiz's title, and a second copy in an `objectbank` would only be the same questions
again; New Quizzes has each item bank import a package by itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from functools import partial
from hashlib import sha256
from typing import BinaryIO

from quizkit.diagnostics import Loc
from quizkit.media import Medium
from quizkit.model.deck import Deck
from quizkit.model.questions import Flashcard, Question
from quizkit.papers import Item, assemble
from quizkit.targets import archive, unasked
from quizkit.targets.base import Job, Loss, Output, OutputFile, Unsupported, counted
from quizkit.targets.canvas import items
from quizkit.targets.canvas.escape import xml
from quizkit.targets.canvas.qti import field
from quizkit.targets.canvas.render import Renderer
from quizkit.targets.exact import digits

_LONGEST_TITLE = 255
_ASSOCIATED = "associatedcontent/imscc_xmlv1p1/learning-application-resource"


def compile(job: Job) -> Output:
    """`<deck>-canvas.zip` and what it does not hold; no file where no question is left."""
    deck = job.deck
    places = {question.id: index for index, question in enumerate(deck.questions)}
    render = Renderer(deck, job.media)
    description = render.remark(deck.description) if deck.description else ""
    losses = _of_deck(deck, render)
    written: list[str] = []
    points = Decimal(0)
    (paper,) = assemble(deck, None, 1, job.options.seed)
    for done, asked in enumerate(paper.items, 1):
        made, lost = _item(asked, ("questions", places[asked.question.id]), render)
        losses += lost
        if made:
            written.append(made)
            points += asked.points
        if done % 500 == 0:
            job.progress(500)
    job.progress(len(paper.items) % 500)
    if not written:
        return Output((), losses=tuple(losses))
    meta = _meta(deck, points, description)
    file = OutputFile(
        f"{deck.deck}-canvas.zip",
        partial(
            _write, deck=deck, quiz=_quiz(deck, written), meta=meta, pictures=sorted(render.used.items())
        ),
        counted(len(written), "question"),
    )
    return Output((file,), losses=tuple(losses))


def _item(asked: Item, loc: Loc, render: Renderer) -> tuple[str, list[Loss]]:
    """An item, "" where it is refused, and what is lost."""
    render.lost.clear()
    made, lowered = items.lowered(asked, render.content.deck.lang)
    try:
        shown = items.item(ident(render.content.deck.deck, asked.question.id), made, render)
    except Unsupported as reason:
        return "", [Loss("refused", (*loc, *reason.loc), str(reason))]
    losses = [replace(lowered, loc=loc)] if lowered else []
    losses += [Loss("lost", loc, what) for what in sorted(render.lost | _unwritten(asked.question))]
    return shown, losses


def _unwritten(question: Question) -> set[str]:
    """What Canvas has no place for, whatever the type."""
    parts = {"hints": question.hint, "tags": question.tags, "levels of difficulty": question.difficulty}
    lost = {name for name, value in parts.items() if value}
    return (
        lost | {"cards from back to front"} if isinstance(question, Flashcard) and question.reverse else lost
    )


def _of_deck(deck: Deck, render: Renderer) -> list[Loss]:
    """What is lost of the deck itself, now that its description is rendered."""
    losses = [Loss("lost", ("description",), what) for what in sorted(render.lost)]
    losses += [*unasked.facts(deck), *unasked.passages(deck), *unasked.nested(deck)]
    if deck.tags:
        losses.append(Loss("lost", ("tags",), "tags"))
    if len(deck.title) > _LONGEST_TITLE:
        losses.append(Loss("lost", ("title",), f"titles beyond {_LONGEST_TITLE} characters"))
    return losses


def ident(*names: str) -> str:
    """An identifier that is the same whenever and wherever the deck is built, legal in all of QTI."""
    return f"g{sha256(chr(0).join(('quizkit', *names)).encode()).hexdigest()[:32]}"


def _write(
    stream: BinaryIO, *, deck: Deck, quiz: str, meta: str, pictures: Sequence[tuple[str, Medium]]
) -> None:
    folder = ident(deck.deck)
    archive.write(
        stream,
        [
            ("imsmanifest.xml", _manifest(deck, folder, [place for place, _ in pictures])),
            (f"{folder}/{folder}.xml", quiz),
            (f"{folder}/assessment_meta.xml", meta),
            *((place, medium.path) for place, medium in pictures),
        ],
        stored=[place for place, medium in pictures if medium.kind != "svg"],
    )


def _title(deck: Deck) -> str:
    shown = deck.title
    return xml(shown if len(shown) <= _LONGEST_TITLE else f"{shown[: _LONGEST_TITLE - 1]}…")


def _quiz(deck: Deck, written: Sequence[str]) -> str:
    return (
        '<?xml version="1.0" encoding="UTF-8"?>'
        '<questestinterop xmlns="http://www.imsglobal.org/xsd/ims_qtiasiv1p2"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
        ' xsi:schemaLocation="http://www.imsglobal.org/xsd/ims_qtiasiv1p2'
        ' http://www.imsglobal.org/xsd/ims_qtiasiv1p2p1.xsd">'
        f'<assessment ident="{ident(deck.deck)}" title="{_title(deck)}">'
        f"<qtimetadata>{field('cc_maxattempts', '1')}</qtimetadata>"
        f'<section ident="root_section">{"".join(written)}</section></assessment></questestinterop>'
    )


def _meta(deck: Deck, points: Decimal, description: str) -> str:
    """The quiz's settings. Answers are not shuffled: they come in the order of the paper and its key."""
    return (
        '<?xml version="1.0" encoding="UTF-8"?>'
        f'<quiz identifier="{ident(deck.deck)}" xmlns="http://canvas.instructure.com/xsd/cccv1p0"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
        ' xsi:schemaLocation="http://canvas.instructure.com/xsd/cccv1p0'
        ' https://canvas.instructure.com/xsd/cccv1p0.xsd">'
        f"<title>{_title(deck)}</title><description>{xml(description)}</description>"
        "<shuffle_answers>false</shuffle_answers><scoring_policy>keep_highest</scoring_policy>"
        "<hide_results></hide_results><quiz_type>assignment</quiz_type>"
        f"<points_possible>{digits(points)}</points_possible>"
        "<show_correct_answers>true</show_correct_answers><allowed_attempts>1</allowed_attempts>"
        "<one_question_at_a_time>false</one_question_at_a_time><cant_go_back>false</cant_go_back>"
        "<available>false</available></quiz>"
    )


def _manifest(deck: Deck, quiz: str, pictures: Sequence[str]) -> str:
    files = "".join(
        f'<resource identifier="{ident(deck.deck, "file", place)}" type="webcontent" href="{place}">'
        f'<file href="{place}"/></resource>'
        for place in pictures
    )
    meta = ident(deck.deck, "meta")
    return (
        '<?xml version="1.0" encoding="UTF-8"?>'
        f'<manifest identifier="{ident(deck.deck, "manifest")}"'
        ' xmlns="http://www.imsglobal.org/xsd/imsccv1p1/imscp_v1p1"'
        ' xmlns:imsmd="http://www.imsglobal.org/xsd/imsmd_v1p2"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
        ' xsi:schemaLocation="http://www.imsglobal.org/xsd/imsccv1p1/imscp_v1p1'
        " http://www.imsglobal.org/xsd/imscp_v1p1.xsd http://www.imsglobal.org/xsd/imsmd_v1p2"
        ' http://www.imsglobal.org/xsd/imsmd_v1p2p2.xsd">'
        "<metadata><schema>IMS Content</schema><schemaversion>1.1.3</schemaversion>"
        f"<imsmd:lom><imsmd:general><imsmd:title><imsmd:string>{_title(deck)}</imsmd:string></imsmd:title>"
        "</imsmd:general></imsmd:lom></metadata><organizations/><resources>"
        f'<resource identifier="{quiz}" type="imsqti_xmlv1p2"><file href="{quiz}/{quiz}.xml"/>'
        f'<dependency identifierref="{meta}"/></resource>'
        f'<resource identifier="{meta}" type="{_ASSOCIATED}" href="{quiz}/assessment_meta.xml">'
        f'<file href="{quiz}/assessment_meta.xml"/></resource>{files}</resources></manifest>'
    )
