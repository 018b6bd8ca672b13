"""The table of rules, and what holds for all of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import hostile
import pytest

from quizkit import codes, pipeline, readers, rules
from quizkit.diagnostics import Finding, Severity
from quizkit.model.deck import Deck
from quizkit.model.questions import TYPES, Choice
from quizkit.rules.base import Context, Rule
from quizkit.rules.language import LANGS
from quizkit.rules.view import Item, View

ROOT = Path(__file__).parents[2]
DAY = date(2026, 11, 24)
ALL = rules.plan({}, {}, DAY, everything=True)


def lint(deck: Deck) -> list[Finding]:
    view = View(deck)
    return [*rules.lint(view, ALL), *rules.translation(view, view, ALL)]


@pytest.mark.parametrize("rule", rules.RULES, ids=lambda rule: rule.code)
def test_an_entry_of_the_table_is_whole(rule: Rule) -> None:
    assert re.fullmatch(r"QK2[0-8]\d", rule.code)
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", rule.name)
    assert sum(look is not None for look in (rule.question, rule.deck, rule.pair)) == 1
    assert bool(rule.types) == (rule.question is not None)
    assert set(rule.types) <= set(TYPES.values())
    assert set(rule.langs) <= set(LANGS)
    page = codes.page(rule.code)
    assert f"**{rule.level.value.title()}.**" in page
    for name in rule.limits:
        assert f"`{name}" in page, f"the page says nothing of {name}"


def test_codes_and_names_are_used_once_and_in_order() -> None:
    listed = [rule.code for rule in rules.RULES]
    assert listed == sorted(set(listed))
    assert len({rule.name for rule in rules.RULES}) == len(listed)


def test_a_rule_is_one_file() -> None:
    folder = ROOT / "quizkit" / "rules"
    homes = [path.stem for path in folder.glob("*.py") if "RULE = Rule(" in path.read_text(encoding="utf-8")]
    assert sorted(homes) == sorted(rule.name.replace("-", "_") for rule in rules.RULES)


def _decks() -> Iterator[tuple[str, Deck]]:
    for text in (*hostile.TEXTS, hostile.LONG):
        yield text[:20], hostile.deck(text)
    for path in sorted((ROOT / "tests" / "corpus").rglob("*.yaml")):
        loaded = readers.read(path)
        if loaded.deck is not None:
            yield path.stem, loaded.deck


@pytest.mark.parametrize("lang", ["en", "fr-CA", "de"])
def test_no_deck_is_too_strange(lang: str) -> None:
    for name, deck in _decks():
        spoken = deck.model_copy(update={"lang": lang})
        found = lint(spoken)
        assert found == lint(spoken), name
        for item in found:
            assert item.loc, name
            assert "\n" not in item.message, name
            assert len(item.message) < 300, name
            assert item.hint, name


def test_rules_with_words_are_silent_in_other_languages() -> None:
    asked = {
        "id": "q",
        "type": "choice",
        "prompt": "Q?",
        "answer": "All of the above",
        "distractors": ["b", "c"],
    }
    deck = {"deck": "d", "title": "T", "questions": [asked]}
    assert "QK201" in {item.code for item in lint(Deck.model_validate({**deck, "lang": "en-GB"}))}
    assert "QK201" not in {item.code for item in lint(Deck.model_validate({**deck, "lang": "de"}))}


def test_a_plan_holds_what_runs() -> None:
    assert {rule.code for rule, _ in rules.plan({}, {}, DAY).rules} == {
        rule.code for rule in rules.RULES if rule.on
    }
    assert ALL.codes == {rule.code for rule in rules.RULES}
    changed = rules.plan({"QK201": None, "QK202": Severity.ERROR}, {}, DAY, errors_only=True)
    assert changed.rules == ((rules.find("QK202"), Severity.ERROR),)
    assert rules.plan({}, {}, DAY, errors_only=True).rules == ()


def test_a_rule_reports_its_own_code_only() -> None:
    def wrong(item: Item, context: Context) -> Iterator[Finding]:
        yield Finding("QK999", item.stem)

    rule = Rule("QK201", "x", types=(Choice,), question=wrong)
    with pytest.raises(ValueError, match="QK201 reports QK999"):
        list(rules.lint(View(hostile.deck("a")), rules.Plan(((rule, rule.level),))))


def test_a_translation_finds_its_original_in_the_same_folder(tmp_path: Path) -> None:
    head = "title: T\nlang: {}\nquestions:\n  - {{id: a, type: true-false, prompt: {}, answer: {}}}\n"
    (tmp_path / "one.yaml").write_text("# x\ndeck: 'one' # id\n" + head.format("en", "It is so.", "yes"))
    two = tmp_path / "two.yaml"
    two.write_text("deck: two\ntranslation_of: one\n" + head.format("fr", "Il en est ainsi.", "no"))
    assert [item.code for item in pipeline.check([two], lint=True).diagnostics] == ["QK251"]
    assert pipeline.check([two]).diagnostics == ()
    assert [item.code for item in pipeline.check([tmp_path], lint=True).diagnostics] == ["QK251"]


def test_our_own_decks_are_clean_and_say_why_where_they_differ() -> None:
    checked = pipeline.check([ROOT / "decks"], lint=True)
    assert [(item.code, item.message) for item in checked.diagnostics] == []
    excuses = [item for each in checked.decks for question in each.deck.questions for item in question.ignore]
    assert all(len(item.reason.split()) >= 5 for item in excuses)
