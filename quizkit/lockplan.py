"""Compares a deck with what was published of it, and says what the next release must do.

For each note: its guid, its time, and what becomes of those that are no longer there. Pure: no
clock, no files. Why the rules are what they are: quizkit.lock.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256

from quizkit.diagnostics import Finding, Severity
from quizkit.lockfile import Entry, Key, Lock, NoteType, Published
from quizkit.model import cloze
from quizkit.model.deck import Deck
from quizkit.model.questions import Cloze, Question
from quizkit.targets.anki import identity
from quizkit.targets.base import Stamp


@dataclass(frozen=True, slots=True)
class Changes:
    """Question ids by what a student's next import does with their notes, in the deck's order.

    `new` notes are added; `edited` and `returned` (from the retired) ones updated; `touched` ones
    updated though nothing changed; `untouched` ones left alone; `retired` ones stay and get no more.
    """

    new: tuple[str, ...] = ()
    edited: tuple[str, ...] = ()
    returned: tuple[str, ...] = ()
    touched: tuple[str, ...] = ()
    untouched: tuple[str, ...] = ()
    retired: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """What to build: `stamps` by question id, `note_types` (times in seconds) by name, the deck's name
    in Anki, and the lock to be written with them. With errors among `findings`, none of it counts.
    """

    lock: Lock
    deck_name: str
    stamps: Mapping[str, Stamp]
    note_types: Mapping[str, int]
    changes: Changes
    findings: tuple[Finding, ...] = ()


def plan(
    lock: Lock,
    deck: Deck,
    notes: Mapping[str, tuple[str, str]],
    note_types: Mapping[str, tuple[str, int]],
    now: int,
    touch: bool = False,
    name: str | None = None,
) -> Plan:
    """Compares a deck with what was published of it.

    `notes` has note type and content digest by question id (a question without a note is missing
    there), `note_types` digest and built-in time by name, `now` is in seconds, `touch` stamps every
    note as edited, `name` is what a deck published for the first time is called (its title).
    Findings: QK402 to QK404, QK407 and QK410.
    """
    before = lock.decks.get(deck.deck)
    known, findings = _carried_over(deck, notes, before)
    review = _Review(deck, notes, known, _newest(known), now, touch, before is None)
    current, sorted_ids = _current(review)
    findings += _blank_findings(review, current)
    gone, retired, more = _leftovers(review, current)
    findings += more + _vanished(review, sorted_ids["new"], retired)
    if touch and current:
        findings.append(_touched(len(current)))
    deck_name = (before and before.name) or name or deck.title
    published = Published(deck_name, {**gone, **current})
    types = _note_types(lock, note_types, now, touch)
    return Plan(
        Lock({**lock.decks, deck.deck: published}, {**lock.note_types, **types}),
        deck_name,
        {id: Stamp(entry.guid, entry.modified) for (id, _), entry in current.items()},
        {key: value.modified for key, value in types.items()},
        Changes(**{status: tuple(ids) for status, ids in sorted_ids.items()}, retired=tuple(retired)),
        tuple(findings),
    )


@dataclass(frozen=True, slots=True)
class _Review:
    """What every step of `plan` looks at. `newest` is the latest time that a guid was given out with."""

    deck: Deck
    notes: Mapping[str, tuple[str, str]]
    known: Mapping[Key, Entry]
    newest: Mapping[str, int]
    now: int
    touch: bool
    first: bool

    def later(self, guid: str) -> int:
        return max(self.now, self.newest[guid] + 1)


def _newest(known: Mapping[Key, Entry]) -> dict[str, int]:
    """By guid, since a merge can leave one guid under two ids (renamed here, edited there)."""
    newest: dict[str, int] = {}
    for entry in known.values():
        newest[entry.guid] = max(entry.modified, newest.get(entry.guid, 0))
    return newest


def _current(review: _Review) -> tuple[dict[Key, Entry], dict[str, list[str]]]:
    """The entry of every note of the deck, and the ids by what happens to them."""
    entries: dict[Key, Entry] = {}
    ids: dict[str, list[str]] = {key: [] for key in ("new", "edited", "returned", "touched", "untouched")}
    for question in review.deck.questions:
        if question.id not in review.notes:
            continue
        kind, digest = review.notes[question.id]
        key = (question.id, kind)
        old = review.known.get(key)
        if old is None:
            status, entry = "new", _first_entry(review, question, kind, digest)
        else:
            status, entry = _next_entry(review, question, digest, old)
        entries[key] = entry
        ids[status].append(question.id)
    return entries, ids


def _next_entry(review: _Review, question: Question, digest: str, old: Entry) -> tuple[str, Entry]:
    if old.digest == digest and not old.retired and old.modified == review.newest[old.guid]:
        if isinstance(question, Cloze) and not old.blanks:  # recovered from a package
            old = replace(old, blanks=_blanks(question))
        if not review.touch:
            return "untouched", old
        return "touched", replace(old, modified=review.later(old.guid))
    status = "returned" if old.retired else "edited"
    modified = review.later(old.guid)
    return status, Entry(old.guid, digest, modified, blanks=_blanks(question), was=old.was)


def _first_entry(review: _Review, question: Question, kind: str, digest: str) -> Entry:
    """A new note has a literal time: nobody has it yet, and the first build needs no clock."""
    origin = question.was if question.was and review.first else question.id
    modified = max(review.now, identity.FIRST_PUBLISHED + 1) if review.touch else identity.FIRST_PUBLISHED
    guid = _free_guid(review.deck.deck, origin, kind, review.newest)
    return Entry(guid, digest, modified, blanks=_blanks(question), was=question.was or "")


def _free_guid(deck_id: str, question_id: str, kind: str, taken: Container[str]) -> str:
    """The note's guid; another where a renamed question went on with it and its old id is used anew."""
    guid = identity.guid(deck_id, question_id, kind)
    count = 1
    while guid in taken:
        count += 1
        guid = identity.guid(deck_id, f"{question_id}~{count}", kind)
    return guid


def _note_types(
    lock: Lock, given: Mapping[str, tuple[str, int]], now: int, touch: bool
) -> dict[str, NoteType]:
    times: dict[str, NoteType] = {}
    for name, (digest, built_in) in given.items():
        old = lock.note_types.get(name)
        if old is None:
            times[name] = NoteType(digest, max(now, built_in + 1) if touch else built_in)
        elif old.digest == digest:
            times[name] = old
        else:
            times[name] = NoteType(
                digest, built_in if built_in > old.modified else max(now, old.modified + 1)
            )
    return times


# ---- `was`: a question goes on under another id --------------------------------------------------


def _carried_over(
    deck: Deck, notes: Mapping[str, tuple[str, str]], before: Published | None
) -> tuple[dict[Key, Entry], list[Finding]]:
    """The known entries, with those that a `was` names moved to their new ids."""
    known = dict(before.notes) if before else {}
    findings: list[Finding] = []
    if not any(question.was for question in deck.questions):
        return known, findings
    heirs: dict[str, str] = {}
    kinds: dict[str, set[str]] = {}
    for id, kind in known:
        kinds.setdefault(id, set()).add(kind)
    ids = {question.id for question in deck.questions}
    for index, question in enumerate(deck.questions):
        was, kind = question.was, notes.get(question.id, ("", ""))[0]
        if not was or not kind:
            continue
        if any(_has_history(known[question.id, k], deck.deck, was, k) for k in kinds.get(question.id, ())):
            continue
        finding = _was_trouble(was, ids, heirs, None if before is None else kinds)
        heirs[was] = question.id
        if finding:
            findings.append(replace(finding, loc=("questions", index, "was")))
        elif before is not None:
            findings += _move(known, was, question.id, kind, index)
    return known, findings


def _has_history(entry: Entry, deck_id: str, was: str, kind: str) -> bool:
    """Whether `was` is done with: the lock says so, or (recovered from a package) the guid does."""
    return entry.was == was or entry.guid == identity.guid(deck_id, was, kind)


def _was_trouble(
    was: str, ids: set[str], heirs: Mapping[str, str], kinds: Mapping[str, set[str]] | None
) -> Finding | None:
    """Why `was` cannot hand on its identity; `kinds` None: nothing was published yet."""
    if was in ids:
        hint = "`was` names an id that the deck has no longer; remove it, or the other question"
        return Finding("QK407", f"`{was}` is still a question of this deck", hint=hint)
    if was in heirs:
        return Finding(
            "QK407", f"`{heirs[was]}` has taken over from `{was}` already", hint="remove one `was`"
        )
    if kinds is None or was in kinds:
        return None
    near = _nearest(was, [known for known in kinds if known not in ids])
    hint = f"did you mean `{near}`?" if near else "write the id under which the question was published"
    return Finding("QK407", f"no question `{was}` was ever published from this deck", hint=hint)


def _move(known: dict[Key, Entry], was: str, id: str, kind: str, index: int) -> list[Finding]:
    """Gives the history of `was` to `id`. The digest goes: the card's Id field changes."""
    own = known.get((id, kind))
    old = known.pop((was, kind), None)
    if old is None:
        known.update({key: replace(known[key], retired=True) for key in known if key[0] == was})
        if own is not None:
            known[id, kind] = replace(own, was=was)
        message = f"`{was}` was another kind of card in Anki, so `{id}` cannot take over its history"
        hint = (
            f"students get `{id}` as a new card and keep the old one; remove `was`, or give the old type back"
        )
        return [Finding("QK403", message, ("questions", index, "was"), Severity.WARNING, hint=hint)]
    known[id, kind] = Entry(old.guid, "", old.modified, blanks=old.blanks, was=was)
    return []


# ---- What is no longer there -----------------------------------------------------------------------


def _leftovers(
    review: _Review, current: Mapping[Key, Entry]
) -> tuple[dict[Key, Entry], list[str], list[Finding]]:
    """What stays of the known entries beside the current ones: they, the ids that vanished, QK403."""
    stay: dict[Key, Entry] = {}
    vanished: list[str] = []
    findings: list[Finding] = []
    places = {question.id: index for index, question in enumerate(review.deck.questions)}
    guids = {entry.guid for entry in current.values()}
    for key in sorted(review.known.keys() - current.keys()):
        entry, id = review.known[key], key[0]
        if entry.guid in guids:
            continue
        stay[key] = entry
        if entry.retired or (id in places and id not in review.notes):
            continue
        stay[key] = replace(entry, retired=True)
        if id in places:
            findings.append(_changed_kind(review.deck.deck, id, places[id]))
        else:
            vanished.append(id)
    return stay, vanished, findings


def _changed_kind(deck_id: str, id: str, index: int) -> Finding:
    message = f"`{id}` became another kind of card, which Anki cannot turn the old one into"
    hint = (
        "students get a new card and keep the old one with its history; give the old type back, or tell "
        f"them to delete the old card: it is one of those found by {identity.search(deck_id, [id])}"
    )
    return Finding("QK403", message, ("questions", index, "type"), Severity.WARNING, hint=hint)


def _vanished(review: _Review, new: list[str], vanished: list[str]) -> list[Finding]:
    """QK402, one for each new question that looks like a renamed one, one for all the rest."""
    places = {question.id: index for index, question in enumerate(review.deck.questions)}
    findings: list[Finding] = []
    rest: list[str] = []
    for id in vanished:
        near = _nearest(id, new) if len(vanished) * len(new) <= 10_000 else None
        if near is None:
            rest.append(id)
            continue
        message = f"`{id}` is gone; is it now called `{near}`?"
        hint = f"then write `was: {id}` there, or students lose their history of it"
        findings.append(
            Finding("QK402", message, ("questions", places[near], "id"), Severity.WARNING, hint=hint)
        )
    return findings + ([_gone(review.deck.deck, rest)] if rest else [])


def _gone(deck_id: str, ids: list[str]) -> Finding:
    listed = ", ".join(f"`{id}`" for id in ids[:10]) + (" and others" if len(ids) > 10 else "")
    message = (
        f"{listed} is gone from the deck" if len(ids) == 1 else f"{len(ids)} questions are gone: {listed}"
    )
    hint = (
        "a question that replaces one can say so with `was: old-id`; the old cards stay with the students, "
        f"who find them in Anki's Browser with {identity.search(deck_id, ids[:10])}"
    )
    return Finding("QK402", message, (), Severity.WARNING, hint=hint)


def _nearest(word: str, among: Iterable[str]) -> str | None:
    from difflib import get_close_matches

    return next(iter(get_close_matches(word, sorted(among), 1, 0.6)), None)


def _touched(count: int) -> Finding:
    what = f"all {count} notes are" if count > 1 else "the note is"
    hint = "at the next import students lose what they changed in these notes and their own tags on them"
    return Finding("QK410", f"{what} stamped as edited", (), Severity.WARNING, hint=hint)


# ---- Clozes ----------------------------------------------------------------------------------------


def _blanks(question: Question) -> tuple[tuple[int, str], ...]:
    """A cloze's numbers, each with a short hash of what it hides; a number may stand in several places."""
    if not isinstance(question, Cloze):
        return ()
    answers: dict[int, list[str]] = {}
    for item in cloze.scan(question.text)[0]:
        answers.setdefault(item.number, []).append(" ".join(item.answer.split()))
    return tuple(
        (number, sha256("\x1f".join(answers[number]).encode()).hexdigest()[:8]) for number in sorted(answers)
    )


def _blank_findings(review: _Review, current: Mapping[Key, Entry]) -> list[Finding]:
    findings: list[Finding] = []
    for index, question in enumerate(review.deck.questions):
        if isinstance(question, Cloze) and question.id in review.notes:
            key = (question.id, review.notes[question.id][0])
            old = review.known.get(key)
            if old is not None and old.blanks != current[key].blanks:
                loc = ("questions", index, "text")
                findings += (replace(item, loc=loc) for item in _renumbered(old, current[key]))
    return findings


def _renumbered(old: Entry, new: Entry) -> Iterator[Finding]:
    """QK404: an answer that stands under another number (error), a number that is gone (warning).

    A card belongs to its number. Under another number an answer inherits a stranger's schedule.
    """
    before, after = dict(old.blanks), dict(new.blanks)
    moved = {
        number: other
        for number, mark in before.items()
        for other, found in after.items()
        if found == mark and after.get(number) != mark and before.get(other) != mark
    }
    if moved:
        listed = ", ".join(f"c{number} is now c{other}" for number, other in moved.items())
        hint = "give the blanks their old numbers back (new blanks get new numbers), or the question a new id"
        yield Finding("QK404", f"the blanks were renumbered: {listed}", hint=hint)
    dropped = [f"c{number}" for number in before if number not in after and number not in moved]
    if dropped:
        hint = (
            "students keep an empty card; in Anki, Tools, Empty Cards removes it. Never use the number again"
        )
        message = f"{' and '.join(dropped)} {'are' if len(dropped) > 1 else 'is'} gone from this cloze"
        yield Finding("QK404", message, severity=Severity.WARNING, hint=hint)
