"""The page of rounds in which groups look at each other (MH-08)."""

from __future__ import annotations

from datetime import date

import pytest

from tests import builders
from tests.admin.conftest import Desk
from village.model.household import Household
from village.services import items, peer_rounds, rulebook, staff
from village.store import Store

ITEM = {"code": "M1", "title": "门前整洁", "category": "人居环境", "kind": "positive", "points": 2, "per": "month"}
DAYS = {"first": "2026-03-16", "last": "2026-03-25"}


@pytest.fixture
def peers(store: Store) -> None:
    rulebook.adopt(
        store,
        pack_id="minhang-2024",
        since=date(2026, 1, 1),
        settings={"evidence": "none"},
        actor=builders.CADRE,
        approval="村民代表会议",
    )
    items.add(store, [ITEM], approval=builders.RECORD, actor=builders.CADRE)


def plan(desk: Desk, **turns: str) -> str:
    answer = desk.post("/peer-rounds", visited=list(turns), visitors=list(turns.values()), **DAYS)
    return answer.text if answer.status_code == 422 else ""


@pytest.mark.usefixtures("peers")
def test_it_works(clerk: Desk, zhang: Household) -> None:
    assert "组组互评" in clerk.get("/").text
    assert plan(clerk, 三组="五组", 五组="三组") == ""
    page = clerk.get("/peer-rounds").text.split('id="round"')[1]
    assert "0 / 3" in page
    sheet = clerk.post("/score-sheets/new", item=["M1"], day="2026-03-18", mark="成效").location
    clerk.post(f"{sheet}/cells", **{f"c.{zhang.id}.M1": "1"})
    assert "1 / 3" in clerk.get("/peer-rounds").text


@pytest.mark.usefixtures("peers")
def test_a_group_that_would_visit_itself_is_refused_and_the_form_keeps_the_rest(clerk: Desk, store: Store) -> None:
    text = plan(clerk, 三组="三组", 五组="三组")
    assert 'data-code="own_group"' in text
    assert 'value="2026-03-16"' in text
    assert not peer_rounds.all_of(store)


@pytest.mark.usefixtures("peers")
def test_somebody_of_a_group_cannot_fill_in_their_own(
    clerk: Desk, secretary: Desk, store: Store, zhang: Household
) -> None:
    plan(secretary, 三组="五组", 五组="三组")
    me = next(one for one in staff.all_of(store) if one.login == "clerk")
    boss = next(one for one in staff.all_of(store) if one.login == "secretary")
    staff.settle(store, me.id, household_id=zhang.id, by=boss)
    sheet = clerk.post("/score-sheets/new", item=["M1"], day="2026-03-18", mark="成效").location
    neighbour = zhang.id + 1
    answer = clerk.post(f"{sheet}/cells", group="三组", **{f"c.{neighbour}.M1": "1"})
    assert "互评不评自己组" in answer.text
    assert clerk.post(f"{sheet}/cells", group="五组", **{f"c.{zhang.id + 3}.M1": "1"}).status_code == 303


def test_a_document_without_peers_says_so(clerk: Desk) -> None:
    assert "没有组组互评这一条" in clerk.get("/peer-rounds").text
    assert "组组互评" not in clerk.get("/").text
    assert 'data-code="peers_off"' in plan(clerk, 三组="五组")
