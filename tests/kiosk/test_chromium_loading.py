"""The kiosk in a real Chromium: little is sent, nothing moves once it stands, a server that went away is waited for."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack

import pytest
from playwright.sync_api import Browser, expect

from tests.kiosk.browser import chromium, scan, serving, standing_at
from tests.kiosk.conftest import Residents
from tests.kiosk.walk import kiosk_of
from village.store import Store

MOST = 60_000
"""Bytes of the first page and all that it needs, over the wire, letters and pictures of goods aside."""

SENT = """() => [...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource")]
    .filter(({ name }) => !/\\.(woff2|jpg|wav)$/.test(name)).map((each) => [each.name, each.transferSize])"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as opened:
        yield opened


def test_the_first_page_is_light_and_its_files_come_once(browser: Browser, store: Store) -> None:
    with serving(kiosk_of(store)) as served, standing_at(browser, served) as page:
        page.wait_for_function("() => performance.getEntriesByName(location.origin + '/present').length")
        sent: dict[str, int] = dict(page.evaluate(SENT))
        assert len(sent) >= 7
        assert 20_000 < sum(sent.values()) <= MOST, sent
        page.reload()
        again: dict[str, int] = dict(page.evaluate(SENT))
        fetched = {name for name, size in again.items() if size}
        assert fetched <= {page.url, f"{served.address}/present"}, "all else is kept"


def test_a_server_that_goes_away_is_told_and_found_again_when_it_is_back(
    browser: Browser, store: Store, residents: Residents
) -> None:
    with ExitStack() as first:
        served = first.enter_context(serving(kiosk_of(store)))
        port = int(served.address.rsplit(":", 1)[1])
        with standing_at(browser, served) as page:
            scan(page, residents.card)
            expect(page.locator("#screen.at-balance")).to_be_visible()
            first.close()
            page.locator("main").get_by_text("看每一笔").click()
            expect(page.locator(".word")).to_have_text("机器正在重开，请稍等。")
            with serving(kiosk_of(store), port=port):
                expect(page.locator("#screen.at-home")).to_be_visible()
                assert "张桂芳" not in page.content()
                scan(page, residents.card)
                expect(page.locator("#screen.at-balance")).to_contain_text("25")
