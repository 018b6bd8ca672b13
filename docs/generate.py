"""Writes the parts of the documentation that follow from the program: tables of fields, options, codes.

    python docs/generate.py          writes them
    python docs/generate.py --check  only says which files fall behind, and exits with 1

A part stands between `<!-- generated: name … -->` and `<!-- end -->`; `name` is a function in `PARTS`.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from decimal import Decimal
from functools import cache
from inspect import cleandoc, get_annotations
from pathlib import Path
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from pydantic import BaseModel
from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined

from quizkit.model import base, deck, questions

HERE = Path(__file__).parent
REGION = re.compile(r"(<!-- generated: (\w+)((?: [\w-]+)*) -->\n)(.*?)(<!-- end -->)", re.DOTALL)

# ---- Fields of the deck file -----------------------------------------------------------------------

VALUES: list[tuple[Any, str]] = [
    (base.Text, "text"),
    (base.Line, "one line"),
    (base.Id, "id"),
    (base.Tag, "tag"),
    (base.Number, "number"),
    (base.Amount, "number from 0"),
    (base.PartialDate, "date"),
    (base.Lang, "language"),
    (base.Period, "length of time"),
    (base.Switch, "yes or no"),
]
"""Kinds of value and what the tables call them. docs/source-language.md explains each."""

SPECIAL: dict[tuple[Any, str], str] = {
    (questions.Cloze, "accept"): "lists of texts by number",
    (deck.Header, "sources"): "[sources](#sources) by id",
    (deck.Deck, "questions"): "list of [questions](#questions)",
    (questions.Numeric, "between"): "two numbers",
    (deck.Section, "types"): "list of types",
    (questions.Ignore, "code"): "code",
}
PLACES = {
    "Image": "[picture](#pictures)",
    "Option": "[option](#choice)",
    "Pair": "[pair](#matching)",
    "Criterion": "[criterion](#essay)",
    "Ignore": "[exception](#exceptions)",
    "Reference": "[reference](#sources)",
    "Fact": "[fact](#facts)",
    "Passage": "[passage](#passages)",
    "Worksheet": "[worksheet](#worksheets)",
    "Section": "[section](#worksheets)",
}
PLURALS = {"one line": "lines", "yes or no": "yes or no"}


def fields(name: str, *leave_out: str) -> Iterator[str]:
    """The table of a model's own fields: without those that every question has."""
    model: type[BaseModel] = (
        questions.TYPES.get(name) or getattr(deck, name, None) or getattr(questions, name)
    )
    shared = questions.QuestionBase.model_fields if name in questions.TYPES else {}
    hints = get_type_hints(model, include_extras=True)
    yield "| Field | Value | |"
    yield "|:--|:--|:--|"
    own_first = sorted(model.model_fields.items(), key=lambda item: item[0] not in model.__annotations__)
    for field, info in own_first:
        if field in shared or field == "type" or field in leave_out:
            continue
        written = info.validation_alias if isinstance(info.validation_alias, str) else field
        assert info.description, f"{name}.{field} has no description"
        owner = next(each for each in model.__mro__ if field in get_annotations(each))
        value = SPECIAL.get((owner, field)) or _value(hints[field])
        yield f"| `{written}` | {value} | {_with_default(info)} |"


def _with_default(info: FieldInfo) -> str:
    text = str(info.description).replace("|", r"\|")
    if info.is_required():
        return f"{text} **Needed.**"
    default = info.default
    if default in (None, (), PydanticUndefined):
        return text
    shown = {True: "yes", False: "no"}[default] if isinstance(default, bool) else default
    return f"{text} Without it: {shown}."


def _value(hint: Any) -> str:
    for known, words in VALUES:
        if hint == known:
            return words
    origin, args = get_origin(hint), get_args(hint)
    if origin in (Union, UnionType):
        (inner,) = (arg for arg in args if arg is not NoneType)
        return _value(inner)
    if origin is Annotated:
        return _bounded(args[0], args[1:])
    if origin is tuple:
        return _list(_value(args[0]))
    if origin is Literal:
        return ", ".join(f"`{arg}`" for arg in args)
    return PLACES[hint.__name__]


def _bounded(inner: Any, metadata: tuple[Any, ...]) -> str:
    """`int` with limits; a list with them is a list."""
    if inner is not int:
        return _value(inner)
    limits = {type(limit).__name__: limit for item in metadata for limit in getattr(item, "metadata", ())}
    low = limits["Ge"].ge if "Ge" in limits else None
    high = limits["Le"].le if "Le" in limits else None
    return f"whole number from {low}" + ("" if high is None else f" to {high}")


def _list(one: str) -> str:
    if one.startswith("[criterion]"):
        return one.replace("[criterion]", "list of [criteria]")
    if one.startswith("["):
        return "list of " + one.replace("]", "s]", 1)
    return f"list of {PLURALS.get(one, one + 's')}"


# ---- Commands --------------------------------------------------------------------------------------

KINDS = {"path": "path", "text": "text", "str": "text", "filename": "path"}


def command(name: str) -> Iterator[str]:
    """A command's call, its description, its arguments and options."""
    import typer

    from quizkit.cli import app

    group: Any = typer.main.get_command(app)
    found: Any = group.commands[name]
    arguments = [item for item in found.params if item.param_type_name == "argument"]
    options = [
        item for item in found.params if item.param_type_name == "option" and "--help" not in item.opts
    ]
    call = " ".join(["quizkit", name, *(["[OPTIONS]"] if options else []), *map(_argument, arguments)])
    yield f"`{call}`\n"
    yield from _described(found.callback)
    if arguments or options:
        yield "| | Value | |"
        yield "|:--|:--|:--|"
    for item in arguments:
        yield f"| `{_argument(item)}` | {_kind(item.type)} | {_meaning(item)} |"
    for item in options:
        names = ", ".join(f"`{name}`" for name in item.opts)
        kind = "" if item.is_flag else _kind(item.type)
        yield f"| {names} | {kind} | {_meaning(item)} |"


def _described(function: Callable[..., None]) -> Iterator[str]:
    for paragraph in cleandoc(function.__doc__ or "").split("\n\n"):
        text = re.sub(r"<(\w+)>", r"&lt;\1&gt;", " ".join(paragraph.split()))
        yield f"{text}\n"


def _argument(item: Any) -> str:
    word = item.name.upper()
    word = f"{word}..." if item.nargs == -1 else word
    return word if item.required else f"[{word}]"


def _kind(type_: Any) -> str:
    if choices := getattr(type_, "choices", None):
        return ", ".join(f"`{getattr(choice, 'value', choice)}`" for choice in choices)
    if getattr(type_, "min", None) is not None:
        return f"{type_.min} to {type_.max}"
    return KINDS.get(type_.name, str(type_.name))


def _meaning(item: Any) -> str:
    text = (item.help or "").replace("|", r"\|")
    default = getattr(item.default, "value", item.default)
    if isinstance(default, str | Path | Decimal) and str(default) and item.show_default:
        text += f" Without it: `{default}`."
    return text


def targets() -> Iterator[str]:
    """Every target with what it says of itself."""
    from quizkit.targets import TARGETS

    yield "| `--target` | |"
    yield "|:--|:--|"
    for name, load in TARGETS.items():
        yield f"| `{name}` | {load().SUMMARY} |"


# ---- What becomes of each type on each target --------------------------------------------------------

CORPUS = HERE.parent / "tests" / "corpus"
FULL, PART, NONE = "●", "◐", "–"
MARK = "{mark}<sup>{note}</sup>"


@cache
def _losses(deck: str, target: str) -> tuple[list[str], list[Any]]:
    """The types of a corpus deck's questions, and what the target loses of them."""
    from quizkit import pipeline
    from quizkit.targets import TARGETS
    from quizkit.targets.base import Job

    checked = pipeline.check([CORPUS / deck]).decks[0]
    output = TARGETS[target]().compile(Job(checked.deck, media=checked.media))
    return [question.type for question in checked.deck.questions], list(output.losses)


def matrix() -> Iterator[str]:
    """Question types × targets, from running every target over the corpus of the tests."""
    from quizkit.targets import TARGETS

    notes: dict[str, int] = {}
    yield f"| | {' | '.join(f'`{target}`' for target in TARGETS)} |"
    yield f"|:--|{':-:|' * len(TARGETS)}"
    for name in questions.TYPES:
        cells = [_cell(name, target, notes) for target in TARGETS]
        yield f"| `{name}` | {' | '.join(cells)} |"
    yield ""
    yield f"{FULL} as it is · {PART} in a simpler form, see the note · {NONE} refused"
    yield ""
    for note, number in notes.items():
        yield f"{number}. {note}"


def _cell(name: str, target: str, notes: dict[str, int]) -> str:
    types, losses = _losses(f"{name}.yaml", target)
    refused = {loss.loc[1]: loss for loss in losses if loss.kind == "refused"}
    if len(refused) == len(types):
        return NONE
    said = [f"written as {loss.to}: {loss.what}" for loss in losses if loss.kind == "lowered"]
    said += [f"refused where {loss.what}" for loss in refused.values()]
    if not said:
        return FULL
    numbers = [notes.setdefault(_sentence(text), len(notes) + 1) for text in dict.fromkeys(said)]
    return MARK.format(mark=PART, note=",".join(map(str, sorted(numbers))))


def _sentence(text: str) -> str:
    return f"{text[0].upper()}{text[1:].rstrip('.')}."


def left_out() -> Iterator[str]:
    """For each target the parts of questions that it has no place for."""
    from quizkit.targets import TARGETS

    yield "| | Files | Left out, with a warning |"
    yield "|:--|:--|:--|"
    for target in TARGETS:
        decks = [*(f"{name}.yaml" for name in questions.TYPES), "parts/parts.yaml"]
        lost = dict.fromkeys(
            loss.what for deck in decks for loss in _losses(deck, target)[1] if loss.kind == "lost"
        )
        yield f"| `{target}` | {TARGETS[target]().SUMMARY} | {', '.join(sorted(lost)) or 'nothing'} |"


# ---- Codes, note types, names ------------------------------------------------------------------------

GROUPS = {
    "0": "Files and YAML",
    "1": "What stands in a deck",
    "2": "Rules of good questions",
    "3": "Losses in reading other formats",
    "4": "Identity and the lock",
    "5": "Losses in a target",
}


def codes() -> Iterator[str]:
    """All codes with their titles, by the first digit."""
    from quizkit import codes

    last = ""
    for code, title in codes.titles().items():
        if code[2] != last:
            last = code[2]
            yield f"{'' if code == next(iter(codes.titles())) else chr(10)}## {GROUPS[last]}\n"
            yield "| Code | |"
            yield "|:--|:--|"
        yield f"| [{code}](../quizkit/codes/{code}.md) | {title.replace('|', chr(92) + '|')} |"


def rule_list() -> Iterator[str]:
    """All rules: their pages, levels, languages and the numbers that a project may set."""
    from quizkit import codes
    from quizkit.rules import RULES

    yield "| Rule | Finds | Level | Languages | Numbers |"
    yield "|:--|:--|:--|:--|:--|"
    for rule in RULES:
        level = str(rule.level) if rule.on else f"{rule.level}, off"
        numbers = ", ".join(f"`{name} = {value:g}`" for name, value in rule.limits.items())
        page = f"[{rule.code}](../quizkit/codes/{rule.code}.md)"
        langs = ", ".join(rule.langs) or "all"
        yield f"| {page} | {codes.titles()[rule.code]} | {level} | {langs} | {numbers} |"


def precision() -> Iterator[str]:
    """What the rules find in the labelled set, and what they should."""
    sys.path.insert(0, str(HERE.parent))
    from benchmarks import rules as measuring

    halves = {name: measuring.measure(name) for name in measuring.SETS}
    whole = halves["dev"] + halves["held-out"]
    yield f"{whole.items:,} items, {whole.flawed:,} of them with a flaw:\n"
    yield from measuring.table(halves)


def note_types() -> Iterator[str]:
    """The note types with the question types they show, their cards and fields."""
    from quizkit.targets.anki import identity, notetypes, schema

    shown: dict[str, list[str]] = {}
    types: dict[str, Any] = dict(questions.TYPES)
    for name, model in types.items():
        question = model.model_construct(id="x")
        shown.setdefault(identity.note_type_of(question), []).append(f"`{name}`")
    yield "| Note type | Question types | Cards | Fields of its own |"
    yield "|:--|:--|:--|:--|"
    shared = set.intersection(*(set(names) for names in schema.FIELDS.values()))
    for name, names in schema.FIELDS.items():
        cards = ", ".join(title for title, _ in notetypes.TEMPLATES[name])
        own = ", ".join(field for field in names if field not in shared)
        yield f"| {name} | {', '.join(shown[name])} | {cards} | {own} |"
    ordered = [field for field in next(iter(schema.FIELDS.values())) if field in shared]
    yield f"\nAll of them also have the fields {', '.join(ordered)}."


def names() -> Iterator[str]:
    """The public names with the first sentence of what they say of themselves."""
    import quizkit

    yield "| Name | |"
    yield "|:--|:--|"
    for name in sorted(quizkit.__all__, key=str.lower):
        text = cleandoc(getattr(quizkit, name).__doc__ or "").split("\n\n")[0]
        sentence = re.split(r"(?<=\.)\s", " ".join(text.split()))[0]
        yield f"| `{name}` | {sentence.replace('|', chr(92) + '|')} |"


PARTS: dict[str, Callable[..., Iterator[str]]] = {
    "fields": fields,
    "command": command,
    "targets": targets,
    "matrix": matrix,
    "left_out": left_out,
    "codes": codes,
    "rules": rule_list,
    "precision": precision,
    "note_types": note_types,
    "names": names,
}


def generated(text: str) -> str:
    """`text` with every generated part made anew."""

    def part(found: re.Match[str]) -> str:
        lines = "\n".join(PARTS[found[2]](*found[3].split()))
        return f"{found[1]}\n{lines}\n\n{found[5]}"

    return REGION.sub(part, text)


def behind() -> list[tuple[Path, str]]:
    """The files whose generated parts are out of date, each with the text that it should have."""
    found = []
    for path in sorted([*HERE.glob("*.md"), HERE.parent / "README.md"]):
        text = path.read_text(encoding="utf-8")
        new = generated(text)
        if new != text:
            found.append((path, new))
    return found


def main() -> int:
    """Writes what falls behind, or with `--check` only names it."""
    stale = behind()
    check = "--check" in sys.argv[1:]
    for path, text in stale:
        if not check:
            path.write_text(text, encoding="utf-8", newline="\n")
        remark = "is behind: run python docs/generate.py" if check else "written"
        sys.stdout.write(f"{path.name}: {remark}\n")
    return 1 if check and stale else 0


if __name__ == "__main__":
    sys.exit(main())
