"""The screen typeface in a real Chromium: it is what is drawn, and a page pulls the pieces it needs and no others."""

from __future__ import annotations

from playwright.sync_api import Page

from tests import builders
from tests.kiosk.browser import chromium, serving, standing_at
from tests.kiosk.walk import kiosk_of
from tests.web.typeface import faces, piece_of
from village.store import Store

SHOWN = "() => document.querySelector('#screen').innerText.replaceAll(/\\s/g, '')"
DRAWN = "() => [...document.fonts].filter(each => each.status === 'loaded').length"


def pulled(page: Page) -> set[str]:
    entries = page.evaluate("() => performance.getEntriesByType('resource').map(each => each.name)")
    return {name.rpartition("/")[2] for name in entries if name.endswith(".woff2")}


def test_a_page_pulls_the_pieces_it_needs_and_no_others(store: Store) -> None:
    rare = builders.a_household(store, "李峯", "三组")
    with chromium() as browser, serving(kiosk_of(store)) as served, standing_at(browser, served) as page:
        page.evaluate("() => document.fonts.ready")
        needed = {piece_of(ord(each)) for each in page.evaluate(SHOWN)}
        assert needed <= pulled(page) <= needed | {piece_of(ord(each)) for each in page.content()}
        assert len(pulled(page)) < len(faces()) / 4
        assert page.evaluate(DRAWN) == len(pulled(page))
        page.goto(f"{served.address}/?ppi=149")
        sizes = page.evaluate(
            "() => performance.getEntriesByType('resource').filter(each => each.name.endsWith('.woff2'))"
            ".map(each => each.transferSize)"
        )
        assert sum(sizes) == 0  # kept from the first time
        page.evaluate(
            "number => htmx.ajax('POST', '/choose', {source: '#screen', target: '#screen', "
            "swap: 'outerHTML', select: '#screen', values: {household: number}})",
            rare.id,
        )
        page.wait_for_selector("img.letter")
        assert page.locator("img.letter").evaluate("each => each.complete && each.naturalWidth") == 192
        assert "（fēng）" in page.evaluate(SHOWN)
