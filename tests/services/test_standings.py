"""The ranking: by what the village ranks, competition style, and what nomination makes of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from tests import builders
from village import clock
from village.errors import VillageError
from village.model.household import Residence
from village.model.points import Points
from village.services import participation, rulebook, standings
from village.store import Store

SINCE = date(2026, 3, 1)


def adopt(store: Store, **settings: object) -> None:
    rulebook.adopt(
        store,
        pack_id="yangkou-2023",
        since=SINCE,
        settings={"base_points": 20, "publication_day": 5, **settings},
        actor=builders.CADRE,
        approval=builders.RECORD,
    )


def test_ties_share_a_place_and_the_next_place_is_left_out() -> None:
    points = {1: 500, 2: 500, 3: 0}
    assert [standings.rank_of(own, points) for own in points.values()] == [1, 1, 3]


@pytest.mark.parametrize(("basis", "first"), [("total", "based"), ("earned", "busy")])
def test_the_village_says_whether_base_points_count_for_the_ranking(store: Store, basis: str, first: str) -> None:
    adopt(store, rank_basis=basis)
    homes = {
        "based": builders.a_household(store, "周桂兰", base=Points(3000)),
        "busy": builders.a_household(store, "吴长明", base=Points(0)),
    }
    builders.a_line(store, homes["busy"], "P16", occurred=date(2026, 3, 10))
    year = clock.today().year
    ranks = {name: standings.standing(store, household_id=home.id, year=year).rank for name, home in homes.items()}
    assert ranks[first] == 1
    assert sorted(ranks.values()) == [1, 2]
    assert [name for name, home in homes.items() if standings.eligible(store, household_id=home.id, year=year)] == [
        first
    ]


def test_the_ranking_names_everybody_who_takes_part_with_ties_side_by_side(store: Store) -> None:
    for head, base, months in (("周桂兰", 3000, 12), ("吴长明", 1000, 12), ("冉启芬", 3000, 12), ("蒲光荣", 9000, 1)):
        builders.a_household(store, head, base=Points(base), months_home=months)
    found = standings.ranking(store, year=2026)
    assert [(at.rank, at.of, one.head, str(at.total)) for at, one in found] == [
        (1, 3, "周桂兰", "30"),
        (1, 3, "冉启芬", "30"),
        (3, 3, "吴长明", "10"),
    ]


def test_whoever_stands_at_the_mean_exactly_is_not_on_the_list_to_be_put_forward(store: Store) -> None:
    homes = [
        builders.a_household(store, head, base=Points(base))
        for head, base in (("周桂兰", 1000), ("吴长明", 2000), ("冉启芬", 3000))
    ]
    found = standings.nominees(store, year=2026)
    assert (found.of, str(found.mean)) == (3, "20")
    assert [(one.head, str(points)) for one, points in found.above] == [("冉启芬", "30")]
    for home in homes:
        listed = home.id in {one.id for one, _ in found.above}
        assert listed is standings.eligible(store, household_id=home.id, year=2026)


def test_a_village_without_households_has_nobody_to_put_forward(store: Store) -> None:
    assert standings.nominees(store, year=2026).above == ()
    assert standings.ranking(store, year=2026) == []


@pytest.mark.parametrize(
    ("pack_id", "facts", "clause"),
    [
        ("minhang-2024", {"residence": Residence.OUTSIDE}, "MH-14"),
        ("minhang-2024", {"opted_in": False}, "MH-14"),
        ("minhang-2024", {"months_home": 2}, "A.8"),
        ("dazu-2021", {"residence": Residence.OUTSIDE}, "DZ-04"),
        ("dazu-2021", {"months_home": 2}, "DZ-05"),
    ],
)
def test_who_is_out_of_the_ranking_is_told_the_clause_that_says_so(
    store: Store, pack_id: str, facts: dict[str, Any], clause: str
) -> None:
    home = replace(builders.a_household(store), **facts)
    assert participation.clause(home, rulebook.pack(pack_id)) == clause
    with pytest.raises(VillageError, match="not_participating") as refused:
        participation.admitted(home, rulebook.pack(pack_id))
    assert refused.value.clause == clause
