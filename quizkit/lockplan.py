"""Compares a deck with what was published of it, and says what the next release must do.

For each note: its guid, its time, and what becomes of those that are no longer there. Pure: no
clock, no files. Why the rules are what they are: quizkit.lock.
"""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import dataclass, replace

from quizkit import lockcards
from quizkit.diagnostics import Finding, Severity, closest
from quizkit.lockfile import Entry, Key, Lock, NoteType, Published
from quizkit.model.deck import Deck
from quizkit.model.questions import Question
from quizkit.targets.anki import identity
from quizkit.targets.base import Stamp


@dataclass(frozen=True, slots=True)
class Changes:
    """Question ids by what a student's next import does with their notes, in the deck's order.

    `new` notes are added; `edited` and `returned` (from the retired) ones updated; `touched` ones
    updated though nothing changed; `untouched` ones left alone; `retired` ones stay and get no more.
    `first`: the lock did not know the deck.
    """

    new: tuple[str, ...] = ()
    edited: tuple[str, ...] = ()
    returned: tuple[str, ...] = ()
    touched: tuple[str, ...] = ()
    untouched: tuple[str, ...] = ()
    retired: tuple[str, ...] = ()
    first: bool = False


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
    newest = _newest(known)
    findings += _part(deck, notes, known)
    review = _Review(deck, notes, known, newest, now, touch, before is None)
    current, sorted_ids = _current(review)
    findings += _card_findings(review, current)
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
        Changes(
            **{status: tuple(ids) for status, ids in sorted_ids.items()},
            retired=tuple(retired),
            first=before is None,
        ),
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
        if not old.blanks:  # recovered from a package
            old = replace(old, blanks=lockcards.marks(question))
        if not review.touch:
            return "untouched", old
        return "touched", replace(old, modified=review.later(old.guid))
    status = "returned" if old.retired else "edited"
    modified = review.later(old.guid)
    blanks = lockcards.remembered(old.blanks, lockcards.marks(question))
    return status, Entry(old.guid, digest, modified, blanks=blanks, was=old.was)


def _first_entry(review: _Review, question: Question, kind: str, digest: str) -> Entry:
    """The first build needs no clock: nobody has its notes yet. Later, what looks new may have been
    published before all the same: a recovered lock knows nothing of retired questions.
    """
    origin = question.was if question.was and review.first else question.id
    modified = identity.FIRST_PUBLISHED
    if review.touch or not review.first:
        modified = max(review.now, modified + 1)
    guid = _free_guid(review.deck.deck, origin, kind, review.newest)
    return Entry(guid, digest, modified, blanks=lockcards.marks(question), was=question.was or "")


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
        back = (was, kind) in known and (question.id, kind) not in known and was not in ids
        done = any(_has_history(known[question.id, k], deck.deck, was, k) for k in kinds.get(question.id, ()))
        if done and not back:  # `back`: renamed with another type, and now of the old type again
            continue
        finding = _was_trouble(was, ids, heirs, None if before is None else kinds)
        heirs[was] = question.id
        if finding:
            findings.append(replace(finding, loc=("questions", index, "was")))
        elif before is not None:
            findings += _move(deck.deck, known, was, question.id, kind, index)
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
    near = closest(was, [known for known in kinds if known not in ids])
    hint = f"did you mean `{near}`?" if near else "write the id under which the question was published"
    return Finding("QK407", f"no question `{was}` was ever published from this deck", hint=hint)


def _move(deck_id: str, known: dict[Key, Entry], was: str, id: str, kind: str, index: int) -> list[Finding]:
    """Gives the history of `was` to `id`. The digest goes: the card's Id field changes."""
    own = known.get((id, kind))
    old = known.pop((was, kind), None)
    if old is None:
        known.update({key: replace(known[key], retired=True) for key in known if key[0] == was})
        if own is not None:
            known[id, kind] = replace(own, was=was)
        message = f"`{was}` was another kind of card in Anki, so `{id}` cannot take over its history"
        hint = (
            f"students get `{id}` as a new card and keep the old one; give the old type back, or tell them to "
            f"delete the old card, which they find in Anki's Browser with {identity.search(deck_id, [was])}"
        )
        return [Finding("QK403", message, ("questions", index, "was"), Severity.WARNING, hint=hint)]
    known[id, kind] = Entry(old.guid, "", old.modified, blanks=old.blanks, was=was)
    return [] if own is None else [_built_before(was, id, index)]


def _built_before(was: str, id: str, index: int) -> Finding:
    message = f"`{id}` was built as a new card before it took over from `{was}`"
    hint = "fine if you did not give out that build; students who have it keep a second, new card of the question"
    return Finding("QK407", message, ("questions", index, "was"), Severity.ADVICE, hint=hint)


def _part(deck: Deck, notes: Mapping[str, tuple[str, str]], known: dict[Key, Entry]) -> list[Finding]:
    """Where a merge left two questions with one guid (renamed here and there), the first one keeps it.

    A package with one guid twice gives students two notes, and later updates reach either.
    """
    holders: dict[str, str] = {}
    findings: list[Finding] = []
    for index, question in enumerate(deck.questions):
        key = (question.id, notes.get(question.id, ("", ""))[0])
        entry = known.get(key)
        if entry is None or holders.setdefault(entry.guid, question.id) == question.id:
            continue
        del known[key]
        message = f"`{holders[entry.guid]}` and `{question.id}` were one card in Anki"
        hint = f"`{holders[entry.guid]}` goes on with it, and students get `{question.id}` as a new card"
        findings.append(Finding("QK407", message, ("questions", index, "id"), Severity.WARNING, hint=hint))
    return findings


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
            findings.append(_changed_kind(review.deck.deck, key, places[id]))
        elif id not in vanished[-1:]:  # sorted: the kinds of one question follow one another
            vanished.append(id)
    return stay, vanished, findings


def _changed_kind(deck_id: str, key: Key, index: int) -> Finding:
    id, kind = key
    message = f"`{id}` became another kind of card, which Anki cannot turn the old one into"
    hint = (
        "students get a new card and keep the old one with its history; give the old type back, or tell "
        "them to delete the old card, which they find in Anki's Browser with "
        f'{identity.search(deck_id, [id])} "note:{kind}"'
    )
    return Finding("QK403", message, ("questions", index, "type"), Severity.WARNING, hint=hint)


def _vanished(review: _Review, new: list[str], vanished: list[str]) -> list[Finding]:
    """QK402, one for each new question that looks like a renamed one, one for all the rest."""
    places = {question.id: index for index, question in enumerate(review.deck.questions)}
    findings: list[Finding] = []
    rest: list[str] = []
    for id in vanished:
        near = closest(id, new) if len(vanished) * len(new) <= 10_000 else None
        if near is None:
            rest.append(id)
            continue
        message = f"`{id}` is gone; is it now called `{near}`?"
        search = identity.search(review.deck.deck, [id])
        hint = (
            f"then write `was: {id}` there, or students lose their history of it; if it is not, they find "
            f"the old card in Anki's Browser with {search}"
        )
        findings.append(
            Finding("QK402", message, ("questions", places[near], "id"), Severity.WARNING, hint=hint)
        )
    return findings + ([_gone(review.deck.deck, rest)] if rest else [])


_MOST_SEARCHED = 100


def _gone(deck_id: str, ids: list[str]) -> Finding:
    listed = ", ".join(f"`{id}`" for id in ids[:10]) + (" and others" if len(ids) > 10 else "")
    message = (
        f"{listed} is gone from the deck" if len(ids) == 1 else f"{len(ids)} questions are gone: {listed}"
    )
    which = "them" if len(ids) <= _MOST_SEARCHED else f"the first {_MOST_SEARCHED}"
    hint = (
        "a question that replaces one can say so with `was: old-id`; the old cards stay with the students, "
        f"who find {which} in Anki's Browser with {identity.search(deck_id, ids[:_MOST_SEARCHED])}"
    )
    return Finding("QK402", message, (), Severity.WARNING, hint=hint)


def _touched(count: int) -> Finding:
    what = f"all {count} notes are" if count > 1 else "the note is"
    hint = "at the next import students lose what they changed in these notes and their own tags on them"
    return Finding("QK410", f"{what} stamped as edited", (), Severity.WARNING, hint=hint)


# ---- Cards within a note ---------------------------------------------------------------------------


def _card_findings(review: _Review, current: Mapping[Key, Entry]) -> list[Finding]:
    findings: list[Finding] = []
    for index, question in enumerate(review.deck.questions):
        if question.id not in review.notes:
            continue
        key = (question.id, review.notes[question.id][0])
        old = review.known.get(key)
        if old is not None and old.blanks and old.blanks != current[key].blanks:
            findings += lockcards.findings(question, index, old.blanks, current[key].blanks)
    return findings
