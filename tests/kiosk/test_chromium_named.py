"""A button named aloud is touched by the page, in a real Chromium: the same as a finger, and no more."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.kiosk.browser import chromium, scan, serving, standing_at
from tests.kiosk.conftest import Residents
from tests.kiosk.walk import GO, kiosk_of
from village.store import Store


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as opened:
        yield opened


def test_the_second_choice_and_more_are_touched_by_name(browser: Browser, store: Store, residents: Residents) -> None:
    with serving(kiosk_of(store)) as served, standing_at(browser, served, "10") as page:
        scan(page, residents.card)
        page.wait_for_selector(".figure")
        page.evaluate(GO, ["GET", "/told", {}])
        expect(page.locator("#screen")).to_have_class("at-questions")
        second = page.locator(".choices a").nth(1).inner_text()
        page.evaluate("touch('button.more')")
        expect(page.locator(".choices a").nth(1)).not_to_have_text(second)
        page.evaluate("touch('2')")
        expect(page.locator("#screen")).to_have_class("at-told")


@pytest.mark.parametrize("named", ["9", "button.nothing", ""])
def test_what_is_not_there_is_not_touched(browser: Browser, store: Store, residents: Residents, named: str) -> None:
    with serving(kiosk_of(store)) as served, standing_at(browser, served, "10") as page:
        scan(page, residents.card)
        page.wait_for_selector(".figure")
        page.evaluate("named => touch(named)", named)
        expect(page.locator("#screen")).to_have_class("at-balance")
