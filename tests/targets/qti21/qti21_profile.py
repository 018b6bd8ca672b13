"""The part of QTI 2.1 that quizkit writes, element by element, in our own words.

The official schema may not be shipped here. What passes this profile was validated against it by
hand (imsqti_v2p1.xsd of 2012 with its MathML 2 parts); the profile allows less than the schema does.
"""

from __future__ import annotations

import re

from lxml import etree

QTI = "{http://www.imsglobal.org/xsd/imsqti_v2p1}"
MATHML = "{http://www.w3.org/1998/Math/MathML}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_LOCATION = "{http://www.w3.org/2001/XMLSchema-instance}schemaLocation"

INLINE = frozenset(["em", "strong", "span", "code", "a", "img", "br", "cite", "small"])
BLOCKS = frozenset(["p", "pre", "h3", "h4", "h5", "h6", "ul", "ol", "table", "hr", "blockquote"])
INTERACTIONS = frozenset(
    ["choiceInteraction", "matchInteraction", "orderInteraction", "extendedTextInteraction"]
)
FIELDS = frozenset({"textEntryInteraction", "inlineChoiceInteraction"})
FLOW = BLOCKS | INLINE
LOGIC = frozenset({"match", "gte", "lte", "lt", "and", "not", "isNull"})
VALUES = frozenset({"variable", "correct", "baseValue", "sum", "mapResponse", "index"})
EXPRESSIONS = LOGIC | VALUES
RULES = frozenset({"responseCondition", "setOutcomeValue"})

TEXT, NO_TEXT = True, False
CONTENT: dict[str, tuple[bool, frozenset[str]]] = {
    "assessmentItem": (NO_TEXT, frozenset({
        "responseDeclaration", "outcomeDeclaration", "stylesheet", "itemBody", "responseProcessing",
        "modalFeedback"})),
    "responseDeclaration": (NO_TEXT, frozenset({"correctResponse", "mapping"})),
    "outcomeDeclaration": (NO_TEXT, frozenset({"defaultValue"})),
    "correctResponse": (NO_TEXT, frozenset({"value"})),
    "defaultValue": (NO_TEXT, frozenset({"value"})),
    "value": (TEXT, frozenset()),
    "mapping": (NO_TEXT, frozenset({"mapEntry"})),
    "mapEntry": (NO_TEXT, frozenset()),
    "stylesheet": (NO_TEXT, frozenset()),
    "itemBody": (NO_TEXT, BLOCKS | INTERACTIONS | {"rubricBlock"}),
    "rubricBlock": (TEXT, FLOW),
    "modalFeedback": (TEXT, FLOW),
    "choiceInteraction": (NO_TEXT, frozenset({"simpleChoice"})),
    "orderInteraction": (NO_TEXT, frozenset({"simpleChoice"})),
    "simpleChoice": (TEXT, FLOW),
    "matchInteraction": (NO_TEXT, frozenset({"simpleMatchSet"})),
    "simpleMatchSet": (NO_TEXT, frozenset({"simpleAssociableChoice"})),
    "simpleAssociableChoice": (TEXT, FLOW),
    "extendedTextInteraction": (NO_TEXT, frozenset()),
    "textEntryInteraction": (NO_TEXT, frozenset()),
    "inlineChoiceInteraction": (NO_TEXT, frozenset({"inlineChoice"})),
    "inlineChoice": (TEXT, frozenset()),
    "responseProcessing": (NO_TEXT, RULES),
    "responseCondition": (NO_TEXT, frozenset({"responseIf", "responseElseIf"})),
    "responseIf": (NO_TEXT, EXPRESSIONS | RULES),
    "responseElseIf": (NO_TEXT, EXPRESSIONS | RULES),
    "setOutcomeValue": (NO_TEXT, EXPRESSIONS),
    "baseValue": (TEXT, frozenset()),
    **dict.fromkeys(EXPRESSIONS - {"baseValue"}, (NO_TEXT, EXPRESSIONS)),
    "sum": (NO_TEXT, EXPRESSIONS | {"testVariables"}),
    **dict.fromkeys(INLINE | {"p", "pre", "h3", "h4", "h5", "h6"}, (TEXT, INLINE | FIELDS)),
    "img": (NO_TEXT, frozenset()), "br": (NO_TEXT, frozenset()), "hr": (NO_TEXT, frozenset()),
    "blockquote": (NO_TEXT, BLOCKS),
    "ul": (NO_TEXT, frozenset({"li"})), "ol": (NO_TEXT, frozenset({"li"})), "li": (TEXT, FLOW | FIELDS),
    "table": (NO_TEXT, frozenset({"thead", "tbody"})),
    "thead": (NO_TEXT, frozenset({"tr"})), "tbody": (NO_TEXT, frozenset({"tr"})),
    "tr": (NO_TEXT, frozenset({"td", "th"})), "td": (TEXT, FLOW | FIELDS), "th": (TEXT, FLOW | FIELDS),
    "assessmentTest": (NO_TEXT, frozenset({"outcomeDeclaration", "testPart", "outcomeProcessing"})),
    "testPart": (NO_TEXT, frozenset({"itemSessionControl", "assessmentSection"})),
    "itemSessionControl": (NO_TEXT, frozenset()),
    "assessmentSection": (NO_TEXT, frozenset({"assessmentItemRef"})),
    "assessmentItemRef": (NO_TEXT, frozenset()),
    "outcomeProcessing": (NO_TEXT, frozenset({"setOutcomeValue"})),
    "testVariables": (NO_TEXT, frozenset()),
}  # fmt: skip
"""Element → whether text may stand in it, and its children."""

ATTRIBUTES: dict[str, tuple[str, str]] = {
    "assessmentItem": ("identifier title adaptive timeDependent", f"{LANG} {_LOCATION}"),
    "assessmentTest": ("identifier title", _LOCATION),
    "responseDeclaration": ("identifier cardinality baseType", ""),
    "outcomeDeclaration": ("identifier cardinality baseType", "normalMaximum normalMinimum"),
    "mapping": ("lowerBound defaultValue", "upperBound"),
    "mapEntry": ("mapKey mappedValue", "caseSensitive"),
    "stylesheet": ("href type", ""),
    "itemBody": ("", "class"),
    "rubricBlock": ("view", ""),
    "modalFeedback": ("outcomeIdentifier identifier showHide title", ""),
    "choiceInteraction": ("responseIdentifier shuffle maxChoices", ""),
    "orderInteraction": ("responseIdentifier shuffle", ""),
    "matchInteraction": ("responseIdentifier shuffle maxAssociations", ""),
    "simpleChoice": ("identifier", "fixed"),
    "simpleAssociableChoice": ("identifier matchMax", ""),
    "extendedTextInteraction": ("responseIdentifier", "expectedLines"),
    "textEntryInteraction": ("responseIdentifier", ""),
    "inlineChoiceInteraction": ("responseIdentifier shuffle", ""),
    "inlineChoice": ("identifier", ""),
    "setOutcomeValue": ("identifier", ""),
    "variable": ("identifier", ""), "correct": ("identifier", ""), "mapResponse": ("identifier", ""),
    "baseValue": ("baseType", ""), "index": ("n", ""),
    "testPart": ("identifier navigationMode submissionMode", ""),
    "itemSessionControl": ("", "maxAttempts showFeedback"),
    "assessmentSection": ("identifier title visible", ""),
    "assessmentItemRef": ("identifier href", ""),
    "testVariables": ("variableIdentifier", ""),
    "a": ("href", ""), "img": ("src alt", ""), "cite": ("", LANG),
    "span": ("", "class"), "code": ("", "class"), "ul": ("", "class"), "td": ("", "class"), "th": ("", "class"),
}  # fmt: skip
"""Element → the attributes it must have, and those it may have."""

_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*")


def faults(root: etree._Element) -> list[str]:
    """What an item or a test holds that the profile does not know."""
    found = [fault for element in root.iter() for fault in _element(element)]
    if root.tag == f"{QTI}assessmentItem":
        found += _references(root)
    return found


def _element(element: etree._Element) -> list[str]:
    if not isinstance(element.tag, str):
        return [f"{element!r}: neither comments nor instructions"]
    if element.tag.startswith(MATHML):
        return [] if "{" in element.tag else ["math without its namespace"]
    name = element.tag.removeprefix(QTI)
    if name not in CONTENT:
        return [f"{name}: unknown element"]
    found = []
    text, children = CONTENT[name]
    pieces = [element.text, *(child.tail for child in element)]
    if not text and any(piece and piece.strip() for piece in pieces):
        found.append(f"{name}: text where none may stand")
    for child in element:
        inner = str(child.tag).removeprefix(QTI)
        maths = inner == f"{MATHML}math" and (text or name in ("blockquote", "itemBody"))
        if inner not in children and not maths:
            found.append(f"{name}: no place for {inner}")
    must, may = (attributes.split() for attributes in ATTRIBUTES.get(name, ("", "")))
    found += [f"{name}: no {key}" for key in must if key not in element.attrib]
    found += [f"{name}: {key!s} is unknown" for key in element.attrib if key not in (*must, *may)]
    identifier = element.get("identifier")
    if identifier is not None and not _NAME.fullmatch(identifier):
        found.append(f"{name}: the identifier {identifier}")
    if name == "table" and [child.tag for child in element][-1:] != [f"{QTI}tbody"]:
        found.append("table: no body")
    return found


def _references(item: etree._Element) -> list[str]:
    """Variables that are used and not declared, choices that stand twice, keys that are no choice."""
    found = []
    declared = [str(node.get("identifier")) for node in item if str(node.tag).endswith("Declaration")]
    responses = [str(node.get("identifier")) for node in item.iterchildren(f"{QTI}responseDeclaration")]
    asked = [str(node.get("responseIdentifier")) for node in item.iter() if node.get("responseIdentifier")]
    if sorted(asked) != sorted(responses):
        found.append(f"interactions {asked}, responses {responses}")
    users = [f"{QTI}{name}" for name in ("variable", "correct", "mapResponse", "setOutcomeValue")]
    found += [
        f"{node.get('identifier')} is not declared"
        for node in item.iter(*users)
        if node.get("identifier") not in declared
    ]
    found += [
        f"{node.get('outcomeIdentifier')} is not declared"
        for node in item.iter(f"{QTI}modalFeedback")
        if node.get("outcomeIdentifier") not in declared
    ]
    for interaction in (node for node in item.iter() if node.get("responseIdentifier")):
        choices = [node.get("identifier") for node in interaction.iter() if node.get("identifier")]
        if len(choices) != len(set(choices)):
            found.append("a choice stands twice")
        (declaration,) = (
            node
            for node in item.iterchildren(f"{QTI}responseDeclaration")
            if node.get("identifier") == interaction.get("responseIdentifier")
        )
        if declaration.get("baseType") in ("identifier", "directedPair"):
            used = [part for node in declaration.iter(f"{QTI}value") for part in (node.text or "").split()]
            used += [
                part for node in declaration.iter(f"{QTI}mapEntry") for part in node.get("mapKey", "").split()
            ]
            found += [f"{part} is no choice" for part in used if part not in choices]
    return found
