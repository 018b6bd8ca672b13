"""Who may import whom, what is imported when, who prints: read from the sources themselves."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import quizkit
from quizkit.targets import TARGETS

PACKAGE = Path(quizkit.__file__).parent
MODULES = {
    ".".join(("quizkit", *path.relative_to(PACKAGE).with_suffix("").parts)): path
    for path in PACKAGE.rglob("*.py")
}
HEAVY = {
    "genanki",
    "typst",
    "markdown_it",
    "mdit_py_plugins",
    "latex2mathml",
    "jinja2",
    "docx",
    "openpyxl",
    "lxml",
}

# A room, and the rooms it must not know.
ABOVE = {"pipeline", "publish", "report", "cli", "api"}
FORBIDDEN = {
    "diagnostics": {"*"},
    "lines": {"*"},
    "model": {"markup", "readers", "rules", "targets", "papers", "media", *ABOVE},
    "markup": {"readers", "rules", "targets", "papers", "media", *ABOVE},
    "papers": {"readers", "rules", "targets", *ABOVE},
    "readers": {"rules", "targets", "papers", "media", *ABOVE},
    "rules": {"readers", "targets", *ABOVE},
    "targets": {"readers", "rules", *ABOVE},
    "report": {"readers", "rules", "targets", "markup", "model", "papers", "media", *(ABOVE - {"report"})},
    "media": {"readers", "rules", "targets", *ABOVE},
    "pipeline": {"cli", "report", "api"},
    "losses": {"readers", "rules", *ABOVE},
    "publish": {"cli", "report", "api", "readers", "rules"},
    "api": {"cli", "report"},
    "settings": {"readers", "targets", *ABOVE},
    "fixing": {"rules", "targets", *ABOVE},
    "linting": {"targets", *ABOVE},
    "discovery": {"*"},
    "incremental": {"cli", "api"},
    "watch": {"cli", "api"},
    "preview": {"cli", "api"},
}


def _imports(tree: ast.AST) -> Iterator[tuple[str, ast.stmt]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module, node
            yield from ((f"{node.module}.{alias.name}", node) for alias in node.names)


def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("room", FORBIDDEN)
def test_imports_go_one_way(room: str) -> None:
    for module, path in MODULES.items():
        if module.split(".")[1:2] != [room]:
            continue
        for name, node in _imports(_tree(path)):
            if name.startswith("quizkit."):
                other = name.split(".")[1]
                wrong = other != room and ("*" in FORBIDDEN[room] or other in FORBIDDEN[room])
                assert not wrong, f"{module}:{node.lineno} imports {name}"


def _target_of(module: str) -> str | None:
    """The target whose package a module is in; None for what all targets share."""
    top = module.removeprefix("quizkit.targets.").partition(".")[0]
    return top if module.startswith("quizkit.targets.") and (PACKAGE / "targets" / top).is_dir() else None


def test_targets_do_not_know_each_other() -> None:
    """What two of them need is a module of `quizkit/targets/` or a room below; only the registry knows them."""
    assert {_target_of(module) for module in MODULES} - {None} == TARGETS.keys()
    for module, path in MODULES.items():
        if not module.startswith("quizkit.targets.") or module == "quizkit.targets.__init__":
            continue
        for name, node in _imports(_tree(path)):
            assert _target_of(name) in (None, _target_of(module)), f"{module}:{node.lineno} imports {name}"


def test_every_room_is_in_the_table() -> None:
    free = {"__init__", "__main__", "cli", "codes", "starters"}  # the top, and data
    plain = {"files", "lock", "lockfile", "lockcards", "lockplan", "recovery", "pictures", "words", "memory"}
    rooms = {module.split(".")[1] for module in MODULES if module != "quizkit"} - free
    assert rooms <= FORBIDDEN.keys() | plain, "say in FORBIDDEN whom the new room may know"


def _at_module_level(tree: ast.Module) -> Iterator[str]:
    """What importing the module imports (not what type checkers alone see)."""
    stack: list[ast.AST] = list(tree.body)
    while stack:
        node = stack.pop()
        if isinstance(node, ast.Import | ast.ImportFrom):
            yield from (name for name, _ in _imports(node))
        elif isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
            stack += node.orelse
        elif not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            stack += list(ast.iter_child_nodes(node))


@pytest.mark.parametrize("module", MODULES)
def test_heavy_things_are_imported_where_they_are_used(module: str) -> None:
    wanted = set(_at_module_level(_tree(MODULES[module])))
    tops = {name.split(".")[0] for name in wanted}
    if module.startswith("quizkit.cli") or module in ("quizkit", "quizkit.__main__"):
        assert not tops & (HEAVY | {"pydantic", "yaml", "rich"})
    if module not in ("quizkit.markup.build", "quizkit.markup.grammar"):  # imported by the one that parses
        assert not tops & HEAVY, f"{module} imports {tops & HEAVY} at once"


@pytest.mark.parametrize("module", MODULES)
def test_only_the_command_prints_or_exits(module: str) -> None:
    if module.startswith("quizkit.cli") or module == "quizkit.__main__":
        return
    for node in ast.walk(_tree(MODULES[module])):
        if isinstance(node, ast.Call):
            called = ast.unparse(node.func)
            assert called not in ("print", "exit", "quit", "input", "sys.exit", "os._exit", "breakpoint"), (
                called
            )
        if isinstance(node, ast.Attribute):
            assert ast.unparse(node) not in ("sys.stdout", "sys.stderr")


LOADED = """
import sys
sys.argv = ["quizkit", *{arguments!r}]
from quizkit.__main__ import run
try:
    run()
except SystemExit as end:
    assert not end.code, end.code
sys.stderr.write(" ".join(sorted({{name.split(".")[0] for name in sys.modules}})))
"""


@pytest.mark.parametrize(
    "arguments", [["--version"], ["--help"], ["check", "--help"], ["build", "--help"], ["explain", "QK101"]]
)
def test_what_answers_at_once_imports_nothing_heavy(arguments: list[str]) -> None:
    code = LOADED.format(arguments=arguments)
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True)
    assert done.stdout
    loaded = set(done.stderr.split())
    assert "quizkit" in loaded
    assert not loaded & (HEAVY | {"pydantic", "yaml", "rich", "pydantic_core"})


def test_importing_the_package_is_cheap() -> None:
    code = "import sys, quizkit; print(*{name.split('.')[0] for name in sys.modules})"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True)
    assert not set(done.stdout.split()) & (HEAVY | {"pydantic", "yaml", "typer", "click"})
