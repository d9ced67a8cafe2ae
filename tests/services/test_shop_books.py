"""The shop's two books: what is on the shelf is what came in less what went out, at all times (GY-04)."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from tests import builders
from tests.admin.waiting import WINDOW, a_board, some_goods
from village import clock
from village.model.goods import Goods
from village.model.household import Household
from village.services import goods, redemptions, rulebook, shop_books
from village.store import Store


@pytest.fixture
def rich(store: Store) -> Household:
    """A household with points that are published."""
    household = builders.a_household(store)
    builders.a_line(store, household, "P16", count=2)
    with clock.held(WINDOW):
        a_board(store, "2026-03")
    return household


def agrees(store: Store, kind: Goods) -> tuple[int, int, int, int]:
    """(before, came, went, left) of the year; what is left has to be on the shelf."""
    (shelf,) = [one for one in shop_books.shelves(store, 2026) if one.goods.id == kind.id]
    assert shelf.left == goods.get(store, kind.id).stock
    return shelf.before, shelf.came, shelf.went, shelf.left


def test_it_works(store: Store, rich: Household) -> None:
    soap = some_goods(store, "肥皂", "2", 3)
    assert agrees(store, soap) == (0, 3, 0, 3)
    with clock.held(WINDOW):
        goods.stock_in(store, soap.id, quantity=10, source="镇上超市采购", actor=builders.CADRE)
        assert agrees(store, soap) == (0, 13, 0, 13)
        kept = redemptions.redeem(
            store, household_id=rich.id, goods_id=soap.id, quantity=2, actor=builders.CADRE, token="a"
        )
        back = redemptions.request(store, household_id=rich.id, goods_id=soap.id, actor=builders.CADRE, token="b")
        assert agrees(store, soap) == (0, 13, 3, 10)
        redemptions.cancel(store, back.id, reason="不要了", actor=builders.CADRE)
        assert agrees(store, soap) == (0, 13, 2, 11)
    assert [(one.quantity, one.source) for one in shop_books.arrivals(store, 2026)] == [(3, ""), (10, "镇上超市采购")]
    (issue,) = shop_books.issues(store, 2026)
    assert (issue.number, issue.household, issue.quantity, issue.points) == (kept.id, rich, 2, kept.points)


def test_what_the_year_began_with_is_what_the_last_one_left(store: Store, rich: Household) -> None:
    soap = some_goods(store, stock=3)
    with clock.held(WINDOW):
        redemptions.redeem(store, household_id=rich.id, goods_id=soap.id, actor=builders.CADRE, token="a")
    with clock.held(datetime(2027, 2, 1, 9)):
        (shelf,) = shop_books.shelves(store, 2027)
        assert (shelf.before, shelf.came, shelf.went, shelf.left) == (2, 0, 0, 2)
        assert shop_books.arrivals(store, 2027) == []
        assert shop_books.issues(store, 2027) == []


def test_what_was_given_without_points_stands_in_the_book_with_its_reason(store: Store) -> None:
    rulebook.adopt(
        store,
        pack_id="yangkou-2023",
        since=date(2026, 1, 1),
        settings={"base_points": 20, "publication_day": 5, "free_issue": "allowed"},
        approval=builders.RECORD,
        actor=builders.CADRE,
    )
    soap = some_goods(store, stock=3)
    goods.give(store, soap.id, quantity=1, to="赵阿婆", reason="过节慰问", actor=builders.CADRE)
    (issue,) = shop_books.issues(store, 2026)
    assert (issue.household, issue.points, issue.name) == (None, None, "赵阿婆：过节慰问")
    assert agrees(store, soap) == (0, 3, 1, 2)
