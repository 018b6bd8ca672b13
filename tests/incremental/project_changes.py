"""Everything that may happen to a project between two builds, at random: see test_incremental_twin.py."""

from __future__ import annotations

import os
import random
import re
import shutil
from collections.abc import Callable
from pathlib import Path

from incremental_support import png

from quizkit import lockfile
from quizkit.incremental import Asked, manifest

QUESTIONS = [
    "{id: red, type: choice, prompt: 'Which is red? ![a square](pics/square.png)', answer: '%s left one', "
    "distractors: [The right one, None]}",
    "{id: red2, was: red, type: choice, prompt: 'Which is red?', answer: '%s left one', distractors: [Right, No]}",
    "{id: essay, type: essay, prompt: 'Why {{x}} %s?'}",
    "{id: blue, type: short-answer, prompt: Which is blue?, answer: The sky, hint: Look %s}",
    "{id: gaps, type: cloze, text: 'The {{c1::sea}} is {{c2::%s}}'}",
    "{id: number, type: numeric, prompt: 'How many %s?', answer: 7}",
    "{id: card, type: flashcard, prompt: 'Front <b>%s</b>', answer: Back}",
]
WORDS = ["up", "down", "round"]
SHEETS = [
    "",
    "",
    "worksheets:\n  - {id: test, title: T, versions: 2, sections: [{title: S, pick: 1}]}\n",
    "worksheets:\n  - {id: Test, title: T, sections: [{title: S, pick: 1}]}\n",
]
SETTINGS = [
    "[rules]\n",
    '[rules]\nQK251 = "error"\n',
    '[rules]\nQK251 = "error"\nQK240 = "\\u0065rror"\n',
    "[rules]\nQK999 = 3\n",
]
TARGETS = ["csv", "gift", "anki", "json", "html", "markdown", "moodle", "aiken", "qti21", "docx"]


def begin(rng: random.Random) -> None:
    """Three decks that are right, a picture inside and one outside."""
    shutil.rmtree("decks", ignore_errors=True)
    Path("decks/pics").mkdir(parents=True)
    Path("decks/pics/square.png").write_bytes(png(100))
    Path("outside.png").write_bytes(png(100))
    for name in ("quizkit.toml", "pyproject.toml"):
        Path(name).unlink(missing_ok=True)
    for name in "abc":
        Path(f"decks/{name}.yaml").write_text("".join(_deck(rng, f"d{name}")))


def _deck(rng: random.Random, id: str) -> tuple[str, str]:
    translation = rng.choice(["", "", "", "translation_of: da\n"])
    about = f"title: {rng.choice('AB')}\nlang: {rng.choice(['en', 'fr'])}\n"
    header = f"deck: {id}\n{about}{translation}{rng.choice(SHEETS)}"
    chosen = sorted(rng.sample(QUESTIONS, rng.randint(1, 5)))
    if chosen[0].startswith("{id: blue") or not (QUESTIONS[0] in chosen and QUESTIONS[1] in chosen):
        questions = chosen
    else:
        questions = [item for item in chosen if item != QUESTIONS[1]]
    lines = "".join(f"  - {item}\n".replace("%s", rng.choice(WORDS)) for item in questions)
    return header, f"questions:\n{lines}"


def _decks() -> list[Path]:
    return sorted(path for path in Path("decks").rglob("*.y*ml") if path.is_file())


def write(rng: random.Random) -> None:
    path = Path("decks", rng.choice(["a", "b", "c", "sub/a", "sub/d"]) + ".yaml")
    path.parent.mkdir(exist_ok=True)
    id = f"{path.parent.name[0]}{path.stem}" if rng.random() < 0.9 else rng.choice(["da", "DA", "da-test"])
    path.write_text("".join(_deck(rng, id)))


def edit(rng: random.Random) -> None:
    if found := _decks():
        path = rng.choice(found)
        text = re.sub(r"\b(up|down|round)\b", rng.choice(WORDS), path.read_text(), count=rng.choice([0, 1]))
        path.write_text(text + rng.choice(["", "\n", "# x\n"]))


def move(rng: random.Random) -> None:
    if found := _decks():
        path = rng.choice(found)
        target = Path("decks", rng.choice(["a", "m", "sub/n"]) + rng.choice([".yaml", ".yml"]))
        target.parent.mkdir(exist_ok=True)
        if not target.exists():
            rng.choice(
                [path.rename, path.rename, lambda to: shutil.copy(path, to), lambda _to: path.unlink()]
            )(target)


def folder(rng: random.Random) -> None:
    """A deck of several files: written, one more file, one less."""
    here = Path("decks/f")
    if not (here / "deck.yaml").exists() or rng.random() < 0.3:
        here.mkdir(exist_ok=True)
        (here / "deck.yaml").write_text((parts := _deck(rng, "f"))[0])
        (here / "one.yaml").write_text(parts[1])
    elif rng.random() < 0.7:
        (here / "deep").mkdir(exist_ok=True)
        (here / "deep/two.yml").write_text(
            f"questions:\n  - {{id: extra, type: essay, prompt: {rng.choice(WORDS)}}}\n"
        )
    else:
        shutil.rmtree(rng.choice([here, here / "deep"]), ignore_errors=True)


def picture(rng: random.Random) -> None:
    """Another one of the same time, none, a link inside, a link to outside, another spelling."""
    here = Path(rng.choice(["decks/pics", "decks/sub/pics", "decks/f/pics"]))
    if not here.parent.is_dir():
        return
    here.mkdir(exist_ok=True)
    path = here / "square.png"
    known = path.stat() if path.exists() else None
    path.unlink(missing_ok=True)
    kind = rng.choice(["new", "new", "new", "new", "gone", "link", "link", "out", "case"])
    if kind == "new":
        path.write_bytes(png(rng.choice([100, 101])))
        if known:
            os.utime(path, ns=(known.st_atime_ns, known.st_mtime_ns))
    elif kind == "link":
        (here / "other.png").write_bytes(png(rng.choice([100, 102])))
        path.symlink_to("other.png")
    elif kind == "out":
        path.symlink_to("../../outside.png")
    elif kind == "case":
        (here / "Square.png").write_bytes(png(100))


def settings(rng: random.Random) -> None:
    name = rng.choice(
        [
            "quizkit.toml",
            "decks/quizkit.toml",
            "decks/sub/quizkit.toml",
            "decks/f/quizkit.toml",
            "pyproject.toml",
        ]
    )
    path = Path(name)
    if not path.parent.is_dir():
        return
    if rng.random() < 0.4:
        path.unlink(missing_ok=True)
    else:
        text = rng.choice([*SETTINGS[:3] * 5, SETTINGS[3]])
        path.write_text(text.replace("[rules]", "[tool.quizkit.rules]") if "pyproject" in name else text)


def lock(rng: random.Random) -> None:
    """Lost, an older one, a line less, the retired forgotten, a merge that was not finished."""
    if not (found := sorted(Path("decks").rglob(lockfile.NAME))):
        return
    path = rng.choice(found)
    text, lines = path.read_text(), path.read_text().splitlines(keepends=True)
    left_out = rng.randrange(len(lines))
    new = rng.choice([
        "",
        re.sub(r'"modified": \d', '"modified": 1', text),
        re.sub(r'"retired": true, ?', "", text),
        "".join(line for number, line in enumerate(lines) if number != left_out),
        f"{text}<<<<<<< HEAD\n",
    ])  # fmt: skip
    path.write_text(new) if new else path.unlink()


def output(rng: random.Random) -> None:
    """Deleted, cut off, edited, replaced by a folder, a link, another file's content."""
    found = sorted(path for path in Path("build").glob("*") if path.name != manifest.NAME)
    if not found:
        return
    path, other = rng.choice(found), rng.choice(found)
    if path.is_dir() and not path.is_symlink():
        path.rmdir()
        return
    data = path.read_bytes() if path.exists() else b""
    strange = other.read_bytes() if other.is_file() else b"x"
    path.unlink()
    kind = rng.choice(["gone", "gone", "data", "data", "data", "folder", "link"])
    if kind == "folder":
        path.mkdir()
    elif kind == "link":
        path.symlink_to("nowhere")
    elif kind == "data":
        path.write_bytes(rng.choice([data[:-3], data + b" ", strange]))


def restore(rng: random.Random) -> None:
    """Decks, files or the manifest as they were some time ago: another branch, a backup, a cache."""
    name = rng.choice(["build", "decks", f"build/{manifest.NAME}"])
    kept = sorted(Path("..", "kept").glob(f"{name.replace('/', '-')}.*"))
    if not Path(name).exists():
        return
    if not kept or rng.random() < 0.4:
        place = Path("..", "kept", f"{name.replace('/', '-')}.{len(kept)}")
        place.parent.mkdir(exist_ok=True)
        shutil.copytree(name, place, symlinks=True) if Path(name).is_dir() else shutil.copy(name, place)
    elif (old := rng.choice(kept)).is_dir():
        shutil.rmtree(name)
        shutil.copytree(old, name, symlinks=True)
    else:
        shutil.copy(old, name)


def fonts(rng: random.Random) -> None:
    Path("fonts").mkdir(exist_ok=True)
    Path("fonts/f.ttf").write_bytes(rng.choice([b"x", b"y"]))


CHANGES: list[Callable[[random.Random], None]] = [
    write, edit, edit, edit, move, folder, picture, settings, lock, output, output, restore, fonts,
]  # fmt: skip


def call(rng: random.Random) -> tuple[Asked, list[Path]]:
    """What somebody may ask for."""
    asked = Asked(
        targets=tuple(
            rng.choice([rng.sample(TARGETS, rng.randint(1, 3)), ["anki", "csv"], ["html", "DOCX"]])
        ),
        versions=rng.choice([None] * 6 + [2]),
        seed=rng.choice([""] * 6 + ["monday"]),
        paper=rng.choice(["a4"] * 6 + ["letter"]),
        large_print=rng.random() < 0.1,
        fonts=(Path("fonts"),) if Path("fonts").exists() and rng.random() < 0.3 else (),
        unsupported=rng.choice(["skip"] * 6 + ["error"]),
        locked=rng.random() < 0.1,
        recover=rng.random() < 0.1,
    )
    pool = [*map(str, _decks()), "decks", "./decks"]
    paths = rng.choice([["decks"], ["decks"], rng.sample(pool, rng.randint(1, min(3, len(pool))))])
    return asked, list(map(Path, paths))
