"""The documentation cannot fall behind: its examples are checked and run, its tables made anew."""

from __future__ import annotations

import ast
import importlib.util
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import typer
import yaml

import quizkit
from quizkit import pipeline, rules
from quizkit.cli import app
from quizkit.model.questions import TYPES
from quizkit.rules.view import View

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md", *sorted(DOCS.glob("*.md"))]
BLOCK = re.compile(r"(?:<!-- ([^\n]*?) -->\n)?^( *)```(\w*)\n(.*?)^\2```$", re.DOTALL | re.MULTILINE)
PICTURE = ROOT / "decks" / "tour" / "media" / "triangle.png"


@dataclass(frozen=True)
class Block:
    """A block of code: `mark` is the comment above it."""

    page: Path
    line: int
    mark: str
    language: str
    text: str

    @property
    def id(self) -> str:
        return f"{self.page.name}:{self.line}"


def blocks(*languages: str, pages: list[Path] = PAGES) -> list[Block]:
    return [block for page in pages for block in _of(page) if block.language in languages]


def _of(page: Path) -> Iterator[Block]:
    text = page.read_text(encoding="utf-8")
    for found in BLOCK.finditer(text):
        line = text.count("\n", 0, found.start()) + 1
        body = re.sub(f"^{found[2]}", "", found[4], flags=re.M)
        yield Block(page, line, found[1] or "", found[3], body)


def by_id(block: Block) -> str:
    return block.id


# ---- What is generated ---------------------------------------------------------------------------------


def generator() -> ModuleType:
    spec = importlib.util.spec_from_file_location("docs_generate", DOCS / "generate.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_generated_parts_are_up_to_date() -> None:
    assert [path.name for path, _ in generator().behind()] == [], "run: python docs/generate.py"


def test_the_check_of_generated_parts_notices_a_change() -> None:
    text = (DOCS / "anki.md").read_text(encoding="utf-8")
    assert generator().generated(text.replace("| quizkit Basic |", "| quizkit Old |")) == text


def test_every_question_type_has_a_section_with_its_fields() -> None:
    text = (DOCS / "source-language.md").read_text(encoding="utf-8")
    for name in TYPES:
        assert f"\n### {name}\n" in text
        assert f"<!-- generated: fields {name} -->" in text


# ---- Decks ---------------------------------------------------------------------------------------------

HEADER = {"deck": "deck: example", "title": "title: Example", "lang": "lang: en"}
QUESTION = "questions:\n  - {id: q, type: true-false, prompt: Snow is cold., answer: true}\n"


def completed(block: Block) -> str:
    """A fragment with what a whole deck needs."""
    if block.mark == "fragment: questions":
        return "\n".join([*HEADER.values(), "questions:", block.text])
    if block.mark == "fragment: deck":
        given = set(re.findall(r"^(\w+):", block.text, re.M))
        lines = [line for name, line in HEADER.items() if name not in given]
        return "\n".join([*lines, block.text + ("" if "questions" in given else QUESTION)])
    assert block.mark == "", f"{block.id}: what is `{block.mark}`?"
    return block.text


def with_pictures(text: str, folder: Path) -> None:
    for name in re.findall(r"file: (\S+)|!\[[^\]]*\]\(([^)]+)\)", text):
        path = folder / (name[0] or name[1])
        path.parent.mkdir(exist_ok=True)
        shutil.copy(PICTURE, path)


DECKS = [
    block
    for block in blocks("yaml")
    if block.mark not in ("workflow", "hook") and not block.mark.startswith("file: ")
]


@pytest.mark.parametrize("block", DECKS, ids=by_id)
def test_a_deck_in_the_documentation_has_neither_mistakes_nor_flaws(block: Block, tmp_path: Path) -> None:
    text = completed(block)
    with_pictures(text, tmp_path)
    path = tmp_path / "example.yaml"
    path.write_text(text, encoding="utf-8")
    lacking = {"QK240", "QK241"} if block.mark == "fragment: deck" else set()  # its question is a stand-in
    found = pipeline.check([path], lint=True).diagnostics
    assert [f"{item.code} {item.message}" for item in found if item.code not in lacking] == []


def test_the_deck_in_a_folder_has_no_mistakes(tmp_path: Path) -> None:
    files = [block for block in blocks("yaml") if block.mark.startswith("file: ")]
    for block in files:
        (tmp_path / block.mark.removeprefix("file: ")).write_text(block.text, encoding="utf-8")
    assert len(files) == 2
    assert quizkit.check(tmp_path) == ()
    assert len(quizkit.load(tmp_path).questions) == 1


PLANETS = "deck: planets\ntitle: Planets\nlang: en\nquestions:\n"
SHOWN = {
    "unknown field": "  - id: hottest-planet\n    type: choice\n"
    "    prompt: Which planet has the hottest surface?\n    answer: Venus\n    distractor: [Mars, Earth]\n",
    "longest option": "  - id: venus-rotation\n    type: choice\n    prompt: What is unusual about Venus?\n"
    "    answer: It turns the other way round from most of the other planets\n"
    "    distractors: [It has rings, It has two moons, It is a ball of gas]\n",
}
"""The questions behind the messages that the README shows."""


@pytest.mark.parametrize("name", SHOWN)
def test_the_messages_in_the_readme_are_what_quizkit_says(name: str, tmp_path: Path) -> None:
    texts = {block.mark: block.text for block in blocks("text", pages=[ROOT / "README.md"])}
    assert {mark for mark in texts if mark.startswith("output")} == {f"output: {each}" for each in SHOWN}
    (tmp_path / "decks").mkdir()
    (tmp_path / "decks" / "planets.yaml").write_text(PLANETS + SHOWN[name], encoding="utf-8")
    call = [sys.executable, "-m", "quizkit", "check"]
    environ = {"PYTHONIOENCODING": "utf-8"}
    said = subprocess.run(call, cwd=tmp_path, capture_output=True, encoding="utf-8", env=environ, check=False)
    assert said.returncode == (1 if "error" in said.stdout else 0)
    assert said.stdout == texts[f"output: {name}"]


def test_the_workflow_is_one(tmp_path: Path) -> None:
    (block,) = [block for block in blocks("yaml") if block.mark == "workflow"]
    (job,) = yaml.safe_load(block.text)["jobs"].values()
    calls = [step["run"] for step in job["steps"] if step.get("run", "").startswith("quizkit ")]
    assert len(calls) == 2
    for call in calls:
        parse(call)


def test_the_hook_calls_a_command() -> None:
    (block,) = [block for block in blocks("yaml") if block.mark == "hook"]
    (hook,) = yaml.safe_load(block.text)["repos"][0]["hooks"]
    parse(f"{hook['entry']} decks/a.yaml decks/b.yaml")


# ---- Python --------------------------------------------------------------------------------------------


RUN = """
import doctest, sys
result = doctest.testfile(sys.argv[1], module_relative=False, encoding="utf-8")
sys.exit(result.failed or result.attempted < 10)
"""


def test_the_examples_of_the_python_page_run(tmp_path: Path) -> None:
    """In a process of their own, where nothing of quizkit has been imported before them."""
    first, *_ = blocks("yaml", pages=[DOCS / "source-language.md"])
    (tmp_path / "planets.yaml").write_text(first.text, encoding="utf-8")
    examples = "".join(block.text + "\n" for block in blocks("pycon", pages=[DOCS / "python-api.md"]))
    (tmp_path / "examples.txt").write_text(examples, encoding="utf-8")
    call = [sys.executable, "-X", "utf8", "-c", RUN, "examples.txt"]
    ran = subprocess.run(call, cwd=tmp_path, capture_output=True, encoding="utf-8", check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr


def test_the_target_and_the_rule_of_the_extending_page_work(tmp_path: Path) -> None:
    target, rule = ({"__name__": "example"} for _ in range(2))
    for block, namespace in zip(blocks("python", pages=[DOCS / "extending.md"]), (target, rule), strict=True):
        exec(compile(block.text, block.id, "exec"), namespace)
    question = quizkit.Choice(id="q", prompt="Which?", answer="x" * 301, distractors=("b", "c"))
    deck = quizkit.Deck(deck="d", title="D", lang="en", questions=(question,))
    from quizkit.targets.base import Job

    (file,) = target["compile"](Job(deck)).files
    with (tmp_path / file.name).open("wb") as stream:
        file.write(stream)
    assert (tmp_path / "d-ids.txt").read_text() == "q\n"
    plan = rules.Plan(((rule["RULE"], rule["RULE"].level),))
    assert [found.loc for found in rules.lint(View(deck), plan)] == [("questions", 0, "answer")]


# ---- Commands ------------------------------------------------------------------------------------------


def parse(call: str) -> None:
    """Fails where the call has an option, a command or a value that does not exist."""
    words = shlex.split(call.partition(" > ")[0])[1:]
    group: Any = typer.main.get_command(app)
    if words[0].startswith("-"):
        known = {name for item in group.params for name in item.opts} | {"--help", "-h"}
        assert set(words) <= known, call
    elif not words[1:]:
        assert words[0] in group.commands, call
    elif "--help" not in words:
        group.commands[words[0]].make_context(words[0], words[1:]).close()


def calls() -> Iterator[tuple[str, str]]:
    for block in blocks("console"):
        for line in block.text.splitlines():
            if line.startswith("$ "):
                yield block.id, line[2:]
    for page in PAGES:
        for call in re.findall(r"`(quizkit [^`]+)`", BLOCK.sub("", page.read_text(encoding="utf-8"))):
            if "[" not in call:
                yield page.name, " ".join(call.split())


@pytest.mark.parametrize(("place", "call"), sorted(set(calls())))
def test_a_command_in_the_documentation_exists(place: str, call: str) -> None:
    assert call.startswith("quizkit "), place
    parse(call)


def test_the_check_of_commands_notices_a_wrong_one() -> None:
    with pytest.raises(Exception, match="--colour"):
        parse("quizkit build --colour red")


def test_the_readme_has_exactly_two_commands_for_setting_up() -> None:
    first, second = blocks("sh", pages=[ROOT / "README.md"])
    venv = "python3 -m venv .venv && . .venv/bin/activate && "
    assert first.text == f"{venv}pip install . && quizkit build decks\n"
    assert second.text == f"{venv}pip install -e '.[test]' && pytest\n"


def test_shell_scripts_have_no_mistakes() -> None:
    bash = shutil.which("bash")
    if bash is None:
        pytest.skip("there is no bash")
    for script in [
        (ROOT / ".ci" / "run").read_text(encoding="utf-8"),
        *(block.text for block in blocks("sh")),
    ]:
        subprocess.run([bash, "-n"], input=script, encoding="utf-8", check=True)


# ---- Links, names, reasons -----------------------------------------------------------------------------


def anchors(page: Path) -> set[str]:
    """The anchors that GitHub gives the headings of a page."""
    text = BLOCK.sub("", page.read_text(encoding="utf-8"))
    heads = re.findall(r"^#+ (.+)$", text, re.M)
    return {re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in heads}


def links() -> Iterator[tuple[Path, str]]:
    for page in PAGES:
        text = re.sub(r"`[^`\n]*`", "", BLOCK.sub("", page.read_text(encoding="utf-8")))
        yield from ((page, link) for link in re.findall(r"\]\(([^)\s]+)\)", text))


@pytest.mark.parametrize(
    ("page", "link"), [pytest.param(*item, id=f"{item[0].name}-{item[1]}") for item in links()]
)
def test_a_link_leads_somewhere(page: Path, link: str) -> None:
    if re.match(r"[a-z]+:", link):
        assert link.startswith("https://")
        return
    name, _, anchor = link.partition("#")
    target = (page.parent / name).resolve() if name else page
    assert target.exists()
    assert not anchor or anchor in anchors(target)


def test_pictures_have_descriptions() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    found = re.findall(r"!\[([^\]]*)\]\(docs/images/([\w-]+)\.png\)", text)
    assert sorted(name for _, name in found) == sorted(path.stem for path in (DOCS / "images").glob("*.png"))
    assert all(len(alt) > 20 for alt, _ in found)


def test_files_that_are_named_exist() -> None:
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        for name in re.findall(r"`((?:quizkit|tests|docs|decks)/[\w./-]+)`", text):
            if "NAME" not in name and page.name not in ("README.md", "command-line.md"):
                assert (ROOT / name).exists(), f"{page.name}: {name}"


def test_codes_that_are_named_exist() -> None:
    source = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "quizkit").rglob("*.py"))
    for page in PAGES:
        for code in re.findall(r"QK\d{3}", BLOCK.sub("", page.read_text(encoding="utf-8"))):
            assert code in source, f"{page.name}: {code}"


IMPORTED_AS = {
    "docx": "python-docx",
    "yaml": "PyYAML",
    "markdown_it": "markdown-it-py",
    "pydantic_core": "pydantic",
}


def test_every_dependency_has_a_reason() -> None:
    imported = set()
    for path in (ROOT / "quizkit").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            imported |= {name.split(".")[0] for name in names}
    foreign = imported - sys.stdlib_module_names - {"quizkit"}
    table = (
        (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8").split("## Dependencies")[1].split("\n## ")[0]
    )
    reasons = set(re.findall(r"^\| ([\w-]+) \| \w", table, re.M)) - {"Package"}
    assert reasons == {IMPORTED_AS.get(name, name) for name in foreign}
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = [item for name in ("docx", "xlsx") for item in project["optional-dependencies"][name]]
    declared = {re.match(r"[\w-]+", item)[0] for item in [*project["dependencies"], *extras]}  # type: ignore[index]
    assert reasons <= declared
