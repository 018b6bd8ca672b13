"""The pages: those of the files that `quizkit build` writes, and where each question stands on them."""

from __future__ import annotations

import io
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pypdfium2
import pytest
from preview_support import DECK, written

from quizkit import pipeline
from quizkit.preview import desk
from quizkit.preview.desk import Proof
from quizkit.preview.proofs import Proofs
from quizkit.preview.state import Snapshot, View, look
from quizkit.targets.base import Job
from quizkit.targets.pdf.sheets import printed

ROOT = Path(__file__).parents[2]


@pytest.fixture
def press() -> Iterator[Proofs]:
    made = Proofs()
    yield made
    made.close()


def _view(source: Path) -> View:
    return next(iter(look([source], Snapshot()).views.values()))


def _made(press: Proofs, view: View, name: str) -> Proof:
    made = press.make(lambda: view, name)
    assert made is not None
    return made


def _built(source: Path) -> dict[str, bytes]:
    """The files that `quizkit build` would write."""
    (checked,) = pipeline.check([source]).decks
    files = {}
    for file in printed(Job(checked.deck, media=checked.media)).files:
        stream = io.BytesIO()
        file.write(stream)
        files[file.name] = stream.getvalue()
    return files


@pytest.mark.parametrize("deck", ["nato-kyiv/nato-kyiv-en.yaml", "tour"])
def test_the_file_is_the_one_that_build_writes(press: Proofs, deck: str) -> None:
    files = _built(ROOT / "decks" / deck)
    view = _view(ROOT / "decks" / deck)
    planned = press.plan(view)
    assert planned
    assert set(planned.sheets) == {name for name in files if name.endswith(".pdf")}
    with ThreadPoolExecutor(4) as several:  # keys are set at the same time as worksheets
        proofs = list(several.map(lambda name: _made(press, view, name), planned.sheets))
    for name, made in zip(planned.sheets, proofs, strict=True):
        assert made.pdf == files[name]
        assert len(made.pages) == len(pypdfium2.PdfDocument(files[name]))


@pytest.mark.parametrize(("lang", "prompt"), [
    ("ar", "ما هي عاصمة أوكرانيا؟"), ("fa", "پایتخت اوکراین چیست؟"), ("en", "In Arabic, عاصمة"), ("fr", "Où ?"),
])  # fmt: skip
def test_its_fonts_are_those_of_build(press: Proofs, tmp_path: Path, lang: str, prompt: str) -> None:
    """For some languages the fonts of the machine are asked first, for others the embedded ones."""
    text = DECK.replace("lang: en", f"lang: {lang}").replace("What is the capital of Ukraine?", prompt)
    path = written(tmp_path, text)
    assert _made(press, _view(path), "demo-worksheet.pdf").pdf == _built(path)["demo-worksheet.pdf"]
    assert press._papers.desks[str(path)].system == (lang in ("ar", "fa"))


def test_a_bug_is_told_to_whoever_asked_and_the_next_sheet_is_set(
    press: Proofs, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    view = _view(written(tmp_path))
    with monkeypatch.context() as patched:
        patched.setattr(desk, "_template", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            _made(press, view, "demo-worksheet.pdf")
    assert _made(press, view, "demo-worksheet.pdf").pages


def test_where_the_questions_stand(press: Proofs) -> None:
    view = _view(ROOT / "decks" / "tour")
    assert view.deck
    made = _made(press, view, "tour-worksheet.pdf")
    assert set(made.places) == {question.id for question in view.deck.deck.questions}
    document = pypdfium2.PdfDocument(made.pdf)
    for number, question in enumerate(view.deck.deck.questions, start=1):
        page, down = made.places[question.id]
        sheet = document[page - 1]
        width, height = sheet.get_size()
        around = (0, height * (1 - down) - 12, width * 0.2, height * (1 - down) + 14)
        found = sheet.get_textpage().get_text_bounded(*around)
        assert f"{number}." in found


def test_an_edit_sets_the_page_anew(press: Proofs, tmp_path: Path) -> None:
    path = written(tmp_path)
    now = look([path], Snapshot())
    view = next(iter(now.views.values()))
    first = _made(press, view, "demo-worksheet.pdf")
    assert _made(press, view, "demo-worksheet.pdf") is first
    written(tmp_path, DECK.replace("capital of Ukraine", "seat of Ukraine"))
    later = next(iter(look([path], now).views.values()))
    second = _made(press, later, "demo-worksheet.pdf")
    assert second.token != first.token
    text = pypdfium2.PdfDocument(second.pdf)[0].get_textpage().get_text_bounded()
    assert "seat of Ukraine" in text
    assert press.get(second.token) is second


def test_only_the_last_two_editions_are_kept(press: Proofs, tmp_path: Path) -> None:
    now, tokens = Snapshot(), []
    for word in ("one", "two", "three"):
        now = look([written(tmp_path, DECK.replace("capital of", word))], now)
        tokens.append(_made(press, next(iter(now.views.values())), "demo-worksheet.pdf").token)
    assert [press.get(token) is not None for token in tokens] == [False, True, True]


def test_what_cannot_be_printed_is_said_with_its_line(press: Proofs, tmp_path: Path) -> None:
    view = _view(written(tmp_path, DECK.replace("answer: Kyiv", "answer: \U00012345")))
    made = _made(press, view, "demo-key.pdf")
    if made.pages:  # a font of this machine has the character
        assert not made.findings
        return
    assert press.get(made.token) is None  # nothing that a browser could ask for
    (found,) = made.findings
    assert found.code == "QK502"
    assert found.span
    assert found.span.line == 10


def test_no_such_sheet(press: Proofs, tmp_path: Path) -> None:
    view = _view(written(tmp_path))
    assert press.make(lambda: view, "../secret") is None
    assert press.make(lambda: None, "demo-worksheet.pdf") is None


def test_a_picture_that_went_away(press: Proofs, tmp_path: Path) -> None:
    text = DECK.replace("    answer: Kyiv\n", "    answer: Kyiv\n    image: {file: map.svg, alt: A map}\n")
    (tmp_path / "map.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"></svg>')
    view = _view(written(tmp_path, text))
    (tmp_path / "map.svg").unlink()
    made = _made(press, view, "demo-worksheet.pdf")
    assert not made.pages
    assert made.problem


def test_only_so_many_decks_are_kept(press: Proofs, tmp_path: Path) -> None:
    views = [
        _view(written(tmp_path / str(number), DECK.replace("deck: demo", f"deck: d{number}")))
        for number in range(5)
    ]
    folders = []
    for number, view in enumerate(views):
        assert _made(press, view, f"d{number}-worksheet.pdf").pages
        folders.append(press._papers.desks[view.key].root)
    assert [folder.exists() for folder in folders] == [False, False, True, True, True]
    press.close()
    assert not any(folder.exists() for folder in folders)


def test_the_mark_is_in_the_template_once() -> None:
    from importlib import resources

    text = resources.files("quizkit.targets.pdf").joinpath("template", "questions.typ").read_text("utf-8")
    assert text.count(desk._ITEM) == 1
