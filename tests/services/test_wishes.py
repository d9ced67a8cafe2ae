"""点单: a household's wish counts once a quarter, and may be taken back."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from tests import builders
from tests.kiosk.market import market, on_shelf
from village import clock
from village.model.household import Household
from village.model.period import Period
from village.model.wish import Wish
from village.services import ledger, purchases, redemptions, wishes
from village.store import Store

KIOSK = "一体机"


@pytest.fixture
def zhang(store: Store) -> Household:
    return builders.a_household(store, "张桂芳")


def wish(store: Store, household: Household, goods_id: int) -> bool:
    return wishes.wish(store, household_id=household.id, goods_id=goods_id, actor=KIOSK)


def withdraw(store: Store, household: Household, goods_id: int) -> bool:
    return wishes.withdraw(store, household_id=household.id, goods_id=goods_id, actor=KIOSK)


def test_wished_twice_it_counts_once_and_moves_no_points(store: Store, zhang: Household) -> None:
    tea, li = on_shelf(store), builders.a_household(store, "李建国")
    before = ledger.balance(store, zhang.id)
    assert [wish(store, each, tea.id) for each in (zhang, zhang, li)] == [True, False, True]
    assert wishes.counts(store) == {tea.id: 2}
    assert wishes.open_of(store, zhang.id) == [Wish(zhang.id, tea.id, clock.today())]
    assert ledger.balance(store, zhang.id) == before


def test_a_wish_taken_back_counts_no_longer_and_may_be_made_again(store: Store, zhang: Household) -> None:
    tea = on_shelf(store)
    wish(store, zhang, tea.id)
    assert [withdraw(store, zhang, tea.id) for _ in range(2)] == [True, False]
    assert wishes.open_of(store, zhang.id) == []
    assert wishes.count(store, tea.id) == 0
    assert purchases.of_quarter(store, Period.parse("2026-Q1")) == []
    assert wish(store, zhang, tea.id)
    assert wishes.count(store, tea.id) == 1


def test_a_wish_ends_with_its_quarter_and_may_then_be_made_anew(store: Store, zhang: Household) -> None:
    tea = on_shelf(store)
    wish(store, zhang, tea.id)
    with clock.held(datetime(2026, 4, 1, 9)):
        assert wishes.open_of(store, zhang.id) == []
        assert not withdraw(store, zhang, tea.id), "the sheet of a quarter that is over stays as it was"
        assert wish(store, zhang, tea.id)
    assert [len(purchases.of_quarter(store, Period.parse(f"2026-Q{one}"))) for one in (1, 2)] == [1, 1]
    assert wishes.count(store, tea.id) == 1


def test_what_the_household_has_had_since_is_wished_for_no_longer(store: Store, zhang: Household) -> None:
    builders.a_line(store, zhang, "P18", occurred=date(2026, 3, 2))
    tea = on_shelf(store)
    with market(store):
        wish(store, zhang, tea.id)
        made = redemptions.request(store, household_id=zhang.id, goods_id=tea.id, actor=KIOSK)
        assert wishes.open_of(store, zhang.id) == []
        redemptions.cancel(store, made.id, reason="不要了", actor=KIOSK)
        assert [one.goods_id for one in wishes.open_of(store, zhang.id)] == [tea.id]
