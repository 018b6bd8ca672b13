"""SARIF: what the standard and GitHub's upload demand, places, fingerprints that stay.

The structure is asserted here by hand: the official schema's licence lets nobody put a copy beside the tests.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from typer.testing import CliRunner

from quizkit import __version__, codes
from quizkit.cli import app
from quizkit.diagnostics import Diagnostic, Severity, Span
from quizkit.report import FORMATS, sarif

BAD = Path(__file__).parent.parent / "bad"
URI = re.compile(r"[A-Za-z0-9._~!$&'()*+,;=:@/%-]+")


def run(*items: Diagnostic, texts: dict[str, str] | None = None) -> dict[str, Any]:
    log = json.loads(sarif.render(items, texts or {}))
    assert log["version"] == "2.1.0"
    assert log["$schema"].endswith("sarif-schema-2.1.0.json")
    (found,) = log["runs"]
    check(found)
    return found


def check(found: dict[str, Any]) -> None:
    """What SARIF 2.1.0 demands of a run, and GitHub of an upload."""
    driver = found["tool"]["driver"]
    assert (driver["name"], driver["version"]) == ("quizkit", __version__)
    ids = [rule["id"] for rule in driver["rules"]]
    assert len(ids) == len(set(ids))
    for rule in driver["rules"]:
        assert rule["defaultConfiguration"]["level"] in ("error", "warning", "note")
        if rule["id"] not in codes.titles():
            continue
        assert re.fullmatch(r"([A-Z0-9][a-zà-ÿ0-9]*)+", rule["name"])
        for text in (rule["shortDescription"]["text"], rule["fullDescription"]["text"], rule["help"]["text"]):
            assert text.strip()
    for result in found["results"]:
        assert ids[result["ruleIndex"]] == result["ruleId"]
        assert result["level"] in ("error", "warning", "note")
        assert result["message"]["text"]
        assert result["partialFingerprints"]
        assert len(result["locations"]) == 1
        for location in (*result["locations"], *result.get("relatedLocations", ())):
            place = location["physicalLocation"]
            assert URI.fullmatch(place["artifactLocation"]["uri"])
            region = place["region"]
            assert region["startLine"] >= 1
            if "startColumn" in region:
                assert 1 <= region["startColumn"] < region["endColumn"]


def place(path: str, line: int = 3, column: int = 5, end: int = 9) -> dict[str, Any]:
    (result,) = run(Diagnostic("QK101", "m", Span(path, line, column, end)))["results"]
    found: dict[str, Any] = result["locations"][0]["physicalLocation"]
    return found


def marks(*items: Diagnostic, texts: dict[str, str]) -> list[str]:
    return [item["partialFingerprints"][sarif.FINGERPRINT] for item in run(*items, texts=texts)["results"]]


def test_it_is_a_format_of_the_command_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("d.yaml").write_text("deck: d\ntitle: T\nlang: en\nqestions: []\n", encoding="utf-8")
    result = CliRunner().invoke(app, ["check", "d.yaml", "--format", "sarif"])
    assert result.exit_code == 1
    (found,) = json.loads(result.stdout)["runs"]
    check(found)
    assert found["results"][0]["ruleId"] == "QK101"
    assert "sarif" in FORMATS


def test_every_bad_deck_gives_a_log_as_it_should_be(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(BAD)
    paths = sorted(path.name for path in Path().glob("*.yaml"))
    result = CliRunner().invoke(app, ["check", *paths, "--format", "sarif"])
    (found,) = json.loads(result.stdout)["runs"]
    check(found)
    assert len(found["results"]) > 150
    for item in found["results"]:
        artifact = item["locations"][0]["physicalLocation"]["artifactLocation"]
        assert artifact["uriBaseId"] == "%SRCROOT%"
        assert Path(unquote(artifact["uri"])).exists()


def test_a_clean_check_is_an_empty_run() -> None:
    found = run()
    assert found["results"] == []
    assert found["tool"]["driver"]["rules"] == []
    assert found["invocations"][0]["executionSuccessful"] is True


def test_levels() -> None:
    span = Span("d.yaml", 1, 1, 2)
    found = run(*(Diagnostic("QK101", "m", span, severity) for severity in Severity))
    assert [item["level"] for item in found["results"]] == ["error", "warning", "note"]


def test_columns_count_characters() -> None:
    assert run()["columnKind"] == "unicodeCodePoints"
    assert place("d.yaml", 2, 7, 8)["region"] == {"startLine": 2, "startColumn": 7, "endColumn": 8}
    assert place("d.yaml", 2, 7, 0)["region"] == {"startLine": 2, "startColumn": 7, "endColumn": 8}


def test_a_whole_file_is_shown_at_its_first_line() -> None:
    assert place("d.yaml", 0, 0, 0)["region"] == {"startLine": 1}


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        ("decks/a.yaml", "decks/a.yaml"),
        ("decks\\a.yaml", "decks/a.yaml"),
        ("mes jeux/été #1 100%.yaml", "mes%20jeux/%C3%A9t%C3%A9%20%231%20100%25.yaml"),
        ("../a.yaml", "../a.yaml"),
        ("not-utf8-\udce9.yaml", "not-utf8-%E9.yaml"),
    ],
)
def test_a_place_below_the_folder_of_the_call(path: str, uri: str) -> None:
    assert place(path)["artifactLocation"] == {"uri": uri, "uriBaseId": "%SRCROOT%"}


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        ("/home/me/a b.yaml", "file:///home/me/a%20b.yaml"),
        ("C:\\jeux\\é.yaml", "file:///C:/jeux/%C3%A9.yaml"),
    ],
)
def test_a_place_with_a_whole_path(path: str, uri: str) -> None:
    assert place(path)["artifactLocation"] == {"uri": uri}


def test_what_has_no_place_is_a_notification() -> None:
    found = run(Diagnostic("QK030", "the disk is full", hint="free some space"))
    assert found["results"] == []
    (invocation,) = found["invocations"]
    assert invocation["executionSuccessful"] is False
    (note,) = invocation["toolExecutionNotifications"]
    assert note["descriptor"]["id"] == "QK030"
    assert note["message"]["text"] == "the disk is full (free some space)"


def test_the_other_place_of_a_mistake_is_related() -> None:
    related = ((Span("d.yaml", 2, 1, 3), "first used here"),)
    (result,) = run(Diagnostic("QK107", "twice", Span("d.yaml", 9, 1, 3), related=related))["results"]
    (other,) = result["relatedLocations"]
    assert other["message"]["text"] == "first used here"
    assert other["physicalLocation"]["region"]["startLine"] == 2


def test_a_rule_says_what_its_page_says() -> None:
    (rule,) = run(Diagnostic("QK101", "m", Span("d.yaml", 1, 1, 2)))["tool"]["driver"]["rules"]
    assert rule["help"]["markdown"] in codes.page("QK101")
    assert rule["shortDescription"]["text"].lower() == f"{codes.titles()['QK101'].lower()}."
    assert not rule["fullDescription"]["text"].startswith("**")


def test_a_fingerprint_stays_where_the_line_moves() -> None:
    before = marks(Diagnostic("QK101", "m", Span("d.yaml", 1, 1, 2)), texts={"d.yaml": "foo: 1\nbar: 2\n"})
    moved = marks(
        Diagnostic("QK101", "m", Span("d.yaml", 3, 5, 6)), texts={"d.yaml": "x: 0\ny: 0\n    foo: 1\n"}
    )
    other = marks(Diagnostic("QK101", "m", Span("d.yaml", 2, 1, 2)), texts={"d.yaml": "foo: 1\nbar: 2\n"})
    assert before == moved
    assert before != other


def test_two_findings_of_one_line_have_two_fingerprints() -> None:
    items = [Diagnostic("QK101", "m", Span("d.yaml", 1, column, column + 1)) for column in (1, 3)]
    assert len(set(marks(*items, texts={"d.yaml": "a a"}))) == 2
    apart = [Diagnostic("QK101", "m", Span("d.yaml", line, 1, 2)) for line in (1, 2)]
    assert len(set(marks(*apart, texts={"d.yaml": "a: 1\na: 1"}))) == 2


def test_more_than_a_service_takes_are_cut_by_weight() -> None:
    span = Span("d.yaml", 1, 1, 2)
    items = [Diagnostic("QK201", "m", span, Severity.ADVICE)] * (sarif.MOST_RESULTS + 5)
    items = [Diagnostic("QK201", f"{n}", span, Severity.ADVICE) for n in range(len(items))]
    log = json.loads(sarif.render([*items, Diagnostic("QK101", "last", span)], {}))["runs"][0]
    assert len(log["results"]) == sarif.MOST_RESULTS
    assert log["results"][-1]["ruleId"] == "QK101"
    assert "6 findings" in log["invocations"][0]["toolExecutionNotifications"][0]["message"]["text"]


def test_what_a_terminal_would_obey_is_spelled() -> None:
    (result,) = run(Diagnostic("QK101", "a\x1b[2Jb\u202e", Span("d.yaml", 1, 1, 2)))["results"]
    assert result["message"]["text"] == "a\\x1b[2Jb<U+202E>"


def test_the_same_findings_give_the_same_text() -> None:
    items = [Diagnostic(code, "m", Span("d.yaml", 1, 1, 2)) for code in ("QK105", "QK101", "QK105")]
    assert sarif.render(items, {}) == sarif.render(items, {})
    assert [rule["id"] for rule in run(*items)["tool"]["driver"]["rules"]] == ["QK101", "QK105"]
