"""Objections (异议): points under dispute rest until the committee has decided (DZ-14, GY-14, A.7-4)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from rules import Pack
from village import clock
from village.errors import VillageError
from village.model.belonging import NOBODY, Belonging
from village.model.entry import Entry, Kind
from village.model.objection import Objection, ObjectionState
from village.services import (
    belongings,
    choices,
    corrections,
    households,
    ledger,
    moves,
    participation,
    recusal,
    rulebook,
    timekeeping,
    veto_reversals,
    vetoes,
)
from village.store import Store, acts, entries, publications
from village.store import objections as rows
from village.store import vetoes as vetoed

_SCORED = (Kind.AWARD, Kind.DEDUCTION)


@dataclass(frozen=True, slots=True)
class Decided:
    """How it ended; `moved` is the line that the points went to, if they belong to another household."""

    objection: Objection
    moved: Entry | None


def raise_one(
    store: Store, *, seq: int, household_id: int, actor: str, words: str = "", evidence_id: int | None = None
) -> Objection:
    """A household objects to a line, its own or another's, in its own `words` and with what it shows.

    Raises `unknown_household`, `entry_unknown`, `account_closed`, `clock_behind`, `objection_kind` (nobody scored it),
    `objection_late` (so many days after the line's month was published).
    """
    with store.transaction():
        line = moves.whereabouts(store, seq)
        participation.account(store, household_id)
        pack = rulebook.rules_on(store, clock.today())
        timekeeping.check_clock(store)
        if line.kind not in _SCORED:
            raise VillageError("objection_kind")
        if late := _late(pack, line, publications.months(store)):
            raise late
        made = Objection(0, line.seq, household_id, clock.today(), words=words.strip(), evidence_id=evidence_id)
        made = replace(made, id=rows.add(store, made))
        acts.append(store, at=clock.now(), actor=actor, act="object", subject=f"entry:{line.id}")
        return made


def hindrances(store: Store, household_id: int) -> dict[int, VillageError | None]:
    """Of each line of the household why nobody is asked to object to it now, None where somebody may.

    `objection_kind`, `already_reversed`, `objection_open`, `objection_early` (not on a board yet: a veto need not be),
    `objection_late`.
    """
    pack = rulebook.rules_on(store, clock.today())
    every = entries.of_household(store, household_id)
    live = {line.seq for line in moves.standing(every)}
    boards, contested = publications.months(store), rows.disputed(store)

    def hindrance(line: Entry) -> VillageError | None:
        if line.kind not in _SCORED or line.reverses is not None:
            return VillageError("objection_kind")
        if line.seq not in live:
            return VillageError("already_reversed")
        if line.seq in contested:
            return VillageError("objection_open")
        if line.period not in boards and not line.voids:
            return VillageError("objection_early", pack.setting("objection_days").clause)
        return _late(pack, line, boards)

    return {line.seq: hindrance(line) for line in every}


def get(store: Store, objection_id: int) -> Objection:
    """One objection. Raises `objection_unknown`."""
    found = rows.get(store, objection_id)
    if found is None:
        raise VillageError("objection_unknown")
    return found


def of_household(store: Store, household_id: int) -> list[Objection]:
    """Those that a household raised, and those against its lines, newest first."""
    return rows.of_household(store, household_id)


def open_ones(store: Store, *, limit: int = -1, skip: int = 0) -> list[Objection]:
    """What waits for a decision without the oldest `skip`, oldest first; all of it, or so many."""
    return rows.open_ones(store, limit=limit, skip=skip)


def count_open(store: Store) -> int:
    """How many wait for a decision."""
    return rows.count_open(store)


def reasons(store: Store, state: ObjectionState) -> list[str]:
    """The village's own answers to objections that ended so, the most usual first."""
    return rows.reasons(store, state)


def dismiss(
    store: Store,
    objection_id: int,
    *,
    actor: str,
    reason: str = "",
    visited: date | None = None,
    belonging: Belonging = NOBODY,
) -> Decided:
    """The line stays; `reason` is what the household is told. Raises `recused`, `clock_behind`, `decided_already`."""
    with store.transaction():
        made = _undecided(store, objection_id)
        line = moves.whereabouts(store, made.entry_seq)
        _check_homes(store, (line.household_id, made.household_id), belonging=belonging)
        timekeeping.check_clock(store)
        ended = replace(made, state=ObjectionState.DISMISSED, answer=reason.strip(), visited=visited)
        return Decided(_decide(store, ended, actor=actor), None)


def uphold(
    store: Store,
    objection_id: int,
    *,
    actor: str,
    reason: str,
    belongs_to: int | None = None,
    visited: date | None = None,
    belonging: Belonging = NOBODY,
) -> Decided:
    """Take the line back by a counter-entry; with `belongs_to` it is written to that household instead. With a line
    that a veto wrote the whole veto is taken back (`veto_reversals`).

    Raises `unknown_household`, `account_closed`, `recused`, `clock_behind`, `wrong_year`, `decided_already`,
    `already_reversed`, and `veto_stays_here` where a veto should go to another household; as `belongings.hand_over`.
    """
    with store.transaction():
        made = _undecided(store, objection_id)
        if belongs_to is not None:
            participation.account(store, belongs_to)
        line = moves.whereabouts(store, made.entry_seq)
        participation.account(store, line.household_id)
        _check_homes(store, (line.household_id, made.household_id, belongs_to), belonging=belonging)
        timekeeping.check_clock(store)
        veto = vetoes.standing(store, line)
        if veto and belongs_to is not None:
            raise VillageError("veto_stays_here", line.clause)
        ended = replace(made, state=ObjectionState.UPHELD, answer=reason.strip(), visited=visited)
        if veto is None:
            _check_takeable(store, line)
        done = _decide(store, ended, actor=actor)
        if veto:
            veto_reversals.restore(store, veto, reason=reason, actor=actor)
            return Decided(done, None)
        if belongs_to is not None:
            return Decided(done, belongings.hand_over(store, line, to=belongs_to, reason=reason, actor=actor))
        ledger.reverse(store, seq=line.seq, reason=reason, actor=actor)
        return Decided(done, None)


def _check_takeable(store: Store, line: Entry) -> None:
    """Raises as `corrections.takeable`, and `already_reversed` for a line that counts nothing any more."""
    corrections.takeable(store, line)
    if line.period in vetoed.months(store, line.household_id) or line not in moves.live(store, line.household_id):
        raise VillageError("already_reversed")


def _check_homes(store: Store, concerned: Iterable[int | None], *, belonging: Belonging) -> None:
    """Nobody decides whose line it is, or was, or shall be, for the household they live in."""
    pack = rulebook.rules_on(store, clock.today())
    for household_id in concerned:
        if household_id is not None:
            recusal.check_home(pack, households.get(store, household_id), belonging=belonging)


def _late(pack: Pack, line: Entry, boards: Mapping[str, date]) -> VillageError | None:
    """`objection_late` where the days for objections to the line's board are over; for a veto that became known
    afterwards they begin with the veto."""
    days = choices.hundredths(pack, "objection_days")
    published = boards.get(line.period)
    if published and line.voids:
        published = max(published, line.occurred_on)
    if published is None or clock.today() <= published + timedelta(days=days):
        return None
    return VillageError("objection_late", pack.setting("objection_days").clause, count=days)


def _undecided(store: Store, objection_id: int) -> Objection:
    made = get(store, objection_id)
    if made.state is not ObjectionState.OPEN:
        raise VillageError("decided_already")
    return made


def _decide(store: Store, ended: Objection, *, actor: str) -> Objection:
    decided = replace(ended, decided_on=clock.today())
    rows.decide(store, decided)
    subject = f"objection:{decided.id}"
    acts.append(store, at=clock.now(), actor=actor, act=decided.state.value, subject=subject, detail=decided.answer)
    return decided
