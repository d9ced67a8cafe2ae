"""The points shop: nothing is sold twice, nothing is paid twice, a cancelled order leaves no trace on the account."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import date, datetime

import pytest

from tests import builders
from village import clock
from village.errors import VillageError
from village.model.goods import Goods
from village.model.household import Household
from village.model.period import Period
from village.model.points import Points
from village.model.redemption import RedemptionState
from village.services import goods, ledger, publications, redemptions, verification
from village.services.proofs import Proof
from village.store import Store, acts
from village.store import goods as shelf

WINDOW = datetime(2026, 4, 5, 9)


def tea(store: Store, stock: int = 5, price: str = "2") -> Goods:
    return goods.add(store, Goods(0, "茶叶", Points.parse(price), None, stock), actor=builders.CADRE)


@pytest.fixture
def rich(store: Store) -> Household:
    """A household with ten points that are published."""
    household = builders.a_household(store)
    builders.a_line(store, household, "P16", count=2)
    with clock.held(WINDOW):
        publications.sign(store, period=Period.parse("2026-03"), signers=["书记"], actor=builders.CADRE)
        publications.publish(store, period=Period.parse("2026-03"), actor=builders.CADRE)
    return household


def ask(store: Store, household: Household, wanted: Goods, **more: object) -> redemptions.Redemption:
    return redemptions.request(  # type: ignore[arg-type]
        store, household_id=household.id, goods_id=wanted.id, actor=builders.CADRE, **more
    )


def test_a_request_debits_and_reserves_at_once(store: Store, rich: Household) -> None:
    wanted = tea(store)
    with clock.held(WINDOW):
        made = ask(store, rich, wanted, quantity=2)
    assert made.points == Points(400)
    assert ledger.balance(store, rich.id) == Points(2600)
    assert goods.get(store, wanted.id).stock == 3


def test_a_double_tap_is_one_request(store: Store, rich: Household) -> None:
    wanted = tea(store)
    with clock.held(WINDOW):
        assert ask(store, rich, wanted, token="tap") == ask(store, rich, wanted, token="tap")
    assert goods.get(store, wanted.id).stock == 4


def test_a_cancelled_request_gives_back_points_and_goods(store: Store, rich: Household) -> None:
    wanted = tea(store)
    with clock.held(WINDOW):
        made = ask(store, rich, wanted)
        gone = redemptions.cancel(store, made.id, reason="不要了", actor=builders.CADRE)
        with pytest.raises(VillageError, match="redemption_finished"):
            redemptions.hand_over(store, made.id, actor=builders.CADRE)
    assert gone.state is RedemptionState.CANCELLED
    assert ledger.balance(store, rich.id) == Points(3000)
    assert goods.get(store, wanted.id).stock == shelf.moved(store, wanted.id) == 5


def test_a_wrong_passbook_at_the_counter_changes_nothing(store: Store, rich: Household) -> None:
    wanted = tea(store)
    with clock.held(WINDOW), pytest.raises(VillageError, match="passbook_mismatch"):
        redemptions.redeem(
            store,
            household_id=rich.id,
            goods_id=wanted.id,
            proof=Proof(passbook=Points(2900)),
            actor=builders.CADRE,
        )
    assert ledger.balance(store, rich.id) == Points(3000)
    assert goods.get(store, wanted.id).stock == 5


def together(count: int, deed: Callable[[], object]) -> list[str]:
    """The same deed from many threads at once; what each was told."""
    told: list[str] = []
    gate = threading.Barrier(count)

    def go() -> None:
        gate.wait()
        with clock.held(WINDOW):
            try:
                deed()
                told.append("done")
            except VillageError as why:
                told.append(why.code)

    threads = [threading.Thread(target=go) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return told


def test_fifty_who_want_the_last_three_get_three(store: Store) -> None:
    wanted = tea(store, stock=3)
    homes = [builders.a_household(store, f"户主{number}", group="三组") for number in range(50)]
    waiting = iter(homes)
    lock = threading.Lock()

    def deed() -> None:
        with lock:
            home = next(waiting)
        with clock.held(datetime(2027, 4, 5, 9)):  # base points are free after a year
            ask(store, home, wanted)

    told = together(50, deed)
    assert told.count("done") == 3
    assert told.count("out_of_stock") == 47
    assert goods.get(store, wanted.id).stock == shelf.moved(store, wanted.id) == 0
    assert verification.verify(store).fault == ""


def test_one_household_at_fifty_counters_spends_no_more_than_it_has(store: Store, rich: Household) -> None:
    wanted = tea(store, stock=500, price="3")
    told = together(50, lambda: ask(store, rich, wanted))
    assert told.count("done") == 3
    assert told.count("not_enough_points") == 47
    assert ledger.balance(store, rich.id) == Points(2100)


def test_the_price_is_the_cost_rounded_up_to_the_next_half_point(store: Store) -> None:
    from village.services import rulebook

    pack = rulebook.rules_on(store, date(2026, 3, 20))
    prices = {cost: goods.price(pack, Goods(0, "茶叶", None, cost)).hundredths for cost in (1, 50, 51, 1230, 1250)}
    assert prices == {1: 50, 50: 50, 51: 100, 1230: 1250, 1250: 1250}


def test_what_was_done_in_the_shop_is_on_record(store: Store, rich: Household) -> None:
    wanted = tea(store)
    with clock.held(WINDOW):
        made = ask(store, rich, wanted)
        redemptions.hand_over(store, made.id, actor="王店员")
    assert [(actor, act) for _, actor, act, _ in acts.of_subject(store, f"redemption:{made.id}")] == [
        ("王店员", "handed_over")
    ]
