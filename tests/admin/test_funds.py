"""The book of money: lines by the document's purposes, what is left, and this year against the last."""

from __future__ import annotations

from datetime import date

import pytest

from tests import builders
from tests.admin.conftest import Desk
from village.model.fund import Flow
from village.services import funds, rulebook
from village.store import Store

LINE = {"flow": "spent", "amount": "1,250.50", "heading": "买大米", "day": "2026-03-10", "note": "镇上超市"}


def adopt(store: Store, pack: str) -> None:
    rulebook.adopt(store, pack_id=pack, since=date(2026, 1, 1), settings={}, actor="书记", approval=builders.RECORD)


def test_it_works(clerk: Desk) -> None:
    done = clerk.post("/funds", **LINE)
    page = clerk.get(done.location).text
    assert "1250.50 元" in page
    assert "镇上超市" in page
    clerk.post("/funds/1/back", reason="记错了")
    page = clerk.get("/funds").text
    assert "<dd>0.00 元</dd>" in page
    assert "-1250.50 元" in page


def test_what_is_left_of_the_villages_sum_stands_at_the_top(clerk: Desk, store: Store) -> None:
    adopt(store, "dazu-2021")
    clerk.post("/funds", **{**LINE, "heading": "乡村治理积分制试点"})
    assert "<dt>拨款还剩</dt><dd>22749.50 元</dd>" in clerk.get("/funds").text
    over = clerk.post("/funds", **{**LINE, "heading": "乡村治理积分制试点", "amount": "23000"})
    page = clerk.get(over.location).text
    assert 'data-code="over_budget"' in page
    assert "超了 250.50 元" in page


def test_a_year_below_the_last_is_said(clerk: Desk, store: Store) -> None:
    adopt(store, "minhang-2024")
    funds.record(store, flow=Flow.SPENT, amount=200_000, heading="买大米", day=date(2025, 6, 1), actor="会计")
    clerk.post("/funds", **LINE)
    assert "今年还差 749.50 元" in clerk.get("/funds").text


@pytest.mark.parametrize(
    ("fields", "at", "code"),
    [
        ({"amount": "-5"}, "amount", "amount_wrong"),
        ({"amount": "很多"}, "amount", "amount_wrong"),
        ({"heading": ""}, "heading", "heading_missing"),
        ({"heading": "人员劳务费支付"}, "heading", "purpose_forbidden"),
        ({"heading": "请客"}, "heading", "heading_unknown"),
        ({"day": "2026-03-21"}, "day", "date_future"),
    ],
)
def test_a_wrong_field_is_said_at_the_field(
    clerk: Desk, store: Store, fields: dict[str, str], at: str, code: str
) -> None:
    adopt(store, "jiuxian-2022")
    refused = clerk.post("/funds", **{**LINE, "heading": "积分兑换", **fields})
    assert refused.status_code == 422
    assert f'id="{at}-error" data-code="{code}"' in refused.text
    assert "镇上超市" in refused.text
    assert funds.lines(store, 2026) == []
