"""How many points."""

from __future__ import annotations

from datetime import date, datetime

from tests import builders
from tests.kiosk.conftest import Residents
from tests.kiosk.market import market
from tests.kiosk.page import Page
from village import clock
from village.model.entry import Kind
from village.store import Store


def test_it_works(page: Page, residents: Residents) -> None:
    page.card(residents.card)
    assert (
        page.text == "三组，张桂芳家\n您家现在有25分。\n这些分现在不能换东西。"
        "\n看每一笔\n能换什么\n打印小票\n更多\n一共3页"
    )


def test_the_figure_stands_out(page: Page, residents: Residents) -> None:
    page.card(residents.card)
    assert '<b class="figure">25<small>分。</small></b>' in page.html


def test_a_debt_is_told_kindly(page: Page, residents: Residents, store: Store) -> None:
    builders.a_plain_line(store, residents.wang, "-40.5", kind=Kind.DEDUCTION, occurred_on=date(2026, 3, 9))
    page.card(residents.wang_card)
    assert "您家现在欠15.5分，做好事就能补回来。" in page.text


def test_the_total_is_public(page: Page, residents: Residents) -> None:
    page.post("/choose", household=residents.zhang.id).post("/who/yes")
    assert "您家现在有25分。" in page.text


def test_no_amount_is_said_before_it_is_asked_for(speaking: Page, residents: Residents) -> None:
    speaking.card(residents.card)
    assert 'data-now=""' in speaking.html


def test_what_can_be_spent_is_told_apart(page: Page, residents: Residents, store: Store) -> None:
    with market(store):
        page.get("/").card(residents.card)
        assert "其中5分现在可以换东西。" in page.text
        page.headers["X-Screen"] = "800x480"
        assert "其中5分现在可以换东西。" in page.get("/balance").text
        builders.a_plain_line(store, residents.zhang, "-25.5", kind=Kind.DEDUCTION)
        assert not [key for key in page.get("/balance").keys if key.startswith("redeemable.")]
    with clock.held(datetime(2026, 4, 6, 9)):
        builders.a_plain_line(store, residents.zhang, "30", kind=Kind.CARRY)
        assert "其中9.5分，5月5日开始换。" in page.get("/").card(residents.card).text


def test_what_can_be_spent_is_for_the_household_itself(page: Page, residents: Residents, store: Store) -> None:
    with market(store):
        page.get("/").post("/choose", household=residents.zhang.id).post("/who/yes")
        assert not [key for key in page.keys if key.startswith("redeemable.")]


def test_a_narrow_screen_has_three_buttons(page: Page, residents: Residents) -> None:
    page.headers["X-Screen"] = "800x480"
    page.card(residents.card)
    assert page.keys[-4:] == ["button.statement", "shop.go", "button.more", "button.pages"]
