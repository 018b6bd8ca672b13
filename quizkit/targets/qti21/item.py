"""An assessmentItem: the file of one question."""

from __future__ import annotations

from dataclasses import dataclass

from quizkit.markup import plain
from quizkit.model.questions import Cloze, Question
from quizkit.papers import Item
from quizkit.targets.characters import legal
from quizkit.targets.gaps import marked
from quizkit.targets.qti21 import scoring
from quizkit.targets.qti21.ask import Asked, Remark, ask
from quizkit.targets.qti21.body import Body, subset
from quizkit.targets.qti21.escape import attribute
from quizkit.targets.qti21.names import STYLE
from quizkit.targets.titles import shortened

HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<{element} xmlns="http://www.imsglobal.org/xsd/imsqti_v2p1"'
    ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
    ' xsi:schemaLocation="http://www.imsglobal.org/xsd/imsqti_v2p1'
    ' http://www.imsglobal.org/xsd/qti/qtiv2p1/imsqti_v2p1.xsd"'
)
"""The start of an item's or a test's file, up to its own attributes."""

_START = HEAD.format(element="assessmentItem")
_TITLE = 80


@dataclass(frozen=True, slots=True)
class Written:
    """An item's file, what it shows more simply, and whether it needs the style sheet."""

    xml: str
    lost: tuple[str, ...]
    styled: bool


def write(item: Item, identifier: str, body: Body) -> Written:
    """The file of a question. Raises `Unsupported` for one that cannot be asked."""
    asked = ask(item, body)
    question = item.question
    explanation = body.feedback(question)
    hint = body.block(question.hint) if question.hint else ""
    outcomes, rules = _feedback_logic(asked, item, bool(explanation), bool(hint))
    direction = ' class="rtl"' if body.rtl else ""
    inner = subset(
        f"\n<itemBody{direction}>{asked.body}</itemBody>"
        f"\n<responseProcessing>{asked.scoring}{rules}</responseProcessing>"
        + "".join([_remark(remark) for remark in asked.remarks])
        + _modal("HINT", "shown", body.words.hint, hint)
        + _modal("EXPLANATION", "shown", body.words.explanation, explanation)
    )
    styled = 'class="' in inner
    style = f'\n<stylesheet href="{STYLE}" type="text/css" />' if styled else ""
    responses = "".join([response.xml for response in asked.responses])
    xml = (
        f'{_START} identifier="{identifier}"'
        f' title="{attribute(title(question))}" adaptive="false" timeDependent="false"'
        f' xml:lang="{body.deck.lang}">{responses}{scoring.outcomes(item.points)}{outcomes}{style}{inner}'
        "\n</assessmentItem>\n"
    )
    return Written(legal(xml), asked.lost, styled)


def title(question: Question) -> str:
    """What teachers see in lists: the start of the prompt on one line, blanks left open."""
    text = plain(marked(question, "…") if isinstance(question, Cloze) else question.prompt[:1000])
    return shortened(" ".join(text.split()), _TITLE) or question.id


def _feedback_logic(asked: Asked, item: Item, explanation: bool, hint: bool) -> tuple[str, str]:
    """The outcomes that feedback hangs on, and the rules that set them after SCORE."""
    outcomes, rules = "", ""
    if asked.remarks:
        response = asked.responses[0]
        outcomes += _outcome("FEEDBACK", response.cardinality)
        rules += scoring.put("FEEDBACK", scoring.variable())
    if hint:
        outcomes += _outcome("HINT", "single")
        show = scoring.put("HINT", scoring.base("identifier", "shown"))
        short = f"<lt>{scoring.variable('SCORE')}{scoring.points_of(item.points)}</lt>"
        rules += scoring.when(short, show) if item.points else show
    if explanation:
        outcomes += _outcome("EXPLANATION", "single")
        rules += scoring.put("EXPLANATION", scoring.base("identifier", "shown"))
    return outcomes, rules


def _outcome(identifier: str, cardinality: str) -> str:
    return f'\n<outcomeDeclaration identifier="{identifier}" cardinality="{cardinality}" baseType="identifier" />'


def _remark(remark: Remark) -> str:
    return _modal("FEEDBACK", remark.identifier, " ".join(remark.title.split()), remark.html)


def _modal(outcome: str, identifier: str, title: str, shown: str) -> str:
    """Feedback shown while `outcome` is or holds `identifier`; "" where there is none.

    Modal, not inside the option: TAO refuses items with other feedback in their body, and shows the
    feedback of an option before the answer.
    """
    if not shown:
        return ""
    return (
        f'\n<modalFeedback outcomeIdentifier="{outcome}" identifier="{identifier}" showHide="show"'
        f' title="{attribute(title)}">{shown}</modalFeedback>'
    )
