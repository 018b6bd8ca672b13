from __future__ import annotations

import re
from importlib import resources

import pytest
from anki_support import Student, build, everything

from quizkit.targets import anki_words as words
from quizkit.targets.anki import identity, notetypes
from quizkit.targets.anki.schema import FIELDS, NOTE_TYPE_IDS

NAMES = list(identity.NOTE_TYPE_MODIFIED)

# What each note type looked like at its time in `identity.NOTE_TYPE_MODIFIED`. When this test fails
# because a template, script, word or the style was changed: raise that time (in seconds, now) for
# the types named, and put the new hashes here. Without a later time no student ever sees the change.
PUBLISHED: dict[str, tuple[int, str]] = {
    "quizkit Basic": (1_767_225_600, "22b3b47cb83b9e55"),
    "quizkit Cloze": (1_767_225_600, "06fa05e538db52ed"),
    "quizkit Typed": (1_767_225_600, "20f550250d79e4e7"),
    "quizkit Choice": (1_767_225_600, "be9202597e57816c"),
    "quizkit Match": (1_767_225_600, "6f95236aa950ef34"),
    "quizkit Order": (1_767_225_600, "d2d6c61e8e4967ca"),
}

# Never to be changed; see schema.py. Renaming a field is allowed, moving or dropping one is not.
SCHEMA = {
    "quizkit Basic": "Prompt Answer Kind Reverse Rubric",
    "quizkit Cloze": "Text Bank Accepted",
    "quizkit Typed": "Prompt Answer Shown Accepted Unit Range Low High Case Accents",
    "quizkit Choice": "Prompt Options Key Answer Feedback Kind Order",
    "quizkit Match": "Prompt Left Right Key Solution",
    "quizkit Order": "Prompt Items Key Solution",
}
SHARED = "Hint Explanation Facts Source Passage Images Points Id Lang Extra1 Extra2 Extra3 Extra4"
TEMPLATES = {"quizkit Basic": ["Card", "Reverse"], "quizkit Cloze": ["Cloze"]}


@pytest.mark.parametrize("name", NAMES)
def test_a_changed_template_has_a_later_time(name: str) -> None:
    now = (identity.NOTE_TYPE_MODIFIED[name], notetypes.fingerprint(name))
    assert now == PUBLISHED.get(name), f"{name} changed: raise its time in identity.py, then note {now} here"


@pytest.mark.parametrize("name", NAMES)
def test_the_schema_is_the_one_of_the_first_day(name: str) -> None:
    model = notetypes.model(name)
    first = NOTE_TYPE_IDS[name]
    assert [field["name"] for field in model.fields] == f"{SCHEMA[name]} {SHARED}".split()
    assert [field["id"] for field in model.fields] == [first * 1000 + n for n in range(len(FIELDS[name]))]
    assert [template["name"] for template in model.templates] == TEMPLATES.get(name, ["Card"])
    assert [template["id"] for template in model.templates] == [
        first * 1000 + 500 + n for n in range(len(model.templates))
    ]
    assert [101, 102, 103, 104, 105, 106][NAMES.index(name)] == first - 1_767_225_600_000


def test_anki_requires_the_same_fields_for_a_card(student: Student, tmp_path: object) -> None:
    student.take(build(tmp_path, everything()))  # type: ignore[arg-type]
    for name in NAMES:
        found = student.col.models.by_name(name)
        assert found
        sent = notetypes.to_json(name, 1, 1)["req"]
        # Saving makes Anki compute them anew.
        student.col.models.update_dict(found)
        student.col.models._clear_cache()
        assert student.col.models.by_name(name)["req"] == sent, name  # type: ignore[index]


@pytest.mark.parametrize("name", NAMES)
def test_ids_survive_the_import(student: Student, tmp_path: object, name: str) -> None:
    student.take(build(tmp_path, everything()))  # type: ignore[arg-type]
    found = student.col.models.by_name(name)
    assert found
    assert found["id"] == NOTE_TYPE_IDS[name]
    assert [field["id"] for field in found["flds"]] == [field["id"] for field in notetypes.model(name).fields]
    assert [item["id"] for item in found["tmpls"]] == [item["id"] for item in notetypes.model(name).templates]


@pytest.mark.parametrize("name", NAMES)
def test_templates_are_whole(name: str) -> None:
    known = {*FIELDS[name], "Tags"}
    for template in notetypes.model(name).templates:
        for side in (template["qfmt"], template["afmt"]):
            assert "<!--" not in side
            used = re.findall(r"\{\{([#^/]?)([^}]+)\}\}", side)
            assert {field.rpartition(":")[2] for _, field in used} <= known
            for script in re.findall(r"<script>(.*?)</script>", side, re.DOTALL):
                assert script.startswith("(function () {")
                assert script.strip().endswith("})();")
                assert "{{" not in script, "Anki reads this as a field"


def test_no_part_lies_about_unused() -> None:
    folder = resources.files("quizkit.targets.anki").joinpath("templates")
    sides = "".join(
        path.read_text("utf-8")
        for path in folder.iterdir()
        if path.name.endswith(".html") and path.name[0] != "_"
    )
    parts = {path.name for path in folder.iterdir()}
    for part in parts:
        if part.startswith("_"):
            assert f"<!--{part[1:-5]}-->" in sides
        elif part.endswith(".js"):
            assert f"<!--{part}-->" in sides


@pytest.mark.parametrize("lang", words.WORDS)
def test_every_language_has_every_word(lang: str) -> None:
    assert words.WORDS[lang].keys() == words.WORDS["en"].keys()
    assert all(word.strip() for word in words.WORDS[lang].values())


def test_the_words_that_templates_use_exist() -> None:
    kinds = {"flashcard", "essay", "single", "multiple", "truefalse"}
    used = set(kinds)
    for name in NAMES:
        for template in notetypes.model(name).templates:
            both = template["qfmt"] + template["afmt"]
            used |= set(re.findall(r'class="(?:[\w-]+ )?w-([a-z]+)"', both))
            used |= set(re.findall(r'mark\([^"]*"[^"]*", "([a-z]+)"', both))
    style = words.stylesheet()
    assert {word for word in used if f".w-{word}::before" not in style} == set()


def test_regions_and_unknown_languages_find_words() -> None:
    assert words.word("fr-CA", "true") == "Vrai"
    assert words.word("FR", "true") == "Vrai"
    assert words.word("he", "true") == "True"


def luminance(colour: str) -> float:
    channels = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("block", [0, 1], ids=["light", "dark"])
def test_text_stands_out_from_what_is_behind_it(block: int) -> None:
    """WCAG AA: 4.5 to 1."""
    rule = re.findall(r"\{([^}]*--qk-page[^}]*)\}", notetypes.css())[block]
    colours = dict(re.findall(r"--qk-([a-z-]+): (#[0-9a-f]{6})", rule))
    pairs = [
        (text, behind) for text in ("ink", "muted", "accent") for behind in ("page", "surface", "accent-soft")
    ]
    pairs += [("right", "right-soft"), ("wrong", "wrong-soft"), ("right", "page"), ("wrong", "page")]
    pairs += [("right", "surface"), ("wrong", "surface"), ("on-accent", "accent"), ("page", "right")]
    for text, behind in pairs:
        light, dark = sorted((luminance(colours[text]), luminance(colours[behind])), reverse=True)
        assert (light + 0.05) / (dark + 0.05) >= 4.5, (text, behind)
