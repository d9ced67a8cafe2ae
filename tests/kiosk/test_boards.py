"""看榜和通知: what everybody may see, without a household."""

from __future__ import annotations

from datetime import date

import pytest
from flask import Flask

import kiosk
from tests import builders
from tests.kiosk.conftest import Nudged, Residents
from tests.kiosk.market import market
from tests.kiosk.page import Page
from village.model.registration import Register, Registration
from village.services import notices, registrations
from village.settings import Settings
from village.store import Store

SMALL = "800x480"


def tell(store: Store, day: date = date(2026, 3, 20)) -> None:
    notices.write(
        store, title="停水通知", text="明天上午停水，请先接好水。", since=day, until=day, actor=builders.CADRE
    )


def honour(store: Store, residents: Residents) -> None:
    row = Registration(0, Register.HONOUR, date(2026, 3, 1), "文明家庭", household_id=residents.zhang.id)
    registrations.write(store, row, actor=builders.CADRE)


def test_it_works(page: Page, store: Store) -> None:
    with market(store):
        page.get("/").get("/boards")
        assert page.screen == "boards"
        page.get("/boards/column")
        assert page.screen == "board_group"
        page.get("/boards/column?group=三组")
        assert page.screen == "board"
        assert "张桂芳家，这一期" in page.text
        assert "张桂芳家" in page.aloud, "what stands there is said"


@pytest.mark.usefixtures("residents")
def test_back_leads_to_the_groups_and_to_the_menu(page: Page, store: Store) -> None:
    with market(store):
        page.get("/").get("/boards").get("/boards/column").get("/boards/column?group=三组")
        assert [page.get("/back").screen for _ in range(3)] == ["board_group", "boards", "home"]


def test_an_open_household_is_not_asked_for_its_group(page: Page, residents: Residents, store: Store) -> None:
    with market(store):
        page.get("/").card(residents.wang_card).get("/boards/column")
        assert page.screen == "board"
        assert page.text.index("王秀英家，这一期") < page.text.index("张桂芳家，这一期")


def test_choices_on_several_pages_say_which_page_this_is(page: Page, store: Store) -> None:
    page.headers["X-Screen"] = SMALL
    with market(store):
        for group in ("五组", "六组"):
            builders.a_household(store, "王一", group)
        page.get("/").get("/find/group?page=2")
        assert "更多\n第2页，一共2页" in page.text
        assert "更多，第二页，一共两页" in page.aloud


def test_no_board_tells_a_reason_or_what_a_deduction_was_for(page: Page, store: Store) -> None:
    with market(store):
        page.get("/")
        for kind in ("column?group=三组", "ranking", "honours", "notices", "red", "black"):
            page.get(f"/boards/{kind}")
            assert page.screen == "board", kind
            assert "柴草" not in page.html
            assert "乱堆" not in page.html


def test_the_board_leads_to_what_ones_own_points_buy(page: Page, residents: Residents, store: Store) -> None:
    with market(store):
        assert page.get("/").get("/boards/mine").screen == "find"
        page.card(residents.card)
        assert page.get("/boards/mine").screen == "redeemable"
        page.get("/").post("/choose", household=str(residents.zhang.id)).post("/who/yes")
        assert page.get("/boards/mine").screen == "unlock", "without card or PIN it stays private"


@pytest.mark.parametrize("screen", ["800x480", "1280x800"])
def test_the_first_page_tells_todays_notice_and_nobodys_points(page: Page, store: Store, screen: str) -> None:
    tell(store)
    page.headers["X-Screen"] = screen
    page.get("/")
    assert "home.notice" in page.keys or screen == SMALL
    assert "分" not in page.text.replace("积分", "")
    page.get("/boards/notices")
    assert "明天上午停水，请先接好水。" in page.text


def test_the_first_page_asks_for_itself_and_forgets_who_left(page: Page, store: Store) -> None:
    assert 'hx-get="/idle"' in page.html
    tell(store)
    assert "通知：停水通知" in page.get("/idle").text


def test_the_screens_size_is_known_when_a_page_is_loaded_anew(page: Page, store: Store, speaking: Page) -> None:
    tell(store)
    del page.headers["X-Screen"]
    assert page.get("/").keys.count("home.notice") == 1, "measured before: a large one"
    speaking.headers["X-Screen"] = SMALL
    speaking.get("/boards")
    del speaking.headers["X-Screen"]
    speaking.get("/")
    assert not {"home.today", "home.notice"} <= set(speaking.keys), "seven inches have room for one line"


def test_an_honour_stands_on_the_first_page_only_by_choice(
    page: Page, store: Store, residents: Residents, settings: Settings
) -> None:
    honour(store, residents)
    assert "文明家庭" not in page.get("/").text
    chosen = Settings(data=settings.data, idle_honours=True)
    app: Flask = kiosk.create_app(settings=chosen, store=store, voice=None, prints=Nudged())
    assert "三组张桂芳家，文明家庭" in Page(app.test_client()).get("/").text


@pytest.mark.parametrize("address", ["/boards/secrets", "/boards/column?group=九组&page=99", "/boards?page=77"])
def test_what_is_no_board_is_told_and_nothing_breaks(page: Page, store: Store, address: str) -> None:
    with market(store):
        assert page.get(address).answer.status_code in (200, 404)
