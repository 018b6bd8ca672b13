"""Reads a Canvas package with lxml, as Canvas's importers read it: XML first, HTML inside of it second."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from lxml import etree
from lxml import html as lxml_html

from quizkit.media import Medium
from quizkit.model.deck import Deck
from quizkit.targets import canvas
from quizkit.targets.base import Job, Loss, Output

QTI = {"q": "http://www.imsglobal.org/xsd/ims_qtiasiv1p2"}
PACKAGE = {"p": "http://www.imsglobal.org/xsd/imsccv1p1/imscp_v1p1"}
META = {"m": "http://canvas.instructure.com/xsd/cccv1p0"}


@dataclass(frozen=True)
class Item:
    """An item as an importer sees it. Texts are what a student reads, without markup.

    `lists` has the choices of each response by its ident, `right` the idents (or typed answers) that
    score, by response; `feedback` the texts by the ident that shows them.
    """

    ident: str
    title: str
    kind: str
    points: str
    stem: str
    stem_html: str
    prompts: dict[str, str] = field(default_factory=dict)
    lists: dict[str, dict[str, str]] = field(default_factory=dict)
    right: dict[str, list[str]] = field(default_factory=dict)
    shares: list[str] = field(default_factory=list)
    feedback: dict[str, str] = field(default_factory=dict)
    element: Any = None


@dataclass(frozen=True)
class Package:
    entries: dict[str, bytes]
    items: dict[str, Item]
    losses: tuple[Loss, ...]

    def xml(self, ending: str) -> Any:
        (name,) = [name for name in self.entries if name.endswith(ending)]
        return etree.fromstring(self.entries[name])


def compiled(deck: Deck, media: Mapping[str, Medium] | None = None, **options: Any) -> Output:
    return canvas.compile(Job(deck, media=media or {}, **options))


def written(output: Output) -> bytes:
    stream = io.BytesIO()
    (file,) = output.files
    file.write(stream)
    return stream.getvalue()


def package(deck: Deck, media: Mapping[str, Medium] | None = None, **options: Any) -> Package:
    output = compiled(deck, media, **options)
    with zipfile.ZipFile(io.BytesIO(written(output))) as archive:
        entries = {name: archive.read(name) for name in archive.namelist()}
    (quiz,) = [
        name for name in entries if name.endswith(".xml") and name.split("/")[0] == name.split("/")[-1][:-4]
    ]
    root = etree.fromstring(entries[quiz])
    items = [read(element) for element in root.iterfind(".//q:item", QTI)]
    assert len({item.ident for item in items}) == len(items)
    return Package(entries, {item.title: item for item in items}, output.losses)


def only(**question: Any) -> Item:
    """The item of a deck with one question; its id is `x`."""
    return package(one(**question)).items["x"]


def one(lang: str = "en", header: dict[str, Any] | None = None, **question: Any) -> Deck:
    return Deck.model_validate(
        {"deck": "d", "title": "T", "lang": lang, **(header or {}), "questions": [{"id": "x", **question}]}
    )


def shown(html: str) -> str:
    """The text of HTML, white space as a browser shows it."""
    return spaced("".join(lxml_html.fragment_fromstring(html, create_parent="div").itertext()))


def spaced(text: str) -> str:
    return re.sub("[ \t\n\r]+", " ", text).strip(" ")


def text(material: Any) -> str:
    """The text of a `material`: HTML where its type says so."""
    mattext = material.find("q:mattext", QTI)
    content = mattext.text or ""
    return shown(content) if mattext.get("texttype") == "text/html" else spaced(content)


def read(element: Any) -> Item:
    fields = {
        entry.findtext("q:fieldlabel", None, QTI): entry.findtext("q:fieldentry", None, QTI)
        for entry in element.iterfind(".//q:qtimetadatafield", QTI)
    }
    stem = element.find("q:presentation/q:material", QTI)
    item = Item(
        element.get("ident"), element.get("title"), fields["question_type"], fields["points_possible"],
        text(stem), stem.findtext("q:mattext", None, QTI), element=element,
    )  # fmt: skip
    for response in element.iterfind(".//q:response_lid", QTI):
        ident = response.get("ident")
        prompt = response.find("q:material", QTI)
        item.prompts[ident] = "" if prompt is None else text(prompt)
        labels = response.iterfind(".//q:response_label", QTI)
        item.lists[ident] = {label.get("ident"): text(label.find("q:material", QTI)) for label in labels}
    for condition in element.iterfind(".//q:respcondition", QTI):
        score = condition.find("q:setvar", QTI)
        if score is None:
            continue
        item.shares.append(score.text)
        for equal in condition.iterfind("q:conditionvar//q:varequal", QTI):
            if not equal.getparent().tag.endswith("}not"):
                item.right.setdefault(equal.get("respident"), []).append(equal.text)
    for entry in element.iterfind("q:itemfeedback", QTI):
        item.feedback[entry.get("ident")] = text(entry.find("q:flow_mat/q:material", QTI))
    return item


def key(item: Item, response: str = "response1") -> list[str]:
    """The texts of the right choices of a response."""
    return [item.lists[response][ident] for ident in item.right[response]]


def lost(losses: tuple[Loss, ...], kind: str = "lost") -> list[str]:
    return [loss.what for loss in losses if loss.kind == kind]
