"""Other goods for an order that cannot be delivered (A.7-10): the same points, nothing lost, and both are told."""

from __future__ import annotations

from datetime import datetime

import pytest

from tests import builders
from tests.services.test_redemptions import WINDOW, ask, rich, tea  # noqa: F401
from village import clock
from village.errors import VillageError
from village.model.goods import Goods
from village.model.household import Household
from village.model.points import Points
from village.model.redemption import Redemption, RedemptionState
from village.services import goods, ledger, receipts, redemptions, statements, substitutions, verification, years
from village.services.proofs import WHOLE
from village.services.statements import Access
from village.store import Store

JANUARY = datetime(2027, 1, 8, 9)


def on_shelf(store: Store, name: str, price: str, stock: int, **more: bool) -> Goods:
    return goods.add(store, Goods(0, name, Points.parse(price), None, stock, **more), actor=builders.CADRE)


@pytest.fixture
def order(store: Store, rich: Household) -> Redemption:  # noqa: F811
    """Two boxes of tea for four points, one left on the shelf."""
    with clock.held(WINDOW):
        return ask(store, rich, tea(store, stock=3), quantity=2)


def put(store: Store, made: Redemption, other: Goods, why: str = "断货") -> Redemption:
    return substitutions.substitute(store, made.id, goods_id=other.id, reason=why, actor=builders.CADRE)


def stock(store: Store, made: int) -> int:
    return goods.get(store, made).stock


def test_other_goods_of_the_same_points_take_the_place_and_no_point_moves(store: Store, order: Redemption) -> None:
    soap, before = on_shelf(store, "肥皂", "1", 9), ledger.balance(store, order.household_id)
    with clock.held(WINDOW):
        put(store, order, soap)
        done = redemptions.hand_over(store, order.id, proof=WHOLE, actor=builders.CADRE)
    assert (done.goods_id, done.quantity, done.points, done.state) == (
        *(soap.id, 4, order.points),
        RedemptionState.HANDED_OVER,
    )
    assert (stock(store, order.goods_id), stock(store, soap.id)) == (3, 5)
    assert ledger.balance(store, order.household_id) == before
    assert not verification.verify(store).fault


def test_twice_the_same_is_once(store: Store, order: Redemption) -> None:
    soap = on_shelf(store, "肥皂", "2", 9)
    with clock.held(WINDOW):
        assert put(store, order, soap) == put(store, order, soap)
    assert stock(store, soap.id) == 7
    assert len(substitutions.promised(store, order)) == 1


def test_only_what_is_worth_the_points_is_there_and_may_go_is_offered(store: Store, order: Redemption) -> None:
    on_shelf(store, "脸盆", "3", 9)  # 4 points are no whole number of basins
    on_shelf(store, "毛巾", "4", 0)
    on_shelf(store, "购物卡", "4", 9, cash_like=True)
    on_shelf(store, "香烟", "4", 9, prohibited=True)
    towel = on_shelf(store, "雨伞", "4", 1)
    with clock.held(WINDOW):
        assert [(one.goods, one.quantity) for one in substitutions.offered(store, order)] == [(towel, 1)]


@pytest.mark.parametrize(
    ("goods_of", "why", "code"),
    [
        (("脸盆", "3", 9, {}), "断货", "substitute_worth"),
        (("毛巾", "4", 0, {}), "断货", "out_of_stock"),
        (("购物卡", "4", 9, {"cash_like": True}), "断货", "cash_goods"),
        (("香烟", "4", 9, {"prohibited": True}), "断货", "prohibited_goods"),
        (("雨伞", "4", 9, {}), "  ", "reason_missing"),
    ],
)
def test_what_cannot_take_the_place_is_refused_and_changes_nothing(
    store: Store, order: Redemption, goods_of: tuple[str, str, int, dict[str, bool]], why: str, code: str
) -> None:
    name, price, many, more = goods_of
    other = on_shelf(store, name, price, many, **more)
    with clock.held(WINDOW), pytest.raises(VillageError, match=code):
        put(store, order, other, why)
    assert (stock(store, order.goods_id), stock(store, other.id)) == (1, many)
    assert redemptions.get(store, order.id) == order


def test_what_was_handed_over_is_not_exchanged_any_more(store: Store, order: Redemption) -> None:
    soap = on_shelf(store, "肥皂", "1", 9)
    with clock.held(WINDOW):
        redemptions.hand_over(store, order.id, proof=WHOLE, actor=builders.CADRE)
        with pytest.raises(VillageError, match="redemption_finished"):
            put(store, order, soap)


def test_after_the_year_lapsed_the_points_cannot_come_back_but_other_goods_can_be_given(
    store: Store, order: Redemption
) -> None:
    soap = on_shelf(store, "肥皂", "1", 9)
    with clock.held(JANUARY):
        years.close(store, 2026, actor=builders.CADRE)
        with pytest.raises(VillageError) as refused:
            redemptions.cancel(store, order.id, reason="断货", actor=builders.CADRE)
        assert (refused.value.code, refused.value.params["said"]) == ("wrong_year", "order_lapsed")
        put(store, order, soap)
        assert redemptions.hand_over(store, order.id, proof=WHOLE, actor=builders.CADRE).quantity == 4


def test_an_exchanged_order_that_is_cancelled_puts_back_what_was_kept_aside_last(
    store: Store, order: Redemption
) -> None:
    soap = on_shelf(store, "肥皂", "1", 9)
    with clock.held(WINDOW):
        put(store, order, soap)
        redemptions.cancel(store, order.id, reason="不要了", actor=builders.CADRE)
    assert (stock(store, order.goods_id), stock(store, soap.id)) == (3, 9)


def test_statement_and_receipt_tell_what_was_asked_for_and_what_is_given(store: Store, order: Redemption) -> None:
    with clock.held(WINDOW):
        put(store, order, on_shelf(store, "肥皂", "1", 9))
        line = statements.statement(store, order.household_id, access=Access.OWN)[0]
        printed = receipts.issue(
            store, order.household_id, actor=builders.CADRE, entry=ledger.line(store, order.entry_seq)
        )
    assert line.what == "茶叶（改给4件肥皂）"
    assert printed.receipt.lines[0].what.startswith("茶叶×2（改给4件肥皂）")
    (before,) = substitutions.promised(store, order)
    assert (before.name, before.quantity, before.reason, before.actor) == ("茶叶", 2, "断货", builders.CADRE)
