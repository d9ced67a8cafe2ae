"""The quarter's account: it begins with what is left, or with what the year has given."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from tests import builders
from village import clock
from village.model.entry import Kind
from village.model.household import Household
from village.model.period import Period
from village.services import ledger, quarters
from village.store import Store

SECOND = Period.parse("2026-Q2")


@pytest.fixture
def home(store: Store) -> Household:
    """Twenty base points, 30 earned last year, 12 and -2 this spring, 7 redeemed; then 5 and another 3 redeemed."""
    made = builders.a_household(store)
    with clock.held(datetime(2026, 7, 1, 9)):
        for period, points, kind in (
            ("2025-11", "30", Kind.AWARD),
            ("2026-02", "12", Kind.AWARD),
            ("2026-03", "-2", Kind.DEDUCTION),
            ("2026-03", "-7", Kind.REDEMPTION),
            ("2026-05", "5", Kind.AWARD),
            ("2026-06", "-3", Kind.REDEMPTION),
            ("2026-07", "100", Kind.AWARD),
        ):
            builders.a_plain_line(store, made, points, period=period, kind=kind, occurred_on=date(2026, 3, 1))
    return made


@pytest.mark.parametrize(("choice", "brought"), [("carry", "53"), ("accumulate", "10")])
def test_a_quarter_begins_as_the_village_chose(store: Store, home: Household, choice: str, brought: str) -> None:
    assert home.group == "三组"
    builders.adopt(
        store,
        pack_id="yangkou-2023",
        since=date(2026, 1, 1),
        settings={"base_points": 20, "publication_day": 5, "quarter_change": choice},
        actor=builders.CADRE,
        approval=builders.RECORD,
    )
    with clock.held(datetime(2026, 7, 2, 9)):
        found = quarters.of_group(store, SECOND, "三组")[0]
        assert quarters.carries(store) is (choice == "carry")
    assert [str(one) for one in (found.brought, found.scored, found.redeemed, found.other, found.balance)] == [
        *(brought, "5", "3", "0", "55"),
    ]


def test_base_points_stand_apart_from_what_was_scored(store: Store, home: Household) -> None:
    (first,) = quarters.accounts(store, [home], Period.parse("2026-Q1"))
    assert [str(one) for one in (first.scored, first.redeemed, first.other, first.balance)] == ["10", "7", "20", "53"]
    assert ledger.balance(store, home.id).hundredths == 15500
