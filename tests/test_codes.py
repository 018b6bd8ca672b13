"""Every code has a page, and the pages tell the truth: their examples are run."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

import quizkit
from quizkit import codes, rules
from quizkit.cli import app
from quizkit.diagnostics import Severity
from quizkit.pipeline import check as check_all

PACKAGE = Path(quizkit.__file__).parent
USED = {
    code
    for path in PACKAGE.rglob("*.py")
    for code in re.findall(r'"(QK\d{3})"', path.read_text(encoding="utf-8"))
}
PAGES = sorted(path.stem for path in (PACKAGE / "codes").glob("*.md"))
HEAD = re.compile(r"# (QK\d{3}): ([^\n]+)\n\n\*\*(Error|Warning|Advice|Error or warning)\.\*\*\n\n(?=\S)")
BLOCK = re.compile(r"## (Example|Instead)\n\n```(\w+)\n(.*?)```\n", re.DOTALL)


def test_every_code_has_a_page_and_every_page_a_code() -> None:
    assert set(PAGES) == USED


@pytest.mark.parametrize("code", PAGES)
def test_a_page_says_what_it_is_about(code: str) -> None:
    page = codes.page(code)
    head = HEAD.match(page)
    assert head is not None
    assert head[1] == code
    assert codes.titles()[code] == head[2]
    prose = page[head.end() :].split("\n## ")[0]
    assert 2 <= len(re.findall(r"[.!?]\W*(?:\s|$)", prose)) <= 7, "two to five sentences or so"
    assert max(map(len, prose.splitlines())) <= 120
    assert [kind for kind, _, _ in BLOCK.findall(page)] == ["Example", "Instead"]
    assert ("\n## Evidence\n" in page) == (rules.find(code) is not None)


def _runnable() -> list[tuple[str, str, str]]:
    found = []
    for code in PAGES:
        blocks = {kind: (language, text) for kind, language, text in BLOCK.findall(codes.page(code))}
        if blocks.get("Example", ("", ""))[0] == "yaml":
            found.append((code, blocks["Example"][1], blocks["Instead"][1]))
    return found


@pytest.mark.parametrize(("code", "example", "instead"), _runnable(), ids=[item[0] for item in _runnable()])
def test_examples_do_what_they_show(code: str, example: str, instead: str, tmp_path: Path) -> None:
    deck = tmp_path / "deck.yaml"
    deck.write_text(example, encoding="utf-8")
    file = tmp_path / "example.yaml"
    deck.rename(file)
    lint = code.startswith("QK2")  # the others' examples are short: they show one mistake
    found = check_all([file], lint=lint, everything=lint).diagnostics
    assert {item.code for item in found} == {code}, found
    said = "Error or warning" if "**Error or" in codes.page(code) else codes.page(code).split("**")[1]
    wanted = {"Error.": Severity.ERROR, "Warning.": Severity.WARNING, "Advice.": Severity.ADVICE}
    assert {item.severity for item in found} <= {wanted[said]} if said in wanted else True

    file.write_text(instead, encoding="utf-8")
    checked = check_all([file], lint=lint, everything=lint)
    assert checked.diagnostics == ()
    assert len(checked.decks) == 1


ELSEWHERE = {
    "QK001": "tests/bad/test_disk.py",
    "QK002": "tests/bad/test_bytes.py",
    "QK004": "tests/bad/test_bombs.py",
    "QK019": "tests/bad/test_bytes.py",
    "QK020": "tests/bad/test_bytes.py",
    "QK022": "tests/bad/test_disk.py",
    "QK023": "tests/test_settings.py",
    "QK030": "tests/bad/test_disk.py",
    "QK031": "tests/bad/test_disk.py",
    "QK120": "tests/test_media.py",
    "QK122": "tests/test_media.py",
    "QK123": "tests/test_media.py",
    "QK124": "tests/test_media.py",
    "QK125": "tests/test_media.py",
    "QK250": "tests/rules/test_rules_translations_pairs.py",
    "QK251": "tests/rules/test_rules_translations_pairs.py",
    "QK252": "tests/rules/test_rules_translations_pairs.py",
    "QK260": "tests/rules/test_rules_print_layout.py",
    "QK401": "tests/test_lock.py",
    "QK402": "tests/test_lock.py",
    "QK403": "tests/test_lock.py",
    "QK404": "tests/test_lock.py",
    "QK405": "tests/test_lock.py",
    "QK406": "tests/test_lock.py",
    "QK410": "tests/test_lock.py",
    "QK411": "tests/test_recovery.py",
    "QK501": "tests/targets",
    "QK502": "tests/targets/pdf",
    "QK503": "tests/targets/pdf/test_pdf_sheets.py",
    "QK505": "tests/cli/test_build.py",
    "QK504": "tests/targets",
    "QK506": "tests/test_losses.py",
    "QK507": "tests/test_losses.py",
    "QK508": "tests/cli/test_build.py",
    "QK509": "tests/targets/foreign",
}
"""Codes that need a disk, a lock or bytes that no example can show, and the tests that provoke them."""


def test_codes_without_an_example_are_tested_elsewhere() -> None:
    assert set(ELSEWHERE) == USED - {code for code, _, _ in _runnable()}
    root = PACKAGE.parent
    for code, where in ELSEWHERE.items():
        files = [root / where] if where.endswith(".py") else sorted((root / where).rglob("test_*.py"))
        assert any(code in file.read_text(encoding="utf-8") for file in files), (
            f"{where} says nothing of {code}"
        )


def test_explain_prints_the_page() -> None:
    result = CliRunner().invoke(app, ["explain", "qk101"])
    assert (result.exit_code, result.stdout) == (0, codes.page("QK101"))


def test_explain_lists_all() -> None:
    result = CliRunner().invoke(app, ["explain"])
    assert result.exit_code == 0
    assert [line[:5] for line in result.stdout.splitlines()] == PAGES


@pytest.mark.parametrize(
    ("written", "hint"), [("QK1O1", "did you mean `QK101`?"), ("\x1b[2J", "quizkit explain")]
)
def test_explain_of_an_unknown_code(written: str, hint: str) -> None:
    result = CliRunner().invoke(app, ["explain", written])
    assert result.exit_code == 2
    assert hint in result.stderr
    assert result.stdout == ""
    assert "\x1b" not in result.stderr
