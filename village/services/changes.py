"""Household changes (A.7-17): leaving, splitting (分户), merging (并户)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from village import clock
from village.errors import VillageError
from village.model.entry import Kind
from village.model.household import Household, Member, Residence
from village.model.points import Points
from village.services import choices, households, ledger, moves, participation, rulebook, timekeeping
from village.store import Store, acts, declarations, staff, vetoes, years
from village.store import households as rows
from village.store import members as people


def leave(store: Store, household_id: int, *, actor: str) -> Household:
    """The account ends; its lines stay. Raises `unknown_household`, `account_closed`, `clock_behind`."""
    with store.transaction():
        participation.account(store, household_id)
        timekeeping.check_clock(store)
        return _close(store, household_id, act="leave", actor=actor)


def split(
    store: Store,
    household_id: int,
    *,
    head: str,
    group: str,
    members: Sequence[str],
    actor: str,
    reason: str,
    enrolled: date | None = None,
    residence: Residence = Residence.LOCAL,
    months_home: int = 12,
    opted_in: bool | None = None,
    base: Points | None = None,
) -> Household:
    """Some members found a household of their own, which opens like any other; answers it.

    Points stay where they are, or follow the member who earned them, as the village chose. Raises
    `unknown_household`, `account_closed`, `clock_behind` and what `households.enrol` raises.
    """
    with store.transaction():
        participation.account(store, household_id)
        pack = rulebook.rules_on(store, clock.today())
        timekeeping.check_clock(store)
        made = households.enrol(
            store,
            head=head,
            group=group,
            actor=actor,
            enrolled=enrolled,
            residence=residence,
            months_home=months_home,
            opted_in=opted_in,
            base=base,
        )
        names = _move_people(store, household_id, members, to=made)
        if choices.word(pack, "split_points") == "follow_member":
            void = vetoes.months(store, household_id)  # their lines count nothing: there is nothing to take along
            for line in moves.live(store, household_id):
                theirs = line.member in names and bool(line.member)
                if theirs and line.period not in void and _alive(store, line.period):
                    moves.move(store, line, to=made.id, reason=reason, actor=actor)
        subject = f"household:{household_id}"
        acts.append(store, at=clock.now(), actor=actor, act="split", subject=subject, detail=made.number)
        return made


def _move_people(store: Store, household_id: int, members: Sequence[str], *, to: Household) -> set[str]:
    """They live in the other household now, its head with them; answers every name that the members go or went by."""
    names = set(members)
    enrolled = households.members(store, to.id)  # the head, as the roll wrote it just now
    for member in households.members(store, household_id):
        if member.name in members:
            names.update(member.former)
        elif member.name != to.head or member.relation == households.HEAD:
            continue  # the head of the old household stays, whatever a newcomer is called
        if member.name == to.head:
            for twin in enrolled:
                people.remove(store, twin.id, on=clock.today())
        _settle(store, member, to)
    return names


def _settle(store: Store, member: Member, home: Household, *, head: bool = True) -> None:
    """A person lives in another household now, and is called its head there only if it is (`head`: if it may be)."""
    people.move(store, member.id, to=home.id)
    own = "" if member.relation == households.HEAD else member.relation
    relation = households.HEAD if head and member.name == home.head else own
    people.save(store, replace(member, relation=relation))


def merge(store: Store, household_id: int, *, former_id: int, actor: str, reason: str) -> Household:
    """All lines and redemptions of another account come to this one; only its base points are dropped.

    Raises `unknown_household`, `account_closed`, `same_household`, `clock_behind`.
    """
    with store.transaction():
        households.get(store, former_id)
        kept = participation.account(store, household_id)
        participation.account(store, former_id)
        if former_id == household_id:
            raise VillageError("same_household")
        timekeeping.check_clock(store)
        void = vetoes.months(store, former_id)
        for line in moves.live(store, former_id):
            if line.kind is Kind.BASE:
                ledger.reverse(store, seq=line.seq, reason=reason, actor=actor)
            elif line.period not in void or line.kind not in (Kind.AWARD, Kind.DEDUCTION):
                moves.move(store, line, to=household_id, reason=reason, actor=actor)
        declarations.hand_on(store, former=former_id, to=household_id)
        staff.follow(store, former=former_id, to=household_id)
        for member in households.members(store, former_id):
            _settle(store, member, kept, head=False)
        _close(store, former_id, act="merge", actor=actor, detail=kept.number)
        return kept


def _alive(store: Store, month: str) -> bool:
    """Whether points of that month are still on the account."""
    return int(month[:4]) > years.last(store, "lapsed")


def _close(store: Store, household_id: int, *, act: str, actor: str, detail: str = "") -> Household:
    rows.close(store, household_id, on=clock.today())
    acts.append(store, at=clock.now(), actor=actor, act=act, subject=f"household:{household_id}", detail=detail)
    return households.get(store, household_id)
