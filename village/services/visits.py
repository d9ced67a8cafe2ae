"""The month's round from house to house (走访): who was seen, by whom, and who is still to be seen (GY-12, JX-08)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from rules import Pack
from village import clock
from village.errors import VillageError
from village.model.household import Household
from village.model.period import Period, month_of
from village.services import choices, participation, rulebook, timekeeping
from village.store import Store, acts, households
from village.store import visits as rows


@dataclass(frozen=True, slots=True)
class Stop:
    """One household of a round; `visited_on` is None while nobody was there."""

    household: Household
    visited_on: date | None
    visitors: str


def asked(pack: Pack) -> bool:
    """Whether the rules ask for a round each month."""
    return choices.word(pack, "visit_round") == "month"


def record(store: Store, *, month: Period, households_seen: Iterable[int], visitors: str, on: date, actor: str) -> int:
    """Write down who was seen, and by whom; answers how many. A household seen twice counts once.

    Raises `visits_off`, `clock_behind`, `period_not_begun`, `visitors_missing`, `nobody_visited`, `unknown_household`,
    `account_closed`, `not_participating`.
    """
    with store.transaction():
        pack = rulebook.rules_on(store, clock.today())
        clause = pack.setting("visit_round").clause
        if not asked(pack):
            raise VillageError("visits_off", clause)
        timekeeping.check_clock(store)
        if month.first > clock.today() or not month.first <= on <= month.last:
            raise VillageError("visit_other_month", clause)
        if not visitors.strip():
            raise VillageError("visitors_missing", clause)
        seen = [participation.participant(store, one, pack=pack).id for one in households_seen]
        if not seen:
            raise VillageError("nobody_visited", clause)
        for one in seen:
            rows.add(store, month=month.name, household_id=one, on=on, visitors=visitors.strip(), actor=actor)
        subject = f"period:{month.name}"
        acts.append(store, at=clock.now(), actor=actor, act="visit", subject=subject, detail=str(len(seen)))
        return len(seen)


def note(store: Store, pack: Pack, *, household_id: int, on: date, actor: str) -> None:
    """A line that was recorded at the door is a visit: nobody writes it down twice."""
    if asked(pack):
        rows.add(store, month=month_of(on), household_id=household_id, on=on, visitors=actor, actor=actor)


def round_of(store: Store, month: Period, group: str) -> list[Stop]:
    """A group's households that take part, in house order, with what the round knows of them."""
    pack = rulebook.rules_on(store, clock.today())
    taking_part = participation.participants(store, pack)
    seen = rows.of_month(store, month.name)
    everybody = [one for one in households.in_group(store, group) if one.id in taking_part]
    return [Stop(one, *seen.get(one.id, (None, ""))) for one in everybody]


def left(store: Store, pack: Pack, month: str) -> int:
    """How many households are still to be seen in a month."""
    return len(participation.participants(store, pack) - rows.of_month(store, month).keys())
