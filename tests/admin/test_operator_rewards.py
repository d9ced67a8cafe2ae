"""The shopkeeper's yearly reward: once a year, on a book of its own."""

from __future__ import annotations

from datetime import date

import pytest

from tests.admin.conftest import Desk
from village.services import ledger, operator_rewards, rulebook
from village.store import Store

GIVEN = {
    "year": "2026",
    "operator": "冉店主",
    "points": "50",
    "grounds": "东西齐，价钱公道",
    "approval": "工作小组会议",
}


@pytest.fixture
def _rewarding(store: Store) -> None:
    rulebook.adopt(
        store, pack_id="gaoyang-2022", since=date(2026, 1, 1), settings={}, actor="书记", approval="村民代表会议"
    )


@pytest.mark.usefixtures("_rewarding")
def test_it_works(secretary: Desk, store: Store) -> None:
    head = ledger.head(store)
    assert ">店主奖励<" in secretary.get("/").text
    assert 'value="shopkeeper同志"' in secretary.get("/operator-rewards").text
    page = secretary.get(secretary.post("/operator-rewards", **GIVEN).location).text
    assert "冉店主" in page
    assert "+50" in page
    assert ledger.head(store) == head  # no household's account knows of it
    assert 'id="year-error" data-code="reward_given"' in secretary.post("/operator-rewards", **GIVEN).text


@pytest.mark.usefixtures("_rewarding")
@pytest.mark.parametrize(
    ("fields", "at", "code"),
    [
        ({"points": ""}, "points", "points_wrong"),
        ({"operator": ""}, "operator", "name_empty"),
        ({"grounds": ""}, "grounds", "reason_missing"),
        ({"approval": ""}, "approval", "approval_missing"),
        ({"year": "2027"}, "year", "year_wrong"),
    ],
)
def test_a_wrong_field_is_said_at_the_field(
    secretary: Desk, store: Store, fields: dict[str, str], at: str, code: str
) -> None:
    refused = secretary.post("/operator-rewards", **{**GIVEN, **fields})
    assert f'id="{at}-error" data-code="{code}"' in refused.text
    assert operator_rewards.all_of(store) == []


def test_rules_without_it_offer_none(secretary: Desk) -> None:
    assert ">店主奖励<" not in secretary.get("/").text
    assert "没有给店主奖励这一条" in secretary.get("/operator-rewards").text
    assert 'data-code="reward_off"' in secretary.post("/operator-rewards", **GIVEN).text
