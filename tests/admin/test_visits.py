"""The month's round of visits: group by group, who was seen and who is still to be seen."""

from __future__ import annotations

from datetime import date

import pytest

from tests import builders
from tests.admin.conftest import Desk
from village.model.household import Household
from village.services import rulebook, visits
from village.store import Store


@pytest.fixture
def _rounds(store: Store) -> None:
    settings = {"base_points": 20, "publication_day": 5, "visit_round": "month"}
    rulebook.adopt(
        store,
        pack_id="yangkou-2023",
        since=date(2026, 3, 1),
        settings=settings,
        actor="书记",
        approval=builders.RECORD,
    )


@pytest.mark.usefixtures("_rounds")
def test_it_works(clerk: Desk, zhang: Household) -> None:
    assert ">走访<" in clerk.get("/").text
    page = clerk.get("/visits").text
    assert "还有 5 户没去" in page
    assert "还没去" in page
    done = clerk.post("/visits/2026-03", seen=str(zhang.id), visitors="王主任、李社长", day="2026-03-18", group="三组")
    page = clerk.get(done.location).text
    assert "还有 4 户没去" in page
    assert "3月18日 王主任、李社长" in page


@pytest.mark.usefixtures("_rounds")
def test_a_line_recorded_at_the_door_needs_no_tick(clerk: Desk, store: Store, zhang: Household) -> None:
    builders.a_line(store, zhang, "P05", occurred=date(2026, 3, 10))
    assert f"3月10日 {builders.CADRE}" in clerk.get("/visits/2026-03").text


@pytest.mark.usefixtures("_rounds")
@pytest.mark.parametrize(
    ("fields", "at", "code"),
    [
        ({"visitors": ""}, "visitors", "visitors_missing"),
        ({"day": "2026-02-28"}, "day", "visit_other_month"),
        ({"seen": ""}, "seen", "nobody_visited"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_the_ticks_stay(
    clerk: Desk, store: Store, zhang: Household, fields: dict[str, str], at: str, code: str
) -> None:
    whole = {"seen": str(zhang.id), "visitors": "王主任", "day": "2026-03-18"}
    refused = clerk.post("/visits/2026-03", **{**whole, **fields})
    assert refused.status_code == 422
    assert f'id="{at}-error" data-code="{code}"' in refused.text
    assert refused.text.count("checked") == (0 if at == "seen" else 1)
    assert all(stop.visited_on is None for stop in visits.round_of(store, visits.Period.parse("2026-03"), "三组"))


@pytest.mark.usefixtures("_rounds")
def test_home_counts_who_is_left_and_by_when(clerk: Desk, store: Store, zhang: Household) -> None:
    builders.a_line(store, zhang, "P05", occurred=date(2026, 3, 10))
    assert "2026年3月走访，还有 4 户没去" in clerk.get("/").text


def test_where_no_rounds_are_asked_for_the_page_says_so(clerk: Desk, zhang: Household) -> None:
    assert ">走访<" not in clerk.get("/").text
    assert "不要求每月走访" in clerk.get("/visits/2026-03").text
    refused = clerk.post("/visits/2026-03", seen=str(zhang.id), visitors="王主任")
    assert 'data-code="visits_off"' in refused.text


def test_a_month_that_is_none_is_a_page_that_is_not_there(clerk: Desk) -> None:
    assert clerk.get("/visits/2026-Q1").status_code == 404
    assert clerk.get("/visits/march").status_code == 404
