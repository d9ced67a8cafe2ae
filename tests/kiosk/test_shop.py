"""What can be had for the points."""

from __future__ import annotations

from datetime import datetime

from tests import builders
from tests.kiosk.conftest import Residents
from tests.kiosk.market import market, on_shelf
from tests.kiosk.page import Page
from tests.photos import photo
from village.services import goods, goods_pictures
from village.store import Store


def test_it_works(page: Page, residents: Residents, store: Store) -> None:
    on_shelf(store, "洗衣液", "20")
    on_shelf(store, "茶叶", "2")
    with market(store):
        page.get("/").card(residents.card).get("/shop")
    assert page.screen == "shop"
    assert "您想换什么？\n茶叶\n2分，有5件\n洗衣液\n20分，差15分" in page.text


def test_what_is_sold_out_stands_last_and_says_so(page: Page, residents: Residents, store: Store) -> None:
    on_shelf(store, "毛巾", "1", stock=0)
    on_shelf(store, "大米", "90")
    with market(store):
        page.get("/").card(residents.card).get("/shop")
    assert page.text.index("大米") < page.text.index("毛巾\n1分，换完了")


def test_what_the_rules_forbid_is_not_offered(page: Page, residents: Residents, store: Store) -> None:
    on_shelf(store, "农药", prohibited=True)
    on_shelf(store, "购物卡", cash_like=True)
    with market(store):
        page.get("/").card(residents.card).get("/shop")
    assert "shop.empty" in page.keys
    assert "农药" not in page.html
    assert "购物卡" not in page.html


def test_a_closed_window_says_when_it_opens(page: Page, residents: Residents, store: Store) -> None:
    on_shelf(store)
    with market(store, datetime(2026, 4, 6, 9)):
        page.get("/").card(residents.card).get("/shop")
    assert "5月5日开始换，现在可以点单。" in page.text


def test_more_goods_than_fit_stand_on_a_further_page(page: Page, residents: Residents, store: Store) -> None:
    for number in range(1, 9):
        on_shelf(store, f"东西{'一二三四五六七八'[number - 1]}", str(number))
    page.headers["X-Screen"] = "800x480"
    with market(store):
        page.get("/").card(residents.card).get("/shop")
        assert [shown for key, shown in page.said if key == "shop.name"] == ["东西一", "东西二", "东西三"]
        page.get("/shop?page=3")
    assert [shown for key, shown in page.said if key == "shop.name"] == ["东西七", "东西八"]


def test_a_neighbour_sees_the_shelf(page: Page, residents: Residents, store: Store) -> None:
    on_shelf(store)
    page.post("/choose", household=residents.zhang.id).post("/who/yes").get("/shop")
    assert "茶叶" in page.text


def test_nobody_known_is_sent_to_the_first_page(page: Page) -> None:
    assert page.get("/shop").screen == "home"


def test_goods_are_seen_as_well_as_read_wherever_they_are_chosen(
    page: Page, residents: Residents, store: Store
) -> None:
    soap, rice = on_shelf(store, "香皂", "1"), on_shelf(store, "大米", "3")
    goods_pictures.put(store, soap.id, photo(), actor=builders.CADRE)
    picture = f"/pictures/goods/{goods.get(store, soap.id).picture}.jpg"
    with market(store):
        page.get("/").card(residents.card).get("/shop")
        assert picture in page.html
        assert "#sack" in page.html
        assert picture in page.get(f"/shop/{soap.id}").html
        assert "#sack" in page.get(f"/shop/{rice.id}").html
        assert picture in page.post(f"/shop/{soap.id}/order", token="1").get("/orders").html
        kept = page.client.get(picture)
    assert kept.data[:3] == b"\xff\xd8\xff"
    assert kept.cache_control.immutable
    assert page.client.get(f"/pictures/goods/{'0' * 64}.jpg").status_code == 404
