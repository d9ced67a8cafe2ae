"""Rounds of groups that look at each other (组组互评, MH-08): who visits whom, and how far the round is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from rules import Pack
from village import clock
from village.errors import VillageError
from village.model.belonging import Belonging
from village.model.household import Household
from village.model.peer_round import PeerRound
from village.services import choices, households, participation, rulebook, timekeeping
from village.store import Store, acts, score_sheets
from village.store import households as roll
from village.store import peer_rounds as rows


@dataclass(frozen=True, slots=True)
class Stretch:
    """One visited group of a round: who goes there, and how many of its households were looked at."""

    visited: str
    visitors: str
    seen: int
    left: tuple[Household, ...]


def asked(pack: Pack) -> bool:
    """Whether the rules let groups score each other."""
    return "peers" in choices.many(pack, "positives_by")


def plan(store: Store, *, first: date, last: date, visits: Mapping[str, str], actor: str) -> PeerRound:
    """Write down a round: `visits` names for each visited group who goes there; "" leaves a group out. A round planned
    later takes the place of an earlier one on the days of both.

    Raises `peers_off`, `clock_behind`, `days_wrong`, `group_unknown`, `own_group` (nobody visits itself),
    `round_empty`.
    """
    with store.transaction():
        pack = rulebook.rules_on(store, clock.today())
        clause = pack.setting("positives_by").clause
        if not asked(pack):
            raise VillageError("peers_off", clause)
        timekeeping.check_clock(store)
        if last < first:
            raise VillageError("days_wrong")
        wanted = {visited: visitors for visited, visitors in visits.items() if visitors}
        if not wanted:
            raise VillageError("round_empty", clause)
        known = {name for name, _ in households.groups(store)}
        for visited, visitors in wanted.items():
            if visited not in known or visitors not in known:
                raise VillageError("group_unknown")
            if visited == visitors:
                raise VillageError("own_group", clause, group=visited)
        made = PeerRound(0, first, last, wanted, actor)
        made = replace(made, id=rows.add(store, made, at=clock.now()))
        acts.append(store, at=clock.now(), actor=actor, act="plan_round", subject=f"peer_round:{made.id}")
        return made


def in_turn(groups: list[str]) -> dict[str, str]:
    """A proposal: each group is visited by the one before it, the first by the last. Nothing for one group alone."""
    return {group: groups[place - 1] for place, group in enumerate(groups)} if len(groups) > 1 else {}


def all_of(store: Store) -> list[PeerRound]:
    """Every round, the last one first."""
    return rows.all_of(store)


def on(store: Store, day: date) -> PeerRound | None:
    """The round of a day."""
    running = [one for one in rows.all_of(store) if one.first <= day <= one.last]
    return max(running, key=lambda one: one.id, default=None)


def progress(store: Store, found: PeerRound) -> list[Stretch]:
    """How far a round is, group by group: a household is seen once a line of the round's days, or a cell of a score
    sheet of these days, is its own."""
    pack = rulebook.rules_on(store, clock.today())
    taking_part = participation.participants(store, pack)
    seen = rows.scored(store, found.first, found.last) | score_sheets.looked_at(store, found.first, found.last)
    stretches = []
    for name, _ in households.groups(store):
        if name in found.visits:
            homes = [one for one in roll.in_group(store, name) if one.id in taking_part]
            left = tuple(one for one in homes if one.id not in seen)
            stretches.append(Stretch(name, found.visits[name], len(homes) - len(left), left))
    return stretches


def check(store: Store, pack: Pack, household: Household, *, belonging: Belonging, day: date) -> None:
    """Raises `other_group` for somebody of a group that is not the one to visit this household's in the round of that
    day. Who belongs to no group writes for all: the office that types the papers."""
    if not belonging.group or not asked(pack):
        return
    now = on(store, day)
    visitors = now.visits.get(household.group, "") if now else ""
    if visitors and visitors != belonging.group:
        clause = pack.setting("positives_by").clause
        raise VillageError("other_group", clause, group=household.group, visitors=visitors)
