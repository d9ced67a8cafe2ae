"""The year's budget for goods: drawn up, approved by the town, and only then redeemed from."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import pytest

from tests.admin.conftest import PASSWORD, Desk
from village import clock
from village.model.household import Household
from village.services import goods_budgets
from village.store import Store

APRIL = datetime(2028, 4, 5, 9)  # a year without a budget


@pytest.fixture
def april(stranger: Desk) -> Iterator[Desk]:
    with clock.held(APRIL):
        stranger.post("/login", login="secretary", password=PASSWORD)
        yield stranger


def test_it_works(april: Desk, store: Store) -> None:
    assert "审过以前换不了东西" in april.get("/goods-budgets").text
    assert "已经过了 65 天" in april.get("/").text
    april.post("/goods-budgets", year="2028", amount="15000", note="大米、油")
    assert "15000.00 元" in april.get("/goods-budgets").text
    assert "secretary同志报的" in april.get("/filings").text  # drawing it up sends it to the town
    made = goods_budgets.all_of(store)[0]
    refused = april.post(f"/goods-budgets/{made.id}/approve")
    assert f'id="approval-{made.id}-error" data-code="approval_missing"' in refused.text
    april.post(f"/goods-budgets/{made.id}/approve", **{f"approval-{made.id}": "镇审〔2028〕3号"})
    page = april.get("/goods-budgets").text
    assert "可以换东西" in page
    assert "镇审〔2028〕3号" in page
    assert "兑换物资预算，镇里还没审" not in april.get("/").text


def test_a_counter_without_a_budget_says_why_nothing_is_handed_out(april: Desk, zhang: Household) -> None:
    april.post("/goods/new", name="茶叶", points="2", stock="3", delivery="daily")
    refused = april.post(f"/households/{zhang.id}/redemptions/new", goods="1", quantity="1", token="t" * 20)
    assert 'data-code="budget_missing"' in refused.text
    assert "YK-23" in refused.text


def test_the_clerk_draws_up_and_the_secretary_writes_down_the_towns_word(clerk: Desk, store: Store) -> None:
    assert clerk.post("/goods-budgets", year="2026", amount="500").status_code == 303
    made = goods_budgets.all_of(store)[0]
    assert 'data-code="role_wrong"' in clerk.post(f"/goods-budgets/{made.id}/approve").text


@pytest.mark.parametrize(
    ("fields", "at", "code"), [({"year": "2031"}, "year", "year_wrong"), ({"amount": "0"}, "amount", "amount_wrong")]
)
def test_a_wrong_field_is_said_at_the_field(clerk: Desk, fields: dict[str, str], at: str, code: str) -> None:
    refused = clerk.post("/goods-budgets", **{"year": "2026", "amount": "500", **fields})
    assert f'id="{at}-error" data-code="{code}"' in refused.text
