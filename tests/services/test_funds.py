"""The book of money: only for what the document names, never changed, and what it says of this year and the last."""

from __future__ import annotations

from datetime import date

import pytest

from tests import builders
from village import clock
from village.errors import VillageError
from village.model.fund import Flow, Fund
from village.services import funds, rulebook
from village.store import Store

TODAY = date(2026, 3, 20)


def adopt(store: Store, pack: str) -> None:
    rulebook.adopt(
        store, pack_id=pack, since=date(2026, 1, 1), settings={}, actor=builders.CADRE, approval=builders.RECORD
    )


def spend(store: Store, amount: int, heading: str, day: date = TODAY) -> Fund:
    return funds.record(store, flow=Flow.SPENT, amount=amount, heading=heading, day=day, actor=builders.CADRE)[0]


def test_what_is_left_of_the_villages_sum_is_told_with_each_purchase(store: Store) -> None:
    adopt(store, "dazu-2021")
    purpose = "乡村治理积分制试点"
    _, money = funds.record(
        store, flow=Flow.SPENT, amount=500_000, heading=purpose, day=date(2025, 12, 1), actor=builders.CADRE
    )
    assert money.left == 2_400_000 - 500_000
    spend(store, 2_000_000, purpose)
    assert funds.of_year(store, 2026).left == -100_000  # more was spent than given: said, not refused


def test_where_no_sum_is_named_none_is_left(store: Store) -> None:
    spend(store, 100, "买大米")
    assert funds.of_year(store, 2026).left is None


def test_this_years_money_is_held_against_last_years(store: Store) -> None:
    adopt(store, "minhang-2024")
    spend(store, 30_000, "买大米", date(2025, 5, 1))
    spend(store, 12_000, "买大米")
    money = funds.of_year(store, 2026)
    assert (money.spent, money.spent_before, money.shortfall) == (12_000, 30_000, 18_000)
    adopt(store, "dazu-2021")
    assert funds.of_year(store, 2026).shortfall == 0


def test_money_goes_only_where_the_document_says(store: Store) -> None:
    adopt(store, "jiuxian-2022")
    spend(store, 100, "积分兑换")
    for heading, code, clause in (
        ("人员劳务费支付", "purpose_forbidden", "JX-35"),
        ("请客", "heading_unknown", "JX-25"),
        (" ", "heading_missing", ""),
    ):
        with pytest.raises(VillageError, match=code) as refused:
            spend(store, 100, heading)
        assert refused.value.clause == clause
    assert len(funds.lines(store, 2026)) == 1


def test_gifts_name_their_giver_by_the_documents_list(store: Store) -> None:
    funds.record(
        store,
        flow=Flow.RECEIVED,
        amount=50_000,
        heading="乡贤赞助",
        day=TODAY,
        note="在上海做生意的老乡",
        actor=builders.CADRE,
    )
    assert funds.of_year(store, 2026).received == 50_000
    with pytest.raises(VillageError, match="heading_unknown"):
        funds.record(store, flow=Flow.RECEIVED, amount=1, heading="罚款", day=TODAY, actor=builders.CADRE)


def test_a_wrong_line_is_taken_back_by_another_one(store: Store) -> None:
    line = spend(store, 100, "买大米")
    with pytest.raises(VillageError, match="reason_missing"):
        funds.take_back(store, line.id, reason=" ", actor=builders.CADRE)
    funds.take_back(store, line.id, reason="写错了", actor=builders.CADRE)
    assert funds.of_year(store, 2026).spent == 0
    assert [(one.takes_back, undone) for one, undone in funds.lines(store, 2026)] == [(line.id, False), (None, True)]
    with pytest.raises(VillageError, match="already_reversed"):
        funds.take_back(store, line.id, reason="写错了", actor=builders.CADRE)
    with pytest.raises(VillageError, match="fund_unknown"):
        funds.take_back(store, 99, reason="写错了", actor=builders.CADRE)


@pytest.mark.parametrize(("amount", "day", "code"), [(0, TODAY, "amount_wrong"), (1, date(2026, 3, 21), "date_future")])
def test_what_cannot_be_a_line_is_said(store: Store, amount: int, day: date, code: str) -> None:
    with pytest.raises(VillageError, match=code):
        spend(store, amount, "买大米", day)
    assert funds.lines(store, clock.today().year) == []
