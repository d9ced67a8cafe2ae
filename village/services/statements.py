"""The household's lines in a form that may be shown: to itself, to the desk, or to anybody (decision 18)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from village.language.phrases import phrase
from village.model.entry import Entry, Kind
from village.model.points import Points
from village.services import evidence as evidences
from village.services import marks, rulebook, substitutions
from village.store import Store, entries


class Access(StrEnum):
    """Who looks. PUBLIC is anybody: names of positive items; negatives as points and category only."""

    PUBLIC = "public"
    OWN = "own"
    DESK = "desk"


@dataclass(frozen=True, slots=True)
class StatementLine:
    """One line, fit for its reader; what the reader may not know is "".

    `what` is the item in plain words, or its category, or "" where only points may be shown. `taken_back` is the
    number of the counter-entry, `takes_back` that of the line that this one takes back, `corrects` the day of what that
    line told of; 0 and None where there is none. `voids` is the month that a veto took back by it (JX-02). A
    counter-entry's `what` is its line's. The word that was chosen with a line (the level of an honour, the part of a
    score) stands in brackets behind its `what`.
    """

    entry_id: str
    seq: int
    kind: Kind
    occurred_on: date
    recorded_at: datetime
    what: str
    points: Points
    count: int
    reason: str
    place: str
    member: str
    evidence: str
    actor: str
    clause: str
    taken_back: int
    takes_back: int
    voids: str
    corrects: date | None


def statement(
    store: Store,
    household_id: int,
    *,
    access: Access,
    sign: int = 0,
    limit: int = 50,
    before: int | None = None,
) -> list[StatementLine]:
    """Newest first. `sign` 1 only gains, -1 only losses; those leave out lines that were taken back and
    their counter-entries, since neither explains today's figure."""
    lines = []
    every = {entry.seq: entry for entry in entries.of_household(store, household_id)}
    backs = {entry.reverses: entry.seq for entry in every.values() if entry.reverses}
    for entry in entries.of_household(store, household_id, before=before):
        idle = entry.reverses is not None or entry.seq in backs
        if sign and (idle or entry.points.hundredths * sign <= 0):
            continue
        former = every[entry.reverses] if entry.reverses else None
        lines.append(_shown(store, entry, access, taken_back=backs.get(entry.seq, 0), former=former))
        if len(lines) == limit:
            break
    return lines


def _shown(store: Store, entry: Entry, access: Access, *, taken_back: int, former: Entry | None) -> StatementLine:
    trusted = access is not Access.PUBLIC
    return StatementLine(
        entry_id=entry.id,
        seq=entry.seq,
        kind=entry.kind,
        occurred_on=entry.occurred_on,
        recorded_at=entry.recorded_at,
        what=_what(store, former or entry, access),
        points=entry.points,
        count=entry.count,
        reason=entry.reason if trusted and not _is_goods(entry) else "",
        place=entry.place if trusted else "",
        member=entry.member if trusted else "",
        evidence=_evidence(store, entry) if trusted else "",
        actor=entry.actor if trusted else "",
        clause=entry.clause if trusted else "",
        taken_back=taken_back,
        takes_back=former.seq if former else 0,
        voids=entry.voids if trusted else "",
        corrects=former.occurred_on if former and trusted else None,
    )


def _is_goods(entry: Entry) -> bool:
    """Whether the line's reason is the name of the goods that its points went for."""
    return entry.kind is Kind.REDEMPTION and entry.reverses is None


def _what(store: Store, entry: Entry, access: Access) -> str:
    if access is not Access.PUBLIC:
        return titled(store, entry) or (had(store, entry, entry.reason) if entry.kind is Kind.REDEMPTION else "")
    item = rulebook.item_of(store, entry)
    if item is None or item.sensitive:
        return ""
    return item.named(entry.option or None) if item.kind != "negative" else item.category


def had(store: Store, entry: Entry, title: str) -> str:
    """The goods of an exchange, with those that were given in their place (A.7-10)."""
    instead = substitutions.given(store, entry.seq)
    if instead is None:
        return title
    name, count = instead
    what = phrase("statement.pieces", title=name, count=count).shown if count > 1 else name
    return phrase("statement.instead", title=title, what=what).shown


def titled(store: Store, entry: Entry) -> str:
    """What the desk calls a line: its item, and the word that was chosen with it."""
    title = rulebook.title_on(store, entry)
    word = marks.of_line(store, entry) if entry.item else ""
    return f"{title}（{word}）" if word and word not in title else title


def _evidence(store: Store, entry: Entry) -> str:
    if not entry.evidence:
        return ""
    kept = evidences.get(store, int(entry.evidence))
    kinds = dict(rulebook.pack(entry.pack).evidence_kinds)
    return f"{kinds.get(kept.kind, kept.kind)}：{kept.title}" if kept.title else kinds.get(kept.kind, kept.kind)
