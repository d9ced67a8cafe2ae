"""Places of exchange, and who fetches goods for a household."""

from __future__ import annotations

from datetime import datetime

import pytest

from tests import builders
from village import clock
from village.errors import VillageError
from village.model.goods import Goods
from village.model.household import Household
from village.model.period import Period
from village.model.points import Points
from village.model.redemption import Collector
from village.model.registration import Register, Registration
from village.services import counters, goods, ledger, publications, receipts, redemptions, registrations
from village.store import Store

WINDOW = datetime(2026, 4, 5, 9)


@pytest.fixture
def rich(store: Store) -> Household:
    """A household with ten points that are published."""
    household = builders.a_household(store)
    builders.a_line(store, household, "P16", count=2)
    with clock.held(WINDOW):
        publications.sign(store, period=Period.parse("2026-03"), signers=["书记"], actor=builders.CADRE)
        publications.publish(store, period=Period.parse("2026-03"), actor=builders.CADRE)
    return household


def open_counters(store: Store, *names: str) -> None:
    for name in names:
        row = Registration(0, Register.COUNTER, clock.today(), name)
        registrations.write(store, row, actor=builders.CADRE)


def order(store: Store, household: Household, place: str = "") -> redemptions.Redemption:
    tea = goods.add(store, Goods(0, "茶叶", Points(200), None, 5), actor=builders.CADRE)
    return redemptions.request(store, household_id=household.id, goods_id=tea.id, place=place, actor=builders.CADRE)


def test_a_village_with_one_counter_or_none_is_asked_nothing(store: Store, rich: Household) -> None:
    with clock.held(WINDOW):
        assert order(store, rich).place == ""
        open_counters(store, "积分超市")
        assert order(store, rich).place == "积分超市"


def test_where_there_are_several_each_order_names_one_of_them(store: Store, rich: Household) -> None:
    with clock.held(WINDOW):
        open_counters(store, "积分超市", "集中兑换点")
        for place, code in (("", "counter_missing"), ("村口", "counter_unknown")):
            with pytest.raises(VillageError) as refusal:
                order(store, rich, place)
            assert refusal.value.code == code
        assert ledger.balance(store, rich.id) == Points(3000)
        made = order(store, rich, "集中兑换点")
        done = redemptions.hand_over(store, made.id, actor=builders.CADRE)
        assert redemptions.get(store, done.id).place == "集中兑换点"


def test_goods_may_be_handed_over_at_another_counter_than_was_said(store: Store, rich: Household) -> None:
    with clock.held(WINDOW):
        open_counters(store, "积分超市", "集中兑换点")
        made = order(store, rich, "集中兑换点")
        redemptions.hand_over(store, made.id, place="积分超市", actor=builders.CADRE)
    assert redemptions.get(store, made.id).place == "积分超市"


def test_a_counter_that_was_closed_is_not_offered(store: Store) -> None:
    with clock.held(WINDOW):
        open_counters(store, "积分超市", "集中兑换点")
        (row,) = [one for one in registrations.of_register(store, Register.COUNTER) if one.title == "集中兑换点"]
        registrations.end(store, row.id, reason="不办了", actor=builders.CADRE)
    assert counters.places(store) == ("积分超市",)


def test_who_fetches_goods_for_a_household_stands_on_the_order_and_on_its_receipt(
    store: Store, rich: Household
) -> None:
    with clock.held(WINDOW):
        open_counters(store, "积分超市")
        made = order(store, rich)
        redemptions.send(store, made.id, Collector("王秀英", "邻居"), actor="自助查询")
        redemptions.send(store, made.id, Collector("李建国", "女婿"), actor="自助查询")
        told = receipts.issue(store, rich.id, actor="", entry=ledger.line(store, made.entry_seq)).receipt
        redemptions.hand_over(store, made.id, collector=Collector("赵小妹", "邻居"), actor=builders.CADRE)
    assert (told.place, told.collector) == ("积分超市", "李建国（女婿）")
    assert redemptions.get(store, made.id).collector == Collector("赵小妹", "邻居")
    with pytest.raises(VillageError) as refusal:
        redemptions.send(store, made.id, Collector(""), actor="自助查询")
    assert refusal.value.code == "redemption_finished"


def test_a_household_that_comes_itself_after_all_is_not_fetched_for(store: Store, rich: Household) -> None:
    with clock.held(WINDOW):
        made = order(store, rich)
        redemptions.send(store, made.id, Collector("王秀英"), actor="自助查询")
        redemptions.send(store, made.id, Collector(""), actor="自助查询")
        with pytest.raises(VillageError) as refusal:
            redemptions.hand_over(store, made.id, collector=Collector(" "), actor=builders.CADRE)
    assert refusal.value.code == "name_empty"
    assert redemptions.get(store, made.id).collector is None
