"""imsmanifest.xml: what the package holds, and for banks what each question is about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from quizkit.markup import plain
from quizkit.model.deck import Deck
from quizkit.model.questions import Question
from quizkit.targets.characters import legal
from quizkit.targets.qti21 import names
from quizkit.targets.qti21.escape import attribute, escape

_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<manifest xmlns="http://www.imsglobal.org/xsd/imscp_v1p1" xmlns:lom="http://ltsc.ieee.org/xsd/LOM"'
    ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
    ' xsi:schemaLocation="http://www.imsglobal.org/xsd/imscp_v1p1'
    " http://www.imsglobal.org/xsd/qti/qtiv2p1/qtiv2p1_imscpv1p2_v1p0.xsd"
    ' http://ltsc.ieee.org/xsd/LOM http://www.imsglobal.org/xsd/imsmd_loose_v1p3p2.xsd"'
)
_DIFFICULTY = {"easy": "easy", "medium": "medium", "hard": "difficult"}


@dataclass(frozen=True, slots=True)
class Entry:
    """A question in the package: its identifier, which makes its file's name, and the other files it shows."""

    identifier: str
    question: Question
    files: tuple[str, ...]

    @property
    def href(self) -> str:
        """Its file."""
        return f"{self.identifier}.xml"


def manifest(deck: Deck, entries: Sequence[Entry]) -> str:
    """The manifest of a package with the test and these questions."""
    test = "".join([f'\n<dependency identifierref="{entry.identifier}" />' for entry in entries])
    resources = [
        f'\n<resource identifier="{names.package(deck.deck, "test")}" type="imsqti_test_xmlv2p1"'
        f' href="{names.TEST}"><file href="{names.TEST}" />{test}</resource>',
        *[_resource(deck, entry) for entry in entries],
    ]
    return legal(
        f'{_HEAD} identifier="{names.package(deck.deck, "package")}">'
        f"\n<metadata><schema>QTIv2.1 Package</schema><schemaversion>1.0.0</schemaversion>{_about(deck)}</metadata>"
        f"\n<organizations /><resources>{''.join(resources)}</resources></manifest>\n"
    )


def _resource(deck: Deck, entry: Entry) -> str:
    files = "".join([f'\n<file href="{name}" />' for name in (entry.href, *entry.files)])
    return (
        f'\n<resource identifier="{entry.identifier}" type="imsqti_item_xmlv2p1" href="{entry.href}">'
        f"\n<metadata>{_described(deck, entry.question)}</metadata>{files}</resource>"
    )


def _about(deck: Deck) -> str:
    description = ""
    if deck.description:
        description = f"<lom:description>{_string(deck, plain(deck.description))}</lom:description>"
    return (
        f"<lom:lom><lom:general>{_catalogued(deck.deck)}<lom:title>{_string(deck, deck.title)}</lom:title>"
        f"<lom:language>{attribute(deck.lang)}</lom:language>{description}"
        f"{_keywords(deck, deck.tags)}</lom:general></lom:lom>"
    )


def _described(deck: Deck, question: Question) -> str:
    """Its own id, the tags of the deck and its own, and how hard it is."""
    tags = tuple(dict.fromkeys((*deck.tags, *question.tags)))
    hard = ""
    if question.difficulty:
        value = _DIFFICULTY[question.difficulty]
        hard = (
            "<lom:educational><lom:difficulty><lom:source>LOMv1.0</lom:source>"
            f"<lom:value>{value}</lom:value></lom:difficulty></lom:educational>"
        )
    general = f"{_catalogued(question.id)}{_keywords(deck, tags)}"
    return f"<lom:lom><lom:general>{general}</lom:general>{hard}</lom:lom>"


def _catalogued(id: str) -> str:
    return f"<lom:identifier><lom:catalog>quizkit</lom:catalog><lom:entry>{escape(id)}</lom:entry></lom:identifier>"


def _keywords(deck: Deck, tags: Sequence[str]) -> str:
    return "".join([f"<lom:keyword>{_string(deck, tag)}</lom:keyword>" for tag in tags])


def _string(deck: Deck, text: str) -> str:
    return f'<lom:string language="{attribute(deck.lang)}">{escape(text.strip())}</lom:string>'
