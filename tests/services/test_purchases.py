"""The purchase sheet: a quarter's wishes added up, what is on the shelf taken off."""

from __future__ import annotations

from datetime import datetime

from tests import builders
from village import clock
from village.model.goods import Goods
from village.model.period import Period
from village.model.points import Points
from village.services import goods, purchases, wishes
from village.store import Store


def test_a_quarters_wishes_are_added_up_and_the_shelf_is_taken_off(store: Store) -> None:
    zhang, li = builders.a_household(store, "张桂芳"), builders.a_household(store, "李建国")
    soap, rice, salt = (
        goods.add(store, Goods(0, name, Points(200), None, stock), actor=builders.CADRE)
        for name, stock in (("肥皂", 1), ("大米", 5), ("食盐", 0))
    )
    for home, wanted in ((zhang, soap), (zhang, soap), (li, soap), (li, rice)):
        wishes.wish(store, household_id=home.id, goods_id=wanted.id, actor="一体机")
    with clock.held(datetime(2026, 4, 1, 0, 5)):
        wishes.wish(store, household_id=li.id, goods_id=salt.id, actor="一体机")
    found = purchases.of_quarter(store, Period.parse("2026-Q1"))
    assert [(one.goods.name, one.households, one.wanted) for one in found] == [
        ("肥皂", 2, 1),
        ("大米", 1, 0),
    ]
    assert [one.goods.name for one in purchases.of_quarter(store, Period.parse("2026-Q2"))] == ["食盐"]
