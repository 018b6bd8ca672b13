"""Several decks and targets in one output folder."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from incremental_support import ALL, DECK, EVERY, append, build, snapshot, written

from quizkit import pipeline
from quizkit.incremental import Asked, fingerprint, manifest
from quizkit.targets import TARGETS


def test_a_new_target_is_written_alone() -> None:
    build(Asked(targets=("csv",)))
    assert written(build(Asked(targets=("csv", "gift")))) == {"a.gift.txt", "b.gift.txt"}
    partly = build(Asked(targets=("gift", "json")))
    assert written(partly) == {"a.json", "b.json"}
    assert [item.kept.targets for item in partly.results if item.kept] == [("gift",), ("gift",)]
    assert written(build(Asked(targets=("JSON", "csv", "gift")))) == set()


def test_every_target_of_ours_is_kept() -> None:
    asked = Asked(targets=tuple(TARGETS), unsupported="skip")
    first = build(asked)
    assert first.ok
    again = build(asked)
    assert written(again) == set()
    assert again.diagnostics == first.diagnostics


def test_a_file_that_two_targets_share_is_no_clash() -> None:
    sheet = "worksheets:\n  - {id: test, title: T, versions: 2, sections: [{title: S, pick: 2}]}\n"
    Path("decks/a.yaml").write_text(DECK.format(id="a") + sheet, encoding="utf-8")
    build(Asked(targets=("docx",)), "decks/a.yaml")
    assert "a-test-versions.csv" in snapshot()
    both = build(Asked(targets=("docx", "html")), "decks/a.yaml")
    assert both.ok
    assert written(build(Asked(targets=("docx", "html")), "decks/a.yaml")) == set()


def test_two_decks_of_one_id_are_found_though_one_did_not_change() -> None:
    build()
    Path("decks/copy.yaml").write_text(DECK.format(id="a") + "\n", encoding="utf-8")
    assert [item.code for item in build().diagnostics if item.severity == "error"] == ["QK107"]
    shutil.copy("decks/a.yaml", "decks/copy.yaml")
    assert [item.code for item in build().diagnostics if item.severity == "error"] == ["QK107"]
    Path("decks/copy.yaml").unlink()
    assert written(build()) == set()


def test_two_decks_that_write_one_file_are_found_though_one_did_not_change() -> None:
    asked = Asked(targets=("html",))
    Path("decks/other.yaml").write_text(DECK.format(id="a-test"), encoding="utf-8")
    build(asked)
    sheet = "worksheets:\n  - {id: test, title: T, sections: [{title: S, pick: 2}]}\n"
    Path("decks/a.yaml").write_text(DECK.format(id="a") + sheet, encoding="utf-8")
    before = snapshot()
    found = [item for item in build(asked).diagnostics if item.severity == "error"]
    assert [item.code for item in found] == ["QK503"]
    assert snapshot() == before


def test_a_deck_with_an_error_keeps_all_as_it_was_and_is_not_written_down() -> None:
    first = build()
    before = snapshot()
    Path("decks/a.yaml").write_text(DECK.format(id="a").replace("essay,", "esay,"), encoding="utf-8")
    broken = build()
    assert not broken.ok
    assert snapshot() == before
    assert (
        broken.diagnostics == pipeline.build(pipeline.check([Path("decks")]), pipeline.Request()).diagnostics
    )
    assert "QK134" in {item.code for item in broken.diagnostics if item in first.diagnostics}
    Path("decks/a.yaml").write_text(DECK.format(id="a"), encoding="utf-8")
    assert written(build()) == set()


def test_a_picture_that_is_gone_is_an_error() -> None:
    build()
    Path("decks/pics/square.png").unlink()
    assert "QK121" in {item.code for item in build().diagnostics}


def test_a_project_is_strict_where_its_settings_may_make_errors() -> None:
    Path("quizkit.toml").write_text('[rules]\nQK299 = "error"\n', encoding="utf-8")
    source = fingerprint.source(Path("decks/a.yaml"))
    assert source.strict
    Path("quizkit.toml").write_text("[rules]\n", encoding="utf-8")
    assert not fingerprint.source(Path("decks/a.yaml")).strict


def test_translations_of_a_strict_project_follow_their_original() -> None:
    Path("quizkit.toml").write_text("# no error so far\n", encoding="utf-8")
    Path("decks/fr.yaml").write_text(
        DECK.format(id="fr").replace("lang: en", "lang: fr\ntranslation_of: a"), encoding="utf-8"
    )
    asked = Asked(targets=("csv",))
    build(asked)
    assert written(build(asked)) == set()
    append("decks/a.yaml", "\n")()
    assert {name[0] for name in written(build(asked))} == {"a", "f"}
    assert written(build(asked)) == set()
    append("decks/fr.yaml", "\n")()
    alone = build(asked)
    assert {name[0] for name in written(alone)} == {"f"}
    assert [item.kept.deck for item in alone.results if item.kept] == ["a", "b"]
    assert [item.written is None for item in alone.results] == [True, True, False]
    assert written(build(asked)) == set()
    assert {name[0] for name in written(build(asked, "decks/fr.yaml"))} == {"f"}
    assert written(build(asked, "decks/fr.yaml")) == set()
    append("decks/a.yaml", "\n")()
    assert {name[0] for name in written(build(asked, "decks/fr.yaml"))} == {"f"}


@pytest.mark.parametrize("edited", ["original", "translation"])
@pytest.mark.parametrize("alone", [False, True])
def test_a_translation_that_no_longer_fits_is_found_whichever_side_changed(edited: str, alone: bool) -> None:
    Path("quizkit.toml").write_text('[rules]\nQK251 = "error"\n', encoding="utf-8")
    for id in ("one", "two"):
        Path(f"decks/{id}").mkdir()
    deck = "deck: {}\ntitle: T\nlang: {}\nquestions:\n  - {{id: q, type: numeric, prompt: How many?, answer: 7}}\n"
    original, translation = Path("decks/one/en.yaml"), Path("decks/two/fr.yaml")
    if alone:
        translation = Path("decks/one/fr.yaml")  # the original is looked for beside it
    original.write_text(deck.format("en", "en"), encoding="utf-8")
    translation.write_text(deck.format("fr", "fr\ntranslation_of: en"), encoding="utf-8")
    paths = [str(translation)] if alone else [str(original), str(translation)]
    asked = Asked(targets=("csv",))
    assert written(build(asked, *paths))
    assert written(build(asked, *paths)) == set()
    path = original if edited == "original" else translation
    path.write_text(path.read_text(encoding="utf-8").replace("answer: 7", "answer: 8"), encoding="utf-8")
    for _ in range(2):
        assert [item.code for item in build(asked, *paths).diagnostics] == ["QK251"]


@pytest.mark.parametrize("what", ["deck", "picture"])
def test_what_is_saved_while_it_is_built_is_not_written_down(
    monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    """The files may be of the old state or of the new one: neither may be believed to be there."""
    from quizkit import pipeline

    path = Path("decks/a.yaml" if what == "deck" else "decks/pics/square.png")
    old, compile_all = path.read_bytes(), pipeline._compile_and_write

    def saved(*arguments: object) -> object:
        path.write_bytes(old + b"\n")
        return compile_all(*arguments)  # type: ignore[arg-type]

    with monkeypatch.context() as patch:
        patch.setattr(pipeline, "_compile_and_write", saved)
        assert written(build()) == ALL
    path.write_bytes(old)
    assert written(build()) == EVERY


def test_two_decks_of_one_id_are_found_where_no_file_is_written() -> None:
    text = "deck: {}\ntitle: T\nlang: en\nquestions:\n  - {{id: q, type: essay, prompt: P}}\n"
    Path("decks/a.yaml").write_text(text.format("a"), encoding="utf-8")
    build(Asked(targets=("csv",)))
    asked = Asked(targets=("aiken",), unsupported="skip")
    build(asked, "decks/a.yaml")
    assert ("a", "aiken") in manifest.read(Path("build"))
    Path("decks/copy.yaml").write_text(text.format("A"), encoding="utf-8")
    found = build(asked, "decks/a.yaml", "decks/copy.yaml")
    assert [item.code for item in found.diagnostics if item.severity == "error"] == ["QK107"]
