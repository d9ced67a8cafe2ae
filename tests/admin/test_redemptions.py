"""The counter: ask for goods, hand them over, or cancel."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from tests import builders
from tests.admin import waiting
from tests.admin.conftest import PASSWORD, Desk
from village import clock
from village.model.goods import Goods
from village.model.household import Household
from village.model.redemption import RedemptionState
from village.model.registration import Register, Registration
from village.services import goods, ledger, receipts, redemptions, registrations, years
from village.store import Store

TOKEN = "0123456789abcdefghij"


@pytest.fixture
def soap(store: Store) -> Goods:
    return waiting.some_goods(store)


@pytest.fixture
def shop(stranger: Desk, store: Store, zhang: Household) -> Iterator[Desk]:
    """The shopkeeper on the shop's day; ten points of 张桂芳 went up that morning."""
    with clock.held(waiting.WINDOW):
        builders.a_line(store, zhang, "P16", occurred=date(2026, 3, 11), count=2)
        waiting.a_board(store, "2026-03")
        stranger.post("/login", login="shopkeeper", password=PASSWORD)
        yield stranger


def order(desk: Desk, household: Household, wanted: Goods, **fields: str) -> str:
    made = desk.post(f"/households/{household.id}/redemptions/new", goods=str(wanted.id), **fields)
    assert made.status_code == 303, made.text
    return str(made.location)


def test_it_works(shop: Desk, store: Store, zhang: Household, soap: Goods) -> None:
    form = shop.get(f"/households/{zhang.id}/redemptions/new").text
    assert "今天可以换" in form
    assert "洗衣液" in form
    where = order(shop, zhang, soap, quantity="2")
    assert ledger.balance(store, zhang.id).hundredths == 2600
    assert goods.get(store, soap.id).stock == 1
    assert "张桂芳" in shop.get("/redemptions").text
    done = shop.post(f"{where}/hand_over", passbook="30", signed="yes")
    assert "已经交了" in shop.get(done.location).text
    assert "没有等着来拿的" in shop.get("/redemptions").text


def test_the_receipt_of_an_order_is_one_of_an_exchange(shop: Desk, store: Store, zhang: Household, soap: Goods) -> None:
    where = order(shop, zhang, soap, quantity="2")
    line = redemptions.get(store, 1).entry_seq
    assert f'action="/lines/{line}/receipt"' in shop.get(where).text
    printed = shop.post(f"/lines/{line}/receipt", token=TOKEN)
    (job,) = receipts.recent(store)
    assert printed.location == f"/receipts/{job.id}"
    assert (job.receipt.title, job.receipt.pickup) == ("receipt.title_redemption", "1")
    assert [line.what for line in job.receipt.lines] == ["洗衣液×2"]
    shop.post(f"{where}/cancel", reason="不要了")
    assert "打兑换小票" not in shop.get(where).text


def test_a_double_tap_is_one_order(shop: Desk, store: Store, zhang: Household, soap: Goods) -> None:
    assert order(shop, zhang, soap, token=TOKEN) == order(shop, zhang, soap, token=TOKEN)
    assert goods.get(store, soap.id).stock == 2


@pytest.mark.parametrize(
    ("fields", "at", "code"),
    [
        ({"goods": ""}, "goods", "field_missing"),
        ({"goods": "99"}, "goods", "goods_unknown"),
        ({"quantity": "0"}, "quantity", "count_wrong"),
        ({"quantity": "4"}, "goods", "out_of_stock"),
    ],
)
def test_a_wrong_field_debits_nothing(
    shop: Desk, store: Store, zhang: Household, soap: Goods, fields: dict[str, str], at: str, code: str
) -> None:
    refused = shop.post(f"/households/{zhang.id}/redemptions/new", **{"goods": str(soap.id), **fields})
    assert refused.status_code == 422
    assert f'id="{at}-error" data-code="{code}"' in refused.text
    assert ledger.balance(store, zhang.id).hundredths == 3000


def test_what_is_too_dear_is_refused_with_what_there_is(shop: Desk, store: Store, zhang: Household) -> None:
    kettle = waiting.some_goods(store, "电水壶", "11")
    refused = shop.post(f"/households/{zhang.id}/redemptions/new", goods=str(kettle.id))
    assert 'id="goods-error" data-code="not_enough_points"' in refused.text
    builders.a_line(store, zhang, "P05", occurred=date(2026, 4, 2))
    refused = shop.post(f"/households/{zhang.id}/redemptions/new", goods=str(kettle.id))
    assert 'id="goods-error" data-code="not_published"' in refused.text


def test_outside_the_window_the_next_one_is_named(clerk: Desk, store: Store, zhang: Household, soap: Goods) -> None:
    assert "下一回是 2026年4月5日" in clerk.get("/redemptions").text
    refused = clerk.post(f"/households/{zhang.id}/redemptions/new", goods=str(soap.id))
    assert 'data-code="window_closed"' in refused.text
    assert goods.get(store, soap.id).stock == 3


@pytest.mark.parametrize(
    ("fields", "at", "code"),
    [
        ({"signed": "yes"}, "passbook", "passbook_missing"),
        ({"passbook": "多少", "signed": "yes"}, "passbook", "points_wrong"),
        ({"passbook": "28", "signed": "yes"}, "passbook", "passbook_mismatch"),
        ({"passbook": "30"}, "signed", "signature_missing"),
    ],
)
def test_nothing_leaves_the_shop_without_what_the_rules_ask_for(
    shop: Desk, store: Store, zhang: Household, soap: Goods, fields: dict[str, str], at: str, code: str
) -> None:
    where = order(shop, zhang, soap)
    refused = shop.post(f"{where}/hand_over", **fields)
    assert refused.status_code == 422
    assert f'id="{at}-error" data-code="{code}"' in refused.text
    assert redemptions.get(store, 1).state is RedemptionState.REQUESTED


def test_whoever_stands_at_the_counter_gets_the_goods_at_once_or_nothing(
    shop: Desk, store: Store, zhang: Household, soap: Goods
) -> None:
    now = f"/households/{zhang.id}/redemptions/now"
    assert f'formaction="{now}"' in shop.get(f"/households/{zhang.id}/redemptions/new").text
    order = {"goods": str(soap.id), "quantity": "2", "token": TOKEN}
    refused = shop.post(now, **order, passbook="28", signed="yes")
    assert 'id="passbook-error" data-code="passbook_mismatch"' in refused.text
    assert (goods.get(store, soap.id).stock, redemptions.of_household(store, zhang.id)) == (3, [])
    for _ in range(2):
        done = shop.post(now, **order, passbook="30", signed="yes")
        assert "已经交了" in shop.get(done.location).text
    assert ledger.balance(store, zhang.id).hundredths == 2600
    assert [made.state for made in redemptions.of_household(store, zhang.id)] == [RedemptionState.HANDED_OVER]


def test_a_neighbour_fetches_at_another_counter_and_the_order_says_so(
    shop: Desk, store: Store, zhang: Household, soap: Goods
) -> None:
    for name in ("积分超市", "集中兑换点"):
        registrations.write(store, Registration(0, Register.COUNTER, date(2026, 3, 1), name), actor=builders.CADRE)
    refused = shop.post(f"/households/{zhang.id}/redemptions/new", goods=str(soap.id))
    assert 'id="place-error" data-code="counter_missing"' in refused.text
    where = order(shop, zhang, soap, place="积分超市")
    page = shop.get(where).text
    assert '<option value="积分超市" selected>' in page
    shown = {"passbook": "30", "signed": "yes"}
    refused = shop.post(f"{where}/hand_over", **shown, place="积分超市", relation="邻居")
    assert 'id="collector-error" data-code="field_missing"' in refused.text
    shop.post(f"{where}/hand_over", **shown, place="集中兑换点", collector="王秀英", relation="邻居")
    page = shop.get(where).text
    assert "<dd>集中兑换点</dd>" in page
    assert "<dd>王秀英（邻居）</dd>" in page


def test_a_passbook_that_differs_stays_on_the_page_of_passbooks_until_it_is_mended(
    shop: Desk, zhang: Household, soap: Goods
) -> None:
    where = order(shop, zhang, soap)
    assert "还没有看过" in shop.get("/passbooks").text
    shop.post(f"{where}/hand_over", passbook="28", signed="yes")
    page = shop.get("/passbooks").text
    assert "对不上：那时账上是 30 分" in page
    number = zhang.number
    for written, code in (("", "field_missing"), ("多少", "points_wrong")):
        refused = shop.post(f"/passbooks/{zhang.id}", written=written)
        assert f'id="{number}-error" data-code="{code}"' in refused.text
    told = shop.post(f"/passbooks/{zhang.id}", written="28")
    assert "一样" in shop.get(told.location).text
    shop.post(f"{where}/cancel", reason="不要了")
    assert f"/prints/passbooks/{zhang.id}?since=4" in shop.get("/passbooks").text


def test_a_cancelled_order_gives_everything_back(shop: Desk, store: Store, zhang: Household, soap: Goods) -> None:
    where = order(shop, zhang, soap)
    assert 'id="reason-error"' in shop.post(f"{where}/cancel", reason="").text
    assert shop.post(f"{where}/cancel", reason="不要了").status_code == 303
    assert ledger.balance(store, zhang.id).hundredths == 3000
    assert goods.get(store, soap.id).stock == 3
    assert 'data-code="redemption_finished"' in shop.post(f"{where}/hand_over", passbook="30", signed="yes").text


def test_other_goods_of_the_same_points_are_given_for_what_is_not_there(
    shop: Desk, store: Store, zhang: Household, soap: Goods
) -> None:
    where = order(shop, zhang, soap)
    assert "架上没有正好值" in shop.get(where).text
    price = redemptions.get(store, 1).points
    towel = goods.add(store, Goods(0, "毛巾", price, None, 2), actor="王主任")
    dear = goods.add(store, Goods(0, "电饭锅", price + price + price, None, 2), actor="王主任")
    page = shop.get(where).text
    assert "毛巾" in page
    assert "电饭锅" not in page
    wrong = shop.post(f"{where}/substitute", goods=f"{dear.id}", why="断货")
    assert (wrong.status_code, "正好值" in wrong.text) == (422, True)
    silent = shop.post(f"{where}/substitute", goods=f"{towel.id}", why=" ")
    assert silent.status_code == 422
    done = shop.post(f"{where}/substitute", goods=f"{towel.id}", why="厂里断货")
    told = shop.get(done.location).text
    assert all(words in told for words in ("原来要", "洗衣液", "厂里断货"))
    assert (goods.get(store, soap.id).stock, goods.get(store, towel.id).stock) == (3, 1)
    assert "洗衣液（改给毛巾）" in shop.get(f"/households/{zhang.id}").text


def test_whoever_gives_an_order_back_hears_before_what_comes_back_of_it(
    shop: Desk, store: Store, zhang: Household, soap: Goods
) -> None:
    where = order(shop, zhang, soap)
    assert "退不回去" not in shop.get(where).text
    with clock.held(date(2027, 1, 8)):
        years.close(store, 2026, actor="王主任")
        shop.post("/login", login="shopkeeper", password=PASSWORD)
        page = shop.get(where).text
    assert "2026年的分已经清了，这一单退不回去" in page
    assert "取消这一单" not in page
    assert redemptions.get(store, 1).state is RedemptionState.REQUESTED


def test_an_order_whose_points_lapsed_since_is_cancelled_only_by_whoever_says_that_he_knows(
    shop: Desk, store: Store, zhang: Household, soap: Goods
) -> None:
    with clock.held(date(2027, 1, 5)):
        shop.post("/login", login="shopkeeper", password=PASSWORD)
        where = order(shop, zhang, soap)
        assert 'name="less"' not in shop.get(where).text
        years.close(store, 2026, actor="王主任")
        assert "还是要取消" in shop.get(where).text
        asked = shop.post(f"{where}/cancel", reason="断货")
        assert (asked.status_code, 'data-code="return_less"' in asked.text) == (422, True)
        assert redemptions.get(store, 1).state is RedemptionState.REQUESTED
        assert shop.post(f"{where}/cancel", reason="断货", less="yes").status_code == 303
    assert redemptions.get(store, 1).state is RedemptionState.CANCELLED


def test_a_debit_is_not_taken_back_past_the_shelf(stranger: Desk, store: Store, zhang: Household, soap: Goods) -> None:
    with clock.held(waiting.WINDOW):
        builders.a_line(store, zhang, "P16", occurred=date(2026, 3, 11), count=2)
        waiting.a_board(store, "2026-03")
        stranger.post("/login", login="secretary", password=PASSWORD)
        order(stranger, zhang, soap)
        line = redemptions.get(store, 1).entry_seq
        page = stranger.get(f"/lines/{line}").text
        assert f"/lines/{line}/reverse" not in page
        assert 'href="/redemptions/1"' in page
        refused = stranger.post(f"/lines/{line}/reverse", reason="不要了")
        assert refused.status_code == 422
        assert 'data-code="redemption_line"' in refused.text
        assert "要退请取消那一单" in refused.text
        assert 'href="/redemptions/1"' in refused.text
        assert goods.get(store, soap.id).stock == 2
        assert redemptions.get(store, 1).state is RedemptionState.REQUESTED
        assert ledger.balance(store, zhang.id).hundredths == 2800
