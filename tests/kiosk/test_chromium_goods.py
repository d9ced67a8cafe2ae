"""Goods as a real Chromium shows them: their photo, or a drawing in colour, or in nothing but black and white."""

from __future__ import annotations

import io

from PIL import Image
from playwright.sync_api import Locator, Page, expect

from tests import builders
from tests.kiosk.browser import chromium, scan, serving, standing_at
from tests.kiosk.conftest import Residents
from tests.kiosk.market import OPEN_DAY, market, on_shelf
from tests.kiosk.walk import GO, kiosk_of
from tests.photos import photo
from village.services import goods_pictures
from village.store import Store

GREY = 8  # of 255: how far red, green and blue lie apart in what the eye calls grey


def seen(part: Locator) -> Image.Image:
    """What stands there, once anything does: a drawing is fetched after its page."""
    for _ in range(200):
        shown = Image.open(io.BytesIO(part.screenshot())).convert("RGB")
        if any(low < 64 for low, _ in shown.getextrema()):
            return shown
    raise AssertionError("nothing was drawn")


def colourful(shown: Image.Image) -> bool:
    red, green, blue = (shown.getchannel(name).tobytes() for name in "RGB")
    return any(max(dot) - min(dot) > GREY for dot in zip(red, green, blue, strict=True))


def turn_to_black_and_white(page: Page) -> None:
    page.evaluate("document.querySelector('#screen').dataset.contrast = '2'")


def test_a_photo_and_a_drawing_are_seen_and_black_and_white_is_kept_to(store: Store, residents: Residents) -> None:
    soap, rice = on_shelf(store, "香皂", "1"), on_shelf(store, "大米", "3")
    goods_pictures.put(store, soap.id, photo((800, 600), colour="#c03020"), actor=builders.CADRE)
    with (
        market(store),
        chromium() as browser,
        serving(kiosk_of(store), OPEN_DAY) as served,
        standing_at(browser, served) as page,
    ):
        scan(page, residents.card)
        page.wait_for_selector(".figure")
        page.evaluate(GO, ["GET", "/shop", {}])
        photographed, drawn = page.locator(".told img.goods"), page.locator(".told svg.goods")
        expect(photographed).to_have_js_property("naturalWidth", 640)
        for part, name in (("img.goods", "香皂"), ("svg.goods", "大米")):
            expect(page.locator(".told", has=page.locator(part))).to_contain_text(name)
        assert colourful(seen(drawn))
        assert colourful(seen(photographed))
        turn_to_black_and_white(page)
        assert not colourful(seen(drawn))
        assert not colourful(Image.open(io.BytesIO(photographed.screenshot())).convert("RGB"))
        page.evaluate(GO, ["GET", f"/shop/{rice.id}", {}])
        large = page.locator(".shown svg.goods")
        expect(large).to_be_visible()
        assert (large.bounding_box() or {"height": 0})["height"] >= 40 * 149 / 25.4
        fetched = [path for _, _, path, _ in served.asked if path.startswith("/pictures/")]
        assert len(fetched) == len(set(fetched)) == 2  # each once: they are kept
