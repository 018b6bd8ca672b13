"""The elements of an item, as Canvas's own export writes them. All texts come in ready for XML."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from quizkit.targets.canvas.escape import xml

RIGHT = "100"
"""The score of a full answer; Canvas keeps points apart, as `points_possible`."""


@dataclass(frozen=True, slots=True)
class Body:
    """What a type of question adds to its item: `response` follows the stem, `scoring` says what is right.

    `remarks` are conditions and feedback for single answers: the answer's ident with ready HTML.
    """

    kind: str
    response: str
    scoring: str
    remarks: tuple[tuple[str, str], ...] = ()


def html(text: str) -> str:
    """HTML as the content of a `material`."""
    return f'<material><mattext texttype="text/html">{xml(text)}</mattext></material>'


def plain(text: str) -> str:
    """Plain text as the content of a `material`."""
    return f'<material><mattext texttype="text/plain">{xml(text)}</mattext></material>'


def item(ident: str, title: str, points: str, stem: str, body: Body, general: str) -> str:
    """A whole item. `stem` and `general` are HTML; `general` "" where there is no feedback for all."""
    conditions = "".join(_remark(answer) for answer, _ in body.remarks)
    feedback = "".join(_feedback(f"{answer}_fb", text) for answer, text in body.remarks)
    if general:
        conditions = f"{_shows('<other/>', 'general_fb')}{conditions}"
        feedback = f"{_feedback('general_fb', general)}{feedback}"
    return (
        f'<item ident="{ident}" title="{xml(title)}"><itemmetadata><qtimetadata>'
        f"{field('question_type', body.kind)}{field('points_possible', points)}</qtimetadata></itemmetadata>"
        f"<presentation>{html(stem)}{body.response}</presentation>"
        '<resprocessing><outcomes><decvar maxvalue="100" minvalue="0" varname="SCORE" vartype="Decimal"/>'
        f"</outcomes>{conditions}{body.scoring}</resprocessing>{feedback}</item>"
    )


def field(label: str, entry: str) -> str:
    """A line of metadata."""
    return f"<qtimetadatafield><fieldlabel>{label}</fieldlabel><fieldentry>{entry}</fieldentry></qtimetadatafield>"


def choices(
    response: str, labels: Iterable[tuple[str, str]], cardinality: str = "Single", prompt: str = ""
) -> str:
    """A list to choose from: idents with their `material`, after the `material` of a prompt."""
    shown = "".join(f'<response_label ident="{ident}">{text}</response_label>' for ident, text in labels)
    return (
        f'<response_lid ident="{response}" rcardinality="{cardinality}">{prompt}'
        f"<render_choice>{shown}</render_choice></response_lid>"
    )


def typed(*, number: bool = False) -> str:
    """A place to type an answer."""
    kind = ' fibtype="Decimal"' if number else ""
    return (
        f'<response_str ident="response1" rcardinality="Single"><render_fib{kind}>'
        '<response_label ident="answer1" rshuffle="No"/></render_fib></response_str>'
    )


def equal(answer: str, response: str = "response1") -> str:
    """A condition: this answer was given."""
    return f'<varequal respident="{response}">{answer}</varequal>'


def exactly(value: Decimal, margin: Decimal) -> str:
    """A condition: this number was given, give or take `margin`.

    New Quizzes reads the margin here; else it takes the difference of the bounds, in binary fractions.
    """
    return f'<varequal respident="response1" margintype="absolute" margin="{margin:f}">{value:f}</varequal>'


def scores(condition: str) -> str:
    """All points where `condition` holds."""
    return (
        f'<respcondition continue="No"><conditionvar>{condition}</conditionvar>'
        f'<setvar action="Set" varname="SCORE">{RIGHT}</setvar></respcondition>'
    )


def shares(conditions: Sequence[str]) -> str:
    """An equal share of the points for each condition that holds."""
    share = f"{100 / len(conditions):.2f}"
    return "".join(
        f"<respcondition><conditionvar>{condition}</conditionvar>"
        f'<setvar varname="SCORE" action="Add">{share}</setvar></respcondition>'
        for condition in conditions
    )


def by_hand() -> str:
    """No points until somebody has read the answer."""
    return '<respcondition continue="No"><conditionvar><other/></conditionvar></respcondition>'


def _remark(answer: str) -> str:
    return _shows(equal(answer), f"{answer}_fb")


def _shows(condition: str, feedback: str) -> str:
    return (
        f'<respcondition continue="Yes"><conditionvar>{condition}</conditionvar>'
        f'<displayfeedback feedbacktype="Response" linkrefid="{feedback}"/></respcondition>'
    )


def _feedback(ident: str, text: str) -> str:
    return f'<itemfeedback ident="{ident}"><flow_mat>{html(text)}</flow_mat></itemfeedback>'
