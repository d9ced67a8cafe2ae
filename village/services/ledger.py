"""The book: post, reverse, read. Nothing is ever changed in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from village import clock
from village.errors import VillageError
from village.model.entry import Draft, Entry, draft_from
from village.model.points import Points
from village.services import villages
from village.store import Store, acts, entries, households


@dataclass(frozen=True, slots=True)
class Head:
    """The last link of the chain: whoever keeps it can prove the book was not rewritten before it."""

    seq: int
    hash: str

    def __str__(self) -> str:
        """`SEQ:HASH` with sixteen digits of the hash: what receipts carry and `village verify --against` takes."""
        return f"{self.seq}:{self.hash[:16]}"


def post(store: Store, draft: Draft) -> Entry:
    """Write one line. The same `token` again answers with the first line.

    Raises `unknown_household`, `account_closed`, and `clock_behind` when the clock stands before the last
    line (office.md D.3: a Pi without a battery wakes up in the past).
    """
    with store.transaction():
        footing = entries.footing(store, draft)
        if footing is None:
            raise VillageError("village_missing")
        if footing.repeated and (first := entries.by_token(store, draft.token)):
            return first
        if footing.head is None:
            raise VillageError("unknown_household")
        if footing.closed:
            raise VillageError("account_closed", head=footing.head)
        now = clock.now()
        if footing.recorded_at and now < footing.recorded_at:
            raise VillageError("clock_behind")
        entry = entries.append(store, draft, on=footing, at=now)
        acts.append(store, at=now, actor=draft.actor, act="post", subject=f"entry:{entry.id}")
        return entry


def post_each(store: Store, draft: Draft, points: Mapping[int, int]) -> None:
    """Write the same line for many households, each with points of its own (household → hundredths), as one act.

    `draft` has no token, and its household and points are not looked at. Raises as `post`.
    """
    if not points:
        return
    with store.transaction():
        for stranger in points.keys() - households.open_ids(store):
            post(store, replace(draft, household_id=stranger))  # says what is wrong with it
        footing = entries.footing(store, draft)
        if footing is None:
            raise VillageError("village_missing")
        now = clock.now()
        if footing.recorded_at and now < footing.recorded_at:
            raise VillageError("clock_behind")
        entries.append_each(store, draft, points, on=footing, at=now)
        subject, detail = f"entry:{footing.node}-{footing.seq + 1:06d}", f"{len(points)}"
        acts.append(store, at=now, actor=draft.actor, act="post", subject=subject, detail=detail)


def reverse(store: Store, *, seq: int, reason: str, actor: str, source: str = "", token: str = "") -> Entry:
    """Take line `seq` back by a linked counter-entry (更正) in the line's own month; `source` where it comes along with
    something else.

    Raises `reason_missing`, `entry_unknown`, `already_reversed`; a counter-entry itself is not taken back.
    """
    if not reason.strip():
        raise VillageError("reason_missing")
    with store.transaction():
        if token and (first := entries.by_token(store, token)):
            return first
        node = villages.get(store).node
        line = entries.get(store, node, seq)
        if line is None or line.reverses is not None:
            raise VillageError("entry_unknown")
        if entries.reversal_of(store, node, seq):
            raise VillageError("already_reversed")
        counter = draft_from(
            line,
            points=-line.points,
            occurred_on=clock.today(),
            actor=actor,
            member="",
            place="",
            reason=reason.strip(),
            evidence="",
            source=source or f"entry:{line.id}",
            reverses=seq,
            token=token,
        )
        return post(store, counter)


def balance(store: Store, household_id: int) -> Points:
    """What the passbook shows: the sum of all the household's lines."""
    return entries.balance(store, household_id)


def line(store: Store, seq: int) -> Entry:
    """One line by its number. Raises `entry_unknown`."""
    found = entries.get(store, villages.get(store).node, seq)
    if found is None:
        raise VillageError("entry_unknown")
    return found


def lines(store: Store, seqs: Iterable[int]) -> dict[int, Entry]:
    """Several by their numbers, at once."""
    return entries.some(store, villages.get(store).node, seqs)


def latest(store: Store, *, limit: int, skip: int = 0) -> list[Entry]:
    """The last lines of the book without the newest `skip`, newest first."""
    return entries.latest(store, villages.get(store).node, limit=limit, skip=skip)


def head(store: Store) -> Head:
    """The chain's head now."""
    return Head(*entries.head(store, villages.get(store).node))


def every(store: Store) -> Iterator[Entry]:
    """The whole book, the oldest line first, read in small steps (JX-34); what is written meanwhile comes last."""
    place = 0
    while found := entries.page_after(store, place):
        place = found[-1][0]
        yield from (line for _, line in found)
