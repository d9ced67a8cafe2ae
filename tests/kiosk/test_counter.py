"""Where goods are fetched, and by whom: several counters (JX-17), and a neighbour who is sent (代领)."""

from __future__ import annotations

import re
from datetime import date

from flask import Flask

from tests import builders
from tests.kiosk.conftest import Residents
from tests.kiosk.market import market, on_shelf
from tests.kiosk.page import Page
from village.model.redemption import Collector
from village.model.registration import Register, Registration
from village.services import receipts, redemptions, registrations
from village.store import Store


def token_of(page: Page) -> str:
    found = re.search(r'name="token" value="([^"]+)"', page.html)
    assert found
    return found[1]


def open_counters(store: Store) -> None:
    for name in ("积分超市", "集中兑换点"):
        registrations.write(store, Registration(0, Register.COUNTER, date(2026, 3, 1), name), actor=builders.CADRE)


def order(page: Page, goods_id: int) -> Page:
    page.get(f"/shop/{goods_id}?place=1")
    return page.post(f"/shop/{goods_id}/order", token=token_of(page), place="1")


def test_where_there_are_several_counters_the_visitor_says_which(
    page: Page, residents: Residents, store: Store
) -> None:
    tea = on_shelf(store)
    open_counters(store)
    with market(store):
        page.get("/").card(residents.card).get("/shop").get(f"/shop/{tea.id}")
        assert page.screen == "counter"
        assert "您想到哪里拿？" in page.text
        assert f'href="/shop/{tea.id}?place=1"' in page.html
        order(page, tea.id)
        assert page.screen == "ordered"
        assert "请带着号，到集中兑换点拿茶叶。" in page.text
        assert page.get("/back").screen == "shop"
    (made,) = redemptions.of_household(store, residents.zhang.id)
    assert made.place == "集中兑换点"


def test_what_cannot_be_had_today_asks_for_no_counter(page: Page, residents: Residents, store: Store) -> None:
    tea = on_shelf(store, stock=0)
    open_counters(store)
    with market(store):
        page.get("/").card(residents.card).get(f"/shop/{tea.id}")
    assert "wish.gone" in page.keys


def test_an_order_that_names_no_counter_is_refused_and_costs_nothing(
    page: Page, residents: Residents, store: Store
) -> None:
    tea = on_shelf(store)
    open_counters(store)
    with market(store):
        page.get("/").card(residents.card).get(f"/shop/{tea.id}?place=0")
        for place in ("", "9", "²"):
            page.post(f"/shop/{tea.id}/order", token=token_of(page), place=place)
            assert "error.counter_missing" in page.keys
    assert redemptions.of_household(store, residents.zhang.id) == []


def test_a_neighbour_is_sent_by_showing_their_card(page: Page, residents: Residents, store: Store) -> None:
    tea = on_shelf(store)
    with market(store):
        made = redemptions.request(store, household_id=residents.zhang.id, goods_id=tea.id, actor="一体机")
        page.get("/").card(residents.card).get(f"/orders/{made.id}")
        assert f"/orders/{made.id}/collector" in page.html
        page.get(f"/orders/{made.id}/collector")
        assert "请代您拿的人，在这里刷他家的积分卡。" in page.text
        page.card(residents.wang_card)
        assert page.screen == "orders"
        assert "记下了，王秀英家代您拿。" in page.text
        assert f"{made.id}号，代拿" in page.text
        page.post(f"/print?order={made.id}")
        assert receipts.recent(store)[0].receipt.collector == "王秀英（户号03-018）"
        page.get(f"/orders/{made.id}/collector")
        assert "说好由王秀英家代您拿" in page.text
        page.post(f"/orders/{made.id}/collector")
        assert "记下了，您自己来拿。" in page.text
    assert redemptions.get(store, made.id).collector is None


def test_on_that_page_ones_own_card_sends_nobody_and_no_card_of_the_village_sends_nobody(
    page: Page, residents: Residents, store: Store
) -> None:
    tea = on_shelf(store)
    with market(store):
        made = redemptions.request(store, household_id=residents.zhang.id, goods_id=tea.id, actor="一体机")
        page.get("/").card(residents.card).get(f"/orders/{made.id}/collector")
        assert page.card(residents.card).screen == "collector"
        assert page.card("XY123456789").screen == "collector"
    assert redemptions.get(store, made.id).collector is None


def test_nobody_sends_for_another_households_order(app: Flask, residents: Residents, store: Store) -> None:
    tea = on_shelf(store)
    with market(store):
        made = redemptions.request(store, household_id=residents.zhang.id, goods_id=tea.id, actor="一体机")
        redemptions.send(store, made.id, Collector("赵小妹"), actor="一体机")
        page = Page(app.test_client()).get("/").card(residents.wang_card)
        for _ in range(2):
            assert page.get(f"/orders/{made.id}/collector").answer.status_code == 422
            assert page.post(f"/orders/{made.id}/collector").answer.status_code == 422
    assert redemptions.get(store, made.id).collector == Collector("赵小妹")
