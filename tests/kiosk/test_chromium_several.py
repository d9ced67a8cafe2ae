"""Two kiosks at once in a real Chromium: each with its own visitor, its own name, and its own place in a call."""

from __future__ import annotations

from contextlib import ExitStack

from playwright.sync_api import expect

import kiosk
from tests.kiosk.browser import chromium, scan, serving, standing_at, until
from tests.kiosk.conftest import Nudged, Residents
from village.model.kiosk import Kiosk, Microphone, Speaker
from village.services import help_calls, kiosks
from village.settings import Settings
from village.store import Store


def test_two_kiosks_know_nothing_of_each_other_and_the_desk_knows_both(
    settings: Settings, store: Store, residents: Residents
) -> None:
    app = kiosk.create_app(settings=settings, store=store, voice=None, prints=Nudged())

    def at(name: str) -> Kiosk:
        return next(each for each in kiosks.all_of(store) if each.title == name)

    def in_use() -> dict[str, bool]:
        return {each.title: each.in_use for each in kiosks.all_of(store)}

    with chromium() as browser, serving(app) as served, ExitStack() as open_:
        hall, shop = (open_.enter_context(standing_at(browser, served)) for _ in range(2))
        hall.goto(f"{served.address}/?kiosk=大厅&place=进门右手&ppi=149")
        shop.goto(f"{served.address}/?kiosk=小卖部&ppi=149")
        until(hall, lambda: in_use() == {"大厅": False, "小卖部": False})
        scan(hall, residents.card)
        expect(hall.locator(".household")).to_contain_text("张桂芳")
        assert "张桂芳" not in shop.content()
        until(hall, lambda: in_use() == {"大厅": True, "小卖部": False})
        scan(shop, residents.wang_card)
        expect(shop.locator(".household")).to_contain_text("王秀英")
        expect(hall.locator(".household")).to_contain_text("张桂芳")
        for page in (hall, shop):
            page.get_by_role("button", name="请干部帮忙").click()
            expect(page.locator("#screen.at-help")).to_be_visible()
        calls = help_calls.waiting(store)
        assert [(call.kiosk, call.step) for call in calls] == [("大厅（进门右手）", "看积分"), ("小卖部", "看积分")]
        until(hall, lambda: at("大厅").microphone is Microphone.WORKS)  # Chromium was told to allow it
        assert at("大厅").speaker is Speaker.UNTRIED
        hall.get_by_role("button", name="念给我听").click()
        until(hall, lambda: at("大厅").speaker is Speaker.MUTE)
        assert at("小卖部").speaker is Speaker.UNTRIED
        help_calls.answer(store, calls[0].id, by="李会计")
        expect(hall.get_by_text("李会计来了")).to_be_visible()
        expect(shop.get_by_text("李会计来了")).to_have_count(0)
