"""The YAML reader: places in files and folders, one finding a cause, whatever is done to a deck."""

from __future__ import annotations

import os
import random
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizkit import readers
from quizkit.diagnostics import Diagnostic, Severity
from quizkit.lines import Lines
from quizkit.readers import events, read
from quizkit.report import text as report

HEAD = "deck: d\ntitle: T\nlang: en\n"
TESTS = Path(__file__).parent.parent
SEEDS = [*sorted((TESTS / "corpus").glob("*.yaml")), *sorted((TESTS / "bad").glob("*.yaml"))]


def write(folder: Path, **files: str) -> Path:
    for name, text in files.items():
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    return folder


def said(found: tuple[Diagnostic, ...], root: Path) -> list[str]:
    return [
        f"{Path(item.span.path).relative_to(root)}:{item.span.line}:{item.span.column} {item.code}"
        for item in found
        if item.span is not None
    ]


def test_a_deck_in_a_folder(tmp_path: Path) -> None:
    question = "questions:\n  - {{id: {0}, type: essay, prompt: P, facts: [f-{0}]}}\n"
    question += "facts:\n  - {{id: f-{0}, statement: S}}\n"
    write(tmp_path, deck=HEAD, b=question.format("b"), a=question.format("a"))
    (tmp_path / "sub").mkdir()
    write(tmp_path / "sub", c=question.format("c"))
    (tmp_path / ".hidden.yaml").write_text("nonsense: [", encoding="utf-8")
    (tmp_path / "notes.txt").write_text("not a deck", encoding="utf-8")
    loaded = read(tmp_path)
    assert loaded.diagnostics == ()
    assert loaded.deck is not None
    assert [item.id for item in loaded.deck.questions] == ["a", "b", "c"]
    assert [item.id for item in loaded.deck.facts] == ["f-a", "f-b", "f-c"]
    assert loaded.folder == tmp_path


def test_mistakes_are_said_in_the_file_where_they_are(tmp_path: Path) -> None:
    write(
        tmp_path,
        deck=HEAD + "facts:\n  - {id: f, statment: S}\n",
        a="questions:\n  - {id: a, type: esay, prompt: P}\n  - {id: b, type: essay, prompt: P, facts: [g]}\n",
        b="titel: x\nquestions:\n\n  - {id: a, type: essay, prompt: P}\n",
        c="questions:\n  - {id: c, type: essay, promt: P}\nfacts:\n  - {id: F, statement: S}\n",
        d="title: x\nsources: {s: {titel: x}}\n",
    )
    assert said(read(tmp_path).diagnostics, tmp_path) == [
        "deck.yaml:5:13 QK101",
        "a.yaml:2:19 QK105",
        "a.yaml:3:45 QK108",
        "b.yaml:1:1 QK101",
        "b.yaml:4:10 QK107",
        "c.yaml:2:26 QK101",
        "c.yaml:4:10 QK107",
        "d.yaml:1:1 QK101",
        "d.yaml:2:15 QK101",
    ]


def test_a_file_that_cannot_be_read_hides_no_mistake_in_the_others(tmp_path: Path) -> None:
    write(tmp_path, deck=HEAD, a="questions: [\n", b="questions:\n  - {id: b, type: esay, prompt: P}\n")
    (tmp_path / "c.yaml").write_bytes(b"\xff\xff")
    assert said(read(tmp_path).diagnostics, tmp_path) == [
        "a.yaml:1:12 QK009",
        "b.yaml:2:19 QK105",
        "c.yaml:1:1 QK002",
    ]


def test_what_the_broken_file_may_hold_is_not_missed(tmp_path: Path) -> None:
    """A reference into a file that cannot be read is no mistake of its own."""
    write(
        tmp_path,
        deck=HEAD,
        a="questions:\n  - {id: a, type: essay, prompt: P, facts: [f]}\n",
        facts="facts: [\n",
    )
    assert said(read(tmp_path).diagnostics, tmp_path) == ["facts.yaml:1:8 QK009"]


@pytest.mark.parametrize(
    ("right", "slip", "says"),
    [
        ("facts:\n", "fakts:\n", "did you mean `facts`?"),
        ("passages:\n", "passage:\n", "did you mean `passages`?"),
        ("questions:\n", "question:\n", "did you mean `questions`?"),
        ("{id: f,", "{di: f,", "did you mean `id`?"),
        ("{id: p,", "{ids: p,", "did you mean `id`?"),
        ("lang: en", "language: en", "did you mean `lang`?"),
        ("type: essay, prompt: P,", "type: esay, prompt: P,", "did you mean `essay`?"),
        ("  - {id: q,", "  - {id: q q,", "without spaces"),
    ],
)
def test_one_slip_is_one_finding(tmp_path: Path, right: str, slip: str, says: str) -> None:
    """However many references hang on what was misspelt."""
    deck = (
        HEAD + "facts:\n  - {id: f, statement: S}\npassages:\n  - {id: p, text: T}\nquestions:\n"
        "  - {id: q, type: essay, prompt: P, facts: [f], passage: p}\n  - {id: r, type: essay, prompt: P, facts: [f]}\n"
        "worksheets:\n  - {id: w, sections: [{questions: [q, r]}]}\n"
    )
    assert read(write(tmp_path, d=deck) / "d.yaml").diagnostics == ()
    found = read(write(tmp_path, d=deck.replace(right, slip, 1)) / "d.yaml").diagnostics
    assert [says in item.hint for item in found] == [True], found


@pytest.mark.skipif(sys.platform in ("darwin", "win32"), reason="two names are one file there")
def test_a_header_under_another_case_is_read_once(tmp_path: Path) -> None:
    """As on macOS and Windows, where `Deck.yaml` answers to `deck.yaml`."""
    folder = write(tmp_path, deck=HEAD)
    os.link(folder / "deck.yaml", folder / "Deck.yaml")
    assert len(read(folder).places.files) == 1
    (folder / "Deck.yaml").unlink()
    (folder / "Deck.yaml").write_text(HEAD, encoding="utf-8")
    assert len(read(folder).places.files) == 2


def test_discovery(tmp_path: Path) -> None:
    for name in (
        "z.yaml",
        "a.YML",
        "sub/b.yaml",
        "deck/deck.yaml",
        "deck/part.yaml",
        ".git/x.yaml",
        "c.json",
    ):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(HEAD, encoding="utf-8")
    found, problem = readers.discover(tmp_path)
    assert [str(path.relative_to(tmp_path)) for path in found] == [
        "a.YML",
        "deck",
        str(Path("sub/b.yaml")),
        "z.yaml",
    ]
    assert problem is None
    assert readers.discover(tmp_path / "z.yaml") == ([tmp_path / "z.yaml"], None)


def test_the_tree_is_the_same_with_places() -> None:
    for path in SEEDS:
        text = path.read_text(encoding="utf-8")
        try:
            plain, placed = events.parse(text), events.parse(text, places=True)
        except events.Broken:
            with pytest.raises(events.Broken):
                events.parse(text, places=True)
            continue
        assert plain.value == placed.value
        assert [item.at for item in plain.mistakes] == [item.at for item in placed.mistakes]
        assert plain.place is None


def test_places_point_at_what_is_there() -> None:
    text = "a: x\nb:\n  - 'y z'\n  - {c: d, e: }\n  -\nf: |\n  text\n"
    place = events.parse(text, places=True).place
    assert place is not None
    assert isinstance(place.children, dict)
    entries = place.children["b"].children
    assert isinstance(entries, list)
    assert [(item.start, item.end) for item in entries] == [((3, 5), 10), ((4, 5), 0), ((5, 4), 4)]
    assert place.children["f"].key == ((6, 1), 2)


@given(st.text(st.sampled_from("ab\n"), max_size=60))
def test_lines_are_those_of_split(text: str) -> None:
    lines, expected = Lines(text), text.split("\n")
    assert [lines[number] for number in range(1, len(expected) + 1)] == expected
    assert lines[0] == lines[len(expected) + 1] == ""


def test_lines_of_a_text_in_many_pieces() -> None:
    text = "\n".join(f"line {number} {'x' * (number % 50)}" for number in range(1, 20_000))
    lines = Lines(text)
    for number in (1, 2, 500, 12_345, 19_999):
        assert lines[number].startswith(f"line {number} ")
    assert lines[20_000] == ""


SIGNS = [*"{}[]()*&!|>'\"%@`#:-?,\\ \t\n$~^<=.0aé", "\u00a0", "\u202e", "\u2028", "\x07", "\r\n"]
SIGNS += ["{{c1::", "}}", "- ", ": ", "&a ", "*a", "<<: ", "!!", "---\n", "$\\frac{", "[a](javascript:x)"]
SIGNS += ["![](x.png)", "null", "# ", " #x", "[[", "{a: b}"]


def damaged(text: str, dice: random.Random) -> str:
    """`text` after one to four slips: lines and characters lost, doubled, swapped or put in."""
    for _ in range(dice.randint(1, 4)):
        lines, line = text.split("\n"), dice.randrange(text.count("\n") + 1)
        at, other = dice.randrange(len(text) + 1), dice.randrange(len(lines))
        match dice.randrange(7):
            case 0:
                del lines[line]
            case 1:
                lines.insert(line, lines[other])
            case 2:
                lines[line], lines[other] = lines[other], lines[line]
            case 3:
                lines[line] = dice.choice((" ", "  ", "\t")) + lines[line]
            case 4:
                lines[line] = lines[line][dice.randint(1, 4) :]
            case 5:
                lines = (text[:at] + text[at + 1 :]).split("\n")
            case _:
                lines = (text[:at] + dice.choice(SIGNS) + text[at:]).split("\n")
        text = "\n".join(lines)
    return text


def sound(path: Path, text: str) -> None:
    """What holds of any file: findings with a place, a remedy and nothing that a terminal obeys."""
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    loaded = read(path, "d.yaml")
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for item in loaded.diagnostics:
        assert item.span is not None
        assert 1 <= item.span.line <= len(lines)
        assert 1 <= item.span.column <= len(lines[item.span.line - 1]) + 1
        assert item.hint or item.label, item
    errors = [item for item in loaded.diagnostics if item.severity is Severity.ERROR]
    assert (loaded.deck is None) == bool(errors)
    assert len({(item.span, item.message) for item in errors}) == len(errors)
    assert report.safe(shown := report.render(loaded.diagnostics, loaded.texts)) == shown.replace(
        "\n", "\\x0a"
    )


@pytest.mark.parametrize("seed", range(8))
def test_damaged_decks(tmp_path: Path, seed: int) -> None:
    dice = random.Random(seed)
    texts = [path.read_text(encoding="utf-8") for path in SEEDS]
    for _ in range(150):
        sound(tmp_path / "d.yaml", damaged(dice.choice(texts), dice))


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.sampled_from([*SIGNS, "questions:", "\n  ", "id: q", "type: essay", "prompt: "]),
        max_size=25,
    )
)
def test_any_file(tmp_path_factory: pytest.TempPathFactory, pieces: list[str]) -> None:
    sound(tmp_path_factory.getbasetemp() / "any.yaml", "".join(pieces))
    sound(tmp_path_factory.getbasetemp() / "any.yaml", HEAD + "questions:\n  - " + "".join(pieces))
