"""Goods of the shop: on the shelf, in stock, and what may not stand there."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from tests import builders
from tests.admin import waiting
from tests.admin.conftest import Desk
from village import clock
from village.model.household import Household
from village.model.points import Points
from village.model.staff import Role
from village.services import goods, redemptions, rulebook, wishes
from village.store import Store
from village.store import goods as shelf

RICE = {"name": "大米5公斤", "points": "45", "cost": "", "stock": "3", "delivery": "daily"}


def test_it_works(sit: Callable[[Role], Desk], store: Store) -> None:
    shop = sit(Role.SHOPKEEPER)
    made = shop.post("/goods/new", **RICE)
    page = shop.get(made.location).text
    assert "大米5公斤" in page
    assert '<td data-label="要几分" class="figure">45</td>' in page
    (rice,) = goods.all_of(store)
    assert shop.post(f"/goods/{rice.id}/stock", quantity="20", source="镇供销社采购").status_code == 303
    assert '<td data-label="架上" class="figure">23</td>' in shop.get("/goods").text


def test_a_price_in_yuan_becomes_points_by_the_villages_rate(clerk: Desk) -> None:
    clerk.post("/goods/new", **{**RICE, "points": "", "cost": "12.30"})
    assert '<td data-label="要几分" class="figure">12.5</td>' in clerk.get("/goods").text


@pytest.mark.parametrize(
    ("fields", "at", "code"),
    [
        ({"name": ""}, "name", "field_missing"),
        ({"points": ""}, "points", "field_missing"),
        ({"cost": "3"}, "points", "field_missing"),
        ({"points": "0"}, "points", "points_wrong"),
        ({"points": "很多"}, "points", "points_wrong"),
        ({"points": "", "cost": "-3"}, "cost", "field_wrong"),
        ({"stock": "-1"}, "stock", "count_wrong"),
        ({"delivery": "never"}, "delivery", "field_wrong"),
        ({"cash_like": "yes"}, "cash_like", "cash_goods"),
        ({"prohibited": "yes"}, "prohibited", "prohibited_goods"),
    ],
)
def test_a_wrong_field_is_said_at_the_field_and_nothing_is_shelved(
    clerk: Desk, store: Store, fields: dict[str, str], at: str, code: str
) -> None:
    refused = clerk.post("/goods/new", **{**RICE, **fields})
    assert refused.status_code == 422
    assert f'id="{at}-error" data-code="{code}"' in refused.text
    assert goods.all_of(store) == []


@pytest.mark.parametrize(
    ("fields", "at", "code"),
    [
        ({"quantity": "0", "source": "采购"}, "quantity", "count_wrong"),
        ({"quantity": "", "source": "采购"}, "quantity", "count_wrong"),
        ({"quantity": "5", "source": ""}, "source", "field_missing"),
    ],
)
def test_stock_comes_in_with_its_number_and_source(
    clerk: Desk, store: Store, fields: dict[str, str], at: str, code: str
) -> None:
    soap = waiting.some_goods(store)
    refused = clerk.post(f"/goods/{soap.id}/stock", **fields)
    assert f'id="{at}-error" data-code="{code}"' in refused.text
    assert goods.get(store, soap.id).stock == 3


def test_wishes_are_counted_beside_the_goods(clerk: Desk, store: Store, zhang: Household) -> None:
    soap = waiting.some_goods(store)
    wishes.wish(store, household_id=zhang.id, goods_id=soap.id, actor="一体机")
    assert '<td data-label="点单" class="figure">1</td>' in clerk.get("/goods").text


def test_goods_that_are_not_there_are_said(clerk: Desk) -> None:
    assert 'data-code="goods_unknown"' in clerk.get("/goods/99/stock").text


def test_nothing_is_given_away_where_the_rules_forbid_it(clerk: Desk, store: Store) -> None:
    wanted = waiting.some_goods(store)
    assert "不收分发" not in clerk.get("/goods").text
    assert "不能白发" in clerk.get(f"/goods/{wanted.id}/give").text
    refused = clerk.post(f"/goods/{wanted.id}/give", quantity="1", to="五保户", reason="过节")
    assert 'data-code="free_goods"' in refused.text
    assert goods.get(store, wanted.id).stock == 3


def test_a_village_that_allows_it_says_to_whom_and_why(clerk: Desk, store: Store) -> None:
    wanted = waiting.some_goods(store)
    rulebook.adopt(
        store,
        pack_id="yangkou-2023",
        since=date(2026, 3, 1),
        settings={"base_points": 20, "publication_day": 5, "free_issue": "allowed"},
        actor="书记",
        approval=builders.RECORD,
    )
    assert f"/goods/{wanted.id}/give" in clerk.get("/goods").text
    for field, code in (("to", "name_empty"), ("reason", "reason_missing")):
        refused = clerk.post(
            f"/goods/{wanted.id}/give", **{"quantity": "1", "to": "五保户", "reason": "过节", field: ""}
        )
        assert f'id="{field}-error" data-code="{code}"' in refused.text
    many = clerk.post(f"/goods/{wanted.id}/give", quantity="9", to="五保户", reason="过节")
    assert 'id="quantity-error" data-code="out_of_stock"' in many.text
    assert clerk.post(f"/goods/{wanted.id}/give", quantity="2", to="五保户", reason="过节").status_code == 303
    assert goods.get(store, wanted.id).stock == 1


def test_every_change_of_a_price_is_on_record_with_its_reason(clerk: Desk, store: Store) -> None:
    wanted = waiting.some_goods(store)
    assert "价没有改过" in clerk.get(f"/goods/{wanted.id}/price").text
    done = clerk.post(f"/goods/{wanted.id}/price", points="2.5", reason="进货贵了")
    page = clerk.get(done.location).text
    assert "2 分 → 2.5 分：进货贵了" in page
    assert "clerk同志" in page
    clerk.post(f"/goods/{wanted.id}/price", cost="3.20", reason="按进价")
    assert "2.5 分 → 3.20 元：按进价" in clerk.get(f"/goods/{wanted.id}/price").text
    assert goods.get(store, wanted.id).cost == 320


def test_an_order_keeps_the_price_it_was_made_at(store: Store, zhang: Household) -> None:
    order = waiting.an_order(store, zhang)
    with clock.held(waiting.WINDOW):
        goods.reprice(store, order.goods_id, points=Points(900), reason="进货贵了", actor="书记")
    assert redemptions.get(store, order.id).points == order.points != Points(900)


@pytest.mark.parametrize(
    ("fields", "at", "code"),
    [
        ({"points": "", "cost": ""}, "points", "field_missing"),
        ({"points": "-1"}, "points", "points_wrong"),
        ({"reason": ""}, "reason", "reason_missing"),
    ],
)
def test_a_price_that_cannot_be_is_refused(
    clerk: Desk, store: Store, fields: dict[str, str], at: str, code: str
) -> None:
    wanted = waiting.some_goods(store)
    refused = clerk.post(f"/goods/{wanted.id}/price", **{"points": "3", "reason": "进货贵了", **fields})
    assert f'id="{at}-error" data-code="{code}"' in refused.text
    assert goods.get(store, wanted.id).points == wanted.points


def under(store: Store, pack: str) -> None:
    rulebook.adopt(store, pack_id=pack, since=date(2026, 1, 1), settings={}, approval=builders.RECORD, actor="书记")


def test_three_questions_are_answered_before_goods_stand_on_the_shelf_and_the_answer_has_a_name(
    clerk: Desk, store: Store
) -> None:
    under(store, "jiuxian-2022")
    page = clerk.get("/goods/new").text
    assert all(f"是不是{one}" in page for one in ("污染环境", "国家明令禁止", "外来入侵物种"))
    refused = clerk.post("/goods/new", **RICE, **{"forbidden-0": "no", "forbidden-1": "no"})
    assert 'id="forbidden-2-error" data-code="field_missing"' in refused.text
    refused = clerk.post("/goods/new", **RICE, **{"forbidden-0": "no", "forbidden-1": "no", "forbidden-2": "yes"})
    assert 'id="forbidden-2-error" data-code="prohibited_goods"' in refused.text
    assert "JX-28" in refused.text
    assert goods.all_of(store) == []
    clerk.post("/goods/new", **RICE, category="生活用品类", **{f"forbidden-{at}": "no" for at in range(3)})
    (rice,) = goods.all_of(store)
    page = clerk.get(f"/goods/{rice.id}/stock").text
    assert "clerk同志" in page
    assert "都不是（污染环境、国家明令禁止、外来入侵物种）" in page


def test_what_is_counted_on_the_shelf_is_written_down_with_the_reason_of_a_difference(
    clerk: Desk, store: Store
) -> None:
    soap = waiting.some_goods(store)
    count = f"/goods/{soap.id}/count"
    for fields, at, code in (
        ({"counted": ""}, "counted", "count_wrong"),
        ({"counted": "很多"}, "counted", "count_wrong"),
        ({"counted": "1"}, "why", "reason_missing"),
    ):
        refused = clerk.post(count, **fields)
        assert f'id="{at}-error" data-code="{code}"' in refused.text
    assert clerk.post(count, counted="3").status_code == 303
    page = clerk.get(clerk.post(count, counted="1", why="破了两瓶").location).text
    assert "盘点：破了两瓶" in page
    assert [(one.before, one.counted) for one in goods.counts(store, soap.id)] == [(3, 1), (3, 3)]
    assert goods.get(store, soap.id).stock == shelf.moved(store, soap.id) == 1


def test_goods_belong_to_a_category_that_the_document_lists(clerk: Desk, store: Store) -> None:
    under(store, "jiuxian-2022")
    assert '<option value="花草果树类"' in clerk.get("/goods/new").text
    answers = {f"forbidden-{at}": "no" for at in range(3)}
    for category in ("", "烟酒类"):
        refused = clerk.post("/goods/new", **RICE, **answers, category=category)
        assert 'id="category-error" data-code="category_unlisted"' in refused.text
        assert "JX-27" in refused.text
    clerk.post("/goods/new", **RICE, **answers, category="生活用品类")
    (rice,) = goods.all_of(store)
    assert "生活用品类" in clerk.get("/goods").text
    assert clerk.post(f"/goods/{rice.id}/category", category="烟酒类").status_code == 422
    clerk.post(f"/goods/{rice.id}/category", category="清洁用品类")
    assert goods.get(store, rice.id).category == "清洁用品类"


def test_a_village_whose_document_lists_no_categories_has_words_of_its_own(clerk: Desk, store: Store) -> None:
    clerk.post("/goods/new", **RICE, category="粮油")
    assert [one.category for one in goods.all_of(store)] == ["粮油"]


def test_where_stock_came_from_is_chosen_from_the_documents_list_and_shown_again(clerk: Desk, store: Store) -> None:
    under(store, "dazu-2021")
    soap = waiting.some_goods(store)
    stock = f"/goods/{soap.id}/stock"
    assert '<option value="社会力量捐赠"' in clerk.get(stock).text
    refused = clerk.post(stock, quantity="5", source="刘老板", money="借来的")
    assert 'id="money-error" data-code="field_wrong"' in refused.text
    clerk.post(stock, quantity="5", source="刘老板", money="社会力量捐赠")
    page = clerk.get(stock).text
    assert "社会力量捐赠：刘老板" in page
    assert [(one.quantity, one.source) for one in goods.stocked(store, soap.id)] == [(5, "社会力量捐赠：刘老板")]


def test_what_an_order_puts_back_did_not_come_in(clerk: Desk, store: Store, zhang: Household) -> None:
    order = waiting.an_order(store, zhang)
    with clock.held(waiting.WINDOW):
        redemptions.cancel(store, order.id, reason="不要了", actor="李会计")
    assert goods.get(store, order.goods_id).stock == 3
    assert "还没有进过货" in clerk.get(f"/goods/{order.goods_id}/stock").text
