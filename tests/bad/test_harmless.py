"""Author text cannot act: not on a card, not in the exported package (H02 to H09, H11, H12, T02, T03)."""

from __future__ import annotations

import html
import re
import sqlite3
import zipfile
from html.parser import HTMLParser
from pathlib import Path

import pytest
import yaml
from bad_support import Run

HOSTILE = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)>",
    "<svg/onload=alert(1)//",
    "<details open ontoggle=alert(1)>",
    "<video><source onerror=alert(1)></video>",
    "<iframe src=javascript:alert(1)>",
    "<a href=javascript:alert(1)>x</a>",
    "<style>*{background:url(https://evil.example)}</style>",
    '<p style="position:fixed">x</p>',
    '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">',
    "<form><button formaction=javascript:alert(1)>",
    "<meta http-equiv=refresh content=0>",
    "<base href=https://evil.example>",
    "<x onclick=alert(1)>",
    "</textarea><script>alert(1)</script>",
    "]]><script>alert(1)</script>",
    "--></script><script>alert(1)</script>",
    "[x](javascript:alert(1))",
    "[x](jAvAsCrIpT:alert(1))",
    "[x](java\tscript:alert(1))",
    "[x](&#x6a;avascript:alert(1))",
    "[x](&#106;avascript&colon;alert(1))",
    "[x](vbscript:a) [y](data:text/html,<script>alert(1)</script>)",
    "[x]( javascript:alert(1) 'title')",
    "[x][1]\n\n[1]: javascript:alert(1)",
    "<javascript:alert(1)>",
    '[x](https://a.example/"onmouseover=alert(1))',
    "[x](https://a.example/ '\"><script>alert(1)</script>')",
    "`<script>alert(1)</script>`",
    "```html\n<script>alert(1)</script>\n```",
    "**<b onclick=alert(1)>**",
    "| <script> |\n|---|\n| <img onerror=alert(1)> |",
    "Front: {{Front}} {{type:Back}} {{#x}}{{/x}} {{cloze:Text}}",
    "[sound:../../x.mp3] [sound:x.mp3] [anki:play:q:0]",
    "[latex]\\input{/etc/passwd}[/latex] [$]x[/$]",
    "\\(x\\) \\[y\\] <anki-mathjax>x</anki-mathjax>",
    "$x$ *b* _i_ <lbl> @ref \\ ` //",
    '#while true {} $#while true {}$ #read("/etc/passwd")',
    "&lt;script&gt;alert(1)&lt;/script&gt; &amp;lt;img&amp;gt;",
)
TYPES = {
    "flashcard": {"prompt": "X", "answer": "X", "reverse": "yes"},
    "choice": {"prompt": "X", "answer": {"text": "a X", "feedback": "X"}, "distractors": ["b X", "c"]},
    "multiple": {"prompt": "X", "answers": ["a X"], "distractors": ["b X"]},
    "short-answer": {"prompt": "X", "answer": "X", "accept": ["b X"]},
    "matching": {"prompt": "X", "pairs": [["a X", "b X"], ["c X", "d X"]], "distractors": ["e X"]},
    "ordering": {"prompt": "X", "items": ["a X", "b X"]},
    "essay": {"prompt": "X", "answer": "X", "rubric": [{"criterion": "X", "points": "1"}]},
    "cloze": {"text": "{{c1::a}} X", "distractors": ["X"]},
}
ACTIVE = frozenset(
    [
        "script",
        "style",
        "svg",
        "iframe",
        "object",
        "embed",
        "form",
        "meta",
        "base",
        "link",
        "video",
        "audio",
        "details",
    ]
)
ALLOWED = re.compile(r"https://a\.example/|mailto:|#")


class _Watch(HTMLParser):
    """Notes whatever could act in a page."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in {
            "script",
            "style",
            "svg",
            "iframe",
            "object",
            "embed",
            "form",
            "meta",
            "base",
            "link",
            "video",
            "details",
        }:
            self.found.append(tag)
        for name, value in attrs:
            if name.startswith("on") or name in {"style", "formaction", "srcdoc"}:
                self.found.append(f"{tag} {name}")
            if name in {"href", "src", "action"} and not ALLOWED.match(html.unescape(value or "")):
                self.found.append(f"{tag} {name}={value}")


def _filled(value: object, text: str) -> object:
    if isinstance(value, dict):
        return {key: _filled(item, text) for key, item in value.items()}
    if isinstance(value, list):
        return [_filled(item, text) for item in value]
    return str(value).replace("X", text)


@pytest.fixture(scope="module")
def fields(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """All fields of all notes of a deck in which every text is hostile."""
    from bad_support import quizkit

    folder = tmp_path_factory.mktemp("hostile")
    questions = [
        {"id": f"{kind}-{number}", "type": kind, "explanation": text, "hint": text, **_filled(body, text)}  # type: ignore[dict-item]
        for number, text in enumerate(HOSTILE)
        for kind, body in TYPES.items()
    ]
    deck = {"deck": "d", "title": "<script>alert(1)</script> {{Front}}", "lang": "en", "questions": questions}
    (folder / "d.yaml").write_text(yaml.safe_dump(deck, allow_unicode=True), encoding="utf-8")
    result = quizkit("build", "--target", "anki", "--out", folder / "out", folder / "d.yaml")
    assert result.exit_code == 0, result.stderr[:3000]
    with zipfile.ZipFile(folder / "out" / "d.apkg") as archive:
        assert not [name for name in archive.namelist() if name.isdigit()], "no text names a media file"
        (folder / "c.anki2").write_bytes(archive.read("collection.anki2"))
    with sqlite3.connect(folder / "c.anki2") as base:
        rows = [row[0].split("\x1f") for row in base.execute("select flds from notes")]
    base.close()
    return [field for row in rows for field in row]


def test_nothing_on_a_card_can_act(fields: list[str]) -> None:
    assert len(fields) > 1000
    for field in fields:
        watch = _Watch()
        watch.feed(field)
        watch.close()
        assert watch.found == [], field


def test_anki_finds_nothing_to_fill_or_play(fields: list[str]) -> None:
    for field in fields:
        assert "[sound:" not in field
        assert "[latex]" not in field
        assert "[anki:" not in field
        assert not re.search(r"\{\{(?!c\d+::)", field), field


def test_no_text_is_lost(fields: list[str]) -> None:
    shown = "\n".join(html.unescape(re.sub(r"<[^>]*>", "", field)) for field in fields)
    for words in (
        "<script>alert(1)</script>",
        "onerror=alert(1)",
        "#while true {}",
        "[sound:x.mp3]".replace("[", ""),
        "@ref",
    ):
        assert words.rstrip("]") in shown


def test_typst_code_is_text_on_paper(run: Run) -> None:
    """T02, T03: what would be code in the typesetter is shown."""
    pypdfium2 = pytest.importorskip("pypdfium2")
    deck = (
        "deck: d\ntitle: T\nlang: en\nquestions:\n  - id: q\n    type: essay\n"
        "    prompt: '#while true {} #panic() <lbl> @ref // x $1 \\*b* [a] = b'\n"
    )
    Path("d.yaml").write_text(deck, encoding="utf-8")
    assert run("build", "--target", "pdf", "d.yaml").exit_code == 0
    document = pypdfium2.PdfDocument("build/d-worksheet.pdf")
    text = " ".join(document[0].get_textpage().get_text_range().split())
    document.close()
    assert "#while true {} #panic() <lbl> @ref // x $1 *b* [a] = b" in text
