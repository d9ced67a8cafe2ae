"""The month's round: who was seen, who is still to be seen; a line recorded at the door is a visit."""

from __future__ import annotations

from datetime import date

import pytest

from tests import builders
from village import clock
from village.errors import VillageError
from village.model.household import Household
from village.model.period import Period
from village.services import rulebook, visits
from village.store import Store

MARCH = Period.parse("2026-03")
TODAY = date(2026, 3, 20)


@pytest.fixture
def homes(store: Store) -> list[Household]:
    """Three households in a village that goes from house to house each month."""
    adopt(store, "month")
    return [builders.a_household(store, head) for head in ("张桂芳", "李建国", "王秀英")]


def adopt(store: Store, visit_round: str) -> None:
    rulebook.adopt(
        store,
        pack_id="yangkou-2023",
        since=date(2026, 3, 1),
        settings={"base_points": 20, "publication_day": 5, "visit_round": visit_round},
        actor=builders.CADRE,
        approval=builders.RECORD,
    )


def seen(store: Store, *homes: Household, on: date = TODAY, visitors: str = "王主任、李社长") -> int:
    return visits.record(
        store, month=MARCH, households_seen=[one.id for one in homes], visitors=visitors, on=on, actor=builders.CADRE
    )


def left(store: Store) -> int:
    return visits.left(store, rulebook.rules_on(store, clock.today()), MARCH.name)


def test_a_round_tells_who_was_there_and_who_is_still_to_be_seen(store: Store, homes: list[Household]) -> None:
    assert left(store) == 3
    assert seen(store, homes[0], homes[1]) == 2
    assert left(store) == 1
    stops = visits.round_of(store, MARCH, "三组")
    assert [(stop.household.head, stop.visited_on, stop.visitors) for stop in stops] == [
        ("张桂芳", TODAY, "王主任、李社长"),
        ("李建国", TODAY, "王主任、李社长"),
        ("王秀英", None, ""),
    ]


def test_a_line_recorded_in_the_month_is_a_visit(store: Store, homes: list[Household]) -> None:
    builders.a_line(store, homes[2], "P05", occurred=date(2026, 3, 10))
    assert left(store) == 2
    builders.a_line(store, homes[1], "P05", occurred=date(2026, 2, 10))
    assert left(store) == 2


def test_the_first_visit_of_a_month_stays(store: Store, homes: list[Household]) -> None:
    seen(store, homes[0], on=date(2026, 3, 2), visitors="王主任")
    seen(store, homes[0], visitors="赵队长")
    assert visits.round_of(store, MARCH, "三组")[0].visitors == "王主任"


def test_a_village_without_rounds_writes_none_down(store: Store, homes: list[Household]) -> None:
    adopt(store, "none")
    with pytest.raises(VillageError, match="visits_off"):
        seen(store, homes[0])
    builders.a_line(store, homes[0], "P05", occurred=date(2026, 3, 10))
    assert left(store) == 3


def test_what_cannot_be_a_visit_is_said(store: Store, homes: list[Household]) -> None:
    for code, act in (
        ("visit_other_month", lambda: seen(store, homes[0], on=date(2026, 2, 28))),
        ("visitors_missing", lambda: seen(store, homes[0], visitors=" ")),
        ("nobody_visited", lambda: seen(store)),
    ):
        with pytest.raises(VillageError, match=code):
            act()
    assert left(store) == 3
