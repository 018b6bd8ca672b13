"""Where one deck's papers are set: values in; pages, the file and the places of the questions out.

Typst remembers what it has laid out as long as its compiler lives. So one is kept for every sheet that
somebody looks at, and after an edit only the question that changed is set anew.
"""

from __future__ import annotations

import json
import re
import shutil
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from quizkit.diagnostics import Diagnostic
from quizkit.model.deck import Deck
from quizkit.papers.sheets import Sheet
from quizkit.pipeline import Checked
from quizkit.targets.base import Options, Unsupported
from quizkit.targets.pdf import engine
from quizkit.targets.pdf.assets import Assets
from quizkit.targets.pdf.facts import fact_sheet
from quizkit.targets.pdf.key import answer_key
from quizkit.targets.pdf.student import worksheet
from quizkit.targets.pdf.trouble import Trouble
from quizkit.targets.pdf.values import Scribe

if TYPE_CHECKING:
    import typst

_SHEETS = 4
"""Sheets of a deck whose layout is remembered: worksheets in two versions, say, each with its key."""

_HEIGHT = re.compile(rb'viewBox="0 0 [\d.]+ ([\d.]+)"')

_ITEM = "enum.item(question.number, show-question(question))"
_MARKED = "enum.item(question.number, [#metadata(question.index)<qk-question>] + show-question(question))"
"""Where the template sets a question, and the same with an invisible mark: a test compares the pages."""

_AROUND = """#include "/{template}"
#context [#metadata(query(<qk-question>).map(mark => {{
  let place = mark.location()
  (mark.value, place.page(), place.position().y.pt())
}})) <qk-places>]
"""

Values = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Proof:
    """One sheet, set: `pages` are SVG, `pdf` is the file as `quizkit build` writes it.

    `places`: question id → its page from 1 and how far down it begins, from 0 to 1. Where it could not be
    set, `pages` is empty and `findings` (or `problem`) say why. `token` names it for its addresses.
    """

    token: str = ""
    pages: tuple[bytes, ...] = ()
    places: Mapping[str, tuple[int, float]] = field(default_factory=dict)
    pdf: bytes = b""
    findings: tuple[Diagnostic, ...] = ()
    problem: str = ""


class Desk:
    """Where one deck's papers are set: a folder with the templates, and a compiler for each sheet."""

    def __init__(self, lang: str) -> None:
        self.lang = lang
        self._folder = TemporaryDirectory(prefix="quizkit-", ignore_cleanup_errors=True)
        # Typst resolves the root's symbolic links, and so must we (macOS: /tmp is one).
        self.root = Path(self._folder.name).resolve()
        self.press = engine.Press(self.root, lang, ())
        self.system = self.press.system  # as the press: asked at once for scripts that need them
        questions = self.root / "questions.typ"
        questions.write_text(questions.read_text("utf-8").replace(_ITEM, _MARKED), "utf-8")
        self._compilers: OrderedDict[tuple[str, str, bool], typst.Compiler] = OrderedDict()

    def close(self) -> None:
        """Removes the folder."""
        self._compilers.clear()
        self._folder.cleanup()

    def compiler(self, template: str, text: str, *, system: bool) -> typst.Compiler:
        """The compiler for a sheet, with `text` as its data. `text` is JSON."""
        import typst

        name = sha256(template.encode()).hexdigest()[:16]
        (self.root / f"{name}.json").write_text(text, "utf-8")
        long = "yes" if engine.LONG(text) else ""
        known = (template, long, system)
        if known not in self._compilers:
            kind = template.partition("/")[0]
            (self.root / f"{name}.typ").write_text(_AROUND.format(template=kind), "utf-8")
            self._compilers[known] = typst.Compiler(
                str(self.root / f"{name}.typ"),
                root=str(self.root),
                font_paths=engine.fonts((), system),
                sys_inputs={"data": f"{name}.json", "long": long},
                package_path=str(self.root),
                package_cache_path=str(self.root),
            )
        self._compilers.move_to_end(known)
        while len(self._compilers) > _SHEETS:
            self._compilers.popitem(last=False)
        return self._compilers[known]

    def take(self, pictures: Mapping[str, Path]) -> None:
        """Copies of the pictures, under the names that the templates know."""
        for name, path in pictures.items():
            copy = self.root / name.lstrip("/")
            if not copy.exists():
                shutil.copyfile(path, copy)


def made(desk: Desk, checked: Checked, deck: Deck, sheet: Sheet) -> Proof:
    """One sheet of `deck`, which is `checked`'s without what paper cannot ask."""
    scribe = Scribe(deck, Options(), Assets(checked.media))
    template, values_of = _template(scribe, sheet)
    try:
        values = values_of()
        desk.take(scribe.assets.used)
        return _set(desk, checked, deck, template, sheet, values, scribe)
    except Unsupported as error:
        return Proof(problem=str(error))
    except OSError as error:  # a picture that went away, a disk that is full
        return Proof(problem=f"{error.strerror or error}")


def _template(scribe: Scribe, sheet: Sheet) -> tuple[str, Callable[[], Values]]:
    if sheet.paper is None:
        return "facts.typ", partial(fact_sheet, scribe)
    if sheet.kind == "key":
        return "key.typ", partial(answer_key, scribe, sheet.paper)
    return "worksheet.typ", partial(worksheet, scribe, sheet.paper)


def _set(
    desk: Desk, checked: Checked, deck: Deck, template: str, sheet: Sheet, values: Values, scribe: Scribe
) -> Proof:
    import typst

    text = json.dumps(values, ensure_ascii=False)
    compiler = desk.compiler(f"{template}/{sheet.name}", text, system=desk.system)
    try:
        pdf = _pdf(compiler)
    except typst.TypstError:
        # The press tries once more with the system's fonts, and says why it cannot make what it cannot.
        made = desk.press.make(template, values, scribe.assets.used)
        if isinstance(made, engine.Refusal):
            trouble = Trouble(deck)
            again = partial(desk.press.make, template, pictures=scribe.assets.used)
            trouble.refused(made, sheet.loc, again, values)
            return Proof(findings=tuple(checked.places.diagnose_all(trouble.findings())))
        pdf = made
        compiler = desk.compiler(f"{template}/{sheet.name}", text, system=True)
    pages = _pages(compiler)
    token = sha256(pdf + sheet.name.encode()).hexdigest()[:32]
    return Proof(token, pages, _places(compiler, pages[0], deck), pdf)


def _pdf(compiler: typst.Compiler) -> bytes:
    made = compiler.compile(format="pdf", pdf_standards=["ua-1"], timestamp=engine.timestamp())
    assert isinstance(made, bytes)
    return made


def _pages(compiler: typst.Compiler) -> tuple[bytes, ...]:
    made = compiler.compile(format="svg", timestamp=engine.timestamp())
    return tuple(made) if isinstance(made, list) else (made,) if made else ()


def _places(compiler: typst.Compiler, page: bytes, deck: Deck) -> dict[str, tuple[int, float]]:
    found = _HEIGHT.search(page[:1000])
    height = float(found[1]) if found else 842.0
    marks = json.loads(compiler.query("<qk-places>", field="value", one=True))
    return {deck.questions[index].id: (number, round(y / height, 4)) for index, number, y in marks}
