"""A small QTI 2.1 engine that is not ours to compile with, and responses whose scores the model tells.

It reads items with lxml and obeys the response processing as the specification says; an operator that
it does not know is an error.
"""

from __future__ import annotations

import io
import math
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from lxml import etree

from quizkit.markup import plain
from quizkit.media import Medium
from quizkit.model import cloze
from quizkit.model.deck import Deck
from quizkit.model.questions import (
    Choice,
    Cloze,
    Essay,
    Flashcard,
    Matching,
    Multiple,
    Numeric,
    Ordering,
    ShortAnswer,
    TrueFalse,
)
from quizkit.papers import Item, assemble, blanks, letter, parts
from quizkit.targets import lower, qti21
from quizkit.targets.base import Job, Output

QTI = "{http://www.imsglobal.org/xsd/imsqti_v2p1}"
CP = "{http://www.imsglobal.org/xsd/imscp_v1p1}"
Responses = dict[str, list[str]]
Value = object


def compiled(deck: Deck, media: Mapping[str, Medium] | None = None) -> Output:
    return qti21.compile(Job(deck, media=media or {}))


def entries(output: Output) -> dict[str, bytes]:
    """What the package holds, by name."""
    (file,) = output.files
    stream = io.BytesIO()
    file.write(stream)
    with zipfile.ZipFile(stream) as package:
        names = package.namelist()
        assert len(names) == len(set(names))
        return {name: package.read(name) for name in names}


def items(package: Mapping[str, bytes]) -> dict[str, etree._Element]:
    """The assessmentItems by the question's id, which the manifest catalogues."""
    manifest = etree.fromstring(package["imsmanifest.xml"])
    found = {}
    for resource in manifest.iter(f"{CP}resource"):
        if resource.get("type") == "imsqti_item_xmlv2p1":
            (id,) = resource.findall(".//{*}identifier/{*}entry")
            found[id.text or ""] = etree.fromstring(package[resource.get("href", "")])
    return found


def one(deck: Deck) -> etree._Element:
    """The item of a deck with a single question."""
    (item,) = items(entries(compiled(deck))).values()
    return item


def deck_of(*questions: Mapping[str, object], **header: object) -> Deck:
    numbered = [{"id": f"q{place}", **question} for place, question in enumerate(questions)]
    return Deck.model_validate({"deck": "d", "title": "T", "lang": "en", **header, "questions": numbered})


def name_of(element: etree._Element) -> str:
    return element.get("identifier", "")


def tag(element: etree._Element) -> str:
    return etree.QName(element).localname


def text_of(element: etree._Element) -> str:
    return "".join(map(str, element.itertext()))


# --- the engine ---


class Session:
    """One attempt at an item: `values` are its variables after response processing."""

    def __init__(self, item: etree._Element, responses: Responses) -> None:
        self.declared = {name_of(node): node for node in item.iterchildren(f"{QTI}responseDeclaration")}
        assert set(responses) <= set(self.declared), "no such response"
        self.values: dict[str, Value] = {
            name: self.read(node, responses.get(name, [])) for name, node in self.declared.items()
        }
        self.outcomes = {}
        for node in item.iterchildren(f"{QTI}outcomeDeclaration"):
            default = [value.text or "" for value in node.iter(f"{QTI}value")]
            self.values[name_of(node)] = self.read(node, default)
            self.outcomes[name_of(node)] = node.get("cardinality")
        processing = item.find(f"{QTI}responseProcessing")
        assert processing is not None
        self.rules(processing)

    @staticmethod
    def read(node: etree._Element, texts: list[str]) -> Value:
        kind = node.get("baseType")
        values = [_number(text) if kind == "float" else text for text in texts if text != ""]
        if node.get("cardinality") == "single":
            assert len(values) <= 1
            return values[0] if values else None
        return values or None

    def rules(self, parent: etree._Element, skip: int = 0) -> None:
        for rule in list(parent)[skip:]:
            if tag(rule) == "setOutcomeValue":
                name = name_of(rule)
                assert name in self.outcomes, f"{name} is not declared"
                self.values[name] = self.value(rule[0])
            else:
                assert tag(rule) == "responseCondition", tag(rule)
                self.condition(rule)

    def condition(self, node: etree._Element) -> None:
        for branch in node:
            if tag(branch) == "responseElse":
                return self.rules(branch)
            if self.value(branch[0]) is True:
                return self.rules(branch, 1)
        return None

    def value(self, node: etree._Element) -> Value:
        name = tag(node)
        if name == "variable":
            return self.values[name_of(node)]
        if name == "correct":
            declared = self.declared[name_of(node)]
            correct = declared.find(f"{QTI}correctResponse")
            assert correct is not None
            return self.read(declared, [value.text or "" for value in correct])
        if name == "baseValue":
            return _number(node.text or "") if node.get("baseType") == "float" else node.text
        if name == "mapResponse":
            return self.mapped(node.get("identifier", ""))
        return operator(name, [self.value(child) for child in node], node)

    def mapped(self, identifier: str) -> float:
        mapping = self.declared[identifier].find(f"{QTI}mapping")
        assert mapping is not None
        given = self.values[identifier]
        assert given is not None, "mapResponse of nothing: engines differ in what it is"
        values = dict.fromkeys(given) if isinstance(given, list) else [given]
        total = 0.0
        for value in values:
            total += next(
                (_number(entry.get("mappedValue", "")) for entry in mapping if _same(entry, str(value))),
                _number(mapping.get("defaultValue", "")),
            )
        low, high = mapping.get("lowerBound"), mapping.get("upperBound")
        total = max(total, _number(low)) if low is not None else total
        return min(total, _number(high)) if high is not None else total


def operator(name: str, values: list[Value], node: etree._Element) -> Value:
    if name == "isNull":
        return values[0] is None
    if name == "and":
        return all(value is True for value in values)
    if name == "index":
        place = int(node.get("n", ""))
        (given,) = values
        return given[place - 1] if isinstance(given, list) and len(given) >= place else None
    if any(value is None for value in values):
        return None
    if name == "not":
        return not values[0]
    if name == "match":
        first, second = values
        unordered = [sorted(value) if isinstance(value, list) else value for value in values]
        ordered = any(child.get("identifier") in _ordered(node) for child in node)
        return first == second if ordered else unordered[0] == unordered[1]
    numbers = [value for value in values if isinstance(value, float)]
    assert len(numbers) == len(values), (name, values)
    if name == "sum":
        return sum(numbers)
    compare = {
        "gte": numbers[0] >= numbers[1],
        "lte": numbers[0] <= numbers[1],
        "lt": numbers[0] < numbers[1],
    }
    return compare[name]


def _ordered(node: etree._Element) -> set[str | None]:
    root = node.getroottree().getroot()
    return {
        declared.get("identifier")
        for declared in root.iterchildren(f"{QTI}responseDeclaration")
        if declared.get("cardinality") == "ordered"
    }


def _same(entry: etree._Element, value: str) -> bool:
    key = entry.get("mapKey", "")
    return value.lower() == key.lower() if entry.get("caseSensitive") == "false" else value == key


def _number(text: str) -> float:
    """A typed number; engines take what is none for no answer at all, here it is none that counts."""
    try:
        return float(text)
    except ValueError:
        return math.nan


# --- what the model says that responses score ---


@dataclass(frozen=True)
class Case:
    """A response and the least and most that it may score."""

    name: str
    responses: Responses
    low: Decimal
    high: Decimal


def papers(deck: Deck) -> list[Item]:
    (paper,) = assemble(deck, None)
    return list(paper.items)


def cases(item: Item) -> Iterator[Case]:
    """Responses to a question: none, the key, wrong ones, parts of the key."""
    full, none = item.points, Decimal(0)

    def case(name: str, score: Decimal, *values: str) -> Case:
        return Case(name, {"RESPONSE": list(values)} if values else {}, score, score)

    yield case("empty", none)
    question = item.question
    letters = {index: letter(place) for place, index in enumerate(item.order)}
    match question:
        case Choice():
            yield case("key", full, letters[0])
            for index in range(1, len(item.order)):
                yield case(f"option {index}", none, letters[index])
        case Multiple():
            yield from _ticks(item, question, letters)
        case TrueFalse():
            yield case("key", full, str(question.answer).lower())
            yield case("wrong", none, str(not question.answer).lower())
        case ShortAnswer():
            for text in (question.answer, *question.accept):
                yield case(f"key {text}", full, plain(text))
                yield case(f"capitals {text}", none if question.case else full, plain(text).upper())
            yield case("wrong", none, "zzz")
        case Numeric():
            low, high = question.bounds
            step = Decimal("0.001")
            for value in (low, high, question.answer or low):
                yield case(f"{value}", full, format(value, "f"))
            yield case("below", none, format(low - step, "f"))
            yield case("above", none, format(high + step, "f"))
        case Cloze():
            yield from _filled(item, question)
        case Matching():
            yield from _matched(item, question, letters)
        case Ordering():
            yield from _ordered_cases(item, question, letters)
        case Essay():
            yield case("an essay waits for a person", none, "words")
        case Flashcard():
            yield from cases(lower.flashcard(item))


def _ticks(item: Item, question: Multiple, letters: dict[int, str]) -> Iterator[Case]:
    keys = sorted(question.keys)
    wrong = [index for index in range(len(item.order)) if index not in question.keys]
    full, none = item.points, Decimal(0)

    def ticked(name: str, indices: list[int], low: Decimal, high: Decimal) -> Case:
        return Case(name, {"RESPONSE": [letters[index] for index in indices]}, low, high)

    yield ticked("key", keys, full, full)
    if wrong:
        yield ticked("everything", [*keys, *wrong], none, none)
        yield ticked("a wrong one", wrong[:1], none, none)
        yield ticked("all wrong", wrong, none, none)
        yield ticked("key and one more", [*keys, wrong[0]], none, full * (len(keys) - 1) / len(keys))
    if len(keys) > 1:
        part = full / len(keys)
        yield ticked("one of the key", keys[:1], part, part)


def _filled(item: Item, question: Cloze) -> Iterator[Case]:
    found = blanks(question)
    names = ["RESPONSE"] if len(found) == 1 else [f"RESPONSE_{place}" for place in range(1, len(found) + 1)]
    if question.has_bank:
        texts = parts(question)
        right = [letter(item.order.index(texts.index(cloze.plain(blank.answer)))) for blank in found]
        spare = [letter(item.order.index(index)) for index in range(len(texts))]
        wrong = [next((name for name in spare if name != key), "") for key in right]
    else:
        right = [plain(cloze.plain(blank.answer)) for blank in found]
        wrong = ["zzz"] * len(found)
    full = item.points
    yield Case("key", {name: [text] for name, text in zip(names, right, strict=True)}, full, full)
    yield Case(
        "wrong",
        {name: [text] for name, text in zip(names, wrong, strict=True) if text},
        Decimal(0),
        Decimal(0),
    )
    part = full / len(found)
    yield Case("first", {names[0]: [right[0]]}, part, part)
    for accepted in question.accept:
        places = [name for name, blank in zip(names, found, strict=True) if blank.number == accepted.blank]
        texts = () if question.has_bank or not places else accepted.answers  # inner blanks are not asked
        for text in texts:
            yield Case(f"accepted {text}", {places[0]: [plain(text)]}, part, part)


def _matched(item: Item, question: Matching, letters: dict[int, str]) -> Iterator[Case]:
    rights = parts(question)
    keys = [f"L{row} {letters[rights.index(pair.right)]}" for row, pair in enumerate(question.pairs, start=1)]
    full = item.points
    yield Case("key", {"RESPONSE": keys}, full, full)
    yield Case("key, another way round", {"RESPONSE": keys[::-1]}, full, full)
    part = full / len(keys)
    yield Case("first pair", {"RESPONSE": keys[:1]}, part, part)
    other = next(letter for index, letter in letters.items() if rights[index] != question.pairs[0].right)
    yield Case("a wrong pair", {"RESPONSE": [f"L1 {other}"]}, Decimal(0), Decimal(0))
    yield Case("all but one", {"RESPONSE": [f"L1 {other}", *keys[1:]]}, full - part, full - part)


def _ordered_cases(item: Item, question: Ordering, letters: dict[int, str]) -> Iterator[Case]:
    key = [letters[index] for index in range(len(question.items))]
    full, part = item.points, item.points / len(key)
    yield Case("key", {"RESPONSE": key}, full, full)
    turned = [*key[1:], key[0]]
    yield Case("each one off", {"RESPONSE": turned}, Decimal(0), Decimal(0))
    swapped = [key[1], key[0], *key[2:]]
    rest = part * (len(key) - 2)
    yield Case("two swapped", {"RESPONSE": swapped}, rest, rest)
    shown = [letter(place) for place in range(len(key))]
    right = sum(first == second for first, second in zip(shown, key, strict=True))
    yield Case("as shown", {"RESPONSE": shown}, part * right, part * right)
